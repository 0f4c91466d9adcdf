"""Text, CSV and HTML files: decoded as Chinese offices write them, told by line or by cell."""

import csv
import html
import io
import re
from collections.abc import Iterator

from pdisc.screening import decoding
from pdisc.screening.decoding import Decoded
from pdisc.screening.files.box import LIMITS, MB, Unreadable
from pdisc.screening.files.laid import END_OF_ROW, Part, in_lines, is_flat, laid_out

_BASE64 = "[A-Za-z0-9+/]"
_CODED = (
    rf"(?i)quoted-printable|=\?[\w-]{{2,30}}\?[bq]\?|(?<!{_BASE64})"
    rf"(?:{_BASE64}{{60,}}+\r?\n[ \t]*{_BASE64}{{60}}|{_BASE64}{{200}})"
)
# An unclosed comment runs to the end, so that each character is looked at once.
_COMMENT = r"<!--(?:[^-]|-(?!->))*+(?:-->|\Z)"
_TAG = r"<(/?[\w:]*)[^<>]*>"
_CELLS = ("td", "th", "w:tc", "cell", "ss:cell")
_LINES = (
    *("p", "div", "br", "tr", "li", "table", "title", "option", "h1", "h2", "h3", "h4"),
    *("w:p", "w:br", "a:p", "row", "ss:row"),
)
_BETWEEN = {
    **dict.fromkeys(_CELLS, "\t"),
    **{slash + name: "\n" for slash in ("", "/") for name in _LINES},
}
"""What a tag puts between the words at its sides; other tags part nothing."""


def decode(data: bytes) -> Decoded:
    """Return bytes as text (UTF-8, UTF-16 with its mark, GB18030), or raise Unreadable."""
    if len(data) > LIMITS.text:
        raise Unreadable(f"文本超过{LIMITS.text // MB}MB，分成几个文件后再附")
    try:
        return decoding.decode(data)
    except decoding.Undecodable as problem:
        raise Unreadable(str(problem)) from problem


def text_parts(text: str) -> Iterator[Part]:
    """Yield a text as one part, its lines as places.

    Where the text has tags or escapes, the words without them follow: 138<b>0000</b>0000.
    """
    yield in_lines("全文", text)
    if (words := unescaped(text)) != text:
        yield Part("全文（去掉标记）", words, joined=True)


def unescaped(text: str) -> str:
    r"""Return the words of HTML, XML or JSON: without tags and comments, &#49; and \u0031 as 1."""
    text = re.sub(_COMMENT, "", text)
    text = re.sub(_TAG, lambda tag: _BETWEEN.get(tag[1].lower(), ""), text)
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda code: chr(int(code[1], 16)), text)
    return html.unescape(text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def is_coded(text: str) -> bool:
    """Tell whether a text holds data in base64 or quoted-printable: a mail's, a page's pictures.

    A mail's headers hold such words too: =?utf-8?B?5py65a+G?=.
    """
    return re.search(_CODED, text) is not None


def csv_parts(text: str) -> Iterator[Part]:
    """Yield a table as one part, its cells as places, or its lines where it is no table.

    A cell that has lines itself is told once more, by itself.
    """
    rows = csv_rows(text)
    if rows is None:
        yield from text_parts(text)
        return
    whole = laid_out("全表", rows)
    yield whole
    for number, row in enumerate(rows if whole.apart else (), 1):
        for column, cell in enumerate(row, 1):
            if not is_flat(cell):
                yield Part(f"第{number}行第{column}列", cell)


def whole_table(rows: list[list[str]]) -> str:
    """Return a table as one text, its cells under their headings."""
    return END_OF_ROW.join("\t".join(row) for row in rows)


def csv_rows(text: str) -> list[list[str]] | None:
    """Return the table, or None where quotes or lengths make no sense or nothing parts cells."""
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text)))
    except csv.Error:
        return None
    return rows if any(len(row) > 1 for row in rows) else None


def delimiter(text: str) -> str:
    """Return the separator of a table: what its first lines have most of."""
    first = re.sub(r'"[^"]*"', "", text[:10_000])
    return max(",;\t|", key=first.count)
