"""What the roster leaves undone of the catalogue: offices without people, nobody to approve."""

from collections.abc import Iterator, Sequence
from datetime import date

from pdisc.catalog.check import CatalogProblem, ProblemKind
from pdisc.names import face
from pdisc.registers.facts import Facts
from pdisc.registers.items import CatalogItem
from pdisc.steps.policy import Roster
from pdisc.words import Authority, Role


def by_roster(items: Sequence[CatalogItem], facts: Facts, on: date) -> Iterator[CatalogProblem]:
    """Yield what the people of a day leave undone; nothing before anybody was appointed."""
    if any(term.holds(on) for term in facts.appointments):
        yield from _without_people(items, facts, on)
        yield from _without_approver(items, Roster(facts.appointments), on)


def _without_people(
    items: Sequence[CatalogItem], facts: Facts, on: date
) -> Iterator[CatalogProblem]:
    manned = {face(term.office) for term in facts.appointments if term.holds(on)}
    for item in items:
        if face(item.office) in manned:
            continue
        guessed = "office" in item.assumed
        so = "是推定，提出时按提出人的科室记" if guessed else "要有人，或者改成别的科室"
        yield CatalogProblem(
            code=item.code,
            kind=ProblemKind.UNMANNED,
            message=f"承办科室“{item.office}”没有人（{so}）",
            conflict=not guessed,
        )


_WAYS = {
    Authority.COMMITTEE: "登记有权的人；支部不设支委会的，用 catalog set 改为支部党员大会",
    Authority.SUPERIOR: "审批时用 --escalate 报批",
}


def _without_approver(
    items: Sequence[CatalogItem], roster: Roster, on: date
) -> Iterator[CatalogProblem]:
    for item in items:
        needed = item.authority
        if roster.holders(Role.APPROVER, on, at_least=needed):
            continue
        outside = needed is Authority.SUPERIOR
        so = _WAYS.get(needed, "登记有权的人，或者报批")
        yield CatalogProblem(
            code=item.code,
            kind=ProblemKind.UNAPPROVABLE,
            message=f"须由{needed}审批，人员名单里没有这样的人（{so}）",
            conflict=not outside,
        )
