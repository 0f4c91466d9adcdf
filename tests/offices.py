"""Random offices: facts in which everything happens that the five steps allow, late entries too.

One office lives through an era of about two years somewhere between 2018 and 2030, on the calendar
that is shipped (2027 to 2030 have no notice). Its days fall often on ends of months, 29 February
and the edges of holidays.
"""

import random
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any, NamedTuple, TypeVar

import msgspec
from builders import demand, done, item, matter, nil, noted, occurrence, posted, ruling, setting
from hypothesis import strategies as st
from oracle import Owed, duties, spans
from oracle.windows import months_later

from pdisc.dates.days import DayEntry, YearNotice
from pdisc.dates.workday_tables import shipped_workdays
from pdisc.registers.facts import Facts
from pdisc.registers.inherited import Inherited, OnPaper
from pdisc.registers.items import CatalogItem
from pdisc.registers.rulings import Ruling
from pdisc.registers.settings import Setting
from pdisc.values.matters import ActDone, Matter, Posting
from pdisc.words import Act, NoteKind, Renewal, State, Timing

T = TypeVar("T")
DAY = timedelta(days=1)
TABLES = shipped_workdays()
FIRST, LAST = date(2018, 1, 1), date(2030, 12, 31)
BEGUN = date(2017, 12, 1)
CYCLES = (
    *("每月", "每季度", "每半年", "每年"),
    *(f"每{n}个月" for n in (1, 2, 3, 4, 5, 7, 8, 9, 11, 13, 18, 24, 36, 59, 60)),
)
MONTHS = {"每月": 1, "每季度": 3, "每半年": 6, "每年": 12}
CODES = ("1.1.1", "1.1.2", "2.1.1")
RULES = {
    "定期宽限": ("0", "1", "10", "15"),
    "固定首次公开": ("0", "0", "1", "5"),
    "变更重新公开": ("0", "3", "20"),
    "固定复核": ("12", "12", "6", "1", "0"),
    "随时时限": ("0", "1", "20"),
    "修改时限": ("3", "0"),
    "审核时限": ("3", "1"),
    "审批时限": ("3", "0"),
    "报批时限": ("10", "5"),
    "实施时限": ("2", "0"),
    "归档截止": ("06-30", "03-31"),
    "年度公开截止": ("03-31", "06-30", "12-31"),
    "更正撤下": ("2", "0", "5"),
    "换届周期": ("36", "12", "0"),
    "上次换届": ("", "2024-02-29", "2025-08-31"),
    "公开栏期限": ("7", "0", "3"),
    "公示期": ("5", "1"),
}


def is_edge(day: date) -> bool:
    """Say whether a day is the last or the first of a month, or by a long holiday."""
    month_ends = (day + DAY).day == 1 or day.day == 1
    holidays = day.month in (1, 2) and 18 <= day.day <= 24
    return month_ends or holidays or (day.month == 10 and day.day in (7, 8, 9))


EDGES = tuple(
    day
    for day in (FIRST + n * DAY for n in range((LAST - FIRST).days + 1))
    if is_edge(day) or (day.month, day.day) == (2, 29)
)


@cache
def edges(first: date, last: date) -> tuple[date, ...]:
    return tuple(day for day in EDGES if first <= day <= last) or (first,)


@lru_cache(maxsize=1000)
def _picked(values: tuple[T, ...], kinds: tuple[type, ...]) -> st.SearchStrategy[T]:
    return st.sampled_from(values)


def pick(*values: T) -> st.SearchStrategy[T]:
    """Return what draws one of these values.

    It is made once, because hypothesis examines each new strategy; `kinds` tell 0 from False.
    """
    return _picked(values, tuple(map(type, values)))


@lru_cache(maxsize=1000)
def days_between(first: date, last: date) -> st.SearchStrategy[date]:
    return st.sampled_from(edges(first, last)) | st.dates(first, last)


def months_in(cycle: str) -> int:
    return MONTHS.get(cycle) or int(cycle[1:-2])


