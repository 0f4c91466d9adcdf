"""The office's desk as it is seen: a screenful, a number before everything that can be done."""

from collections.abc import Sequence
from datetime import date

from pdisc.render.terminal import Screen
from pdisc.render.weekly import counts_of, debt_words
from pdisc.schedule import Due
from pdisc.sheets.desk import DeskRow
from pdisc.sheets.lists import called, due_lists
from pdisc.text import cell_width, cut, pad

NARROWEST = 12
"""So many cells of an item's name are always shown."""


def show_counts(screen: Screen, due: Due, *, unit: str, who: str) -> None:
    """Print whose desk it is, which day, and how things stand."""
    screen.heading(f"{unit}　今天 {due.on} {_weekday(due)}　{who}")
    lists = due_lists(due)
    screen.line(counts_of(due, lists) if lists else "没有逾期和即将到期的事项")


def _weekday(due: Due) -> str:
    return "星期" + "一二三四五六日"[due.on.weekday()]


def show_rows(screen: Screen, rows: Sequence[DeskRow], today: date, *, first: int = 1) -> None:
    """Print numbered rows, one line each; a name that is too long is shortened."""
    for place, each in enumerate(rows, first):
        screen.line(cut(_line(place, each, today, screen.width - 1), screen.width - 1))


def _line(place: int, each: DeskRow, today: date, width: int) -> str:
    row = each.row
    if each.owed is not None:
        head = f"{place:>2} {row.code} "
        tail = f"：{debt_words(each.owed, most=1)}"
        return f"{head}{cut(row.item, max(width - cell_width(head + tail), NARROWEST))}{tail}"
    day = _short_day(row.due_on, today)
    when = f"逾期{each.days_overdue}天" if each.days_overdue else day
    if each.rests_until:
        when = f"{_short_day(each.rests_until, today)}起"
    guess = "估" if row.estimated else ""
    head = f"{place:>2} {pad(called(row), 4)} {pad(when + guess, 10)} "
    about = " ".join(filter(None, (row.name, row.window)))
    tail = f"　找：{row.holder}" if row.holder else ""
    room = max(width - cell_width(head + about + tail) - 1, NARROWEST)
    return f"{head}{about} {cut(f'{row.code} {row.item}'.strip(), room)}{tail}"


def _short_day(day: date, today: date) -> str:
    return f"{day:%m-%d}" if day.year == today.year else str(day)


def show_menu(screen: Screen, choices: Sequence[tuple[str, str]]) -> None:
    """Print what else can be typed, side by side as far as the line holds it."""
    screen.line()
    line = ""
    for key, name in choices:
        longer = f"{line}  {key} {name}" if line else f"{key} {name}"
        if line and cell_width(longer) >= screen.width:
            screen.line(line)
            longer = f"{key} {name}"
        line = longer
    screen.line(line)
