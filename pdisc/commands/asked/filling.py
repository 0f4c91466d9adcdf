"""填报 and 成表: what a terminal is asked for a sheet that is handed out, or taken back."""

from datetime import timedelta
from pathlib import Path

from pdisc.commands.asked.asker import Asker
from pdisc.commands.asked.plans import ask_file
from pdisc.commands.asked.question import Instead
from pdisc.commands.asked.recording import approvers
from pdisc.commands.asked.who import ask_who
from pdisc.dates.spoken import spelled_window
from pdisc.dates.windows import parse_window, window_of
from pdisc.services.texts import line
from pdisc.sheets.fill_forms import CARRYING
from pdisc.words import Cycle, Role

HAND_OUT, TO_CARRY_OUT, TAKE_BACK = "出表：提出、无事项", "出表：已审批的登记实施", "录入填好的表"
BACK_IN_TIME = timedelta(days=1)


def sheet(asker: Asker) -> None:
    """Ask whether a sheet is handed out or taken back; for the one which window, else which file.

    What is handed out is no registration: it goes on as the line that says it all.
    """
    if asker.has("window", "out") and not asker.has("source"):
        return
    way = TAKE_BACK
    if not asker.has("source"):
        way = asker.choose("一季度一张表", (HAND_OUT, TO_CARRY_OUT, TAKE_BACK))
    if way == TAKE_BACK:
        if not asker.has("source"):
            asker.given["source"] = ask_file(asker, "填好的表（xlsx）的路径")
        ask_who(asker, (Role.PROPOSER,), "录入填报", frozenset())
        return
    window = _window(asker)
    step = ("--step", CARRYING) if way == TO_CARRY_OUT else ()
    usual = f"{parse_window(window).name}{'实施' if step else '填报'}.xlsx"
    raise Instead("sheet", window, *step, "--out", _file(asker, usual))


def _window(asker: Asker) -> str:
    """Ask for the quarter; the one that is over last is meant by a bare return."""
    now = window_of(Cycle.QUARTER, asker.today)
    over = window_of(Cycle.QUARTER, now.start - BACK_IN_TIME)
    return asker.ask(
        f"哪一期（回车就是{over.name}，也可写 四季度、2026年11月）",
        lambda typed: parse_window(spelled_window(typed, asker.today)).key,
        empty=over.key,
    )


def _file(asker: Asker, usual: str) -> str:
    """Ask for a file that isn't there yet: what was filled in is never written over."""
    stem, count = usual.removesuffix(".xlsx"), 1
    while Path(usual).exists():
        count += 1
        usual = f"{stem}（{count}）.xlsx"
    label = f"写到哪个文件（回车就是 {usual}）"
    return asker.ask(label, lambda typed: line("--out", typed), empty=usual)


def catalog_sheet(asker: Asker) -> None:
    """Ask whether the catalogue is handed out or taken back; then for the file, and who decides."""
    if asker.has("out"):
        return
    if not asker.has("source"):
        way = asker.choose("目录一张表", ("出表", TAKE_BACK))
        if way != TAKE_BACK:
            raise Instead("catalog", "sheet", "--out", _file(asker, "目录.xlsx"))
        asker.given["source"] = ask_file(asker, "改好的表（xlsx）的路径")
    approvers(asker, "更正、核定目录")
    if not asker.has("reason"):
        asker.given["reason"] = asker.ask(
            "更正的理由（只核定、没有改的就回车）", lambda typed: line("--reason", typed), empty=""
        )
        asker.given["reason"] = asker.given["reason"] or None
