"""The sheet for carrying out a window: a row for each approved channel that is still open.

Read without SQLModel; `services/carrying_taken.py` takes it back.
"""

from datetime import date

from pdisc.dates.windows import Window, parse_window
from pdisc.errors import Refused
from pdisc.ledger.reading import Reading
from pdisc.sheets.fill_forms import (
    CARRYING,
    CARRYING_FORM,
    CHANNEL,
    NUMBER,
    TITLE,
    FillRow,
    FillSheet,
    mark_of,
)
from pdisc.values.matters import Matter
from pdisc.words import State


def carrying_sheet(reading: Reading, window: Window, today: date) -> FillSheet:
    """Return the sheet of what is approved and not out yet, of a window, by number and channel.

    What names neither a window nor an occurrence (固定 items) is on it as well: better looked at
    twice than forgotten. Raises Refused where nothing waits to be carried out.
    """
    facts = reading.facts_on(today)
    waiting = [each for each in facts.matters if each.state is State.APPROVED and _of(each, window)]
    rows = tuple(
        FillRow(cells={NUMBER: each.number, TITLE: each.title, CHANNEL: channel})
        for each in waiting
        for channel in _open(each)
    )
    if not rows:
        raise Refused(
            f"{window.name}没有已审批、等着公开的", next_step="看在办的到了哪一步：pdisc list"
        )
    return FillSheet(
        form=CARRYING_FORM,
        title=f"{facts.unit}　{window.name}{CARRYING_FORM.called}",
        mark=mark_of(CARRYING, window.key, reading.ledger_id()),
        on=today,
        rows=rows,
        told=(f"{window.name}已审批、等着公开的{len(waiting)}件，{len(rows)}处",),
    )


def _of(matter: Matter, window: Window) -> bool:
    """Tell whether a disclosure belongs to a window: its own ends in it, or its occurrence lies."""
    day = parse_window(matter.window).end if matter.window else matter.occurred_on
    return day is None or window.start <= day <= window.end


def _open(matter: Matter) -> list[str]:
    out = {posting.channel for posting in matter.postings}
    return [channel for channel in matter.channels if channel not in out]
