"""Forms as PDF: PDF/A-2b of the same sheets, text that is never markup, fonts that are there."""

import io
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
import typst
from conftest import Office
from docx.oxml.ns import qn
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pdf_files import families, needs_fonts, pages, read, squeezed

from pdisc.errors import StorageFailed
from pdisc.papers import month, week
from pdisc.papers.forms import FORMS
from pdisc.render import pdf_fonts
from pdisc.render.grid import Column, Table
from pdisc.render.merging import depths
from pdisc.render.paper import Paper
from pdisc.render.pdf_sheet import sheets_pdf
from pdisc.render.printing import printed_bytes
from pdisc.sheets.sections import Grid
from pdisc.sheets.sheet import (
    FORM,
    LABELS,
    OFFICIAL,
    WORKING,
    FormBox,
    FormRows,
    Headline,
    Listing,
    Manner,
    Measured,
    MeasuredRow,
    PageLook,
    Para,
    Sheet,
    SheetBlock,
    SignedBy,
    Stamps,
)
from pdisc.text import visible

DAY = date(2026, 11, 24)
WILD = r"""#1 $x$ *粗* _斜_ @人 `码` \ / // <b> [链] {} ~ -- ' = + #let x = 1 {{ }} {% %} "党"."""
"""All that means something in typst, in HTML or in a template."""

LETTERS = st.text(
    st.sampled_from(
        "党务公开，。（）《》“”—…〔2026〕aW1 #$*_@`\\/<>[]{}~-'\"=+%&|^\n\x00\x1b\u202e\u200b"
    ),
    max_size=120,
)


def sheet(*blocks: SheetBlock, look: PageLook = FORM, footer: str = "") -> Sheet:
    return Sheet(title="测试表", on=DAY, look=look, blocks=blocks, footer=footer)


def words_of(*sheets: Sheet) -> str:
    return squeezed("".join(pages(sheets_pdf(sheets))))


# What the file is


@needs_fonts
def test_the_file_is_pdf_a_2b_dated_by_the_data() -> None:
    found: Any = read(sheets_pdf([sheet(Headline("测试表"), Para(text="党务公开"))]))
    metadata = found.trailer["/Root"]["/Metadata"]
    xmp = metadata.get_data().decode()

    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "<pdfaid:conformance>B</pdfaid:conformance>" in xmp
    assert found.metadata is not None
    assert found.metadata.title == "测试表"
    assert found.metadata.creation_date is not None
    assert found.metadata.creation_date.date() == DAY


@needs_fonts
def test_every_font_is_in_the_file() -> None:
    manners: tuple[Manner, ...] = ("body", "subhead", "head")
    blocks = [Para(text="一Ab1", manner=each) for each in manners]
    found: Any = read(sheets_pdf([sheet(Headline("标题"), *blocks)]))

    fonts = [
        font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        for page in found.pages
        for font in page["/Resources"]["/Font"].values()
    ]
    assert fonts
    for each in fonts:
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(each), each["/FontName"]


@needs_fonts
def test_the_same_sheets_give_the_same_bytes() -> None:
    made = sheet(
        Headline("测试表"), Listing(name="表", grid=Grid((("列", 1),), (("一",), ("二",))))
    )

    assert sheets_pdf([made]) == sheets_pdf([made])


# Text is data


@needs_fonts
@pytest.mark.parametrize("place", ["headline", "para", "box", "listing", "measured", "footer"])
def test_nothing_in_a_text_is_markup(place: str) -> None:
    blocks: dict[str, Sequence[SheetBlock]] = {
        "headline": [Headline(WILD)],
        "para": [Para(text=WILD)],
        "box": [FormRows(((FormBox(label="内容", text=WILD),),))],
        "listing": [Listing(name="表", grid=Grid((("列", 1.0),), ((WILD,),)))],
        "measured": [
            Measured(widths=(400.0,), rows=(MeasuredRow(texts=(WILD,), height=60.0),), padding=2.0)
        ],
        "footer": [],
    }
    made = sheet(
        Headline("测试表"), *blocks[place], footer=WILD if place == "footer" else "", look=WORKING
    )

    assert squeezed(WILD) in words_of(made)


@needs_fonts
@given(text=LETTERS)
@example("=1+1")
@example("#panic()")
@example("a" * 300)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_is_written_is_printed(text: str) -> None:
    made = sheet(Headline("测试表"), FormRows(((FormBox(label="内容", text=text),),)))

    told = words_of(made)

    assert squeezed(visible(text, keep_newlines=True)) in told


