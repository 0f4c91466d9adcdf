"""Sheets that `sheet` wrote, filled in as somebody does it in Excel, WPS or LibreOffice."""

import io
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl  # type: ignore[import-untyped]  # the stubs are a package we need not
from conftest import Office
from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]  # as above

HEADED = 4
"""The row of the headings."""

Cells = Mapping[str, Any]


class Page:
    """One sheet that lies open: its rows by what stands in their first columns."""

    def __init__(self, path: Path) -> None:
        """Open a sheet where it lies."""
        self.path = path
        self.book = openpyxl.load_workbook(path)
        self.page: Worksheet = self.book.worksheets[0]
        self.at = {cell.value: cell.column for cell in self.page[HEADED] if cell.value}

    @property
    def rows(self) -> list[int]:
        """The rows below the headings that hold anything."""
        below = range(HEADED + 1, self.page.max_row + 1)
        return [row for row in below if self.page.cell(row, 1).value]

    def value(self, row: int, title: str) -> Any:
        """Return what a cell holds."""
        return self.page.cell(row, self.at[title]).value

    def row(self, *given: str) -> int:
        """Return the row whose given cells hold all of these."""
        (found,) = [
            row
            for row in self.rows
            if set(given) <= {self.page.cell(row, place).value for place in range(1, 4)}
        ]
        return found

    def fill(self, row: int, **cells: Any) -> int:
        """Type into a row, by heading; return the row."""
        for title, value in cells.items():
            self.page.cell(row, self.at[title]).value = value
        return row

    def disclose(self, *given: str, **more: Any) -> int:
        """Fill in a row as 公开, with a title and a text unless `more` says otherwise."""
        row = self.row(*given)
        said = {"办法": "公开", "标题": f"{given[0]} 的情况", "内容": "本期情况说明。\n第二段。"}
        return self.fill(row, **{**said, **more})

    def nothing(self, *given: str, **more: Any) -> int:
        """Fill in a row as 无事项."""
        return self.fill(self.row(*given), **{"办法": "无事项", "理由": "本期没有此类事项", **more})

    def save(self, name: str = "填好.xlsx") -> str:
        """Save it beside the one that was handed out."""
        to = self.path.with_name(name)
        self.book.save(to)
        return str(to)


def handed_out(run: Office, folder: Path, *words: str, name: str = "空表.xlsx") -> Page:
    """Write a sheet by a command, and open it."""
    path = folder / name
    run.ok(*words, "--out", str(path))
    return Page(path)


def problems(run: Office, *words: str, code: int = 2) -> list[tuple[int, str, str]]:
    """Return all that is wrong with a sheet; nothing of it is recorded but a refusal for 保密."""
    before = run.verify()["events"]
    ran = run(*words, "--json")
    assert ran.code == code, ran.out + ran.err
    assert run.verify()["events"] == before
    return [tuple(each.values()) for each in ran.json["error"]["problems"]]


def resaved(path: str) -> str:
    """Return the same workbook as LibreOffice saves it."""
    folder = Path(path).parent / "另存"
    subprocess.run(
        ["soffice", "--headless", "--convert-to", "xlsx", "--outdir", str(folder), path],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return str(folder / Path(path).name)


def bytes_of(change: Callable[[Any], object], path: str) -> bytes:
    """Return a workbook's bytes after a change."""
    book = openpyxl.load_workbook(path)
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
