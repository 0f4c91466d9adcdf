"""What to type next, by what has become of a disclosure, and what a reviewer has to weigh."""

from collections.abc import Collection, Sequence

import msgspec

from pdisc.values.channels import base_of
from pdisc.values.heard import NOTHING_HEARD, Heard
from pdisc.words import NOT_MASKABLE, Channel, FindingKind, State

TWO_TESTS = (
    "涉及职工群众生产生活的党务，向社会公开",
    "涉及党的建设重大问题或者党员权利义务、需要党员普遍知悉遵守执行的，在全体党员中公开",
)
"""By what a reviewer judges the 公开范围 (实施方案二(一))."""

FOUR = "--necessity 通过 --accuracy 通过 --secrecy 通过 --privacy 通过"
"""The four verdicts of a review that passes."""

Waiting = Sequence[tuple[str, str]]
"""Id and kind of each finding that is 待处理."""


class Signers(msgspec.Struct, frozen=True, kw_only=True):
    """Who may take the next step, by name, or what stands for a name where nobody may.

    `upward` says that whoever may approve here has to send it up.
    """

    reviewer: str = "审核人"
    approver: str = "审批人"
    archivist: str = "档案人员"
    upward: bool = False


NOBODY = Signers()


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """What has become of a disclosure, as far as its next step hangs on it.

    `masked`: it was masked last; `withheld`: the review recommends 不予公开; `attached`: its text
    is in files alone; `resting`: a term has to end, or a window to begin, before anything is done;
    `heard`: what came of people's opinions; `replaced`: what it corrects, where that still hangs.
    """

    number: str
    state: State
    open_channels: tuple[str, ...] = ()
    waiting: Waiting = ()
    masked: bool = False
    withheld: bool = False
    attached: bool = False
    taken_down: bool = False
    resting: bool = False
    heard: Heard = NOTHING_HEARD
    replaced: str = ""


def in_files(content: str, places: Collection[str]) -> bool:
    """Tell whether what has to be written anew stands in the attachments alone."""
    return not content or (bool(places) and all(place.startswith("附件") for place in places))


def looked_at(number: str) -> str:
    """Return what to type where nothing may be done yet, or somebody has to look first."""
    return f"pdisc show {number}"


def next_command(stage: Stage, signers: Signers = NOBODY) -> str:
    """Return what to type next; empty where nothing is left, or nothing may be done yet.

    Open findings come first, and after a taking down nothing more is to be published.
    """
    number, state = stage.number, stage.state
    if state in (State.PROPOSED, State.RETURNED) and stage.waiting:
        return mended(stage)
    if state is State.RETURNED:
        return _rewritten(stage)
    if state is State.APPROVED and stage.taken_down:
        return f"pdisc correct {number} --content 更正后的内容"
    if state in PUBLIC_ONCE and stage.heard.open:
        return stage.heard.open[0].next
    if state is State.PUBLISHED and stage.replaced:
        return f"pdisc takedown {stage.replaced} --reason 理由"
    if stage.resting:
        return ""
    archive = f"pdisc archive {number} --by {signers.archivist}"
    return {
        State.PROPOSED: f"pdisc review {number} --by {signers.reviewer} {FOUR}",
        State.REVIEWED: _deciding(stage, signers),
        State.ESCALATED: f"pdisc approve {number} --by {signers.approver}"
        " --document-number 批复文号",
        State.APPROVED: f"pdisc publish {number} --channel {posted(stage.open_channels)}",
        State.PUBLISHED: archive if stage.heard.result else f"{archive} --no-opinions",
        State.REFUSED: archive,
    }.get(state, "")


PUBLIC_ONCE = frozenset({State.PUBLISHED, State.ARCHIVED})
"""The states of what was wholly published, in which opinions on it come first."""


def _deciding(stage: Stage, signers: Signers) -> str:
    """Return how an approver decides: as was recommended, or by sending it up."""
    approve = f"pdisc approve {stage.number} --by {signers.approver}"
    if signers.upward:
        return f"{approve} --escalate 上级党组织名称"
    return f"{approve} --refuse 理由 --basis 依据" if stage.withheld else approve


def _rewritten(stage: Stage) -> str:
    what = "--attach 换过的文件" if stage.attached else "--content 修改后的内容"
    return f"pdisc revise {stage.number} {what}"


def mended(stage: Stage) -> str:
    """Return how open findings are done away with: masked, taken out, or written anew.

    What was just masked and is still owed stands in files that can't be rewritten.
    """
    kinds = {kind for _, kind in stage.waiting}
    hidden, owed = FindingKind.HIDDEN in kinds, FindingKind.UNMASKED in kinds
    maskable = bool(kinds - NOT_MASKABLE) or FindingKind.MORE in kinds
    if (maskable or hidden) and not (stage.masked and (owed or hidden)):
        ways = " --all" * maskable + " --strip-hidden" * hidden
        return f"pdisc redact {stage.number}{ways}"
    if owed or hidden or FindingKind.UNREAD in kinds:
        return f"pdisc revise {stage.number} --attach 换过的文件"
    return _rewritten(stage)


def other_ways(stage: Stage, signers: Signers = NOBODY) -> str:
    """Return what else a reviewer may do about open findings: return it, or explain them."""
    number, reviewer = stage.number, signers.reviewer
    explained = [name for name, kind in stage.waiting if kind != FindingKind.MORE][:3]
    back = f"退回：pdisc review {number} --by {reviewer} --return 理由"
    if not explained:
        return back
    accept = " ".join(f"--accept {name}=理由" for name in explained)
    return f"{back}；看过确实可以公开的，逐条说明：{accept}"


def posted(channels: Sequence[str]) -> str:
    """Return the first of the open channels as it is typed, with the option that it needs."""
    if not channels:
        return "形式 --place 地点"
    where = "--url 网址" if base_of(channels[0]) is Channel.WEBSITE else "--place 地点"
    return f"{typed(channels[0])} {where}"


def typed(word: str) -> str:
    """Return a word as it is typed in a shell."""
    return f'"{word}"' if any(map(str.isspace, word)) else word
