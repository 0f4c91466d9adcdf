"""One row of the weekly check, and what a source of such rows is."""

from collections.abc import Callable, Iterable
from datetime import date

import msgspec

from pdisc.due.viewpoint import Viewpoint
from pdisc.words import DueKind, Timing

SAID = frozenset({DueKind.OPINION, DueKind.RECTIFY})
"""The rows about one opinion on a disclosure: `number` is the disclosure's, `for` the opinion's."""


class DueRow(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the weekly check; `window` as printed, `next` the whole command to type.

    `kind` is a word of `DueKind`, or one that a source brings itself.
    `since` and `held_working_days` say how long it has been in the holder's hands; `estimated`
    that the date counts days of a year whose notice isn't known (`why` says which). `for` is how an
    obligation is named behind --for, an opinion among those on one disclosure; `deferred_to` the
    day to which an approver moved it.
    """

    kind: str
    code: str
    item: str
    timing: Timing
    window: str | None
    number: str | None
    due_on: date
    days_overdue: int
    office: str
    holder: str
    why: str
    next: str
    since: date | None = None
    held_working_days: int | None = None
    estimated: bool = False
    for_: str | None = msgspec.field(name="for", default=None)
    deferred_to: date | None = None

    @property
    def name(self) -> str:
        """How it is named for people: an opinion by its own name, else the number if there is one.

        One disclosure may have many opinions.
        """
        return (self.for_ if self.kind in SAID else self.number) or ""


TIMED = ("overdue", "upcoming", "today", "this_week")
"""The lists in which a row stands by its date alone."""


class Source(msgspec.Struct, frozen=True):
    """Where rows come from: what yields them for one day up to a horizon, and for which lists.

    The lists are those of `schedule.LISTS`; each takes the rows whose date is right for it.
    """

    rows: Callable[[Viewpoint, date], Iterable[DueRow]]
    lists: tuple[str, ...] = TIMED
