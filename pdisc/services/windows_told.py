"""Which window a disclosure without --for will answer, and which stay open: told, never guessed.

Asked when the transaction is over, it keeps nobody waiting (DESIGN §4: satisfied by the window of
its publication date).
"""

from datetime import date

from pdisc.catalog.versions import window_on, year_on
from pdisc.dates.windows import printed
from pdisc.due.compute import obligations_in
from pdisc.due.factbook import FactBook
from pdisc.ledger.reading import Reading, reading
from pdisc.services.station import Station
from pdisc.values.records import DetailRecord

_MOST = 4
"""So many open windows are named; the rest is counted."""


def told(station: Station, plan: DetailRecord, *, dry_run: bool) -> tuple[str, ...]:
    """Return what to tell of a proposal for a 定期 item that names no window."""
    day = max(plan.planned_on or station.today, station.today)
    number = "编号" if dry_run else plan.number
    return _told(station, plan, day, "公开后算作", f"pdisc revise {number} --for")


def published(station: Station, record: DetailRecord) -> tuple[str, ...]:
    """Return what to tell when such a disclosure is first published: which window that answers."""
    if len(record.publications) != 1:
        return ()
    day = record.publications[0].on
    way = f"pdisc reassign {record.number} --reason 理由 --by 审批人 --for"
    return _told(station, record, day, "这次公开算作", way)


def _told(
    station: Station, record: DetailRecord, day: date, counts: str, way: str
) -> tuple[str, ...]:
    plan = record.versions[-1]
    if plan.window is not None or plan.occurred_on is not None:
        return ()
    with reading(station.folder, wait=station.wait) as ledger:
        versions = ledger.registers.versions(record.code)
        window = window_on(versions, day) or year_on(versions, day)
        left = _waiting(ledger, record.code, station.today)
    if window is None:
        return ()
    said = f"没有写 --for，{counts}{window.name}"
    others = [key for key in left if key != window.key]
    if not others:
        return (said,)
    named = "、".join(str(printed(key)) for key in others[:_MOST])
    more = f"等{len(others)}期" if len(others) > _MOST else ""
    return (f"{said}；{named}{more}还没有答复，是其中一期的：{way} {others[-1]}",)


def _waiting(ledger: Reading, code: str, today: date) -> list[str]:
    """Return the windows of an item that have begun, aren't answered, and nobody has in hand."""
    owed = obligations_in(FactBook(ledger.facts_on(today).known(on=today)), today, codes=(code,))
    return [
        each.window
        for each in owed
        if each.window is not None and each.answer is None and each.number is None
    ]
