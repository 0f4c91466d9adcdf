"""Looking things up: list, show, log and search, and what each audience may see of them."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import (
    ALL_PASS,
    COMMITTEE,
    PROPOSER,
    REVIEWER,
    SECOND_PROPOSER,
    SECRETARY,
    SUPERIOR,
    Office,
)


def numbers(run: Office, *words: str) -> list[str]:
    return [each["number"] for each in run.ok(*words, "--json").json["disclosures"]]


def titled(run: Office, title: str) -> str:
    """Return the number of the disclosure of that title."""
    found = run.ok("list", "--json").json["disclosures"]
    return next(str(each["number"]) for each in found if each["title"] == title)


@pytest.fixture(scope="module")
def four_walked(new_office: Callable[[], Office]) -> Office:
    """Return an office with four disclosures of different kinds, made once; look, don't write."""
    run = new_office()
    run.walk("已公开", "1.1.1", "--title", "学习贯彻情况", "--content", "召开支部党员大会。")
    run.walk("已提出", "1.3.1", "--title", "党费使用", "--by", SECOND_PROPOSER)
    run.walk("已审核", "1.1.1", "--title", "学习 50%_完成", "--office", "综合科")
    run.walk("已归档", "1.3.1", "--title", "制度 C:\\建设", "--content", "一次修订")
    return run


@pytest.fixture
def four(four_walked: Office, tmp_path: Path) -> Office:
    """Return this test's own office with the four disclosures."""
    return four_walked.copy(tmp_path)


# list


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ((), (1, 2, 3, 4)),
        (("--state", "已审核"), (3,)),
        (("--state", " 已归档 "), (4,)),
        (("--state", "已撤回"), ()),
        (("--code", "1.3.1"), (2, 4)),
        (("--office", "综合科"), (2, 3)),
        (("--scope", "党内"), (2, 4)),
        (("--scope", "社会"), (1, 3)),
        (("--year", "2026"), (1, 2, 3, 4)),
        (("--year", "2025"), ()),
        (("--limit", "2"), (1, 2)),
        (("--limit", "0"), ()),
        (("--code", "1.3.1", "--state", "已提出"), (2,)),
    ],
)
def test_filters_narrow_the_list(
    four: Office, words: tuple[str, ...], found: tuple[int, ...]
) -> None:
    assert numbers(four, "list", *words) == [f"2026-{place:04d}" for place in found]


def test_a_list_says_how_many_there_are_beyond_the_limit(four: Office) -> None:
    assert "4件" in four.ok("list", "--limit", "1").out


def test_a_list_of_nothing_says_so_and_what_to_do(run: Office) -> None:
    ran = run.ok("list", "--state", "已提出")
    assert ran.out == "没有符合条件的公开事项\n下一步：看全部：pdisc list；看该办什么：pdisc due\n"
    ran = run.ok("list")
    assert ran.out == "还没有公开事项\n下一步：看该办什么：pdisc due\n"
    assert run.ok("list", "--json").json == {"disclosures": []}


def test_a_list_as_csv_on_the_screen_and_in_a_file(four: Office, tmp_path: Path) -> None:
    text = four.ok("list", "--format", "csv").out
    rows = list(csv.reader(io.StringIO(text)))
    assert [row[0] for row in rows] == ["编号", *(f"2026-{place:04d}" for place in range(1, 5))]
    out = tmp_path / "表.csv"
    assert four.ok("list", "--format", "csv", "--out", str(out), "--json").json == {
        "file": str(out)
    }
    data = out.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig") == text


def test_a_list_as_markdown_and_as_json(four: Office) -> None:
    made = four.ok("list", "--format", "md").out
    assert made.count("\n|") >= 5 - 1
    assert "学习 50%\\_完成" in made or "学习 50%_完成" in made
    assert four.ok("list", "--format", "json").out == four.ok("list", "--json").out


def test_a_title_never_becomes_a_formula(run: Office) -> None:
    run.propose("1.1.1", "--title", "=HYPERLINK(1)")
    (row,) = list(csv.reader(io.StringIO(run.ok("list", "--format", "csv").out)))[1:]
    assert "'=HYPERLINK(1)" in row


