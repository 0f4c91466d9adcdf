"""登记簿, 公开目录, 归档文件目录, 备考表, 归档章: read back from the files that are printed."""

import csv
import io
import subprocess
from collections.abc import Callable
from itertools import groupby
from pathlib import Path
from typing import Any

import docx
import openpyxl  # type: ignore[import-untyped]  # the stubs are a package we need not
import pytest
from browsers import needed
from conftest import PROPOSER, SECRETARY, Office
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from papers import lines_of, printed
from pdf_files import needs_fonts, pages, read, squeezed

from pdisc.sheets.sheet import Stamps

BOOKS = ["事项登记簿", "会议记录簿", "意见建议登记簿", "意见建议办理登记册"]
NINE = ["序号", "档号", "文号", "责任者", "题名", "日期", "密级", "页数", "备注"]
TWIPS = 1440 / 25.4
"""In a millimetre."""

OUT, FILED, REFUSED, WAITING = (f"2026-{place:04d}" for place in range(1, 5))
GIVER = "测试反映人"


@pytest.fixture(scope="module")
def lived(new_office: Callable[[], Office]) -> Office:
    """Return an office after some weeks: something complained of, filed, refused, or waiting."""
    office = new_office()
    office.walk("已公开", "1.1.1", "--title", "=1+1 {{ x }} <b>")
    office.walk("已公开", "1.1.1", "--title", "第二件")
    office.walk("不予公开", "2.1.1", "--title", "没有公开的")
    office.propose("1.2.1")
    said = ("--content", f"{GIVER}说会议次数不符", "--from", GIVER, "--via", "信箱")
    office.ok("opinion", "add", OUT, *said)
    office.ok("opinion", "assign", f"{OUT}-Y1", "--to", PROPOSER, "--by", SECRETARY)
    told = ("--result", "属实", "--feedback", f"已经告知{GIVER}")
    office.ok("opinion", "settle", f"{OUT}-Y1", *told, "--by", SECRETARY)
    office.archive(FILED, "--retention", "30年")
    office.archive(REFUSED, "--retention", "永久")
    return office


def table(run: Office, folder: Path, *words: str) -> list[list[str]]:
    """Print a form as CSV and return its rows."""
    out = folder / "表.csv"
    run.ok("print", *words, "--out", str(out))
    return list(csv.reader(io.StringIO(out.read_text(encoding="utf-8-sig"), newline="")))


def below(rows: list[list[str]], caption: str) -> list[dict[str, str]]:
    """Return what stands below a caption, each row by its headings."""
    start = rows.index([caption]) + 1
    end = next((n for n in range(start, len(rows)) if not rows[n]), len(rows))
    return [dict(zip(rows[start], row, strict=True)) for row in rows[start + 1 : end]]


# 登记簿


def test_the_four_registers_are_worksheets_of_one_file(lived: Office, tmp_path: Path) -> None:
    out = tmp_path / "登记簿.xlsx"
    lived.ok("print", "登记簿", "--out", str(out))

    book = openpyxl.load_workbook(out)

    assert [name for name in book.sheetnames if name != "说明"] == BOOKS
    titles = [cell.value for row in book["事项登记簿"].iter_rows() for cell in row]
    assert any(str(each).startswith("=1+1") for each in titles)
    assert all(cell.data_type != "f" for one in book for row in one.iter_rows() for cell in row)


def test_what_was_posted_stands_in_the_register_as_it_was(lived: Office, tmp_path: Path) -> None:
    row = below(table(lived, tmp_path, "登记簿"), BOOKS[0])[0]
    shown = lived.show(OUT)

    posted = [f"{x['channel']} {x['on']} {x['place'] or x['url']}" for x in shown["publications"]]
    assert row["公开形式、日期、地点"].split("\n") == posted
    assert (row["编号"], row["条目"], row["范围"]) == (OUT, "1.1.1", shown["scope"])
    assert row["提出"] == row["审核"] == row["审批"] == "2026-11-24"
    assert shown["window"] in row["期限"]


