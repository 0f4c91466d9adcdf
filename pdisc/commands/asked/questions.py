"""Questions to a person at a terminal: each answer is checked when it is given.

A wrong answer is told and asked for again; what was answered before stays. What was typed on the
command line isn't asked for.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from pdisc.commands.asked.answers import Answers
from pdisc.commands.asked.one_word import ALL, NO, ONE_LINE, YES, Also, one_of
from pdisc.commands.asked.question import (
    CANCEL,
    Back,
    ask_again,
    ask_line,
    is_back,
    refuse_option,
)
from pdisc.commands.quoted import quotable
from pdisc.context import Context
from pdisc.dates.typed import parse_date
from pdisc.errors import PdiscError, UsageError
from pdisc.screening.screen import marks
from pdisc.services.texts import line, paragraph
from pdisc.text import cell_width, halfwidth
from pdisc.values.ranges import listed

if TYPE_CHECKING:
    from pdisc.commands.asked.keyboard import Offers
    from pdisc.render.terminal import Screen

T = TypeVar("T")
MEANT = {"y": YES, "yes": YES, "n": NO, "no": NO}
"""What else people type for yes and no."""
Onward = Callable[[], "tuple[str, tuple[str, ...]] | None"]
"""Asked once all is done: which question leads on to which command line, if any does."""


class Default(NamedTuple):
    """What is taken where nothing was asked, and where it comes from."""

    label: str
    value: str
    source: str


class Questions:
    """What was typed for one command, with what is asked for besides.

    A walk of questions may be run again with the answers given so far, so it does nothing by
    itself: what is to be done once she has said yes stands in `afterwards`. What never `comes_late`
    needs no reason for a day far back.
    """

    def __init__(
        self,
        context: Context,
        given: Mapping[str, Any],
        answers: Answers | None = None,
        *,
        told: str = "",
    ) -> None:
        """Begin with what stands on the command line, and with what was answered already.

        What is `told` stands before the first question, if anything is asked.
        """
        self.context = context
        self.given = dict(given)
        self.answers = answers or Answers()
        self.defaults: list[Default] = []
        self.afterwards: list[Callable[[], None]] = []
        self.onward: Onward | None = None
        self.comes_late = True
        self._told = told
        self._unsaid: list[Callable[[Screen], None]] = []

    @property
    def today(self) -> date:
        """The Beijing date now."""
        return self.context.today

    def has(self, *names: str) -> bool:
        """Say whether one of these options or arguments was given."""
        return any(self.given.get(name) not in (None, False, [], ()) for name in names)

    def tell(self, text: str) -> None:
        """Say something about the question that comes next."""
        self.show(lambda screen: screen.notice(text))

    def show(self, view: "Callable[[Screen], None]") -> None:
        """Show something about the question that comes next, unless that is answered already."""
        self._unsaid.append(view)
        if not self.answers.replaying:
            self._say()

    def _say(self) -> None:
        for view in self._unsaid:
            view(self.context.screen)
        self._unsaid.clear()

    def takes(self, label: str, value: object, source: str) -> None:
        """Note what is taken without having been asked for, and where it comes from."""
        if value:
            self.defaults.append(Default(label, str(value), source))

    def ask(
        self,
        label: str,
        check: Callable[[str], T],
        *,
        empty: T | None = None,
        offers: "Offers | None" = None,
        whole: Callable[[str], str] | None = None,
        told: Callable[[T], str | None] | None = None,
        edits: bool = False,
        anew: bool = False,
    ) -> T:
        """Return an answer that passes its check; `empty` is what a bare return means, if anything.

        `offers` tells what may be meant while she types; `whole` makes the whole answer of its
        first line; `told` says it before the act. Where she comes back to it, what stood there is
        kept by a bare return; a text that she `edits` stands in the line. What is asked `anew` is
        never kept beyond this walk. Raises Back where she wants to go back.
        """
        while True:
            played = self.answers.next(label, anew=anew)
            if played is None:
                self._say()
            try:
                if played is None:
                    typed = self._typed(label, offers, whole, edits=edits, clears=empty is not None)
                else:
                    typed = played
                if typed is None:
                    continue
                if not typed.strip() and empty is None:
                    raise UsageError("这里不能空着；不办了按 Ctrl-C")
                value = check(typed) if typed.strip() or empty is None else empty
            except PdiscError as error:
                if played is None:
                    self._explain(error)
                else:
                    self.answers.forget()
                continue
            self._unsaid.clear()
            said = told(value) or "" if told else ""
            self.answers.keep(label, typed, value, said)
            return value

    def _typed(
        self,
        label: str,
        offers: "Offers | None",
        whole: Callable[[str], str] | None,
        *,
        edits: bool,
        clears: bool,
    ) -> str | None:
        """Return what was typed; None for what is no answer."""
        before = self.answers.before(label)
        if self._told and not before and not self.answers.given:
            self.context.screen.notice(self._told)
        self._told = ""
        asked, typed = f"{label}：", None
        if before:
            ways = {"edits": edits, "clears": clears, "long": whole is not None}
            typed = ask_again(self.context, asked, before, offers=offers, **ways)
            if typed is None:
                return before
        else:
            typed = ask_line(self.context, asked, offers=offers)
        if is_back(typed):
            raise Back
        if refuse_option(self.context, typed):
            return None
        return whole(typed) if whole and typed.strip() else typed

    def _explain(self, error: PdiscError) -> None:
        more = error.next_step
        way = f"；{more}" if more and "pdisc " not in more else ""
        self.tell(quotable(f"{error.message}{way}"))

    def text(
        self, name: str, flag: str, label: str, *, long: bool = False, any_word: bool = False
    ) -> None:
        """Ask for a text where it wasn't given; 是 and 否 are `any_word` that may be one."""
        if not self.has(name):
            kind = paragraph if long else line
            read = kind if any_word else lambda flag, typed: kind(flag, no_answer(typed))
            self.given[name] = self.ask(
                label, lambda typed: self.unmarked(read(flag, typed)), edits=True
            )

    def unmarked(self, text: str) -> str:
        """Return a text, or raise UsageError where it bears a mark of secrecy.

        That somebody answers for it as being none is said on the line; then the act itself decides.
        """
        found = () if self.has("not_a_mark", "lifted") else marks(text)
        if found:
            raise UsageError(
                f"带有{found[0].kind}，没有保存",
                next_step="涉密内容不得录入；误写的改正后再写",
            )
        return text

    def day(
        self,
        label: str,
        *,
        empty: date | None = None,
        come: bool = False,
        after: tuple[str, date] | None = None,
    ) -> date:
        """Ask for a day; one that must have `come` isn't in the future.

        Nor is it before what came `after` all: what that was, and its day.
        """

        def check(typed: str) -> date:
            day = parse_date(typed, self.today)
            if come and day > self.today:
                raise UsageError(f"{day} 还没有到，今天是 {self.today}")
            if after and day < after[1]:
                raise UsageError(f"{day} 早于{after[0]}的 {after[1]}")
            return day

        hint = f"（回车就是 {empty}）" if empty else "（如 2026-11-23、11月23日、昨天）"
        return self.ask(f"{label}{hint}", check, empty=empty)

    def choose(
        self,
        label: str,
        words: Sequence[str],
        *,
        empty: str | None = None,
        also: Also = None,
        anew: bool = False,
    ) -> str:
        """Ask for one word of a list, by itself or by its place in it."""
        asked = self._with_choices(label, words)

        def check(typed: str) -> str:
            if typed.strip() in CANCEL and not CANCEL.intersection(words):
                raise KeyboardInterrupt
            return one_of(typed, words, also)

        return self.ask(asked, check, empty=empty, anew=anew)

    def _with_choices(self, label: str, words: Sequence[str], more: str = "") -> str:
        """Return a question with its words numbered; what is too long for a line stands above."""
        shown = "  ".join(f"{place} {word}" for place, word in enumerate(words, 1))
        if cell_width(f"{label}（{shown}{more}）：") <= ONE_LINE:
            return f"{label}（{shown}{more}）"
        for place, word in enumerate(words, 1):
            self.tell(f"  {place} {word}")
        return f"{label}（写前面的数字{more}）"

    def pick(self, label: str, words: Sequence[str]) -> str:
        """Ask for one word of a list that was shown already, by itself or by its place in it."""
        return self.ask(label, lambda typed: one_of(typed, words))

    def several(self, label: str, words: Sequence[str], *, shown: bool = False) -> list[str]:
        """Ask for one or more words of a list, which may be `shown` already; 全部 means all."""
        more = f"；可写几个，如 1、2，或 {ALL}" if len(words) > 1 else ""
        asked = f"{label}（写前面的数字{more}）"
        if not shown:
            asked = self._with_choices(label, words, more)

        def check(typed: str) -> list[str]:
            if typed.strip() == ALL:
                return list(words)
            return list(dict.fromkeys(one_of(part, words) for part in listed([typed])))

        return self.ask(asked, check)

    def sure(self, label: str, *, anew: bool = False) -> bool:
        """Ask for yes or no."""
        return self.choose(label, (YES, NO), also=MEANT, anew=anew) == YES


def no_answer(typed: str) -> str:
    """Return a text, or raise UsageError where it is a yes or no: that answers another question."""
    word = halfwidth(typed).lower()
    if word in (YES, NO, *MEANT):
        raise UsageError(f"这里写内容，“{word}”不是")
    return typed
