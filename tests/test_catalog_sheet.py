"""The catalogue on one sheet: what waits to be confirmed, corrected and confirmed in one go."""

from pathlib import Path
from typing import Any

import pytest
from browsers import needed
from conftest import PROPOSER, SECRETARY, Office
from filled_sheets import Page, handed_out, problems, resaved

from pdisc.sheets.fill_forms import CATALOG_FORM

SHEET = ("catalog", "sheet")
SIGNED = ("--by", SECRETARY)
YELLOW = "FFFFF2CC"


@pytest.fixture
def page(run: Office, tmp_path: Path) -> Page:
    """Return the sheet of the shipped catalogue."""
    return handed_out(run, tmp_path, *SHEET)


def take_in(run: Office, path: str, *more: str) -> Any:
    return run.ok(*SHEET, "--from", path, *SIGNED, *more, "--json").json


def wrong(run: Office, path: str, code: int = 2) -> list[tuple[int, str]]:
    found = problems(run, *SHEET, "--from", path, *SIGNED, code=code)
    return [(row, column) for row, column, _ in found]


def item(run: Office, code: str) -> Any:
    return run.ok("catalog", "show", code, "--json").json


def test_the_sheet_has_a_row_for_each_item_as_it_holds(page: Page) -> None:
    row = page.row("1.2.1")
    assert len(page.rows) == 36
    assert [each.value for each in page.page[4]] == list(CATALOG_FORM.titles)
    said = {title: page.value(row, title) for title in ("范围", "形式", "时限", "周期", "更新")}
    assert said == {
        "范围": "党内",
        "形式": "会议、文件",
        "时限": "固定",
        "周期": None,
        "更新": "重新公开",
    }


def test_what_is_assumed_is_marked_and_says_why(page: Page) -> None:
    row = page.row("1.1.2")
    colours = {title: page.page.cell(row, at).fill.fgColor.rgb for title, at in page.at.items()}
    assert {title for title, colour in colours.items() if colour == YELLOW} == {
        *("周期", "范围", "形式", "时限", "承办科室", "审批权限", "保管期限", "附件1大类")
    }
    assert "按合并格读自上方1.1.1" in page.value(row, "推定的理由")
    notes = [cell.value for cell in page.book["说明"]["B"]]
    assert any("暂记办公室" in str(each) for each in notes)


def test_an_unfilled_sheet_changes_nothing(run: Office, page: Page) -> None:
    before = run.verify()["events"]
    assert take_in(run, str(page.path))["events"] == []
    assert run.verify()["events"] == before


def test_only_what_differs_is_changed_and_thereby_confirmed(run: Office, page: Page) -> None:
    page.fill(page.row("1.1.1"), 周期="每半年", 承办科室="综合科")
    path = page.save()

    dry = take_in(run, path, "--dry-run")
    taken = take_in(run, path, "--reason", "测试核定")

    assert (dry["receipt"], len(dry["events"])) == (None, 1)
    (event,) = taken["events"]
    assert sorted(event["event"]["confirmed"]) == ["every", "office"]
    assert event["event"]["reason"] == "测试核定"
    after = item(run, "1.1.1")
    assert (after["every"], after["office"]) == ("每半年", "综合科")
    assert {"every", "office"}.isdisjoint(after["assumed"])
    assert item(run, "1.1.2")["every"] == "每季度"
    assert run.verify()["ok"]


def test_an_item_that_becomes_societys_is_told(run: Office, page: Page) -> None:
    page.fill(page.row("1.2.1"), 范围="社会")
    page.fill(page.row("1.1.1"), 范围="党内")
    (told,) = [said for said in take_in(run, page.save())["notices"] if "放宽" in said]
    assert told.startswith("1.2.1 的公开范围由党内放宽到社会")


def test_a_row_that_is_right_confirms_what_is_open_but_for_the_retention(
    run: Office, page: Page
) -> None:
    page.fill(page.row("1.1.2"), 核定="是")
    taken = take_in(run, page.save())
    after = item(run, "1.1.2")
    assert (after["inferred"], after["assumed"]) == ([], ["retention"])
    assert any("保管期限没有核定" in told for told in taken["notices"])


def test_the_retention_is_confirmed_by_the_number_of_its_table(run: Office, page: Page) -> None:
    page.fill(page.row("1.1.2"), 核定="是")
    take_in(run, page.save(), "--document-number", "测档发〔2026〕1号")
    assert item(run, "1.1.2")["assumed"] == []


def test_a_row_may_be_changed_and_confirmed_at_once(run: Office, page: Page) -> None:
    page.fill(page.row("1.1.1"), 周期="每半年", 核定="是")
    take_in(run, page.save())
    after = item(run, "1.1.1")
    assert (after["every"], after["assumed"]) == ("每半年", ["retention"])
    assert run.verify()["ok"]


