"""The first hour: a ledger begins where the office stands, by answering questions only."""

import io
import os
import sys
from datetime import date
from pathlib import Path

import pytest
from conftest import NOW, SECRETARY, Office
from hypothesis import given
from hypothesis import strategies as st
from terminals import Terminal, Tty, talk

from pdisc.cli import run as run_command
from pdisc.clock import FixedClock
from pdisc.context import Context
from pdisc.services.prospects import owed_from
from pdisc.values.initials import bears_initials, initials_of

MOST_ANSWERS = 40
UNKNOWN = {"PDISC_ACTOR": ""}
LEDGER = ["测试局", "3", "2", "综合室", "是"]
PEOPLE = [
    *("1", "测试甲", "是", "", "1、4", "是"),
    *("测试乙", "", "2", "是"),
    *("测试书记", "", "3", "1", "是"),
]
MORE_PEOPLE = ["4", "测试丙", "人事科", "1", "是"]
PAPER = ["1", "", "是"]
HANGING = ["1", "2、3", "3月2日", "1", "一楼大厅", "是"]
CATALOG = ["2", "1"]
LEAVE = ["4", "0"]


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give this test a settings folder and a working folder of its own, as a fresh account has."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def nothing(tmp_path: Path) -> Office:
    """Return a place where there is no ledger yet."""
    return Office(tmp_path / "台账", FixedClock(NOW))


def kinds(run: Office) -> list[str]:
    return [each["kind"] for each in run.ok("log", "--json").json["events"]]


def test_a_real_office_is_set_up_in_at_most_forty_answers(nothing: Office, tmp_path: Path) -> None:
    """Four people, an office of another name, counted since January, 55 debts, two that hang."""
    answers = [*LEDGER, *PEOPLE, *MORE_PEOPLE, *PAPER, *HANGING, *CATALOG, *LEAVE]
    assert len(answers) <= MOST_ANSWERS

    ran = talk(nothing, "init", answers=answers, env=UNKNOWN, agrees=False)

    assert ran.code == 0, ran.err
    assert "再登记一个人（7条要支部党员大会审批，名单里还没有）" in ran.err
    staff = nothing.ok("staff", "list", "--json").json["staff"]
    assert [(each["name"], each["office"]) for each in staff] == [
        ("测试甲", "综合室"),
        ("测试乙", "综合室"),
        ("测试书记", "综合室"),
        ("测试丙", "人事科"),
    ]
    items = nothing.ok("catalog", "list", "--json").json["items"]
    assert {each["office"] for each in items} == {"综合室"}
    assert {each["authority"] for each in items} >= {"支部党员大会"}
    overdue = nothing.ok("due", "--json").json["overdue"]
    assert [row["code"] for row in overdue] == ["5.1.1", "1.2.1"]
    assert kinds(nothing) == ["建账", *["任职"] * 4, *["期初"] * 19]
    assert list(tmp_path.glob("目录核定表*.docx"))
    assert nothing.verify()["ok"]
    operators = {each["operator"] for each in nothing.ok("log", "--json").json["events"][2:]}
    assert operators == {"测试甲"}, "she is known by her account from her own entry on"


def test_the_same_is_offered_where_she_opens_the_desk(nothing: Office) -> None:
    ran = talk(nothing, answers=["1", *LEDGER, "", *PEOPLE, "5", "0"], env=UNKNOWN, agrees=False)
    assert ran.code == 0, ran.err
    assert "k 接着建账（还差3样）" in ran.out
    assert "经办：测试甲" in ran.out


@pytest.mark.parametrize("upto", range(5, len(LEDGER + PEOPLE) + 1))
def test_broken_off_anywhere_it_leaves_a_ledger_and_is_gone_on_with(
    nothing: Office, upto: int
) -> None:
    answers = [*LEDGER, *PEOPLE]
    talk(nothing, "init", answers=answers[:upto], env=UNKNOWN, agrees=False)
    assert nothing.verify()["ok"]
    done = kinds(nothing)
    assert done[0] == "建账"
    assert len(done) == 1 + sum(upto >= place for place in (11, 15, 20))
    ran = talk(nothing, answers=[], env=UNKNOWN, agrees=False)
    assert ("登记人员：还没有人" in ran.err) == (len(done) < 4), ran.err


def test_what_a_day_to_count_from_means_is_told_beside_it(nothing: Office) -> None:
    ran = talk(nothing, "init", answers=["测试局"], env=UNKNOWN, agrees=False)
    assert ran.code == 130
    assert not nothing.ledger.exists()
    for line in (
        "1 今天 2026-11-24（现在一件也不欠）",
        "2 本季度初 2026-10-01（到今天已经到期4件）",
        "3 今年初 2026-01-01（到今天已经到期55件）",
    ):
        assert line in ran.err


