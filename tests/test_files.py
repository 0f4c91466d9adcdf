"""Pictures, PDF, plain text and web pages: what they say is read, what isn't read is told."""

import io
import struct
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)
from test_extract import (
    FAST,
    canary,
    docx,
    exif,
    jpeg,
    page_pdf,
    paragraph,
    pdf,
    phone,
    places,
    places_of,
    png,
    texts,
    xlsx,
)

from pdisc.screening.files.extract import Extracted, extract
from pdisc.screening.files.image import image_texts
from pdisc.screening.files.kinds import Kind, sniff
from pdisc.screening.files.pdf import PdfText, read_pdf
from pdisc.screening.files.pdf_worker import read
from pdisc.screening.screen import screen_text

CHINESE = "机密★三年 测试甲"


def saved(kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("P", (3, 2)).convert("L").save(out, kind, **options)
    return out.getvalue()


def told(found: Extracted) -> str:
    """Return all that is said about a file and not out of it."""
    return "\n".join((*found.unread, *found.notes, found.problem or ""))


# Pictures


def xmp(text: str) -> bytes:
    return f"<x:xmpmeta><rdf:RDF><a b='{text}'/></rdf:RDF></x:xmpmeta>".encode()


def with_text(*texts: tuple[str, str, bool]) -> bytes:
    info = PngImagePlugin.PngInfo()
    for key, text, packed in texts:
        info.add_itxt(key, text, "zh", "说明", zip=packed)
    return saved("PNG", pnginfo=info)


def profile(data: bytes) -> bytes:
    """Return a PNG that holds EXIF as some converters write it: in hexadecimal digits."""
    text = f"Raw profile type exif\0\0\nexif\n{len(data)}\n{data.hex()}\n".encode()
    head, _, body = text.partition(b"\0\0")
    return png((b"zTXt", head + b"\0\0" + zlib.compress(body)))


def in_directory(pointer: int, entries: bytes) -> bytes:
    """Return EXIF whose first directory points to a second one."""
    first = b"II*\0\x08\0\0\0" + struct.pack("<HHHII", 1, pointer, 4, 1, 26) + bytes(4)
    return first + entries + bytes(4)


def commented(raw: bytes) -> bytes:
    return in_directory(34665, struct.pack("<HHHII", 1, 37510, 7, len(raw), 44)) + raw


LOCATED = in_directory(34853, struct.pack("<HHHII", 1, 4, 5, 1, 44)) + bytes(8)


def two_pages() -> bytes:
    """Return a TIFF whose first directory leads to a second one, behind it."""
    first = exif({315: b"first"})
    end = len(first)
    second = struct.pack("<HHHII", 1, 315, 2, 18, end + 18) + bytes(4) + canary(1).encode()
    return first[:22] + struct.pack("<I", end) + first[26:] + second


HIDDEN: dict[str, bytes] = {
    "a comment before another": jpeg(comment=canary(1).encode()).replace(
        b"\xff\xc0", b"\xff\xfe\0\x04ab\xff\xc0"
    ),
    "a comment after the pixels of a GIF": saved("GIF")[:-1]
    + (b"!\xfe\x12" + canary(1).encode() + b"\0;"),
    "a second text of the same name": with_text(("a", canary(1), False), ("a", "b", False)),
    "a packed text": with_text(("a", canary(1), True)),
    "a text after the pixels of a PNG": saved("PNG")[:-12]
    + png((b"tEXt", b"a\0" + canary(1).encode()))[8:],
    "a name of a text": with_text((canary(1), "b", False)),
    "a profile in hexadecimal": profile(b"Exif\0\0" + exif({315: canary(1).encode()})),
    "the second page of a TIFF": two_pages(),
    "XMP of a JPEG": saved("JPEG", xmp=xmp(canary(1))),
    "XMP of a WebP": saved("WEBP", xmp=xmp(canary(1))),
    "XMP of an AVIF": saved("AVIF", xmp=xmp(canary(1))),
    "XMP of a GIF": saved("GIF")[:-1] + xmp(canary(1)) + b";",
    "XMP with entities": saved("JPEG", xmp=xmp("&#48;" + canary(1)[1:])),
    "a user's comment, low byte first": jpeg(
        commented(b"UNICODE\0" + canary(1).encode("utf-16-le"))
    ),
    "a user's comment, high byte first": jpeg(
        commented(b"UNICODE\0" + canary(1).encode("utf-16-be"))
    ),
    "a user's comment in ASCII": jpeg(commented(b"ASCII\0\0\0" + canary(1).encode())),
}


@pytest.mark.parametrize("place", list(HIDDEN))
def test_nothing_that_a_picture_says_is_lost(place: str) -> None:
    found = extract(HIDDEN[place], "a")

    assert found.problem is None
    assert places_of(found, canary(1))


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_chinese_in_a_picture_is_read_in_either_encoding(encoding: str) -> None:
    picture = jpeg(exif({270: CHINESE.encode(encoding)}), comment=CHINESE.encode(encoding))

    assert texts(picture, "a.jpg") == [CHINESE, CHINESE]


def test_a_picture_that_tells_where_it_was_taken_says_so() -> None:
    found = extract(jpeg(LOCATED), "a.jpg")

    assert (found.problem, found.parts, found.unread) == (None, (), ())
    assert found.notes == ("图片里的字没有读（像素未读取）", "图片带有拍摄位置（经纬度）")


def test_the_same_words_twice_are_one_part() -> None:
    assert image_texts(jpeg(exif({315: b"a"}) * 2, comment=b"b" * 9), Kind.JPEG) == [
        ("图片注释", "b" * 9),
        ("EXIF 作者", "a"),
    ]


def chunk_bomb(name: bytes, head: bytes) -> Callable[[], bytes]:
    return lambda: png((name, head + zlib.compress(bytes(20_000_000))))


def looping_tiff() -> bytes:
    """Return a TIFF whose thousands of directories each claim four million bytes."""
    entry = struct.Struct("<HHHIII")
    chain = (entry.pack(1, 60_000, 7, 4_000_000, 8, 26 + 18 * n) for n in range(20_000))
    return b"II*\0\x08\0\0\0" + b"".join(chain) + bytes(45_000_000)


HOSTILE_PICTURES: dict[str, Callable[[], bytes]] = {
    "packed text bomb": chunk_bomb(b"zTXt", b"a\0\0"),
    "international text bomb": chunk_bomb(b"iTXt", b"a\0\1\0\0\0"),
    "damaged packed text": lambda: png((b"zTXt", b"a\0\0" + b"no zlib")),
    "text in no encoding": lambda: png((b"iTXt", b"a\0\0\0\0\0" + CHINESE.encode("gb18030"))),
    "chunks without end": lambda: b"\x89PNG\r\n\x1a\n" + b"\0\0\0\0abCd\0\0\0\0" * 1_000_000,
    "segments without end": lambda: jpeg(more=b"\xff\xe2\0\2" * 2_000_000),
    "many comments": lambda: jpeg(more=b"\xff\xfe\0\x03a" * 10_000),
    "fill bytes without end": lambda: jpeg(more=b"\xff" * 5_000_000),
    "many EXIF blocks": lambda: jpeg(more=b"") + (b"Exif\0\0" + exif({315: b"a"})) * 100_000,
    "a TIFF that loops": looping_tiff,
    "a directory beyond the end": lambda: b"II*\0\xff\xff\0\0" + bytes(50),
    "a value beyond the end": lambda: exif({315: b"a" * 500})[:100],
    "XMP that never ends": lambda: saved("GIF")[:-1] + b"<x:xmpmeta" + b" a='b'" * 1_000_000,
    "frames without end": lambda: b"GIF89a" + bytes(7) + (b"," + bytes(11)) * 100_000,
}


@pytest.mark.parametrize("attack", list(HOSTILE_PICTURES))
def test_a_hostile_picture_is_a_problem(attack: str) -> None:
    found = extract(HOSTILE_PICTURES[attack](), "a")

    assert found.problem is not None
    assert "图片" in found.problem


@pytest.mark.slow
@pytest.mark.parametrize("attack", list(HOSTILE_PICTURES))
def test_a_hostile_picture_is_soon_told(attack: str) -> None:
    data = HOSTILE_PICTURES[attack]()
    started = time.monotonic()
    extract(data, "a")

    assert time.monotonic() - started < FAST


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(jpeg(more=b"\xff\xe2\0\2" * 10_000), id="10 000 segments"),
        pytest.param(
            png(
                (b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)),
                (b"iCCP", b"a\0\0" + zlib.compress(bytes(20_000_000))),
            ),
            id="bombs that only decoding would set off",
        ),
    ],
)
def test_what_harms_only_decoders_does_no_harm(data: bytes) -> None:
    found = extract(data, "a")

    assert (found.problem, found.unread, found.notes[-1]) == (
        None,
        (),
        "图片里的字没有读（像素未读取）",
    )


