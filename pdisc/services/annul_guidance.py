"""What to do about an entry that can't be annulled, by what kind of entry it is."""

from collections.abc import Mapping

from pdisc.events.amendments import Annulled
from pdisc.events.entry import Entry, kind_of
from pdisc.events.steps import STEPS
from pdisc.registers.items import ItemChanged
from pdisc.registers.lifts import MarkLifted
from pdisc.registers.opening import Opened
from pdisc.registers.refusals import RefusalNoted
from pdisc.registers.settings import SettingChanged
from pdisc.registers.staff import AppointmentClosed
from pdisc.registers.workdays import NoticeTaken, OwnDaysSet
from pdisc.services.acting import Session
from pdisc.steps.disclosure import Disclosure
from pdisc.values.parts import Event
from pdisc.words import State

_BY_KIND: Mapping[type[Event], tuple[str, str]] = {
    AppointmentClosed: (
        "离任不是登记错了就能作废的",
        "还在任的重新登记：pdisc staff add {subject} --office 科室 --role 承办",
    ),
    ItemChanged: (
        "目录的更正按日期生效",
        "再更正一次：pdisc catalog set {subject} --reason 理由 --by 审批人",
    ),
    SettingChanged: ("设置按日期生效", "再设置一次：pdisc config set {subject} 值 --by 审批人"),
    NoticeTaken: ("放假安排以最后登记的为准", "再登记一次：pdisc workdays check 文件"),
    OwnDaysSet: ("本单位的工作日以最后登记的为准", "再登记一次：pdisc workdays own 文件"),
    MarkLifted: ("没有按它提出公开的，就不起作用", "pdisc log {subject}"),
    RefusalNoted: ("只记着有一件事没有办成，不影响什么", "pdisc log"),
    Opened: ("是台账的第一条", "pdisc config show"),
}
"""Why an entry of that kind isn't annulled, and what to do instead."""

_BY_STATE: Mapping[State, str] = {
    State.PROPOSED: "改方案：pdisc revise {number} --content 修改后的内容；"
    "不公开了：pdisc withdraw {number} --reason 理由",
    State.RETURNED: "改方案：pdisc revise {number} --content 修改后的内容；"
    "不公开了：pdisc withdraw {number} --reason 理由",
    State.REVIEWED: "改方案：pdisc revise {number} --content 修改后的内容；"
    "不公开了：pdisc withdraw {number} --reason 理由",
    State.ESCALATED: "不公开了：pdisc withdraw {number} --reason 理由",
    State.APPROVED: "改方案：pdisc revise {number} --content 修改后的内容；"
    "不公开了：pdisc withdraw {number} --reason 理由",
    State.PUBLISHED: "已公开的内容有错：pdisc correct {number} --content 更正后的内容",
    State.REFUSED: "还要公开的，重新提出：pdisc propose {code} --title 标题 --content 内容",
    State.ARCHIVED: "已公开的内容有错：pdisc correct {number} --content 更正后的内容",
    State.WITHDRAWN: "还要公开的，重新提出：pdisc propose {code} --title 标题 --content 内容",
}
"""What can still be done about a decision, by the state in which its disclosure is now."""


def instead(session: Session, original: Entry) -> tuple[str, str]:
    """Return why an entry can't be annulled, and what to type instead."""
    event, subject = original.event, original.subject
    if isinstance(event, STEPS):
        before = session.writer.disclosure(subject)
        assert before is not None, "a step is about a disclosure"
        return "是五步里的决定，不是登记", _about_step(before)
    if isinstance(event, Annulled):
        kind = kind_of(session.reading.entry_at(event.entry).event)
        return "作废了的不能再恢复", f"第{event.entry}条（{kind}）还要的，重新登记一次"
    why, way = _BY_KIND.get(type(event), ("不是登记", "pdisc log {subject}"))
    return why, way.format(subject=subject)


def _about_step(before: Disclosure) -> str:
    number, code = before.number, before.code
    if before.publications and before.state is State.APPROVED:
        return _BY_STATE[State.PUBLISHED].format(number=number)
    if not before.publications and before.state is State.ARCHIVED:
        return _BY_STATE[State.REFUSED].format(code=code)
    return _BY_STATE[before.state].format(number=number, code=code)
