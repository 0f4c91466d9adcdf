"""Personal information in a text (实施方案三(一) 审核: 防止泄露隐私; 个人信息保护法 §25, §28).

Each kind of value has a module of its own; plates are rows here. 文号,
档号, 统一社会信用代码, amounts, landlines, 12388 and 400 numbers are no findings: their shapes
satisfy no row.
"""

from collections.abc import Callable, Iterator, Sequence

from pdisc.screening import births, mailboxes, permits
from pdisc.screening.addresses import address_spans
from pdisc.screening.columns import Cell
from pdisc.screening.headed import headed_values
from pdisc.screening.hits import Severity, Spot
from pdisc.screening.house import HouseRules
from pdisc.screening.labels import Heading
from pdisc.screening.masked import characters, masked
from pdisc.screening.numbers import glued_numbers, number_matches
from pdisc.screening.rows import Match, Row, compiled, matches, value_span
from pdisc.screening.starred import starred_numbers
from pdisc.words import FindingKind

_Shown = Callable[[FindingKind, str], str]


def _is_plate(match: Match) -> bool:
    """Return whether it has a plate's length, new energy (8 with D or F) included (GA 36-2018)."""
    tail = characters(match[1])[2:]
    if sum(char.isdigit() for char in tail) < 2:
        return False
    return len(tail) == 5 or tail[0] in "DFABCEGHJK" or tail[-1] in "DFABCEGHJK"


_PROVINCE = "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
_SIGN = "[A-HJ-NP-Za-hj-np-z0-9]"
_COUNTED = r"(?!册|公里|号文|份|件|吨|亩)"
"""What makes of such letters a code and an amount: 藏A12345册."""

ROWS = (
    Row(
        FindingKind.PLATE,
        Severity.FIND,
        rf"({_PROVINCE} ?[A-HJ-NP-Za-hj-np-z][ ·.-]{{0,2}}+(?:{_SIGN}{{5,6}}+"
        rf"|{_SIGN}{{4}}[挂学港澳使领试超临]|{_SIGN}(?: {_SIGN}){{4,5}}+))"
        rf"(?![A-Za-z0-9警]){_COUNTED}",
        "GA 36-2018 中华人民共和国机动车号牌",
        real=_is_plate,
    ),
)
_MAY_BE_PERSONAL = "[0-9A-Za-z〇零○一二三四五六七八九十百甲乙丙丁东西南北镇乡街]"
"""In whatever a rule of this house finds there is a figure, a letter, or a word of an address."""
_ADDRESS = "永安市政府办 2023-01 通报：住址只到乡镇（街道）"
_STARRED = "遮盖不够：还能看出号码（永安市政府办 2023-01 通报的样式）"
_GLUED = "连在一起的证件号和手机号（个人信息保护法第四条）"
_HEADED = "表头说明的个人信息（个人信息保护法第四条）"


def privacy_spots(plain: str, cells: Sequence[Cell], house: HouseRules) -> Iterator[Spot]:
    """Yield the personal values in a normalised text, kind by kind; places may overlap.

    What the office itself has listed as its own is no personal value.
    """
    yield from _others(_all_spots(plain, cells, house), plain, house)


def second_spots(read: str, cells: Sequence[Cell], house: HouseRules) -> Iterator[Spot]:
    """Yield the personal numbers alone: all that the second reading is asked for."""
    yield from _others(_number_spots(read, cells, _shown(house)), read, house)


def _others(spots: Iterator[Spot], plain: str, house: HouseRules) -> Iterator[Spot]:
    """Yield the spots that aren't the office's own; a mobile is compared without its 86."""
    own = {characters(number) for number in house.own}
    if not own:
        yield from spots
        return
    for spot in spots:
        value = characters(plain[spot.start : spot.end])
        mobile = value[-11:] if spot.kind is FindingKind.MOBILE else value
        if not own.intersection((value, mobile)):
            yield spot


def _all_spots(plain: str, cells: Sequence[Cell], house: HouseRules) -> Iterator[Spot]:
    """Yield every spot; in a text without a Chinese word only what shows by its digits."""
    if not compiled(_MAY_BE_PERSONAL).search(plain):
        return
    shown = _shown(house)

    def spot(kind: FindingKind, span: tuple[int, int], rule: str) -> Spot:
        return Spot(kind, Severity.FIND, *span, shown(kind, plain[slice(*span)]), rule)

    for row, match in matches(mailboxes.ROWS, plain):
        yield spot(row.kind, value_span(match), row.rule)
    for kind, start, end in starred_numbers(plain):
        yield spot(kind, (start, end), _STARRED)
    for kind, start, end in glued_numbers(plain):
        yield spot(kind, (start, end), _GLUED)
    yield from _number_spots(plain, cells, shown)
    if plain.isascii():
        for row, match in matches(permits.IN_LETTERS, plain):
            yield spot(row.kind, value_span(match), row.rule)
        return
    for kind, start, end in headed_values(plain, cells):
        yield spot(kind, (start, end), _HEADED)
    for span in births.birth_spans(plain, cells):
        yield spot(FindingKind.BIRTH_DATE, span, births.RULE)
    for row, match in matches((*ROWS, *permits.ROWS, *permits.IN_LETTERS), plain):
        yield spot(row.kind, value_span(match), row.rule)
    for span in address_spans(plain):
        yield spot(FindingKind.ADDRESS, span, _ADDRESS)


def _shown(house: HouseRules) -> _Shown:
    """Return how values show when masked; one that is told several times is masked once."""
    known: dict[tuple[FindingKind, str], str] = {}

    def shown(kind: FindingKind, value: str) -> str:
        if (kind, value) not in known:
            known[kind, value] = masked(kind, value, house.masks)
        return known[kind, value]

    return shown


def _number_spots(plain: str, cells: Sequence[Cell], shown: _Shown) -> Iterator[Spot]:
    headings = {cell.start: cell.says for cell in cells if cell.says.amounts or cell.says.kinds}
    for row, match in number_matches(plain):
        heading = headings.get(match.start(1))
        if not (heading and _is_other(heading, match[1])):
            excerpt = shown(row.kind, match[1])
            yield Spot(row.kind, row.severity, *value_span(match), excerpt, row.rule)


def _is_other(heading: Heading, value: str) -> bool:
    """Return whether a heading says that a number is none: an amount, or an account's fifteen."""
    account = FindingKind.BANK_CARD in heading.kinds and FindingKind.ID_NUMBER not in heading.kinds
    return heading.amounts or (account and 11 < len(characters(value)) < 18)
