"""What is known of single items beyond the plan's table: cautions, sources, evidence of a merge.

Kept in `data/item_notes.json`, which reading commands can afford: no YAML. A note belongs to a
code and a name, so that another office's catalogue, whose 4.2.1 is something else, gets none.
"""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache

import msgspec

from pdisc.dates.cycles import days_of, months_after_event, months_of
from pdisc.registers.items import CatalogItem
from pdisc.shipped import data_text

CAUTION = "caution"
"""The name under which the source of a caution stands, beside those of an item's fields."""


class FieldSource(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the value of a field stands: 文件, 条款, 施行日; None where nobody found it out."""

    field: str
    document: str | None = None
    clause: str | None = None
    in_force: date | None = None


class ItemNote(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is known of one item; `evidence` names cells that keep the traces of a merge.

    `slowest` is the longest cycle or term that the document behind it allows.
    """

    code: str
    item: str
    caution: str = ""
    slowest: str = ""
    sources: tuple[FieldSource, ...] = ()
    evidence: tuple[str, ...] = ()


class _NoteFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    fields: tuple[FieldSource, ...]
    items: tuple[ItemNote, ...]


@cache
def _file() -> _NoteFile:
    return msgspec.json.decode(data_text("item_notes.json"), type=_NoteFile)


@cache
def notes() -> Mapping[tuple[str, str], ItemNote]:
    """Return the shipped notes by code and name of the item."""
    return {(note.code, note.item): note for note in _file().items}


def caution_of(code: str, item: str) -> str:
    """Return what to mind when an item is disclosed; nothing where no note says."""
    note = notes().get((code, item))
    return note.caution if note else ""


def caution_told(code: str, item: str) -> tuple[str, ...]:
    """Return the caution as it is told at 提出 and 审核."""
    caution = caution_of(code, item)
    return (f"{code} 公开时要注意：{caution}",) if caution else ()


def too_slow(item: CatalogItem) -> tuple[str, ...]:
    """Return what to tell of an item that is to be disclosed later than its document allows."""
    note = notes().get((item.code, item.level3))
    if note is None or not note.slowest or item.every is None:
        return ()
    if _days(item.every) <= _days(note.slowest):
        return ()
    paper = next((each.document for each in note.sources if each.field == "every"), None)
    return (f"{item.code} 最迟应{note.slowest}公开（{paper or '见依据'}），现在是{item.every}",)


def _days(every: str) -> int:
    """Return about how many days a cycle or a term has."""
    months = months_of(every) or months_after_event(every) or 0
    return months * 31 or (days_of(every) or 0) * 7 // 5


def sources_of(item: CatalogItem) -> tuple[FieldSource, ...]:
    """Return the sources of an item's 推定 fields, and of its caution, as far as they are known."""
    note = notes().get((item.code, item.level3))
    told = (*(note.sources if note else ()), *_file().fields)
    return tuple(each for each in told if each.field in (CAUTION, *item.assumed))


def evidence_of(item: CatalogItem) -> dict[str, str]:
    """Return what bears out that blank cells were read rightly, by field.

    A cell that heads a merge of three rows or more keeps empty paragraphs in the plan's own file;
    they stand exactly where the reading 「nearest above」 needs such a head.
    """
    note = notes().get((item.code, item.level3))
    own = dict.fromkeys(note.evidence if note else (), _HEADS)
    heads = {(each.code, field) for each in notes().values() for field in each.evidence}
    for field in item.inferred:
        above = re.search(_ABOVE, item.why.get(field, ""))
        if above and (above[1], field) in heads:
            own[field] = _BORNE_OUT.format(above[1])
    return own


_ABOVE = r"(?a)上方(\d+\.\d+\.\d+)"
_HEADS = "原件此格里留有空段落，是纵向合并格的第一格"
_BORNE_OUT = "原件{}的此格里留有空段落，确是纵向合并格的第一格"
