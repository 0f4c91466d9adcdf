"""Several numbers at once, as people type them: 2026-0003..2026-0009, or 2026-3、2026-4."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from pdisc.errors import UsageError
from pdisc.values.codes import numbered

MOST = 200
"""How many are taken at once: more than a year of a county office has."""

EXAMPLE = "2026-0003..2026-0009"

_BETWEEN = r"[\s,、;]+"
_DASH = "[-‐-―−]"
_ONE = rf"(?a:(?P<year>\d{{4}}){_DASH}(?P<counter>\d{{1,6}}))"
_LAST = rf"(?a:(?:(?P<last_year>\d{{4}}){_DASH})?(?P<last>\d{{1,6}}))"
_SPAN = rf"{_ONE}(?:\.{{2,6}}|[~〜至到]|{_DASH}+){_LAST}"
_OPEN = r"\.{2}|[~〜]"
_GAPS = r"\s*(\.{2,6}|[~〜至到])\s*"


def listed(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the words that were typed one by one, or in one word with 、 or commas; each once."""
    plain = re.sub(_GAPS, r"\1", unicodedata.normalize("NFKC", " ".join(texts)))
    return tuple(dict.fromkeys(word for word in re.split(_BETWEEN, plain) if word))


def numbers_of(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the numbers that were typed, ranges spelled out, each once, in their order.

    Raises UsageError for a range that runs backwards or over years, and for too many.
    """
    found = tuple(dict.fromkeys(number for word in listed(texts) for number in _spelled_out(word)))
    if len(found) > MOST:
        raise _too_many(f"一共 {len(found)} 件")
    return found


def _spelled_out(word: str) -> Iterator[str]:
    span = re.fullmatch(_SPAN, word)
    if span is None:
        if re.search(_OPEN, word):
            raise UsageError(f"“{word}”不是一段编号", next_step=f"写作 {EXAMPLE}")
        yield re.sub(_DASH, "-", word)
        return
    year, first, last = int(span["year"]), int(span["counter"]), int(span["last"])
    if int(span["last_year"] or year) != year:
        raise UsageError(
            f"“{word}”跨了年度，一段编号只能在同一年里",
            next_step="每一年的编号分开写",
        )
    if first > last:
        raise UsageError(
            f"“{word}”前面的编号比后面的大",
            next_step=f"从小到大写：{numbered(year, last)}..{numbered(year, first)}",
        )
    if last - first >= MOST:
        raise _too_many(f"“{word}”有 {last - first + 1} 件")
    yield from (numbered(year, counter) for counter in range(first, last + 1))


def _too_many(told: str) -> UsageError:
    return UsageError(f"{told}，一次最多 {MOST} 件", next_step="分几次办")


def in_short(numbers: Sequence[str], between: str = " ") -> str:
    """Return numbers as they are typed at once: 2026-0003..2026-0006 2026-0009."""
    runs: list[list[str]] = []
    for number in numbers:
        if runs and _follows(runs[-1][-1], number):
            runs[-1].append(number)
        else:
            runs.append([number])
    return between.join(
        f"{run[0]}..{run[-1]}" if len(run) > SHORT else between.join(run) for run in runs
    )


SHORT = 2
"""How many that follow one another are rather written one by one."""


def _follows(before: str, number: str) -> bool:
    one, other = re.fullmatch(_ONE, before), re.fullmatch(_ONE, number)
    if one is None or other is None or one["year"] != other["year"]:
        return False
    return int(other["counter"]) == int(one["counter"]) + 1
