"""An act whose texts and files are screened before the lock is taken, while others may write."""

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from pdisc.errors import Conflict, NotFound, Refused, UsageError
from pdisc.ledger.folder import Outdated
from pdisc.ledger.rehearsal import Rehearsed, rehearsing
from pdisc.services.acting import Session, rehearsed, signing
from pdisc.services.station import Signing, Station
from pdisc.services.target import Target

R = TypeVar("R")


def acted(
    station: Station, given: Signing, act: Target, typed: object, work: Callable[[Session], R]
) -> R:
    """Do one signed act, and return what it led to; see `signing` for the rest.

    It is rehearsed first: files are opened and texts screened then, in the order in which all else
    is asked, so that no file is opened for an act that may not be done. Under the lock it is done
    anew, from the start; what is still the same is remembered (`services/once.py`), and what the
    rehearsal stumbled over is raised, and recorded, there.
    """
    passing = suppress(Rehearsed, Outdated, Refused, UsageError, NotFound, Conflict)
    with passing, rehearsing(station.folder, wait=station.wait) as rehearsal:
        session = rehearsed(rehearsal, station, given, typed)
        session.looked_at(act, typed)
        work(session)
    with signing(station, given, act, typed) as session:
        return work(session)
