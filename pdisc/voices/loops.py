"""The loop of one disclosure, link by link: 公开—反映—整改—再公开, and what hangs still."""

from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date

from pdisc.values.channels import is_hanging
from pdisc.values.opinion_records import ChainLink
from pdisc.values.records import PublicationRecord
from pdisc.values.voice_kinds import OpinionState
from pdisc.voices.opinions import Disclosed, OpinionStanding

SIGNED, UNSIGNED = "署名", "未署名"


def chain_of(
    standings: Iterable[OpinionStanding],
    publications: Sequence[PublicationRecord],
    on: date,
    *,
    signed: Container[str],
) -> tuple[ChainLink, ...]:
    """Return the links, first the publication, then those of each opinion in its order.

    `signed` names the opinions of which it is known who said them; who it was is told nowhere.
    """
    links: list[ChainLink] = []
    if publications:
        first = min(each.on for each in publications)
        used = dict.fromkeys(each.channel for each in publications if each.on == first)
        links.append(ChainLink(opinion="", step="公开", on=first, said="、".join(used)))
    for standing in standings:
        links += _links(standing, publications, on, signed=standing.opinion.id in signed)
    return tuple(links)


def _links(
    standing: OpinionStanding, publications: Sequence[PublicationRecord], on: date, *, signed: bool
) -> Iterator[ChainLink]:
    opinion, settled = standing.opinion, standing.settled
    told = "，".join(filter(None, (opinion.via, SIGNED if signed else UNSIGNED)))
    yield _link(standing, "反映", opinion.received_on, told)
    if standing.assigned:
        yield _link(standing, "批办", standing.assigned.on, standing.assigned.holder)
    if settled is None:
        return
    yield _link(standing, "办结", settled.on, f"{settled.result}，已反馈")
    if not standing.rectifies:
        return
    yield _link(standing, "整改", settled.due_on, f"{settled.holder}：{settled.rectify}")
    if standing.correction:
        old = _old_copies(publications, on)
        yield _link(
            standing, "再公开", standing.correction.published_on, standing.correction.number + old
        )
    if standing.state is OpinionState.CLOSED and standing.correction:
        yield _link(standing, "闭环", _closed_on(standing.correction, publications, on), "")


def _link(standing: OpinionStanding, step: str, on: date | None, said: str) -> ChainLink:
    return ChainLink(opinion=standing.opinion.id, step=step, on=on, said=said)


def _old_copies(publications: Sequence[PublicationRecord], on: date) -> str:
    """Return what became of the old copies where something hung: down since when, or still up."""
    hung = [each for each in publications if is_hanging(each.channel)]
    up = [each.channel for each in hung if _gone_on(each, on) is None]
    if up:
        return f"（原稿还挂着：{'、'.join(up)}）"
    down = [f"{each.channel}{_gone_on(each, on)}" for each in hung]
    return f"（原稿已撤：{'、'.join(down)}）" if down else ""


def _gone_on(posting: PublicationRecord, on: date) -> date | None:
    """Return since when something hangs no more: taken down, or its term was over; else None."""
    down, until = posting.taken_down_on, posting.until
    if down is not None and down <= on:
        return down
    return until if until is not None and until < on else None


def _closed_on(
    correction: Disclosed, publications: Sequence[PublicationRecord], on: date
) -> date | None:
    """Return the day on which the last came about: the new copy out, the old ones gone."""
    gone = (_gone_on(each, on) for each in publications if is_hanging(each.channel))
    days = [correction.published_on, *gone]
    return max((day for day in days if day is not None), default=None)
