"""The secretary's manual is true: what is printed in it can be typed, in order, as it stands."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import NOW, Office
from manual_pages import FILES, FOLDER, ROOT, Example, FilledIn, examples, manual, pages, steps
from openpyxl import Workbook, load_workbook  # type: ignore[import-untyped]  # the stubs are a package we need not
from terminals import talk

from pdisc.clock import FixedClock
from pdisc.commands.shared import IN_POWERSHELL
from pdisc.services.screening import screened_file

PAGE_LINES = 140
"""A page is one task; she doesn't read longer ones."""
GIVEN = ("编号", "公开形式")
"""Columns of a sheet by which she finds a row; all else in the manual's table she fills in."""
HER_ACCOUNT = "HERS"


class Reader:
    """Somebody who types the manual from its first page on, on a computer of her own."""

    def __init__(self, office: Office) -> None:
        """Sit down in the folder in which the manual's files lie."""
        self._office = office
        self._account = {"PDISC_ACTOR": ""}

    def does(self, step: Example | FilledIn) -> str:
        """Do what a page says; return what is wrong with it, nothing where it does as printed."""
        return fill_in(step) if isinstance(step, FilledIn) else self.types(step)

    def types(self, example: Example) -> str:
        """Type one example; return what is wrong with it, nothing where it does as is printed."""
        if example.day is not None:
            self._office.on(example.day)
        asked = example.talk
        if asked is None:
            ran = self._office(*example.words, env=self._account)
        else:
            answers = [typed for _, typed in asked]
            said = [*example.words]
            ran = talk(self._office, *said, answers=answers, env=self._account, agrees=False)
        if ran.code != example.code:
            return f"{example.line} → {ran.code}\n{ran.out}{ran.err}"
        all_said = " ".join((ran.out + ran.err).split())
        unsaid = [line for line in example.said if " ".join(line.split()) not in all_said]
        if unsaid:
            return f"{example.line} doesn't say {unsaid}\n{ran.out}{ran.err}"
        return unasked(ran.out + ran.err, ran.err, asked or ())


def fill_in(sheet: FilledIn) -> str:
    """Fill in a sheet that was written before, as somebody would in Excel; return what is wrong."""
    book = load_workbook(sheet.file)
    page = book.worksheets[0]
    heads = {cell.value: cell.column for row in page.iter_rows(max_row=8) for cell in row}
    for wanted in sheet.rows:
        given = {name: wanted[name] for name in GIVEN if name in wanted}
        places = [
            row[0].row
            for row in page.iter_rows()
            if all(row[heads[name] - 1].value == value for name, value in given.items())
        ]
        if len(places) != 1:
            return f"{sheet.file}: no row {given}"
        for name, value in wanted.items():
            if name not in given and value:
                page.cell(places[0], heads[name], value)
    book.save(sheet.file)
    return ""


def unasked(all_said: str, questions: str, asked: tuple[tuple[str, str], ...]) -> str:
    """Return the first question that wasn't put in its turn."""
    place = 0
    for question, _ in asked:
        found = questions.find(question, place)
        if found < 0:
            return f"not asked: {question}\n{all_said}"
        place = found + len(question)
    return ""


@pytest.fixture(scope="module")
def typed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, list[str]]]:
    """Type the whole manual once; yield what went wrong, by page."""
    folder = tmp_path_factory.mktemp("手册")
    shutil.copytree(FILES, folder, dirs_exist_ok=True)
    reader = Reader(Office(folder / "台账", FixedClock(NOW)))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("XDG_CONFIG_HOME", str(folder / "settings"))
        patch.setenv("LOGNAME", HER_ACCOUNT)
        patch.setenv("COLUMNS", "80")
        patch.setenv("LINES", "24")
        yield {
            page.name: [wrong for each in steps(page) if (wrong := reader.does(each))]
            for page in pages()
        }


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.stem)
def test_a_page_of_the_manual_can_be_typed_as_it_stands(
    typed: dict[str, list[str]], page: Path
) -> None:
    assert not typed[page.name], "\n".join(typed[page.name])