class Drawn(Facts, frozen=True, kw_only=True):
    """Facts that a test can print when they show a fault: short, and without the calendar."""

    def __repr__(self) -> str:
        """List what was drawn, a line for each thing."""
        told = [f"since {self.since} ({self.opened_since})"]
        told += [f"notices {[(x.seq, x.year) for x in self.notices]}"]
        told += [f"day {x.day} {x.working}" for x in self.days if x.year is None]
        told += [
            f"{x.code} from {x.valid_from} {x.timing} {x.every} {x.renewal} retired={x.retired}"
            for x in self.items
        ]
        for m in self.matters:
            told.append(f"{m.number} {m.code} for {m.window or m.occurred_on}, {m.planned_on}")
            told += [f"  {x.seq} {x.on} {x.act} {x.state}" for x in m.acts]
            told += [
                f"  {x.seq} {x.channel} {x.on} {x.until} {x.taken_down_on}" for x in m.postings
            ]
        told += [f"hung {x.seq} {x.code} {x.on} {x.recorded_on}" for x in self.inherited]
        told += [f"on paper {x.code} {x.window}" for x in self.on_paper]
        told += [f"nil {x.seq} {x.code} {x.window} {x.on}" for x in self.nils]
        told += [f"{x.kind} {x.seq} {x.code} {x.on}" for x in self.noted]
        told += [f"ruling {x.code} {x.duty} to {x.to} on {x.on}" for x in self.rulings]
        told += [f"demand {x.seq} {x.code} {x.duty} {x.number} {x.on}" for x in self.demands]
        told += [f"{x.name} {x.value} from {x.valid_from}" for x in self.settings]
        return "\n".join(told)


@st.composite
def hung(draw: st.DrawFn, code: str, since: date, n: int) -> Inherited:
    """Draw one place where something hung before the ledger began."""
    on = since + draw(pick(-400, -90, -1, 0, 30)) * DAY
    down = draw(pick(None, None, 0, 200, 500))
    return Inherited(
        seq=-1 - n,
        code=code,
        channel=draw(pick("公开栏", "会议")),
        on=on,
        recorded_on=since + draw(pick(0, 0, 40, 300)) * DAY,
        taken_down_on=None if down is None else max(on, since) + down * DAY,
    )


class Era(NamedTuple):
    """From when on an office lives, until when, and how entries lag behind."""

    since: date
    last: date
    lags: bool
    apart: tuple[date, ...] = ()
    """Days that lie whole months apart, and those beside them: much happens on these."""
    opened: date | None = None
    """From which day on it counted when its ledger was made, where that was moved back since."""

    @property
    def days(self) -> st.SearchStrategy[date]:
        return days_of(self)


@lru_cache(maxsize=100)
def days_of(era: Era) -> st.SearchStrategy[date]:
    anywhere = days_between(era.since, era.last)
    return anywhere | st.sampled_from(era.apart) if era.apart else anywhere


def months_apart(day: date, last: date) -> tuple[date, ...]:
    found = []
    for months in (0, 1, 6, 12, 24):
        there = months_later(day, months)
        found += [there - DAY, there, there, there + DAY] if months else [there]
    return tuple(each for each in found if each <= last)


@st.composite
def rules(draw: st.DrawFn, era: Era, focus: Timing | None) -> tuple[Setting, ...]:
    """Draw each rule as it was from the start, and a few changes."""
    often = {
        Timing.PERIODIC: "定期宽限",
        Timing.STANDING: "固定复核",
        Timing.OCCASIONAL: "随时时限",
    }
    names = (*RULES, *([often[focus]] * 12 if focus else ()))
    known = [setting(name, draw(pick(*RULES[name])), BEGUN) for name in RULES]
    later = []
    for name in draw(st.lists(st.sampled_from(names), max_size=3)):
        day = draw(era.days)
        recorded = day + draw(lag(era)) * DAY
        later.append((recorded, setting(name, draw(pick(*RULES[name])), day)))
    return (*known, *(rule for _, rule in sorted(later, key=lambda pair: pair[0])))


