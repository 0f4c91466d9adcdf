"""What an address on the web gives away: it may be escaped, and a part of it may say more alone."""

import re
from urllib.parse import unquote

_PARTS = re.compile(r"[/?&=#;:@,|]+")
_WORDS = re.compile(r"[0-9A-Za-z]+")
_SPELLED = re.compile(r"\d{1,8}(?:[-_.+~]\d{1,8}){1,5}")
"""Figures that somebody set apart, as 138-9501-2345."""
_APART = str.maketrans("", "", "-_.+~")
_LAYERS = 3
"""How often one escape may lie within another."""


def readings(url: str) -> tuple[str, ...]:
    """Return an address in every way in which somebody may read it, each once, as typed first."""
    plain = url
    for _ in range(_LAYERS):
        plain = unquote(plain)
    joined = (figures.translate(_APART) for figures in _SPELLED.findall(plain))
    ways = (url, plain, *_PARTS.split(plain), *_WORDS.findall(plain), *joined)
    return tuple(dict.fromkeys(filter(None, ways)))
