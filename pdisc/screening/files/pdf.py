"""PDF read by pypdf in a process of its own: a hostile file slows or swells that one, not ours."""

import subprocess
import sys

import msgspec

from pdisc.screening.files.box import Unreadable

SECONDS = 20
"""How long one file may take: a page of text takes about 10 ms."""


class PdfText(msgspec.Struct, frozen=True):
    """What the worker hands back: (where, text) pairs, what it didn't read, and why it failed."""

    parts: tuple[tuple[str, str], ...] = ()
    unread: tuple[str, ...] = ()
    problem: str = ""


def read_pdf(data: bytes, *, seconds: float = SECONDS) -> PdfText:
    """Return a PDF's text, or raise Unreadable where it is encrypted, damaged or too much."""
    command = [sys.executable, "-P", "-X", "utf8", "-m", "pdisc.screening.files.pdf_worker"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=True)
        found = msgspec.json.decode(done.stdout, type=PdfText)
    except subprocess.TimeoutExpired as error:
        raise Unreadable(f"PDF 太复杂：{seconds:g}秒没有读完") from error
    except (OSError, subprocess.CalledProcessError, msgspec.MsgspecError) as error:
        raise Unreadable("PDF 已损坏，读不出文字") from error
    if found.problem:
        raise Unreadable(found.problem)
    return found
