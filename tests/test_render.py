"""Tables line up, fit and stay harmless on a screen, in a pipe and in a file."""

import csv
import io
import os
import re
import resource
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pdisc.errors import StorageFailed
from pdisc.render.formats.csv import csv_text
from pdisc.render.formats.markdown import markdown_text
from pdisc.render.grid import GAP, Column, Table, fitted_widths, plain_lines, text_grid
from pdisc.render.helptext import command_help, group_help
from pdisc.render.output_file import write_output
from pdisc.render.terminal import Screen
from pdisc.text import cell_width

WORDS = st.text(st.sampled_from("党务公开栏，（）abcXYZ019-"), min_size=1, max_size=30)
ROWS = st.lists(st.tuples(WORDS, WORDS, WORDS), max_size=6)
HOSTILE = st.text(st.sampled_from("=+-@＝＋－＠\t\r\n 　|`*_<&[~\\\x1b\u202e党,\"'1"), max_size=8)

DUE = Table(
    (
        Column("编号"),
        Column("事项", wide=True),
        Column("到期", align="right"),
        Column("逾期天数", align="right"),
        Column("原因", wide=True),
        Column("下一步", wide=True),
    ),
    (
        ("1.2.1", "党组织年度工作计划、重大决策部署和落实情况", "2026-01-19", 12, "逾期", None),
        ("4.4.2", "党" * 60, "2026-04-15", 0, "字" * 45, "pdisc propose 4.4.2 --for 2026-Q1"),
    ),
    caption="本周检查",
)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def columns_of(rows: list[tuple[str, str, str]]) -> Table:
    return Table((Column("编号"), Column("事项", wide=True), Column("天", align="right")), rows)


def cells_of(line: str) -> list[str]:
    """Return one entry per terminal cell; the second half of a wide character is empty."""
    return [half for char in line for half in [char, ""][: cell_width(char)]]


def drawn(table: Table, *, width: int = 80, color: bool = False, plain: bool = False) -> str:
    out = Terminal()
    Screen(out, io.StringIO(), width=width, plain=plain, color=color).table(table)
    return out.getvalue()


@given(ROWS)
def test_cells_of_a_plain_table_stand_under_their_titles(rows: list[tuple[str, str, str]]) -> None:
    grid = [("编号", "事项", "天"), *rows]
    widths = [max(cell_width(row[index]) for row in grid) for index in range(3)]
    for line, row in zip(plain_lines(columns_of(rows)), grid, strict=True):
        cells = cells_of(line)
        start = 0
        for text, width in zip(row, widths, strict=True):
            assert "".join(cells[start : start + width]).strip() == text
            assert not "".join(cells[start + width : start + width + GAP]).strip()
            start += width + GAP


@given(ROWS, st.integers(20, 90))
def test_a_fitted_table_fits_and_loses_nothing(
    rows: list[tuple[str, str, str]], width: int
) -> None:
    lines = list(plain_lines(columns_of(rows), width))
    assert all(cell_width(line) <= width for line in lines)
    written = sorted("".join(lines).replace(" ", ""))
    assert written == sorted("编号事项天" + "".join(text for row in rows for text in row))


def test_wide_columns_give_way_first() -> None:
    widths = fitted_widths(DUE, text_grid(DUE), 80)
    assert sum(widths) + GAP * 5 == 80
    assert (widths[0], widths[2], widths[3]) == (5, 10, 8)


def test_a_column_keeps_to_its_own_width_in_a_fitted_table() -> None:
    table = Table((Column("事项", width=6), Column("数")), [("党务公开工作", 1)])
    assert list(plain_lines(table, 80)) == ["事项    数", "党务公  1", "开工作"]


def test_an_empty_cell_prints_a_dash_and_a_hostile_one_its_escapes() -> None:
    table = Table((Column("甲"), Column("乙")), [(None, "　"), ("", "a\x1b[2J\nb"), (0, "\t")])
    assert list(plain_lines(table)) == ["甲  乙", "—   —", "—   a\\x1b[2J\\nb", "0   —"]


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="row 2 has 1 cells, not 2"):
        Table((Column("甲"), Column("乙")), [("一", "二"), ("三",)])


def test_a_table_without_rows_or_columns_prints() -> None:
    assert list(plain_lines(Table((Column("甲"),), []))) == ["甲"]
    assert list(plain_lines(Table((), [], "空"), 80)) == ["空"]


