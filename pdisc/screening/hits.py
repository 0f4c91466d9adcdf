"""What the screening says about one place in a text; the value itself never stands in it."""

from enum import StrEnum
from typing import NamedTuple

import msgspec

UNREAD, MORE = "未读内容", "更多发现"
"""What no program read; what was found beyond the findings that are listed."""

NOT_MASKABLE = frozenset({UNREAD, MORE, "密级标志", "内部标志", "公开属性", "本单位词"})
"""Findings that no mask takes away: somebody must explain or replace."""


class Severity(StrEnum):
    """What a hit asks for: to stop at once, a named sign-off, or masking (or an explanation)."""

    STOP = "stop"
    WARN = "warn"
    FIND = "find"


class Spot(NamedTuple):
    """One hit in the coordinates of the normalised text, before it has a name for its place."""

    kind: str
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

    kind: str
    severity: Severity
    where: str
    start: int
    end: int
    excerpt: str
    rule: str
