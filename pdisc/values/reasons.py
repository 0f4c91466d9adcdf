"""Why something is due: where it stands, who holds it, by which rule, counted how (DESIGN §6)."""

from datetime import date

import msgspec

from pdisc.values.day_records import DayRecord
from pdisc.values.records import Record


class RuleTold(Record, frozen=True, kw_only=True):
    """The rule from which a due date follows, as it held when counting began, with its source."""

    name: str
    value: str
    unit: str
    basis: str
    document: str = ""
    clause: str = ""
    assumed: bool


class Reckoned(Record, frozen=True, kw_only=True):
    """How a due date was counted: from a day that isn't counted itself, over days off.

    Without `rule` it follows from the item's own cycle or from a decision. `skipped` and `made_up`
    are told where working days were counted.
    """

    rule: RuleTold | None
    from_: date = msgspec.field(name="from")
    to: date
    skipped: tuple[DayRecord, ...] = ()
    made_up: tuple[DayRecord, ...] = ()


class WaitTold(Record, frozen=True, kw_only=True):
    """What waits to be done, in whose hands, since when and by when."""

    kind: str
    holder: str
    since: date | None = None
    held_working_days: int | None = None
    due_on: date
    days_overdue: int
    estimated: bool
    why: str
    reckoned: Reckoned
    next: str


class AnswerTold(Record, frozen=True, kw_only=True):
    """What answered an obligation, and when; by which disclosure, where one did."""

    how: str
    on: date
    number: str | None = None
    late: bool


class DutyTold(Record, frozen=True, kw_only=True):
    """One obligation: when it is due and why, who has it, what answered it, what to type.

    `status` is the word of its answer, else 逾期, 报批中, 在办, 未到期 or 未开始.
    """

    for_: str = msgspec.field(name="for")
    name: str
    starts_on: date
    due_on: date
    days_overdue: int
    status: str
    estimated: bool
    holder: str
    why: str
    number: str | None = None
    deferred_to: date | None = None
    answer: AnswerTold | None = None
    reckoned: Reckoned
    next: str = ""


class DoubtTold(Record, frozen=True, kw_only=True):
    """One field of the catalogue item that no named person has confirmed yet (推定)."""

    field: str
    value: str
    why: str


class WhyRecord(Record, frozen=True, kw_only=True):
    """Why something stands where it stands, on a day.

    `about` is 公开事项, 目录条目, 点题 or 意见, and `name` how it is called on the keyboard.
    `waits` are the rows of the weekly check about it, `duties` the obligations of the item, or
    those that a disclosure is to answer. `missing` says in sentences what is still to be had.
    """

    about: str
    name: str
    code: str
    item: str
    title: str = ""
    state: str = ""
    on: date
    waits: tuple[WaitTold, ...] = ()
    duties: tuple[DutyTold, ...] = ()
    missing: tuple[str, ...] = ()
    unconfirmed: tuple[DoubtTold, ...] = ()
    next: str = ""
