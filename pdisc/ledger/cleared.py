"""What was published, held against its approval: the facts behind the gate (`audience.py`).

Every published disclosure is held against its approval by the hash of its plan as it stands in the
table now, not by what another column says. Only what is asked about is looked at.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import takewhile
from operator import attrgetter
from typing import Any

import msgspec

from pdisc.audience import cleared, cleared_item, is_bound, sees, sees_hung, taken_down_on
from pdisc.dates.periods import Period
from pdisc.ledger.lookups import public_places
from pdisc.ledger.matters import matters
from pdisc.ledger.needed import needed
from pdisc.ledger.queries import listing, select
from pdisc.registers.facts import Facts
from pdisc.steps.disclosure import ANNULLED, Amendment
from pdisc.values.codes import public_number
from pdisc.values.matters import Matter
from pdisc.values.parts import Finding, Plan
from pdisc.words import Audience

AT_ONCE = 200
"""So many disclosures are looked at together where a list may end early."""


class Cleared:
    """What one audience may see of a ledger, found disclosure by disclosure."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        known: Facts,
        audience: Audience,
        besides: "Cleared | None" = None,
    ) -> None:
        """Take the small registers; with `besides` that one must see it, too."""
        self._connection = connection
        self._known = known
        self._audience = audience
        self._besides = besides
        self._seen: dict[str, bool] = {}
        self._gone: dict[str, date] = {}

    def shown(self, numbers: Iterable[str]) -> dict[str, tuple[Matter, Plan]]:
        """Return those of some disclosures that the audience sees, each with its approved plan."""
        wanted = list(numbers)
        found = {
            matter.number: (matter, plan)
            for matter, plan in self._bound(wanted)
            if not self._is_gone(matter) and sees(self._audience, matter)
        }
        if self._besides is not None:
            also = self._besides.shown(found)
            found = {number: pair for number, pair in found.items() if number in also}
        self._seen |= {number: number in found for number in wanted}
        for number, day in _annulled(self._connection, wanted):
            if number not in found:
                self._gone.setdefault(number, day)
        return found

    def gone(self, number: str) -> date | None:
        """Return since when a disclosure that the audience once saw is no longer out, or None."""
        return None if self.sees(number) else self._gone.get(number)

    def approved(self, number: str) -> Plan | None:
        """Return a disclosure's plan where it is, to the letter, one approved for the audience.

        Whether it was published isn't asked: what it becomes is prepared from this.
        """
        known = matters(self._connection, [number])
        plan = _plans_in_force(self._connection, [number]).get(number)
        approval = _approvals(self._connection, [number]).get(number)
        for matter in known:
            within = cleared(self._audience, matter.scope, matter.scope_detail)
            if plan and approval and within and is_bound(number, matter.code, plan, **approval):
                return plan
        return None

    def _is_gone(self, matter: Matter) -> bool:
        """Tell, and note, whether what the audience was told is out no longer.

        It was taken down, or the catalogue has meanwhile taken its item away from them; whichever
        came first is told, so that what the office does to it afterwards changes no answer.
        """
        if not cleared(self._audience, matter.scope, matter.scope_detail):
            return False
        days = (taken_down_on(matter.postings), self._narrowed_on(matter.code))
        since = min((day for day in days if day is not None), default=None)
        if since is not None and matter.bound:
            self._gone[matter.number] = since
        return since is not None

    def _narrowed_on(self, code: str) -> date | None:
        """Return when the catalogue took an item away from the audience; None where it didn't.

        That is the first of the versions that hold since; what is changed in them later is no
        news for anybody outside.
        """
        versions = sorted(self._known.versions(code), key=attrgetter("valid_from"))
        kept_from = takewhile(
            lambda version: not cleared_item(self._audience, version.scope), reversed(versions)
        )
        return min((version.recorded_on for version in kept_from), default=None)

    def seen_of(self, numbers: Sequence[str]) -> set[str]:
        """Return which of some disclosures exist for the audience."""
        if unknown := [number for number in numbers if number not in self._seen]:
            self.shown(unknown)
        return {number for number in numbers if self._seen[number]}

    def sees(self, number: str) -> bool:
        """Return whether one disclosure exists for the audience."""
        return bool(self.seen_of([number]))

    def hung(self, on: date) -> frozenset[str]:
        """Return of which items something was public for the audience before the ledger began.

        It was by a day, and wasn't taken down since; what is gone by now isn't told for an earlier
        day either. That is no disclosure of this ledger: it is told, and never counted.
        """
        cursor = self._connection.execute(
            "SELECT code, channel, occurred_on FROM inherited"
            " WHERE taken_down_on IS NULL AND occurred_on <= ?",
            (on.isoformat(),),
        )
        found = {
            code
            for code, channel, since in cursor
            if self._sees_hung(code, channel, date.fromisoformat(since))
        }
        return frozenset(found if self._besides is None else found & self._besides.hung(on))

    def _sees_hung(self, code: str, channel: str, since: date) -> bool:
        """Tell whether the audience sees it, by the item as it was then and as it is now."""
        versions = self._known.versions(code)
        then = self._known.item(code, max(since, self._known.since))
        return all(
            each is not None and sees_hung(self._audience, each.scope, channel)
            for each in (then, *versions[-1:])
        )

    def facts_on(self, on: date, within: Period, next_from: date) -> Facts:
        """Return what a report for the audience follows from: nothing that it doesn't see.

        What was recorded of obligations (无事项, 变更, 顺延 and the like) is the office's own.
        `next_from` is the day from which on the windows count of which a next date may come.
        """
        some = needed(
            self._connection,
            self._known.items,
            on=on,
            within=within,
            whole_from=next_from,
            accept=self.seen_of,
        )
        shown = self.shown(sorted(some.numbers))
        order = sorted(shown, key=lambda number: (number[:4], len(number), number))
        return msgspec.structs.replace(self._known, matters=tuple(shown[x][0] for x in order))

    def numbers(self, numbers: Iterable[str]) -> dict[str, str]:
        """Return the running numbers of some disclosures, whether they are seen or not."""
        places = public_places(self._connection, self._audience, list(numbers))
        return {number: public_number(self._audience, place) for number, place in places.items()}

    def in_order(self, ordered: Iterable[str]) -> Iterator[tuple[str, Plan | None]]:
        """Yield those of some disclosures that the audience sees, in the order given.

        What it saw and is no longer out comes without its plan.
        """
        batch: list[str] = []
        for number in ordered:
            batch.append(number)
            if len(batch) == AT_ONCE:
                yield from self._of_batch(batch)
                batch = []
        yield from self._of_batch(batch)

    def _of_batch(self, batch: list[str]) -> Iterator[tuple[str, Plan | None]]:
        shown = self.shown(batch)
        for number in batch:
            if number in shown:
                yield number, shown[number][1]
            elif number in self._gone:
                yield number, None

    def _bound(self, numbers: list[str]) -> Iterator[tuple[Matter, Plan]]:
        """Yield published disclosures under the title that was approved, each held against it."""
        plans = _plans_in_force(self._connection, numbers)
        approvals = _approvals(self._connection, numbers)
        for matter in matters(self._connection, numbers):
            plan = plans.get(matter.number)
            if matter.postings and plan:
                bound = is_bound(matter.number, matter.code, plan, **approvals[matter.number])
                yield msgspec.structs.replace(matter, title=plan.title, bound=bound), plan


