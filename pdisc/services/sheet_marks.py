"""A sheet that comes back is looked through for marks of secrecy before all else is asked of it.

A mark stops it whatever else is wrong with it, and wherever it stands: in a cell, a remark, a
column of somebody's own, a hidden row, the title, a property. Nothing of it is quoted, and where it
stands is told in our own words only: a worksheet's name is somebody's text, too.
"""

import re
from collections.abc import Iterator, Sequence

from pdisc.errors import Problem
from pdisc.screening.hits import Hit, Severity
from pdisc.screening.house import SHIPPED
from pdisc.screening.office.unseen_excel import span_of
from pdisc.services.acting import NOWHERE, signing
from pdisc.services.filled_in import Brought, SheetPlace, place_in, read_filled
from pdisc.services.guard import marked
from pdisc.services.once import file_hits
from pdisc.services.station import Signing, Station
from pdisc.services.target import Target
from pdisc.sheets.fill_forms import CARRYING, CATALOG, QUARTER

ACTS = {QUARTER: QUARTER, CARRYING: CARRYING, CATALOG: f"{CATALOG}核定"}
"""How taking a sheet in is called in the journal, by the word in its 表号."""

MOST_TOLD = 3
"""So many places are named in one sentence."""
ELSEWHERE = "表里要填的格子以外（批注、属性、工作表名、别的工作表等）"
LOOK = "看在哪里：pdisc screen 文件"

_CELL = r"工作表“(?P<sheet>.*)”!(?P<letters>[A-Z]{1,3})(?P<row>\d+)"


def refuse_marked(station: Station, given: Signing, file: Brought, word: str) -> None:
    """Raise Refused (保密), which is recorded, for a mark anywhere in a file to be taken in.

    `word` is the kind of sheet that is asked for. The office's own banned words are asked of what
    is filled in only: an item's name may hold one. Raises UsageError where the file can't be read.
    """
    said = station.files.extract(file.data, file.path.name)
    if said.problem:
        read_filled(file)  # says in its own words why it can't
        raise file.unread(said.problem)
    hits = [hit for hit in file_hits(said, house=SHIPPED) if hit.severity is Severity.STOP]
    if not hits:
        return
    place = place_in(file)
    act = ACTS[place.word if place else word]
    cells = tuple(_cells(hits, place)) if place else ()
    told = [f"{act}表第{each.row}行“{each.column}”" for each in cells[:MOST_TOLD]]
    refusal = marked("、".join(told) or ELSEWHERE, hits[0].kind, LOOK)
    refusal.problems = cells
    with signing(station, given, Target(number=NOWHERE, name=act)):
        raise refusal


def _cells(hits: Sequence[Hit], place: SheetPlace) -> Iterator[Problem]:
    """Yield the cells of the sheet itself that bear a mark, each once, by row and column."""
    told = set()
    for hit in hits:
        found = re.match(_CELL, hit.where)
        if found is None or found["sheet"] != place.sheet:
            continue
        row, span = int(found["row"]), span_of(f"{found['letters']}{found['row']}")
        titles = place.titles if span and row > place.head else {}
        column = titles.get(span[0][1] if span else 0, found["letters"])
        problem = Problem(row, column, f"带有{hit.kind}")
        if problem not in told:
            told.add(problem)
            yield problem