def lag(era: Era) -> st.SearchStrategy[int]:
    """Draw how many days later something is recorded."""
    return pick(0, 0, 0, 1, 10, 70) if era.lags else st.just(0)


@st.composite
def calendars(draw: st.DrawFn, era: Era) -> dict[str, Any]:
    """Draw which notices are known, one that was replaced, and the office's own days."""
    days: list[DayEntry] = []
    notices: list[YearNotice] = []
    missing = draw(st.sets(st.integers(2018, 2026), max_size=1))

    def note(seq: int, table: Any, kept: int | None, recorded: date) -> None:
        notices.append(
            YearNotice(seq=seq, year=table.year, notice="", announced=None, recorded_on=recorded)
        )
        days.extend(
            DayEntry(
                seq=seq,
                day=rule.day,
                name=rule.name,
                working=rule.working,
                year=table.year,
                recorded_on=recorded,
            )
            for rule in table.days[:kept]
        )

    for table in TABLES:
        if table.year not in missing:
            note(1, table, None, BEGUN)
    seq = 1
    recorded_days = iter(sorted(draw(st.lists(era.days, min_size=11, max_size=11))))
    for table in draw(st.lists(st.sampled_from(TABLES), max_size=1)):
        seq += 1
        note(seq, table, draw(st.integers(10, 30)), next(recorded_days))
    for day in draw(st.lists(days_between(era.since, era.last + 60 * DAY), max_size=5)):
        for working in draw(st.lists(pick(True, False, None), max_size=2)):
            seq += 1
            recorded = next(recorded_days)
            days.append(
                DayEntry(
                    seq=seq, day=day, name="自定", working=working, year=None, recorded_on=recorded
                )
            )
    return {"days": tuple(days), "notices": tuple(notices)}


@st.composite
def versions(draw: st.DrawFn, era: Era, code: str, focus: Timing | None) -> tuple[CatalogItem, ...]:
    """Draw the versions of one item, which change timing, cycle, office, or retire it."""
    known = item(
        code,
        position=CODES.index(code) + 1,
        valid_from=era.opened or draw(st.just(BEGUN) | st.just(era.since) | era.days),
        recorded_on=BEGUN,
    )
    found: list[CatalogItem] = []
    starts = [known.valid_from]
    later = st.integers(0, 200)
    for _ in range(draw(pick(0, 0, 1, 1, 2, 3))):
        starts.append(max(era.since, starts[-1]) + draw(later) * DAY)
    if era.opened and draw(st.booleans()):
        starts.append(draw(days_between(era.since, era.opened)))
    timing = focus or draw(pick(*Timing))
    for start in starts:
        if found:
            timing = draw(st.sampled_from((timing, *([focus] * 3 if focus else ()), *Timing)))
        every = None
        if timing is Timing.PERIODIC:
            every = draw(pick(*CYCLES))
        if timing is Timing.OCCASIONAL:
            every = draw(pick(None, "发生后3个工作日", "发生后10个工作日", "发生后1个月"))
        known = msgspec.structs.replace(
            known,
            timing=timing,
            every=every,
            renewal=draw(pick(Renewal.LOOK, Renewal.LOOK, Renewal.ANEW)),
            office=draw(pick("综合科", "组织科")),
            retired=bool(found) and draw(pick(False, False, False, True)),
            valid_from=start,
            recorded_on=max(known.recorded_on, start + draw(lag(era)) * DAY) if found else BEGUN,
        )
        found.append(known)
    return tuple(sorted(found, key=lambda each: each.valid_from))


