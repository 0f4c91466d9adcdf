"""`pdisc` alone in a terminal: the office's desk, from which everything is done by a number.

Each line leads to a command line that is walked through; what the desk does is what the command
does, and the same words could have been typed.
"""

import gc
from collections.abc import Sequence

from pdisc.commands import starting
from pdisc.commands.asked.asker import Asker
from pdisc.commands.asked.plain_command import parted, quoted
from pdisc.commands.asked.question import CANCEL, READ_ONLY, Back, Instead, ask_line, is_back
from pdisc.commands.chinese_names import english, in_chinese
from pdisc.commands.desk_choices import ANSWERS, FIRST, FOR, LEAVING, MENU, NEW, WAYS, DeskChoice
from pdisc.commands.spelling import spelled_path
from pdisc.commands.starting import Run
from pdisc.commands.table import COMMANDS
from pdisc.context import Context
from pdisc.due.row import DueRow
from pdisc.errors import ExitCode
from pdisc.render import desk as view
from pdisc.services import first_hour, unfinished, weekly
from pdisc.sheets import desk as sheet
from pdisc.sheets.lists import Debts
from pdisc.text import halfwidth

DEBTS_KEY, BEGUN_KEY, START_KEY, MORE_KEY = "q", "j", "k", "m"
"""Letters for what isn't there every day."""
LEAVE = frozenset({LEAVING.key, LEAVING.name, "exit", "quit", *CANCEL})

BESIDE = 9
"""Lines of the desk beside its rows."""
FEWEST = 5
"""So many rows are shown on the smallest screen."""


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


def _once(context: Context, run: Run, page: int, ahead: str) -> int:
    """Show the desk once and act on what is typed; return the page to show next, -1 to leave.

    What was typed `ahead` is acted on at once.
    """
    if not context.folder.has_ledger():
        return _first(context)
    with context.reading() as reading:
        found = weekly.check(reading, weekly.CheckQuestion(on=context.today))
        to_start = first_hour.left_to_start(reading, found.due)
    rows, owed = sheet.desk_rows(found.due), sheet.owed_from_before(found.due)
    begun = unfinished.begun(context.folder)
    screen = context.screen
    room = max((screen.height or 24) - BESIDE, FEWEST)
    shown = rows[page * room : (page + 1) * room]
    if not ahead:
        view.show_counts(screen, found.due, unit=found.unit, who=f"经办：{context.operator}")
        if not context.folder.is_writable():
            screen.notice(READ_ONLY)
        view.show_rows(screen, shown, context.today, first=page * room + 1)
        extra = _extra(len(rows) - len(shown), len(owed), begun, len(to_start))
        view.show_menu(screen, [(each.key, each.name) for each in (*extra, *MENU, LEAVING)])
        ahead = ask_line(context, f"{'打数字办那一件，或者' if rows else ''}打字母：")
    typed = ahead.strip()
    key = halfwidth(typed).lower()
    if key in LEAVE:
        return -1
    if is_back(typed):
        return page
    if key == START_KEY and to_start:
        starting.go_on(context, run)
        return 0
    if key == MORE_KEY:
        return (page + 1) if (page + 1) * room < len(rows) else 0
    try:
        _gone_to(context, key, typed, rows, owed, begun)
    except KeyboardInterrupt:
        context.screen.notice("")
    return page


def _gone_to(
    context: Context,
    key: str,
    typed: str,
    rows: Sequence[sheet.DeskRow],
    owed: Sequence[Debts],
    begun: Sequence[Sequence[str]],
) -> None:
    """Raise Instead for what was chosen; choosing nothing leads back."""
    if key.isdecimal() and 0 < int(key) <= len(rows):
        _act_on(context, rows[int(key) - 1])
    if key == DEBTS_KEY and owed:
        _debts(context, owed)
    if key == BEGUN_KEY and begun:
        raise Instead(*begun[0])
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
        begun_last = in_chinese(f"pdisc {' '.join(begun[0][:2])}").removeprefix("pdisc ")
        found.append(DeskChoice(BEGUN_KEY, f"接着写没办完的（{begun_last}）"))
    return found


def _act_on(context: Context, chosen: sheet.DeskRow) -> None:
    """Go on with what a row says is to be done next."""
    if chosen.owed is not None or (chosen.row.number is None and chosen.row.window):
        _answer(context, chosen.row, chosen.row.for_ or "")
    words = sheet.begun_by(chosen.row.next, COMMANDS)
    raise Instead(*(words or ("due",)))


def _debts(context: Context, owed: Sequence[Debts]) -> None:
    """Let her choose an item that owes something, and how that is answered."""
    rows = [sheet.debt_row(each) for each in owed]
    view.show_rows(context.screen, rows, context.today)
    owing = {each.row.code: each.row for each in rows}
    code = Asker(context, {}).pick("哪一条（写编号，或前面的数字；< 回去）", list(owing))
    _answer(context, owing[code], "")


def _answer(context: Context, row: DueRow, window: str) -> None:
    """Let her choose how an obligation is answered."""
    ways = {name: command for name, command in WAYS if command in ANSWERS[row.timing]}
    chosen = Asker(context, {}).choose(f"{row.code} {row.item}，怎么办", list(ways))
    command = ways[chosen]
    raise Instead(command, row.code, *(("--for", window) if window and command in FOR else ()))


def _chosen(context: Context, entries: Sequence[DeskChoice], key: str, typed: str) -> None:
    """Run what a letter, a Chinese word or a whole command line stands for."""
    for each in entries:
        if key in (each.key, each.name):
            _opened(context, each)
    words = parted(typed)
    words = words[1:] if words[:1] == ["pdisc"] else words
    if words and english(COMMANDS, words[0]) not in COMMANDS and not words[0].startswith("-"):
        words = ["help", *words]  # what is no command is asked about
    if words:
        raise Instead(*words)


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
