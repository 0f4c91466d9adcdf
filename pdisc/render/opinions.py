"""What opinions, and the loop 公开—反映—整改—再公开, look like."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import msgspec

from pdisc.render.opinion_tables import opinion_table, settle_by
from pdisc.render.terminal import Screen
from pdisc.render.views import WHAT_IS_DUE, show_receipt
from pdisc.values.opinion_records import ChainLink, ListedOpinion, LoopRecord, OpinionRecord
from pdisc.values.records import DetailRecord


def handled_document(done: Any, *, dry_run: bool) -> dict[str, Any]:
    """Return the JSON of an act on opinions: all of them, one also by its own fields."""
    found = msgspec.to_builtins(done.opinions)
    alone = found[0] if len(found) == 1 else {}
    return {
        "opinions": list(found),
        **alone,
        "receipt": None if dry_run else done.receipt,
        "notices": list(done.notices),
        "dry_run": dry_run,
    }


def show_handled(screen: Screen, done: Any, act: str, *, dry_run: bool) -> None:
    """Say where each opinion stands after an act, and what to type next."""
    for notice in done.notices:
        screen.notice(f"注意：{notice}")
    marks = "（补录）" if done.late else ""
    for each in done.opinions:
        screen.line(f"{each.id}：{act}{marks}；现在是“{each.state}”{_by(each)}")
    steps = list(dict.fromkeys(each.next for each in done.opinions if each.next))
    usual = f"pdisc show {done.opinions[0].number} --loop"
    show_receipt(screen, done, steps[0] if steps else usual, dry_run=dry_run)


def _by(opinion: OpinionRecord) -> str:
    """Return until when something is to be done about an opinion."""
    if opinion.result is None:
        return f"；最迟 {settle_by(opinion)} 办结"
    if opinion.rectify:
        return f"；整改：{opinion.rectify}（{opinion.holder}，至 {opinion.due_on}），再公开后闭环"
    return ""


def show_list(screen: Screen, opinions: Sequence[ListedOpinion], number: str) -> None:
    """Print opinions, how many there are, and what to type next."""
    if not opinions:
        screen.line(f"{number} 没有登记过意见" if number else "没有登记过意见")
        screen.hint(f"pdisc opinion add {number or '编号'} --content 内容")
        return
    screen.table(opinion_table(opinions, inside=True))
    screen.line(f"共{len(opinions)}条")
    steps = [each.next for each in opinions if each.next]
    screen.hint(steps[0] if steps else "pdisc opinion add 编号 --content 内容")


def show_loop(screen: Screen, record: DetailRecord, loop: LoopRecord) -> None:
    """Print the loop of one disclosure: its figures, and the chain of each opinion."""
    screen.heading(f"{record.number} {record.title}　〔{record.state}〕")
    first = loop.published_on
    screen.line(
        f"公开{first or '还没有'}　反映{loop.opinions} 属实{loop.upheld} 整改{loop.rectifying} "
        f"再公开{loop.republished} 未闭环{loop.open}"
    )
    start = [link for link in loop.chain if not link.opinion]
    for id_ in dict.fromkeys(link.opinion for link in loop.chain if link.opinion):
        links = [*start, *(link for link in loop.chain if link.opinion == id_)]
        screen.line(f"{id_}：{in_words(links, first)}")
    if not loop.opinions:
        screen.hint(f"pdisc opinion add {record.number} --content 内容" if first else record.next)
        return
    screen.hint(record.next or WHAT_IS_DUE)


def in_words(links: Iterable[ChainLink], first: date | None) -> str:
    """Return a chain as one line: 公开 11-26 公开栏 → 反映 11-27（意见箱，署名） → 办结."""
    return " → ".join(_link(link, first.year if first else 0) for link in links)


def _link(link: ChainLink, year: int) -> str:
    """Return one link; the year of its day is told where it isn't that of the publication."""
    if link.on is None:
        day = "还没有公开"
    else:
        day = f"{link.on:%m-%d}" if link.on.year == year else str(link.on)
    if link.step == "反映":
        return f"{link.step} {day}（{link.said}）"
    if link.step == "整改":
        return f"{link.step} {link.said}，{day} 前"
    return " ".join(filter(None, (link.step, day, link.said)))
