"""Every obligation of an office, by walking through its days (docs/decisions/0019, DESIGN §4)."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from pdisc.registers.facts import Facts
from pdisc.registers.items import CatalogItem
from pdisc.registers.notes import Noted
from pdisc.registers.rulings import Ruling
from pdisc.values.matters import ActDone, Matter, Posting
from pdisc.words import Act, NoteKind, Renewal, Scope, State, Timing

from .days import DAY, Table, guessed, roll, rules_of, table_of, walk, worked_between
from .windows import months_later, months_of, span_ending

IN_HAND = (State.PROPOSED, State.RETURNED, State.REVIEWED, State.ESCALATED, State.APPROVED)


class Said(NamedTuple):
    """An answer: how, on which day, by which disclosure."""

    how: str
    on: date
    number: str | None = None


class Moved(NamedTuple):
    """A 顺延: the day it names, the date that held until then, whether that had been missed."""

    to: date
    was_due: date
    late: bool


class Owed(NamedTuple):
    """One obligation.

    `natural` is its due date before any clock stood still or anybody moved it; `guess` says that
    `due` counts days of a year without a notice, `natural_guess` that `natural` does.
    """

    code: str
    timing: Timing
    window: str | None
    start: date
    cause: str
    filed: date
    natural: date
    due: date
    said: Said | None
    number: str | None
    outside: bool
    late: bool
    guess: bool
    natural_guess: bool
    moved: tuple[Moved, ...]

    @property
    def key(self) -> str:
        """What stands behind --for."""
        return self.window if self.window is not None else self.start.isoformat() + self.cause


class Book(NamedTuple):
    """The facts, with the table of days that follows from them."""

    facts: Facts
    table: Table
    years: set[int]
    horizon: date


def open_book(facts: Facts, horizon: date) -> Book:
    """Look the days up once."""
    years = {notice.year for notice in facts.notices}
    return Book(facts, table_of(rules_of(facts)), years, horizon)


def value_on(facts: Facts, name: str, day: date) -> str:
    """Look for the value of a rule that holds on a day, the first one before it began."""
    best = None
    first = None
    for setting in facts.settings:
        if setting.name != name:
            continue
        first = first or setting
        if setting.valid_from <= day and (best is None or setting.valid_from >= best.valid_from):
            best = setting
    chosen = best or first
    assert chosen is not None, name
    return chosen.value


def number_on(facts: Facts, name: str, day: date) -> int:
    """Read a rule that is a number."""
    return int(value_on(facts, name, day))


def versions_of(facts: Facts, code: str) -> list[CatalogItem]:
    """Look for all versions of an item."""
    return [item for item in facts.items if item.code == code]


def version_on(versions: list[CatalogItem], day: date) -> CatalogItem:
    """Look for the version with the latest start that isn't after the day, else the first.

    Of two from the same day the later holds; the earlier never did, not before that day either.
    """
    first = min([item.valid_from for item in versions])
    best = versions[0]
    for item in versions:
        if best.valid_from <= item.valid_from <= max(day, first):
            best = item
    return best


def there_from(facts: Facts, versions: list[CatalogItem]) -> date:
    """Look for the first day on which an item can owe something.

    What the ledger was opened with is there from its beginning on, wherever that was moved.
    """
    starts = [item.valid_from for item in versions]
    return facts.since if facts.opened_since in starts else max(facts.since, min(starts))


def live_matters(facts: Facts, code: str) -> list[Matter]:
    """Look for the disclosures of an item that nobody withdrew."""
    return [m for m in facts.matters if m.code == code and m.acts[-1].state is not State.WITHDRAWN]


def first_shown(matter: Matter) -> date | None:
    """Look for the day of the first publication."""
    return min((posting.on for posting in matter.postings), default=None)


def refused_on(matter: Matter) -> date | None:
    """Look for the day of a refusal."""
    for act in matter.acts:
        if act.state is State.REFUSED:
            return act.on
    return None


def first_in_hand(matters: list[Matter]) -> Matter | None:
    """Look for the first disclosure on its way that nobody has seen published."""
    for matter in matters:
        if matter.acts[-1].state in IN_HAND and not matter.postings:
            return matter
    return None


def first_answer(
    matters: list[Matter], nils: list[date], before: list[date] | None = None
) -> Said | None:
    """Choose the earliest of 公开, 不予公开, 无事项, 期初; a publication sets nil returns aside."""
    found: list[tuple[date, int, Said]] = []
    for matter in matters:
        shown, refused = first_shown(matter), refused_on(matter)
        if shown is not None:
            found.append((shown, 0, Said("公开", shown, matter.number)))
        elif refused is not None:
            found.append((refused, 1, Said("不予公开", refused, matter.number)))
    if not any(said.how == "公开" for _, _, said in found):
        found += [(on, 2, Said("无事项", on)) for on in nils]
    found += [(on, 3, Said("期初", on)) for on in before or []]
    best = None
    for one in found:
        if best is None or one[:2] < best[:2]:
            best = one
    return best[2] if best else None


class Spell(NamedTuple):
    """A time outside: from its first day to the day of the reply, None while it lasts."""

    begun: date
    reply: date | None


def spells_of(matter: Matter) -> list[Spell]:
    """List the times that a disclosure was 报批."""
    found = []
    for i, act in enumerate(matter.acts):
        if act.state is State.ESCALATED:
            reply = matter.acts[i + 1].on if i + 1 < len(matter.acts) else None
            found.append(Spell(act.on, reply))
    return found


class Dates:
    """Two dates that move along the days: the one without rulings, and the one that holds."""

    def __init__(self, book: Book, natural: date, ends_on: date) -> None:
        """Begin with both at the natural date, and the clock going."""
        self.book = book
        self.usual = self.owed = natural
        self.ends_on = self.fixed = ends_on
        self.stands_since: date | None = None
        self.gone_late = False
        self.missed: list[date] = []
        self.moved: list[Moved] = []

    def catch_up(self, day: date) -> None:
        """Add the working days outside so far, none of them before the obligation's own end."""
        if self.stands_since is not None:
            first = max(self.stands_since, self.ends_on)
            days = worked_between(first, day, self.book.table)
            self.usual = walk(self.usual, days, self.book.table)
            self.owed = walk(self.owed, days, self.book.table)
            self.stands_since = day

    def begin(self, day: date) -> None:
        """Stop the clock; a date that has passed already stays missed."""
        self.stands_since = day
        self.gone_late = day > self.owed
        if self.gone_late:
            self.missed.append(self.owed)

    def reply(self, day: date) -> None:
        """Let the clock go on."""
        self.catch_up(day)
        self.stands_since = None
        self.gone_late = False

    def defer(self, ruling: Ruling) -> None:
        """Hear a 顺延."""
        assert ruling.to is not None
        self.catch_up(ruling.on)
        late = ruling.on > self.owed if self.stands_since is None else self.gone_late
        self.moved.append(Moved(ruling.to, self.owed, late))
        to = roll(ruling.to, self.book.table)
        if to > self.usual:
            self.owed = self.fixed = to
            self.gone_late = self.stands_since is not None and ruling.on > to