# Pages


@needs_fonts
def test_an_official_page_has_28_letters_a_line_and_22_lines() -> None:
    lines = [Para(text="公" * 28, manner="plain") for _ in range(23)]
    first, second = pages(sheets_pdf([sheet(*lines, look=OFFICIAL)]))

    assert first.split().count("公" * 28) == 22
    assert second.split().count("公" * 28) == 1
    assert "—1—" in squeezed(first)
    assert "—2—" in squeezed(second)


@needs_fonts
def test_each_sheet_has_its_own_footer_and_its_own_pages() -> None:
    long = Para(text="公开\n" * 60, manner="plain")
    made = [
        sheet(Headline("甲"), long, footer="核对码 A"),
        sheet(Headline("乙"), footer="核对码 B"),
    ]

    told = [squeezed(page)[-20:] for page in pages(sheets_pdf(made))]

    assert [page[page.index("核对码") :] for page in told] == [
        *("核对码A第1页，共2页", "核对码A第2页，共2页", "核对码B第1页，共1页"),
    ]


@needs_fonts
def test_the_heads_of_a_listing_come_again_and_no_row_is_cut() -> None:
    rows = tuple((f"{n}", "第一行\n第二行\n第三行") for n in range(40))
    grid = Grid((("序号栏", 1.0), ("内容栏", 4.0)), rows)
    told = pages(sheets_pdf([sheet(Listing(name="表", grid=grid))]))

    assert len(told) > 1
    for page in told:
        assert page.count("序号栏") == 1
        assert page.count("第一行") == page.count("第三行")
    assert sum(page.count("第二行") for page in told) == 40


@needs_fonts
def test_a_box_longer_than_a_page_goes_on_and_loses_nothing() -> None:
    text = "".join(f"{n}、" for n in range(2000))
    made = sheet(Headline("测试表"), FormRows(((FormBox(label="内容", text=text),),)))
    told = pages(sheets_pdf([made]))

    assert len(told) > 1
    assert "1999、" in squeezed("".join(told))
    assert squeezed("".join(told)).count("、") == 2000


@needs_fonts
def test_measured_pages_stay_one_page() -> None:
    row = MeasuredRow(texts=("公" * 400,) * 4, height=week.ROOM)
    full = Measured(widths=week.WIDTHS, rows=(row,), padding=2.0)
    foot = [Para(text="截至", manner="note")] * week.FOOT_LINES
    squares = MeasuredRow(texts=("日",) * 7, height=month.ROOM / 6)
    head = MeasuredRow(texts=("周",) * 7, height=month.HEAD_LINE)
    grid = Measured(widths=(month.WIDTH,) * 7, rows=(head, *[squares] * 6), padding=2.0)
    this_week = sheet(
        Headline("要办"), Para(text="副题", manner="centre"), full, *foot, look=week.LOOK
    )
    this_month = sheet(Headline("月历"), grid, foot[0], look=month.LOOK)

    for made in (this_week, this_month):
        assert len(read(sheets_pdf([made])).pages) == 1


@needs_fonts
def test_who_signs_has_a_line_and_whoever_signed_stands_at_the_right() -> None:
    signed = FormRows(((FormBox(label="审批意见", tall=60.0, signed=True),),))
    told = words_of(sheet(signed, SignedBy(("测试单位", "2026年11月24日"))))

    assert "签字：____________年月日" in told
    assert told.index("测试单位") < told.index("2026年11月24日")


@needs_fonts
def test_each_stamp_is_printed_once() -> None:
    stamps = tuple(("全宗", "2026", f"{n:04d}", "机构", "永久", "") for n in range(1, 5))
    told = words_of(sheet(Stamps(stamps), look=LABELS))

    assert [told.count(f"000{n}") for n in (1, 2, 3, 4, 5)] == [1, 1, 1, 1, 0]
    assert told.count("永久") == 4


