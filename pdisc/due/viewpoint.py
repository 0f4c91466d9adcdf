"""Who may act on one day, what is owed by then, and what waits in whose hands."""

from datetime import date

import msgspec

from pdisc.due.compute import obligations_in
from pdisc.due.factbook import FactBook
from pdisc.due.obligation import Obligation
from pdisc.names import face
from pdisc.steps.policy import Roster
from pdisc.values.matters import ActDone, Matter
from pdisc.words import Act, Authority, DueKind, Role


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


def first_of(holder: str) -> str:
    """Return the first of several holders, as it is typed behind an option."""
    return typed(holder.partition("、")[0])


def typed(word: str) -> str:
    """Return a word as it is typed in a shell."""
    return f'"{word}"' if any(map(str.isspace, word)) else word
