"""What each entry beside the steps decided, in words."""

from collections.abc import Mapping

from pdisc.dates.keys import key_name
from pdisc.dates.windows import printed
from pdisc.sheets.step_words import Parts, Telling, Told, paper_of
from pdisc.values.grouping import grouped


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
    yield paper_of(event)
    yield event.get("reason")


def _inherited_gone(event: Told) -> Parts:
    yield "、".join(each["channel"] for each in event.get("postings", ()))
    yield event.get("reason")


def _annulled(event: Told) -> Parts:
    yield f"作废第{event['entry']}条"
    yield event.get("reason")


def _set(event: Told) -> Parts:
    yield f"{set_to(event['value'], event.get('unit', ''))}，自 {event['valid_from']} 起"
    yield event.get("basis")


WORDED = frozenset({"名称", "文字", "词表", "遮盖", "是否", "月-日", "档号"})
"""Units of settings that say what kind of word stands there; all others are counted in theirs."""


def set_to(value: str, unit: str) -> str:
    """Return what a setting is set to, a number with its unit: 36个月."""
    counted = unit if value.isdigit() and unit not in WORDED else ""
    return f"{value}{counted}" or "未设置"


def _appointed(event: Told) -> Parts:
    yield f"{event['office']}：{'、'.join(event['roles'])}"
    yield event.get("authority")
    yield f"{event['valid_from']} 至 {event.get('valid_until') or '今'}"
    yield f"代{event['acting_for']}" if event.get("acting_for") else None
    yield paper_of(event)


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
    duty = event.get("duty")
    return key_name(str(duty)) if duty else ""


def _urged(event: Told) -> Parts:
    asked = event.get("asked", ())
    begun = [each["number"] for each in asked if each.get("number")]
    codes = grouped((_duty(each), each["code"]) for each in asked if not each.get("number"))
    owed = [f"{duty} {'、'.join(found)}".strip() for duty, found in codes.items()]
    yield f"{len(asked)}项：" + "；".join([*(["、".join(begun)] if begun else []), *owed])
    yield f"限 {event['answer_by']} 前"
    yield event.get("reason")


def _lifted(event: Told) -> Parts:
    yield f"{event['code']} 准予公开的摘录"
    yield paper_of(event)
    yield event.get("reason")


def _refused(event: Told) -> Parts:
    yield f"{event['act']}因{event['refusal']}没有办成"
    yield event.get("where")


def _own_layout(event: Told) -> Parts:
    yield event["form"]
    yield event["file"]["name"] if event.get("file") else "改用自带的样式"
    yield event.get("reason")


def _days(event: Told) -> Parts:
    if "table" in event:
        yield f"{event['table'].get('year')}年，{event['table'].get('notice') or ''}"
    else:
        yield f"{len(event.get('days', ()))}天，去掉{len(event.get('removed', ()))}天"


def _nothing(_event: Told) -> Parts:
    return iter(())


OF_REGISTERS: Mapping[str, Telling] = {
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
    "登记模板": _own_layout,
    "停用模板": _own_layout,
}
"""How entries of the registers are told, by kind."""
