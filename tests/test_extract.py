"""Nothing that a file says goes unread, and no file is read at any price."""

import io
import re
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from long_runs import examples
from pypdf import PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

from pdisc.screening.files.box import LIMITS, Unreadable
from pdisc.screening.files.extract import Extracted, extract
from pdisc.screening.files.kinds import Kind
from pdisc.screening.files.laid import Part, is_flat
from pdisc.screening.files.pdf import read_pdf

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
V = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wp="urn:wp" xmlns:o="urn:o" xmlns:mc="urn:mc"'
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
FAST = 6.0
"""Seconds that even a hostile file may take on a busy machine."""


def canary(number: int) -> str:
    """Return an 18-character number that stands nowhere else."""
    return f"{number:06d}19900101001X"


def phone(number: int) -> str:
    return f"138{number:08d}"


def zipped(members: Mapping[str, str | bytes], *, comment: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        for name, content in members.items():
            box.writestr(name, content)
        box.comment = comment.encode()
    return out.getvalue()


def docx(body: str, more: Mapping[str, str | bytes] | None = None, *, comment: str = "") -> bytes:
    document = f"<w:document {W} {R} {A} {V}><w:body>{body}</w:body></w:document>"
    members = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"/>',
        "word/document.xml": document,
        **(more or {}),
    }
    return zipped(members, comment=comment)


def xlsx(
    rows: str,
    more: Mapping[str, str | bytes] | None = None,
    *,
    sheet: str = '<sheet name="名册" sheetId="1" r:id="rId1"/>',
    before: str = "",
    after: str = "",
    strings: str = "",
) -> bytes:
    members = {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}"/>',
        "xl/workbook.xml": f"<workbook {S} {R}><sheets>{sheet}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELS}">'
        '<Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"<worksheet {S} {R}>{before}"
        f"<sheetData>{rows}</sheetData>{after}</worksheet>",
        "xl/sharedStrings.xml": f"<sst {S}>{strings}</sst>",
        **(more or {}),
    }
    return zipped(members)


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*texts: str) -> str:
    return f"<w:p>{''.join(map(run, texts))}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def note(name: str, item: str, text: str) -> str:
    return f'<w:{name} {W}><w:{item} w:id="1">{paragraph(text)}</w:{item}></w:{name}>'


def relations(*targets: tuple[str, str], external: bool = True) -> str:
    mode = ' TargetMode="External"' if external else ""
    inner = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
        for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{RELS}">{inner}</Relationships>'


def jpeg(exif: bytes = b"", comment: bytes = b"", more: bytes = b"") -> bytes:
    def segment(marker: int, body: bytes) -> bytes:
        return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body

    found = b"\xff\xd8" + segment(0xE0, b"JFIF\0" + bytes(9))
    found += segment(0xE1, b"Exif\0\0" + exif) if exif else b""
    found += segment(0xFE, comment) if comment else b""
    frame = segment(0xC0, b"\x08\0\1\0\1\1\1\x11\0")
    return found + more + frame + b"\xff\xda\0\2\xff\xd9"


def exif(texts: Mapping[int, bytes]) -> bytes:
    """Return a little-endian TIFF directory of text tags."""
    start = 8 + 2 + 12 * len(texts) + 4
    entries, bodies = b"", b""
    for tag, text in sorted(texts.items()):
        raw = text + b"\0"
        kind = 1 if tag > 40000 else 2
        raw = raw.ljust(5, b"\0")
        entries += struct.pack("<HHII", tag, kind, len(raw), start + len(bodies))
        bodies += raw
    return b"II*\0\x08\0\0\0" + struct.pack("<H", len(texts)) + entries + bytes(4) + bodies


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")
        )

    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*each) for each in (*chunks, (b"IEND", b"")))


def either(choice: str, fallback: str) -> str:
    return (
        f"<mc:AlternateContent><mc:Choice Requires='w14'>{run(choice)}</mc:Choice>"
        f"<mc:Fallback>{run(fallback)}</mc:Fallback></mc:AlternateContent>"
    )


def ruby(base: str, above: str) -> str:
    return (
        f"<w:r><w:ruby><w:rt>{run(above)}</w:rt><w:rubyBase>{run(base)}</w:rubyBase></w:ruby></w:r>"
    )


def symbol(character: str) -> str:
    return f'<w:sym w:font="Arial" w:char="F0{ord(character):02X}"/>'


