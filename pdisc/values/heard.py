"""What came of people's opinions on one disclosure, as far as 归档 asks: one plain value.

The five steps know nothing of opinions (docs/decisions/0042): whoever files hands them this.
"""

import msgspec


class StillOpen(msgspec.Struct, frozen=True, kw_only=True):
    """One opinion that isn't settled, or whose 整改 isn't closed, and what to type next for it."""

    id: str
    state: str
    next: str


class Heard(msgspec.Struct, frozen=True, kw_only=True):
    """The 意见收集结果 in words, empty where no opinion came; and what is still open of it."""

    result: str = ""
    open: tuple[StillOpen, ...] = ()


NOTHING_HEARD = Heard()
