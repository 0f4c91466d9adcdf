"""What stands at the head of one disclosure, when it is shown."""

from pdisc.values.channels import scope_name
from pdisc.values.filing import kept_until
from pdisc.values.records import DetailRecord


def facts_of(record: DetailRecord) -> dict[str, str]:
    """Return what is told of a disclosure beside its text and steps, by how it is called."""
    facts = {
        "目录": f"{record.code} {record.item}",
        "范围和形式": f"{scope_name(record.scope, record.scope_detail)}；"
        f"{'、'.join(record.channels)}",
        "计划公开": record.planned_on,
        "期次": record.window,
        "发生日期": record.occurred_on,
        "承办": f"{record.office}　提出人 {record.proposed_by}",
        "方案": f"第{record.version}稿　核对码 {record.check_code}",
        "附件": "；".join(file.name for file in record.files),
        "报批": record.escalated_to,
        "更正的是": record.corrects,
        "已由更正": record.corrected_by,
        "档号": record.archive_number,
        "保管期限": _kept(record),
        "归档文件夹": record.dossier,
    }
    return {name: str(value) for name, value in facts.items() if value}


def _kept(record: DetailRecord) -> str:
    """Return how long a dossier is kept, and until when; its folder tells the 年度."""
    if record.retention is None or not record.dossier:
        return ""
    until = kept_until(int(record.dossier.split("/")[1]), record.retention)
    return f"{record.retention}" + (f"，到 {until}" if until else "")