DRAWN = f"<d {A}><a:p><a:r><a:t>{canary(1)}</a:t></a:r></a:p></d>"
WORD_PLACES: dict[str, tuple[str, bytes]] = {
    "第1段": ("段落", docx(paragraph(canary(1)))),
    "第2段": (
        "数字拆在几个 run 里",
        docx(paragraph("无") + paragraph(*re.findall("..", canary(1)))),
    ),
    "表1第2行第1列": ("表格", docx(table(("证号", "姓名"), (canary(1), "某")))),
    "表1": ("拆在两格里", docx(table((canary(1)[:9], canary(1)[9:])))),
    "表2第1行第1列": (
        "嵌套的表",
        docx(f"<w:tbl><w:tr><w:tc>{table((canary(1),))}<w:p/></w:tc></w:tr></w:tbl>"),
    ),
    "页眉第1段": (
        "页眉",
        docx("", {"word/header1.xml": f"<w:hdr {W}>{paragraph(canary(1))}</w:hdr>"}),
    ),
    "页脚第1段": (
        "页脚",
        docx("", {"word/footer2.xml": f"<w:ftr {W}>{paragraph(canary(1))}</w:ftr>"}),
    ),
    "脚注1": ("脚注", docx("", {"word/footnotes.xml": note("footnotes", "footnote", canary(1))})),
    "尾注1": ("尾注", docx("", {"word/endnotes.xml": note("endnotes", "endnote", canary(1))})),
    "批注1": ("批注", docx("", {"word/comments.xml": note("comments", "comment", canary(1))})),
    "第1段（修订删除）": (
        "修订删除",
        docx(f"<w:p><w:del><w:r><w:delText>{canary(1)}</w:delText></w:r></w:del></w:p>"),
    ),
    "第1段（修订前）": (
        "一半删除一半保留",
        docx(
            f"<w:p>{run(canary(1)[:6])}<w:ins>{run('改成别的')}</w:ins>"
            f"<w:del><w:r><w:delText>{canary(1)[6:]}</w:delText></w:r></w:del></w:p>"
        ),
    ),
    "第1段 ": ("修订插入", docx(f"<w:p><w:ins w:author='某'>{run(canary(1))}</w:ins></w:p>")),
    "第1段的文本框": (
        "文本框",
        docx(f"<w:p><w:r><w:txbxContent>{paragraph(canary(1))}</w:txbxContent></w:r></w:p>"),
    ),
    "第1段的文本框 ": (
        "VML 文本框",
        docx(
            "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
            f"{paragraph(canary(1))}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
        ),
    ),
    "第1段（含隐藏文字）": (
        "隐藏文字",
        docx(f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{canary(1)}</w:t></w:r></w:p>"),
    ),
    "第1段（域代码）": (
        "域代码",
        docx(
            f'<w:p><w:r><w:instrText>HYPERLINK "x:{canary(1)[:5]}</w:instrText></w:r>'
            f'<w:r><w:instrText>{canary(1)[5:]}"</w:instrText></w:r></w:p>'
        ),
    ),
    "域代码": ("简单域", docx(f'<w:p><w:fldSimple w:instr="TITLE {canary(1)}"/></w:p>')),
    "链接目标": (
        "链接",
        docx("", {"word/_rels/document.xml.rels": relations(("hyperlink", f"mailto:{canary(1)}"))}),
    ),
    "替代文字": ("替代文字", docx(f'<w:p><w:r><wp:docPr id="1" descr="{canary(1)}"/></w:r></w:p>')),
    "控件标题": (
        "内容控件",
        docx(f'<w:sdt><w:sdtPr><w:alias w:val="{canary(1)}"/></w:sdtPr></w:sdt>'),
    ),
    "书签": ("书签名", docx(f'<w:p><w:bookmarkStart w:id="0" w:name="_{canary(1)}"/></w:p>')),
    "文档属性标题": (
        "核心属性",
        docx(
            "",
            {"docProps/core.xml": f'<cp xmlns:dc="urn:dc"><dc:title>{canary(1)}</dc:title></cp>'},
        ),
    ),
    "文档属性单位": (
        "应用属性",
        docx("", {"docProps/app.xml": f"<Properties><Company>{canary(1)}</Company></Properties>"}),
    ),
    "文档属性自定义属性": (
        "自定义属性",
        docx(
            "",
            {"docProps/custom.xml": f"<p><a name='a'><lpwstr>{canary(1)}</lpwstr></a></p>"},
        ),
    ),
    "文档设置文档变量": (
        "文档变量",
        docx(
            "", {"word/settings.xml": f'<w:s {W}><w:docVar w:name="a" w:val="{canary(1)}"/></w:s>'}
        ),
    ),
    "自定义 XML其他内容（customXml/item1.xml）": (
        "自定义 XML",
        docx("", {"customXml/item1.xml": f"<a><b>{canary(1)}</b></a>"}),
    ),
    "图表其他内容（word/charts/chart1.xml）": (
        "图表",
        docx("", {"word/charts/chart1.xml": f"<c><pt><v>{canary(1)}</v></pt></c>"}),
    ),
    "图示第1段": (
        "SmartArt",
        docx(
            "",
            {"word/diagrams/data1.xml": DRAWN},
        ),
    ),
    "其他内容（word/document.xml）": ("XML 注释", docx(f"<!-- {canary(1)} --><w:p/>")),
    "内部文件名": ("内部文件名", docx("", {f"word/media/{canary(1)}.bin": b"\0\1"})),
    "压缩包注释": ("压缩包注释", docx("", comment=canary(1))),
    "嵌入的图片1的EXIF 作者": (
        "图片元数据",
        docx("", {"word/media/image1.jpeg": jpeg(exif({315: canary(1).encode()}))}),
    ),
    "嵌入的文件1的工作表“名册”!A1": (
        "嵌入的工作簿",
        docx(
            "",
            {
                "word/embeddings/a.xlsx": xlsx(
                    f'<row r="1"><c r="A1" t="str"><v>{canary(1)}</v></c></row>'
                )
            },
        ),
    ),
    "第1段  ": (
        "AlternateContent 与实体",
        docx(
            f"<w:p><w:r><w:t>&#x31;{canary(2)[:2]}</w:t><w:t><![CDATA[{canary(1)}]]></w:t></w:r></w:p>"
        ),
    ),
}

MORE_WORD_PLACES: list[tuple[str, str, bytes]] = [
    (
        "第1段（修订前）",
        "插入的文字把数字隔开",
        docx(f"<w:p>{run(canary(1)[:6])}<w:ins>{run('插')}</w:ins>{run(canary(1)[6:])}</w:p>"),
    ),
    (
        "第1段（含隐藏文字）（不看隐藏文字）",
        "隐藏文字把数字隔开",
        docx(
            f"<w:p>{run(canary(1)[:6])}<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>"
            f"{run(canary(1)[6:])}</w:p>"
        ),
    ),
    (
        "第1段",
        "新旧两种写法在数字中间",
        docx(f"<w:p>{run(canary(1)[:6])}{either(canary(1)[6:9], '旧')}{run(canary(1)[9:])}</w:p>"),
    ),
    (
        "第1段（备用内容）",
        "旧写法里的数字",
        docx(f"<w:p>{run(canary(1)[:6])}{either('新', canary(1)[6:9])}{run(canary(1)[9:])}</w:p>"),
    ),
    (
        "第1段",
        "每个字都有注音",
        docx(f"<w:p>{''.join(ruby(digit, '音') for digit in canary(1))}</w:p>"),
    ),
    (
        "第1段（注音）",
        "注音里的数字",
        docx(f"<w:p>{''.join(ruby('字', digit) for digit in canary(1))}</w:p>"),
    ),
    (
        "第1段",
        "符号",
        docx(f"<w:p><w:r>{''.join(map(symbol, canary(1)))}</w:r></w:p>"),
    ),
    (
        "第1段",
        "智能标记",
        docx(f"<w:p>{run(canary(1)[:6])}<w:smartTag>{run(canary(1)[6:])}</w:smartTag></w:p>"),
    ),
    (
        "第1段",
        "控件在数字中间",
        docx(
            f"<w:p><w:sdt><w:sdtContent>{run(canary(1)[:6])}</w:sdtContent></w:sdt>"
            f"<w:bookmarkStart w:id='1' w:name='a'/>{run(canary(1)[6:])}</w:p>"
        ),
    ),
    (
        "作者",
        "格式修订的作者",
        docx(f'<w:p><w:pPr><w:pPrChange w:id="1" w:author="{canary(1)}"/></w:pPr></w:p>'),
    ),
    (
        "链接目标",
        "像命名空间的链接",
        docx(
            "",
            {
                "word/_rels/document.xml.rels": relations(
                    ("hyperlink", f"http://schemas.invalid/{canary(1)}")
                )
            },
        ),
    ),
    (
        "自定义 XML其他内容（customXml/item1.xml）",
        "叫作类型的属性",
        docx("", {"customXml/item1.xml": f'<sig Type="{canary(1)}" Ignorable="a"/>'}),
    ),
    (
        "其他内容（word/people.xml）",
        "后面的文字",
        docx("", {"word/people.xml": f"<a><b/>{canary(1)}</a>"}),
    ),
]

_STRING = f"<si><r><t>{canary(1)[:7]}</t></r><r><t>{canary(1)[7:]}</t></r></si>"
_INLINE = f'<c r="B7" t="inlineStr"><is><t>{canary(1)}</t></is></c>'
EXCEL_PLACES: dict[str, tuple[str, bytes]] = {
    "工作表“名册”!B7": (
        "共享字符串",
        xlsx('<row r="7"><c r="B7" t="s"><v>0</v></c></row>', strings=_STRING),
    ),
    "没有单元格使用的文字第1条": ("没人用的字符串", xlsx("", strings=_STRING)),
    "第1条文字的拼音": (
        "拼音",
        xlsx("", strings=f"<si><t>某</t><rPh><t>{canary(1)}</t></rPh></si>"),
    ),
    "工作表“名册”!B7 ": ("内联字符串", xlsx(f'<row r="7">{_INLINE}</row>')),
    "工作表“名册”!B7（隐藏）": ("隐藏行", xlsx(f'<row r="7" hidden="1">{_INLINE}</row>')),
    "工作表“名册”!B7（隐藏） ": (
        "隐藏列",
        xlsx(
            f'<row r="7">{_INLINE}</row>', before='<cols><col min="2" max="3" hidden="1"/></cols>'
        ),
    ),
    "工作表“深藏”!B7（隐藏）": (
        "深度隐藏的工作表",
        xlsx(
            f'<row r="7">{_INLINE}</row>',
            sheet='<sheet name="深藏" sheetId="1" state="veryHidden" r:id="rId1"/>',
        ),
    ),
    "工作表“名册”": (
        "拆在两格里",
        xlsx(
            f'<row r="7"><c r="A7" t="str"><v>{canary(1)[:9]}</v></c>'
            f'<c r="B7" t="str"><v>{canary(1)[9:]}</v></c></row>'
        ),
    ),
    "工作表“名册”!B7  ": (
        "转义的字符",
        xlsx(f'<row r="7"><c r="B7" t="str"><v>_x0030_{canary(1)[1:]}</v></c></row>'),
    ),
    "工作表“名册”!B7（公式）": (
        "公式",
        xlsx(f'<row r="7"><c r="B7"><f>"{canary(1)}"</f></c></row>'),
    ),
    "工作表“名册”数据验证": (
        "数据验证",
        xlsx("", after=f'<dataValidation><formula1>"{canary(1)}"</formula1></dataValidation>'),
    ),
    "工作表“名册”数据验证提示": (
        "验证提示",
        xlsx("", after=f'<dataValidation prompt="{canary(1)}"/>'),
    ),
    "工作表“名册”页眉": ("页眉", xlsx("", after=f"<oddHeader>&amp;L{canary(1)}</oddHeader>")),
    "工作表“名册”页脚": ("页脚", xlsx("", after=f"<evenFooter>{canary(1)}</evenFooter>")),
    "工作表“名册”条件格式": ("条件格式", xlsx("", after=f'<formula>"{canary(1)}"</formula>')),
    "工作表“名册”屏幕提示": (
        "链接提示",
        xlsx("", after=f'<hyperlink ref="A1" tooltip="{canary(1)}"/>'),
    ),
    "名称定义": (
        "名称定义",
        xlsx(
            "", {"xl/workbook.xml": f"<w><definedName name='a'>\"{canary(1)}\"</definedName></w>"}
        ),
    ),
    "工作表名": ("工作表名", xlsx("", sheet=f'<sheet name="{canary(1)}" r:id="rId1"/>')),
    "工作表“名册”批注 B7": (
        "批注",
        xlsx(
            "",
            {
                "xl/comments1.xml": f"<comments {S}><commentList><comment ref='B7'><text>"
                f"<r><t>{canary(1)[:5]}</t></r><r><t>{canary(1)[5:]}</t></r>"
                "</text></comment></commentList></comments>",
                "xl/worksheets/_rels/sheet1.xml.rels": relations(
                    ("comments", "../comments1.xml"), external=False
                ),
            },
        ),
    ),
    "批注批注文字": (
        "会话式批注",
        xlsx(
            "",
            {"xl/threadedComments/t1.xml": f"<t><c><text>{canary(1)}</text></c></t>"},
        ),
    ),
    "数据透视表缓存（xl/pivotCache/pivotCacheRecords1.xml）": (
        "透视表缓存",
        xlsx(
            "", {"xl/pivotCache/pivotCacheRecords1.xml": f'<p {S}><r><s v="{canary(1)}"/></r></p>'}
        ),
    ),
    "外部链接其他内容（xl/externalLinks/externalLink1.xml）": (
        "外部链接的缓存",
        xlsx("", {"xl/externalLinks/externalLink1.xml": f"<e><cell><v>{canary(1)}</v></cell></e>"}),
    ),
    "图形第1段": (
        "文本框",
        xlsx(
            "",
            {"xl/drawings/drawing1.xml": DRAWN},
        ),
    ),
    "图形其他内容（xl/drawings/vmlDrawing1.vml）": (
        "旧式图形，标记没有合上",
        xlsx("", {"xl/drawings/vmlDrawing1.vml": f"<xml><div>甲<br>{canary(1)}</div></xml>"}),
    ),
    "文档属性标题": (
        "核心属性",
        xlsx("", {"docProps/core.xml": f"<cp><title>{canary(1)}</title></cp>"}),
    ),
}
MORE_EXCEL_PLACES: list[tuple[str, str, bytes]] = [
    (
        "工作表“名册”!B7",
        "拼音在数字中间",
        xlsx(
            f'<row r="7"><c r="B7" t="inlineStr"><is><r><t>{canary(1)[:6]}</t></r>'
            f"<rPh><t>音</t></rPh><r><t>{canary(1)[6:]}</t></r></is></c></row>"
        ),
    ),
    (
        "工作表“名册”!B7的拼音",
        "内联文字的拼音",
        xlsx(
            '<row r="7"><c r="B7" t="inlineStr"><is><t>某</t>'
            f"<rPh><t>{canary(1)}</t></rPh></is></c></row>"
        ),
    ),
    (
        "工作表“名册”页眉",
        "页眉的格式代码",
        xlsx(
            "",
            after=f"<oddHeader>&amp;L&amp;K01+000{canary(1)[:6]}&amp;B{canary(1)[6:]}</oddHeader>",
        ),
    ),
    (
        "工作表“名册”!B7",
        "共享字符串另有名称",
        xlsx(
            '<row r="7"><c r="B7" t="s"><v>0</v></c></row>',
            {
                "xl/_rels/workbook.xml.rels": relations(
                    ("worksheet", "worksheets/sheet1.xml"),
                    ("sharedStrings", "Strings.xml"),
                    external=False,
                ),
                "xl/Strings.xml": f"<sst {S}>{_STRING}</sst>",
            },
        ),
    ),
    (
        "工作表“名册”其他内容（xl/worksheets/sheet1.xml）",
        "表名和列名",
        xlsx("", after=f'<x14:slicer xmlns:x14="urn:x" caption="{canary(1)}"/>'),
    ),
    (
        "其他内容（xl/tables/table1.xml）",
        "表格的列名",
        xlsx("", {"xl/tables/table1.xml": f'<table><tableColumn name="{canary(1)}"/></table>'}),
    ),
    (
        "文档属性列表文字",
        "部件标题",
        xlsx(
            "",
            {
                "docProps/app.xml": f"<p><Titles><lpstr>{canary(1)}</lpstr></Titles></p>",
            },
        ),
    ),
]
PLACES = [
    *((where.strip(), why, "a.docx", data) for where, (why, data) in WORD_PLACES.items()),
    *((where, why, "a.docx", data) for where, why, data in MORE_WORD_PLACES),
    *((where, why, "a.xlsx", data) for where, why, data in MORE_EXCEL_PLACES),
    *((where.strip(), why, "a.xlsx", data) for where, (why, data) in EXCEL_PLACES.items()),
]
PLACE_NAMES = [f"{name[2:]} {why}" for _, why, name, _ in PLACES]


def places(part: Part) -> list[tuple[str, str]]:
    """Return a part's places with their texts, each cell, line and paragraph by itself."""
    return [(where, part.text[start:end]) for start, end, where, _ in part.each_place()]


def places_of(found: Extracted, text: str) -> list[str]:
    """Return the places that a text stands in; a whole's name where it goes over several."""
    named: list[str] = []
    for part in found.parts:
        inside = [where for where, said in places(part) if text in said]
        named += inside or [part.where] * (text in re.sub(r"[\t\n]", "", part.text))
    return named


def texts(data: bytes, name: str) -> list[str]:
    """Return the text of every place of a file."""
    found = extract(data, name)
    assert found.problem is None
    return [said for part in found.parts for _, said in places(part)]


@pytest.mark.parametrize(("where", "why", "name", "data"), PLACES, ids=PLACE_NAMES)
def test_every_hiding_place_is_read_and_named(where: str, why: str, name: str, data: bytes) -> None:
    found = extract(data, name)

    assert found.problem is None
    assert where in places_of(found, canary(1)), why


def test_a_joined_part_says_that_it_repeats_others() -> None:
    found = extract(docx(paragraph("甲") + table(("乙", "丙"))), "a.docx")

    assert [(part.where, part.text) for part in found.parts if part.joined] == [
        ("正文（逐格连读）", "甲\n乙\n丙"),
    ]
    assert found.parts[0].text == "甲\n乙\t丙"


def test_tabs_and_breaks_in_a_run_are_read_but_tab_stops_are_not() -> None:
    inner = "<w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t>"
    body = f"<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r>{inner}</w:r></w:p>"

    assert texts(docx(body), "a.docx")[0] == "甲\t乙\n丙"


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("13800138000", "13800138000"),
        ("1.3800138E10", "13800138000"),
        ("1.1010119900101E+17", "110101199001010000"),
        ("1.1010119900101E+017", "110101199001010000"),
        ("110101199001010", "110101199001010"),
        ("13800138000.0", "13800138000"),
        ("0.1", "0.1"),
        ("324374.15999999997", "324374.16"),
    ],
)
def test_a_number_in_a_cell_is_read_digit_by_digit(raw: str, shown: str) -> None:
    assert shown in texts(xlsx(f'<row r="1"><c r="A1"><v>{raw}</v></c></row>'), "a.xlsx")


