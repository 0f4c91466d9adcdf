"""What the desk offers beside its rows: what each letter leads to, and how a debt is answered."""

from typing import NamedTuple

from pdisc.words import Timing


class DeskChoice(NamedTuple):
    """One thing that can be chosen: its key, its name, and the words it runs; or more to choose."""

    key: str
    name: str
    words: tuple[str, ...] = ()
    more: tuple["DeskChoice", ...] = ()


PEOPLE = DeskChoice(
    "",
    "人员",
    more=(
        DeskChoice("", "看名单", ("staff", "list")),
        DeskChoice("", "登记一个人", ("staff", "add")),
        DeskChoice("", "登记离任", ("staff", "close")),
    ),
)
CATALOG = DeskChoice(
    "",
    "公开目录",
    more=(
        DeskChoice("", "看目录", ("catalog", "list")),
        DeskChoice("", "检查推定、推读的内容", ("catalog", "check")),
        DeskChoice("", "核定", ("catalog", "confirm")),
        DeskChoice("", "更改一条", ("catalog", "set")),
    ),
)
RULES = DeskChoice(
    "",
    "时限和其他设置",
    more=(
        DeskChoice("", "看现在的设置", ("config", "show")),
        DeskChoice("", "改一项设置", ("config", "set")),
    ),
)
OPINIONS = DeskChoice(
    "y",
    "群众意见",
    more=(
        DeskChoice("", "登记点题（有人要求公开）", ("request", "add")),
        DeskChoice("", "看点题", ("request", "list")),
        DeskChoice("", "登记意见", ("opinion", "add")),
        DeskChoice("", "看意见", ("opinion", "list")),
        DeskChoice("", "登记满意度测评", ("survey", "add")),
    ),
)
REPORTS = DeskChoice(
    "b",
    "报告",
    more=(
        DeskChoice("", "今年的公开情况", ("report",)),
        DeskChoice("", "全部待办", ("due", "--all")),
        DeskChoice("", "季报（打印）", ("print", "季报")),
        DeskChoice("", "年度通报（打印）", ("print", "年度通报")),
    ),
)
LOOKING = DeskChoice(
    "c",
    "查找",
    more=(
        DeskChoice("", "按词找", ("search",)),
        DeskChoice("", "看一件", ("show",)),
        DeskChoice("", "列出全部", ("list",)),
        DeskChoice("", "看登记的日志", ("log",)),
    ),
)
MENU = (
    DeskChoice("t", "提出", ("propose",)),
    DeskChoice("w", "无事项", ("nil",)),
    DeskChoice("f", "发生了事", ("occurred",)),
    DeskChoice("x", "一季度一张表", ("sheet",)),
    LOOKING,
    REPORTS,
    DeskChoice("d", "打印", ("print",)),
    OPINIONS,
    DeskChoice("s", "设置", more=(PEOPLE, CATALOG, RULES)),
    DeskChoice("h", "帮助", ("help",)),
)
LEAVING = DeskChoice("0", "退出")

NEW = ("init",)
FIRST = (
    DeskChoice("", "建一本新台账（一步一步问）", NEW),
    DeskChoice("", "先看一遍演示（不留下任何东西）", ("tour",)),
    DeskChoice("", "台账在别的文件夹"),
    DeskChoice("", "退出"),
)

WAYS = (
    ("有内容，提出公开", "propose"),
    ("这一期没有此类事项", "nil"),
    ("建账以前已经在纸上办过（期初）", "opening"),
    ("领导准予顺延", "defer"),
)
"""How what an item owes can be answered, and by which command."""
ANSWERS = {
    Timing.PERIODIC: frozenset({"propose", "nil", "opening", "defer"}),
    Timing.STANDING: frozenset({"propose", "opening", "defer"}),
    Timing.OCCASIONAL: frozenset({"propose", "defer"}),
}
"""Which of them fit what kind of item."""
MENDING = (
    ("遮盖审查发现的内容（脱敏）", "redact"),
    ("改正文、附件（修改）", "revise"),
    ("审核的人看过了，登记他的审核", "review"),
)
"""What whoever may not review does about what waits for a review, with findings open."""
FOR = frozenset({"propose", "nil", "defer"})
"""To which of them the window belongs, where one is known."""