def test_a_damaged_picture_in_a_document_leaves_the_document_readable() -> None:
    data = docx(paragraph(canary(1)), {"word/media/image1.jpeg": jpeg()[:30]})
    found = extract(data, "a.docx")

    assert places_of(found, canary(1)) == ["第1段"]
    assert found.unread == ("嵌入对象未读取",)


# PDF


def drawn(*contents: bytes, fonts: str = "/Helvetica", **font: object) -> PdfWriter:
    """Return a PDF of pages that draw what they are told, all with one font."""
    writer = PdfWriter()
    face = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject(fonts),
            **{NameObject(f"/{key}"): value for key, value in font.items()},
        }
    )
    shared = DictionaryObject({NameObject("/F1"): writer._add_object(face)})
    for content in contents:
        page = writer.add_blank_page(300, 300)
        stream = DecodedStreamObject()
        stream.set_data(content)
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): shared})
        if content:
            page[NameObject("/Contents")] = writer._add_object(stream)
    return writer


def line(text: str, height: int = 200) -> bytes:
    return f"BT /F1 12 Tf 20 {height} Td ({text}) Tj ET\n".encode()


def written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def composite(encoding: str) -> dict[str, object]:
    """Return what makes a font of a CJK character collection, which stands in no file."""
    system = DictionaryObject(
        {
            NameObject("/Registry"): TextStringObject("Adobe"),
            NameObject("/Ordering"): TextStringObject("GB1"),
            NameObject("/Supplement"): NumberObject(0),
        }
    )
    descendant = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/CIDFontType0"),
            NameObject("/BaseFont"): NameObject("/STSong-Light"),
            NameObject("/CIDSystemInfo"): system,
        }
    )
    return {
        "Subtype": NameObject("/Type0"),
        "Encoding": NameObject(encoding),
        "DescendantFonts": ArrayObject([descendant]),
    }


