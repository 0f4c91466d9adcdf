"""What people asked, said and ticked, as the ledger holds it; who it was is asked for by itself."""

import sqlite3
from datetime import date

import msgspec

from pdisc.events.entry import kind_of
from pdisc.ledger.registers import read
from pdisc.ledger.voiced import disclosed
from pdisc.registers.opinions import GIVERS, OPINIONS_TABLE, Opinion, OpinionReceived, OpinionStep
from pdisc.registers.opinions import STEPS as OPINION_STEPS
from pdisc.registers.requests import (
    PETITIONERS,
    REQUESTS_TABLE,
    Petitioner,
    Request,
    RequestReceived,
    RequestStep,
)
from pdisc.registers.requests import STEPS as REQUEST_STEPS
from pdisc.registers.surveys import TABLE as TALLIES
from pdisc.registers.surveys import SurveyTally
from pdisc.values.codes import opinion_id, opinion_parts, request_id, request_parts
from pdisc.values.published_text import PublishedText
from pdisc.voices.opinions import REPUBLISHING, Disclosed
from pdisc.words import Audience, Scope, ScopeDetail


class RequestFacts(msgspec.Struct, frozen=True):
    """Requests with all that was done about them."""

    requests: tuple[Request, ...]
    steps: tuple[RequestStep, ...]


class OpinionFacts(msgspec.Struct, frozen=True):
    """Opinions with all that was done about them, and the disclosures concerned."""

    opinions: tuple[Opinion, ...]
    steps: tuple[OpinionStep, ...]
    disclosed: tuple[Disclosed, ...]


def requests(connection: sqlite3.Connection) -> RequestFacts:
    """Return every request; without who asked."""
    return RequestFacts(read(connection, REQUESTS_TABLE), read(connection, REQUEST_STEPS))


def petitioner(connection: sqlite3.Connection, request: str) -> Petitioner | None:
    """Return who asked, where that was said: for the office alone."""
    found = read(connection, PETITIONERS, "WHERE request = :request", {"request": request})
    return found[0] if found else None


def next_request(connection: sqlite3.Connection, year: int) -> str:
    """Return the next free name of a request of that year; one that was annulled keeps its own."""
    kind = kind_of(RequestReceived)
    subjects = _subjects(connection, kind, f"{year:04d}-D", f"{year:04d}-E")
    last = max((request_parts(each)[1] for each in subjects), default=0)
    return request_id(year, last + 1)


def opinions(connection: sqlite3.Connection, on: date, number: str = "") -> OpinionFacts:
    """Return every opinion, or those on one disclosure, as of a business date; not who said it.

    With them comes what the loop must know of the disclosures concerned.
    """
    condition = "WHERE number = :number" if number else ""
    values = {"number": number}
    said = read(connection, OPINIONS_TABLE, condition, values)
    steps = read(connection, OPINION_STEPS, condition, values)
    concerned = {each.number for each in said} | ({number} if number else set())
    concerned |= {step.disclosure for step in steps if step.kind == REPUBLISHING}
    return OpinionFacts(said, steps, disclosed(connection, sorted(concerned), on))


def givers(connection: sqlite3.Connection, number: str = "") -> dict[str, str]:
    """Return who said each opinion, where that was told: for the office alone."""
    condition = "WHERE number = :number" if number else ""
    found = read(connection, GIVERS, condition, {"number": number})
    return {opinion_id(each.number, each.place): each.giver for each in found}


def next_opinion(connection: sqlite3.Connection, number: str) -> str:
    """Return the next free name of an opinion on a disclosure; an annulled one keeps its own."""
    kind = kind_of(OpinionReceived)
    subjects = _subjects(connection, kind, f"{number}-Y", f"{number}-Z")
    last = max((opinion_parts(each)[1] for each in subjects), default=0)
    return opinion_id(number, last + 1)


def _subjects(connection: sqlite3.Connection, kind: str, first: str, last: str) -> list[str]:
    cursor = connection.execute(
        "SELECT subject FROM journal WHERE subject >= ? AND subject < ? AND kind = ?",
        (first, last, kind),
    )
    return [subject for (subject,) in cursor]


def tallies(connection: sqlite3.Connection) -> tuple[SurveyTally, ...]:
    """Return every tally of answers."""
    return read(connection, TALLIES)


_OUT = """
SELECT number, title, item, content FROM publicnumber JOIN disclosure USING (number)
 WHERE audience = :audience AND published_on <= :on ORDER BY place
"""


def published_texts(
    connection: sqlite3.Connection, audience: Audience, on: date
) -> tuple[PublishedText, ...]:
    """Return what an audience was ever told of by a day, in its order; the gate is to be asked."""
    rows = connection.execute(_OUT, {"audience": audience, "on": on.isoformat()})
    return tuple(PublishedText(*row) for row in rows)


_INSIDE = f"""
SELECT DISTINCT v.number, v.title FROM version v JOIN disclosure d USING (number)
 WHERE d.scope <> '{Scope.SOCIETY}' OR d.scope_detail = '{ScopeDetail.NAMED}'
"""


def titles_inside(connection: sqlite3.Connection) -> tuple[tuple[str, str], ...]:
    """Return number and title, old titles too, of all that isn't meant for society."""
    return tuple(connection.execute(_INSIDE))
