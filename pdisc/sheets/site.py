"""What stands on a website for one audience: entries and items, before pages are made of them."""

from collections.abc import Iterable
from datetime import date

import msgspec

from pdisc.report.public import PublicReport, PublicRow
from pdisc.values.grouping import grouped
from pdisc.values.parts import StoredFile
from pdisc.values.records import PublicRecord
from pdisc.words import Audience

NEWEST = 20
"""So many stand on the first page."""


class SiteEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One disclosure: its record, its attachments, and the folder in which its page lies for good.

    `key` is the same before and after its publication, so that an address that was recorded stays
    right; nothing can be read out of it. `prepared`: it is approved, and not out on 网站 yet.
    """

    record: PublicRecord
    files: tuple[StoredFile, ...]
    key: str
    prepared: bool = False

    @property
    def path(self) -> str:
        """Where its page lies in the site."""
        return f"p/{self.key}/index.html"


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """A whole site: what is out, newest first, what was taken down, and the catalogue.

    `key` names it for good in feeds. `gone` are running numbers with the day on which each went.
    `prepared` were asked for besides: what of them isn't out yet is named on no other page.
    """

    key: str
    unit: str
    audience: Audience
    on: date
    entries: tuple[SiteEntry, ...]
    gone: tuple[PublicRecord, ...]
    report: PublicReport
    prepared: tuple[SiteEntry, ...] = ()

    @property
    def years(self) -> dict[int, list[SiteEntry]]:
        """The entries by the year of their first publication, newest year first."""
        pairs = ((each.record.published_on, each) for each in self.entries)
        return grouped((day.year, each) for day, each in pairs if day is not None)


class SiteItem(msgspec.Struct, frozen=True):
    """One item of the catalogue with what is out for it, newest first."""

    row: PublicRow
    entries: tuple[SiteEntry, ...]


def items_of(site: Site) -> dict[str, list[SiteItem]]:
    """Return the items by their 一级目录, each with its entries."""
    by_code = grouped((each.record.code, each) for each in site.entries)
    rows: Iterable[PublicRow] = site.report.rows
    return grouped((row.level1, SiteItem(row, tuple(by_code.get(row.code, ())))) for row in rows)