WAYS: dict[State, tuple[tuple[Act, State], ...]] = {
    State.PROPOSED: (
        *[(Act.REVIEW, State.REVIEWED)] * 6,
        (Act.REVIEW, State.RETURNED),
        (Act.REVISE, State.PROPOSED),
        (Act.REDACT, State.PROPOSED),
        (Act.WITHDRAW, State.WITHDRAWN),
    ),
    State.RETURNED: (
        *[(Act.REVISE, State.PROPOSED)] * 4,
        (Act.REDACT, State.PROPOSED),
        (Act.WITHDRAW, State.WITHDRAWN),
    ),
    State.REVIEWED: (
        *[(Act.APPROVE, State.APPROVED)] * 4,
        *[(Act.APPROVE, State.ESCALATED)] * 3,
        (Act.APPROVE, State.RETURNED),
        (Act.APPROVE, State.REFUSED),
        (Act.REVISE, State.PROPOSED),
    ),
    State.ESCALATED: (
        *[(Act.APPROVE, State.APPROVED)] * 3,
        *[(Act.APPROVE, State.RETURNED)] * 2,
        (Act.APPROVE, State.REFUSED),
        (Act.WITHDRAW, State.WITHDRAWN),
    ),
    State.APPROVED: (
        *[(Act.PUBLISH, State.APPROVED)] * 7,
        (Act.APPROVE, State.APPROVED),
        (Act.REVISE, State.PROPOSED),
        (Act.WITHDRAW, State.WITHDRAWN),
    ),
    State.PUBLISHED: (
        *[(Act.TAKE_DOWN, State.PUBLISHED)] * 3,
        (Act.ARCHIVE, State.ARCHIVED),
    ),
    State.ARCHIVED: ((Act.TAKE_DOWN, State.ARCHIVED),),
    State.REFUSED: ((Act.ARCHIVE, State.ARCHIVED),),
    State.WITHDRAWN: (),
}
CHANNELS = ("会议", "公开栏", "网站:党建网", "网站", "文件")
GAPS = (0, 0, 1, 1, 2, 3, 5, 9, 20, 45, 120, 366)


class Target(NamedTuple):
    """What a disclosure is about."""

    code: str
    window: str | None
    occurred_on: date | None


@st.composite
def matters(draw: st.DrawFn, era: Era, number: str, target: Target) -> Matter:
    """Draw the life of one disclosure, step by step."""
    channels = draw(st.lists(pick(*CHANNELS), min_size=1, max_size=3, unique=True))
    on = draw(era.days)
    recorded = on + draw(lag(era)) * DAY
    public_notice = draw(pick(False, False, True))
    planned_on = on + draw(pick(0, 3, 10, 40)) * DAY
    gaps = draw(pick(GAPS, (0,)))  # all on one day, or one after the other
    acts = [acted(Act.PROPOSE, on, recorded, State.PROPOSED)]
    postings: list[Posting] = []
    for _ in range(draw(pick(3, 4, 5, 0, 1, 2, 6, 7, 8))):
        ways = WAYS[acts[-1].state]
        if postings and acts[-1].state is State.APPROVED:
            ways = ((Act.PUBLISH, State.APPROVED), (Act.APPROVE, State.APPROVED))
        if not ways:
            break
        act, state = draw(pick(*ways))
        if acts[-1].state is State.REFUSED and draw(st.booleans()):
            break
        on = on + draw(pick(*gaps)) * DAY
        recorded = max(recorded, on + draw(lag(era)) * DAY)
        if act is Act.PUBLISH:
            until = None
            if channels[len(postings)].startswith(("公开栏", "网站")):
                term = draw(pick(None, None, 0, 7, 30, 200))
                until = None if term is None else on + term * DAY
            postings.append(posted(on, channels[len(postings)], until=until))
            if len(postings) == len(channels):
                state = State.PUBLISHED
        elif act is Act.APPROVE and state is State.APPROVED and acts[-1].state is State.APPROVED:
            if len(channels) == len(postings) + 1:  # nothing left to drop
                continue
            channels.pop()
        elif act is Act.TAKE_DOWN:
            hanging = [
                i
                for i, posting in enumerate(postings)
                if posting.taken_down_on is None and posting.channel.startswith(("公开栏", "网站"))
            ]
            if not hanging:
                continue
            i = draw(st.sampled_from(hanging))
            postings[i] = msgspec.structs.replace(postings[i], taken_down_on=on)
        acts.append(acted(act, on, recorded, state))
    return matter(
        number,
        *acts,
        **target._asdict(),
        channels=tuple(channels),
        planned_on=planned_on,
        public_notice=public_notice,
        postings=tuple(postings),
    )


