"""What was begun and is done by now, on whichever line: it isn't offered any more."""

from collections.abc import Collection, Iterable, Sequence

from pdisc.commands.chinese_names import in_english
from pdisc.context import Context
from pdisc.services import unfinished
from pdisc.services.unfinished import KeptAnswer
from pdisc.values.ranges import listed
from pdisc.words import Channel

WRITTEN = frozenset({"propose", "revise", "correct"})
"""Whose texts are never thrown away for her: another one of the same item may have been done."""


def settle(context: Context, typed: Iterable[str]) -> None:
    """Forget what was begun of the very thing that has just been done, with what was `typed`."""
    answers = list(typed)
    done = {*in_english(context.words), *answers, *listed(answers)}
    for words in unfinished.begun(context.folder):
        kept = unfinished.found(context.folder, words)
        if tuple(words) == context.words or _is_done(in_english(words), kept, done):
            unfinished.drop(context.folder, words)


def _is_done(words: Sequence[str], kept: Iterable[KeptAnswer], done: Collection[str]) -> bool:
    """Say whether all by which something is named was on the line, or answered, that did it."""
    named = [each for each in (*words, *(x.typed for x in kept)) if _names(each)]
    return bool(named) and words[0] not in WRITTEN and all(x in done for x in (*words, *named))


def _names(word: str) -> bool:
    """Say whether a word names something: a code, a number, a window, a day, a channel, an option.

    A reason that bears a figure does so, too: then what was begun is rather kept.
    """
    option = word.startswith("--")
    return option or any(map(str.isdecimal, word)) or word.partition(":")[0] in set(Channel)
