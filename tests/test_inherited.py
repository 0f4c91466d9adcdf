"""期初: what hung when the ledger began, and windows that were kept on paper before."""

from pathlib import Path
from typing import Any

import pytest
from conftest import NOW, PROPOSER, ROSTER, SECRETARY, Office
from test_legality import by, saying, told_of

from pdisc.clock import FixedClock

HUNG = ("--channel", "公开栏", "--place", "一楼公开栏", "--by", SECRETARY)
PAPER = ("--reason", "建账前按纸质台账公开", "--by", SECRETARY)


@pytest.fixture
def begun(tmp_path: Path) -> Office:
    """Return an office whose ledger was made on 2026-07-01, now on 2026-11-24."""
    office = Office(tmp_path / "台账", FixedClock(NOW))
    office.on("2026-07-01")
    office.ok("init", "--unit", "测试单位", "--since", "2026-07-01")
    for name, at, *roles in ROSTER:
        office.ok("staff", "add", name, "--office", at, *roles)
    office.on("2026-11-24")
    return office


def overdue(office: Office, *codes: str, **options: str) -> list[tuple[str, Any]]:
    words = [word for name, value in options.items() for word in (f"--{name}", value)]
    rows: list[dict[str, Any]] = office.ok("due", "--json", *words).json["overdue"]
    return [(row["code"], row["window"]) for row in rows if row["code"] in codes]


def test_an_entry_is_one_event_never_late_and_may_lie_before_the_beginning(run: Office) -> None:
    one = run.ok("opening", "5.1.1", "--on", "2025-03-03", *HUNG, "--json").json
    two = run.ok("opening", "3.1.1", "3.5.1", "--on", "2025-03-03", *HUNG, "--json").json

    assert one["kind"] == "期初"
    assert one["on"] == "2025-03-03"
    assert not one["late"]
    assert one["receipt"]
    assert [each["subject"] for each in two["events"]] == ["3.1.1", "3.5.1"]
    assert two["receipt"]
    assert run.verify()["ok"]


def test_what_hung_is_not_falsely_overdue(begun: Office) -> None:
    standing = ("1.2.1", "3.1.1", "3.5.1", "5.1.1")
    assert len(overdue(begun, *standing)) == 4

    begun.ok("opening", "3.1.1", "3.5.1", "5.1.1", "--on", "2026-03-02", *HUNG)
    begun.ok(
        "opening",
        "1.2.1",
        "--on",
        "2026-01-20",
        "--channel",
        "会议",
        "--place",
        "党员大会",
        "--document-number",
        "示例党发〔2026〕1号",
        "--by",
        SECRETARY,
    )

    assert overdue(begun, *standing) == []
    assert overdue(begun, *standing, on="2026-07-02") == []
    assert begun.verify()["ok"]


def test_until_the_next_look(begun: Office) -> None:
    begun.ok("opening", "5.1.1", "--on", "2026-03-02", *HUNG)
    begun.on("2027-03-15")

    assert ("5.1.1", None) in overdue(begun, "5.1.1")
    begun.ok("catalog", "reconfirm", "5.1.1", "--by", PROPOSER)
    assert overdue(begun, "5.1.1") == []


def test_what_hung_for_years_waits_for_the_first_anniversary_within_the_ledgers_time(
    begun: Office,
) -> None:
    begun.ok("opening", "5.1.1", "--on", "2020-03-02", *HUNG)

    assert overdue(begun, "5.1.1") == []
    begun.on("2027-03-15")
    assert ("5.1.1", None) in overdue(begun, "5.1.1")


def test_what_hung_and_is_taken_down_is_owed_again(begun: Office) -> None:
    begun.ok("opening", "5.1.1", "--on", "2026-03-02", *HUNG)

    wrong = begun("takedown", "5.1.1", "--channel", "网站", "--reason", "翻新")
    gone = begun.ok("takedown", "5.1.1", "--reason", "公开栏翻新", "--json")
    again = begun("takedown", "5.1.1", "--reason", "公开栏翻新")

    assert wrong.code == 3
    assert gone.json["kind"] == "期初撤下"
    assert again.code == 3
    assert overdue(begun, "5.1.1", on="2026-11-23") == []
    begun.on("2026-11-25")
    assert overdue(begun, "5.1.1") == [("5.1.1", None)]
    assert begun.verify()["ok"]


def test_windows_kept_on_paper_are_answered_on_whatever_day_is_asked(run: Office) -> None:
    before = overdue(run, "1.1.1", "3.4.1")
    assert ("1.1.1", "2026年一季度") in before

    ran = run.ok("opening", "1.1.1", "3.4.1", "--for", "2026-Q1、2026-Q2", *PAPER, "--json")

    assert len(ran.json["events"]) == 2
    assert set(overdue(run, "1.1.1", "3.4.1")) == {
        ("1.1.1", "2026年三季度"),
        ("3.4.1", "2026年三季度"),
    }
    assert overdue(run, "1.1.1", on="2026-06-01") == []
    assert run.verify()["ok"]
    report = run.ok("report", "--year", "2026", "--json").json
    assert report["rates"]["opening"] == 4