def test_a_date_in_a_cell_is_read_as_a_date() -> None:
    styles = {
        "xl/styles.xml": f"<styleSheet {S}><numFmts>"
        '<numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="176"/></cellXfs>'
        "</styleSheet>"
    }
    cells = "".join(
        f'<c r="{at}1" s="{style}"><v>{day}</v></c>'
        for at, style, day in (("A", 1, 32994), ("B", 2, 32995), ("C", 0, 32996))
    )
    row = f'<row r="1">{cells}</row>'

    assert texts(xlsx(row, styles), "a.xlsx")[:3] == ["1990-05-01", "1990-05-02", "32996"]


def test_dates_of_a_workbook_that_counts_from_1904_are_read_as_shown() -> None:
    parts = {
        "xl/workbook.xml": f'<workbook {S} {R}><workbookPr date1904="1"/><sheets>'
        '<sheet name="名册" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/styles.xml": f'<styleSheet {S}><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>',
    }
    row = '<row r="1"><c r="A1" s="0"><v>31532</v></c></row>'

    assert texts(xlsx(row, parts), "a.xlsx")[0] == "1990-05-01"


def test_parts_are_found_however_their_names_are_spelt() -> None:
    data = xlsx('<row r="7"><c r="B7" t="s"><v>0</v></c></row>', strings="<si><t>甲</t></si>")
    spelt = data.replace(b"xl/sharedStrings.xml", b"xl/SharedStrings.XML")

    assert places(extract(spelt, "a.xlsx").parts[0])[0][0] == "工作表“名册”!B7"


