"""What a form comes to, carried by the format that its file's name says."""

from collections.abc import Sequence

from pdisc.render.formats.choices import FORMATS
from pdisc.render.paper import Paper, Reply
from pdisc.render.word_sheet import sheets_bytes
from pdisc.sheets.sheet import Sheet


def printed_bytes(content: Sequence[Sheet] | Paper | bytes, ending: str) -> bytes:
    """Return the file: sheets as Word, papers by the formats of answers; bytes as they are."""
    if isinstance(content, bytes):
        return content
    if isinstance(content, Paper):
        paper = content
        return FORMATS[ending].data(Reply(None, lambda: paper.tables[0], lambda: paper))
    return sheets_bytes(content)
