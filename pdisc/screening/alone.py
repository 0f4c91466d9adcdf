"""What shows where a cell or a line stands by itself, whatever its neighbours say.

A table and a text are screened as one, with all that stands around. But an office mark (不公开,
讨论稿) is one by itself; so is a mark of secrecy in a cell, except a bare grade: a form and a list
of grades have those in their columns, and only the table tells which it is. And a number that ends
a line before a line of digits is also read without them.
"""

from collections.abc import Iterable, Iterator, Set
from typing import TYPE_CHECKING

import msgspec

from pdisc.screening.hits import Hit, Severity
from pdisc.screening.house import HouseRules
from pdisc.screening.rows import compiled
from pdisc.screening.screen import screen_text

if TYPE_CHECKING:
    from pdisc.screening.files.laid import Part, Place

_MAY_BE_MARKED = (
    r"密|㊙|内\s{0,4}[部资]|保\s{0,4}[存管]|[后毕][^,，。;\n\t]{0,10}[收退交清销焚毁归]|勿|不[得准许]|禁"
    r"|未经|传\s{0,4}阅|供|稿|公\s{0,4}开|免\s{0,4}[于予]"
)
_LONG = "(?:[0-9０-９XxＸｘ][ -]?){11,40}+"
_GOES_ON = (
    rf"(?<![0-9０-９]){_LONG}(?=[\r\u3000]?\n[ \u3000]{{0,20}}[0-9０-９])"
    rf"|(?:(?<=[0-9０-９XxＸｘ]\n)|(?<=[0-9０-９XxＸｘ][ \r]\n)){_LONG}"
)
"""Digits enough for a number, on a line before or behind a line of digits."""
_LOWEST = r"\s*内\s*部\s*[资材文]\s*[料件]\s*"
"""The level below the grades, where a row has all levels: the table as a whole tells it."""
_BARE_GRADE = r"\s*[绝絕机機秘祕]\s*密\s*[级級件]?\s*"


def alone_hits(part: "Part", whole: Iterable[Hit], house: HouseRules) -> Iterator[Hit]:
    """Yield what shows in the places of a text, besides what the text as a `whole` shows."""
    if not part.places or part.joined:
        return
    whole = tuple(whole)
    looked_at = _worth_a_look(part, {end for hit in whole for end in (hit.start, hit.end)})
    if not looked_at:
        return
    told = {(part.place_at(hit.end - 1, hit.end), hit.kind, hit.excerpt) for hit in whole}
    known: dict[str, tuple[Hit, ...]] = {}
    for place, severities in looked_at.items():
        text = part.text[place.start : place.end]
        if text not in known:
            known[text] = screen_text(text, where="", house=house)
        for hit in known[text]:
            if hit.severity in severities and (place, hit.kind, hit.excerpt) not in told:
                start, end = place.start + hit.start, place.start + hit.end
                yield msgspec.structs.replace(hit, start=start, end=end)


_COUNT = r"\s*[0-9]{1,5}\s*(?:[%件条项个份]\s*)?"
_LEAST_CELLS = 3
"""A row of so many cells is one of a table; fewer are a label and what it says."""


def _heads_counts(text: str, start: int, end: int) -> bool:
    """Tell whether a cell stands over a count: a report's 不予公开 says how many, not of itself."""
    line, below = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    column = text.count("\t", line, start)
    cells = text[below + 1 :].partition("\n")[0].split("\t") if below >= 0 else []
    counted = len(cells) > max(column, _LEAST_CELLS - 1)
    return counted and compiled(_COUNT).fullmatch(cells[column]) is not None


def _worth_a_look(part: "Part", found_at: Set[int]) -> dict["Place", set[Severity]]:
    """Return the places that are to be read by themselves, and what of it is to be told.

    `found_at` are the ends of what was found: such digits aren't looked at again.
    """
    found: dict[Place, set[Severity]] = {}
    has_cells = "\t" in part.text
    for word in compiled(_MAY_BE_MARKED).finditer(part.text):
        if (place := part.place_at(*word.span())) and place not in found:
            text = part.text[place.start : place.end]
            in_cell = has_cells and "\t" not in text and "\n" not in text
            stops = in_cell and not compiled(_BARE_GRADE).fullmatch(text)
            if in_cell and (
                compiled(_LOWEST).fullmatch(text)
                or _heads_counts(part.text, place.start, place.end)
            ):
                continue
            found[place] = {Severity.WARN, Severity.STOP} if stops else {Severity.WARN}
    for digits in compiled(_GOES_ON).finditer(part.text):
        start, end = digits.start(), digits.start() + len(digits[0].rstrip(" -"))
        if not found_at & {start, end} and (place := part.place_at(start, end)):
            found.setdefault(place, set()).add(Severity.FIND)
    return found
