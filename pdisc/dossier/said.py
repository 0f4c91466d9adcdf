"""The page of a dossier about what people said and asked: results and days, never who it was."""

from collections.abc import Iterator, Sequence

from pdisc.events.steps import Archived
from pdisc.text import visible
from pdisc.values.opinion_records import AskedFor, OpinionRecord
from pdisc.values.records import DetailRecord


def said_text(record: DetailRecord, event: Archived, asked: Sequence[AskedFor]) -> str:
    """Return the page: each opinion with its result and 整改, each request that was answered."""
    lines = [f"意见办理\n意见收集结果：{event.opinion_result}\n"]
    for opinion in record.opinions:
        lines += ["\n", *(f"{visible(line)}\n" for line in _opinion(opinion))]
    if asked:
        lines += ["\n点题\n", *(f"{visible(_request(each))}\n" for each in asked)]
    return "".join(lines)


def _opinion(opinion: OpinionRecord) -> Iterator[str]:
    """Yield what is told of one opinion, a line each."""
    via = f"{opinion.via}　" if opinion.via else ""
    yield f"{opinion.id}　{opinion.received_on} 收到　{via}〔{opinion.state}〕"
    yield f"反映：{opinion.content}"
    if opinion.assigned_to:
        yield f"交办：{opinion.assigned_to}"
    if opinion.result:
        yield f"结果：{opinion.result}（{opinion.settled_on} 办结）"
        yield f"反馈：{opinion.feedback}"
    if opinion.rectify:
        yield f"整改：{opinion.rectify}（{opinion.holder}，{opinion.due_on} 前）"
    if opinion.rectified_by:
        yield f"再公开：{opinion.rectified_by}"


def _request(asked: AskedFor) -> str:
    answered = f"{asked.answered_on} 答复" if asked.answered_on else "还没有答复"
    parts = (
        asked.id,
        f"{asked.received_on} 收到",
        asked.asker,
        f"{asked.outcome}（{asked.decided_on} 决定）",
        answered,
    )
    return "　".join(parts)
