"""What is wrong with a 公开目录 that can be read: contradictions, gaps, repetitions."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

import msgspec

from pdisc.catalog.fields import FIELD_NAMES, RULE_CLASSES
from pdisc.registers.items import CatalogItem
from pdisc.values.channels import reaches_society
from pdisc.words import Scope, Timing


class ProblemKind(StrEnum):
    """What can be wrong with a catalogue that can be read."""

    BEYOND_SCOPE = "形式超出范围"
    OUT_OF_REACH = "形式达不到范围"
    UNCOVERED = "细则无对应条目"
    MISSING = "缺项"
    REPEATED = "重复"
    INFERRED = "推读待确认"
    UNMANNED = "科室没有人"
    UNAPPROVABLE = "没有人能审批"


class CatalogProblem(msgspec.Struct, frozen=True, kw_only=True):
    """One finding of `check_catalog`; `code` is None where it concerns the whole catalogue.

    A conflict must be decided; a cell that is none only waits to be confirmed.
    """

    code: str | None
    kind: ProblemKind
    message: str
    conflict: bool = True


def check_catalog(items: Sequence[CatalogItem]) -> tuple[CatalogProblem, ...]:
    """Return what is wrong with each item, what is there twice, and what is lacking.

    Takes the version in force of every item, in the order of the document.
    """
    return (
        *(problem for item in items for problem in problems_of(item)),
        *_repeated(items, "code"),
        *_repeated(items, "level3"),
        *_uncovered(items),
    )


def problems_of(item: CatalogItem) -> Iterator[CatalogProblem]:
    """Yield what is wrong with one item by itself."""
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
        conflict = kind is not ProblemKind.INFERRED
        yield CatalogProblem(code=item.code, kind=kind, message=message, conflict=conflict)


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
