"""三满意: every figure worked out by hand, and what is not told outside the office (issue 19).

满意率 = (满意 + 基本满意) ÷ (all − 不了解), 知晓率 = (all − 不了解) ÷ all, 回收率 = all ÷ 发放份数.

| group | 满意 基本满意 不满意 不了解 | all | rate | awareness | asked | response |
|---|---|---|---|---|---|---|
| 党员 | 30 10 5 5 | 50 | 40/45 = 0.8889 | 45/50 = 0.9 | 60 | 50/60 = 0.8333 |
| 群众 | 3 4 5 0 | 12 | 7/12 = 0.5833, under 60 % | 1.0 | – | – |
| 社会 | 1 2 0 1 | 4 | 3/3 = 1.0 | 3/4 = 0.75 | 10 | 0.4 |
"""

from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]  # the stubs are a package we need not
import pytest
from conftest import SECRETARY, Office
from hearing import entries, january, made_public, seq_of

ONE, TWO, INSIDE = "2026-0001", "2026-0002", "2026-0003"
HEADINGS = ("事项编号或期次", "群体", "满意", "基本满意", "不满意", "不了解", "发放份数")
OUTSIDE = ("党内", "社会")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return an office with two matters for all to see and one for members."""
    office = january(tmp_path_factory.mktemp("测评"))
    for code, number in (("5.1.1", ONE), ("3.3.3", TWO), ("2.2.1", INSIDE)):
        made = made_public(office, "2026-03-02", code, f"示例事项{code}", "--channel", "会议")
        assert made == number
    office.on("2026-04-08")
    return office


@pytest.fixture
def office(opened: Office, tmp_path: Path) -> Office:
    return opened.copy(tmp_path)


def counted(office: Office, group: str, counts: str, *more: str, about: str = ONE) -> Any:
    about_what = (about,) if about else ()
    words = ("--group", group, "--counts", counts, *more)
    return office.ok("survey", "add", *about_what, *words, "--json").json


def groups(office: Office, *words: str) -> list[Any]:
    shown: list[Any] = office.ok("survey", "show", *words, "--json").json["groups"]
    return shown


def filled(office: Office) -> None:
    """Record the table above, the last group first."""
    counted(office, "社会", "1,2,0,1", "--asked", "10")
    counted(office, "群众", "3,4,5,0")
    counted(office, "党员", "30,10,5,5", "--asked", "60")


def refused(office: Office, *words: str, code: int = 2) -> str:
    before = entries(office)
    ran = office(*words)
    assert ran.code == code, f"pdisc {' '.join(words)} → {ran.code}\n{ran.out}{ran.err}"
    assert entries(office) == before
    return ran.out + ran.err


def figures(group: Any) -> tuple[Any, ...]:
    keys = ("group", "rate", "awareness", "response", "suppressed", "remedial")
    return tuple(group[key] for key in keys)


def test_the_figures_of_the_three_groups(office: Office) -> None:
    filled(office)
    shown = groups(office, ONE)
    assert [figures(each) for each in shown] == [
        ("党员", 0.8889, 0.9, 0.8333, False, False),
        ("群众", 0.5833, 1.0, None, False, True),
        ("社会", 1.0, 0.75, 0.4, False, False),
    ]
    assert shown[0]["counts"] == {"满意": 30, "基本满意": 10, "不满意": 5, "不了解": 5}
    assert office.verify()["ok"]


def test_a_second_count_of_a_group_adds_to_the_first(office: Office) -> None:
    counted(office, "党员", "30,10,5,5", "--asked", "60")
    counted(office, "党员", "5,0,5,0", "--asked", "20")
    # 45 of 55; 55 of 60; 60 of 80
    (group,) = groups(office, ONE)
    assert figures(group)[1:4] == (0.8182, 0.9167, 0.75)


def test_matters_periods_and_the_whole_are_counted_apart_and_together(office: Office) -> None:
    counted(office, "党员", "8,0,2,0")
    counted(office, "党员", "5,0,5,0", about=TWO)
    counted(office, "党员", "1,1,0,8", "--for", "2026-Q1", about="")
    counted(office, "党员", "0,10,0,0", about="")

    assert groups(office, ONE)[0]["rate"] == 0.8
    assert groups(office, TWO)[0]["rate"] == 0.5
    (window,) = groups(office, "--for", "2026年一季度")
    assert (window["rate"], window["awareness"]) == (1.0, 0.2)
    (whole,) = groups(office)
    assert whole["counts"] == {"满意": 14, "基本满意": 11, "不满意": 7, "不了解": 8}
    # 25 of 32; 32 of 40
    assert (whole["rate"], whole["awareness"]) == (0.7813, 0.8)


def test_who_knows_nothing_of_it_is_not_asked_whether_it_pleases(office: Office) -> None:
    counted(office, "群众", "0,0,0,7")
    (group,) = groups(office, ONE)
    assert (group["rate"], group["awareness"]) == (None, 0.0)
    assert not group["remedial"]


@pytest.mark.parametrize(
    ("counts", "remedial"),
    [("6,0,4,0", False), ("3,3,4,9", False), ("59,0,41,0", True), ("0,0,9,0", True)],
)
def test_under_sixty_in_a_hundred_it_has_to_be_made_up_for(
    office: Office, counts: str, remedial: bool
) -> None:
    counted(office, "群众", counts)
    assert groups(office, ONE)[0]["remedial"] is remedial
    said = office.ok("survey", "show", ONE).out
    (line,) = (line for line in said.splitlines() if line.startswith("群众"))
    assert line.rstrip().endswith("是") is remedial
    assert ("需补课的事项：2026-0001" in said) is remedial


@pytest.mark.parametrize("typed", ["30、10、5、5", "30，10，5，5", "30 10 5 5", "３０，１０,5、 5"])
def test_counts_are_typed_as_people_type_them(office: Office, typed: str) -> None:
    counted(office, "党员", typed)
    assert groups(office, ONE)[0]["counts"]["基本满意"] == 10


@pytest.mark.parametrize(
    "counts", ["30,10,5", "30,10,5,5,1", "30,-10,5,5", "0,0,0,0", "", "三,1,1,1", "1.5,1,1,1"]
)
def test_what_is_no_count_is_refused(office: Office, counts: str) -> None:
    refused(office, "survey", "add", ONE, "--group", "党员", "--counts", counts)


def test_what_else_is_wrong_with_a_count_is_told_at_once(office: Office) -> None:
    said = refused(office, "survey", "add", ONE, "--group", "干部", "--counts", "1,2,3")
    assert "干部" in said
    assert "群众" in said
    assert "1,2,3" in said
    more = ("--group", "党员", "--counts", "30,10,5,5")
    refused(office, "survey", "add", ONE, *more, "--asked", "49")
    refused(office, "survey", "add", ONE, *more, "--asked", "-1")
    assert "--counts" in refused(office, "survey", "add", ONE, "--group", "党员")
    refused(office, "survey", "add", "2026-0099", *more, code=4)
    assert groups(office) == []


# Outside the office


def test_outside_fewer_than_five_answers_are_not_told(office: Office) -> None:
    filled(office)
    shown = {each["group"]: each for each in groups(office, ONE, "--audience", "社会")}
    assert figures(shown["党员"]) == ("党员", 0.8889, 0.9, 0.8333, False, False)
    few = shown["社会"]
    assert few["suppressed"]
    assert (few["counts"], few["rate"], few["awareness"], few["response"]) == (None,) * 4
    said = office.ok("survey", "show", ONE, "--audience", "社会").out
    assert "75" not in said


@pytest.mark.parametrize("audience", OUTSIDE)
def test_nor_can_they_be_found_by_taking_one_figure_from_another(
    office: Office, audience: str
) -> None:
    counted(office, "群众", "1,0,3,0")
    counted(office, "群众", "10,5,5,0", about=TWO)

    (inside,) = groups(office)
    (outside,) = groups(office, "--audience", audience)

    assert inside["counts"] == {"满意": 11, "基本满意": 5, "不满意": 8, "不了解": 0}
    assert outside["counts"] == {"满意": 10, "基本满意": 5, "不满意": 5, "不了解": 0}
    assert outside["rate"] == 0.75


def test_five_answers_are_told(office: Office) -> None:
    counted(office, "群众", "4,0,1,0")
    (group,) = groups(office, ONE, "--audience", "社会")
    assert (group["suppressed"], group["rate"]) == (False, 0.8)


def test_what_is_for_members_is_not_counted_for_all(office: Office) -> None:
    counted(office, "党员", "10,0,0,0", about=INSIDE)
    counted(office, "党员", "0,0,10,0")
    assert groups(office, "--audience", "社会")[0]["rate"] == 0.0
    assert groups(office, "--audience", "党内")[0]["rate"] == 0.5
    assert office("survey", "show", INSIDE, "--audience", "社会").code == 4
    assert groups(office, INSIDE, "--audience", "党内")[0]["rate"] == 1.0


def test_a_count_is_rehearsed_and_taken_back(office: Office) -> None:
    more = ("--group", "党员", "--counts", "30,10,5,5")
    office.ok("survey", "add", ONE, *more, "--dry-run")
    assert groups(office, ONE) == []
    done = counted(office, "党员", "30,10,5,5")
    office.ok("annul", seq_of(done), "--reason", "登记错了", "--by", SECRETARY)
    assert groups(office, ONE) == []
    assert office.verify()["ok"]


# From a worksheet


def sheet(folder: Path, *lines: tuple[Any, ...], headings: tuple[str, ...] = HEADINGS) -> str:
    book = openpyxl.Workbook()
    page = book.active
    page.append(("三满意测评汇总表",))
    page.append(headings)
    for line in lines:
        page.append(line)
    book.save(folder / "测评.xlsx")
    return str(folder / "测评.xlsx")


def test_a_worksheet_of_counts_is_taken_in_whole(office: Office, tmp_path: Path) -> None:
    path = sheet(
        tmp_path,
        (ONE, "党员", 30, 10, 5, 5, 60),
        (ONE, "群众", 3, 4, 5, 0, None),
        ("2026-Q1", "社会", 1, 2, 0, 1, 10),
        (None, "社会", "10", "0", "0", "0", None),
    )
    before = entries(office)

    office.ok("survey", "import", path)

    assert entries(office) == before + 4
    assert [figures(each)[:4] for each in groups(office, ONE)] == [
        ("党员", 0.8889, 0.9, 0.8333),
        ("群众", 0.5833, 1.0, None),
    ]
    assert groups(office, "--for", "2026-Q1")[0]["response"] == 0.4
    assert sum(groups(office)[-1]["counts"].values()) == 14
    assert office.verify()["ok"]


def test_the_same_worksheet_twice_is_refused(office: Office, tmp_path: Path) -> None:
    path = sheet(tmp_path, (ONE, "党员", 30, 10, 5, 5, 60))
    office.ok("survey", "import", path)
    refused(office, "survey", "import", path, code=3)
    assert groups(office, ONE)[0]["counts"]["满意"] == 30


def test_all_that_is_wrong_with_a_worksheet_is_told_by_row_and_column(
    office: Office, tmp_path: Path
) -> None:
    path = sheet(
        tmp_path,
        (ONE, "党员", 30, 10, 5, 5, 60),
        (ONE, "干部", 1, 1, 1, 1, None),
        (ONE, "群众", -1, 1, 1, 1, None),
        (ONE, "社会", 1, None, "许多", 1, None),
        (ONE, "社会", 10, 10, 10, 10, 39),
        (ONE, "群众", 0, 0, 0, 0, None),
    )
    before = entries(office)
    ran = office("survey", "import", path, "--json")
    assert ran.code == 2
    found = {(each["row"], each["column"]) for each in ran.json["error"]["problems"]}
    for expected in ((4, "群体"), (5, "满意"), (6, "不满意"), (7, "发放份数")):
        assert expected in found
    assert {row for row, _ in found} == {4, 5, 6, 7, 8}
    assert all(each["message"] for each in ran.json["error"]["problems"])
    assert entries(office) == before
    assert groups(office) == []


def test_a_worksheet_with_other_columns_is_none(office: Office, tmp_path: Path) -> None:
    other = sheet(tmp_path, (ONE, "党员", 30), headings=("事项", "人", "好"))
    refused(office, "survey", "import", other)
    fewer = sheet(tmp_path, (ONE, "党员", 30, 10, 5), headings=HEADINGS[:5])
    assert "不了解" in refused(office, "survey", "import", fewer)
    (tmp_path / "空.xlsx").write_bytes(b"")
    refused(office, "survey", "import", str(tmp_path / "空.xlsx"))
    refused(office, "survey", "import", str(tmp_path / "没有.xlsx"))


def test_the_template_is_taken_back_once_it_is_filled_in(office: Office, tmp_path: Path) -> None:
    out = tmp_path / "表.xlsx"
    office.ok("print", "测评表", ONE, "--out", str(out))
    book = openpyxl.load_workbook(out)
    page = book.active
    (top,) = (
        row[0].row for row in page.iter_rows(max_row=8) if "群体" in {cell.value for cell in row}
    )
    columns = {cell.value: cell.column for cell in page[top]}
    assert set(HEADINGS) <= set(columns)
    line = dict(zip(HEADINGS, (ONE, "党员", 30, 10, 5, 5, 60), strict=True))
    for heading, value in line.items():
        page.cell(top + 1, columns[heading], value)
    for row in range(top + 2, page.max_row + 1):
        for heading in HEADINGS:
            page.cell(row, columns[heading]).value = None
    book.save(out)
    office.ok("survey", "import", str(out))
    assert groups(office, ONE)[0]["rate"] == 0.8889
