"""Forms that an office may lay out itself: what each can be filled in with, and printed as such."""

from datetime import date

from pdisc.context import Context
from pdisc.errors import UsageError
from pdisc.papers import cases
from pdisc.papers.order import Content
from pdisc.render import printing, template_sheet
from pdisc.services import layouts
from pdisc.sheets.asked_for import SheetFields, as_template, fields
from pdisc.sheets.sheet import Sheet

OWN_FORMS = tuple(cases.CASE_SHEETS)
"""Which these are: the forms of one disclosure."""


def known_fields(form: str, on: date) -> SheetFields:
    """Return all that a form can be filled in with."""
    return fields(cases.blank_sheet(form, on))


def shipped_template(form: str, on: date) -> bytes:
    """Return the shipped layout of a form as a template that asks for each of its fields."""
    return printing.printed_bytes((as_template(cases.blank_sheet(form, on)),), "docx")


def layout_for(context: Context, form: str, ending: str) -> "layouts.OwnLayout | None":
    """Return the own layout in which a form is to be printed; None for the shipped one.

    Raises Refused where what lies in `templates/` isn't what was recorded. A PDF is always in the
    shipped layout, which is told.
    """
    with context.reading() as reading:
        found: layouts.OwnLayout | None = layouts.own_layout(reading, context.folder, form)
    if found and ending != "docx":
        context.screen.notice(f"注意：{form}的 {ending} 按自带的样式印，本单位的模板只用于 docx")
        return None
    return found


def carried(
    content: Content, ending: str, *, form: str, layout: "layouts.OwnLayout | None"
) -> bytes:
    """Return a form as a file, in the office's own layout where there is one."""
    if layout is None or not isinstance(content, tuple):
        return printing.printed_bytes(content, ending)
    (sheet,) = _alone(content)
    known = known_fields(form, sheet.on)
    return template_sheet.in_template(layout.data, layout.name, sheet, known)


def _alone(sheets: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    if len(sheets) > 1:
        raise UsageError(
            "用本单位模板的表格，几件不能合成一个文件", next_step="加上 --each，每件一个文件"
        )
    return sheets
