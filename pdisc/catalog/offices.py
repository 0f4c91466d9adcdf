"""承办科室: which offices there are, whose an item is, and which of them nobody works in."""

from collections.abc import Iterable, Sequence
from datetime import date

from pdisc.errors import NotFound
from pdisc.names import face
from pdisc.registers.facts import Facts
from pdisc.registers.items import CatalogItem
from pdisc.registers.staff import Appointment
from pdisc.text import nearest
from pdisc.words import Role


def known_offices(facts: Facts, more: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the offices that the catalogue or the roster ever named, as they are written."""
    of_items = (item.office for item in facts.items)
    of_people = (term.office for term in facts.appointments)
    return tuple(filter(None, dict.fromkeys((*of_items, *of_people, *more))))


def office_named(typed: str, known: Sequence[str]) -> str:
    """Return an office as it is written where it is known, or raise NotFound with the nearest."""
    same = [each for each in known if face(each) == face(typed)]
    if typed in same:
        return typed
    if same:
        return same[0]
    near = nearest(typed, known, cutoff=0.5)
    raise NotFound(
        f"没有名为“{typed}”的科室" + (f"，是不是“{near}”？" if near else ""),
        next_step=f"已有的：{'、'.join(known)}；新的科室，先登记它的人："
        f"pdisc staff add 姓名 --office {typed} --role 承办",
    )


def staffed(appointments: Iterable[Appointment], on: date) -> tuple[str, ...]:
    """Return the offices in which somebody holds 承办 on a day, in the order of the roster."""
    held = [x.office for x in appointments if x.holds(on) and Role.PROPOSER in x.roles]
    return tuple({face(office): office for office in reversed(held)}.values())[::-1]


def unmanned(item: CatalogItem, offices: Sequence[str]) -> bool:
    """Say whether an item's office is 推定 and none of those in which somebody works."""
    return "office" in item.assumed and face(item.office) not in map(face, offices)


def office_of(item: CatalogItem, offices: Sequence[str]) -> str:
    """Return whose an item is: a 推定 in which nobody works gives way to the one office there is.

    `offices` are those in which somebody holds 承办.
    """
    return offices[0] if len(offices) == 1 and unmanned(item, offices) else item.office
