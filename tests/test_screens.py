"""The pictures of the terminal say what the program says today, and need no network."""

import re
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from manual_pages import ROOT, manual

SCREENS = ROOT / "docs" / "screens"
SCRIPT = ROOT / "docs" / "make_screens.py"


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    """Return the names of the script that makes them."""
    return runpy.run_path(str(SCRIPT))


def test_the_pictures_say_what_the_program_says_today() -> None:
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "--check"], capture_output=True, encoding="utf-8", check=False
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_a_picture_is_held_against_the_program_by_its_words(script: dict[str, Any]) -> None:
    said = "\x1b[1m逾期4件\x1b[0m 找：示例书记 <F1>\n回执 12-AAAA-BBBB-CCCC-DDDD"
    picture = script["drawn"](script["Shown"]("pdisc"), said)
    text = script["text_of"](picture)

    assert "逾期4件找：示例书记<F1>" in "".join(text).replace(" ", "")
    assert "AAAA" not in picture
    assert text != script["text_of"](picture.replace("4件", "5件").replace(">4<", ">5<"))


def test_every_character_stands_in_its_own_columns(script: dict[str, Any]) -> None:
    picture = script["drawn"](script["Shown"]("pdisc"), "编号 1")
    ((x, wide), (_, narrow)) = re.findall(r'x="([\d. ]+)"[^>]*>(编号|\xa01)<', picture)

    assert (wide, narrow) == ("编号", "\xa01")
    assert x == "0 24.4"


def test_every_picture_is_shown_somewhere() -> None:
    shown = manual() + (ROOT / "README.md").read_text(encoding="utf-8")

    assert [each.name for each in SCREENS.iterdir() if f"screens/{each.name}" not in shown] == []


@pytest.mark.parametrize("picture", sorted(SCREENS.iterdir()), ids=lambda path: path.stem)
def test_a_picture_asks_nothing_of_the_network(picture: Path) -> None:
    text = picture.read_text(encoding="utf-8")
    addresses = set(re.findall(r"https?://[^\"'\s<]+", text))

    assert addresses <= {"http://www.w3.org/2000/svg", "https://example.invalid/1"}
    assert "CJK" in text