@pytest.mark.parametrize("color", [True, False])
@settings(max_examples=30, deadline=None)
@given(rows=ROWS)
def test_no_line_of_a_drawn_table_is_wider_than_the_terminal(
    color: bool, rows: list[tuple[str, str, str]]
) -> None:
    text = re.sub(r"\x1b\[[0-9;]*m", "", drawn(columns_of(rows), width=60, color=color))
    assert all(cell_width(line) <= 60 for line in text.splitlines())
    written = sorted(re.sub(r"[\s─]", "", text))
    assert written == sorted("编号事项天" + "".join(text for row in rows for text in row))


def test_the_weekly_table_fits_80_cells_and_shows_everything() -> None:
    text = drawn(DUE)
    assert max(map(cell_width, text.splitlines())) <= 80
    assert (text.count("党"), text.count("字")) == (61, 45)
    assert "本周检查" in text
    assert "─" in text
    assert "\x1b" not in text


def test_a_terminal_table_takes_data_for_data() -> None:
    table = Table((Column("[b]题[/b]"),), [("[red]:smile: \x1b[31m",)], caption="[i]表")
    text = drawn(table)
    assert "[b]题[/b]" in text
    assert "[red]:smile: \\x1b[31m" in text
    assert "[i]表" in text


def test_colour_comes_in_addition_to_the_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    table = Table((Column("状态"), Column("事项")), [("逾期", "说明逾期")])
    assert "\x1b[1;31m逾期\x1b[0m" in drawn(table, color=True)
    assert "逾期" in drawn(table)
    assert "\x1b" not in drawn(table)


@pytest.mark.parametrize("plain", [True, False])
def test_a_narrow_or_plain_terminal_gets_plain_lines_that_fit(plain: bool) -> None:
    text = drawn(DUE, width=50, plain=plain)
    assert "─" not in text
    assert text.splitlines() == list(plain_lines(DUE, 50))


def test_a_pipe_gets_uncut_lines_and_talk_goes_to_stderr() -> None:
    out, err = io.StringIO(), io.StringIO()
    screen = Screen(out, err, plain=False, color=True)
    screen.heading("本周")
    screen.table(DUE)
    screen.line("共 2 项\x1b")
    screen.hint("pdisc due")
    screen.notice("等了 3 秒")
    screen.error("未找到", "没有 9.9.9", "pdisc catalog list")
    screen.error("程序错误", "原因不明")
    lines = out.getvalue().splitlines()
    assert lines == ["本周", *plain_lines(DUE), "共 2 项\\x1b", "下一步：pdisc due"]
    assert err.getvalue().splitlines() == [
        "等了 3 秒",
        "未找到：没有 9.9.9",
        "下一步：pdisc catalog list",
        "程序错误：原因不明",
    ]


def test_a_heading_is_bold_only_where_colour_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    for color, expected in ((True, "\x1b[1m[本周]\x1b[0m\n"), (False, "[本周]\n")):
        out = Terminal()
        Screen(out, io.StringIO(), width=80, plain=False, color=color).heading("[本周]")
        assert out.getvalue() == expected


@given(st.lists(st.tuples(HOSTILE, HOSTILE), max_size=4))
def test_csv_never_holds_a_formula(rows: list[tuple[str, str]]) -> None:
    text = csv_text(Table((Column("=甲"), Column("乙")), rows))
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert len(read) == len(rows) + 1
    assert read[0][0] == "'=甲"
    for cell in (cell for row in read for cell in row):
        assert not cell.lstrip().startswith(tuple("=+-@＝＋－＠"))
        assert not re.search("[\t\r\x1b\u202e]", cell)


def test_csv_keeps_numbers_and_marks_what_looks_like_a_formula() -> None:
    rows: list[tuple[int | str | None, str]] = [
        (-3, "-3"),
        (None, "一\r\n二"),
        ("\t=1", '说“好”,"行"'),
    ]
    assert csv_text(Table((Column("数"), Column("文")), rows)) == (
        '数,文\r\n-3,\'-3\r\n—,"一\n二"\r\n\' =1,"说“好”,""行"""\r\n'
    )


@given(HOSTILE)
def test_a_markdown_row_stays_one_row_of_two_cells(text: str) -> None:
    lines = markdown_text(Table((Column("甲"), Column("乙")), [(text, 1)])).splitlines()
    assert len(lines) == 3
    assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", lines[2])) == 3


