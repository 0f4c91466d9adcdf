"""A command walked through question by question: back, cancel, a look at it all, and only then yes.

    questions → what was answered, and what is taken besides → the act, tried without recording
    → yes → the act → the one line that would have done the same

Nothing is recorded before the yes. What is refused when it is tried leads back to the last answer.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

from pdisc.commands.asked.answers import Answers
from pdisc.commands.asked.asker import Asker
from pdisc.commands.asked.interviews import INTERVIEWS, explain_late
from pdisc.commands.asked.plain_command import plain_command
from pdisc.commands.asked.question import READ_ONLY, Back, Instead, ask_line
from pdisc.commands.asked.questions import Default
from pdisc.commands.asked.who import ask_who
from pdisc.commands.quoted import quotable
from pdisc.context import Context
from pdisc.dates.typed import parse_date
from pdisc.errors import ExitCode, NotFound, PdiscError, Refused, UsageError
from pdisc.screening.house import SHIPPED, HouseRules
from pdisc.services import knowing, unfinished
from pdisc.services.unfinished import KeptAnswer
from pdisc.text import halfwidth, length_of, visible

Act = Callable[[Mapping[str, Any]], None]
MENDED = frozenset({ExitCode.USAGE, ExitCode.REFUSED, ExitCode.NOT_FOUND})
"""What another answer may put right; all else ends the walk."""
NOT_KEPT = frozenset({"review", "approve", "redact"})
"""Never gone on with: what is judged may have changed meanwhile, and has to be seen again; what is
to be masked is just what shouldn't lie about."""
WRITTEN = frozenset({"propose", "revise", "correct"})
"""Whose texts are never thrown away for her, whatever has become of the matter since."""
KEYS = "（打 < 回上一步，按 Ctrl-C 不办了；最后答“是”才登记）"


def walk(
    name: str,
    context: Context,
    given: Mapping[str, Any],
    act: Act,
    *,
    params: Sequence[Any],
    writes: bool,
) -> None:
    """Ask for what a command still wants, and do it.

    `act` does the command with what was given in the end; `params` are the command's own, for the
    line that is shown. Of a command that `writes` without questions of its own only who she is is
    asked.
    """
    interview = INTERVIEWS.get(name)
    if interview is None:
        act(_who_alone(context, given, writes=writes))
        return
    _check_day(context)
    asker = _Walk(name, context, given, act, writes=writes).through(interview)
    act(asker.given)
    records = writes and not context.options.dry_run
    if records:
        unfinished.drop(context.folder, context.words)
    if not asker.answers.given:
        return
    for each in asker.afterwards:
        each()
    if records:
        said = plain_command(context, params, asker.given)
        context.screen.notice(f"一行就能办的写法：{said}")
        onward = asker.onward and asker.onward()
        if onward and Asker(context, {}).sure(onward[0]):
            raise Instead(*onward[1])


def _who_alone(context: Context, given: Mapping[str, Any], *, writes: bool) -> Mapping[str, Any]:
    asker = Asker(context, given)
    with suppress(PdiscError):  # what is wrong with the ledger the command itself says
        if writes:
            ask_who(asker, (), "办理", frozenset())
            for each in asker.afterwards:
                each()
    return asker.given


def _check_day(context: Context) -> None:
    """Raise UsageError for a business date that is none, before anything is asked."""
    if context.options.on is None:
        return
    try:
        parse_date(context.options.on, context.today)
    except UsageError as error:
        raise UsageError(f"--on：{error.message}", next_step=error.next_step) from error


def _gone_on_with(context: Context) -> list[KeptAnswer]:
    """Return what was answered for this command line before, where she wants to go on with it."""
    found = unfinished.found(context.folder, context.words)
    if not found:
        return []
    answered = [each for each in found if each.given]
    told = [f"答了{len(answered)}个问题，写到“{x.asked}：{_short(x.typed)}”" for x in answered[-1:]]
    context.screen.notice(f"上次这里没有办完{'：' * len(told)}{''.join(told)}。")
    if len(found) > len(answered):
        context.screen.notice("写过、还没有定的，问到的时候给您看。")
    while True:
        typed = halfwidth(ask_line(context, "接着写吗（1 接着写  2 重新来）："))
        if typed == "1":
            return found
        if typed == "2":
            unfinished.drop(context.folder, context.words)
            return []


