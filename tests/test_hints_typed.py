"""Whatever the program tells to type can be typed in the state in which it is told."""

import re
import shlex
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from conftest import ALL_PASS, PROPOSER, REVIEWER, SECRETARY, SUPERIOR, Office, Ran
from long_runs import LONG
from test_examples import commands

from pdisc.commands.table import COMMANDS
from pdisc.values.placeholders import PEOPLE, is_placeholder
from pdisc.words import State

MEANT = {
    **{
        word: {"审核": REVIEWER, "审批": SUPERIOR}.get(role, PROPOSER)
        for word, role in PEOPLE.items()
    },
    **dict.fromkeys(("理由", "退回理由", "退回的理由", "原因", "依据"), "示例情况属实"),
    **dict.fromkeys(("备注", "整改", "上级意见"), "示例情况已经核对"),
    **dict.fromkeys(("单位名称", "电话或地址"), "示例单位"),
    **dict.fromkeys(("文号", "批复文号"), "示例发〔2026〕1号"),
    **dict.fromkeys(
        ("正文", "内容", "修改后的内容", "更正后的内容", "变更后的内容"), "改好的一稿。"
    ),
    "标题": "示例标题",
    "办理结果": "不属实",
    "反馈": "已经核对并答复。",
    "地点": "会议室",
    "网址": "https://example.invalid/1",
    "形式": "会议",
    "上级党组织名称": "示例县委",
    "科室": "办公室",
    "期次": "2026-Q3",
    "周期": "每半年",
    "群体": "党员",
    "份数": "12,3,1,2",
    "编号": "1.1.1",
    "公开事项编号": "2026-0001",
    "要遮盖的姓名": "示例甲",
}
"""What somebody writes where a hint says what is to be written."""


def told(ran: Ran) -> list[str]:
    """Return the commands that an answer or a refusal tells to type."""
    said = ran.out + ran.err
    hinted = [
        line for line in said.splitlines() if line.strip().startswith(("下一步", "pdisc", "先按"))
    ]
    return [
        each.strip()
        for line in hinted
        for each in re.findall(r"pdisc [a-z][^；。（）：，\n]*", line)
    ]


def filled_in(words: list[str], folder: Path) -> list[str]:
    """Return a command with everything in it that was only standing in."""
    (folder / "换过的.txt").write_text("换过的文件的内容。", encoding="utf-8")
    meant = {**MEANT, "换过的文件": str(folder / "换过的.txt"), "文件夹": str(folder / "存出")}
    return [
        f"{head}={meant[tail]}" if (head, sep) and sep and tail in meant else meant.get(word, word)
        for word in words
        for head, sep, tail in [word.partition("=")]
    ]


def wrong_with(run: Office, hint: str, number: str, folder: Path) -> str:
    """Type a hint; return what is wrong with it, or nothing.

    As it stands it is refused or all its values are real; with what it asks for it is allowed.
    """
    words = shlex.split(hint)[1:]
    if words[0] not in COMMANDS:
        return ""  # of an area that isn't there yet
    spec = COMMANDS[words[0]]
    spec = (spec.parts or {}).get(words[1], spec) if len(words) > 1 else spec
    dry = ["--dry-run"] if spec.kind == "write" else []
    if any(map(is_hole, words)) and run(*words, *dry).code == 0:
        return f"{hint}: taken as it stands"
    here = {"编号": number} if words[0] == "show" else {}
    if "--drop-channel" in words:
        here["形式"] = run.show(number)["open_channels"][-1]
    meant = [here.get(word, word) for word in words]
    ran = run(*filled_in(meant, folder), *dry)
    return f"{hint} → {ran.err}" if ran.code else ""


def is_hole(word: str) -> bool:
    """Tell whether a word of a command only stands in, alone or behind F1=."""
    return is_placeholder(word.partition("=")[2] or word)


def whatever_is_told(run: Office, number: str) -> Iterator[str]:
    """Yield every command that is told in this state, by looking and by trying what isn't due."""
    yield from told(run("show", number))
    yield from told(run("list"))
    yield from told(run())
    yield from told(run("due", "--all"))
    yield run.show(number)["next"] or "pdisc due"
    due = run.ok("due", "--json").json
    lists = ("overdue", "today", "this_week", "upcoming", "stuck", "waiting", "to_archive")
    yield from (row["next"] for name in lists for row in due[name])
    for attempt in attempts(number):
        ran = run(*attempt, "--dry-run")
        yield from told(ran) if ran.code in (0, 3) else ()


