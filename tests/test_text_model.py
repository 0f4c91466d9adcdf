"""What a person reads as one text is screened as one, in whatever file it stands."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from test_extract import docx, paragraph, table, xlsx

from pdisc.screening.draft import file_hits
from pdisc.screening.files.extract import extract
from pdisc.screening.files.kinds import Kind
from pdisc.screening.files.rewrite import rewrite
from pdisc.screening.hits import Severity
from pdisc.screening.masks import mask_text

CASES = Path(__file__).parent / "data" / "cases"
ID, CARD, MOBILE = "640221190101010016", "6217990096803810", "13895012345"
Rows = Sequence[Sequence[str]]


def csv_file(rows: Rows) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def cell(address: str, text: str, number: bool = False) -> str:
    kind = "" if number and text.isdigit() else ' t="str"'
    return f'<c r="{address}"{kind}><v>{text}</v></c>' if text else f'<c r="{address}"/>'


def sheet(rows: Rows, *, numbers: bool = False) -> str:
    letters = [chr(65 + at) for at in range(26)] + [f"A{chr(65 + at)}" for at in range(26)]
    return "".join(
        f'<row r="{number}">'
        + "".join(
            cell(f"{letter}{number}", text, numbers)
            for letter, text in zip(letters, row, strict=False)
        )
        + "</row>"
        for number, row in enumerate(rows, 1)
    )


def files(rows: Rows) -> dict[str, bytes]:
    """Return a table in every kind of file that has tables."""
    return {
        "a.csv": csv_file(rows),
        "a.xlsx": xlsx(sheet(rows)),
        "b.xlsx": xlsx(sheet(rows, numbers=True)),
        "a.docx": docx(table(*map(tuple, rows))),
        "a.txt": "\n".join("\t".join(row) for row in rows).encode(),
    }


TABLES = ("a.csv", "a.xlsx", "a.docx")
KINDS = ("a.csv", "a.xlsx", "b.xlsx", "a.docx", "a.txt")


def found(data: bytes, name: str) -> list[tuple[str, str]]:
    """Return kind and place of all that is found in a file's texts."""
    said = extract(data, name)
    assert said.problem is None
    return [(hit.kind, hit.where) for hit in file_hits(said)]


def kinds(rows: Rows, name: str) -> list[str]:
    return [kind for kind, _ in found(files(rows)[name], name)]


# A number over several cells


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("form.csv", [("身份证号", "第1行第2列")]),
        ("form.docx", [("身份证号", "表1第1行第2列")]),
        ("form.xlsx", [("身份证号", "工作表“Sheet”!B2"), ("手机号", "工作表“Sheet”!B3")]),
        ("form_numbers.xlsx", [("身份证号", "工作表“Sheet”!B2"), ("手机号", "工作表“Sheet”!B3")]),
    ],
)
def test_a_form_with_a_box_for_each_digit_has_its_numbers(
    name: str, wanted: list[tuple[str, str]]
) -> None:
    data = (CASES / "06-one-digit-a-cell" / name).read_bytes()
    assert found(data, name) == wanted


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("number", [ID, MOBILE])
def test_a_row_of_boxes_is_one_number(name: str, number: str) -> None:
    """An X in the last box, a second number behind its own label."""
    row = ["号码", *number, "电话", *"13900001234"]
    wanted = ["身份证号" if number == ID else "手机号", "手机号"]
    assert sorted(kinds([["登记表"], row], name)) == sorted(wanted)


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize(
    "row",
    [
        ("示例甲", ID[:6], ID[6:14], ID[14:], "备注"),
        ("示例甲", ID[:9], ID[9:]),
        ("手机号码", MOBILE[:3], MOBILE[3:]),
        ("联系电话：", MOBILE[:3], MOBILE[3:7], MOBILE[7:]),
        ("银行卡号", CARD[:8], CARD[8:]),
    ],
    ids=["ID in three", "ID in two", "mobile in two", "mobile in three", "card in two"],
)
def test_a_number_split_over_two_cells_is_found(name: str, row: tuple[str, ...]) -> None:
    assert len(kinds([row], name)) == 1


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "b.xlsx", "a.txt"])
@pytest.mark.parametrize(
    "rows",
    [
        [("项目", "预算", "执行", "结余"), ("办公费", "138", "9501", "2345")],
        [("评分", *"98798"), ("示例甲", *"91879")],
        [("年度", "2024", "2025", "2026"), ("户数", "150", "1200", "1350", "900")],
    ],
    ids=["amounts", "marks", "counts"],
)
def test_columns_of_figures_arent_run_together(name: str, rows: Rows) -> None:
    assert kinds(rows, name) == []


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "b.xlsx", "a.docx"])
@pytest.mark.parametrize("cells", [list(ID), [ID[:9], ID[9:]]], ids=["boxes", "two cells"])
def test_a_mask_takes_out_a_number_over_several_cells(name: str, cells: list[str]) -> None:
    data = files([["身份证号", *cells, "备注", "无"]])[name]
    kind = extract(data, name).kind
    new = rewrite(data, kind, mask_text)
    assert found(new, name) == []
    texts = [part.text for part in extract(new, name).parts]
    assert any("备注" in text and "无" in text for text in texts)
    assert not any("".join(cells[-4:]) in text.replace("\t", "") for text in texts)


# A table as one


