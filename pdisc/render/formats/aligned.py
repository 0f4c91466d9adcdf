"""table: what a screen shows; in a file, aligned text as wide as its words."""

from pdisc.render.grid import Table, plain_lines
from pdisc.render.paper import Reply


def made(reply: Reply) -> str:
    """Return an answer's tables as aligned text, an empty line between them."""
    return "\n".join(_text(table) for table in reply.tables)


def _text(table: Table) -> str:
    return "".join(f"{line}\n" for line in plain_lines(table))
