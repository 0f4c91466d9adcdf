"""What stands for a value in the commands that are shown never becomes a fact."""

from collections.abc import Iterator
from typing import Any

import pytest
from conftest import PROPOSER, REVIEWER, SECRETARY, SUPERIOR, Office

from pdisc.cli import load_command
from pdisc.commands.spec import Spec
from pdisc.commands.table import COMMANDS
from pdisc.services.texts import paragraph
from pdisc.values.placeholders import NOUNS, PEOPLE, PLACEHOLDERS, is_placeholder

LOOKALIKES = (
    *(
        "标题",
        " 标题　",
        "“标题”",
        "<标题>",
        "＜标题＞",
        "「标题」",
        "『 标题 』",
        "【标题】",
        "（标题）",
    ),
    *("'标题'", '"标题"', "[标题]", "《标题》", "…", "……", "...", "......", "。。。", "⋯", "“…”"),
    *("https://…", "http://……", "https://...", "https://…/1.html", "https://网址", "https://"),
    *("ＣＯＤＥ", "n", "审批人", "“审批人”", "修改后的内容", "批复文号"),
)
WRITTEN = (
    *("没有此类事项", "单位公开的值班电话", "关于文号的说明", "标题里有标题", "理由充分", "通知…"),
    *("审批人变更的公告", "内容与形式", "地点：一楼大厅", "示例甲", "办公室", "本季度没有此类事项"),
    *("https://example.invalid/1", "https://example.invalid/标题", "公开栏", "上级", "", "　"),
)


