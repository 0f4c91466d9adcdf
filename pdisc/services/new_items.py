"""A new item of the 公开目录 in a ledger that runs: the next free code, due from a day on."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date

import msgspec

from pdisc.catalog import seed
from pdisc.errors import Refused, UsageError
from pdisc.registers.facts import Facts
from pdisc.registers.items import CatalogItem, ItemAdded, document_order
from pdisc.services.acting import signing
from pdisc.services.confirming import RETENTION
from pdisc.services.contradictions import item_told
from pdisc.services.due_changes import changed_by, moved
from pdisc.services.registers import Registered, needs_approver, register
from pdisc.services.station import Signing, Station
from pdisc.services.target import Target

_PLACE = r"(?a)[1-9]\d{0,3}(?:\.[1-9]\d{0,3}){0,2}\Z"
_LEVELS = {1: "一级目录", 2: "二级目录"}
_OPTIONS = {1: "--level1", 2: "--level2"}

Code = tuple[int, ...]


class NewItem(msgspec.Struct, frozen=True, kw_only=True):
    """A new item as it is typed.

    `place` is its code (7.1.1), only the beginning of it (7.1 or 7), or nothing where the names of
    its levels say where it stands. `cells` are its other fields as a catalogue file writes them;
    what isn't given gets a default marked 推定.
    """

    place: str
    level1: str
    level2: str
    item: str
    cells: Mapping[str, object]
    valid_from: date | None
    reason: str


def add_item(station: Station, given: Signing, new: NewItem) -> Registered:
    """新增条目: an item under a code that none ever had, retired ones included.

    Raises UsageError for what no catalogue could say, Refused for a code that is taken, for names
    that don't belong to their numbers, and for a name that another item bears.
    """
    if new.place and not re.match(_PLACE, new.place):
        raise UsageError(
            f"“{new.place[:20]}”不是编号",
            next_step="写作 7.1.1；只写 7.1 或 7，就用下面一个空的编号",
        )
    with signing(station, given, Target(number=new.place, name="新增目录条目"), new) as session:
        needs_approver(session, "新增目录条目")
        shelf = Shelf(session.facts)
        shelf.refuse_same(new.item)
        code, level1, level2 = shelf.place(new)
        start = new.valid_from or session.signed.on
        names = {"level1": level1, "level2": level2, "level3": new.item}
        cells = {**shelf.usual(code), **new.cells}
        open_ones = [name for name in cells if name == RETENTION or name not in new.cells]
        item = seed.new_item(
            {"code": _text(code), **names, **cells, "assumed": open_ones},
            position=shelf.position(code),
            valid_from=start,
            recorded_on=station.today,
        )
        done = register(session, ItemAdded(item=item, reason=new.reason), item.code)
        done = done.telling(*item_told(session, None, item))
        change = changed_by(session)
    return done.telling(*moved(station, change, code=item.code))


class Shelf:
    """Where the items of a catalogue stand, and which codes were ever used."""

    def __init__(self, facts: Facts) -> None:
        """Take the newest version of every item there ever was."""
        newest = {item.code: item for item in facts.items}
        self._items = sorted(newest.values(), key=document_order)
        self._of: dict[Code, CatalogItem] = {_parts(x.code): x for x in self._items}

    def refuse_same(self, name: str) -> None:
        """Raise Refused where an item in use bears that name."""
        for item in self._items:
            if item.level3 == name and not item.retired:
                raise Refused(
                    f"“{name}”已经在目录里：{item.code}",
                    next_step=f"要改的：pdisc catalog set {item.code} --help",
                )

    def place(self, new: NewItem) -> tuple[Code, str, str]:
        """Return the code of a new item and the names of its levels."""
        typed = _parts(new.place) if new.place else ()
        first, level1 = self._level((), typed[:1], new.level1)
        group, level2 = self._level(first, typed[1:2], new.level2)
        code = (*group, *(typed[2:] or (self._next(group),)))
        taken = self._of.get(code)
        if taken is not None:
            free = _text((*group, self._next(group)))
            held = taken.level3 + ("，已停用" if taken.retired else "")
            raise Refused(
                f"编号 {_text(code)} 用过了（{held}），编号不再用第二次",
                next_step=f"下一个空的编号：pdisc catalog add {free} --help",
            )
        return code, level1, level2

    def _level(self, above: Code, typed: Code, name: str) -> tuple[Code, str]:
        """Return the number of a level below another one, and its name.

        It is the number that was typed, else that of the level of this name, else the next free.
        """
        depth = len(above) + 1
        field = f"level{depth}"
        names: dict[int, str] = {
            parts[depth - 1]: getattr(item, field)
            for parts, item in self._of.items()
            if parts[: depth - 1] == above
        }
        same = next((number for number, known in names.items() if known == name), None)
        number = typed[0] if typed else same or max(names, default=0) + 1
        held = names.get(number, "")
        where = _text((*above, number))
        if not (held or name):
            raise Refused(
                f"还没有{_LEVELS[depth]} {where}，要写明它的名称",
                next_step=f"加上 {_OPTIONS[depth]} 名称",
            )
        if name and held and held != name:
            raise Refused(
                f"{_LEVELS[depth]} {where} 是“{held}”，不是“{name}”",
                next_step=f"不写 {_OPTIONS[depth]}，或者换一个编号",
            )
        if same is not None and same != number:
            raise Refused(
                f"“{name}”已经是{_LEVELS[depth]} {_text((*above, same))}",
                next_step=f"编号写 {_text((*above, same))}",
            )
        return (*above, number), held or name

    def _next(self, group: Code) -> int:
        used = [parts[-1] for parts in self._of if parts[:-1] == group]
        return max(used, default=0) + 1

    def usual(self, code: Code) -> dict[str, object]:
        """Return what is taken over, as 推定, from the items around a new one.

        Their class of 附件1, and their office; where there are none, the catalogue's usual office.
        """
        around = [item for parts, item in self._of.items() if parts[:1] == code[:1]]
        offices = Counter(item.office for item in around or self._items)
        office = {"office": offices.most_common(1)[0][0]} if offices else {}
        return {**office, "rule": around[-1].rule} if around else {**office}

    def position(self, code: Code) -> int:
        """Return where a new item stands: at the end, or with the one that it follows."""
        before = [x for parts, x in self._of.items() if parts < code]
        if len(before) == len(self._items):
            return max((x.position for x in self._items), default=0) + 1
        return max(before or self._items[:1], key=document_order).position


def _parts(code: str) -> Code:
    return tuple(int(part) for part in code.split("."))


def _text(code: Code) -> str:
    return ".".join(map(str, code))
