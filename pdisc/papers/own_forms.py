"""Forms that an office may lay out itself: what each can be filled in with, and printed as such."""

from collections.abc import Callable, Mapping
from datetime import date

from pdisc.context import Context
from pdisc.papers import cases, confirmation, letters, request_form, slips
from pdisc.papers.order import Content
from pdisc.render import printing, template_sheet
from pdisc.services import layouts
from pdisc.sheets.asked_for import SheetFields, as_template, fields
from pdisc.sheets.sheet import Sheet

OWN_FORMS: Mapping[str, Callable[[str, date], Sheet]] = {
    **dict.fromkeys(cases.CASE_SHEETS, cases.blank_sheet),
    "登记表": request_form.blank_sheet,
    **dict.fromkeys(letters.WRITERS, letters.blank_sheet),
    "催办单": slips.blank_sheet,
    "目录核定表": confirmation.blank_sheet,
}
"""Which these are, each with what makes it as a blank: forms whose make-up is always the same."""


def known_fields(form: str, on: date) -> SheetFields:
    """Return all that a form can be filled in with."""
    return fields(OWN_FORMS[form](form, on))


def shipped_template(form: str, on: date) -> bytes:
    """Return the shipped layout of a form as a template that asks for each of its fields."""
    return printing.printed_bytes((as_template(OWN_FORMS[form](form, on)),), "docx")


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
    known = known_fields(form, content[0].on)
    return template_sheet.in_template(layout.data, layout.name, content, known)
