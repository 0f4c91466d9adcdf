"""One line as it is typed at a real terminal: edited with arrow keys, words offered while typing.

By prompt_toolkit, which edits on a plain Windows console as well (by its calls, not by escape
codes) and takes a paste of several paragraphs as one. Where it can't (a dumb terminal, a console
that isn't one) the system's own line editing does: `edited` then answers None.
"""

import os
from collections.abc import Callable, Iterable, Sequence

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_input
from prompt_toolkit.output import ColorDepth, create_output

Offers = Callable[[str], Sequence[tuple[str, str]]]
"""What may be meant by what has been typed so far: what would be typed, and what that is."""


def edited(prompt: str, *, before: str = "", offers: Offers | None = None) -> str | None:
    """Return the line that was typed; None where this terminal can't be written to that way.

    `before` stands in the line already, to be kept or changed. An interrupt and the end of input go
    up as KeyboardInterrupt and EOFError.
    """
    os.environ.setdefault("PROMPT_TOOLKIT_NO_CPR", "1")  # old terminals answer it with rubbish
    try:
        session: PromptSession[str] = PromptSession(
            input=create_input(),
            output=create_output(),
            completer=_Offered(offers) if offers else None,
            complete_while_typing=offers is not None,
            color_depth=ColorDepth.DEPTH_1_BIT,
            reserve_space_for_menu=6 if offers else 0,
        )
    except Exception:  # whatever it finds out of a console that it doesn't know
        return None
    return session.prompt(prompt, default=before)


class _Offered(Completer):
    def __init__(self, offers: Offers) -> None:
        self._offers = offers

    def get_completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterable[Completion]:
        """Yield what may be meant, to stand in place of what has been typed."""
        del complete_event
        typed = document.text
        for value, told in self._offers(typed) if typed.strip() else ():
            yield Completion(value, start_position=-len(typed), display=f"{value} {told}")
