"""What was answered so far in one walk of questions: kept, played again, taken back one by one.

A walk is a plain function that asks one question after another. To go back is to run it anew with
one answer less: the earlier answers are given again by themselves, in silence. Each is kept with
its question and by what it meant, not by the place in a list that may be another one tomorrow.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from pdisc.commands.spelling import spelled_path
from pdisc.registers.items import CatalogItem
from pdisc.services.unfinished import KeptAnswer
from pdisc.values.records import DetailRecord

LABEL_ENDS = r"[（；，：]"
"""Where the hints of a question begin, behind what it is about."""


class Answered(NamedTuple):
    """One answer: what was asked, what to type for it, and how it is told."""

    subject: str
    typed: str
    meant: str


class Answers:
    """The answers of one walk, in the order of its questions."""

    def __init__(
        self, earlier: Sequence[KeptAnswer] = (), kept: Callable[[list[KeptAnswer]], object] = list
    ) -> None:
        """Begin with what was answered before an interruption, if anything was.

        `kept` is told all answers whenever there is a new one.
        """
        self._waiting = [each for each in earlier if each.given]
        self._offered = [each for each in earlier if not each.given]
        self._keep = kept
        self._anew: set[str] = set()
        self._playing = False
        self.given: list[Answered] = []

    @property
    def replaying(self) -> bool:
        """Whether the next question is answered already."""
        return bool(self._waiting)

    @property
    def kept(self) -> list[KeptAnswer]:
        """All answers as they are kept; what still waits, or is offered, as well."""
        given = [KeptAnswer(each.subject, each.typed) for each in self.given]
        found = [*given, *self._waiting, *self._offered]
        return [each for each in found if each.asked not in self._anew]

    def next(self, label: str, *, anew: bool = False) -> str | None:
        """Return the answer that was given to this question before; None where it is a new one.

        Where the walk has come to ask something else, nothing that was kept is given by itself any
        more; a question that is asked `anew` in every walk comes in between.
        """
        fits = bool(self._waiting) and self._waiting[0].asked == subject_of(label)
        if anew:
            self._anew.add(subject_of(label))
        elif not fits:
            self.forget()
        self._playing = fits
        return self._waiting[0].typed if fits else None

    def before(self, label: str) -> str:
        """Return what this question was answered with before, to be offered to her."""
        found = self._offer(label)
        return found.typed if found else ""

    def begin(self, label: str, typed: str) -> None:
        """Note what was typed so far for an answer of many lines, to be offered to her."""
        if offered := self._offer(label):
            self._offered.remove(offered)
        self._offered.insert(0, KeptAnswer(subject_of(label), typed, given=False))
        self._keep(self.kept)

    def _offer(self, label: str) -> KeptAnswer | None:
        subject = subject_of(label)
        return next((each for each in self._offered if each.asked == subject), None)

    def keep(self, label: str, typed: str, value: object, told: str = "") -> None:
        """Note that a question was answered; `told` is how, where its value doesn't say it."""
        if offered := self._offer(label):
            self._offered.remove(offered)
        if self._playing:
            self._waiting = self._waiting[1:]
        again = as_typed(value, typed)
        meant = told or in_words(value, again)
        self.given.append(Answered(subject_of(label), again, meant))
        if not self._playing:
            self._keep(self.kept)

    def forget(self) -> None:
        """Give nothing by itself from here on; what was kept is offered where it is asked for."""
        taken_back = [each._replace(given=False) for each in self._waiting]
        self._offered = [*taken_back, *self._offered]
        self._waiting, self._playing = [], False

    def play_again(self) -> None:
        """Begin the walk anew with every answer."""
        given = [KeptAnswer(each.subject, each.typed) for each in self.given]
        self._waiting, self.given = [*given, *self._waiting], []

    def take_back(self) -> bool:
        """Begin the walk anew without the last answer; say whether there was one."""
        self.play_again()
        if not self._waiting:
            return False
        self._offered.insert(0, self._waiting.pop()._replace(given=False))
        return True


def subject_of(label: str) -> str:
    """Return what a question is about, without its hints."""
    return re.split(LABEL_ENDS, label.strip(), maxsplit=1)[0]


def as_typed(value: object, typed: str) -> str:
    """Return what means the same wherever it is typed: a word, not its place in a list.

    A file is the one in the folder in which she sits now.
    """
    if isinstance(value, CatalogItem):
        return value.code
    if isinstance(value, (str, date)):
        return str(value)
    if isinstance(value, Path):
        return str(value.absolute())
    words = value if isinstance(value, list) else ()
    if words and all(isinstance(each, Path) for each in words):
        meant = words[0] if len(words) == 1 else Path(spelled_path(typed)).expanduser()
        return str(meant.absolute())
    if words and all(isinstance(each, DetailRecord) for each in words):
        return "、".join(each.number for each in words)
    if words and all(isinstance(each, str) for each in words):
        return "、".join(words)
    return typed


def in_words(value: object, typed: str) -> str:
    """Return what an answer was taken for, as it is told before the act."""
    if isinstance(value, CatalogItem):
        return f"{value.code} {value.level3}"
    return typed or "不写"
