"""Facts that a test made up, laid into the tables of a ledger in memory."""

import sqlite3
from functools import cache
from typing import Any

import msgspec

from pdisc.audience import numbered_for
from pdisc.catalog.seed import shipped_rules
from pdisc.ledger.integrity import empty_schema
from pdisc.ledger.projection import answer_columns, new_row
from pdisc.ledger.reading import Reading
from pdisc.steps.disclosure import plan_digest
from pdisc.values.facts import Facts, Matter
from pdisc.values.parts import Plan

RENAMED = {"window": "period", "by": "decider", "on": "occurred_on", "to": "until"}
STAMP = {"recorded_at": "2026-01-01T00:00:00.000000Z"}


@cache
def schema() -> tuple[str, ...]:
    """Return the statements that make the tables and indexes of a new ledger."""
    made = empty_schema()
    kinds = ("table ", "index ")
    return tuple(made[name] for kind in kinds for name in made if name.startswith(kind))


def laid(facts: Facts) -> Reading:
    """Return a ledger in memory that says just these facts."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    for statement in schema():
        connection.execute(statement)
    put(connection, "office", ledger_id="0", since=facts.since)
    for place, setting in enumerate(facts.settings):
        put(connection, "setting", setting, seq=place, position=0)
    known = {setting.name for setting in facts.settings}
    for rule in shipped_rules():
        if rule.name not in known:
            put(connection, "setting", rule, seq=0, position=0, valid_from=facts.since)
    for place, item in enumerate(facts.items):
        put(connection, "item", item, seq=place)
    for place, person in enumerate(facts.appointments):
        put(connection, "appointment", person, seq=place)
    for notice in facts.notices:
        put(connection, "yearnotice", notice)
    for day in facts.days:
        put(connection, "specialday", day)
    for nil in _last_of_each(facts.nils, "code", "window"):
        put(connection, "nilreturn", nil, late=nil.late_entry)
    for noted in facts.noted:
        put(connection, "noted", noted)
    for ruling in facts.rulings:
        put(connection, "ruling", ruling, late=ruling.late_entry)
    for place, demand in enumerate(facts.demands):
        put(connection, "demand", demand, place=place)
    for matter in facts.matters:
        _lay(connection, matter)
    return Reading(connection)


def _last_of_each(values: tuple[Any, ...], *keys: str) -> list[Any]:
    return list({tuple(getattr(value, key) for key in keys): value for value in values}.values())


def _lay(connection: sqlite3.Connection, matter: Matter) -> None:
    year, counter = matter.number.split("-")
    told = {name: getattr(matter, name) for name in matter.__struct_fields__}
    blank = {"item": "题", "content": "", "content_sha256": "", "findings": (), "version": 1}
    filing = ("archive_number", "series", "piece", "retention", "opinion_result", "dossier")
    plan = _plan(matter)
    put(connection, "version", plan, number=matter.number)
    put(
        connection,
        "disclosure",
        **{**dict.fromkeys(("corrects", "manifest_sha256", *filing)), **told},
        **blank,
        year=int(year),
        counter=int(counter),
        state=matter.state,
        proposed_by=matter.acts[0].by,
        approved_sha256=plan_digest(matter.number, matter.code, plan),
        **answer_columns(matter.acts, matter.postings),
    )
    if matter.postings:
        for audience in numbered_for(matter.scope, matter.scope_detail):
            last = connection.execute(
                "SELECT coalesce(max(place), 0) FROM publicnumber WHERE audience = ?", (audience,)
            ).fetchone()[0]
            given = {"audience": audience, "place": last + 1, "number": matter.number}
            put(connection, "publicnumber", **given)
    for act in matter.acts:
        words = ("late_reason", "waiver", "note", "result", "opinion", "document_number")
        texts = dict.fromkeys((*words, "acting_for", "acting_paper"), "")
        put(connection, "step", act, number=matter.number, operator="", evidence=(), **texts)
    for posting in matter.postings:
        texts = dict.fromkeys(("place", "url", "document_number", "taken_down_reason"), "")
        more = {"still_at": "", "by": "", "evidence": (), "taken_down_recorded_at": None}
        put(connection, "publication", posting, number=matter.number, **texts, **more)


def _plan(matter: Matter) -> Plan:
    return Plan(
        version=1,
        title=matter.title,
        content="",
        scope=matter.scope,
        scope_detail=matter.scope_detail,
        channels=matter.channels,
        planned_on=matter.planned_on,
        window=matter.window,
        occurred_on=matter.occurred_on,
        office=matter.office,
        author=matter.acts[0].by,
    )


def put(connection: sqlite3.Connection, table: str, fact: Any = None, /, **more: Any) -> None:
    """Insert one row; fields are renamed to columns, and what is no column is left out."""
    fields = msgspec.structs.asdict(fact) if fact is not None else {}
    known = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
    values = {RENAMED.get(name, name): cell for name, cell in {**STAMP, **fields, **more}.items()}
    row = new_row(table, {name: cell for name, cell in values.items() if name in known}).values
    marks = ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", [*row.values()])
