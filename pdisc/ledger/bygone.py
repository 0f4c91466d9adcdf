"""The registers as they stood at any entry of the journal: who might do what then, by which rules.

The journal is replayed disclosure by disclosure, so that question comes in no order of time. What
registers say changes seldom: their changes are kept, and what followed from them is made when asked
for, and kept while it is asked again.
"""

from bisect import bisect_left
from datetime import date
from functools import lru_cache
from typing import Any

import msgspec

from pdisc.clock import beijing_date
from pdisc.dates.workdays import FIXED_FROM, NEVER, Calendar, calendar_of
from pdisc.events.entry import Entry
from pdisc.ledger.registers import fact_of
from pdisc.registers import registry
from pdisc.registers.items import TABLE as ITEM
from pdisc.registers.items import CatalogItem, version_on
from pdisc.registers.lifts import MarkLifted
from pdisc.registers.opening import TABLE as OFFICE
from pdisc.registers.register import FactTable
from pdisc.registers.registry import Earlier
from pdisc.registers.settings import TABLE as SETTING
from pdisc.registers.settings import Setting
from pdisc.registers.staff import TABLE as TERM
from pdisc.registers.workdays import DAYS, NOTICES
from pdisc.registers.written import Delete, Insert, Values, Written
from pdisc.rules import RuleBook
from pdisc.steps.evolve import IllegalHistory
from pdisc.steps.hanging import BOARD_RULE, NOTICE_RULE
from pdisc.steps.policy import Policy, Roster
from pdisc.values.filing import PATTERN

_ASKED = {table.name: table for table in (OFFICE, ITEM, SETTING, TERM, NOTICES, DAYS)}
"""What a decision may look at."""

_UNKNOWN_ONCE = {NOTICE_RULE: "0", BOARD_RULE: "0", "档号格式": PATTERN}
"""Rules that an older ledger may never have heard of, and what held without them."""

ONE_ANSWER = 3
"""The generation of the guards to which the version that an item has on its first day holds before
it, too. To those before it that was the one recorded first, even where it never held."""

_KEPT = 64
"""So many states of a register are kept: whoever asks goes on from about the same time."""


