"""What events are made of: a file, a finding, a plan, verdicts, and the base of all events.

The journal and the columns sort the fields by name; in the order given here answers show them.
"""

from datetime import date
from typing import ClassVar

import msgspec

from pdisc.words import FindingState, Scope, ScopeDetail, Verdict

COLUMN_OF = {
    "window": "period",
    "by": "decider",
    "on": "occurred_on",
    "to": "until",
    "late_entry": "late",
}
"""Fields of values and facts whose names no database likes, and the columns that hold them."""


class Value(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A plain part of an event."""


class StoredFile(Value, frozen=True, kw_only=True):
    """A file kept under `files/` by its SHA-256; `name` is what its owner called it."""

    name: str
    size: int
    sha256: str


class EvidenceFile(StoredFile, frozen=True, kw_only=True):
    """A file as evidence of a step; `added_on` and who, where it came after the step was done."""

    added_seq: int = 0
    added_on: date | None = None
    added_by: str = ""

    def __str__(self) -> str:
        """Return its name, with when it came where that was after the step."""
        return f"{self.name}（{self.added_on}补）" if self.added_on else self.name


class FindingTold(Value, frozen=True, kw_only=True):
    """One thing that the screening found; the excerpt is masked, `by` says who explained it."""

    id: str
    kind: str
    where: str
    state: FindingState = FindingState.OPEN
    excerpt: str = ""
    reason: str = ""
    by: str = ""


class Finding(FindingTold, frozen=True, kw_only=True):
    """The same as it is kept: a mask that is still owed names its file by hash, and its word by a
    digest. Nobody is shown those two."""

    file: str = ""
    word: str = ""


class Plan(Value, frozen=True, kw_only=True):
    """公开方案 (实施方案三(一) 提出): 内容、范围、时间、方式 of one disclosure, one version."""

    version: int
    title: str
    content: str
    files: tuple[StoredFile, ...] = ()
    scope: Scope
    scope_detail: ScopeDetail | None = None
    channels: tuple[str, ...]
    planned_on: date | None = None
    window: str | None = None
    occurred_on: date | None = None
    office: str
    public_notice: bool = False
    reason: str = ""
    author: str


class Verdicts(Value, frozen=True, kw_only=True):
    """The four questions of a review (实施方案三(一) 审核); None where none was given."""

    necessity: Verdict | None = None
    accuracy: Verdict | None = None
    secrecy: Verdict | None = None
    privacy: Verdict | None = None

    def all_passed(self) -> bool:
        """Return whether all four say 通过."""
        return set(msgspec.structs.astuple(self)) == {Verdict.PASS}


VERDICT_NAMES = {
    "necessity": "必要性",
    "accuracy": "准确性",
    "secrecy": "保密审查",
    "privacy": "个人隐私",
}
"""The four questions of a review as people call them, by the fields of `Verdicts`."""


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind"):
    """Base of all events; the tag is the Chinese word that stands in the journal's `kind`.

    `private` names fields that tell who somebody outside the office is: no log shows them.
    """

    private: ClassVar[frozenset[str]] = frozenset()
