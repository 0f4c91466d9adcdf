"""What each entry about requests, opinions and surveys decided, in words; never who asked."""

from collections.abc import Mapping

from pdisc.dates.windows import printed
from pdisc.sheets.step_words import Parts, Telling, Told, paper_of


def _requested(event: Told) -> Parts:
    yield f"{event['asker']}{event['via']}提出，{event['received_on']} 收到"
    yield event["content"]


def _decided(event: Told) -> Parts:
    yield event["outcome"]
    yield event.get("disclosure")
    yield f"列入 {event['item']}" if event.get("item") else None
    yield f"依据：{event['basis']}" if event.get("basis") else None
    yield event.get("reason")


def _extended(event: Told) -> Parts:
    yield f"{event['clock']}期限延长一次"
    yield event.get("reason")


def _supplemented(event: Told) -> Parts:
    yield event.get("content") or "已经补正或回复，继续计时"


def _joined(event: Told) -> Parts:
    yield f"与 {event['into']} 同一内容，一并办理"


def _answered(event: Told) -> Parts:
    yield f"告知 {'、'.join(event['told'])}"
    yield event["content"]


def _referred(event: Told) -> Parts:
    yield f"报告{event['to']}" if event.get("to") else None
    yield f"上级意见：{event['view']}" if event.get("view") else None
    yield paper_of(event)


def _said(event: Told) -> Parts:
    yield f"{event.get('via') or ''}{event['received_on']} 收到"
    yield event["content"]


def _assigned(event: Told) -> Parts:
    yield f"交 {event['to']} 办理"


def _settled(event: Told) -> Parts:
    yield event["result"]
    yield f"反馈：{event['feedback']}"
    if event.get("rectify"):
        yield f"整改：{event['rectify']}（{event['to']}，{event['due_on']} 前）"


def _begun(event: Told) -> Parts:
    yield f"整改后由 {event['disclosure']} 再公开"


def _tallied(event: Told) -> Parts:
    yield printed(event["window"]) if event.get("window") else event.get("number")
    counts = (("满意", "satisfied"), ("基本满意", "fair"))
    more = (("不满意", "dissatisfied"), ("不了解", "unaware"))
    yield f"{event['group']}：" + "、".join(f"{word}{event[name]}" for word, name in counts + more)
    yield f"发出{event['asked']}份" if event.get("asked") is not None else None


OF_VOICES: Mapping[str, Telling] = {
    "点题": _requested,
    "点题决定": _decided,
    "点题延期": _extended,
    "点题补正": _supplemented,
    "点题并办": _joined,
    "点题答复": _answered,
    "点题报告": _referred,
    "意见": _said,
    "意见批办": _assigned,
    "意见办结": _settled,
    "整改再公开": _begun,
    "测评": _tallied,
}
"""How such entries are told, by kind."""