def test_a_number_with_a_point_in_a_chart_is_read() -> None:
    chart = {"word/charts/chart1.xml": f"<c><v>{phone(1)}.0</v></c>"}

    assert phone(1) in texts(docx("", chart), "a.docx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_text_is_read_in_the_encodings_of_chinese_offices(encoding: str) -> None:
    found = extract(f"第一行\r\n证号：{canary(1)}\r\n".encode(encoding), "通知.txt")

    assert (found.kind, found.problem, found.notes) == (Kind.TEXT, None, ())
    assert places(found.parts[0])[1] == ("第2行", f"证号：{canary(1)}")


def test_a_csv_is_told_by_row_and_column() -> None:
    found = extract(f'姓名,证号\r\n"某,某",{canary(1)}\r\n'.encode("gb18030"), "名册.csv")

    assert places_of(found, canary(1)) == ["第2行第2列"]
    assert ("第2行第1列", "某,某") in places(found.parts[0])


def test_a_csv_whose_quotes_never_close_is_still_read() -> None:
    found = extract(('姓名,"' + "甲" * 200_000 + f"\n{canary(1)}").encode(), "名册.csv")

    assert "第2行" in places_of(found, canary(1))


IMAGES = {
    "EXIF 作者": ("a.jpg", jpeg(exif({315: canary(1).encode()}))),
    "EXIF 备注": ("a.jpg", jpeg(exif({40092: canary(1).encode("utf-16-le")}))),
    "图片注释": ("a.jpg", jpeg(comment=canary(1).encode())),
    "图片 XMP": (
        "a.png",
        png((b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x><a>" + canary(1).encode() + b"</a></x>")),
    ),
    "图片文字": ("a.png", png((b"tEXt", b"Comment\0" + canary(1).encode()))),
    "图片文字 ": ("a.png", png((b"zTXt", b"Comment\0\0" + zlib.compress(canary(1).encode())))),
    "EXIF 作者 ": ("a.png", png((b"eXIf", exif({315: canary(1).encode()})))),
    "EXIF 作者  ": ("a.tif", exif({315: canary(1).encode()})),
    "图片注释 ": ("a.gif", b"GIF89a" + bytes(7) + b"\x21\xfe\x12" + canary(1).encode() + b"\0;"),
    "EXIF 作者   ": (
        "a.webp",
        b"RIFF\0\0\0\0WEBPEXIF"
        + len(exif({315: canary(1).encode()})).to_bytes(4, "little")
        + exif({315: canary(1).encode()}),
    ),
    "EXIF 作者    ": (
        "a.heic",
        b"\0\0\0\x18ftypheic" + bytes(12) + b"Exif\0\0" + exif({315: canary(1).encode()}),
    ),
    "图片 IPTC": (
        "a.jpg",
        jpeg(
            more=b"\xff\xed\0\x2a"
            + b"Photoshop 3.0\0\0\0"
            + b"\x1c\x02\x78\0\x12"
            + canary(1).encode()
            + b"\0"
        ),
    ),
}


@pytest.mark.parametrize("where", list(IMAGES))
def test_an_images_metadata_is_read_and_its_pixels_are_said_to_be_unread(where: str) -> None:
    name, data = IMAGES[where]
    found = extract(data, name)

    assert found.problem is None
    assert found.unread == ()
    assert found.notes == ("图片里的字没有读（像素未读取）",)
    assert where.strip() in places_of(found, canary(1))


def pdf(*, password: str = "", page: str = canary(1)) -> bytes:
    writer = PdfWriter()
    blank = writer.add_blank_page(300, 300)
    content = DecodedStreamObject()
    content.set_data(f"BT /F1 12 Tf 20 200 Td ({page}) Tj ET".encode())
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    fonts = DictionaryObject({NameObject(k): NameObject(v) for k, v in font.items()})
    resources = DictionaryObject({NameObject("/F1"): writer._add_object(fonts)})
    blank[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): resources})
    blank[NameObject("/Contents")] = writer._add_object(content)
    writer.add_metadata({"/Title": canary(2)})
    writer.add_annotation(0, FreeText(text=canary(3), rect=(0, 0, 50, 50)))
    writer.add_attachment("名册.txt", canary(4).encode())
    field = DictionaryObject({NameObject("/V"): TextStringObject(canary(5))})
    form = DictionaryObject({NameObject("/Fields"): ArrayObject([writer._add_object(field)])})
    writer.root_object[NameObject("/AcroForm")] = form
    writer.add_outline_item(title=canary(6), page_number=0)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_pdf_is_read_page_by_page_with_what_surrounds_the_pages() -> None:
    found = extract(pdf(), "a.pdf")
    where = {number: places_of(found, canary(number)) for number in range(1, 7)}

    assert (found.problem, found.unread) == (None, ())
    assert where == {
        1: ["第1页"],
        2: ["文档属性“Title”"],
        3: ["第1页批注"],
        4: ["附件的文件1的第1行"],
        5: ["表单"],
        6: ["书签"],
    }
    assert "名册.txt" in [part.text for part in found.parts]


def test_a_pdf_without_words_says_that_it_may_be_a_scan() -> None:
    assert "第1页没有可读文字（可能是扫描件）" in extract(pdf(page=""), "a.pdf").unread


def test_what_a_word_file_embeds_and_we_cant_read_is_told() -> None:
    more: dict[str, str | bytes] = {
        "word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "word/media/image1.emf": b"\1\0\0\0",
        "word/media/image2.png": png(),
        "word/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "../../etc/passwd.xml": "<a/>",
    }

    found = extract(docx("", more), "a.docx")

    assert found.unread == (
        "嵌入对象未读取",
        "矢量图未读取",
        "宏未读取",
        "内部文件的路径不合规，未读取",
    )
    assert found.notes == ("图片里的字没有读（像素未读取）",)


def bomb(name: str, body: str, doctype: str) -> bytes:
    xml = f'<?xml version="1.0"?>{doctype}<w:document {W}><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": "<Types/>", name: xml})


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(12))
DOC = "word/document.xml"