def on_the_timeline(dates: Dates, spells: list[Spell], rulings: list[Ruling]) -> None:
    """Let every spell and every 顺延 act in the order of their days."""
    waiting = sorted(rulings, key=lambda one: one.on)
    for spell in spells:
        while waiting and waiting[0].on < spell.begun:
            dates.defer(waiting.pop(0))
        dates.begin(spell.begun)
        while waiting and (spell.reply is None or waiting[0].on <= spell.reply):
            dates.defer(waiting.pop(0))
        if spell.reply is not None:
            dates.reply(spell.reply)
    while waiting:
        dates.defer(waiting.pop(0))


def owed(
    book: Book,
    item: CatalogItem,
    *,
    start: date,
    filed: date,
    natural: date,
    said: Said | None,
    meant: list[Matter],
    window: str | None = None,
    cause: str = "",
) -> Owed:
    """Let the clock stand while it is 报批, and hear what was ruled."""
    key = window if window is not None else start.isoformat() + cause
    rulings = [one for one in book.facts.rulings if (one.code, one.duty) == (item.code, key)]
    held = first_in_hand(meant)
    for matter in meant:
        if said is not None and said.number == matter.number:
            held = matter
    if said is not None and said.number is None:
        held = None  # a look, a nil return, what was before: no plan held it up
    dates = Dates(book, natural, filed)
    on_the_timeline(
        dates, spells_of(held) if held else [], [one for one in rulings if one.to is not None]
    )
    for ruling in rulings:
        if ruling.to is None and said is None:
            said = Said("豁免", ruling.on)
    return Owed(
        code=item.code,
        timing=item.timing,
        window=window,
        start=start,
        cause=cause,
        filed=filed,
        natural=natural,
        due=dates.owed,
        said=said,
        number=held.number if held and said is None else None,
        outside=said is None and dates.stands_since is not None,
        late=is_late(said, dates),
        guess=guessed(dates.fixed, dates.owed, book.years),
        natural_guess=guessed(filed, natural, book.years),
        moved=tuple(dates.moved),
    )


