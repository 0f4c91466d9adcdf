"""A second opinion on due dates: slow, plain loops over days, sharing no code with the program."""

from datetime import date, timedelta

from pdisc.days import DayEntry, DayRule, YearNotice
from pdisc.facts import CatalogItem, Facts, Matter

DAY = timedelta(days=1)
HOLIDAYS_2026 = {
    "元旦": (date(2026, 1, 1), 3),
    "春节": (date(2026, 2, 15), 9),
    "清明节": (date(2026, 4, 4), 3),
    "劳动节": (date(2026, 5, 1), 5),
    "端午节": (date(2026, 6, 19), 3),
    "中秋节": (date(2026, 9, 25), 3),
    "国庆节": (date(2026, 10, 1), 7),
}
WORKED_2026 = [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)]
NOTICE_2026 = (
    *(
        DayRule(day=first + i * DAY, name=name, working=False)
        for name, (first, count) in HOLIDAYS_2026.items()
        for i in range(count)
    ),
    *(DayRule(day=date(2026, m, d), name="调休上班", working=True) for m, d in WORKED_2026),
)
"""国办 2025-11-04 (领域要点 §8)."""


def recorded(rules: tuple[DayRule, ...], year: int | None, seq: int = 1) -> tuple[DayEntry, ...]:
    """Write days down as one journal entry says them, by the notice of a year or by the office."""
    return tuple(
        DayEntry(
            seq=seq,
            day=rule.day,
            name=rule.name,
            working=rule.working,
            year=year,
            recorded_on=date(2026, 1, 1),
        )
        for rule in rules
    )


def noticed(year: int, seq: int = 1) -> YearNotice:
    """Write down that a year's notice is known."""
    recorded_on = date(2026, 1, 1)
    return YearNotice(seq=seq, year=year, notice="", announced=None, recorded_on=recorded_on)


def rules_of(facts: Facts) -> tuple[DayRule, ...]:
    """Look through all that was recorded for what is left of it: own days last."""
    kept: list[DayEntry] = []
    for entry in facts.days:
        if entry.year is None:
            kept = [old for old in kept if old.year is not None or old.day != entry.day]
        kept.append(entry)
    for notice in facts.notices:
        kept = [old for old in kept if old.year != notice.year or old.seq >= notice.seq]
    kept.sort(key=lambda entry: entry.year is None)
    return tuple(
        DayRule(day=entry.day, name=entry.name, working=entry.working)
        for entry in kept
        if entry.working is not None
    )


LAST_MONTHS = {
    "每月": range(1, 13),
    "每季度": (3, 6, 9, 12),
    "每半年": (6, 12),
    "每年": (12,),
}

Told = tuple[str, str, str | None, date, date, tuple[str, date, str | None] | None]
"""Code, timing, window, the day it is filed under, due date, answer."""


def works(day: date, days: tuple[DayRule, ...]) -> bool:
    """Look one day up in the table, then at its weekday."""
    answer = day.isoweekday() <= 5
    for rule in days:
        if rule.day == day:
            answer = rule.working
    return answer


def nth_working_day(day: date, n: int, days: tuple[DayRule, ...]) -> date:
    """Walk forward until n working days have passed."""
    while n > 0:
        day += DAY
        if works(day, days):
            n -= 1
    return day


def last_day(day: date, n: int, days: tuple[DayRule, ...]) -> date:
    """Walk n working days forward, and on to a working day where that is none."""
    day = nth_working_day(day, n, days)
    while not works(day, days):
        day += DAY
    return day


def version_on(items: tuple[CatalogItem, ...], code: str, day: date) -> CatalogItem | None:
    """Look for the version with the latest start that isn't after the day."""
    best = None
    for item in items:
        started = item.code == code and item.valid_from <= day
        if started and (best is None or item.valid_from >= best.valid_from):
            best = item
    return best


