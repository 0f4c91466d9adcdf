"""Forms on paper: 每周要办 on one page, 月历, 催办单, and where their files go."""

import io
import itertools
import math
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import msgspec
import pytest
from conftest import Office
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from long_runs import examples

from pdisc.due.row import DueRow
from pdisc.papers import month
from pdisc.papers import week as weeksheet
from pdisc.papers.forms import in_words
from pdisc.papers.month import month_page, month_sheet
from pdisc.papers.slips import slip_sheet
from pdisc.papers.week import ROOM, SheetList, fitted, row_height, week_page, week_sheet
from pdisc.render.printing import printed_bytes
from pdisc.schedule import Due, Unconfirmed, last_of_week
from pdisc.sheets.agenda import Agenda
from pdisc.sheets.calendar_entry import CalendarEntry
from pdisc.sheets.lists import LISTS, DueList, DueMatter, due_lists
from pdisc.sheets.measure import paper_lines, shortened
from pdisc.sheets.sheet import Sheet
from pdisc.sheets.slips import BASIS, SlipLine, UrgeSlip, slip_text
from pdisc.text import visible
from pdisc.words import DUTY_KINDS, DueKind, Timing

DAY = date(2026, 11, 24)
RECEIPT = "128-K7QF-2M9X-8RTA-0C3N"
TEXTS = st.text(st.sampled_from("党务公开，W1. -\n\x1b"), max_size=150)
COUNTS = st.lists(st.integers(0, 60), min_size=6, max_size=6)


def height(lists: Sequence[SheetList]) -> float:
    """Return what the lists take of the page, in points."""
    line = weeksheet.LINE + weeksheet.EXTRA
    return sum(
        line + sum(map(row_height, each.rows)) + (line if each.more else 0) for each in lists
    )


def row(
    kind: DueKind = DueKind.PERIODIC,
    *,
    due_on: date = DAY,
    item: str = "重大项目安排",
    holder: str = "办公室",
    number: str | None = None,
    held: int | None = None,
    code: str = "1.3.2",
) -> DueRow:
    return DueRow(
        kind=kind,
        code=code,
        item=item,
        timing=Timing.PERIODIC,
        window="2026年三季度",
        number=number or (None if kind in DUTY_KINDS else f"2026-{1000 + next(EACH)}"),
        due_on=due_on,
        days_overdue=max(0, (DAY - due_on).days),
        office="办公室",
        holder=holder,
        why="理由",
        next="pdisc due",
        since=date(2026, 11, 2) if held is not None else None,
        held_working_days=held,
        for_=f"期次{next(EACH)}",
    )


EACH = itertools.count()
"""Each row that is made is about a matter of its own."""


def due_of(
    overdue: int = 0,
    today: int = 0,
    week: int = 0,
    stuck: int = 0,
    waiting: int = 0,
    filing: int = 0,
    *,
    item: str = "重大项目安排",
    holder: str = "办公室",
) -> Due:
    """Return a check with so many rows in each list."""
    held = tuple(
        row(DueKind.REVIEW, due_on=date(2026, 11, 5), held=16, item=item, holder=holder)
        for _ in range(stuck)
    )
    late = tuple(row(due_on=date(2026, 10, 22), item=item, holder=holder) for _ in range(overdue))
    days = [DAY] * today + [DAY + timedelta(days=1)] * week
    outside = (row(DueKind.ESCALATED, held=3, item=item, holder=holder) for _ in range(waiting))
    filings = (
        row(DueKind.ARCHIVE, due_on=date(2027, 6, 30), item=item, holder=holder)
        for _ in range(filing)
    )
    upcoming = tuple(row(due_on=day, item=item, holder=holder) for day in days)
    return Due(
        on=DAY,
        overdue=(*late, *held),
        upcoming=upcoming,
        today=upcoming[:today],
        this_week=upcoming,
        stuck=held,
        waiting=tuple(outside),
        to_archive=tuple(filings),
        unconfirmed=(Unconfirmed(code="1.1.1", field="every", value="每季度", why=""),),
    )


def sheet_of(due: Due) -> weeksheet.WeekSheet:
    return week_sheet(due, unit="测试单位", receipt=RECEIPT)


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def carried(*sheets: Sheet) -> bytes:
    return printed_bytes(sheets, "docx")


def told(data: bytes) -> str:
    return "\n".join(text for text in opened(data).element.body.itertext() if text.strip())


# 每周要办: what it says


