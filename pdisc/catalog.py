"""What a 公开目录 may say: its fields, how each cell is read, and what is wrong with the whole.

A cell that can't be read makes a catalogue unreadable (`seed.parse_catalog` lists all of them at
once). One that can be read may still contradict itself or the plan: `check_catalog` says where.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from enum import StrEnum

import msgspec

from pdisc.channels import parse_channel, reaches_society
from pdisc.cycles import parse_every
from pdisc.errors import UsageError
from pdisc.facts import CatalogItem
from pdisc.words import Authority, Renewal, Retention, Scope, Timing

MAX_TEXT = 200
"""Characters in one cell; more is a paste gone wrong."""

RULE_CLASSES: Mapping[int, str] = {
    1: "党组织决议、决定及执行情况",
    2: "党的组织建设情况",
    3: "党的思想建设情况",
    4: "领导班子建设情况",
    5: "干部选任和管理情况",
    6: "联系和服务党员、群众情况",
    7: "党内制度建设情况",
    8: "党风廉政建设情况",
    9: "其他应当公开的事项",
}
"""The nine classes of 附件1. In the plan the fifth has lost its number; its place gives it back."""

FIELD_NAMES: Mapping[str, str] = {
    "code": "编号",
    "level1": "一级目录",
    "level2": "二级目录",
    "level3": "三级目录",
    "channels": "公开形式",
    "scope": "公开范围",
    "timing": "公开时限",
    "every": "周期",
    "renewal": "复核方式",
    "authority": "审批权限",
    "rule": "附件1大类",
    "retention": "保管期限",
    "office": "承办科室",
    "inferred": "合并格推读",
    "assumed": "推定",
    "why": "理由",
}
"""What a person calls each field of an item."""

INFERABLE = ("channels", "scope", "timing")
"""The cells of 附件2 that a vertical merge can leave blank."""

ASSUMABLE = ("every", "authority", "rule", "retention", "office")
"""The fields that the plan doesn't state, so that they get a default marked 推定."""

_CODE = re.compile(r"([1-9]\d{0,3})\.([1-9]\d{0,3})\.([1-9]\d{0,3})\Z", re.ASCII)

Reader = Callable[[object], object]
"""Returns the good value of one cell, or raises ValueError with a Chinese sentence."""

_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