def test_a_window_before_the_beginning_is_told_to_be_owed_in_no_case(run: Office) -> None:
    ran = run.ok("opening", "1.1.1", "--for", "2025-Q4", *PAPER, "--json")

    assert any("起算日" in told for told in ran.json["notices"])


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("5.1.1", "--on", "2026-11-25", *HUNG), 3, "之后"),
        (("1.1.1", "--on", "2025-03-03", *HUNG), 3, "定期事项"),
        (("1.3.3", "--on", "2025-03-03", *HUNG), 3, "随时事项"),
        (("9.9.9", "--on", "2025-03-03", *HUNG), 4, "9.9.9"),
        (("5.1.1", "1.1.1", "--on", "2025-03-03", *HUNG), 3, "1.1.1"),
        (("5.1.1", "--channel", "公开栏", "--place", "一楼", "--by", SECRETARY), 2, "--on"),
        (("5.1.1", "--on", "2025-03-03", "--place", "一楼", "--by", SECRETARY), 2, "--channel"),
        (("5.1.1", "--on", "2025-03-03", "--channel", "公开栏"), 2, "--place"),
        (("5.1.1", "--on", "2025-03-03", "--channel", "网站", "--place", "一楼"), 2, "--url"),
        (("5.1.1", "--on", "2025-03-03", "--channel", "网站", "--url", "www.example.invalid",
          "--by", SECRETARY), 2, "http://"),
        (("1.2.1", "--on", "2025-03-03", "--channel", "网站", "--url", "https://x.invalid/1",
          "--by", SECRETARY), 3, "党内"),
        (("5.1.1", "--on", "2025-03-03", "--channel", "公开栏", "--place", "一楼",
          "--by", PROPOSER), 3, "审批"),
        (("1.1.1", "--for", "2027-Q1", *PAPER), 3, "不是期初"),
        (("1.1.1", "--for", "2026", *PAPER), 3, "不是它的期次"),
        (("5.1.1", "--for", "2026-Q1", *PAPER), 3, "固定事项"),
        (("1.1.1", "--for", "2026-Q1", "--by", SECRETARY), 2, "--reason"),
        (("1.1.1", "--for", "2026-Q1", *PAPER, "--channel", "会议"), 2, "--channel"),
    ],
)  # fmt: skip
def test_what_was_not_so_when_the_ledger_began_is_refused_and_nothing_is_kept(
    run: Office, words: tuple[str, ...], code: int, said: str
) -> None:
    ran = run("opening", *words)

    assert ran.code == code, ran
    assert said in ran.out + ran.err
    assert "期初" not in {each["kind"] for each in run.ok("log", "--json").json["events"]}


def test_after_the_ledger_was_made_the_five_steps_are_the_way(begun: Office) -> None:
    ran = begun("opening", "5.1.1", "--on", "2026-08-01", *HUNG)

    assert ran.code == 3
    assert "不是期初" in ran.err
    assert begun("opening", "1.1.1", "--for", "2026-Q4", *PAPER).code == 3


def test_the_same_twice_and_what_is_answered_or_in_hand_is_refused(run: Office) -> None:
    run.ok("opening", "5.1.1", "--on", "2025-03-03", *HUNG)
    run.ok("opening", "1.1.1", "--for", "2026-Q1", *PAPER)
    run.ok("nil", "2.2.2", "--for", "2026-Q1", "--reason", "没有此类事项")
    number = run.propose("2.2.3", "--for", "2026-Q1")

    for words, said in (
        (("5.1.1", "--on", "2025-03-03", *HUNG), "annul"),
        (("1.1.1", "--for", "2026-Q1", *PAPER), "annul"),
        (("2.2.2", "--for", "2026-Q1", *PAPER), "无事项"),
        (("2.2.3", "--for", "2026-Q1", *PAPER), number),
    ):
        ran = run("opening", *words)
        assert ran.code == 3, ran
        assert said in ran.err


def test_others_read_nothing_of_it(run: Office) -> None:
    run.ok("opening", "5.1.1", "--on", "2025-03-03", "--title", "议事规则汇编", *HUNG)

    for audience in ("社会", "党内"):
        for words in (("list",), ("report",), ("due",), ("catalog", "show", "5.1.1")):
            out = run.ok(*words, "--audience", audience, "--json").out
            assert "议事规则汇编" not in out
            assert "一楼公开栏" not in out


def statuses(office: Office, audience: str, *more: str) -> dict[str, str]:
    report = office.ok("report", "--audience", audience, "--json", *more).json
    return {row["code"]: row["status"] for row in report["rows"]}


