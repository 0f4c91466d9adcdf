"""An act done for itself before the lock is taken: looked at, prepared, and never recorded.

Whatever takes long (opening files, screening texts) is done here first, while others may write.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import reduce
from typing import NoReturn

from pdisc.events.entry import Entry
from pdisc.ledger.filestore import FileStore
from pdisc.ledger.folder import Folder
from pdisc.ledger.folder import reading as opened
from pdisc.ledger.reading import Reading
from pdisc.ledger.staging import Vouched
from pdisc.steps.disclosure import Disclosure
from pdisc.workflow import replayed


class Rehearsed(Exception):
    """The act came to what it records: that is for the writer who holds the lock."""


class Rehearsal:
    """Stands in for a `Writer`: what can be asked is answered, what is to be kept is looked at."""

    def __init__(self, reading: Reading, store: FileStore) -> None:
        """Take what the ledger says now, and a store that keeps nothing."""
        self.reading = reading
        self.store = store

    def disclosure(self, number: str) -> Disclosure | None:
        """Return one disclosure, folded from its journal, or None."""
        return reduce(replayed, self.reading.entries(number), None)

    def append(self, entry: Entry, *, before: Disclosure | None = None) -> NoReturn:
        """Raise Rehearsed: here the part ends that is the same for everybody."""
        raise Rehearsed(entry.subject, before)


@contextmanager
def rehearsing(folder: Folder, *, wait: float) -> Iterator[Rehearsal]:
    """Open the ledger for a rehearsal, which keeps nobody from writing, however long it takes.

    Each question is answered by what holds when it is asked, so the answers need not fit together:
    nothing follows from them but what has been made ready.
    """
    with opened(folder, wait=wait, steady=False) as connection:
        store = FileStore(folder, Vouched(connection), dry_run=True)
        yield Rehearsal(Reading(connection), store)
