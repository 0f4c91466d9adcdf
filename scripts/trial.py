"""Tries a program that was built or installed: the whole way once, then papers, tables and pages.

    python scripts/trial.py PROGRAM [WORD …]

It works in a folder of its own, with blanks and Chinese in its name, and with a home of its own.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

PEOPLE = (
    ("测试承办甲", "--role", "承办"),
    ("测试审批乙", "--role", "审批", "--authority", "上级党组织"),
)
PLAN = ("--title", "测试标题", "--content-file", "附件.docx", "--attach", "附件.docx")
WAYS = (
    ("tour",),
    ("init", "--unit", "测试单位", "--since", "2026-01-01"),
    *(("staff", "add", *each, "--office", "办公室") for each in PEOPLE),
    ("catalog", "list", "--out", "附件.docx"),
    ("propose", "1.1.1", "--for", "2026-Q1", *PLAN, "--by", "测试承办甲"),
    ("print", "审批表", "2026-0001", "--out", "审批表.docx"),
    ("print", "审批表", "2026-0001", "--out", "审批表.pdf"),
    ("report", "--out", "汇总.xlsx"),
    ("site", "网页"),
    ("calendar", "到期.ics"),
    ("verify",),
)
"""Command lines that between them load every library: Word, Excel, PDF, pages, calendars, YAML."""


class Failed(Exception):
    """The program did not do what it must; the message is what it said."""


def tried(program: Sequence[str]) -> None:
    """Try a program by `WAYS`; raise Failed with what it said where one of them fails."""
    with tempfile.TemporaryDirectory() as there:
        folder = Path(there).resolve() / "试 用"
        folder.mkdir()
        for words in WAYS:
            said(program, words, folder)
        _read_its_own_pdf(program, folder)


def said(program: Sequence[str], words: Sequence[str], folder: Path) -> str:
    """Run one command line in a folder, and return what it said; raise Failed for a code but 0."""
    # Neither Python's own variables nor a tool's may help a program that has to stand alone.
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    home = {"HOME": str(folder), "USERPROFILE": str(folder), "PDISC_LEDGER": str(folder / "台账")}
    done = subprocess.run(
        [*program, *words],
        cwd=folder,
        env={**inherited, **home, "PDISC_ACTOR": "测试承办甲", "PYTHONIOENCODING": "utf-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise Failed(f"{' '.join(words)}: code {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def _read_its_own_pdf(program: Sequence[str], folder: Path) -> None:
    """Have the program read what it printed: that is done in a process of its own."""
    (screened,) = json.loads(said(program, ("screen", "审批表.pdf", "--json"), folder))["files"]
    if not screened["read"]:
        raise Failed(f"the PDF isn't read: {screened}")


if __name__ == "__main__":
    try:
        tried(sys.argv[1:])
    except Failed as failed:
        sys.exit(str(failed))
    print("tried: all well")
