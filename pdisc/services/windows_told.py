"""Which window a disclosure without --for will answer, and which stay open: told, never guessed."""

from pdisc.catalog.versions import window_on
from pdisc.dates.windows import printed
from pdisc.due.compute import obligations_in
from pdisc.due.factbook import FactBook
from pdisc.ledger.reading import reading
from pdisc.services.station import Station
from pdisc.steps.acts import Propose

_MOST = 4
"""So many open windows are named; the rest is counted."""


def told(station: Station, code: str, command: Propose) -> tuple[str, ...]:
    """Return what to tell of a proposal for a 定期 item that names no window; nothing for others.

    Asked when the transaction is over, it keeps nobody waiting (DESIGN §4: satisfied by the window
    of its publication date).
    """
    if command.window is not None or command.occurred_on is not None:
        return ()
    day = max(command.planned_on or station.today, station.today)
    with reading(station.folder, wait=station.wait) as ledger:
        window = window_on(ledger.registers.versions(code), day)
        if window is None:
            return ()
        facts = ledger.facts_on(station.today).known(on=station.today)
    owed = obligations_in(FactBook(facts), station.today, codes=(code,))
    left = [
        each.window
        for each in owed
        if each.window not in (None, window.key) and each.answer is None and each.number is None
    ]
    if not left:
        return (f"没有写 --for，公开后算作{window.name}",)
    named = "、".join(str(printed(key)) for key in left[:_MOST])
    more = f"等{len(left)}期" if len(left) > _MOST else ""
    return (
        f"没有写 --for，公开后算作{window.name}；{named}{more}还没有答复，"
        f"要算给它们，加 --for {left[-1]}",
    )
