"""From rows to the values that rules and views receive. Pure: no connection is seen here."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

import msgspec

from pdisc.dates.windows import printed
from pdisc.ledger.journal import JournalLine
from pdisc.steps.guidance import next_command
from pdisc.values.codes import check_code
from pdisc.values.records import DisclosureRecord, EventRecord, PublicationRecord, StepRecord
from pdisc.words import Act, State

S = TypeVar("S")
Row = dict[str, Any]

RENAMED = {"period": "window", "decider": "by", "occurred_on": "on"}
"""Columns whose names no database likes, and what the values call them."""


def typed(kind: type[S], rows: Iterable[Row], **names: str) -> tuple[S, ...]:
    """Return rows as frozen values of a kind, columns renamed to its fields."""
    found = [renamed(row, **names) for row in rows]
    return msgspec.convert(found, tuple[kind, ...], strict=False)  # type: ignore[valid-type]


def renamed(row: Row, **names: str) -> Row:
    """Return a row with some of its columns under other names."""
    return {names.get(name, name): cell for name, cell in row.items()}


def grouped(rows: Iterable[Row], shape: Any) -> dict[str, list[Any]]:
    """Return rows by the number of their disclosure, each in its shape."""
    groups: dict[str, list[Any]] = {}
    for row in rows:
        groups.setdefault(row["number"], []).append(shape(row))
    return groups


def event_shape(line: JournalLine) -> EventRecord:
    """Return a journal line as `log` shows it."""
    body = json.loads(line.body) if line.body else {"event": {}}
    remarks = body.get("remarks", {})
    return EventRecord(
        seq=line.seq,
        kind=line.kind,
        subject=line.subject,
        by=line.decider,
        operator=line.operator,
        entered_for=line.decider != line.operator,
        on=date.fromisoformat(line.occurred_on),
        recorded_at=line.recorded_at,
        late=line.late,
        late_reason=remarks.get("late_reason", ""),
        note=remarks.get("note", ""),
        waiver=remarks.get("waiver", ""),
        event=body["event"],
        hash=line.hash,
    )


def step_shape(row: Row) -> StepRecord:
    """Return a step's row as `show` gives it."""
    return msgspec.convert(renamed(row, **RENAMED), StepRecord, strict=False)


def publication_shape(row: Row) -> PublicationRecord:
    """Return a publication's row as `show` gives it."""
    return msgspec.convert(renamed(row, **RENAMED), PublicationRecord, strict=False)


def waiting(findings: Iterable[Row]) -> list[tuple[str, str]]:
    """Return id and kind of each finding that is 待处理, which is what stands for no state."""
    return [(each["id"], each["kind"]) for each in findings if "state" not in each]


def disclosure_shape(
    row: Row,
    steps: tuple[StepRecord, ...],
    publications: tuple[PublicationRecord, ...],
) -> DisclosureRecord:
    """Return a disclosure's row, with its parts, as the public JSON has it."""
    done = {publication.channel for publication in publications}
    approved = row["channels"] if row["state"] == State.APPROVED else ()
    left = tuple(channel for channel in approved if channel not in done)
    values = {
        **renamed(row, period="window"),
        "window": printed(row["period"]),
        "check_code": check_code(row["content_sha256"]),
        "open_channels": left,
        "next": next_command(
            row["number"],
            State(row["state"]),
            left,
            waiting(row["findings"]),
            masked=bool(steps) and steps[-1].act is Act.REDACT,
            taken_down=any(each.taken_down_on for each in publications),
        ),
    }
    record = msgspec.convert(values, DisclosureRecord, strict=False)
    return msgspec.structs.replace(record, steps=steps, publications=publications)
