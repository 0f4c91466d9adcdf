"""The list of printed forms: what `pdisc print` takes, and what each form wants to know.

A form is a module with `made(context, order)` and a row here; CONTRIBUTING.md tells how one is
added. It is imported when it is printed.
"""

from typing import NamedTuple, Protocol

from pdisc.context import Context
from pdisc.papers import (
    annual,
    archive_stamps,
    box_note,
    bulletin,
    cases,
    catalog_annex,
    confirmation,
    file_list,
    ledger_books,
    letters,
    month,
    monthly,
    quarterly,
    request_form,
    slips,
    surveys,
    week,
)
from pdisc.papers.order import Printed, PrintOrder


class FormMaker(Protocol):
    """What a form's module does."""

    def made(self, context: Context, order: PrintOrder, /) -> Printed:
        """Read the ledger and return the form as the file that its row names."""


SHEETS = ("docx", "pdf")
"""Endings of what is made of sheets; the first is taken where no file is named."""

TABLES = ("docx", "xlsx", "csv", "pdf")
"""Endings of what is a table."""


class PrintedForm(NamedTuple):
    """One row: what makes the form, and what it takes: a target, --month, --for, --year, a box.

    Of what has a target there may be several at once. What is `outside` is made for an audience
    outside the office alone, by default 党内; every other form is the office's own. `needed` says
    which number a form can't do without; `together`: all numbers go into one. One of a `request`
    (点题) may say who asked. A `box` of the archive is a year and a 保管期限. `endings` are those
    that its file may have.
    """

    maker: FormMaker
    target: bool = False
    needed: str = ""
    together: bool = False
    month: bool = False
    window: bool = False
    year: bool = False
    box: bool = False
    outside: bool = False
    request: bool = False
    endings: tuple[str, ...] = ("docx",)


DISCLOSURE, REQUEST = "公开事项编号，如 2026-0001", "点题编号，如 2026-D001"

FORMS: dict[str, PrintedForm] = {
    "审批表": PrintedForm(cases, target=True, needed=DISCLOSURE, endings=SHEETS),
    "保密审查表": PrintedForm(cases, target=True, needed=DISCLOSURE, endings=SHEETS),
    "公开通知": PrintedForm(cases, target=True, needed=DISCLOSURE, endings=SHEETS),
    "更正公告": PrintedForm(cases, target=True, needed=DISCLOSURE, endings=SHEETS),
    "简报": PrintedForm(bulletin, target=True, needed=DISCLOSURE, together=True, endings=SHEETS),
    "登记簿": PrintedForm(ledger_books, year=True, endings=TABLES),
    "公开目录": PrintedForm(catalog_annex, endings=TABLES),
    "归档文件目录": PrintedForm(file_list, box=True, endings=TABLES),
    "备考表": PrintedForm(box_note, box=True, endings=SHEETS),
    "归档章": PrintedForm(archive_stamps, target=True, together=True, box=True, endings=SHEETS),
    "每周要办": PrintedForm(week, endings=SHEETS),
    "催办单": PrintedForm(slips, target=True, endings=SHEETS),
    "月历": PrintedForm(month, month=True, endings=SHEETS),
    "目录核定表": PrintedForm(confirmation, target=True, endings=SHEETS),
    "测评表": PrintedForm(surveys, target=True, window=True, endings=("xlsx",)),
    "月报": PrintedForm(monthly, month=True, endings=SHEETS),
    "季报": PrintedForm(quarterly, window=True, endings=SHEETS),
    "年度通报": PrintedForm(annual, year=True, outside=True, endings=SHEETS),
    "登记表": PrintedForm(request_form, target=True, needed=REQUEST, request=True, endings=SHEETS),
    "告知书": PrintedForm(letters, target=True, needed=REQUEST, request=True, endings=SHEETS),
    "不予公开告知书": PrintedForm(
        letters, target=True, needed=REQUEST, request=True, endings=SHEETS
    ),
    "补正通知": PrintedForm(letters, target=True, needed=REQUEST, request=True, endings=SHEETS),
}
"""What can be printed, by name."""


def in_words() -> str:
    """Return the names of all forms."""
    return "、".join(FORMS)
