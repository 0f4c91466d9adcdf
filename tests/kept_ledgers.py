"""The ledgers that earlier programs made, kept in `tests/data`."""

import tarfile
from pathlib import Path

from conftest import NOW, Office

from pdisc.clock import FixedClock

DATA = Path(__file__).parent / "data"


def office_of(kept: str, folder: Path) -> Office:
    """Return today's program on a ledger of an earlier one, unpacked into a folder."""
    with tarfile.open(DATA / f"{kept}.tar.xz") as box:
        # Python before 3.11.4, Debian's for one, knows no filters.
        box.extraction_filter = getattr(tarfile, "data_filter", None)
        box.extractall(folder)
    return Office(folder / "台账", FixedClock(NOW))
