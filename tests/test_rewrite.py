"""What a mask takes out of a file is nowhere in the new file, and nothing else is lost."""

import datetime
import io
import itertools
import random
import re
import zipfile
from pathlib import Path

import docx as python_docx
import openpyxl  # type: ignore[import-untyped]  # the stubs are a package we need not
import pytest
import xlsxwriter  # type: ignore[import-untyped]  # has no stubs
from hypothesis import given, settings
from hypothesis import strategies as st
from long_runs import examples
from lxml import etree
from test_extract import (
    EXCEL_PLACES,
    HOSTILE,
    PLACE_NAMES,
    PLACES,
    XML_TEXT,
    A,
    R,
    S,
    W,
    canary,
    docx,
    escaped,
    exif,
    jpeg,
    paragraph,
    phone,
    png,
    relations,
    run,
    table,
    texts,
    xlsx,
    zipped,
)

from pdisc.screening.files.box import Box
from pdisc.screening.files.extract import extract
from pdisc.screening.files.kinds import Kind, sniff
from pdisc.screening.files.rewrite import CannotRewrite, rewrite
from pdisc.screening.office.units import edits

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
SECRET = re.compile(r"(?:\d[\s\t]*){14}0[\s\t]*0[\s\t]*1[\s\t]*X|138(?:\s*\d){8}|1990-05-01|张三丰")
UNREWRITABLE = {"内部文件名", "图片元数据"}


def mask(text: str) -> str:
    """Take out every canary, whatever blanks stand in it."""
    return SECRET.sub("※", text)


def kind_of(data: bytes, name: str) -> Kind:
    return sniff(data, name, Box(data).names if data[:2] == b"PK" else ()).kind


def rewritten(data: bytes, name: str) -> bytes:
    return rewrite(data, kind_of(data, name), mask)


def everything(data: bytes) -> list[bytes]:
    """Return a file's bytes and, all the way down, those of what is zipped in it."""
    found = [data]
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            for info in box.infolist():
                found += [info.filename.encode(), info.comment, info.extra]
                found += everything(box.read(info))
            found.append(box.comment)
    return found


def holds(data: bytes, text: str) -> bool:
    forms = [text.encode(encoding) for encoding in ENCODINGS]
    return any(form in each for each in everything(data) for form in forms)


MASKABLE = [
    pytest.param(name, data, id=title)
    for (_, why, name, data), title in zip(PLACES, PLACE_NAMES, strict=True)
    if why not in UNREWRITABLE
]


@pytest.mark.parametrize(("name", "data"), MASKABLE)
def test_what_was_masked_is_nowhere_in_the_new_file(name: str, data: bytes) -> None:
    new = rewritten(data, name)

    assert not holds(new, canary(1))
    assert not any(SECRET.search(text) for text in texts(new, name))
    assert not any(canary(1)[6:] in text for text in texts(new, name))


@pytest.mark.parametrize(("name", "data"), MASKABLE)
def test_rewriting_is_idempotent_and_gives_the_same_bytes(name: str, data: bytes) -> None:
    new = rewritten(data, name)

    assert rewritten(data, name) == new
    assert rewritten(new, name) == new


def test_the_masked_text_stands_in_the_first_run_and_the_rest_stays_in_place() -> None:
    body = f"<w:p>{run('证号：')}{run(canary(1)[:6])}{run(canary(1)[6:])}{run('，党员')}</w:p>"
    new = rewritten(docx(body), "a.docx")
    document = etree.fromstring(Box(new).read("word/document.xml"))

    assert [each.text for each in document.iter("{*}t")] == ["证号：", "※", None, "，党员"]


def test_a_number_over_a_line_break_or_a_tab_takes_the_mark_with_it() -> None:
    half = canary(1)[:6], canary(1)[6:]
    body = f"<w:p><w:r><w:t>{half[0]}</w:t><w:br/><w:t>{half[1]}</w:t></w:r></w:p>"

    assert texts(rewritten(docx(body), "a.docx"), "a.docx")[0] == "※"


