"""作废 in a report: every registration of the period that was taken back, one row each."""

from collections.abc import Iterator
from datetime import date

import msgspec

from pdisc.dates.keys import filed_on, key_name
from pdisc.dates.periods import Period
from pdisc.registers.annulments import Annulment
from pdisc.registers.facts import Facts


class AnnulledRow(msgspec.Struct, frozen=True, kw_only=True):
    """One entry that counts no more: what it was, and who took it back when and why.

    `entry` is its journal number, `seq` that of the annulment; `duty` the window as printed, or the
    day, that it was about.
    """

    seq: int
    entry: int
    kind: str
    subject: str
    duty: str | None
    entered_by: str
    entered_on: date
    by: str
    on: date
    reason: str
    late_entry: bool


def annulled_rows(facts: Facts, period: Period) -> Iterator[AnnulledRow]:
    """Yield what was annulled of a period, in the order of the journal.

    To a period belongs what was entered or annulled for a day of it, and what was about one of its
    windows. It is told on whatever day the report is asked for: it counts on none.
    """
    for each in facts.of(Annulment):
        days = [each.entered_on, each.signed_on]
        days += [filed_on(each.duty)] if each.duty else []
        if any(map(period.holds, days)):
            yield AnnulledRow(
                seq=each.seq,
                entry=each.entry,
                kind=each.kind,
                subject=each.subject,
                duty=each.duty and key_name(each.duty),
                entered_by=each.entered_by,
                entered_on=each.entered_on,
                by=each.by,
                on=each.signed_on,
                reason=each.reason,
                late_entry=each.late_entry,
            )