def hexadecimal(text: str, encoding: str) -> bytes:
    return f"BT /F1 12 Tf 20 200 Td <{text.encode(encoding).hex()}> Tj ET".encode()


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("/UniGB-UCS2-H", "utf-16-be"),
        ("/UniGB-UTF16-H", "utf-16-be"),
        ("/GBK-EUC-H", "gbk"),
        ("/GBK2K-H", "gb18030"),
    ],
)
def test_chinese_in_a_pdf_is_read(name: str, encoding: str) -> None:
    content = hexadecimal("机密★三年", encoding)
    found = extract(written(drawn(content, fonts="/STSong-Light", **composite(name))), "a.pdf")

    assert [said.strip() for where, said in places(found.parts[0]) if where == "第1页"] == [
        "机密★三年"
    ]
    assert found.unread == ()


def test_a_font_that_doesnt_say_its_characters_leaves_the_page_unread() -> None:
    content = hexadecimal("机密★三年", "utf-16-be")
    data = written(drawn(content, fonts="/STSong-Light", **composite("/Identity-H")))

    assert extract(data, "a.pdf").unread == ("第1页的字体没有文字对照，读出的文字不可靠",)


def test_a_number_broken_by_a_line_or_a_page_is_found() -> None:
    number = "11010119900101004" + "X"
    lines = line(f"ID {number[:10]}") + line(number[10:], 180)
    by_line = extract(written(drawn(lines)), "a.pdf")
    by_page = extract(written(drawn(line(number[:10]), line(number[10:]))), "a.pdf")

    for found in (by_line, by_page):
        hits = [hit for part in found.parts for hit in screen_text(part.text, where=part.where)]
        assert [hit.kind for hit in hits] == ["身份证号"]