class SeedItem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One item as a catalogue file writes it; what it leaves out gets a default marked 推定."""

    code: str
    level1: str
    level2: str
    level3: str
    channels: tuple[str, ...]
    scope: Scope
    timing: Timing
    every: str | None = None
    renewal: Renewal | None = None
    authority: Authority | None = None
    rule: int | None = None
    retention: Retention | None = None
    office: str | None = None
    inferred: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    why: Mapping[str, str] = {}


class ProblemKind(StrEnum):
    """What can be wrong with a catalogue that can be read."""

    BEYOND_SCOPE = "形式超出范围"
    OUT_OF_REACH = "形式达不到范围"
    UNCOVERED = "细则无对应条目"
    MISSING = "缺项"
    REPEATED = "重复"
    INFERRED = "推读待确认"


class CatalogProblem(msgspec.Struct, frozen=True, kw_only=True):
    """One finding of `check_catalog`; `code` is None where it concerns the whole catalogue."""

    code: str | None
    kind: ProblemKind
    message: str

    @property
    def conflict(self) -> bool:
        """Whether it is a contradiction; a cell that only waits to be confirmed is a note."""
        return self.kind is not ProblemKind.INFERRED


def nearest(word: str, candidates: Sequence[str]) -> str | None:
    """Return the candidate that a person most likely meant by a mistyped word, or None."""
    return next(iter(get_close_matches(word, candidates, n=1)), None)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("应为文字")
    text = value.strip()
    if not text:
        raise ValueError("不能为空")
    if len(text) > MAX_TEXT:
        raise ValueError(f"有{len(text)}字，最多{MAX_TEXT}字")
    if any(unicodedata.category(sign) in _INVISIBLE for sign in text):
        raise ValueError("含有换行、控制符或者不可见字符")
    return text


def _unknown(text: str, known: Sequence[str]) -> ValueError:
    shown = text if len(text) <= 20 else f"{text[:20]}…"
    guess = nearest(text, known)
    hint = f"；是不是“{guess}”？" if guess else ""
    return ValueError(f"没有“{shown}”，可用：{'、'.join(known)}{hint}")


def _one_of(*words: str) -> Callable[[object], str]:
    def read(value: object) -> str:
        text = _text(value)
        if text not in words:
            raise _unknown(text, words)
        return text

    return read


def _list_of(read: Callable[[object], str]) -> Callable[[object], list[str]]:
    def read_all(value: object) -> list[str]:
        if not isinstance(value, list):
            raise ValueError("应为列表")
        words = [read(word) for word in value]
        if twice := sorted({word for word in words if words.count(word) > 1}):
            raise ValueError(f"重复写了{'、'.join(twice)}")
        return words

    return read_all


def _channel(value: object) -> str:
    try:
        return parse_channel(_text(value))
    except UsageError as error:
        raise ValueError(f"{error.message}；{error.next_step}") from error


def _channels(value: object) -> list[str]:
    words = _list_of(_channel)(value)
    if not words:
        raise ValueError("不能为空")
    return words


def _code(value: object) -> str:
    text = _text(value)
    if not _CODE.match(text):
        raise ValueError("应写成 一级.二级.三级，如 1.2.1")
    return text


def _every(value: object) -> str:
    try:
        return parse_every(_text(value))
    except UsageError as error:
        raise ValueError(f"{error.message}；{error.next_step}") from error


def _rule(value: object) -> int:
    if type(value) is not int or value not in RULE_CLASSES:
        raise ValueError("应为1至9的整数")
    return value


def _reasons(value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise ValueError("应为“字段: 理由”")
    known = _one_of(*INFERABLE, *ASSUMABLE)
    return {known(field): _text(reason) for field, reason in value.items()}


ITEM_READERS: Mapping[str, Reader] = {
    "code": _code,
    "level1": _text,
    "level2": _text,
    "level3": _text,
    "channels": _channels,
    "scope": _one_of(*Scope),
    "timing": _one_of(*Timing),
    "every": _every,
    "renewal": _one_of(*Renewal),
    "authority": _one_of(*Authority),
    "rule": _rule,
    "retention": _one_of(*Retention),
    "office": _text,
    "inferred": _list_of(_one_of(*INFERABLE)),
    "assumed": _list_of(_one_of(*ASSUMABLE)),
    "why": _reasons,
}
"""How each field of an item is read; a test compares them with `SeedItem`."""

HEAD_READERS: Mapping[str, Reader] = {
    "title": _text,
    "source": _text,
    "reasons": _reasons,
    "items": lambda items: items,
}
"""How the fields around the items are read."""


def read_cells(
    row: Mapping[object, object], readers: Mapping[str, Reader]
) -> tuple[dict[str, object], list[str]]:
    """Return the good values of one row, and a sentence for each field that can't be read.

    A field without a value counts as left out.
    """
    values: dict[str, object] = {}
    problems: list[str] = []
    for field, value in row.items():
        name = str(field)
        try:
            if name not in readers:
                raise _unknown(name, tuple(readers))
            if value is not None:
                values[name] = readers[name](value)
        except ValueError as error:
            problems.append(f"{FIELD_NAMES.get(name, '字段')}：{error}")
    return values, problems


def check_catalog(items: Sequence[CatalogItem]) -> tuple[CatalogProblem, ...]:
    """Return what is wrong with each item, what is there twice, and what is lacking.

    Takes the version in force of every item, in the order of the document.
    """
    return (
        *(problem for item in items for problem in _item_problems(item)),
        *_repeated(items, "code"),
        *_repeated(items, "level3"),
        *_uncovered(items),
    )


def _item_problems(item: CatalogItem) -> Iterator[CatalogProblem]:
    social = [channel for channel in item.channels if reaches_society(channel)]
    found: list[tuple[ProblemKind, str]] = []
    if item.scope is Scope.PARTY and social:
        text = f"公开范围是党内，公开形式却有面向社会的{'、'.join(social)}"
        found.append((ProblemKind.BEYOND_SCOPE, text))
    if item.scope is Scope.SOCIETY and item.channels and not social:
        text = f"公开范围是社会，公开形式只有{'、'.join(item.channels)}，到不了社会"
        found.append((ProblemKind.OUT_OF_REACH, text))
    if missing := _missing(item):
        found.append((ProblemKind.MISSING, f"缺少{_named(missing)}"))
    if item.inferred:
        text = f"{_named(item.inferred)}在原表中是空白格，按合并格读出，待确认"
        found.append((ProblemKind.INFERRED, text))
    for kind, message in found:
        yield CatalogProblem(code=item.code, kind=kind, message=message)


def _missing(item: CatalogItem) -> list[str]:
    optional = {"every", "inferred", "assumed", "why"}
    empty = [name for name in FIELD_NAMES if name not in optional and not getattr(item, name)]
    return [*empty, "every"] if item.timing is Timing.PERIODIC and not item.every else empty


def _named(fields: Iterable[str]) -> str:
    return "、".join(FIELD_NAMES[field] for field in fields)


def _repeated(items: Sequence[CatalogItem], field: str) -> Iterator[CatalogProblem]:
    first: dict[str, CatalogItem] = {}
    for item in items:
        value: str = getattr(item, field)
        other = first.setdefault(value, item)
        if value and other is not item:
            message = f"{FIELD_NAMES[field]}“{value}”与第{other.position}条（{other.code}）重复"
            yield CatalogProblem(code=item.code, kind=ProblemKind.REPEATED, message=message)


def _uncovered(items: Sequence[CatalogItem]) -> Iterator[CatalogProblem]:
    answered = {item.rule for item in items}
    for number, name in RULE_CLASSES.items():
        if number not in answered:
            message = f"附件1第{number}类“{name}”在目录中没有条目"
            yield CatalogProblem(code=None, kind=ProblemKind.UNCOVERED, message=message)
