"""What long work tells of how far it is, to whoever looks on."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias, TypeVar

Watch: TypeAlias = Callable[[str, int, int], None]
"""Told what is being done (核对日志), how many of it are done, and of how many."""

T = TypeVar("T")


def unwatched(_what: str, _done: int, _total: int) -> None:
    """Take what is told where nobody looks on."""


def watched(things: Iterable[T], watch: Watch, what: str, total: int) -> Iterator[T]:
    """Yield each thing, and tell before it how many are done."""
    for done, thing in enumerate(things):
        watch(what, done, total)
        yield thing
