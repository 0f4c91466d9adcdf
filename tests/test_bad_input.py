"""Bad input: one clear Chinese sentence, the right exit code, and nothing written."""

import hashlib
import os
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from conftest import ALL_PASS, PROPOSER, REVIEWER, SECRETARY, SUPERIOR, Office, Ran

PLAN = ("propose", "1.1.1", "--title", "示例标题", "--content", "示例正文")
ENGLISH_OF_THE_PARSER = re.compile(
    r"Usage|Error|Traceback|Try |Missing|No such|Invalid|Got unexpected|requires an|does not take"
    r"|ambiguous|Options|default|required",
    re.IGNORECASE,
)


def fingerprint(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of everything in a folder, by name."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def refused(run: Office, *words: str, code: int, says: str = "", stdin: str = "") -> Ran:
    """Run a bad command line: check its code, its language, and that nothing was written."""
    before = fingerprint(run.ledger.parent)
    ran = run(*words, stdin=stdin)
    assert ran.code == code, f"{words} → {ran.code}\n{ran.out}{ran.err}"
    assert ran.out == ""
    assert re.search(r"[\u4e00-\u9fff]", ran.err)
    assert not ENGLISH_OF_THE_PARSER.search(ran.err), ran.err
    assert says in ran.err, ran.err
    assert fingerprint(run.ledger.parent) == before
    return ran


# What is missing


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ("propose", ("目录编号", "--title", "--content")),
        ("review", ("公开事项编号", "--necessity", "--accuracy", "--secrecy", "--privacy")),
        ("approve", ("公开事项编号",)),
        ("publish", ("公开事项编号", "--channel")),
        ("publish --channel 会议", ("公开事项编号", "--place")),
        ("publish --channel 网站", ("公开事项编号", "--url")),
        ("archive", ("公开事项编号",)),
        ("revise", ("公开事项编号",)),
        ("withdraw", ("公开事项编号", "--reason")),
        ("takedown", ("公开事项编号", "--reason")),
        ("correct", ("公开事项编号", "--content")),
        ("nil", ("目录编号", "--for", "--reason")),
        ("occurred", ("目录编号",)),
        ("show", ("公开事项编号",)),
        ("search", ("词",)),
        ("catalog show", ("目录编号",)),
        ("catalog confirm", ("目录编号",)),
        ("catalog set", ("目录编号",)),
        ("staff add", ("姓名", "--office", "--role")),
        ("staff close", ("姓名",)),
        ("config set", ("设置", "值")),
    ],
)
def test_all_that_is_missing_is_said_at_once(
    run: Office, words: str, missing: tuple[str, ...]
) -> None:
    ran = refused(run, *words.split(), code=2, says="缺少：")
    listed = ran.err.partition("缺少：")[2]
    told = [f"{name}（" if name.startswith("--") else name for name in missing]
    assert all(name in listed for name in told), ran.err
    assert not re.search(r"\b(CODE|N)\b", listed), "an argument is called in her words"


def test_what_is_missing_and_what_is_wrong_are_said_together(run: Office) -> None:
    ran = refused(run, "propose", "--planned", "2026-02-30", "--scope", "全国", code=2)
    assert all(word in ran.err for word in ("目录编号", "--title", "2026-02-30", "全国")), ran.err


def test_a_withholding_without_its_basis(run: Office) -> None:
    number = run.walk("已提出")
    refused(run, "review", number, "--by", REVIEWER, "--withhold", "不宜", code=2, says="--basis")
    passed = run.walk("已审核")
    refused(run, "approve", passed, "--by", SECRETARY, "--refuse", "不宜", code=2, says="--basis")


def test_nothing_to_change(run: Office) -> None:
    refused(run, "revise", run.walk("已提出"), code=2, says="没有写明要改什么")
    refused(run, "catalog", "set", "1.1.1", code=2, says="没有写明要改什么")


