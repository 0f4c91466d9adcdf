"""What a row of the table of commands tells, and the headings of the help."""

from collections.abc import Callable
from typing import NamedTuple

STEPS, WEEKLY, LOOKUP, CATALOG, UPKEEP = "五步", "每周", "查找", "目录和人员", "台账"


class Spec(NamedTuple):
    """One row: names and place, the heading, the summary, and what it takes and shows besides.

    `chinese` is the other word by which the command is called, its own in its table.
    `kind` says which options it shares with others: read, write or plain. `front` is whether the
    first page of help lists it. `function` is needed where it isn't called as the command is.
    `listed` tells what stands in a list, to end the summary with.
    """

    chinese: str
    module: str
    group: str
    about: str
    kind: str = "read"
    front: bool = True
    parts: dict[str, "Spec"] | None = None
    function: str = ""
    examples: tuple[str, ...] = ()
    listed: Callable[[], str] | None = None

    @property
    def summary(self) -> str:
        """What the command does, in one line."""
        return self.about + (self.listed() if self.listed else "")

    def as_in(self, *examples: str) -> "Spec":
        """Return the row with examples, which its help shows."""
        return self._replace(examples=examples)