def test_markdown_escapes_only_what_would_change_the_meaning() -> None:
    columns = (Column("甲"), Column("乙", align="right"), Column("丙", align="center"))
    rows: list[tuple[str | int, str, str]] = [
        ("a|b\n<b>", "snake_case _强调_ A&B &lt;", "\x1b"),
        (1, "`x` *y* [z]", r"\|"),
    ]
    assert markdown_text(Table(columns, rows, "表*")).splitlines() == [
        r"**表\***",
        "",
        "| 甲 | 乙 | 丙 |",
        "| :--- | ---: | :---: |",
        r"| a\|b<br>\<b\> | snake_case \_强调\_ A&B \&lt; | \\x1b |",
        r"| 1 | \`x\` \*y\* \[z\] | \\\| |",
    ]


def test_an_output_file_replaces_the_old_one_whole(tmp_path: Path) -> None:
    target = tmp_path / f"{'报' * 80}.csv"
    write_output(target, b"old")
    write_output(target, b"new")
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_to_a_file_stays_a_link(tmp_path: Path) -> None:
    link = tmp_path / "link.csv"
    link.symlink_to(tmp_path / "real.csv")
    write_output(link, b"data")
    assert link.is_symlink()
    assert (tmp_path / "real.csv").read_bytes() == b"data"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("folder", "文件夹"),
        ("missing/表.csv", "所在的文件夹不存在"),
        ("file/表.csv", "不是文件夹"),
        ("长" * 100, "文件名太长"),
        ("pipe", "不是普通文件"),
        ("loop", "系统报告"),
        ("bad\x1b\udcff/x", r"bad\x1b\udcff"),
    ],
)
def test_an_output_that_cannot_be_written_leaves_nothing(
    tmp_path: Path, name: str, reason: str
) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop" / "x")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(StorageFailed, match=re.escape(reason)) as caught:
        write_output(tmp_path / name, b"data")
    assert "写不了文件「" in caught.value.message
    assert "\x1b" not in caught.value.message
    assert caught.value.next_step
    assert sorted(tmp_path.iterdir()) == before


def test_a_device_is_never_replaced() -> None:
    with pytest.raises(StorageFailed, match="不是普通文件"):
        write_output(Path(os.devnull), b"data")
    assert not Path(os.devnull).is_file()


def test_a_write_that_breaks_off_keeps_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "表.csv"
    write_output(target, b"old")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limits[1]))
    try:
        with pytest.raises(StorageFailed, match=r"表\.csv"):
            write_output(target, b"x" * 5000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


OPTIONS = [
    ("--title 标题", "公开事项的标题，写成一行，" * 6),
    ("--secrecy 通过|不通过|一个很长很长的写法", "保密审查的结论"),
    ("-h", ""),
]


def test_the_help_of_a_command_fits_80_cells() -> None:
    text = command_help(
        "pdisc propose 条目代码 --title 标题 [选项] " + "--channel 形式 " * 5,
        "第一步：提出一项公开。" * 8,
        [("条目代码", "附件2中的编号，例如 1.2.1")],
        OPTIONS,
        ["pdisc propose 1.2.1 --title 年度计划"],
    )
    lines = text.splitlines()
    assert max(map(cell_width, lines)) < 80
    assert lines[0].startswith("用法：pdisc propose 条目代码 ")
    assert lines[1].startswith("      --channel")
    assert "  条目代码                    附件2中的编号，例如 1.2.1" in lines
    assert "  --secrecy 通过|不通过|一个很长很长的写法" in lines
    assert "  -h" in lines
    assert lines[-2:] == ["例子：", "  pdisc propose 1.2.1 --title 年度计划"]


def test_the_help_of_a_group_sets_all_summaries_in_one_column() -> None:
    text = group_help(
        "党务公开台账",
        [("五步", [("propose", "提出"), ("revise", "修改")]), ("每周", [("due", "本周检查")])],
        [("--json", "输出 JSON")],
        "更多命令：pdisc help 全部",
    )
    assert text == (
        "党务公开台账\n\n"
        "五步：\n  propose  提出\n  revise   修改\n\n"
        "每周：\n  due      本周检查\n\n"
        "选项：\n  --json   输出 JSON\n\n"
        "更多命令：pdisc help 全部\n"
    )


def test_help_leaves_out_what_is_empty() -> None:
    assert command_help("pdisc tour", "走一遍。") == "用法：pdisc tour\n\n走一遍。\n"