# What isn't known


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (("propose", "1.1.9", "--title", "示例标题", "--content", "示例正文"), "1.1."),
        (("nil", "1.1.9", "--for", "2026-Q3", "--reason", "没有"), "1.1."),
        (("occurred", "1.3.9"), "1.3."),
        (("catalog", "show", "1.2.9"), "1.2.1"),
        (("catalog", "set", "1.2.9", "--rule", "2"), "1.2.1"),
        (("catalog", "confirm", "1.2.9"), "1.2.1"),
        (("show", "2026-0002"), "2026-0001"),
        (("review", "2026-0002", *ALL_PASS), "2026-0001"),
        (("approve", "2026-002", "--by", SECRETARY), "2026-0001"),
        (("withdraw", "2026-01", "--reason", "不需要"), "2026-0001"),
        (("log", "2026-0002"), "2026-0001"),
        (("config", "show", "审批时"), "审批时限"),
        (("config", "set", "审批时", "5"), "审批时限"),
        (("staff", "close", "测试审核"), ""),
        ((*PLAN, "--by", "测试承办"), PROPOSER[:-1]),
    ],
)
def test_an_unknown_thing_is_4_and_names_the_nearest(
    run: Office, words: tuple[str, ...], near: str
) -> None:
    run.walk("已提出")
    ran = refused(run, *words, code=4)
    assert not near or f"是不是“{near}" in ran.err or f"是不是 {near}" in ran.err, ran.err


def test_an_unknown_thing_without_a_likeness_names_no_other(run: Office) -> None:
    assert "是不是" not in refused(run, "show", "没有的", code=4).err


@pytest.mark.parametrize(
    ("words", "near"),
    [
        (("propse",), "propose"),
        (("aprove", "2026-0001"), "approve"),
        (("staff", "ad"), "add"),
        (("catalog", "lst"), "list"),
        (("due", "--witin", "3"), "--within"),
        (("propose", "--titel", "标题"), "--title"),
        (("--plian", "due"), "--plain"),
        (("due", "--offce", "办公室"), "--office"),
    ],
)
def test_a_mistyped_command_or_option_names_the_nearest(
    run: Office, words: tuple[str, ...], near: str
) -> None:
    refused(run, *words, code=2, says=f"是不是 {near}？")


@pytest.mark.parametrize(
    "words",
    [
        ("提出",),
        ("",),
        ("-x",),
        ("due", "多余"),
        ("show", "2026-0001", "2026-0002"),
        ("staff",),
        ("staff", "list", "多余"),
        ("catalog", "--nosuch"),
        ("due", "--within"),
        ("propose", "1.1.1", "--title"),
        ("due", "--json=是"),
        ("due", "--plain=1"),
        ("due", "--exit-code=yes"),
        ("--ledger",),
        ("help", "没有的命令"),
        ("help", "staff", "没有的"),
        ("help", "due", "多余"),
        ("due", "-"),
        ("due", "--", "多余"),
    ],
)
def test_the_option_parser_only_speaks_chinese(run: Office, words: tuple[str, ...]) -> None:
    refused(run, *words, code=2)


# Dates, windows and numbers


@pytest.mark.parametrize(
    "day",
    [
        *("2026-02-30", "2026-13-01", "2026-00-10", "2026/11-23", "20261323", "2月30日", "明天"),
        *("", " ", "2026-11-23T10:00", "二〇二六年十一月二十三日", "0000-01-01", "9999-12-31"),
        *("26-11-23", "-1", "1e3", "2026-11-23\n2026-11-24", "今天 "[:-1] + "天"),
    ],
)
def test_an_impossible_date_is_a_usage_error_everywhere(run: Office, day: str) -> None:
    refused(run, "due", "--on", day, code=2)
    refused(run, *PLAN, "--planned", day, code=2)
    refused(run, *PLAN, "--on", day, code=2)
    refused(run, "report", "--from", day, code=2)


def test_a_business_date_in_the_future_or_before_the_ledger_is_refused(run: Office) -> None:
    refused(run, *PLAN, "--on", "2026-11-25", code=3, says="在今天（2026-11-24）之后")
    early = (*PLAN, "--on", "2025-12-31", "--late-reason", "补记")
    refused(run, *early, code=3, says="早于台账起算日 2026-01-01")
    refused(run, "occurred", "1.3.3", "--on", "2027-01-01", code=3)
    refused(run, "init", "--ledger", str(run.ledger) + "新", "--since", "2027-01-01", code=3)


