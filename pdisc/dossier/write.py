"""The dossier of one disclosure: papers, plan, steps, publications, evidence, journal extract.

What people called their files is kept as far as every system takes it; a file that two steps share
lies in the folder of each. How all of it becomes a bag stands in `bag.py`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from pdisc.clock import beijing_minute
from pdisc.dossier.bag import PAYLOAD, Content
from pdisc.dossier.said import said_text
from pdisc.events.steps import Archived
from pdisc.text import visible
from pdisc.values.channels import scope_name
from pdisc.values.document import json_text
from pdisc.values.file_names import safe_name
from pdisc.values.opinion_records import AskedFor
from pdisc.values.parts import StoredFile
from pdisc.values.records import (
    DetailRecord,
    EventRecord,
    FindingRecord,
    PublicationRecord,
)

NOWHERE, NOTHING = "没有公开\n", "没有发现\n"


def payload(
    record: DetailRecord,
    event: Archived,
    entries: Sequence[EventRecord],
    *,
    unit: str,
    asked: Sequence[AskedFor] = (),
    papers: Mapping[str, bytes] = {},
) -> dict[str, Content]:
    """Return what goes into a dossier by its name in the bag, but for its front page.

    The entries are as `for_others` leaves them, and end before the archiving itself, which vouches
    for the bag. `asked` are
    the requests that the disclosure answers, `papers` its forms by the names of their files.
    """
    files: dict[str, Content] = dict(papers)
    files["方案.txt"] = _plan_text(record, event, unit).encode()
    files["办理过程.txt"] = _steps_text(record, entries).encode()
    files["日志摘录.jsonl"] = _extract(entries)
    if record.publications:
        files["公开稿.txt"] = _published_text(record).encode()
    if record.opinions or asked:
        files["意见办理.txt"] = said_text(record, event, asked).encode()
    files |= named("附件", record.files)
    for folder, evidence in _evidence(record):
        files |= named(f"凭证/{folder}", evidence)
    return {f"{PAYLOAD}/{name}": content for name, content in files.items()}


def named(folder: str, files: Iterable[StoredFile]) -> dict[str, Content]:
    """Return files by their own names in a folder, as far as every system takes them.

    No name holds a %: RFC 8493 would have it escaped, and not every reader undoes that.
    """
    found: dict[str, Content] = {}
    taken: set[str] = set()
    for file in files:
        name = safe_name(file.name.replace("%", "％"), taken)
        taken.add(name.lower())
        found[f"{folder}/{name}"] = file
    return found


def _evidence(record: DetailRecord) -> Iterator[tuple[str, list[StoredFile]]]:
    """Yield the papers of each step, and of each channel that was carried out, by their folder."""
    of_step: dict[str, dict[str, StoredFile]] = {}
    for step in record.steps:
        if not (step.act == "实施" and record.publications):
            held = of_step.setdefault(step.act, {})
            held |= {file.sha256: file for file in step.evidence}
    for out in record.publications:
        held = of_step.setdefault(f"实施_{safe_name(out.channel)}", {})
        held |= {file.sha256: file for file in out.evidence}
    yield from ((folder, list(files.values())) for folder, files in of_step.items() if files)


def _extract(entries: Sequence[EventRecord]) -> bytes:
    """Return the journal, a line each."""
    rows = (json_text(msgspec.to_builtins(entry)).splitlines() for entry in entries)
    return "".join("".join(part.strip() for part in row) + "\n" for row in rows).encode()


def for_others(entry: EventRecord, in_force: int) -> EventRecord:
    """Return an entry as it may leave the ledger: of an older draft only that it was, and its hash.

    What was masked in a later version must not go with the dossier.
    """
    plan = entry.event.get("plan")
    version = plan.get("version", 1) if isinstance(plan, dict) else in_force
    if version >= in_force:
        return entry
    event = {**entry.event, "plan": {"version": version}, "findings": []}
    return msgspec.structs.replace(entry, event=event, said=f"第{version}稿（后来改过）")


def _published_text(record: DetailRecord) -> str:
    return visible(f"{record.title}\n\n{record.content}\n", keep_newlines=True)


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
        "更正": record.corrects or "无",
        "已由何件更正": record.corrected_by or "无",
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