def test_others_are_told_that_it_was_public_before_and_it_counts_nowhere(
    begun: Office, tmp_path: Path
) -> None:
    before = begun.ok("report", "--audience", "社会", "--json").json
    begun.ok("opening", "3.1.1", "--on", "2026-03-02", *HUNG)
    begun.ok("opening", "5.1.1", "--on", "2026-03-02", "--channel", "文件", *HUNG[2:])
    after = begun.ok("report", "--audience", "社会", "--json").json
    changed = [row for row in after["rows"] if row not in before["rows"]]
    assert [(row["code"], row["status"], row["published"]) for row in changed] == [
        ("3.1.1", "建账前已公开", 0)
    ], "a document reaches no society"
    assert after["total"] == before["total"]
    assert after["groups"] == before["groups"]
    shown = begun.ok("report", "--audience", "社会").out.replace("\n", "")
    told, rest = shown.split("建账以前已经公开、没有撤下的条目（不计入上面的件数）：")[1].split(
        "本期没有公开的"
    )
    assert told.startswith("3.1.1 ")
    assert "3.1.1" not in rest
    begun.ok("site", str(tmp_path / "网页"))
    assert (tmp_path / "网页" / "catalog.html").read_text("utf-8").count("建账前已公开") == 1
    assert statuses(begun, "党内")["5.1.1"] == "建账前已公开"


def test_what_hung_is_told_to_nobody_whose_it_is_not_nor_once_it_is_gone(begun: Office) -> None:
    begun.ok("opening", "1.2.1", "--on", "2026-01-20", "--channel", "公开栏", *HUNG[2:])
    begun.ok("opening", "3.1.1", "--on", "2026-03-02", *HUNG)
    assert "1.2.1" not in statuses(begun, "社会")
    assert statuses(begun, "党内")["1.2.1"] == "建账前已公开"
    assert (
        statuses(begun, "社会", "--from", "2026-01-01", "--to", "2026-03-01")["3.1.1"] == "未公开"
    )
    begun.ok("catalog", "set", "1.2.1", "--scope", "社会", "--reason", "放宽")
    assert statuses(begun, "社会")["1.2.1"] == "未公开", "it hung where the Party alone read it"
    begun.ok("takedown", "3.1.1", "--reason", "换届以后重新公示", "--by", PROPOSER)
    assert statuses(begun, "社会")["3.1.1"] == "未公开"


def test_a_disclosure_of_this_ledger_takes_its_place(begun: Office) -> None:
    begun.ok("opening", "3.1.1", "--on", "2026-03-02", *HUNG)
    begun.walk_every_step("已公开", "3.1.1")
    assert statuses(begun, "社会")["3.1.1"] == "已公开"


FORGED = [
    (by(PROPOSER), "没有“审批”职责"),
    (saying(windows=["2027-Q1"]), "不是期初"),
]


@pytest.mark.parametrize(("change", "said"), FORGED)
def test_an_entry_that_no_guard_would_pass_is_told(run: Office, change: Any, said: str) -> None:
    run.ok("opening", "5.1.1", "--on", "2025-03-03", *HUNG)

    assert said in "".join(told_of(run, "期初", change))


def test_a_wrong_entry_is_annulled_and_the_item_is_owed_again(begun: Office) -> None:
    done = begun.ok("opening", "5.1.1", "--on", "2026-03-02", *HUNG, "--json").json
    assert overdue(begun, "5.1.1") == []

    begun.ok("annul", str(done["seq"]), "--reason", "登错", "--by", SECRETARY)

    assert overdue(begun, "5.1.1") == [("5.1.1", None)]
    begun.ok("opening", "5.1.1", "--on", "2026-03-02", *HUNG)
    assert begun.verify()["ok"]


def test_of_several_places_each_must_still_hang(begun: Office) -> None:
    both = ("--channel", "公开栏、网站", "--place", "一楼", "--url", "https://example.invalid/1")
    ran = begun.ok("opening", "5.1.1", "--on", "2026-03-02", *both, "--by", SECRETARY, "--json")
    assert ran.json["event"]["channels"] == ["公开栏", "网站"]

    begun.ok("takedown", "5.1.1", "--channel", "网站", "--reason", "改版")
    begun.on("2026-11-25")

    assert overdue(begun, "5.1.1") == [("5.1.1", None)]


def test_a_disclosure_in_force_replaces_what_hung(begun: Office) -> None:
    begun.ok("opening", "5.1.1", "--on", "2026-03-02", *HUNG)
    begun.walk_every_step("已公开", "5.1.1")

    begun.ok("takedown", "5.1.1", "--reason", "换新的")
    begun.on("2026-11-26")

    assert overdue(begun, "5.1.1") == []
    assert begun.verify()["ok"]