def test_dates_never_run_backwards_along_the_steps(run: Office) -> None:
    number = run.walk("已提出")
    ran = refused(run, "review", number, "--by", REVIEWER, *ALL_PASS, "--on", "昨天", code=3)
    assert "2026-11-24" in ran.err
    refused(run, *PLAN, "--planned", "昨天", code=3)


def test_a_late_entry_needs_its_reason(run: Office) -> None:
    refused(run, *PLAN, "--on", "2026-11-18", code=3, says="--late-reason")
    refused(run, *PLAN, "--on", "2026-11-18", "--late-reason", "  ", code=2)
    run.ok(*PLAN, "--on", "2026-11-18", "--late-reason", "停电")


@pytest.mark.parametrize(
    "window", ["2026-Q5", "2026Q5", "五季度", "2026-13", "", " ", "2026年第五季度", "x" * 5000]
)
def test_a_window_that_doesn_t_exist_is_a_usage_error(run: Office, window: str) -> None:
    refused(run, "nil", "1.1.1", "--for", window, "--reason", "没有", code=2)
    refused(run, *PLAN, "--for", window, code=2)
    refused(run, "report", "--quarter", window, code=2)


def test_a_window_of_another_cycle_or_kind_is_refused(run: Office) -> None:
    refused(run, *PLAN, "--for", "2026", code=3, says="每季度")
    refused(run, "nil", "3.5.2", "--for", "2026-Q3", "--reason", "没有", code=3, says="2026年")
    refused(run, "nil", "1.3.3", "--for", "2026-Q3", "--reason", "没有", code=3, says="随时")
    refused(run, "nil", "1.1.1", "--for", "2027-Q1", "--reason", "没有", code=3, says="还没有开始")


@pytest.mark.parametrize(
    "words",
    [
        ("due", "--within", "-1"),
        ("due", "--within", "两周"),
        ("due", "--within", "1.5"),
        ("due", "--within", "9" * 400),
        ("list", "--limit", "x"),
        ("list", "--year", "二〇二六"),
        ("report", "--year", "26"),
        ("report", "--year", "2026", "--quarter", "2026-Q3"),
        ("report", "--from", "2026-06-30", "--to", "2026-01-01"),
        ("catalog", "set", "1.1.1", "--rule", "0"),
        ("catalog", "set", "1.1.1", "--rule", "10"),
        ("config", "set", "审核时限", "三"),
        ("config", "set", "审核时限", "-3"),
        ("config", "set", "核对码必填", "也许"),
        ("config", "set", "归档截止", "02-31"),
    ],
)
def test_numbers_and_periods_that_make_no_sense(run: Office, words: tuple[str, ...]) -> None:
    refused(run, *words, code=2)


# Words outside the vocabulary: trimmed exact match only


@pytest.mark.parametrize(
    "word", ["通过了", "同意", "不同意", "通 过", "不通过。", "pass", "通过通过"]
)
def test_a_verdict_is_exactly_one_of_two_words(run: Office, word: str) -> None:
    number = run.walk("已提出")
    verdicts = ("--necessity", word, *ALL_PASS[2:])
    refused(run, "review", number, "--by", REVIEWER, *verdicts, code=2, says="通过 不通过")


@pytest.mark.parametrize("word", ["通过 ", " 通过", "　通过　", "通过\t"])
def test_a_verdict_is_trimmed(run: Office, word: str) -> None:
    number = run.walk("已提出")
    run.ok("review", number, "--by", REVIEWER, "--necessity", word, *ALL_PASS[2:])
    assert run.show(number)["state"] == "已审核"


def test_a_failed_verdict_needs_to_say_what_follows(run: Office) -> None:
    number = run.walk("已提出")
    verdicts = ("--necessity", "不通过", *ALL_PASS[2:])
    ran = refused(run, "review", number, "--by", REVIEWER, *verdicts, code=2, says="--return")
    assert "--withhold" in ran.err


