"""What the four 登记簿 of a year hold: 事项, 会议, 意见建议, 意见建议办理 (领域要点 §4)."""

from datetime import date

import msgspec

from pdisc.dates.periods import Period
from pdisc.registers.opinions import OpinionStep
from pdisc.values.records import DisclosureRecord
from pdisc.values.voice_kinds import OpinionState
from pdisc.words import Timing


class BookedMatter(msgspec.Struct, frozen=True, kw_only=True):
    """One disclosure as a register has it, with the 时限 of its catalogue item."""

    record: DisclosureRecord
    timing: Timing


class BookedOpinion(msgspec.Struct, frozen=True, kw_only=True):
    """One opinion with each round of its handling; whether somebody put a name to it, not whose."""

    id: str
    title: str
    content: str
    via: str
    received_on: date
    signed: bool
    state: OpinionState
    rounds: tuple[OpinionStep, ...]


class YearBooks(msgspec.Struct, frozen=True, kw_only=True):
    """All four: `met` are the disclosures that were told of in a meeting within the period."""

    unit: str
    period: Period
    on: date
    matters: tuple[BookedMatter, ...]
    met: tuple[BookedMatter, ...]
    opinions: tuple[BookedOpinion, ...]
    receipt: str
