"""Disclosures as due dates and reports see them."""

from datetime import date

import msgspec

from pdisc.words import Act, Scope, ScopeDetail, State


class ActDone(msgspec.Struct, frozen=True, kw_only=True):
    """One act in the life of a disclosure, and the state in which it left it.

    `reason` and `basis` are told of 不予公开 alone.
    """

    seq: int = 0
    act: Act
    by: str
    on: date
    state: State
    result: str = ""
    late: bool = False
    waived: bool = False
    reason: str = ""
    basis: str = ""


class Posting(msgspec.Struct, frozen=True, kw_only=True):
    """One publication on one channel, up to `until` (inclusive) or its taking down."""

    seq: int = 0
    channel: str
    on: date
    until: date | None = None
    taken_down_on: date | None = None
    differs: str = ""


class Meant(msgspec.Struct, frozen=True, kw_only=True):
    """What a plan said that it would answer, before that was put right."""

    window: str | None = None
    occurred_on: date | None = None


class Matter(msgspec.Struct, frozen=True, kw_only=True):
    """One disclosure as the schedule sees it; `window` is a key such as 2026-Q3.

    `bound` says that its text is the very one that was approved, with no finding left open; it is
    established where an audience outside the office asks, and False elsewhere. `meant` is set where
    window or occurrence were put right: until it answered it was on its way to that.
    """

    number: str
    code: str
    title: str
    office: str
    scope: Scope
    scope_detail: ScopeDetail | None = None
    channels: tuple[str, ...]
    window: str | None
    occurred_on: date | None
    meant: Meant | None = None
    planned_on: date | None = None
    public_notice: bool = False
    bound: bool = False
    waiting_findings: int = 0
    escalated_to: str | None = None
    corrects: str | None = None
    acts: tuple[ActDone, ...]
    postings: tuple[Posting, ...] = ()

    @property
    def state(self) -> State:
        """The state in which the last known act left it."""
        return self.acts[-1].state

    @property
    def published_on(self) -> date | None:
        """The business date of the first publication, or None."""
        return min((posting.on for posting in self.postings), default=None)


class Settled(msgspec.Struct, frozen=True, kw_only=True):
    """That one window of an item was answered by a disclosure which isn't told in whole.

    `refused` says that it was decided not to disclose it.
    """

    code: str
    window: str
    number: str
    on: date
    refused: bool = False


def differing(planned: date | None, on: date) -> str:
    """Return what is 与方案不符 in the day of a publication; nothing where no day was planned."""
    return f"计划 {planned} 公开，实际 {on}" if planned not in (None, on) else ""
