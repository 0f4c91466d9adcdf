"""Facts that a test made up, laid into the tables of a ledger in memory."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from typing import Any

import msgspec

from pdisc.audience import numbered_for
from pdisc.catalog.seed import shipped_rules
from pdisc.ledger.integrity import empty_schema
from pdisc.ledger.projection import answer_columns, new_row
from pdisc.ledger.reading import Reading
from pdisc.registers import registry
from pdisc.registers.facts import Facts
from pdisc.registers.opening import TABLE as OFFICE
from pdisc.registers.opening import Begun
from pdisc.registers.register import FactTable
from pdisc.registers.settings import Setting
from pdisc.registers.written import Insert, fields_of
from pdisc.values.digest import plan_digest
from pdisc.values.matters import Matter
from pdisc.values.parts import Plan

RENAMED = {"window": "period", "by": "decider", "on": "occurred_on", "to": "until"}
STAMP = {"recorded_at": "2026-01-01T00:00:00.000000Z"}


@cache
def schema() -> tuple[str, ...]:
    """Return the statements that make the tables and indexes of a new ledger."""
    made = empty_schema()
    kinds = ("table ", "index ")
    return tuple(made[name] for kind in kinds for name in made if name.startswith(kind))


@contextmanager
def laid(facts: Facts) -> Iterator[Reading]:
    """Open a ledger in memory that says just these facts."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        _lay_all(connection, facts)
        yield Reading(connection)


def _lay_all(connection: sqlite3.Connection, facts: Facts) -> None:
    for statement in schema():
        connection.execute(statement)
    lay(
        connection,
        OFFICE,
        Begun(ledger_id="0", since=facts.since, opened_since=facts.opened_since or facts.since),
    )
    for table in registry().tables.values():
        told: Iterable[Any] = facts.of(table.fact)
        if table.name == "setting":
            told = _with_shipped(facts)
        for place, fact in enumerate(_last_of_each(told, table)):
            besides = {"seq": place, "place": place, "position": 0}
            lay(connection, table, fact, **{name: besides[name] for name in table.besides})
    for matter in facts.matters:
        _lay(connection, matter)


def _with_shipped(facts: Facts) -> list[Setting]:
    known = {setting.name for setting in facts.settings}
    rest = [rule for rule in shipped_rules() if rule.name not in known]
    fields = [{**fields_of(rule), "valid_from": facts.since} for rule in rest]
    return [*facts.settings, *(Setting(**each) for each in fields)]


def _last_of_each(facts: Iterable[Any], table: FactTable) -> list[Any]:
    """Return the facts as one row each: of nil returns for one window the last."""
    if table.name != "nilreturn":
        return list(facts)
    return list({(nil.code, nil.window): nil for nil in facts}.values())


def lay(
    connection: sqlite3.Connection, table: FactTable, fact: msgspec.Struct, **besides: Any
) -> None:
    """Insert the row of a fact."""
    _insert(connection, table.insert(fact, **besides))


def _lay(connection: sqlite3.Connection, matter: Matter) -> None:
    year, counter = matter.number.split("-")
    told = {name: getattr(matter, name) for name in matter.__struct_fields__}
    blank = {
        "item": "题",
        "content": "",
        "content_sha256": "",
        "findings": (),
        "version": 1,
        "amendments": (),
    }
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
        words = ("late_reason", "waiver", "note", "document_number", "decided_by")
        texts = dict.fromkeys((*words, "acting_for", "acting_paper"), "") | {"opinion": act.reason}
        told_of = {"operator": "", "evidence": (), "verdicts": {}}
        put(connection, "step", act, number=matter.number, **texts, **told_of)
    for posting in matter.postings:
        texts = dict.fromkeys(("place", "url", "document_number", "taken_down_reason"), "")
        hung = {"still_at": "", "by": "", "evidence": (), "taken_down_recorded_at": None}
        put(connection, "publication", posting, number=matter.number, **texts, **hung)


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
    _insert(connection, new_row(table, {n: cell for n, cell in values.items() if n in known}))


def _insert(connection: sqlite3.Connection, new: Insert) -> None:
    table, row = new.key[0], new.values
    marks = ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", [*row.values()])
