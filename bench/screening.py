"""How many megabytes of text the screening reads in a second, ordinary and hostile.

    python bench/screening.py [--size 1.0] [--rounds 3] [--pages 200]

Each text is repeated to about `--size` million bytes of UTF-8; the best of the rounds counts. The
last column is the time for twice the size over the time for once: near 2 means linear. After it
stands the worst hostile text. A second table does the same for whole files, extracted and screened;
a page is 700 Chinese characters, 2,100 bytes of a table. It prints Markdown and judges nothing.
Seconds are those of the processor, with collecting off as in the program itself.
"""

import argparse
import gc
import io
import random
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from pdisc.screening.draft import file_hits
from pdisc.screening.files.extract import extract
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
        began = time.process_time()
        hits = len(screen_text(text, where=""))
        best = min(best, time.process_time() - began)
    return best, hits


PAGE = 700
"""Characters on a page: 28 to a line, 25 lines, as offices set them."""

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word_file(pages: int) -> bytes:
    """Return a Word file of so many pages of ordinary text, a paragraph of three lines each."""
    text = (DATA / "实施方案原文.txt").read_text(encoding="utf-8").replace("\n", "")
    text = (text * (pages * PAGE // len(text) + 1))[: pages * PAGE]
    said = (text[at : at + 84] for at in range(0, len(text), 84))
    body = "".join(f"<w:p><w:r><w:t>{each}</w:t></w:r></w:p>" for each in said)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("[Content_Types].xml", "<Types/>")
        document = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
        box.writestr("word/document.xml", document)
    return out.getvalue()


def text_file(pages: int) -> bytes:
    """Return a text file of so many pages of ordinary text, in lines."""
    text = (DATA / "实施方案原文.txt").read_text(encoding="utf-8")
    return (text * (pages * PAGE // len(text) + 1))[: pages * PAGE].encode()


def number_file(pages: int) -> bytes:
    """Return a CSV table of so many pages of figures, seven to a row, that are nobody's."""
    dice = random.Random(17)
    rows = ["序号,预算,收入,支出,结余,户数,备注号"]
    while len(rows) * ROW < pages * PAGE * 3:
        rows.append(",".join(str(dice.randrange(10 ** dice.randrange(1, 9))) for _ in range(7)))
    return "\n".join(rows).encode()


def roster_file(pages: int) -> bytes:
    """Return a CSV table of so many pages of people, each with a number of every kind."""
    rows = ["序号,姓名,性别,手机,住址"]
    while len(rows) * 60 < pages * PAGE * 3:
        number = len(rows)
        rows.append(f"{number},示例甲,男,138{number:08d},平罗县城关镇示例村{number % 9 + 1}组")
    return "\n".join(rows).encode()


ROW = 38
"""Bytes of a row of figures, about."""

FILES: dict[str, tuple[str, Callable[[int], bytes]]] = {
    "docx": ("a.docx", word_file),
    "txt": ("a.txt", text_file),
    "csv of figures": ("a.csv", number_file),
    "csv of people": ("a.csv", roster_file),
}


def file_seconds(data: bytes, name: str, rounds: int) -> tuple[float, float]:
    """Return the best times (s) of extracting a file and of screening what was extracted."""
    best = float("inf"), float("inf")
    for _ in range(rounds):
        began = time.process_time()
        found = extract(data, name)
        read = time.process_time()
        list(file_hits(found))
        best = min(best[0], read - began), min(best[1], time.process_time() - read)
    return best


def print_files(pages: int, rounds: int) -> None:
    """Measure whole files and print their table."""
    print("\n| file | pages | extract s | screen s | pages/s | MB/s | 2× size |")
    print("|---|---|---|---|---|---|---|")
    for kind, (name, made) in FILES.items():
        data = made(pages)
        once = file_seconds(data, name, rounds)
        ratio = sum(file_seconds(made(pages * 2), name, 1)) / sum(once)
        size = (pages * PAGE * 3 if name == "a.docx" else len(data)) / 1e6 / sum(once)
        speed = pages / sum(once)
        print(
            f"| {kind} | {pages} | {once[0]:.2f} | {once[1]:.2f} | {speed:.0f} | {size:.1f} "
            f"| {ratio:.1f} |"
        )


def main() -> None:
    """Measure and print."""
    reader = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    reader.add_argument("--size", type=float, default=1.0, help="million bytes")
    reader.add_argument("--rounds", type=int, default=3)
    reader.add_argument("--pages", type=int, default=200)
    given = reader.parse_args()
    gc.disable()
    worst = (0.0, "")
    print("| text | MB | s | MB/s | hits | 2× size |\n|---|---|---|---|---|---|")
    for name, piece in texts():
        text = piece * max(1, int(given.size * 1e6 / len(piece.encode())))
        size = len(text.encode()) / 1e6
        once, hits = seconds(text, given.rounds)
        twice, _ = seconds(text * 2, 1)
        ratio = twice / once
        print(f"| {name} | {size:.2f} | {once:.2f} | {size / once:.1f} | {hits} | {ratio:.1f} |")
        if name in HOSTILE:
            worst = max(worst, (once / size, name))
    print(f"\nThe worst hostile text: {worst[1]}, {worst[0]:.2f} s a MB.")
    print_files(given.pages, given.rounds)


if __name__ == "__main__":
    main()