class _Walk:
    """One command on its way from the first question to the yes."""

    def __init__(
        self, name: str, context: Context, given: Mapping[str, Any], act: Act, *, writes: bool
    ) -> None:
        self._name = name
        self._context = context
        self._given = given
        self._act = act
        self._records = writes and not context.options.dry_run
        self._kept = name not in NOT_KEPT and self._records
        self._before = dict(vars(context.options))
        self._answers = Answers()
        self._gone_on = False
        self._refused = False

    def through(self, interview: Callable[[Asker], None]) -> Asker:
        """Return what she answered, once she has said yes where something is to be recorded."""
        folder = self._context.folder
        if self._records and folder.has_ledger() and not folder.is_writable():
            self._context.screen.notice(READ_ONLY)
        if self._kept:
            earlier = _gone_on_with(self._context)
            self._gone_on = bool(earlier)
            self._answers = Answers(earlier, self._keep)
        try:
            return self._to_the_yes(interview)
        except Instead:
            self._forget()
            raise
        except (Refused, NotFound):  # for good: no answer had led there
            if self._name not in WRITTEN:
                self._forget()
            raise
        except (KeyboardInterrupt, EOFError):
            self._context.asking = True  # as long as she hasn't said yes nothing is recorded
            if self._gone_on and self._refused and self._name not in WRITTEN:
                self._forget()
                self._context.screen.notice("这一件现在办不了，写过的不留了。")
            elif self._saved():
                self._context.screen.notice("写过的留着，下次可以接着写。")
            raise

    def _to_the_yes(self, interview: Callable[[Asker], None]) -> Asker:
        while True:
            asker = self._begun()
            try:
                interview(asker)
                explain_late(asker)
                if not (self._records and self._answers.given) or self._agreed(asker):
                    return asker
                self._answers.play_again()
            except Back:
                if not self._answers.take_back():
                    raise KeyboardInterrupt from None
                self._saved()

    def _keep(self, _kept: list[KeptAnswer]) -> None:
        """Keep what was typed; that something is new may put right what was refused."""
        self._refused = False
        self._saved()

    def _saved(self) -> bool:
        """Keep all answers for when she comes back; a window may be closed at any moment."""
        if not self._kept:
            return False
        folder, words = self._context.folder, self._context.words
        return unfinished.keep(folder, words, self._answers.kept, house=self._house)

    @cached_property
    def _house(self) -> HouseRules:
        """What the office bans, as far as there is a ledger that tells."""
        with suppress(PdiscError), self._context.reading() as reading:
            return knowing.house_on(reading, self._context.today)
        return SHIPPED

    def _forget(self) -> None:
        if self._kept:
            unfinished.drop(self._context.folder, self._context.words)

    def _begun(self) -> Asker:
        """Return an asker that knows what was on the line, and nothing of an earlier walk."""
        vars(self._context.options).update(self._before)
        self._context.look_anew()
        return Asker(self._context, self._given, self._answers, told=KEYS)

    def _agreed(self, asker: Asker) -> bool:
        """Say whether she has said yes to what is still to be recorded now.

        Meanwhile it may have become another day, or a file another one.
        """
        shown = self._hangs_on(asker)
        self._look(asker)
        if self._hangs_on(asker) != shown:
            self._context.screen.notice("等着的时候日期或者文件变了，还没有登记，再核对一次。")
            return False
        self._context.confirmed = True
        return True

    def _hangs_on(self, asker: Asker) -> object:
        """Return what is recorded without being an answer: the day, and files as they are now."""
        given = [each for each in asker.given.values() if isinstance(each, (str, list, tuple))]
        words = [word for each in given for word in ([each] if isinstance(each, str) else each)]
        return self._context.today, [_as_it_lies(each) for each in words if isinstance(each, str)]

    def _look(self, asker: Asker) -> None:
        """Show it, try it, and ask; Back where it won't do or she wants to."""
        context = self._context
        self._told(asker)
        context.screen.notice("先试一遍，答“是”以后就是这样：")
        context.options.dry_run = True
        try:
            self._act(dict(asker.given))
        except PdiscError as error:
            if error.exit_code not in MENDED:
                raise
            self._refused = error.exit_code is ExitCode.REFUSED
            told, way = quotable(error.message), quotable(error.next_step)
            context.screen.error(error.title, told, way, error.problems)
            context.screen.notice("还没有登记。回到上一个问题改；按 Ctrl-C 不办了。")
            raise Back from None
        finally:
            context.options.dry_run = False
        if not Asker(context, {}).sure("登记吗"):
            raise KeyboardInterrupt

    def _told(self, asker: Asker) -> None:
        context, screen = self._context, self._context.screen
        screen.notice("")
        screen.notice("核对一下：")
        for each in self._answers.given:
            screen.notice(f"  {each.subject}：{_short(each.meant)}")
        options = context.options
        who = Default("谁办的", options.by or context.operator, "坐在电脑前的" * (not options.by))
        day = Default("日期", options.on or str(context.today), "今天" * (not options.on))
        said = {each.meant for each in self._answers.given} | {x.value for x in asker.defaults}
        others = [each for each in (who, day) if each.value not in said]
        for label, value, source in (*asker.defaults, *others):
            screen.notice(f"  {label}：{_short(value)}{f'（{source}）' if source else ''}")
        screen.notice("")


def _as_it_lies(word: str) -> tuple[int, int] | None:
    """Return what tells whether a file has changed; None for what is no file."""
    try:
        found = Path(word).expanduser().stat()
    except (OSError, ValueError, RuntimeError):
        return None
    return found.st_mtime_ns, found.st_size


MOST_SHOWN = 60
"""So many signs of a long answer are shown before the act; the rest is counted."""


def _short(text: str) -> str:
    first = text.split("\n", 1)[0]
    if first == text and len(text) <= MOST_SHOWN:
        return visible(text)
    return f"{visible(first[:MOST_SHOWN])}……（{length_of(text)}）"
