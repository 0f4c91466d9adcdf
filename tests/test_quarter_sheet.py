"""A quarter on one sheet: what is handed out, what comes back, and what must not come back."""

import re
import shlex
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from browsers import needed
from conftest import ALL_PASS, PROPOSER, REVIEWER, SECRETARY, SUPERIOR, Office
from filled_sheets import HEADED, Page, handed_out, problems, resaved
from openpyxl.comments import Comment  # type: ignore[import-untyped]  # no types
from terminals import talk

from pdisc.sheets.fill_forms import QUARTER_FORM

QUARTER = ("sheet", "2026-Q3")
OCCURRED = ("--note", "测试事由", "--late-reason", "测试补录")
COLUMNS = (
    *("编号", "公开内容", "期次", "办法", "标题", "内容", "附件", "范围", "形式", "计划日期"),
    *("理由", "承办科室"),
)


@pytest.fixture
def page(run: Office, tmp_path: Path) -> Page:
    """Return the sheet of the third quarter, handed out on 12 October."""
    run.on("2026-10-12")
    return handed_out(run, tmp_path, *QUARTER)


def take_in(run: Office, path: str, *more: str) -> Any:
    return run.ok("sheet", "--from", path, *more, "--json").json


def wrong(run: Office, path: str, code: int = 2) -> list[tuple[int, str]]:
    return [(row, column) for row, column, _ in problems(run, "sheet", "--from", path, code=code)]


# What is handed out


def test_the_sheet_has_a_row_for_each_unanswered_window_of_the_quarter(page: Page) -> None:
    head = [cell.value for cell in page.page[HEADED]]
    assert tuple(head) == QUARTER_FORM.titles == COLUMNS
    assert len(page.rows) == 17
    assert {page.value(row, "期次") for row in page.rows} == {"2026年三季度"}
    assert page.book.sheetnames == ["填报", "说明"]


def test_what_is_given_is_locked_and_what_is_to_be_filled_in_is_not(page: Page) -> None:
    row = page.rows[0]
    locked = {title: page.page.cell(row, at).protection.locked for title, at in page.at.items()}
    assert {title for title, is_locked in locked.items() if is_locked} == {
        *("编号", "公开内容", "期次")
    }
    assert page.page.protection.sheet
    assert not page.page.protection.password
    colours = {page.page.cell(row, page.at[title]).fill.fgColor.rgb for title in ("编号", "标题")}
    assert len(colours) == 2
    assert page.page.freeze_panes == f"D{HEADED + 1}"
    assert page.page.page_setup.orientation == "landscape"


def test_lists_offer_what_may_stand_in_a_cell(run: Office, page: Page, tmp_path: Path) -> None:
    run.ok("occurred", "1.3.3", "--on", "2026-09-20", *OCCURRED)
    page = handed_out(run, tmp_path, *QUARTER, name="新表.xlsx")
    offered = {
        (page.page.cell(row, 1).value, title): _offered(page, row, title)
        for row in page.rows
        for title in ("办法", "范围", "承办科室")
    }
    assert offered["1.1.1", "办法"] == "公开,无事项"
    assert offered["1.3.3", "办法"] == "公开"
    assert "社会" in offered["1.1.1", "范围"]
    assert "社会" not in offered["1.3.1", "范围"]
    assert "综合科" in offered["1.1.1", "承办科室"]


def _offered(page: Page, row: int, title: str) -> str:
    where = page.page.cell(row, page.at[title]).coordinate
    (found,) = [x for x in page.page.data_validations.dataValidation if where in x.cells]
    return str(found.formula1).strip('"')


def test_what_is_in_hand_or_answered_is_told_and_has_no_row(run: Office, tmp_path: Path) -> None:
    run.on("2026-10-12")
    number = run.propose("1.1.1", "--for", "2026-Q3")
    run.ok("nil", "1.1.2", "--for", "2026-Q3", "--reason", "没有此类事项")

    said = run.ok(*QUARTER, "--out", str(tmp_path / "表.xlsx")).out

    page = Page(tmp_path / "表.xlsx")
    assert {"1.1.1", "1.1.2"}.isdisjoint(page.value(row, "编号") for row in page.rows)
    assert f"另有1项已经在办（{number}）" in said
    assert "已经答复的1项" in said
    assert "另有1项已经在办" in str(page.page.cell(2, 1).value)


def test_occurrences_of_the_window_and_standing_duties_due_in_it_have_rows(
    run: Office, tmp_path: Path
) -> None:
    run.ok("occurred", "1.3.3", "--on", "2026-02-20", *OCCURRED)

    page = handed_out(run, tmp_path, "sheet", "2026年一季度")

    given = {(page.value(row, "编号"), page.value(row, "期次")) for row in page.rows}
    assert {("1.3.3", "2026-02-20发生"), ("5.1.1", "2026-01-01起"), ("1.2.1", "2026年")} <= given
    page.disclose("1.3.3", "2026-02-20发生")
    page.disclose("5.1.1", "2026-01-01起")
    page.disclose("1.2.1", "2026年")
    taken = take_in(run, page.save())
    meant = {each["code"]: (each["window"], each["occurred_on"]) for each in taken["disclosures"]}
    assert meant == {
        "1.2.1": ("2026年", None),
        "1.3.3": (None, "2026-02-20"),
        "5.1.1": (None, None),
    }
    again = take_in(run, str(page.path.with_name("填好.xlsx")))
    assert (again["disclosures"], len(again["known"])) == ([], 3)


