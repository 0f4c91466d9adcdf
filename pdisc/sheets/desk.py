"""The office's desk: what moves this week, each matter a line with a number to type."""

import shlex
from collections.abc import Container, Mapping
from datetime import date

import msgspec

from pdisc.due.row import DueRow
from pdisc.schedule import Due
from pdisc.sheets.lists import DEBTS, URGED, WAITING, Debts, DueMatter, debts, due_lists
from pdisc.steps.guidance import looked_at
from pdisc.values.placeholders import is_placeholder
from pdisc.words import DueKind

RESTING = frozenset({DEBTS, WAITING})
"""The lists of the weekly check that today's page only counts."""

IDENTIFYING = frozenset({"--for", "--occurred", "--rectifies", "--channel", "--all", "--with"})
"""Options of a hint that say what it is about; everything else is asked."""
ASKED = {"publish": frozenset({"--channel"})}
"""Of which command which of them are asked all the same: here, which channel comes next."""


class DeskRow(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the desk: the matter, or what one item owes after it was demanded.

    `rests_until` is the first day on which its step may be done, where that isn't yet.
    """

    row: DueRow
    days_overdue: int
    owed: Debts | None = None
    rests_until: date | None = None

    @property
    def looks_first(self) -> bool:
        """Whether it waits for a review that has findings to settle."""
        row = self.row
        return row.kind == DueKind.REVIEW and row.next == looked_at(row.number or "")


def desk_rows(due: Due, resting: Mapping[str, date]) -> tuple[DeskRow, ...]:
    """Return what moves, in the order of the lists; what rests is only counted elsewhere.

    `resting` are the first days on which something may be published or filed, by number.
    """
    found: list[DeskRow] = []
    for each in due_lists(due):
        if each.name in RESTING:
            continue
        alone = [one for one in each.matters if each.name == URGED and not one.begun]
        found += [_matter_row(one, resting) for one in each.matters if one not in alone]
        found += map(debt_row, debts(alone))
    return tuple(found)


def _matter_row(matter: DueMatter, resting: Mapping[str, date]) -> DeskRow:
    until = resting.get(matter.row.number or "")
    return DeskRow(row=matter.told, days_overdue=matter.days_overdue, rests_until=until)


def debt_row(owed: Debts) -> DeskRow:
    """Return the line of what an item owes and nobody has begun."""
    return DeskRow(row=owed.matters[0].told, days_overdue=owed.days_overdue, owed=owed)


def owed_from_before(due: Due) -> tuple[Debts, ...]:
    """Return what is owed from before and nobody has begun, an item each, the oldest first."""
    lists = {each.name: each for each in due_lists(due)}
    return debts(lists[DEBTS].matters) if DEBTS in lists else ()


def begun_by(hint: str, commands: Container[str]) -> list[str]:
    """Return the words of a hint that say which command on what; the rest is for her to answer.

    `pdisc review 2026-0001 --by 审核人 --necessity 通过` is `review 2026-0001`. `commands` are the
    program's own, families included; a hint that is none of its lines gives nothing.
    """
    try:
        words = shlex.split(hint.split("；")[0].split("：")[-1])
    except ValueError:  # a name with a lone quote in it
        return []
    if words[:1] != ["pdisc"] or len(words) < 2 or words[1] not in commands:
        return []
    kept = words[1:2]
    wanted = IDENTIFYING - ASKED.get(words[1], frozenset())
    option = ""
    for place, word in enumerate(words[2:], 2):
        if word.startswith("--"):
            option = word
            alone = place + 1 == len(words) or words[place + 1].startswith("--")
            kept += [word] if alone and word in wanted else []
        elif not option:
            kept += [] if is_placeholder(word) else [word]
        else:
            kept += [option, word] if option in wanted and not is_placeholder(word) else []
            option = ""
    return kept
