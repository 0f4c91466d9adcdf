"""What a person typed, gathered and checked as a whole: all that is missing is said at once."""

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from pdisc.commands.asked.question import ask_line, refuse_option
from pdisc.context import Context
from pdisc.dates.cycles import parse_every
from pdisc.dates.typed import parse_date
from pdisc.errors import PdiscError, UsageError
from pdisc.services import rosters
from pdisc.services.texts import line, paragraph
from pdisc.text import halfwidth
from pdisc.values.channels import parse_channel, parse_scope
from pdisc.values.placeholders import is_placeholder, refusal, role_meant
from pdisc.words import Scope, ScopeDetail

W = TypeVar("W", bound=StrEnum)


def listed(values: Sequence[str] | None) -> list[str]:
    """Return the words of a list as they were typed: each its own, or several in one (会议、文件).

    An empty text stays one, to be complained of.
    """
    return [
        part
        for value in values or ()
        for part in [each for each in re.split(r"[、，,;；]+", value) if each.strip()] or [value]
    ]


def _called(flag: str, label: str) -> str:
    """Return how something that is missing is called: once, where its label says it already."""
    return label if label.startswith(flag) else f"{flag}（{label}）"


class Form:
    """Collects problems instead of stopping at the first; asks where somebody can answer."""

    def __init__(self, context: Context) -> None:
        """Begin an empty form for one run."""
        self.context = context
        self._missing: list[str] = []
        self._wrong: list[UsageError] = []
        self._refused: set[str] = set()

    def need(self, flag: str, label: str, value: str | None, *, long: bool = False) -> str:
        """Return a required text, trimmed; asked for on a terminal, noted as missing elsewhere."""
        given = self.text(flag, value, long=long)
        while not given and self.context.asks:
            given = self._answered(flag, label, long=long)
        if not given and flag not in self._refused:
            self._missing.append(_called(flag, label))
        return given

    def choose(self, flag: str, label: str, value: str | None, words: type[W]) -> W | None:
        """Return a required word of a closed vocabulary; a terminal is asked until it fits."""
        shown = f"{label}（{'、'.join(words)}）"
        given = self.need(flag, shown, value)
        while value is None and self.context.asks and given not in set(words):
            self.context.screen.notice(f"请写其中之一：{'、'.join(words)}")
            given = self.need(flag, shown, None)
        return self.word(flag, given or None, words)

    def missing(self, flag: str, label: str) -> None:
        """Note something required that was not given and can't be asked for as one text."""
        self._missing.append(_called(flag, label))

    def _answered(self, flag: str, label: str, *, long: bool) -> str:
        """Return what was typed; an answer that can't be kept is told, and asked for once more."""
        try:
            typed = ask_line(self.context, f"{label}：")
            if refuse_option(self.context, typed):
                return ""
            return (paragraph if long else line)(flag, typed)
        except UsageError as error:
            self.context.screen.notice(error.message)
            return ""

    def text(self, flag: str, value: str | None, *, long: bool = False) -> str:
        """Return an optional text, trimmed; empty where it wasn't given."""
        try:
            return (paragraph if long else line)(flag, value or "")
        except UsageError as error:
            self._wrong.append(error)
            self._refused.add(flag)
            return ""

    def optional(self, flag: str, value: str | None, *, long: bool = False) -> str | None:
        """Return a text that may be left out: None where it was, an error where it is empty."""
        if value is None:
            return None
        given = self.text(flag, value, long=long)
        if not given and flag not in self._refused:
            self._wrong.append(UsageError(f"{flag} 后面是空的"))
        return given

    def day(self, flag: str, value: str | None) -> date | None:
        """Return a date, or None where none was given."""
        if value is None:
            return None
        try:
            return parse_date(value, self.context.today)
        except UsageError as error:
            self._wrong.append(UsageError(f"{flag}：{error.message}", next_step=error.next_step))
            return None

    def word(self, flag: str, value: str | None, words: type[W]) -> W | None:
        """Return a word of a closed vocabulary, trimmed and exact; None where none was given."""
        found = self.listed(flag, value, words)
        return None if found is None else words(found)

    def listed(self, flag: str, value: str | None, names: Iterable[str]) -> str | None:
        """Return a name of a list, trimmed and exact; None where none was given."""
        known = list(map(str, names))
        if value is None or value.strip() in known:
            return value and value.strip()
        self._wrong.append(UsageError(f"{flag} 应为 {' '.join(known)}，不是“{value.strip()}”"))
        return None

    def every(self, flag: str, value: str | None) -> str | None:
        """Return a cycle or a term as it is stored (每季度, 发生后10个工作日), None for none."""
        if value is None:
            return None
        try:
            return parse_every(value)
        except UsageError as error:
            self._wrong.append(UsageError(f"{flag}：{error.message}", next_step=error.next_step))
            return None

    def scope(self, flag: str, value: str | None) -> tuple[Scope | None, ScopeDetail | None]:
        """Return a scope with its detail (党内:本单位); None and None where none was given."""
        if value is None:
            return None, None
        try:
            return parse_scope(value)
        except UsageError as error:
            self._wrong.append(UsageError(f"{flag}：{error.message}", next_step=error.next_step))
            return None, None

    def words(self, flag: str, values: Sequence[str] | None, words: type[W]) -> tuple[W, ...]:
        """Return several words of a closed vocabulary; 承办、档案 in one text are two."""
        found = (self.word(flag, value, words) for value in listed(values))
        return tuple(word for word in found if word is not None)

    def channels(self, flag: str, values: Sequence[str] | None) -> tuple[str, ...]:
        """Return channels as they are stored, e.g. 会议 or 网站:党建网."""
        found = []
        for value in listed(values):
            try:
                found.append(parse_channel(line(flag, value)))
            except UsageError as error:
                self._wrong.append(error)
        return tuple(dict.fromkeys(found))

    def number(self, flag: str, value: str | None, *, most: int) -> int | None:
        """Return a whole number from 0 to `most`, or None where none was given."""
        if value is None:
            return None
        typed = halfwidth(value)
        digits = typed.lstrip("0") or "0"
        short = len(digits) <= len(str(most))  # Python makes no number of 5000 digits
        if typed.isascii() and typed.isdigit() and short and int(digits) <= most:
            return int(digits)
        self._wrong.append(UsageError(f"{flag} 应为 0 到 {most} 的整数，不是“{typed}”"))
        return None

    def paths(self, values: Sequence[str] | None) -> tuple[Path, ...]:
        """Return the files that were named; whether they can be read is seen when they are."""
        return tuple(Path(value).expanduser() for value in values or ())

    def wrong(self, message: str, *, next_step: str = "") -> None:
        """Note something that is wrong with the call."""
        self._wrong.append(UsageError(message, next_step=next_step))

    def done(self) -> None:
        """Raise one UsageError that says everything that is missing or malformed."""
        self._check_signing()
        problems = [error.message for error in self._wrong]
        if self._missing:
            problems.insert(0, f"缺少：{'、'.join(dict.fromkeys(self._missing))}")
        if problems:
            hints = [error.next_step for error in self._wrong if error.next_step]
            raise UsageError("；".join(problems), next_step=hints[0] if hints else "")

    def _check_signing(self) -> None:
        options = self.context.options
        self.day("--on", options.on)
        for flag, value in (
            ("--note", options.note),
            ("--late-reason", options.late_reason),
            ("--waive-separation", options.waiver),
        ):
            self.optional(flag, value, long=True)
        self.text("--as", options.operator)
        self._signer(options.by)

    def _signer(self, name: str | None) -> None:
        """Check who decides; where a stand-in was typed, say whose name may stand there."""
        if name is None or not is_placeholder(name):
            self.optional("--by", name)
            return
        step = "看人员名单：pdisc staff list"
        with suppress(PdiscError), self.context.reading() as reading:
            step = rosters.who_may(reading, role_meant(name), self.context.today) or step
        self._wrong.append(UsageError(refusal("姓名", name.strip()), next_step=step))
