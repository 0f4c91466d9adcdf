"""What stands on a printed paper: its paragraphs and rows in their order, and its parts as XML."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from conftest import Office
from docx.oxml.ns import qn


def printed(run: Office, folder: Path, *words: str) -> bytes:
    """Print a form into a folder of its own and return its file."""
    out = folder / "表.docx"
    run.ok("print", *words, "--out", str(out))
    return out.read_bytes()


def lines_of(data: bytes) -> list[str]:
    """Return each paragraph and each row (its cells by ｜) as a line, in the paper's order."""
    return list(_lines(docx.Document(io.BytesIO(data)).element.body))


def _lines(body: Any) -> Iterator[str]:
    for element in body:
        if element.tag == qn("w:p"):
            yield _text(element)
        for row in element.iter(qn("w:tr")):
            yield "｜".join(_text(cell) for cell in row.iter(qn("w:tc")))


def _text(element: Any) -> str:
    told = (x for x in element.iter() if x.tag in (qn("w:t"), qn("w:br")))
    return "".join(" " if x.tag == qn("w:br") else x.text or "" for x in told)


def section(data: bytes, heading: str) -> list[str]:
    """Return the lines below a heading such as 三、无事项, up to the next one."""
    lines = lines_of(data)
    first = lines.index(heading) + 1
    ends = (n for n, line in enumerate(lines) if n >= first and line[1:2] == "、")
    return lines[first : next(ends, len(lines))]


def parts(data: bytes) -> dict[str, str]:
    """Return the parts of a Word file as texts, by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        return {name: box.read(name).decode("utf-8", "replace") for name in box.namelist()}