def attempts(number: str) -> list[tuple[str, ...]]:
    """Return every step, whether it is its turn or not."""
    return [
        ("review", number, "--by", REVIEWER, *ALL_PASS),
        ("approve", number, "--by", SECRETARY),
        ("approve", number, "--by", SUPERIOR),
        ("publish", number, "--channel", "会议", "--place", "会议室"),
        ("publish", number, "--channel", "公开栏", "--place", "一楼"),
        ("archive", number, "--no-opinions"),
        ("archive", number),
        ("opinion", "add", number, "--content", "数字不一致"),
        ("opinion", "settle", f"{number}-Y1", "--result", "属实", "--feedback", "已经核对"),
        ("correct", number, "--rectifies", f"{number}-Y1", "--content", "更正的一稿。"),
        ("revise", number, "--content", "改好的一稿。"),
        ("redact", number, "--all"),
        ("withdraw", number, "--reason", "不再需要"),
        ("takedown", number, "--reason", "不再需要"),
        ("correct", number, "--content", "更正的一稿。"),
    ]


ABOUT_OTHERS: set[str] = set()
"""What was told of items that nothing was done about, and typed once: in the short form it is the
same whatever became of this one."""


def to_be_typed(told: Iterable[str], code: str) -> list[str]:
    """Return what is told in a state of an item's disclosure, without what was typed of others."""
    others = {each for each in told if "-000" not in each and f" {code}" not in each}
    again = set() if LONG else others & ABOUT_OTHERS
    ABOUT_OTHERS.update(others)
    return [each for each in told if each not in again]


@pytest.mark.parametrize("state", sorted(State))
@pytest.mark.parametrize("code", ["1.1.1", "3.3.2", "3.2.1"])
def test_what_is_told_in_a_state_may_be_done_in_it(
    run: Office, tmp_path: Path, state: str, code: str
) -> None:
    number = run.walk(state, code)

    hints = dict.fromkeys(whatever_is_told(run, number))
    typed = to_be_typed(hints, run.show(number)["code"])
    wrong = [told for hint in typed if (told := wrong_with(run, hint, number, tmp_path))]

    assert len(hints) > 5
    assert "\n".join(wrong) == ""


def partly_out(run: Office, _folder: Path) -> str:
    number = run.walk("已审批")
    run.ok("publish", number, "--channel", "会议", "--place", "会议室", "--by", PROPOSER)
    return number


def just_out(run: Office, _folder: Path) -> str:
    return run.walk("已公开")


def out_for_long(run: Office, _folder: Path) -> str:
    number = run.walk("已公开")
    run.on("2026-12-04")
    return number


def taken_down(run: Office, _folder: Path) -> str:
    number = run.walk("已审批")
    run.ok("publish", number, "--channel", "公开栏", "--place", "一楼", "--by", PROPOSER)
    run.ok("takedown", number, "--reason", "示例情况属实")
    return number


def notice_running(run: Office, _folder: Path) -> str:
    return run.walk("已公开", "3.3.2", "--public-notice")


def corrected(run: Office, _folder: Path) -> str:
    number = run.walk("已公开")
    run.ok("correct", number, "--content", "更正的一稿。")
    return number


def with_phone(run: Office, _folder: Path) -> str:
    return run.propose("1.1.1", "--content", "联系13895012345")


def marked_inside(run: Office, _folder: Path) -> str:
    return run.propose("1.1.1", "--content", "内部资料，注意保管\n示例情况")


def marked_file(run: Office, folder: Path) -> str:
    (folder / "名单.txt").write_text("内部资料，注意保管\n联系13895012345", encoding="utf-8")
    return run.propose("1.1.1", "--content", "见附件", "--attach", str(folder / "名单.txt"))


def named_word_masked(run: Office, folder: Path) -> str:
    number = run.propose("1.1.1", "--content", "示例甲，联系13895012345")
    run.ok("redact", number, "--mask", "示例甲", "--by", PROPOSER)
    return number


