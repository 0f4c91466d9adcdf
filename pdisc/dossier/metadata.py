"""元数据.xml: what an archive asks of an electronic document, by the names of its standards.

The elements are those of DA/T 46-2009 (文书类电子文件元数据), as 领域要点 §6 lists
them; what a 公文 has of its own is called as in GB/T 33480-2016.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from lxml import etree

from pdisc.dossier.bag import Content, sha256_of, size_of
from pdisc.events.steps import Archived
from pdisc.text import visible
from pdisc.values.channels import scope_name
from pdisc.values.records import DetailRecord, EventRecord, PublicationRecord

Node = tuple[str, "str | Sequence[Node]"]
"""An element: its name, and its text or the elements within it."""


def metadata_xml(
    record: DetailRecord,
    event: Archived,
    entries: Sequence[EventRecord],
    files: Mapping[str, Content],
    *,
    unit: str,
    fonds: str,
) -> bytes:
    """Return the metadata of a dossier; `files` are those it tells of, `fonds` is the 全宗号."""
    root = etree.Element("归档文件", 标准="DA/T 46-2009", 参照="GB/T 33480-2016")
    for node in _nodes(record, event, entries, files, unit=unit, fonds=fonds):
        _add(root, node)
    etree.indent(root)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True) + b"\n"


def _add(parent: etree._Element, node: Node) -> None:
    name, held = node
    element = etree.SubElement(parent, name)
    if isinstance(held, str):
        element.text = visible(held, keep_newlines=True)
    else:
        for each in held:
            _add(element, each)


def _nodes(
    record: DetailRecord,
    event: Archived,
    entries: Sequence[EventRecord],
    files: Mapping[str, Content],
    *,
    unit: str,
    fonds: str,
) -> Iterator[Node]:
    yield "聚合层次", "件"
    yield "来源", (("全宗名称", unit), ("立档单位名称", unit))
    yield "电子文件号", record.number
    yield "档号", tuple(_number(event, fonds))
    yield "内容描述", tuple(_described(record, unit))
    yield "公开", tuple(_disclosed(record))
    yield "形式特征", (("件内文件数", str(len(files))),)
    yield "电子属性", tuple(_file(name, content) for name, content in sorted(files.items()))
    yield "数字签名", (("核对码", record.check_code), ("方案摘要", record.content_sha256))
    yield "关系", (("更正", record.corrects or ""), ("被更正", record.corrected_by or ""))
    yield "机构人员", (("承办科室", record.office), ("提出人", record.proposed_by))
    yield "业务行为", tuple(("行为记录", tuple(_act(each))) for each in entries)


def _number(event: Archived, fonds: str) -> Iterator[Node]:
    yield "编号", event.archive_number
    yield "全宗号", fonds
    yield "年度", event.series.partition("-")[0]
    yield "保管期限", event.retention.value
    yield "室编件号", f"{event.piece:04d}"


def _disclosed(record: DetailRecord) -> Iterator[Node]:
    yield "公开范围", scope_name(record.scope, record.scope_detail)
    yield "公开形式", "、".join(record.channels)
    yield "目录条目", f"{record.code} {record.item}"
    yield "期次", record.window or ""
    yield from (("公开情况", tuple(_posting(each))) for each in record.publications)


def _described(record: DetailRecord, unit: str) -> Iterator[Node]:
    first = min((each.on for each in record.publications), default=None)
    numbers = [each.document_number for each in record.publications if each.document_number]
    yield "题名", record.title
    yield "文件编号", numbers[0] if numbers else ""
    yield "责任者", unit
    yield "日期", f"{first:%Y%m%d}" if first else f"{record.steps[-1].on:%Y%m%d}"
    yield "文种", "党务公开"
    yield "附件说明", "；".join(file.name for file in record.files)


def _posting(each: PublicationRecord) -> Iterator[Node]:
    yield "形式", each.channel
    yield "日期", f"{each.on:%Y%m%d}"
    yield "地点", each.place or each.url


def _file(name: str, content: Content) -> Node:
    path = PurePosixPath(name)
    return (
        "计算机文件",
        (
            ("计算机文件名", name),
            ("格式信息", path.suffix.removeprefix(".").lower()),
            ("计算机文件大小", str(size_of(content))),
            ("数字摘要", sha256_of(content)),
        ),
    )


def _act(entry: EventRecord) -> Iterator[Node]:
    yield "行为", entry.kind
    yield "行为时间", f"{entry.on:%Y%m%d}"
    yield "机构人员名称", entry.by
    yield "行为依据", str(entry.event.get("basis") or "")
    yield "行为描述", entry.said
