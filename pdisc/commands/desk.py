"""`pdisc` alone in a terminal: the office's desk, from which everything is done by a number.

Each line leads to a command line that is walked through; what the desk does is what the command
does, and the same words could have been typed.
"""

import gc
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from pdisc.commands import starting
from pdisc.commands.advice import finding
from pdisc.commands.asked.asker import Asker
from pdisc.commands.asked.one_word import place_of
from pdisc.commands.asked.plain_command import parted, quoted
from pdisc.commands.asked.question import CANCEL, READ_ONLY, Back, Instead, ask_line, is_back
from pdisc.commands.chinese_names import english, in_chinese
from pdisc.commands.desk_choices import (
    FIRST,
    LEAVING,
    MENU,
    NEW,
    DeskChoice,
)
from pdisc.commands.desk_rows import act_on, ask_debts
from pdisc.commands.quoted import quotable
from pdisc.commands.spelling import spelled_path
from pdisc.commands.starting import Run
from pdisc.commands.table import COMMANDS
from pdisc.context import Context
from pdisc.errors import ExitCode
from pdisc.render import desk as view
from pdisc.services import first_hour, next_steps, unfinished, weekly
from pdisc.sheets import desk as sheet
from pdisc.sheets.lists import Debts
from pdisc.text import halfwidth, visible

DEBTS_KEY, BEGUN_KEY, START_KEY, MORE_KEY = "q", "j", "k", "m"
"""Letters for what isn't there every day."""
LEAVE = frozenset({LEAVING.key, LEAVING.name, "exit", "quit", *CANCEL})

BESIDE = 9
"""Lines of the desk beside its rows."""
FEWEST = 5
"""So many rows are shown on the smallest screen."""
MOST_WORDS = 3
"""So many words of a command line say what was begun."""


def desk(context: Context, run: Run) -> None:
    """Show the desk, do what is chosen by `run`, and show it anew, until she leaves."""
    gc.enable()  # a desk may stand open all day
    context.worded = in_chinese
    context.at_desk = True
    try:
        if starting.is_wanted(context):
            starting.go_on(context, run)
        _until_she_leaves(context, run)
    except (KeyboardInterrupt, EOFError):
        context.screen.notice("")


def _until_she_leaves(context: Context, run: Run) -> None:
    page, ahead = 0, ""
    while page >= 0:
        words: Sequence[str] = ()
        try:
            page = _once(context, run, page, ahead)
            ahead = ""
        except Back:
            ahead = ""
        except Instead as chosen:
            words = chosen.words
        if words:
            page, ahead = 0, _carried_out(context, run, words)
        if words == NEW and starting.is_wanted(context):
            starting.go_on(context, run)


class _Today(NamedTuple):
    """What lies on the desk: rows, old debts, what was begun, what else can be chosen."""

    rows: Sequence[sheet.DeskRow]
    owed: Sequence[Debts]
    begun: Sequence[Sequence[str]]
    to_start: bool
    offered: Sequence[DeskChoice]

    def row(self, key: str) -> sheet.DeskRow | None:
        """Return the row that a number stands for; None where there is none."""
        place = place_of(key, self.rows)
        return self.rows[place - 1] if place else None

    def knows(self, typed: str) -> bool:
        """Say whether something can be done about what was typed."""
        key = halfwidth(typed).lower()
        if not typed or key in LEAVE or is_back(typed):
            return True
        if key.isdecimal():
            return self.row(key) is not None
        named = any(key in (each.key, each.name) for each in self.offered)
        return named or _is_command(_words(typed)) or finding.is_answered(typed)


def _once(context: Context, run: Run, page: int, ahead: str) -> int:
    """Show the desk once and act on what is typed; return the page to show next, -1 to leave.

    What was typed `ahead` is acted on at once.
    """
    if not context.folder.has_ledger():
        return _first(context)
    with context.reading() as reading:
        found = weekly.check(reading, weekly.CheckQuestion(on=context.today))
        to_start = first_hour.left_to_start(reading, found.due)
        resting = {x: rest.until for x, rest in next_steps.resting(reading, found.due).items()}
    rows, owed = sheet.desk_rows(found.due, resting), sheet.owed_from_before(found.due)
    begun = unfinished.begun(context.folder)
    screen = context.screen
    room = max((screen.height or 24) - BESIDE, FEWEST)
    shown = rows[page * room : (page + 1) * room]
    extra = _extra(len(rows) - len(shown), len(owed), begun, len(to_start))
    today = _Today(rows, owed, begun, bool(to_start), (*extra, *MENU))
    typed = ahead.strip()
    if not typed or not today.knows(typed):
        view.show_counts(screen, found.due, unit=found.unit, who=f"经办：{context.operator}")
        if not context.folder.is_writable():
            screen.notice(READ_ONLY)
        view.show_rows(screen, shown, context.today, first=page * room + 1)
        view.show_menu(screen, [(each.key, each.name) for each in (*extra, *MENU, LEAVING)])
        typed = _asked(context, today, strange=typed)
    return _chosen_today(context, run, today, typed, page=page, room=room)