def test_a_number_over_two_paragraphs_is_found_and_leaves_the_others_alone() -> None:
    body = paragraph("甲") + paragraph(f"乙{canary(1)[:6]}") + paragraph(f"{canary(1)[6:]}丙")
    new = texts(rewritten(docx(body + paragraph("丁")), "a.docx"), "a.docx")

    assert new[:4] == ["甲", "乙※", "丙", "丁"]


def test_several_numbers_in_one_paragraph_are_all_masked() -> None:
    data = docx(paragraph("甲", canary(1), "乙", canary(2), "丙") + table((canary(3), "丁")))

    assert texts(rewritten(data, "a.docx"), "a.docx")[:3] == ["甲※乙※丙", "※", "丁"]


def test_what_stands_between_two_numbers_keeps_its_run() -> None:
    half = canary(2)[:6], canary(2)[6:]
    body = f"<w:p>{run('甲' + canary(1))}{run('，乙')}{run(half[0])}{run(half[1] + '丙')}</w:p>"
    new = rewritten(docx(body), "a.docx")
    document = etree.fromstring(Box(new).read("word/document.xml"))

    assert [each.text for each in document.iter("{*}t")] == ["甲※", "，乙", "※", "丙"]


def test_prefixes_attributes_and_order_of_a_part_are_kept() -> None:
    document = (
        f'<w:document {W} xmlns:mc="urn:mc" mc:Ignorable="w14">'
        f'<w:p w:rsidR="00A1"><w:r>\n<w:t>{canary(1)}&amp;&lt;</w:t></w:r></w:p></w:document>'
    )
    new = Box(rewritten(docx("", {"word/document.xml": document}), "a.docx"))

    assert new.read("word/document.xml").decode().partition("\n")[2] == (
        document.replace(canary(1), "※")
    )


def test_a_file_with_nothing_to_mask_says_the_same_afterwards() -> None:
    for _, why, name, data in PLACES:
        if why == "内部文件名":
            continue
        same = rewrite(data, kind_of(data, name), str)
        before, after = extract(data, name), extract(same, name)
        gone = [part for part in before.parts if part not in after.parts]

        assert all("注释" in part.where or "<" not in part.text for part in gone)


def test_a_number_that_becomes_text_is_a_string_in_excel() -> None:
    cells = f'<c r="A1" s="0"><v>{phone(1)}</v></c><c r="B1"><v>1.3800000001E10</v></c>'
    rows = f'<row r="1">{cells}</row>'
    new = rewritten(xlsx(rows), "a.xlsx")

    assert '<c r="A1" s="0" t="str"><v>※</v>' in Box(new).read("xl/worksheets/sheet1.xml").decode()
    assert texts(new, "a.xlsx")[:2] == ["※", "※"]
    assert not holds(new, phone(1))
    assert not holds(new, "1.3800000001E10")


def test_a_date_stored_as_a_number_is_masked() -> None:
    styles = (
        f'<styleSheet {S}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
    )
    rows = '<row r="1"><c r="A1" s="1"><v>32994</v></c></row>'
    new = rewritten(xlsx(rows, {"xl/styles.xml": styles}), "a.xlsx")

    assert not holds(new, "32994")


def test_formulas_give_way_to_values_where_one_was_masked_and_stay_elsewhere() -> None:
    cells = '<c r="A1"><f>{}</f><v>{}</v></c><c r="B1"><f>1+1</f><v>2</v></c>'
    chain = {
        "xl/calcChain.xml": f'<calcChain {S}><c r="A1"/></calcChain>',
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "worksheets/sheet1.xml"), ("calcChain", "calcChain.xml"), external=False
        ),
        "[Content_Types].xml": '<Types><Override PartName="/xl/calcChain.xml"/></Types>',
    }
    masked = xlsx(f'<row r="1">{cells.format("C1", phone(1))}</row>', chain)
    plain = xlsx(f'<row r="1">{cells.format("C1", "7")}</row>', chain)
    new, same = Box(rewritten(masked, "a.xlsx")), Box(rewritten(plain, "a.xlsx"))

    assert b"<f>" not in new.read("xl/worksheets/sheet1.xml")
    assert not any(b"calcChain" in new.read(name) for name in new.names)
    assert "xl/calcChain.xml" not in new.names
    assert same.read("xl/worksheets/sheet1.xml").count(b"<f>") == 2
    assert "xl/calcChain.xml" in same.names


