"""Text from people: shown without tricks, measured in cells, refused where it can't be stored."""

import json
import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdisc.text import (
    cell_width,
    clean_line,
    clean_text,
    crockford,
    cut,
    grouped,
    pad,
    ungrouped,
    visible,
    wrap,
)
from pdisc.values.document import json_text

STEERING = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
PICTURE = "\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
JOINT = re.compile(f"(?<=[{PICTURE}])\u200d(?=[{PICTURE}])")
"""What makes one emoji of two, and nothing else."""
ANY_TEXT = st.text(st.characters())
TRICKY_TEXT = st.text(
    st.sampled_from(
        "👨👧❤\ufe0f\u200d"
        "党务公开，。（）“”、abc 12\t\n\r\x1b\x7f\x9b\u200b\u202e\u2066\u2028\ufeff\ud800é"
    )
)
PROSE = st.text(st.sampled_from("党务公开一二三，。；：（）《》“”、abcXYZ012-.  "), max_size=120)
JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | TRICKY_TEXT.filter(lambda text: "\ud800" not in text),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("关于\x1b[31m党费", r"关于\x1b[31m党费"),
        ("报告\u202efdp.exe", r"报告\u202efdp.exe"),
        ("零宽\u200b字", r"零宽\u200b字"),
        ("两列\t之间", "两列 之间"),
        ("第一行\n第二行", r"第一行\n第二行"),
        ("半个\ud800字", r"半个\ud800字"),
        ("标签\U000e0041", r"标签\U000e0041"),
        ("张三　李四（葛󠄀）", "张三　李四（葛󠄀）"),
    ],
)
def test_an_unseen_or_steering_character_shows_as_an_escape(typed: str, shown: str) -> None:
    assert visible(typed) == shown


def test_newlines_stay_where_they_are_asked_for() -> None:
    assert visible("一\r\n二\n三\r四\x00", keep_newlines=True) == "一\n二\n三\\r四\\x00"


@given(ANY_TEXT | TRICKY_TEXT, st.booleans())
def test_visible_text_is_harmless_and_stays_as_it_is(text: str, keep: bool) -> None:
    shown = visible(text, keep_newlines=keep)
    assert not STEERING.search(JOINT.sub("", shown))
    assert keep or "\n" not in shown
    assert visible(shown, keep_newlines=keep) == shown
    shown.encode()


@given(JSON_VALUES)
def test_json_reads_back_as_it_was(value: object) -> None:
    assert json.loads(json_text(value)) == value


@given(ANY_TEXT | TRICKY_TEXT)
def test_json_holds_no_raw_steering_character(text: str) -> None:
    written = json_text({text: [text]})
    assert not STEERING.search(written)
    written.encode()


def test_json_keeps_chinese_readable() -> None:
    assert json_text({"标题": "党费\u202e"}) == '{\n  "标题": "党费\\u202e"\n}'


def test_json_refuses_what_is_not_json() -> None:
    with pytest.raises(ValueError, match="JSON"):
        json_text(float("nan"))
    with pytest.raises(TypeError):
        json_text({1, 2})


@pytest.mark.parametrize(
    ("text", "cells"),
    [("", 0), ("abc", 3), ("党务", 4), ("，（", 4), ("ＡＢ", 4), ("e\u0301", 1), ("—…", 2)],
)
def test_width_is_counted_in_terminal_cells(text: str, cells: int) -> None:
    assert cell_width(text) == cells


EMOJI = ("❤️", "⚠️", "1️⃣", "#️⃣", "👨‍👩‍👧", "❤️‍🔥", "👩🏽‍⚕️", "👍🏽", "🇨🇳", "☎️", "🏳️‍🌈", "⚡")


@pytest.mark.parametrize("emoji", EMOJI)
def test_what_is_drawn_as_one_emoji_takes_two_cells_and_is_never_torn(emoji: str) -> None:
    assert visible(emoji) == emoji
    assert cell_width(f"示例{emoji}慰问") == 10
    assert wrap(emoji * 3, 4) == [emoji * 2, emoji]


def test_what_joins_no_emoji_is_shown() -> None:
    assert visible("示\u200d例") == "示\\u200d例"
    assert visible("👨\u200d") == "👨\\u200d"
    assert visible("\u200d👨") == "\\u200d👨"


