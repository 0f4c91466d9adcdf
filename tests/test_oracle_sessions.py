"""Requests and opinions at random, command by command: what a slow walker says comes true."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from conftest import PROPOSER, SECRETARY, SINCE, Office
from hearing import LISTS, entries, january
from hypothesis import event, given
from hypothesis import strategies as st
from oracle import voices
from oracle.days import DAY, walk
from test_oracle_voices import EDGES, FIRST, LAST, STEPS, TABLE, Step, examples

OPENED = date(2026, 1, 5)
ADDRESS = "https://example.invalid/1"
N, FIRST_SAID = "2026-0001", "2026-0001-Y1"
WHY = ("--reason", "还要查对", "--by", SECRETARY)
BASIS = ("--basis", "党务公开条例第八条")
WORDS = {
    "补正": ("decide", "--outcome", "补正", *WHY),
    "征求第三方": ("decide", "--outcome", "征求第三方", *WHY),
    "不予公开": ("decide", "--outcome", "不予公开", *WHY, *BASIS),
    "应公开未公开": ("decide", "--outcome", "应公开未公开", "--by", SECRETARY),
    "补来": ("supplement",),
    "延期": ("extend", *WHY),
    "答复": ("answer", "--content", "答复如下。"),
    "报上级": ("refer", "--to", "示例县直机关工委"),
    "并入": (),
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return january(tmp_path_factory.mktemp("神谕"))


def ask(office: Office, on: date, received: date) -> str:
    office.on(on)
    words = ("--content", "请公开食堂早餐的菜单", "--received", received.isoformat())
    late = ("--late-reason", "示例补录")
    return str(office.ok("request", "add", *words, *late, "--json").json["id"])


def tried(office: Office, request: str, what: str, on: date, joins: date) -> int:
    """Try a step; return the exit code."""
    if what == "并入":
        return office("request", "join", ask(office, on, joins), request).code
    verb, *more = WORDS[what]
    return office("request", verb, request, *more).code


def found(office: Office, request: str, on: date) -> tuple[Any, ...]:
    shown = office.ok("request", "show", request, "--json").json
    due = office.ok("due", "--on", on.isoformat(), "--json").json
    rows = {
        (name if name in ("overdue", "waiting") else "near", date.fromisoformat(row["due_on"]))
        for name in LISTS
        for row in due[name]
        if row["number"] == request and row["kind"] == "点题"
    }
    dates = (date.fromisoformat(shown[key]) for key in ("decide_by", "answer_by"))
    return shown["state"], shown["voices"], *dates, rows


@examples(12)
@given(data=st.data())
def test_a_request_stands_where_a_walker_finds_it(opened: Office, data: st.DataObject) -> None:
    received = data.draw(st.sampled_from(EDGES) | st.dates(FIRST, LAST), label="received")
    steps = data.draw(st.lists(STEPS, min_size=3, max_size=9), label="steps")
    with TemporaryDirectory() as folder:
        lived(opened.copy(Path(folder)), received, steps)


def lived(office: Office, received: date, steps: list[Step]) -> None:
    """Try one step after the other; what is done and what is refused is what the walker says."""
    on = max(received, OPENED)
    topic = voices.Topic(TABLE, [received])
    request = ask(office, on, received)
    for step in steps:
        on += step.after * DAY
        office.on(on)
        joins = on if topic.answered else max(on - step.earlier * DAY, SINCE)
        may = topic.admits(step.what, on)
        before = entries(office)
        event(f"{step.what}: {may}")
        assert tried(office, request, step.what, on, joins) == (0 if may else 3), (step.what, on)
        if may and step.what == "并入":
            topic.received.append(joins)
        elif may:
            topic.hears(step.what, on)
        else:
            assert entries(office) == before
        if topic.referred and not topic.viewed:
            office.ok("request", "refer", request, "--view", "同意")
            topic.viewed = True
        expected = (topic.state, len(topic.received), topic.decide_by, topic.answer_by)
        assert found(office, request, on) == (*expected, topic.owed(on))
    assert office.verify()["ok"]


RESULT = ("--result", "属实", "--feedback", "已经核对")
TAKEN_UP = st.sampled_from(
    ["批办", "办结", *["办结整改", "更正", "公开更正", "撤下"] * 2, "撤回更正"]
)
LATER = st.sampled_from((0, 0, 1, 2, 5, 9))


@examples(8)
@given(
    received=st.sampled_from(EDGES) | st.dates(FIRST, LAST),
    ended=st.integers(-12, 30),
    steps=st.lists(st.tuples(TAKEN_UP, LATER), min_size=4, max_size=10),
)
def test_an_opinion_stands_where_a_walker_finds_it(
    opened: Office, received: date, ended: int, steps: list[tuple[str, int]]
) -> None:
    with TemporaryDirectory() as folder:
        office = opened.copy(Path(folder))
        posted = min(received, max(OPENED, walk(received - 12 * DAY, 1, TABLE)))
        until = max(received + ended * DAY, walk(posted, 6, TABLE))
        office.on(posted)
        more = ("--public-notice", "--channel", "公开栏", "--channel", "网站")
        office.propose("3.3.1", "--title", "发展对象公示", *more)
        office.review(N)
        office.approve(N)
        for channel, place in (("公开栏", ("--place", "一楼")), ("网站", ("--url", ADDRESS))):
            words = ("--channel", channel, *place, "--until", until.isoformat())
            office.ok("publish", N, *words, "--by", PROPOSER)
        office.on(received)
        office.ok("opinion", "add", N, "--content", "名字写错了")
        settle_by = voices.settled_by(received, [(posted, until)], TABLE)
        said = voices.Said(received, settle_by, {"公开栏", "网站"})
        taken_up(office, said, steps, until)


def taken_up(office: Office, said: voices.Said, steps: list[tuple[str, int]], until: date) -> None:
    """Try one step after the other; what is done and what is refused is what the walker says."""
    on = said.received
    for what, after in steps:
        on += after * DAY
        office.on(on)
        if on > until:
            said.hanging.clear()
        if what == "批办":
            if not said.settled:
                office.ok("opinion", "assign", FIRST_SAID, "--to", SECRETARY)
                said.assigned = True
        else:
            may, due = said.admits(what), on + 7 * DAY
            event(f"{what}: {may}")
            if may or what in ("办结", "办结整改", "更正"):
                assert done(office, said, what, due) == (0 if may else 3), (what, on)
            if may:
                said.hears(what, due)
        (shown,) = office.ok("opinion", "list", "--json").json["opinions"]
        assert shown["state"] == said.state
        assert shown["settle_by"] == said.settle_by.isoformat()
        assert looked_up(office, on) == said.owed(on)
    if said.is_open:
        assert office("archive", N).code == 3
    assert office.verify()["ok"]


def done(office: Office, said: voices.Said, what: str, due: date) -> int:
    """Try what is done about an opinion; return the exit code."""
    if what == "撤下":
        channel = said.hanging.pop()
        return office("takedown", N, "--channel", channel, "--reason", "有误").code
    if what in ("办结", "办结整改"):
        right = ("--rectify", "改正", "--to", PROPOSER, "--due", due.isoformat())
        more = right if what == "办结整改" else ()
        return office("opinion", "settle", FIRST_SAID, *RESULT, *more).code
    if what == "更正":
        words = ("--content", "名字改正如下。", "--rectifies", FIRST_SAID)
        return office("correct", N, *words).code
    number = office.ok("list", "--json").json["disclosures"][-1]["number"]
    if what == "撤回更正":
        office.withdraw(number)
    else:
        for step in (office.review, office.approve, office.publish):
            step(number)
    return 0


def looked_up(office: Office, on: date) -> set[tuple[str, str, date]]:
    due = office.ok("due", "--on", on.isoformat(), "--json").json
    return {
        (row["kind"], name if name == "overdue" else "near", date.fromisoformat(row["due_on"]))
        for name in LISTS
        for row in due[name]
        if row["kind"] in ("意见", "整改")
    }
