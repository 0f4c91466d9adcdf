"""党务公开审批表: the five steps of one disclosure on one page, as far as they are done."""

from collections.abc import Iterable, Iterator

from pdisc.dates.typed import in_words
from pdisc.sheets.case_file import CaseFile
from pdisc.sheets.pen_lines import filed_by
from pdisc.sheets.sheet import FORM, FormBox, FormRows, Headline, Para, Sheet
from pdisc.values.channels import scope_name
from pdisc.values.parts import VERDICT_NAMES
from pdisc.values.records import PublicationRecord, StepRecord
from pdisc.words import Act, Verdict

TITLE = "党务公开审批表"

SHORT = 260
"""So many characters of the text stand in their box; a longer one follows whole below the form."""

WIDTHS = (74.0, 138.0, 74.0)
TALL = 40.0
"""The least height of a box in which somebody signs, in points."""


def approval_sheet(case: CaseFile) -> Sheet:
    """Return the form (领域要点 §4); its 核对码 is that of the plan as it stands here."""
    record = case.record
    long = len(record.content) > SHORT
    whole = [Para(text="附：公开内容全文", manner="head", kept=True, space=1)] if long else []
    return Sheet(
        title=TITLE,
        on=case.on,
        look=FORM,
        blocks=(
            Headline(TITLE),
            Para(text=filed_by(case.unit), manner="note", kept=True, name="填报单位"),
            FormRows((*_plan(case), *_steps(case)), WIDTHS),
            *whole,
            *(Para(text=line, name="全文") for line in record.content.splitlines() if long),
        ),
        footer=f"核对码 {record.check_code}　回执 {case.receipt}",
    )


def _plan(case: CaseFile) -> Iterator[tuple[FormBox, ...]]:
    record, item = case.record, case.item
    yield (
        FormBox(label="编号", text=record.number),
        FormBox(label="核对码", text=record.check_code),
    )
    yield (
        FormBox(label="承办科室", text=record.office),
        FormBox(label="提出人、日期", text=f"{record.proposed_by}　{in_words(case.proposed_on)}"),
    )
    levels = " — ".join(dict.fromkeys((item.level1, item.level2, item.level3)))
    yield (FormBox(label="目录条目", text=f"{record.code}　{levels}"),)
    yield (FormBox(label="公开事项名称", text=record.title),)
    yield (FormBox(label="内容摘要", text=_summary(case), tall=TALL),)
    yield (
        FormBox(label="公开范围", text=scope_name(record.scope, record.scope_detail)),
        FormBox(label="公开形式", text="、".join(record.channels)),
    )
    yield (
        FormBox(label="公开时限", text=f"{item.timing}　{_window(case)}".strip()),
        FormBox(
            label="计划公开日期", text=in_words(record.planned_on) if record.planned_on else ""
        ),
    )


def _window(case: CaseFile) -> str:
    """Return what the disclosure answers: a window, or what happened on a day."""
    if case.record.occurred_on:
        return f"{in_words(case.record.occurred_on)}发生"
    return case.record.window or ""


def _summary(case: CaseFile) -> str:
    record = case.record
    text = record.content
    if len(text) > SHORT:
        text = f"{text[:SHORT]}……（全文{len(text)}字，附后）"
    names = "；".join(each.name for each in record.files)
    files = f"附件{len(record.files)}个：{names}" if names else ""
    return "\n".join(part for part in (text, files) if part)


