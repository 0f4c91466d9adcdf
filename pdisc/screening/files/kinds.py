"""What a file is, told by its first bytes and, inside a zip, by its parts; never by its name."""

import re
from enum import StrEnum
from pathlib import PurePath

import msgspec


class Kind(StrEnum):
    """The kinds that offices send; the values are the words for them."""

    DOCX = "Word 文档"
    XLSX = "Excel 工作簿"
    PDF = "PDF"
    CSV = "CSV 表格"
    TEXT = "纯文本"
    JPEG = "JPEG 图片"
    PNG = "PNG 图片"
    GIF = "GIF 图片"
    TIFF = "TIFF 图片"
    WEBP = "WebP 图片"
    HEIC = "HEIC 图片"
    BMP = "BMP 图片"
    ENCRYPTED = "加密的 Office 文件"
    OLE = "旧版 Office 文件（doc、xls、wps、et 等）"
    XLSB = "二进制 Excel 工作簿（xlsb）"
    PPTX = "PowerPoint 演示文稿"
    ODF = "OpenDocument 文件"
    OFD = "OFD 版式文件"
    ZIP = "压缩包"
    ARCHIVE = "RAR 或 7z 压缩包"
    HTML = "网页或 XML 文本"
    MARKUP = "RTF、邮件、MHT 网页或 SVG 图"
    UNKNOWN = "不认识的文件"


IMAGES = frozenset({Kind.JPEG, Kind.PNG, Kind.GIF, Kind.TIFF, Kind.WEBP, Kind.HEIC, Kind.BMP})
"""The kinds of which only the metadata can be read."""

TEXTUAL = frozenset({Kind.TEXT, Kind.CSV, Kind.HTML})
"""The kinds that are text and nothing else."""

READABLE = IMAGES | TEXTUAL | {Kind.DOCX, Kind.XLSX, Kind.PDF}
"""The kinds that `extract` reads; the rest stays unscreened."""

REWRITABLE = frozenset({Kind.DOCX, Kind.XLSX, Kind.CSV, Kind.TEXT})
"""The kinds from which `rewrite` can take text out."""

_AS_OFFICE = "另存为 docx 或 xlsx 后再附"
_ADVICE = {
    Kind.ENCRYPTED: "去掉密码后再附",
    Kind.OLE: _AS_OFFICE,
    Kind.XLSB: "另存为 xlsx 后再附",
    Kind.PPTX: "导出为 PDF 后再附",
    Kind.ODF: _AS_OFFICE,
    Kind.OFD: "导出为 PDF 后再附",
    Kind.ZIP: "解压后逐个附上",
    Kind.ARCHIVE: "解压后逐个附上",
    Kind.MARKUP: "另存为 docx 或 PDF 后再附",
    Kind.UNKNOWN: "另存为 docx、xlsx 或 PDF 后再附",
}
"""What the secretary can do about a file that stays unscreened."""

_SIGNATURES = (
    (b"%PDF-", Kind.PDF),
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"GIF87a", Kind.GIF),
    (b"GIF89a", Kind.GIF),
    (b"II*\0", Kind.TIFF),
    (b"MM\0*", Kind.TIFF),
    (b"Rar!\x1a\x07", Kind.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Kind.ARCHIVE),
    (b"\x1f\x8b", Kind.ARCHIVE),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_UTF_8_MARK = b"\xef\xbb\xbf".decode("latin-1")