def test_months_half_years_and_years_have_sheets_too(run: Office, tmp_path: Path) -> None:
    run.ok("catalog", "set", "1.1.1", "--every", "每月", "--from", "2026-01-01", "--reason", "改")
    month = handed_out(run, tmp_path, "sheet", "2026年7月", name="七月.xlsx")
    assert [month.value(row, "编号") for row in month.rows] == ["1.1.1"]
    half = handed_out(run, tmp_path, "sheet", "2026-H1", name="上半年.xlsx")
    whole = handed_out(run, tmp_path, "sheet", "2025年..2026年"[-5:], name="全年.xlsx")
    assert len(month.rows) < len(half.rows) < len(whole.rows)


def test_the_same_ledger_and_day_give_the_same_bytes(
    run: Office, page: Page, tmp_path: Path
) -> None:
    run.ok(*QUARTER, "--out", str(tmp_path / "又一张.xlsx"))
    assert (tmp_path / "又一张.xlsx").read_bytes() == page.path.read_bytes()


def test_a_window_with_nothing_left_is_refused_with_a_way_on(run: Office, tmp_path: Path) -> None:
    ran = run("sheet", "2025-Q3", "--out", str(tmp_path / "表.xlsx"), "--json")
    assert ran.code == 3
    assert ran.json["error"]["next"]
    assert not (tmp_path / "表.xlsx").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("sheet", "2026-Q3"),
        ("sheet", "--out", "表.xlsx"),
        ("sheet", "2026-Q3", "--out", "表.docx"),
        ("sheet", "某一季", "--out", "表.xlsx"),
        ("sheet", "2026-Q3", "--step", "审核", "--out", "表.xlsx"),
        ("sheet", "2026-Q3", "--from", "表.xlsx"),
        ("sheet", "--from", "没有这个文件.xlsx"),
        ("sheet", "2026-Q3", "--out", "表.xlsx", "--audience", "社会"),
    ],
)
def test_a_call_that_cannot_be_meant_is_a_usage_error(
    run: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: Sequence[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*words).code == 2
    assert list(tmp_path.iterdir()) == [run.ledger] or not list(tmp_path.glob("*.xlsx"))


def test_a_sheet_is_never_written_into_the_ledger_folder(run: Office) -> None:
    assert run(*QUARTER, "--out", str(run.ledger / "表.xlsx")).code == 2
    assert not (run.ledger / "表.xlsx").exists()


# What comes back


def test_an_unfilled_sheet_records_nothing(run: Office, page: Page) -> None:
    before = run.verify()["events"]
    taken = take_in(run, str(page.path))
    assert (taken["disclosures"], taken["events"], taken["problems"]) == ([], [], [])
    assert run.verify()["events"] == before


def test_proposals_and_nil_returns_are_recorded_together(run: Office, page: Page) -> None:
    page.disclose("1.1.1", 标题="三季度学习情况", 计划日期=date(2026, 10, 20), 形式="会议、公开栏")
    page.nothing("1.1.2")
    path = page.save()

    dry = take_in(run, path, "--dry-run")
    taken = take_in(run, path)

    (one,), (nil,) = taken["disclosures"], taken["events"]
    assert [each["number"] for each in dry["disclosures"]] == [one["number"]]
    assert (dry["dry_run"], dry["receipt"]) == (True, None)
    assert (one["code"], one["title"], one["window"]) == ("1.1.1", "三季度学习情况", "2026年三季度")
    assert one["content"] == "本期情况说明。\n第二段。"
    assert (one["channels"], one["planned_on"]) == (["会议", "公开栏"], "2026-10-20")
    assert (nil["subject"], nil["event"]["reason"]) == ("1.1.2", "本期没有此类事项")
    assert taken["receipt"].startswith(f"{nil['seq']}-")
    assert run.verify()["ok"]


def test_a_rehearsal_records_nothing_and_says_so(run: Office, page: Page) -> None:
    page.disclose("1.1.1")
    before = run.verify()["events"]
    said = run.ok("sheet", "--from", page.save(), "--dry-run").out
    assert "试运行" in said
    assert "1.1.1 2026年三季度" in said
    assert run.verify()["events"] == before


def test_the_same_sheet_twice_records_nothing_twice(run: Office, page: Page) -> None:
    row, nil = page.disclose("1.1.1"), page.nothing("1.1.2")
    path = page.save()
    number = take_in(run, path)["disclosures"][0]["number"]
    before = run.verify()["events"]

    again = take_in(run, path)

    assert (again["disclosures"], again["events"]) == ([], [])
    assert [(each["row"], number in each["where"]) for each in again["known"]] == [
        (row, True),
        (nil, False),
    ]
    assert run.verify()["events"] == before
    run.review(number)
    assert len(take_in(run, path)["known"]) == 2


@pytest.mark.parametrize(
    "between",
    ["、", "\n", "\u3000、", "\xa0、\xa0", "_x000D_\n", "\u2028", "\x85", "、\u2003", "”、“"],
)
def test_however_attachments_are_listed_the_same_sheet_is_known_again(
    run: Office, page: Page, tmp_path: Path, between: str
) -> None:
    for name in ("甲.txt", "乙.txt"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    page.disclose("1.1.1", 附件=f"甲.txt{between}乙.txt")
    path = page.save()
    (one,) = take_in(run, path)["disclosures"]
    assert [file["name"] for file in one["versions"][-1]["files"]] == ["甲.txt", "乙.txt"]
    again = take_in(run, path)
    assert (again["disclosures"], len(again["known"])) == ([], 1)


@pytest.mark.parametrize("said", ["今天", "昨天", "明天", "本周五", "下周", "11月25日"])
def test_a_day_must_be_the_same_whenever_the_sheet_is_taken_in(
    run: Office, page: Page, said: str
) -> None:
    run.on("2026-11-24")
    row = page.disclose("1.1.1", 计划日期=said)
    (only,) = problems(run, "sheet", "--from", page.save())
    assert only[:2] == (row, "计划日期")
    assert "写明是哪一天" in only[2]


@pytest.mark.parametrize(
    ("column", "cell"), [("范围", "党内"), ("形式", "会议"), ("计划日期", "2026-12-01")]
)
def test_a_recorded_row_that_says_otherwise_in_any_cell_is_told(
    run: Office, page: Page, column: str, cell: str
) -> None:
    row = page.disclose("1.1.1")
    number = take_in(run, page.save())["disclosures"][0]["number"]
    page.fill(row, **{column: cell})
    told = problems(run, "sheet", "--from", page.save(), code=3)
    assert [(at, number in said) for at, _, said in told] == [(row, True)]


def test_what_libreoffice_saved_again_is_the_same_sheet(run: Office, page: Page) -> None:
    needed("soffice", "libreoffice-calc")
    page.disclose("1.1.1", 计划日期=date(2026, 10, 20))
    page.nothing("1.1.2")
    path = page.save()
    first = resaved(path)

    taken = take_in(run, first)

    assert (len(taken["disclosures"]), len(taken["events"])) == (1, 1)
    assert taken["disclosures"][0]["planned_on"] == "2026-10-20"
    for each in (path, first):
        assert len(take_in(run, each)["known"]) == 2


def test_rows_that_are_filled_in_later_are_recorded_later(run: Office, page: Page) -> None:
    page.disclose("1.1.1")
    take_in(run, page.save())
    page.disclose("1.3.1")
    taken = take_in(run, page.save())
    assert [each["code"] for each in taken["disclosures"]] == ["1.3.1"]
    assert len(taken["known"]) == 1


def test_a_row_that_says_otherwise_than_what_is_recorded_names_the_number(
    run: Office, page: Page
) -> None:
    row, nil = page.disclose("1.1.1"), page.nothing("1.1.2")
    number = take_in(run, page.save())["disclosures"][0]["number"]
    page.fill(row, 内容="改过的情况说明。")
    page.fill(nil, 理由="改过的理由说明")

    found = problems(run, "sheet", "--from", page.save(), code=3)

    assert [(at, column) for at, column, _ in found] == [(row, "内容"), (nil, "理由")]
    assert number in found[0][2]
    assert "pdisc annul" in found[1][2]


def test_columns_may_be_moved_others_added_and_rows_left_blank(run: Office, page: Page) -> None:
    page.disclose("1.1.1")
    sheet = page.page
    sheet.title = "我改的名字"
    for row in [HEADED, *page.rows]:
        cells = [sheet.cell(row, place).value for place in range(1, len(COLUMNS) + 1)]
        for place, value in enumerate(reversed(cells), 1):
            sheet.cell(row, place).value = value
        sheet.cell(row, len(COLUMNS) + 1).value = "我的备注"
    sheet.insert_rows(HEADED + 2)

    taken = take_in(run, page.save())

    assert [each["code"] for each in taken["disclosures"]] == ["1.1.1"]


@pytest.mark.parametrize(("above", "code"), [(3, 0), (6, 2)])
def test_the_headings_stand_within_the_first_eight_rows(
    run: Office, page: Page, above: int, code: int
) -> None:
    page.disclose("1.1.1")
    for merged in list(page.page.merged_cells.ranges):
        page.page.unmerge_cells(str(merged))
    page.page.insert_rows(1, above)
    assert run("sheet", "--from", page.save()).code == code


def test_what_is_told_of_several_rows_is_told_once(run: Office, page: Page) -> None:
    run.on("2026-11-24")
    for code in ("1.1.1", "1.1.2", "1.3.1"):
        page.nothing(code)
    (told,) = take_in(run, page.save())["notices"]
    assert told.startswith("1.1.1、1.1.2、1.3.1：2026年三季度最迟")


def test_dates_numbers_and_signs_are_read_as_people_type_them(run: Office, page: Page) -> None:
    page.disclose(
        "1.1.1",
        计划日期="２０２６年１０月２０日",
        标题=2026,
        范围="党内（本单位）",
        形式="会议\n文件",
        理由="测试收窄",
    )
    page.disclose("1.1.2", 计划日期="2026/10/21")
    (first, second) = take_in(run, page.save())["disclosures"]
    assert (first["planned_on"], first["title"]) == ("2026-10-20", "2026")
    assert (first["scope"], first["scope_detail"]) == ("党内", "本单位")
    assert first["channels"] == ["会议", "文件"]
    assert second["planned_on"] == "2026-10-21"


@pytest.mark.parametrize(
    ("value", "format_", "seen"),
    [
        (0.155, "0.0%", "15.5%"),
        (7, "000", "007"),
        (46, '0"人次"', "46人次"),
        (12.3, '"¥"0.00', "¥12.30"),
        (1234567.5, "#,##0.00", "1,234,567.50"),
        (date(2026, 9, 1), 'yyyy"年"m"月"', "2026年9月"),
        (datetime(2026, 9, 30, 8, 5), "yyyy-mm-dd hh:mm", None),
        (time(8, 5), "hh:mm", None),
        (True, "General", None),
        (0.5, "# ?/?", None),
        (510107198805151000, "0", None),
    ],
)
def test_a_number_is_taken_as_it_is_seen_or_not_at_all(
    run: Office, page: Page, value: Any, format_: str, seen: str | None
) -> None:
    row = page.disclose("1.1.1", 内容=value)
    page.page.cell(row, page.at["内容"]).number_format = format_
    path = page.save()
    if seen is None:
        assert wrong(run, path) == [(row, "内容")]
    else:
        (one,) = take_in(run, path)["disclosures"]
        assert one["content"] == seen


def test_the_days_of_a_chinese_excel_are_taken_as_they_are_seen(run: Office, page: Page) -> None:
    row = page.disclose("1.1.1", 内容=date(2026, 9, 30))
    page.page.cell(row, page.at["内容"]).number_format = "测试0"
    path = page.save()
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    (code,) = re.findall(rb'numFmtId="(\d+)" formatCode="[^"]*0"', parts["xl/styles.xml"])
    parts["xl/styles.xml"] = parts["xl/styles.xml"].replace(
        b'numFmtId="%s"' % code, b'numFmtId="31"'
    )
    parts["xl/styles.xml"] = re.sub(rb'<numFmt numFmtId="31"[^>]*/>', b"", parts["xl/styles.xml"])
    with zipfile.ZipFile(path, "w") as new:
        for name, data in parts.items():
            new.writestr(name, data)
    (one,) = take_in(run, path)["disclosures"]
    assert one["content"] == "2026年9月30日"


def test_a_text_is_the_same_however_its_lines_end(run: Office, page: Page) -> None:
    row, nil = (
        page.disclose("1.1.1", 内容="一_x000D_\n二"),
        page.nothing("1.1.2", 理由="没_x000D_有"),
    )
    (one,) = take_in(run, page.save())["disclosures"]
    assert one["content"] == "一\n二"
    page.fill(row, 内容="一\n二")
    page.fill(nil, 理由="没\n有")
    assert len(take_in(run, page.save())["known"]) == 2


def test_every_problem_of_a_row_is_told_whatever_the_first_of_them_is(
    run: Office, page: Page
) -> None:
    said = {"计划日期": "下周", "范围": "全体"}
    formula = page.disclose("1.1.1", 标题="=1+1", **said)
    word = page.disclose("1.1.2", 办法="有", 标题="标题", **said)
    hidden = page.disclose("1.3.1", **said)
    page.page.row_dimensions[hidden].hidden = True
    assert set(wrong(run, page.save())) == {
        *((row, column) for row in (formula, word, hidden) for column in said),
        *((formula, "标题"), (word, "标题"), (word, "办法"), (hidden, "")),
    }


@pytest.mark.parametrize("way", ["无事项", None])
def test_what_came_filled_in_is_not_changed_in_vain(
    run: Office, page: Page, way: str | None
) -> None:
    cells = {"范围": "党内:特定对象", "形式": "广播", "承办科室": "乱写的科室"}
    row = page.fill(page.row("1.1.1"), 办法=way, 理由=way and "没有此类事项", **cells)
    assert set(wrong(run, page.save())) == {(row, column) for column in cells}
    page.fill(row, **dict.fromkeys(cells))
    assert take_in(run, page.save())["problems"] == []


def test_an_older_sheet_may_say_what_the_catalogue_said_then(run: Office, page: Page) -> None:
    page.nothing("1.1.1")
    changed = ("--office", "综合科", "--channel", "会议", "--reason", "改", "--by", SECRETARY)
    run.ok("catalog", "set", "1.1.1", *changed)
    run.ok("catalog", "set", "1.1.2", *changed)
    assert len(take_in(run, page.save())["events"]) == 1


def test_another_reason_for_a_recorded_narrowing_is_told(run: Office, page: Page) -> None:
    narrowed = {"范围": "党内:特定对象", "形式": "会议"}
    row = page.disclose("1.1.1", **narrowed, 理由="测试收窄")
    take_in(run, page.save())
    page.fill(row, 理由="别的理由")
    assert wrong(run, page.save(), 3) == [(row, "理由")]


def test_a_cell_emptied_later_is_told_to_stay_as_it_was_recorded(run: Office, page: Page) -> None:
    row = page.disclose(
        "1.1.1", 计划日期="2026-12-01", 范围="党内:特定对象", 形式="会议", 理由="测试收窄"
    )
    path = page.save()
    take_in(run, path)
    (same,) = take_in(run, path)["known"]
    assert "空着" not in same["where"]
    page.fill(row, 计划日期=None, 范围=None, 理由=None)
    (known,) = take_in(run, page.save())["known"]
    assert "空着的范围、计划日期（2026-12-01）、理由还是原来登记的" in known["where"]


PERSON = "13895012345"


@pytest.mark.parametrize("column", ["范围", "形式", "计划日期", "承办科室", "附件", "办法"])
def test_no_number_of_a_person_is_quoted(
    run: Office, page: Page, tmp_path: Path, column: str
) -> None:
    said = f"{PERSON}.txt" if column == "附件" else PERSON
    row = page.disclose("1.1.1", **{column: said})
    path = page.save()
    ran, shown = run("sheet", "--from", path, "--json"), run("sheet", "--from", path)
    assert [(each["row"], each["column"]) for each in ran.json["error"]["problems"]] == [
        (row, column)
    ]
    assert PERSON not in ran.out + ran.err + shown.out + shown.err


@pytest.mark.parametrize("flag", ["--scope", "--office", "--channel", "--planned", "--attach"])
def test_no_number_of_a_person_that_was_typed_is_quoted(run: Office, flag: str) -> None:
    plan = ("propose", "1.1.1", "--for", "2026-Q3", "--title", "情况", "--content", "说明")
    for more in ((), ("--json",)):
        ran = run(*plan, flag, PERSON, *more)
        assert ran.code
        assert PERSON not in ran.out + ran.err


OTHERWISE = (
    "510107/1988/0515/1233",
    "５１０１０７１９８８０５１５１２３３",
    "五一〇一〇七一九八八〇五一五一二三三",
    "幺三八〇〇幺三八〇〇〇",
    "138.0013.8000",
    "138·0013·8000",
    "138_0013_8000",
    "测试a＠example.com",
)


@pytest.mark.parametrize("typed", OTHERWISE)
def test_no_number_is_quoted_however_it_was_written(run: Office, typed: str) -> None:
    for more in ((), ("--json",)):
        ran = run("show", typed, *more)
        assert ran.code
        assert typed not in ran.out + ran.err


def test_a_hidden_worksheet_is_not_taken_in_unseen(run: Office, page: Page) -> None:
    page.disclose("1.1.1")
    page.page.sheet_state = "hidden"
    page.book.active = 1
    before = run.verify()["events"]
    ran = run("sheet", "--from", page.save())
    assert ran.code == 2
    assert "取消隐藏" in ran.err
    assert run.verify()["events"] == before


def test_a_row_without_its_number_is_told(run: Office, page: Page) -> None:
    row = page.disclose("1.1.1", 编号=None)
    (only,) = problems(run, "sheet", "--from", page.save())
    assert only == (row, "编号", "编号空着，照原表补上")


def test_of_a_file_that_will_not_do_only_its_name_is_told(
    run: Office, page: Page, tmp_path: Path
) -> None:
    (tmp_path / "空.txt").write_bytes(b"")
    page.disclose("1.1.1", 附件="空.txt")
    (only,) = problems(run, "sheet", "--from", page.save())
    assert only[2] == "文件是空的：空.txt"


def test_attachments_lie_beside_the_sheet(run: Office, page: Page, tmp_path: Path) -> None:
    (tmp_path / "情况一、二.txt").write_text("附件一", encoding="utf-8")
    (tmp_path / "附件").mkdir()
    (tmp_path / "附件" / "表.txt").write_text("附件二", encoding="utf-8")
    page.disclose("1.1.1", 内容=None, 附件="情况一、二.txt\n附件\\表.txt")
    path = page.save()

    (one,) = take_in(run, path)["disclosures"]

    files = [file["name"] for file in one["versions"][-1]["files"]]
    assert files == ["情况一、二.txt", "表.txt"]
    for file in tmp_path.rglob("*.txt"):
        file.unlink()
    assert len(take_in(run, path)["known"]) == 1, "what is recorded needs its files no more"


def test_what_is_typed_in_a_sheet_is_screened_like_anything_typed(run: Office, page: Page) -> None:
    page.disclose("1.1.1", 内容="联系人电话 13800138000。")
    ran = run.ok("sheet", "--from", page.save())
    assert "审查发现1处待处理" in ran.out


def test_a_mark_of_secrecy_stops_the_sheet_and_is_recorded(run: Office, page: Page) -> None:
    row = page.disclose("1.1.1", 内容="机密★5年\n本期情况。")
    page.nothing("1.1.2")
    before = run.verify()["events"]

    ran = run("sheet", "--from", page.save(), "--json")

    assert ran.code == 3
    (only,) = ran.json["error"]["problems"]
    assert (only["row"], only["column"]) == (row, "内容")
    assert "本期情况" not in ran.out
    assert run.verify()["events"] == before + 1
    assert "保密" in run.ok("log").out


MARK = "机密★5年"
BESIDE: dict[str, Callable[[Page], object]] = {
    "the title": lambda page: setattr(page.page["A1"], "value", MARK),
    "a page header": lambda page: setattr(page.page.oddHeader.center, "text", MARK),
    "a remark": lambda page: setattr(page.page["E5"], "comment", Comment(MARK, "测试")),
    "another worksheet": lambda page: setattr(page.book.create_sheet()["A1"], "value", MARK),
    "a column of one's own": lambda page: setattr(page.page["P5"], "value", MARK),
    "below the rows": lambda page: setattr(page.page["A40"], "value", MARK),
    "a given cell": lambda page: setattr(page.page["B5"], "value", MARK),
    "a hidden row": lambda page: _hide(page, page.fill(page.rows[1], 内容=MARK)),
    "the worksheet's name": lambda page: setattr(page.page, "title", f"{MARK}测试甲"),
    "a property": lambda page: setattr(page.book.properties, "subject", MARK),
    "a cell that is filled in": lambda page: page.fill(page.rows[1], 理由=MARK),
}
WRONG: dict[str, Callable[[Page], object]] = {
    "nothing": lambda page: None,
    "a formula": lambda page: page.fill(page.rows[2], 标题="=1+1"),
    "a wrong word": lambda page: page.fill(page.rows[2], 办法="公布", 计划日期="下周"),
    "a hidden row": lambda page: _hide(page, page.disclose("1.3.1")),
    "a renamed heading": lambda page: page.fill(HEADED, 计划日期="日期"),
    "an altered number of the sheet": lambda page: setattr(page.page["A3"], "value", "表号"),
}


def _hide(page: Page, row: int) -> None:
    page.page.row_dimensions[row].hidden = True


@pytest.mark.parametrize("place", ["a given cell", "a remark", "a cell that is filled in"])
@pytest.mark.parametrize("fault", WRONG)
def test_a_mark_of_secrecy_leads_whatever_else_is_wrong_with_the_sheet(
    run: Office, page: Page, place: str, fault: str
) -> None:
    page.disclose("1.1.1")
    WRONG[fault](page)
    BESIDE[place](page)
    path, before = page.save(), run.verify()["events"]

    tried, ran = (run("sheet", "--from", path, *more, "--json") for more in (["--dry-run"], []))

    assert (tried.code, tried.json["error"]) == (ran.code, ran.json["error"])
    assert ran.code == 3
    assert "带有密级标志" in ran.json["error"]["message"]
    assert "★" not in ran.out + ran.err
    assert all("带有" in each["message"] for each in ran.json["error"].get("problems", []))
    assert run.verify()["events"] == before + 1


@pytest.mark.parametrize("place", ["a cell that is filled in", "a remark", "a property"])
def test_what_is_recorded_of_a_mark_says_nothing_that_somebody_wrote(
    run: Office, page: Page, place: str
) -> None:
    """A worksheet's name is written by somebody, too, and the journal keeps all for good."""
    BESIDE["the worksheet's name"](page)
    BESIDE[place](page)
    ran = run("sheet", "--from", page.save())
    assert ran.code == 3
    kept = run.ok("log").out + run.ok("log", "--json").out
    for out in (ran.out, ran.err, kept):
        assert "★" not in out
        assert "测试甲" not in out
    assert "保密" in kept


def test_a_date_of_which_only_the_month_is_seen_is_a_problem(run: Office, page: Page) -> None:
    row = page.disclose("1.1.1", 计划日期=date(2026, 12, 30))
    page.page.cell(row, page.at["计划日期"]).number_format = 'yyyy"年"m"月"'
    assert wrong(run, page.save()) == [(row, "计划日期")]


def test_a_text_that_its_format_hides_is_a_problem(run: Office, page: Page) -> None:
    row = page.disclose("1.1.1")
    page.page.cell(row, page.at["内容"]).number_format = ";;;"
    assert wrong(run, page.save()) == [(row, "内容")]


def test_the_second_happening_of_a_day_is_known_again(run: Office, tmp_path: Path) -> None:
    run.ok("occurred", "1.3.3", "--on", "2026-02-20", *OCCURRED)
    page = handed_out(run, tmp_path, "sheet", "2026年一季度")
    row = page.disclose("1.3.3", "2026-02-20发生")
    first = ("--title", "另一件", "--content", "另一件的情况。")
    run.ok("propose", "1.3.3", "--occurred", "2026-02-20", *first)
    second = ("--title", page.value(row, "标题"), "--content", page.value(row, "内容"))
    run.ok("propose", "1.3.3", "--occurred", "2026-02-20", *second)
    assert len(run.ok("sheet", "--from", page.save(), "--json").json["known"]) == 1


def test_a_banned_word_in_a_cell_and_a_mark_in_an_attachment_lead_as_well(
    run: Office, page: Page, tmp_path: Path
) -> None:
    run.ok("config", "set", "禁用词", "测试禁词", "--basis", "测试依据")
    (tmp_path / "甲.txt").write_text("机密★5年", encoding="utf-8")
    other = page.nothing("1.3.1", 理由=None, 计划日期="下周")
    row = page.disclose("1.1.1", 内容="有测试禁词", 计划日期="下周")
    assert _refused(run, page) == [(row, "内容")], "nothing else is asked then"
    page.fill(row, 内容="本期情况说明。", 附件="甲.txt")
    told = _refused(run, page)
    assert told[0] == (row, "附件")
    assert (other, "理由") in told


def _refused(run: Office, page: Page) -> list[tuple[int, str]]:
    ran = run("sheet", "--from", page.save(), "--json")
    assert ran.code == 3
    return [(each["row"], each["column"]) for each in ran.json["error"]["problems"]]


@pytest.mark.parametrize("place", BESIDE)
def test_a_mark_of_secrecy_anywhere_in_the_file_stops_the_sheet(
    run: Office, page: Page, place: str
) -> None:
    page.disclose("1.1.1")
    BESIDE[place](page)
    before = run.verify()["events"]

    ran = run("sheet", "--from", page.save(), "--json")

    assert ran.code == 3
    assert "带有密级标志" in ran.json["error"]["message"]
    assert run.verify()["events"] == before + 1
    assert "保密" in run.ok("log").out


def test_a_banned_word_in_the_name_of_an_item_does_not_stop_its_sheet(
    run: Office, page: Page
) -> None:
    name = str(page.value(page.rows[0], "公开内容"))[:4]
    run.ok("config", "set", "禁用词", name, "--basis", "测试依据")
    page.disclose("1.1.2")
    assert len(take_in(run, page.save())["disclosures"]) == 1


def test_the_sheet_itself_is_no_attachment(run: Office, page: Page) -> None:
    row = page.disclose("1.1.1", 附件="./填好.xlsx")
    assert wrong(run, page.save("填好.xlsx")) == [(row, "附件")]


TWO_LINES = "两行的\n标题"
LONG = "长" * 300


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"编号": "9.9.9"}, "编号", 3),
        ({"编号": "1.1.2"}, "公开内容", 3),
        ({"公开内容": "别的内容"}, "公开内容", 3),
        ({"期次": "2026年二季度"}, "期次", 3),
        ({"期次": "随便什么"}, "期次", 3),
        ({"办法": "公布"}, "办法", 2),
        ({"办法": None}, "办法", 2),
        ({"标题": None}, "标题", 2),
        ({"标题": "标题"}, "标题", 2),
        ({"标题": TWO_LINES}, "标题", 2),
        ({"标题": LONG}, "标题", 2),
        ({"标题": "#REF!"}, "标题", 2),
        ({"标题": "=A1"}, "标题", 2),
        ({"内容": None}, "内容", 2),
        ({"内容": "……"}, "内容", 2),
        ({"附件": "没有这个.txt"}, "附件", 2),
        ({"附件": "../别处.txt、没有这个.txt"}, "附件", 2),
        ({"附件": "/etc/hostname"}, "附件", 2),
        ({"范围": "全世界"}, "范围", 2),
        ({"范围": "党内", "形式": "会议"}, "范围", 3),
        ({"范围": "党内", "理由": "测试收窄"}, "形式", 3),
        ({"形式": "微信"}, "形式", 2),
        ({"计划日期": "下个月"}, "计划日期", 2),
        ({"计划日期": "2026-02-30"}, "计划日期", 2),
        ({"计划日期": date(2026, 10, 1)}, "计划日期", 3),
        ({"承办科室": "没有的科室"}, "承办科室", 3),
        ({"办法": "无事项", "标题": None, "内容": None}, "理由", 2),
    ],
)
def test_a_cell_that_will_not_do_is_told_by_row_and_column(
    run: Office, page: Page, tmp_path: Path, cells: dict[str, Any], column: str, code: int
) -> None:
    (tmp_path.parent / "别处.txt").write_text("别处", encoding="utf-8")
    row = page.disclose("1.1.1", **cells)
    page.nothing("1.3.1")
    assert wrong(run, page.save(), code) == [(row, column)]


