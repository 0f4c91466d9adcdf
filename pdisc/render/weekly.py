"""The weekly check and today's page as a person sees them."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

import msgspec

from pdisc.due.held import OUTSIDE
from pdisc.due.row import DueRow
from pdisc.render.terminal import Screen
from pdisc.render.weekly_answers import answers
from pdisc.schedule import Due
from pdisc.sheets.changes import Check, changes_told
from pdisc.sheets.desk import RESTING
from pdisc.sheets.lists import (
    DEBTS,
    LISTS,
    URGED,
    Debts,
    DueList,
    DueMatter,
    called,
    debts,
    due_lists,
    overdue_count,
)
from pdisc.sheets.page import Block, fitted
from pdisc.text import cell_width, cut
from pdisc.values.grouping import grouped
from pdisc.words import Change, DueKind, Timing

WHOLE = 10**6
"""Lines: a page that ends nowhere."""

FRAME = 5
"""Lines of a page beside its blocks: title, counts, what isn't confirmed, hint, the prompt."""


def show_due(screen: Screen, check: Check, *, everything: bool) -> None:
    """Print the weekly check, each matter once, what moves first; at most a screenful of it.

    With `everything` all matters are told with their reasons and commands, however long it gets.
    """
    due = check.due
    screen.heading(f"{check.unit}　{due.on} 每周检查{_narrowed(check)}")
    lists = due_lists(due)
    screen.line(counts_of(due, lists) if lists else "没有逾期和即将到期的事项")
    before = () if everything else _from_before(lists, check.made_on)
    rest = [_without(each, before) for each in lists]
    listed = [each for each in rest if each.matters]
    blocks = [
        *(_block(each, screen.width, check.signs, everything=everything) for each in listed),
        *([_one_block(before, check)] if before else []),
    ]
    room = WHOLE if everything or screen.height is None else screen.height - FRAME
    left_out = _draw(screen, blocks, room, "（另有{}没有列出）")
    if due.unconfirmed:
        screen.line(
            f"目录中还有{len(due.unconfirmed)}处推定或推读的内容没有核定：pdisc catalog check"
        )
    ways = ("全部列出：pdisc due --all" if left_out else "", "看汇总：pdisc report")
    screen.hint("；".join(filter(None, ways)))


def _draw(screen: Screen, blocks: Sequence[Block], room: int, rest: str) -> int:
    """Print what fits of some blocks, and `rest` for the others; return how many those are."""
    parts = fitted(blocks, lines=room, width=screen.width)
    for part in parts:
        screen.heading(part.block.heading)
        for line in (line for entry in part.entries for line in entry):
            screen.line(line)
        if part.more:
            screen.line("  " + rest.format(f"{part.more}条"))
        for line in part.block.foot:
            screen.line(line)
    return sum(part.more for part in parts)


A_WALL = 5
"""So many items that owe from before are told one by one; more of them in one block."""


def _from_before(lists: Sequence[DueList], made_on: date | None) -> tuple[DueMatter, ...]:
    """Return what was due before a young ledger was made and nobody began, if it is a wall."""
    owed = [one for each in lists if each.name == DEBTS for one in each.matters]
    before = tuple(one for one in owed if made_on is not None and one.row.due_on < made_on)
    return before if len(debts(before)) > A_WALL else ()


def _without(each: DueList, matters: Sequence[DueMatter]) -> DueList:
    kept = tuple(one for one in each.matters if one not in matters)
    return msgspec.structs.replace(each, matters=kept)


def _one_block(before: Sequence[DueMatter], check: Check) -> Block:
    """Return what was due before a ledger was made in one block, with what to do about it.

    To bring forward is for whoever holds 审批, who may be another than the one at the keyboard.
    """
    rows = [matter.row for matter in before]
    hanging = dict.fromkeys(row.code for row in rows if row.timing is Timing.STANDING)
    ways = [
        f"  在纸上办过的：pdisc opening --all-owed --reason 理由 --by {check.signs}"
        * (len(hanging) < len(rows)),
        f"  现在挂着的：pdisc opening {' '.join(hanging)} --on 日期 --channel 公开栏 --place 地点"
        f" --by {check.signs}" * bool(hanging),
        "  一条一条看：pdisc due --all",
    ]
    count = f"{len(before)}件，{len(debts(before))}个条目"
    heading = f"建账（{check.made_on}）以前到期、还没有提出的：{count}"
    return Block(heading, (tuple(filter(None, ways)),))


