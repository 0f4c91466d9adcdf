"""保密审查表: what was looked for in one disclosure before it is public, and who looked."""

from collections.abc import Iterator

from pdisc.dates.typed import in_words
from pdisc.sheets.approval_form import WIDTHS, found_in, verdicts_of
from pdisc.sheets.case_file import CaseFile
from pdisc.sheets.sections import Grid
from pdisc.sheets.sheet import FORM, FormBox, FormRows, Headline, Listing, Para, Sheet
from pdisc.values.channels import scope_name
from pdisc.values.parts import VERDICT_NAMES
from pdisc.values.records import FindingRecord
from pdisc.words import Act, State

TITLE = "党务公开保密审查表"
COLUMNS = (
    ("序号", 34.0),
    ("类别", 80.0),
    ("位置", 90.0),
    ("摘录（已遮盖）", 120.0),
    ("处理", 136.0),
)
NONE_FOUND = (("—", "没有发现", "—", "—", "—"),)

TALL = 44.0


def secrecy_sheet(case: CaseFile) -> Sheet:
    """Return the form (领域要点 §4, 保密审查单): 一事一审, signed by four."""
    found = tuple(_finding(each) for each in case.record.findings)
    return Sheet(
        title=TITLE,
        on=case.on,
        look=FORM,
        blocks=(
            Headline(TITLE),
            Para(text=f"填表单位（盖章）：{case.unit}", manner="note", kept=True, name="填表单位"),
            FormRows(tuple(_rows(case)), WIDTHS),
            Para(text=found_in(case), manner="note", kept=True, space=0.5, name="程序审查"),
            Listing(name="审查发现", grid=Grid(COLUMNS, found or NONE_FOUND)),
            Para(
                text="姓名、病情、图片里的字程序认不出，由审查人逐项看过。",
                manner="note",
                kept=True,
                space=0.3,
            ),
            FormRows(tuple(_signatures(case)), WIDTHS),
        ),
        footer=f"核对码 {case.record.check_code}　回执 {case.receipt}",
    )


def _finding(each: FindingRecord) -> tuple[str, ...]:
    settled = f"{each.state}：{each.reason}（{each.by}）" if each.reason else each.state.value
    return each.id, each.kind, each.where, each.excerpt, settled


def _rows(case: CaseFile) -> Iterator[tuple[FormBox, ...]]:
    record = case.record
    yield (
        FormBox(label="编号", text=record.number),
        FormBox(label="填表日期", text=in_words(case.on)),
    )
    yield (
        FormBox(label="拟公开单位", text=case.unit),
        FormBox(label="承办科室", text=record.office),
    )
    yield (FormBox(label="信息名称", text=record.title),)
    yield (
        FormBox(label="载体形式", text="□公文　□非公文"),
        FormBox(label="公开属性", text=_manner(case)),
    )
    yield (
        FormBox(label="拟公开范围", text=scope_name(record.scope, record.scope_detail)),
        FormBox(label="拟公开方式", text="、".join(record.channels)),
    )
    planned = in_words(record.planned_on) if record.planned_on else "批准以后"
    yield (
        FormBox(label="拟公开时间", text=planned),
        FormBox(label="附件", text="；".join(each.name for each in record.files) or "无"),
    )


def _manner(case: CaseFile) -> str:
    refused = case.record.state is State.REFUSED
    approved = case.last(Act.APPROVE)
    if refused and approved:
        return f"不予公开　依据：{approved.basis}" if approved.basis else "不予公开"
    return "主动公开"


def _signatures(case: CaseFile) -> Iterator[tuple[FormBox, ...]]:
    reviewed, approved = case.last(Act.REVIEW), case.last(Act.APPROVE)
    told = ""
    if reviewed:
        verdicts = "　".join(verdicts_of(reviewed, VERDICT_NAMES))
        told = f"{verdicts or reviewed.result}\n{reviewed.by}　{in_words(reviewed.on)}"
    decided = f"{approved.result}　{approved.by}　{in_words(approved.on)}" if approved else ""
    yield (FormBox(label="承办人初审", text=case.record.proposed_by, tall=TALL, signed=True),)
    yield (FormBox(label="科室负责人", tall=TALL, signed=True),)
    yield (FormBox(label="保密审核人", text=told, tall=TALL, signed=True),)
    yield (FormBox(label="主要领导", text=decided, tall=TALL, signed=True),)
