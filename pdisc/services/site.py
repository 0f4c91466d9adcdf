"""网页: the pages of one audience, made of what is cleared for it and of nothing else."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from pdisc.errors import Refused
from pdisc.ledger.filestore import kept_bytes
from pdisc.ledger.folder import Folder
from pdisc.ledger.reading import Reading
from pdisc.render.site_pages import site_files
from pdisc.services.cleared_lookup import public_records
from pdisc.services.cleared_reporting import next_dates
from pdisc.services.lookup import shown
from pdisc.sheets.site import Site, SiteEntry
from pdisc.values.channels import base_of
from pdisc.values.parts import Plan, StoredFile
from pdisc.values.records import DetailRecord, PublicRecord
from pdisc.words import Audience, Channel, Scope, State

if TYPE_CHECKING:
    from pdisc.ledger.cleared import Cleared


class PageKeys:
    """Under which names pages lie: lasting, and telling nothing that isn't on the page itself.

    A name follows from the item and the approved plan, not from the ledger's own numbers. Of two
    matters that read alike the one that came out later gets another name.
    """

    def __init__(self, ledger_id: str) -> None:
        """Begin with none; the same texts in another ledger have other names."""
        self._ledger_id = ledger_id
        self._given: dict[str, int] = {}

    def of(self, code: str | None, plan: Plan) -> str:
        """Return a new name for a page; asked for in the order in which matters came out."""
        files = [each.sha256 for each in plan.files]
        told = (code or "", plan.title, plan.content, plan.window or "", *files)
        key = self._hashed("页", *told)
        count = self._given[key] = self._given.get(key, 0) + 1
        return key if count == 1 else f"{key}-{count}"

    def site(self, audience: Audience) -> str:
        """Return the lasting name of the site itself, for feeds."""
        return self._hashed("网页", audience)

    def _hashed(self, *texts: str) -> str:
        told = json.dumps((self._ledger_id, *texts), ensure_ascii=True)
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def site_of(reading: Reading, audience: Audience, on: date, also: Sequence[str] = ()) -> Site:
    """Return the site of an audience outside the office; `also` are pages to be prepared.

    Raises Refused for one that can't be put on 网站, NotFound where there is none of that number.
    """
    cleared = reading.cleared(audience)
    told = dict(cleared.in_order(reading.public_order(audience)))
    plans = {number: plan for number, plan in told.items() if plan is not None}
    records = public_records(reading, cleared, plans)
    keys = PageKeys(reading.ledger_id())
    entries = {
        number: SiteEntry(
            record=records[number], files=plan.files, key=keys.of(records[number].code, plan)
        )
        for number, plan in plans.items()
    }
    return Site(
        key=keys.site(audience),
        unit=reading.registers.unit,
        audience=audience,
        on=on,
        entries=tuple(sorted(entries.values(), key=_newest_first)),
        gone=_gone(cleared, [number for number in told if number not in plans]),
        report=next_dates(reading, audience, on=on, as_of=None, today=on),
        prepared=tuple(
            _prepared(reading, cleared, number, on, keys=keys, out=entries) for number in also
        ),
    )


def files_of(ledger: Folder, site: Site) -> Iterator[tuple[str, bytes]]:
    """Yield the site's files with their bytes; StorageFailed where an attachment is gone."""
    for name, data in site_files(site):
        if isinstance(data, StoredFile):
            yield name, kept_bytes(ledger, data.name, data.sha256)
        else:
            yield name, data


def _newest_first(entry: SiteEntry) -> tuple[int, str]:
    day = entry.record.published_on or date.min
    return -day.toordinal(), entry.key


def _gone(cleared: "Cleared", numbers: Sequence[str]) -> tuple[PublicRecord, ...]:
    """Return the line of each matter that is no longer out: its number and the day."""
    known = cleared.numbers(numbers)
    return tuple(
        PublicRecord(public_number=known[number], taken_down_on=cleared.gone(number))
        for number in numbers
    )


def _prepared(
    reading: Reading,
    cleared: "Cleared",
    typed: str,
    on: date,
    *,
    keys: PageKeys,
    out: Mapping[str, SiteEntry],
) -> SiteEntry:
    """Return the page of an approved matter whose 网站 is still open.

    What is `out` to everybody already, on a board say, stands among the others.
    """
    record = shown(reading, typed)
    plan = cleared.approved(record.number)
    _require_open(record, approved=plan is not None)
    assert plan is not None, "what isn't approved was refused"
    if record.number in out:
        return out[record.number]
    held = cleared.numbers([record.number])
    told = PublicRecord(
        public_number=held.get(record.number, ""),
        code=record.code,
        item=record.item,
        title=plan.title,
        scope=record.scope,
        channels=record.channels,
        window=record.window,
        content=plan.content,
        published_on=min((each.on for each in record.publications), default=on),
    )
    key = keys.of(record.code, plan)
    return SiteEntry(record=told, files=plan.files, key=key, prepared=True)


def _require_open(record: DetailRecord, *, approved: bool) -> None:
    """Raise Refused where 网站 isn't what comes next for a disclosure."""
    number, look = record.number, f"pdisc show {record.number}"
    online = [each for each in record.channels if base_of(each) is Channel.WEBSITE]
    waiting = [each for each in record.open_channels if base_of(each) is Channel.WEBSITE]
    if record.scope is not Scope.SOCIETY:
        raise Refused(f"{number} 的公开范围是“{record.scope}”，不能上网", next_step=look)
    if online and not waiting and record.state in (State.APPROVED, State.PUBLISHED):
        raise Refused(f"{number} 的网站已经公开过了，网页里本来就有", next_step=look)
    if record.state is not State.APPROVED or not approved:
        raise Refused(f"{number} 现在是“{record.state}”，批准公开以后才能准备网页", next_step=look)
    if not waiting:
        raise Refused(f"{number} 批准的公开形式里没有网站", next_step=look)