def huge_directory() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as box:
        for number in range(100_000):
            box.writestr(zipfile.ZipInfo(f"{number}"), b"")
    return out.getvalue()


def raw_pdf(*objects: bytes) -> bytes:
    """Return a PDF of objects numbered from 1; the first is its catalogue."""
    body, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, each)
    table = b"0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n" % (len(objects) + 1)
    tail = b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF"
    return body + head + table + tail % (len(objects) + 1, len(body))


def page_pdf(content: bytes, *more: bytes) -> bytes:
    """Return a PDF of one page that draws object 4 with the font in object 5."""
    return raw_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 9 9]"
        b"/Resources<</Font<</F1 5 0 R>>/XObject<</A 6 0 R>>>>>>",
        content,
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *more,
    )


def packed(text: bytes, times: int = 1) -> bytes:
    """Return a stream object, packed so many times over."""
    for _ in range(times):
        text = zlib.compress(text, 9)
    head = b"<</Filter[%s]/Length %d>>stream\n" % (b"/FlateDecode" * times, len(text))
    return head + text + b"\nendstream"


def swollen_pdf() -> bytes:
    """Return a PDF whose one page unpacks to 300 MB, from a few bytes."""
    return page_pdf(packed(b"BT /F1 9 Tf (x) Tj ET\n" * 13_000_000, 2))


