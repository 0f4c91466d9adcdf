"""Sheets that are filled in, whatever stands in them: what is written is what is read."""

import tempfile
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from long_runs import examples

from pdisc.errors import UsageError
from pdisc.render.fill_sheets import sheet_bytes
from pdisc.screening.office.shown import hides_day, shown, text_shown
from pdisc.services.files_beside import beside, file_names
from pdisc.services.filled_in import brought, read_filled
from pdisc.sheets.fill_forms import FORMS, FillRow, FillSheet, mark_in, mark_of
from pdisc.text import visible

ON = date(2026, 10, 12)
WILD = ("=1+1", "_x0041_", "＝SUM(A1)", "2026-09-30", "00012", "'引号", "第一段\n\n第二段", "{1}")
texts = st.one_of(
    st.sampled_from(WILD), st.text(st.characters(codec="utf-8"), max_size=30).map(str.strip)
)


@st.composite
def sheets(draw: st.DrawFn) -> FillSheet:
    """Draw a sheet of any kind with rows of any texts."""
    form = draw(st.sampled_from([*FORMS.values()]))
    cells = st.fixed_dictionaries(dict.fromkeys(form.titles, texts))
    rows = draw(st.lists(cells, max_size=4))
    return FillSheet(
        form=form,
        title=draw(texts),
        mark=mark_of(form.word, "2026-Q3", "测试台账"),
        on=ON,
        rows=tuple(FillRow(cells=each) for each in rows),
        told=(draw(texts),),
    )


@given(sheets())
@settings(max_examples=examples(40))
def test_what_is_written_is_read_back_cell_by_cell(sheet: FillSheet) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "表.xlsx"
        path.write_bytes(sheet_bytes(sheet))
        assert sheet_bytes(sheet) == path.read_bytes()
        found = read_filled(brought(path))

    read = [{title: row.text(title) for title in sheet.form.titles} for row in found.rows]
    written = [
        {title: visible(text, keep_newlines=True).strip() for title, text in row.cells.items()}
        for row in sheet.rows
    ]
    assert read == [cells for cells in written if any(cells.values())]
    assert found.mark.of("测试台账")
    assert not found.mark.of("别的台账")


@given(texts)
def test_only_a_mark_is_taken_for_one(text: str) -> None:
    found = mark_in(text)
    assert found is None or found.word in FORMS


@given(st.sampled_from([*FORMS]), st.sampled_from(["2026-Q3", "2026", "全部"]))
def test_a_mark_is_read_as_it_was_made_full_width_too(word: str, about: str) -> None:
    mark = mark_of(word, about, "测试台账")
    wide = mark.replace(":", "：").replace(" ", "　")
    assert mark_in(mark) == mark_in(wide)
    found = mark_in(wide)
    assert found is not None
    assert (found.word, found.about) == (word, about)


def test_files_are_named_by_lines_or_with_a_comma_between(tmp_path: Path) -> None:
    for name in ("甲.txt", "乙.txt", "丙、丁.txt"):
        (tmp_path / name).write_text("文", encoding="utf-8")
    found = beside(tmp_path / "表.xlsx", "甲.txt、乙.txt\n丙、丁.txt")
    assert [path.name for path in found] == ["甲.txt", "乙.txt", "丙、丁.txt"]
    assert file_names("甲.txt、乙.txt\n丙、丁.txt") == file_names("甲.txt", "乙.txt", "丙、丁.txt")


EPOCH = datetime(1899, 12, 30)


@pytest.mark.parametrize(
    ("raw", "code", "seen"),
    [
        ("12.5", "General", "12.5"),
        ("0.30000000000000004", "@", "0.3"),
        ("510107198805151233", "General", None),
        ("510107198805151233", "0", None),
        ("-5", "0", "-5"),
        ("-5", '"¥"0', None),
        ("2.5", "0", "3"),
        ("12.3", "[$¥-804]#,##0.00", "¥12.30"),
        ("5", 'General"人"', "5人"),
        ("-5", '"第"General"号"', None),
        ("5", '"GB-2026"000', "GB-2026005"),
        ("5", '0"-3"', "5-3"),
        ("5", '0\\-"a-1"', "5-a-1"),
        ("5", "[$¥-D07041E]0", None),
        ("46295", '[$-130000]yyyy"年"m"月"d"日"', None),
        ("46295", "[$-D07041E]yyyy/m/d", None),
        ("3", "0;[Red]-0", None),
        ("1500", "0.00E+00", None),
        ("46295", '[$-804]yyyy"年"m"月"d"日";@', "2026年9月30日"),
        ("46295", "yyyy\\-mm\\-dd", "2026-09-30"),
        ("46295", "mmm", None),
        ("46295", "[$-F800]dddd, mmmm dd, yyyy", None),
        ("46295.5", "yyyy-mm-dd hh:mm", None),
        ("0.34", "hh:mm", None),
        ("30", "yyyy-mm-dd", None),
        ("x", "0", None),
        ("7", "?", None),
    ],
)
def test_what_is_seen_of_a_number_is_told_only_where_it_is_certain(
    raw: str, code: str, seen: str | None
) -> None:
    assert shown(raw, code, EPOCH) == seen


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("General", "说明"),
        ("@", "说明"),
        ("0.00", "说明"),
        ("0;-0;0;@", "说明"),
        ("[Red]@", "说明"),
        ('_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', "说明"),
        (";;;", ""),
        ('@"（草稿）"', None),
        ('0;0;0;"只有数字"', None),
    ],
)
def test_what_is_seen_of_a_text_is_what_its_format_shows(code: str, seen: str | None) -> None:
    assert text_shown("说明", code) == seen


@pytest.mark.parametrize(
    ("code", "hidden"),
    [('yyyy"年"m"月"', True), ("mmm-yy", True), ("yyyy-mm-dd", False), ("?", False)],
)
def test_a_format_may_hide_which_day_it_is(code: str, hidden: bool) -> None:
    assert hides_day(code) == hidden


def test_a_folder_is_told_as_one(tmp_path: Path) -> None:
    (tmp_path / "照片").mkdir()
    with pytest.raises(UsageError, match="文件夹，不是文件"):
        beside(tmp_path / "表.xlsx", "照片")


@pytest.mark.parametrize("name", ["../外.txt", "/etc/hostname", "没有.txt", "a\x00b", "链接.txt"])
def test_no_file_outside_the_sheets_folder_is_taken(tmp_path: Path, name: str) -> None:
    home = tmp_path / "里"
    home.mkdir()
    (tmp_path / "外.txt").write_text("文", encoding="utf-8")
    (home / "链接.txt").symlink_to(tmp_path / "外.txt")
    with pytest.raises(UsageError):
        beside(home / "表.xlsx", name)
