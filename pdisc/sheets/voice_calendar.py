"""What a calendar holds of what people asked and said: when each is due, ticked off when done.

A calendar goes to telephones: nothing of what was asked or said stands in it, nor by whom.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from pdisc.dates.typed import in_words
from pdisc.due.opinions import holder_of, next_of, opinion_standings, term_of, why_of
from pdisc.due.requests import REPORT, AskedHeld, held_requests, standings
from pdisc.due.viewpoint import Viewpoint
from pdisc.sheets.calendar_entry import REACH, CalendarEntry, uid_of
from pdisc.voices.opinions import OpinionStanding
from pdisc.voices.requests import Standing
from pdisc.words import DueKind


def voice_entries(view: Viewpoint, ledger_id: str) -> Iterator[CalendarEntry]:
    """Yield an entry for each request and each opinion that is open, or was until lately."""
    held = {(each.standing.request.id, each.about): each for each in held_requests(view)}
    for asked in standings(view.book):
        id_ = asked.request.id
        uid = uid_of(ledger_id, (DueKind.REQUESTED, id_))
        waiting = held.get((id_, None))
        yield from _asked(view, asked, waiting, uid)
        report, uid = held.get((id_, REPORT)), uid_of(ledger_id, (DueKind.REQUESTED, id_, REPORT))
        yield from _reported(view, asked, report, uid)
    for said in opinion_standings(view.book, view.on):
        yield from _said(view, said, uid_of(ledger_id, (DueKind.OPINION, said.opinion.id)))


def _asked(
    view: Viewpoint, asked: Standing, held: AskedHeld | None, uid: str
) -> Iterator[CalendarEntry]:
    summary, answer = f"{DueKind.REQUESTED} {asked.request.id}", asked.course.answer
    if held:
        yield _open(held, summary, uid)
    elif answer and _lately(view, answer.on):
        yield _done(summary, f"{in_words(answer.on)}：{asked.state}", answer.on, uid)
    elif asked.lead and not answer:
        told = f"并入{asked.lead}一并办理\npdisc 点题 查看 {asked.lead}"
        yield CalendarEntry(uid=uid, day=asked.answer_by.day, summary=summary, description=told)


def _reported(
    view: Viewpoint, asked: Standing, held: AskedHeld | None, uid: str
) -> Iterator[CalendarEntry]:
    summary, heard = f"{DueKind.REQUESTED}{REPORT} {asked.request.id}", asked.course.view
    if held:
        yield _open(held, summary, uid)
    elif heard and not asked.lead and _lately(view, heard.on):
        yield _done(summary, f"{in_words(heard.on)}：上级已有意见", heard.on, uid)


def _open(held: AskedHeld, summary: str, uid: str) -> CalendarEntry:
    told = f"找：{held.holder}\n{held.why}\n{held.next}"
    return CalendarEntry(uid=uid, day=held.limit.day, summary=summary, description=told)


def _done(summary: str, told: str, on: date, uid: str) -> CalendarEntry:
    return CalendarEntry(uid=uid, day=on, summary=summary, description=told, done_on=on)


def _said(view: Viewpoint, said: OpinionStanding, uid: str) -> Iterator[CalendarEntry]:
    kind = DueKind.RECTIFY if said.rectifies else DueKind.OPINION
    summary = f"{kind} {said.opinion.id}"
    if said.is_open:
        told = f"找：{holder_of(view, said)}\n{why_of(view, said)}\n{next_of(view, said)}"
        yield CalendarEntry(uid=uid, day=term_of(said).day, summary=summary, description=told)
    elif _lately(view, closed_on := _closed_on(view, said)):
        yield _done(summary, f"{in_words(closed_on)}：{said.state}", closed_on, uid)


def _closed_on(view: Viewpoint, said: OpinionStanding) -> date:
    """Return the day on which the last thing was done about an opinion that is closed."""
    days = [said.settled.on] if said.settled else []
    if said.rectifies and said.correction and said.correction.published_on:
        old = view.book.matters.get(said.opinion.number)
        ends = [posting.taken_down_on or posting.until for posting in old.postings] if old else []
        days += [said.correction.published_on, *(day for day in ends if day and day <= view.on)]
    return max(days, default=said.opinion.on)


def _lately(view: Viewpoint, day: date) -> bool:
    return day >= view.on - timedelta(days=REACH)
