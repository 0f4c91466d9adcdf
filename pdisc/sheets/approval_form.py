"""党务公开审批表: the five steps of one disclosure on one page, as far as they are done."""

from collections.abc import Iterator

from pdisc.sheets.case_file import CaseFile
from pdisc.sheets.sheet import FORM, FormBox, FormRows, Headline, Para, Sheet
from pdisc.text import visible
from pdisc.values.channels import scope_name
from pdisc.words import Act

TITLE = "党务公开审批表"


def approval_sheet(case: CaseFile) -> Sheet:
    """Return the form (领域要点 §4); its 核对码 is that of the plan as it stands here."""
    return Sheet(
        title=TITLE,
        on=case.on,
        look=FORM,
        blocks=(
            Headline(TITLE),
            Para(text=f"填报单位（盖章）：{case.unit}", name="填报单位", manner="note", kept=True),
            FormRows(tuple(_rows(case))),
        ),
        footer=f"核对码 {case.record.check_code}　回执 {case.receipt}",
    )


def _rows(case: CaseFile) -> Iterator[tuple[FormBox, ...]]:
    record, item = case.record, case.item
    proposed = case.done(Act.PROPOSE)
    yield (
        FormBox(label="编号", text=record.number),
        FormBox(label="核对码", text=record.check_code),
    )
    yield (
        FormBox(label="承办科室", text=record.office),
        FormBox(label="提出人、日期", text=f"{record.proposed_by}　{proposed or ''}"),
    )
    levels = "　".join(dict.fromkeys((item.level1, item.level2, item.level3)))
    yield (FormBox(label="目录条目", text=f"{record.code} {levels}"),)
    yield (FormBox(label="公开事项", text=visible(record.title)),)
    yield (
        FormBox(label="公开范围", text=scope_name(record.scope, record.scope_detail)),
        FormBox(label="公开形式", text="、".join(record.channels)),
    )
    for label in ("承办科室意见", "审批意见"):
        yield (FormBox(label=label, tall=60.0, signed=True),)