def test_what_did_not_become_public_is_remarked(lived: Office, tmp_path: Path) -> None:
    rows = {row["编号"]: row for row in below(table(lived, tmp_path, "登记簿"), BOOKS[0])}

    assert list(rows) == [OUT, FILED, REFUSED, WAITING]
    assert "撤下" in rows[FILED]["备注"]
    assert rows[REFUSED]["公开形式、日期、地点"] == "—"
    assert (rows[WAITING]["审核"], rows[WAITING]["备注"]) == ("", "")


def test_a_meeting_leaves_blank_what_nobody_recorded(lived: Office, tmp_path: Path) -> None:
    met = below(table(lived, tmp_path, "登记簿"), BOOKS[1])

    assert [row["地点"] for row in met] == ["会议室", "会议室"]
    assert {row["主持人"] + row["出席"] for row in met} == {""}


def test_who_gave_an_opinion_is_in_none_of_the_registers(lived: Office, tmp_path: Path) -> None:
    rows = table(lived, tmp_path, "登记簿")
    told = "".join(map("".join, rows)) + "".join(lines_of(printed(lived, tmp_path, "登记簿")))

    assert GIVER not in told
    assert [row["反映人"] for row in below(rows, BOOKS[2])] == ["实名"]
    assert [row["环节"] for row in below(rows, BOOKS[3])] == ["意见批办", "意见办结"]


def test_a_year_in_which_nothing_happened_has_its_heads_and_says_so(
    lived: Office, tmp_path: Path
) -> None:
    rows = table(lived, tmp_path, "登记簿", "--year", "2025")

    assert [row["编号"] for row in below(rows, BOOKS[0])] == ["本年无"]
    assert all("本年无" in below(rows, caption)[0].values() for caption in BOOKS)


def test_a_year_that_has_not_begun_has_no_register(lived: Office, tmp_path: Path) -> None:
    ran = lived("print", "登记簿", "--year", "2027", "--out", str(tmp_path / "x.docx"))

    assert ran.code == 3
    assert "pdisc print 登记簿 --year 2026" in ran.err


def test_the_same_day_gives_the_same_registers(lived: Office, tmp_path: Path) -> None:
    assert printed(lived, tmp_path, "登记簿") == printed(lived, tmp_path, "登记簿")


# 归档文件目录


def test_the_list_of_a_box_has_nine_columns_and_guesses_nothing(
    lived: Office, tmp_path: Path
) -> None:
    heads, row = table(lived, tmp_path, "归档文件目录", "--year", "2026", "--retention", "30年")

    cells = dict(zip(heads, row, strict=True))
    assert heads == NINE
    assert cells["档号"] == lived.show(FILED)["archive_number"]
    assert (cells["日期"], cells["责任者"]) == ("20261124", "测试单位")
    assert cells["文号"] == cells["密级"] == cells["页数"] == ""


def test_all_boxes_of_a_year_follow_one_another(lived: Office, tmp_path: Path) -> None:
    rows = table(lived, tmp_path, "归档文件目录")

    assert [row[0] for row in rows if len(row) == 1] == ["保管期限 永久", "保管期限 30年"]
    titles = [below(rows, f"保管期限 {each}")[0]["题名"] for each in ("永久", "30年")]
    assert titles == ["[没有公开的]", "第二件"]


def test_the_list_lies_on_its_side_under_its_cover(lived: Office, tmp_path: Path) -> None:
    lived_copy = lived.copy(tmp_path)
    lived_copy.ok("config", "set", "全宗号", "Z109", "--basis", "测试档案馆给定")
    data = printed(lived_copy, tmp_path, "归档文件目录", "--retention", "永久")
    page = docx.Document(io.BytesIO(data)).sections[0]

    assert page.orientation == WD_ORIENT.LANDSCAPE
    assert "全宗号：Z109　　全宗名称：测试单位　　年度：2026　　保管期限：永久" in lines_of(data)


# 备考表