def acted(act: Act, on: date, recorded: date, state: State) -> ActDone:
    """Return an act; until `in_order` gives it its place, `seq` is the day it was recorded."""
    return done(act, on, state, seq=recorded.toordinal())


def keys_of(items: tuple[CatalogItem, ...], era: Era) -> tuple[tuple[str, str], ...]:
    """List the windows that items with a cycle have in an era, whether owed or not."""
    return tuple(
        (item.code, span.key)
        for item in items
        if item.timing is Timing.PERIODIC and item.every
        for span in spans(months_in(item.every))
        if era.since - 40 * DAY <= span.last and span.first <= era.last
    ) or ((items[0].code, "2026-Q1"),)


Asked = tuple[str, str, date, date | None]
"""What a ruling says: of which item, of which obligation, on which day, until when."""


@st.composite
def some_rulings(
    draw: st.DrawFn, era: Era, real: list[Owed], other: Callable[[], tuple[str, str]]
) -> Asked:
    """Draw a 顺延 or 豁免, mostly of what is owed, and on or about the days that matter to it."""
    day, to = draw(era.days), draw(st.none() | days_between(era.since, era.last + 90 * DAY))
    if not real or draw(pick(False, False, False, True)):
        return (*other(), day, to)
    one = draw(st.sampled_from(real))
    shift = pick(-1, 0, 0, 1, 3, 20)
    if draw(pick(True, True, False)):
        day = max(era.since, draw(st.sampled_from((one.due, one.natural, one.start))))
        day = max(era.since, day + draw(shift) * DAY)
    if to is not None and draw(pick(True, True, False)):
        to = draw(st.sampled_from((one.due, one.natural, day))) + draw(shift) * DAY
    return one.code, one.key, day, to


def waived_once(rulings: list[Ruling]) -> tuple[Ruling, ...]:
    """Leave out a second 豁免 of one obligation: the program takes none."""
    kept: list[Ruling] = []
    for one in rulings:
        again = [(x.code, x.duty) for x in kept if x.to is None and one.to is None]
        if (one.code, one.duty) not in again:
            kept.append(one)
    return tuple(kept)


