"""Whole sessions on a real terminal, answered by a person: no option is ever typed."""

import os
import subprocess
import sys
import venv
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from conftest import PROPOSER, REVIEWER, SUPERIOR, Office
from filled_sheets import Page
from terminals import Terminal

from pdisc.clock import FixedClock

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="ptys are POSIX")

PASTE, PASTED = "\x1b[200~", "\x1b[201~"
"""What a terminal puts round a text that is pasted."""
DESK = "打字母"
ROOT = Path(__file__).parent.parent


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
            ("按回车回到桌面", ""),
            (DESK, "t"),  # a proposal, cancelled in its middle
            ("目录编号", "没有这种"),
            ("没有编号或名称里有", "党费"),
            ("由谁提出", PROPOSER),
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
        [("", "完"), ("登记吗", "是"), ("按回车回到桌面", ""), (DESK, "0")],
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
            ("由谁审核", "1"),
            ("必要性", "全部通过"),
            ("登记吗", "1"),
            ("按回车回到桌面", ""),
            (DESK, "1"),
            ("由谁审批", SUPERIOR),
            ("怎样批的", "2"),  # print the form first
            ("按回车回到桌面", ""),
            (DESK, "1"),
            ("由谁审批", SUPERIOR),
            ("怎样批的", "1"),
            ("核对码", run.show(number)["check_code"]),
            ("签了字的审批表", f'"{photo}"'),
            ("登记吗", "1"),
            ("按回车回到桌面", ""),
            (DESK, "1"),
            ("已经用哪种形式公开了", "全部"),
            ("哪一天公开的", ""),
            ("网址", "www.example.cn"),
            ("网址", "\x15https://www.example.cn/1"),
            ("地点", "一楼"),
            ("凭证", ""),
            ("登记吗", "1"),
            ("按回车回到桌面", ""),
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
            ("由谁审核", "1"),
            ("必要性", "全部通过"),
            ("登记吗", "1"),
            ("按回车回到桌面", ""),
            (DESK, "b"),
            ("报告", "1"),
            ("按回车回到桌面", ""),
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
            ("按回车回到桌面", ""),
            (DESK, "0"),
        ],
    )
    assert terminal.ended() == 0, terminal.shown
    assert run.ok("log", "--json").json["events"][-1]["kind"] == "无事项"


def test_a_quarter_by_sheet_with_ten_kinds_of_wrong_cells(run: Office, tmp_path: Path) -> None:
    """Wrong cells are told by row and column, put right in the sheet, and taken in by one yes."""
    run.on(date(2026, 11, 24))
    wrong = {
        "1.1.2": {"办法": "公布"},
        "1.3.1": {"办法": "公开", "标题": "只有标题"},
        "1.3.2": {"办法": "无事项"},
        "2.1.1": {"办法": "公开", "标题": "范围", "内容": "正文。", "范围": "全世界"},
        "2.2.1": {"办法": "公开", "标题": "形式", "内容": "正文。", "形式": "广播"},
        "2.2.2": {"办法": "公开", "标题": "附件", "内容": "正文。", "附件": "没有.docx"},
        "2.2.3": {"办法": "公开", "标题": "日期", "内容": "正文。", "计划日期": "三月三十二日"},
        "3.2.1": {"办法": "公开", "标题": "标题", "内容": "正文。"},
        "3.3.1": {"标题": "没有写办法"},
        "3.4.1": {"办法": "公开", "标题": "科室", "内容": "正文。", "承办科室": "不存在的科"},
    }
    path = tmp_path / "三季度.xlsx"
    terminal = sits_down(run, tmp_path)
    answered(
        terminal,
        [
            (DESK, "x"),
            ("一季度一张表", "1"),
            ("哪一期", "2026年三季度"),
            ("写到哪个文件", path.name),
            ("按回车回到桌面", ""),
        ],
    )
    terminal.until(DESK)
    page = Page(path)
    for code, cells in wrong.items():
        page.fill(page.row(code), **cells)
    page.save(path.name)
    take_back = [("一季度一张表", "3"), ("填好的表", f'"{path}"')]
    terminal.type("x\r")
    answered(terminal, take_back)
    terminal.until("还没有登记")
    told = terminal.shown[terminal.shown.rindex("填好的表") :]
    rows = [page.row(code) for code in wrong]
    assert [row for row in rows if f"第{row}行" not in told] == []
    page = Page(path)
    for code in wrong:
        page.fill(page.row(code), **dict.fromkeys(wrong[code]))
        page.nothing(code)
    page.save(path.name)
    answered(terminal, [("填好的表", ""), ("登记吗", "1"), ("按回车回到桌面", ""), (DESK, "0")])
    assert terminal.ended() == 0, terminal.shown
    recorded = run.ok("log", "--json").json["events"]
    assert sum(each["kind"] == "无事项" for each in recorded) == len(wrong)


