"""What a request (点题) is about: its topic in its own words, and which others ask the same."""

import re
from collections.abc import Iterable

from pdisc.voices.requests import Standing

_ASKING = (
    "你好|您好|请问|请求|请(?!示)|要求|申请|希望|建议|想问|想知道|想了解|了解|咨询|能否|能不能|可否"
    "|可不可以|是否|我们?|把|向社会|及时|尽快|依法|公开(?!栏)|公布|公示(?!栏|牌|期)|告知|一下|关于|有关"
)
_OPENING = rf"(?:[\s，,、：:]|{_ASKING})+"
_CLOSING = r"(?:公开|公布|公示|告知|一下|出来|呢|吗|吧|的|(?<!申)请|[，,、\s？?！!。…])+$"
_END = r"[。！？!?；;\n\r]"
_PLAIN = r"[\W_]+"

SAME = 0.6
"""Two requests seem to ask the same where that share of the shorter one's pairs of characters is
in the other."""

SHORTEST = 2


def topic(content: str) -> str:
    """Return the subject of a request in its own words; the whole where nothing else is left."""
    whole = " ".join(content.split())
    said = re.split(_END, content.strip(), maxsplit=1)[0].strip()
    opened = re.sub(rf"^{_OPENING}", "", said)
    closed = re.sub(_CLOSING, "", opened)
    return closed if len(closed) >= SHORTEST else whole


def similar(standing: Standing, others: Iterable[Standing]) -> tuple[str, ...]:
    """Return which other requests seem to ask the same; those joined to one are told by that."""
    own = _pairs(topic(standing.request.content))
    return tuple(
        other.request.id
        for other in others
        if not other.lead
        and other.request.id not in standing.voices
        and _alike(own, _pairs(topic(other.request.content)))
    )


def _pairs(text: str) -> frozenset[str]:
    plain = re.sub(_PLAIN, "", text.lower())
    return frozenset(plain[place : place + 2] for place in range(max(len(plain) - 1, 1)))


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= SAME * min(len(one), len(other))
