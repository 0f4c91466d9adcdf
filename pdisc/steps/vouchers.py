"""Which papers a disclosure still lacks, and how each of them comes in."""

from collections.abc import Iterable
from typing import Any, NamedTuple, Protocol

from pdisc.values.filed_records import evidence_command
from pdisc.words import Act, PaperOf


class _Vouched(Protocol):
    @property
    def evidence(self) -> tuple[Any, ...]: ...


class _Done(_Vouched, Protocol):
    @property
    def act(self) -> Act: ...


class _Out(_Vouched, Protocol):
    @property
    def channel(self) -> str: ...


class Lacking(NamedTuple):
    """One paper that isn't there: what it is called, the step it belongs to, the channel."""

    name: str
    step: PaperOf
    channel: str = ""

    def added_by(self, number: str) -> str:
        """Return what to type to add it."""
        return evidence_command(number, self.step, self.channel)


def lacking(steps: Iterable[_Done], publications: Iterable[_Out]) -> tuple[Lacking, ...]:
    """Return what 归档 would list as missing: the approval's record, that of each publication."""
    approved = any(step.evidence for step in steps if step.act is Act.APPROVE)
    found = [] if approved else [Lacking("审批凭证", PaperOf.APPROVE)]
    found += [
        Lacking(f"{out.channel}的公开凭证", PaperOf.PUBLISH, out.channel)
        for out in publications
        if not out.evidence
    ]
    return tuple(found)
