"""办理日志 in words: what each entry decided, told to somebody who has no program at hand.

The log, `show` and the dossier tell the same words, so that an inspector finds in the folder what
was decided: verdicts, opinions, basis, the superior by name, who typed for whom, and when.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from pdisc.catalog.fields import FIELD_NAMES
from pdisc.clock import beijing_date, instant_of
from pdisc.dates.windows import printed
from pdisc.values.channels import scope_name
from pdisc.values.parts import VERDICT_NAMES
from pdisc.values.records import EventRecord
from pdisc.words import Scope, ScopeDetail, State

Told = Mapping[str, Any]
"""What an event holds, as the journal keeps it."""

Parts = Iterator[str | None]

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


def _proposed(event: Told) -> Parts:
    if event.get("corrects"):
        yield f"更正 {event['corrects']}"
    yield from _drawn_up(event)


def _drawn_up(event: Told) -> Parts:
    plan = event["plan"]
    yield f"第{plan.get('version', 1)}稿" + (f"《{plan['title']}》" if plan.get("title") else "")
    yield printed(plan.get("window"))
    yield f"{plan['occurred_on']}发生" if plan.get("occurred_on") else None
    if plan.get("scope"):
        yield f"{_reach(plan)}：{'、'.join(plan.get('channels', ()))}"
    waiting = [each for each in event.get("findings", ()) if each.get("state") in (None, "待处理")]
    yield f"审查发现{len(waiting)}处待处理" if waiting else None
    yield f"依据{event['lifted']}准予公开" if event.get("lifted") else None
    yield plan.get("reason")


def _reach(plan: Told) -> str:
    detail = plan.get("scope_detail")
    return scope_name(Scope(plan["scope"]), ScopeDetail(detail) if detail else None)


def _reviewed(event: Told) -> Parts:
    state = State(event["state"])
    if event.get("withhold"):
        yield f"建议不予公开：{event.get('reason')}"
    elif state is State.RETURNED:
        yield f"退回修改：{event.get('reason')}"
    else:
        yield "通过"
    verdicts = event.get("verdicts", {})
    said = [f"{name}{verdicts[key]}" for key, name in VERDICT_NAMES.items() if verdicts.get(key)]
    yield "、".join(said) if said else None
    yield _because(event)
    yield from (f"{name}说明：{why}" for name, why in event.get("accepted", {}).items())
    yield "公开栏挂在只有党员看得到的地方" if event.get("board_inside") else None
    yield _opinion(event)


def _decided(event: Told) -> Parts:
    state = State(event["state"])
    if state is State.ESCALATED:
        yield f"报{event.get('escalated_to')}审批"
    elif state is State.APPROVED:
        yield "同意"
        if event.get("scope"):
            yield f"{_reach(event)}：{'、'.join(event.get('channels', ()))}"
    else:
        yield f"{'不予公开' if state is State.REFUSED else '退回修改'}：{event.get('reason')}"
    yield _because(event)
    yield _paper(event)
    if event.get("acting_for"):
        yield f"代{event['acting_for']}（{event.get('acting_paper')}）"
    yield _opinion(event)
    yield _evidence(event)


def _because(event: Told) -> str | None:
    return f"依据：{event['basis']}" if event.get("basis") else None


def _opinion(event: Told) -> str | None:
    return f"意见：{event['opinion']}" if event.get("opinion") else None


def _paper(event: Told) -> str | None:
    return f"文号 {event['document_number']}" if event.get("document_number") else None


def _evidence(event: Told) -> str | None:
    names = [file["name"] for file in event.get("evidence", ())]
    return f"凭证 {'、'.join(names)}" if names else None


def _published(event: Told) -> Parts:
    yield f"{event['channel']}：{event.get('place') or event.get('url')}"
    yield f"公示到 {event['until']}" if event.get("until") else None
    yield f"答复{printed(event['window'])}" if event.get("window") else None
    yield _paper(event)
    yield _evidence(event)


def _archived(event: Told) -> Parts:
    yield f"档号 {event['archive_number']}"
    yield f"保管{event.get('retention')}"
    yield f"意见：{event.get('opinion_result')}" if event.get("opinion_result") else None
    yield f"缺：{'、'.join(event['missing'])}" if event.get("missing") else None


def _taken_down(event: Told) -> Parts:
    yield "、".join(event.get("channels", ()))
    yield event.get("reason")
    yield f"还挂着：{event['still_at']}" if event.get("still_at") else None


def _reassigned(event: Told) -> Parts:
    yield f"改为{printed(event.get('window')) or event.get('occurred_on')}"
    yield event.get("reason")


def _papers_added(event: Told) -> Parts:
    yield f"{event['step']}{event.get('channel', '')}（第{event['to']}条）"
    yield _evidence(event)


def _opened(event: Told) -> Parts:
    yield f"自 {event['since']} 起算；目录{len(event.get('items', ()))}条"


def _since_moved(event: Told) -> Parts:
    yield f"改为自 {event['since']} 起算"
    yield event.get("reason")


def _inherited(event: Told) -> Parts:
    yield "、".join(event.get("channels", ())) or None
    yield event.get("place") or event.get("url") or None
    yield f"《{event['title']}》" if event.get("title") else None
    windows = [printed(each) or each for each in event.get("windows", ())]
    yield f"{'、'.join(windows)}按纸质台账" if windows else None
    yield _paper(event)
    yield event.get("reason")


def _inherited_gone(event: Told) -> Parts:
    yield "、".join(each["channel"] for each in event.get("postings", ()))
    yield event.get("reason")


def _annulled(event: Told) -> Parts:
    yield f"作废第{event['entry']}条"
    yield event.get("reason")


def _set(event: Told) -> Parts:
    yield f"{event['value'] or '未设置'}，自 {event['valid_from']} 起"
    yield event.get("basis")


def _appointed(event: Told) -> Parts:
    yield f"{event['office']}：{'、'.join(event['roles'])}"
    yield event.get("authority")
    yield f"{event['valid_from']} 至 {event.get('valid_until') or '今'}"
    yield f"代{event['acting_for']}" if event.get("acting_for") else None
    yield _paper(event)


def _closed(event: Told) -> Parts:
    yield f"到 {event['valid_until']} 为止"


def _nil(event: Told) -> Parts:
    yield printed(event["window"])
    yield event.get("reason")


def _ruled(event: Told) -> Parts:
    yield _duty(event)
    yield f"顺延到 {event['to']}" if event.get("to") else None
    yield event.get("reason")


def _duty(event: Told) -> str:
    """Return an obligation's key as it is printed: 2026年三季度, or the day."""
    duty = str(event.get("duty") or "")
    return duty if _A_DAY.match(duty) else printed(duty) or ""


