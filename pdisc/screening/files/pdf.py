"""PDF read by pypdf in a process of its own: a hostile file slows or swells that one, not ours."""

import os
import subprocess
import sys

import msgspec

from pdisc.screening.files.box import Unreadable

SECONDS = 20
"""How long one file may take: a page of text takes about 10 ms."""

WORKER = "pdisc.screening.files.pdf_worker"
"""The module that reads it, in a process of its own."""


class PdfAttachment(msgspec.Struct, frozen=True):
    """A file inside a PDF."""

    name: str
    data: bytes


class PdfText(msgspec.Struct, frozen=True, kw_only=True):
    """What the worker hands back: what the PDF says, didn't show or give to read, why it failed.

    `pages` has the text of every page, `parts` the (where, text) of what surrounds them.
    """

    pages: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    attachments: tuple[PdfAttachment, ...] = ()
    unread: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    problem: str = ""


def read_pdf(data: bytes, *, seconds: float = SECONDS) -> PdfText:
    """Return a PDF's text, or raise Unreadable where it is encrypted, damaged or too much."""
    if not sys.executable:
        raise Unreadable("这个安装方式不能读 PDF；另存为 docx 后再附")
    # What was made without a Python of its own (scripts/bundled.py) takes none of its options.
    options = () if getattr(sys, "frozen", False) else ("-P", "-X", "utf8")
    command = [sys.executable, *options, "-m", WORKER]
    # The worker finds the package where we found it, installed or not, and never by its folder.
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=seconds, check=True, env=paths
        )
        found = msgspec.json.decode(done.stdout, type=PdfText)
    except subprocess.TimeoutExpired as error:
        raise Unreadable(f"PDF 太复杂：{seconds:g}秒没有读完") from error
    except (OSError, subprocess.CalledProcessError, msgspec.MsgspecError) as error:
        raise Unreadable("PDF 已损坏，读不出文字") from error
    if found.problem:
        raise Unreadable(found.problem)
    return found