@needs_fonts
def test_no_page_cuts_a_stamp_in_two() -> None:
    stamps = tuple(("全宗", "2026", f"{n:04d}", "机构", "永久", "") for n in range(70))
    made = sheet(Para(text="说明", manner="note"), Stamps(stamps), look=LABELS)

    told = pages(sheets_pdf([made]))
    assert len(told) > 2
    assert [page.count("全宗") for page in told] == [page.count("永久") for page in told]
    assert sum(page.count("全宗") for page in told) == 70
    table: Any = docx.Document(io.BytesIO(printed_bytes([made], "docx"))).tables[0]._tbl
    kept = [row.find(f".//{qn('w:keepNext')}") is not None for row in table.tr_lst]
    assert kept == [True, True, False] * 24


# Fonts


def test_without_a_chinese_font_nothing_is_made_and_the_package_is_named() -> None:
    latin = typst.Fonts(include_system_fonts=False)

    with pytest.raises(StorageFailed) as refused:
        sheets_pdf([sheet(Headline("测试表"))], latin)

    assert refused.value.message == "这台电脑没有中文字体，做不成 PDF"
    assert "fonts-noto-cjk" in refused.value.next_step
    assert "仿宋" in refused.value.next_step


@needs_fonts
def test_a_letter_that_no_font_has_is_named_never_a_box() -> None:
    chosen = set(pdf_fonts.chosen(families()).values())
    there = [each for each in typst.Fonts().fonts() if each.family in chosen and each.path]
    only = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=sorted({str(Path(each.path or "").parent) for each in there}),
    )

    with pytest.raises(StorageFailed) as refused:
        sheets_pdf([sheet(Para(text="公开\u1200事项"))], only)

    assert refused.value.message == "这台电脑的字体里没有“\u1200”，做不成 PDF"


@pytest.mark.parametrize(
    ("there", "body"),
    [
        (["SimSun", "FangSong", "仿宋_GB2312"], "仿宋_GB2312"),
        (["simsun", "fangsong"], "fangsong"),
        (["SimSun", "Noto Sans CJK SC"], "SimSun"),
        (["Noto Sans CJK SC", "Noto Serif CJK SC"], "Noto Serif CJK SC"),
        (["WenQuanYi Zen Hei"], "WenQuanYi Zen Hei"),
    ],
)
def test_the_right_font_comes_first_then_the_nearest(there: list[str], body: str) -> None:
    assert pdf_fonts.chosen(there)["body"] == body


# Tables


TABLE = Table(
    (
        Column("一级", merged=True),
        Column("二级", merged=True),
        Column("日期", compact=True),
        Column("件数", align="right"),
    ),
    [
        ("甲", "子", date(2026, 11, 27), 3),
        ("甲", "子", date(2026, 1, 2), 10),
        ("甲", "丑", None, 0),
        ("乙", "丑", None, 1),
    ],
    caption="目录",
)


def test_equal_cells_are_one_within_what_the_column_before_holds_together() -> None:
    assert depths(TABLE) == [[3, 2, 1, 1], [0, 0, 1, 1], [0, 1, 1, 1], [1, 1, 1, 1]]


@given(rows=st.lists(st.tuples(*[st.sampled_from("甲乙")] * 3), max_size=12))
def test_every_cell_is_shown_or_covered_by_one_that_says_the_same(
    rows: list[tuple[str, ...]],
) -> None:
    found = depths(Table([Column(name, merged=True) for name in "一二三"], rows))

    for place in range(3):
        shown = [
            row[place] for row, deep in zip(rows, found, strict=True) for _ in range(deep[place])
        ]
        assert shown == [row[place] for row in rows]


@needs_fonts
def test_a_paper_becomes_a_pdf_with_all_that_stands_on_it() -> None:
    paper = Paper(
        title="测试目录",
        on=DAY,
        tables=(TABLE,),
        head=("填报单位（盖章）：测试单位",),
        lines=("回执 128-K7QF",),
        signed=("填表人：________　审核人：________",),
        explained=(("件数", "公开了几件"),),
    )
    data = printed_bytes(paper, "pdf")
    told = squeezed("".join(pages(data)))

    for words in (
        *("测试目录", "填报单位（盖章）：测试单位", "20261127", "20260102", "回执128-K7QF"),
        *("填表人：________审核人：________", "件数：公开了几件", "第1页，共1页"),
    ):
        assert words in told, words
    assert (told.count("甲"), told.count("子"), told.count("丑")) == (1, 1, 2)
    assert data == printed_bytes(paper, "pdf")