def is_late(said: Said | None, dates: Dates) -> bool:
    """Say whether the answer came after the date that counts."""
    if said is None or said.how == "豁免":
        return False
    missed = [one.was_due for one in dates.moved if one.late] + dates.missed[:1]
    return said.on > (min(missed) if missed else dates.owed)


def month_ends(first: date, last: date) -> Iterator[date]:
    """Walk from the end of one month to that of the next."""
    day = first
    while True:
        day = max(day, day.replace(day=28))
        while (day + DAY).day != 1:
            day += DAY
        if day > last:
            return
        yield day
        day += DAY


def periodic(book: Book, code: str) -> Iterator[Owed]:
    """Walk through the days on which a window may end."""
    facts = book.facts
    versions = versions_of(facts, code)
    live = live_matters(facts, code)
    begun = there_from(facts, versions)
    for day in month_ends(begun, book.horizon + 61 * 31 * DAY):
        item = version_on(versions, day)
        if item.timing is not Timing.PERIODIC or not item.every or item.retired:
            continue
        span = span_ending(months_of(item.every), day)
        if span is not None and span.first <= book.horizon:
            meant = [m for m in live if m.window == span.key]
            nils = [n.on for n in facts.nils if n.code == code and n.window == span.key]
            paper = [day for x in facts.on_paper if (x.code, x.window) == (code, span.key)]
            grace = number_on(facts, "定期宽限", day)
            yield owed(
                book,
                item,
                start=span.first,
                filed=day,
                natural=roll(walk(day, grace, book.table), book.table),
                said=first_answer(meant, nils, paper),
                meant=meant,
                window=span.key,
            )


def year_end_of(facts: Facts, year: int, start: date, table: Table) -> date:
    """Read 年度公开截止, and take what a first publication is given where that is later."""
    month, of_month = map(int, value_on(facts, "年度公开截止", start).split("-"))
    day = date(year, month, 1)
    while (day + DAY).month == month and day.day < of_month:
        day += DAY
    first = walk(start, number_on(facts, "固定首次公开", start), table)
    return max(roll(day, table), roll(first, table))


def of_the_year(matter: Matter, year: int) -> bool:
    """Say whether a disclosure is about a year, by what it says or by when it came out."""
    if matter.window is not None:
        return matter.window == str(year)
    day = first_shown(matter) or refused_on(matter) or matter.acts[-1].on
    return day.year == year


def hung_in(facts: Facts, code: str, year: int) -> list[date]:
    """List the days of a year on which something was put up before there was a ledger."""
    days = [x.on for x in facts.inherited if x.code == code and x.on.year == year]
    paper = [x for x in facts.on_paper if (x.code, x.window) == (code, str(year))]
    return days + [date(year, 12, 31) for _ in paper]


def yearly(book: Book, code: str) -> Iterator[Owed]:
    """Walk through the days, and owe something on the first of each year that asks for it."""
    facts, table = book.facts, book.table
    versions = versions_of(facts, code)
    live = live_matters(facts, code)
    done: set[int] = set()
    day = there_from(facts, versions)
    while day <= book.horizon:
        item = version_on(versions, day)
        hangs = item.timing is Timing.STANDING and not item.retired
        if hangs and item.renewal is Renewal.ANEW and day.year not in done:
            done.add(day.year)
            meant = [m for m in live if of_the_year(m, day.year)]
            natural = year_end_of(facts, day.year, day, table)
            yield owed(
                book,
                item,
                start=day,
                filed=day,
                natural=natural,
                said=first_answer(meant, [], hung_in(facts, code, day.year)),
                meant=meant,
                window=str(day.year),
            )
        day += DAY


