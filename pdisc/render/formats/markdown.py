"""md: a table in Markdown, for a wiki or a chat."""

import re

from pdisc.render.grid import Cell, Table, cell_text
from pdisc.render.paper import Reply

_RULES = {"left": ":---", "right": "---:", "center": ":---:"}

_MARKUP = (
    r"[\\`*<>\[\]|~]"
    r"|(?<!\w)_|_(?!\w)"  # an underscore between two letters is no emphasis
    r"|&(?=#?[0-9A-Za-z]+;)"  # an ampersand alone is no entity
)


def made(reply: Reply) -> str:
    """Return an answer's tables in Markdown."""
    return "\n".join(markdown_text(table) for table in reply.tables)


def markdown_text(table: Table) -> str:
    """Return the table in GitHub's Markdown, its caption in bold above; data is never markup."""
    caption = f"**{_markdown_cell(table.caption)}**\n\n" if table.caption else ""
    lines = [
        [_markdown_cell(column.title) for column in table.columns],
        [_RULES[column.align] for column in table.columns],
        *([_markdown_cell(cell) for cell in row] for row in table.rows),
    ]
    return caption + "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _markdown_cell(cell: Cell) -> str:
    text = cell_text(cell, keep_newlines=True).strip()
    return re.sub(_MARKUP, r"\\\g<0>", text).replace("\n", "<br>")