def test_text_on_a_hidden_layer_and_unseen_text_is_read() -> None:
    layer = b"/OC /MC0 BDC " + line(canary(1)) + b"EMC 3 Tr " + line(canary(2), 150)
    found = extract(written(drawn(layer)), "a.pdf")

    assert [places_of(found, canary(number)) for number in (1, 2)] == [["第1页"]] * 2


def annotated(**entries: object) -> bytes:
    writer = drawn(line("a"))
    note = {"Type": NameObject("/Annot"), **entries}
    writer.pages[0][NameObject("/Annots")] = ArrayObject(
        [DictionaryObject({NameObject(f"/{key}"): value for key, value in note.items()})]
    )
    return written(writer)


def test_what_an_annotation_shows_is_read_like_what_it_says() -> None:
    look = DecodedStreamObject()
    look.set_data(line(canary(1)))
    look[NameObject("/Resources")] = drawn(b"a").pages[0]["/Resources"].clone(PdfWriter())
    shown = DictionaryObject({NameObject("/N"): look})
    found = extract(annotated(Subtype=NameObject("/Stamp"), AP=shown), "a.pdf")

    assert places_of(found, canary(1)) == ["第1页批注"]


def test_a_file_pinned_to_a_page_is_unread() -> None:
    found = extract(annotated(Subtype=NameObject("/FileAttachment")), "a.pdf")

    assert found.unread == ("第1页有嵌入的文件或音像，未读取",)


def test_every_bookmark_is_read_however_many_there_are() -> None:
    writer = drawn(line("a"))
    for number in range(60):
        writer.add_outline_item(title=canary(number), page_number=0)

    found = extract(written(writer), "a.pdf")

    assert all(places_of(found, canary(number)) == ["书签"] for number in range(60))


def test_a_property_in_a_chinese_encoding_is_read() -> None:
    writer = drawn(line("a"))
    assert writer._info is not None
    writer._info[NameObject("/Subject")] = ByteStringObject(CHINESE.encode("gb18030"))

    assert CHINESE in texts(written(writer), "a.pdf")


def test_a_property_of_a_made_up_name_is_read_with_its_name() -> None:
    writer = drawn(line("a"))
    writer.add_metadata({f"/{canary(1)}": canary(2)})
    found = extract(written(writer), "a.pdf")

    assert places_of(found, canary(1)) == places_of(found, canary(2)) == ["文档属性"]


def test_a_form_in_xml_is_read() -> None:
    writer, form = drawn(line("a")), DecodedStreamObject()
    form.set_data(f"<a>{canary(1)}</a>".encode())
    packets = ArrayObject([TextStringObject("datasets"), writer._add_object(form)])
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/XFA"): packets})

    assert places_of(extract(written(writer), "a.pdf"), canary(1)) == ["表单"]


def test_a_pdf_locked_only_against_changes_is_read() -> None:
    writer = drawn(line(canary(1)))
    writer.encrypt("", "owner", algorithm="RC4-128")

    assert places_of(extract(written(writer), "a.pdf"), canary(1)) == ["第1页"]


