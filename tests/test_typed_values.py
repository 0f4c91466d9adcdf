"""Values as people type them: dates, windows, full-width signs, Word's dashes, paths in quotes."""

import os
from datetime import date
from pathlib import Path

import pytest
from conftest import PROPOSER, SECRETARY, Office
from terminals import talk

from pdisc.commands.spelling import files_meant, spelled_code, spelled_number, spelled_path
from pdisc.commands.table import COMMANDS
from pdisc.context import Context
from pdisc.dates.spoken import spelled_window
from pdisc.dates.typed import parse_date
from pdisc.errors import UsageError

TODAY = date(2026, 11, 24)


def no_clock() -> date:
    raise AssertionError("no clock is asked for that")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        *(("2026/11/5", "2026-11-05"), ("2026.11.05", "2026-11-05"), ("20261105", "2026-11-05")),
        *(("2026-1-5", "2026-01-05"), ("2026年1月5日", "2026-01-05"), ("前天", "2026-11-22")),
        *(("11月24日", "2026-11-24"), ("11月25日", "2025-11-25"), ("1月1日", "2026-01-01")),
        *(("２０２６－１１－０５", "2026-11-05"), ("２０２６年１１月５日", "2026-11-05")),
        *(("2026—11—05", "2026-11-05"), (" 2026 年 11 月 5 日 ", "2026-11-05")),
        *(("2月29日", "2024-02-29"), ("11月5号", "2026-11-05")),
    ],
)
def test_a_date_is_read_as_people_write_it(text: str, day: str) -> None:
    assert parse_date(text, TODAY).isoformat() == day


@pytest.mark.parametrize(
    "text", ["2026-11/05", "2月30日", "13月1日", "20261301", "26/11/05", "11-05"]
)
def test_what_is_no_date_for_certain_is_refused(text: str) -> None:
    with pytest.raises(UsageError) as refusal:
        parse_date(text, TODAY)
    assert "2026-11-23" in refusal.value.next_step


@pytest.mark.parametrize(
    ("text", "key"),
    [
        *(("2026Q3", "2026-Q3"), ("2026q3", "2026-Q3"), ("２０２６Ｑ３", "2026-Q3")),
        *(("三季度", "2026-Q3"), ("第四季度", "2026-Q4"), ("2026年 第3 季度", "2026-Q3")),
        *(
            ("上半年", "2026-H1"),
            ("2026下半年", "2026-H2"),
            ("7月", "2026-07"),
            ("12月", "2025-12"),
        ),
        *(
            ("2026/7", "2026-07"),
            ("2026.07", "2026-07"),
            ("202607", "2026-07"),
            ("2026-7", "2026-07"),
        ),
        *(("2026—Q3", "2026-Q3"), ("2026－01..02", "2026-01..02"), ("２０２６年", "2026")),
    ],
)
def test_a_window_is_read_as_people_say_it(text: str, key: str) -> None:
    assert spelled_window(text, TODAY) == key


def test_a_window_without_a_year_is_the_latest_that_has_begun() -> None:
    assert spelled_window("三季度", date(2027, 1, 4)) == "2026-Q3"
    assert spelled_window("一季度", date(2027, 1, 4)) == "2027-Q1"


@pytest.mark.parametrize("text", ["五季度", "2026Q5", "13月", "季度", "", "2026年第五季度"])
def test_what_is_no_window_for_certain_stays_as_it_is(text: str) -> None:
    assert spelled_window(text, TODAY) == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("１．１．２", "1.1.2"),
        ("1。1。2", "1.1.2"),
        ("1、1、2", "1.1.2"),
        ("1.1.2", "1.1.2"),
        ("党费", "党费"),
    ],
)
def test_a_code_is_read_in_any_signs(text: str, code: str) -> None:
    assert spelled_code(text, no_clock) == code


@pytest.mark.parametrize(
    "text", ["２０２６-0001", "2026—0001", "２０２６－０００１", " 2026-0001 "]
)
def test_a_number_is_read_in_any_signs(text: str) -> None:
    assert spelled_number(text, no_clock) == "2026-0001"


def test_a_number_that_is_cut_short_isn_t_filled_up() -> None:
    assert spelled_number("2026-01", no_clock) == "2026-01"


@pytest.mark.parametrize(
    "typed", ['"{}"', "'{}'", "“{}”", " {} ", ' "{}" ', "file://{}", "「{}」"], ids=str
)
def test_what_dragging_puts_round_a_path_comes_off(tmp_path: Path, typed: str) -> None:
    path = tmp_path / "三季度 党费.docx"
    path.write_bytes(b"x")
    inside = path.as_uri().removeprefix("file://") if typed.startswith("file") else str(path)
    assert spelled_path(typed.format(inside)) == str(path)


def test_a_name_that_has_quotes_itself_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("“甲”").write_text("正文", encoding="utf-8")
    assert spelled_path("“甲”") == "“甲”"