_A_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _urged(event: Told) -> Parts:
    asked = event.get("asked", ())
    yield f"{len(asked)}项：" + "、".join(each.get("number") or _owed(each) for each in asked)
    yield f"限 {event['answer_by']} 前"
    yield event.get("reason")


def _owed(each: Told) -> str:
    return f"{each['code']} {_duty(each)}".strip()


def _lifted(event: Told) -> Parts:
    yield f"{event['code']} 准予公开的摘录"
    yield _paper(event)
    yield event.get("reason")


def _refused(event: Told) -> Parts:
    yield f"{event['act']}因{event['refusal']}没有办成"
    yield event.get("where")


def _days(event: Told) -> Parts:
    if "table" in event:
        yield f"{event['table'].get('year')}年，{event['table'].get('notice') or ''}"
    else:
        yield f"{len(event.get('days', ()))}天，去掉{len(event.get('removed', ()))}天"


def _reason(event: Told) -> Parts:
    yield event.get("reason")


def _nothing(_event: Told) -> Parts:
    return iter(())


TELLING: Mapping[str, Callable[[Told], Parts]] = {
    "提出": _proposed,
    "修改": _drawn_up,
    "脱敏": _drawn_up,
    "审核": _reviewed,
    "审批": _decided,
    "实施": _published,
    "归档": _archived,
    "撤回": _reason,
    "撤下": _taken_down,
    "改期次": _reassigned,
    "补件": _papers_added,
    "建账": _opened,
    "目录": _nothing,
    "新增目录": _nothing,
    "起算日": _since_moved,
    "期初": _inherited,
    "期初撤下": _inherited_gone,
    "作废": _annulled,
    "设置": _set,
    "任职": _appointed,
    "离任": _closed,
    "放假安排": _days,
    "本单位工作日": _days,
    "无事项": _nil,
    "发生": _nothing,
    "变更": _nothing,
    "复核": _nothing,
    "顺延": _ruled,
    "豁免": _ruled,
    "督促": _urged,
    "解除拦截": _lifted,
    "拒绝": _refused,
}
"""How each kind of entry is told; a test holds this list against all that can be recorded."""