@pytest.mark.parametrize("word", ["不同意", "同意。", "同意公开", "不 同意", "原则同意", "已阅"])
def test_an_opinion_that_merely_contains_the_word_is_no_approval(run: Office, word: str) -> None:
    number = run.walk("已审核")
    refused(run, "approve", number, "--by", SECRETARY, "--opinion", word, code=2, says=word)
    assert run.show(number)["state"] == "已审核"


def test_the_approving_word_is_trimmed(run: Office) -> None:
    number = run.walk("已审核")
    run.ok("approve", number, "--by", SECRETARY, "--opinion", " 同意 ")
    assert run.show(number)["state"] == "已审批"


def test_a_review_that_passes_can_t_say_the_contrary(run: Office) -> None:
    number = run.walk("已提出")
    words = ("review", number, "--by", REVIEWER, *ALL_PASS, "--opinion", "不同意公开")
    refused(run, *words, code=2, says="不同意公开")


@pytest.mark.parametrize(
    "words",
    [
        (*PLAN, "--scope", "社会上"),
        (*PLAN, "--scope", "内部"),
        (*PLAN, "--channel", "微信"),
        (*PLAN, "--channel", "网站:"),
        (*PLAN, "--channel", ""),
        ("list", "--state", "公开"),
        ("list", "--scope", "全国"),
        ("list", "--format", "pdf"),
        ("report", "--group", "人员"),
        ("report", "--format", "yaml"),
        ("due", "--audience", "群众"),
        ("list", "--audience", ""),
        ("staff", "add", "测试新人", "--office", "支部", "--role", "管理员"),
        ("staff", "add", "测试新人", "--office", "支部", "--role", "审批", "--authority", "书记"),
        (
            "staff",
            "add",
            "测试新人",
            "--office",
            "支部",
            "--role",
            "审核",
            "--authority",
            "支部书记",
        ),
        ("catalog", "set", "1.1.1", "--timing", "定时"),
        ("catalog", "set", "1.1.1", "--every", "每周"),
        ("catalog", "confirm", "1.1.1", "--field", "别的"),
    ],
)
def test_a_word_outside_the_vocabulary_is_a_usage_error(
    run: Office, words: tuple[str, ...]
) -> None:
    refused(run, *words, code=2)


def test_a_scope_is_never_widened(run: Office) -> None:
    words = ("propose", "1.3.1", "--title", "示例标题", "--content", "示例正文", "--reason", "需要")
    refused(run, *words, "--scope", "社会", code=3, says="只能收窄")
    refused(run, *PLAN, "--scope", "党内", code=3, says="--reason")
    refused(run, *words, "--channel", "网站:党建网", code=3, says="网站")


# Texts


@pytest.mark.parametrize("empty", ["", " ", "　", "\n", "\t　\n "])
@pytest.mark.parametrize(
    "words",
    [
        ("propose", "1.1.1", "--content", "示例正文", "--title"),
        ("propose", "1.1.1", "--title", "示例标题", "--content"),
        (*PLAN, "--office"),
        (*PLAN, "--reason"),
        (*PLAN, "--by"),
        ("nil", "1.1.1", "--for", "2026-Q3", "--reason"),
        ("nil", "1.1.1", "--reason", "没有", "--for"),
        ("staff", "add", "--office", "支部", "--role", "审核"),
        ("withdraw", "2026-0001", "--reason"),
        ("review", "2026-0001", "--return"),
        ("search",),
    ],
)
def test_an_empty_text_is_refused(run: Office, words: tuple[str, ...], empty: str) -> None:
    run.walk("已提出")
    refused(run, *words, empty, code=2)


