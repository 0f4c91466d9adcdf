"""All that a form about one disclosure is filled in from: read once, the same for every form."""

from datetime import date

import msgspec

from pdisc.registers.items import CatalogItem
from pdisc.values.records import DetailRecord
from pdisc.words import Act


class CaseFile(msgspec.Struct, frozen=True, kw_only=True):
    """One disclosure with its item, as the office knows it on a day; for the office's own forms.

    `corrected` is the disclosure that this one corrects. `receipt` is that of the journal's head.
    """

    record: DetailRecord
    item: CatalogItem
    unit: str
    on: date
    receipt: str
    corrected: DetailRecord | None = None

    def done(self, act: Act) -> date | None:
        """Return the day on which a step was last done, or None."""
        return max((step.on for step in self.record.steps if step.act is act), default=None)