def test_attachments_are_read_one_level_deep_and_the_rest_is_counted() -> None:
    writer = drawn(line("a"))
    writer.add_attachment("a.docx", docx(paragraph(canary(1))))
    writer.add_attachment("b.xlsx", xlsx(f'<row><c r="A1" t="str"><v>{canary(2)}</v></c></row>'))
    writer.add_attachment("c.pdf", pdf())
    writer.add_attachment("d.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    found = extract(written(writer), "a.pdf")

    assert places_of(found, canary(1)) == ["附件的文件1的第1段"]
    assert places_of(found, canary(2)) == ["附件的文件2的工作表“名册”!A1"]
    assert found.unread == ("PDF 附件未读取：2处",)


def test_a_changed_pdf_says_that_it_keeps_its_earlier_version() -> None:
    first = written(drawn(line(canary(1))))
    writer = PdfWriter(io.BytesIO(first), incremental=True)
    writer.add_metadata({"/Title": "a"})

    assert extract(written(writer), "a.pdf").unread == ("PDF 内保存着修改前的版本，未读取",)


def doubling_pdf() -> bytes:
    """Return a PDF whose forms draw each the next one twice, forty deep; pypdf stops somewhere."""
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A %d 0 R>>"
    form += b"/Font<</F1 5 0 R>>>>/Length 35>>stream\n/A Do /A Do BT /F1 9 Tf (x) Tj ET \nendstream"
    draw = b"<</Length 6>>stream\n/A Do \nendstream"
    return page_pdf(draw, *(form % (number + 1) for number in range(6, 46)))


def test_a_page_of_which_pypdf_leaves_something_out_says_so() -> None:
    broken_form = b"<</Length 3>>stream\nabc\nendstream"
    draw = b"<</Length 6>>stream\n/A Do \nendstream"

    for data in (doubling_pdf(), page_pdf(draw, broken_form)):
        assert "第1页有一部分读不出" in extract(data, "a.pdf").unread


def pictured(text: bytes) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (20, 20)).save(out, "PDF")
    writer = PdfWriter(io.BytesIO(out.getvalue()))
    page, stream = writer.pages[0], DecodedStreamObject()
    stream.set_data(page.get_contents().get_data() + b"\n" + text)  # type: ignore[union-attr]
    page[NameObject("/Contents")] = writer._add_object(stream)
    resources = page["/Resources"]
    assert isinstance(resources, DictionaryObject)
    font = drawn(b"a").pages[0]["/Resources"]["/Font"].clone(writer)  # type: ignore[index]
    resources[NameObject("/Font")] = font
    return written(writer)


@pytest.mark.parametrize(
    ("data", "unread", "notes"),
    [
        (pictured(b""), ("第1页没有可读文字（可能是扫描件）",), ()),
        (pictured(line("scanned by")), ("第1页几乎只有图片（可能是扫描件）",), ()),
        (pictured(line("words " * 20)), (), ("第1页有1幅图片，图片里的字没有读（像素未读取）",)),
        (written(drawn(line("a"), b"")), (), ()),
        (written(drawn(line("a"), b"0 0 m 9 9 l S")), ("第2页没有可读文字（可能是扫描件）",), ()),
    ],
    ids=["scan", "scan with an advertisement", "text with a picture", "empty page", "only lines"],
)
def test_a_page_that_is_a_picture_is_unread_and_a_picture_on_a_page_is_noted(
    data: bytes, unread: tuple[str, ...], notes: tuple[str, ...]
) -> None:
    found = extract(data, "a.pdf")

    assert (found.problem, found.unread, found.notes) == (None, unread, notes)


def test_without_an_interpreter_a_pdf_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "")

    assert "PDF" in (extract(pdf(), "a.pdf").problem or "")


def test_the_worker_finds_the_package_wherever_we_were_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", "")

    assert read_pdf(written(drawn(line("a")))).pages == ("a",)


# Text


