"""Personal values where they were missed: what each rule sees, what it leaves, how it masks."""

import time

import pytest
from conftest import SECRETARY, Office

from pdisc.screening.draft import Attachment, Draft, screen_draft
from pdisc.screening.files.extract import extract
from pdisc.screening.house import HouseRules
from pdisc.screening.masks import mask_text
from pdisc.screening.persons import NOTICE, has_names
from pdisc.screening.screen import screen_text
from pdisc.services.screening import screened_file
from pdisc.words import Scope

SECONDS = 8
"""What a tenth of a megabyte may take on a busy machine; alone it is below one."""

ROSTER = "姓名\t{heading}\t2026年补助\n示例甲\t{value}\t300"


def kinds(text: str) -> list[str]:
    return [hit.kind for hit in screen_text(text, where="")]


def under(heading: str, value: str) -> list[str]:
    """Return what is found in a roster of one person with a heading over a value."""
    return kinds(ROSTER.format(heading=heading, value=value))


@pytest.mark.parametrize("mark", ["\t", "|", ",", ";", "   "])
def test_a_heading_is_read_whatever_parts_the_columns(mark: str) -> None:
    table = ROSTER.format(heading="身份证号", value="640221198003121230")

    assert kinds(table.replace("\t", mark)) == ["身份证号"]


@pytest.mark.parametrize(
    "last", ["补助金额", "2026年补助金额", "1月", "2026", "一季度生活补贴发放金额合计（单位：元）"]
)
def test_a_figure_in_one_heading_does_not_hide_what_the_others_say(last: str) -> None:
    table = f"姓名\t出生日期\t{last}\n示例甲\t80.3.12\t300"

    assert kinds(table) == ["出生日期"]


@pytest.mark.parametrize(
    "table",
    [
        "1.姓名\t2.手机\n示例甲\t13895012345.0",
        "姓 名\t联 系 电 话\n示例甲\t13895012345.0",
        "| 姓名 | 手机 |\n|---|---|\n| 示例甲 | 13895012345.0 |",
        '"姓名","单位,职务","手机"\n"示例甲","示例股,股长","13895012345.0"',
        "姓名\t手机号码（必填，用于接收2026年的通知）\n示例甲\t13895012345.0",
        "姓名\t邮箱/手机\n示例甲\t13895012345.0",
    ],
)
def test_a_heading_is_known_however_it_is_numbered_spaced_quoted_or_explained(table: str) -> None:
    assert kinds(table) == ["手机号"]


def test_headings_of_two_levels_below_a_title_are_read() -> None:
    table = (
        "2026年第一季度慰问名单\t\t\t\n序号\t姓名\t联系电话\t慰问金\n\t\t\t1月\n"
        "1\t示例甲\t13895012345.0\t300"
    )

    assert kinds(table) == ["手机号"]


@pytest.mark.parametrize(
    ("heading", "value", "kind"),
    [
        ("手机", "13895012345.0", "手机号"),
        ("手机", "1.3895012345E+10", "手机号"),
        ("身份证号码", "640221198003121230", "身份证号"),
        ("身份证号码", "6.40221198003121E+17", "身份证号"),
        ("一折通账号", "2951230046001234", "银行卡号"),
        ("存折号", "2951230046001234", "银行卡号"),
        ("护照号码", "E12345678", "证件号"),
        ("军官证号", "南字第0123456号", "证件号"),
        ("出生年月日", "80.3.12", "出生日期"),
        ("出生日期", "800312", "出生日期"),
        ("家庭住址", "示例村3队", "家庭住址"),
    ],
)
def test_a_value_below_its_heading_is_found_whatever_its_shape(
    heading: str, value: str, kind: str
) -> None:
    assert under(heading, value) == [kind]


@pytest.mark.parametrize("heading", ["手机", "身份证号", "银行账号", "护照号码", "出生日期"])
@pytest.mark.parametrize("value", ["-", "——", "无", "", "略", "3600.00", "详见附件"])
def test_what_is_no_value_below_such_a_heading_is_none(heading: str, value: str) -> None:
    assert under(heading, value) == []


def test_what_a_form_has_beside_a_heading_is_found_like_what_a_list_has_below_it() -> None:
    form = "姓名\t示例甲\t手机\t13895012345.0\n住址\t示例村3队\t银行账号\t2951230046001234"

    assert kinds(form) == ["手机号", "家庭住址", "银行卡号"]


def test_the_account_of_an_office_is_nobodys() -> None:
    assert kinds("单位名称\t银行账号\n示例县示例局\t2951230046001234") == []
    assert kinds("户名：示例县示例局，账号：2951230046001234") == []
    assert kinds("户名：示例甲，账号：2951230046001234") == ["银行卡号"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("64022119800312****", ["身份证号"]),
        ("6402211980031212**", ["身份证号"]),
        ("1389501234*", ["手机号"]),
        ("1389501**45", ["手机号"]),
        ("640221********1237", []),
        ("64*************237", []),
        ("138****2345", []),
        ("1389***2345", []),
    ],
)
def test_a_number_starred_in_the_wrong_place_is_found(text: str, kind: list[str]) -> None:
    assert kinds(text) == kind


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("身份证64022119800312****", "身份证64****************"),
        ("手机1389501234*", "手机138****234*"),
        ("出生日期：80.3.12", "出生日期：****"),
        ("手机\t13895012345.0", "手机\t138****2345.0"),
        ("手机\t1.3895012345E+10", "手机\t138****2345E+10"),
        ("身份证号\t6.40221198003121E+17", "身份证号\t****"),
        ("示例甲13895012345640221198003121237", "示例甲138****234564*************237"),
    ],
)
def test_a_mask_leaves_nothing_of_these_to_find(text: str, masked: str) -> None:
    assert mask_text(text) == masked
    assert kinds(masked) == []


