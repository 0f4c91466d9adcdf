"""Starting where the office stands: what is still to be done of it, one act after another.

Each is a command that is walked through by itself; what is left follows from the ledger, so it can
be broken off anywhere and gone on with later.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress

from pdisc.commands.asked.asker import Asker
from pdisc.commands.asked.beginning import which_hang
from pdisc.commands.asked.question import Back
from pdisc.commands.table import COMMANDS
from pdisc.context import Context
from pdisc.errors import ExitCode
from pdisc.services import first_hour, knowing, weekly
from pdisc.services.first_hour import Start

Run = Callable[[Sequence[str], Context], int]

LATER = "先到这里，看今天要办的"
MORE_PEOPLE = "再登记一个人"
SIGNED = frozenset({Start.PAPER, Start.HANGING})
"""What somebody has to sign, so that there must be somebody first."""
ON_PAPER, IN_EXCEL, DECIDED = (
    "照推定的打印目录核定表，请书记逐项看过、签字",
    "在 Excel 里改，改好了收回来",
    "书记已经定了，现在核定",
)


def is_wanted(context: Context) -> bool:
    """Say whether there is a ledger in which the five steps still want for people."""
    if not context.folder.has_ledger():
        return False
    with context.reading() as reading:
        return bool(first_hour.people_wanted(reading, context.today))


def go_on(context: Context, run: Run) -> None:
    """Let her do what is left, one after another by `run`, until she has enough or all is done."""
    with suppress(Back, KeyboardInterrupt):
        while words := _chosen(context):
            carried_out(context, run, words)
    context.screen.notice("")


def carried_out(context: Context, run: Run, words: Sequence[str]) -> int:
    """Run a command line of the same person; once it is done she stays who she said she is."""
    fresh = context.anew()
    code = run(words, fresh)
    if code == ExitCode.DONE:
        context.options.operator = fresh.options.operator
    context.look_anew()
    return code


def _chosen(context: Context) -> Sequence[str]:
    """Return the command line of what she chose; none where she has enough, or all is done."""
    with context.reading() as reading:
        due = weekly.check(reading, weekly.CheckQuestion(on=context.today)).due
        left = first_hour.left_to_start(reading, due)
        lacking = first_hour.beyond_all(reading, context.today)
        nobody = not knowing.people(reading, context.today)
    if not left:
        context.screen.notice("建账要办的都办了。")
        return ()
    asker = Asker(context, {})
    now = [step for step in left if not (nobody and step in SIGNED)]
    offered: dict[str, Start | None] = {f"{step}：{left[step]}": step for step in now}
    if Start.PEOPLE not in left:
        offered[f"{MORE_PEOPLE}（{lacking}）" if lacking else MORE_PEOPLE] = Start.PEOPLE
    offered[LATER] = None
    context.screen.heading("建账还差这些")
    if len(now) < len(left):
        after = "、".join(step for step in left if step not in now)
        context.screen.notice(f"（登记了人，接着办：{after}）")
    chosen = offered[asker.choose("办哪一样", list(offered))]
    return _words(asker, chosen) if chosen else ()


def _words(asker: Asker, chosen: Start) -> Sequence[str]:
    """Return the command line by which something of the start is done."""
    if chosen is Start.PEOPLE:
        return ("staff", "add")
    if chosen is Start.PAPER:
        return ("opening", "--all-owed")
    if chosen is Start.HANGING:
        return ("opening", *which_hang(asker))
    ways: dict[str, Sequence[str]] = {ON_PAPER: ("print", "目录核定表")}
    if "sheet" in (COMMANDS["catalog"].parts or {}):
        ways[IN_EXCEL] = ("catalog", "sheet")
    ways[DECIDED] = ("catalog", "confirm")
    return ways[asker.choose("目录里推定的内容", list(ways))]
