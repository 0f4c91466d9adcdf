"""What a decision may look at besides the disclosure: date, roster, rules, calendar, item."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

import msgspec

from pdisc.dates.workdays import Calendar
from pdisc.errors import Refused
from pdisc.events.entry import GUARDS
from pdisc.names import among, face
from pdisc.registers.items import CatalogItem
from pdisc.registers.staff import Appointment
from pdisc.rules import RuleBook
from pdisc.values.channels import wider
from pdisc.values.heard import NOTHING_HEARD, Heard
from pdisc.words import Authority, Role, Scope


class Roster:
    """Who may do what, on which day; names that look the same are one person's.

    To an early generation of the guards they were not, and 代行 didn't end with an office.
    """

    def __init__(self, appointments: Iterable[Appointment], *, guards: int = GUARDS) -> None:
        """Take every appointment that was ever recorded."""
        self._guards = guards
        self._of: dict[str, list[Appointment]] = {}
        self._roles: dict[tuple[str, date], frozenset[Role]] = {}
        for term in appointments:
            self._of.setdefault(self._face(term.name), []).append(term)

    def _face(self, name: str) -> str:
        return face(name) if self._guards else name

    def among(self, name: str, names: Collection[str]) -> bool:
        """Say whether one of these names is that person's."""
        return among(name, names) if self._guards else name in names

    def names(self) -> tuple[str, ...]:
        """Return everybody who was ever appointed, in order, once each."""
        return tuple(terms[0].name for terms in self._of.values())

    def spelling(self, name: str) -> str | None:
        """Return how the person of that name is written in the roster; None for a stranger."""
        terms = self._of.get(self._face(name))
        return terms[0].name if terms else None

    def ever(self, name: str) -> tuple[Appointment, ...]:
        """Return every appointment that one person ever had."""
        return tuple(self._of.get(self._face(name), ()))

    def terms(self, name: str, on: date) -> tuple[Appointment, ...]:
        """Return the appointments of one person that hold on a day."""
        return tuple(term for term in self.ever(name) if self._holds(term, on))

    def _holds(self, term: Appointment, on: date) -> bool:
        return term.holds(on) and not self.lapsed(term, on)

    def lapsed(self, term: Appointment, on: date) -> bool:
        """Say whether somebody acts for a person who has left since.

        What was lent in office ends with the office. Who came to act when the post was vacant
        already acts on, by a paper that knew it.
        """
        if not term.acting_for or not self._guards:
            return False
        own = [x for x in self.ever(term.acting_for) if x.authority and not x.acting_for]
        lent_in_office = any(x.holds(term.valid_from) for x in own)
        return lent_in_office and not any(x.holds(on) for x in own)

    def roles(self, name: str, on: date) -> frozenset[Role]:
        """Return the roles of one person on a day."""
        found = self._roles.get((name, on))
        if found is None:
            found = frozenset(Role(role) for term in self.terms(name, on) for role in term.roles)
            self._roles[name, on] = found
        return found

    def authority(self, name: str, on: date) -> Authority | None:
        """Return the highest 审批权限 of one person on a day, or None."""
        held = [term.authority for term in self.terms(name, on) if term.authority]
        return max(held, key=lambda authority: authority.rank, default=None)

    def term(
        self, name: str, role: Role, on: date, *, at_least: Authority | None = None
    ) -> Appointment | None:
        """Return the appointment on which an act of that role stands, one's own before an acting.

        With `at_least` its 审批权限 must reach that far; None where no appointment does.
        """
        held = [
            term
            for term in self.terms(name, on)
            if role in term.roles and _reaches(term.authority, at_least)
        ]
        return min(held, key=lambda term: bool(term.acting_for), default=None)

    def holders(self, role: Role, on: date, *, at_least: Authority | None = None) -> list[str]:
        """Return who holds a role on a day, with at least that authority where one is given."""
        return [
            name
            for name in self.names()
            if role in self.roles(name, on) and _reaches(self.authority(name, on), at_least)
        ]


def _reaches(held: Authority | None, wanted: Authority | None) -> bool:
    return wanted is None or (held is not None and held.rank >= wanted.rank)


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a decision needs to know of the world; `pieces` counts 件号 by series.

    `guards` is the generation of the guards that are asked: an act is judged by those of its time.
    `heard` is what came of people's opinions on the disclosure.
    """

    today: date
    since: date
    roster: Roster
    rules: RuleBook
    calendar: Calendar
    item: CatalogItem | None = None
    versions: tuple[CatalogItem, ...] = ()
    pieces: Mapping[str, int] = {}
    guards: int = GUARDS
    heard: Heard = NOTHING_HEARD

    @property
    def history(self) -> tuple[CatalogItem, ...]:
        """All versions of the item, oldest first: earlier windows keep the rule they were under."""
        return self.versions or (self.item_in_force,)

    @property
    def item_in_force(self) -> CatalogItem:
        """The catalogue item of the disclosure, as it holds on the business date."""
        assert self.item is not None, "a step is decided with its catalogue item"
        return self.item

    def is_late(self, on: date) -> bool:
        """Return whether an act of that business date, recorded today, is 补录."""
        gap = self.calendar.between(on, self.today)
        return gap > 0 and gap > self.rules.number("补录间隔", self.today)


def refuse_wider_than_item(scope: Scope, item: CatalogItem, number: str) -> None:
    """Raise Refused where the item has meanwhile been narrowed to 党内 (目录更正)."""
    if wider(scope, item.scope):
        raise Refused(
            f"{item.code} 的公开范围现在是“党内”，{number} 不能再面向社会公开",
            next_step=f"pdisc revise {number} --scope 党内 --reason 理由；"
            f"或撤回：pdisc withdraw {number} --reason 理由",
        )