def noted_on(facts: Facts, code: str, kind: NoteKind) -> list[date]:
    """List the days on which something was noted of an item."""

    def fits(one: Noted) -> bool:
        return one.code == code and one.kind is kind

    return sorted({one.on for one in facts.noted if fits(one)})


def term_end(book: Book, item: CatalogItem, day: date) -> date:
    """Walk 发生后N个工作日 or 发生后N个月 on, else 随时时限."""
    after = (item.every or "").removeprefix("发生后")
    if after.endswith("个月"):
        return months_later(day, int(after.removesuffix("个月")))
    term = after.removesuffix("个工作日")
    days = int(term) if term else number_on(book.facts, "随时时限", day)
    return walk(day, days, book.table)


def occasional(book: Book, code: str) -> Iterator[Owed]:
    """Walk through the days on which something may have occurred."""
    facts = book.facts
    versions = versions_of(facts, code)
    told = [m for m in live_matters(facts, code) if m.occurred_on]
    noted = noted_on(facts, code, NoteKind.OCCURRED)
    day = facts.since
    while day <= book.horizon:
        meant = [m for m in told if m.occurred_on == day]
        item = version_on(versions, day) if meant or day in noted else None
        if item and item.timing is Timing.OCCASIONAL and not item.retired:
            yield owed(
                book,
                item,
                start=day,
                filed=day,
                natural=roll(term_end(book, item, day), book.table),
                said=first_answer(meant, []),
                meant=meant,
            )
        day += DAY


def in_force(matter: Matter, day: date) -> bool:
    """Say whether what was published still stands, and hangs, on a day."""
    first = first_shown(matter)
    if first is None or day < first:
        return False
    if day == first:
        return True
    for posting in matter.postings:
        if posting.channel.split(":")[0] in ("公开栏", "网站"):
            if posting.taken_down_on is not None and day >= posting.taken_down_on:
                return False
            if posting.until is not None and day > posting.until:
                return False
    return True


def stretches(book: Book, code: str) -> list[list[date]]:
    """List the days on which an item is 固定, broken where it isn't."""
    versions = versions_of(book.facts, code)
    day = there_from(book.facts, versions)
    found: list[list[date]] = []
    broken = True
    while day <= book.horizon:
        item = version_on(versions, day)
        if item.timing is Timing.STANDING and not item.retired:
            if broken:
                found.append([])
            found[-1].append(day)
            broken = False
        else:
            broken = True
        day += DAY
    return found


class Shown(NamedTuple):
    """A publication: on which day it was first, at which place of the journal, of what.

    What hung before there was a ledger has no number; it was looked at on the day it was `seen`.
    """

    on: date
    seq: int
    matter: Matter
    seen: date | None = None


def publications(matters: list[Matter]) -> list[Shown]:
    """List what was ever published, the first first, on one day by number."""
    found = []
    for matter in matters:
        best: Shown | None = None
        for posting in matter.postings:
            if best is None or (posting.on, posting.seq) < (best.on, best.seq):
                best = Shown(posting.on, posting.seq, matter)
        if best is not None:
            found.append(best)
    return sorted(found, key=lambda one: (one.on, one.matter.number))


def inherited(facts: Facts, code: str) -> list[Shown]:
    """Make up a publication for each place that was recorded to hang before there was a ledger."""
    found = []
    for one in facts.inherited:
        if one.code == code:
            up = Posting(
                seq=one.seq, channel=one.channel, on=one.on, taken_down_on=one.taken_down_on
            )
            act = ActDone(act=Act.PUBLISH, by="", on=one.on, state=State.PUBLISHED)
            made_up = Matter(
                number="",
                code=code,
                title="",
                office="",
                scope=Scope.SOCIETY,
                channels=(),
                window=None,
                occurred_on=None,
                acts=(act,),
                postings=(up,),
            )
            found.append(Shown(one.on, one.seq, made_up, one.recorded_on))
    return found


def number_of(one: Shown) -> str:
    """Read the number, which what hung before hasn't."""
    return one.matter.number