# show and log


def test_show_says_everything_a_person_asks_for(four: Office) -> None:
    said = four.ok("show", "2026-0004").out
    for word in (
        "2026-0004",
        "已归档",
        "一次修订",
        "WS·2026-Y-0001",
        "archive/2026/WS·2026-Y-0001",
    ):
        assert word in said
    assert all(act in said for act in ("提出", "审核", "审批", "实施", "归档"))


def test_show_ends_with_the_next_command(four: Office) -> None:
    assert (
        four.ok("show", "2026-0002")
        .out.rstrip()
        .splitlines()[-1]
        .startswith("下一步：pdisc review 2026-0002")
    )


def test_log_is_of_everything_or_of_one(four: Office) -> None:
    everything = four.ok("log", "--json").json["events"]
    assert [event["seq"] for event in everything] == list(range(1, len(everything) + 1))
    one = four.ok("log", "2026-0002", "--json").json["events"]
    assert [(event["kind"], event["subject"]) for event in one] == [("提出", "2026-0002")]
    assert four("log", "2026-0099").code == 4


def test_log_tells_of_an_item_and_of_a_person(four: Office) -> None:
    four.ok("nil", "1.1.2", "--for", "2026-Q3", "--reason", "没有")
    assert len(four.ok("log", "1.1.2", "--json").json["events"]) == 1
    assert len(four.ok("log", REVIEWER, "--json").json["events"]) == 1


# search


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("学",), (1, 3)),
        (("党费",), (2,)),
        (("党",), (1, 2, 3)),  # the item of 1.1.1 speaks of 上级党委
        (("学习", "贯彻"), (1,)),
        (("学习", "党费"), ()),
        (("%",), (3,)),
        (("_",), (3,)),
        (("50%_",), (3,)),
        (("\\",), (4,)),
        (("C:\\建",), (4,)),
        (("c:",), (4,)),
        (("大会",), (1,)),
        (("2026-0002",), (2,)),
        (("综合科",), (2, 3)),
        (("没有的词",), ()),
        ((" 学习 ",), (1, 3)),
        (("'", ";--"), ()),
        (("*",), ()),
        (('"',), ()),
    ],
)
def test_every_word_must_be_found_and_signs_are_themselves(
    four: Office, words: tuple[str, ...], found: tuple[int, ...]
) -> None:
    assert numbers(four, "search", *words) == [f"2026-{place:04d}" for place in found]


def test_search_doesn_t_find_what_only_an_older_version_said(four: Office) -> None:
    four.ok("revise", "2026-0002", "--title", "会费使用")
    assert numbers(four, "search", "会费") == ["2026-0002"]


# What an audience sees

INTERNAL_WORDS = (
    *(PROPOSER, SECOND_PROPOSER, REVIEWER, SECRETARY, COMMITTEE, SUPERIOR),
    *("逾期", "补录", "回执", "2026-00", "推定", "推读", "无事项", "不予公开", "分离", "回避"),
    *("停电原因", "书记代办理由", "内部意见", "内部备注", "收窄理由", "撤下理由", "旧处所"),
)
LEDGER_NUMBER = re.compile(r"20\d\d-\d{4}(?!\d|-)")


