"""Values below a heading that names them: found whatever their shape, dashes and amounts not.

A spreadsheet makes 13800001234.0 of a mobile and 6.4E+17 of an ID; an 一折通 has no check sum; a
mistyped ID has the wrong one. Where the heading says what they are, that is enough.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from pdisc.screening import addresses, births
from pdisc.screening.columns import Cell
from pdisc.screening.rows import compiled
from pdisc.words import FindingKind

_ID = r"[1-9](?:[ -]?[0-9]){13,16}(?:[ -]?[0-9Xx])(?:[ -]?[0-9]){0,2}"
_MOBILE = r"(?:(?:\+ ?|0{1,2})?86[ )-]{0,3}|0)?1[3-9](?:[ -]?[0-9]){9}(?=(?:\.0{1,2})?(?![0-9.]))"
_ACCOUNT = r"[0-9](?:[ -]{0,2}[0-9]){11,24}(?=(?:\.0)?(?![0-9.]))"
_PERMIT = (
    r"[A-Za-z]{1,3} ?[0-9]{6,12}|[A-Za-z]{1,3}[0-9]{12}|[0-9]{7,10}(?!\.)"
    r"|[\u4e00-\u9fff]{1,4}字? ?第? ?[0-9]{5,10} ?号?"
)
_NOT_OFFICE = r"(?:单位|对公|党费|财政|公司)"

Found = tuple[int, int] | None
_Finder = Callable[[str, Cell], Found]


def _shaped(*patterns: str) -> _Finder:
    either = f"(?<![0-9A-Za-z*])(?:{'|'.join(patterns)})(?![0-9*])"

    def find(plain: str, cell: Cell) -> Found:
        match = compiled(either).search(plain, cell.start, cell.end)
        return match.span() if match else None

    return find


def _scientific(least: int, most: int) -> str:
    return rf"[1-9]\.[0-9]{{2,17}}[Ee]\+?(?:{'|'.join(map(str, range(least, most)))})"


_account = _shaped(_ACCOUNT, _scientific(11, 22))


def _persons_account(plain: str, cell: Cell) -> Found:
    if cell.office or compiled(_NOT_OFFICE).search(cell.heading):
        return None
    return _account(plain, cell)


def _home(plain: str, cell: Cell) -> Found:
    return addresses.place_in(plain, cell.start, cell.end)


_FINDERS: Mapping[FindingKind, _Finder] = {
    FindingKind.ID_NUMBER: _shaped(_ID, _scientific(14, 19)),
    FindingKind.BANK_CARD: _persons_account,
    FindingKind.MOBILE: _shaped(_MOBILE, _scientific(10, 11)),
    FindingKind.PERMIT: _shaped(_PERMIT),
    FindingKind.BIRTH_DATE: births.headed_date,
    FindingKind.ADDRESS: _home,
}
"""How a value of each kind is told below its heading, in order of precedence."""


def headed_values(plain: str, cells: Sequence[Cell]) -> Iterator[tuple[FindingKind, int, int]]:
    """Yield the values that stand below a heading of theirs, each of one kind."""
    for cell in cells:
        for kind in cell.says.kinds:
            found = _FINDERS[kind](plain, cell)
            if found:
                yield kind, *found
                break
        else:
            if cell.says.place and cell.personal and (found := _home(plain, cell)):
                yield FindingKind.ADDRESS, *found
