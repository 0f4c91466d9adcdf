"""The one table of transitions (实施方案三(一)), and what follows from it of each state."""

from functools import cache

import msgspec

from pdisc.words import Act, State


class Transition(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the table: which act may lead from which states to which."""

    act: Act
    sources: frozenset[State | None]
    targets: frozenset[State]


def _row(act: Act, sources: tuple[State | None, ...], targets: tuple[State, ...]) -> Transition:
    return Transition(act=act, sources=frozenset(sources), targets=frozenset(targets))


_S = State
TRANSITIONS = (
    _row(Act.PROPOSE, (None,), (_S.PROPOSED,)),
    _row(Act.REVISE, (_S.PROPOSED, _S.RETURNED, _S.REVIEWED, _S.APPROVED), (_S.PROPOSED,)),
    _row(Act.REDACT, (_S.PROPOSED, _S.RETURNED, _S.REVIEWED, _S.APPROVED), (_S.PROPOSED,)),
    _row(Act.REVIEW, (_S.PROPOSED,), (_S.REVIEWED, _S.RETURNED)),
    _row(Act.APPROVE, (_S.REVIEWED,), (_S.APPROVED, _S.RETURNED, _S.REFUSED, _S.ESCALATED)),
    _row(Act.APPROVE, (_S.ESCALATED,), (_S.APPROVED, _S.RETURNED, _S.REFUSED)),
    _row(Act.APPROVE, (_S.APPROVED,), (_S.APPROVED, _S.PUBLISHED)),
    _row(Act.PUBLISH, (_S.APPROVED,), (_S.APPROVED, _S.PUBLISHED)),
    _row(Act.ARCHIVE, (_S.PUBLISHED, _S.REFUSED), (_S.ARCHIVED,)),
    _row(
        Act.WITHDRAW,
        (_S.PROPOSED, _S.RETURNED, _S.REVIEWED, _S.ESCALATED, _S.APPROVED),
        (_S.WITHDRAWN,),
    ),
    _row(Act.TAKE_DOWN, (_S.APPROVED,), (_S.APPROVED,)),
    _row(Act.TAKE_DOWN, (_S.PUBLISHED,), (_S.PUBLISHED,)),
    _row(Act.TAKE_DOWN, (_S.ARCHIVED,), (_S.ARCHIVED,)),
)
FINAL = frozenset({State.ARCHIVED, State.WITHDRAWN})
"""The states in which nothing is left to do for a disclosure; from any other an act leads on."""


@cache
def states_before(act: Act) -> frozenset[State | None]:
    """Return the states in which an act may be done; None before anything was proposed."""
    return frozenset().union(*(row.sources for row in TRANSITIONS if row.act is act))


IN_HAND = states_before(Act.WITHDRAW)
"""The states in which somebody still has to act before the first publication."""

TO_ARCHIVE = states_before(Act.ARCHIVE)
"""The states in which nothing is left to do but to file it."""


def allowed_acts(state: State) -> tuple[Act, ...]:
    """Return the acts that are open in a state, in the order of the steps."""
    return tuple(dict.fromkeys(row.act for row in TRANSITIONS if state in row.sources))
