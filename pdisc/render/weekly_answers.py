"""What to type for what is owed and nobody has begun, for each kind of it."""

from collections.abc import Iterator, Sequence

from pdisc.due.row import DueRow
from pdisc.words import Timing

PROPOSE = "pdisc propose 编号 --for 期次 --title 标题 --content 正文"
NIL = "pdisc nil 编号 --for 期次 --by 姓名 --reason 理由"
"""How what is owed for a window is answered: by a disclosure, or by saying there was nothing."""
STAND = "pdisc propose 编号 --title 标题 --content 正文"
LOOK = "pdisc catalog reconfirm 编号 --by 姓名"
"""How what has to stand at all times is: by a disclosure, or by looking at what hangs."""
CAME_UP = "pdisc propose 编号 --occurred 日期 --title 标题 --content 正文"
"""How what came up on a day is."""


def answers(rows: Sequence[DueRow], signs: str) -> Iterator[str]:
    """Yield how what nobody has begun is answered, a line for each kind of it that is there."""
    if any(row.timing is Timing.PERIODIC for row in rows):
        yield f"  提出：{PROPOSE}；没有这类事的：{NIL}"
    standing = [row for row in rows if row.timing is Timing.STANDING]
    if any(row.window for row in standing):
        yield f"  固定的，每年换新：{PROPOSE}"
    looked = [row.next.startswith("pdisc catalog reconfirm") for row in standing if not row.window]
    if not all(looked):
        hung = f"pdisc opening 编号 --on 日期 --channel 公开栏 --place 地点 --by {signs}"
        yield f"  固定的，还没有公开：{STAND}；早就挂着：{hung}"
    if any(looked):
        yield f"  固定的，看过还有效：{LOOK}"
    if any(row.timing is Timing.OCCASIONAL for row in rows):
        yield f"  随时的：{CAME_UP}"
