"""What a 公开目录 may say: its fields, and how each cell is read.

A cell that can't be read makes a catalogue unreadable (`seed.parse_catalog` lists all of them at
once). One that can be read may still contradict itself or the plan: `check.check_catalog` says
where.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

import msgspec

from pdisc.dates.cycles import parse_every
from pdisc.errors import UsageError
from pdisc.text import nearest
from pdisc.values.channels import parse_channel
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

_CODE = r"(?a)([1-9]\d{0,3})\.([1-9]\d{0,3})\.([1-9]\d{0,3})\Z"

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


def _parsed(parse: Callable[[str], str]) -> Callable[[object], str]:
    def read(value: object) -> str:
        try:
            return parse(_text(value))
        except UsageError as error:
            raise ValueError(f"{error.message}；{error.next_step}") from error

    return read


def _channels(value: object) -> list[str]:
    words = _list_of(_parsed(parse_channel))(value)
    if not words:
        raise ValueError("不能为空")
    return words


def _code(value: object) -> str:
    text = _text(value)
    if not re.match(_CODE, text):
        raise ValueError("应写成 一级.二级.三级，如 1.2.1")
    return text


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
    "every": _parsed(parse_every),
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


def value_in_words(item: object, field: str) -> str:
    """Return a field of an item as people read it: 无 for nothing, a class with its name."""
    value = getattr(item, field)
    if field == "rule":
        return f"{value} {RULE_CLASSES[value]}"
    return "、".join(value) if isinstance(value, tuple) else str(value or "无")