@pytest.mark.parametrize(
    ("words", "size", "limit"),
    [
        (("propose", "1.1.1", "--content", "示例正文", "--title"), 201, "200"),
        (("propose", "1.1.1", "--title", "示例标题", "--content"), 200_001, "200000"),
        ((*PLAN, "--reason"), 2001, "2000"),
        ((*PLAN, "--office"), 2001, "2000"),
        ((*PLAN, "--by"), 2001, "100"),
        ((*PLAN, "--by", PROPOSER, "--as"), 2001, "100"),
        ((*PLAN, "--note"), 2001, "2000"),
        ((*PLAN, "--late-reason"), 2001, "2000"),
        ((*PLAN, "--channel"), 2001, ""),
        (("withdraw", "2026-0001", "--reason"), 2001, "2000"),
        (("review", "2026-0001", "--by", REVIEWER, "--return"), 2001, "2000"),
        (("review", "2026-0001", "--by", REVIEWER, *ALL_PASS, "--opinion"), 2001, "2000"),
        (("nil", "1.1.1", "--for", "2026-Q3", "--reason"), 2001, "2000"),
        (("occurred", "1.3.3", "--note"), 2001, "2000"),
        (("staff", "add", "测试新人", "--role", "审核", "--office"), 2001, ""),
        (("staff", "add", "--office", "支部", "--role", "审核"), 2001, ""),
        (("catalog", "set", "1.1.1", "--every", "每月", "--reason"), 2001, ""),
        (("catalog", "set", "1.1.1", "--office"), 2001, ""),
        (("config", "set", "审核时限", "5", "--basis"), 2001, ""),
        (("config", "set", "全宗号"), 2001, ""),
    ],
)
def test_an_enormous_text_is_refused_before_anything_is_written(
    run: Office, words: tuple[str, ...], size: int, limit: str
) -> None:
    run.walk("已提出")
    text = "网站:" + "党" * size if words[-1] == "--channel" else "党" * size
    ran = refused(run, *words, text, code=2, says=limit)
    assert len(ran.err) < 500


def test_texts_of_exactly_the_limit_are_kept(run: Office) -> None:
    number = run.propose("1.1.1", "--title", "题" * 200, "--content", "文" * 200_000)
    shown = run.show(number)
    assert (len(shown["title"]), len(shown["content"])) == (200, 200_000)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((*PLAN, "--planned"), 2),
        ((*PLAN, "--scope"), 2),
        ((*PLAN, "--channel"), 2),
        ((*PLAN, "--by"), 2),
        (("due", "--within"), 2),
        (("due", "--audience"), 2),
        (("due",), 2),
        ((), 2),
        (("show",), 4),
        (("catalog", "show"), 4),
        (("config", "show"), 4),
    ],
)
def test_an_enormous_word_is_quoted_back_in_short(
    run: Office, words: tuple[str, ...], code: int
) -> None:
    assert len(refused(run, *words, "九" * 50_000, code=code).err) < 500


STEERING = "\x1b[31m\u202e\u200b\x07尾"
UNSTORABLE = ("\x00", "\ud800", "\udfff", "\uffff")
RAW = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)

TEXT_OPTIONS: dict[str, tuple[str, tuple[str, ...]]] = {
    # where the text goes: the state of N to prepare, the words before it
    "title": ("", ("propose", "1.1.1", "--content", "示例正文", "--title")),
    "content": ("", ("propose", "1.1.1", "--title", "示例标题", "--content")),
    "office": ("", (*PLAN, "--office")),
    "reason": ("", (*PLAN, "--reason")),
    "note": ("", (*PLAN, "--note")),
    "late reason": ("", (*PLAN, "--on", "2026-11-18", "--late-reason")),
    "platform": ("", (*PLAN, "--channel")),
    "operator": ("", (*PLAN, "--by", PROPOSER, "--as")),
    "new title": ("已提出", ("revise", "N", "--title")),
    "return": ("已提出", ("review", "N", "--by", REVIEWER, "--return")),
    "withhold": ("已提出", ("review", "N", "--by", REVIEWER, "--basis", "示例依据", "--withhold")),
    "basis": ("已提出", ("review", "N", "--by", REVIEWER, "--withhold", "不宜", "--basis")),
    "opinion": ("已提出", ("review", "N", "--by", REVIEWER, *ALL_PASS, "--opinion")),
    "escalate": ("已审核", ("approve", "N", "--by", SECRETARY, "--escalate")),
    "document": ("已审核", ("approve", "N", "--by", SUPERIOR, "--document-number")),
    "refuse": ("已审核", ("approve", "N", "--by", SUPERIOR, "--basis", "示例依据", "--refuse")),
    "place": ("已审批", ("publish", "N", "--channel", "会议", "--place")),
    "withdrawal": ("已提出", ("withdraw", "N", "--reason")),
    "taking down": ("已公开", ("takedown", "N", "--reason")),
    "still at": ("已公开", ("takedown", "N", "--reason", "到期", "--still-at")),
    "nil": ("", ("nil", "1.1.1", "--for", "2026-Q3", "--reason")),
    "noted": ("", ("occurred", "1.3.3", "--note")),
    "name": ("", ("staff", "add", "--office", "支部", "--role", "审核", "--")),
    "item office": ("", ("catalog", "set", "1.1.1", "--office")),
    "item reason": ("", ("catalog", "set", "1.1.1", "--every", "每月", "--reason")),
    "rule basis": ("", ("config", "set", "审核时限", "5", "--basis")),
}


