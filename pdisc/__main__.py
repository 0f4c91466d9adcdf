"""The way in: `pdisc` and `python -m pdisc`."""

import contextlib
import gc
import os
import signal
import sys
from types import FrameType
from typing import NoReturn

TERMINATED = 143


def main() -> NoReturn:
    """Run the command line of this process and exit with its code."""
    gc.disable()  # One command, one process: collecting costs more than it frees.
    _steady_streams()
    signal.signal(signal.SIGTERM, _terminated)
    from pdisc.cli import run
    from pdisc.context import Context

    try:
        code = run(sys.argv[1:], Context())
    finally:
        gc.freeze()
    with contextlib.suppress(BrokenPipeError, ValueError):
        sys.stdout.flush()
    sys.exit(code)


def _terminated(number: int, frame: FrameType | None) -> NoReturn:
    """Leave by the ordinary way on SIGTERM, so that an open transaction is rolled back whole."""
    raise SystemExit(TERMINATED)


def _steady_streams() -> None:
    """Never fail for a character that the console can't show; on POSIX always speak UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            encoding = None if os.name == "nt" else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")


if __name__ == "__main__":
    main()