def test_numbers_in_a_pivot_cache_become_strings_and_their_bounds_go() -> None:
    definition = (
        f'<d {S}><sharedItems containsNumber="1" minValue="1" maxValue="{phone(1)}" count="1">'
        f'<n v="{phone(1)}"/></sharedItems></d>'
    )
    new = rewritten(xlsx("", {"xl/pivotCache/pivotCacheDefinition1.xml": definition}), "a.xlsx")
    part = Box(new).read("xl/pivotCache/pivotCacheDefinition1.xml").decode()

    assert '<sharedItems count="1"><s v="※"/></sharedItems>' in part


def test_the_bounds_of_a_pivot_cache_dont_tell_what_its_records_no_longer_say() -> None:
    bounds = 'containsDate="1" minDate="1990-05-01T00:00:00" maxDate="1990-05-01T00:00:00"'
    parts = {
        "xl/pivotCache/pivotCacheDefinition1.xml": f"<d {S}><sharedItems {bounds}/></d>",
        "xl/pivotCache/pivotCacheRecords1.xml": f'<p {S}><r><d v="1990-05-01T00:00:00"/></r></p>',
    }
    new = rewritten(xlsx("", parts), "a.xlsx")

    assert not holds(new, "1990-05-01")
    assert b'<s v="\xe2\x80\xbb"/>' in Box(new).read("xl/pivotCache/pivotCacheRecords1.xml")


def test_a_sheet_name_changes_wherever_it_is_spoken_of_and_stays_legal() -> None:
    sheet = '<sheet name="张三丰的表" sheetId="1" r:id="rId1"/>'
    book = f"<workbook {S} {R}><sheets>{sheet}</sheets><definedNames><definedName name='a'>"
    book += "'张三丰的表'!$A$1</definedName></definedNames></workbook>"
    data = xlsx("", {"xl/workbook.xml": book})
    new = rewrite(data, Kind.XLSX, lambda text: text.replace("张三丰", "张*"))

    assert Box(new).read("xl/workbook.xml").decode().count("张＊的表") == 2


def test_the_thumbnail_goes_because_it_shows_the_first_page() -> None:
    more: dict[str, str | bytes] = {
        "docProps/thumbnail.jpeg": jpeg(),
        "_rels/.rels": relations(("thumbnail", "docProps/thumbnail.jpeg"), external=False),
    }
    new = Box(rewritten(docx("", more), "a.docx"))

    assert "docProps/thumbnail.jpeg" not in new.names
    assert b"thumbnail" not in new.read("_rels/.rels")


def test_pictures_fonts_and_printer_settings_are_kept_as_they_are() -> None:
    more = {
        "word/media/a.png": png(),
        "word/fonts/a.odttf": b"\1\2",
        "word/printerSettings1.bin": b"\3",
    }
    new = Box(rewritten(docx(paragraph(canary(1)), more), "a.docx"))

    assert {name: new.read(name) for name in more} == more


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"word/embeddings/a.bin": b"\xd0\xcf\x11\xe0"}, "嵌入对象"),
        ({"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}, "宏"),
        ({"word/media/a.emf": b"\1\0\0\0"}, "矢量图"),
        ({"word/media/a.jpg": jpeg(exif({315: canary(1).encode()}))}, "元数据"),
        ({f"word/media/{canary(1)}.png": png()}, "名称"),
        ({"../a.xml": "<a/>"}, "路径"),
        ({"word/printerSettings1.bin": canary(1).encode("utf-16-le")}, "已遮盖"),
    ],
)
def test_what_may_still_hold_the_text_stops_the_rewriting(
    more: dict[str, bytes | str], reason: str
) -> None:
    with pytest.raises(CannotRewrite, match=reason) as caught:
        rewritten(docx(paragraph(canary(1)), more), "a.docx")

    assert caught.value.next_step == "换一个已处理好的附件"


