"""Which published matters answer a request (点题): words in common, weighed by how rare they are.

No dictionary says where a Chinese word ends, so every pair of neighbouring characters counts as
one; a run of a single character counts by itself. What every request says (请公开…情况) counts for
nothing, what nearly every matter says (使用管理) makes no match alone. Pure and deterministic.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import chain
from math import log

import msgspec

from pdisc.screening.normal import normalise
from pdisc.values.published_text import PublishedText

MOST = 5
"""So many are offered at most: a person looks at them while somebody waits."""

SAID_BY_ALL = (
    "请|请问|请求|要求|申请|希望|能否|能不能|可否|可不可以|是否|有没有|怎么|怎样|如何|"
    "什么|哪些|哪里|为什么|多少|吗|呢|吧|我们|你们|您|咱们|大家|本人|我想|想问|想知道|"
    "知道|了解|了解一下|一下|问一下|咨询|反映|反应|建议|麻烦|谢谢|您好|你好|公开|"
    "公开一下|公布|公示|予以|给予|进行|关于|对于|有关|相关|具体|详细|明细|情况|信息|内容|"
    "事项|问题|方面|的|了|最近|近期|目前|现在|今年|去年|明年|前年|本年|上年|全年|近年|"
    "上半年|下半年|一季度|二季度|三季度|四季度|季度|本季度|上季度|月份"
)
"""What people say whatever they ask for; the time that is meant is no part of the topic either."""

SAID_OF_ALL = (
    "使用|管理|工作|安排|会议|制度|方案|计划|结果|名单|报告|总结|通知|公告|通报|年度|"
    "半年|执行|落实|实施|开展|活动|建设|单位|组织|部门|领导|人员|党员|党务|党委|党支部|"
    "支部|党组织|干部|群众"
)
"""Words of so many matters that alone they say of none that it is the one that was meant."""

_HAN = "\u3005\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUNS = rf"[{_HAN}]+|[^\W_{_HAN}]+(?:[.-][^\W_{_HAN}]+)*"
_DAYS = r"(?<=[0-9])(?:年|月|日|号)"
_ODD = r"[０-９Ａ-Ｚａ-ｚ\u2e80-\u2fdf\uf900-\ufaff\xad\u200b-\u200f\u2060\ufeff]"

TITLE, ITEM, CONTENT = 1.0, 0.7, 0.5
"""What a word in common is worth by where it stands."""

COMMON, UNKNOWN = 0.3, 0.4
"""What a word of SAID_OF_ALL is worth, and what one that no matter has costs, a character."""

OTHERS = 10
"""So many more matters, without any of the words, are thought of: a few make no word common."""

ENOUGH, MUCH = 0.25, 2.4
"""It is offered where that share of the request is met, or so much of it in the title."""


class _Gram(msgspec.Struct, frozen=True):
    """What is looked for in matters: its places in the request, and whether it is of SAID_OF_ALL.

    `whole` has to stand as a word of its own: 12 isn't met by 2012.
    """

    text: str
    places: tuple[int, ...]
    weak: bool = False
    whole: bool = False


class Matches:
    """Published matters made ready to be asked for: several requests may be held against them."""

    def __init__(self, published: Iterable[PublishedText]) -> None:
        """Take them in the order in which they came out."""
        self._texts = tuple(published)

    @cached_property
    def _zones(self) -> list["_Zones"]:
        return list(map(_zones, self._texts))

    def best(self, request: str) -> tuple[str, ...]:
        """Return the numbers of all that answer a request, the best match first.

        Of equal matches the later comes first. Whoever shows them takes `MOST`.
        """
        grams = _grams(request)
        met = [_met(grams, each) for each in self._zones] if grams else []
        times = Counter(chain.from_iterable(met))
        rare = {index: _rarity(count, len(met)) for index, count in times.items()}
        weights = {index: rare[index] * (COMMON if grams[index].weak else 1) for index in rare}
        every = _by_place(grams, weights)
        places = {place for gram in grams for place in gram.places}
        whole = sum(every.get(place, UNKNOWN) for place in sorted(places))
        own = {index for index, gram in enumerate(grams) if not gram.weak} or set(weights)
        found = []
        for order, zones in enumerate(met):
            if own.isdisjoint(zones):
                continue
            score = _sum(grams, {index: weights[index] * zones[index] for index in zones})
            if score >= ENOUGH * whole or _in_title(grams, zones, weights) >= MUCH:
                found.append((-score, -order))
        return tuple(self._texts[-order].number for _, order in sorted(found))


def covers(request: str, names: Iterable[str]) -> bool:
    """Return whether one of some names says all that a request asks for, word by word."""
    grams = _grams(request)
    texts = (PublishedText(number="", title=name) for name in names)
    return bool(grams) and any(len(_met(grams, _zones(text))) == len(grams) for text in texts)


def _rarity(count: int, matters: int) -> float:
    """Return 1 for what one matter of many has, towards 0 for what all have."""
    return log((matters + OTHERS) / count) / log(matters + OTHERS)


def _by_place(grams: Sequence[_Gram], weights: Mapping[int, float]) -> dict[int, float]:
    """Return what each character of the request counts: as the rarest of the words it is in."""
    found: dict[int, float] = {}
    for index, weight in weights.items():
        for place in grams[index].places:
            found[place] = max(found.get(place, 0.0), weight)
    return found


def _sum(grams: Sequence[_Gram], weights: Mapping[int, float]) -> float:
    worth = _by_place(grams, weights)
    return sum(worth[place] for place in sorted(worth))


def _in_title(
    grams: Sequence[_Gram], zones: Mapping[int, float], weights: Mapping[int, float]
) -> float:
    """Return how much of what isn't said of all stands in the title."""
    there = {i: weights[i] for i in zones if zones[i] == TITLE and not grams[i].weak}
    return _sum(grams, there)


