"""A page as a 公文 has it (GB/T 9704-2012, 领域要点 §7): margins, lines, and its few styles."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from docx.document import Document
from docx.shared import Pt
from docx.styles.style import ParagraphStyle

from pdisc.render.wordfile import BODY, HEAD, TITLE, add_style, add_text, new_file

MARGINS = (37.0, 26.0, 35.0, 28.0)
"""In millimetres, as GB/T 9704 has them: top, right, bottom, left."""

SIZE, LINE = 16.0, 28.95
"""3号, and the line that puts 22 of them into the 225 mm of a page, in points."""

SMALL, SMALL_LINE = 12.0, 18.0
WIDTH = 156 * 72 / 25.4
"""The width of the text in points."""


class OfficialPage(NamedTuple):
    """A file with the styles of its title, its text, and the heads and cells of its tables."""

    document: Document
    title: ParagraphStyle
    body: ParagraphStyle
    head: ParagraphStyle
    text: ParagraphStyle

    def heading(self, words: str, *, anew: bool) -> None:
        """Add a title, on a page of its own where the page isn't the first (`anew`)."""
        heading = add_text(self.document, words, self.title, align="center")
        heading.paragraph_format.page_break_before = anew

    def signature(self, lines: Sequence[str]) -> None:
        """Add the lines of whoever signs, at the right, kept on one page."""
        for place, line in enumerate(lines):
            added = add_text(self.document, line, self.body, align="right")
            added.paragraph_format.right_indent = Pt(4 * SIZE)
            added.paragraph_format.space_before = Pt(0 if place else LINE / 2)
            added.paragraph_format.keep_with_next = True

    def for_the_pen(self, line: str) -> None:
        """Add a line with blanks that somebody fills in by hand."""
        added = add_text(self.document, line, self.text)
        added.paragraph_format.space_before = Pt(LINE)
        added.paragraph_format.keep_with_next = True


def official_page(title: str, on: date) -> OfficialPage:
    """Return an empty file laid out so, dated by the data."""
    document = new_file(title, on, landscape=False, margins=MARGINS)
    page = OfficialPage(
        document,
        title=add_style(document, "SlipTitle", "公文标题", font=TITLE, size=22, line=36),
        body=add_style(document, "SlipBody", "公文正文", font=BODY, size=SIZE, line=LINE),
        head=add_style(document, "TableHead", "表头", font=HEAD, size=SMALL, line=SMALL_LINE),
        text=add_style(document, "TableText", "表格文字", font=BODY, size=SMALL, line=SMALL_LINE),
    )
    page.title.paragraph_format.space_after = Pt(LINE / 2)
    return page