def _block(each: DueList, width: int, signs: str, *, everything: bool) -> Block:
    heading = f"{each.long_name}：{len(each.matters)}件"
    foot = tuple(answers([one.row for one in each.matters if not one.begun], signs))
    if each.name == DEBTS and not everything:
        owed = debts(each.matters)
        lines = tuple((_debt_line(one, width),) for one in owed)
        return Block(f"{heading}，{len(owed)}个条目", lines, foot)
    if each.name == URGED and not everything:
        return Block(heading, tuple(_urged(each.matters, width)), foot)
    return Block(heading, tuple(_entries(each.matters, everything=everything)))


def _entries(found: Sequence[DueMatter], *, everything: bool) -> Iterator[tuple[str, ...]]:
    """Yield the lines of each matter; those that share a reason stand under one such line."""
    for reason, alike in grouped(
        (_reason(each, everything=everything), each) for each in found
    ).items():
        for place, matter in enumerate(alike):
            above = () if place else (reason,)
            steps = dict.fromkeys(row.next for row in matter.rows if row.kind == matter.row.kind)
            yield (*above, f"  · {_what(matter.row)}", *(f"      {step}" for step in steps))


def _urged(found: Sequence[DueMatter], width: int) -> Iterator[tuple[str, ...]]:
    """Yield the lines of what was demanded; of what nobody has begun, one line an item."""
    yield from _entries([each for each in found if each.begun], everything=False)
    waiting = [each for each in found if not each.begun]
    for demand, alike in grouped((_demand(each.row), each) for each in waiting).items():
        for place, owed in enumerate(debts(alike)):
            yield (*(() if place else (demand,)), _debt_line(owed, width))


def _demand(row: DueRow) -> str:
    late = f"，逾期{row.days_overdue}天" if row.days_overdue else ""
    return f"〔{called(row)}〕最迟 {row.due_on}{late}；{row.why}"


def _debt_line(owed: Debts, width: int) -> str:
    """Return what an item owes in one line of the screen; a name that is too long is shortened."""
    tail = debt_words(owed)
    room = max(width - cell_width(f"  {owed.code} ：{tail}"), 12)
    return f"  {owed.code} {cut(owed.item, room)}：{tail}"


MOST_WINDOWS = 3
"""So many windows of an item stand side by side; of more, the first and how many there are."""


def debt_words(owed: Debts, *, most: int = MOST_WINDOWS) -> str:
    """Return which windows an item owes, since when, and whom to ask.

    More than so many windows are told by the first and how many they are.
    """
    since = f"最久逾期{owed.days_overdue}天" if owed.days_overdue else ""
    windows = _side_by_side([_owed_for(matter.row) for matter in owed.matters], most)
    return "；".join(filter(None, (windows, since, f"找：{owed.holder}")))


def _owed_for(row: DueRow) -> str:
    if row.window:
        return row.window
    return f"{row.for_}发生" if row.kind is DueKind.OCCASIONAL else "固定公开"


def _side_by_side(windows: Sequence[str], most: int) -> str:
    """Return windows in one phrase; a year that they share is said once."""
    found = list(dict.fromkeys(windows))
    if len(found) > most:
        return f"{found[0]}起{len(found)}期"
    said = found[:1]
    for before, each in pairwise(found):
        year, mark, rest = each.partition("年")
        said.append(rest if rest and before.startswith(year + mark) else each)
    return "、".join(said)


def counts_of(due: Due, lists: Sequence[DueList]) -> str:
    """Return how many matters stand in each list; how many are late stands in no list alone."""
    counts = {name: 0 for name, _, _ in LISTS} | {each.name: len(each.matters) for each in lists}
    late = overdue_count(due)
    told = f"逾期{late}件" + (f"（其中未办{counts[DEBTS]}件）" if counts[DEBTS] else "")
    shown = (f"{name}{count}件" for name, count in counts.items() if count and name != DEBTS)
    return "　".join((told, *shown))


