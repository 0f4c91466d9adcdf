"""What a form comes to, carried by the format that its file's name says."""

from collections.abc import Sequence

from pdisc.render.formats.choices import FORMATS
from pdisc.render.paper import Paper, Reply
from pdisc.render.pdf_sheet import sheets_pdf
from pdisc.render.word_sheet import sheets_bytes
from pdisc.sheets.sheet import Sheet


def printed_bytes(content: Sequence[Sheet] | Paper | bytes, ending: str) -> bytes:
    """Return the file: sheets as Word or PDF, papers by the formats of answers; bytes as are."""
    if isinstance(content, bytes):
        return content
    if isinstance(content, Paper):
        paper = content
        return FORMATS[ending].data(Reply(None, lambda: paper.tables[0], lambda: paper))
    return sheets_pdf(content) if ending == "pdf" else sheets_bytes(content)
