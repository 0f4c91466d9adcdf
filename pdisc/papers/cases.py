"""The forms of one disclosure: what each is called, and the sheet that it is."""

from collections.abc import Callable, Mapping
from datetime import date

from pdisc.context import Context
from pdisc.papers.order import Printed, PrintOrder
from pdisc.services import case_files
from pdisc.sheets.approval_form import approval_sheet
from pdisc.sheets.blank_case import blank_case
from pdisc.sheets.case_file import CaseFile
from pdisc.sheets.correction_notice import correction_sheet
from pdisc.sheets.public_notice import notice_sheet
from pdisc.sheets.secrecy_form import secrecy_sheet
from pdisc.sheets.sheet import Sheet

CASE_SHEETS: Mapping[str, Callable[[CaseFile], Sheet]] = {
    "审批表": approval_sheet,
    "保密审查表": secrecy_sheet,
    "公开通知": notice_sheet,
    "更正公告": correction_sheet,
}
"""What each form makes of a disclosure; it raises Refused where the form doesn't fit yet."""


def made(context: Context, order: PrintOrder) -> Printed:
    """Return one form of one disclosure; NotFound where there is none of that number."""
    assert order.target is not None, "a form of a disclosure needs its number"
    with context.reading() as reading:
        case = case_files.case_file(reading, order.target, order.on)
    return Printed(f"{order.form}_{case.record.number}", (CASE_SHEETS[order.form](case),))


def blank_sheet(form: str, on: date) -> Sheet:
    """Return a form of which nothing is filled in yet, dated by the day given."""
    return CASE_SHEETS[form](blank_case(on))