@st.composite
def offices(draw: st.DrawFn, *, lags: bool = False, focus: Timing | None = None) -> Facts:
    """Draw an office with everything that its ledger may hold.

    With a `focus` there is one item, of that timing most of the time, and all is about it.
    """
    since = draw(days_between(FIRST, date(2028, 12, 31)))
    era = Era(since, min(LAST, since + draw(pick(200, 500, 900)) * DAY), lags)
    era = era._replace(apart=months_apart(draw(era.days), era.last))
    era = era._replace(opened=draw(st.none() | st.none() | st.none() | era.days))
    codes = CODES[: 1 if focus else draw(st.integers(1, 3))]
    items = tuple(item for code in codes for item in draw(versions(era, code, focus)))
    keys = keys_of(items, era)
    event_days = draw(st.lists(era.days, min_size=1, max_size=4))

    def code() -> str:
        return draw(pick(*codes))

    def target() -> Target:
        kind = draw(st.integers(0, 4))
        if kind < 2:
            at, key = draw(st.sampled_from(keys))
            return Target(at, key, None)
        if kind < 4:
            return Target(code(), None, draw(st.sampled_from(event_days)))
        years = pick(None, *(str(year) for year in range(era.since.year, era.last.year + 1)))
        return Target(code(), draw(years), None)

    known = tuple(
        draw(matters(era, f"{era.since.year}-{n + 1:04d}", target()))
        for n in range(draw(pick(0, 1, 2, 4, 6, 10)))
    )
    known = tuple(
        msgspec.structs.replace(
            one, corrects=draw(pick(None, None, *(x.number for x in known[:n])))
        )
        for n, one in enumerate(known)
    )
    before = tuple(draw(hung(code(), era.since, n)) for n in range(draw(pick(0, 0, 1, 2))))
    papers = {draw(st.sampled_from(keys)) for _ in range(draw(pick(0, 0, 0, 1, 2)))}
    on_paper = tuple(
        OnPaper(code=at, window=key, signed_on=era.since) for at, key in sorted(papers)
    )
    nils, occurrences, rulings, demands = [], [], [], []

    def dated(marked: bool = False) -> dict[str, Any]:
        on = draw(era.days)
        recorded = on + draw(lag(era)) * DAY
        late = {"late_entry": recorded > on} if marked else {}
        return {"on": on, "seq": recorded.toordinal(), **late}

    for _ in range(draw(st.integers(0, 3))):
        at, key = draw(st.sampled_from(keys))
        nils.append(nil(window=key, code=at, **dated(True)))
    for _ in range(draw(pick(0, 2, 4, 8))):
        kind = draw(pick(*NoteKind))
        on = draw(st.sampled_from(event_days) if kind is NoteKind.OCCURRED else era.days)
        recorded = on + draw(lag(era)) * DAY
        occurrences.append(noted(kind, on, code(), seq=recorded.toordinal()))

    def a_duty() -> tuple[str, str]:
        starts = (*event_days, era.since, *(x.on for x in occurrences))
        if draw(st.booleans()):
            return draw(st.sampled_from(keys))
        return code(), draw(st.sampled_from(starts)).isoformat()

    facts = Drawn(
        unit="某局党支部",
        since=era.since,
        opened_since=era.opened,
        items=items,
        matters=known,
        nils=tuple(nils),
        inherited=before,
        on_paper=on_paper,
        noted=tuple(occurrences),
        settings=draw(rules(era, focus)),
        **draw(calendars(era)),
    )
    real = duties(facts, era.last)
    for at, key, day, to in draw(st.lists(some_rulings(era, real, a_duty), max_size=4)):
        recorded = day + draw(lag(era)) * DAY
        rulings.append(
            ruling(day, at, key, to, seq=recorded.toordinal(), late_entry=recorded > day)
        )
    for _ in range(draw(st.integers(0, 3))):
        at, duty = a_duty()
        if len(real) > 0 and draw(st.booleans()):
            one = draw(st.sampled_from(real))
            at, duty = one.code, one.key
        about = draw(st.integers(0, 3))
        number, when = None, dated()
        if known and about < 2:
            about_it = draw(st.sampled_from(known))
            number, at, begun = about_it.number, about_it.code, about_it.acts[0]
            when = {
                "on": max(when["on"], begun.on),
                "seq": max(when["seq"], begun.seq),
            }
            meant = [one.key for one in real if one.code == at]
            meant += [x for x in (about_it.window, str(about_it.occurred_on or "")) if x]
            if meant:
                duty = draw(st.sampled_from(meant))
        demands.append(
            demand(
                code=at,
                duty=duty if about in (1, 2) else None,
                number=number,
                holder="甲",
                answer_by=when["on"] + draw(pick(0, 5, 30)) * DAY,
                **when,
            )
        )
    facts = msgspec.structs.replace(facts, rulings=waived_once(rulings), demands=tuple(demands))
    return in_order(facts, draw(chances()))