@pytest.fixture(scope="module")
def opened_to_all(new_office: Callable[[], Office]) -> Office:
    """Return an office with secrets of every kind behind three published disclosures, made once."""
    run = new_office()
    run.walk("已提出", "1.1.1", "--title", "尚未公开之事")  # 0001
    run.walk("已公开", "1.3.1", "--title", "只给党员的事", "--content", "党内内容")  # 0002
    number = run.propose("1.1.2", "--title", "给社会的事", "--content", "社会内容")  # 0003
    run.review(number, "--opinion", "内部意见", "--note", "内部备注")
    run.approve(number)
    run.publish(number)
    late = ("--on", "2026-11-13", "--late-reason", "停电原因")
    number = run.propose("2.2.2", "--title", "补记之事", "--content", "补记内容", *late)  # 0004
    run.review(number, *late)
    run.ok("approve", number, "--by", SECRETARY, *late)
    run.publish(number, *late)
    number = run.propose("4.3.1", "--title", "收窄之事", "--content", "收窄内容")  # 0005
    run.review(number)
    run.ok("approve", number, "--by", SECRETARY, "--scope", "党内", "--note", "收窄理由")
    run.publish(number)
    run.walk("不予公开", "3.3.1", "--title", "不公开之事")  # 0006
    number = run.walk("已公开", "5.1.2", "--title", "撤下之事")  # 0007
    run.ok("takedown", number, "--reason", "撤下理由", "--still-at", "旧处所")
    run.ok("nil", "2.2.3", "--for", "2026-Q3", "--reason", "没有")
    number = run.walk("已公开", "1.1.1", "--title", "公开之事")  # 0008
    return run


@pytest.fixture
def open_to_all(opened_to_all: Office, tmp_path: Path) -> Office:
    """Return this test's own office with the secrets."""
    return opened_to_all.copy(tmp_path)


AUDIENCES = ("社会", "党内")
TITLES = {
    "社会": {"给社会的事", "补记之事", "公开之事"},
    "党内": {"给社会的事", "补记之事", "公开之事", "只给党员的事", "收窄之事"},
}


def everything_said(run: Office, audience: str) -> dict[str, str]:
    """Return the output of every reading command for an audience, in every format."""
    said = {}
    for words in (
        *(("list",), ("search", "事"), ("report",), ("due",), ("log",), ("catalog", "list")),
        *(("catalog", "show", "1.1.1"), ("catalog", "check"), ("staff", "list")),
        *(("config", "show"), ("verify",), ("report", "--group", "形式")),
        *(("report", "--group", "月份"), ("due", "--on", "2026-11-23"), ("show", "公1")),
        *(("show", "党1"), ("report", "--as-of", "2026-11-24"), ("log", "2026-0003")),
    ):
        for style in ((), ("--json",), ("--format", "csv"), ("--format", "md")):
            if style[:1] == ("--format",) and words[0] not in ("list", "search", "report"):
                continue
            ran = run(*words, "--audience", audience, *style)
            said[" ".join((*words, *style))] = ran.out + ran.err
    return said


COMMANDS = (
    *("list", "search 事", "report", "due", "log", "catalog list", "catalog show 1.1.1"),
    *("catalog check", "staff list", "config show", "verify", "show 公1", "show 党1"),
)


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("command", COMMANDS)
def test_no_internal_word_leaks_to_an_audience(
    open_to_all: Office, audience: str, command: str
) -> None:
    for style in ([], ["--json"], ["--format", "csv"], ["--format", "md"]):
        if "--format" in style and command.split()[0] not in ("list", "search", "report"):
            continue
        ran = open_to_all(*command.split(), "--audience", audience, *style)
        said = ran.out + ran.err
        leaked = [word for word in INTERNAL_WORDS if word in said]
        assert leaked == [], f"{command} {style}: {leaked}\n{said}"
        assert LEDGER_NUMBER.findall(said) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_for_members_doesn_t_exist_for_society(open_to_all: Office, command: str) -> None:
    hidden = ("只给党员的事", "党内内容", "收窄之事", "收窄内容", "1.3.1", "3.4.1", "4.2.1")
    for style in ([], ["--json"]):
        ran = open_to_all(*command.split(), "--audience", "社会", *style)
        leaked = [word for word in hidden if word in ran.out + ran.err]
        assert leaked == [], f"{command} {style}: {leaked}"


@pytest.mark.parametrize("audience", AUDIENCES)
def test_an_audience_lists_what_was_published_for_it_under_its_own_numbers(
    open_to_all: Office, audience: str
) -> None:
    found = open_to_all.ok("list", "--audience", audience, "--json").json["disclosures"]
    out = [each for each in found if each["taken_down_on"] is None]
    assert {each["title"] for each in out} == TITLES[audience]
    mark = {"社会": "公", "党内": "党"}[audience]
    # The one that was taken down keeps its place, and a line there: nothing leaves a gap.
    places = {"社会": [1, 2, 3, 4], "党内": [1, 2, 3, 4, 5, 6]}[audience]
    (gone,) = [each["public_number"] for each in found if each not in out]
    assert gone == {"社会": "公3", "党内": "党5"}[audience]
    assert [each["public_number"] for each in found] == [f"{mark}{place}" for place in places]


