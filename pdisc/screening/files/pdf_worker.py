"""The process that reads one PDF from standard input and answers with JSON on standard output."""

import io
import logging
import re
import sys
from collections.abc import Iterator
from contextlib import suppress

import msgspec
from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from pdisc.screening.files.box import MB
from pdisc.screening.files.pdf import PdfText

if sys.platform != "win32":
    import resource

_MEMORY = 600 * MB
_MOST_PAGES = 3_000
_MOST_DEPTH = 12
_SILENT_KEYS = frozenset({"/P", "/Parent", "/Popup", "/DA", "/DS"})
_UNMAPPED = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]|\\(cid:\\d+\\)")
_UNMAPPED_SHARE = 10


def main() -> None:
    """Read, answer, end."""
    logging.disable(logging.CRITICAL)
    _limit_memory()
    answer = read(sys.stdin.buffer.read())
    sys.stdout.buffer.write(msgspec.json.encode(answer))


def read(data: bytes) -> PdfText:
    """Return the text of a PDF, or the reason why there is none."""
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            return PdfText(problem="PDF 已加密，需要密码")
        if len(reader.pages) > _MOST_PAGES:
            return PdfText(problem=f"PDF 超过{_MOST_PAGES}页")
        unread: list[str] = []
        parts = [(where, _storable(text)) for where, text in _parts(reader, unread)]
    except DependencyError:
        return PdfText(problem="PDF 已加密，这种加密读不了")
    except Exception:  # pypdf raises whatever a damaged object provokes
        return PdfText(problem="PDF 已损坏，读不出文字")
    unread += _old_versions(data)
    return PdfText(tuple(part for part in parts if part[1].strip()), tuple(unread))


def _parts(reader: PdfReader, unread: list[str]) -> Iterator[tuple[str, str]]:
    yield from _properties(reader)
    for number, page in enumerate(reader.pages, 1):
        text = page.extract_text()
        yield f"第{number}页", text
        unread += _doubts(page, text, f"第{number}页")
        for annotation in _objects(page.get("/Annots")):
            yield from _strings(annotation, f"第{number}页批注")
    root = reader.root_object
    for name, where in (("/AcroForm", "表单"), ("/Outlines", "书签"), ("/Names", "名称")):
        yield from _strings(root.get(name), where)
    yield from _strings(root.get("/StructTreeRoot"), "结构文字")
    if reader.attachments:
        names = "、".join(reader.attachments)
        unread.append(f"PDF 内的附件未读取：{names}")


def _properties(reader: PdfReader) -> Iterator[tuple[str, str]]:
    for name, value in (reader.metadata or {}).items():
        yield f"文档属性“{name.removeprefix('/')}”", str(value)
    metadata = reader.root_object.get("/Metadata")
    if metadata is not None:
        raw = metadata.get_object().get_data()[: 2 * MB].decode("utf-8", "replace")
        said = re.findall(r">([^<>]*[^<>\s][^<>]*)<|=\s*[\"']([^\"'<>]+)[\"']", raw)
        yield "文档属性 XMP", "\n".join(inner or value for inner, value in said)


def _doubts(page: PageObject, text: str, where: str) -> Iterator[str]:
    images = sum(
        isinstance(each, DictionaryObject) and each.get("/Subtype") == "/Image"
        for each in _xobjects(page)
    )
    if not text.strip():
        yield f"{where}没有可读文字（可能是扫描件）"
    elif len(_UNMAPPED.findall(text)) * _UNMAPPED_SHARE > len(text):
        yield f"{where}的字体没有文字对照，读出的文字不可靠"
    if images:
        yield f"{where}有{images}幅图片，图片像素未读取"


def _xobjects(page: PageObject) -> Iterator[object]:
    resources = page.get("/Resources")
    resources = resources.get_object() if resources is not None else {}
    objects = resources.get("/XObject")
    if objects is not None:
        for each in objects.get_object().values():
            yield each.get_object()


def _objects(value: object) -> Iterator[object]:
    value = getattr(value, "get_object", lambda: value)()
    if isinstance(value, ArrayObject):
        yield from value


def _strings(
    value: object, where: str, seen: set[int] | None = None, depth: int = 0
) -> Iterator[tuple[str, str]]:
    """Yield every text string below an object, each object once and pages left out."""
    seen = set() if seen is None else seen
    value = getattr(value, "get_object", lambda: value)()
    if depth > _MOST_DEPTH or id(value) in seen:
        return
    if isinstance(value, TextStringObject):
        yield where, str(value)
        return
    if not isinstance(value, (DictionaryObject, ArrayObject)):
        return
    seen.add(id(value))
    if isinstance(value, DictionaryObject):
        if value.get("/Type") == "/Page":
            return
        inner = [each for key, each in value.items() if key not in _SILENT_KEYS]
    else:
        inner = list(value)
    for each in inner:
        if not isinstance(each, NameObject):
            yield from _strings(each, where, seen, depth + 1)


def _old_versions(data: bytes) -> Iterator[str]:
    linear = b"/Linearized" in data[:2048]
    if data.count(b"startxref") > 1 + linear:
        yield "PDF 内保存着修改前的版本，未读取"


def _storable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _limit_memory() -> None:
    if sys.platform != "win32":
        with suppress(OSError, ValueError):  # macOS knows the limit and refuses to set it
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    main()
