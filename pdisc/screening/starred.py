"""Numbers that somebody starred in the wrong place: what should be hidden can be read.

Of an ID, region and birth date in full leave at most a thousand numbers; of a mobile, one or two
stars leave a hundred. What hides enough, pdisc's own masks included, is none of these.
"""

import re
from collections.abc import Iterator

from pdisc.screening import checks
from pdisc.screening.masked import STARS
from pdisc.screening.rows import compiled
from pdisc.words import FindingKind

_RUN = (
    rf"(?<![0-9A-Za-z{STARS}])([0-9{STARS}](?:[ -]{{0,2}}+[0-9Xx{STARS}]){{10,17}}+)"
    rf"(?![0-9A-Za-z{STARS}])"
)
_ID_LENGTHS = (15, 18)
_LEAST_HIDDEN = 6
_MOBILE = rf"1[3-9{STARS}][0-9]{{0,9}}[{STARS}]{{1,2}}[0-9]{{0,9}}"


def starred_numbers(plain: str) -> Iterator[tuple[FindingKind, int, int]]:
    """Yield the half-masked IDs and mobiles of a normalised text."""
    if not any(star in plain for star in STARS):
        return
    for match in compiled(_RUN).finditer(plain):
        number = re.sub("[ -]", "", match[1].upper())
        hidden = sum(number.count(star) for star in STARS)
        if not hidden:
            continue
        if len(number) in _ID_LENGTHS and _is_open_id(number, hidden):
            yield FindingKind.ID_NUMBER, *match.span(1)
        elif len(number) == 11 and compiled(_MOBILE).fullmatch(number):
            yield FindingKind.MOBILE, *match.span(1)


def _is_open_id(number: str, hidden: int) -> bool:
    """Return whether the birth date can be read, or fewer than six characters are hidden."""
    if number[:2] not in checks.PROVINCES and (len(number) == 15 or number[0] not in STARS):
        return False
    day = number[6:14] if len(number) == 18 else f"19{number[6:12]}"
    if day.isdigit():
        return checks.real_date(day[:4], day[4:6], day[6:])
    return hidden < _LEAST_HIDDEN and number[:2].isdigit()
