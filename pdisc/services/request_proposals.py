"""应公开未公开: what a request (点题) asks for is proposed at once; 已公开: where it is out."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import msgspec

from pdisc.errors import Refused
from pdisc.ledger.reading import Reading
from pdisc.registers.items import CatalogItem
from pdisc.registers.requests import Request
from pdisc.services.acting import Session
from pdisc.services.cleared_lookup import shown
from pdisc.services.drafts import Files, proposed
from pdisc.services.offers import where
from pdisc.services.once import mask_text
from pdisc.steps.acts import Propose
from pdisc.values.records import DisclosureRecord
from pdisc.values.voice_kinds import AskerKind
from pdisc.voices.request_topics import topic
from pdisc.words import Role, Scope, Timing

USUAL = "点题条目"
"""The rule that names the item for what no fitting item covers (附件2 6.1.1)."""


ENROL = "先登记：pdisc staff add 姓名 --office 科室 --role 承办"


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of a proposal; the rest follows from the item and the request's own words."""

    item: str = ""
    title: str = ""
    content: str = ""
    source: Path | None = None


def granted(
    session: Session, request: Request, draft: Proposal
) -> tuple[str, str, tuple[str, ...]]:
    """Propose what a request asks for, under this transaction; return code, number, what to tell.

    Whoever types proposes, else whoever wrote the request down. Raises Refused (职权) where neither
    may.
    """
    item, asked = _item(session, draft.item), mask_text(request.content, house=session.house)
    occurred = session.signed.on if item.timing is Timing.OCCASIONAL else None
    command = Propose(
        title=draft.title or _title(session, asked),
        content=draft.content or f"点题要求公开：{asked}",
        occurred_on=occurred,
    )
    with _in_hand_of(session, _proposer(session, request)):
        done = proposed(session, item.code, command, Files(source=draft.source))
    number = done.disclosure.number
    told = f"已提出 {number}（{item.code}）"
    if not (draft.title and draft.content):
        way = f"pdisc revise {number} --title 标题 --content 修改后的内容 --by 承办人"
        told += f"；标题、正文按点题原话起草（号码、住址等已遮盖），审核以前改好：{way}"
    return item.code, number, (told, *_out_of_sight(request, done.disclosure), *done.notices)


def _out_of_sight(request: Request, proposed_for_it: DisclosureRecord) -> tuple[str, ...]:
    """Return what to tell where whoever asked won't be among those who are told."""
    if request.asker is AskerKind.MEMBER or proposed_for_it.scope is Scope.SOCIETY:
        return ()
    return (
        f"{proposed_for_it.number} 只在党内公开，公开以后也不能告知{request.asker}；"
        "能向社会公开的，作废这一决定，另按面向社会的条目（--item）决定",
    )


@contextmanager
def _in_hand_of(session: Session, name: str) -> Iterator[None]:
    """Let somebody else sign what is done inside: what one act brings about in another's hand.

    Day and reason of 补录 stay; what the first signer remarked is his own.
    """
    own = session.signed
    session.signed = msgspec.structs.replace(own, by=name, note="", waiver="")
    try:
        yield
    finally:
        session.signed = own


def _item(session: Session, code: str) -> CatalogItem:
    """Return the item that was named, or the usual one; Refused where the catalogue has none."""
    if code:
        return session.item(code)
    usual = session.rules.text(USUAL, session.signed.on)
    item = session.facts.item(usual, session.signed.on)
    if item is None or item.retired:
        raise Refused(
            f"目录里没有 {usual}（设置“{USUAL}”），要写明按哪一条公开",
            next_step="加上 --item 目录编号；看目录：pdisc catalog list",
        )
    return item


def _title(session: Session, asked: str) -> str:
    most = session.rules.number("标题字数", session.station.today)
    subject = " ".join(topic(asked).split())
    return f"关于{subject[: most - len('关于的公开')]}的公开"


def _proposer(session: Session, request: Request) -> str:
    on = session.signed.on
    for name in (session.signed.operator, request.by):
        if Role.PROPOSER in session.roster.roles(name, on):
            return name
    holders = session.roster.holders(Role.PROPOSER, on)
    way = f"由 {'、'.join(holders)} 操作：加上 --as {holders[0]}" if holders else ENROL
    raise Refused(
        f"{session.signed.operator} 在 {on} 没有“承办”职责，不能同时提出公开",
        next_step=way,
        kind="职权",
    )


def composed_answer(reading: Reading, asker: AskerKind, number: str, on: date) -> str:
    """Return 告知途径: what is public and where it is found, as the asker's audience sees it."""
    record, _ = shown(reading, asker.audience, number)
    return (
        f"您要求公开的内容已经公开：{record.public_number}《{record.title}》，{where(record, on)}。"
    )
