"""From journal entries to table rows: pure, so that a replay gives the same rows again."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any, TypeAlias

import msgspec

from pdisc.audience import numbered_for
from pdisc.events.amendments import Annulled
from pdisc.events.entry import Entry
from pdisc.registers import registry
from pdisc.registers.registry import Earlier
from pdisc.registers.templates import TemplateSet
from pdisc.registers.written import (
    Delete,
    Insert,
    Rows,
    Update,
    Values,
    Written,
    stored_values,
)
from pdisc.steps.disclosure import Disclosure, Publication, Step
from pdisc.steps.hanging import Hung, force_of
from pdisc.values.codes import number_parts
from pdisc.values.matters import ActDone
from pdisc.values.parts import COLUMN_OF, Plan, StoredFile
from pdisc.words import Audience, State

KEYS = {
    "disclosure": ("number",),
    "version": ("number", "version"),
    "step": ("seq",),
    "publication": ("number", "channel"),
    "publicnumber": ("audience", "place"),
    "storedfile": ("sha256",),
}
"""The tables of the disclosures, and what a row of each is found by."""


def primary_keys() -> dict[str, tuple[str, ...]]:
    """Return every table that is projected, with its key, in an order fit for insertion."""
    return {table.name: table.key for table in registry().tables.values()} | KEYS


def new_row(table: str, values: Values) -> Insert:
    """Return one whole row, every value in the form of its column."""
    stored = stored_values(values)
    return Insert((table, tuple([stored[name] for name in KEYS[table]])), stored)


def _spread(kind: type[msgspec.Struct]) -> Callable[[Any], Values]:
    """Return what spreads a value of a kind over columns."""
    columns = [COLUMN_OF.get(field, field) for field in kind.__struct_fields__]
    cells = attrgetter(*kind.__struct_fields__)
    return lambda value: dict(zip(columns, cells(value), strict=True))


_PLAN = _spread(Plan)
_STEP = _spread(Step)
_PUBLICATION = _spread(Publication)


def disclosure_rows(disclosure: Disclosure | None) -> Rows:
    """Return all rows that show one disclosure as it stands."""
    if disclosure is None:
        return {}
    of = {"number": disclosure.number}
    rows = [new_row("disclosure", _disclosure_values(disclosure))]
    rows += [new_row("version", of | _PLAN(plan)) for plan in disclosure.plans]
    rows += [new_row("step", of | _STEP(step)) for step in disclosure.steps]
    rows += [new_row("publication", of | _PUBLICATION(each)) for each in disclosure.publications]
    return {row.key: row.values for row in rows}


Acted: TypeAlias = Step | ActDone


def answer_columns(acts: Sequence[Acted], postings: Sequence[Hung]) -> Values:
    """Return what is kept of a disclosure so that due dates find it by index (`needed.py`)."""
    force = force_of(postings)
    return {
        "proposed_seq": acts[0].seq,
        "last_on": max(act.on for act in acts),
        "published_seq": postings[0].seq if postings else None,
        "published_on": force[0] if force else None,
        "in_force_until": force[1] if force else None,
        "refused_on": next((act.on for act in acts if act.state is State.REFUSED), None),
    }


_FILED = (
    *("archive_number", "series", "piece", "retention"),
    *("opinion_result", "dossier", "manifest_sha256"),
)
"""What of its filing stands in the row of a disclosure."""


def _disclosure_values(d: Disclosure) -> Values:
    year, counter = number_parts(d.number)
    return {
        "number": d.number,
        "year": year,
        "counter": counter,
        "code": d.code,
        "item": d.item,
        "title": d.plan.title,
        "state": d.state,
        "scope": d.scope,
        "scope_detail": d.scope_detail,
        "channels": d.channels,
        "planned_on": d.plan.planned_on,
        "period": d.window,
        "occurred_on": d.occurred_on,
        "office": d.plan.office,
        "proposed_by": d.plans[0].author,
        "version": d.plan.version,
        "content": d.plan.content,
        "content_sha256": d.content_sha256,
        "approved_sha256": d.approval.content_sha256 if d.approval else None,
        "public_notice": d.plan.public_notice,
        "escalated_to": d.escalated_to,
        "findings": d.findings,
        "corrects": d.corrects,
        "amendments": d.amendments,
        **answer_columns(d.steps, d.publications),
        **{name: getattr(d.filing, name, None) for name in _FILED},
    }


def file_rows(entry: Entry) -> Rows:
    """Return the rows that name the files an entry brought in."""
    event = entry.event
    plan = getattr(event, "plan", None)
    files: tuple[StoredFile, ...] = (plan.files if plan else ()) + getattr(event, "evidence", ())
    if isinstance(event, TemplateSet):
        files = (event.file,)
    if not files:
        return {}
    rows = (
        new_row("storedfile", {"sha256": file.sha256, "size": file.size, "seq": entry.seq})
        for file in files
    )
    return {row.key: row.values for row in rows}


def written_rows(before: Disclosure | None, after: Disclosure | None) -> Iterable[Written]:
    """Yield what leads from the rows of one disclosure to those of its next state."""
    held, wanted = disclosure_rows(before), disclosure_rows(after)
    for key, values in wanted.items():
        if key not in held:
            yield Insert(key, values)
        elif changed := {name: new for name, new in values.items() if held[key][name] != new}:
            yield Update(key, changed)
    yield from (Delete(key) for key in held if key not in wanted)


Held = Callable[[str], Iterable[str]]
"""By which audiences a disclosure is known by a running number."""


class Numbering:
    """Gives out the running numbers of the audiences outside the office, at first publication."""

    def __init__(self, last: Mapping[str, int], held: Held) -> None:
        """Go on behind the last number that each audience has; where there is none, from 1.

        `held` tells by which audiences a disclosure is known already: its number never changes.
        """
        self._last = dict(last)
        self._held = held
        self._known: dict[str, set[str]] = {}

    def rows(
        self, entry: Entry, before: Disclosure | None, after: Disclosure | None
    ) -> Iterator[Insert | Delete]:
        """Yield the rows of the numbers that one entry gives, or takes back."""
        number = entry.subject
        if isinstance(entry.event, Annulled):
            for audience, place in entry.event.numbers.items():
                self._audiences(number).discard(audience)
                self._last[audience] = place - 1
                yield Delete(("publicnumber", (str(audience), place)))
            return
        for audience in newly_numbered(before, after):
            if audience not in self._audiences(number):
                self._audiences(number).add(audience)
                self._last[audience] = place = self._last.get(audience, 0) + 1
                yield new_row(
                    "publicnumber", {"audience": audience, "place": place, "number": number}
                )

    def _audiences(self, number: str) -> set[str]:
        if number not in self._known:
            self._known[number] = set(self._held(number))
        return self._known[number]


def newly_numbered(before: Disclosure | None, after: Disclosure | None) -> tuple[Audience, ...]:
    """Return for which audiences a step is the first by which something is published at all."""
    if after is None or not is_first_publication(before, after):
        return ()
    return numbered_for(after.scope, after.scope_detail)


def is_first_publication(before: Disclosure | None, after: Disclosure | None) -> bool:
    """Return whether a step was the first by which a disclosure was published anywhere."""
    return bool(after and after.publications) and not (before and before.publications)


class Registers:
    """The rows that the entries of the registers give, entry by entry: they stay few."""

    def __init__(self, earlier: Earlier) -> None:
        """Begin before the first entry; `earlier` finds what an annulment takes back."""
        self.rows: Rows = {}
        self._earlier = earlier

    def take(self, entry: Entry) -> None:
        """Play one entry; raises ValueError where it changes a row that no earlier one made."""
        for change in registry().rows(entry, self._earlier):
            if isinstance(change, Insert):
                self.rows[change.key] = change.values
            elif change.key not in self.rows:
                raise ValueError(f"没有可改的一行：{change.key}")
            elif isinstance(change, Update):
                self.rows[change.key] = {**self.rows[change.key], **change.values}
            else:
                del self.rows[change.key]
