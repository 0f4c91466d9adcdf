"""Kinds of personal values that fresh lines and files showed: told by the words around them."""

import io
from collections.abc import Sequence

import docx
import openpyxl  # type: ignore[import-untyped]  # the stubs are a package we need not
import pytest

from pdisc.screening.draft import file_hits
from pdisc.screening.files.extract import extract
from pdisc.screening.files.kinds import Kind
from pdisc.screening.files.rewrite import rewrite
from pdisc.screening.house import SHIPPED
from pdisc.screening.masks import mask_text
from pdisc.screening.screen import screen_text

Cells = Sequence[str | int | float | None]


def kinds(text: str) -> list[str]:
    return sorted(hit.kind for hit in screen_text(text, where=""))


def kinds_in(name: str, data: bytes) -> list[str]:
    return sorted(hit.kind for hit in file_hits(extract(data, name)))


def workbook(*rows: Cells, merged: Sequence[str] = ()) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for cells in merged:
        book.active.merge_cells(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def document(*rows: Sequence[str]) -> bytes:
    made = docx.Document()
    table = made.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            first, *others = text.split("\n")
            cell.text = first
            for other in others:
                cell.add_paragraph(other)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "text",
    [
        "银行账号：6228481234567890123",
        "收款账户：6217001234567890（示例丙）",
        "开户行及账号：示例银行平罗支行 6228480123456789012",
        "示例银行卡（6228-4812-3456-7890-123）",
    ],
)
def test_a_number_of_62_behind_an_account_is_a_card_whatever_its_sum(text: str) -> None:
    assert kinds(text) == ["银行卡号"]


@pytest.mark.parametrize(
    "text",
    [
        "单位结算卡6214661234567890",
        "公务卡账号：6283660012345678",
        "账号6214661234567890（示例县财政局）",
        "示例公司账户：6214661234567890",
        "项目编号：6228481234567890123",
        "系统登录账号：2951230046001",
    ],
)
def test_a_number_of_62_that_is_an_offices_or_no_account_passes(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "出生年月日：九〇年三月七日",
        "生于八五年十二月二十一日",
        "生日：90.3.7",
        "生日是八一年元月三日",
        "示例甲，男，90.3.7，汉族",
        "出生年月日：|1|9|9|0|0|3|0|7|",
    ],
)
def test_a_birth_date_without_its_century_is_found_behind_its_word(text: str) -> None:
    assert kinds(text) == ["出生日期"]


def test_a_chinese_date_without_a_word_for_births_passes() -> None:
    assert kinds("村史馆建于九〇年三月七日，八五年十二月二十一日扩建") == []


@pytest.mark.parametrize("text", ["1371234 5678", "示例丙 13895 012345", "138950 12345"])
def test_a_mobile_that_a_blank_breaks_anywhere_is_found(text: str) -> None:
    assert kinds(text) == ["手机号"]


@pytest.mark.parametrize(
    "text",
    [
        "本年 1500000 1200",
        "本年 15000 120000",
        "1371234 5678 2234",
        "面积1389501.2345",
        "2024  5678  1365556\n2025  2345  1387156",
    ],
)
def test_amounts_side_by_side_are_no_broken_mobile(text: str) -> None:
    assert kinds(text) == []


def test_a_number_in_boxes_drawn_with_bars_is_found() -> None:
    boxes = "|".join("13895012345")

    assert kinds(f"手机：|{boxes}|") == ["手机号"]
    assert kinds(f"[{boxes.replace('|', '][')}]") == ["手机号"]
    assert kinds("|".join(map(str, range(1, 12)))) == []


def test_a_form_is_read_line_by_line_whatever_its_first_line_looks_like() -> None:
    form = workbook(["姓名", "示例甲"], ["性别", "男"], ["银行账户", "29512300460012"])

    assert kinds_in("a.xlsx", form) == ["银行卡号"]


def test_the_account_in_a_form_that_names_an_office_as_its_owner_passes() -> None:
    form = workbook(["收款单位", "示例县公司"], ["账号", "29512300460012"])

    assert kinds_in("a.xlsx", form) == []


def test_a_form_whose_first_cells_are_merged_over_lines_is_read() -> None:
    form = workbook(
        ["基本信息", "姓名", "示例甲", "性别", "男"],
        ["补贴信息", "一折通账号", "29512300460012", "金额", "100"],
    )

    assert kinds_in("a.xlsx", form) == ["银行卡号"]


def test_figures_below_a_heading_with_its_unit_are_amounts() -> None:
    table = workbook(
        ["单位", "预算数", "支付数（元）", "项目代码"],
        ["示例镇", 13895012345, 18795012345, "640221199003071234"],
    )

    assert kinds_in("a.xlsx", table) == []


def test_headings_of_two_levels_and_merged_over_columns_say_what_stands_below() -> None:
    table = workbook(
        ["2026年示例村花名册", None, None, None],
        ["基本信息", None, "发放信息", None],
        ["姓名", "证件号码", "开户行", "账户信息"],
        ["示例甲", "640221199003071234", "示例农商行", "29512300460012"],
        merged=["A1:D1", "A2:B2", "C2:D2"],
    )

    assert kinds_in("a.xlsx", table) == ["身份证号", "银行卡号"]


def test_a_value_on_a_line_of_its_cell_is_told_by_the_heading_over_the_cell() -> None:
    table = workbook(
        ["姓名", "一折通账号", "身份证号"],
        ["示例甲", "29512300460012\n（新）", "补办：\n640221199003071234"],
    )
    text = '姓名,一折通账号\n示例甲,"（新）\n29512300460012"\n'.encode()

    assert kinds_in("a.xlsx", table) == ["身份证号", "银行卡号"]
    assert kinds_in("a.csv", text) == ["银行卡号"]


@pytest.mark.parametrize("kind", [Kind.XLSX, Kind.DOCX, Kind.CSV])
def test_what_the_heading_over_a_cell_of_several_lines_tells_is_masked(kind: Kind) -> None:
    cell = "示例农商行\n29512300460012"
    data = {
        Kind.XLSX: workbook(["姓名", "一折通账号"], ["示例甲", cell]),
        Kind.DOCX: document(["姓名", "一折通账号"], ["示例甲", cell]),
        Kind.CSV: f'姓名,一折通账号\n示例甲,"{cell}"\n'.encode(),
    }[kind]
    name = f"a.{kind.name.lower()}"

    masked = rewrite(data, kind, lambda text: mask_text(text, house=SHIPPED))

    assert (kinds_in(name, data), kinds_in(name, masked)) == (["银行卡号"], [])
