"""登记簿: the four registers of a year, each a table, all from the journal (领域要点 §4).

What the journal doesn't know of a meeting (who led it, who came) stays blank, for the pen.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from pdisc.context import Context
from pdisc.dates.periods import of_window
from pdisc.dates.windows import window_of
from pdisc.papers.order import Printed, PrintOrder, begun
from pdisc.render.grid import Cell, Column, Table
from pdisc.render.paper import Paper
from pdisc.services import year_books
from pdisc.sheets.book_entries import BookedMatter, BookedOpinion, YearBooks
from pdisc.sheets.case_file import last_step
from pdisc.sheets.pen_lines import FILLED_IN, filed_by
from pdisc.text import cut
from pdisc.values.channels import scope_name
from pdisc.values.records import DisclosureRecord, PublicationRecord
from pdisc.words import Act, Channel, Cycle, State, Timing

BRIEF = 80
"""In cells: as much of a text as a register repeats."""

NONE = "本年无"


def made(context: Context, order: PrintOrder) -> Printed:
    """Return a year's registers, by default those of the business date; Refused before it."""
    window = order.year or window_of(Cycle.YEAR, order.on)
    period = begun(of_window(window), order.on, f"登记簿 --year {order.on.year}")
    with context.reading() as reading:
        books = year_books.year_books(reading, period, order.on)
    return Printed(f"登记簿_{window.key}", books_paper(books))


def books_paper(books: YearBooks) -> Paper:
    """Return the registers as a paper, a table under its caption for each."""
    return Paper(
        title=f"党务公开登记簿（{books.period.name}）",
        on=books.on,
        tables=(
            _table("事项登记簿", MATTER_COLUMNS, _matters(books.matters)),
            _table("会议记录簿", MEETING_COLUMNS, _meetings(books)),
            _table("意见建议登记簿", OPINION_COLUMNS, _opinions(books.opinions)),
            _table("意见建议办理登记册", ROUND_COLUMNS, _rounds(books.opinions)),
        ),
        head=(filed_by(books.unit),),
        signed=(FILLED_IN,),
        lines=(f"截至 {books.on}；回执 {books.receipt}",),
        explained=(
            ("事项登记簿", "本年提出的事项，按编号；审核、审批、公开按实际记录的日期"),
            ("会议记录簿", "本年在会议上公开的事项；主持人、出席由会议记录补填"),
            ("意见建议登记簿", "本年收到的意见，反映人只写实名或匿名，姓名不印"),
            ("补录", "发生以后过了规定天数才录入的步骤，当时已写明理由"),
        ),
    )


MATTER_COLUMNS = (
    Column("序号", align="right"),
    Column("编号"),
    Column("公开事项及内容", wide=True),
    Column("条目"),
    Column("承办科室", width=8),
    Column("提出"),
    Column("审核", blank=True),
    Column("审批", blank=True),
    Column("公开形式、日期、地点", wide=True),
    Column("范围", width=8),
    Column("期限", width=12),
    Column("档号", width=14, blank=True),
    Column("备注", wide=True, width=18, blank=True),
)
MEETING_COLUMNS = (
    Column("序号", align="right"),
    Column("会议名称", wide=True, blank=True),
    Column("时间"),
    Column("地点", wide=True, blank=True),
    Column("主题", wide=True),
    Column("主持人", width=10, blank=True),
    Column("出席", width=16, blank=True),
    Column("内容", wide=True),
)
OPINION_COLUMNS = (
    Column("序号", align="right"),
    Column("编号"),
    Column("时间"),
    Column("反映人"),
    Column("方式"),
    Column("公开事项", wide=True),
    Column("内容", wide=True),
    Column("批办", wide=True, blank=True),
    Column("处理反馈", wide=True, blank=True),
    Column("状态"),
)
ROUND_COLUMNS = (
    Column("序号", align="right"),
    Column("意见编号"),
    Column("日期"),
    Column("环节"),
    Column("经办"),
    Column("承办人", blank=True),
    Column("办理情况", wide=True),
)


