"""Sheets that are filled in in Excel or WPS and taken back: their columns, and what they mean.

What `sheet` and `catalog sheet` write is what their `--from` looks for (DESIGN §6). A sheet is
known again by its 表号 above the headings: which sheet, of which window, of which ledger.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from pdisc.text import crockford, grouped, halfwidth, ungrouped
from pdisc.words import Authority, Renewal, Retention, Scope, ScopeDetail, Timing

HEADING_WITHIN = 8
"""Within how many rows the headings must stand."""

QUARTER, CARRYING, CATALOG = "填报", "实施", "目录"
COMMANDS = {QUARTER: "sheet", CARRYING: "sheet", CATALOG: "catalog sheet"}
"""By which command a sheet is handed out and taken back."""
"""Which sheets there are."""

CODE, ITEM, NUMBER, WINDOW = "编号", "公开内容", "编号", "期次"
WAY, TITLE, CONTENT, FILES = "办法", "标题", "内容", "附件"
SCOPE, CHANNELS, PLANNED, REASON, OFFICE = "范围", "形式", "计划日期", "理由", "承办科室"
CHANNEL, DAY, PLACE, URL = "公开形式", "公开日期", "地点", "网址"
UNTIL, PAPER, EVIDENCE = "公示截止", "文号", "凭证"
EVERY, TIMING, AUTHORITY, RETENTION = "周期", "时限", "审批权限", "保管期限"
RENEWAL, RULE = "更新", "附件1大类"
SURE, WHY, STATE = "核定", "推定的理由", "核对码"

PUBLISH, NOTHING = "公开", "无事项"
"""What 办法 may say; blank is not yet."""

YES = "是"

SCOPES = (*Scope, *(f"{Scope.PARTY}:{detail}" for detail in ScopeDetail))


class FillColumn(msgspec.Struct, frozen=True, kw_only=True):
    """One column: its heading, its width in characters, and what it means.

    What is `given` is locked. `choices` are offered as a list, `dated` cells hold a day.
    """

    title: str
    width: int
    means: str
    given: bool = False
    choices: tuple[str, ...] = ()
    dated: bool = False


class FillForm(msgspec.Struct, frozen=True, kw_only=True):
    """One kind of sheet: its word, what it is called, its columns, and how it is filled in."""

    word: str
    called: str
    columns: tuple[FillColumn, ...]
    how: tuple[str, ...]

    @property
    def titles(self) -> tuple[str, ...]:
        """The headings, in their order."""
        return tuple(each.title for each in self.columns)

    @property
    def to_fill(self) -> tuple[str, ...]:
        """The headings of those columns that are filled in."""
        return tuple(each.title for each in self.columns if not each.given)


class FillRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row as it is handed out: texts by heading, lists of its own, and cells to be marked."""

    cells: Mapping[str, str]
    choices: Mapping[str, tuple[str, ...]] = {}
    marked: frozenset[str] = frozenset()


class FillSheet(msgspec.Struct, frozen=True, kw_only=True):
    """A sheet to be filled in: its form, title and 表号, its rows, and what is told beside them."""

    form: FillForm
    title: str
    mark: str
    on: date
    rows: tuple[FillRow, ...]
    lists: Mapping[str, tuple[str, ...]] = {}
    told: tuple[str, ...] = ()
    reasons: tuple[tuple[str, str], ...] = ()
    """Why cells are marked, by heading, where most have the same reason."""


class Mark(msgspec.Struct, frozen=True):
    """A 表号 as it is read: which sheet, of what, and the code that binds both to a ledger."""

    word: str
    about: str
    code: str

    def of(self, ledger: str) -> bool:
        """Tell whether this very sheet was made from that ledger."""
        return ungrouped(self.code) == ungrouped(_code(self.word, self.about, ledger))


ABOUT_NOTHING = "全部"
_MARK = r"表号[:：]\s*(\S+)\s+(\S+)\s+([0-9A-Za-z]{4}-[0-9A-Za-z]{4})\Z"


def mark_of(word: str, about: str, ledger: str) -> str:
    """Return the 表号 of a sheet, as it is printed."""
    return f"表号：{word} {about} {_code(word, about, ledger)}"


def mark_in(text: str) -> Mark | None:
    """Return the 表号 that a cell holds, or None."""
    found = re.match(_MARK, halfwidth(text))
    return Mark(*found.groups()) if found and found[1] in FORMS else None


def _code(word: str, about: str, ledger: str) -> str:
    digest = hashlib.sha256("\n".join((ledger, word, about)).encode()).digest()
    return grouped(crockford(digest, 8), 4)


def folded(text: str) -> str:
    """Return a text as the eye compares it: full-width signs and blanks count for nothing."""
    return re.sub(r"\s+", "", halfwidth(text))


_GIVEN_CODE = FillColumn(title=CODE, width=9, means="目录编号，不要改", given=True)
_GIVEN_ITEM = FillColumn(title=ITEM, width=26, means="目录里的公开内容，不要改", given=True)

_BACK = "填好以后存成 xlsx，先看一遍有没有错：pdisc {command} --from 文件 --dry-run；没有错再录入"
_BLANK = "空着的行不录入；可以分几次填、几次录入，录入过的行不会再录第二次。"
_NO_EXTRAS = "不要合并单元格，不要写公式；可以加自己的列，录入时不看。"

