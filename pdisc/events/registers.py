"""What can stand in the journal besides the steps: the registers and what is owed."""

from datetime import date

from pdisc.dates.days import DayRule, YearTable
from pdisc.values.facts import CatalogItem
from pdisc.values.parts import Demanded, Event
from pdisc.words import Authority, Role


class Opened(Event, frozen=True, kw_only=True, tag="建账"):
    """The ledger was opened with a catalogue, the shipped rules and the known work calendar.

    Old ledgers have `days` without a word of the notices behind them.
    """

    since: date
    items: tuple[CatalogItem, ...]
    settings: tuple["SettingChanged", ...]
    days: tuple[DayRule, ...] = ()
    notices: tuple[YearTable, ...] = ()


class SettingChanged(Event, frozen=True, kw_only=True, tag="设置"):
    """A rule has this value from a day on."""

    name: str
    value: str
    unit: str
    basis: str
    assumed: bool = False
    valid_from: date


class NoticeTaken(Event, frozen=True, kw_only=True, tag="放假安排"):
    """A State Council notice came in; it replaces what was known of that year."""

    table: YearTable


class OwnDaysSet(Event, frozen=True, kw_only=True, tag="本单位工作日"):
    """The office's own word on some days, over every notice; `removed` takes earlier ones back."""

    days: tuple[DayRule, ...] = ()
    removed: tuple[date, ...] = ()


class Appointed(Event, frozen=True, kw_only=True, tag="任职"):
    """A person may act in these roles from a day until another (exclusive), or on.

    `acting_for` names whom somebody stands in for (代), by the paper of that 文号.
    """

    name: str
    office: str
    roles: tuple[Role, ...]
    authority: Authority | None = None
    valid_from: date
    valid_until: date | None = None
    acting_for: str = ""
    document_number: str = ""


class AppointmentClosed(Event, frozen=True, kw_only=True, tag="离任"):
    """A person's appointments (named by their journal numbers) ended."""

    name: str
    appointments: tuple[int, ...]
    valid_until: date


class ItemChanged(Event, frozen=True, kw_only=True, tag="目录"):
    """A catalogue item has a new version, or some of its fields were confirmed."""

    item: CatalogItem
    confirmed: tuple[str, ...] = ()
    reason: str = ""


class NilReturned(Event, frozen=True, kw_only=True, tag="无事项"):
    """Nothing to disclose in one window of one 定期 item."""

    code: str
    window: str
    reason: str


class OccurrenceNoted(Event, frozen=True, kw_only=True, tag="发生"):
    """A 随时 matter came up on the entry's business date."""

    code: str


class ChangeNoted(Event, frozen=True, kw_only=True, tag="变更"):
    """What a 固定 item says became different on the entry's business date."""

    code: str


class Reconfirmed(Event, frozen=True, kw_only=True, tag="复核"):
    """Somebody looked at what hangs of a 固定 item on the entry's date: it still holds."""

    code: str


class Deferred(Event, frozen=True, kw_only=True, tag="顺延"):
    """An approver moved the due date of one obligation to a later day."""

    code: str
    duty: str
    to: date
    reason: str


class Waived(Event, frozen=True, kw_only=True, tag="豁免"):
    """An approver ruled that one obligation need not be met."""

    code: str
    duty: str
    reason: str


class Urged(Event, frozen=True, kw_only=True, tag="督促"):
    """应当公开而未提出的，要求提出 (实施方案三(一) 提出): what is asked for, and by when."""

    asked: tuple[Demanded, ...]
    answer_by: date
    reason: str = ""


class MarkLifted(Event, frozen=True, kw_only=True, tag="解除拦截"):
    """A superior's paper allows an extract of one item to be disclosed although it bears a mark."""

    code: str
    document_number: str
    reason: str
