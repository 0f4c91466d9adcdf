"""办理日志 in words: what each entry decided, told to somebody who has no program at hand.

The log, `show` and the dossier tell the same words, so that an inspector finds in the folder what
was decided: verdicts, opinions, basis, the superior by name, who typed for whom, and when.
"""

from collections.abc import Iterable, Mapping

from pdisc.catalog.fields import FIELD_NAMES
from pdisc.clock import beijing_date, instant_of
from pdisc.sheets.register_words import OF_REGISTERS
from pdisc.sheets.step_words import OF_STEPS, Parts, Telling, Told
from pdisc.sheets.voice_words import OF_VOICES
from pdisc.values.records import EventRecord

OPENED, ITEM_ADDED, ITEM_CHANGED, DECIDED = "建账", "新增目录", "目录", "审批"
"""Kinds of entries that the words of later ones depend on."""


class Logbook:
    """Entries in their order, and what of earlier ones is needed to tell the later."""

    def __init__(self, items: Iterable[Told] = ()) -> None:
        """Know the catalogue of the beginning: `items` as its entry holds them."""
        self._items: dict[str, Told] = {item["code"]: item for item in items}
        self._sent: dict[str, str] = {}

    def words(self, event: EventRecord) -> str:
        """Return what an entry decided, in one phrase; empty for one that says it by its kind."""
        content: Told = event.event
        if event.kind == OPENED:
            self._items = {item["code"]: item for item in content.get("items", ())}
        told = TELLING.get(event.kind, _nothing)
        parts = [*self._in_context(event, content), *told(content), *_around(event)]
        return "；".join(part for part in parts if part)

    def _in_context(self, event: EventRecord, content: Told) -> Parts:
        if event.kind in (ITEM_ADDED, ITEM_CHANGED):
            yield from self._changed(content)
        if event.kind == DECIDED:
            sent = content.get("escalated_to")
            asked = self._sent.pop(event.subject, None)
            if sent:
                self._sent[event.subject] = sent
            elif asked:
                yield f"{asked}批复（{event.by}登记）"

    def _changed(self, event: Told) -> Parts:
        item = event["item"]
        before = self._items.get(item["code"])
        self._items[item["code"]] = item
        if before is None:
            yield f"新增：{item['level3']}"
        elif bool(item.get("retired")) is not bool(before.get("retired")):
            yield "停用" if item.get("retired") else "恢复"
        else:
            yield from _differences(before, item)
        if event.get("confirmed"):
            yield f"核定：{'、'.join(FIELD_NAMES.get(name, name) for name in event['confirmed'])}"
        if event.get("document_number"):
            yield f"文号 {event['document_number']}"
        yield f"自 {item['valid_from']} 起"
        yield event.get("reason")


CHANGING = tuple(name for name in FIELD_NAMES if name not in ("code", "inferred", "assumed", "why"))


def _differences(before: Told, after: Told) -> Parts:
    for name in CHANGING:
        old, new = before.get(name), after.get(name)
        if old != new:
            yield f"{FIELD_NAMES[name]}由{_value(old)}改为{_value(new)}"


def _value(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else str(value or "无")


def _around(event: EventRecord) -> Parts:
    """Yield what stands around every entry: 补录, exceptions, who typed, when it was recorded."""
    if event.late:
        day = beijing_date(instant_of(event.recorded_at))
        yield f"补录：{event.late_reason}（{day} 录入）"
    yield event.waiver and f"回避例外：{event.waiver}"
    yield event.note
    if event.entered_for:
        yield f"代录：{event.operator}"
    if gone := event.annulled:
        yield f"〔{gone.by} {gone.on} 作废，见第{gone.seq}条：{gone.reason}〕"


def _nothing(_event: Told) -> Parts:
    return iter(())


TELLING: Mapping[str, Telling] = {**OF_STEPS, **OF_REGISTERS, **OF_VOICES}
"""How each kind of entry is told; a test holds this list against all that can be recorded."""