def said_by(one: Shown | None) -> Said | None:
    """Let a publication be the answer."""
    if one is not None and one.seen is not None:
        return Said("期初", one.on)
    return Said("公开", one.on, one.matter.number) if one is not None else None


def standing(book: Book, code: str) -> Iterator[Owed]:
    """Walk through the days on which something must be in force."""
    facts, table = book.facts, book.table
    live = live_matters(facts, code)
    shown = sorted(
        publications(live) + inherited(facts, code), key=lambda one: (one.on, number_of(one))
    )
    versions = versions_of(facts, code)

    def duty(start: date, due: date, said: Said | None, cause: str = "") -> Owed:
        item = version_on(versions, start)
        return owed(
            book,
            item,
            start=start,
            filed=start,
            natural=due,
            said=said,
            meant=live,
            cause=cause,
        )

    def after(day: date, rule: str) -> date:
        return roll(walk(day, number_on(facts, rule, day), table), table)

    def is_up(day: date) -> bool:
        return any(in_force(one.matter, day) for one in shown)

    def published_from(day: date, seq: int = -1) -> Said | None:
        for one in shown:
            if (one.on, one.seq) > (day, seq):
                return said_by(one)
        return None

    changes: dict[date, int] = {}
    for one in facts.noted:
        if one.code == code and one.kind is NoteKind.CHANGED:
            changes[one.on] = max(one.seq, changes.get(one.on, one.seq))
    for days in stretches(book, code):
        start, last = days[0], days[-1]
        before = None
        for each in shown:
            if before is None and in_force(each.matter, start):
                before = said_by(each)
        at_once = number_on(facts, "固定首次公开", start) == 0
        due = start if at_once else after(start, "固定首次公开")
        if version_on(versions, start).renewal is Renewal.LOOK:
            yield duty(start, due, before or published_from(start))
        was_up = False
        for day in days:
            up = is_up(day)
            if was_up and not up:
                yield duty(day, day, published_from(day))
            if up and day in changes:
                said = published_from(day, changes[day])
                yield duty(day, after(day, "变更重新公开"), said, "变更")
            was_up = up
        for place, each in enumerate(shown):
            newer = shown[place + 1] if place + 1 < len(shown) else None
            for day, said in reviews(book, code, each, newer, start, last):
                if is_up(day):
                    yield duty(day, roll(day, table), said, "复核")


def is_waived(facts: Facts, code: str, key: str) -> bool:
    """Say whether an obligation was ever 豁免."""
    return any(
        ruling.to is None and (ruling.code, ruling.duty) == (code, key) for ruling in facts.rulings
    )


def reviews(
    book: Book, code: str, one: Shown, newer: Shown | None, start: date, last: date
) -> Iterator[tuple[date, Said | None]]:
    """Count anniversaries from the first publication; a look or a newer one answers each."""
    facts, first = book.facts, one.on
    versions = versions_of(facts, code)
    months = number_on(facts, "固定复核", first)
    looks = noted_on(facts, code, NoteKind.RECONFIRMED)
    used = first
    k = 1
    while months > 0:
        previous = months_later(first, months * (k - 1))
        anniversary = months_later(first, months * k)
        k += 1
        day = max(anniversary, start)
        if day > last or (newer is not None and newer.on <= roll(day, book.table)):
            return
        if one.seen is not None and anniversary < max(one.seen, start):
            continue
        if anniversary <= used or version_on(versions, day).renewal is Renewal.ANEW:
            continue
        look = None
        for seen in looks:
            in_time = seen > previous and seen > used and (newer is None or seen < newer.on)
            if in_time and look is None:
                look = seen
        if look is not None:
            yield day, Said("复核", look)
            used = look
            continue
        yield day, said_by(newer)
        if not is_waived(facts, code, f"{day}复核"):
            return
        used = anniversary


def duties(facts: Facts, horizon: date, only: str | None = None) -> list[Owed]:
    """List every obligation that begins by the horizon, or those of one item."""
    book = open_book(facts, horizon)
    found: list[Owed] = []
    for code in sorted({item.code for item in facts.items if only in (None, item.code)}):
        found += periodic(book, code)
        found += occasional(book, code)
        found += standing(book, code)
        found += yearly(book, code)
    return found