def test_the_same_sheet_twice_records_nothing_twice(run: Office, page: Page) -> None:
    needed("soffice", "libreoffice-calc")
    page.fill(page.row("1.1.1"), 周期="每半年", 形式="会议、公开栏")
    page.fill(page.row("1.2.1"), 核定="是")
    path = page.save()
    take_in(run, path)
    before = run.verify()["events"]
    for each in (path, resaved(path)):
        again = take_in(run, each)
        assert (again["events"], len(again["known"])) == ([], 1)
    assert run.verify()["events"] == before


def test_an_old_sheet_takes_nothing_back_that_was_changed_since(run: Office, page: Page) -> None:
    row = page.fill(page.row("1.1.1"), 承办科室="综合科")
    run.ok("catalog", "set", "1.1.1", "--every", "每月", "--reason", "测试更正", *SIGNED)
    assert set(wrong(run, page.save(), 3)) == {(row, "核对码")}
    assert item(run, "1.1.1")["every"] == "每月"


def test_changes_may_hold_from_an_earlier_day_on(run: Office, page: Page) -> None:
    page.fill(page.row("1.1.1"), 周期="每半年")
    take_in(run, page.save(), "--valid-from", "2026-01-01")
    shown = run.ok("catalog", "show", "1.1.1", "--on", "2026-02-01", "--json").json
    assert shown["every"] == "每半年"


def test_what_holds_from_a_later_day_on_is_confirmed_as_it_will_hold(
    run: Office, page: Page
) -> None:
    page.fill(page.row("1.1.1"), 周期="每半年", 核定="是")
    take_in(run, page.save(), "--valid-from", "2026-12-01")
    later = run.ok("catalog", "show", "1.1.1", "--on", "2026-12-01", "--json").json
    assert (later["every"], later["assumed"]) == ("每半年", ["retention"])
    assert item(run, "1.1.1")["every"] == "每季度"
    assert run.verify()["ok"]


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"编号": "9.9.9"}, "编号", 3),
        ({"编号": None}, "编号", 2),
        ({"公开内容": "别的"}, "公开内容", 3),
        ({"附件1大类": True}, "附件1大类", 2),
        ({"周期": None}, "周期", 2),
        ({"周期": "偶尔"}, "周期", 2),
        ({"周期": "发生后10个工作日"}, "周期", 3),
        ({"范围": "全世界"}, "范围", 2),
        ({"形式": "微信"}, "形式", 2),
        ({"形式": None}, "形式", 2),
        ({"时限": "有时"}, "时限", 2),
        ({"时限": "固定"}, "更新", 2),
        ({"更新": "复核"}, "更新", 2),
        ({"承办科室": None}, "承办科室", 2),
        ({"承办科室": "科室"}, "承办科室", 2),
        ({"审批权限": "某人"}, "审批权限", 2),
        ({"保管期限": "50年"}, "保管期限", 2),
        ({"附件1大类": "10"}, "附件1大类", 2),
        ({"核定": "对"}, "核定", 2),
        ({"核定": "#REF!"}, "核定", 2),
        ({"承办科室": "机密★科室"}, "承办科室", 3),
    ],
)
def test_a_cell_that_will_not_do_is_told_by_row_and_column(
    run: Office, page: Page, cells: dict[str, Any], column: str, code: int
) -> None:
    page.fill(page.row("1.1.2"), 核定="是")
    row = page.fill(page.row("1.1.1"), **cells)
    path, before = page.save(), run.verify()["events"]
    ran = run(*SHEET, "--from", path, *SIGNED, "--json")
    found = [(each["row"], each["column"]) for each in ran.json["error"]["problems"]]
    assert (ran.code, found) == (code, [(row, column)])
    assert item(run, "1.1.2")["inferred"]
    assert run.verify()["events"] == before + ("机密" in str(cells))


def test_a_mark_of_secrecy_leads_whatever_else_is_wrong_with_the_sheet(
    run: Office, page: Page
) -> None:
    page.fill(page.row("1.1.1"), 范围="全体")
    page.page["A1"].value = "机密★1年"
    path, before = page.save(), run.verify()["events"]
    ran = run(*SHEET, "--from", path, *SIGNED, "--json")
    assert ran.code == 3
    assert "带有密级标志" in ran.json["error"]["message"]
    assert run.verify()["events"] == before + 1


def test_only_an_approver_may_take_it_in(run: Office, page: Page) -> None:
    page.fill(page.row("1.1.1"), 周期="每半年")
    assert run(*SHEET, "--from", page.save(), "--by", PROPOSER).code == 3


def test_the_sheets_are_not_taken_for_each_other(run: Office, page: Page) -> None:
    page.fill(page.row("1.1.1"), 周期="每半年")
    path = page.save()
    told = run("sheet", "--from", path)
    assert told.code == 2
    assert "pdisc catalog sheet --from" in told.err
    quarter = handed_out(run, page.path.parent, "sheet", "2026-Q3", name="三季度.xlsx")
    assert run(*SHEET, "--from", str(quarter.path), *SIGNED).code == 2
