"""What is still missing of a disclosure that is about to be filed; read without SQLModel."""

from pdisc.ledger.reading import Reading
from pdisc.steps.transitions import TO_ARCHIVE
from pdisc.steps.vouchers import Lacking, lacking


def missing(reading: Reading, number: str) -> tuple[Lacking, ...]:
    """Return which papers a disclosure lacks; nothing where it can't be filed as it stands."""
    record = reading.detail(number)
    if record is None or record.state not in TO_ARCHIVE:
        return ()
    return lacking(record.steps, record.publications)
