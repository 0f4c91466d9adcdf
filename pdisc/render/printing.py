"""What a form comes to, carried by the format that its file's name says."""

from collections.abc import Sequence

from pdisc.render.formats.choices import FORMATS
from pdisc.render.paper import Paper, Reply
from pdisc.render.pdf_paper import paper_pdf
from pdisc.render.pdf_sheet import sheets_pdf
from pdisc.render.word_sheet import sheets_bytes
from pdisc.sheets.sheet import Sheet


def printed_bytes(content: Sequence[Sheet] | Paper | bytes, ending: str) -> bytes:
    """Return the file: sheets as Word or PDF, papers also as tables; bytes as they are."""
    if isinstance(content, bytes):
        return content
    if isinstance(content, Paper):
        paper = content
        if ending == "pdf":
            return paper_pdf(paper)
        reply = Reply(None, lambda: paper.tables[0], lambda: paper, lambda: paper.tables[1:])
        return FORMATS[ending].data(reply)
    return sheets_pdf(content) if ending == "pdf" else sheets_bytes(content)