def with_text(run: Office, where: str, text: str) -> Ran:
    """Put a text into one option, after preparing what it needs."""
    state, words = TEXT_OPTIONS[where]
    number = run.walk(state) if state else ""
    typed = f"网站:{text}" if where == "platform" else text
    return run(*(number if word == "N" else word for word in words), typed)


@pytest.mark.parametrize("where", TEXT_OPTIONS)
def test_steering_characters_are_kept_or_refused_but_never_raw_in_any_output(
    run: Office, where: str
) -> None:
    ran = with_text(run, where, f"甲{STEERING}")
    assert ran.code in (0, 2, 4), ran.err
    said = [ran.out, ran.err]
    for words in (["list"], ["log"], ["due"], ["report"], ["staff", "list"], ["catalog", "list"]):
        said += [run.ok(*words).out, run.ok(*words, "--json").out]
    for each in run.ok("list", "--json").json["disclosures"]:
        said += [run.ok("show", each["number"]).out, run.ok("show", each["number"], "--json").out]
    assert [found for text in said for found in RAW.findall(text)] == []
    if ran.code == 0:
        everything = run.ok("log", "--json").json["events"]
        assert f"甲{STEERING}" in str_of(everything)
        assert run.verify()["ok"] is True


def str_of(value: object) -> str:
    """Return every text inside plain data, joined."""
    if isinstance(value, dict):
        return "\n".join(map(str_of, value.values()))
    if isinstance(value, list):
        return "\n".join(map(str_of, value))
    return str(value)


@pytest.mark.parametrize("character", UNSTORABLE, ids=ascii)
@pytest.mark.parametrize("where", TEXT_OPTIONS)
def test_what_can_t_be_stored_is_refused(run: Office, where: str, character: str) -> None:
    events = None
    state, words = TEXT_OPTIONS[where]
    number = run.walk(state) if state else ""
    events = run.verify()["events"]
    text = f"网站:甲{character}乙" if where == "platform" else f"甲{character}乙"
    ran = run(*(number if word == "N" else word for word in words), text)
    assert ran.code == 2, ran.out
    assert RAW.findall(ran.err) == []
    found = run.verify()
    assert (found["ok"], found["events"]) == (True, events)


def test_a_reading_command_shows_a_strange_word_visibly(run: Office) -> None:
    for words in (
        ("show",),
        ("catalog", "show"),
        ("list", "--code"),
        ("search",),
        ("config", "show"),
    ):
        for text in (f"甲{STEERING}", "甲\ud800乙", "甲\x00乙"):
            ran = run(*words, text)
            assert ran.code in (0, 2, 4)
            assert RAW.findall(ran.out + ran.err) == []
            assert RAW.findall(run(*words, text, "--json").out) == []


# Files


def folder_of_bad_files(place: Path) -> dict[str, Path]:
    place.mkdir()
    found = {
        name: place / name for name in ("没有.txt", "文件夹", "空.txt", "二进制.txt", "大.txt")
    }
    found["文件夹"].mkdir()
    found["空.txt"].write_bytes(b"")
    found["二进制.txt"].write_bytes(bytes(range(256)) * 4)
    with found["大.txt"].open("wb") as file:
        file.truncate((50 << 20) + 1)
    return found