_HEAD = 1024
_TAG = r"(?i)\s*<(?:[!?]|[a-z][\w:.-]*[\s/>])"
_MAIL = "MIME-Version|Content-Transfer-Encoding|Message-ID|Received|Return-Path|DKIM-Signature"
_UNREAD_MARKUP = (
    rf"(?im)^(?:{_MAIL}):" + r"|\A\s*(?:(?:<[?!](?:(?!<html)[\s\S]){0,900})?<svg\b|\{\\rtf)"
)
_ZIP_PARTS = (
    ("xl/workbook.bin", Kind.XLSB),
    ("OFD.xml", Kind.OFD),
    ("META-INF/manifest.xml", Kind.ODF),
)
_ZIP_FOLDERS = (("word/", Kind.DOCX), ("xl/", Kind.XLSX), ("ppt/", Kind.PPTX))
_EXTENSIONS = {
    Kind.DOCX: ("docx", "docm", "dotx", "dotm"),
    Kind.XLSX: ("xlsx", "xlsm", "xltx", "xltm"),
    Kind.PDF: ("pdf",),
    Kind.CSV: ("csv", "tsv"),
    Kind.TEXT: ("txt", "text", "md", "log", "json", "yaml", "yml", "ini", "tex"),
    Kind.HTML: ("html", "htm", "xhtml", "xml"),
    Kind.JPEG: ("jpg", "jpeg", "jpe", "jfif"),
    Kind.PNG: ("png",),
    Kind.GIF: ("gif",),
    Kind.TIFF: ("tif", "tiff"),
    Kind.WEBP: ("webp",),
    Kind.HEIC: ("heic", "heif", "avif"),
    Kind.BMP: ("bmp",),
}


class Sniffed(msgspec.Struct, frozen=True):
    """What a file is; `note` says that its name claims something else."""

    kind: Kind
    note: str = ""


def sniff(data: bytes, name: str, members: tuple[str, ...] = ()) -> Sniffed:
    """Return the kind of a file's bytes; `members` are the names inside, where it is a zip."""
    kind = _kind(data, _extension(name), members)
    usual = _EXTENSIONS.get(kind)
    extension = _extension(name)
    if usual is None or extension in usual:
        return Sniffed(kind)
    # Whatever else stands after a last dot may be a number or a name, and is not for the screen.
    shown = f"，扩展名却是 {extension}" if re.fullmatch("[a-z]{1,5}", extension) else ""
    return Sniffed(kind, f"扩展名与内容不符：内容是{kind}{shown}")


def refusal(kind: Kind) -> str:
    """Return why a kind stays unscreened, and what to do about it."""
    return f"{kind}，读不出文字；{_ADVICE[kind]}"


def is_zip(data: bytes) -> bool:
    """Tell whether the bytes begin as a zip does, an empty one included."""
    return data[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def _extension(name: str) -> str:
    return PurePath(name).suffix.lower().removeprefix(".")


def _kind(data: bytes, extension: str, members: tuple[str, ...]) -> Kind:
    if is_zip(data):
        return _zip_kind(members)
    if data.startswith(_OLE):
        return Kind.ENCRYPTED if _ENCRYPTED_STREAM in data else Kind.OLE
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    if b"%PDF-" in data[:1024]:
        return Kind.PDF
    return _later_signature(data) or _text_kind(data, extension)


def _zip_kind(members: tuple[str, ...]) -> Kind:
    for part, kind in _ZIP_PARTS:
        if part in members:
            return kind
    if "[Content_Types].xml" not in members:
        return Kind.ZIP
    for folder, kind in _ZIP_FOLDERS:
        if any(member.startswith(folder) for member in members):
            return kind
    return Kind.ZIP


def _later_signature(data: bytes) -> Kind | None:
    """Return the kind of the containers whose mark stands after a length."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Kind.WEBP
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS:
        return Kind.HEIC
    if data[:2] == b"BM" and len(data) > 26 and data[6:10] == bytes(4):
        return Kind.BMP
    return None


def _text_kind(data: bytes, extension: str) -> Kind:
    if not data or not looks_like_text(data):
        return Kind.UNKNOWN
    head = data[:_HEAD].decode("utf-16" if data[:2] in _UTF_16 else "latin-1", "ignore")
    head = head.removeprefix(_UTF_8_MARK)
    if re.search(_UNREAD_MARKUP, head):
        return Kind.MARKUP
    if re.match(_TAG, head):
        return Kind.HTML
    return Kind.CSV if extension in _EXTENSIONS[Kind.CSV] else Kind.TEXT


def looks_like_text(data: bytes) -> bool:
    """Tell whether bytes are text: no control bytes, or UTF-16 with its mark."""
    return data[:2] in _UTF_16 or not re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", data)