FORM = [("绝密", "机密", "秘密", "非密"), ("", "", "", "√")]
COUNTS = [("密级", "份数"), ("绝密", "0"), ("机密", "3"), ("秘密", "12")]
TERMS = [("密级", "最长保密期限"), ("绝密级", "30年"), ("机密级", "20年"), ("秘密级", "10年")]


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("rows", [FORM, COUNTS, TERMS], ids=["form", "counts", "terms"])
def test_a_form_and_a_list_of_grades_dont_stop(name: str, rows: Rows) -> None:
    data = files(rows)[name]
    stops = [hit for hit in file_hits(extract(data, name)) if hit.severity is Severity.STOP]
    assert stops == []


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("mark", ["机密★3年", "密级：机密", "秘密"])
def test_a_mark_in_a_cell_stops_at_its_place(name: str, mark: str) -> None:
    rows = [("题名", "备注"), ("绝密、机密、秘密级文件的管理", mark), ("示例", "")]
    if mark == "秘密":  # a bare one is told by its table
        rows = [("题名", "密级"), ("关于示例的通知", mark)]
    (place,) = {where for kind, where in found(files(rows)[name], name) if kind == "密级标志"}
    wanted = {
        "csv": "第2行第2列",
        "xlsx": "工作表“名册”!B2",
        "docx": "表1第2行第2列",
    }
    assert place == wanted[name[2:]]


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("mark", ["不予公开", "征求意见稿", "阅后收回", "内部资料"])
def test_an_office_mark_in_a_cell_is_told(name: str, mark: str) -> None:
    rows = [("序号", "题名", "备注"), ("1", "加强内部资料管理的制度", mark)]
    assert [kind for kind, _ in found(files(rows)[name], name)]


def test_a_cell_with_lines_keeps_its_column_and_is_read_by_itself() -> None:
    rows = [("姓名", "身份\n证号", "备注"), ("示例甲", "1", f"电话{MOBILE[:7]}\n{MOBILE[7:]}")]
    for name in ("a.csv", "a.xlsx", "a.docx"):
        (hit,) = found(files(rows)[name], name)
        assert hit[0] == "手机号"
        assert hit[1].endswith(("第2行第3列第 1 行", "C2第 1 行"))


def test_a_number_before_a_line_of_digits_is_read_without_it() -> None:
    lines = (CARD, MOBILE, "2026")
    for name, data in {
        "a.txt": "\n".join(lines).encode(),
        "b.txt": "\r\n".join(lines).encode(),
        "a.docx": docx("".join(map(paragraph, lines))),
    }.items():
        assert sorted(kind for kind, _ in found(data, name)) == ["手机号", "银行卡号"]


# Merged headings

MERGED = '<mergeCells><mergeCell ref="B1:C1"/><mergeCell ref="D1:D2"/></mergeCells>'


def test_a_heading_merged_over_columns_and_rows_stands_over_each() -> None:
    spoilt = ID[:-1] + "5"  # a wrong check digit: found by its heading alone
    rows = [("姓名", "身份证号", "", "备注"), ("", "", "", ""), ("示例甲", "无", spoilt, "1")]
    book = xlsx(sheet(rows), after=MERGED)
    assert found(book, "a.xlsx") == [("身份证号", "工作表“名册”!C3")]
    merged = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    head = f"<w:tc>{paragraph('姓名')}</w:tc><w:tc>{merged}{paragraph('身份证号')}</w:tc>"
    body = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("示例甲", "无", spoilt))
    word = docx(f"<w:tbl><w:tr>{head}</w:tr><w:tr>{body}</w:tr></w:tbl>")
    assert found(word, "a.docx") == [("身份证号", "表1第2行第3列")]


def test_a_heading_merged_over_two_rows_stands_in_the_second() -> None:
    spoilt = ID[:-1] + "5"
    rows = [("序号", "身份证号", "联系方式"), ("", "", "手机"), ("1", spoilt, "无")]
    merge = '<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:B2"/></mergeCells>'
    book = xlsx(sheet(rows), after=merge)
    assert found(book, "a.xlsx") == [("身份证号", "工作表“名册”!B3")]


def test_a_long_text_in_a_merged_cell_isnt_read_again() -> None:
    merged = '<w:tcPr><w:gridSpan w:val="999"/></w:tcPr>'
    data = docx(f"<w:tbl><w:tr><w:tc>{merged}{paragraph('字' * 1000)}</w:tc></w:tr></w:tbl>")
    assert max(len(part.text) for part in extract(data, "a.docx").parts) < 1100


def test_a_merged_cell_is_told_once() -> None:
    rows = [("机密★3年", "", ""), ("序号", "题名", "备注")]
    merge = '<mergeCells><mergeCell ref="A1:C1"/></mergeCells>'
    assert found(xlsx(sheet(rows), after=merge), "a.xlsx") == [("密级标志", "工作表“名册”!A1")]


def test_a_merge_over_the_whole_sheet_costs_nothing() -> None:
    merge = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    assert found(xlsx(sheet([("姓名", "1")]), after=merge), "a.xlsx") == []


# Cases of others


@pytest.mark.parametrize(
    ("case", "name", "kind"),
    [
        ("09-excel-long-ids", "float.xlsx", "身份证号"),
        ("09-excel-long-ids", "sci.csv", "身份证号"),
        ("11-xlsx-strict-1904-wps", "strict.xlsx", "身份证号"),
        ("11-xlsx-strict-1904-wps", "wps_dimension.xlsx", "身份证号"),
        ("11-xlsx-strict-1904-wps", "from_1904.xlsx", "身份证号"),
    ],
)
def test_workbooks_as_others_complained_of_them_are_read(case: str, name: str, kind: str) -> None:
    data = (CASES / case / name).read_bytes()
    assert kind in [each for each, _ in found(data, name)]


def test_the_kinds_of_the_tables_here_are_what_they_seem() -> None:
    said = {name: extract(data, name).kind for name, data in files([("甲", "乙")]).items()}
    assert list(said.values()) == [Kind.CSV, Kind.XLSX, Kind.XLSX, Kind.DOCX, Kind.TEXT]
