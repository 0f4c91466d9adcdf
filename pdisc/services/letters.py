"""What the letters to somebody who asked, and the 登记表, are written from."""

from datetime import date

from pdisc.errors import Refused
from pdisc.ledger.reading import Reading
from pdisc.registers.requests import Petitioner
from pdisc.screening.house import house_rules
from pdisc.screening.masks import mask_text
from pdisc.services.request_records import asked, meant
from pdisc.sheets.letters import LetterFacts, RequestSheet
from pdisc.values.codes import receipt
from pdisc.values.voice_kinds import RequestOutcome
from pdisc.voices.requests import Standing


class Letters:
    """All requests of a ledger, and the paper that goes with them."""

    def __init__(self, reading: Reading, on: date, *, named: bool) -> None:
        """Take an open ledger and a day; who asked is told only where it is `named`."""
        self._reading = reading
        self._named = named
        self._unit = reading.registers.unit
        self._house = house_rules(lambda name: reading.rules.text(name, on))
        self._requests = asked(reading)

    def standing(self, typed: str | None) -> Standing:
        """Return the request that is meant; NotFound where there is none of that name."""
        return self._requests.standing(meant(self._requests, typed or ""))

    def supplement(self, typed: str | None) -> tuple[LetterFacts, ...]:
        """Return what a 补正通知 says; Refused where nothing is to be supplemented."""
        found = self.standing(typed)
        waiting = found.course.waiting
        if waiting is None or waiting.outcome is not RequestOutcome.SUPPLEMENT:
            raise Refused(
                f"{found.request.id} 现在是“{found.state}”，没有要补正的",
                next_step=f"pdisc request show {found.request.id}",
            )
        return (self._facts(found),)

    def answers(self, typed: str | None, *, refusal: bool) -> tuple[LetterFacts, ...]:
        """Return what is told to each voice that was answered, the one that is meant first.

        Raises Refused where nothing was answered yet, or where the other letter is the right one.
        """
        found = self.standing(typed)
        id_ = found.request.id
        refused = found.outcome is RequestOutcome.REFUSED
        decided = found.course.decision is not None
        if decided and refused is not refusal:
            other = "不予公开告知书" if refused else "告知书"
            raise Refused(
                f"{id_} 的决定是“{found.outcome}”，要印的是{other}",
                next_step=f"pdisc print {other} {id_}",
            )
        if not decided or (found.course.answer is None and not refusal):
            answer, look = "answer {} --content 内容", "show {}"
            way = f"pdisc request {(answer if decided else look).format(id_)}"
            raise Refused(f"{id_} 现在是“{found.state}”，还没有答复可告知", next_step=way)
        voices = [found] if found.lead else map(self._requests.standing, found.voices)
        return tuple(
            self._facts(each) for each in voices if each.course.answer is not None or refusal
        )

    def sheet(self, typed: str | None) -> RequestSheet:
        """Return what the 登记表 of one request says."""
        found = self.standing(typed)
        step, answer = found.course.waiting or found.course.decision, found.course.answer
        person = self._person(found.request.id)
        return RequestSheet(
            facts=self._facts(found),
            asker=found.request.asker,
            contact=person.contact if person else "",
            recorded_by=found.request.by,
            note=found.request.note,
            decide_by=found.decide_by.day,
            answer_by=found.answer_by.day,
            decided_by=step.by if step else "",
            answered_by=answer.by if answer else "",
            voices=tuple(each for each in found.voices if each != found.request.id),
            disclosure=step.disclosure if step else "",
        )

    def _facts(self, found: Standing) -> LetterFacts:
        step, answer = found.course.waiting or found.course.decision, found.course.answer
        referred, view = found.course.referred, found.course.view
        person = self._person(found.request.id)
        return LetterFacts(
            id=found.request.id,
            via=found.request.via,
            received_on=found.request.received_on,
            content=mask_text(found.request.content, house=self._house),
            name=person.name if person else "",
            unit=self._unit,
            receipt=receipt(*self._reading.head()),
            outcome=found.outcome or "",
            reason=step.reason if step else "",
            basis=step.basis if step else "",
            decided_on=step.on if step else None,
            answer=answer.content if answer else "",
            answered_on=answer.on if answer else None,
            wait_until=found.wait_until.day if found.wait_until else None,
            referred_to=referred.organ if referred else "",
            view=view.view if view else "",
        )

    def _person(self, id_: str) -> Petitioner | None:
        return self._reading.petitioner(id_) if self._named else None