def test_the_week_tells_all_lists_with_counts_and_who() -> None:
    sheet = sheet_of(due_of(1, 1, 1, 1, 1, 1))

    assert [each.heading for each in sheet.lists] == [
        *("今天：1件", "本周：1件", "卡住：1件", "逾期未办：1件", "等待：1件", "待归档：1件"),
    ]
    rows = {each.name: each.rows[0] for each in sheet.lists}
    assert rows["逾期未办"] == (
        "1.3.2 重大项目安排　2026年三季度",
        "2026-10-22",
        "逾期33天",
        "办公室",
    )
    assert rows["今天"][2] == "周二到期"
    assert rows["本周"][1:3] == ("2026-11-25", "周三到期")
    assert rows["卡住"][2] == "11月2日起16个工作日"
    assert rows["等待"][2] == "11月2日起3个工作日"
    assert sheet.subtitle == "测试单位　2026年11月24日（周二）　本周至11月29日"
    assert sheet.foot == (
        "目录中推定、推读还没有核定的内容：1处（查看：pdisc 目录 检查）",
        f"截至 2026-11-24　回执 {RECEIPT}",
    )


def test_what_falls_due_after_sunday_is_not_of_this_week() -> None:
    sunday, monday = row(due_on=date(2026, 11, 29)), row(due_on=date(2026, 11, 30))
    due = Due(
        on=DAY,
        overdue=(),
        upcoming=(sunday, monday),
        this_week=(sunday,),
        stuck=(),
        waiting=(),
        to_archive=(),
        unconfirmed=(),
    )

    assert [(each.name, len(each.rows)) for each in due_lists(due)] == [
        ("本周", 1),
        ("即将到期", 1),
    ]
    assert [each.name for each in sheet_of(due).lists] == ["本周"]


@pytest.mark.parametrize(("day", "sunday"), [("2026-11-23", 29), ("2026-11-29", 29)])
def test_a_week_ends_on_sunday(day: str, sunday: int) -> None:
    assert last_of_week(date.fromisoformat(day)) == date(2026, 11, sunday)


def test_a_week_without_anything_says_so() -> None:
    sheet = sheet_of(due_of())

    assert sheet.lists == ()
    assert "本周没有要办的事项" in told(carried(week_page(sheet)))


# 每周要办: one page


@given(counts=COUNTS, item=TEXTS, holder=TEXTS)
@settings(max_examples=examples(80), deadline=None)
def test_the_lists_never_take_more_than_the_page_has(
    counts: list[int], item: str, holder: str
) -> None:
    sheet = sheet_of(due_of(*counts, item=item, holder=holder))

    assert height(sheet.lists) <= ROOM
    overdue, today, week, stuck, waiting, filing = counts
    in_order = [today, week, stuck, overdue, waiting, filing]
    assert [each.count for each in sheet.lists] == [count for count in in_order if count]
    for each in sheet.lists:
        assert (each.rest == "") == (each.more == 0)
        for cells in each.rows:
            lines = [
                paper_lines(text, width)
                for text, (_, width) in zip(cells, weeksheet.COLUMNS, strict=True)
            ]
            assert max(lines) <= weeksheet.MOST_LINES


def test_what_does_not_fit_is_counted() -> None:
    sheet = sheet_of(due_of(overdue=200, filing=30))

    assert [(each.count, len(each.rows) + each.more) for each in sheet.lists] == [
        (200, 200),
        (30, 30),
    ]
    assert "还有" in sheet.lists[0].rest
    assert sheet.lists[0].rest == f"还有{sheet.lists[0].more}件没有列出，看全部：pdisc 检查"
    assert sheet.lists[0].rest in told(carried(week_page(sheet)))


def test_a_long_list_leaves_room_for_the_others() -> None:
    sheet = sheet_of(due_of(1, 200, 1, 1, 1, 1))

    assert [len(each.rows) for each in sheet.lists][1:] == [1, 1, 1, 1, 1]
    assert len(sheet.lists[0].rows) > weeksheet.FIRST


def test_the_page_is_used_while_a_row_still_fits() -> None:
    sheet = sheet_of(due_of(overdue=200))
    single = weeksheet.LINE + weeksheet.EXTRA

    assert ROOM - single < height(sheet.lists) <= ROOM


