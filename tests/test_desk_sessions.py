"""Whole sessions on a real terminal, answered by a person: no option is ever typed."""

import os
import sys
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from conftest import PROPOSER, REVIEWER, SUPERIOR, Office
from terminals import Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="ptys are POSIX")

PASTE, PASTED = "\x1b[200~", "\x1b[201~"
"""What a terminal puts round a text that is pasted."""
DESK = "打字母"


def environment(run: Office, tmp_path: Path, **more: str) -> Mapping[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PDISC_")}
    usual = {"PDISC_LEDGER": str(run.ledger), "PDISC_ACTOR": PROPOSER, "TERM": "xterm-256color"}
    home = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "settings")}
    return {**kept, **home, **usual, **more}


def answered(terminal: Terminal, session: Sequence[tuple[str, str]]) -> None:
    for question, typed in session:
        terminal.answer(question, typed)


def sits_down(run: Office, tmp_path: Path, *words: str, **more: str) -> Terminal:
    return Terminal(words, environment(run, tmp_path, **more), tmp_path)


PARAGRAPHS = ("第一段：召开支部党员大会两次。", "第二段：党费按月收缴。", "第三段：接受监督。")


def test_a_monday_with_slips_a_paste_and_a_strange_account(run: Office, tmp_path: Path) -> None:
    """She is wrong, goes back, cancels, pastes, and comes out where she meant to."""
    run.on(date.today())
    waits = run.propose("1.1.1", "--title", "学习情况")
    terminal = sits_down(run, tmp_path, PDISC_ACTOR="", LOGNAME="ADMINISTRATOR")
    answered(
        terminal,
        [
            (DESK, "1"),  # 审核
            ("您是哪一位", "书记"),
            ("名单里没有“书记”", ""),
            ("您是哪一位", REVIEWER),
            ("都算", "2"),
            ("必要性", "也许"),
            ("必要性", "1"),
            ("准确性", "<"),
            ("必要性", "\x15全部通过"),  # what stood there is wiped out first
            ("登记吗", "1"),
            ("⏎ 回到桌面", ""),
            (DESK, "t"),  # a proposal, cancelled in its middle
            ("目录编号", "没有这种"),
            ("目录里没有编号", "党费"),
            ("谁提出的", PROPOSER),
            ("公开的是哪一期", "1"),
            ("标题", "党费收缴情况"),
        ],
    )
    terminal.until("正文")
    terminal.type("\x03")
    terminal.until("写过的留着")
    answered(terminal, [(DESK, "j"), ("接着写吗", "1")])
    terminal.until("正文")
    terminal.type(f"{PASTE}{chr(13).join(PARAGRAPHS)}{PASTED}\r")
    answered(
        terminal,
        [("", "完"), ("登记吗", "是"), ("⏎ 回到桌面", ""), (DESK, "0")],
    )
    assert terminal.ended() == 0, terminal.shown
    assert run.show(waits)["state"] == "已审核"
    shown = run.show("2026-0002")
    assert shown["content"].split("\n") == list(PARAGRAPHS)
    assert "Traceback" not in terminal.shown


def test_one_matter_from_proposal_to_archive_by_questions_alone(
    run: Office, tmp_path: Path
) -> None:
    """Nothing but numbers, names and texts are typed; the desk leads from step to step."""
    photo = tmp_path / "公开栏 照片.txt"
    photo.write_text("（照片）", encoding="utf-8")
    hung = date.today() - timedelta(days=10)
    run.on(hung)
    number = run.propose("1.1.1", "--title", "学习情况", "--content", "召开支部党员大会两次。")
    run.on(date.today())
    terminal = sits_down(run, tmp_path)
    answered(
        terminal,
        [
            (DESK, "1"),
            ("谁审核的", "1"),
            ("必要性", "全部通过"),
            ("登记吗", "1"),
            ("⏎ 回到桌面", ""),
            (DESK, "1"),
            ("谁审批的", SUPERIOR),
            ("怎样批的", "2"),  # print the form first
            ("⏎ 回到桌面", ""),
            (DESK, "1"),
            ("谁审批的", SUPERIOR),
            ("怎样批的", "1"),
            ("核对码", run.show(number)["check_code"]),
            ("签了字的审批表", f'"{photo}"'),
            ("登记吗", "1"),
            ("⏎ 回到桌面", ""),
            (DESK, "1"),
            ("已经用哪种形式公开了", "全部"),
            ("哪一天公开的", ""),
            ("网址", "www.example.cn"),
            ("网址", "\x15https://www.example.cn/1"),
            ("地点", "一楼"),
            ("凭证", ""),
            ("登记吗", "1"),
            ("⏎ 回到桌面", ""),
            (DESK, "0"),
        ],
    )
    assert terminal.ended() == 0, terminal.shown
    assert run.show(number)["state"] == "已公开", terminal.shown
    assert list(tmp_path.glob("审批表*.docx"))


@pytest.mark.parametrize(("words", "variable"), [(("--plain",), ""), ((), "1")])
def test_for_a_screen_reader_all_is_plain_text(
    run: Office, tmp_path: Path, words: tuple[str, ...], variable: str
) -> None:
    run.on(date.today())
    run.propose("1.1.1", "--title", "学习情况")
    terminal = sits_down(run, tmp_path, *words, PDISC_PLAIN=variable)
    answered(
        terminal,
        [
            (DESK, "1"),
            ("谁审核的", "1"),
            ("必要性", "全部通过"),
            ("登记吗", "1"),
            ("⏎ 回到桌面", ""),
            (DESK, "b"),
            ("报告", "1"),
            ("⏎ 回到桌面", ""),
            (DESK, "0"),
        ],
    )
    assert terminal.ended() == 0, terminal.shown
    assert "\x1b[" not in terminal.shown.replace("\x1b[?2004h", "").replace("\x1b[?2004l", "")
    assert "│" not in terminal.shown
    assert "─" not in terminal.shown.replace("—", "")


@pytest.mark.parametrize("term", ["dumb", "vt100", "xterm"])
def test_every_kind_of_terminal_is_good_enough(run: Office, tmp_path: Path, term: str) -> None:
    run.on(date.today())
    terminal = sits_down(run, tmp_path, TERM=term)
    answered(
        terminal,
        [
            (DESK, "w"),
            ("目录编号", "2.1.1"),
            ("哪一期", "1"),
            ("理由", "没有此类事项"),
            ("登记吗", "1"),
            ("⏎ 回到桌面", ""),
            (DESK, "0"),
        ],
    )
    assert terminal.ended() == 0, terminal.shown
    assert run.ok("log", "--json").json["events"][-1]["kind"] == "无事项"