def test_a_wider_scope_than_the_item_has_is_refused(run: Office, page: Page) -> None:
    row = page.disclose("1.3.1", 范围="社会")
    assert wrong(run, page.save(), 3) == [(row, "范围")]


def test_nothing_can_be_reported_before_the_window_is_over(run: Office, tmp_path: Path) -> None:
    page = handed_out(run, tmp_path, "sheet", "2026-Q4")
    row = page.nothing("1.1.1")
    assert wrong(run, page.save(), 3) == [(row, "办法")]


def test_only_periodic_items_can_have_nothing_to_report(run: Office, tmp_path: Path) -> None:
    run.ok("occurred", "1.3.3", "--on", "2026-09-20", *OCCURRED)
    page = handed_out(run, tmp_path, *QUARTER)
    row = page.nothing("1.3.3")
    assert wrong(run, page.save(), 3) == [(row, "办法")]


def test_every_problem_is_told_at_once_and_nothing_is_recorded(run: Office, page: Page) -> None:
    first = page.disclose("1.1.1", 标题=None, 计划日期="下个月", 形式="微信", 范围="全世界")
    second = page.disclose("1.1.2", 附件="没有.txt", 承办科室="没有的科室")
    third = page.nothing("1.3.1", 理由=None)
    page.nothing("1.3.2")

    found = wrong(run, page.save())

    assert set(found) == {
        *((first, column) for column in ("标题", "计划日期", "形式", "范围")),
        *((second, column) for column in ("附件", "承办科室")),
        (third, "理由"),
    }


