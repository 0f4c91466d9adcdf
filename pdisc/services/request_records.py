"""Requests (点题) as they are read and told: which is meant, where it stands, what comes next."""

from datetime import date

import msgspec

from pdisc.errors import NotFound
from pdisc.ledger.reading import Reading
from pdisc.screening.house import house_rules
from pdisc.screening.spots import text_spots
from pdisc.services.lookup import in_words
from pdisc.services.offers import Offering
from pdisc.steps.guidance import typed
from pdisc.steps.policy import Roster
from pdisc.text import nearest, or_rather
from pdisc.values.codes import request_id, request_parts
from pdisc.values.records import EventRecord
from pdisc.values.voice_kinds import RequestClock, RequestState
from pdisc.values.voice_records import PetitionRecord, RequestRecord
from pdisc.voices.clocks import Clocks
from pdisc.voices.request_next import Hands, what_next
from pdisc.voices.request_topics import similar
from pdisc.voices.requests import Requests, Standing
from pdisc.words import Audience, Role


def asked(reading: Reading) -> Requests:
    """Return all requests with what was done about them, as an open ledger has them."""
    facts = reading.requests()
    return Requests(facts.requests, facts.steps, Clocks(reading.rules, reading.calendar))


def meant(requests: Requests, text: str) -> str:
    """Return the name of the request that was typed in any width or case, or raise NotFound."""
    try:
        id_ = request_id(*request_parts(text))
    except ValueError:
        id_ = text
    if id_ not in requests.by_id:
        hint = or_rather(nearest(id_, requests.by_id))
        raise NotFound(f"没有编号为“{id_}”的点题{hint}", next_step="pdisc request list")
    return id_


def out_to(reading: Reading, disclosure: str) -> frozenset[Audience] | None:
    """Return to which audiences a disclosure is out now; None where there is none."""
    if not reading.step_count(disclosure):
        return None
    outside = (Audience.SOCIETY, Audience.PARTY)
    return frozenset(each for each in outside if reading.cleared(each).sees(disclosure))


def listed(
    reading: Reading, on: date, *, state: RequestState | None = None, open_only: bool = False
) -> tuple[RequestRecord, ...]:
    """Return all requests in the order in which they came, or some of them."""
    told = Telling(reading, on)
    return tuple(
        told.record(each)
        for each in told.requests.all()
        if (state is None or each.state is state)
        and not (open_only and each.state is RequestState.ANSWERED)
    )


def shown(reading: Reading, text: str, on: date) -> PetitionRecord:
    """Return one request with who asked: for the office alone; NotFound where there is none."""
    told = Telling(reading, on)
    id_ = meant(told.requests, text)
    who = reading.petitioner(id_)
    record = told.record_of(id_)
    return PetitionRecord(
        **msgspec.structs.asdict(record),
        name=who.name if who else "",
        contact=who.contact if who else "",
        events=_course(reading, record),
    )


def _course(reading: Reading, record: RequestRecord) -> tuple[EventRecord, ...]:
    """Return in words what was done about a request, and about the one that it was joined to."""
    subjects = filter(None, (record.id, record.joined))
    found = [event for each in subjects for event in reading.event_records(each)]
    return tuple(in_words(reading, sorted(found, key=lambda event: event.seq)))


class Telling:
    """Requests as they are told on a day, and who may do what about them."""

    def __init__(self, reading: Reading, on: date) -> None:
        """Take an open ledger and the day on which somebody looks."""
        self._reading = reading
        self._on = on
        self._offering = Offering(reading, on)
        self.requests = asked(reading)
        self._offering = Offering(reading, on)
        self._house = house_rules(lambda name: reading.rules.text(name, on))

    def record_of(self, id_: str) -> RequestRecord:
        """Return the request of that name as it is told."""
        return self.record(self.requests.standing(id_))

    def record(self, standing: Standing) -> RequestRecord:
        """Return where one request stands, with what to type next."""
        request, course = standing.request, standing.course
        step, reported = course.waiting or course.decision, course.referred or course.view
        limits = (standing.decide_by, standing.answer_by, standing.wait_until)
        undecided = standing.state is RequestState.UNDECIDED
        decide_days, answer_days = self._granted(standing)
        found = self._offering.to(request.asker, request.content) if undecided else ()
        return RequestRecord(
            **{name: getattr(request, name) for name in _AS_IT_CAME},
            state=standing.state,
            decide_by=standing.decide_by.day,
            answer_by=standing.answer_by.day,
            decide_days=decide_days,
            answer_days=answer_days,
            estimated=any(limit.estimated for limit in limits if limit),
            outcome=step.outcome if step else None,
            disclosure=(step.disclosure or None) if step else None,
            item=(step.item or None) if step else None,
            decided_on=step.on if step else None,
            reason=step.reason if step else "",
            basis=step.basis if step else "",
            answered_on=course.answer.on if course.answer else None,
            answer=course.answer.content if course.answer else "",
            extended=tuple(course.extended),
            wait_until=standing.wait_until.day if standing.wait_until else None,
            referred_to=reported.organ or None if reported else None,
            view=course.view.view if course.view else "",
            joined=standing.lead or None,
            voices=len(standing.voices),
            voice_ids=standing.voices,
            findings=text_spots(request.content, "点题内容", self._house),
            offers=found,
            similar=similar(standing, self.requests.all()) if undecided else (),
            next=what_next(standing, self.hands(), offered=found[0].public_number if found else ""),
        )

    def _granted(self, standing: Standing) -> tuple[int, int]:
        """Return how many working days the two clocks grant."""
        days, extended = self._reading.rules.number, standing.course.extended
        first = standing.first_received
        longer = "点题决定延长" if RequestClock.DECIDE in extended else "点题决定"
        more = days("点题答复延长", first) if RequestClock.ANSWER in extended else 0
        return days(longer, first), days("点题答复", first) + more

    def hands(self) -> Hands:
        """Return who may decide and who may do the rest on the day, as their names are typed."""
        roster = Roster(self._reading.registers.appointments)
        named = {"approver": Role.APPROVER, "proposer": Role.PROPOSER}
        first = {name: roster.holders(role, self._on)[:1] for name, role in named.items()}
        return Hands(**{name: typed(held[0]) for name, held in first.items() if held})


_AS_IT_CAME = ("id", "content", "asker", "via", "received_on", "by", "on")