def key_of_window_ending(day: date, every: str) -> str | None:
    """Name the window that ends on a day, if one does."""
    if (day + DAY).day != 1 or day.month not in LAST_MONTHS[every]:
        return None
    if every == "每月":
        return f"{day:%Y-%m}"
    if every == "每季度":
        return f"{day.year}-Q{day.month // 3}"
    if every == "每半年":
        return f"{day.year}-H{day.month // 6}"
    return f"{day.year}"


def first_day(day: date, every: str) -> date:
    """Walk back to the first day of the window that ends on a day."""
    opens = [month % 12 + 1 for month in LAST_MONTHS[every]]
    while not (day.day == 1 and day.month in opens):
        day -= DAY
    return day


def answer_of(matters: list[Matter], nils: list[date]) -> tuple[str, date, str | None] | None:
    """Choose among what was published, refused, or returned as nil."""
    found: list[tuple[date, int, str, str | None]] = []
    for matter in matters:
        for posting in matter.postings:
            found.append((posting.on, 0, "公开", matter.number))
        for act in matter.acts:
            if act.act.value == "审批" and act.state.value == "不予公开":
                found.append((act.on, 1, "不予公开", matter.number))
    if not any(how == "公开" for _, _, how, _ in found):
        found += [(on, 2, "无事项", None) for on in nils]
    if not found:
        return None
    on, _, how, number = min(found, key=lambda x: x[:2])
    return how, on, number


def told(facts: Facts, horizon: date, *, grace: int, limit: int) -> set[Told]:
    """Work out the 定期 and 随时 obligations that begin by `horizon`."""
    live = [m for m in facts.matters if m.acts[-1].state.value != "已撤回"]
    rules = rules_of(facts)
    found: set[Told] = set()
    for code in {item.code for item in facts.items}:
        day = facts.since
        while day <= horizon + 366 * DAY:
            item = version_on(facts.items, code, day)
            if item is not None and item.timing.value == "定期" and item.every is not None:
                key = key_of_window_ending(day, item.every)
                if key is not None and first_day(day, item.every) <= horizon:
                    mine = [m for m in live if (m.code, m.window) == (code, key)]
                    nils = [n.on for n in facts.nils if (n.code, n.window) == (code, key)]
                    due = last_day(day, grace, rules)
                    found.add((code, "定期", key, day, due, answer_of(mine, nils)))
            mine = [m for m in live if (m.code, m.occurred_on) == (code, day)]
            noted = [x for x in facts.noted if (x.code, x.on) == (code, day)]
            started = min(x.valid_from for x in facts.items if x.code == code)
            then = version_on(facts.items, code, max(day, started))
            if (mine or noted) and day <= horizon and then and then.timing.value == "随时":
                due = last_day(day, limit, rules)
                found.add((code, "随时", None, day, due, answer_of(mine, [])))
            day += DAY
    return found


def up(matter: Matter, day: date) -> bool:
    """Say whether a standing disclosure is in force on a day."""
    posted = [posting for posting in matter.postings if posting.on <= day]
    if (
        any(posting.on == day for posting in posted)
        and min(posting.on for posting in matter.postings) == day
    ):
        return True
    for posting in posted:
        hangs = posting.channel.startswith(("公开栏", "网站"))
        expired = posting.until is not None and day > posting.until
        down = posting.taken_down_on is not None and day >= posting.taken_down_on
        if hangs and (expired or down):
            return False
    return bool(posted)


def standing_told(facts: Facts, code: str, horizon: date) -> list[tuple[date, date | None]]:
    """Work out when a standing duty of an always 固定 item begins and when it was answered."""
    found: list[tuple[date, date | None]] = []
    matters = [m for m in facts.matters if m.code == code and m.postings]
    day, begun = facts.since, facts.since
    waiting = True
    while day <= horizon:
        standing = [m for m in matters if up(m, day)]
        if standing and waiting:
            found.append((begun, min(p.on for m in standing for p in m.postings)))
            waiting = False
        if not standing and not waiting:
            begun, waiting = day, True
        day += DAY
    return [*found, (begun, None)] if waiting else found
