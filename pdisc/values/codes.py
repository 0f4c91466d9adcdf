"""Codes that people copy by hand: numbers, receipts (回执), 核对码."""

import re
import unicodedata
from collections.abc import Mapping

from pdisc.text import crockford, grouped, ungrouped
from pdisc.words import Audience

_NUMBER = r"(?a)(\d{4})-(\d{4,})\Z"
PUBLIC_PREFIX: Mapping[Audience, str] = {Audience.SOCIETY: "公", Audience.PARTY: "党"}
"""How the running numbers of each audience outside the office begin."""


def numbered(year: int, counter: int) -> str:
    """Return the number of a disclosure: the year of its proposal and a counter, 2026-0001."""
    return f"{year:04d}-{counter:04d}"


def number_parts(number: str) -> tuple[int, int]:
    """Return the year and the counter of a disclosure's number; ValueError where it is none."""
    found = re.match(_NUMBER, number)
    year, counter = map(int, found.groups()) if found else (0, 0)
    if numbered(year, counter) != number or counter < 1:
        raise ValueError(f"“{number}”不是公开事项的编号")
    return year, counter


def request_id(year: int, counter: int) -> str:
    """Return how a request (点题) is named: the year in which it came and a counter, 2026-D001."""
    return f"{year:04d}-D{counter:03d}"


def opinion_id(number: str, place: int) -> str:
    """Return how an opinion is named: the disclosure's number and a counter, 2026-0017-Y1."""
    return f"{number}-Y{place}"


def request_parts(text: str) -> tuple[int, int]:
    """Return year and counter of a request's name, typed in any width or case.

    Raises ValueError where it is none.
    """
    found = re.match(r"(\d{4})-D(\d{1,6})\Z", _typed(text))
    if not found or not int(found[2]):
        raise ValueError(f"“{text}”不是点题的编号")
    return int(found[1]), int(found[2])


def opinion_parts(text: str) -> tuple[str, int]:
    """Return the disclosure's number and the place in an opinion's name.

    It may be typed in any width or case. Raises ValueError where it is none.
    """
    found = re.match(r"(\d{4}-\d{4,})-Y(\d{1,6})\Z", _typed(text))
    if not found or not int(found[2]) or not is_number(found[1]):
        raise ValueError(f"“{text}”不是意见的编号")
    return found[1], int(found[2])


_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣", "-"))


def _typed(text: str) -> str:
    """Return a code as it is typed with plain letters, digits and dashes."""
    return unicodedata.normalize("NFKC", text).strip().translate(_DASHES).upper()


def is_code(typed: str) -> bool:
    """Tell whether a text is shaped as a catalogue code is: 5.1.1."""
    return re.fullmatch(r"(?a)\d+(\.\d+)+", typed) is not None


def is_number(text: str) -> bool:
    """Return whether a text is written as a disclosure's number."""
    try:
        return number_parts(text) > (0, 0)
    except ValueError:
        return False


def public_number(audience: Audience, place: int) -> str:
    """Return a running number as an audience reads it: 公1, 党1."""
    return f"{PUBLIC_PREFIX[audience]}{place}"


def public_place(text: str) -> tuple[Audience, int] | None:
    """Return whose running number a text is, and which; None where it is none."""
    prefix, digits = text[:1], text[1:]
    audience = next((each for each, own in PUBLIC_PREFIX.items() if own == prefix), None)
    if audience is None or not (digits.isascii() and digits.isdigit() and len(digits) <= 6):
        return None
    return audience, int(digits)


def check_code(content_sha256: str) -> str:
    """Return the 核对码 of one exact plan: 80 bits of its SHA-256 (hex) in four groups."""
    return grouped(crockford(bytes.fromhex(content_sha256), 16), 4)


def same_code(typed: str, code: str) -> bool:
    """Return whether a typed code is the code, whatever its case, dashes, blanks or lookalikes."""
    return ungrouped(typed) == ungrouped(code)


def receipt(seq: int, head: str) -> str:
    """Return the 回执 of the journal's head: its sequence and 80 bits of its hash (hex)."""
    return f"{seq}-{grouped(crockford(bytes.fromhex(head), 16), 4)}"


_RECEIPT = r"(?:回执|第)?[:\s]*([0-9]{1,15})\s*条?(?:\s*-(.+))?\Z"


def receipt_parts(text: str) -> tuple[int, str]:
    """Return the sequence of a typed 回执, and its code where that was typed, too.

    Raises ValueError for anything else: a code is typed whole or not at all.
    """
    found = re.match(_RECEIPT, unicodedata.normalize("NFKC", text).strip())
    seq, code = int(found[1]) if found else 0, (found[2] or "") if found else ""
    if seq < 1 or (code and not re.match(r"(?a)\w{16}\Z", ungrouped(code))):
        raise ValueError(f"“{text}”不是回执")
    return seq, code