@pytest.mark.parametrize(
    "kind",
    [kind for kind in Kind if kind not in ("Word 文档", "Excel 工作簿", "纯文本", "CSV 表格")],
)
def test_other_kinds_must_be_replaced(kind: Kind) -> None:
    with pytest.raises(CannotRewrite):
        rewrite(b"%PDF-1.7", kind, mask)


@pytest.mark.parametrize(
    "name", [name for name, (file, _, _) in HOSTILE.items() if file == "a.docx"]
)
@pytest.mark.parametrize("kind", [Kind.DOCX, Kind.XLSX])
def test_no_half_masked_file_comes_of_a_hostile_one(name: str, kind: Kind) -> None:
    made = HOSTILE[name][1]
    data = made if isinstance(made, bytes) else made()

    with pytest.raises(CannotRewrite):
        rewrite(data, kind, mask)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_text_file_keeps_its_encoding_and_line_ends(encoding: str) -> None:
    half = canary(2)[:6], canary(2)[6:]
    before = f"一\r\n证号{canary(1)}\r\n{half[0]}\n{half[1]}完\r\n"
    new = rewritten(before.encode(encoding), "a.txt")

    assert new.decode(encoding) == "一\r\n证号※\r\n※完\r\n"
    assert new.startswith(before.encode(encoding)[:2])


def test_a_csv_keeps_its_shape_and_a_number_over_two_cells_goes() -> None:
    before = f'姓名;证号\r\n"某;某";{canary(1)}\r\n{canary(2)[:9]};{canary(2)[9:]}\r\n无;无\r\n'
    new = rewritten(before.encode("gb18030"), "a.csv").decode("gb18030")

    assert new == '姓名;证号\r\n"某;某";※\r\n※;\r\n无;无\r\n'


def test_a_csv_without_findings_stays_byte_for_byte() -> None:
    data = '"姓名","证号"\n"某",\'1\'\n'.encode()

    assert rewritten(data, "a.csv") == data


def made_by_python_docx() -> bytes:
    document = python_docx.Document()
    document.core_properties.title = canary(1)
    document.core_properties.author = canary(2)
    document.sections[0].header.paragraphs[0].text = canary(3)
    split = document.add_paragraph("证号")
    for pair in re.findall("..", canary(4)):
        split.add_run(pair).bold = True
    cells = document.add_table(2, 2).rows[1].cells
    cells[0].text, cells[1].text = "某", canary(5)
    document.add_comment(split.runs[0], text=canary(6), author="某")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def made_by_xlsxwriter(path: Path) -> bytes:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("名册")
    sheet.write_row(0, 0, ["姓名", canary(1), int(phone(2))])
    sheet.write_datetime(
        1, 0, datetime.datetime(1990, 5, 1), book.add_format({"num_format": "yyyy/m/d"})
    )
    sheet.write_rich_string(2, 0, canary(3)[:5], book.add_format({"bold": True}), canary(3)[5:])
    sheet.write_comment("A1", canary(4))
    sheet.write_formula("B5", f'="{canary(5)}"', value=canary(5))
    sheet.write_formula("C5", "=1+1", value=2)
    sheet.set_row(0, None, None, {"hidden": True})
    sheet.data_validation("D1", {"validate": "list", "source": [canary(6)]})
    sheet.set_header(f"&C{canary(7)}")
    sheet.write_url("E1", f"mailto:{canary(8)}@example.invalid", string=canary(8))
    sheet.insert_textbox("F1", canary(9))
    hidden = book.add_worksheet("底稿")
    hidden.write(0, 0, canary(10))
    hidden.very_hidden()
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=名册!$C$1:$C$1", "name": canary(11)})
    sheet.insert_chart("H1", chart)
    book.define_name("某", f'="{canary(12)}"')
    book.set_properties({"title": canary(13), "comments": canary(14)})
    book.set_custom_property("证号", canary(15))
    book.set_custom_property("电话", int(phone(16)))
    book.define_name(f"名_{canary(17)}", "=1")
    sheet.write_dynamic_array_formula("B7", f'=LEN("{canary(18)}")', value=18)
    sheet.add_table("B9:C10", {"columns": [{"header": canary(19)}, {"header": "乙"}]})
    book.close()
    return path.read_bytes()


