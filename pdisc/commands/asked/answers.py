"""What was answered so far in one walk of questions: kept, played again, taken back one by one.

A walk is a plain function that asks one question after another. To go back is to run it anew with
one answer less: the earlier answers are given again by themselves, in silence.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from pdisc.registers.items import CatalogItem

LABEL_ENDS = r"[（；，：]"
"""Where the hints of a question begin, behind what it is about."""


class Answered(NamedTuple):
    """One answer: what was asked, what was typed, and what that was taken for."""

    label: str
    typed: str
    meant: str


class Answers:
    """The answers of one walk, in the order of its questions."""

    def __init__(
        self, earlier: Sequence[str] = (), kept: Callable[[list[str]], object] = list
    ) -> None:
        """Begin with what was typed before an interruption, if anything was.

        `kept` is told all that was typed whenever an answer is new.
        """
        self._waiting = list(earlier)
        self._kept = kept
        self._taken_back = ""
        self.given: list[Answered] = []

    @property
    def replaying(self) -> bool:
        """Whether the next question is answered already."""
        return bool(self._waiting)

    @property
    def typed(self) -> list[str]:
        """What was typed, to be given again; what still waits to be played as well."""
        return [each.typed for each in self.given] + self._waiting

    def next(self) -> str | None:
        """Return the answer that was given before; None where the question is a new one."""
        return self._waiting[0] if self._waiting else None

    def before(self) -> str:
        """Return what the next question was answered with until she went back to it, once."""
        taken, self._taken_back = self._taken_back, ""
        return taken

    def keep(self, label: str, typed: str, value: object) -> None:
        """Note that a question was answered."""
        new = not self._waiting
        self._waiting = self._waiting[1:]
        subject = re.split(LABEL_ENDS, label.strip(), maxsplit=1)[0]
        self.given.append(Answered(subject, typed, in_words(value, typed)))
        if new:
            self._kept(self.typed)

    def forget(self) -> None:
        """Drop what was to be played: from here on it doesn't fit any more."""
        self._waiting.clear()

    def take_back(self) -> bool:
        """Begin the walk anew without the last answer; say whether there was one."""
        typed = self.typed
        if not typed:
            return False
        *self._waiting, self._taken_back = typed
        self.given = []
        return True


def in_words(value: object, typed: str) -> str:
    """Return what an answer was taken for, as it is told before the act."""
    if isinstance(value, date):
        return str(value)
    if isinstance(value, CatalogItem):
        return f"{value.code} {value.level3}"
    if isinstance(value, str):
        return str(value) or "不写"
    words = value if isinstance(value, list) else ()
    if words and all(isinstance(each, str) for each in words):
        return "、".join(words)
    return typed or "不写"