PAGE = f"""<!DOCTYPE html><html><head><title>名册</title></head><body>
<!-- {canary(1)} --><p title="{canary(2)}">&#49;&#51;&#56;0000&#48;003</p>
<TABLE><TR><TD>138<b>0000</b>0004</td><td>138<!-- <i> -->00000005</td></tr></table></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("name", ["a.html", "a.xls"])
def test_a_web_page_is_read_with_and_without_its_tags(name: str, encoding: str) -> None:
    found = extract(PAGE.encode(encoding), name)

    assert (found.kind, found.problem, found.unread) == (Kind.HTML, None, ())
    assert all(places_of(found, canary(number)) for number in (1, 2))
    assert all("全文（去掉标记）" in places_of(found, phone(number)) for number in (3, 4, 5))
    assert f"{phone(4)}\t{phone(5)}" in found.parts[-1].text


def test_escapes_in_json_are_resolved() -> None:
    data = '{"密级": "\\u79d8\\u5bc6\\u26053\\u5e74", "face": "\\ud83d\\ude00\\ud800"}'

    assert "秘密★3年" in texts(data.encode(), "a.json")[-1]
    assert extract(data.encode(), "a.json").notes == ()


@pytest.mark.parametrize(
    "text",
    [
        "甲\n" + ("QUJD" * 19 + "\r\n") * 5,
        f"<html><img src='data:image/png;base64,{'QUJD' * 80}'></html>",
    ],
    ids=["lines of base64", "picture in a page"],
)
def test_coded_data_in_a_text_is_unread(text: str) -> None:
    found = extract(text.encode(), "a.txt")

    assert found.unread == ("文本里有编码的数据（如内嵌图片、邮件附件），未读取",)


TABLES = {
    "semicolons": "姓名;手机\r\n测试甲;{}\r\n",
    "tabs": "姓名\t手机\r\n测试甲\t{}\r\n",
    "a title first": "名册\n姓名|手机\n测试甲|{}\n",
    "Excel's text trick": '姓名,手机\r\n测试甲,="{}"\r\n',
    "an apostrophe": "姓名,手机\r\n测试甲,'{}\r\n",
    "quotes that never close": '姓名,手机\r\n"测试甲,{}\r\n',
    "no table at all": "姓名\r\n138000\r\n00001\r\n",
}


@pytest.mark.parametrize("table", list(TABLES))
def test_a_number_in_a_table_is_found_whatever_parts_its_cells(table: str) -> None:
    found = extract(TABLES[table].format(phone(1)).encode(), "a.csv")

    hits = [hit for part in found.parts for hit in screen_text(part.text, where=part.where)]
    assert {hit.kind for hit in hits} == {"手机号"}


def test_a_cell_is_told_by_its_place_whatever_parts_it() -> None:
    for table in ("semicolons", "tabs", "Excel's text trick"):
        found = extract(TABLES[table].format(phone(1)).encode(), "a.csv")
        assert places_of(found, phone(1)) == ["第2行第2列"]


@pytest.mark.parametrize(
    ("data", "name", "advice"),
    [
        ("本縣黨委辦公室公開事項報告書應由專人保管並登記".encode("big5"), "a.txt", "编码不认识"),
        ("甲乙丙12\n".encode("utf-16-le"), "a.txt", "另存为"),
        (b"a" * (17 << 20), "a.txt", "分成几个文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504), "a.doc", "另存为 docx 或 xlsx"),
        (b"Rar!\x1a\x07\0" + bytes(50), "a.rar", "解压后逐个附上"),
        (docx("").replace(b"word/", b"ppt//"), "a.pptx", "导出为 PDF"),
        (bytes(range(256)), "a", "另存为 docx、xlsx 或 PDF"),
    ],
    ids=["Big5", "UTF-16 without a mark", "17 MB", "doc", "rar", "pptx", "unknown"],
)
def test_what_cant_be_read_says_what_to_do(data: bytes, name: str, advice: str) -> None:
    found = extract(data, name)

    assert found.parts == ()
    assert advice in (found.problem or "")


@pytest.mark.parametrize(
    ("data", "extension", "kind"),
    [
        (b"a,b", "csv", Kind.CSV),
        (b"a,b", "", Kind.TEXT),
        (b"<!DOCTYPE html><html><body><svg>", "html", Kind.HTML),
        (b"<?xml version='1.0'?><a/>", "xml", Kind.HTML),
        (b"<?xml version='1.0'?><!-- a --><svg/>", "svg", Kind.MARKUP),
        (b"< 5 and > 3", "txt", Kind.TEXT),
    ],
)
def test_the_first_bytes_tell_the_kind_of_a_text(data: bytes, extension: str, kind: Kind) -> None:
    assert sniff(data, f"a.{extension}").kind is kind


# All of them


NUMBER = "110101199001011234"
NAMED: dict[str, tuple[str, bytes]] = {
    "members": (
        "a.docx",
        docx(
            "",
            {
                f"word/embeddings/{NUMBER}.bin": b"\1\2",
                f"word/media/{NUMBER}.emf": b"\1\2",
                f"word/media/{NUMBER}.png": png(),
                f"../{NUMBER}.xml": "<a/>",
                f"word/printerSettings{NUMBER}.bin": b"\1\2",
            },
        ),
    ),
    "the extension": (f"名册.{NUMBER}", docx(paragraph("甲"))),
    "the extension of what can't be read": (f"\x1b[31m\0\n.{NUMBER}", bytes(range(256))),
}


@pytest.mark.parametrize("place", list(NAMED))
def test_no_name_out_of_a_file_reaches_what_is_told_of_it(place: str) -> None:
    name, data = NAMED[place]

    assert NUMBER not in told(extract(data, name))


def test_the_name_of_an_attachment_is_screened_and_not_told() -> None:
    writer = drawn(line("a"))
    writer.add_attachment(f"{NUMBER}.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    found = extract(written(writer), "a.pdf")

    assert "附件的名称" in places_of(found, NUMBER)
    assert NUMBER not in told(found)


def test_printer_settings_are_noted_and_empty_ones_are_not() -> None:
    more: dict[str, str | bytes] = {
        "xl/printerSettings/printerSettings1.bin": b"\\\0\\\0a\0\1\2",
        "xl/printerSettings/printerSettings2.bin": bytes(40),
        "xl/printerSettings/printerSettings3.bin": b"",
    }
    found = extract(xlsx("", more), "a.xlsx")

    assert (found.unread, found.notes) == ((), ("打印机设置未读取",))


def test_what_only_calls_itself_printer_settings_is_unread() -> None:
    old: dict[str, str | bytes] = {
        "xl/printerSettings/printerSettings1.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    }

    assert extract(xlsx("", old), "a.xlsx").unread == ("打印机设置未读取",)


def test_a_font_is_silent_and_a_file_that_calls_itself_one_is_not() -> None:
    fonts: dict[str, str | bytes] = {"word/fonts/font1.odttf": b"\1\2\3"}
    disguised: dict[str, str | bytes] = {"word/fonts/font1.odttf": docx(paragraph(canary(1)))}

    assert extract(docx("", fonts), "a.docx").unread == ()
    assert places_of(extract(docx("", disguised), "a.docx"), canary(1))


SMALL = {
    "jpeg": jpeg(exif({315: b"a" * 20}), comment=b"b" * 20),
    "png": with_text(("a", "b" * 20, True)),
    "gif": saved("GIF", comment=b"c" * 20),
    "tiff": saved("TIFF"),
    "webp": saved("WEBP", xmp=xmp("d")),
    "html": PAGE.encode("gb18030"),
    "csv": '姓名,"证号"\r\n测试甲,"1"\r\n'.encode("gb18030"),
}


def test_a_zip_with_a_nameless_member_ends_in_an_answer() -> None:
    data = docx(paragraph("甲")).replace(b"[Content_Types].xml", b"\0Content_Types].xml")

    assert extract(data, "a.docx").problem == "内部有没有名字的文件"


def broken(data: bytes, step: int) -> list[bytes]:
    """Return a file cut and flipped at every so many bytes."""
    flipped = [
        data[:at] + bytes((data[at] ^ 0xFF,)) + data[at + 1 :] for at in range(0, len(data), step)
    ]
    return [*flipped, *(data[:at] for at in range(0, len(data), step))]


@pytest.mark.parametrize("kind", list(SMALL))
def test_any_cut_or_flipped_byte_ends_in_an_answer(kind: str) -> None:
    for data in broken(SMALL[kind], 3):
        found = extract(data, f"a.{kind}")
        assert found.problem is None or found.parts == ()


def test_any_cut_or_flipped_byte_of_a_pdf_ends_in_an_answer() -> None:
    data = pdf()
    for each in broken(data, 61):
        assert isinstance(read(each), PdfText)
