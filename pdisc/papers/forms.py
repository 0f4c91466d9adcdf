"""The list of printed forms: what `pdisc print` takes, and what each form wants to know.

A form is a module with `made(context, order)` and a row here; CONTRIBUTING.md tells how one is
added. It is imported when it is printed.
"""

from typing import NamedTuple, Protocol

from pdisc.context import Context
from pdisc.papers import (
    annual,
    confirmation,
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


class PrintedForm(NamedTuple):
    """One row: what makes the form, and what it takes: a target, --month, --for, --year.

    What is `outside` is made for an audience outside the office alone, by default 党内; every other
    form is the office's own. One of a `request` (点题) needs its name, and may say who asked.
    `ending` is that of its file: .docx, or .xlsx of what is to be filled in and taken back.
    """

    maker: FormMaker
    target: bool = False
    month: bool = False
    window: bool = False
    year: bool = False
    outside: bool = False
    request: bool = False
    ending: str = ".docx"


FORMS: dict[str, PrintedForm] = {
    "每周要办": PrintedForm(week),
    "催办单": PrintedForm(slips, target=True),
    "月历": PrintedForm(month, month=True),
    "目录核定表": PrintedForm(confirmation, target=True),
    "测评表": PrintedForm(surveys, target=True, window=True, ending=".xlsx"),
    "月报": PrintedForm(monthly, month=True),
    "季报": PrintedForm(quarterly, window=True),
    "年度通报": PrintedForm(annual, year=True, outside=True),
    "登记表": PrintedForm(request_form, target=True, request=True),
    "告知书": PrintedForm(letters, target=True, request=True),
    "不予公开告知书": PrintedForm(letters, target=True, request=True),
    "补正通知": PrintedForm(letters, target=True, request=True),
}
"""What can be printed, by name."""


def in_words() -> str:
    """Return the names of all forms."""
    return "、".join(FORMS)
