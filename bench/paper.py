"""How long a year's papers of the archive take: 归档文件目录 and what goes with it, in one command.

    python bench/paper.py [--sizes 330,1350] [--rounds 3] [--dir DIR] [--write]

A ledger of so many disclosures over eleven years is made as `bench/scale.py` makes it; of the
larger one some 120 dossiers were filed in the year that is printed. Each round is a whole process.
`--dir` keeps the ledgers for the next run; `--write` puts the table into docs/performance.md. It
judges nothing.
"""

import argparse
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from statistics import median

import page
from scale import Took, built, ratio, timed

SIZES = (330, 1350)
YEAR = "2025"

PAPERS = (
    ("归档文件目录", "docx"),
    ("归档文件目录", "xlsx"),
    ("备考表", "docx"),
    ("归档章", "docx"),
    ("登记簿", "docx"),
)
"""What is printed, and as which file."""


def filed(ledger: Path) -> int:
    """Return how many dossiers the year has."""
    with closing(sqlite3.connect(ledger / "ledger.db")) as database:
        asked = "SELECT count(*) FROM disclosure WHERE series LIKE ?"
        return int(database.execute(asked, (f"{YEAR}-%",)).fetchone()[0])


def measured(ledger: Path, paper: tuple[str, str], scratch: Path, rounds: int) -> list[Took]:
    """Print one paper of the year so many times."""
    form, ending = paper
    out = scratch / f"表.{ending}"
    command = [sys.executable, "-m", "pdisc", "print", form, "--year", YEAR, "--out", str(out)]
    return [timed(command, Path.cwd(), PDISC_LEDGER=str(ledger)) for _ in range(rounds)]


def table(ledgers: dict[int, Path], scratch: Path, rounds: int) -> str:
    """Return the Markdown table: a row for each paper and size."""
    lines = [
        "| paper | disclosures | dossiers of the year | s | CPU s | × fewest | MB of memory |",
        "|---|---|---|---|---|---|---|",
    ]
    for paper in PAPERS:
        taken = {size: measured(each, paper, scratch, rounds) for size, each in ledgers.items()}
        for size, took in taken.items():
            middle = Took(*(median(values) for values in zip(*took, strict=True)))
            cells = (
                " ".join(paper),
                f"{size:,}",
                f"{filed(ledgers[size]):,}",
                f"{middle.clock:.2f}",
                f"{middle.processor:.2f}",
                ratio(took, taken[min(taken)]),
                f"{middle.memory:.0f}",
            )
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def main() -> None:
    """Measure all papers and print the table, or put it into the page."""
    reader = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    reader.add_argument("--sizes", default=",".join(map(str, SIZES)))
    reader.add_argument("--rounds", type=int, default=3)
    reader.add_argument("--dir", type=Path, help="where ledgers are kept for the next run")
    reader.add_argument("--write", action="store_true", help="into docs/performance.md")
    given = reader.parse_args()
    with tempfile.TemporaryDirectory(prefix="pdisc-paper-") as folder:
        scratch = Path(folder)
        kept = (given.dir or scratch / "kept").resolve()
        kept.mkdir(parents=True, exist_ok=True)
        ledgers = {int(size): built(kept, int(size)) for size in given.sizes.split(",")}
        told = table(ledgers, scratch, given.rounds)
    told = f"{page.setting()}, rounds: {given.rounds}, medians of them.\n\n{told}\n"
    print(told)
    if given.write:
        page.write("paper", told)


if __name__ == "__main__":
    main()
