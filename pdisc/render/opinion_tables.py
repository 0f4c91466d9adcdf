"""Opinions as a table."""

from collections.abc import Sequence

from pdisc.render.grid import WIDE, Table, table_of
from pdisc.values.opinion_records import OpinionRecord


def settle_by(opinion: OpinionRecord) -> str:
    """Return by when an opinion is to be settled, as it is printed."""
    return f"{opinion.settle_by}{'（估算）' if opinion.estimated else ''}"


def opinion_table(opinions: Sequence[OpinionRecord], *, inside: bool = False) -> Table:
    """Return opinions with where each stands; who said them is told where `inside` is set.

    What is the same of all, because nobody said it, has no column.
    """
    besides = (("方式", "via"), ("反映人", "giver")) if inside else (("方式", "via"),)
    told = [each for each in besides if any(getattr(x, each[1]) for x in opinions)]
    return table_of(
        opinions,
        ("编号", "id"),
        ("收到", "received_on"),
        *told,
        ("内容", "content", WIDE),
        ("状态", "state"),
        ("最迟", _limit),
        ("结果", _outcome, WIDE),
    )


def _limit(opinion: OpinionRecord) -> str:
    """Return by when the next thing is to be done, nothing where none is."""
    if opinion.result is None:
        return settle_by(opinion)
    return str(opinion.due_on) if opinion.due_on and opinion.next else ""


def _outcome(opinion: OpinionRecord) -> str:
    if opinion.result is None:
        return f"交 {opinion.assigned_to}" if opinion.assigned_to else ""
    again = f"；再公开 {opinion.rectified_by}" if opinion.rectified_by else ""
    return f"{opinion.result} {opinion.settled_on}{again}"
