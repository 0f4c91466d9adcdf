"""How a printed form and an output format are added: a toy of each works whole, listed and no more.

These tests are the recipe that CONTRIBUTING.md tells: a module that makes it, a row in its list.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from conftest import Office

from pdisc.context import Context
from pdisc.papers.forms import FORMS, PrintedForm
from pdisc.papers.order import Printed, PrintOrder
from pdisc.render.formats.choices import FORMATS, Format
from pdisc.render.paper import Reply
from pdisc.services import lookup

Row = TypeVar("Row")


@contextmanager
def listed(rows: dict[str, Row], name: str, row: Row) -> Iterator[None]:
    """Put one row more into a list, for a while."""
    rows[name] = row
    try:
        yield
    finally:
        del rows[name]


class ToyFormat:
    """Every title on a line of its own; it stands for a module of `render/formats/`."""

    def made(self, reply: Reply) -> str:
        """Return the titles of an answer's table, and its number of rows."""
        table = reply.table()
        return "".join(f"{column.title}\n" for column in table.columns) + f"{len(table.rows)}\n"


class ToyFile:
    """A file that only a program opens."""

    def made(self, reply: Reply) -> bytes:
        """Return the title of an answer's paper, upside down."""
        return reply.paper().title[::-1].encode()


class ToyForm:
    """A note about one item; it stands for a module of `papers/`."""

    def made(self, context: Context, order: PrintOrder) -> Printed:
        """Return the day, what the form was asked for, and the ledger's receipt."""
        with context.reading() as reading:
            receipt = lookup.current_receipt(reading)
        return Printed(f"便条_{order.on}", f"{order.on} {order.target} {receipt}".encode())


TITLES = "编号\n状态\n目录\n标题\n范围\n首次公开\n1\n"


def test_toy_format_is_printed_and_written_by_every_list(run: Office, tmp_path: Path) -> None:
    run.propose()
    path = tmp_path / "清单"

    with listed(FORMATS, "toy", Format(ToyFormat(), encoding="utf-16")):
        shown = run.ok("list", "--format", "toy").out
        run.ok("list", "--format", "toy", "--out", str(path))
        counted = [
            run.ok(*words, "--format", "toy").out.splitlines()[-1]
            for words in (("due",), ("report",), ("catalog", "list"), ("search", "本期"))
        ]

    assert shown == TITLES
    assert path.read_text(encoding="utf-16") == TITLES
    assert all(last.isdigit() for last in counted)


def test_toy_format_stands_in_help_and_in_complaints_while_it_is_listed(run: Office) -> None:
    with listed(FORMATS, "toy", Format(ToyFormat())):
        assert "table、csv、json、md、html、toy" in run.ok("help", "list").out
        assert "table csv json md html docx xlsx toy" in run("list", "--format", "没有").err
        assert ".docx、.xlsx、.csv、.md、.html、.toy 或 .json" in run("list", "--out", "a.pdf").err

    assert "toy" not in run.ok("help", "list").out
    assert run("list", "--format", "toy").code == 2


def test_toy_format_for_a_program_is_a_file_that_its_name_asks_for(
    run: Office, tmp_path: Path
) -> None:
    path = tmp_path / "清单.toy"

    with listed(FORMATS, "toy", Format(ToyFile(), "玩具")):
        run.ok("list", "--out", str(path))
        refused = run("list", "--format", "toy")
        helped = run.ok("help", "list").out

    assert path.read_text(encoding="utf-8") == "单清项事开公务党"
    assert (refused.code, refused.out) == (2, "")
    assert "toy 是文件，显示不了" in refused.err
    assert "toy（玩具）" in helped.replace("\n", "").replace(" ", "")


def test_toy_form_is_printed_under_its_own_name_or_another(
    run: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = f"2026-11-24 1.1.1 {run.ok('verify', '--json').json['receipt']}"

    with listed(FORMS, "便条", PrintedForm(ToyForm(), target=True)):
        run.ok("print", "便条", "1.1.1")
        run.ok("print", "便条", "1.1.1")
        run.ok("print", "便条", "1.1.1", "--out", "贴门上.docx")

    names = ("便条_2026-11-24.docx", "便条_2026-11-24（2）.docx", "贴门上.docx")
    assert [(tmp_path / name).read_text(encoding="utf-8") for name in names] == [told] * 3


def test_toy_form_takes_what_its_row_says_and_no_more(run: Office) -> None:
    with listed(FORMS, "便条", PrintedForm(ToyForm(), month=True)):
        with_target = run("print", "便条", "1.1.1")
        with_month = run("print", "便条", "--month", "2026-12", "--out", str(run.ledger / "a.docx"))

    assert "便条不用写编号" in with_target.err
    assert "不能写进台账文件夹" in with_month.err, "the month was taken"


def test_toy_form_stands_in_help_and_in_complaints_while_it_is_listed(run: Office) -> None:
    with listed(FORMS, "便条", PrintedForm(ToyForm())):
        for asked in ("print", "全部"):
            lines = run.ok("help", asked).out.split("打印")[1].splitlines()
            assert "、便条" in "".join(line.strip() for line in lines[:6])
        assert "便条" in run("print").err
        assert "是不是 便条？" in run("print", "便笺条").err

    assert "便条" not in run.ok("help", "print").out
    assert run("print", "便条").code == 2
