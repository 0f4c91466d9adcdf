"""The five steps in pure form, for the tests of `decide`.

No ledger and no clock: a `Story` asks `decide`, and tells `replayed` what was decided.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

import pytest
from builders import appointment, setting
from conftest import (
    COMMITTEE,
    PROPOSER,
    REVIEWER,
    SECOND_PROPOSER,
    SECRETARY,
    SINCE,
    SUPERIOR,
    TODAY,
)

from pdisc.catalog import seed
from pdisc.dates import workday_tables
from pdisc.dates.workdays import Calendar
from pdisc.errors import Refused
from pdisc.events.entry import Entry, Remarks
from pdisc.registers.staff import Appointment
from pdisc.rules import RuleBook
from pdisc.steps.acts import (
    Approve,
    Archive,
    Command,
    Decision,
    Propose,
    Publish,
    Review,
    Signed,
    Withdraw,
)
from pdisc.steps.disclosure import Disclosure
from pdisc.steps.policy import Policy, Roster
from pdisc.values.parts import Finding, Verdicts
from pdisc.words import Authority, Role, State, Verdict
from pdisc.workflow import decide, replayed

NUMBER = "2026-0001"
DAY = timedelta(days=1)
PASSED = Verdicts(
    necessity=Verdict.PASS, accuracy=Verdict.PASS, secrecy=Verdict.PASS, privacy=Verdict.PASS
)
PEOPLE: dict[str, tuple[tuple[Role, ...], Authority | None]] = {
    PROPOSER: ((Role.PROPOSER, Role.ARCHIVIST), None),
    SECOND_PROPOSER: ((Role.PROPOSER,), None),
    REVIEWER: ((Role.REVIEWER,), None),
    SECRETARY: ((Role.APPROVER,), Authority.SECRETARY),
    COMMITTEE: ((Role.APPROVER,), Authority.COMMITTEE),
    SUPERIOR: ((Role.APPROVER,), Authority.SUPERIOR),
}
EVERYTHING = "测试多面手"
"""Holds all roles and the highest authority, so that only separation stands in the way."""

ITEMS = {item.code: item for item in seed.shipped_catalog(valid_from=SINCE, recorded_on=SINCE)}
SHIPPED_RULES = seed.shipped_rules()
SPECIAL_DAYS = tuple(day for table in workday_tables.shipped_workdays() for day in table.days)
CALENDAR = Calendar(SPECIAL_DAYS, {day.day.year for day in SPECIAL_DAYS})
SOCIETY_ITEM, PARTY_ITEM, BOARD_ITEM = "1.1.1", "1.3.1", "4.2.1"
TOP_ITEM, OCCASIONAL_ITEM = "3.2.1", "3.3.2"

FINDINGS = (
    Finding(id="F1", kind="手机号", where="正文"),
    Finding(id="F2", kind="身份证号", where="正文"),
)


def roster(*more: Appointment) -> Roster:
    everything = appointment(EVERYTHING, tuple(Role), Authority.SUPERIOR)
    listed = [appointment(name, *held) for name, held in PEOPLE.items()]
    return Roster([*listed, everything, *more])


def policy(code: str = SOCIETY_ITEM, **rules: str) -> Policy:
    """Return what the office may look at on TODAY, with some shipped rules set otherwise."""
    shipped = [
        setting(
            rule.name,
            rules.get(rule.name, rule.value),
            unit=rule.unit,
            basis=rule.basis,
            assumed=rule.assumed,
        )
        for rule in SHIPPED_RULES
    ]
    return Policy(
        today=TODAY,
        since=SINCE,
        roster=roster(),
        rules=RuleBook(shipped),
        calendar=CALENDAR,
        item=ITEMS[code],
    )


class Story:
    """The life of one disclosure: what is decided happens, what is refused doesn't."""

    def __init__(self, code: str = SOCIETY_ITEM, known: Policy | None = None) -> None:
        self.policy = known or policy(code)
        self.state: Disclosure | None = None
        self.seq = 0

    @property
    def now(self) -> Disclosure:
        assert self.state is not None, "nothing was proposed yet"
        return self.state

    def stands_at(self, state: State) -> bool:
        return self.now.state is state

    def asks(
        self, command: Command, by: str, *, on: date = TODAY, why_late: str = "", waiver: str = ""
    ) -> Decision:
        """Return what `decide` answers; nothing happens yet."""
        signed = Signed(by=by, operator=by, on=on, late_reason=why_late, waiver=waiver)
        return decide(self.state, command, signed, self.policy)

    def does(
        self, command: Command, by: str, *, on: date = TODAY, why_late: str = "", waiver: str = ""
    ) -> Decision:
        """Let what `decide` answers happen."""
        decision = self.asks(command, by, on=on, why_late=why_late, waiver=waiver)
        self.seq += 1
        self.tell(decision.event, by, on, late=decision.late, waiver=waiver)
        return decision

    def tell(
        self,
        event: Any,
        by: str,
        on: date = TODAY,
        *,
        late: bool = False,
        waiver: str = "",
        number: str = NUMBER,
    ) -> None:
        """Let an event happen that nobody decided, as a forged journal would."""
        entry = Entry(
            seq=self.seq,
            subject=number,
            by=by,
            operator=by,
            on=on,
            recorded_at=datetime(2026, 11, 24, 2, tzinfo=UTC),
            late=late,
            remarks=Remarks(waiver=waiver),
            event=event,
        )
        self.state = replayed(self.state, entry)

    def refused(self, command: Command, by: str, **signed: Any) -> Refused:
        """Return how a command is refused; it must leave everything as it was."""
        before = self.state
        with pytest.raises(Refused) as caught:
            self.asks(command, by, **signed)
        assert self.state is before
        return caught.value


