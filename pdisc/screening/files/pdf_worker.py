"""The process that reads one PDF from standard input and answers with JSON on standard output."""

import html
import io
import logging
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import cast

import msgspec
from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError
from pypdf.generic import DictionaryObject, EmbeddedFile, EncodedStreamObject, StreamObject

from pdisc.screening.files.box import BLANK, LIMITS, MB
from pdisc.screening.files.pdf import PdfAttachment, PdfText
from pdisc.screening.files.pdf_covers import Paint
from pdisc.screening.files.pdf_objects import (
    items,
    resolved,
    spellings,
    strings,
    told,
    unseen,
    values,
)

if sys.platform != "win32":
    import resource

_MEMORY = 600 * MB
_MOST_PAGES = 3_000
_MOST_ATTACHED = 20 * MB
_UNMAPPED = re.compile(
    r"[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]|\(cid:\d+\)|/(?:g|c|cid|glyph|index)\d+",
    re.IGNORECASE,
)
_UNMAPPED_SHARE = 10
_SCANNED_BELOW = 60
"""A page with a picture and fewer characters is a scan that bears a stamp or an advertisement."""

_CODED_BY_NAME = re.compile(r"/(?:Uni|GB-|GBpc-|GBK-|GBK2K-|ETen|90ms-)")
"""The encodings of Chinese and Japanese fonts that say which character is meant."""

_LOSS = re.compile(
    r"(?i)impossible|exceed|skip|limiting|not implemented|ignoring the stream|not defined"
    r"|not a dictionary|not a stream|invalid stream"
)
"""What pypdf says when it leaves something out and goes on."""

_PROPERTIES = frozenset(
    {"/Title", "/Author", "/Subject", "/Keywords", "/Creator", "/Producer", "/Company"}
    | {"/CreationDate", "/ModDate", "/Trapped"}
)
_HOLDERS = frozenset({"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"})


def main() -> None:
    """Read, answer, end."""
    _limit_memory()
    answer = read(sys.stdin.buffer.read())
    sys.stdout.buffer.write(msgspec.json.encode(answer))


class _Losses(logging.Handler):
    """Hears what pypdf says while it reads on, and counts what of it means that text was lost."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def emit(self, record: logging.LogRecord) -> None:
        """Count a message by its template: what is filled in comes out of the file."""
        self.count += _LOSS.search(str(record.msg)) is not None


def read(data: bytes) -> PdfText:
    """Return the text of a PDF, or the reason why there is none."""
    losses = _Losses()
    logging.getLogger("pypdf").addHandler(losses)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return PdfText(problem="PDF 已加密，需要密码；去掉密码后再附")
        if not reader.pages:
            return PdfText(problem="PDF 里没有一页，可能已损坏")
        if len(reader.pages) > _MOST_PAGES:
            return PdfText(problem=f"PDF 超过{_MOST_PAGES}页")
        return _Document(reader, data, losses).answer()
    except DependencyError:
        return PdfText(problem="PDF 已加密，这种加密读不了；去掉限制后再附")
    except Exception:  # pypdf raises whatever a damaged object provokes
        return PdfText(problem="PDF 已损坏，读不出文字")
    finally:
        logging.getLogger("pypdf").removeHandler(losses)


class _Document:
    """Gathers what one PDF says."""

    def __init__(self, reader: PdfReader, data: bytes, losses: _Losses) -> None:
        self._reader = reader
        self._data = data
        self._losses = losses
        self._unread: list[str] = []
        self._covered: list[str] = []
        self._notes: list[str] = []

    def answer(self) -> PdfText:
        pages, parts = [], list(_properties(self._reader))
        for number, page in enumerate(self._reader.pages, 1):
            paint = Paint()
            text = page.extract_text(visitor_operand_before=paint.operator)
            self._covered += [f"第{number}页"] * paint.covered
            pages.append(_storable(text))
            parts += self._around(page, text, f"第{number}页")
            self._tell_losses(f"第{number}页")
        parts += _catalogue(self._reader)
        attachments = tuple(self._attachments())
        self._tell_losses("PDF ")
        if _is_revised(self._data, attachments):
            self._unread.append("PDF 内保存着修改前的版本，未读取")
        if _has_strays(self._data):
            self._unread.append("PDF 前后夹有不属于它的数据，未读取")
        if sum(map(len, pages)) + sum(len(text) for _, text in parts) > LIMITS.text:
            return PdfText(problem="PDF 的文字太多，分成几个文件后再附")
        return PdfText(
            pages=tuple(pages),
            parts=tuple((where, _storable(text)) for where, text in parts if text.strip()),
            attachments=attachments,
            unread=tuple(self._unread),
            hidden=(*told("涂盖的字", self._covered), *unseen(self._reader)),
            notes=tuple(self._notes),
        )

    def _tell_losses(self, where: str) -> None:
        if self._losses.count:
            self._unread.append(f"{where}有一部分读不出")
        self._losses.count = 0

    def _around(self, page: PageObject, text: str, where: str) -> Iterator[tuple[str, str]]:
        """Yield what a page's annotations say, and note what can't be read of the page."""
        forms, images = _drawn(page)
        bare = len(text.strip())
        if not bare and _is_painted(page):
            self._unread.append(f"{where}没有可读文字（可能是扫描件）")
        elif images and bare < _SCANNED_BELOW:
            self._unread.append(f"{where}几乎只有图片（可能是扫描件）")
        elif images:
            self._notes.append(f"{where}有{images}幅图片，图片里的字没有读（像素未读取）")
        if len(_UNMAPPED.findall(text)) * _UNMAPPED_SHARE > bare or not _are_mapped(forms):
            self._unread.append(f"{where}的字体没有文字对照，读出的文字不可靠")
        for each in items(page.get("/Annots")):
            note = each.get_object()
            yield from strings(note, f"{where}批注")
            if isinstance(note, DictionaryObject):
                yield from ((f"{where}批注", said) for said in _appearances(page, note))
                if note.get("/Subtype") in _HOLDERS:
                    self._unread.append(f"{where}有嵌入的文件或音像，未读取")

    def _attachments(self) -> Iterator[PdfAttachment]:
        """Yield the files inside, while they aren't too many."""
        left, skipped = _MOST_ATTACHED, 0
        for file in self._reader.attachment_list:
            data = _content(file)
            if data is None or len(data) > left:
                skipped += 1
                continue
            left -= len(data)
            yield PdfAttachment(_storable(file.name), data)
        if skipped:
            self._unread.append(f"PDF 内有{skipped}个附件未读取")


