"""How long a writing command keeps others waiting, with a large attachment and a long text.

    python bench/lock.py [--size 4.0] [--rounds 3]

Each command runs as a process of its own on a fresh ledger. Meanwhile this process asks for the
write lock (`BEGIN IMMEDIATE`, no wait) every millisecond, and lets it go at once; from the first
time it is refused to the last is how long the lock was held. What asking costs is in the figure.
It prints Markdown and judges nothing; the longest of the rounds counts.
"""

import argparse
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

SINCE = ("--since", "2026-01-01")
PEOPLE = (
    ("示例承办人", "--role", "承办"),
    ("示例审核人", "--role", "审核"),
    ("示例上级", "--role", "审批", "--authority", "上级党组织"),
)
PASSES = ("--necessity", "通过", "--accuracy", "通过", "--secrecy", "通过", "--privacy", "通过")
SAY = ("--title", "示例", "--content", "见附件")


class Case(NamedTuple):
    """A command to be measured, and those that come before it."""

    name: str
    before: tuple[tuple[str, ...], ...]
    words: tuple[str, ...]


def cases(numbers: Path, text: Path) -> Iterator[Case]:
    """Yield what is measured: every road by which a large file or text comes in."""
    plain = ("propose", "1.1.1", *SAY, "--by", "示例承办人")
    attached = (*plain, "--attach", str(numbers))
    review = ("review", "2026-0001", "--by", "示例审核人", *PASSES)
    approve = ("approve", "2026-0001", "--by", "示例上级")
    yield Case("propose, short", (), plain)
    yield Case("propose --attach", (), attached)
    written = ("--title", "示例", "--content-file", str(text), "--by", "示例承办人")
    yield Case("propose --content-file", (), ("propose", "1.1.1", *written))
    revise = ("revise", "2026-0001", "--by", "示例承办人")
    yield Case("revise, files kept", (attached,), (*revise, "--title", "另一个标题"))
    yield Case("revise --attach", (plain,), (*revise, "--attach", str(numbers)))
    yield Case("redact --all", (attached,), ("redact", "2026-0001", "--all", "--by", "示例承办人"))
    yield Case("approve --evidence", (plain, review), (*approve, "--evidence", str(numbers)))


def numbers_file(path: Path, size: float) -> Path:
    """Write a CSV of about so many MB, all numbers (the worst that was met) but for a person."""
    row = ",".join(str(1_000_000 + 7919 * each) for each in range(7)) + "\n"
    rows = row * int(size * 1e6 / len(row))
    path.write_text(f"示例甲,13895012345\n{rows}", encoding="utf-8")
    return path


def text_file(path: Path) -> Path:
    """Write as long a text as a plan may have, full of numbers."""
    path.write_text(("1350 1200 150 " * 20000)[:200000], encoding="utf-8")
    return path


def pdisc(ledger: Path, *words: str) -> "subprocess.Popen[str]":
    """Start the program on a ledger."""
    return subprocess.Popen(
        [sys.executable, "-m", "pdisc", *words],
        env={**os.environ, "PDISC_LEDGER": str(ledger), "PDISC_WAIT": "60"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def done(process: "subprocess.Popen[str]") -> None:
    """Wait for a command that must succeed."""
    out, err = process.communicate()
    if process.returncode != 0:
        raise SystemExit(f"{process.args!r}: {process.returncode}\n{out}{err}")


def held(ledger: Path, process: "subprocess.Popen[str]") -> float:
    """Return for how long (s) the lock was held by a command, until it ends."""
    connection = sqlite3.connect(ledger / "ledger.db", timeout=0, isolation_level=None)
    first = last = 0.0
    while process.poll() is None:
        try:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        except sqlite3.OperationalError:
            last = time.perf_counter()
            first = first or last
        time.sleep(0.001)
    connection.close()
    return last - first


def measured(case: Case, folder: Path) -> tuple[float, float]:
    """Return how long (s) a command held the lock, and how long it took as a whole."""
    ledger = folder / "台账"
    done(pdisc(ledger, "init", *SINCE))
    for name, *role in PEOPLE:
        done(pdisc(ledger, "staff", "add", name, "--office", "办公室", *role))
    for words in case.before:
        done(pdisc(ledger, *words))
    began = time.perf_counter()
    process = pdisc(ledger, *case.words)
    locked = held(ledger, process)
    took = time.perf_counter() - began
    done(process)
    return locked, took


def main() -> None:
    """Measure every case and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=float, default=4.0, help="MB of the attachment")
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    print("| command | lock held, s | whole command, s |\n|---|---:|---:|")
    with tempfile.TemporaryDirectory() as place:
        numbers = numbers_file(Path(place) / "数字.csv", asked.size)
        text = text_file(Path(place) / "正文.txt")
        for case in cases(numbers, text):
            rounds = []
            for _ in range(asked.rounds):
                with tempfile.TemporaryDirectory() as folder:
                    rounds.append(measured(case, Path(folder)))
            locked, took = max(each[0] for each in rounds), min(each[1] for each in rounds)
            print(f"| {case.name} | {locked:.3f} | {took:.2f} |", flush=True)


if __name__ == "__main__":
    main()
