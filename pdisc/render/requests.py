"""Requests (点题) as a person reads them: what came, by when, what is public already, what next."""

from collections.abc import Iterator, Sequence
from typing import Any

from pdisc.render.grid import RIGHT, WIDE, Table, table_of
from pdisc.render.registers import event_kind
from pdisc.render.terminal import Screen
from pdisc.render.views import WHAT_IS_DUE, show_receipt
from pdisc.sheets.logbook import Logbook
from pdisc.text import cut
from pdisc.values.ranges import in_short
from pdisc.values.voice_kinds import RequestState
from pdisc.values.voice_records import PetitionRecord, RequestRecord

SHOWN = 48
"""Cells of a request's text that a list shows."""

OPEN = "还没有答复"
_ESTIMATED = "（估算：有的年份放假安排没有登记）"


def show_handled(screen: Screen, done: Any, *, dry_run: bool) -> None:
    """Say what an act led to, where the request stands, and what to type next."""
    for notice in done.notices:
        screen.notice(f"注意：{notice}")
    log = Logbook()
    for record, event in zip(done.requests, done.events, strict=True):
        marks = "（补录）" if event.late else ""
        screen.line(f"{record.id} {event.kind}：{log.words(event)}{marks}")
        for line in _stands(record):
            screen.line(line)
    follow = next((record.next for record in done.requests if record.next), "")
    show_receipt(screen, done, follow, dry_run=dry_run)


def _stands(record: RequestRecord) -> Iterator[str]:
    """Yield where a request stands, and all that helps to decide it while it isn't decided."""
    yield f"现在是“{record.state}”{_days(record)}"
    if record.state is RequestState.UNDECIDED:
        yield from _found(record)
        yield from _offered(record)
        yield from _same(record)
    elif record.state is RequestState.DECIDED and record.item:
        yield f"立即公开的是 {record.disclosure}：pdisc show {record.disclosure}"


def _days(record: RequestRecord) -> str:
    guess = _ESTIMATED if record.estimated else ""
    decide = f"{record.decide_days}个工作日内决定（至{record.decide_by}）"
    answer = f"{record.answer_days}个工作日内答复（至{record.answer_by}）"
    if record.state is RequestState.UNDECIDED:
        return f"；{record.received_on} 收到，{decide}，{answer}{guess}"
    if record.wait_until:
        return f"；等到 {record.wait_until}，等的时间不计入期限{guess}"
    if record.state is RequestState.DECIDED:
        return f"；{answer}{guess}"
    return f"，并入 {record.joined}" if record.joined else ""


def _offered(record: RequestRecord) -> Iterator[str]:
    if record.offers:
        yield "已经公开、可能就是所问："
    for place, offer in enumerate(record.offers, 1):
        yield f"  {place} {offer.public_number} {offer.title}（{offer.where}）"


def _same(record: RequestRecord) -> Iterator[str]:
    if record.similar:
        yield f"可能是同一内容的点题：{in_short(record.similar, '、')}"
        yield f"  同一内容的一并办：pdisc request join {record.id} {record.similar[0]} --by 承办人"


def _found(record: RequestRecord) -> Iterator[str]:
    for each in record.findings:
        yield f"内容里有{each.kind} {each.excerpt}（{each.id}）：打印、公开时{each.handling}"


def request_table(records: Sequence[RequestRecord]) -> Table:
    """Return the list of requests; never who asked."""
    return table_of(
        records,
        ("编号", "id"),
        ("状态", "state"),
        ("收到", "received_on"),
        ("身份", "asker"),
        ("要求公开什么", _said, WIDE),
        ("期限", _limit),
        ("决定", lambda record: record.outcome or ""),
        ("人数", "voices", RIGHT),
    )


def _said(record: RequestRecord) -> str:
    return cut(" ".join(record.content.split()), SHOWN)


def _limit(record: RequestRecord) -> str:
    if record.joined:
        return f"并入 {record.joined}"
    if record.state is RequestState.ANSWERED:
        return f"答复 {record.answered_on}"
    if record.wait_until:
        return f"等到 {record.wait_until}"
    undecided = record.state is RequestState.UNDECIDED
    return f"决定 {record.decide_by}" if undecided else f"答复 {record.answer_by}"


def show_requests(screen: Screen, records: Sequence[RequestRecord]) -> None:
    """Print the list, how many wait for an answer, and where to go from it."""
    if not records:
        screen.line("没有符合条件的点题")
        screen.hint("pdisc request add --content 内容 --by 承办人")
        return
    screen.table(request_table(records))
    waiting = sum(each.state is not RequestState.ANSWERED for each in records)
    screen.line(f"共{len(records)}件，{OPEN}的{waiting}件")
    screen.hint("pdisc request show 点题编号")


def show_petition(screen: Screen, record: PetitionRecord) -> None:
    """Print one request with all that is known of it, who asked among it."""
    screen.heading(f"{record.id} 点题　〔{record.state}〕")
    for name, value in _facts_of(record).items():
        screen.line(f"{name}：{value}")
    screen.line()
    screen.line(record.content, hers=True)
    if record.answer:
        screen.line()
        screen.line(f"答复：{record.answer}")
    screen.line()
    screen.table(_course_table(record))
    screen.line()
    for line in _stands(record):
        screen.line(line)
    screen.hint(record.next or WHAT_IS_DUE)


def _course_table(record: PetitionRecord) -> Table:
    """Return what was done about a request, and about the one that it was joined to."""
    return table_of(
        record.events,
        ("日期", "on"),
        ("编号", "subject"),
        ("事项", event_kind),
        ("决定人", "by"),
        ("决定了什么", "said", WIDE),
    )


def _facts_of(record: PetitionRecord) -> dict[str, str]:
    others = [each for each in record.voice_ids if each != record.id]
    facts = {
        "收到": f"{record.received_on}　{record.via}　{record.by}登记",
        "点题人": f"{record.asker}　{record.name}　{record.contact}".strip(),
        "决定": f"{record.outcome}　{record.decided_on}" if record.outcome else "",
        "公开事项": record.disclosure or "",
        "目录": record.item or "",
        "理由": record.reason,
        "依据": record.basis,
        "决定期限": record.decide_by,
        "答复期限": record.answer_by,
        "延期": "、".join(f"{clock}期限延长一次" for clock in record.extended),
        "报告上级": record.referred_to or "",
        "上级意见": record.view,
        "答复日期": record.answered_on or "",
        "并入": record.joined or "",
        "一并办理": f"{record.voices}件：{in_short(others, '、')}" if others else "",
    }
    return {name: str(value) for name, value in facts.items() if value}