def test_the_note_of_a_box_says_what_lacks_and_leaves_room(lived: Office, tmp_path: Path) -> None:
    lines = lines_of(printed(lived, tmp_path, "备考表", "--retention", "30年"))
    told = next(line for line in lines if line.startswith("盒内文件情况说明"))

    assert "本盒共1件" in told
    assert f"0001号（{FILED}）缺：审批凭证" in told
    assert [line for line in lines if line.startswith("检查人｜____")] != []


def test_each_box_has_a_note_of_its_own(lived: Office, tmp_path: Path) -> None:
    lines = lines_of(printed(lived, tmp_path, "备考表"))

    assert lines.count("备 考 表") == 2
    assert any("0001号不予公开，没有公开件" in line for line in lines)


# 归档章


def stamp_rows(data: bytes) -> list[Any]:
    """Return the rows of the stamps' table."""
    return list(docx.Document(io.BytesIO(data)).tables[0]._tbl.iter(qn("w:tr")))


def test_a_stamp_is_45_by_16_millimetres_in_six_equal_cells(lived: Office, tmp_path: Path) -> None:
    rows = stamp_rows(printed(lived, tmp_path, "归档章", FILED))
    heights = [int(row.find(".//" + qn("w:trHeight")).get(qn("w:val"))) for row in rows]
    ruled = [
        [
            int(cell.find(".//" + qn("w:tcW")).get(qn("w:w")))
            for cell in row.iter(qn("w:tc"))
            if cell.find(".//" + qn("w:tcBorders")) is not None
        ]
        for row in rows
    ]

    assert sum(heights[1:]) / TWIPS == pytest.approx(16, abs=0.05)
    assert ruled[0] == []
    assert [len(each) for each in ruled[1:]] == [3, 3]
    assert sum(ruled[1]) / TWIPS == pytest.approx(45, abs=0.05)
    assert len({*ruled[1], *ruled[2]}) == 1


def test_several_stamps_share_a_sheet_in_the_order_they_were_asked_for(
    lived: Office, tmp_path: Path
) -> None:
    rows = stamp_rows(printed(lived, tmp_path, "归档章", REFUSED, FILED))
    texts = [["".join(x.text or "" for x in c.iter(qn("w:t"))) for c in r] for r in rows]

    assert [each for each in texts[1] if each] == ["2026", "0001", "2026", "0001"]
    assert [each for each in texts[2] if each] == ["永久", "30年"]


def test_a_fourth_stamp_begins_a_row_and_what_is_empty_is_not_ruled() -> None:
    rows = list(Stamps((("全", "2026", "0001", "", "永久", ""),) * 4).rows())

    assert [height for height, _ in rows] == [6, 8, 8] * 2
    assert rows[1][1] == ("全", "2026", "0001", None) * 2 + ("全", "2026", "0001")
    assert rows[5][1] == ("", "永久", "", *[None] * 8)


@needs_fonts
def test_stamps_come_as_a_pdf_too(lived: Office, tmp_path: Path) -> None:
    out = tmp_path / "章.pdf"
    lived.ok("print", "归档章", FILED, "--out", str(out))

    said = squeezed("".join(pages(out.read_bytes())))
    assert [word for word in ("2026", "0001", "30年") if word not in said] == []


def test_what_is_not_filed_has_no_stamp(lived: Office, tmp_path: Path) -> None:
    ran = lived("print", "归档章", WAITING, "--out", str(tmp_path / "章.docx"))

    assert ran.code == 3
    assert f"{WAITING} 还没有归档" in ran.err
    assert not (tmp_path / "章.docx").exists()
    assert lived("print", "归档章", "2026-0099").code == 4


@pytest.mark.parametrize("form", ["归档文件目录", "备考表", "归档章"])
def test_a_year_in_which_nothing_was_filed_is_refused(
    lived: Office, tmp_path: Path, form: str
) -> None:
    ran = lived("print", form, "--year", "2025", "--out", str(tmp_path / "x.docx"))

    assert ran.code == 3
    assert "2025年度还没有归档的事项" in ran.err


