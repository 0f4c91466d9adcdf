"""What each step on a disclosure decided, in words, and what later changed of it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from pdisc.dates.windows import printed
from pdisc.values.channels import scope_name
from pdisc.values.parts import VERDICT_NAMES
from pdisc.words import Scope, ScopeDetail, State

Told: TypeAlias = Mapping[str, Any]
"""What an event holds, as the journal keeps it."""

Parts: TypeAlias = Iterator[str | None]

Telling: TypeAlias = Callable[[Told], Parts]
"""How one kind of entry is told: in parts, of which empty ones are left out."""


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
    yield paper_of(event)
    if event.get("acting_for"):
        yield f"代{event['acting_for']}（{event.get('acting_paper')}）"
    yield _opinion(event)
    yield _evidence(event)


def _because(event: Told) -> str | None:
    return f"依据：{event['basis']}" if event.get("basis") else None


def _opinion(event: Told) -> str | None:
    return f"意见：{event['opinion']}" if event.get("opinion") else None


def paper_of(event: Told) -> str | None:
    """Return the number of the document behind it, or None."""
    return f"文号 {event['document_number']}" if event.get("document_number") else None


def _evidence(event: Told) -> str | None:
    names = [file["name"] for file in event.get("evidence", ())]
    return f"凭证 {'、'.join(names)}" if names else None


def _published(event: Told) -> Parts:
    yield f"{event['channel']}：{event.get('place') or event.get('url')}"
    yield f"公示到 {event['until']}" if event.get("until") else None
    yield f"答复{printed(event['window'])}" if event.get("window") else None
    yield paper_of(event)
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


def reason_of(event: Told) -> Parts:
    """Yield the reason alone."""
    yield event.get("reason")


OF_STEPS: Mapping[str, Telling] = {
    "提出": _proposed,
    "修改": _drawn_up,
    "脱敏": _drawn_up,
    "审核": _reviewed,
    "审批": _decided,
    "实施": _published,
    "归档": _archived,
    "撤回": reason_of,
    "撤下": _taken_down,
    "改期次": _reassigned,
    "补件": _papers_added,
}
"""How the five steps, the ways back and what was put right later are told, by kind."""
