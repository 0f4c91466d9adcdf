"""table: what a screen shows; in a file, aligned text as wide as its words."""

from pdisc.render.grid import plain_lines
from pdisc.render.paper import Reply


def made(reply: Reply) -> str:
    """Return an answer's table as aligned text."""
    return "".join(f"{line}\n" for line in plain_lines(reply.table()))
