"""Free text as it comes in: trimmed, measured against the rules, refused where it can't be kept."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from pdisc.errors import UsageError
from pdisc.text import clean_line, clean_text, one_newline, visible
from pdisc.values.placeholders import NOUNS, is_placeholder, refusal

if TYPE_CHECKING:
    from pdisc.rules import RuleBook


def line(name: str, text: str) -> str:
    """Return a one-line text, outer blanks trimmed, or raise UsageError naming the field."""
    return _cleaned(name, text, clean_line)


def paragraph(name: str, text: str) -> str:
    """Return a text of any number of lines, trimmed, or raise UsageError naming the field.

    It is the same text however its lines were ended where it was saved.
    """
    return _cleaned(name, one_newline(text), clean_text)


def _cleaned(name: str, text: str, clean: Callable[[str], str]) -> str:
    try:
        cleaned = clean(text)
    except ValueError as error:
        raise UsageError(f"{name}：{error}") from error
    return real(NOUNS[name], cleaned) if name in NOUNS else cleaned


def real(noun: str, text: str) -> str:
    """Return a text, or raise UsageError where it is what a hint prints in a value's place."""
    if is_placeholder(text):
        raise UsageError(refusal(noun, visible(text)), next_step=f"换成真实的{noun}，再办一次")
    return text


MOST_OF_A_NAME = 100
"""Characters in a person's name: a bound of the form, not a rule of the office."""


def short(name: str, text: str) -> str:
    """Return a name that is no longer than names are and no stand-in, or raise UsageError."""
    if len(text) > MOST_OF_A_NAME:
        raise UsageError(f"{name}有{len(text)}个字，超过上限{MOST_OF_A_NAME}个字")
    return real(NOUNS.get(name, name), text)


def within(name: str, text: str, rule: str, rules: "RuleBook", on: date) -> str:
    """Return a text that keeps to the limit (characters) of a rule, or raise UsageError."""
    limit = rules.number(rule, on)
    if len(text) > limit:
        raise UsageError(
            f"{name}有{len(text)}个字，超过上限{limit}个字",
            next_step="写短一些；正文长的作为附件提出：--attach 文件",
        )
    return text
