"""What to type next, by the state of a disclosure."""

from pdisc.words import State

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


def next_command(number: str, state: State, open_channels: tuple[str, ...] = ()) -> str:
    """Return what to type next for a disclosure in that state; empty where nothing is left."""
    return NEXT[state].format(number=number, channel=next(iter(open_channels), ""))
