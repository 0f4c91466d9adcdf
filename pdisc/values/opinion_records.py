"""What is told of people's opinions: the JSON shapes of `opinion`, and of `show` about them."""

from datetime import date

import msgspec

from pdisc.values.voice_kinds import OpinionResult, OpinionState


class OpinionRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One opinion, where it stands and what to type next for it; never who said it.

    `holder` is who puts right what is to be put right, `rectified_by` the 更正 by which that
    becomes public. `estimated`: `settle_by` counts days of a year whose notice isn't known.
    """

    id: str
    number: str
    content: str
    via: str
    received_on: date
    settle_by: date
    estimated: bool = False
    state: OpinionState
    assigned_to: str | None = None
    result: OpinionResult | None = None
    feedback: str | None = None
    settled_on: date | None = None
    rectify: str | None = None
    holder: str | None = None
    due_on: date | None = None
    rectified_by: str | None = None
    next: str = ""


class ListedOpinion(OpinionRecord, frozen=True, kw_only=True):
    """One opinion as `opinion list` tells of it: with who said it, where that is known."""

    giver: str | None = msgspec.field(default=None, name="from")


class ChainLink(msgspec.Struct, frozen=True, kw_only=True):
    """One link of 公开—反映—整改—再公开: about which opinion, what, on which day, in words."""

    opinion: str
    step: str
    on: date | None
    said: str


class LoopRecord(msgspec.Struct, frozen=True, kw_only=True):
    """The loop of one disclosure: its figures, and its chain link by link.

    `upheld` counts 属实 and 部分属实, `open` what isn't settled or closed yet.
    """

    published_on: date | None
    opinions: int
    upheld: int
    rectifying: int
    republished: int
    open: int
    chain: tuple[ChainLink, ...] = ()


class AskedFor(msgspec.Struct, frozen=True, kw_only=True):
    """A request (点题) that a disclosure answers, as its dossier tells of it: not what, nor who."""

    id: str
    received_on: date
    asker: str
    outcome: str
    decided_on: date
    answered_on: date | None = None
