"""What the screening says about one place in a text; the value itself never stands in it."""

from enum import StrEnum
from typing import NamedTuple

import msgspec


class FindingKind(StrEnum):
    """Of what kind a finding is; stored and printed as the word itself."""

    MARK = "密级标志"
    BANNED_WORD = "禁用词"
    NOTICE = "内部标志"
    PROPERTY = "公开属性"
    OWN_WORD = "本单位词"
    ID_NUMBER = "身份证号"
    PERMIT = "证件号"
    MOBILE = "手机号"
    BANK_CARD = "银行卡号"
    ADDRESS = "家庭住址"
    BIRTH_DATE = "出生日期"
    EMAIL = "电子邮箱"
    PLATE = "车牌号"
    UNREAD = "未读内容"  # what no program read
    MORE = "更多发现"  # what was found beyond the findings that are listed


NOT_MASKABLE = frozenset(
    {
        *(FindingKind.UNREAD, FindingKind.MORE, FindingKind.MARK, FindingKind.NOTICE),
        *(FindingKind.PROPERTY, FindingKind.OWN_WORD),
    }
)
"""Findings that no mask takes away: somebody must explain or replace."""


class Severity(StrEnum):
    """What a hit asks for: to stop at once, a named sign-off, or masking (or an explanation)."""

    STOP = "stop"
    WARN = "warn"
    FIND = "find"


class Spot(NamedTuple):
    """One hit in the coordinates of the normalised text, before it has a name for its place."""

    kind: FindingKind
    severity: Severity
    start: int
    end: int
    excerpt: str
    rule: str


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """One hit in the text as it was given: `text[start:end]` is what was found.

    `where` names the field or file and, in a text of several lines, the line. The excerpt of a
    `find` is the masked value, that of a `warn` the phrase of our own table; a `stop` has none,
    because text under a 密级 mark is neither kept nor echoed. `rule` says on whose authority.
    """

    kind: FindingKind
    severity: Severity
    where: str
    start: int
    end: int
    excerpt: str
    rule: str
