"""All that a form about one disclosure is filled in from: read once, the same for every form."""

from collections.abc import Iterable
from datetime import date

import msgspec

from pdisc.audience import still_out
from pdisc.errors import Refused
from pdisc.registers.items import CatalogItem
from pdisc.values.records import DetailRecord, StepRecord
from pdisc.words import Act, State


class CaseFile(msgspec.Struct, frozen=True, kw_only=True):
    """One disclosure with its item, as the office knows it on a day; for the office's own forms.

    `corrected` is the disclosure that this one corrects. `receipt` is that of the journal's head.
    `masked`: findings wait, and personal values were taken out of title and text until they don't.
    """

    record: DetailRecord
    item: CatalogItem
    unit: str
    on: date
    receipt: str
    corrected: DetailRecord | None = None
    masked: bool = False

    @property
    def proposed_on(self) -> date:
        """The day on which it was first proposed."""
        return min((step.on for step in self.record.steps), default=self.on)

    def last(self, act: Act) -> StepRecord | None:
        """Return a step as it was last done to the version in force; None where it waits.

        What was reviewed or approved before the plan was changed doesn't hold any longer.
        """
        return last_step(self.record.steps, act)


def last_step(steps: Iterable[StepRecord], act: Act) -> StepRecord | None:
    """Return an act as it was last done to the version in force, among steps in their order."""
    found = None
    for step in steps:
        if step.act in (Act.PROPOSE, Act.REVISE, Act.REDACT):
            found = None
        elif step.act is act:
            found = step
    return found


def require_public(case: CaseFile, form: str) -> None:
    """Raise Refused where what was approved isn't to be posted: not yet, or no longer."""
    record = case.record
    filed = record.state is State.ARCHIVED and record.publications
    if record.state not in (State.APPROVED, State.PUBLISHED) and not filed:
        raise Refused(
            f"{record.number} 现在是“{record.state}”，批准公开以后才能打印{form}",
            next_step=record.next or f"pdisc show {record.number}",
        )
    if record.publications and not still_out(record.publications):
        raise Refused(
            f"{record.number} 已经撤下，不能再张贴", next_step=f"pdisc show {record.number}"
        )