@pytest.mark.parametrize("name", ["没有.txt", "文件夹", "空.txt", "大.txt"])
def test_a_paper_that_can_t_be_kept_is_a_usage_error(
    run: Office, tmp_path: Path, name: str
) -> None:
    bad = folder_of_bad_files(tmp_path / "坏")[name]
    passed = run.walk("已审核")
    refused(run, *PLAN, "--attach", str(bad), code=2, says=name)
    refused(run, "approve", passed, "--by", SECRETARY, "--evidence", str(bad), code=2, says=name)
    approved = run.walk("已审批")
    words = ("publish", approved, "--channel", "会议", "--place", "厅", "--evidence", str(bad))
    refused(run, *words, code=2, says=name)


@pytest.mark.parametrize("name", ["没有.txt", "文件夹", "空.txt", "二进制.txt", "大.txt"])
def test_a_text_file_that_can_t_be_read_is_a_usage_error(
    run: Office, tmp_path: Path, name: str
) -> None:
    bad = folder_of_bad_files(tmp_path / "坏")[name]
    refused(run, "propose", "1.1.1", "--title", "示例标题", "--content-file", str(bad), code=2)


@pytest.mark.parametrize("name", ["没有.yaml", "文件夹", "空.txt", "二进制.txt"])
def test_a_catalogue_that_can_t_be_read_is_a_usage_error(
    run: Office, tmp_path: Path, name: str
) -> None:
    folder_of_bad_files(tmp_path / "坏")
    new = str(run.ledger.with_name("新台账"))
    refused(run, "init", "--ledger", new, "--catalog", str(tmp_path / "坏" / name), code=2)
    assert not Path(new).exists()


def test_all_bad_files_are_listed_at_once(run: Office, tmp_path: Path) -> None:
    bad = folder_of_bad_files(tmp_path / "坏")
    ran = refused(
        run, *PLAN, "--attach", str(bad["没有.txt"]), "--attach", str(bad["空.txt"]), code=2
    )
    assert "没有.txt" in ran.err
    assert "空.txt" in ran.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are POSIX")
def test_a_pipe_is_no_paper(run: Office, tmp_path: Path) -> None:
    pipe = tmp_path / "管道"
    os.mkfifo(pipe)
    ran = run(*PLAN, "--attach", str(pipe))
    assert (ran.code, "管道" in ran.err) == (2, True)


def test_a_text_file_in_the_encodings_of_chinese_offices(run: Office, tmp_path: Path) -> None:
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "utf-16"):
        path = tmp_path / encoding
        path.write_text("学习贯彻情况", encoding=encoding)
        number = run.ok(
            "propose", "1.1.1", "--title", "示例标题", "--content-file", str(path), "--json"
        )
        assert number.json["content"] == "学习贯彻情况"


def test_an_empty_standard_input_is_a_usage_error(run: Office) -> None:
    words = ("propose", "1.1.1", "--title", "示例标题", "--content-file", "-")
    refused(run, *words, code=2, stdin="  \n")
    run.ok(*words, stdin="示例正文")


def test_two_sources_of_the_text_exclude_each_other(run: Office, tmp_path: Path) -> None:
    path = tmp_path / "正文.txt"
    path.write_text("示例正文", encoding="utf-8")
    refused(run, *PLAN, "--content-file", str(path), code=2, says="只能用一个")


@pytest.mark.parametrize(
    "words",
    [
        ("--title", "示例标题"),
        ("--content", "第一\n第二"),
    ],
)
def test_a_line_break_is_for_texts_not_for_titles(run: Office, words: tuple[str, str]) -> None:
    given = {**dict(zip(PLAN[2::2], PLAN[3::2], strict=True)), **dict([words])}
    run.ok(*PLAN[:2], *(word for pair in given.items() for word in pair))
    refused(
        run, "propose", "1.1.1", "--content", "示例正文", "--title", "上\n下", code=2, says="一行"
    )


# The ledger


def no_folder(ledger: Path) -> None:
    shutil.rmtree(ledger)


def no_database(ledger: Path) -> None:
    (ledger / "ledger.db").unlink()


def zero_bytes(ledger: Path) -> None:
    (ledger / "ledger.db").write_bytes(b"")


def a_text_file(ledger: Path) -> None:
    (ledger / "ledger.db").write_text("这不是台账" * 1000, encoding="utf-8")