def test_a_real_word_file_opens_again_after_rewriting() -> None:
    data = made_by_python_docx()
    said = "\n".join(texts(data, "a.docx"))
    new = rewritten(data, "a.docx")
    document = python_docx.Document(io.BytesIO(new))

    assert [n for n in range(1, 7) if canary(n) not in said] == []
    assert [n for n in range(1, 7) if holds(new, canary(n))] == []
    assert document.paragraphs[0].text == "证号※"
    assert document.tables[0].rows[1].cells[1].text == "※"
    assert document.core_properties.title == "※"


def test_a_real_workbook_opens_again_after_rewriting(tmp_path: Path) -> None:
    data = made_by_xlsxwriter(tmp_path / "a.xlsx")
    said = "\n".join(texts(data, "a.xlsx"))
    new = rewritten(data, "a.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(new))

    assert [n for n in range(1, 20) if n not in (2, 16) and canary(n) not in said] == []
    assert phone(2) in said
    assert phone(16) in said
    assert "1990-05-01" in said
    assert [n for n in range(1, 20) if holds(new, canary(n)) or holds(new, phone(n))] == []
    assert [book["名册"]["B1"].value, book["名册"]["C1"].value] == ["※", "※"]
    assert book["名册"]["C5"].value == 2
    assert book["底稿"].sheet_state == "veryHidden"
    assert {each.name: each.value for each in book.custom_doc_props.props} == {
        "证号": "※",
        "电话": "※",
    }
    assert all(re.fullmatch(r"[\w.]+", name) for name in book.defined_names)
    assert b" cm=" not in Box(new).read("xl/worksheets/sheet1.xml"), "no array without its formula"


FEW_CHARACTERS = st.text(st.sampled_from("甲乙1*\n\t"))


@given(FEW_CHARACTERS, FEW_CHARACTERS)
def test_edits_lead_from_one_text_to_the_other(old: str, new: str) -> None:
    text = old
    for start, end, fresh in reversed(list(edits(old, new))):
        text = text[:start] + fresh + text[end:]

    assert text == new


@given(st.lists(XML_TEXT, min_size=1, max_size=4), st.randoms())
@settings(deadline=None, max_examples=examples(60))
def test_any_paragraph_cut_anywhere_reads_as_masked_afterwards(
    said: list[str], dice: random.Random
) -> None:
    whole = [text + canary(number) + text[::-1] for number, text in enumerate(said, 1)]
    body = ""
    for text in whole:
        cuts = sorted(dice.sample(range(len(text) + 1), k=min(4, len(text))))
        ends = [0, *cuts, len(text)]
        body += paragraph(*(escaped(text[a:b]) for a, b in itertools.pairwise(ends)))
    new = rewritten(docx(body), "a.docx")

    assert texts(new, "a.docx")[: len(said)] == [mask(text) for text in whole]


def test_drawings_and_excel_places_are_well_formed_afterwards() -> None:
    for _, data in EXCEL_PLACES.values():
        assert extract(rewritten(data, "a.xlsx"), "a.xlsx").problem is None
    drawing = f"<d {A}><a:p><a:r><a:t>甲 {canary(1)} </a:t></a:r></a:p></d>"
    new = rewritten(
        zipped(
            {
                "[Content_Types].xml": "<T/>",
                "xl/workbook.xml": "<w/>",
                "xl/drawings/drawing1.xml": drawing,
            }
        ),
        "a.xlsx",
    )

    assert b"<a:t>" in Box(new).read("xl/drawings/drawing1.xml"), "no xml:space on a:t"
