"""Making the ledger of the made-up office of `bench/office.py`: any size, in minutes."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import msgspec
from acts import ARCHIVIST, PROPOSER, REVIEWER, SECRETARY
from office import NO_PAPERS, Office

from pdisc.clock import BEIJING, FixedClock
from pdisc.dossier.bag import BAG_DECLARATION, MANIFEST
from pdisc.ledger.bulk import extend
from pdisc.ledger.engine import writing
from pdisc.ledger.folder import Folder
from pdisc.ledger.queries import head
from pdisc.ledger.registers import registers
from pdisc.screening.files import reader
from pdisc.services.confirming import ToConfirm, confirm_items
from pdisc.services.opening import open_ledger
from pdisc.services.registers import Person, appoint
from pdisc.services.station import Signing, Station
from pdisc.services.steps import act_on
from pdisc.services.target import Target
from pdisc.steps.acts import Archive
from pdisc.words import Authority, Role

YEARS = 11
STAFF = (
    Person(name=PROPOSER, office="办公室", roles=(Role.PROPOSER,)),
    Person(name=REVIEWER, office="办公室", roles=(Role.REVIEWER, Role.PROPOSER)),
    Person(
        name=SECRETARY,
        office="支部",
        roles=(Role.APPROVER,),
        authority=Authority.SUPERIOR,
    ),
    Person(name=ARCHIVIST, office="办公室", roles=(Role.ARCHIVIST,)),
)
SCAN = "示例：盖章的公开凭证".encode()


def build(path: Path, size: int, *, today: date, dossiers: int) -> int:
    """Make a ledger of so many disclosures over eleven years, up to the day before `today`.

    The last `dossiers` are filed by the command's own service, each with its folder of five files;
    what was filed before has one with an empty manifest. Returns the number of entries.
    """
    last = today - timedelta(days=1)
    since = date(last.year - YEARS + 1, 1, 1)
    clock = FixedClock(datetime.combine(since, time(8), BEIJING))
    folder = Folder(path)
    station = Station(folder=folder, clock=clock, operator=PROPOSER, wait=10, files=reader)
    open_ledger(station, Signing(), unit="示例单位", since=since, catalog=None)
    for person in STAFF:
        appoint(station, Signing(), person)
    confirm_items(station, Signing(by=SECRETARY), ToConfirm(document_number="示例档〔2026〕1号"))
    with writing(folder, now=clock.now()) as writer:
        paper = writer.store.keep_data("凭证.txt", SCAN)
        facts = registers(writer.connection)
        office = Office(facts, size, last, paper=paper, kept=dossiers)
        extend(writer, office.entries())
    for place in office.filed:
        _empty_dossier(path / place)
    evening = FixedClock(datetime.combine(office.days[-1], time(20), BEIJING))
    archivist = msgspec.structs.replace(station, clock=evening)
    for case in office.to_file:
        act, filing = Target(number=case.number, name="归档"), Archive(no_opinions=True)
        act_on(archivist, Signing(by=ARCHIVIST), act, filing)
    with writing(folder, now=evening.now(), dry_run=True) as writer:
        return head(writer.connection)[0]


def _empty_dossier(place: Path) -> None:
    """Make an archive folder that is whole and lists no papers."""
    place.mkdir(parents=True)
    (place / "bagit.txt").write_bytes(BAG_DECLARATION)
    (place / MANIFEST).write_bytes(NO_PAPERS)
