"""What to type next, by the state of a disclosure, and what a reviewer has to weigh."""

from collections.abc import Sequence

from pdisc.words import NOT_MASKABLE, FindingKind, State

TWO_TESTS = (
    "涉及职工群众生产生活的党务，向社会公开",
    "涉及党的建设重大问题或者党员权利义务、需要党员普遍知悉遵守执行的，在全体党员中公开",
)
"""By what a reviewer judges the 公开范围 (实施方案二(一))."""


NEXT = {
    State.PROPOSED: "pdisc review {number} --by 审核人 --necessity 通过 --accuracy 通过"
    " --secrecy 通过 --privacy 通过",
    State.RETURNED: "pdisc revise {number} --content 修改后的内容",
    State.REVIEWED: "pdisc approve {number} --by 审批人",
    State.ESCALATED: "pdisc approve {number} --by 审批人 --document-number 批复文号",
    State.APPROVED: "pdisc publish {number} --channel {channel}",
    State.PUBLISHED: "pdisc archive {number} --by 档案人员 --no-opinions",
    State.REFUSED: "pdisc archive {number} --by 档案人员",
    State.ARCHIVED: "",
    State.WITHDRAWN: "",
}


Waiting = Sequence[tuple[str, str]]
"""Id and kind of each finding that is 待处理."""


def settle(number: str, waiting: Waiting, *, masked: bool) -> str:
    """Return what to type about open findings, or nothing where no mask or new file helps.

    `masked` says that they were just masked: what is left then stands in files that can't be
    rewritten.
    """
    kinds = {kind for _, kind in waiting}
    hidden, owed = FindingKind.HIDDEN in kinds, FindingKind.UNMASKED in kinds
    maskable = not kinds <= NOT_MASKABLE
    if not (maskable or hidden or owed):
        return ""
    if masked or not (maskable or hidden):
        return f"pdisc revise {number} --attach 换过的文件"
    ways = " --all" * maskable + " --strip-hidden" * hidden
    return f"pdisc redact {number}{ways}"


def next_command(
    number: str,
    state: State,
    open_channels: tuple[str, ...] = (),
    waiting: Waiting = (),
    *,
    masked: bool = False,
    taken_down: bool = False,
) -> str:
    """Return what to type next for a disclosure in that state; empty where nothing is left.

    Open findings come first, and after a taking down nothing more is to be published.
    """
    if state is State.APPROVED and taken_down:
        return f"pdisc correct {number} --content-file 更正后的正文.txt"
    usual = NEXT[state].format(number=number, channel=next(iter(open_channels), ""))
    if state is not State.PROPOSED or not waiting:
        return usual
    explained = " ".join(f"--accept {name}=理由" for name, _ in waiting[:3])
    return settle(number, waiting, masked=masked) or f"{usual} {explained}"
