"""Who may act on one day, what is owed by then, and what waits in whose hands."""

from datetime import date

import msgspec

from pdisc.dates.windows import parse_window
from pdisc.due.compute import obligations_in
from pdisc.due.factbook import FactBook
from pdisc.due.obligation import Obligation
from pdisc.names import face
from pdisc.steps.evolve import WITHHELD
from pdisc.steps.guidance import Signers, Stage, looked_at, next_command, typed
from pdisc.steps.policy import Roster
from pdisc.steps.possible import signers_on
from pdisc.steps.transitions import IN_HAND
from pdisc.values.heard import NOTHING_HEARD, Heard
from pdisc.values.matters import ActDone, Matter
from pdisc.words import Act, Authority, DueKind, Role, Timing


class InHand(msgspec.Struct, frozen=True, kw_only=True):
    """What waits to be done to one disclosure; `since`: it came to the holder then."""

    matter: Matter
    kind: DueKind
    since: date
    due_on: date
    holder: str
    why: str
    next: str
    estimated: bool = False


class Viewpoint:
    """Who may act on one day: the facts, and the roster as it stands on that day."""

    def __init__(self, book: FactBook, on: date) -> None:
        """Take the facts and the day that is asked about."""
        self.book = book
        self.on = on
        self._roster = Roster(book.facts.appointments)
        self._duties: dict[date, tuple[Obligation, ...]] = {}
        self._holders: dict[tuple[Role, Authority | None], list[str]] = {}
        self._signers: dict[tuple[frozenset[str], Authority], Signers] = {}

    def duties(self, horizon: date) -> tuple[Obligation, ...]:
        """Return every obligation that begins by a day, answered or not."""
        if horizon not in self._duties:
            self._duties[horizon] = obligations_in(self.book, horizon)
        return self._duties[horizon]

    def any_holder(self, role: Role) -> str:
        """Return who holds a role on the day, whatever it is about, joined by 、."""
        return "、".join(self._roster.holders(role, self.on)) or f"{role}人"

    def holders(self, role: Role, matter: Matter, *, at_least: Authority | None = None) -> str:
        """Return who may take a step, joined by 、, or 审核人 and the like where nobody may.

        Who wrote the plan may neither review nor approve it (DESIGN §3) and isn't named for that.
        """
        wanted = (role, at_least)
        if wanted not in self._holders:
            self._holders[wanted] = self._roster.holders(role, self.on, at_least=at_least)
        apart = _authors(matter) if role in (Role.REVIEWER, Role.APPROVER) else frozenset()
        return "、".join(x for x in self._holders[wanted] if face(x) not in apart) or f"{role}人"

    def signers(self, matter: Matter) -> Signers:
        """Return who may take the next steps of a disclosure, as they are named in a command."""
        wanted = (_authors(matter), self.book.item(matter.code, self.on).authority)
        if wanted not in self._signers:
            authors, authority = wanted
            self._signers[wanted] = signers_on(
                self._roster, self.on, authors=authors, authority=authority
            )
        return self._signers[wanted]

    def first(self, role: Role, otherwise: str) -> str:
        """Return somebody who holds a role, as a command names him, or what stands for a name."""
        return typed(next(iter(self._roster.holders(role, self.on)), otherwise))

    def nameless(self, duty: Obligation) -> Matter | None:
        """Return what is in hand, says no window, and was proposed right after the one owed."""
        window = parse_window(duty.key) if duty.timing is Timing.PERIODIC else None
        if window is None:
            return None
        length = (window.end - window.start).days + 1
        for matter in self.book.of_code(duty.code):
            after = (matter.acts[0].on - window.end).days
            if matter.state in IN_HAND and matter.window is None and 0 < after <= length:
                return matter
        return None

    def to_type(
        self, matter: Matter, *, resting: bool = False, heard: Heard = NOTHING_HEARD
    ) -> str:
        """Return what to type next for a disclosure; where nothing may be done yet, to look."""
        done = {posting.channel for posting in matter.postings}
        stage = Stage(
            number=matter.number,
            state=matter.state,
            open_channels=tuple(each for each in matter.channels if each not in done),
            withheld=entered(matter).result == WITHHELD,
            taken_down=any(each.taken_down_on for each in matter.postings),
            resting=resting,
            heard=heard,
        )
        return next_command(stage, self.signers(matter)) or looked_at(matter.number)


def entered(matter: Matter) -> ActDone:
    """Return the act by which a disclosure came to its state; a revised plan comes anew."""
    found = matter.acts[-1]
    for act in reversed(matter.acts):
        if act.state is not matter.state:
            break
        found = act
        if act.act in (Act.REVISE, Act.REDACT):
            break
    return found


def _authors(matter: Matter) -> frozenset[str]:
    return frozenset(face(x.by) for x in matter.acts if x.act in (Act.PROPOSE, Act.REVISE))


def proposer(matter: Matter) -> str:
    """Return who proposed a disclosure."""
    return matter.acts[0].by
