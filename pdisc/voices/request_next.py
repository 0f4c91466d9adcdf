"""What comes next for a request (点题), and what to type for it."""

import msgspec

from pdisc.values.voice_kinds import RequestOutcome, RequestState
from pdisc.voices.requests import WAITING, Standing


class Hands(msgspec.Struct, frozen=True, kw_only=True):
    """Who decides and who does the rest: a name, or what stands for one where nobody is known."""

    approver: str = "审批人"
    proposer: str = "承办人"


ANYBODY = Hands()
WAITED = frozenset(state for state, _ in WAITING.values())


def what_next(standing: Standing, hands: Hands = ANYBODY, *, offered: str = "") -> str:
    """Return what to type next for a request; empty where nothing is left to do.

    `offered` is the number of what is public already and may be what was asked for.
    """
    id_, state = standing.request.id, standing.state
    if state is RequestState.UNDECIDED:
        outcome = f"已公开 --with {offered}" if offered else str(RequestOutcome.TO_PUBLISH)
        return f"pdisc request decide {id_} --outcome {outcome} --by {hands.approver}"
    if state in WAITED:
        return f"pdisc request supplement {id_} --by {hands.proposer}"
    if state is RequestState.DECIDED:
        told = "" if standing.outcome is RequestOutcome.PUBLIC else " --content 内容"
        return f"pdisc request answer {id_}{told} --by {hands.proposer}"
    if state is RequestState.JOINED and standing.course.state is RequestState.ANSWERED:
        return f"pdisc request answer {id_} --by {hands.proposer}"
    if state is RequestState.JOINED:
        return f"pdisc request show {standing.lead}"
    return _reported(standing, hands)


def _reported(standing: Standing, hands: Hands) -> str:
    """Return what is left to do about an answered request that wasn't granted."""
    way = f"pdisc request refer {standing.request.id}"
    if standing.to_refer:
        return f"{way} --to 上级党组织名称 --by {hands.proposer}"
    return f"{way} --view 上级意见 --by {hands.proposer}" if standing.to_hear else ""