def show_changes(screen: Screen, check: Check) -> None:
    """Print what has changed since a day, the worst first."""
    due = check.due
    screen.heading(f"{check.unit}　{check.since} 以来的变化（到 {due.on}）{_narrowed(check)}")
    told = changes_told(check)
    for word in Change:
        found = [each for each in told if each.change is word]
        if not found:
            continue
        screen.line()
        screen.heading(f"{word}：{len(found)}件")
        for each in found:
            row = each.row
            moved = each.was_due_on not in (None, row.due_on)
            before = f"（原来 {each.was_due_on}）" if moved else ""
            screen.line(f"· {row.due_on}{before}　{called(row)}　{_what(row)}")
            if word is not Change.SETTLED:
                screen.line(f"    {row.next}")
    if not check.changes:
        screen.line("没有变化")
    screen.line(f"现在逾期{overdue_count(due)}件")
    screen.hint("看全部：pdisc due")


def _narrowed(check: Check) -> str:
    return f"（{'，'.join(check.narrowed)}）" if check.narrowed else ""


def _reason(matter: DueMatter, *, everything: bool) -> str:
    """Return the earliest date and why, whom to ask, and in which other respect it is late."""
    row, first = matter.row, matter.pressing
    days = 0 if first.kind in OUTSIDE else matter.days_overdue  # outside, `why` says how many
    until = f"最迟 {first.due_on}" + (f"，逾期{days}天" if days else "")
    held = ""
    if row.held_working_days is not None and row.since is not None:
        days = row.held_working_days
        held = f"，{row.since} 起{f'已{days}个工作日' if days else '，今天刚到'}"
    why = row.why
    if first is not row:
        until = f"{called(first)}{until}"
        why += f"（{called(row)}时限到 {row.due_on}）"
    rest = (each for each in matter.others if everything or each is not first)
    others = (each for each in rest if everything or each.kind != row.kind)
    also = "".join(f"；{_also(other, everything=everything)}" for other in others)
    return f"〔{called(row)}〕{until}{held}；找：{row.holder}；{why}{also}"


def _also(row: DueRow, *, everything: bool) -> str:
    """Return until when something else was due about the same matter, and why if that is asked."""
    late = f"，逾期{row.days_overdue}天" if row.days_overdue else ""
    return f"{called(row)}最迟 {row.due_on}{late}" + (f"（{row.why}）" if everything else "")


def _what(row: DueRow) -> str:
    return "　".join(
        part for part in (row.name, row.window, f"{row.code} {row.item}".strip()) if part
    )


def show_today(screen: Screen, due: Due, *, unit: str) -> None:
    """Print today's page: how things stand, and what moves this week; old debts are one line."""
    screen.heading(f"{unit}　今天 {due.on}")
    lists = {each.name: each for each in due_lists(due)}
    screen.line(counts_of(due, tuple(lists.values())) if lists else "没有逾期和即将到期的事项")
    moving = [each for name, each in lists.items() if name not in RESTING]
    blocks = [Block(f"{each.name}：", tuple(_short_entries(each, screen.width))) for each in moving]
    room = (screen.height or DESK) - FRAME - 1
    _draw(screen, blocks, room, "（另有{}：pdisc due）")
    if DEBTS in lists:
        owed = lists[DEBTS].matters
        screen.line(f"{DEBTS}{len(owed)}件（{len(debts(owed))}个条目），还没有人办：pdisc due")
    screen.hint("看全部：pdisc due；看汇总：pdisc report；看命令：pdisc help")


DESK = 24
"""Lines of today's page where no screen says how many it has."""


def _short_entries(each: DueList, width: int) -> Iterator[tuple[str, ...]]:
    """Yield a matter's row and command; of what was demanded and nobody began, one line an item."""
    alone = each.name == URGED
    yield from (_short_entry(one) for one in each.matters if one.begun or not alone)
    if alone:
        for owed in debts([one for one in each.matters if not one.begun]):
            yield (_debt_line(owed, width),)


def _short_entry(matter: DueMatter) -> tuple[str, ...]:
    row = matter.told
    guess = "（估算）" if row.estimated else ""
    late = f"，逾期{matter.days_overdue}天" if matter.days_overdue else ""
    return (
        f"· {row.due_on}{guess}　{called(row)}　{_what(row)}{late}；找：{row.holder}",
        f"    {row.next}",
    )