def many_members() -> bytes:
    return zipped({DOC: "<a/>", **{f"word/{number}.xml": "<a/>" for number in range(5_001)}})


def lying_member() -> bytes:
    """Return a zip whose member says that it is smaller than it is."""
    data = zipped({"[Content_Types].xml": "<Types/>", DOC: b"<a>" + b" " * 1_000_000 + b"</a>"})
    return data.replace((1_000_007).to_bytes(4, "little"), (20).to_bytes(4, "little"))


def too_many_tags() -> bytes:
    return docx("".join(f"<w:p>{number}</w:p>" for number in range(800_000)))


def many_attributes() -> bytes:
    names = " ".join(f'a{number}="{number}"' for number in range(1_500_001))
    return docx(f"<w:p {names}/>")


def noisy_text() -> bytes:
    """Return a Word file of one text that no ratio gives away."""
    return docx(paragraph("".join(map(str, range(2_000_000)))))


def ole(*names: str) -> bytes:
    body = b"".join(name.encode("utf-16-le") + b"\0\0" for name in names)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + body


HOSTILE: dict[str, tuple[str, bytes | Callable[[], bytes], str]] = {
    "billion laughs": ("a.docx", bomb(DOC, "&a11;", f"<!DOCTYPE x [{LAUGHS}]>"), "DTD"),
    "external entity": (
        "a.docx",
        bomb(DOC, "&x;", '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        "DTD",
    ),
    "external DTD": (
        "a.docx",
        bomb(DOC, "", '<!DOCTYPE x SYSTEM "http://example.invalid/x">'),
        "DTD",
    ),
    "DTD in UTF-16": (
        "a.docx",
        docx("", {DOC: '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x><x/>'.encode("utf-16")}),
        "DTD",
    ),
    "other encoding": (
        "a.docx",
        docx("", {DOC: '<?xml version="1.0" encoding="utf-7"?><x/>'}),
        "编码",
    ),
    "zip bomb": (
        "a.docx",
        lambda: docx("", {"word/big.xml": b"<a>" + bytes(40_000_000)}),
        "压缩比",
    ),
    "zip bomb, not in XML": (
        "a.docx",
        lambda: docx("", {"word/media/a.png": bytes(40_000_000)}),
        "压缩比",
    ),
    "100 000 members": ("a.docx", huge_directory, "内部文件超过"),
    "5 001 members": ("a.docx", many_members, "内部文件超过"),
    "a member that lies": ("a.docx", lying_member, "已损坏"),
    "nested zip": ("a.zip", zipped({"b.zip": zipped({"c.zip": zipped({"d": "e"})})}), "压缩包"),
    "truncated docx": ("a.docx", docx(paragraph("甲" * 5_000))[:-200], "损坏"),
    "truncated part": ("a.docx", docx("", {DOC: f"<w:document {W}><w:body>"}), "已损坏"),
    "same name twice": (
        "a.docx",
        docx("", {DOC: "<a/>"}).replace(b"[Content_Types].xml", b"word/document.xml\0\0"),
        "",
    ),
    "same name in another case": ("a.docx", docx("", {DOC.upper(): "<a/>"}), "同名"),
    "depth": ("a.docx", docx("<w:p>" * 5_000 + "</w:p>" * 5_000), "层次太深"),
    "too many tags": ("a.docx", too_many_tags, "标记"),
    "too many attributes": ("a.docx", many_attributes, "标记"),
    "a text too long": ("a.docx", noisy_text, "文字太长"),
    "undeclared prefix": ("a.docx", docx("", {DOC: "<w:document/>"}), "已损坏"),
    "undeclared entity": ("a.docx", docx("<w:p>&x;</w:p>"), "已损坏"),
    "password docx": ("a.docx", ole("EncryptionInfo", "EncryptedPackage"), "加密"),
    "old doc": ("a.doc", ole("WordDocument"), "旧版"),
    "encrypted pdf": ("a.pdf", pdf(password="秘密"), "加密"),
    "swollen pdf": ("a.pdf", swollen_pdf, "PDF"),
    "deep pdf": ("a.pdf", raw_pdf(b"<</Type/Catalog/Pages " + b"[" * 90_000), "PDF"),
    "circular pdf": (
        "a.pdf",
        raw_pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"),
        "PDF",
    ),
    "pdf without pages": (
        "a.pdf",
        raw_pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 999999>>"),
        "没有一页",
    ),
    "png with a text bomb": (
        "a.png",
        png((b"zTXt", b"a\0\0" + zlib.compress(bytes(9_000_000)))),
        "元数据",
    ),
    "jpeg of many segments": ("a.jpg", jpeg(more=b"\xff\xe2\0\2" * 100_000), "元数据"),
    "truncated exif": ("a.jpg", jpeg(b"II*\0"), "元数据"),
    "truncated pdf": ("a.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 40, "损坏"),
    "empty file": ("a.docx", b"", "空"),
    "empty zip": ("a.docx", zipped({}), "压缩包"),
    "random": ("a.docx", bytes(range(256)) * 40, "不认识"),
    "rar": ("a.rar", b"Rar!\x1a\x07\0" + bytes(50), "RAR"),
    "rtf": ("a.txt", b"{\\rtf1 \\'d6\\'d0}", "RTF"),
    "svg": ("a.svg", b"<?xml version='1.0'?><svg><path d='M0 0'/></svg>", "SVG"),
    "mail": ("a.eml", b"Received: from <a>\r\nSubject: a\r\n\r\n56eY5a+G4piFMeW5tA==", "邮件"),
    "saved page": ("a.mht", b"From: <a>\r\nMIME-Version: 1.0\r\n\r\n=E7=A7=98", "MHT"),
    "ofd": ("a.ofd", zipped({"OFD.xml": "<a/>"}), "OFD"),
    "xlsb": ("a.xlsb", zipped({"[Content_Types].xml": "", "xl/workbook.bin": b"\0"}), "xlsb"),
}


@pytest.mark.parametrize("name", list(HOSTILE))
def test_a_hostile_or_unreadable_file_is_a_problem(name: str) -> None:
    file_name, made, reason = HOSTILE[name]

    found = extract(made if isinstance(made, bytes) else made(), file_name)

    assert found.problem is not None
    assert reason in found.problem
    assert found.parts == ()


@pytest.mark.slow
@pytest.mark.parametrize("name", list(HOSTILE))
def test_a_hostile_or_unreadable_file_is_soon_told(name: str) -> None:
    file_name, made, _ = HOSTILE[name]
    data = made if isinstance(made, bytes) else made()
    started = time.monotonic()
    extract(data, file_name)

    assert time.monotonic() - started < FAST


def test_a_pdf_that_takes_too_long_is_given_up() -> None:
    with pytest.raises(Unreadable, match="没有读完"):
        read_pdf(pdf(), seconds=0.001)


def test_a_file_over_the_limit_is_not_looked_into() -> None:
    assert extract(bytes(LIMITS.file + 1), "a.txt").problem == "文件超过50MB"


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (docx(paragraph("甲")), "名册.xlsx", Kind.DOCX),
        (docx(paragraph("甲")), "名册", Kind.DOCX),
        (jpeg(), "a.png", Kind.JPEG),
        ("甲".encode(), "a.docx", Kind.TEXT),
    ],
)
def test_content_counts_and_a_wrong_extension_is_noted(data: bytes, name: str, kind: Kind) -> None:
    found = extract(data, name)

    assert (found.kind, found.problem) == (kind, None)
    assert found.notes[0].startswith("扩展名与内容不符")
    assert found.unread == ()


