"""Word's text, part by part: paragraphs over their runs, tables by cell and row, deleted text.

The same walk reads DrawingML (charts, SmartArt, shapes in Excel), whose paragraphs and tables carry
the same local names.
"""

from collections import Counter

from pdisc.screening.files.box import LIMITS, Unreadable
from pdisc.screening.office.units import Joint, Leaf, MarkSlot, Slot, TextSlot, Unit
from pdisc.screening.office.xmlpart import XmlPart

_MARKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_TEXTS = {"t": "text", "delText": "deleted", "instrText": "code", "delInstrText": "code"}
_INSERTED = ("ins", "moveTo")
_DELETED = ("del", "moveFrom")
_NOTES = frozenset({"footnote", "endnote", "comment"})


class _Paragraph:
    """The slots of one open paragraph: as it reads now, as it read before, and the rest."""

    def __init__(self, where: str, *, in_cell: bool) -> None:
        self.where = where
        self.in_cell = in_cell
        self.now: list[Slot] = []
        self.before: list[Slot] = []
        self.gone: list[Slot] = []
        self.code: list[Slot] = []
        self.hidden = False


class _Table:
    """An open table: how far we are, and what the open row and cell hold."""

    def __init__(self, label: str, depth: int) -> None:
        self.label = label
        self.depth = depth
        self.row = 0
        self.cells: list[Unit] = []
        self.column = 0
        self.paragraphs: list[Unit] = []

    @property
    def where(self) -> str:
        return f"{self.label}第{self.row}行第{self.column}列"


class Story:
    """Reads one part; `units` are its texts and `taken` the pieces they stand in."""

    def __init__(self, part: XmlPart, label: str = "") -> None:
        """Read the part at once; `label` comes before each place, such as 页眉."""
        self.units: list[Unit] = []
        self.taken: set[int] = set()
        self._part = part
        self._label = label
        self._flow: list[Unit] = []
        self._stack: list[str] = []
        self._inside: Counter[str] = Counter()
        self._paragraphs: list[_Paragraph] = []
        self._tables: list[_Table] = []
        self._numbers: Counter[str] = Counter()
        for index, name, opens, closes in part.tags():
            if opens:
                self._open(index, name, empty=closes)
            if closes:
                self._close(name)
        if len(self._flow) > 1:
            self.units.append(Joint(f"{label or '正文'}（连读）", self._flow, "\n", joined=True))

    def _open(self, index: int, name: str, *, empty: bool) -> None:
        parent = self._stack[-1] if self._stack else ""
        self._stack.append(name)
        self._inside[name] += 1
        if len(self._stack) > LIMITS.depth:
            raise Unreadable(f"XML 层次太深：{self._part.name}")
        if name in _TEXTS and not empty:
            self._take_text(index + 1, _TEXTS[name])
        elif name in _MARKS and parent in ("r", "p") and self._paragraphs:
            self._take(MarkSlot(self._part, index, _MARKS[name]), "text")
        elif name == "vanish" and self._paragraphs:
            off = self._part.attributes(index).get("w:val") in ("0", "false", "off")
            self._paragraphs[-1].hidden |= not off
        else:
            self._open_container(name)

    def _open_container(self, name: str) -> None:
        match name:
            case "p":
                self._paragraphs.append(self._new_paragraph())
            case "tbl":
                self._numbers["tbl"] += 1
                label = f"{self._label}表{self._numbers['tbl']}"
                self._tables.append(_Table(label, len(self._paragraphs)))
            case "tr" if self._tables:
                table = self._tables[-1]
                table.row, table.column, table.cells = table.row + 1, 0, []
            case "tc" if self._tables:
                table = self._tables[-1]
                table.column, table.paragraphs = table.column + 1, []
            case _ if name in _NOTES:
                self._numbers["note"] += 1
            case _:
                pass

    def _new_paragraph(self) -> _Paragraph:
        in_cell = bool(self._tables) and self._tables[-1].depth == len(self._paragraphs)
        if in_cell:
            return _Paragraph(self._tables[-1].where, in_cell=True)
        if self._paragraphs:
            outer = self._paragraphs[-1].where
            return _Paragraph(outer.removesuffix("的文本框") + "的文本框", in_cell=False)
        if any(self._inside[note] for note in _NOTES):
            return _Paragraph(f"{self._label}{self._numbers['note']}", in_cell=False)
        self._numbers["p"] += 1
        return _Paragraph(f"{self._label}第{self._numbers['p']}段", in_cell=False)

    def _take_text(self, index: int, manner: str) -> None:
        if not self._paragraphs or not self._part.pieces[index]:
            return
        self.taken.add(index)
        self._take(TextSlot(self._part, index), manner)

    def _take(self, slot: Slot, manner: str) -> None:
        paragraph = self._paragraphs[-1]
        if manner == "code":
            paragraph.code.append(slot)
            return
        if manner == "deleted" or any(self._inside[name] for name in _DELETED):
            paragraph.gone.append(slot)
            paragraph.before.append(slot)
            return
        paragraph.now.append(slot)
        if not any(self._inside[name] for name in _INSERTED):
            paragraph.before.append(slot)

    def _close(self, name: str) -> None:
        if self._stack:
            self._inside[self._stack.pop()] -= 1
        match name:
            case "p" if self._paragraphs:
                self._finish(self._paragraphs.pop())
            case "tc" if self._tables:
                self._finish_cell(self._tables[-1])
            case "tr" if self._tables:
                self._finish_row(self._tables[-1])
            case "tbl" if self._tables:
                self._tables.pop()
            case _:
                pass

    def _finish(self, paragraph: _Paragraph) -> None:
        where = paragraph.where + ("（含隐藏文字）" if paragraph.hidden else "")
        if paragraph.now:
            leaf = Leaf(where, paragraph.now)
            if paragraph.in_cell:
                self._tables[-1].paragraphs.append(leaf)
            else:
                self.units.append(leaf)
                self._flow.append(leaf)
        if paragraph.gone:
            self.units.append(Leaf(f"{where}（修订删除）", paragraph.gone))
            self.units.append(Leaf(f"{where}（修订前）", paragraph.before, joined=True))
        if paragraph.code:
            self.units.append(Leaf(f"{where}（域代码）", paragraph.code))

    def _finish_cell(self, table: _Table) -> None:
        if not table.paragraphs:
            return
        cell = table.paragraphs[0]
        if len(table.paragraphs) > 1:
            cell = Joint(table.where, table.paragraphs, "\n")
        table.cells.append(cell)
        table.paragraphs = []
        self.units.append(cell)
        self._flow.append(cell)

    def _finish_row(self, table: _Table) -> None:
        if len(table.cells) > 1:
            where = f"{table.label}第{table.row}行"
            self.units.append(Joint(where, table.cells, "\t", joined=True))
        table.cells = []