def in_order(facts: Facts, dice: random.Random) -> Facts:
    """Give everything its place in the journal: by the day it was recorded, on one day by chance.

    Until here `seq` says only that day, as an ordinal.

    The acts of one disclosure stay in their order, and a posting stands where its act does. What is
    noted of an item is noted once a day: the program refuses it a second time.
    """
    once = {(note.kind, note.code, note.on): note for note in facts.noted}
    facts = msgspec.structs.replace(facts, noted=tuple(once.values()))
    places: list[tuple[int, int, int]] = []

    def place(recorded: int, after: tuple[int, int, int] | None = None) -> tuple[int, int, int]:
        chance = dice.randrange(6)
        if after is not None and after[0] == recorded:
            chance = max(chance, after[1])
        places.append((recorded, chance, len(places)))
        return places[-1]

    of_acts: dict[str, list[tuple[int, int, int]]] = {}
    for one in facts.matters:
        mine: list[tuple[int, int, int]] = []
        for act in one.acts:
            mine.append(place(act.seq, mine[-1] if mine else None))
        of_acts[one.number] = mine
    of_rest = {
        name: [place(value.seq) for value in getattr(facts, name)]
        for name in ("nils", "noted", "rulings", "demands")
    }
    seqs = {where: n + 1 for n, where in enumerate(sorted(places))}
    replace = msgspec.structs.replace
    matters = []
    for one in facts.matters:
        mine = of_acts[one.number]
        acts = [replace(act, seq=seqs[at]) for act, at in zip(one.acts, mine, strict=True)]
        shown = [act.seq for act in acts if act.act is Act.PUBLISH]
        postings = [
            replace(posting, seq=seq) for posting, seq in zip(one.postings, shown, strict=True)
        ]
        matters.append(replace(one, acts=tuple(acts), postings=tuple(postings)))
    placed: dict[str, tuple[Any, ...]] = {}
    for name, mine in of_rest.items():
        pairs = sorted(zip(mine, getattr(facts, name), strict=True), key=lambda pair: pair[0])
        placed[name] = tuple(replace(value, seq=seqs[at]) for at, value in pairs)
    return replace(facts, matters=tuple(matters), **placed)


@st.composite
def chances(draw: st.DrawFn) -> random.Random:
    """Draw what is left to chance and needn't become simple when a test shrinks."""
    return random.Random(draw(st.integers(0, 999)))


@st.composite
def standing_offices(draw: st.DrawFn) -> Facts:
    """Draw one 固定 item whose publications, ends, looks and changes fall on anniversaries."""
    base, step = draw(days_between(FIRST, date(2027, 12, 31))), draw(pick(1, 6, 12))
    nearby = (-DAY, 0 * DAY, 0 * DAY, 0 * DAY, DAY)
    meeting = st.sampled_from([months_later(base, step * k) + n for k in range(5) for n in nearby])
    since = draw(st.sampled_from((base - DAY, base, base + 3 * DAY, base - 400 * DAY)))
    item = draw(versions(Era(base, base, False), "1.1.1", Timing.STANDING))[0]
    item = msgspec.structs.replace(item, valid_from=BEGUN)
    items = [item]
    for day in sorted(draw(st.lists(meeting, max_size=2, unique=True))):
        items.append(
            msgspec.structs.replace(
                item,
                renewal=draw(pick(Renewal.LOOK, Renewal.ANEW)),
                timing=draw(pick(Timing.STANDING, Timing.STANDING, Timing.OCCASIONAL)),
                retired=draw(pick(False, False, False, True)),
                valid_from=day,
                recorded_on=day,
            )
        )
    known = []
    for n in range(draw(st.integers(1, 4))):
        on, until, down, out = (
            draw(meeting),
            draw(st.none() | meeting),
            draw(st.none() | meeting),
            draw(pick(None, None, 0, 5)),
        )
        posting = posted(
            on,
            draw(pick("会议", "公开栏", "网站:党建网")),
            until=until if until and until >= on else None,
            taken_down_on=down if down and down >= on else None,
        )
        acts = [acted(Act.PROPOSE, on - 9 * DAY, on - 9 * DAY, State.PROPOSED)]
        if out is not None:
            acts.append(acted(Act.APPROVE, on - 9 * DAY, on - 9 * DAY, State.ESCALATED))
            back = on - 9 * DAY + out * DAY
            acts.append(acted(Act.APPROVE, back, back, State.APPROVED))
        acts.append(acted(Act.PUBLISH, on, on, State.PUBLISHED))
        channels, postings = (posting.channel,), (posting,)
        number = f"2026-{n + 1:04d}"
        known.append(matter(number, *acts, planned_on=on, channels=channels, postings=postings))
    looks = draw(
        st.lists(
            st.tuples(pick(NoteKind.RECONFIRMED, NoteKind.CHANGED), meeting),
            max_size=5,
        )
    )
    values = {**{name: values[-1] for name, values in RULES.items()}, "固定复核": str(step)}
    rule = [setting(name, value, BEGUN) for name, value in values.items()]
    for day in draw(st.lists(meeting, max_size=1)):
        rule.append(setting("固定复核", draw(pick("1", "6", "12", "0")), day))
    facts = Drawn(
        unit="某局党支部",
        since=since,
        items=tuple(items),
        matters=tuple(known),
        noted=tuple(noted(kind, on, "1.1.1", seq=on.toordinal()) for kind, on in looks),
        settings=tuple(rule),
        **draw(calendars(Era(base, base, False))),
    )
    era = Era(since, months_later(base, step * 5), False)
    real = duties(facts, era.last)
    asked = draw(
        st.lists(some_rulings(era, real, lambda: ("1.1.1", f"{draw(meeting)}复核")), max_size=3)
    )
    rulings = [ruling(on, code, duty, to, seq=on.toordinal()) for code, duty, on, to in asked]
    facts = msgspec.structs.replace(facts, rulings=waived_once(rulings))
    return in_order(facts, draw(chances()))