def test_any_cut_or_flipped_byte_of_a_word_file_ends_in_an_answer() -> None:
    data = docx(paragraph("甲", canary(1)) + table(("乙", "丙")))
    for at in range(0, len(data), 23):
        flipped = bytearray(data)
        flipped[at] ^= 0xFF
        for broken in (data[:at], bytes(flipped)):
            found = extract(broken, "a.docx")
            assert found.problem or found.parts


def test_memory_stays_within_bounds_on_the_largest_sheet_let_in() -> None:
    script = (
        "import re, sys; sys.path.insert(0, 'tests')\n"
        "from test_extract import xlsx\n"
        "from pdisc.screening.files.extract import extract\n"
        "rows = (''.join(f'<c r=\"{c}{n}\"><v>{n * 7919}</v></c>' for c in 'ABCDEFGHIJ')\n"
        "        for n in range(33_000))\n"
        "data = xlsx(''.join(f'<row>{row}</row>' for row in rows))\n"
        "found = extract(data, 'a.xlsx'); assert found.problem is None, found.problem\n"
        "peak = re.search(r'VmHWM:\\s*(\\d+)', open('/proc/self/status').read())\n"
        "print(int(peak[1]) // 1024)\n"  # getrusage would tell the peak of whoever started it
    )
    root = Path(__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True
    )

    assert int(done.stdout) < 700


