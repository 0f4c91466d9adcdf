"""What a command may use: ledger, clock, operator, screen; each opened on first use.

Imports here are late, because SQLModel must not be paid for by help, completion, usage errors or
reading commands; who else may import late is a list in `tests/test_architecture.py`.
"""

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from pdisc.clock import Clock, SystemClock, beijing_date
from pdisc.errors import PdiscError, UsageError
from pdisc.late import Late
from pdisc.values.typed_options import Options
from pdisc.words import Audience

if TYPE_CHECKING:
    from pdisc.ledger.folder import Folder
    from pdisc.ledger.reading import Reading
    from pdisc.render.terminal import Screen
    from pdisc.services.station import Signing, Station
    from pdisc.services.target import Target
    from pdisc.values.watch import Watch

DEFAULT_FOLDER = "党务公开台账"
WAIT_VARIABLE = "PDISC_WAIT"
PLAIN_VARIABLE = "PDISC_PLAIN"


class Context:
    """One run of the program."""

    def __init__(
        self,
        *,
        out: TextIO | None = None,
        err: TextIO | None = None,
        stdin: TextIO | None = None,
        clock: Clock | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Take the streams, the clock and the environment; the process's own where not given."""
        self.out = out or sys.stdout
        self.err = err or sys.stderr
        self.stdin = stdin or sys.stdin
        self.clock = clock or SystemClock()
        self.environment = os.environ if environment is None else environment
        self.options = Options()
        self.command = "pdisc"
        self.worded: Callable[[str], str] = str
        """What all that is told passes on its way out; it may name the commands in Chinese."""
        self.words: Sequence[str] = ()
        """The command line, as it was typed."""
        self.interrupted = False
        self.asking = False
        """Whether a question waits for its answer: then nothing has been recorded."""
        self.at_desk = False
        """Whether this command line was chosen at the office's desk, which is there already."""
        self.confirmed = False
        """Whether she looked at what is to be recorded, and said yes."""
        self.seen: dict[str, Target] = {}
        """Which disclosures were looked at while questions were asked, as they looked then."""
        self.kept: list[str] = []
        """What was recorded in this run, said in case the answer can't be."""

    def anew(self) -> "Context":
        """Return a context for another command line of the same person at the same terminal."""
        fresh = Context(
            out=self.out,
            err=self.err,
            stdin=self.stdin,
            clock=self.clock,
            environment=self.environment,
        )
        for name in ("ledger", "operator", "plain"):
            setattr(fresh.options, name, getattr(self.options, name))
        fresh.worded = self.worded
        fresh.at_desk = self.at_desk
        return fresh

    @property
    def today(self) -> date:
        """The Beijing date now, whatever the machine's time zone."""
        return beijing_date(self.clock.now())

    @property
    def asks(self) -> bool:
        """Whether a person sits at the terminal who can be asked for what is missing."""
        return self.stdin.isatty() and self.err.isatty() and not self.options.json

    @property
    def plain(self) -> bool:
        """Whether only plain text is wanted, as a screen reader reads it: --plain, PDISC_PLAIN."""
        return self.options.plain or bool(self.environment.get(PLAIN_VARIABLE))

    @cached_property
    def operator(self) -> str:
        """操作人: --as, PDISC_ACTOR, or the account of the operating system."""
        from pdisc.services.texts import line, short

        given = self.options.operator or self.environment.get("PDISC_ACTOR", "")
        return short("操作人", line("操作人", given)) or self._account()

    def work_as(self, name: str) -> None:
        """Go on with that person at the keyboard."""
        self.options.operator = name
        self.look_anew()

    def look_anew(self) -> None:
        """Find out anew, when next asked, who sits at the keyboard, and at which ledger."""
        for name in ("operator", "folder", "station"):
            vars(self).pop(name, None)

    def _account(self) -> str:
        """Return the name that was tied to this account for this ledger, or the account's own."""
        from pdisc.services import account

        if account.settings_file().is_file():
            with suppress(PdiscError), self.reading() as reading:
                return account.tied_name(reading.ledger_id()) or account.account()
        return account.account()

    @cached_property
    def folder(self) -> "Folder":
        """The ledger folder: --ledger, PDISC_LEDGER, or 党务公开台账 among one's documents."""
        from pdisc.ledger.folder import Folder

        given = self.options.ledger or self.environment.get("PDISC_LEDGER", "")
        if given.strip():
            return Folder(Path(given).expanduser())
        from platformdirs import user_documents_path

        return Folder(user_documents_path() / DEFAULT_FOLDER)

    @property
    def wait(self) -> float:
        """Seconds to wait for a lock; PDISC_WAIT changes it."""
        from pdisc.ledger.folder import DEFAULT_WAIT

        text = self.environment.get(WAIT_VARIABLE, "")
        try:
            return max(0.0, float(text)) if text else DEFAULT_WAIT
        except ValueError:
            raise UsageError(f"{WAIT_VARIABLE} 应为秒数，现在是“{text}”") from None

    @cached_property
    def station(self) -> "Station":
        """What a writing service works at."""
        from pdisc.services.station import Station

        self._tell_of_copies()
        return Station(
            folder=self.folder,
            clock=self.clock,
            operator=self.operator,
            wait=self.wait,
            files=Late("pdisc.screening.files.reader"),
            kept=self.kept,
        )

    @contextmanager
    def reading(self) -> "Iterator[Reading]":
        """Open the ledger for reading; an older one is upgraded first, after a backup."""
        from pdisc.ledger.folder import Outdated
        from pdisc.ledger.reading import reading

        self._tell_of_copies()
        with ExitStack() as stack:
            try:
                opened = stack.enter_context(reading(self.folder, wait=self.wait))
            except Outdated:
                self._upgrade()
                opened = stack.enter_context(reading(self.folder, wait=self.wait))
            yield opened

    @cached_property
    def copies(self) -> tuple[str, ...]:
        """What is to be told of copies that a sync client made of the database, a line each.

        Outside the office nobody is told what is in them.
        """
        if not self.folder.beside():
            return ()
        from pdisc.ledger.copies import copies, told_of

        found = copies(self.folder, wait=self.wait)
        if found and self.options.audience not in (None, Audience.INTERNAL):
            return ("台账文件夹里有同步冲突副本，怎么办：pdisc verify",)
        return tuple(map(told_of, found))

    def _tell_of_copies(self) -> None:
        """Tell once of copies of the database, whatever the command is."""
        if "copies" not in vars(self):
            for told in self.copies:
                self.screen.notice(f"注意：{told}")

    def _upgrade(self) -> None:
        from pdisc.ledger.engine import writing

        with writing(self.folder, now=self.clock.now(), wait=self.wait):
            self.screen.notice("台账已升级到新格式，升级前的备份在 backups 文件夹")

    def spoilt(self) -> PdiscError | None:
        """Return what to say where the ledger that was opened is damaged; asked after a fault."""
        from pdisc.ledger.integrity import spoilt

        with suppress(Exception):  # a fault in looking is no answer
            return spoilt(self.folder) if "folder" in vars(self) else None
        return None

    def signing(self, not_a_mark: str = "") -> "Signing":
        """Return who decides and for which day, from the options that every write takes.

        `not_a_mark` is why what looks like a mark of secrecy is none, where an act may say so.
        """
        from pdisc.services.station import signing_of

        return signing_of(self.options, self.today, not_a_mark)

    @property
    def audience(self) -> Audience:
        """For whom a reading command answers; 内部 unless --audience says otherwise."""
        asked = self.options.audience
        given = Audience.INTERNAL if asked is None else asked.strip()
        if given not in set(Audience):
            raise UsageError(f"--audience 应为 {' '.join(Audience)}，不是“{given}”")
        return Audience(given)

    def require_internal(self) -> None:
        """Raise UsageError where something only the office may see is asked for somebody else."""
        if self.audience is not Audience.INTERNAL:
            raise UsageError("这一项只供本单位自己查看", next_step="去掉 --audience")

    @cached_property
    def screen(self) -> "Screen":
        """Where the answer and the talk about it go."""
        from pdisc.render.terminal import Screen

        return Screen(
            self.out,
            self.err,
            plain=self.plain or self.options.json,
            color=not self.environment.get("NO_COLOR") and not self.plain,
            worded=self.worded,
        )

    @contextmanager
    def progress(self) -> "Iterator[Watch]":
        """Hand out what long work is to tell how far it is: seen on a terminal, and only so long.

        With --json and --plain, and where nobody looks on, nothing is drawn.
        """
        from pdisc.values.watch import unwatched

        if not self.err.isatty() or self.options.json or self.plain:
            yield unwatched
            return
        from pdisc.render.progress import Progress

        shown = Progress(self.err, self.clock.now, color=not self.environment.get("NO_COLOR"))
        try:
            yield shown
        finally:
            shown.clear()

    def answer(self, document: Any, view: "Callable[[Screen], None]") -> None:
        """Print one JSON document where --json was given, else what `view` draws.

        `document` may be a msgspec Struct or plain data. The notices of a write begin with what was
        told of copies of the database.
        """
        if self.options.json:
            if isinstance(document, dict) and "notices" in document:
                document = {**document, "notices": [*self.copies, *document["notices"]]}
            self.print_json(document)
        else:
            view(self.screen)

    def print_json(self, document: Any) -> None:
        """Print one JSON document in UTF-8, whatever the console's encoding."""
        import msgspec

        from pdisc.values.document import json_text, reworded

        text = json_text(reworded(msgspec.to_builtins(document), self.worded)) + "\n"
        raw = getattr(self.out, "buffer", None)
        if raw is None:
            self.out.write(text)
            return
        self.out.flush()
        raw.write(text.encode())
        raw.flush()
