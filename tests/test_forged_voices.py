"""What verify sees in a perfect chain that tells of 点题, 意见 and 测评 as no command would."""

import time
from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec
import pytest
from conftest import PROPOSER, REVIEWER, SECRETARY, TODAY, Office
from test_replay import forge, with_event
from voiced import (
    DAY,
    Told,
    answered,
    assigned,
    begun,
    decided,
    extended,
    joined,
    of_every_kind,
    received,
    referred,
    said,
    settled,
    supplemented,
    tallied,
    tell,
)

from pdisc.events.amendments import Annulled
from pdisc.ledger.journal import JournalLine
from pdisc.values.voice_kinds import AskerKind, RequestOutcome

D1, D2, D3 = "2026-D001", "2026-D002", "2026-D003"
PUBLIC = RequestOutcome.PUBLIC


def illegal(run: Office) -> list[str]:
    """Return what verify finds that couldn't be done when it was."""
    told = (each["what"] for each in run.verify()["problems"])
    return [what.partition("：")[2] for what in told if what.startswith("不合规定")]


def forged(
    run: Office, kind: str, change: Callable[[JournalLine], JournalLine], nth: int = -1
) -> list[str]:
    """Change the nth entry of a kind, the chain with it; return what verify finds illegal."""

    def of_all(lines: list[JournalLine]) -> list[JournalLine]:
        place = [at for at, line in enumerate(lines) if line.kind == kind][nth]
        lines[place] = change(lines[place])
        return lines

    forge(run.ledger, of_all)
    return illegal(run)


@pytest.fixture
def full(run: Office) -> Office:
    of_every_kind(run)
    return run


@pytest.fixture
def out(run: Office) -> str:
    """Return something that is out to society."""
    return run.walk("已公开")


def test_a_lawful_history_of_every_kind_is_whole(full: Office) -> None:
    assert full.verify()["problems"] == []


@pytest.mark.parametrize(
    ("kind", "nth", "changes", "told"),
    [
        ("点题", -1, {"received_on": "2026-11-25"}, "收到日期 2026-11-25 晚于"),
        ("点题", -1, {"received_on": "2025-11-24"}, "轮到的是 2025-D001"),
        ("点题决定", 0, {"outcome": "应公开未公开"}, "要写明已公开的是哪一件"),
        ("点题决定", 1, {"disclosure": "2026-0099"}, "2026-0099 没有向群众公开"),
        ("点题决定", 1, {"disclosure": "2026-0002"}, "2026-0002 没有向群众公开"),
        ("点题决定", 1, {"disclosure": ""}, "要写明已公开的是哪一件"),
        ("点题决定", 1, {"item": "1.1.2"}, "2026-0001 是 1.1.1 的，不是 1.1.2 的"),
        ("点题决定", 2, {"basis": ""}, "要写明依据"),
        ("点题延期", 0, {"clock": "答复"}, "延长的应是决定期限"),
        ("点题延期", 1, {"clock": "决定"}, "延长的应是答复期限"),
        ("点题并办", 0, {"into": "2026-D002"}, "不能并入自己"),
        ("点题并办", 0, {"into": "2026-D009"}, "没有编号为“2026-D009”的点题"),
        ("点题答复", 0, {"told": [D1]}, "没有告知全部点题人"),
        ("点题答复", 0, {"told": [D1, D2, D3]}, "多告知了"),
        ("点题答复", 1, {"content": ""}, "要写明答复"),
        ("点题报告", 0, {"to": ""}, "要写明报告哪个上级"),
        ("点题报告", 0, {"to": "", "view": "同意"}, "还没有登记报告上级"),
        ("点题报告", 1, {"to": "示例县委"}, "已经报告过上级"),
        ("意见", -1, {"received_on": "2026-11-25"}, "收到日期 2026-11-25"),
        ("意见办结", 0, {"due_on": None}, "缺少：--due"),
        ("意见办结", 0, {"due_on": "2026-11-23"}, "整改期限 2026-11-23 早于"),
        ("意见办结", 0, {"result": "不属实"}, "没有要整改的"),
        ("意见办结", 0, {"rectify": "", "to": "", "due_on": None}, "没有写要整改什么"),
        ("整改再公开", 0, {"disclosure": "2026-0001"}, "更正的不是 2026-0001"),
        ("整改再公开", 0, {"disclosure": "2026-0099"}, "更正的不是 2026-0001"),
        ("测评", 0, {"satisfied": -1}, "份数应为"),
        ("测评", 0, {"asked": 3}, "少于收回的"),
        ("测评", 0, {"number": "2026-0002"}, "还没有公开"),
        (
            *("测评", 1),
            *({"satisfied": 0, "fair": 0, "dissatisfied": 0, "unaware": 0}, "四项都是 0"),
        ),
        ("测评", 1, {"window": "2027-Q1"}, "还没有开始"),
    ],
)
def test_what_an_entry_says_is_held_against_its_time(
    full: Office, kind: str, nth: int, changes: dict[str, Any], told: str
) -> None:
    found = forged(full, kind, lambda line: with_event(line, **changes), nth)
    assert any(told in each for each in found), found


