"""Where each opinion stands, and the chain 公开—反映—整改—再公开 (领域要点 §3).

Settled within 意见办理 of the day on which it came, within a running 公示 before its end. What is
to be put right is closed only when its correction is public and nothing of the old copy hangs.
"""

from collections.abc import Iterable
from datetime import date

import msgspec

from pdisc.events.entry import kind_of
from pdisc.registers.opinions import (
    Opinion,
    OpinionAssigned,
    OpinionSettled,
    OpinionStep,
    RectificationBegun,
)
from pdisc.values.grouping import grouped
from pdisc.values.voice_kinds import OpinionResult, OpinionState
from pdisc.voices.clocks import Clocks, Limit

ASSIGNED = kind_of(OpinionAssigned)
SETTLED = kind_of(OpinionSettled)
REPUBLISHING = kind_of(RectificationBegun)

UPHELD = frozenset({OpinionResult.TRUE, OpinionResult.PARTLY})
"""Results that say that what was published wasn't right."""

MAY_RECTIFY = UPHELD | {OpinionResult.TAKEN}
"""Results after which something may have to be put right."""


class Disclosed(msgspec.Struct, frozen=True, kw_only=True):
    """What the loop must know of a disclosure: when it came out, whether it is on its way, hangs.

    `live`: neither withdrawn nor refused. `hanging`: on 公开栏 or 网站, today, somewhere.
    `notices` are its 公示, each from one day to another; `corrects` is what it puts right.
    """

    number: str
    published_on: date | None = None
    live: bool = True
    hanging: bool = False
    notices: tuple[tuple[date, date], ...] = ()
    corrects: str = ""


class OpinionStanding(msgspec.Struct, frozen=True, kw_only=True):
    """Where one opinion stands; `correction` is the live 更正 that was proposed for its 整改."""

    opinion: Opinion
    state: OpinionState
    settle_by: Limit
    assigned: OpinionStep | None = None
    settled: OpinionStep | None = None
    begun: OpinionStep | None = None
    correction: Disclosed | None = None

    @property
    def holder(self) -> str:
        """Who was told to look into it, or to put it right."""
        return (self.settled and self.settled.holder) or (
            self.assigned.holder if self.assigned else ""
        )

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done about it."""
        return self.state not in (OpinionState.SETTLED, OpinionState.CLOSED)

    @property
    def upheld(self) -> bool:
        """Whether it was found to be true, wholly or in part."""
        return self.settled is not None and self.settled.result in UPHELD

    @property
    def rectifies(self) -> bool:
        """Whether something was to be put right."""
        return bool(self.settled and self.settled.rectify)


class Opinions:
    """All opinions with what was done about them, arranged once."""

    def __init__(
        self,
        opinions: Iterable[Opinion],
        steps: Iterable[OpinionStep],
        matters: Iterable[Disclosed],
        clocks: Clocks,
    ) -> None:
        """Take the facts of the register, the disclosures concerned, and the clocks."""
        self._clocks = clocks
        self._matters = {each.number: each for each in matters}
        self.by_id = {each.id: each for each in opinions}
        self._steps = grouped((step.id, step) for step in sorted(steps, key=lambda x: x.seq))

    def standing(self, id_: str) -> OpinionStanding:
        """Return where one opinion stands; KeyError for one that isn't known."""
        opinion, steps = self.by_id[id_], self._steps.get(id_, [])
        assigned = _last(steps, ASSIGNED)
        settled = _last(steps, SETTLED)
        begun = [step for step in steps if step.kind == REPUBLISHING]
        live = [step for step in begun if self._live(step.disclosure)]
        correction = self._matters.get(live[-1].disclosure) if live else None
        return OpinionStanding(
            opinion=opinion,
            state=self._state(opinion, assigned, settled, correction),
            settle_by=self.settle_by(opinion),
            assigned=assigned,
            settled=settled,
            begun=live[-1] if live else None,
            correction=correction,
        )

    def all(self, number: str = "") -> tuple[OpinionStanding, ...]:
        """Return where all of them stand, or those on one disclosure, in their order."""
        some = [each for each in self.by_id.values() if number in ("", each.number)]
        order = sorted(some, key=lambda x: (x.received_on, x.seq))
        return tuple(self.standing(each.id) for each in order)

    def matter(self, number: str) -> Disclosed | None:
        """Return what is known of a disclosure, None where nothing is."""
        return self._matters.get(number)

    def settle_by(self, opinion: Opinion) -> Limit:
        """Return the last day on which an opinion has to be settled."""
        usual = self._clocks.by(opinion.received_on, "意见办理")
        known = self._matters.get(opinion.number)
        ends = [
            until
            for first, until in (known.notices if known else ())
            if first <= opinion.received_on <= until
        ]
        return min((usual, *(Limit(day=end) for end in ends)), key=lambda limit: limit.day)

    def _live(self, number: str) -> bool:
        known = self._matters.get(number)
        return known is not None and known.live

    def _state(
        self,
        opinion: Opinion,
        assigned: OpinionStep | None,
        settled: OpinionStep | None,
        correction: Disclosed | None,
    ) -> OpinionState:
        if settled is None:
            return OpinionState.ASSIGNED if assigned else OpinionState.RECEIVED
        if not settled.rectify:
            return OpinionState.SETTLED
        if correction is None:
            return OpinionState.RECTIFYING
        old = self._matters.get(opinion.number)
        out = correction.published_on is not None
        closed = out and not (old and old.hanging)
        return OpinionState.CLOSED if closed else OpinionState.REPUBLISHING


def _last(steps: Iterable[OpinionStep], kind: str) -> OpinionStep | None:
    found = [step for step in steps if step.kind == kind]
    return found[-1] if found else None


class Loop(msgspec.Struct, frozen=True, kw_only=True):
    """公开—反映—整改—再公开 in figures; `open` counts what isn't closed yet."""

    opinions: int
    upheld: int
    rectifying: int
    republished: int
    open: int


def loop_of(standings: Iterable[OpinionStanding]) -> Loop:
    """Return the figures of some opinions: how many came, were upheld, led to 整改 and 再公开."""
    known = tuple(standings)
    out = [x for x in known if x.correction is not None and x.correction.published_on is not None]
    return Loop(
        opinions=len(known),
        upheld=sum(each.upheld for each in known),
        rectifying=sum(each.rectifies for each in known),
        republished=len({x.correction.number for x in out if x.correction is not None}),
        open=sum(each.is_open for each in known),
    )
