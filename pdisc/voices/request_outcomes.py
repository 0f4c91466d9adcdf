"""What each of the six outcomes of a request (点题) must say, and may name (领域要点 §3)."""

from collections.abc import Mapping

from pdisc.values.voice_kinds import RequestOutcome

MUST_SAY: Mapping[RequestOutcome, tuple[str, ...]] = {
    RequestOutcome.PUBLIC: ("disclosure",),
    RequestOutcome.REFUSED: ("reason", "basis"),
    RequestOutcome.IN_PART: ("reason", "basis"),
    RequestOutcome.SUPPLEMENT: ("reason",),
}
"""What a person must say of an outcome."""

NAMES = frozenset({RequestOutcome.PUBLIC, RequestOutcome.IN_PART})
"""Outcomes that may name what is public already."""

PROPOSES = frozenset({RequestOutcome.TO_PUBLISH, RequestOutcome.IN_PART})
"""Outcomes that make a proposal, unless they name what is public already."""

CALLED = {"disclosure": "已公开的是哪一件", "reason": "理由", "basis": "依据", "content": "答复"}
FLAGS = {field: f"--{field}" for field in CALLED} | {"disclosure": "--with"}
"""How what must be said is called, and the option that says it."""