BEGUN = (
    *(("现在", "1"), ("单位名称", "测试单位"), ("从哪一天起算", "3"), ("支委会", "2")),
    *(("由哪个科室承办", ""), ("登记吗", "1"), ("按回车回到桌面", "")),
)
PEOPLE = (
    *(("办哪一样", "1"), ("您的姓名", "测试甲"), ("都用这个电脑账户", "1"), ("科室", "")),
    *(("职责", "1、4"), ("登记吗", "1")),
    *(("姓名", "测试乙"), ("科室", ""), ("职责", "2"), ("登记吗", "1")),
    *(("姓名", "测试丙"), ("科室", ""), ("职责", "3"), ("审批权限", "1"), ("登记吗", "1")),
)
DEBTS = (("办哪一样", "1"), ("理由", ""), ("登记吗", "1"), ("办哪一样", "4"))
PROPOSED = (
    *((DESK, "t"), ("目录编号", "没有这种"), ("没有编号或名称", "xcsxgz"), ("标题", "宣传思想")),
)
STEPS = (
    *(("", "完"), ("登记吗", "1"), ("按回车回到桌面", "")),
    *((DESK, "1"), ("由谁审核", "1"), ("必要性", "全部通过"), ("登记吗", "1")),
    *(("按回车回到桌面", ""), (DESK, "1"), ("由谁审批", "1"), ("怎样批的", "1"), ("核对码", "")),
    *(("签了字", ""), ("登记吗", "1"), ("按回车回到桌面", "")),
    *((DESK, "1"), ("哪种形式", "全部"), ("哪一天", ""), ("地点", "三楼"), ("凭证", "")),
    *(("登记吗", "1"), ("按回车回到桌面", "")),
    *(
        (DESK, "归档"),
        ("公开事项编号", f"{date.today().year}-0001"),
        ("收到意见", "1"),
        ("登记吗", "1"),
    ),
    *(("按回车回到桌面", ""), (DESK, "0")),
)


@pytest.mark.slow  # a whole installation, from what the index has
def test_the_first_hour_from_installing_it_to_the_first_dossier(tmp_path: Path) -> None:
    """Nothing but questions are answered: a ledger, people, old debts, and one matter filed."""
    venv.create(tmp_path / "环境", with_pip=True)
    program = tmp_path / "环境" / "bin" / "pdisc"
    pip = [str(program.with_name("pip")), "install", "-q", str(ROOT)]
    subprocess.run(pip, check=True)
    run = Office(tmp_path / "台账", FixedClock(datetime.now(tz=UTC)))
    kept = environment(run, tmp_path, PDISC_ACTOR="", LOGNAME="ADMINISTRATOR")
    terminal = Terminal((), kept, tmp_path, program=(str(program),))
    answered(terminal, [*BEGUN, *PEOPLE, *DEBTS, *PROPOSED])
    terminal.until("正文")
    terminal.type(f"{PASTE}{chr(13).join(PARAGRAPHS)}{PASTED}\r")
    answered(terminal, STEPS)
    assert terminal.ended() == 0, terminal.shown
    number = f"{date.today().year}-0001"
    shown = run.show(number)
    assert shown["state"] == "已归档"
    assert shown["content"].split("\n") == list(PARAGRAPHS)
    assert {each["by"] for each in shown["steps"]} == {"测试甲", "测试乙", "测试丙"}
    assert (run.ledger / shown["dossier"] / "data" / "首页.html").is_file()
    assert run.verify()["ok"]
