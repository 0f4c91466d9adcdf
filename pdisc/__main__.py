"""The way in, `pdisc` and `python -m pdisc`, and the outermost boundary: no traceback leaves here.

What is imported at the top Python has loaded already, for until the handlers stand an interrupt is
Python's own; all else is imported behind them.
"""

import _signal as signal  # type: ignore[import-not-found] # loaded already; `signal` takes a while
import io
import os
import sys

if __name__ == "__main__":
    # Until the handlers stand an interrupt ends the process by itself, without a word of Python's.
    signal.signal(signal.SIGINT, signal.SIG_DFL)

INTERRUPTED: int = 128 + signal.SIGINT
TERMINATED: int = 128 + signal.SIGTERM
ENDING = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
)
"""Somebody ends the program, or closes the window that it runs in (SIGBREAK on Windows)."""
CANCELLED = "已取消；看有没有记下：pdisc log"
NOTHING_YET = "已取消，什么也没有记下"
NOT_WHOLE = "程序没有装好（{fault}）：请重新安装 pdisc；台账没有动"


def main() -> None:
    """Run the command line of this process and exit with its code."""
    _heed(_leave_at_once, signal.SIGINT, *ENDING)
    import gc

    gc.disable()  # One command, one process: collecting costs more than it frees.
    _plug_closed_descriptors()
    _steady_streams()
    code = _run()
    if code == INTERRUPTED:
        # Python remembers an interrupt that hit code made from text (every namedtuple is), and
        # would end by the signal instead of the code, however long ago it was caught.
        _ended_by_code(code)
    sys.exit(code)


def _ended_by_code(code: int) -> None:
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            continue
    os._exit(code)


def _run() -> int:
    try:
        import gc

        from pdisc.cli import run
        from pdisc.context import Context
    except Exception as error:  # a part is missing: there is no other boundary yet
        _say(NOT_WHOLE.format(fault=type(error).__name__))
        return 1
    context = Context()

    def interrupted(number: int, frame: object) -> None:
        context.interrupted = True  # some libraries make another error of it while they are loaded
        raise KeyboardInterrupt

    sys.unraisablehook = _out_of_reach
    try:
        signal.signal(signal.SIGINT, interrupted)
        _heed(_terminated, *ENDING)
        return run(sys.argv[1:], context)
    except KeyboardInterrupt:  # in the instant in which `run` begins or ends
        return INTERRUPTED
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else 0
    finally:
        # The code is certain; what comes now is only the interpreter's own end.
        _heed(signal.SIG_IGN, signal.SIGINT, *ENDING)
        gc.freeze()


def _heed(handler: object, *numbers: int) -> None:
    """Let a handler stand for these signals; one that was to be ignored from outside stays so."""
    for number in numbers:
        if number == signal.SIGINT or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, handler)


def _leave_at_once(number: int, frame: object) -> None:
    """End while the program is still being loaded: nothing is open that would have to be closed."""
    _end(INTERRUPTED if number == signal.SIGINT else TERMINATED, NOTHING_YET)


def _terminated(number: int, frame: object) -> None:
    """Leave by the ordinary way, so that an open transaction is rolled back whole."""
    raise SystemExit(TERMINATED)


def _out_of_reach(told: "sys.UnraisableHookArgs") -> None:
    """End where Python swallows an interrupt (in a callback, while a module is loaded).

    Nobody above will ever see it, and a killed command leaves nothing by halves. Other faults in
    such places have no bearing on the answer, and are shown with PDISC_DEBUG=1.
    """
    if isinstance(told.exc_value, KeyboardInterrupt):
        _end(INTERRUPTED, CANCELLED)
    if isinstance(told.exc_value, SystemExit):
        _end(TERMINATED, "")
    if os.environ.get("PDISC_DEBUG") == "1":
        sys.__unraisablehook__(told)


def _end(code: int, sentence: str) -> None:
    if code == INTERRUPTED:
        _say(sentence)
    os._exit(code)


def _say(sentence: str) -> None:
    """Write one sentence to stderr past all buffers; whether anybody hears it changes nothing."""
    encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
    try:
        os.write(2, f"{sentence}\n".encode(encoding, "backslashreplace"))
    except OSError:
        return


def _plug_closed_descriptors() -> None:
    """Let no file of ours be opened as 0, 1 or 2, where anybody's chatter would be written to it.

    Python has already looked whether the three were open: its own streams stay None.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest number that is free: this one


class Closed(io.TextIOBase):
    """Stdout or stderr that was closed before the program began: writing fails, nothing else."""

    def write(self, text: str) -> int:
        """Raise the error that the system itself would give."""
        import errno

        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def _steady_streams() -> None:
    """Give each stream a body, and never fail for a character that the other side doesn't know.

    What can say Chinese is left as it was found: a console (Unicode, whatever its code page), a
    pipe in the code page of the system or in what PYTHONIOENCODING says, for `more`, `findstr` and
    the reader of a file expect that. Elsewhere (a locale of another language) UTF-8 is spoken.
    """
    sys.stdin = sys.stdin or io.StringIO()
    sys.stdout = sys.stdout or Closed()
    sys.stderr = sys.stderr or Closed()
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            spoken = stream.encoding if _says_chinese(stream.encoding) else "utf-8"
            shown = "surrogateescape" if stream is sys.stdin else "backslashreplace"
            stream.reconfigure(encoding=spoken, errors=shown)  # what isn't text is refused as typed


def _says_chinese(encoding: str) -> bool:
    try:
        "党务公开台账".encode(encoding)
    except (LookupError, UnicodeEncodeError):
        return False
    return True


if __name__ == "__main__":
    main()
