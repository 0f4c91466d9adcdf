"""A new file without what a mask takes out: text removed everywhere it stood, never covered."""

import csv
import io

from pdisc.errors import Refused
from pdisc.screening.files.box import Unreadable
from pdisc.screening.files.kinds import REWRITABLE, Kind
from pdisc.screening.files.laid import END_OF_ROW, flat, number_runs
from pdisc.screening.files.plain import csv_rows, decode, delimiter, whole_table
from pdisc.screening.office.repack import Masks, repacked
from pdisc.screening.office.strip import stripped
from pdisc.screening.office.units import Replace

_LINE_ENDS = "\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"


class CannotRewrite(Refused):
    """The text can't be taken out of this file; another one must take its place."""

    title = "附件不能改写"

    def __init__(self, reason: str) -> None:
        """Say why, and that the attachment is to be replaced."""
        super().__init__(reason, next_step="换一个已处理好的附件")


def rewrite(data: bytes, kind: Kind, replace: Replace) -> bytes:
    """Return the file with `replace` applied to every text that `extract` reads.

    `replace` must give the same answer to the same text. The same input gives the same bytes.
    Raises CannotRewrite for other kinds than docx, xlsx, txt and csv, for damaged files, and for
    files that hold something we can't read.
    """
    if kind not in REWRITABLE:
        raise CannotRewrite(f"{kind}里的文字不能改写")
    masks = Masks(replace)
    try:
        if kind in (Kind.DOCX, Kind.XLSX):
            return repacked(data, kind, masks)
        found = decode(data)
        text = _lines(found.text, masks) if kind is Kind.TEXT else _table(found.text, masks)
        return found.mark + text.encode(found.encoding)
    except Unreadable as problem:
        raise CannotRewrite(str(problem)) from problem
    except Exception as error:  # damage of any kind: no half-masked file may come of it
        raise CannotRewrite("文件已损坏，不能改写") from error


def strip(data: bytes, kind: Kind) -> bytes:
    """Return the file without what no screen shows: hidden parts, notes, tracked changes.

    Raises CannotRewrite for other kinds than docx and xlsx, for damaged files, and where something
    that is seen hangs on what isn't.
    """
    if kind not in (Kind.DOCX, Kind.XLSX):
        raise CannotRewrite(f"{kind}里的隐藏内容不能取出")
    try:
        return stripped(data, kind)
    except Unreadable as problem:
        raise CannotRewrite(str(problem)) from problem
    except Exception as error:  # damage of any kind: no half-stripped file may come of it
        raise CannotRewrite("文件已损坏，不能改写") from error


def _lines(text: str, masks: Masks) -> str:
    """Return a text masked line by line, and then as a whole."""
    masked = []
    for line in text.splitlines(keepends=True):
        body = line.rstrip(_LINE_ENDS)
        masked.append(masks(body) + line[len(body) :])
    return masks("".join(masked))


def _table(text: str, masks: Masks) -> str:
    """Return a CSV text with its cells and rows masked; untouched where nothing changed."""
    rows = csv_rows(text)
    if rows is None:
        return _lines(text, masks)
    new = _whole([_row(row, masks) for row in rows], masks)
    if new == rows:
        return text
    out = io.StringIO(newline="")
    ending = "\r\n" if "\r\n" in text else "\n"
    csv.writer(out, delimiter=delimiter(text), lineterminator=ending).writerows(new)
    return out.getvalue()


def _whole(rows: list[list[str]], masks: Masks) -> list[list[str]]:
    """Return a table masked by what stands over its columns, where its shape allows it.

    It is masked as it is read, each cell on one line; so a masked cell keeps none of its breaks.
    """
    read = [list(map(flat, row)) for row in rows]
    masked = masks(whole_table(read))
    new = [line.split("\t") for line in masked.split(END_OF_ROW)]
    if list(map(len, new)) != list(map(len, rows)):
        return rows
    return [
        [old if now == was else now for old, was, now in zip(*cells, strict=True)]
        for cells in zip(rows, read, new, strict=True)
    ]


def _row(row: list[str], masks: Masks) -> list[str]:
    cells = _without_split_numbers([masks(cell) for cell in row], masks)
    joined = "\t".join(cells)
    masked = masks(joined)
    if masked == joined:
        return cells
    shares = masked.split("\t")
    return shares if len(shares) == len(cells) else [masked, *[""] * (len(cells) - 1)]


def _without_split_numbers(cells: list[str], masks: Masks) -> list[str]:
    """Return a row in which a number over several cells gives way to its mask in the first."""
    row = "\t".join(map(flat, cells))
    for start, end in number_runs(row):
        first, last = row.count("\t", 0, start), row.count("\t", 0, end)
        label, number = cells[first - 1] if first else "", "".join(cells[first : last + 1])
        masked = masks(label + number)
        if masked != label + number:
            rest = [""] * (last - first)
            cells = [*cells[:first], masked.removeprefix(label), *rest, *cells[last + 1 :]]
    return cells