def recommended_inside(run: Office, _folder: Path) -> str:
    number = run.propose("1.1.1")
    run.ok("review", number, "--by", REVIEWER, "--withhold", "不宜公开", "--basis", "条例第八条")
    return number


def ahead_of_its_window(run: Office, _folder: Path) -> str:
    number = run.propose("1.1.1", "--for", "2027-Q1")
    run.review(number)
    run.approve(number)
    return number


def answered_by_nil(run: Office, _folder: Path) -> str:
    run.ok("nil", "1.1.2", "--for", "2026-Q3", "--reason", "没有此类事项", "--by", PROPOSER)
    return run.propose("1.1.1")


def urged(run: Office, _folder: Path) -> str:
    number = run.propose("1.1.1", "--for", "2026-Q3")
    run.ok("urge", "--all-overdue", "--by", SECRETARY)
    return number


def said_of(run: Office, _folder: Path) -> str:
    number = run.walk("已公开")
    run.ok("opinion", "add", number, "--content", "数字不一致")
    return number


def to_be_put_right(run: Office, folder: Path) -> str:
    number = said_of(run, folder)
    right = ("--rectify", "重新公布", "--to", PROPOSER, "--due", "2026-12-10")
    said = ("--result", "属实", "--feedback", "已经核对")
    run.ok("opinion", "settle", f"{number}-Y1", *said, *right)
    return number


def being_put_right(run: Office, folder: Path) -> str:
    number = to_be_put_right(run, folder)
    said = ("--content", "更正的一稿。", "--json")
    new = run.ok("correct", number, "--rectifies", f"{number}-Y1", *said).json["number"]
    for step in (run.review, run.approve, run.publish):
        step(new)
    return number


def put_right(run: Office, folder: Path) -> str:
    number = being_put_right(run, folder)
    run.ok("takedown", number, "--reason", "已经更正", "--by", PROPOSER)
    return number


SITUATIONS = (
    *(said_of, to_be_put_right, being_put_right, put_right),
    *(partly_out, just_out, out_for_long, taken_down, notice_running, corrected, with_phone),
    *(marked_inside, marked_file, named_word_masked, recommended_inside, ahead_of_its_window),
    *(answered_by_nil, urged),
)


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda situation: situation.__name__)
def test_what_is_told_in_a_situation_may_be_done_in_it(
    run: Office, tmp_path: Path, situation: Callable[[Office, Path], str]
) -> None:
    number = situation(run, tmp_path)
    hints = dict.fromkeys(whatever_is_told(run, number))
    typed = to_be_typed(hints, run.show(number)["code"])
    wrong = [told for hint in typed if (told := wrong_with(run, hint, number, tmp_path))]

    assert "\n".join(wrong) == ""


EXAMPLES = [
    example
    for _, _, spec in commands()
    for example in spec.examples
    if spec.kind == "write" and not {"--dry-run", "--out"} & set(example.split())
    if not example.endswith("check")
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_of_the_help_typed_as_it_stands_records_nothing(
    run: Office, example: str
) -> None:
    before = run.verify()["events"]

    assert run(*shlex.split(example)[1:]).code in (2, 3, 4)
    assert run.verify()["events"] == before


def test_what_is_in_hand_without_a_window_is_offered_for_the_one_that_is_owed(run: Office) -> None:
    number = run.propose("1.1.1")

    rows = run.ok("due", "--json").json["overdue"]
    (row,) = [each for each in rows if each["code"] == "1.1.1" and each["for"] == "2026-Q3"]

    assert row["next"] == f"pdisc revise {number} --for 2026-Q3"
    assert row["why"].endswith(f"；{number} 在办，没有写期次")


def test_what_was_demanded_and_is_in_hand_is_not_to_be_proposed_again(run: Office) -> None:
    run.propose("1.1.1", "--for", "2026-Q3")
    run.ok("urge", "1.1.1", "--by", SECRETARY)

    demands = run.ok("due", "--json").json["demands"]

    assert [row["next"] for row in demands if row["next"].startswith("pdisc propose 1.1.1")] == [
        f"pdisc propose 1.1.1 --for 2026-{quarter} --title 标题 --content 正文"
        for quarter in ("Q1", "Q2")
    ]
