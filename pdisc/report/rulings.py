"""顺延 and 豁免 in a report: every ruling on the period's obligations, one row each."""

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from pdisc.dates.keys import filed_on, key_name
from pdisc.dates.periods import Period
from pdisc.due.demands import owed_of
from pdisc.due.obligation import EXEMPTED, Obligation
from pdisc.registers.facts import Facts
from pdisc.registers.rulings import Ruling
from pdisc.report.tallies import ReportLine


class RulingRow(msgspec.Struct, frozen=True, kw_only=True):
    """One 顺延 or 豁免 of an obligation in the period: who ruled what, when, why.

    `duty` is the window as printed or the day, `to` the new due date of a 顺延, `late` whether it
    was decided only after the date had passed.
    """

    ruling: str
    code: str
    item: str
    duty: str
    to: date | None
    by: str
    on: date
    reason: str
    late: bool
    late_entry: bool

    @property
    def told(self) -> str:
        """The ruling as a sentence without an end, with its marks."""
        marks = [word for word, so in (("逾期后", self.late), ("补录", self.late_entry)) if so]
        late = f"（{'、'.join(marks)}）" if marks else ""
        to = f"至 {self.to}" if self.to else ""
        return (
            f"{self.ruling}{late}：{self.code} {self.duty}{to}，{self.by} {self.on}，{self.reason}"
        )


def ruling_rows(
    facts: Facts, duties: Iterable[Obligation], lines: Iterable[ReportLine], period: Period
) -> Iterator[RulingRow]:
    """Yield the rulings on the period's obligations in the order of the journal.

    One whose obligation isn't owed any more, because the cycle was changed, is told all the same.
    """
    owed = owed_of(duties)
    inside = {(duty.code, duty.key) for line in lines for duty in line.obligations}
    for ruling in facts.rulings:
        about = (ruling.code, ruling.duty)
        gone = about not in owed and period.holds(filed_on(ruling.duty))
        if about in inside or gone:
            yield _ruling_row(facts, ruling, owed.get(about))


def _ruling_row(facts: Facts, ruling: Ruling, duty: Obligation | None) -> RulingRow:
    item = facts.item(ruling.code, ruling.on)
    if ruling.to is None:
        late = duty is not None and ruling.on > duty.due_on
    else:
        made = (ruling.on, ruling.to)
        late = duty is not None and any(
            deferral.late for deferral in duty.deferrals if (deferral.on, deferral.to) == made
        )
    return RulingRow(
        ruling="顺延" if ruling.to else EXEMPTED,
        code=ruling.code,
        item=item.level3 if item else "",
        duty=duty.name if duty else key_name(ruling.duty),
        to=ruling.to,
        by=ruling.by,
        on=ruling.on,
        reason=ruling.reason,
        late=late,
        late_entry=ruling.late_entry,
    )