def test_the_manual_has_examples_to_be_typed_and_to_be_answered() -> None:
    all_of_it = [each for page in pages() for each in examples(page)]

    assert len(all_of_it) > 150
    assert len([answer for each in all_of_it for answer in each.talk or ()]) > 25
    assert any(each.code for each in all_of_it)


def test_the_front_door_leads_to_every_page() -> None:
    assert set(pages()[1:]) == set(FOLDER.glob("*.md"))


def test_no_page_is_longer_than_she_reads() -> None:
    lengths = {page.name: len(page.read_text(encoding="utf-8").splitlines()) for page in pages()}

    assert {name: lines for name, lines in lengths.items() if lines > PAGE_LINES} == {}


def test_every_file_that_lies_beside_the_manual_is_spoken_of() -> None:
    assert [file.name for file in FILES.iterdir() if file.name not in manual()] == []


def test_what_the_page_on_installing_names_is_there() -> None:
    page = (FOLDER / "安装.md").read_text(encoding="utf-8")
    scripts = re.findall(r"(?:python|py) scripts[/\\](\w+\.py)([^`\n]*)", page)

    assert {name for name, _ in scripts} == {"wheelhouse.py", "bundle.py"}
    for name, words in scripts:
        text = (ROOT / "scripts" / name).read_text(encoding="utf-8")
        assert [flag for flag in re.findall(r"--[a-z]+", words) if f'"{flag}"' not in text] == []
    wheelhouse = (ROOT / "scripts" / "wheelhouse.py").read_text(encoding="utf-8")
    for platform in re.findall(r"(?:win|linux)_\w+", page):
        system, _, cpu = platform.partition("_")
        assert f'"{platform}"' in wheelhouse or (system == "linux" and f'"{cpu}"' in wheelhouse)
    assert [
        each for each in re.findall(r"\*\*(\w+\.cmd)\*\*", page) if not (ROOT / each).exists()
    ] == []
    assert re.findall(r"^\$env.*", page, re.MULTILINE)[0] in IN_POWERSHELL


def test_the_manual_explains_every_exit_code() -> None:
    titles = re.findall(r'title = "(\w+)"', (ROOT / "pdisc" / "errors.py").read_text("utf-8"))

    assert len(titles) > 5
    assert [title for title in titles if f"| {title} |" not in manual()] == []


def test_of_the_manual_nothing_is_found_but_its_own_examples() -> None:
    found = [
        finding
        for page in pages()
        for finding in screened_file(page.name, page.read_bytes()).findings
    ]

    assert {finding.kind for finding in found} == {"内部标志", "公开属性", "手机号", "电子邮箱"}
    assert len(found) == 6


def test_a_row_that_a_sheet_has_not_is_found_out(tmp_path: Path) -> None:
    book = Workbook()
    for row in (("一季度",), ("编号", "标题"), ("1.1.1", None)):
        book.worksheets[0].append(row)
    book.save(tmp_path / "表.xlsx")
    page = tmp_path / "页.md"
    head = f"在 `{tmp_path / '表.xlsx'}` 里填：\n\n| 编号 | 标题 |\n|---|---|\n"
    for code, said in (("1.1.1", ""), ("9.9.9", "no row")):
        page.write_text(f"{head}| {code} | 学习 |\n", encoding="utf-8")
        (sheet,) = steps(page)
        assert isinstance(sheet, FilledIn)
        assert said in fill_in(sheet)
    assert load_workbook(tmp_path / "表.xlsx").worksheets[0]["B3"].value == "学习"


def test_a_manual_that_were_wrong_would_be_found_out(tmp_path: Path) -> None:
    page = tmp_path / "页.md"
    page.write_text("```console 2026-11-24 2\npdisc list\n```\n", encoding="utf-8")
    reader = Reader(Office(tmp_path / "台账", FixedClock(NOW)))
    (example,) = examples(page)

    assert "pdisc list → 7" in reader.types(example)
    assert unasked("编号：", "编号：", (("编号", ""), ("标题", ""))).startswith("not asked: 标题")
    assert re.search("not asked", unasked("乙甲", "乙甲", (("甲", ""), ("乙", ""))))
