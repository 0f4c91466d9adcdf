"""A site as files: pages, style, search and feed; the same site gives the same bytes."""

import json
import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from pdisc.render.pages import page_maker
from pdisc.report.public import BEFORE
from pdisc.sheets.site import NEWEST, Site, SiteEntry, items_of
from pdisc.shipped import data_text
from pdisc.text import trimmed
from pdisc.values.parts import StoredFile
from pdisc.words import Audience

SiteFile = bytes | StoredFile
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、[^。；]{1,40}")
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}")


def site_files(site: Site) -> Iterator[tuple[str, SiteFile]]:
    """Yield each file by its path within the site, index.html first."""
    page = page_maker("site")
    years = site.years
    shared: dict[str, Any] = {
        "site": site,
        "years": list(years),
        "inside": is_inside(site),
        "feed_id": site.key,
    }

    def made(template: str, root: str, **values: Any) -> bytes:
        return page(template, root=root, **shared, **values).encode()

    yield "index.html", made("index.html", "", newest=site.entries[:NEWEST])
    yield "catalog.html", made("catalog.html", "", groups=items_of(site), before=BEFORE)
    for year, entries in years.items():
        yield f"{year}.html", made("year.html", "", year=year, entries=entries)
    if site.gone:
        yield "gone.html", made("gone.html", "")
    by_number = {each.record.public_number: each for each in site.entries}
    for entry in (*site.entries, *(each for each in site.prepared if each.prepared)):
        yield from _entry_files(entry, made, by_number)
    yield "style.css", data_text("site/style.css").encode()
    yield "search.js", data_text("site/search.js").encode()
    yield "pages.js", _search_data(site)
    updated = max((each.record.published_on or site.on for each in site.entries), default=site.on)
    yield "feed.xml", made("feed.xml", "", newest=site.entries[:NEWEST], updated=updated)


def is_inside(site: Site) -> bool:
    """Return whether a site is for members of the Party alone."""
    return site.audience is not Audience.SOCIETY


def _entry_files(
    entry: SiteEntry, made: Any, by_number: dict[str, SiteEntry]
) -> Iterator[tuple[str, SiteFile]]:
    """Yield a disclosure's page, and its attachments beside it under names of ours."""
    record = entry.record
    files = []
    for place, file in enumerate(entry.files, start=1):
        found = _SUFFIX.fullmatch(PurePosixPath(file.name).suffix)
        name = f"{place}{found[0].lower() if found else ''}"
        files.append((name, file))
        yield f"p/{entry.key}/{name}", file
    linked = {name: by_number.get(getattr(record, name) or "") for name in LINKS}
    yield (
        entry.path,
        made("entry.html", "../../", entry=entry, files=files, blocks=_blocks(entry), **linked),
    )


LINKS = ("corrects", "corrected_by")


def _blocks(entry: SiteEntry) -> list[tuple[str, str]]:
    """Return the text as headings and paragraphs, one a line as it was typed."""
    lines = (trimmed(line) for line in (entry.record.content or "").splitlines())
    return [("h2" if _HEADING.fullmatch(line) else "p", line) for line in lines if line]


def _search_data(site: Site) -> bytes:
    """Return what is searched as a script: a page opened from a folder can't fetch anything."""
    told = [
        {
            "n": each.record.public_number,
            "t": each.record.title,
            "i": each.record.item,
            "c": each.record.content,
            "d": str(each.record.published_on or ""),
            "u": each.path,
        }
        for each in site.entries
    ]
    text = json.dumps(told, ensure_ascii=True, separators=(",", ":"))
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return f"window.pages = {text};\n".encode()
