"""What the answers look like to a person: records in, headings, lines and tables out."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pdisc.render.dossier_lines import show_filed
from pdisc.render.grid import WIDE, Table, table_of
from pdisc.render.opinion_tables import opinion_table
from pdisc.render.shown_facts import facts_of
from pdisc.render.terminal import Screen
from pdisc.sheets.findings import finding_lines
from pdisc.steps.guidance import TWO_TESTS, Stage, other_ways
from pdisc.values.channels import scope_name
from pdisc.values.records import (
    AmendmentRecord,
    DetailRecord,
    DisclosureRecord,
    FindingRecord,
    PublicRecord,
    StepRecord,
)
from pdisc.words import Act, FindingKind, FindingState, State

DRY = "试运行：以上没有记录"


def show_outcome(screen: Screen, outcome: Any, *, dry_run: bool) -> None:
    """Say what a step led to, and what to type next."""
    record: DetailRecord = outcome.disclosure
    last: StepRecord | AmendmentRecord = record.steps[-1]
    if record.amendments and record.amendments[-1].seq > last.seq:
        last = record.amendments[-1]
    for notice in outcome.notices:
        screen.notice(f"注意：{notice}")
    marks = "（补录）" if last.late else ""
    result = "、".join(outcome.results) or last.result
    told = last.act if result == last.act else f"{last.act}，{result}"
    screen.line(f"{record.number} {record.title}：{told}{marks}", hers=True)
    reach = scope_name(record.scope, record.scope_detail)
    screen.line(f"现在是“{record.state}”；{reach}；{'、'.join(record.channels)}")
    if record.state is State.PROPOSED:
        screen.line(f"第{record.version}稿，核对码 {record.check_code}")
        _open_findings(screen, record)
        if last.act is Act.REDACT:
            _redacted(screen, record)
    if record.archive_number:
        screen.line(f"档号 {record.archive_number}；归档文件夹 {record.dossier}")
    show_filed(screen, outcome.filed, record.number, listed=dry_run)
    show_receipt(screen, outcome, record.next, dry_run=dry_run)
    if record.state in (State.PROPOSED, State.REVIEWED) and not dry_run and not _waiting(record):
        screen.line(f"签字用的审批表：pdisc print 审批表 {record.number}")


def _redacted(screen: Screen, record: DetailRecord) -> None:
    """Say what has been masked or taken out in all, and what others may have."""
    kinds = [each.kind for each in record.findings if each.state is FindingState.MASKED]
    taken = kinds.count(FindingKind.HIDDEN)
    masked = len(kinds) - taken
    said = [f"共遮盖审查发现{masked}处"] * bool(masked) + [f"共取出隐藏内容{taken}处"] * bool(taken)
    screen.line("；".join([*said, "改动前的一稿只留在内部"]))
    if record.files and not _waiting(record):
        screen.line(f"附件审批同意以后存出来张贴：pdisc show {record.number} --save 文件夹")


def _waiting(record: DetailRecord) -> list[FindingRecord]:
    return [each for each in record.findings if each.state is FindingState.OPEN]


def _open_findings(screen: Screen, record: DetailRecord) -> None:
    waiting = _waiting(record)
    if not record.findings:
        screen.line(
            "审查：没有发现密级标志和号码、住址等；姓名、病情、图片里的字程序认不出，请自己看"
        )
    if waiting:
        screen.line(f"审查发现{len(waiting)}处，处理后才能通过审核：")
        screen.table(finding_table(waiting))
        _other_ways(screen, record)
    _kept_files(screen, record)


def _other_ways(screen: Screen, record: DetailRecord) -> None:
    """Say what a reviewer may do about what is open besides mending it."""
    found = [(each.id, each.kind) for each in _waiting(record)]
    stage = Stage(number=record.number, state=record.state, waiting=found)
    screen.line(f"先按下一步处理；不处理的，{other_ways(stage)}")


def _kept_files(screen: Screen, record: DetailRecord) -> None:
    """Say that a new file takes the place of all, where one of several has to be changed."""
    if len(record.files) > 1 and " --attach " in record.next:
        screen.line("换附件时，不用换的附件也要一起附上：每个文件前面写一个 --attach")


def _all_findings(screen: Screen, record: DetailRecord) -> None:
    """Print the findings, those that wait first."""
    screen.line("审查发现")
    screen.table(finding_table(record.findings))
    _kept_files(screen, record)


def _two_tests(screen: Screen) -> None:
    screen.line("审核公开范围时看（实施方案二（一））：")
    for test in TWO_TESTS:
        screen.line(f"  · {test}")


def finding_table(findings: Sequence[FindingRecord]) -> Table:
    """Return what the screening found, with its places and what became of it."""
    return table_of(
        finding_lines(findings),
        ("编号", "ids", WIDE),
        ("种类", "kind"),
        ("位置", "where", WIDE),
        ("内容（已遮盖）", "excerpt", WIDE),
        ("处理", "handling", WIDE),
    )


def show_receipt(screen: Screen, outcome: Any, next_step: str, *, dry_run: bool) -> None:
    """Close an answer to a write: its 回执 and what to type next, or that nothing is recorded."""
    if dry_run:
        screen.line(DRY)
        return
    screen.line(f"回执 {outcome.receipt}")
    screen.hint(next_step or WHAT_IS_DUE)


WHAT_IS_DUE = "看该办什么：pdisc due"
"""What to type where nothing is left to do about a thing, or nothing may be done yet."""


def show_registered(
    screen: Screen, outcome: Any, said: str, next_step: str, *, dry_run: bool
) -> None:
    """Say what an entry in a register led to, and what to type next."""
    for notice in outcome.notices:
        screen.notice(f"注意：{notice}")
    marks = "（补录）" if outcome.event.late else ""
    screen.line(f"{said}{marks}")
    show_receipt(screen, outcome, next_step, dry_run=dry_run)


def disclosure_table(records: Sequence[DisclosureRecord]) -> Table:
    """Return the list of disclosures."""
    return table_of(
        records,
        ("编号", "number"),
        ("状态", "state"),
        ("目录", "code"),
        ("标题", "title", WIDE),
        ("范围", "scope"),
        ("首次公开", lambda record: min((x.on for x in record.publications), default="未公开")),
    )


def public_table(records: Sequence[PublicRecord]) -> Table:
    """Return the list of disclosures as an audience outside the office sees it."""
    return table_of(
        records,
        ("编号", "public_number"),
        ("目录", "code"),
        ("标题", _public_title, WIDE),
        ("公开日期", "published_on"),
        ("公开形式", "channels", WIDE),
    )


def _public_title(record: PublicRecord) -> str:
    if record.taken_down_on is not None:
        return f"已撤下 {record.taken_down_on}"
    corrected = f"（已更正，见{record.corrected_by}）" if record.corrected_by else ""
    return f"{record.title}{corrected}"


def show_list(
    screen: Screen, table: Table, *, total: int, narrowed: bool = True, outside: str = ""
) -> None:
    """Print a list, how many there are, and where to go from it; `outside` keeps the audience.

    A list that wasn't `narrowed` is all there is: nobody is sent to it again.
    """
    if not table.rows and not narrowed:
        screen.line("还没有公开的事项" if outside else "还没有公开事项")
        screen.hint(f"看接下来公开什么：pdisc due{outside}" if outside else WHAT_IS_DUE)
        return
    if not table.rows:
        screen.line("没有符合条件的公开事项")
        screen.hint(
            f"pdisc list{outside}" if outside else "看全部：pdisc list；看该办什么：pdisc due"
        )
        return
    screen.table(table)
    shown = len(table.rows)
    screen.line(f"共{total}件" + (f"，列出前{shown}件" if shown < total else ""))
    screen.hint(f"pdisc show 编号{outside}")


def show_public(screen: Screen, record: PublicRecord) -> None:
    """Print one disclosure as an audience outside the office sees it."""
    if record.taken_down_on is not None:
        screen.line(f"{record.public_number} 已撤下 {record.taken_down_on}")
        return
    screen.heading(f"{record.public_number} {record.title}")
    screen.line(f"目录：{record.code} {record.item}")
    screen.line(f"范围：{record.scope}　期次：{record.window or '无'}")
    if record.corrected_by:
        screen.line(f"已更正，见{record.corrected_by}")
    if record.corrects:
        screen.line(f"本件更正{record.corrects}")
    screen.table(table_of(record.publications, *POSTED))
    screen.line()
    screen.line(record.content or "（正文见附件）", hers=True)


POSTED = (
    ("形式", "channel"),
    ("日期", "on"),
    ("地点或网址", lambda posting: posting.place or posting.url, WIDE),
    ("截止", "until"),
)
"""What is told of every publication, whoever asks."""


def show_disclosure(
    screen: Screen, record: DetailRecord, told: Mapping[int, str], *, rest: str = ""
) -> None:
    """Print one disclosure with everything that is known of it.

    `told` are its entries in words; `rest` says why, and until when, the next step has to wait.
    """
    screen.heading(f"{record.number} {record.title}　〔{record.state}〕")
    for name, value in facts_of(record).items():
        screen.line(f"{name}：{value}")
    screen.line()
    screen.line(record.content or "（正文见附件）", hers=True)
    screen.line()
    screen.table(_step_table(record.steps, told))
    if record.publications:
        screen.line()
        besides = [("撤下", "taken_down_on"), ("与方案不符", "differs")]
        shown = besides if any(each.differs for each in record.publications) else besides[:1]
        screen.table(table_of(record.publications, *POSTED, *shown))
    if record.amendments:
        screen.line()
        screen.table(_amendment_table(record.amendments))
    if record.findings:
        screen.line()
        _all_findings(screen, record)
    if record.opinions:
        screen.line()
        screen.table(opinion_table(record.opinions))
    if record.state is State.PROPOSED:
        screen.line()
        _two_tests(screen)
    if rest:
        screen.line(rest)
    screen.hint(record.next or WHAT_IS_DUE)


def _step_table(steps: Iterable[StepRecord], told: Mapping[int, str]) -> Table:
    return table_of(
        steps,
        ("日期", "on"),
        ("步骤", "act"),
        ("决定人", lambda step: step.decided_by or step.by),
        ("决定了什么", lambda step: told.get(step.seq) or step.result, WIDE),
    )


def _amendment_table(amendments: Iterable[AmendmentRecord]) -> Table:
    return table_of(
        amendments,
        ("日期", "on"),
        ("事后补正", "act"),
        ("决定人", "by"),
        ("内容", "result", WIDE),
        ("理由", "reason", WIDE),
    )
