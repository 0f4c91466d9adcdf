"""Where requests stand, and by when, in random lives: as the program and a slow walker find it."""

from datetime import date
from typing import Any, NamedTuple

from conftest import PROPOSER, SECRETARY, SINCE
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from long_runs import examples as share_of
from oracle import NOTICE_2026, voices
from oracle.days import DAY, table_of
from story import CALENDAR, policy
from test_oracle_due import MANY

from pdisc.registers.requests import Request, RequestStep
from pdisc.values.voice_kinds import AskerKind, RequestClock, RequestOutcome, RequestVia
from pdisc.voices.clocks import Clocks
from pdisc.voices.requests import Requests

TABLE = table_of(NOTICE_2026)
FIRST, LAST = date(2026, 1, 9), date(2026, 12, 31)
EDGES = [
    *(date(2026, 1, day) for day in (1, 4, 5, 6)),
    *(date(2026, 2, day) for day in range(9, 28)),
    *(date(2026, 4, day) for day in (1, 3, 7, 28, 30)),
    *(date(2026, 9, day) for day in range(14, 31)),
    date(2026, 12, 28),
]
WHATS = (*voices.WAITS, "不予公开", "应公开未公开", "延期", "答复", "报上级", "并入")


class Step(NamedTuple):
    """Something that is tried, some days after the step before."""

    what: str
    after: int
    earlier: int


STEPS = st.builds(
    Step,
    what=st.sampled_from(["补正", "征求第三方", "补来", "补来", "补来", *WHATS]),
    after=st.sampled_from((0, 0, 1, 1, 2, 3, 4, 5, 7, 9, 14, 30)),
    earlier=st.sampled_from((0, 0, 1, 2)),
)


def examples(usual: int) -> settings:
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(
        max_examples=MANY or share_of(usual), deadline=None, suppress_health_check=checks
    )


CLOCKS = Clocks(rules=policy().rules, calendar=CALENDAR)
KINDS = {
    **dict.fromkeys((*voices.WAITS, "不予公开", "应公开未公开"), "点题决定"),
    "延期": "点题延期",
    "补来": "点题补正",
    "答复": "点题答复",
    "报上级": "点题报告",
}


def request(id_: str, received: date) -> Request:
    return Request(
        id=id_,
        content="请公开",
        asker=AskerKind("群众"),
        via=RequestVia("口头"),
        received_on=received,
        by=PROPOSER,
        on=received,
    )


def step(what: str, on: date, seq: int, topic: voices.Topic) -> RequestStep:
    """Write down what was done as the register does."""
    outcome = RequestOutcome(what) if KINDS[what] == "点题决定" else None
    clock = RequestClock("答复" if topic.decided else "决定") if what == "延期" else None
    organ = "示例县直机关工委" if what == "报上级" else ""
    more: dict[str, Any] = {"outcome": outcome, "clock": clock, "organ": organ}
    return RequestStep(request="2026-D001", seq=seq, kind=KINDS[what], by=SECRETARY, on=on, **more)


@example(received=date(2026, 1, 4), steps=[Step("不予公开", 0, 0), Step("并入", 0, 1)])
@examples(300)
@given(
    received=st.sampled_from(EDGES) | st.dates(FIRST, LAST),
    steps=st.lists(STEPS, min_size=1, max_size=14),
)
def test_the_fold_of_a_request_is_what_a_walker_finds(received: date, steps: list[Step]) -> None:
    on, topic = received, voices.Topic(TABLE, [received])
    asked, done = [request("2026-D001", received)], []
    for seq, each in enumerate(steps, 2):
        on += each.after * DAY
        if not topic.admits(each.what, on):
            continue
        if each.what == "并入":
            came = received if topic.answered else on - each.earlier * DAY
            other = request(f"2026-D{len(asked) + 1:03}", came)
            joined = RequestStep(
                request=other.id, seq=seq, kind="点题并办", lead="2026-D001", by=PROPOSER, on=on
            )
            asked.append(other)
            done.append(joined)
            topic.received.append(came)
        else:
            done.append(step(each.what, on, seq, topic))
            topic.hears(each.what, on)
        found = Requests(asked, done, CLOCKS).standing("2026-D001")
        wait = found.wait_until and found.wait_until.day
        dates = (found.decide_by.day, found.answer_by.day, wait)
        assert (found.state.value, len(found.voices), *dates) == (
            *(topic.state, len(topic.received), topic.decide_by, topic.answer_by),
            topic.wait_until,
        )
        assert found.first_received == min(topic.received)


def test_every_day_as_the_day_on_which_somebody_asks_or_complains() -> None:
    day = SINCE
    while day <= LAST:
        found = Requests([request("2026-D001", day)], (), CLOCKS).standing("2026-D001")
        topic = voices.Topic(TABLE, [day])
        assert (found.decide_by.day, found.answer_by.day) == (topic.decide_by, topic.answer_by)
        assert CLOCKS.by(day, "意见办理").day == voices.settled_by(day, (), TABLE)
        day += DAY
