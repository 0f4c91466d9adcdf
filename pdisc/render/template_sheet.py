"""A sheet in the office's own Word layout: the template checked, then filled in by docxtpl.

A template may say a field, a table's rows one by one, and what stands there only if a field says
something; nothing else of Jinja is understood, so that no template can run, loop on or read more.
What is filled in is text, never markup and never asked again.
"""

import html
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from docx.opc.package import OpcPackage
from docx.oxml.text.paragraph import CT_P
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate  # type: ignore[import-untyped]  # it has no stubs
from jinja2 import StrictUndefined, TemplateError, nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from pdisc.errors import UsageError
from pdisc.render.zips import repacked
from pdisc.screening.files.box import MB, Box, Limits, Unreadable
from pdisc.screening.files.kinds import Kind, is_zip, sniff
from pdisc.sheets.asked_for import ROW, SheetFields, fields
from pdisc.sheets.sheet import Sheet
from pdisc.text import nearest, visible

LIMITS = Limits(file=10 * MB, unpacked=40 * MB, members=500, xml_part=1 * MB, xml_total=4 * MB)
"""A template is a page or two, perhaps with a picture in its head."""

_FORBIDDEN = re.compile(r"vbaProject|/activeX/|/embeddings/|/afchunk", re.IGNORECASE)
"""Parts that run, or bring along another document."""

_RESAVE = "在 Word 或 WPS 里另存为 docx 后再登记"
_SHOWN = 5
"""So many problems are told at once."""

_MARKS, _LONG = 1000, 600_000
"""So many braces and characters a part may have: what looks for marks goes through all that follows
for each that isn't closed."""


def require_plain(data: bytes, name: str) -> None:
    """Raise UsageError, which quotes nothing of it, for what is no plain Word file."""
    _opened(data, name)


def require_fit(data: bytes, name: str, known: SheetFields) -> None:
    """Raise UsageError with all that keeps a file from being a form's template.

    `known` is what the form can be filled in with. It is filled in for trial: with nothing, and
    with something in each field.
    """
    for said in (known, _full(known)):
        _fill(_opened(data, name), said, known)


def _full(known: SheetFields) -> SheetFields:
    rows = {name: (dict.fromkeys(columns, "一"),) * 2 for name, columns in known.columns.items()}
    return SheetFields(texts=dict.fromkeys(known.texts, "一"), columns=known.columns, rows=rows)


def in_template(data: bytes, name: str, sheets: Sequence[Sheet], known: SheetFields) -> bytes:
    """Return sheets as a Word file in a template's layout, each on a page of its own.

    The same sheets and template give the same bytes. What other sheets of the form have and one
    hasn't is blank in it. Raises UsageError for several, where the head or foot says something of
    one.
    """
    first, *others = [_page(data, name, sheet, known) for sheet in sheets]
    if others and any("{" in part for part in _around(_opened(data, name))):
        raise UsageError(
            "模板的页眉页脚里有字段，几件不能合成一个文件", next_step="加上 --each，每件一个文件"
        )
    for other in others:
        _join(first.docx, other.docx)
    _describe(first, sheets[0])
    whole = io.BytesIO()
    first.save(whole)
    return repacked(whole.getvalue())


def _page(data: bytes, name: str, sheet: Sheet, known: SheetFields) -> Any:
    template = _opened(data, name)
    _fill(template, fields(sheet).with_known(known), known)
    return template


def _join(document: Any, other: Any) -> None:
    """Add what stands on the pages of another file of the same template, on a new page."""
    end = document.element.body.sectPr
    added = [each for each in other.element.body if each is not other.element.body.sectPr]
    if not isinstance(added[0], CT_P):
        added.insert(0, document.add_paragraph()._p)  # a table can't begin a page by itself
    Paragraph(added[0], document).paragraph_format.page_break_before = True
    for element in added:
        end.addprevious(element)


def _describe(template: Any, sheet: Sheet) -> None:
    """Set the properties of the file: it tells nothing of whoever made the template."""
    core = template.docx.core_properties
    core.title, core.author, core.last_modified_by = visible(sheet.title)[:255], "", ""
    core.created = core.modified = datetime(sheet.on.year, sheet.on.month, sheet.on.day)
    relations = template.docx.part.package.rels
    for key in [key for key, each in relations.items() if each.reltype.endswith(_PROPERTIES)]:
        del relations[key]


_PROPERTIES = ("/extended-properties", "/custom-properties", "/thumbnail")


def _opened(data: bytes, name: str) -> Any:
    """Return the template, measured before it is unpacked; UsageError for what is no plain docx."""
    try:
        box = Box(data, LIMITS) if is_zip(data) else None
    except Unreadable as error:
        raise _unfit(f"打不开（{error}）", _RESAVE) from error
    kind = sniff(data, name, box.names if box else ()).kind
    if box is None or kind is not Kind.DOCX:
        raise _unfit(f"不是 Word 文档（docx），而是{kind}", _RESAVE)
    if any(_FORBIDDEN.search(f"/{each}") for each in box.names):
        raise _unfit("里面有宏、控件或嵌入的文件", "去掉以后，另存为 docx 再登记")
    texts = [box.size(each) for each in box.names if each.endswith((".xml", ".rels"))]
    if len(data) > LIMITS.file or max(texts) > LIMITS.xml_part or sum(texts) > LIMITS.xml_total:
        raise _unfit("太大，模板只要一两页的版式", "删去多余的内容和图片再登记")
    try:
        template = DocxTemplate(io.BytesIO(data))
        template.init_docx()
    except Exception as error:  # python-docx, lxml, zipfile: each way to be no document
        raise _unfit("内部结构不是 Word 文档的", _RESAVE) from error
    if _reaches_out(template.docx.part.package):
        raise _unfit("引用了文件以外的图片或模板", "改成嵌入的再登记")
    return template


