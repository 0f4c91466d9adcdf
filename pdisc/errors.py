"""Every way in which a command can end badly, and the exit code of each.

PdiscError
├── UsageError          2   the call alone is wrong
├── Refused             3   the ledger, the roster, a rule or the date says no
├── NotFound            4   no such disclosure, item or person
├── Conflict            5   it changed since you looked
├── Busy                6   somebody else holds the ledger
├── LedgerUnusable      7   missing, foreign, damaged, newer
├── StorageFailed       8   disk full, read-only, output can't be written
└── VerifyFailed        9   tampering or damage found

20 (attention) is no error: a command returns it where --exit-code was asked for.
"""

from enum import IntEnum
from typing import NamedTuple


class ExitCode(IntEnum):
    """The process exit codes, one table for the whole program (DESIGN §6)."""

    DONE = 0
    FAULT = 1
    USAGE = 2
    REFUSED = 3
    NOT_FOUND = 4
    CONFLICT = 5
    BUSY = 6
    LEDGER = 7
    STORAGE = 8
    VERIFY = 9
    ATTENTION = 20
    INTERRUPTED = 130
    TERMINATED = 143


class Problem(NamedTuple):
    """One thing that is wrong with a filled-in sheet: its row from 1, its column, what it is.

    `column` is the heading, or the letters of a column without one; empty for the whole row.
    """

    row: int
    column: str
    message: str


class PdiscError(Exception):
    """A command that can't be carried out: a code, a Chinese sentence, and what to type next."""

    exit_code = ExitCode.FAULT
    title = "程序错误"

    def __init__(
        self, message: str, *, next_step: str = "", problems: tuple[Problem, ...] = ()
    ) -> None:
        """Keep the Chinese sentence and the next step for the one boundary that prints them.

        `problems` are all that is wrong with a sheet, where it is a sheet that won't do.
        """
        super().__init__(message)
        self.message = message
        self.next_step = next_step
        self.problems = problems


class UsageError(PdiscError):
    """The call alone is wrong, whatever the ledger holds."""

    exit_code = ExitCode.USAGE
    title = "用法错误"


class UnknownWord(UsageError):
    """A word of hers that is neither a command nor in any topic of the help."""

    title = "没有找到"


class Refused(PdiscError):
    """A rule says no. `kind` is set where the refusal itself must be recorded."""

    exit_code = ExitCode.REFUSED
    title = "规则不允许"

    def __init__(
        self,
        message: str,
        *,
        next_step: str = "",
        problems: tuple[Problem, ...] = (),
        kind: str = "",
        where: str = "",
    ) -> None:
        """Keep `kind` (保密, 职权 or 分离) for the journal; an empty one leaves no record.

        `where` says in words of our own where a mark of secrecy stood.
        """
        super().__init__(message, next_step=next_step, problems=problems)
        self.kind = kind
        self.where = where


class NotFound(PdiscError):
    """No such disclosure, catalogue item or person."""

    exit_code = ExitCode.NOT_FOUND
    title = "未找到"


class Conflict(PdiscError):
    """Somebody changed it between the look and the act."""

    exit_code = ExitCode.CONFLICT
    title = "并发冲突"


class Busy(PdiscError):
    """The wait for the ledger's lock ran out."""

    exit_code = ExitCode.BUSY
    title = "台账正被占用"


class LedgerUnusable(PdiscError):
    """The ledger is missing, not ours, damaged, or newer than the program."""

    exit_code = ExitCode.LEDGER
    title = "台账不可用"


class StorageFailed(PdiscError):
    """Disk full, read-only, an I/O error, or an output that can't be written."""

    exit_code = ExitCode.STORAGE
    title = "存储或输出失败"


class VerifyFailed(PdiscError):
    """The verification found tampering or damage."""

    exit_code = ExitCode.VERIFY
    title = "校验不通过"
