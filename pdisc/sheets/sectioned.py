"""A paper in sections as a page: how 月报, 季报 and 年度通报 look alike."""

from collections.abc import Iterator
from datetime import date

from pdisc.sheets.sections import Section, SectionedSheet, numbered
from pdisc.sheets.sheet import Headline, Listing, PageLook, Para, Sheet, SheetBlock, SignedBy


def paged(paper: SectionedSheet, look: PageLook, *, on: date) -> Sheet:
    """Return a paper in sections as a sheet dated by the day given."""
    return Sheet(
        title=paper.title, on=on, look=look, blocks=tuple(_blocks(paper)), footer=paper.footer
    )


def _blocks(paper: SectionedSheet) -> Iterator[SheetBlock]:
    yield Headline(paper.title)
    if paper.subtitle:
        yield Para(text=paper.subtitle, manner="centre")
    if paper.to:
        yield Para(text=paper.to, manner="plain", space=0.5)
    if paper.opening:
        yield Para(text=paper.opening)
    for heading, section in numbered(paper.sections):
        yield from _section(heading, section)
    if paper.signed:
        yield SignedBy(paper.signed)
    for place, line in enumerate(paper.fields, start=1):
        last = place == len(paper.fields) and not paper.foot
        yield Para(text=line, manner="plain", space=0.5, kept=not last)
    if paper.foot:
        yield Para(text=paper.foot, manner="note", space=0.5)


def _section(heading: str, section: Section) -> Iterator[SheetBlock]:
    yield Para(text=heading, manner="head", space=1 / 3)
    for line in section.lines:
        yield Para(text=line, kept=section.grid is not None)
    if section.grid is not None:
        yield Listing(name=section.heading, grid=section.grid)