def test_an_address_with_a_house_is_a_home_unless_it_is_an_offices() -> None:
    home, office = "示例县示例小区6-1-502", "示例县行政中心3号楼502室"

    for label in ("送达", "联系", "收货", "邮寄", "申请人", "信访人", ""):
        assert kinds(f"{label}地址：{home}") == ["家庭住址"]
        assert kinds(f"{label}地址：{office}") == []
    for label in ("办公", "受理", "单位", "报名"):
        assert kinds(f"{label}地址：{home}") == []


def test_a_birth_date_before_the_sex_is_found_and_a_day_of_the_women_is_not() -> None:
    assert kinds("示例甲，1980.03.12，男，汉族") == ["出生日期"]
    assert kinds("2026年3月8日，女职工座谈") == []


def test_a_mailbox_that_is_called_an_offices_is_nobodys() -> None:
    assert kinds("投诉举报邮箱jubao12388@126.com") == []
    assert kinds("示例甲个人邮箱jubao12388@126.com") == ["电子邮箱"]
    assert kinds("办公邮箱13895012345@139.com") == ["电子邮箱"]


# — names and the office's own numbers —


def told(name: str, text: str) -> tuple[str, ...]:
    return screened_file(name, text.encode()).notices


@pytest.mark.parametrize("who", ["姓名", "举报人", "反映人", "申请人", "信访人"])
def test_a_name_behind_a_word_for_people_is_told_once_and_is_no_finding(who: str) -> None:
    text = f"{who}：示例甲\n{who}：示例乙"

    assert (kinds(text), told("a.txt", text)) == ([], (NOTICE,))


def test_names_in_a_list_are_told_where_other_personal_values_stand_beside_them() -> None:
    assert told("a.csv", "姓名,部门\n示例甲,综合股") == ()
    assert told("a.csv", "姓名,手机\n示例甲,13895012345") == (NOTICE,)


@pytest.mark.parametrize("text", ["姓名：示*", "举报人：匿名", "申请人：示例村委会", "姓名："])
def test_where_nobody_is_named_nothing_is_told(text: str) -> None:
    assert told("a.txt", text) == ()


def test_a_plan_tells_of_names_in_its_text_and_in_a_file() -> None:
    attachment = Attachment("名单.txt", extract("反映人：示例甲".encode(), "名单.txt"))
    draft = Draft(
        title="示例",
        content="申请人：示例乙",
        channels=(),
        scope=Scope.SOCIETY,
        attachments=(attachment,),
    )

    assert screen_draft(draft).notices == (f"正文：{NOTICE}", f"附件1《名单.txt》：{NOTICE}")


def test_the_numbers_that_the_office_has_listed_are_its_own_however_they_are_written() -> None:
    house = HouseRules(own=("13895012345", "shili@qq.com", "6228480480012345678"))
    numbers = (
        "138 9501-2345",
        "8613895012345",
        "一三八九五〇一二三四五",
        "6228 4804 8001 2345 678",
    )
    text = "，".join((*numbers, "shili@qq.com"))

    assert len(screen_text(text, where="")) == 5
    assert screen_text(text, where="", house=house) == ()
    assert [hit.kind for hit in screen_text("13895012346", where="", house=house)] == ["手机号"]


def test_a_number_set_as_the_offices_own_is_not_held_up_in_a_proposal(run: Office) -> None:
    content = "咨询手机138-9501-2345，反映人：示例甲"
    held = run.show(run.propose("1.1.1", "--content", content))["findings"]
    run.ok("config", "set", "本单位号码", "13895012345、shili@qq.com", "--by", SECRETARY)

    told = run.ok("propose", "1.1.1", "--title", "题", "--content", content, "--json").json

    assert [finding["kind"] for finding in held] == ["手机号"]
    assert (told["findings"], f"正文：{NOTICE}" in told["notices"]) == ([], True)


# — never worse than linear —


@pytest.mark.parametrize(
    "near_miss",
    [
        "1*",
        "12345678901*",
        "户名示例甲 账号",
        "家(一队",
        "护照(号码",
        "姓名 手机\n",
        "示例字第12345",
    ],
)
def test_near_misses_of_personal_values_take_linear_time(near_miss: str) -> None:
    text = near_miss * (100_000 // len(near_miss))
    began = time.perf_counter()

    screen_text(text, where="")
    has_names([text], listed=True)

    assert time.perf_counter() - began < SECONDS
