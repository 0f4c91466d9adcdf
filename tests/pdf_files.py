"""Reading PDFs in tests, and whether this machine can make any."""

import io

import pypdf
import pytest
import typst

from pdisc.errors import StorageFailed
from pdisc.render import pdf_fonts


def families() -> list[str]:
    return typst.Fonts(include_embedded_fonts=False).families()


def has_chinese() -> bool:
    try:
        return bool(pdf_fonts.chosen(families()))
    except StorageFailed:
        return False


needs_fonts = pytest.mark.skipif(
    not has_chinese(), reason="no Chinese font here: install fonts-noto-cjk"
)


def read(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data))


def pages(data: bytes) -> list[str]:
    return [page.extract_text() for page in read(data).pages]


def squeezed(text: str) -> str:
    """Return a text without what a reader of PDFs puts between letters, or leaves out."""
    return "".join(text.split())