def _content(file: EmbeddedFile) -> bytes | None:
    try:
        return file.content
    except Exception:  # the one attachment is damaged, not the document
        return None


def _properties(reader: PdfReader) -> Iterator[tuple[str, str]]:
    for name, value in (reader.metadata or {}).items():
        for said in spellings(value):
            # A name that somebody made up is a text like the value, and no place to be shown.
            known = name.removeprefix("/") if name in _PROPERTIES else ""
            yield (f"文档属性“{known}”", said) if known else ("文档属性", f"{name} {said}")
    metadata = reader.root_object.get("/Metadata")
    if metadata is not None:
        raw = metadata.get_object().get_data().decode("utf-8", "replace")
        words = re.findall(r">([^<>]*[^<>\s][^<>]*)<|=\s*[\"']([^\"'<>]+)[\"']", raw)
        yield "文档属性 XMP", html.unescape("\n".join(inner or value for inner, value in words))


def _catalogue(reader: PdfReader) -> Iterator[tuple[str, str]]:
    """Yield what the catalogue says: forms, bookmarks, names of attachments, tagged text."""
    names = {
        "/AcroForm": "表单",
        "/Outlines": "书签",
        "/Names": "名称",
        "/AF": "名称",
        "/OCProperties": "图层",
        "/PageLabels": "页码",
        "/StructTreeRoot": "结构文字",
    }
    for name, where in names.items():
        yield from strings(reader.root_object.get(name), where)
    for raw in (reader.xfa or {}).values():
        yield "表单", raw.decode("utf-8", "replace")


def _drawn(page: PageObject) -> tuple[list[DictionaryObject], int]:
    """Return the resources of a page and of the forms on it, and the number of images there."""
    waiting, resources, images = [page.get("/Resources")], list[DictionaryObject](), 0
    while waiting and len(resources) < 1_000:
        one = resolved(waiting.pop())
        if not isinstance(one, DictionaryObject) or any(one is each for each in resources):
            continue
        resources.append(one)
        for drawn in values(one.get("/XObject")):
            images += drawn.get("/Subtype") == "/Image"
            waiting.append(drawn.get("/Resources"))
    return resources, images


def _are_mapped(resources: list[DictionaryObject]) -> bool:
    """Tell whether all composite fonts say which characters their codes stand for."""
    fonts = [font for each in resources for font in values(each.get("/Font"))]
    return all(
        font.get("/Subtype") != "/Type0"
        or "/ToUnicode" in font
        or _CODED_BY_NAME.match(str(font.get("/Encoding")))
        for font in fonts
    )


def _is_painted(page: PageObject) -> bool:
    contents = page.get_contents()
    return contents is not None and bool(contents.get_data().strip())


def _appearances(page: PageObject, note: DictionaryObject) -> Iterator[str]:
    """Yield the text that an annotation shows, which may differ from what it says it holds."""
    for shown in values(note.get("/AP")):
        for each in [shown] if isinstance(shown, StreamObject) else values(shown):
            if isinstance(each, StreamObject):  # pypdf names its encoded kind, and takes both
                yield page.extract_xform_text(cast(EncodedStreamObject, each))


def _is_revised(data: bytes, attachments: tuple[PdfAttachment, ...]) -> bool:
    """Tell whether earlier versions are kept; a file made for the web ends twice anyway."""
    ends = data.count(b"startxref") - (b"/Linearized" in data[:2048])
    return ends > 1 + sum(
        each.data.count(b"startxref") for each in attachments if each.data in data
    )


def _has_strays(data: bytes) -> bool:
    """Tell whether more than blanks stands before a PDF's head or behind its end."""
    before, _, rest = data.partition(b"%PDF-")
    _, end, behind = rest.rpartition(b"%%EOF")
    bom = b"\xef\xbb\xbf"
    return bool(before.removeprefix(bom).strip(BLANK) or (end and behind.strip(BLANK)))


def _storable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _limit_memory() -> None:
    if sys.platform != "win32":
        with suppress(OSError, ValueError):  # macOS knows the limit and refuses to set it
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    main()