@pytest.mark.parametrize("since", [date(2026, 1, 1), date(2026, 5, 20), date(2026, 11, 24)])
def test_what_is_told_of_a_day_is_what_the_ledger_then_says(nothing: Office, since: date) -> None:
    nothing.ok("init", "--since", str(since))
    overdue = nothing.ok("due", "--json").json["overdue"]
    assert len(overdue) == owed_from(since, date(2026, 11, 24))


def test_a_wrong_answer_is_asked_again_and_back_leads_back(nothing: Office) -> None:
    answers = ["", "测试局", "9", "4", "2027-01-01", "<", "2", "也许", "1", "", "是", "4", "0"]
    ran = talk(nothing, "init", answers=answers, env=UNKNOWN, agrees=False)
    assert ran.code == 0, ran.err
    assert "2027-01-01 还没有到" in ran.err
    assert "从 2026-10-01 起算" in ran.out
    assert {each["office"] for each in nothing.ok("catalog", "list", "--json").json["items"]} == {
        "办公室"
    }


def test_a_choice_with_brackets_in_it_is_kept_by_a_bare_return(nothing: Office) -> None:
    answers = ["测试局", "3", "<", "", "2", "综合室", "是"]
    ran = talk(nothing, "init", answers=answers, env=UNKNOWN, agrees=False)
    assert "已为测试局新建台账" in ran.out, ran.err
    assert "从 2026-01-01 起算" in ran.out
    assert "请写" not in ran.err


def test_what_somebody_must_sign_is_offered_once_there_is_somebody(nothing: Office) -> None:
    ran = talk(nothing, "init", answers=LEDGER, env=UNKNOWN, agrees=False)
    shown = ran.err[ran.err.index("建账还差这些") :] if "建账还差这些" in ran.err else ran.err
    assert "登记了人，接着办：建账以前在纸上办过的、现在已经挂着的" in shown
    assert "17个条目" not in shown


def test_who_broke_off_is_asked_again_whether_it_is_herself(nothing: Office) -> None:
    talk(nothing, "init", answers=LEDGER, env=UNKNOWN, agrees=False)
    begun = ["1", "测试甲", "是", "", "1、4", "否"]
    again = ["1", "1", "是"]
    talk(nothing, answers=[*begun, *again], env=UNKNOWN, agrees=False)
    newest = nothing.ok("log", "--json").json["events"][-1]
    assert newest["kind"] == "任职"
    ran = talk(nothing, "nil", "2.1.1", "--for", "2026-Q3", answers=["没有开展"], env=UNKNOWN)
    assert "您是哪一位" not in ran.err, ran.err


def test_with_an_option_nothing_is_asked(nothing: Office) -> None:
    ran = talk(nothing, "init", "--since", "2026-01-01", answers=[], env=UNKNOWN)
    assert ran.code == 0, ran.err
    assert "单位名称" not in ran.err


def test_a_second_beginning_is_refused_before_anything_is_asked(run: Office) -> None:
    ran = talk(run, "init", answers=[])
    assert ran.code in (3, 7)
    assert "单位名称" not in ran.err


def test_on_day_one_what_is_owed_from_before_is_one_line_with_what_to_do(nothing: Office) -> None:
    nothing.ok("init", "--since", "2026-01-01")
    page, week = nothing.ok().out, nothing.ok("due").out
    assert "逾期未办55件（21个条目），还没有人办：pdisc 检查" in page
    assert "建账（2026-11-24）以前到期、还没有提出的：55件，21个条目" in week
    assert "pdisc opening --all-owed --reason 理由 --by 审批人" in week
    assert "pdisc opening 3.1.1 3.5.1 5.1.1 1.2.1 --on 日期 --channel 公开栏" in week
    assert "2.1.1" not in page + week
    assert "2.1.1" in nothing.ok("due", "--all").out
    nothing.on("2026-12-26")
    assert "2.1.1" in nothing.ok("due").out


def test_what_is_owed_from_before_names_who_may_bring_it_forward(run: Office) -> None:
    wall = [line for line in run.ok("due").out.splitlines() if "pdisc opening" in line]

    assert len(wall) == 2
    assert all(line.endswith(f" --by {SECRETARY}") for line in wall)


def test_a_few_old_debts_are_named_one_by_one(run: Office) -> None:
    run.ok("opening", "--all-owed", "--reason", "按纸质台账", "--by", SECRETARY)
    said = run.ok("due").out
    assert "  3.1.1 支部班子设置及职责分工情况：固定公开" in said
    assert "建账（" not in said


