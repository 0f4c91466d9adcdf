"""What is still missing of a disclosure that is about to be filed; read without SQLModel."""

from pdisc.ledger.reading import Reading
from pdisc.steps.transitions import TO_ARCHIVE
from pdisc.steps.vouchers import Lacking, lacking
from pdisc.values.filed_records import MissingPaper
from pdisc.values.records import DetailRecord
from pdisc.words import Act


def missing(reading: Reading, number: str) -> tuple[Lacking, ...]:
    """Return which papers a disclosure lacks; nothing where it can't be filed as it stands."""
    record = reading.detail(number)
    if record is None or record.state not in TO_ARCHIVE:
        return ()
    return lacking(record.steps, record.publications)


def missing_of(record: DetailRecord) -> tuple[MissingPaper, ...]:
    """Return which papers a disclosure lacks, each with the person who decided or published."""
    deciders = [step.by for step in record.steps if step.act is Act.APPROVE]
    publishers = {each.channel: each.by for each in record.publications}
    return tuple(
        MissingPaper(
            paper=each.name,
            step=each.step,
            channel=each.channel,
            owed_by=publishers.get(each.channel) or (deciders[-1] if deciders else ""),
        )
        for each in lacking(record.steps, record.publications)
    )