def foreign_database(ledger: Path) -> None:
    (ledger / "ledger.db").unlink()
    with closing(sqlite3.connect(ledger / "ledger.db")) as database:
        database.execute("CREATE TABLE journal (seq)")
        database.commit()


def newer_version(ledger: Path) -> None:
    with closing(sqlite3.connect(ledger / "ledger.db")) as database:
        database.execute("PRAGMA user_version = 999")
        database.commit()


def truncated(ledger: Path) -> None:
    whole = (ledger / "ledger.db").read_bytes()
    (ledger / "ledger.db").write_bytes(whole[: len(whole) // 2])


def header_only(ledger: Path) -> None:
    (ledger / "ledger.db").write_bytes((ledger / "ledger.db").read_bytes()[:100])


def a_table_short(ledger: Path) -> None:
    with closing(sqlite3.connect(ledger / "ledger.db")) as database:
        database.execute("DROP TABLE disclosure")
        database.commit()


def a_folder_for_a_file(ledger: Path) -> None:
    (ledger / "ledger.db").unlink()
    (ledger / "ledger.db").mkdir()


def a_file_for_a_folder(ledger: Path) -> None:
    shutil.rmtree(ledger)
    ledger.write_text("文件", encoding="utf-8")


BROKEN: tuple[Callable[[Path], None], ...] = (
    *(no_folder, no_database, zero_bytes, a_text_file, foreign_database, newer_version),
    *(truncated, header_only, a_table_short, a_folder_for_a_file, a_file_for_a_folder),
)
EVERY_KIND = (
    ("due",),
    ("list",),
    ("report",),
    (),
    PLAN,
    ("nil", "1.1.1", "--for", "2026-Q3", "--reason", "没有"),
)


@pytest.mark.parametrize("break_it", BROKEN, ids=lambda each: each.__name__)
def test_a_ledger_that_can_t_be_used_is_7(run: Office, break_it: Callable[[Path], None]) -> None:
    break_it(run.ledger)
    for words in EVERY_KIND:
        refused(run, *words, code=7, says="台账不可用")


@pytest.mark.parametrize("break_it", BROKEN, ids=lambda each: each.__name__)
def test_verify_of_an_unusable_ledger_is_7_or_9(
    run: Office, break_it: Callable[[Path], None]
) -> None:
    break_it(run.ledger)
    ran = run("verify")
    assert ran.code in (7, 9)
    assert not ENGLISH_OF_THE_PARSER.search(ran.err)


def test_init_keeps_away_from_what_is_already_there(run: Office) -> None:
    refused(run, "init", code=3, says="已经有台账")
    foreign_database(run.ledger)
    assert run("init").code in (3, 7)
    elsewhere = run.ledger.with_name("文档")
    elsewhere.mkdir()
    (elsewhere / "工作总结.docx").write_bytes(b"docx")
    refused(run, "init", "--ledger", str(elsewhere), code=7, says="工作总结.docx")


@pytest.mark.parametrize(
    "path", ["", " ", "甲\x00乙", "\ud800"], ids=["empty", "blank", "nul", "surrogate"]
)
def test_a_ledger_path_that_can_t_be(run: Office, path: str) -> None:
    ran = run("due", "--ledger", path or " ", env={"PDISC_LEDGER": path})
    assert ran.code in (2, 7)
    assert RAW.findall(ran.err) == []


def test_a_wait_that_is_no_number(run: Office) -> None:
    assert run("due", env={"PDISC_WAIT": "很久"}).code == 2


@pytest.mark.skipif(os.name == "nt", reason="a folder's mode is POSIX")
def test_an_output_inside_the_ledger_or_over_a_folder_is_refused(
    run: Office, tmp_path: Path
) -> None:
    refused(run, "list", "--format", "csv", "--out", str(run.ledger / "表.csv"), code=2)
    refused(run, "list", "--format", "csv", "--out", str(tmp_path), code=8)
    refused(run, "list", "--format", "csv", "--out", str(tmp_path / "没有" / "表.csv"), code=8)


def test_an_output_without_a_name_is_a_usage_error(run: Office) -> None:
    refused(run, "list", "--out", "", code=2)