def test_a_selector_behind_a_letter_asks_for_no_picture() -> None:
    assert cell_width("a\ufe0f") == 1
    assert cell_width("党\ufe0f") == 2


def test_padding_fills_up_to_the_width_and_never_cuts() -> None:
    assert pad("党务", 6) == "党务  "
    assert pad("党务", 6, "right") == "  党务"
    assert pad("党务", 7, "center") == " 党务  "
    assert pad("党务公开", 4) == "党务公开"


@given(PROSE, st.integers(0, 30))
def test_a_cut_text_fits_and_says_that_it_was_cut(text: str, width: int) -> None:
    short = cut(text, width)
    assert cell_width(short) <= width
    assert short == text or not short or (short.endswith("…") and text.startswith(short[:-1]))


@given(PROSE | TRICKY_TEXT, st.integers(2, 40))
def test_wrapped_lines_fit_and_lose_nothing_but_blanks(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cell_width(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "").replace("\n", "")


@given(
    st.lists(st.sampled_from(["党", "务", "公开", "abc", "（注）", "《例》", "“引”"]), min_size=1)
)
def test_no_line_begins_with_closing_or_ends_with_opening_punctuation(words: list[str]) -> None:
    for line in wrap("".join(f"{word}，" for word in words), 10):
        assert line[0] not in "，。、；：）》”"
        assert line[-1] not in "（《“"


def test_words_stay_whole_where_they_fit() -> None:
    assert wrap("按 pdisc propose 提出", 12) == ["按 pdisc", "propose 提出"]
    assert wrap("abcdefgh", 5) == ["abcde", "fgh"]
    assert wrap("公开内容。", 8) == ["公开内", "容。"]
    assert wrap("abcd。", 5) == ["abc", "d。"]
    assert wrap("一\n\n二", 10) == ["一", "", "二"]
    assert wrap("", 10) == [""]


def test_a_very_long_text_is_wrapped_without_delay() -> None:
    assert len(wrap("，" * 20_000 + "a" * 20_000, 80)) == 750


def test_a_receipt_is_crockford_base32_in_groups_of_four() -> None:
    assert crockford(b"\xff\x00\xff\x00\xff", 8) == "ZW0FY07Z"
    assert crockford(b"\x00\x44\x32\x14\xc7", 8) == "01234567"
    assert grouped("K7QF2M9X8R") == "K7QF-2M9X-8R"
    assert len(crockford(bytes(32), 16)) == 16
    with pytest.raises(ValueError, match="too few"):
        crockford(b"abc", 16)


@given(st.binary(min_size=10, max_size=32))
def test_a_receipt_copied_by_hand_is_read_back(data: bytes) -> None:
    code = crockford(data, 16)
    typed = grouped(code).lower().replace("0", "o").replace("1", "l")
    assert ungrouped(f" {typed} ") == code


def test_outer_blanks_are_trimmed_and_the_rest_stays_as_typed() -> None:
    assert clean_line("\u3000 党费收缴\x1b\u202e　情况 \r\n") == "党费收缴\x1b\u202e　情况"
    assert clean_text("\n 一\n\n 二\u3000\n") == "一\n\n 二"
    assert clean_text(" \u3000\t\n") == ""


@pytest.mark.parametrize(
    "bad", ["党\x00费", "党\ud83d费", "党\ufffe费", "党\U0010ffff费", "党\ufdd0费"]
)
def test_what_cannot_be_stored_is_refused_with_its_place(bad: str) -> None:
    with pytest.raises(ValueError, match=r"第 2 个字符是.*（U\+.*不能保存"):
        clean_text(bad)
    with pytest.raises(ValueError, match="不能保存"):
        clean_line(bad)


@pytest.mark.parametrize("line_break", ["\n", "\r", "\x0b", "\x85", "\u2028"])
def test_a_line_has_no_line_breaks(line_break: str) -> None:
    with pytest.raises(ValueError, match="只能写一行，第 3 个字符是换行"):
        clean_line(f"党费{line_break}收缴")


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    try:
        cleaned = clean_text(text)
    except ValueError:
        return
    cleaned.encode()
    assert clean_text(cleaned) == cleaned


def test_importing_text_and_plain_tables_loads_nothing_beyond_the_standard_library() -> None:
    code = (
        "import sys, pdisc.render.terminal, pdisc.render.output_file, pdisc.render.helptext;"
        "print([m for m in ('rich', 'typer', 'sqlmodel', 'pydantic') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