def test_codes_windows_and_dates_are_recorded_in_one_spelling(run: Office) -> None:
    words = (
        "--title",
        "三季度学习",
        "--content",
        "会议通过了三项措施。",
        "--for",
        "三季度",
        "--planned",
        "2026/11/30",
    )
    made = run.ok("propose", "１。１。２", *words, "--json").json
    assert (made["code"], made["window"], made["planned_on"]) == (
        "1.1.2",
        "2026年三季度",
        "2026-11-30",
    )
    assert run.show("２０２６—０００１")["number"] == "2026-0001"
    run.ok("nil", "1.1.1", "--for", "２０２６Ｑ３", "--reason", "本季度没有此类事项")
    run.ok("occurred", "1.3.3", "--on", "11月23日")
    run.ok(
        "defer",
        "1.3.3",
        "--for",
        "2026/11/23",
        "--to",
        "20261231",
        "--reason",
        "等批复",
        "--by",
        SECRETARY,
    )
    report = run.ok("report", "--quarter", "2026年 三季度", "--json").json
    assert (report["from"], report["to"]) == ("2026-07-01", "2026-09-30")
    assert run.ok("due", "--within", "３０", "--json").json["on"] == "2026-11-24"


@pytest.mark.parametrize("dash", ["—", "–", "－－", "――", "——", "−", "-", "—-"], ids=ascii)
def test_a_dash_that_word_made_is_read_as_two(run: Office, dash: str) -> None:
    ran = run.ok("due", f"{dash}on", "2026-11-20", f"{dash}json")
    assert ran.json["on"] == "2026-11-20"


def test_a_title_that_begins_with_dashes_stays_as_it_is(run: Office) -> None:
    made = run.ok("propose", "1.1.1", "--title", "——title", "—content", "—by 的正文", "--json").json
    assert (made["title"], made["content"]) == ("——title", "—by 的正文")


def test_a_mistyped_option_behind_word_s_dash_is_told_as_one(run: Office) -> None:
    ran = run("due", "—witin", "3")
    assert ran.code == 2
    assert "没有选项“--witin”，是不是 --within？" in ran.err


@pytest.mark.parametrize(
    "words",
    [
        ("propose", "1.1.1", "--title", "甲", "--title", "乙", "--content", "会议通过了三项措施。"),
        ("propose", "1.1.1", "--title=甲", "—title", "甲", "--content", "会议通过了三项措施。"),
        ("due", "--on", "今天", "--on", "今天"),
        ("--as", PROPOSER, "due", "--as", PROPOSER),
        ("due", "--ledger", "甲", "--ledger", "乙"),
        ("withdraw", "2026-0001", "--by", "甲", "--by", "乙", "--reason", "不公开了"),
        ("staff", "add", "甲", "--office", "乙", "--office", "丙", "--role", "承办"),
        ("screen", "--ledger", "甲", "甲.txt", "--ledger", "甲"),
    ],
)
def test_an_option_of_one_value_given_twice_is_a_usage_error(
    run: Office, words: tuple[str, ...]
) -> None:
    ran = run(*words)
    assert ran.code == 2
    assert "写了两次" in ran.err
    assert run.ok("list", "--json").json["disclosures"] == []


def test_every_option_of_one_value_of_every_command_may_stand_once() -> None:
    from pdisc.cli import make_app

    app = make_app()
    context = app.make_context("pdisc", ["due"], obj=Context())
    checked = 0
    for name, spec in COMMANDS.items():
        for path in [[name, part] for part in spec.parts or ()] or [[name]]:
            command = app.get_command(context, name) if spec.parts is None else None
            if command is None:
                group = app.resolve_command(context, path)[1]
                command = group.resolve_command(context, path[1:])[1]
            for param in command.params:
                valued = param.param_type_name == "option" and not param.is_flag
                if not valued or param.multiple:
                    continue
                with pytest.raises(UsageError, match="写了两次"):
                    command.make_context(name, [*param.opts[:1], "1"] * 2, obj=Context())
                checked += 1
    assert checked > 100


def test_flags_and_lists_may_stand_twice(run: Office) -> None:
    words = ("--title", "甲", "--content", "乙", "--channel", "会议", "--channel", "文件")
    made = run.ok("propose", "1.1.1", *words, "--json", "--json").json
    assert made["channels"] == ["会议", "文件"]


def test_an_option_is_no_value_of_the_one_before(run: Office) -> None:
    ran = run("propose", "1.1.1", "--title", "--content", "会议通过了三项措施。")
    assert ran.code == 2
    assert "--title 后面要写一个值" in ran.err


def test_several_words_of_a_list_may_stand_in_one_text(run: Office) -> None:
    words = ("--title", "甲", "--content", "乙", "--channel", "会议、文件，网站：党建网")
    made = run.ok("propose", "1.1.1", *words, "--json").json
    assert made["channels"] == ["会议", "文件", "网站:党建网"]
    run.ok("staff", "add", "测试新人", "--office", "办公室", "--role", "承办、档案")
    staff = run.ok("staff", "list", "--json").json["staff"]
    roles = next(each["roles"] for each in staff if each["name"] == "测试新人")
    assert set(roles) == {"承办", "档案"}


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        *(("审核时限", "5天", "5"), ("审核时限", "５个工作日", "5"), ("公开栏期限", "10 天", "10")),
        *(("固定复核", "6个月", "6"), ("归档截止", "7月31日", "07-31"), ("附件大小", "20M", "20")),
    ],
)
def test_a_setting_may_be_written_with_its_unit(
    run: Office, name: str, typed: str, value: str
) -> None:
    done = run.ok("config", "set", name, typed, "--json").json
    assert done["event"]["value"] == value


