"""Opinions as a table."""

from collections.abc import Sequence

from pdisc.render.grid import WIDE, Table, table_of
from pdisc.values.opinion_records import OpinionRecord


def settle_by(opinion: OpinionRecord) -> str:
    """Return by when an opinion is to be settled, as it is printed."""
    return f"{opinion.settle_by}{'（估算）' if opinion.estimated else ''}"


def opinion_table(opinions: Sequence[OpinionRecord], *, inside: bool = False) -> Table:
    """Return opinions with where each stands; who said them is told where `inside` is set."""
    giver = [("反映人", "giver")] if inside else []
    return table_of(
        opinions,
        ("编号", "id"),
        ("收到", "received_on"),
        ("方式", "via"),
        *giver,
        ("内容", "content", WIDE),
        ("状态", "state"),
        ("最迟", _limit),
        ("结果和整改", _outcome, WIDE),
    )


def _limit(opinion: OpinionRecord) -> str:
    """Return by when the next thing is to be done, nothing where none is."""
    if opinion.result is None:
        return settle_by(opinion)
    return str(opinion.due_on) if opinion.due_on and opinion.next else ""


def _outcome(opinion: OpinionRecord) -> str:
    if opinion.result is None:
        return f"交 {opinion.assigned_to}" if opinion.assigned_to else ""
    parts = [f"{opinion.result}（{opinion.settled_on}）"]
    if opinion.rectify:
        parts.append(f"整改：{opinion.rectify}（{opinion.holder}）")
    if opinion.rectified_by:
        parts.append(f"再公开 {opinion.rectified_by}")
    return "；".join(parts)