def _table(caption: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> Table:
    """Return numbered rows; where there are none, one that says so."""
    numbered: list[Sequence[Cell]] = [(place, *row) for place, row in enumerate(rows, start=1)]
    empty = ("", NONE, *[""] * (len(columns) - 2))
    return Table(columns, numbered or [empty], caption)


def _matters(matters: Iterable[BookedMatter]) -> Iterator[Sequence[Cell]]:
    for each in matters:
        record = each.record
        yield (
            record.number,
            f"{record.title}\n{brief(record.content)}".strip(),
            record.code,
            record.office,
            _day(record, Act.PROPOSE) or min(step.on for step in record.steps),
            _day(record, Act.REVIEW),
            _day(record, Act.APPROVE),
            "\n".join(map(_posted, record.publications)),
            scope_name(record.scope, record.scope_detail),
            _time(each),
            record.archive_number,
            "；".join(_remarks(record)),
        )


def _day(record: DisclosureRecord, act: Act) -> date | None:
    if act is Act.PROPOSE:
        return min((step.on for step in record.steps if step.act is act), default=None)
    step = last_step(record.steps, act)
    return step.on if step else None


def _posted(one: PublicationRecord) -> str:
    return " ".join(part for part in (one.channel, str(one.on), one.place or one.url) if part)


def _time(matter: BookedMatter) -> str:
    record = matter.record
    ends = {each.until for each in record.publications if each.until}
    told = {
        Timing.PERIODIC: record.window or "",
        Timing.OCCASIONAL: f"{record.occurred_on} 发生" if record.occurred_on else "",
    }.get(matter.timing, record.window or "")
    lasting = (f"公示至 {max(ends)}",) if ends and record.public_notice else ()
    return "\n".join(part for part in (matter.timing, told, *lasting) if part)


def _remarks(record: DisclosureRecord) -> Iterator[str]:
    """Yield what an inspector must know of a line: what isn't as it was approved, or came late."""
    if record.state in (State.REFUSED, State.WITHDRAWN, State.RETURNED):
        yield record.state
    late = dict.fromkeys(step.act for step in record.steps if step.late)
    if late:
        yield f"补录（{'、'.join(late)}）"
    if any(step.waiver for step in record.steps):
        yield "职责分离例外"
    if record.corrects:
        yield f"更正 {record.corrects}"
    if record.corrected_by:
        yield f"由 {record.corrected_by} 更正"
    for out in record.publications:
        if out.differs:
            yield f"{out.channel}与方案不符：{out.differs}"
        if out.taken_down_on:
            yield f"{out.channel} {out.taken_down_on} 撤下"


def _meetings(books: YearBooks) -> Iterator[Sequence[Cell]]:
    held = [
        (out, each.record)
        for each in books.met
        for out in each.record.publications
        if _meeting(out) and books.period.holds(out.on)
    ]
    for out, record in sorted(held, key=lambda one: (one[0].on, one[0].seq)):
        name = out.channel.partition(":")[2]
        content = brief(record.content)
        yield name, out.on, out.place, f"{record.number} {record.title}", "", "", content


def _meeting(out: PublicationRecord) -> bool:
    return out.channel.partition(":")[0] == Channel.MEETING


def _opinions(opinions: Iterable[BookedOpinion]) -> Iterator[Sequence[Cell]]:
    for each in opinions:
        holders = dict.fromkeys(step.holder for step in each.rounds if step.holder)
        told = [f"{step.result}：{step.feedback}" for step in each.rounds if step.result]
        yield (
            each.id,
            each.received_on,
            "实名" if each.signed else "匿名",
            each.via,
            each.title,
            each.content,
            "、".join(holders),
            "\n".join(told),
            each.state,
        )


def _rounds(opinions: Iterable[BookedOpinion]) -> Iterator[Sequence[Cell]]:
    for each in opinions:
        for step in each.rounds:
            said = (
                step.result and f"{step.result}：{step.feedback}",
                step.rectify and f"整改：{step.rectify}",
                step.due_on and f"整改期限 {step.due_on}",
                step.disclosure and f"再公开 {step.disclosure}",
                step.late_entry and "补录",
            )
            happened = "；".join(str(part) for part in said if part) or "交办"
            yield each.id, step.on, step.kind, step.by, step.holder, happened


def brief(text: str) -> str:
    """Return the beginning of a text on one line."""
    return cut(" ".join(text.split()), BRIEF)