@pytest.mark.parametrize("text", [*LOOKALIKES, *sorted(PLACEHOLDERS)])
def test_a_stand_in_is_known_in_any_dress(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize("text", WRITTEN)
def test_what_people_really_write_is_none(text: str) -> None:
    assert not is_placeholder(text)


def commands() -> Iterator[tuple[tuple[str, ...], Any, Spec]]:
    """Yield the words, the command and the row of each command."""
    for name, spec in COMMANDS.items():
        for part, each in (spec.parts or {"": spec}).items():
            function = each.function or "_".join(filter(None, (name, part)))
            yield (name, *filter(None, [part])), load_command(function, part or name, each), each


def flag_of(param: Any) -> str:
    """Return under which name a form knows an option or an argument."""
    return str(param.opts[0] if param.param_type_name == "option" else param.metavar).rstrip("…")


MEASURED = {
    *(
        "--on",
        "--from",
        "--to",
        "--since",
        "--before",
        "--as-of",
        "--planned",
        "--occurred",
        "--until",
    ),
    *("--for", "--month", "--year", "--quarter", "--within", "--limit", "--every", "--rule"),
    *("--scope", "--channel", "--drop-channel", "--role", "--authority", "--retention", "--state"),
    *("--via", "--received", "--due", "--result"),
    *("--timing", "--renewal", "--group", "--format", "--audience", "--field", "--expect", "回执"),
    *("--necessity", "--accuracy", "--secrecy", "--privacy"),
    *("--asker", "--outcome", "--via", "--received"),
    *("--step", "--file", "--attach", "--evidence", "--catalog", "--out", "--ledger", "文件"),
    "文件夹",
    *("--counts", "--asked"),
    *("命令", "设置", "字段", "表格", "天数", "词", "日期", "期次", "--valid-from"),
}
"""What takes a day, a number, a word of a closed list, a file that must be there, or a search."""


def test_every_option_has_a_noun_or_is_measured_otherwise() -> None:
    params = [param for _, command, _ in commands() for param in command.params]
    known = {flag_of(param) for param in params if not getattr(param, "is_flag", False)}

    assert known - MEASURED - set(NOUNS) == set()
    assert MEASURED & set(NOUNS) == set()


def writing() -> Iterator[Any]:
    """Yield each command that writes with each of its free texts."""
    for words, command, spec in commands():
        for param in command.params if spec.kind == "write" else ():
            flag = flag_of(param)
            if flag in NOUNS and flag != "--content-file":
                yield pytest.param(words, flag, id=f"{' '.join(words)} {flag}")


@pytest.mark.parametrize(("words", "flag"), [*writing()])
def test_no_free_text_takes_a_stand_in(run: Office, words: tuple[str, ...], flag: str) -> None:
    """Type it for every free text of every command: it is refused, whatever the ledger holds."""
    stand_in = {"--accept": "F1=理由", "--url": "https://…"}.get(flag, "…")
    first = ("审核时限",) if flag == "值" else ()
    given = (*first, stand_in) if not flag.startswith("--") else (flag, stand_in)

    ran = run(*words, *given, "--json")

    assert ran.code == 2
    assert f"要写真实的{NOUNS[flag]}，不是“" in ran.json["error"]["message"]


def test_a_text_is_refused_once_and_with_what_to_do(run: Office) -> None:
    ran = run("propose", "1.1.1", "--title", "“标题”", "--content", "没有此类事项")

    assert ran.err == "用法错误：要写真实的标题，不是“标题”\n下一步：换成真实的标题，再办一次\n"


def test_nothing_of_a_stand_in_is_kept(run: Office) -> None:
    before = run.ok("log", "--json").json

    assert run("propose", "1.1.1", "--title", "…", "--content", "…").code == 2
    assert run("staff", "add", "姓名", "--office", "办公室", "--role", "承办").code == 2
    assert run("init", "--unit", "单位名称").code == 2
    assert run("config", "set", "全宗号", "…", "--by", SECRETARY).code == 2
    assert run("nil", "1.1.2", "--for", "2026-Q3", "--reason", "理由", "--by", PROPOSER).code == 2
    assert run.ok("log", "--json").json == before


@pytest.mark.parametrize(
    ("stand_in", "who"), [("审核人", REVIEWER), ("审批人", SECRETARY), ("提出人", PROPOSER)]
)
def test_for_a_name_those_are_named_who_may(run: Office, stand_in: str, who: str) -> None:
    ran = run("review", "2026-0001", "--by", stand_in)

    assert ran.code == 2
    assert f"要写真实的姓名，不是“{stand_in}”" in ran.err
    assert f"可由 {who}" in ran.err


def test_where_nobody_is_known_for_a_name_the_list_is_shown(run: Office) -> None:
    ran = run("--ledger", "没有台账", "review", "2026-0001", "--by", "审核人")

    assert (ran.code, "pdisc staff list" in ran.err) == (2, True)


def test_the_operator_is_no_stand_in(run: Office) -> None:
    words = ("propose", "1.1.1", "--title", "示例标题", "--content", "示例正文")

    assert run(*words, env={"PDISC_ACTOR": "姓名"}).code == 2
    assert run(*words, "--as", "您的姓名").code == 2


def test_a_file_of_nothing_but_a_stand_in_is_no_text(run: Office) -> None:
    words = ("propose", "1.1.1", "--title", "示例标题", "--content-file", "-")

    assert run(*words, stdin="正文\n").code == 2
    assert run(*words, "--dry-run", stdin="正文和附件都在这里\n").code == 0


def test_a_channel_may_be_called_what_also_stands_for_a_file(run: Office) -> None:
    number = run.walk("已审批")

    run.ok("publish", number, "--channel", "文件", "--place", "各科室", "--by", PROPOSER)


def test_words_can_be_looked_for_whatever_they_stand_for(run: Office) -> None:
    assert run("search", "标题").code == 0


def test_a_setting_is_no_stand_in_because_of_its_name(run: Office) -> None:
    run.ok("config", "set", "单位名称", "示例单位党支部")


def test_whoever_calls_the_services_is_held_to_it_too() -> None:
    with pytest.raises(Exception, match="要写真实的标题"):
        paragraph("--title", "标题")


def test_every_word_for_a_person_is_on_the_list() -> None:
    assert set(PEOPLE) < set(PLACEHOLDERS)


def test_a_channel_may_be_dropped_by_the_same_word(run: Office) -> None:
    number = run.walk("已审核")

    run.ok("approve", number, "--drop-channel", "文件", "--by", SUPERIOR)