_Zones = tuple[tuple[float, str, str], ...]
"""Of each part of a matter what it is worth, its plain text, and that without blanks."""


def _zones(text: PublishedText) -> _Zones:
    parts = ((TITLE, text.title), (ITEM, text.item), (CONTENT, text.content))
    plain = ((worth, _folded(part)) for worth, part in parts)
    return tuple((worth, part, "".join(part.split())) for worth, part in plain)


def _met(grams: Sequence[_Gram], zones: _Zones) -> dict[int, float]:
    """Return which words of the request a matter has, each by the best place where it stands."""
    found: dict[int, float] = {}
    for worth, plain, packed in zones:
        for index, gram in enumerate(grams):
            if index in found or gram.text not in packed:
                continue
            if not gram.whole or gram.text in re.findall(_RUNS, plain):
                found[index] = worth
    return found


def _folded(text: str) -> str:
    """Return a text as words are looked for in it: one width, small letters, nothing unseen."""
    if re.search(_ODD, text):
        text = unicodedata.normalize("NFKC", re.sub(r"[\xad\u200b-\u200f\u2060\ufeff]", "", text))
    return text.lower()


@cache
def _longest_first(words: str) -> str:
    return "|".join(sorted(words.split("|"), key=len, reverse=True))


def _grams(request: str) -> list[_Gram]:
    """Return what is looked for: of every run pairs of characters, or its only one.

    A request of one word that all say is looked for as it stands.
    """
    plain = normalise(request).text.lower()
    plain = re.sub(rf"(?<=[{_HAN}])\s+(?=[{_HAN}])", "", plain)
    told = list(_runs(re.sub(f"{_DAYS}|{_longest_first(SAID_BY_ALL)}", _blanks, plain)))
    if not told and len(plain.strip()) <= 2:
        told = list(_runs(plain))
    found: dict[str, _Gram] = {}
    longest = max((end - start for start, end, kind in told if kind == "run"), default=0)
    for start, end, kind in told:
        for gram in _of_run(plain, start, end, kind, longest):
            known = found.get(gram.text)
            places = (*known.places, *gram.places) if known else gram.places
            found[gram.text] = msgspec.structs.replace(gram, places=places)
    return list(found.values())


def _blanks(said: re.Match[str]) -> str:
    return " " * len(said[0])


def _runs(plain: str) -> Iterator[tuple[int, int, str]]:
    """Yield where the words of a request begin and end, those of SAID_OF_ALL by themselves."""
    for run in re.finditer(_RUNS, plain):
        if not re.match(f"[{_HAN}]", run[0]):
            yield run.start(), run.end(), "digits" if run[0][0].isdigit() else "letters"
            continue
        begun = run.start()
        for common in re.finditer(_longest_first(SAID_OF_ALL), run[0]):
            start, end = run.start() + common.start(), run.start() + common.end()
            if begun < start:
                yield begun, start, "run"
            yield start, end, "common"
            begun = end
        if begun < run.end():
            yield begun, run.end(), "run"


def _of_run(plain: str, start: int, end: int, kind: str, longest: int) -> Iterator[_Gram]:
    if kind in ("digits", "letters"):
        places = (start, end - 1) if end - start > 1 else (start,)
        yield _Gram(plain[start:end], places, weak=kind == "digits", whole=True)
    elif kind == "common":
        yield _Gram(plain[start:end], tuple(range(start, end)), weak=True)
    elif end - start == 1:
        yield _Gram(plain[start:end], (start,), weak=longest > 1)
    else:
        for place in range(start, end - 1):
            yield _Gram(plain[place : place + 2], (place, place + 1))
