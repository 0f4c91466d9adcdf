"""What was asked for so often (点题) that the catalogue should have an item for it.

Requests that were joined are one topic with many voices. From 点题拟增目录 voices on, one that no
item of the catalogue covers is told by `catalog check`; what isn't to be disclosed needs no item.
"""

from collections.abc import Sequence
from datetime import date

import msgspec

from pdisc.ledger.reading import Reading
from pdisc.registers.items import CatalogItem
from pdisc.screening.house import house_rules
from pdisc.screening.masks import mask_text
from pdisc.services.catalog import items as catalog_items
from pdisc.steps.guidance import typed
from pdisc.steps.policy import Roster
from pdisc.values.published_text import PublishedText
from pdisc.values.voice_kinds import AskerKind, RequestOutcome
from pdisc.voices.clocks import Clocks
from pdisc.voices.offers import Matches, covers
from pdisc.voices.request_topics import topic
from pdisc.voices.requests import Requests, Standing
from pdisc.words import Role, Scope


class TopicRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One topic that many asked for: in the first one's words, whose, and what to type for it."""

    topic: str
    requests: tuple[str, ...]
    voices: int
    next: str


def topics_without_item(reading: Reading, on: date) -> tuple[TopicRecord, ...]:
    """Return the topics that an item is proposed for, by the catalogue in force on a day."""
    facts = reading.requests()
    if not facts.requests:
        return ()
    asked = Requests(facts.requests, facts.steps, Clocks(reading.rules, reading.calendar))
    enough = reading.rules.number("点题拟增目录", on)
    usual = reading.rules.text("点题条目", on)
    items = [item for item in catalog_items(reading, on) if not item.retired]
    others = [item for item in items if item.code != usual]
    house = house_rules(lambda name: reading.rules.text(name, on))
    return tuple(
        TopicRecord(
            topic=mask_text(topic(each.request.content), house=house),
            requests=each.voices,
            voices=len(each.voices),
            next=_next(reading, asked, each, items, usual, on),
        )
        for each in asked.all()
        if not each.lead
        and len(each.voices) >= enough
        and not _is_settled(reading, each, others)
        and not _is_covered(reading, each, others, usual)
    )


def _is_settled(reading: Reading, standing: Standing, others: Sequence[CatalogItem]) -> bool:
    """Tell whether it was decided to disclose it under an item of its own, or not at all."""
    decision = standing.course.decision
    if decision is None:
        return False
    found = reading.records_of([decision.disclosure]) if decision.disclosure else []
    code = decision.item or next((record.code for record in found), "")
    refused = decision.outcome is RequestOutcome.REFUSED
    return refused or code in {item.code for item in others}


def _is_covered(
    reading: Reading, standing: Standing, others: Sequence[CatalogItem], usual: str
) -> bool:
    """Tell whether an item says all that was asked for; what was added since need only be like it.

    An item that came when it had been asked for is taken for the answer to that; those with which
    the ledger began were not made for it.
    """
    content = standing.request.content
    known = [(item, _first_recorded(reading, item)) for item in others]
    begun = min((day for _, day in known), default=date.max)
    texts = [
        PublishedText(number=item.code, title=item.level3)
        for item, day in known
        if _place(item.code) == _place(usual) or begun < day >= standing.first_received
    ]
    return covers(content, [item.level3 for item in others]) or bool(Matches(texts).best(content))


def _place(code: str) -> str:
    """Return below which number an item stands: 6.1 for 6.1.1."""
    return code.rpartition(".")[0]


def _first_recorded(reading: Reading, item: CatalogItem) -> date:
    return min(version.recorded_on for version in reading.registers.versions(item.code))


def _next(
    reading: Reading,
    asked: Requests,
    standing: Standing,
    items: Sequence[CatalogItem],
    usual: str,
    on: date,
) -> str:
    """Return what to type for a new item beside the usual one: for society if any of them asked."""
    place = _place(usual)
    if not any(_place(item.code) == place for item in items):
        return "pdisc catalog add --help"
    askers = {asked.by_id[each].asker for each in standing.voices}
    society = AskerKind.PUBLIC in askers
    scope, channel = (Scope.SOCIETY, "公开栏") if society else (Scope.PARTY, "会议")
    approvers = Roster(reading.registers.appointments).holders(Role.APPROVER, on)
    signed = f" --by {typed(approvers[0])}" if approvers else ""
    return (
        f"pdisc catalog add {place} --item 公开内容 --channel {channel} --scope {scope}"
        f" --timing 随时 --reason 理由{signed}"
    )