def test_a_box_and_numbers_are_not_asked_for_at_once(lived: Office) -> None:
    ran = lived("print", "归档章", FILED, "--year", "2026")

    assert ran.code == 2
    assert "只写一样" in ran.err


# 公开目录


def test_the_catalogue_is_laid_out_as_the_plan_has_it(lived: Office, tmp_path: Path) -> None:
    data = printed(lived, tmp_path, "公开目录")
    rows = docx.Document(io.BytesIO(data)).tables[0].rows
    merges = [
        [each.get(qn("w:val")) for each in row._tr.tc_lst[0].iter(qn("w:vMerge"))] for row in rows
    ]
    firsts = [item["level1"] for item in lived.ok("catalog", "list", "--json").json["items"]]

    assert [cell.text for cell in rows[0].cells][:4] == [
        *("一级目录", "二级目录", "编号", "三级目录（公开内容）")
    ]
    assert [row.cells[0].text for row in rows[1:]] == firsts
    runs = [len(list(group)) for _, group in groupby(firsts)]
    assert merges.count(["restart"]) == sum(run > 1 for run in runs)
    assert merges.count(["continue"]) == len(firsts) - len(runs)
    told = lines_of(data)
    assert "测试单位　　2026年11月24日" in told
    assert any(line.startswith("备案单位（盖章）") for line in told)


def test_the_catalogue_as_a_list_is_the_same_paper(lived: Office, tmp_path: Path) -> None:
    out = tmp_path / "目录.docx"
    lived.ok("catalog", "list", "--out", str(out))

    assert lines_of(out.read_bytes()) == lines_of(printed(lived, tmp_path, "公开目录"))


def test_outside_the_office_the_catalogue_has_no_marks_and_no_office(
    lived: Office, tmp_path: Path
) -> None:
    out = tmp_path / "目录.docx"
    lived.ok("catalog", "list", "--audience", "社会", "--out", str(out))
    told = "".join(lines_of(out.read_bytes()))

    assert "一级目录" in told
    assert [word for word in ("*", "承办科室", "回执", "推定") if word in told] == []


# All of them


def test_an_office_suite_lays_them_out_as_they_should_lie(lived: Office, tmp_path: Path) -> None:
    program = needed("soffice", "libreoffice-writer")
    sides = {"登记簿": 842, "公开目录": 842, "归档文件目录": 842, "备考表": 595, "归档章": 595}
    files = [tmp_path / f"{form}.docx" for form in sides]
    for file in files:
        lived.ok("print", file.stem, "--out", str(file))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    words = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*words, *map(str, files)], check=True, capture_output=True)

    laid = {file.stem: read(file.with_suffix(".pdf").read_bytes()).pages for file in files}

    assert {form: round(float(each[0].mediabox.width)) for form, each in laid.items()} == sides
    assert (len(laid["备考表"]), len(laid["归档章"])) == (2, 1)


def test_a_file_that_cannot_be_written_leaves_nothing(lived: Office, tmp_path: Path) -> None:
    folder = tmp_path / "已有.docx"
    folder.mkdir()

    assert lived("print", "登记簿", "--out", str(folder)).code in (2, 8)
    assert lived("print", "公开目录", "--out", str(tmp_path / "没有" / "x.docx")).code == 8
    assert list(tmp_path.rglob("*")) == [folder]


def test_in_excel_days_are_days_and_what_is_merged_is_one_cell(
    lived: Office, tmp_path: Path
) -> None:
    for form in ("登记簿", "公开目录"):
        lived.ok("print", form, "--out", str(tmp_path / f"{form}.xlsx"))
    book = openpyxl.load_workbook(tmp_path / "登记簿.xlsx")
    sheet = book["事项登记簿"]
    row = {head.value: cell for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert row["提出"].is_date
    assert isinstance(row["序号"].value, int)
    assert not any(cell.data_type == "f" for each in book for line in each for cell in line)
    annex = openpyxl.load_workbook(tmp_path / "公开目录.xlsx").worksheets[0]
    merged = {str(each) for each in annex.merged_cells.ranges}
    assert {"A2:A8", "B2:B3"} <= merged
