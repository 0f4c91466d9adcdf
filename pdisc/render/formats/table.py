"""table: what a screen shows; in a file, aligned text as wide as its words."""

from pdisc.render.paper import Answer
from pdisc.render.table import plain_lines


def made(answer: Answer) -> str:
    """Return an answer's table as aligned text."""
    return "".join(f"{line}\n" for line in plain_lines(answer.table()))