def test_all_that_was_owed_is_on_paper_in_one_act(run: Office) -> None:
    before = run.ok("due", "--json").json["overdue"]
    done = run.ok("opening", "--all-owed", "--reason", "按纸质台账", "--by", SECRETARY, "--json")
    windows = [window for each in done.json["events"] for window in each["event"]["windows"]]
    assert len(windows) == sum(row["kind"] == "定期" for row in before)
    assert {row["kind"] for row in run.ok("due", "--json").json["overdue"]} == {"固定"}
    again = run("opening", "--all-owed", "--reason", "按纸质台账", "--by", SECRETARY)
    assert again.code == 3
    assert "没有还欠着的" in again.err
    report = run.ok("report", "--json").json
    assert report["rates"]["opening"] == len(windows)


def test_a_day_and_codes_narrow_what_was_owed(run: Office) -> None:
    words = ("opening", "2.1.1", "--all-owed", "--before", "2026-07-01")
    done = run.ok(*words, "--reason", "按纸质台账", "--by", SECRETARY, "--json").json
    assert done["event"]["windows"] == ["2026-Q1"]


def test_what_was_not_over_when_the_ledger_was_made_is_no_paper_of_before(run: Office) -> None:
    """Whatever day is written: what ended after the first day is a debt like any other."""
    run.on("2027-02-20")
    before = run.ok("due", "--json").json["overdue"]
    periodic = [row for row in before if row["timing"] == "定期"]
    since_made = [row for row in periodic if row["due_on"] > "2026-12-31"]
    words = ("opening", "--all-owed", "--reason", "按纸质台账", "--by", SECRETARY, "--before")
    done = run.ok(*words, "2027-02-20", "--json").json
    left = run.ok("due", "--json").json["overdue"]
    assert [row for row in left if row["timing"] == "定期"] == since_made
    assert any(f"另有{len(since_made)}期在 2026-11-24 建账时还没有满" in x for x in done["notices"])
    again = run(*words, "2027-02-20")
    assert again.code == 3
    assert "建账时都还没有满，不是期初" in again.err
    one = (since_made[0]["code"], "--for", "2026-Q4", "--reason", "按纸质台账", "--by", SECRETARY)
    assert run("opening", *one, "--dry-run").code == 0, "by its name she may say it of one"


def test_what_was_over_when_the_ledger_was_made_may_be_due_later(nothing: Office) -> None:
    nothing.on("2026-10-10")
    nothing.ok("init", "--since", "2026-01-01")
    nothing.ok("staff", "add", "测试书记", "--office", "支部", "--role", "审批", "--role", "承办")
    nothing.on("2026-10-21")
    why = ("--reason", "按纸质台账", "--by", "测试书记", "--json")
    words = ("opening", "2.1.1", "--all-owed", *why)
    usual = nothing.ok(*words, "--dry-run").json["event"]["windows"]
    more = nothing.ok(*words, "--before", "2026-10-21").json["event"]["windows"]
    assert (usual, more) == (["2026-Q1", "2026-Q2"], ["2026-Q1", "2026-Q2", "2026-Q3"])


@pytest.mark.parametrize(
    ("more", "count"),
    [
        ((), "17个条目、51期（2026-11-24 建账以前到期的）"),
        (("--before", "2027-02-20"), "17个条目、51期（2027-02-20 以前到期的）"),
        (("--before", "2026-07-01"), "17个条目、17期（2026-07-01 以前到期的）"),
        (("2.1.1", "--before", "2026-07-01"), "1个条目、1期（2026-07-01 以前到期的）"),
    ],
)
def test_a_walk_says_how_many_the_line_will_answer(
    run: Office, more: tuple[str, ...], count: str
) -> None:
    run.on("2027-02-20")
    ran = talk(run, "opening", "--all-owed", *more, answers=["1", ""])
    assert ran.code == 0, ran.err
    assert f"登记的是：{count}" in ran.err
    events = [each for each in run.ok("log", "--json").json["events"] if each["kind"] == "期初"]
    windows = sum(len(each["event"]["windows"]) for each in events)
    assert f"{len(events)}个条目、{windows}期" in count


def test_what_is_in_hand_is_no_paper_of_before(run: Office) -> None:
    run.propose("2.1.1", "--for", "2026-Q3")
    words = ("opening", "2.1.1", "--all-owed", "--reason", "按纸质台账", "--by", SECRETARY)
    assert run.ok(*words, "--json").json["event"]["windows"] == ["2026-Q1", "2026-Q2"]


