"""督促: what was demanded of an office or a holder, and whether it was answered.

Where something should be disclosed and nobody proposes it, the 党支部 must ask for it in time
(实施方案三(一) 提出). Answering is proposing, or a nil return; about a disclosure in hand it is the
next step. What counts is whatever was recorded after the demand, a late entry too.
"""

from pdisc.casebook import IN_HAND, CaseBook
from pdisc.facts import Demand, Matter
from pdisc.obligations import obligations_of
from pdisc.words import State


def unanswered(book: CaseBook) -> list[Demand]:
    """Return the demands that nobody has answered, the newest for each thing that was demanded."""
    return [demand for demand in newest(book) if not _answered(book, demand)]


def newest(book: CaseBook) -> list[Demand]:
    """Return the newest demand for each thing that was ever demanded."""
    found = {(demand.code, demand.duty, demand.number): demand for demand in book.facts.demands}
    return list(found.values())


def _answered(book: CaseBook, demand: Demand) -> bool:
    if demand.number is not None:
        return _moved_on(book.matters.get(demand.number), demand)
    if any(_proposed_for(matter, demand) for matter in book.of_code(demand.code)):
        return True
    if demand.duty is None:
        return any(nil.code == demand.code and nil.seq > demand.seq for nil in book.facts.nils)
    return _settled(book, demand.code, demand.duty)


def _moved_on(matter: Matter | None, demand: Demand) -> bool:
    waits = matter is not None and matter.state in IN_HAND | {State.PUBLISHED, State.REFUSED}
    return matter is None or not waits or matter.acts[-1].seq > demand.seq


def _proposed_for(matter: Matter, demand: Demand) -> bool:
    """Return whether a disclosure was proposed after a demand, for what was demanded.

    One that names no window or day may be meant for it.
    """
    meant = matter.window or (matter.occurred_on and matter.occurred_on.isoformat())
    fits = demand.duty is None or meant is None or meant == demand.duty
    return fits and matter.acts[0].seq > demand.seq


def _settled(book: CaseBook, code: str, duty: str) -> bool:
    """Return whether an obligation is answered by now, or isn't owed any more."""
    return all(each.answer is not None for each in obligations_of(book, code, duty))
