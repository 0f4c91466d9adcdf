"""The closed vocabularies of the people's side, the Chinese words themselves as in `words.py`."""

from enum import StrEnum

from pdisc.words import Audience


class AskerKind(StrEnum):
    """What kind of person asks: how much may be told him follows from that."""

    MEMBER = "党员"
    PUBLIC = "群众"

    @property
    def audience(self) -> Audience:
        """Return the audience whose matters he may be told of."""
        return Audience.PARTY if self is AskerKind.MEMBER else Audience.SOCIETY


class RequestVia(StrEnum):
    """How a request came; what was said is written down by whoever heard it."""

    SPOKEN = "口头"
    WRITTEN = "书面"
    PHONE = "电话"
    BOX = "信箱"
    NET = "网络"


class RequestOutcome(StrEnum):
    """The six outcomes of a request (领域要点 §3)."""

    PUBLIC = "已公开"
    TO_PUBLISH = "应公开未公开"
    REFUSED = "不予公开"
    IN_PART = "区分处理"
    SUPPLEMENT = "补正"
    THIRD_PARTY = "征求第三方"


class RequestClock(StrEnum):
    """The two clocks of a request: by when it is decided, and by when it is answered."""

    DECIDE = "决定"
    ANSWER = "答复"


class RequestState(StrEnum):
    """Where one request stands."""

    UNDECIDED = "待决定"
    SUPPLEMENT = "补正中"
    THIRD_PARTY = "征求中"
    DECIDED = "待答复"
    ANSWERED = "已答复"
    JOINED = "已并办"


class OpinionResult(StrEnum):
    """What looking into an opinion came to."""

    TRUE = "属实"
    PARTLY = "部分属实"
    FALSE = "不属实"
    TAKEN = "采纳"
    NOT_TAKEN = "不采纳"


class OpinionState(StrEnum):
    """Where one opinion stands; what is to be put right is closed only when it is public again."""

    RECEIVED = "待办理"
    ASSIGNED = "已批办"
    SETTLED = "已办结"
    RECTIFYING = "整改中"
    REPUBLISHING = "再公开中"
    CLOSED = "已闭环"


class SurveyGroup(StrEnum):
    """Who was asked (三满意: 党员、群众、社会)."""

    MEMBERS = "党员"
    PUBLIC = "群众"
    SOCIETY = "社会"
