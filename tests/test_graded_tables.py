"""Forms, registers and counts by grade, in every kind of file that has tables."""

import pytest
from test_extract import docx, paragraph, xlsx
from test_text_model import KINDS, Rows, files, sheet

from pdisc.screening.draft import file_hits
from pdisc.screening.files.extract import extract
from pdisc.screening.hits import Severity

LEVELS = ("绝密", "机密", "秘密", "非密")
MERGED = (
    '<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:B2"/><mergeCell ref="C1:F1"/>'
    "</mergeCells>"
)


def is_stopped(data: bytes, name: str) -> bool:
    return any(hit.severity is Severity.STOP for hit in file_hits(extract(data, name)))


def form(*ticks: tuple[str, str, str, str]) -> Rows:
    """Return a form of papers reviewed, with what stands below each level."""
    rows = [(str(place), f"示例信息{place}", *tick) for place, tick in enumerate(ticks, 1)]
    return [("序号", "信息标题", *LEVELS), *rows]


def register(*grades: str) -> Rows:
    rows = [(f"示例〔2026〕{n}号", f"示例通知{n}", grade, "1") for n, grade in enumerate(grades, 1)]
    return [("文号", "标题", "密级", "份数"), *rows]


TICKED = {
    "a tick": form(("", "", "", "√"), ("", "", "√", ""), ("", "", "", "√")),
    "another tick": form(("", "✓", "", "")),
    "a heavy tick": form(("", "", "", "✔"), ("✔", "", "", "")),
    "yes and no": form(("否", "否", "否", "是"), ("否", "是", "否", "否")),
    "yes alone": form(("", "", "是", "")),
    "a one": form(("", "", "", "1"), ("", "1", "", "")),
    "a one among noughts": form(("0", "0", "1", "0")),
    "asked by column": [("事项", "是否绝密", "是否机密"), ("示例", "否", "是")],
    "asked by one column": [("标题", "是否秘密"), ("示例甲", "否"), ("示例乙", "是")],
    "asked by line": [("是否绝密", "否"), ("是否机密", "是"), ("是否秘密", "否")],
}
MARKED = {
    "one row of many": register("", "", "无", "秘密", "无", ""),
    "the last row": register("非密", "无", "", "机密"),
    "with its term": register("", "机密★10年", ""),
    "each its own": register("秘密", "机密", "绝密"),
    "a plan for posts": [("名称", "密级", "保管岗位"), ("示例规划", "机密", "文书岗")],
    "people without a word of posts": [("姓名", "职务", "密级"), ("示例甲", "书记", "机密")],
    "a graded list": [("绝密", "示例甲"), ("机密", "示例乙"), ("秘密", "示例丙")],
}
OPEN = {
    "not secret": form(("", "", "", "√"), ("", "", "", "✓"), ("", "", "", "√")),
    "no and no": form(("否", "否", "否", "是"), ("否", "否", "否", "是")),
    "a one below not secret": form(("", "", "", "1"), ("0", "0", "0", "1")),
    "strokes": form(("—", "—", "—", "√"), ("/", "/", "/", "√")),
    "nothing yet": form(("", "", "", ""), ("", "", "", "")),
    "asked": [("事项", "是否绝密", "是否机密"), ("示例", "否", "否")],
    "years": [("年度", *LEVELS), ("2024", "0", "1", "7", "90"), ("2025", "", "1", "", "")],
    "offices": [("科室", *LEVELS, "合计"), ("办公室", "0", "1", "0", "5", "6")],
    "grades by year": [("密级", "2024年", "2025年"), ("机密", "1", "1"), ("秘密", "0", "1")],
    "no grade in the register": register("", "无", "非密", "公开"),
    "posts": [
        ("涉密岗位", "涉密等级", "人数"),
        ("文书岗", "秘密级", "1"),
        ("机要岗", "机密级", "1"),
    ],
    "machines": [("设备名称", "密级", "数量"), ("计算机", "机密", "1"), ("打印机", "秘密", "1")],
    "people": [("涉密人员登记表", "", ""), ("姓名", "职务", "密级"), ("示例甲", "文书", "秘密")],
    "what each level is": [
        ("绝密级", "最重要的国家秘密"),
        ("机密级", "重要的国家秘密"),
        ("秘密级", "一般的国家秘密"),
    ],
}


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("rows", TICKED.values(), ids=TICKED)
def test_what_is_ticked_below_a_grade_stops(name: str, rows: Rows) -> None:
    assert is_stopped(files(rows)[name], name)


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("rows", MARKED.values(), ids=MARKED)
def test_a_paper_with_a_grade_in_a_register_stops(name: str, rows: Rows) -> None:
    assert is_stopped(files(rows)[name], name)


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("rows", OPEN.values(), ids=OPEN)
def test_a_form_a_count_and_holders_dont_stop(name: str, rows: Rows) -> None:
    assert not is_stopped(files(rows)[name], name)


@pytest.mark.parametrize(
    ("ticks", "stops"), [(("", "", "√", ""), True), (("", "", "", "√"), False)]
)
def test_a_heading_merged_over_the_grades_is_read(ticks: tuple[str, ...], stops: bool) -> None:
    above = ("序号", "信息标题", "密级", "", "", "")
    rows = [above, ("", "", *LEVELS), ("1", "示例甲", *ticks), ("2", "示例乙", "", "", "", "√")]
    assert is_stopped(xlsx(sheet(rows), after=MERGED), "a.xlsx") is stops
    over = '<w:tcPr><w:gridSpan w:val="4"/></w:tcPr>'
    tops = [f"<w:tc>{paragraph(text)}</w:tc>" for text in above[:2]]
    head = "".join([*tops, f"<w:tc>{over}{paragraph('密级')}</w:tc>"])
    body = ["".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in row) for row in rows[1:]]
    table = "".join(f"<w:tr>{row}</w:tr>" for row in (head, *body))
    assert is_stopped(docx(f"<w:tbl>{table}</w:tbl>"), "a.docx") is stops
