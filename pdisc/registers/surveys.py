"""测评 (四规范三满意): how many of one group of people are satisfied, as counted on paper."""

from collections.abc import Iterator
from datetime import date

import msgspec

from pdisc.events.entry import Entry
from pdisc.registers.register import FactTable, Register
from pdisc.registers.written import Insert, told
from pdisc.values.parts import Event
from pdisc.values.voice_kinds import SurveyGroup

OVERALL = "测评"
"""The subject of a tally that is about the office's 党务公开 as a whole."""


class SurveyTallied(Event, frozen=True, kw_only=True, tag="测评"):
    """One group's answers, counted; about one disclosure, one window, or everything ("").

    `asked` is how many were asked, where that is known. `digest` binds it to the sheet and row
    that it came from, so that the same sheet isn't counted twice.
    """

    number: str = ""
    window: str = ""
    group: SurveyGroup
    satisfied: int
    fair: int
    dissatisfied: int
    unaware: int
    asked: int | None = None
    digest: str = ""


class SurveyTally(msgspec.Struct, frozen=True, kw_only=True):
    """One group's answers: 满意, 基本满意, 不满意, 不了解, and how many were asked."""

    seq: int = 0
    number: str
    window: str
    people: SurveyGroup
    satisfied: int
    fair: int
    dissatisfied: int
    unaware: int
    asked: int | None
    digest: str
    by: str
    note: str = ""
    on: date
    late_entry: bool = False


TABLE = FactTable(name="tally", key=("seq",), fact=SurveyTally, grows=True)


def _tallied(entry: Entry, event: SurveyTallied) -> Iterator[Insert]:
    yield TABLE.insert(told(SurveyTally, entry, event, people=event.group))


SURVEYS = Register(
    events={SurveyTallied: _tallied},
    annullable=frozenset({SurveyTallied}),
    tables=(TABLE,),
    labels={"group": "群体", "asked": "发放份数"},
)
