"""What takes long and follows from its arguments alone is done once: before the lock is taken.

An act is rehearsed first, then done under the lock (`services/unlocked.py`); what the rehearsal
asked is remembered, and if it is asked again of the very same texts, files and rules, it is
answered at once. Whatever has changed since is another question, and is answered anew.
"""

from collections import deque
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from pdisc.screening import draft, masks, screen
from pdisc.screening import owed as duties
from pdisc.screening.hits import Hit
from pdisc.screening.house import HouseRules

if TYPE_CHECKING:
    from pdisc.screening.files.extract import Extracted

P = ParamSpec("P")
R = TypeVar("R")

MOST = 64
"""Answers that are remembered of one question: more than one act has files."""

LONG = 4096
"""Characters from which on looking through a text takes longer than remembering it."""


def once(function: Callable[P, R]) -> Callable[P, R]:
    """Return a pure function that remembers its last answers, by what it was asked."""
    known: deque[tuple[Any, R]] = deque(maxlen=MOST)

    @wraps(function)
    def asked(*args: P.args, **kwargs: P.kwargs) -> R:
        question = (args, kwargs)
        for before, answer in known:
            if before == question:
                return answer
        answer = function(*args, **kwargs)
        known.append((question, answer))
        return answer

    return asked


def once_if_long(function: Callable[P, R]) -> Callable[P, R]:
    """Return the same for a function of a text; looking through a short one is no work."""
    remembered = once(function)

    @wraps(function)
    def asked(*args: P.args, **kwargs: P.kwargs) -> R:
        text = args[0]
        short = isinstance(text, str) and len(text) < LONG
        return (function if short else remembered)(*args, **kwargs)

    return asked


screen_draft = once(draft.screen_draft)
owed = once(duties.owed)
marks = once_if_long(screen.marks)
mask_text = once_if_long(masks.mask_text)
mask_words = once_if_long(masks.mask_words)


@once
def file_hits(said: "Extracted", *, house: HouseRules) -> tuple[Hit, ...]:
    """Return the hits in a file's texts."""
    return tuple(draft.file_hits(said, house=house))