def _reaches_out(package: OpcPackage) -> bool:
    found = (each for each in package.iter_rels() if each.is_external)
    return any(not each.reltype.endswith("/hyperlink") for each in found)


def _fill(template: Any, said: SheetFields, known: SheetFields) -> None:
    """Fill a template in, or raise UsageError with what is wrong in it."""
    environment = _environment()
    template.render_init()
    core = template.docx.core_properties
    core.title = core.author = core.comments = core.subject = core.identifier = ""
    try:
        wrong = [
            told
            for source in _sources(template)
            for told in _problems(_parsed(environment, source), known)
        ]
        if wrong:
            told = list(dict.fromkeys(wrong))
            more = f" 等{len(told)}处" if len(told) > _SHOWN else ""
            raise _unfit("；".join(told[:_SHOWN]) + more, _MEND)
        context = _context(said)
        etree.fromstring(template.build_xml(context, environment))  # else what is lost isn't told
        template.render(context, environment)
    except UsageError:
        raise
    except TemplateError as error:
        raise _unfit("有的字段填不进去", _MEND) from error
    except Exception as error:  # docxtpl joins XML as text: a mark across two cells breaks it
        raise _unfit("填好以后不再是完整的 Word 文档", _MEND) from error


_MEND = "改好再登记；从自带的样式改起：pdisc template export 审批表 --out 样式.docx"


def _unfit(what: str, mend: str) -> UsageError:
    return UsageError(f"模板用不了：{what}", next_step=mend)


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    environment.globals.clear()
    environment.filters.clear()
    return environment


class _Text(str):
    """A text as XML; `{_{`, of which docxtpl would make `{{`, stays what it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return html.escape(self).replace("_", "&#95;")


def _context(said: SheetFields) -> Mapping[str, object]:
    texts = {name: _Text(text) for name, text in said.texts.items()}
    rows = {
        name: [{column: _Text(cell) for column, cell in row.items()} for row in found]
        for name, found in said.rows.items()
    }
    return {**texts, **rows}


def _sources(template: Any) -> Iterator[str]:
    """Yield what docxtpl is going to give to Jinja: body, heads and feet, notes."""
    for source in _parts(template):
        if source.count("{") > _MARKS or len(source) > _LONG:
            raise _unfit("文字或 {{ }} 太多，模板只要一两页的版式", _MEND)
        yield template.patch_xml(source)


def _parts(template: Any) -> Iterator[str]:
    yield template.get_xml()
    yield from _around(template)


def _around(template: Any) -> Iterator[str]:
    """Yield what stands around the text: heads, feet, notes."""
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        for _, part in template.get_headers_footers(uri):
            yield template.get_part_xml(part)
    for part in template.docx.part.package.parts:
        if part.content_type.endswith("footnotes+xml"):
            yield part.blob.decode("utf-8")


def _parsed(environment: ImmutableSandboxedEnvironment, source: str) -> nodes.Template:
    """Return a part as Jinja reads it; UsageError with the paragraph that it can't read."""
    lines = re.sub(r"<w:p([ >])", r"\n<w:p\1", source).split("\n")
    try:
        return environment.parse("\n".join(lines))
    except TemplateSyntaxError as error:
        near = re.sub(r"<[^>]+>", "", lines[min(error.lineno, len(lines)) - 1]).strip()
        said = f"（在“{visible(near[:30])}”附近）" if near else ""
        raise _unfit(f"{{{{ }}}} 或 {{% %}} 没有写对{said}", _MEND) from error


_PLAIN = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.Not)


def _problems(node: nodes.Node, known: SheetFields, inside: str = "") -> Iterator[str]:
    """Yield what a template asks for in vain; `inside` is the table whose rows are gone through."""
    match node:
        case nodes.Name(name=name):
            if name not in known.texts and name not in known.columns:
                yield _unknown(name, (*known.texts, *known.columns))
        case nodes.Getattr(node=nodes.Name(name=row), attr=column) if inside and row == ROW:
            columns = known.columns[inside]
            if column not in columns:
                yield _unknown(f"{row}.{column}", [f"{ROW}.{each}" for each in columns])
        case nodes.For(target=nodes.Name(name=row), iter=nodes.Name(name=table)) if (
            row == ROW and table in known.columns and not inside
        ):
            for each in (*node.body, *node.else_):
                yield from _problems(each, known, table)
        case nodes.Node() if isinstance(node, _PLAIN):
            for each in node.iter_child_nodes():
                yield from _problems(each, known, inside)
        case _:
            yield f"第{node.lineno}段里有不认识的写法，只能写 {{{{ 字段 }}}} 和表格的逐行"


def _unknown(name: str, names: Any) -> str:
    near = nearest(name, names, cutoff=0.3)
    hint = f"，是不是 {{{{ {near} }}}}？" if near else ""
    return f"没有字段 {{{{ {visible(name)} }}}}{hint}"