def test_a_setting_in_another_unit_is_refused(run: Office) -> None:
    assert run("config", "set", "公开栏期限", "7个工作日").code == 2
    assert run("config", "set", "固定复核", "20天").code == 2


def test_a_missing_file_is_told_with_the_folder_it_was_looked_for_in(
    run: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("正文.txt.txt").write_text("正文", encoding="utf-8")
    plan = ("propose", "1.1.1", "--title", "甲")
    for words in (
        (*plan, "--content-file", "正文.txt"),
        (*plan, "--attach", "正文.txt"),
        ("screen", "正文.txt"),
    ):
        ran = run(*words)
        assert ran.code == 2
        assert str(tmp_path) in ran.err
        assert "是不是 正文.txt.txt？" in ran.err
    assert "没有文件夹" in run(*plan, "--attach", "没有/正文.txt").err


def test_quotes_come_off_in_every_option_that_takes_a_file(run: Office, tmp_path: Path) -> None:
    text = tmp_path / "正文.txt"
    text.write_text("会议通过了三项措施。", encoding="utf-8")
    quoted = f'"{text}"'
    plan = ("propose", "1.1.1", "--title", "甲", "--content-file", quoted, "--attach", f"“{text}”")
    made = run.ok(*plan, "--json").json
    assert made["content"] == "会议通过了三项措施。"
    assert run.ok("screen", quoted, "--json").json["files"][0]["file"] == "正文.txt"
    target = tmp_path / "清单.csv"
    run.ok("list", "--format", "csv", "--out", f"'{target}'")
    assert target.is_file()


# Patterns: the Windows command line leaves them to the program


@pytest.fixture
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder she sits in, with a few files, one of them open in Word."""
    for name in ("乙.txt", "甲.txt", "[a].txt", "a.txt", "~$甲.txt", "通知[2026]3号.docx"):
        (tmp_path / name).write_text("没有什么", encoding="utf-8")
    (tmp_path / "文件夹.txt").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("*.txt", ["[a].txt", "a.txt", "乙.txt", "甲.txt"]),
        ("?.txt", ["a.txt", "乙.txt", "甲.txt"]),
        ("[a].txt", ["[a].txt"]),
        ("通知[2026]*.docx", ["通知[2026]3号.docx"]),
        ("“*.docx”", ["通知[2026]3号.docx"]),
        ("没有.txt", ["没有.txt"]),
        ("-", ["-"]),
        ("", [""]),
    ],
)
def test_a_pattern_means_the_files_that_fit_it(papers: Path, typed: str, meant: list[str]) -> None:
    assert papers
    assert files_meant(typed) == meant


def test_a_pattern_may_lead_through_folders_and_homes(
    papers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(papers))
    monkeypatch.setenv("USERPROFILE", str(papers))

    (papers / "各科室" / "办公室").mkdir(parents=True)
    (papers / "各科室" / "办公室" / "乙.txt").touch()

    assert files_meant("各科室/*/乙.txt") == [str(Path("各科室", "办公室", "乙.txt"))]
    assert files_meant("~/乙.*") == [str(papers / "乙.txt")]


@pytest.mark.skipif(os.name == "nt", reason="no such name there")
def test_a_file_that_is_named_like_a_pattern_is_meant_itself(papers: Path) -> None:
    (papers / "*.txt").write_text("这一个", encoding="utf-8")

    assert files_meant("*.txt") == ["*.txt"]


def test_a_pattern_that_fits_nothing_is_told_with_the_folder(run: Office, papers: Path) -> None:
    refused = run("screen", "*.xlsx")

    assert refused.code == 2
    assert "没有符合“*.xlsx”的文件" in refused.err
    assert str(papers) in refused.err


def test_every_argument_that_takes_several_files_takes_a_pattern(run: Office, papers: Path) -> None:
    screened = run.ok("screen", "*.txt", "通知*", "--json").json["files"]
    assert [each["file"] for each in screened][:4] == ["[a].txt", "a.txt", "乙.txt", "甲.txt"]

    number = run.propose("1.1.1", "--attach", "?.txt")
    attached = [each["name"] for each in run.show(number)["files"]]
    assert attached == ["a.txt", "乙.txt", "甲.txt"]


def test_a_pattern_may_answer_a_question(run: Office, papers: Path) -> None:
    assert papers
    shown = talk(run, "screen", answers=["*.xlsx", "*.docx"], agrees=False)

    assert shown.code == 0
    assert "没有符合“*.xlsx”的文件" in shown.err
    assert "通知[2026]3号.docx" in shown.out