def _steps(case: CaseFile) -> Iterator[tuple[FormBox, ...]]:
    reviewed, approved = case.last(Act.REVIEW), case.last(Act.APPROVE)
    yield (FormBox(label="承办科室意见", tall=TALL, signed=True),)
    yield (FormBox(label="保密审查意见", text=_secrecy(case, reviewed), tall=TALL, signed=True),)
    yield (FormBox(label="审核意见", text=_opinion(reviewed), tall=TALL, signed=True),)
    decided = _opinion(approved)
    if case.record.escalated_to:
        decided = f"报批：{case.record.escalated_to}\n{decided}"
    yield (FormBox(label="审批意见", text=decided, tall=TALL, signed=True),)
    yield (FormBox(label="实施情况", text=published(case.record.publications), tall=TALL),)
    filed = case.record.archive_number or ""
    kept = f"（{case.record.retention}）" if filed and case.record.retention else ""
    yield (FormBox(label="归档（档号）", text=f"{filed}{kept}"),)
    yield (FormBox(label="备注", text="；".join(_remarks(case))),)


def _secrecy(case: CaseFile, reviewed: StepRecord | None) -> str:
    """Return what was found, how it was settled, and the reviewer's two verdicts on it."""
    told = [found_in(case)]
    if reviewed:
        asked = ("secrecy", "privacy")
        told.append("　".join(verdicts_of(reviewed, asked)))
        told.append(_who(reviewed))
    return "\n".join(part for part in told if part)


def found_in(case: CaseFile) -> str:
    """Return how many findings the screening had, and what became of them, in one sentence."""
    found = case.record.findings
    if not found:
        return "程序没有发现密级标志和号码、住址等"
    states: dict[str, int] = {}
    for each in found:
        states[each.state] = states.get(each.state, 0) + 1
    return f"程序发现{len(found)}处：" + "，".join(f"{s}{n}处" for s, n in states.items())


def verdicts_of(step: StepRecord, asked: Iterable[str]) -> Iterator[str]:
    """Yield the verdicts of a review by their names; the record knows them by either."""
    for field in asked:
        name = VERDICT_NAMES[field]
        if verdict := step.verdicts.get(name) or step.verdicts.get(field):
            yield f"{name}：{verdict}"


def _opinion(step: StepRecord | None) -> str:
    """Return what a step came to, on which grounds, and who decided when."""
    if step is None:
        return ""
    verdicts = "　".join(verdicts_of(step, VERDICT_NAMES)) if step.act is Act.REVIEW else ""
    parts = (
        verdicts,
        step.result if not verdicts or step.result != Verdict.PASS else "",
        step.opinion if step.opinion != step.result else "",
        f"依据：{step.basis}" if step.basis else "",
        f"文号：{step.document_number}" if step.document_number else "",
        _who(step),
    )
    return "\n".join(part for part in parts if part)


def _who(step: StepRecord) -> str:
    decided = f"{step.decided_by}　" if step.decided_by and step.decided_by != step.by else ""
    acting = f"（代 {step.acting_for}）" if step.acting_for else ""
    return f"{decided}{step.by}{acting}　{in_words(step.on)}"


def published(publications: Iterable[PublicationRecord]) -> str:
    """Return where and when something was published, a line each."""
    return "\n".join(map(_posting, publications))


def _posting(each: PublicationRecord) -> str:
    parts = (
        in_words(each.on),
        each.channel,
        each.place or each.url,
        each.document_number,
        f"至{in_words(each.until)}" if each.until else "",
        each.by,
        f"{in_words(each.taken_down_on)}撤下" if each.taken_down_on else "",
    )
    return "　".join(part for part in parts if part)


def _remarks(case: CaseFile) -> Iterator[str]:
    """Yield what a reader of the form has to know besides."""
    record = case.record
    if case.masked:
        yield "还有审查发现没有处理，号码、住址等先行遮盖；处理以后重新打印"
    if record.corrects is not None:
        yield f"更正 {record.corrects}"
    if record.corrected_by:
        yield f"已由 {record.corrected_by} 更正"
    if record.version > 1:
        yield f"第{record.version}稿"
    for step in record.steps:
        if step.late:
            yield f"{step.act}补录：{step.late_reason}"
        if step.waiver:
            yield f"{step.act}分离例外：{step.waiver}"
    yield from (
        f"{each.channel}与方案不符：{each.differs}" for each in record.publications if each.differs
    )
