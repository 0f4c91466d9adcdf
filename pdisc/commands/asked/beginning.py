"""建账 and 期初: what a terminal is asked for, so that a ledger begins where the office stands."""

from datetime import date

from pdisc.commands.asked.asker import Asker
from pdisc.commands.asked.judging import web_address
from pdisc.commands.asked.question import Instead
from pdisc.commands.asked.questions import no_answer
from pdisc.commands.asked.who import ask_who
from pdisc.dates.typed import parse_date
from pdisc.dates.windows import window_of
from pdisc.errors import Refused
from pdisc.services import first_hour, knowing, prospects, weekly
from pdisc.services.texts import line
from pdisc.values.channels import parse_channel
from pdisc.words import Channel, Cycle, Role, Timing

OFFICE = "办公室"
"""Whose all items are as the shipped catalogue has it."""
FROM_TODAY, THIS_QUARTER, THIS_YEAR, ANOTHER = "今天", "本季度初", "今年初", "另写一天"
COMMITTEE, NONE = "设有支委会", "不设支委会（正式党员不足7人）"


def init(asker: Asker) -> None:
    """Ask for the office's name, the day to count from, 支委会 or not, and whose the items are.

    Who writes an option knows what she wants, and is asked nothing.
    """
    wanted = ("unit", "since", "catalog", "office", "no_committee")
    if asker.context.folder.has_ledger() or asker.has(*wanted):
        return
    asker.text("unit", "--unit", "单位名称，印在每张表上")
    asker.given["since"] = _since(asker).isoformat()
    asker.tell("支部不设支委会的（支部工作条例第八条），该支委会审批的由支部党员大会审批。")
    asker.given["no_committee"] = asker.choose("支委会", (COMMITTEE, NONE)) == NONE
    asker.given["office"] = asker.ask(
        f"党务公开由哪个科室承办（回车就是{OFFICE}；个别条目以后可以改）",
        lambda typed: line("--office", no_answer(typed)),
        empty=OFFICE,
    )
    asker.onward = _to_the_desk


def _to_the_desk() -> None:
    raise Instead


def _since(asker: Asker) -> date:
    """Ask from which day on obligations count, with what that means today."""
    today = asker.today
    days = {
        FROM_TODAY: today,
        THIS_QUARTER: window_of(Cycle.QUARTER, today).start,
        THIS_YEAR: date(today.year, 1, 1),
    }
    asker.tell("那天以后到期的都要公开，以前的不算。从今年初起算，今年的报告才完整：")
    asker.tell("已经到期的，在纸上办过的接着可以一次登记，不用一件一件补。")
    ways = {f"{name} {day}（{_told(day, today)}）": day for name, day in days.items()}
    chosen = asker.choose("从哪一天起算", (*ways, ANOTHER))
    return ways[chosen] if chosen in ways else asker.day("起算日", come=True)


def _told(since: date, today: date) -> str:
    owed = prospects.owed_from(since, today)
    return f"到今天已经到期{owed}件" if owed else "现在一件也不欠"


ON_PAPER, SOME_WINDOWS, HANGING = (
    "建账以前到期的，全部在纸上办过",
    "有的期次在纸上办过",
    "现在挂着的（公开栏、网站上）",
)


def opening(asker: Asker) -> None:
    """Ask what was so before: all windows on paper, some of an item, or what hangs."""
    asker.comes_late = False
    if asker.has("window", "channel"):
        _signed(asker)
        if asker.has("window"):
            asker.text("reason", "--reason", "理由", long=True)
        return
    way = HANGING
    if asker.has("all_owed"):
        way = ON_PAPER
    elif not asker.has("codes"):
        way = asker.choose("登记哪一种", (ON_PAPER, SOME_WINDOWS, HANGING))
    elif asker.item(name="codes", listed=True).timing is Timing.PERIODIC:
        way = SOME_WINDOWS
    if way == ON_PAPER:
        _all_on_paper(asker)
    elif way == SOME_WINDOWS:
        _some_on_paper(asker)
    else:
        _hanging(asker)


def _signed(asker: Asker) -> None:
    """Note who signs an opening entry: the one who can, or whoever she says."""
    options = asker.context.options
    with asker.reading() as reading:
        people = knowing.people(reading, asker.today)
        known = knowing.known_as(reading, asker.context.operator)
    able = [name for name, roles in people if Role.APPROVER in roles]
    if options.by is None and len(able) == 1 and known not in (None, *able):
        options.by = able[0]
        asker.takes("谁准予的", able[0], "名单里只有这一位有审批职责，请先问过")
        return
    ask_who(asker, (Role.APPROVER,), "登记期初", frozenset())


def _all_on_paper(asker: Asker) -> None:
    """Tell what all those windows are, and ask who says so, and why."""
    codes = asker.items(name="codes") if asker.has("codes") else []
    before = parse_date(asker.given["before"], asker.today) if asker.has("before") else None
    with asker.reading() as reading:
        paper = first_hour.on_paper(reading, asker.today, codes, before)
    _signed(asker)
    asker.given["all_owed"] = True
    until = f"{before} 以前" if before else f"{paper.made_on} 建账以前"
    asker.takes("登记的是", paper.counted, f"{until}到期的")
    if asker.has("reason"):
        return
    usual = "建账前按纸质台账"
    asker.given["reason"] = asker.ask(
        f"理由（回车就是“{usual}”）", lambda typed: line("--reason", typed), empty=usual
    )


def _some_on_paper(asker: Asker) -> None:
    item = asker.item(Timing.PERIODIC, name="codes", listed=True)
    _signed(asker)
    with asker.reading() as reading:
        left, _ = knowing.open_windows(reading, item.code, asker.today)
    if not left:
        raise Refused(f"{item.code} 没有还欠着的期次", next_step="pdisc due")
    asker.given["window"] = asker.several("哪几期", left)
    asker.text("reason", "--reason", "理由，如 建账前按纸质台账", long=True)


def _hanging(asker: Asker) -> None:
    """Ask which 固定 items hang, since when, and where."""
    if not asker.has("codes"):
        asker.given["codes"] = which_hang(asker)
    asker.takes("条目", "、".join(asker.given["codes"]), "")
    _signed(asker)
    options = asker.context.options
    if options.on is None:
        options.on = asker.day("哪一天挂出的", come=True).isoformat()
    channel = asker.ask(
        "挂在哪里（1 公开栏  2 网站，或写公开形式）",
        lambda typed: parse_channel({"1": Channel.BOARD, "2": Channel.WEBSITE}.get(typed, typed)),
    )
    asker.given["channel"] = [channel]
    if channel.startswith(Channel.WEBSITE):
        if not asker.has("url"):
            asker.given["url"] = asker.ask("网址（http:// 或 https:// 开头）", web_address)
    else:
        asker.text("place", "--place", "地点，如 一楼大厅")


def which_hang(asker: Asker) -> list[str]:
    """Ask which 固定 items hang now, of those of which nothing was registered."""
    with asker.reading() as reading:
        due = weekly.check(reading, weekly.CheckQuestion(on=asker.today)).due
        codes = first_hour.never_hung(reading, due)
        items = knowing.items_for(reading, asker.today, (Timing.STANDING,))
    names = {each.code: each.level3 for each in items if each.code in codes}
    if not names:
        raise Refused("固定事项都登记过了", next_step="pdisc due")
    for place, (code, name) in enumerate(names.items(), 1):
        asker.tell(f"  {place} {code} {name}")
    return asker.several("现在挂着的是哪几条", list(names), shown=True)
