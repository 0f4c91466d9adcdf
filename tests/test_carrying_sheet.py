"""Carrying out on one sheet: a row for each approved channel, taken back as publications."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from browsers import needed
from conftest import REVIEWER, Office
from filled_sheets import Page, handed_out, problems, resaved

CARRYING = ("sheet", "2026-Q3", "--step", "实施")
DAY = date(2026, 11, 24)


@pytest.fixture
def page(run: Office, tmp_path: Path) -> Page:
    """Return the sheet on which one disclosure waits to go out on four channels."""
    run.walk("已审批", "1.1.1", "--for", "2026-Q3")
    return handed_out(run, tmp_path, *CARRYING)


def publish(page: Page, channel: str, **more: Any) -> int:
    row = page.row("2026-0001", channel)
    on_web = channel.startswith("网站")
    where = {"网址": "https://example.invalid/1"} if on_web else {"地点": "三楼会议室"}
    return page.fill(row, **{"公开日期": DAY, **where, **more})


def take_in(run: Office, path: str, *more: str) -> Any:
    return run.ok("sheet", "--from", path, *more, "--json").json


def wrong(run: Office, path: str, code: int = 2, *more: str) -> list[tuple[int, str]]:
    found = problems(run, "sheet", "--from", path, *more, code=code)
    return [(row, column) for row, column, _ in found]


def test_there_is_a_row_for_each_open_channel_of_what_is_approved(
    run: Office, tmp_path: Path
) -> None:
    number = run.walk("已审批", "1.1.1", "--for", "2026-Q3")
    run.ok("publish", number, "--channel", "会议", "--place", "会议室")
    run.walk("已审批", "1.1.2", "--for", "2026-Q2")
    run.walk("已审核", "1.3.1", "--for", "2026-Q3")
    standing = run.walk("已审批", "5.1.1")

    page = handed_out(run, tmp_path, *CARRYING)

    rows = {(page.value(row, "编号"), page.value(row, "公开形式")) for row in page.rows}
    assert {channel for n, channel in rows if n == number} == {"文件", "公开栏", "网站"}
    assert {n for n, _ in rows} == {number, standing}


def test_rows_with_a_day_become_publications_and_the_others_wait(run: Office, page: Page) -> None:
    publish(page, "会议", 文号="测试〔2026〕1号")
    publish(page, "网站")

    taken = take_in(run, page.save())

    (one,) = taken["disclosures"]
    out = {each["channel"]: each for each in one["publications"]}
    assert out.keys() == {"会议", "网站"}
    assert (out["会议"]["on"], out["会议"]["place"]) == ("2026-11-24", "三楼会议室")
    assert out["会议"]["document_number"] == "测试〔2026〕1号"
    assert out["网站"]["url"] == "https://example.invalid/1"
    assert set(one["open_channels"]) == {"文件", "公开栏"}
    assert (taken["events"], taken["problems"]) == ([], [])
    assert run.verify()["ok"]


def test_days_are_taken_in_their_order_whatever_that_of_the_rows(run: Office, page: Page) -> None:
    run.on("2026-11-26")
    publish(page, "会议", 公开日期="2026-11-26")
    publish(page, "文件", 公开日期="2026-11-25")
    (one,) = take_in(run, page.save())["disclosures"]
    assert [each["on"] for each in one["publications"]] == ["2026-11-25", "2026-11-26"]


def test_the_same_sheet_twice_publishes_nothing_twice(run: Office, page: Page) -> None:
    needed("soffice", "libreoffice-calc")
    publish(page, "会议")
    publish(page, "网站")
    path = page.save()
    take_in(run, path)
    before = run.verify()["events"]
    for each in (path, resaved(path)):
        again = take_in(run, each)
        assert (again["disclosures"], len(again["known"])) == ([], 2)
    assert run.verify()["events"] == before
    publish(page, "文件")
    (one,) = take_in(run, page.save())["disclosures"]
    assert len(one["publications"]) == 3


def test_another_place_than_the_recorded_one_is_told(run: Office, page: Page) -> None:
    row = publish(page, "会议")
    take_in(run, page.save())
    page.fill(row, 地点="二楼会议室")
    (only,) = problems(run, "sheet", "--from", page.save(), code=3)
    assert only[:2] == (row, "公开日期")
    assert "2026-0001" in only[2]


def test_a_day_emptied_later_is_told_to_stay_as_it_was_recorded(run: Office, page: Page) -> None:
    row = publish(page, "会议", 公示截止="2026-12-09")
    take_in(run, page.save())
    page.fill(row, 公示截止=None)
    (known,) = take_in(run, page.save())["known"]
    assert "空着的公示截止还是 2026-12-09" in known["where"]


def test_every_problem_of_a_row_is_told_whatever_the_first_of_them_is(
    run: Office, page: Page
) -> None:
    row = publish(page, "会议", 公开日期="=1+1", 地点="地点", 公示截止="那一天", 凭证="没有.txt")
    other = publish(page, "文件", 编号=None, 地点=None)
    assert set(wrong(run, page.save())) == {
        *((row, column) for column in ("公开日期", "地点", "公示截止", "凭证")),
        *((other, column) for column in ("编号", "地点")),
    }


def test_an_annulled_publication_is_not_recorded_anew_unasked(run: Office, page: Page) -> None:
    row = publish(page, "会议")
    path = page.save()
    (one,) = take_in(run, path)["disclosures"]
    run.ok("annul", str(one["publications"][0]["seq"]), "--reason", "测试作废")
    assert wrong(run, path, 3) == [(row, "公开日期")]
    page.fill(row, 地点="二楼会议室")
    assert len(take_in(run, page.save())["disclosures"]) == 1


def test_evidence_lies_beside_the_sheet(run: Office, page: Page, tmp_path: Path) -> None:
    (tmp_path / "公开栏.txt").write_text("照片", encoding="utf-8")
    publish(page, "公开栏", 凭证="公开栏.txt")
    (one,) = take_in(run, page.save())["disclosures"]
    (out,) = one["publications"]
    assert [file["name"] for file in out["evidence"]] == ["公开栏.txt"]


def test_evidence_that_is_recorded_is_known_again_however_it_is_listed(
    run: Office, page: Page, tmp_path: Path
) -> None:
    for name in ("甲.txt", "乙.txt"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    publish(page, "公开栏", 凭证="甲.txt\u3000、乙.txt")
    path = page.save()
    take_in(run, path)
    assert len(take_in(run, path)["known"]) == 1
    for name in ("甲.txt", "乙.txt"):
        (tmp_path / name).unlink()
    assert len(take_in(run, path)["known"]) == 1, "what is recorded needs its files no more"


def test_a_mark_of_secrecy_leads_whatever_else_is_wrong_with_the_sheet(
    run: Office, page: Page, tmp_path: Path
) -> None:
    publish(page, "会议", 公开日期="那一天")
    row = publish(page, "公开栏", 文号="机密★1年")
    path, before = page.save(), run.verify()["events"]
    ran = run("sheet", "--from", path, "--json")
    told = [(each["row"], each["column"]) for each in ran.json["error"]["problems"]]
    assert (ran.code, told) == (3, [(row, "文号")])
    assert run.verify()["events"] == before + 1
    assert run.ok("log", "--json").json["events"][-1]["event"]["act"] == "实施"
    (tmp_path / "甲.txt").write_text("机密★5年", encoding="utf-8")
    publish(page, "公开栏", 文号=None, 凭证="甲.txt")
    ran = run("sheet", "--from", page.save(), "--json")
    first = ran.json["error"]["problems"][0]
    assert (ran.code, first["row"], first["column"]) == (3, row, "凭证")


def test_evidence_that_comes_later_is_told_how_it_comes_in(
    run: Office, page: Page, tmp_path: Path
) -> None:
    row = publish(page, "公开栏")
    take_in(run, page.save())
    photo = tmp_path / "公开栏.txt"
    photo.write_text("照片", encoding="utf-8")
    page.fill(row, 凭证=photo.name)
    path = page.save()
    (only,) = problems(run, "sheet", "--from", path, code=3)
    assert only[:2] == (row, "凭证")
    number = re.findall(r"2026-\d{4}", only[2])[0]
    late = ("--step", "实施", "--channel", "公开栏", "--file", str(photo))
    run.ok("evidence", number, *late)
    assert len(take_in(run, path)["known"]) == 1


def test_an_unfilled_sheet_publishes_nothing(run: Office, page: Page) -> None:
    before = run.verify()["events"]
    assert take_in(run, str(page.path))["disclosures"] == []
    assert run.verify()["events"] == before


@pytest.mark.parametrize(
    ("channel", "cells", "column", "code"),
    [
        ("会议", {"公开日期": None}, "公开日期", 2),
        ("会议", {"公开日期": "那一天"}, "公开日期", 2),
        ("会议", {"公开日期": "今天"}, "公开日期", 2),
        ("公开栏", {"公示截止": "昨天"}, "公示截止", 2),
        ("会议", {"公开日期": date(2026, 12, 1)}, "公开日期", 3),
        ("会议", {"公开日期": date(2026, 11, 2)}, "公开日期", 3),
        ("会议", {"地点": None}, "地点", 2),
        ("会议", {"地点": "地点"}, "地点", 2),
        ("会议", {"网址": "https://example.invalid/1"}, "网址", 2),
        ("网站", {"网址": None}, "网址", 2),
        ("网站", {"网址": "example.invalid"}, "网址", 2),
        ("公开栏", {"公示截止": date(2026, 11, 25)}, "公示截止", 3),
        ("公开栏", {"公示截止": "#N/A"}, "公示截止", 2),
        ("公开栏", {"凭证": "没有.jpg"}, "凭证", 2),
        ("公开栏", {"编号": "2026-0099"}, "编号", 3),
        ("公开栏", {"标题": "别的标题"}, "标题", 3),
        ("公开栏", {"公开形式": "简报"}, "公开形式", 3),
    ],
)
def test_a_cell_that_will_not_do_is_told_by_row_and_column(
    run: Office, page: Page, channel: str, cells: dict[str, Any], column: str, code: int
) -> None:
    publish(page, "文件")
    row = publish(page, channel, **cells)
    assert wrong(run, page.save(), code) == [(row, column)]


def test_personal_values_in_what_everybody_reads_are_told(run: Office, page: Page) -> None:
    row = publish(page, "会议", 地点="电话 13800138000")
    assert wrong(run, page.save(), 3) == [(row, "地点")]


def test_a_late_day_needs_its_reason_once_for_all(run: Office, page: Page) -> None:
    run.on("2026-12-10")
    publish(page, "会议")
    path = page.save()
    assert len(wrong(run, path, 3)) == 1
    (one,) = take_in(run, path, "--late-reason", "测试补录")["disclosures"]
    assert one["steps"][-1]["late_reason"] == "测试补录"


def test_the_day_stands_in_the_sheet_and_nowhere_else(run: Office, page: Page) -> None:
    publish(page, "会议")
    assert run("sheet", "--from", page.save(), "--on", "2026-11-24").code == 2


def test_who_may_not_publish_may_not_take_the_sheet_in(run: Office, page: Page) -> None:
    publish(page, "会议")
    assert run("sheet", "--from", page.save(), "--by", REVIEWER).code == 3


def test_nothing_to_carry_out_is_refused(run: Office, tmp_path: Path) -> None:
    assert run(*CARRYING, "--out", str(tmp_path / "表.xlsx")).code == 3