def test_even_half_as_many_lists_more_fit_with_their_counts() -> None:
    each = (DueMatter(row()),) * 50
    lists = [DueList(f"清单{place}", each) for place in range(len(LISTS) * 3 // 2)]

    assert height(fitted(lists, ROOM)) <= ROOM


def test_the_room_and_all_that_is_fixed_make_a_page_with_two_lines_to_spare() -> None:
    """The measure is held against A4 itself; LibreOffice was asked by hand (decision 0018)."""
    page = 297 * 72 / 25.4
    margins = (weeksheet.MARGINS[0] + weeksheet.MARGINS[2]) * 72 / 25.4
    heads = weeksheet.TITLE_LINE + weeksheet.SUBTITLE_LINE + weeksheet.LINE + weeksheet.EXTRA
    foot = (weeksheet.FOOT_LINES + 1) * weeksheet.LINE
    left = page - margins - heads - foot - ROOM

    assert math.isclose(left, 2 * weeksheet.LINE)
    assert len(sheet_of(due_of()).foot) == weeksheet.FOOT_LINES


def test_the_word_file_keeps_to_the_measure() -> None:
    sheet = sheet_of(due_of(40, 5, 5, 5, 5, 5, item="党组织年度工作计划、重大决策部署和落实情况"))
    document = opened(carried(week_page(sheet)))
    table: Any = document.tables[0]._tbl
    rows = list(table.iter(qn("w:tr")))
    asked = [each.find(f".//{qn('w:trHeight')}") for each in rows]
    heights = [int(each.get(qn("w:val"))) / 20 for each in asked]

    assert {each.get(qn("w:hRule")) for each in asked} == {"exact"}, "no font moves the page's end"

    assert math.isclose(sum(heights), height(sheet.lists) + weeksheet.LINE + weeksheet.EXTRA)
    styles = {style.style_id: style for style in document.styles}
    for style_id in ("SheetTitle", "SheetBody", "TableHead", "TableText"):
        spacing = styles[style_id].element.find(f".//{qn('w:spacing')}")
        assert spacing.get(qn("w:lineRule")) == "exact", style_id
    width = sum(int(each.get(qn("w:w"))) for each in table.tblGrid) / 20
    sides = (weeksheet.MARGINS[1] + weeksheet.MARGINS[3]) * 72 / 25.4
    assert width <= 210 * 72 / 25.4 - sides


@given(text=TEXTS, width=st.integers(4, 40), lines=st.integers(1, 4))
def test_a_shortened_text_fits_and_says_that_it_was_cut(text: str, width: int, lines: int) -> None:
    text = visible(text)
    short = shortened(text, width, lines)

    assert paper_lines(short, width) <= lines
    assert short == text or short.endswith("…")


def test_capitals_count_for_two() -> None:
    assert [
        paper_lines(text, 10) for text in ("aaaaaaaaaa", "AAAAA", "AAAAAA", "党务公开党", "")
    ] == [
        *(1, 1, 2, 1, 1),
    ]


def test_the_same_week_gives_the_same_bytes() -> None:
    sheet = sheet_of(due_of(3, 1, 1, 1, 1, 1))

    assert carried(week_page(sheet)) == carried(week_page(sheet))


# print


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "桌面"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def test_a_form_is_written_here_and_never_over_another_file(run: Office, here: Path) -> None:
    names = [run.ok("print", "每周要办", "--json").json["file"] for _ in range(3)]

    assert names == [
        "每周要办_2026-11-24.docx",
        "每周要办_2026-11-24（2）.docx",
        "每周要办_2026-11-24（3）.docx",
    ]
    contents = {path.read_bytes() for path in here.iterdir()}
    assert (len(list(here.iterdir())), len(contents)) == (3, 1)


def test_the_name_carries_the_business_date(run: Office, here: Path) -> None:
    run.ok("print", "每周要办", "--on", "2026-11-16")
    run.ok("print", "月历", "--on", "2026-11-16")
    run.ok("print", "月历", "--month", "2027年2月")

    assert sorted(path.name for path in here.iterdir()) == [
        *("月历_2026-11.docx", "月历_2027-02.docx", "每周要办_2026-11-16.docx"),
    ]


def test_a_file_that_was_named_is_replaced_whole(run: Office, tmp_path: Path) -> None:
    target = tmp_path / "要办.docx"
    target.write_bytes(b"old")

    run.ok("print", "每周要办", "--out", str(target))

    assert opened(target.read_bytes()).paragraphs[0].text == "党务公开每周要办"


def test_the_week_is_that_of_the_ledger(run: Office, here: Path) -> None:
    run.walk("已提出", "1.1.1")
    run.on("2026-12-07")
    due = run.ok("due", "--json").json

    run.ok("print", "每周要办")

    text = told((here / "每周要办_2026-12-07.docx").read_bytes())
    stuck = len(due["stuck"])
    numbers = {row["number"] for row in due["stuck"]}
    owed = [row for row in due["overdue"] if row["number"] not in numbers]
    assert f"逾期未办：{len(owed)}件" in text
    assert f"卡住：{stuck}件" in text
    assert "11月24日起9个工作日" in text
    assert "测试审核丙" in text
    assert run.ok("report", "--json").json["receipt"] in text


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("print",), f"缺少：表格（要打印什么：{in_words()}）"),
        (
            ("print", "每周"),
            f"没有表格“每周”，是不是 每周要办？能打印的：{in_words()}",
        ),
        (("print", "zzz"), f"没有表格“zzz”；能打印的：{in_words()}"),
        (("print", "每周要办", "1.1.1"), "每周要办不用写编号"),
        (("print", "每周要办", "--month", "2026-12"), "每周要办不用写 --month"),
        (("print", "月历", "--month", "2026-Q4"), "--month 应为月份，不是“2026-Q4”"),
        (("print", "月历", "--month", "十二月"), "--month 应为月份，不是“十二月”"),
        (("print", "月历", "--month", "2028-01"), "月历只能印2026-11-24前后一年之内的月份"),
        (("print", "月历", "--month", "2025-06"), "月历只能印2026-11-24前后一年之内的月份"),
        (("print", "月历", "--on", "昨日"), "“昨日”不是日期"),
        (("print", "每周要办", "--out", ""), "--out 后面是空的"),
        (("print", "每周要办", "--audience", "社会"), "这一项只供本单位自己查看"),
    ],
)
def test_a_wrong_call_is_said_and_writes_nothing(
    run: Office, here: Path, words: tuple[str, ...], said: str
) -> None:
    ran = run(*words)

    assert ran.code == 2
    assert said in ran.err
    assert list(here.iterdir()) == []


