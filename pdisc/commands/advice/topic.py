"""One topic of the help: the words that people type, what to do, and what to type for it."""

from typing import NamedTuple

TITLED = 3
"""How many of its words stand above the answer: the first ones say best what it is about."""


class Topic(NamedTuple):
    """What stands above the answer, the answer, lines to be typed; by which words it is found."""

    title: str
    says: str
    examples: tuple[str, ...]
    words: tuple[str, ...]


def topic(words: str, says: str, *examples: str) -> Topic:
    """Return a topic; its words stand in one text, a blank between each two."""
    apart = tuple(words.split())
    return Topic("、".join(apart[:TITLED]), says, examples, apart)
