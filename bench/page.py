"""The page that holds the figures: `docs/performance.md`, a section for each benchmark."""

import os
import platform
from datetime import date
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"


def setting() -> str:
    """Return on what was measured: the day, the interpreter, the machine's processors."""
    processors = f"{os.cpu_count()} processors ({platform.machine()})"
    return f"{date.today()}, Python {platform.python_version()}, {processors}"


def write(section: str, text: str, page: Path = PAGE) -> None:
    """Put a text between the two marks of its section, whatever stood there.

    Raises SystemExit where the page has no such section.
    """
    opening, closing = f"<!-- {section} -->\n", f"<!-- /{section} -->\n"
    before, mark, rest = page.read_text(encoding="utf-8").partition(opening)
    _, end, after = rest.partition(closing)
    if not mark or not end:
        raise SystemExit(f"{page.name} has no section {section}")
    whole = f"{before}{opening}\n{text.strip()}\n\n{closing}{after}"
    page.write_text(whole, encoding="utf-8")