@pytest.mark.parametrize("audience", AUDIENCES)
def test_an_audience_record_has_only_the_public_keys(open_to_all: Office, audience: str) -> None:
    found = open_to_all.ok("list", "--audience", audience, "--json").json["disclosures"]
    assert {frozenset(each) for each in found} == {
        frozenset(
            {
                *("public_number", "code", "item", "title", "scope", "channels", "window"),
                *("content", "published_on", "publications", "corrects", "corrected_by"),
                "taken_down_on",
            }
        )
    }
    keys = {key for each in found for place in each["publications"] for key in place}
    assert keys == {"channel", "on", "place", "url", "until"}


@pytest.mark.parametrize(
    ("asked", "audience"),
    [
        ("2026-0001", "社会"),
        ("2026-0002", "社会"),
        ("2026-0005", "社会"),
        ("2026-0006", "社会"),
        ("2026-0007", "社会"),
        ("2026-0001", "党内"),
        ("2026-0006", "党内"),
        ("公9", "社会"),
        ("党1", "社会"),
        ("公1", "党内"),
    ],
)
def test_what_isn_t_cleared_is_not_found_like_what_never_was(
    open_to_all: Office, asked: str, audience: str
) -> None:
    hidden = open_to_all("show", asked, "--audience", audience)
    never = open_to_all("show", "2026-0999", "--audience", audience)
    assert (hidden.code, hidden.out) == (4, "")
    assert hidden.err.replace(asked, "?") == never.err.replace("2026-0999", "?")


def test_show_by_public_number_gives_the_public_record(open_to_all: Office) -> None:
    shown = open_to_all.ok("show", "公1", "--audience", "社会", "--json").json
    assert (shown["title"], shown["public_number"]) == ("给社会的事", "公1")
    assert open_to_all.show("2026-0003")["public_number"] == "公1"


@pytest.mark.parametrize(
    "word", ["尚未公开", "只给党员", "不公开之事", "撤下之事", "综合科", PROPOSER]
)
def test_search_for_society_finds_only_what_it_may_see(open_to_all: Office, word: str) -> None:
    assert open_to_all.ok("search", word, "--audience", "社会", "--json").json == {
        "disclosures": []
    }


def test_filters_by_what_only_the_office_knows_are_refused(open_to_all: Office) -> None:
    for words in (("--state", "已公开"), ("--office", "办公室"), ("--year", "2026")):
        assert open_to_all("list", "--audience", "社会", *words).code == 2
    assert open_to_all("report", "--audience", "社会", "--group", "科室").code == 2
    assert open_to_all("list", "--audience", "社会", "--code", "1.3.1", "--json").json == {
        "disclosures": []
    }


@pytest.mark.parametrize(("audience", "items"), [("社会", 21), ("党内", 36), ("内部", 36)])
def test_the_catalogue_has_only_the_items_of_the_audience(
    run: Office, audience: str, items: int
) -> None:
    listed = run.ok("catalog", "list", "--audience", audience, "--json").json["items"]
    assert len(listed) == items
    made = run.ok("report", "--audience", audience, "--json").json
    assert (len(made["rows"]), made["total"]["items"]) == (items, items)
    assert made["audience"] == audience


def test_an_item_of_the_members_doesn_t_exist_for_society(run: Office) -> None:
    for code in ("1.3.1", "1.3.2", "3.4.1", "9.9.9"):
        ran = run("catalog", "show", code, "--audience", "社会")
        assert (ran.code, ran.out) == (4, "")
        assert ran.err.startswith(f"未找到：目录里没有编号“{code}”")
        named = re.findall(r"\d\.\d\.\d", ran.err.replace(code, ""))
        assert all(run("catalog", "show", each, "--audience", "社会").code == 0 for each in named)


