"""How long the website takes as it grows: all its pages anew, in one command.

    python bench/site.py [--sizes 450,1800] [--rounds 3] [--dir DIR] [--write]

A ledger of so many disclosures over eleven years is made as `bench/scale.py` makes it; somewhat
more than half of them are on the website. Each round is a whole process. `--dir` keeps the ledgers
for the next run; `--write` puts the table into docs/performance.md. It judges nothing.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from statistics import median

import page
from scale import Took, built, ratio, timed

SIZES = (450, 1800)
"""Of the larger one some 1,000 matters are on the website."""

Taken = dict[int, tuple[int, int, list[Took]]]


def measured(ledger: Path, scratch: Path, rounds: int) -> tuple[int, int, list[Took]]:
    """Build the website so many times: its matters, the bytes of its files, what each took."""
    out = scratch / ledger.name
    command: list[str | Path] = [sys.executable, "-m", "pdisc", "site", out]
    took = [timed(command, Path.cwd(), PDISC_LEDGER=str(ledger)) for _ in range(rounds)]
    weight = sum(each.stat().st_size for each in out.rglob("*") if each.is_file())
    return len(list((out / "p").iterdir())), weight, took


def table(taken: Taken) -> str:
    """Return the Markdown table: a row for each size."""
    lines = [
        "| disclosures | on the website | s | CPU s | × fewest | ms a page | MB of memory | MB |",
        "|---|---|---|---|---|---|---|---|",
    ]
    fewest = taken[min(taken)][2]
    for size, (matters, weight, took) in taken.items():
        middle = Took(*(median(values) for values in zip(*took, strict=True)))
        cells = (
            f"{size:,}",
            f"{matters:,}",
            f"{middle.clock:.2f}",
            f"{middle.processor:.2f}",
            ratio(took, fewest),
            f"{1000 * middle.processor / matters:.1f}",
            f"{middle.memory:.0f}",
            f"{weight / 2**20:.1f}",
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def main() -> None:
    """Measure all sizes and print the table, or put it into the page."""
    reader = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    reader.add_argument("--sizes", default=",".join(map(str, SIZES)))
    reader.add_argument("--rounds", type=int, default=3)
    reader.add_argument("--dir", type=Path, help="where ledgers are kept for the next run")
    reader.add_argument("--write", action="store_true", help="into docs/performance.md")
    given = reader.parse_args()
    with tempfile.TemporaryDirectory(prefix="pdisc-site-") as folder:
        scratch = Path(folder)
        kept = (given.dir or scratch / "kept").resolve()
        kept.mkdir(parents=True, exist_ok=True)
        ledgers = {int(size): built(kept, int(size)) for size in given.sizes.split(",")}
        taken = {size: measured(each, scratch, given.rounds) for size, each in ledgers.items()}
    told = f"{page.setting()}, rounds: {given.rounds}, medians of them.\n\n{table(taken)}\n"
    print(told)
    if given.write:
        page.write("site", told)


if __name__ == "__main__":
    main()
