"""A page of a screen: blocks of lines under headings, as many as there is room for.

What has no room is counted under its heading, never dropped in silence.
"""

from collections.abc import Sequence

import msgspec

from pdisc.text import cell_width


class Block(msgspec.Struct, frozen=True):
    """A heading with entries of one or more lines each; below the last stands its `foot`."""

    heading: str
    entries: tuple[tuple[str, ...], ...]
    foot: tuple[str, ...] = ()


class Fitted(msgspec.Struct, frozen=True):
    """The entries of a block that have room, and how many have none."""

    block: Block
    entries: tuple[tuple[str, ...], ...]

    @property
    def more(self) -> int:
        """How many entries the page has no room for."""
        return len(self.block.entries) - len(self.entries)


def fitted(blocks: Sequence[Block], *, lines: int, width: int) -> tuple[Fitted, ...]:
    """Return what of each block fits into so many lines of a screen of so many cells.

    Every heading stands, with a line for what is left out. The first entry of every block comes
    before the second of any; then the blocks that stand above take the rest.
    """
    shown = [0] * len(blocks)
    heights = [[height(entry, width) for entry in block.entries] for block in blocks]
    used = sum(_frame(block, width) + bool(block.entries) for block in blocks)
    most = max((len(block.entries) for block in blocks), default=0)
    for place, upto in (
        *((n, 1) for n in range(len(blocks))),
        *((n, most) for n in range(len(blocks))),
    ):
        costs = heights[place]
        for entry in range(shown[place], min(upto, len(costs))):
            cost = costs[entry] - (entry + 1 == len(costs))  # the line that would count the rest
            if used + cost > lines:
                break
            used += cost
            shown[place] += 1
    return tuple(
        Fitted(block, block.entries[:count]) for block, count in zip(blocks, shown, strict=True)
    )


def height(texts: Sequence[str], width: int) -> int:
    """Return how many lines of a screen some lines of text take."""
    return sum(max(1, -(-cell_width(text) // width)) for text in texts)


def _frame(block: Block, width: int) -> int:
    return height([block.heading, *block.foot], width)
