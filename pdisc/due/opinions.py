"""意见 and 整改: what was said about what was published, until the loop is closed (领域要点 §3).

公开—反映—整改—再公开: each open link is a row with its holder. Told inside the office alone,
without what was said and by whom.
"""

from collections.abc import Iterator
from datetime import date

from pdisc.dates.typed import in_words
from pdisc.dates.workdays import estimate
from pdisc.due.corrections import hangs_on
from pdisc.due.factbook import FactBook
from pdisc.due.row import TIMED, DueRow, Source
from pdisc.due.viewpoint import Viewpoint, proposer
from pdisc.registers.opinions import Opinion, OpinionStep
from pdisc.steps.guidance import typed
from pdisc.values.heard import NOTHING_HEARD, Heard
from pdisc.values.matters import Matter
from pdisc.voices.clocks import Clocks, Limit
from pdisc.voices.opinion_rules import heard_of, what_next
from pdisc.voices.opinions import REPUBLISHING, Disclosed, Opinions, OpinionStanding
from pdisc.words import DueKind, Role, State, Timing

NAME = "对公开事项的意见"
"""What is told in the place of an item where the disclosure isn't known on the day."""


def disclosed_of(matter: Matter, on: date) -> Disclosed:
    """Return what the loop must know of a disclosure as it is known on a day."""
    return Disclosed(
        number=matter.number,
        published_on=matter.published_on,
        live=not _fell_away(matter),
        hanging=any(hangs_on(posting, on) for posting in matter.postings),
        notices=tuple(
            (posting.on, posting.until)
            for posting in matter.postings
            if posting.until is not None and matter.public_notice
        ),
        corrects=matter.corrects or "",
    )


def _fell_away(matter: Matter) -> bool:
    """Return whether a disclosure was withdrawn, or refused, filed since or not."""
    filed = matter.state is State.ARCHIVED and matter.published_on is None
    return filed or matter.state in (State.WITHDRAWN, State.REFUSED)


def opinion_standings(book: FactBook, on: date) -> tuple[OpinionStanding, ...]:
    """Return where all opinions stand on a day, in the order in which they came."""
    opinions = _opinions(book, on)
    return opinions.all() if opinions else ()


def heard_on(view: Viewpoint, number: str) -> Heard:
    """Return what had come of the opinions on a disclosure by the day that is asked about."""
    opinions = _opinions(view.book, view.on, number)
    return heard_of(opinions, number) if opinions else NOTHING_HEARD


def _opinions(book: FactBook, on: date, number: str = "") -> Opinions | None:
    """Return all opinions that are known, or those on one disclosure; None where none are."""
    opinions = [each for each in book.facts.of(Opinion) if number in ("", each.number)]
    if not opinions:
        return None
    steps = [step for step in book.facts.of(OpinionStep) if number in ("", step.number)]
    concerned = {each.number for each in opinions}
    concerned |= {step.disclosure for step in steps if step.kind == REPUBLISHING}
    known = (book.matters[number] for number in sorted(concerned) if number in book.matters)
    disclosed = [disclosed_of(matter, on) for matter in known]
    return Opinions(opinions, steps, disclosed, Clocks(book.rules, book.calendar))


def _rows(view: Viewpoint, _horizon: date) -> Iterator[DueRow]:
    for standing in opinion_standings(view.book, view.on):
        if standing.is_open:
            yield _row(view, standing)


def term_of(standing: OpinionStanding) -> Limit:
    """Return the day by which an open opinion is to be settled, or what it led to put right."""
    settled = standing.settled
    return Limit(day=settled.due_on) if settled and settled.due_on else standing.settle_by


def _row(view: Viewpoint, standing: OpinionStanding) -> DueRow:
    opinion, limit = standing.opinion, term_of(standing)
    matter = view.book.matters.get(opinion.number)
    item = view.book.item(matter.code, view.on) if matter else None
    last = standing.begun or standing.settled or standing.assigned
    since = last.on if last else opinion.received_on
    return DueRow(
        kind=DueKind.RECTIFY if standing.settled else DueKind.OPINION,
        code=item.code if item else "",
        item=item.level3 if item else NAME,
        timing=item.timing if item else Timing.OCCASIONAL,
        window=None,
        number=opinion.number,
        due_on=limit.day,
        days_overdue=max(0, (view.on - limit.day).days),
        office=matter.office if matter else "",
        holder=holder_of(view, standing),
        why=why_of(view, standing),
        next=next_of(view, standing),
        since=since,
        held_working_days=view.book.calendar.between(since, view.on),
        estimated=limit.estimated,
        for_=opinion.id,
    )


def holder_of(view: Viewpoint, standing: OpinionStanding) -> str:
    """Return who was told to look into an opinion, or to put it right; else who proposed."""
    matter = view.book.matters.get(standing.opinion.number)
    proposed = proposer(matter) if matter else view.any_holder(Role.PROPOSER)
    return standing.holder or proposed


def why_of(view: Viewpoint, standing: OpinionStanding) -> str:
    """Return why an open opinion is due on that day, and what has become of it."""
    told = _rectified if standing.settled else _unsettled
    return f"{standing.opinion.id}：{told(view, standing)}"


def _unsettled(view: Viewpoint, standing: OpinionStanding) -> str:
    book, opinion, limit = view.book, standing.opinion, standing.settle_by
    clocks, came = Clocks(book.rules, book.calendar), opinion.received_on
    why = f"{in_words(came)}收到意见，"
    if limit.day < clocks.by(came, "意见办理").day:
        why += f"公示至{in_words(limit.day)}期满，期满以前办结反馈"
    else:
        why += f"{clocks.days('意见办理', came)}个工作日内办结反馈"
        why += book.on_the_way(came, limit.day)
        guess = estimate(book.calendar.unknown_years(came, limit.day))
        why += f"（{guess}）" if guess else ""
    given = standing.assigned
    return why + (f"；{in_words(given.on)}交{given.holder}办理" if given else "")


def _rectified(view: Viewpoint, standing: OpinionStanding) -> str:
    settled, correction = standing.settled, standing.correction
    assert settled is not None, "only what was settled leads to 整改"
    limit = in_words(term_of(standing).day)
    why = f"{in_words(settled.on)}办结：{settled.result}，{limit}以前整改并再公开"
    if correction is None:
        return f"{why}；更正还没有提出"
    if correction.published_on is None:
        return f"{why}；更正{correction.number}还没有公开"
    places = "、".join(_hanging(view, standing.opinion.number))
    return f"{why}；{correction.number}已经再公开，旧稿还挂在{places}"


def _hanging(view: Viewpoint, number: str) -> tuple[str, ...]:
    matter = view.book.matters.get(number)
    postings = matter.postings if matter else ()
    return tuple(dict.fromkeys(x.channel for x in postings if hangs_on(x, view.on)))


def next_of(view: Viewpoint, standing: OpinionStanding) -> str:
    """Return what to type next about an open opinion."""
    opinion, correction = standing.opinion, standing.correction
    if correction is None:
        return what_next(standing)
    matter = view.book.matters.get(correction.number)
    if correction.published_on is None and matter:
        return view.to_type(matter)
    hanging = next(iter(_hanging(view, opinion.number)), "")
    return f"pdisc takedown {opinion.number} --channel {typed(hanging)} --reason 理由"


SOURCE = Source(_rows, TIMED)
