"""What the screening says about one place in a text; the value itself never stands in it."""

from enum import StrEnum
from typing import NamedTuple

import msgspec

from pdisc.words import FindingKind


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
