"""The dossier of one disclosure: plan, approval, publications, evidence, journal extract, manifest.

It is a bag after RFC 8493: `bagit.txt`, `data/`, `manifest-sha256.txt`. File names inside are ours;
what people called their files stands in the texts, never in a path.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from pdisc.events.steps import Archived
from pdisc.text import visible
from pdisc.values.channels import scope_name
from pdisc.values.document import json_text
from pdisc.values.parts import StoredFile
from pdisc.values.records import (
    AmendmentRecord,
    DetailRecord,
    EventRecord,
    FindingRecord,
    PublicationRecord,
    StepRecord,
)

BAG_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MANIFEST = "manifest-sha256.txt"
_SUFFIX = r"\.[A-Za-z0-9]{1,8}\Z"

NOWHERE, NOTHING = "没有公开\n", "没有发现\n"

Content = bytes | StoredFile


def dossier_files(
    record: DetailRecord, event: Archived, entries: Sequence[EventRecord], *, unit: str
) -> tuple[dict[str, Content], str]:
    """Return a dossier's files by relative name, and the SHA-256 (hex) of its manifest.

    The journal extract ends before the archiving itself, which holds that hash.
    """
    data: dict[str, Content] = {
        "data/方案.txt": _plan_text(record, event, unit).encode(),
        "data/办理过程.txt": _steps_text(record).encode(),
        "data/日志摘录.jsonl": _extract(entries, in_force=record.version),
    }
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


def _extract(entries: Sequence[EventRecord], *, in_force: int) -> bytes:
    """Return the journal, a line each; of an older draft only its number and its hash are told.

    What was masked in a later version must not leave the ledger with the dossier.
    """
    rows = (
        json_text(_without_old_plan(msgspec.to_builtins(entry), in_force)).splitlines()
        for entry in entries
    )
    return "".join("".join(part.strip() for part in row) + "\n" for row in rows).encode()


def _without_old_plan(entry: dict[str, Any], in_force: int) -> dict[str, Any]:
    event = entry["event"]
    version = event.get("plan", {}).get("version", in_force)
    if version < in_force:
        entry["event"] = {**event, "plan": {"version": version}, "findings": []}
    return entry


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
        "计划公开日期": record.planned_on,
        "期次": record.window or "无",
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


def _steps_text(record: DetailRecord) -> str:
    steps = "".join(_step_line(step) for step in record.steps)
    later = "".join(_amendment_line(each) for each in record.amendments)
    steps += f"\n事后补正\n{later}" if later else ""
    places = "".join(_publication_line(each) for each in record.publications)
    found = "".join(_finding_line(each) for each in record.findings)
    return f"办理过程\n{steps}\n审查发现\n{found or NOTHING}\n公开情况\n{places or NOWHERE}"


def _finding_line(finding: FindingRecord) -> str:
    parts = [finding.id, finding.kind, finding.where, finding.excerpt, finding.state.value]
    said = finding.reason and f"{finding.by}说明：{finding.reason}"
    return visible("　".join(part for part in [*parts, said] if part)) + "\n"


def _step_line(step: StepRecord) -> str:
    parts = [
        step.on.isoformat(),
        step.act,
        step.by,
        step.result,
        step.opinion,
        step.document_number and f"文号 {step.document_number}",
        step.late_reason and f"补录：{step.late_reason}",
        step.waiver and f"回避例外：{step.waiver}",
        step.acting_for and f"代{step.acting_for}（{step.acting_paper}）",
        *(f"凭证 {file}" for file in step.evidence),
    ]
    return visible("　".join(part for part in parts if part)) + "\n"


def _amendment_line(amendment: AmendmentRecord) -> str:
    reasons = (amendment.reason, amendment.late_reason and f"补录：{amendment.late_reason}")
    parts = [amendment.on.isoformat(), amendment.act, amendment.by, amendment.result, *reasons]
    return visible("　".join(part for part in parts if part)) + "\n"


def _publication_line(publication: PublicationRecord) -> str:
    parts = [
        publication.on.isoformat(),
        publication.channel,
        publication.place or publication.url,
        publication.until and f"至 {publication.until}",
        publication.taken_down_on and f"{publication.taken_down_on} 撤下",
    ]
    return visible("　".join(str(part) for part in parts if part)) + "\n"
