"""What every act brings along: whose hand, which ledger, at which hour."""

from datetime import date

import msgspec

from pdisc.clock import Clock, beijing_date
from pdisc.dates.typed import parse_date
from pdisc.ledger.folder import Folder
from pdisc.services.file_reader import FileReader
from pdisc.services.texts import line, paragraph, short
from pdisc.values.typed_options import Options


class Signing(msgspec.Struct, frozen=True, kw_only=True):
    """What every writing command takes: who decides, for which day, and the reasons."""

    by: str = ""
    on: date | None = None
    note: str = ""
    late_reason: str = ""
    waiver: str = ""
    not_a_mark: str = ""
    dry_run: bool = False


class Station(msgspec.Struct, frozen=True, kw_only=True):
    """The ledger, the clock, the operator at one machine, and who opens files.

    `kept` gathers what is on disk for good, for whoever has to say so when the answer is lost.
    """

    folder: Folder
    clock: Clock
    operator: str
    wait: float
    files: FileReader
    kept: list[str] = msgspec.field(default_factory=list)

    @property
    def today(self) -> date:
        """The Beijing date now."""
        return beijing_date(self.clock.now())


def signing_of(given: Options, today: date, not_a_mark: str) -> Signing:
    """Return who decides and for which day, from the options that every write takes.

    `not_a_mark` is why what looks like a mark of secrecy is none. Raises UsageError for an option
    that can't be read.
    """
    return Signing(
        by=short("--by", line("--by", given.by or "")),
        on=parse_date(given.on, today) if given.on is not None else None,
        note=paragraph("--note", given.note or ""),
        late_reason=paragraph("--late-reason", given.late_reason or ""),
        waiver=paragraph("--waive-separation", given.waiver or ""),
        not_a_mark=not_a_mark,
        dry_run=given.dry_run,
    )
