"""作废: an entry that was a slip is taken back by a later one; both stay in the journal."""

from datetime import date

import msgspec

from pdisc.events.amendments import Annulled
from pdisc.events.entry import Entry, kind_of
from pdisc.registers.register import FactTable, Register
from pdisc.registers.written import Insert, told


class Annulment(msgspec.Struct, frozen=True, kw_only=True):
    """作废 of one entry (`entry`): what that was, of which day, and who takes it back when and why.

    `duty` is the window or the day that the entry was about, where it was about one. It has no
    business date of its own: what was annulled counts on no day, before that of the annulment
    (`signed_on`) neither.
    """

    seq: int
    entry: int
    kind: str
    subject: str
    duty: str | None
    entered_by: str
    entered_on: date
    by: str
    signed_on: date
    reason: str
    late_entry: bool = False


TABLE = FactTable(name="annulment", key=("entry",), fact=Annulment, grows=True)


def annulment_row(entry: Entry, event: Annulled, original: Entry) -> Insert:
    """Return the row of an annulment, which also tells what it takes back."""
    about = getattr(original.event, "window", None) or getattr(original.event, "duty", None)
    return TABLE.insert(
        told(
            Annulment,
            entry,
            event,
            kind=kind_of(original.event),
            subject=entry.subject,
            duty=about,
            entered_by=original.by,
            entered_on=original.on,
            signed_on=entry.on,
        )
    )


ANNULMENTS = Register(events={}, tables=(TABLE,))
"""Its event is folded with the steps, too; what it does to others' rows, `Registry.rows` finds."""
