"""Every obligation of an office, by walking through its days (docs/decisions/0019, DESIGN §4)."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from pdisc.facts import CatalogItem, Facts, Matter, Noted, Ruling
from pdisc.words import NoteKind, Renewal, State, Timing

from .days import DAY, Table, guessed, roll, rules_of, table_of, walk, worked_between
from .windows import months_later, months_of, span_ending

IN_HAND = (State.PROPOSED, State.RETURNED, State.REVIEWED, State.ESCALATED, State.APPROVED)


class Said(NamedTuple):
    """An answer: how, on which day, by which disclosure."""

    how: str
    on: date
    number: str | None = None


class Owed(NamedTuple):
    """One obligation.

    `natural` is its due date before any clock stood still or anybody moved it, `before` the one
    before anybody moved it; `guess` says that it counts days of a year without a notice.
    """

    code: str
    timing: Timing
    window: str | None
    start: date
    filed: date
    natural: date
    before: date
    due: date
    said: Said | None
    number: str | None
    outside: bool
    late: bool
    guess: bool
    moved: bool

    @property
    def key(self) -> str:
        """What stands behind --for."""
        return self.window if self.window is not None else self.start.isoformat()


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
    first = min(item.valid_from for item in versions)
    best = versions[0]
    for item in versions:
        if best.valid_from <= item.valid_from <= max(day, first):
            best = item
    return best


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


def first_answer(matters: list[Matter], nils: list[date]) -> Said | None:
    """Choose the earliest of 公开, 不予公开 and 无事项; a publication sets nil returns aside."""
    found: list[tuple[date, int, Said]] = []
    for matter in matters:
        shown, refused = first_shown(matter), refused_on(matter)
        if shown is not None:
            found.append((shown, 0, Said("公开", shown, matter.number)))
        elif refused is not None:
            found.append((refused, 1, Said("不予公开", refused, matter.number)))
    if not any(said.how == "公开" for _, _, said in found):
        found += [(on, 2, Said("无事项", on)) for on in nils]
    best = None
    for one in found:
        if best is None or one[:2] < best[:2]:
            best = one
    return best[2] if best else None


def owed(
    book: Book,
    item: CatalogItem,
    *,
    start: date,
    filed: date,
    counted_from: date,
    natural: date,
    said: Said | None,
    meant: list[Matter],
    window: str | None = None,
) -> Owed:
    """Let the clock stand while it is 报批, then hear what was ruled."""
    held = first_in_hand(meant) if said is None else None
    for matter in meant:
        if said is not None and said.number == matter.number:
            held = matter
    before, outside = natural, False
    guess = guessed(counted_from, natural, book.years)
    for i, act in enumerate(held.acts if held else ()):
        if act.state is not State.ESCALATED or act.on > before:
            continue
        assert held is not None
        if i + 1 == len(held.acts):
            outside = True
        else:
            reply = held.acts[i + 1].on
            days = worked_between(act.on, reply, book.table)
            moved = walk(before, days, book.table)
            guess = guess or guessed(act.on, reply, book.years)
            guess = guess or guessed(before, moved, book.years)
            before = moved
    ruling = None
    key = window if window is not None else start.isoformat()
    for ruling in book.facts.rulings:
        if ruling.code != item.code or ruling.duty != key:
            continue
        if ruling.to is not None:
            ruling = ruling
        elif said is None:
            said = Said("豁免", ruling.on)
    due = before
    if ruling is not None and ruling.to is not None and ruling.to > before:
        due = ruling.to
    else:
        ruling = None
    return Owed(
        code=item.code,
        timing=item.timing,
        window=window,
        start=start,
        filed=filed,
        natural=natural,
        before=before,
        due=due,
        said=said,
        number=held.number if held and said is None else None,
        outside=outside,
        late=is_late(said, before, due, ruling),
        guess=guess and ruling is None,
        moved=ruling is not None,
    )


def is_late(said: Said | None, before: date, due: date, ruling: Ruling | None) -> bool:
    """Say whether the answer came after the date that counts."""
    if said is None or said.how == "豁免":
        return False
    too_late = ruling is not None and ruling.on > before
    return said.on > (before if too_late else due)


def periodic(book: Book, code: str) -> Iterator[Owed]:
    """Walk through the days on which a window may end."""
    facts = book.facts
    versions = versions_of(facts, code)
    live = live_matters(facts, code)
    day = max(facts.since, min(item.valid_from for item in versions))
    while day <= book.horizon + 61 * 31 * DAY:
        item = version_on(versions, day) if (day + DAY).day == 1 else None
        if item and item.timing is Timing.PERIODIC and item.every and not item.retired:
            span = span_ending(months_of(item.every), day)
            if span is not None and span.first <= book.horizon:
                meant = [m for m in live if m.window == span.key]
                nils = [n.on for n in facts.nils if n.code == code and n.window == span.key]
                grace = number_on(facts, "定期宽限", day)
                yield owed(
                    book,
                    item,
                    start=span.first,
                    filed=day,
                    counted_from=day,
                    natural=roll(walk(day, grace, book.table), book.table),
                    said=first_answer(meant, nils),
                    meant=meant,
                    window=span.key,
                )
        day += DAY


def noted_on(facts: Facts, code: str, kind: NoteKind) -> list[date]:
    """List the days on which something was noted of an item."""

    def fits(one: Noted) -> bool:
        return one.code == code and one.kind is kind

    return sorted({one.on for one in facts.noted if fits(one)})


def term_of(facts: Facts, item: CatalogItem, day: date) -> int:
    """Read 发生后N个工作日, else 随时时限."""
    if item.every:
        return int(item.every.removeprefix("发生后").removesuffix("个工作日"))
    return number_on(facts, "随时时限", day)


def occasional(book: Book, code: str) -> Iterator[Owed]:
    """Walk through the days on which something may have occurred."""
    facts = book.facts
    versions = versions_of(facts, code)
    live = live_matters(facts, code)
    noted = noted_on(facts, code, NoteKind.OCCURRED)
    day = facts.since
    while day <= book.horizon:
        meant = [m for m in live if m.occurred_on == day]
        item = version_on(versions, day)
        if (meant or day in noted) and item.timing is Timing.OCCASIONAL and not item.retired:
            yield owed(
                book,
                item,
                start=day,
                filed=day,
                counted_from=day,
                natural=roll(walk(day, term_of(facts, item, day), book.table), book.table),
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
    day = max(book.facts.since, min(item.valid_from for item in versions))
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


def standing(book: Book, code: str) -> Iterator[Owed]:
    """Walk through the days on which something must be in force."""
    facts, table = book.facts, book.table
    live = live_matters(facts, code)
    shown = sorted(
        ((first, m.number, m) for m in live if (first := first_shown(m)) is not None),
        key=lambda one: one[:2],
    )
    versions = versions_of(facts, code)

    def duty(start: date, said: Said | None, rule: str | None = None) -> Owed:
        item = version_on(versions, start)
        days = number_on(facts, rule, start) if rule else 0
        due = roll(walk(start, days, table), table) if days or rule == "变更重新公开" else start
        return owed(
            book,
            item,
            start=start,
            filed=start,
            counted_from=start,
            natural=due,
            said=said,
            meant=live,
        )

    def published_from(day: date) -> Said | None:
        for first, number, _ in shown:
            if first >= day:
                return Said("公开", first, number)
        return None

    for days in stretches(book, code):
        start, last = days[0], days[-1]
        before = None
        for first, number, matter in shown:
            if before is None and first <= start and in_force(matter, start):
                before = Said("公开", first, number)
        yield duty(start, before or published_from(start), "固定首次公开")
        changes = noted_on(facts, code, NoteKind.CHANGED)
        was_up = False
        for day in days:
            is_up = any(in_force(matter, day) for _, _, matter in shown)
            if was_up and not is_up:
                yield duty(day, published_from(day))
            if is_up and day in changes:
                yield duty(day, published_from(day), "变更重新公开")
            was_up = is_up
        for place, (first, _, _) in enumerate(shown):
            newer = shown[place + 1] if place + 1 < len(shown) else None
            for day, said in reviews(book, code, first, newer and newer[:2], start, last):
                if any(in_force(matter, day) for _, _, matter in shown):
                    yield duty(day, said)


def reviews(
    book: Book, code: str, first: date, newer: tuple[date, str] | None, start: date, last: date
) -> Iterator[tuple[date, Said | None]]:
    """Count anniversaries from the first publication; a look or a newer one answers each."""
    facts = book.facts
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
        if day > last or (newer is not None and newer[0] <= day):
            return
        if anniversary <= used:
            continue
        look = None
        if version_on(versions, day).renewal is Renewal.LOOK:
            for one in looks:
                in_time = one > previous and one > used and (newer is None or one < newer[0])
                if in_time and look is None:
                    look = one
        if look is None:
            yield day, Said("公开", *newer) if newer else None
            return
        yield day, Said("复核", look)
        used = look


def duties(facts: Facts, horizon: date, only: str | None = None) -> list[Owed]:
    """List every obligation that begins by the horizon, or those of one item."""
    book = open_book(facts, horizon)
    found: list[Owed] = []
    for code in sorted({item.code for item in facts.items if only in (None, item.code)}):
        found += periodic(book, code)
        found += occasional(book, code)
        found += standing(book, code)
    return found
