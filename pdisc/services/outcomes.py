"""What acts on disclosures led to: of one, or of several in one transaction."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec

from pdisc.values.filed_records import Filed
from pdisc.values.grouping import grouped
from pdisc.values.records import DetailRecord, EventRecord


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a step led to: the disclosure as it stands now, the 回执, and what to tell her."""

    disclosure: DetailRecord
    receipt: str | None
    notices: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    """What each of several steps came to that were done at once, e.g. the channels used."""
    filed: Filed | None = None
    """Of 归档: what is in the dossier, and which papers it lacks."""

    def telling(self, *told: str) -> "Outcome":
        """Return the same with more to tell."""
        return msgspec.structs.replace(self, notices=(*self.notices, *told))


class Outcomes(msgspec.Struct, frozen=True, kw_only=True):
    """What one act on several disclosures led to, with the 回执 of the last entry."""

    each: tuple[Outcome, ...]
    receipt: str | None
    notices: tuple[str, ...] = ()


class Entries(msgspec.Struct, frozen=True, kw_only=True):
    """What several entries in a register led to that were made at once, with the last 回执."""

    events: tuple[EventRecord, ...]
    receipt: str | None
    notices: tuple[str, ...] = ()

    @classmethod
    def of(cls, found: Sequence[Any]) -> "Entries":
        """Return several entries as one answer; what is to be told of one names its subject."""
        told = [(each.event.subject, each.notices) for each in found]
        events = tuple(each.event for each in found)
        return cls(events=events, receipt=found[-1].receipt, notices=told_once(told))


def of_one(found: Sequence[Outcome]) -> Outcome:
    """Return what several acts on one disclosure led to in the end, with all that is to be told."""
    told = tuple(dict.fromkeys(notice for each in found for notice in each.notices))
    results = tuple(dict.fromkeys(each.disclosure.steps[-1].result for each in found))
    return msgspec.structs.replace(found[-1], notices=told, results=results)


def of_all(found: Sequence[Outcome]) -> Outcomes:
    """Return what acts on several disclosures led to, each as it stands in the end.

    What is to be told of one names it; what is told of all is said once.
    """
    of = grouped((each.disclosure.number, each) for each in found)
    return Outcomes(
        each=tuple(map(of_one, of.values())),
        receipt=found[-1].receipt,
        notices=told_once([(each.disclosure.number, each.notices) for each in found]),
    )


def told_once(told: Sequence[tuple[str, Sequence[str]]]) -> tuple[str, ...]:
    """Return what is to be told of several things: of all together, else of each by its name."""
    names = dict.fromkeys(name for name, _ in told)
    pairs = dict.fromkeys((name, notice) for name, notices in told for notice in notices)
    count = Counter(notice for _, notice in pairs)
    return tuple(
        dict.fromkeys(
            notice if count[notice] == len(names) or name in notice else f"{name}：{notice}"
            for name, notice in pairs
        )
    )