def test_the_catalogue_for_society_tells_no_place_among_hidden_items(run: Office) -> None:
    items = run.ok("catalog", "list", "--audience", "社会", "--json").json["items"]
    inside = {"position", "why", "recorded_on"}
    assert {key for item in items for key in item} & inside == set()


@pytest.mark.parametrize("audience", AUDIENCES)
def test_due_for_an_audience_is_only_items_and_next_dates(
    open_to_all: Office, audience: str
) -> None:
    found = open_to_all.ok("due", "--audience", audience, "--json").json
    hidden = {"overdue", "stuck", "waiting", "to_archive", "unconfirmed", "norms", "receipt"}
    assert set(found) & hidden == set()
    rows: dict[str, Any] = {row["code"]: row for row in found["rows"]}
    # 四季度 is due on 14 January 2027; where it was answered for all to see, the next is 一季度:
    # thirty-first of March, then ten weekdays (1 2 | 5…9 | 12 13 14 April).
    assert rows["2.2.3"]["next_date"] == "2027-01-15"
    assert rows["1.1.2"]["next_date"] == "2027-04-14"
    assert rows["3.3.1"]["next_date"] == "2027-01-15"  # a refusal looks like an open window
    assert rows["5.1.2"]["next_date"] == "2027-01-15"  # so does what was taken down


def test_the_report_for_society_counts_only_what_it_sees(open_to_all: Office) -> None:
    made = open_to_all.ok("report", "--audience", "社会", "--json").json
    assert made["total"] == {"items": 21, "items_published": 3, "published": 3}
    assert {row["status"] for row in made["rows"]} == {"已公开", "未公开"}
    by_code: dict[str, Any] = {row["code"]: row for row in made["rows"]}
    assert by_code["4.3.1"]["published"] == 0  # narrowed to 党内
    assert by_code["1.1.1"]["titles"] == ["公开之事"]


def test_the_log_is_only_for_the_office(open_to_all: Office) -> None:
    for audience in AUDIENCES:
        ran = open_to_all("log", "--audience", audience, "--json")
        assert (ran.code, ran.json["error"]["message"]) == (2, "这一项只供本单位自己查看")


@pytest.fixture(scope="module")
def told_to_society(opened_to_all: Office) -> dict[str, str]:
    """Return all that society is told before anything more is done."""
    return everything_said(opened_to_all, "社会")


@pytest.mark.parametrize(
    "change",
    [
        lambda run: run.walk("已提出", "1.1.1"),
        lambda run: run.walk("已公开", "1.3.1"),
        lambda run: run.walk("不予公开", "1.1.1", "--for", "2026-Q3"),
        lambda run: run.ok("nil", "1.1.1", "--for", "2026-Q3", "--reason", "没有"),
        lambda run: run.ok("occurred", "3.3.2", "--note", "表彰"),
        lambda run: run.ok("review", "2026-0001", "--by", REVIEWER, *ALL_PASS),
        lambda run: run.ok("catalog", "confirm", "1.2.1"),
        lambda run: run.ok("staff", "add", "测试新人庚", "--office", "支部", "--role", "审核"),
        lambda run: run.ok("archive", titled(run, "只给党员的事"), "--no-opinions"),
    ],
    ids=[
        "proposal",
        "members",
        "refusal",
        "nil",
        "noted",
        "review",
        "item",
        "staff",
        "filing",
    ],
)
def test_what_happens_inside_leaves_no_trace_outside(
    open_to_all: Office, told_to_society: dict[str, str], change: Callable[[Office], object]
) -> None:
    change(open_to_all)
    assert everything_said(open_to_all, "社会") == told_to_society


def test_json_of_every_reading_command_is_one_document_for_every_audience(
    open_to_all: Office,
) -> None:
    for audience in (*AUDIENCES, "内部"):
        for name, text in everything_said(open_to_all, audience).items():
            if name.endswith("--json"):
                assert isinstance(json.loads(text), dict), name
