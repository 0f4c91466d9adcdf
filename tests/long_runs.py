"""Attacks that go on as long as they are let: in their short form, unless the whole is asked for.

PDISC_LONG=1 pytest    every example, every day of a sweep, every act by itself

The short form holds the same laws on fewer of their cases, always the same ones where a list is
swept, others each time where cases are drawn.
"""

import os
from collections.abc import Sequence
from itertools import islice
from typing import TypeVar

LONG = "PDISC_LONG" in os.environ

T = TypeVar("T")


def examples(whole: int) -> int:
    """Return how many of so many examples are drawn: a quarter in the short form, five at least."""
    return whole if LONG else max(whole // 4, min(whole, 5))


def some_of(things: Sequence[T], every: int) -> list[T]:
    """Return every so-manyth thing in the short form, with the first and the last among them."""
    return list(things) if LONG else [*islice(things, 0, len(things) - 1, every), things[-1]]


def together(things: Sequence[T], most: int) -> list[tuple[T, ...]]:
    """Return the things one by one, in the short form so many at a time."""
    size = 1 if LONG else most
    return [tuple(things[start : start + size]) for start in range(0, len(things), size)]
