"""测评表: the empty sheet, what it says when it comes back filled in, and what it must not say."""

import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]  # the stubs are a package we need not
import pytest
from conftest import PROPOSER, SECRETARY, Office
from openpyxl.styles import (  # type: ignore[import-untyped]  # as above
    Font,
)
from openpyxl.worksheet.worksheet import (  # type: ignore[import-untyped]  # as above
    Worksheet,
)

from pdisc.sheets.surveys import COLUMNS, EXPLAINED

ROWS: tuple[tuple[Any, ...], ...] = (
    ("2026-Q3", "党员", 30, 10, 5, 5, 60),
    (None, "群众", 3, 4, 5, 0, None),
)
Change = Callable[[Worksheet], object]


def written(
    folder: Path,
    rows: Sequence[Sequence[Any]] = ROWS,
    *,
    head: Sequence[Any] = COLUMNS,
    above: int = 1,
    change: Change = lambda page: None,
    name: str = "测评.xlsx",
) -> str:
    """Write a sheet; the first row of figures is the one below `above` and the headings."""
    book = openpyxl.Workbook()
    page = book.active
    for _ in range(above):
        page.append(("某单位测评汇总",))
    for line in (head, *rows):
        page.append(line)
    change(page)
    book.save(folder / name)
    return str(folder / name)


def problems(run: Office, path: str, code: int = 2) -> list[tuple[int, str, str]]:
    """Return all that is wrong with a sheet; nothing of it is recorded."""
    before = run.verify()["events"]
    ran = run("survey", "import", path, "--json")
    assert (ran.code, run.verify()["events"]) == (code, before), ran.out
    return [tuple(each.values()) for each in ran.json["error"]["problems"]]


def places(run: Office, path: str, code: int = 2) -> list[tuple[int, str]]:
    return [(row, column) for row, column, _ in problems(run, path, code)]


def shown(run: Office, *words: str) -> Any:
    return run.ok("survey", "show", *words, "--json").json["groups"]


# What is taken in


def test_a_sheet_is_taken_in_as_one(run: Office, tmp_path: Path) -> None:
    before = run.verify()["events"]

    done = run.ok("survey", "import", written(tmp_path), "--json").json

    assert [each["subject"] for each in done["events"]] == ["2026-Q3", "测评"]
    assert (done["rows"], run.verify()["events"]) == (2, before + 2)
    assert shown(run, "--for", "2026-Q3")[0]["response"] == 0.8333
    assert run.verify()["ok"]


def test_one_row_answers_in_the_same_shape(run: Office, tmp_path: Path) -> None:
    done = run.ok("survey", "import", written(tmp_path, ROWS[:1]), "--json").json

    assert (len(done["events"]), done["rows"]) == (1, 1)


def test_a_rehearsal_records_nothing(run: Office, tmp_path: Path) -> None:
    path = written(tmp_path)

    said = run.ok("survey", "import", path, "--dry-run").out

    assert "试运行" in said
    assert shown(run) == []
    run.ok("survey", "import", path)


def test_figures_and_names_are_read_as_people_type_them(run: Office, tmp_path: Path) -> None:
    number = run.walk("已公开")
    rows = (
        (f" {number.replace('-', '—')} ", " 党员 ", "３０", " 10 ", 5.0, "05", "６０"),
        ("公1", "群众", 1, 1, 1, 1, None),
        ("2026年第三季度", "社会", 1, 0, 0, 0, 1),
        ("上半年", "社会", 1, 0, 0, 0, 1),
    )

    done = run.ok("survey", "import", written(tmp_path, rows), "--json").json

    assert [each["subject"] for each in done["events"]] == [number, number, "2026-Q3", "2026-H1"]
    assert shown(run, number)[0]["counts"]["基本满意"] == 10


def test_the_headings_may_stand_in_any_order_within_eight_rows(run: Office, tmp_path: Path) -> None:
    turned = [tuple(reversed(row)) for row in ROWS]
    head = [f" {title[:1]}\n{title[1:]} " for title in reversed(COLUMNS)]

    path = written(tmp_path, turned, head=head, above=7)

    assert run("survey", "import", path).code == 0
    assert problems(run, written(tmp_path, above=8))


def test_rows_without_figures_that_only_name_the_matter_are_left_out(
    run: Office, tmp_path: Path
) -> None:
    rows = (*ROWS, ("2026-Q3",), (), ("2026-Q3", None, "", "", None))

    assert run.ok("survey", "import", written(tmp_path, rows), "--json").json["rows"] == 2