@pytest.mark.parametrize(
    ("kind", "by", "told"),
    [
        *(
            (kind, REVIEWER, "没有“承办”职责")
            for kind in ("点题", "点题补正", "点题并办", "点题答复", "点题报告")
        ),
        *((kind, PROPOSER, "没有“审批”职责") for kind in ("点题决定", "点题延期")),
    ],
)
def test_who_may_not_do_it(full: Office, kind: str, by: str, told: str) -> None:
    found = forged(full, kind, lambda line: msgspec.structs.replace(line, decider=by))
    assert any(told in each for each in found), found


@pytest.mark.parametrize(
    ("kind", "subject", "told"),
    [
        ("点题", "2026-D004", "轮到的是 2026-D003"),
        ("点题", "2027-D003", "轮到的是 2026-D003"),
        ("点题", "2026-D002", "轮到的是 2026-D003"),
        ("意见", "2026-0001-Y5", "轮到的是 2026-0001-Y2"),
        ("意见", "2026-0002-Y1", "还没有公开"),
        ("意见", "2026-0099-Y1", "还没有公开"),
        ("意见办结", "2026-0001-Y7", "没有编号为“2026-0001-Y7”的意见"),
        ("点题答复", "2026-D007", "没有编号为“2026-D007”的点题"),
    ],
)
def test_what_it_is_about_comes_in_turn(full: Office, kind: str, subject: str, told: str) -> None:
    found = forged(full, kind, lambda line: msgspec.structs.replace(line, subject=subject))
    assert any(told in each for each in found), found


@pytest.mark.parametrize("subject", ["2026", "甲", "2026-D", "2026-0001", "2026-0001-Y", ""])
@pytest.mark.parametrize("kind", ["点题", "意见", "意见批办", "点题延期", "整改再公开"])
def test_a_subject_that_is_none_is_found_not_stumbled_over(
    full: Office, kind: str, subject: str
) -> None:
    forge(
        full.ledger,
        lambda lines: [
            msgspec.structs.replace(x, subject=subject) if x.kind == kind else x for x in lines
        ],
    )
    ran = full("verify", "--json")
    assert ran.code == 9, ran
    assert "Traceback" not in ran.err