def propose(**said: Any) -> Propose:
    return Propose(**{"number": NUMBER, "title": "标题", "content": "正文", **said})


def publishing(channel: str, **said: Any) -> Publish:
    place = {"url": "https://example.invalid/1"} if channel.startswith("网站") else {"place": "室"}
    return Publish(**{"channel": channel, **place, **said})


class Doing(NamedTuple):
    command: Command
    by: str


PASS = Doing(Review(verdicts=PASSED), REVIEWER)
SEND_BACK = Doing(Review(return_reason="内容不全"), REVIEWER)
AGREE = Doing(Approve(), SUPERIOR)
ESCALATE = Doing(Approve(escalate_to="测试县委"), SECRETARY)
REFUSE = Doing(Approve(refuse_reason="不宜公开", basis="条例第八条"), SUPERIOR)
FILE = Doing(Archive(no_opinions=True), PROPOSER)
ONE_CHANNEL = Doing(publishing("会议"), PROPOSER)

WAYS: dict[State, tuple[Doing, ...]] = {
    State.PROPOSED: (),
    State.RETURNED: (SEND_BACK,),
    State.REVIEWED: (PASS,),
    State.ESCALATED: (PASS, ESCALATE),
    State.APPROVED: (PASS, AGREE),
    State.PUBLISHED: (PASS, AGREE, ONE_CHANNEL),
    State.ARCHIVED: (PASS, AGREE, ONE_CHANNEL, FILE),
    State.REFUSED: (PASS, REFUSE),
    State.WITHDRAWN: (Doing(Withdraw(reason="不再需要"), PROPOSER),),
}


def story_in(
    state: State, code: str = SOCIETY_ITEM, known: Policy | None = None, **plan: Any
) -> Story:
    """Return a disclosure (by default for 会议 only) taken to a state, all on TODAY."""
    story = Story(code, known)
    story.does(propose(**{"channels": ("会议",), **plan}), PROPOSER)
    for doing in WAYS[state]:
        story.does(doing.command, doing.by)
    assert story.now.state is state
    return story
