"""By which rule a due date was found, from which day on, and whether working days were counted."""

from collections.abc import Mapping
from datetime import date

import msgspec

from pdisc.dates.cycles import days_of
from pdisc.due.factbook import FactBook
from pdisc.due.in_hand import LIMITS
from pdisc.due.obligation import Obligation
from pdisc.due.row import DueRow
from pdisc.values.voice_kinds import RequestState
from pdisc.words import DueKind, NoteKind, Timing

FIRST = "固定首次公开"
OF_ROWS: Mapping[DueKind, str] = {
    **LIMITS,
    DueKind.ARCHIVE: "归档截止",
    DueKind.NOTICE: "公示期",
    DueKind.URGED: "督促期限",
    DueKind.CORRECTED: "更正撤下",
    DueKind.ELECTION: "换届周期",
    DueKind.OPINION: "意见办理",
}
"""The rule that sets the date of each kind of row; that of a 点题 goes by its state."""
OF_REQUESTS: Mapping[str, str] = {
    RequestState.UNDECIDED: "点题决定",
    RequestState.SUPPLEMENT: "点题补正",
    RequestState.THIRD_PARTY: "点题征求",
    RequestState.DECIDED: "点题答复",
}
OF_CAUSES: Mapping[NoteKind, str] = {
    NoteKind.CHANGED: "变更重新公开",
    NoteKind.RECONFIRMED: "固定复核",
}


class Reckoning(msgspec.Struct, frozen=True):
    """From which day a date was found, by which rule; `counted`: so many working days later.

    Without a rule the item's own term or somebody's decision set it.
    """

    rule: str | None
    start: date
    due_on: date
    counted: bool


def of_row(book: FactBook, row: DueRow, *, state: str = "") -> Reckoning:
    """Return how the date of a row of the weekly check was found; of a 点题 its `state` says."""
    start = row.since or row.due_on
    rule = _known(book, OF_ROWS.get(DueKind(row.kind)) or OF_REQUESTS.get(state))
    return Reckoning(rule, start, row.due_on, _counts(book, rule, start, row.due_on))


def of_duty(book: FactBook, duty: Obligation) -> Reckoning:
    """Return how an obligation's own date was found, before a clock stood still or it was moved."""
    rule, start, due_on = _known(book, _rule(book, duty)), duty.ends_on, duty.natural_due
    term = days_of(book.item(duty.code, start).every or "")
    own = duty.timing is Timing.OCCASIONAL and term is not None
    return Reckoning(rule, start, due_on, own or _counts(book, rule, start, due_on))


def _known(book: FactBook, rule: str | None) -> str | None:
    """Return a rule that this ledger knows; one that nobody has upgraded may lack the latest."""
    return rule if rule in book.rules.names() else None


def _rule(book: FactBook, duty: Obligation) -> str | None:
    if duty.timing is Timing.PERIODIC:
        return "定期宽限"
    if duty.timing is Timing.OCCASIONAL:
        return None if book.item(duty.code, duty.starts_on).every else "随时时限"
    if duty.cause is not None and duty.cause in OF_CAUSES:
        return OF_CAUSES[duty.cause]
    if duty.natural_due == duty.starts_on:
        return None  # what had hung is gone: it is owed at once
    counted = book.deadline(duty.starts_on, FIRST).due_on == duty.natural_due
    return FIRST if duty.window is None or counted else "年度公开截止"


def _counts(book: FactBook, rule: str | None, start: date, due_on: date) -> bool:
    """Tell whether a date lies as many working days after another as a rule grants."""
    if rule is None or book.rules.setting(rule, start).unit != "工作日":
        return False
    return book.deadline(start, rule).due_on == due_on
