"""What a row of the desk leads to: which command line, by what is to be done and who sits there."""

from collections.abc import Sequence
from contextlib import suppress

from pdisc.commands.asked.asker import Asker
from pdisc.commands.asked.judging import authors
from pdisc.commands.asked.question import Back, Instead
from pdisc.commands.desk_choices import ANSWERS, FOR, MENDING, WAYS
from pdisc.commands.table import COMMANDS
from pdisc.context import Context
from pdisc.due.row import DueRow
from pdisc.render import desk as view
from pdisc.services import knowing, lookup
from pdisc.sheets import desk as sheet
from pdisc.sheets.lists import Debts
from pdisc.words import FindingState, Role


def act_on(context: Context, chosen: sheet.DeskRow) -> None:
    """Go on with what a row says is to be done next."""
    if chosen.owed is not None or (chosen.row.number is None and chosen.row.window):
        _answer(context, chosen.row, chosen.row.for_ or "")
    if chosen.looks_first and chosen.row.number:
        _settle(context, chosen.row.number)
    words = sheet.begun_by(chosen.row.next, COMMANDS)
    raise Instead(*(words or ("due",)))


def _settle(context: Context, number: str) -> None:
    """Go on with a review that has findings to settle, as far as whoever sits here may.

    A reviewer settles them one by one; who only proposes masks or revises, or enters what the
    reviewer has said.
    """
    operator = context.operator
    with context.reading() as reading:
        record = lookup.shown(reading, number)
        reviews, masks = (
            knowing.may(reading, operator, (role,), context.today, besides)
            for role, besides in (
                (Role.REVIEWER, authors(record)),
                (Role.PROPOSER, frozenset[str]()),
            )
        )
    if reviews or not masks:
        raise Instead("review", number)
    open_ones = [each for each in record.findings if each.state is FindingState.OPEN]
    ways = dict(MENDING)
    label = f"{number} 有{len(open_ones)}处审查发现，处理了才能通过审核，怎么办"
    raise Instead(ways[Asker(context, {}).choose(label, list(ways))], number)


def ask_debts(context: Context, owed: Sequence[Debts]) -> None:
    """Let her choose an item that owes something, and how that is answered; back is the list."""
    rows = [sheet.debt_row(each) for each in owed]
    owing = {each.row.code: each.row for each in rows}
    while True:
        view.show_rows(context.screen, rows, context.today)
        code = Asker(context, {}).pick("哪一条（写编号，或前面的数字；< 回去）", list(owing))
        with suppress(Back):
            _answer(context, owing[code], "")


def _answer(context: Context, row: DueRow, window: str) -> None:
    """Let her choose how an obligation is answered."""
    ways = {name: command for name, command in WAYS if command in ANSWERS[row.timing]}
    chosen = Asker(context, {}).choose(f"{row.code} {row.item}，怎么办", list(ways))
    command = ways[chosen]
    raise Instead(command, row.code, *(("--for", window) if window and command in FOR else ()))
