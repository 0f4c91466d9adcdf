"""What people asked, said and ticked, put into a ledger entry by entry, as the commands do it."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from conftest import NOW, PROPOSER, SECRETARY, TODAY, Office

from pdisc.events.entry import GUARDS, Entry
from pdisc.ledger.bulk import extend
from pdisc.ledger.engine import writing
from pdisc.ledger.folder import Folder
from pdisc.registers.opinions import (
    OpinionAssigned,
    OpinionReceived,
    OpinionSettled,
    RectificationBegun,
)
from pdisc.registers.requests import (
    RequestAnswered,
    RequestDecided,
    RequestExtended,
    RequestJoined,
    RequestReceived,
    RequestReferred,
    RequestSupplemented,
)
from pdisc.registers.surveys import SurveyTallied
from pdisc.values.parts import Event
from pdisc.values.voice_kinds import (
    AskerKind,
    OpinionResult,
    RequestClock,
    RequestOutcome,
    RequestVia,
    SurveyGroup,
)

DAY = timedelta(days=1)
DECIDERS = (RequestDecided, RequestExtended)


class Told(NamedTuple):
    """One entry to be: about what, what, of which day; signed as its kind wants it."""

    subject: str
    event: Event
    on: date = TODAY
    by: str = ""


def entry(told: Told) -> Entry:
    """Return an entry that was recorded on its own day, or now where that is over."""
    return Entry(
        seq=0,
        subject=told.subject,
        by=told.by or (SECRETARY if isinstance(told.event, DECIDERS) else PROPOSER),
        operator=PROPOSER,
        on=told.on,
        recorded_at=NOW + max(told.on - TODAY, timedelta()),
        late=False,
        guards=GUARDS,
        event=told.event,
    )


def tell(run: Office, *some: Told) -> int:
    """Put entries into a ledger; return the number of the first."""
    now = NOW + max(*(told.on - TODAY for told in some), timedelta())
    with writing(Folder(run.ledger), now=now) as writer:
        first = writer.reading.head()[0] + 1
        extend(writer, map(entry, some))
    return first


def received(on: date = TODAY, asker: AskerKind = AskerKind.PUBLIC, **more: Any) -> RequestReceived:
    said = {"content": "食堂外包的合同", "via": RequestVia.SPOKEN, **more}
    return RequestReceived(asker=asker, received_on=on, **said)


def decided(outcome: RequestOutcome, **more: Any) -> RequestDecided:
    said = {"reason": "示例理由", "basis": "示例依据"}
    return RequestDecided(outcome=outcome, **{**said, **more})


def extended(clock: RequestClock = RequestClock.DECIDE) -> RequestExtended:
    return RequestExtended(clock=clock, reason="要查阅旧档")


def answered(*told: str) -> RequestAnswered:
    return RequestAnswered(content="已在公开栏公开", told=told)


def joined(into: str) -> RequestJoined:
    return RequestJoined(into=into)


def referred(**more: str) -> RequestReferred:
    return RequestReferred(**more)


def supplemented() -> RequestSupplemented:
    return RequestSupplemented(content="补充了年份")


def said(on: date = TODAY, **more: Any) -> OpinionReceived:
    return OpinionReceived(**{"content": "数字对不上", "received_on": on, **more})


def assigned(to: str = PROPOSER) -> OpinionAssigned:
    return OpinionAssigned(to=to)


def settled(result: OpinionResult = OpinionResult.FALSE, **more: Any) -> OpinionSettled:
    return OpinionSettled(result=result, feedback="已经说明", **more)


def to_be_put_right(due_on: date = TODAY + 10 * DAY) -> OpinionSettled:
    """Return a settling after which something must be put right."""
    return settled(OpinionResult.TRUE, rectify="改正数字", to=PROPOSER, due_on=due_on)


def begun(disclosure: str) -> RectificationBegun:
    return RectificationBegun(disclosure=disclosure)


def tallied(**more: Any) -> SurveyTallied:
    counts = {"satisfied": 5, "fair": 3, "dissatisfied": 1, "unaware": 1}
    return SurveyTallied(group=SurveyGroup.MEMBERS, **{**counts, **more})


def of_every_kind(run: Office) -> str:
    """Let every kind of entry be made lawfully; return the disclosure that opinions are about."""
    number = run.walk("已公开")
    monday, ids = date(2026, 11, 16), [f"2026-D{place:03d}" for place in range(1, 4)]
    first, second, third = ids
    waits = decided(RequestOutcome.SUPPLEMENT, basis="")
    tell(
        run,
        Told(first, received(monday), monday),
        Told(first, extended(), monday + 2 * DAY),
        Told(first, waits, monday + 3 * DAY),
        Told(first, supplemented(), monday + 4 * DAY),
        Told(first, decided(RequestOutcome.PUBLIC, disclosure=number)),
        Told(first, extended(RequestClock.ANSWER)),
        Told(second, received(asker=AskerKind.MEMBER)),
        Told(second, joined(first)),
        Told(first, answered(first, second)),
        Told(third, received()),
        Told(third, decided(RequestOutcome.REFUSED)),
        Told(third, referred(to="示例县委")),
        Told(third, referred(view="同意")),
        Told(third, answered(third)),
        Told(f"{number}-Y1", said()),
        Told(f"{number}-Y1", assigned()),
        Told(f"{number}-Y1", to_be_put_right()),
    )
    correction = run.ok("correct", number, "--content", "改正后的", "--by", PROPOSER, "--json").json
    tell(
        run,
        Told(f"{number}-Y1", begun(correction["number"])),
        Told(f"{number}-Y2", said()),
        Told(f"{number}-Y2", settled()),
        Told(number, tallied(number=number, asked=20)),
        Told("测评", tallied()),
    )
    return number