def test_how_a_refused_sheet_is_tried_again_can_be_typed(
    run: Office, page: Page, tmp_path: Path
) -> None:
    page.fill(page.rows[0], 办法="公布")
    named = page.save("填 好（一）.xlsx")
    told = run("sheet", "--from", named, "--json").json["error"]["next"]
    assert told.startswith("改好、存盘，再试一遍：pdisc sheet --from")
    page.fill(page.rows[0], 办法=None)
    page.save("填 好（一）.xlsx")
    assert run.ok(*shlex.split(told.split("：", 1)[1])[1:])


def test_one_obligation_has_one_row(run: Office, page: Page) -> None:
    page.disclose("1.1.1")
    other = page.row("1.1.2")
    given = {title: page.value(page.row("1.1.1"), title) for title in ("编号", "公开内容", "期次")}
    page.fill(other, **given, 办法="公开", 标题="又一件", 内容="又一件的内容。")
    assert wrong(run, page.save()) == [(other, "期次")]


def test_hidden_and_merged_cells_are_not_taken_in_unseen(run: Office, page: Page) -> None:
    hidden, merged = page.disclose("1.1.1"), page.disclose("1.1.2")
    page.page.row_dimensions[hidden].hidden = True
    at = page.at["内容"]
    page.page.merge_cells(start_row=merged, end_row=merged + 1, start_column=at, end_column=at)
    assert set(wrong(run, page.save())) == {(hidden, ""), (merged, "内容")}