class Bygone:
    """What the registers said, entry by entry."""

    def __init__(self, earlier: Earlier) -> None:
        """Begin before the first entry; `earlier` finds what an annulment takes back."""
        self._earlier = earlier
        self._seqs: dict[tuple[str, str], list[int]] = {}
        self._changes: dict[tuple[str, str], list[Written]] = {}
        self._lifted: dict[tuple[str, str], int] = {}
        self._standing: list[int] = []
        self._office = lru_cache(_KEPT)(self._office_after)
        self._facts = lru_cache(_KEPT)(self._facts_after)
        self._rules = lru_cache(_KEPT)(self._rules_after)
        self._roster = lru_cache(_KEPT)(self._roster_after)
        self._calendar = lru_cache(_KEPT)(self._calendar_after)

    def take(self, entry: Entry) -> None:
        """Remember what one entry does to the registers; they come in the journal's order."""
        if isinstance(entry.event, MarkLifted):
            lifted = entry.event.code, entry.event.document_number
            self._lifted.setdefault(lifted, entry.seq)
        for change in registry().rows(entry, self._earlier):
            name, key = change.key
            if name in _ASKED:
                part = name, str(key[0]) if name == ITEM.name else ""
                self._seqs.setdefault(part, []).append(entry.seq)
                self._changes.setdefault(part, []).append(change)
                if not part[1]:
                    self._standing.append(entry.seq)

    def policy(self, entry: Entry, code: str = "", pieces: dict[str, int] | None = None) -> Policy:
        """Return what the decision about an entry could look at, its own day being today.

        Raises IllegalHistory for an item that no catalogue of that time knew.
        """
        seq = entry.seq
        versions = self.versions(code, seq) if code else ()
        if code and not versions:
            raise IllegalHistory(f"目录里没有编号“{code}”")
        item = version_on(versions, entry.on)
        if versions and entry.guards < ONE_ANSWER:
            first = versions[0]
            item = item if first.valid_from <= entry.on else first
            versions = (msgspec.structs.replace(first, valid_from=date.min), *versions)
        since, roster, rules, calendar = self._office(
            bisect_left(self._standing, seq), entry.guards
        )
        return Policy(
            today=beijing_date(entry.recorded_at),
            since=since,
            roster=roster,
            rules=rules,
            calendar=calendar,
            item=item,
            versions=versions,
            pieces=pieces or {},
            guards=entry.guards,
        )

    def _office_after(self, count: int, guards: int) -> tuple[date, Roster, RuleBook, Calendar]:
        """Return all that holds for every item after so many changes to the registers."""
        seq = self._standing[count - 1] + 1 if count else 0
        (office,) = self._facts((OFFICE.name, ""), self._count(OFFICE, seq))[:1] or (None,)
        if office is None:
            raise IllegalHistory("在建账之前")
        told = self._count(NOTICES, seq), self._count(DAYS, seq)
        return (
            office.since,
            self._roster(self._count(TERM, seq), guards),
            self._rules(self._count(SETTING, seq)),
            self._calendar(*told, FIXED_FROM if guards else NEVER),
        )

    def was_lifted(self, code: str, document_number: str, before: int) -> bool:
        """Return whether a paper that lets a mark on an item pass was recorded before an entry."""
        return self._lifted.get((code, document_number), before) < before

    def knew_item(self, code: str, before: int) -> bool:
        """Return whether the catalogue ever had an item of that code before an entry."""
        return bool(self.versions(code, before))

    def versions(self, code: str, seq: int) -> tuple[CatalogItem, ...]:
        """Return the versions of an item that the catalogue had before an entry."""
        found: tuple[CatalogItem, ...] = self._facts(
            (ITEM.name, code), self._count(ITEM, seq, code)
        )
        return found

    def _count(self, table: FactTable, seq: int, part: str = "") -> int:
        """Return how many changes of a table came before an entry."""
        return bisect_left(self._seqs.get((table.name, part), ()), seq)

    def _facts_after(self, part: tuple[str, str], count: int) -> tuple[Any, ...]:
        """Return what a table held after so many changes, in its order."""
        table = _ASKED[part[0]]
        rows: dict[Any, Values] = {}
        for change in self._changes.get(part, [])[:count]:
            if isinstance(change, Insert):
                rows[change.key] = change.values
            elif isinstance(change, Delete):
                rows.pop(change.key, None)
            elif change.key in rows:
                rows[change.key] = {**rows[change.key], **change.values}
        held = sorted(rows.values(), key=lambda row: [row[name] for name in table.order])
        return tuple(fact_of(table, row) for row in held)

    def _rules_after(self, count: int) -> RuleBook:
        """Return the rules; a limit that came with a later program limits nothing before it."""
        part = (SETTING.name, "")
        known = self._facts(part, count)
        later: dict[str, Any] = {each.name: None for each in known}
        for each in self._facts(part, len(self._changes.get(part, ()))):
            later.setdefault(each.name, _unlimited(each))
        for name, value in _UNKNOWN_ONCE.items():
            later.setdefault(name, _as_if(name, value))
        return RuleBook((*known, *filter(None, later.values())))

    def _roster_after(self, count: int, guards: int) -> Roster:
        return Roster(self._facts((TERM.name, ""), count), guards=guards)

    def _calendar_after(self, notices: int, days: int, fixed_from: int) -> Calendar:
        known = self._facts((DAYS.name, ""), days), self._facts((NOTICES.name, ""), notices)
        return calendar_of(*known, fixed_from=fixed_from)


def _as_if(name: str, value: str) -> Setting:
    return Setting(
        name=name, value=value, unit="", basis="", assumed=False, valid_from=date(1949, 10, 1)
    )


def _unlimited(rule: Setting) -> Setting:
    """Return a rule of a later program as it binds an earlier act: a number of days is none."""
    return msgspec.structs.replace(rule, value="0") if rule.value.isdecimal() else rule