@pytest.mark.parametrize(
    "words",
    [
        ("--all-owed", "--for", "2026-Q1", "--reason", "按纸质台账"),
        ("--all-owed", "--channel", "公开栏", "--reason", "按纸质台账"),
        ("2.1.1", "--before", "2026-07-01", "--for", "2026-Q1", "--reason", "按纸质台账"),
        ("--all-owed",),
    ],
)
def test_what_does_not_go_together_is_said(run: Office, words: tuple[str, ...]) -> None:
    ran = run("opening", *words, "--by", SECRETARY)
    assert ran.code == 2, ran.err
    assert "期初" not in kinds(run)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("党费收缴管理使用情况", "dfsj"),
        ("党费收缴管理使用情况", "DFSJGLSYQK"),
        ("党组织年度工作计划、工作意见及主要工作（活动）安排", "ndgzjhgzyj"),
        ("重大项目安排", "zdxm"),
        ("重大项目安排", "cdxm"),
        ("党员发展情况", "fz"),
        ("鑫淼社区", "xmsq"),
    ],
)
def test_an_item_is_meant_by_the_first_letters_of_its_pinyin(name: str, typed: str) -> None:
    assert bears_initials(name, typed)


@pytest.mark.parametrize("typed", ["", "dfs1", "党费", "xxgk", "dfsjglsyqkx"])
def test_other_letters_mean_another_item(typed: str) -> None:
    assert not bears_initials("党费收缴管理使用情况", typed)


@given(st.text())
def test_every_sign_that_is_said_has_letters_and_no_other(text: str) -> None:
    assert len(initials_of(text)) <= len(text)
    assert all(letters.islower() for letters in initials_of(text) if letters.isascii())


def test_letters_lead_to_the_item_at_a_question(run: Office) -> None:
    ran = talk(run, "nil", answers=["dfsj", "三季度", "没有此类事项"])
    assert ran.code == 0, ran.err
    assert run.ok("log", "--json").json["events"][-1]["subject"] == "3.4.1"


@pytest.mark.skipif(sys.platform == "win32", reason="ptys are POSIX")
def test_the_first_hour_on_a_real_terminal(nothing: Office, tmp_path: Path) -> None:
    """A stranger's account, a slip, a step back, a cancel; and gone on with where she stopped."""
    nothing.on(date.today())
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PDISC_")}
    home = {"PDISC_LEDGER": str(nothing.ledger), "LOGNAME": "HERS", "TERM": "xterm-256color"}
    terminal = Terminal((), {**kept, **home}, tmp_path)
    session = [
        *(("建一本新台账", "1"), ("单位名称", "测试局"), ("从哪一天起算", "7")),
        *(("从哪一天起算", "3"), ("支委会", "<"), ("从哪一天起算", "1"), ("支委会", "1")),
        *(("哪个科室", "综合室"), ("登记吗", "是"), ("回到桌面", ""), ("办哪一样", "1")),
        *(("您的姓名", "测试甲"), ("就是您自己", "1"), ("科室", ""), ("职责", "1、4")),
        *(("登记吗", "是"), ("接着登记下一个人", "测试乙"), ("科室", "")),
    ]
    for question, typed in session:
        terminal.answer(question, typed)
    terminal.until("职责（")
    terminal.type("\x03")
    for question, typed in (("办哪一样", "3"), ("打字母", "k"), ("办哪一样", "1")):
        terminal.answer(question, typed)
    rest = [
        *(("接着写吗", "1"), ("职责", "审核"), ("登记吗", "1"), ("姓名", "测试书记"), ("科室", "")),
        *(("职责", "3"), ("审批权限", "1"), ("登记吗", "1"), ("办哪一样", "3"), ("打字母", "0")),
    ]
    for question, typed in rest:
        terminal.answer(question, typed)
    assert terminal.ended() == 0, terminal.shown
    staff = nothing.ok("staff", "list", "--json").json["staff"]
    assert [each["name"] for each in staff] == ["测试甲", "测试乙", "测试书记"]
    assert nothing.verify()["ok"]


def test_a_terminal_that_is_none_is_asked_nothing(nothing: Office) -> None:
    out, err = io.StringIO(), Tty()
    context = Context(
        out=out,
        err=err,
        stdin=io.StringIO(""),
        clock=nothing.clock,
        environment={"PDISC_LEDGER": str(nothing.ledger), "PDISC_ACTOR": "测试甲"},
    )
    assert run_command(["init"], context) == 0
    assert err.getvalue() == ""
