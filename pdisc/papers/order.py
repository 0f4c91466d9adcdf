"""What a form is asked for, and what it comes to."""

from datetime import date
from typing import NamedTuple, TypeAlias

from pdisc.dates.periods import Period
from pdisc.dates.windows import Window
from pdisc.errors import Refused
from pdisc.render.paper import Paper
from pdisc.sheets.sheet import Sheet
from pdisc.words import Audience, Retention


class PrintOrder(NamedTuple):
    """What a form is made for: a business date, whom it is for, and what else it takes.

    `month` and `year` are windows of their kind, `window` is any that stood behind --for. `named`:
    who asked (点题) is to stand on it. `targets` are all that were named, `target` the one in turn.
    `year` and `retention` name a box of the archive.
    """

    on: date
    target: str | None = None
    targets: tuple[str, ...] = ()
    month: Window | None = None
    window: Window | None = None
    year: Window | None = None
    retention: Retention | None = None
    audience: Audience = Audience.INTERNAL
    form: str = ""
    named: bool = False


Content: TypeAlias = tuple[Sheet, ...] | Paper | bytes
"""What a form comes to: sheets and papers are carried by several formats; bytes are a file that
was measured, or is to be filled in, and has one ending alone."""


class Printed(NamedTuple):
    """A finished form: what its file is called where she names none (no ending), and what it is."""

    name: str
    content: Content


def begun(period: Period, on: date, again: str) -> Period:
    """Return a period that a form tells of; Refused where it begins after the business date.

    `again` is the form with the period that may be printed instead.
    """
    if period.start > on:
        raise Refused(
            f"{period.name}从 {period.start} 开始，按 {on} 的情况还没有可报的",
            next_step=f"pdisc print {again}",
        )
    return period