def test_the_sheet_is_found_beside_others(run: Office, tmp_path: Path) -> None:
    def first_another(page: Worksheet) -> None:
        page.parent.create_sheet("封面", 0).append(("满意度测评",))

    assert run("survey", "import", written(tmp_path, change=first_another)).code == 0


@pytest.mark.parametrize("case", ["strict", "inline"])
def test_other_programs_write_the_same_sheet(run: Office, tmp_path: Path, case: str) -> None:
    path = Path(written(tmp_path))
    path.write_bytes(rewritten(path.read_bytes(), WAYS[case]))

    assert run.ok("survey", "import", str(path), "--json").json["rows"] == 2


def rewritten(data: bytes, swap: Callable[[str, str], str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, swap(name, source.read(name).decode("utf-8")))
    return out.getvalue()


def strict(name: str, text: str) -> str:
    """Say the namespaces of strict Office files."""
    del name
    return text.replace(
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
    ).replace(
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    )


def inline(name: str, text: str) -> str:
    """Write a figure as a text of its own, without its address, as some exports do."""
    if not name.endswith("sheet1.xml"):
        return text
    figure = '<c r="C3" t="n"><v>30</v></c>'
    assert figure in text
    return text.replace(figure, '<c t="inlineStr"><is><r><t>3</t></r><r><t>0</t></r></is></c>')


WAYS = {"strict": strict, "inline": inline}


# What is wrong with it


def test_all_that_is_wrong_is_said_by_row_and_column(run: Office, tmp_path: Path) -> None:
    rows = (
        ("2026-Q3", "党员", 30, 10, 5, 5, 60),
        ("2026-Q3", "干部", -1, 1, 1, 1, None),
        ("某件事", None, 1.5, None, "许多", "一", "10份"),
        ("2026-0099", "社会", 10, 10, 10, 10, 39),
        ("2026-0099", "社会", 0, 0, 0, 0, None),
        ("2026-0098", "社会", 1, 0, 0, 0, 1),
        ("2026-Q3", "党员", 30, 10, 5, 5, 60),
    )

    found = problems(run, written(tmp_path, rows))

    assert [(row, column) for row, column, _ in found] == [
        *((4, "群体"), (4, "满意")),
        *((5, "事项编号或期次"), (5, "群体"), (5, "满意"), (5, "基本满意")),
        *((5, "不满意"), (5, "不了解"), (5, "发放份数")),
        *((6, "发放份数"), (7, "满意"), (8, "事项编号或期次"), (9, "")),
    ]
    told = {(row, column): said for row, column, said in found}
    assert told[4, "满意"] == "不能是负数，从 0 到 1000000"
    assert told[5, "基本满意"] == "空着，没有的写 0"
    assert told[8, "事项编号或期次"].startswith("没有编号为“2026-0098”的公开事项")
    assert told[9, ""] == "与第3行完全相同"
    assert "许多" not in str(told)
    assert shown(run) == []


def test_people_read_a_line_for_each(run: Office, tmp_path: Path) -> None:
    rows = [("2026-Q3", "党员", -1, 0, 0, 0, None)] * 60

    said = run("survey", "import", written(tmp_path, rows)).err.splitlines()

    assert said[0] == "用法错误：测评表有60处问题，一行也没有登记"
    assert said[1] == "  第3行“满意”：不能是负数，从 0 到 1000000"
    assert said[51:] == ["  ……另有10处", "下一步：改好文件后再试"]


def formula(page: Worksheet) -> None:
    page["C3"] = "=10+20"


def merged(page: Worksheet) -> None:
    page.merge_cells("A3:A4")


def hidden_row(page: Worksheet) -> None:
    page.row_dimensions[3].hidden = True


def hidden_column(page: Worksheet) -> None:
    page.column_dimensions["G"].hidden = True


def dated(page: Worksheet) -> None:
    page["A3"] = date(2026, 3, 1)


def dated_count(page: Worksheet) -> None:
    page["D3"].number_format = "yyyy-mm-dd"


def beside(page: Worksheet) -> None:
    page["I4"] = "备注"


@pytest.mark.parametrize(
    ("change", "expected", "said"),
    [
        (formula, (3, "满意"), "公式"),
        (merged, (3, "事项编号或期次"), "合并"),
        (hidden_row, (3, ""), "隐藏"),
        (hidden_column, (2, "发放份数"), "隐藏"),
        (dated, (3, "事项编号或期次"), "日期"),
        (dated_count, (3, "基本满意"), "应为数字"),
        (beside, (4, "I"), "不在表头下面"),
    ],
)
def test_what_a_cell_must_not_be_is_told(
    run: Office, tmp_path: Path, change: Change, expected: tuple[int, str], said: str
) -> None:
    path = written(tmp_path, change=change)

    first = problems(run, path)[0]

    assert (first[0], first[1]) == expected
    assert said in first[2]


def test_formats_alone_are_nothing(run: Office, tmp_path: Path) -> None:
    def painted(page: Worksheet) -> None:
        page["B3"].font = Font(bold=True)
        page["K99"].font = Font(bold=True)

    assert run("survey", "import", written(tmp_path, change=painted)).code == 0


def test_other_columns_are_told_by_their_place(run: Office, tmp_path: Path) -> None:
    head = ("事项", "群体", "满意", "满意", "不满意", "不了解", None, "备注")

    assert places(run, written(tmp_path, head=head)) == [
        (2, "A"),
        (2, "满意"),
        (2, "H"),
        *((2, title) for title in ("事项编号或期次", "基本满意", "发放份数")),
    ]


def test_a_table_of_something_else_is_none(run: Office, tmp_path: Path) -> None:
    found = places(run, written(tmp_path, head=("姓名", "电话"), above=0))

    assert [column for _, column in found] == ["A", "B", *COLUMNS]


def test_two_sheets_of_one_kind_are_not_chosen_between(run: Office, tmp_path: Path) -> None:
    def doubled(page: Worksheet) -> None:
        page.parent.copy_worksheet(page).sheet_state = "hidden"

    ran = run("survey", "import", written(tmp_path, change=doubled))

    assert (ran.code, "有2张工作表都是测评表" in ran.err) == (2, True)


def test_an_empty_sheet_is_told(run: Office, tmp_path: Path) -> None:
    ran = run("survey", "import", written(tmp_path, ()))

    assert (ran.code, "一行也没有填" in ran.err) == (2, True)


def test_too_many_rows_are_told(run: Office, tmp_path: Path) -> None:
    rows = [("2026-Q3", "党员", number, 0, 0, 0, None) for number in range(1, 1002)]

    assert places(run, written(tmp_path, rows)) == [(1003, "")]


def damaged(path: Path) -> bytes:
    return path.read_bytes()[:-600]


def garbled(path: Path) -> bytes:
    return rewritten(path.read_bytes(), lambda name, text: text[:-20] if "sheet1" in name else text)


def bomb(path: Path) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("xl/workbook.xml", path.name)
        target.writestr("xl/worksheets/sheet1.xml", b" " * (60 << 20))
    return out.getvalue()


def entities(path: Path) -> bytes:
    head = '<!DOCTYPE x [<!ENTITY a "党员">]>'
    return rewritten(
        path.read_bytes(), lambda name, text: head + text if "sheet1" in name else text
    )


@pytest.mark.parametrize(
    "spoil",
    [
        *(damaged, garbled, bomb, entities),
        lambda path: b"",
        lambda path: "事项编号或期次,群体".encode(),
        lambda path: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    ],
)
def test_what_is_no_sound_workbook_is_refused_unread(
    run: Office, tmp_path: Path, spoil: Callable[[Path], bytes]
) -> None:
    path = Path(written(tmp_path))
    path.write_bytes(spoil(path))

    ran = run("survey", "import", str(path))

    assert (ran.code, "读不了测评表" in ran.err) == (2, True), ran.err
    assert shown(run) == []


def test_a_file_that_isn_t_there_is_told(run: Office, tmp_path: Path) -> None:
    assert run("survey", "import", str(tmp_path / "没有.xlsx")).code == 2
    assert run("survey", "import", str(tmp_path)).code == 2
    assert run("survey", "import").code == 2


# What the ledger says to it


def test_what_the_ledger_forbids_is_said_of_all_rows(run: Office, tmp_path: Path) -> None:
    waiting = run.walk("已审批")
    rows = (
        (waiting, "党员", 5, 0, 0, 0, None),
        ("2026-0077", "党员", 5, 0, 0, 0, None),
        ("2027-Q1", "党员", 5, 0, 0, 0, None),
        ("2026-Q3", "党员", 5, 0, 0, 0, None),
    )

    found = problems(run, written(tmp_path, rows), code=3)

    assert [row for row, _, _ in found] == [3, 4, 5]
    assert "还没有公开" in found[0][2]
    assert places(run, written(tmp_path, rows[1:2]), code=4) == [(3, "事项编号或期次")]


def test_a_sheet_is_wrong_by_itself_whatever_the_ledger(run: Office, tmp_path: Path) -> None:
    path = written(tmp_path, [("2026-Q3", "干部", 5, 0, 0, 0, None)])

    assert run("--ledger", str(tmp_path / "没有"), "survey", "import", path).code == 2


def test_the_same_file_twice_is_told(run: Office, tmp_path: Path) -> None:
    path = written(tmp_path)
    seq = run.ok("survey", "import", path, "--json").json["events"][0]["seq"]

    found = problems(run, path, code=3)
    ran = run("survey", "import", written(tmp_path, name="另存的.xlsx", above=3))

    assert found[0][2] == f"已经登记过：第{seq}条，2026-11-24"
    assert ran.code == 3
    assert ran.err.startswith("规则不允许：这份测评表已经登记过，没有再登记\n")


def test_some_rows_again_stop_the_others_too(run: Office, tmp_path: Path) -> None:
    run.ok("survey", "import", written(tmp_path))
    longer = (*ROWS, ("2026-Q2", "社会", 5, 0, 0, 0, None))

    assert places(run, written(tmp_path, longer), code=3) == [(3, ""), (4, "")]
    assert run("survey", "import", written(tmp_path, longer[2:])).code == 0


def test_what_was_typed_by_hand_is_known_in_a_sheet(run: Office, tmp_path: Path) -> None:
    run.ok("survey", "add", "--group", "群众", "--counts", "3,4,5,0")

    assert places(run, written(tmp_path), code=3) == [(4, "")]


def test_what_was_annulled_may_be_taken_in_again(run: Office, tmp_path: Path) -> None:
    path = written(tmp_path)
    for each in run.ok("survey", "import", path, "--json").json["events"]:
        run.ok("annul", str(each["seq"]), "--reason", "登记错了", "--by", SECRETARY)

    assert shown(run) == []
    assert run("survey", "import", path).code == 0


# The empty sheet


def test_the_template_comes_back_as_it_went_out(run: Office, tmp_path: Path) -> None:
    number = run.walk("已公开")
    empty, filled = tmp_path / "空表.xlsx", tmp_path / "填好.xlsx"
    run.ok("print", "测评表", number, "--out", str(empty))
    assert run("survey", "import", str(empty)).code == 2

    book = openpyxl.load_workbook(empty)
    page = book["测评表"]
    assert [cell.value for cell in page[3]] == list(COLUMNS)
    assert {page.cell(row, 1).value for row in (4, 5, 6)} == {number}
    for row, group in enumerate(("党员", "群众"), 4):
        for column, value in enumerate((group, 9, 1, 0, 0, 12), 2):
            page.cell(row, column).value = value
    book.save(filled)
    done = run.ok("survey", "import", str(filled), "--by", PROPOSER, "--json").json

    assert [each["subject"] for each in done["events"]] == [number, number]


def test_the_template_keeps_its_heading_and_offers_the_groups(run: Office, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    run.ok("print", "测评表", "--for", "三季度", "--out", str(path))

    book = openpyxl.load_workbook(path)
    page, notes = book.worksheets

    assert page.protection.sheet
    assert page["A3"].protection.locked
    assert not page["A4"].protection.locked
    assert not page.protection.deleteRows, "what isn't needed may be deleted"
    offered = [each for each in page.data_validations.dataValidation if each.type == "list"]
    assert offered[0].formula1 == '"党员,群众,社会"'
    assert page["A4"].value == "2026年三季度"
    assert [row[0].value.partition(". ")[2] for row in notes.iter_rows()] == list(EXPLAINED)


def test_the_same_template_is_the_same_bytes(run: Office, tmp_path: Path) -> None:
    one, other = tmp_path / "一.xlsx", tmp_path / "二.xlsx"
    for path in (one, other):
        run.ok("print", "测评表", "--out", str(path))

    assert one.read_bytes() == other.read_bytes()


def test_the_template_has_its_own_name(
    run: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run.ok("print", "测评表", "--for", "2026-Q3")

    assert [path.name for path in tmp_path.glob("*.xlsx")] == ["测评表_2026年三季度.xlsx"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("测评表", "--out", "表.docx"), 2, "--out 的文件名写 .xlsx"),
        (("测评表", "2026-0009"), 4, "没有编号为“2026-0009”"),
        (("测评表", "2026-0001", "--for", "2026-Q3"), 2, "编号和 --for 只写一样"),
        (("测评表", "--for", "某期"), 2, "--for 应为期次"),
        (("每周要办", "--for", "2026-Q3"), 2, "每周要办不用写 --for"),
        (("测评表", "--audience", "社会"), 2, "只供本单位自己查看"),
    ],
)
def test_a_wrong_call_for_the_template_is_told(
    run: Office, words: tuple[str, ...], code: int, said: str
) -> None:
    ran = run("print", *words)

    assert (ran.code, said in ran.err) == (code, True), ran.err