def test_a_window_that_was_answered_meanwhile_is_told(run: Office, page: Page) -> None:
    row, nil = page.disclose("1.1.1"), page.nothing("1.1.2")
    other = run.propose("1.1.1", "--for", "2026-Q3")
    run.propose("1.1.2", "--for", "2026-Q3")
    found = problems(run, "sheet", "--from", page.save(), code=3)
    assert [(at, column) for at, column, _ in found] == [(row, "标题"), (nil, "办法")]
    assert other in found[0][2]


def test_a_waived_window_needs_no_row_any_more(run: Office, page: Page) -> None:
    row = page.nothing("1.1.1")
    waive = ("waive", "1.1.1", "--for", "2026-Q3", "--reason", "测试豁免", "--by", SECRETARY)
    run.ok(*waive)
    assert wrong(run, page.save(), 3) == [(row, "办法")]


def test_what_was_taken_back_is_not_recorded_anew_unasked(run: Office, page: Page) -> None:
    row, nil = page.disclose("1.1.1"), page.nothing("1.1.2")
    path = page.save()
    taken = take_in(run, path)
    number, seq = taken["disclosures"][0]["number"], taken["events"][0]["seq"]
    run.ok("withdraw", number, "--reason", "测试撤回")
    run.ok("annul", str(seq), "--reason", "测试作废")

    found = problems(run, "sheet", "--from", path, code=3)

    assert [(at, column) for at, column, _ in found] == [(row, "办法"), (nil, "理由")]
    assert number in found[0][2]
    page.fill(row, 标题="重新拟的标题")
    page.fill(nil, 理由="重新写的理由")
    again = take_in(run, page.save())
    assert (len(again["disclosures"]), len(again["events"])) == (1, 1)