@needs_fonts
def test_merged_cells_go_over_pages_and_lose_no_row() -> None:
    rows = [("甲", f"第{n}行", None, n) for n in range(150)]
    paper = Paper(title="测试目录", on=DAY, tables=(Table(TABLE.columns, rows),))
    told = pages(printed_bytes(paper, "pdf"))

    assert len(told) > 2
    assert all("一级" in page for page in told)
    assert sum(page.count("行") for page in told) == 150
    assert squeezed("".join(told)).count("第149行") == 1


def test_what_is_lacking_is_told_by_the_names_of_our_forms() -> None:
    windows = ["FangSong", "SimHei", "KaiTi", "SimSun"]

    assert pdf_fonts.lacking(windows) == ("方正小标宋简体",)
    assert pdf_fonts.lacking(["Noto Sans CJK SC"]) == (
        *("方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"),
    )


def test_a_heading_is_rather_without_serifs() -> None:
    found = pdf_fonts.chosen(["Noto Serif CJK SC", "Noto Sans CJK SC"])

    assert (found["head"], found["title"]) == ("Noto Sans CJK SC", "Noto Serif CJK SC")


# print


@needs_fonts
@pytest.mark.parametrize(
    "words",
    [("每周要办",), ("月历",), ("月报",), ("季报",), ("目录核定表",), ("公开目录",), ("登记簿",)],
)
def test_a_form_becomes_a_pdf_by_its_file_s_name(
    run: Office, tmp_path: Path, words: tuple[str, ...]
) -> None:
    pdf, word = tmp_path / "表.pdf", tmp_path / "表.docx"
    for out in (pdf, word):
        run.ok("print", *words, "--out", str(out))

    body = docx.Document(str(word)).element.body
    told = squeezed("".join(pages(pdf.read_bytes())))
    wanted = {text for each in body.iter(qn("w:t")) if (text := squeezed(each.text or ""))}
    assert wanted
    assert not [text for text in wanted if text not in told]


def test_whatever_is_printed_as_word_is_printed_as_pdf_too() -> None:
    endings = {name: set(form.endings) for name, form in FORMS.items()}

    assert [name for name, those in endings.items() if len(those & {"docx", "pdf"}) == 1] == []


@needs_fonts
def test_what_stands_in_for_a_font_is_told(run: Office, tmp_path: Path) -> None:
    lacking = pdf_fonts.lacking(families())

    said = run.ok("print", "每周要办", "--out", str(tmp_path / "表.pdf")).err

    assert ("pdisc print --check-fonts" in said) == bool(lacking)
    assert all(font in said for font in lacking)


@needs_fonts
def test_a_form_is_named_by_the_format_too(
    run: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = tmp_path / "桌面"
    desk.mkdir()
    monkeypatch.chdir(desk)

    run.ok("print", "每周要办", "--format", "pdf")

    (made,) = desk.iterdir()
    assert (made.name, made.read_bytes()[:5]) == ("每周要办_2026-11-24.pdf", b"%PDF-")


def test_without_the_part_that_makes_pdfs_it_says_what_to_install(
    run: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)  # as where it isn't installed
    out = tmp_path / "表.pdf"

    ran = run("print", "每周要办", "--out", str(out))

    assert ran.code == 2
    assert "没有装 PDF 组件" in ran.err
    assert 'pip install "pdisc[pdf]"' in ran.err
    assert not out.exists()


# The same sheets in Word


def test_in_word_each_sheet_has_its_own_footer_and_its_own_pages() -> None:
    made = [sheet(Headline(name), footer=f"核对码 {name}") for name in ("甲", "乙")]
    sections = docx.Document(io.BytesIO(printed_bytes(made, "docx"))).sections

    assert [each.footer.paragraphs[0].text[:5] for each in sections] == ["核对码 甲", "核对码 乙"]
    starts = [each._sectPr.find(qn("w:pgNumType")) for each in sections]
    assert starts[1] is not None
    assert starts[1].get(qn("w:start")) == "1"


def test_in_word_a_short_row_stays_whole_and_a_long_one_may_be_cut() -> None:
    rows = [(FormBox(label="内容", text="公" * count),) for count in (100, 4000)]
    data = printed_bytes([sheet(FormRows(tuple(rows)))], "docx")
    table: Any = docx.Document(io.BytesIO(data)).tables[0]._tbl

    assert [row.find(f".//{qn('w:cantSplit')}") is not None for row in table.tr_lst] == [
        True,
        False,
    ]
