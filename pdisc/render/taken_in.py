"""What came of a filled-in sheet: a line for each row, one 回执, and what to type next."""

from typing import Any

from pdisc.catalog.fields import FIELD_NAMES
from pdisc.dates.windows import printed
from pdisc.render.outcome_lists import next_of_all
from pdisc.render.terminal import Screen
from pdisc.render.views import show_receipt
from pdisc.values.records import DetailRecord, EventRecord


def show_taken_in(screen: Screen, taken: Any, next_step: str, *, dry_run: bool) -> None:
    """Say what each row of a sheet led to, in two lists, and which rows stood there already."""
    for notice in taken.notices:
        screen.notice(f"注意：{notice}")
    records = [each.disclosure for each in taken.disclosures]
    for each in taken.known:
        screen.line(f"第{each.row}行 {each.subject}：已登记，{each.where}，没有再登记")
    for outcome, record in zip(taken.disclosures, records, strict=True):
        results = "、".join(outcome.results) or record.steps[-1].result
        screen.line(f"{record.number} {record.title}：{_said(record, results)}", hers=True)
    for each in taken.events:
        screen.line(f"{each.event.subject} {_registered(each.event)}".replace(" ：", "："))
    done = len(records) + len(taken.events)
    if not done:
        screen.line("没有新填的，没有登记")
        screen.hint(next_step)
        return
    parts = [f"{len(records)}件"] * bool(records) + [f"{len(taken.events)}项登记"] * bool(
        taken.events
    )
    screen.line(f"共{'、'.join(parts)}")
    show_receipt(screen, taken, next_of_all(records) or next_step, dry_run=dry_run)


def _said(record: DetailRecord, results: str) -> str:
    """Return what happened to a disclosure, what it is about, and what the screening found."""
    last = record.steps[-1]
    about = record.window or (f"{record.occurred_on}发生" if record.occurred_on else "")
    waiting = [each for each in record.findings if each.state == "待处理"]
    late = "（补录）" if last.late else ""
    parts = [
        f"{last.act}{'，' if results else ''}{results}{late}",
        f"{record.code} {about}".strip(),
    ]
    if waiting:
        parts.append(f"审查发现{len(waiting)}处待处理")
    return "；".join(parts)


def _registered(event: EventRecord) -> str:
    """Return what was recorded of an item: of which window, or else by what word."""
    late = "（补录）" if event.late else ""
    window, sure = event.event.get("window"), event.event.get("confirmed")
    if isinstance(sure, list | tuple):
        return f"：核定{'、'.join(_value_of(event, str(each)) for each in sure)}{late}"
    return f"{printed(str(window)) if window else ''}：{event.kind}{late}"


def _value_of(event: EventRecord, field: str) -> str:
    """Return a field of a changed item with its value: 周期（每半年）."""
    item: Any = event.event["item"]
    value = item.get(field)
    said = "、".join(value) if isinstance(value, list | tuple) else str(value or "无")
    return f"{FIELD_NAMES[field]}（{said}）"
