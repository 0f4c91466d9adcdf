"""Full birth dates next to names; a month alone (1985年3月生) is what a 任前公示 shows."""

import re
from collections.abc import Iterator, Sequence

from pdisc.screening.checks import real_date
from pdisc.screening.columns import Cell
from pdisc.screening.hits import Severity
from pdisc.screening.rows import Match, Row, compiled, matches, value_span
from pdisc.words import FindingKind

RULE = "个人信息保护法第四条、第六条"
_YEAR = "(?:19|20)[0-9]{2}"
_HAN_YEAR = "[一二][九〇零○][〇零○一二三四五六七八九]{2}"
_SMALL = "(?:[0-9]{1,2}|[一二三]?十?[一二三四五六七八九十])"
_MONTH = f"(?:{_SMALL}|元)"
_DATE = (
    rf"(?:{_YEAR}|{_HAN_YEAR}) ?(?:年 ?{_MONTH} ?月 ?{_SMALL} ?[日号]"
    r"|[-./] ?[0-9]{1,2} ?[-./] ?[0-9]{1,2}(?![0-9])|(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))"
)
_WORD = (
    r"(?:出 {0,2}生 {0,2}(?:日 {0,2}期|时 {0,2}间|年 {0,2}月 {0,2}日?|于)?"
    r"|(?<!政治)(?<!建党)(?<!党的)生 ?[日辰](?:是|为)?|(?<![诞产发先学医考师新派民花滋])生于)"
)
_DONE = r"(?! {0,2}(?:参加|入|加入|任|转|调|到|起|至|提交|被|经|当选|[-—~]|[0-9]))"
_WHOLE_DATE = rf"(?<![0-9])({_DATE})"
_SHORT = (
    r"(?<![0-9])([0-9]{2}[-./年] ?(?:1[0-2]|0?[1-9])[-./月] ?(?:3[01]|[12][0-9]|0?[1-9])日?"
    r"|(?!19|20)[0-9]{2}(?:1[0-2]|0[1-9])(?:3[01]|[12][0-9]|0[1-9])"
    rf"|(?<![一二三四五六七八九〇零○])[〇零○一二三四五六七八九]{{2}}年{_MONTH}月{_SMALL}[日号])(?![0-9*])"
)
"""A date without its century: only where a heading or a word says that it is a birth date."""


_BOXED = r"((?:1[ |]9|2[ |]0)(?:[ |][0-9]){6})(?![ |]?[0-9])"
"""A date of one digit a box."""


def _real(match: Match) -> bool:
    """Return whether a date in digits is a day of the calendar."""
    parts = re.findall("[0-9]+", match[1])
    if len(parts) == 8:
        parts = ["".join(parts)]
    if len(parts) == 1 and len(parts[0]) == 8:
        return real_date(parts[0][:4], parts[0][4:6], parts[0][6:])
    if len(parts) == 3 and len(parts[0]) == 2:
        parts[0] = f"19{parts[0]}"
    return len(parts) != 3 or real_date(*parts)


def _row(needs: str, pattern: str) -> Row:
    return Row(FindingKind.BIRTH_DATE, Severity.FIND, pattern, RULE, needs, _real)


_LABELLED = (
    _row("生", rf"{_WORD}(?:\([^()\n]{{1,6}}\))?[ \t\n:(|]{{0,4}}+({_DATE})(?![0-9*])"),
    _row("生", rf"{_WORD}(?:\([^()\n]{{1,6}}\))?[ \t\n:(|]{{0,4}}+{_SHORT}"),
    _row("生", rf"{_WORD}[ \t\n:(|]{{0,4}}+{_BOXED}"),
    _row(
        "生",
        rf"(?<![0-9])({_DATE}) ?(?:出 ?生(?![产效人缺医登率统证])|生(?=[,。.;、)\s(]|$|人|于))",
    ),
)
_BY_SEX = tuple(
    _row(
        sex,
        rf"(?<![\u4e00-\u9fff]){sex}性?(?=[ \t,;、|])[^0-9\n。入参任]{{1,16}}?(?<![0-9])({_DATE})"
        rf"(?=[ \t,;。、|)]|$)[,;\t| ]?{_DONE}",
    )
    for sex in "男女"
)
_SHORT_BY_SEX = tuple(_row(sex, rf"{sex}性?[ ,;、|]{{1,2}}{_SHORT}(?=[,;、|])") for sex in "男女")
_BEFORE_SEX = tuple(
    _row(
        sex,
        rf"(?<![0-9])(?<=[\u4e00-\u9fff·][ ,(、\t|;])({_DATE})[ ,、;|\t]{{1,2}}{sex}性?"
        r"(?=[ ,;、)。\t|]|$)",
    )
    for sex in "男女"
)


def headed_date(plain: str, cell: Cell) -> tuple[int, int] | None:
    """Return the place of the date in a cell below a heading that means births."""
    date = compiled(_WHOLE_DATE).search(plain, cell.start, cell.end)
    if date and _real(date):
        return date.span(1)
    short = compiled(_SHORT).search(plain, cell.start, cell.end)
    return short.span(1) if short and "*" not in plain[cell.start : cell.end] else None


def birth_spans(plain: str, cells: Sequence[Cell]) -> Iterator[tuple[int, int]]:
    """Yield the spans of birth dates with their word or beside 男/女, not below other headings."""
    for _, match in matches(_LABELLED, plain):
        yield value_span(match)
    others = {cell.start for cell in cells if FindingKind.BIRTH_DATE not in cell.says.kinds}
    for _, match in matches((*_BY_SEX, *_SHORT_BY_SEX, *_BEFORE_SEX), plain):
        if not any(match.start(1) - gap in others for gap in range(3)):
            yield value_span(match)
