"""Every form and every kind of page has its picture in docs/pictures, and no picture is stale."""

import runpy
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from pdisc.papers.forms import FORMS

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
FRAMES = {"base", "macros"}
"""What pages of the website are made with, and that are none themselves."""


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    """Return the names of the script that makes them."""
    return runpy.run_path(str(ROOT / "docs" / "make_pictures.py"))


def test_each_form_and_each_page_has_its_picture_and_no_other_is_there(
    script: dict[str, Any],
) -> None:
    told = "run python docs/make_pictures.py"

    assert {each.stem for each in PICTURES.iterdir()} == set(script["names"]()), told
    assert set(FORMS) <= set(script["names"]())


def test_each_kind_of_page_is_among_them(script: dict[str, Any]) -> None:
    kinds = {each.stem for each in (ROOT / "data" / "site").glob("*.html")} - FRAMES

    assert set(script["PAGES"]) == kinds


def test_a_picture_is_small_and_shows_something() -> None:
    for path in PICTURES.iterdir():
        shades = Image.open(path).convert("L").histogram()

        assert path.stat().st_size <= 60_000, path.name
        assert min(sum(shades[:100]), sum(shades[200:])) > 200, path.name


def test_what_the_pictures_are_made_from_is_told_of_every_form(script: dict[str, Any]) -> None:
    unknown = [form for form in script["WORDS"] if form not in FORMS]
    unmet = [form for form, row in FORMS.items() if row.needed and not script["words_for"](form)]

    assert (unknown, unmet) == ([], [])