def test_a_refused_sheet_leaves_none_of_its_files(run: Office, page: Page, tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text("附件", encoding="utf-8")
    page.disclose("1.1.1", 附件="甲.txt")
    page.disclose("1.1.2", 形式="微信")
    before = [path for path in run.ledger.rglob("*") if path.is_file()]
    assert run("sheet", "--from", page.save()).code == 2
    assert [path for path in run.ledger.rglob("*") if path.is_file()] == before


def test_a_mark_in_an_attachment_stops_the_sheet(run: Office, page: Page, tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text("机密★5年", encoding="utf-8")
    row = page.disclose("1.1.1", 附件="甲.txt")
    page.disclose("1.1.2")
    before = sorted((run.ledger / "files").rglob("*"))
    ran = run("sheet", "--from", page.save(), "--json")
    assert ran.code == 3
    assert [(x["row"], x["column"]) for x in ran.json["error"]["problems"]] == [(row, "附件")]
    assert sorted((run.ledger / "files").rglob("*")) == before
    assert "保密" in run.ok("log").out


def test_a_sheet_that_lies_there_is_not_written_over(run: Office, page: Page) -> None:
    page.disclose("1.1.1")
    path = page.save()
    before = Path(path).read_bytes()
    assert run(*QUARTER, "--out", path).code == 2
    assert Path(path).read_bytes() == before


# At a terminal


def test_a_terminal_is_asked_for_the_window_and_the_file(
    run: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = talk(run, "sheet", answers=["1", "", ""], agrees=False)
    assert ran.code == 0, ran.err
    assert len(Page(tmp_path / "2026年三季度填报.xlsx").rows) == 17
    ran = talk(run, "sheet", answers=["1", "三季度", ""], agrees=False)
    assert (tmp_path / "2026年三季度填报（2）.xlsx").exists(), ran.err


def test_a_terminal_tries_a_sheet_before_it_is_taken_in(
    run: Office, page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    page.disclose("1.1.1")
    path = page.save()
    before = run.verify()["events"]
    ran = talk(run, "sheet", answers=["3", path, "否"], agrees=False)
    assert "1.1.1 2026年三季度" in ran.out
    assert run.verify()["events"] == before
    ran = talk(run, "sheet", answers=["1"])  # she goes on where she stopped
    assert ran.code == 0, ran.err
    assert run.verify()["events"] == before + 1


def test_who_may_not_propose_may_not_fill_in(run: Office, page: Page) -> None:
    page.disclose("1.1.1")
    ran = run("sheet", "--from", page.save(), "--by", REVIEWER)
    assert ran.code == 3
    assert "承办" in ran.err


def test_a_sheet_of_another_ledger_is_refused(run: Office, page: Page, tmp_path: Path) -> None:
    page.disclose("1.1.1")
    path = page.save()
    other = Office(tmp_path / "别的台账", run.clock)
    other.ok("init", "--unit", "测试单位", "--since", "2026-01-01")
    ran = other("sheet", "--from", path)
    assert ran.code == 2
    assert "不是这本台账出的" in ran.err


@pytest.mark.parametrize("mark", ["表号：填报 2026-Q2 {code}", "表号：实施 2026-Q3 {code}", None])
def test_a_sheet_with_an_altered_heading_is_refused(
    run: Office, page: Page, mark: str | None
) -> None:
    page.disclose("1.1.1")
    code = str(page.page.cell(3, 1).value).split()[-1]
    page.page.cell(3, 1).value = mark and mark.format(code=code)
    before = run.verify()["events"]
    ran = run("sheet", "--from", page.save())
    assert ran.code == 2
    assert "表号" in ran.err or "表头" in ran.err
    assert run.verify()["events"] == before


def test_a_missing_or_doubled_column_is_told(run: Office, page: Page) -> None:
    page.page.cell(HEADED, page.at["理由"]).value = "标题"
    assert set(wrong(run, page.save())) == {(HEADED, "理由"), (HEADED, "标题")}


def test_what_is_no_workbook_is_a_usage_error(run: Office, tmp_path: Path) -> None:
    (tmp_path / "表.xlsx").write_text("不是表格", encoding="utf-8")
    assert run("sheet", "--from", str(tmp_path / "表.xlsx")).code == 2


# The bar


def test_a_quarter_of_seventeen_windows_takes_at_most_fifteen_commands(
    run: Office, tmp_path: Path
) -> None:
    run.on("2026-10-12")
    typed: list[tuple[str, ...]] = []

    def command(*words: str) -> str:
        typed.append(words)
        return run.ok(*words).out

    blank, back = tmp_path / "三季度.xlsx", tmp_path / "实施.xlsx"
    command("sheet", "2026-Q3", "--out", str(blank))
    page = Page(blank)
    codes = [page.value(row, "编号") for row in page.rows]
    for code in codes[:10]:
        page.disclose(code)
    for code in codes[10:]:
        page.nothing(code)
    command("sheet", "--from", page.save(), "--dry-run")
    command("sheet", "--from", page.save())
    nine = "2026-0001..2026-0009"
    command("review", nine, "--by", REVIEWER, *ALL_PASS)
    held = ("--withhold", "测试不宜公开", "--basis", "条例第八条")
    command("review", "2026-0010", "--by", REVIEWER, *held)
    command("approve", nine, "--by", SUPERIOR)
    refused = ("--refuse", "测试不宜公开", "--basis", "条例第八条")
    command("approve", "2026-0010", "--by", SUPERIOR, *refused)
    run.on("2026-10-14")
    command("sheet", "2026-Q3", "--step", "实施", "--out", str(back))
    out = Page(back)
    for row in out.rows:
        on_web = out.value(row, "公开形式") == "网站"
        where = {"网址": "https://example.invalid/1"} if on_web else {"地点": "三楼会议室"}
        out.fill(row, 公开日期=date(2026, 10, 14), **where)
    command("sheet", "--from", out.save("公开了.xlsx"))
    run.on("2026-11-05")
    command("archive", nine, "--by", PROPOSER, "--no-opinions")
    command("archive", "2026-0010", "--by", PROPOSER)
    command("due")
    command("report", "--quarter", "2026-Q3")

    assert len(typed) <= 15
    rates = run.ok("report", "--quarter", "2026-Q3", "--json").json["rates"]
    assert (rates["published"], rates["nil"], rates["refused"]) == (9, 7, 1)
    assert run.verify()["ok"]