def _asked(context: Context, today: _Today, *, strange: str) -> str:
    """Ask what is to be done, until that is something known; what isn't is said to be `strange`."""
    what = f"{'打数字办那一件，或者' if today.rows else ''}打字母："
    while True:
        if strange:
            numbers = f"1—{len(today.rows)}的数字、" if today.rows else ""
            ways = f"{numbers}上面列的字母，或者几个字找帮助（如 延期）"
            said = quotable(f"没有“{visible(strange)}”")
            context.screen.notice(f"{said}。可以打：{ways}；0 退出。")
        typed = ask_line(context, what).strip()
        if today.knows(typed):
            return typed
        strange = typed


def _chosen_today(
    context: Context, run: Run, today: _Today, typed: str, *, page: int, room: int
) -> int:
    """Act on what was typed; return the page to show next, -1 to leave."""
    key = halfwidth(typed).lower()
    if key in LEAVE:
        return -1
    if is_back(typed):
        return page
    if key == START_KEY and today.to_start:
        starting.go_on(context, run)
        return 0
    if key == MORE_KEY:
        return (page + 1) if (page + 1) * room < len(today.rows) else 0
    try:
        _gone_to(context, key, typed, today)
    except KeyboardInterrupt:
        context.screen.notice("")
    return page


def _gone_to(context: Context, key: str, typed: str, today: _Today) -> None:
    """Raise Instead for what was chosen; choosing nothing leads back."""
    if row := today.row(key):
        act_on(context, row)
    if key == DEBTS_KEY and today.owed:
        ask_debts(context, today.owed)
    if key == BEGUN_KEY and today.begun:
        raise Instead(*today.begun[0])
    if key:
        _chosen(context, MENU, key, typed)


def _extra(
    hidden: int, owed: int, begun: Sequence[Sequence[str]], to_start: int
) -> list[DeskChoice]:
    """Return what can be chosen today besides."""
    found = []
    if to_start:
        found.append(DeskChoice(START_KEY, f"接着建账（还差{to_start}样）"))
    if hidden:
        found.append(DeskChoice(MORE_KEY, f"往下看（另有{hidden}件）"))
    if owed:
        found.append(DeskChoice(DEBTS_KEY, f"以前欠的（{owed}个条目）"))
    if begun:
        found.append(DeskChoice(BEGUN_KEY, f"接着写没办完的（{_in_words(begun[0])}）"))
    return found


def _in_words(begun: Sequence[str]) -> str:
    """Return what a command line that was begun does, and to what, without its options."""
    plain = list(takewhile(lambda word: not word.startswith("-"), begun))[:MOST_WORDS]
    return in_chinese(f"pdisc {' '.join(plain)}").removeprefix("pdisc ")


def _chosen(context: Context, entries: Sequence[DeskChoice], key: str, typed: str) -> None:
    """Run what a letter, a Chinese word or a whole command line stands for."""
    for each in entries:
        if key in (each.key, each.name):
            _opened(context, each)
    words = _words(typed)
    if words:
        raise Instead(*(words if _is_command(words) else ("help", *words)))


def _words(typed: str) -> list[str]:
    words = parted(typed)
    return words[1:] if words[:1] == ["pdisc"] else words


def _is_command(words: Sequence[str]) -> bool:
    return bool(words) and (words[0].startswith("-") or english(COMMANDS, words[0]) in COMMANDS)


def _opened(context: Context, entry: DeskChoice) -> None:
    if entry.words:
        raise Instead(*entry.words)
    names = [each.name for each in entry.more]
    chosen = Asker(context, {}).choose(entry.name, names)
    _opened(context, entry.more[names.index(chosen)])


def _first(context: Context) -> int:
    """Begin where there is no ledger yet."""
    context.screen.heading("这台电脑上还没有党务公开台账")
    context.screen.line(f"（找的是：{context.folder.path}）")
    names = [each.name for each in FIRST]
    asker = Asker(context, {})
    leaves = {LEAVING.key: FIRST[-1].name}
    chosen = FIRST[names.index(asker.choose("现在", names, also=leaves))]
    if chosen.words:
        raise Instead(*chosen.words)
    if chosen is FIRST[-1]:
        return -1
    context.options.ledger = asker.ask("台账文件夹（可以拖进来）", spelled_path)
    context.look_anew()
    return 0


def _carried_out(context: Context, run: Run, words: Sequence[str]) -> str:
    """Run a command line, keep who she said she is, and wait until she has read what came of it.

    What she types instead of a bare return is the answer; a number isn't: the rows may be others
    by now.
    """
    context.screen.notice(f"\n—— pdisc {' '.join(map(quoted, words))}")
    code = starting.carried_out(context, run, words)
    if code == ExitCode.INTERRUPTED:
        return ""
    typed = ask_line(context, "（按回车回到桌面）").strip()
    return "" if halfwidth(typed).isdecimal() and typed not in LEAVE else typed
