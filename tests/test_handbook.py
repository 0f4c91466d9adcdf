"""The manual as one page: everything inside, every link leads somewhere within."""

import re
from pathlib import Path

import handbook
import pytest
from lxml import html
from manual_pages import FILES, pages


@pytest.fixture(scope="module")
def whole() -> html.HtmlElement:
    """Return the page as a browser reads it."""
    return html.fromstring(handbook.handbook().encode())


def test_it_has_every_page_in_its_order(whole: html.HtmlElement) -> None:
    assert tuple(handbook.pages()) == pages()
    names = [page.stem for page in pages()[1:]]
    assert [each.get("id") for each in whole.iter("section")] == ["目录", *names]


def test_every_link_leads_within_and_nothing_outside_is_asked_for(whole: html.HtmlElement) -> None:
    ids = {each.get("id") for each in whole.iter("section")}
    links = [each.get("href") for each in whole.iter("a")]
    pictures = [each.get("src") for each in whole.iter("img")]

    assert {each[1:] for each in links if each.startswith("#")} <= ids
    assert [each for each in links if not each.startswith(("#", "data:"))] == []
    assert pictures
    assert [each for each in pictures if not each.startswith("data:image/")] == []
    assert not list(whole.iter("script", "link"))


def test_the_practice_files_can_be_taken_out_of_it(whole: html.HtmlElement) -> None:
    given = {each.get("download") for each in whole.iter("a") if each.get("download")}

    assert {file.name for file in FILES.iterdir()} <= given


def test_what_stands_behind_a_blocks_name_isnt_shown(whole: html.HtmlElement) -> None:
    assert "console 2026" not in whole.text_content()


def test_a_new_line_between_characters_is_no_blank(whole: html.HtmlElement) -> None:
    shown = " ".join(each.text_content() for each in whole.iter("p"))

    assert re.findall(r"[\u4e00-\u9fff，。；：]\n[\u4e00-\u9fff]", shown) == []


def test_the_same_manual_gives_the_same_bytes(tmp_path: Path) -> None:
    first, again = handbook.write(tmp_path).read_bytes(), tmp_path / "again.html"

    assert handbook.main([str(again)]) == 0
    assert again.read_bytes() == first
    assert len(first) < 1_000_000