QUARTER_FORM = FillForm(
    word=QUARTER,
    called="公开事项填报表",
    columns=(
        _GIVEN_CODE,
        _GIVEN_ITEM,
        FillColumn(title=WINDOW, width=13, means="哪一期、哪一天发生的，不要改", given=True),
        FillColumn(
            title=WAY,
            width=8,
            means=f"{PUBLISH}：提出公开；{NOTHING}：本期无事项（只有定期的才有）；空着：还没有定",
            choices=(PUBLISH, NOTHING),
        ),
        FillColumn(title=TITLE, width=20, means="公开的标题，一行"),
        FillColumn(title=CONTENT, width=34, means="公开的正文；有附件的可以不写"),
        FillColumn(
            title=FILES,
            width=14,
            means="附件的文件名，和这张表放在同一个文件夹；几个用顿号隔开，或者各写一行",
        ),
        FillColumn(
            title=SCOPE, width=10, means="只能收窄，不能放宽；收窄要写理由", choices=tuple(SCOPES)
        ),
        FillColumn(title=CHANNELS, width=14, means="公开形式，几种用顿号隔开；网站只用于社会"),
        FillColumn(title=PLANNED, width=11, means="打算哪一天公开，可以不写", dated=True),
        FillColumn(title=REASON, width=16, means="无事项的理由，或者收窄范围的理由"),
        FillColumn(title=OFFICE, width=11, means="承办科室"),
    ),
    how=(
        f"先填“{WAY}”：{PUBLISH}的写标题、内容（或附件），{NOTHING}的写理由，没有定的空着。",
        "灰底的格是给定的，已经锁上；白底的格可以改，范围、形式、承办科室已经按目录填好。",
        _BLANK,
        _NO_EXTRAS,
        "只需要复核的固定事项不在这张表里填：pdisc 目录 复核 编号",
        _BACK.format(command="填报"),
    ),
)

CARRYING_FORM = FillForm(
    word=CARRYING,
    called="公开实施登记表",
    columns=(
        FillColumn(title=NUMBER, width=12, means="公开事项编号，不要改", given=True),
        FillColumn(title=TITLE, width=34, means="标题，不要改", given=True),
        FillColumn(title=CHANNEL, width=14, means="批准的公开形式，不要改", given=True),
        FillColumn(title=DAY, width=12, means="实际公开的日期；空着就是还没有公开", dated=True),
        FillColumn(title=PLACE, width=20, means="会议室、公开栏在哪里，或者文件发给谁"),
        FillColumn(title=URL, width=28, means="网站的网址，以 http:// 或 https:// 开头"),
        FillColumn(title=UNTIL, width=12, means="公示到哪一天，可以不写", dated=True),
        FillColumn(title=PAPER, width=16, means="文号，没有的不写"),
        FillColumn(
            title=EVIDENCE,
            width=16,
            means="照片、截图的文件名，和这张表放在同一个文件夹；几个用顿号隔开",
        ),
    ),
    how=(
        f"公开过的写“{DAY}”，再写地点（网站写网址）；还没有公开的，这一行空着。",
        "灰底的格是给定的，已经锁上。",
        _BLANK,
        _NO_EXTRAS,
        "日期隔得久的属于补录，录入时加上 --late-reason 原因",
        _BACK.format(command="填报"),
    ),
)

CATALOG_FORM = FillForm(
    word=CATALOG,
    called="党务公开目录核定表",
    columns=(
        _GIVEN_CODE,
        _GIVEN_ITEM,
        FillColumn(
            title=EVERY,
            width=14,
            means="定期的：每月、每季度、每半年、每年、每2个月；随时的：发生后10个工作日，可以空着",
        ),
        FillColumn(title=SCOPE, width=8, means="社会 或 党内", choices=tuple(Scope)),
        FillColumn(title=CHANNELS, width=22, means="公开形式，几种用顿号隔开"),
        FillColumn(title=TIMING, width=8, means="定期、固定 或 随时", choices=tuple(Timing)),
        FillColumn(title=OFFICE, width=12, means="承办科室；新的科室直接写"),
        FillColumn(title=AUTHORITY, width=14, means="由谁审批", choices=tuple(Authority)),
        FillColumn(
            title=RETENTION,
            width=9,
            means="归档以后保管多久；核定要有保管期限表的文号",
            choices=tuple(Retention),
        ),
        FillColumn(
            title=RENEWAL,
            width=10,
            means="固定的每年怎样更新：复核 或 重新公开",
            choices=tuple(Renewal),
        ),
        FillColumn(
            title=RULE,
            width=7,
            means="附件1的类别，1 到 9",
            choices=tuple("123456789"),
        ),
        FillColumn(
            title=SURE, width=7, means=f"这一行都对的写“{YES}”，没有定的空着", choices=(YES,)
        ),
        FillColumn(
            title=WHY,
            width=34,
            means="黄底的格为什么是推定、推读的；都一样的理由写在下面",
            given=True,
        ),
        FillColumn(title=STATE, width=11, means="出表时这一行的样子，不要改", given=True),
    ),
    how=(
        "黄底的格是推定的（方案没有写明）或推读的（原表此格空白）；不对的直接改，改了就算核定。",
        f"一行都对的，“{SURE}”写“{YES}”；没有定的空着，不改也不核定。",
        "只录入改过的和核定的；同一张表再录一次，不会再登记。",
        "出表以后目录又改过的行，要重新出表。",
        _NO_EXTRAS,
        _BACK.format(command="目录 成表"),
    ),
)

FORMS: Mapping[str, FillForm] = {
    each.word: each for each in (QUARTER_FORM, CARRYING_FORM, CATALOG_FORM)
}
"""The sheets by the word that stands in their 表号."""


def heading_row(rows: Mapping[int, Mapping[int, str]], titles: Sequence[str]) -> int:
    """Return the row with most of these headings among the first eight; 0 where none is one."""
    known = {
        row: len({folded(text) for text in cells.values()} & set(titles))
        for row, cells in rows.items()
        if row <= HEADING_WITHIN
    }
    best = max(sorted(known), key=known.__getitem__, default=0)
    return best if known.get(best, 0) > len(titles) // 2 else 0
