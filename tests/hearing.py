"""An office that hears people: a ledger opened on 5 January 2026, and what is asked of it there.

The verbs put the clock to the day they are told, so that nothing is 补录. The working days of 2026
that the tests count by are written here once, as 国办发明电〔2025〕7号 has them:

| month | worked weekends | days off in the week |
|---|---|---|
| February | Sa 14, Sa 28 | 15–23 (春节) |
| April, May | Sa 9 May | 4–6 April, 1–5 May |
| June | – | Fr 19 |
| September, October | Su 20 September, Sa 10 October | Fr 25 September, 1–7 October |
"""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from conftest import SECRETARY, Office, by, open_office

from pdisc.clock import BEIJING, FixedClock

ASKED = "请公开食堂早餐的菜单"
LISTS = ("overdue", "today", "this_week", "upcoming", "waiting")


def january(folder: Path) -> Office:
    """Open an office on 5 January 2026."""
    return open_office(folder / "台账", FixedClock(datetime(2026, 1, 5, 10, tzinfo=BEIJING)))


def entries(office: Office) -> int:
    """Count what the journal holds."""
    with closing(sqlite3.connect(office.ledger / "ledger.db")) as database:
        (count,) = database.execute("SELECT count(*) FROM journal").fetchone()
    return int(count)


def seq_of(document: Any) -> str:
    """Return what stands first in the 回执 of an answer."""
    return str(document["receipt"]).split("-", 1)[0]


def ask(office: Office, day: str, *more: str) -> str:
    """点题 on a day; return its number."""
    office.on(day)
    words = () if "--content" in more else ("--content", ASKED)
    return str(office.ok("request", "add", *words, *more, "--json").json["id"])


def act(office: Office, day: str, verb: str, *words: str) -> Any:
    """Do something about a request on a day."""
    office.on(day)
    return office.ok("request", verb, *words, "--json").json


def decide(office: Office, day: str, request: str, outcome: str, *more: str) -> Any:
    """点题决定 by the secretary."""
    return act(office, day, "decide", request, "--outcome", outcome, *by(SECRETARY, more), *more)


def extend(office: Office, day: str, request: str) -> Any:
    """点题延期 by the secretary."""
    why = ("--reason", "还要向档案馆查对", "--by", SECRETARY)
    return act(office, day, "extend", request, *why)


def seen(office: Office, request: str) -> Any:
    """Return a request as `show` has it."""
    return office.ok("request", "show", request, "--json").json


def clocks(document: Any) -> tuple[str, str]:
    """Return both dates of a request."""
    return document["decide_by"], document["answer_by"]


def rows(office: Office, day: str, *kinds: str) -> list[tuple[str, str, str, int]]:
    """Return the due rows of some kinds: the list, the number, the date, the days overdue.

    Of the lists that hold one another (今天 ⊂ 本周 ⊂ 即将到期) the narrowest is told.
    """
    due = office.ok("due", "--on", day, "--json").json
    found: dict[tuple[str, str, str, int], str] = {}
    for name in LISTS:
        for row in due[name]:
            told = (row["kind"], row["number"], row["due_on"], row["days_overdue"])
            if row["kind"] in kinds:
                found.setdefault(told, name)
    return [(name, *told[1:]) for told, name in found.items()]


def made_public(office: Office, day: str, code: str, title: str, *more: str) -> str:
    """Take a disclosure to 已公开 within one day."""
    office.on(day)
    return office.walk("已公开", code, "--title", title, "--content", f"{title}如下。", *more)