XML_TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff\u0085\u2028"),
    min_size=1,
).filter(lambda text: bool(text.strip()))


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@given(st.lists(XML_TEXT, min_size=1, max_size=5))
@settings(deadline=None, max_examples=examples(60))
def test_any_text_comes_back_from_a_word_file(said: list[str]) -> None:
    data = docx("".join(paragraph(escaped(text)) for text in said))

    assert texts(data, "a.docx")[: len(said)] == said


ON_ONE_LINE = XML_TEXT.filter(lambda text: "_x" not in text and is_flat(text))


@given(st.lists(ON_ONE_LINE, min_size=1, max_size=5))
@settings(deadline=None, max_examples=examples(60))
def test_any_text_comes_back_from_a_workbook(said: list[str]) -> None:
    cells = "".join(f'<c r="A{n}" t="s"><v>{n}</v></c>' for n in range(len(said)))
    strings = "".join(f"<si><t>{escaped(text)}</t></si>" for text in said)
    data = xlsx(f'<row r="1">{cells}</row>', strings=strings)

    assert sorted(texts(data, "a.xlsx")[: len(said)]) == sorted(said)


def test_a_thumbnail_is_told_as_such_not_as_a_picture_in_the_text() -> None:
    found = extract(docx(paragraph("正文"), {"docProps/thumbnail.jpeg": jpeg()}), "方案.docx")

    assert found.notes == ("文件带有首页的缩略图，缩略图里的字没有读",)