def _annulled(connection: sqlite3.Connection, numbers: list[str]) -> Iterator[tuple[str, date]]:
    """Yield which disclosures had a publication annulled, each with the last day of that."""
    cursor = connection.execute(
        "SELECT number, amendments FROM disclosure"
        " WHERE number IN (SELECT value FROM json_each(?))",
        (listing(numbers),),
    )
    for number, amendments in cursor:
        if ANNULLED in amendments:
            each = msgspec.json.decode(amendments, type=tuple[Amendment, ...], strict=False)
            days = [x.on for x in each if x.act == ANNULLED and "实施（" in x.result]
            yield from ((number, max(days)) for _ in days[:1])


def _plans_in_force(connection: sqlite3.Connection, numbers: list[str]) -> dict[str, Plan]:
    latest = (
        "WHERE number IN (SELECT value FROM json_each(?)) AND version ="
        " (SELECT v.version FROM version v WHERE v.number = version.number"
        " ORDER BY v.version DESC LIMIT 1)"
    )
    return {
        row["number"]: msgspec.convert(row, Plan, strict=False)
        for row in select(
            connection, "version", Plan.__struct_fields__, latest, (listing(numbers),)
        )
    }


def _approvals(connection: sqlite3.Connection, numbers: list[str]) -> dict[str, dict[str, Any]]:
    cursor = connection.execute(
        "SELECT number, approved_sha256, findings FROM disclosure"
        " WHERE number IN (SELECT value FROM json_each(?))",
        (listing(numbers),),
    )
    return {
        number: {
            "approved_sha256": sha256,
            "findings": msgspec.json.decode(findings, type=tuple[Finding, ...]),
        }
        for number, sha256, findings in cursor
    }
