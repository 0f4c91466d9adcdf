"""The dossier of one disclosure: plan, approval, publications, evidence, journal extract, manifest.

It is a bag after RFC 8493: `bagit.txt`, `data/`, `manifest-sha256.txt`. File names inside are ours;
what people called their files stands in the texts, never in a path.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from pdisc.clock import beijing_minute
from pdisc.dossier.said import said_text
from pdisc.events.steps import Archived
from pdisc.text import visible
from pdisc.values.channels import scope_name
from pdisc.values.document import json_text
from pdisc.values.opinion_records import AskedFor
from pdisc.values.parts import StoredFile
from pdisc.values.records import (
    DetailRecord,
    EventRecord,
    FindingRecord,
    PublicationRecord,
)

BAG_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MANIFEST = "manifest-sha256.txt"
_SUFFIX = r"\.[A-Za-z0-9]{1,8}\Z"

NOWHERE, NOTHING = "没有公开\n", "没有发现\n"

Content = bytes | StoredFile


def dossier_files(
    record: DetailRecord,
    event: Archived,
    entries: Sequence[EventRecord],
    *,
    unit: str,
    asked: Sequence[AskedFor] = (),
) -> tuple[dict[str, Content], str]:
    """Return a dossier's files by relative name, and the SHA-256 (hex) of its manifest.

    The journal extract ends before the archiving itself, which holds that hash. `asked` are the
    requests that the disclosure answers.
    """
    entries = [_for_others(entry, record.version) for entry in entries]
    data: dict[str, Content] = {
        "data/方案.txt": _plan_text(record, event, unit).encode(),
        "data/办理过程.txt": _steps_text(record, entries).encode(),
        "data/日志摘录.jsonl": _extract(entries),
    }
    if record.opinions or asked:
        data["data/意见办理.txt"] = said_text(record, event, asked).encode()
    data.update(_attached("data/附件", record.files))
    data.update(_attached("data/凭证", _evidence(record)))
    manifest = "".join(f"{_sha256(part)}  {name}\n" for name, part in sorted(data.items()))
    files = {"bagit.txt": BAG_DECLARATION, MANIFEST: manifest.encode(), **data}
    return files, hashlib.sha256(manifest.encode()).hexdigest()


def _sha256(part: Content) -> str:
    return part.sha256 if isinstance(part, StoredFile) else hashlib.sha256(part).hexdigest()


def _evidence(record: DetailRecord) -> list[StoredFile]:
    from_steps = [file for step in record.steps for file in step.evidence]
    return list({file.sha256: file for file in from_steps}.values())


def _attached(folder: str, files: Iterable[StoredFile]) -> Iterator[tuple[str, StoredFile]]:
    for place, file in enumerate(files, start=1):
        suffix = re.search(_SUFFIX, file.name)
        yield f"{folder}/{place:02d}{suffix[0].lower() if suffix else ''}", file


def _extract(entries: Sequence[EventRecord]) -> bytes:
    """Return the journal, a line each."""
    rows = (json_text(msgspec.to_builtins(entry)).splitlines() for entry in entries)
    return "".join("".join(part.strip() for part in row) + "\n" for row in rows).encode()


def _for_others(entry: EventRecord, in_force: int) -> EventRecord:
    """Return an entry as it may leave the ledger: of an older draft only that it was, and its hash.

    What was masked in a later version must not go with the dossier.
    """
    plan = entry.event.get("plan")
    version = plan.get("version", 1) if isinstance(plan, dict) else in_force
    if version >= in_force:
        return entry
    event = {**entry.event, "plan": {"version": version}, "findings": []}
    return msgspec.structs.replace(entry, event=event, said=f"第{version}稿（后来改过）")


def _plan_text(record: DetailRecord, event: Archived, unit: str) -> str:
    fields = {
        "单位": unit,
        "档号": event.archive_number,
        "保管期限": event.retention,
        "编号": record.number,
        "目录条目": f"{record.code} {record.item}",
        "标题": record.title,
        "公开范围": scope_name(record.scope, record.scope_detail),
        "公开形式": "、".join(record.channels),
        "计划公开日期": record.planned_on or "未写",
        "期次": record.window or "无",
        "发生日期": record.occurred_on or "无",
        "报批": record.escalated_to or "没有报批",
        "承办科室": record.office,
        "提出人": record.proposed_by,
        "方案版本": f"第{record.version}稿",
        "核对码": record.check_code,
        "意见收集结果": event.opinion_result,
        "缺少的材料": "、".join(event.missing) or "无",
        "附件": "；".join(f"{file.name}（{file.size}字节）" for file in record.files) or "无",
    }
    head = "".join(f"{name}：{visible(str(value))}\n" for name, value in fields.items())
    return f"{head}\n{visible(record.content, keep_newlines=True)}\n"


def _steps_text(record: DetailRecord, entries: Sequence[EventRecord]) -> str:
    steps = "".join(map(_entry_line, entries))
    places = "".join(_publication_line(each) for each in record.publications)
    found = "".join(_finding_line(each) for each in record.findings)
    return f"办理过程\n{steps}\n审查发现\n{found or NOTHING}\n公开情况\n{places or NOWHERE}"


def _entry_line(entry: EventRecord) -> str:
    """Return one entry for a reader without a program: what was decided, who typed it, when."""
    recorded = beijing_minute(entry.recorded_at)
    typed = f"{recorded} 录入，第{entry.seq}条，录入人 {entry.operator}"
    parts = [entry.on.isoformat(), entry.kind, entry.by, entry.said, f"（{typed}）"]
    return visible("　".join(part for part in parts if part)) + "\n"


def _finding_line(finding: FindingRecord) -> str:
    parts = [finding.id, finding.kind, finding.where, finding.excerpt, finding.state.value]
    said = finding.reason and f"{finding.by}说明：{finding.reason}"
    return visible("　".join(part for part in [*parts, said] if part)) + "\n"


def _publication_line(publication: PublicationRecord) -> str:
    parts = [
        publication.on.isoformat(),
        publication.channel,
        publication.place or publication.url,
        publication.until and f"至 {publication.until}",
        publication.taken_down_on and f"{publication.taken_down_on} 撤下",
        publication.differs and f"与方案不符：{publication.differs}",
    ]
    return visible("　".join(str(part) for part in parts if part)) + "\n"
