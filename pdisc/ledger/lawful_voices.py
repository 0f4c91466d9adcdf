"""What people asked and said, as it stood before each entry: for the guards of its time.

Entries come in the journal's order. What is known is arranged by request and by opinion, so that
each entry looks at its own subject, at what that was joined with, and at nothing else.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, TypeAlias

from pdisc.audience import out_to
from pdisc.events.amendments import Annulled
from pdisc.events.entry import Entry
from pdisc.events.steps import Published
from pdisc.ledger.registers import fact_of
from pdisc.registers import registry
from pdisc.registers.items import CatalogItem
from pdisc.registers.opinions import (
    OPINIONS,
    OPINIONS_TABLE,
    Opinion,
    OpinionReceived,
    OpinionStep,
    RectificationBegun,
)
from pdisc.registers.opinions import STEPS as OPINION_STEPS
from pdisc.registers.registry import Earlier
from pdisc.registers.requests import (
    REQUESTS,
    REQUESTS_TABLE,
    Request,
    RequestDecided,
    RequestJoined,
    RequestReceived,
    RequestStep,
)
from pdisc.registers.requests import STEPS as REQUEST_STEPS
from pdisc.registers.surveys import SurveyTallied
from pdisc.registers.written import Insert, Key
from pdisc.steps.disclosure import Disclosure
from pdisc.steps.evolve import IllegalHistory
from pdisc.steps.policy import Policy
from pdisc.values.codes import opinion_id, opinion_parts, request_id
from pdisc.voices import opinion_rules, request_rules, surveys
from pdisc.voices.clocks import Clocks
from pdisc.voices.disclosed import disclosed_of
from pdisc.voices.leaned_on import (
    require_not_counted,
    require_nothing_said,
    require_opinion_entry_free,
    require_request_entry_free,
)
from pdisc.voices.opinions import Disclosed, Opinions
from pdisc.voices.requests import DECIDED, JOINED, Requests
from pdisc.words import Audience

AsItStood: TypeAlias = Callable[[str, int], Disclosure | None]
"""How a disclosure is found as it stood before an entry."""

Versions: TypeAlias = Callable[[str, int], tuple[CatalogItem, ...]]
"""How the versions of an item are found that the catalogue had before an entry."""

_OF_REQUESTS, _OF_OPINIONS = tuple(REQUESTS.events), tuple(OPINIONS.events)
_TABLES = {
    table.name: table for table in (REQUESTS_TABLE, REQUEST_STEPS, OPINIONS_TABLE, OPINION_STEPS)
}
_Place: TypeAlias = tuple[str, str]
_ASKED, _SAID, _DONE, _LED = "asked", "said", "done", "led"
"""Under which heads facts are found: requests by name, opinions by disclosure, acts by the name of
what they are about, joined requests by what they were joined to."""


class VoicesThen:
    """Requests and opinions after those entries that were taken, and what forbids the next."""

    def __init__(self, earlier: Earlier, as_it_stood: AsItStood, versions: Versions) -> None:
        """Know nothing yet; the rest is asked where an entry names a disclosure."""
        self._earlier = earlier
        self._as_it_stood = as_it_stood
        self._versions = versions
        self._facts: dict[Key, Any] = {}
        self._under: dict[_Place, dict[Key, None]] = {}
        self._last: dict[str, int] = {}

    def take(self, entry: Entry) -> None:
        """Remember what an entry says or takes back; the names that were given are kept."""
        event = entry.event
        if isinstance(event, (RequestReceived, OpinionReceived)):
            series = _series_of(entry, event)
            self._last[series] = self._last.get(series, 0) + 1
        if not isinstance(event, (*_OF_REQUESTS, *_OF_OPINIONS, Annulled)):
            return
        for change in registry().rows(entry, self._earlier):
            table = _TABLES.get(change.key[0])
            if table and isinstance(change, Insert):
                fact = self._facts[change.key] = fact_of(table, change.values)
                for place in _places(fact):
                    self._under.setdefault(place, {})[change.key] = None
            elif table and (gone := self._facts.pop(change.key, None)):
                for place in _places(gone):
                    del self._under[place][change.key]

    def admit(self, entry: Entry, policy: Policy) -> None:
        """Raise PdiscError or IllegalHistory where an entry couldn't be made when it was."""
        event = entry.event
        if isinstance(event, (RequestReceived, OpinionReceived)):
            self._in_turn(entry, event)
        if isinstance(event, _OF_REQUESTS):
            self._of_request(entry, policy)
        elif isinstance(event, _OF_OPINIONS):
            self._of_opinion(entry, policy)
        elif isinstance(event, SurveyTallied):
            then = self._as_it_stood(event.number, entry.seq) if event.number else None
            out = min((each.on for each in (then.publications if then else ())), default=None)
            surveys.admit(event, entry.on, out)

    def require_annullable(self, entry: Entry, original: Entry) -> None:
        """Raise Refused where something leaned on what an entry takes back."""
        subject, seq = original.subject, entry.seq
        if isinstance(original.event, _OF_REQUESTS):
            require_request_entry_free(original, self._acts_around(subject))
        elif isinstance(original.event, _OF_OPINIONS):
            require_not_counted(original, self._as_it_stood(opinion_parts(subject)[0], seq))
            steps = list(self._of(_DONE, subject))
            named = {step.disclosure: None for step in steps if step.disclosure}
            matters = self._matters(named, seq, entry.on)
            require_opinion_entry_free(original, steps, matters)
        elif isinstance(original.event, Published):
            said = [each.id for each in self._of(_SAID, subject)]
            require_nothing_said(original, self._as_it_stood(subject, seq), said)

    def _in_turn(self, entry: Entry, event: RequestReceived | OpinionReceived) -> None:
        series = _series_of(entry, event)
        place = self._last.get(series, 0) + 1
        named = request_id(int(series), place) if series.isdigit() else opinion_id(series, place)
        if named != entry.subject:
            raise IllegalHistory(f"编号是 {entry.subject}，轮到的是 {named}")

    def _of_request(self, entry: Entry, policy: Policy) -> None:
        event, subject = entry.event, entry.subject
        concerned = self._joined_with(subject)
        if isinstance(event, RequestJoined):
            concerned |= {event.into: None} | self._led_by(event.into)
        steps = [step for each in concerned for step in self._of(_DONE, each)]
        known = [request for each in concerned for request in self._of(_ASKED, each)]
        requests = Requests(known, steps, Clocks(policy.rules, policy.calendar))
        out = self._out(entry)
        request_rules.admit(event, subject, entry.on, requests, out, today=policy.today)

    def _joined_with(self, subject: str) -> dict[str, None]:
        """Return a request, what it was joined to, and what was joined to it."""
        voices = {step.request: None for step in self._of(_LED, subject)}
        return {subject: None} | self._led_by(subject) | voices

    def _led_by(self, subject: str) -> dict[str, None]:
        return {step.lead: None for step in self._of(_DONE, subject) if step.kind == JOINED}

    def _out(self, entry: Entry) -> frozenset[Audience] | None:
        """Return to whom the disclosure was out that a decision names; None without one."""
        event, number = entry.event, ""
        if isinstance(event, RequestDecided):
            number = event.disclosure
        elif isinstance(event, RequestJoined):
            decided = [x for x in self._of(_DONE, event.into) if x.kind == DECIDED]
            number = decided[-1].disclosure if decided else ""
        then = self._as_it_stood(number, entry.seq) if number else None
        if then is None:
            return None
        if isinstance(event, RequestDecided) and event.item not in ("", then.code):
            raise IllegalHistory(f"{number} 是 {then.code} 的，不是 {event.item} 的")
        return out_to(then, self._versions(then.code, entry.seq))

    def _of_opinion(self, entry: Entry, policy: Policy) -> None:
        event, subject = entry.event, entry.subject
        number, _ = opinion_parts(subject)
        steps: list[OpinionStep] = list(self._of(_DONE, subject))
        known = [each for each in self._of(_SAID, number) if each.id == subject]
        numbers = {number: None} | {step.disclosure: None for step in steps if step.disclosure}
        if isinstance(event, RectificationBegun):
            numbers[event.disclosure] = None
        matters = self._matters(numbers, entry.seq, entry.on)
        clocks = Clocks(policy.rules, policy.calendar)
        opinion_rules.admit(Opinions(known, steps, matters, clocks), subject, event, entry.on)

    def _matters(self, numbers: Iterable[str], seq: int, on: date) -> list[Disclosed]:
        stood = (self._as_it_stood(each, seq) for each in numbers)
        return [disclosed_of(then, on) for then in stood if then is not None]

    def _acts_around(self, subject: str) -> list[RequestStep]:
        """Return all acts on a request, that others were joined to it, and all acts on these."""
        return [
            step
            for each in {subject: None} | {x.request: None for x in self._of(_LED, subject)}
            for step in self._of(_DONE, each)
        ]

    def _of(self, head: str, name: str) -> Iterator[Any]:
        return (self._facts[key] for key in self._under.get((head, name), ()))


def _series_of(entry: Entry, event: RequestReceived | OpinionReceived) -> str:
    """Return what names are counted in: the year of a request, the disclosure of an opinion."""
    if isinstance(event, RequestReceived):
        return f"{event.received_on.year:04d}"
    return opinion_parts(entry.subject)[0]


def _places(fact: Any) -> Iterator[_Place]:
    if isinstance(fact, Request):
        yield _ASKED, fact.id
    elif isinstance(fact, Opinion):
        yield _SAID, fact.number
    elif isinstance(fact, OpinionStep):
        yield _DONE, fact.id
    else:
        yield _DONE, fact.request
        if fact.kind == JOINED:
            yield _LED, fact.lead
