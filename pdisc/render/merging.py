"""Cells of a table that are one on paper: equal ones below one another, where a column says so."""

from collections.abc import Sequence
from itertools import pairwise

from pdisc.render.grid import Table, text_grid


def depths(table: Table) -> list[list[int]]:
    """Return how many rows each cell covers: 1 by itself, 0 where the one above covers it.

    A merged column keeps within what the merged column before it holds together.
    """
    _, *rows = text_grid(table)
    found = [[1] * len(table.columns) for _ in rows]
    begins = {0} if rows else set()
    for place, column in enumerate(table.columns):
        if column.merged:
            begins |= {n for n in range(1, len(rows)) if rows[n][place] != rows[n - 1][place]}
            _cover(found, place, sorted(begins))
    return found


def _cover(found: list[list[int]], place: int, begins: Sequence[int]) -> None:
    for begin, end in pairwise((*begins, len(found))):
        for row in range(begin, end):
            found[row][place] = end - begin if row == begin else 0