FORGERIES: dict[str, tuple[tuple[Told, ...], str]] = {
    "an answer before a decision": (
        (Told(D1, received()), Told(D1, answered(D1))),
        "现在是“待决定”，不能答复",
    ),
    "a decision twice": (
        (
            Told(D1, received()),
            Told(D1, decided(RequestOutcome.REFUSED)),
            Told(D1, decided(RequestOutcome.REFUSED)),
        ),
        "现在是“待答复”，不能决定",
    ),
    "a second extension": (
        (Told(D1, received()), Told(D1, extended()), Told(D1, extended())),
        "已经延长过一次",
    ),
    "an extension after its day": (
        (Told(D1, received(date(2026, 11, 2))), Told(D1, extended())),
        "已经过了，不能再延长",
    ),
    "an extension while it waits": (
        (
            Told(D1, received()),
            Told(D1, decided(RequestOutcome.THIRD_PARTY, basis="")),
            Told(D1, extended()),
        ),
        "现在是“征求中”，不能延期",
    ),
    "a supplement that nobody waited for": (
        (Told(D1, received()), Told(D1, supplemented())),
        "不能登记补正",
    ),
    "joined to what was joined": (
        (
            *(Told(each, received()) for each in (D1, D2, D3)),
            Told(D2, joined(D1)),
            Told(D3, joined(D2)),
        ),
        "自己已并入",
    ),
    "joined though others were joined to it": (
        (
            *(Told(each, received()) for each in (D1, D2, D3)),
            Told(D2, joined(D1)),
            Told(D1, joined(D3)),
        ),
        "不能再并入别的",
    ),
    "an answer that was joined elsewhere": (
        (
            *(Told(each, received()) for each in (D1, D2)),
            Told(D2, joined(D1)),
            Told(D2, answered(D2)),
        ),
        "还没有答复",
    ),
    "a report of what wasn't refused": (
        (Told(D1, received()), Told(D1, referred(to="示例县委"))),
        "不能报告上级",
    ),
    "something done about nothing": ((Told(D1, extended()),), "没有编号为“2026-D001”的点题"),
    "something done before it came": (
        (Told(D1, received()), Told(D1, extended(), TODAY - DAY)),
        "早于",
    ),
    "an opinion on what wasn't published": (
        (Told("2026-0002-Y1", said()),),
        "还没有公开",
    ),
    "an opinion before it was published": (
        (Told("2026-0001-Y1", said(TODAY - DAY), TODAY - DAY),),
        "还没有公开",
    ),
    "settled twice": (
        tuple(Told("2026-0001-Y1", each) for each in (said(), settled(), settled())),
        "已经办结",
    ),
    "assigned after it was settled": (
        tuple(Told("2026-0001-Y1", each) for each in (said(), settled(), assigned())),
        "已经办结",
    ),
    "put right without having to": (
        tuple(Told("2026-0001-Y1", each) for each in (said(), settled(), begun("2026-0001"))),
        "没有写要整改什么",
    ),
    "counts that were never asked": ((Told("测评", tallied(asked=9)),), "少于收回的"),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_history_is_found(run: Office, out: str, name: str) -> None:
    run.propose("1.1.2")
    told, what = FORGERIES[name]
    tell(run, *told)
    found = illegal(run)
    assert len(found) == 1, found
    assert what in found[0]


def test_what_is_for_members_was_not_public_to_everybody(run: Office) -> None:
    inside = run.walk("已公开", "1.3.1")
    tell(
        run,
        Told(D1, received()),
        Told(D1, decided(PUBLIC, disclosure=inside)),
        Told(D2, received(asker=AskerKind.MEMBER)),
        Told(D2, decided(PUBLIC, disclosure=inside)),
    )
    assert len(illegal(run)) == 1


def test_what_came_down_before_was_not_public_and_what_came_down_since_was(
    run: Office, out: str
) -> None:
    tell(run, Told(D1, received()), Told(D1, decided(PUBLIC, disclosure=out)))
    for channel in ("公开栏", "网站"):
        run.ok("takedown", out, "--channel", channel, "--reason", "撤下", "--by", PROPOSER)
    assert illegal(run) == []
    tell(run, Told(D2, received()), Told(D2, decided(PUBLIC, disclosure=out)))
    assert len(illegal(run)) == 1


@pytest.mark.parametrize(
    "waits", [decided(RequestOutcome.THIRD_PARTY, basis=""), decided(RequestOutcome.SUPPLEMENT)]
)
def test_a_waiting_moves_the_day_up_to_which_it_may_be_extended(run: Office, waits: Any) -> None:
    came = date(2026, 11, 16)
    tell(
        run,
        Told(D1, received(came), came),
        Told(D1, msgspec.structs.replace(waits, basis=""), came + DAY),
        Told(D1, supplemented(), TODAY - DAY),
        Told(D1, extended()),
    )
    assert illegal(run) == []


def test_after_an_annulment_it_may_be_done_anew(run: Office, out: str) -> None:
    opinion = f"{out}-Y1"
    first = tell(
        run,
        Told(D1, received()),
        Told(D1, extended()),
        Told(opinion, said()),
        Told(opinion, settled()),
    )
    slips = [Annulled(entry=first + 1, reason="错了"), Annulled(entry=first + 3, reason="错了")]
    tell(run, Told(D1, slips[0], by=SECRETARY), Told(opinion, slips[1]))
    tell(run, Told(D1, extended()), Told(opinion, settled()), Told(D2, received()))
    assert illegal(run) == []
    tell(run, Told(D1, extended()))
    assert len(illegal(run)) == 1


def test_a_name_is_never_given_again(run: Office, out: str) -> None:
    opinion = f"{out}-Y1"
    first = tell(run, Told(D1, received()), Told(opinion, said()))
    tell(run, Told(D1, Annulled(entry=first, reason="错了")))
    tell(run, Told(opinion, Annulled(entry=first + 1, reason="错了")))
    tell(run, Told(D2, received()), Told(f"{out}-Y2", said()))
    assert illegal(run) == []
    tell(run, Told(D1, received()))
    assert any("轮到的是 2026-D003" in each for each in illegal(run))


LEANING: dict[str, tuple[tuple[Told, ...], int]] = {
    "what came in": ((Told(D1, received()), Told(D1, extended())), 0),
    "what others were joined to": (
        (Told(D1, received()), Told(D2, received()), Told(D2, joined(D1))),
        0,
    ),
    "a decision that was answered": (
        (
            Told(D1, received()),
            Told(D1, decided(RequestOutcome.REFUSED)),
            Told(D1, answered(D1)),
        ),
        1,
    ),
    "a decision that was reported": (
        (
            Told(D1, received()),
            Told(D1, decided(RequestOutcome.REFUSED)),
            Told(D1, referred(to="示例县委")),
        ),
        1,
    ),
    "a report of which a view came": (
        (
            Told(D1, received()),
            Told(D1, decided(RequestOutcome.REFUSED)),
            Told(D1, referred(to="示例县委")),
            Told(D1, referred(view="同意")),
        ),
        2,
    ),
    "a waiting after its supplement": (
        (
            Told(D1, received()),
            Told(D1, decided(RequestOutcome.SUPPLEMENT, basis="")),
            Told(D1, supplemented()),
        ),
        1,
    ),
    "a supplement after which more time was given": (
        (
            Told(D1, received()),
            Told(D1, decided(RequestOutcome.SUPPLEMENT, basis="")),
            Told(D1, supplemented()),
            Told(D1, extended()),
        ),
        2,
    ),
    "a joining that was answered": (
        (
            Told(D1, received()),
            Told(D2, received()),
            Told(D2, joined(D1)),
            Told(D1, decided(RequestOutcome.REFUSED)),
            Told(D1, answered(D1, D2)),
        ),
        2,
    ),
    "an answer that was told on": (
        (
            Told(D1, received()),
            Told(D2, received()),
            Told(D1, decided(RequestOutcome.REFUSED)),
            Told(D1, answered(D1)),
            Told(D2, joined(D1)),
            Told(D2, answered(D2)),
        ),
        3,
    ),
    "an opinion that was settled": (
        tuple(Told("2026-0001-Y1", each) for each in (said(), settled())),
        0,
    ),
}


@pytest.mark.parametrize("name", LEANING)
def test_what_others_lean_on_is_not_annulled(run: Office, out: str, name: str) -> None:
    told, place = LEANING[name]
    first = tell(run, *told)
    assert illegal(run) == []
    slip = Annulled(entry=first + place, reason="错了")
    tell(run, Told(told[place].subject, slip, by=SECRETARY))
    (found,) = illegal(run)
    assert "办的，不能作废" in found


FREE: dict[str, tuple[tuple[Told, ...], int]] = {
    "more time, whatever came then": (
        (
            Told(D1, received()),
            Told(D1, extended()),
            Told(D1, decided(RequestOutcome.REFUSED)),
            Told(D1, answered(D1)),
        ),
        1,
    ),
    "a waiting that a decision ended": (
        (
            Told(D1, received()),
            Told(D1, decided(RequestOutcome.SUPPLEMENT, basis="")),
            Told(D1, decided(RequestOutcome.REFUSED)),
        ),
        1,
    ),
    "an answer": (
        (Told(D1, received()), Told(D1, decided(RequestOutcome.REFUSED)), Told(D1, answered(D1))),
        2,
    ),
    "a decision to which somebody was joined": (
        (
            Told(D1, received()),
            Told(D1, decided(RequestOutcome.REFUSED)),
            Told(D2, received()),
            Told(D2, joined(D1)),
        ),
        1,
    ),
    "who looks into it": (
        tuple(Told("2026-0001-Y1", each) for each in (said(), assigned(), settled())),
        1,
    ),
    "a tally": ((Told("测评", tallied()), Told("测评", tallied())), 0),
}


@pytest.mark.parametrize("name", FREE)
def test_what_nothing_leans_on_is_annulled(run: Office, out: str, name: str) -> None:
    told, place = FREE[name]
    first = tell(run, *told)
    slip = Annulled(entry=first + place, reason="错了")
    tell(run, Told(told[place].subject, slip, by=SECRETARY))
    assert illegal(run) == []


def test_what_is_to_be_put_right_stays_while_its_correction_lives(run: Office) -> None:
    number = of_every_kind(run)
    events = run.ok("log", f"{number}-Y1", "--json").json["events"]
    done = next(each["seq"] for each in events if each["kind"] == "意见办结")
    correction = next(x["event"]["disclosure"] for x in events if x["kind"] == "整改再公开")
    slip = Told(f"{number}-Y1", Annulled(entry=done, reason="错了"))
    run.ok("withdraw", correction, "--reason", "不改了", "--by", PROPOSER)
    tell(run, slip)
    assert illegal(run) == []


def test_a_publication_on_which_people_spoke_is_not_annulled(run: Office) -> None:
    number = run.walk("已公开", "1.1.1", "--channel", "会议")
    tell(run, Told(f"{number}-Y1", said()))
    (posted,) = run.show(number)["publications"]
    tell(run, Told(number, Annulled(entry=posted["seq"], reason="错了"), by=SECRETARY))
    assert any("收到过意见" in each for each in illegal(run))


def test_verify_looks_at_each_entry_with_what_concerns_it_alone(run: Office, out: str) -> None:
    """Five times as many requests and opinions take about five times as long, not twenty-five."""

    def some(first: int, last: int) -> list[Told]:
        found = []
        for place in range(first, last):
            name = f"2026-D{place:03d}"
            found += [Told(name, received()), Told(name, extended())]
            found += [Told(name, joined(D1))] if place > 1 else []
            found += [Told(f"{out}-Y{place}", each) for each in (said(), assigned(), settled())]
        return found

    def taken() -> float:
        began = time.process_time()
        assert illegal(run) == []
        return time.process_time() - began

    tell(run, *some(1, 31))
    few = taken()
    tell(run, *some(31, 151))
    assert taken() < 11 * few