def test_nothing_is_written_into_the_ledger_s_folder(
    run: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = sorted(run.ledger.rglob("*"))
    assert run("print", "每周要办", "--out", str(run.ledger / "要办.docx")).code == 2
    monkeypatch.chdir(run.ledger)
    ran = run("print", "每周要办")

    assert (ran.code, "不能写进台账文件夹" in ran.err) == (2, True)
    assert sorted(run.ledger.rglob("*")) == before


# 月历


def entry(day: date, summary: str = "公开 1.1.1 条目", **more: object) -> CalendarEntry:
    return CalendarEntry(uid=f"{summary}@pdisc", day=day, summary=summary, description="", **more)  # type: ignore[arg-type]  # only what a test says of it


def month_of(*entries: CalendarEntry, first: date = date(2026, 11, 1)) -> month.MonthSheet:
    return month_sheet(Agenda(unit="测试单位", on=DAY, sequence=7, entries=entries), first)


@pytest.mark.parametrize(
    ("first", "weeks"), [("2027-02-01", 4), ("2026-11-01", 6), ("2026-12-01", 5), ("2026-06-01", 5)]
)
def test_a_month_has_its_weeks_from_monday_to_sunday(first: str, weeks: int) -> None:
    sheet = month_of(first=date.fromisoformat(first))
    days = [each for week in sheet.weeks for each in week]

    assert len(sheet.weeks) == weeks
    assert {len(week) for week in sheet.weeks} == {7}
    assert days[0].day.weekday() == 0
    assert all(b.day - a.day == timedelta(days=1) for a, b in pairwise(days))
    assert {each.day.month for each in days if each.inside} == {date.fromisoformat(first).month}


def test_a_square_tells_what_is_to_be_done_before_what_is_done() -> None:
    sheet = month_of(
        entry(DAY, "公开 1.1.1 甲", done_on=DAY),
        entry(DAY, "公开 1.1.2 乙"),
        entry(DAY, "撤回 2026-0001 丙", cancelled=True),
    )
    (square,) = [each for week in sheet.weeks for each in week if each.day == DAY]

    assert square.lines == ("□公开 1.1.2 乙", "√公开 1.1.1 甲")


@given(count=st.integers(0, 40), first=st.dates(date(2000, 1, 1), date(2099, 12, 1)))
@settings(max_examples=examples(60), deadline=None)
def test_a_month_never_takes_more_than_the_page_has(count: int, first: date) -> None:
    first = first.replace(day=1)
    sheet = month_of(*(entry(first, f"{n}" + "字" * 40) for n in range(count)), first=first)
    (square,) = [each for week in sheet.weeks for each in week if each.day == first]

    assert sheet.lines * month.LINE * len(sheet.weeks) <= month.ROOM
    assert len(square.lines) + 1 <= sheet.lines
    shown = sum(line.startswith("□") for line in square.lines)
    assert shown == count or square.lines[-1] == f"还有{count - shown}件"


def test_the_month_in_word_is_a_grid_without_blank_cells() -> None:
    table = opened(carried(month_page(month_of(entry(DAY))))).tables[0]

    assert [cell.text for cell in table.rows[0].cells] == [f"周{x}" for x in "一二三四五六日"]
    assert all(cell.text.strip() for each in table.rows for cell in each.cells)
    assert "24日\n□公开 1.1.1 条目" in [cell.text for cell in table.rows[5].cells]


# 催办单


LINE = SlipLine("1.3.2", "重大项目安排", "2026年三季度", None, date(2026, 10, 22), 33)
HELD = SlipLine("1.1.1", "执行中央方针政策", None, "2026-0001", None, 0)


def slip(*lines: SlipLine, reason: str = "", office: str = "办公室") -> UrgeSlip:
    return UrgeSlip(
        unit="测试单位党支部",
        office=office,
        lines=lines,
        demanded_on=DAY,
        answer_by=date(2026, 12, 1),
        by="测试书记丁",
        reason=reason,
        receipt=RECEIPT,
    )


def slips_in_word(*found: UrgeSlip) -> bytes:
    return carried(*(slip_sheet(each, on=DAY) for each in found))


def test_a_slip_as_text() -> None:
    assert slip_text(slip(LINE, HELD, reason="连续两季度未公开")) == (
        "催办单　测试单位党支部",
        "致：办公室",
        "按照党务公开目录，你科室承办的以下2项应当办理而尚未办理：",
        "  1. 1.3.2 重大项目安排（2026年三季度），应于2026年10月22日前公开，已逾期33天",
        "  2. 1.1.1 执行中央方针政策（2026-0001）",
        "请于2026年12月1日前提出公开方案，已提出的抓紧办理；"
        "定期事项本期没有此类情况的，报本期无事项；固定事项内容没有变化的，报请复核。",
        "催办理由：连续两季度未公开",
        f"依据：实施方案三（一）“{BASIS}”。",
        "催办人：测试书记丁　2026年11月24日",
        f"回执 {RECEIPT}",
    )


def test_the_basis_is_the_plan_s_own_sentence() -> None:
    plan = Path(__file__).parent / "data" / "实施方案原文.txt"

    assert BASIS in plan.read_text(encoding="utf-8")


def test_a_slip_says_with_whom_a_disclosure_lies_and_writes_days_out() -> None:
    known = {"window": "2026-07-01 起", "number": "2026-0007", "holder": "测试丙"}
    line = msgspec.structs.replace(LINE, **known)
    document = opened(slips_in_word(slip(line)))

    said = document.tables[0].rows[1].cells[2].text
    assert said == "2026年7月1日 起\n2026-0007\n（在测试丙处）"


def test_each_slip_has_a_page_with_its_office_lines_and_signature() -> None:
    data = slips_in_word(slip(LINE, HELD), slip(LINE, office="综合科"))
    document = opened(data)

    assert [each.start_type for each in document.sections] == [WD_SECTION.NEW_PAGE] * 2
    assert [each.text for each in document.paragraphs].count("催办单") == 2
    assert [len(table.rows) for table in document.tables] == [3, 2]
    assert [cell.text for cell in document.tables[0].rows[1].cells] == [
        *("1.3.2", "重大项目安排", "2026年三季度", "2026年10月22日", "33天"),
    ]
    assert [cell.text for cell in document.tables[0].rows[2].cells] == [
        *("1.1.1", "执行中央方针政策", "2026-0001", "—", "—"),
    ]
    text = told(data)
    for words in ("致：办公室", "致：综合科", "经办人签收：", BASIS, RECEIPT, "催办人：测试书记丁"):
        assert words in text, words


def test_the_same_slips_give_the_same_bytes() -> None:
    slips = [slip(LINE), slip(HELD, reason="一\x00二")]

    assert slips_in_word(*slips) == slips_in_word(*slips)
    assert "一\\x00二" in told(slips_in_word(*slips))