@st.composite
def held_up_offices(draw: st.DrawFn) -> Facts:
    """Draw one obligation, one disclosure that is 报批 again and again, and rulings between."""
    base = draw(days_between(FIRST, date(2029, 12, 31)))
    era = Era(base, base + 60 * DAY, False)
    timing = draw(pick(*Timing))
    item = draw(versions(Era(base, base, False), "1.1.1", timing))[0]
    item = msgspec.structs.replace(item, timing=timing, valid_from=BEGUN)
    if timing is Timing.PERIODIC:
        item = msgspec.structs.replace(item, every="每月")
    values = {name: draw(pick(*RULES[name])) for name in RULES}
    facts = Drawn(
        unit="某局党支部",
        since=base,
        items=(item,),
        noted=(occurrence(base, "1.1.1", seq=base.toordinal()),),
        settings=tuple(setting(name, value, BEGUN) for name, value in values.items()),
        **draw(calendars(Era(base, base, False))),
    )
    one = duties(facts, era.last)[0]
    short = pick(0, 0, 0, 1, 1, 2, 3, 5, 9)
    first = draw(st.sampled_from((base, one.natural, one.filed)))
    day = max(base, first + draw(pick(-9, -1, 0, 0, 1)) * DAY)
    acts = [acted(Act.PROPOSE, day, day, State.PROPOSED)]
    for _ in range(draw(st.integers(1, 4))):
        day += draw(short) * DAY
        acts.append(acted(Act.APPROVE, day, day, State.ESCALATED))
        day += draw(short) * DAY
        acts.append(acted(Act.APPROVE, day, day, State.RETURNED))
    postings: tuple[Posting, ...] = ()
    ending = draw(st.integers(0, 3))
    if ending == 0:
        acts.pop()
    if ending >= 2:
        day += draw(short) * DAY
        acts.append(acted(Act.PUBLISH, day, day, State.PUBLISHED))
        postings = (posted(day),)
    mine = matter(
        "2026-0001",
        *acts,
        channels=("会议",),
        window=one.window,
        occurred_on=base if timing is Timing.OCCASIONAL else None,
        planned_on=base,
        postings=postings,
    )
    facts = msgspec.structs.replace(facts, matters=(mine,))
    (one, *_) = (x for x in duties(facts, era.last) if x.key == one.key)
    steps = sorted({*(act.on for act in acts), one.natural, one.due})
    rulings = []
    for _ in range(draw(st.integers(0, 4))):
        on = max(base, draw(st.sampled_from(steps)) + draw(pick(0, 0, -1, 1)) * DAY)
        to = draw(st.sampled_from(steps)) + draw(pick(0, -1, 1, 4, 15)) * DAY
        rulings.append(ruling(on, "1.1.1", one.key, to, seq=on.toordinal()))
    facts = msgspec.structs.replace(facts, rulings=tuple(rulings))
    return in_order(facts, draw(chances()))
