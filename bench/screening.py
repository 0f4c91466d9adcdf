"""How many megabytes of text the screening reads in a second, ordinary and hostile.

    python bench/screening.py [--size 1.0] [--rounds 3]

Each text is repeated to about `--size` million bytes of UTF-8; the best of the rounds counts. The
last column is the time for twice the size over the time for once: near 2 means linear. It prints a
Markdown table and judges nothing.
"""

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

from pdisc.screening.screen import screen_text

DATA = Path(__file__).parent.parent / "tests" / "data"
HOSTILE = {
    "digits": "1",
    "digits and blanks": "1 ",
    "digits in lines": "1\n",
    "digits far apart": "1---\n\n" + " " * 20,
    "Chinese digits": "一 ",
    "columns of amounts": "150 1200 1350 ",
    "half marks": "秘 密 ",
    "stars": "★",
    "dots": ".",
    "blanks": " ",
    "line breaks": "\n",
    "addresses of works": "城关镇示例村3组道路",
    "mail without an end": "a.@",
    "dates": "1985年3月",
    "expanding characters": "…㍿",
}


def texts() -> Iterator[tuple[str, str]]:
    """Yield every text by its name: the plan, the labelled sets, then the hostile ones."""
    yield "the plan", (DATA / "实施方案原文.txt").read_text(encoding="utf-8")
    for name in ("documents", "ordinary", "positive"):
        rows = (DATA / "screening" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
        lines = (row.split("\t")[-1].replace("\\n", "\n").replace("\\t", "\t") for row in rows)
        yield f"{name} lines", "\n".join(lines) + "\n"
    yield from HOSTILE.items()


def seconds(text: str, rounds: int) -> tuple[float, int]:
    """Return the best time (s) of screening a text, and how many hits it has."""
    best, hits = float("inf"), 0
    for _ in range(rounds):
        began = time.perf_counter()
        hits = len(screen_text(text, where=""))
        best = min(best, time.perf_counter() - began)
    return best, hits


def main() -> None:
    """Measure and print."""
    reader = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    reader.add_argument("--size", type=float, default=1.0, help="million bytes")
    reader.add_argument("--rounds", type=int, default=3)
    given = reader.parse_args()
    print("| text | MB | s | MB/s | hits | 2× size |\n|---|---|---|---|---|---|")
    for name, piece in texts():
        text = piece * max(1, int(given.size * 1e6 / len(piece.encode())))
        size = len(text.encode()) / 1e6
        once, hits = seconds(text, given.rounds)
        twice, _ = seconds(text * 2, 1)
        ratio = twice / once
        print(f"| {name} | {size:.2f} | {once:.2f} | {size / once:.1f} | {hits} | {ratio:.1f} |")


if __name__ == "__main__":
    main()
