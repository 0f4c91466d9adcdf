"""The screening: what must be found is found, what is ordinary passes, and nothing is echoed."""

import re
import time
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdisc.screening import checks
from pdisc.screening.hits import Hit, Severity
from pdisc.screening.masks import mask_text, mask_words
from pdisc.screening.normal import normalise, with_arabic_digits
from pdisc.screening.privacy import ROWS
from pdisc.screening.screen import numbered, screen_text, worst
from pdisc.words import FindingState

DATA = Path(__file__).parent / "data"
SECONDS = 8
"""What one megabyte of near-misses may take on a busy machine; alone it is below three."""


def plain(cell: str) -> str:
    r"""Return a cell of the labelled sets with its escapes (\n, \t, \u200b) undone."""
    known = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\"}
    return re.sub(
        r"\\([nrt\\]|u[0-9a-f]{4})", lambda m: known.get(m[1]) or chr(int(m[1][1:], 16)), cell
    )


def labelled(name: str) -> list[list[str]]:
    text = (DATA / "screening" / name).read_text(encoding="utf-8")
    return [[plain(cell) for cell in line.split("\t")] for line in text.splitlines()]


POSITIVE = labelled("positive.tsv")
ORDINARY = labelled("ordinary.tsv")


def screened(text: str, *words: str) -> tuple[Hit, ...]:
    return screen_text(text, where="内容", words=words)


def kinds(text: str, *words: str) -> list[str]:
    return [hit.kind for hit in screened(text, *words)]


def severities(text: str) -> set[Severity]:
    return {hit.severity for hit in screened(text)}


def a_number(body: str) -> str:
    return body + checks.id_check(body)


def a_card(body: str) -> str:
    return next(body + digit for digit in "0123456789" if checks.luhn(body + digit))


ID = a_number("64999919850307123")
CARD = a_card("629999123456789012")
MOBILE = "13800001234"


# — the labelled set —


def test_the_labelled_set_is_large_enough() -> None:
    assert len(POSITIVE) >= 300
    assert len(ORDINARY) >= 500


@pytest.mark.parametrize("kind", sorted({kind for kind, _, _ in POSITIVE}))
def test_every_positive_that_must_be_found_is_found(kind: str) -> None:
    missed = [
        text
        for named, level, text in POSITIVE
        if (named, level) == (kind, "must") and kind not in kinds(text)
    ]

    assert missed == []


def test_most_positives_that_should_be_found_are_found() -> None:
    wanted = [(kind, text) for kind, level, text in POSITIVE if level == "should"]
    missed = [text for kind, text in wanted if kind not in kinds(text)]

    assert len(missed) <= len(wanted) * 0.1, missed


def test_at_most_two_in_a_hundred_ordinary_lines_are_held_up() -> None:
    held = [text for _, text in ORDINARY if screened(text)]

    assert len(held) <= len(ORDINARY) * 0.02, held


def test_the_plan_itself_is_clean() -> None:
    assert screened((DATA / "实施方案原文.txt").read_text(encoding="utf-8")) == ()


# — places and excerpts —


def test_no_excerpt_contains_what_it_stands_for() -> None:
    found = [(text, hit) for _, _, text in POSITIVE for hit in screened(text)]
    told = [
        hit.excerpt
        for text, hit in found
        if hit.severity is Severity.FIND
        and (text[hit.start : hit.end] in hit.excerpt or "*" not in hit.excerpt)
    ]

    assert told == []
    assert {hit.excerpt for _, hit in found if hit.severity is Severity.STOP} == {""}


def test_a_hit_points_at_what_was_typed() -> None:
    text = "标题\r\n联系人：测试甲\u200b １３８-００００\u200b-１２３４。"
    (hit,) = screened(text)

    assert text[hit.start : hit.end] == "１３８-００００\u200b-１２３４"
    assert (hit.where, hit.excerpt) == ("内容第 2 行", "138****1234")


def test_a_text_of_one_line_has_no_line_number() -> None:
    assert [hit.where for hit in screened(MOBILE)] == ["内容"]


def test_lines_are_counted_at_every_kind_of_line_break() -> None:
    text = f"一\r\n二\n三\r四\u2028{MOBILE}"

    assert [hit.where for hit in screened(text)] == ["内容第 5 行"]


def test_findings_are_numbered_and_open() -> None:
    findings = numbered(screened(f"{MOBILE}，{ID}"), first=3)

    assert [(f.id, f.kind, f.excerpt) for f in findings] == [
        ("F3", "手机号", "138****1234"),
        ("F4", "身份证号", f"64*************{ID[-3:]}"),
    ]
    assert {f.state for f in findings} == {FindingState.OPEN}


def test_hits_come_in_the_order_of_the_text_and_the_worst_is_known() -> None:
    hits = screened(f"内部资料 {MOBILE} 秘密★1年")

    assert [hit.kind for hit in hits] == ["内部标志", "手机号", "密级标志"]
    assert worst(hits) is Severity.STOP
    assert worst(hits[:2]) is Severity.WARN
    assert worst(()) is None


# — secrecy —


@pytest.mark.parametrize("star", "★☆⭐*＊✩∗﹡🌟")
@pytest.mark.parametrize("grade", ["绝密", "机　密", "秘\u200b密", "机 \u3000密"])
@pytest.mark.parametrize("term", ["10年", "１０ 年", "十年", "长期", "2030年1月1日", "会议开始前"])
def test_a_mark_stops_however_it_is_typed(grade: str, star: str, term: str) -> None:
    for gap in ("", " ", "\u3000", "\u200b"):
        assert severities(f"标题：测试\n{grade}{gap}{star}{gap}{term}\n正文") == {Severity.STOP}


@pytest.mark.parametrize(
    "talk",
    [
        "不涉及党内秘密的事项",
        "保密审查",
        "涉密内容须作脱密处理",
        "国家秘密、工作秘密的规定",
        "秘密书记处",
        "密级★保密期限",
        "保守国家\n秘密\n人人有责",
        "密级：绝密、机密、秘密",
        "是否涉密：□绝密 □机密 □秘密",
    ],
)
def test_talk_about_secrecy_passes(talk: str) -> None:
    assert screened(talk) == ()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("（此件不公开）", "不公开"),
        ("此件依申请公开", "依申请公开"),
        ("公开属性：删减后公开", "删减后公开"),
        ("信息公开选项：不予公开", "不公开"),
    ],
)
def test_a_publication_property_is_named_for_the_caller(text: str, shown: str) -> None:
    (hit,) = screened(text)

    assert (hit.kind, hit.severity, hit.excerpt) == ("公开属性", Severity.WARN, shown)


def test_a_warning_shows_the_phrase_of_our_own_table() -> None:
    assert [hit.excerpt for hit in screened("内　部　资　料 请注意保存")] == [
        "内部资料",
        "注意保存",
    ]


def test_the_words_of_the_office_are_found_as_typed_and_never_echoed() -> None:
    (hit,) = screened("关于青山 工\u200b程的情况", "青山工程", "", "　")

    assert (hit.kind, hit.severity, hit.excerpt) == ("本单位词", Severity.WARN, "青****")


def test_words_of_the_office_are_no_patterns() -> None:
    assert kinds("甲乙丙", ".*") == []
    assert kinds("代号 a.b", "A.B") == ["本单位词"]


# — privacy —


def spelled(number: str) -> Iterable[str]:
    """Yield a number in the spellings that must make no difference."""
    wide = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
    yield number.translate(wide)
    yield "\u200b".join(number)
    yield f"{number[:6]}\u00ad{number[6:]}"
    yield f"{number[:5]}\r\n{number[5:]}"
    yield number.translate(str.maketrans("0123456789", "〇一二三四五六七八九"))


@pytest.mark.parametrize(
    ("number", "kind"), [(ID, "身份证号"), (CARD, "银行卡号"), (MOBILE, "手机号")]
)
def test_spelling_makes_no_difference(number: str, kind: str) -> None:
    assert kinds(number) == [kind]
    for other in spelled(number):
        hits = screened(f"测试：{other}。")
        assert [(hit.kind, hit.excerpt) for hit in hits] == [(kind, screened(number)[0].excerpt)]


@given(
    st.dates(),
    st.integers(0, 999),
    st.lists(st.sampled_from(["", "", " ", "-", "·", "\n", "\u200b", "\u3000"]), min_size=17),
)
def test_an_id_is_found_with_separators_anywhere(born: object, turn: int, gaps: list[str]) -> None:
    digits = re.sub("-", "", str(born))
    number = a_number(f"649999{digits}{turn:03d}")
    text = "".join(char + gap for char, gap in zip(number, [*gaps[:17], ""], strict=True))

    assert ("身份证号" in kinds(text)) is (1900 <= int(digits[:4]) < 2100)


@pytest.mark.parametrize(
    "grouped", ["138 0000 1234", "138-0000-1234", "138 00001234", "138·0000·1234"]
)
def test_a_mobile_is_found_in_its_usual_groups(grouped: str) -> None:
    assert kinds(f"测试某 {grouped}") == ["手机号"]


@pytest.mark.parametrize(
    "text",
    [
        "办公费 150 1200 1350 900",
        "编号 1502-2026-001",
        "房间 1502 电话 6012345",
        "总投资13800000000元",
        "0.13800001234",
        "138000012345",
    ],
)
def test_amounts_serials_and_rooms_are_no_mobiles(text: str) -> None:
    assert screened(text) == ()


def test_a_wrong_check_digit_is_a_finding_only_behind_its_label() -> None:
    wrong = ID[:-1] + ("1" if ID[-1] != "1" else "2")

    assert kinds(f"身份证号：{wrong}") == ["身份证号"]
    assert kinds(f"流水 {wrong}") == []


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        (ID, f"64*************{ID[-3:]}"),
        ("649999650307123", "64**********123"),
        ("138-0000-1234", "138****1234"),
        ("+86 138 0000 1234", "138****1234"),
        (CARD, "*" * 15 + CARD[-4:]),
        ("家住平罗县城关镇沿河村3组45号", "家住平罗县城关镇****"),
        ("示例小区3栋2单元501室", "****"),
        ("1985年3月7日出生", "1985年*月*日出生"),
        ("ceshi@qq.com", "c***@qq.com"),
        ("宁B·D12345", "宁B******"),
    ],
)
def test_each_kind_has_its_mask(text: str, masked: str) -> None:
    assert mask_text(text) == masked


def test_only_the_chosen_findings_are_masked() -> None:
    text = f"{MOBILE} 和 13900005678"
    _, second = screened(text)

    assert mask_text(text, [second]) == f"{MOBILE} 和 139****5678"


def test_masking_leaves_nothing_to_find_and_is_done_once() -> None:
    masked = [mask_text(text) for _, _, text in POSITIVE]

    assert [text for text in masked if Severity.FIND in severities(text)] == []
    assert [mask_text(text) for text in masked] == masked


VALUES = [ID, CARD, MOBILE, "宁B12345", "@qq.com"]
PLACES = ["城关镇", "示例村", "3组", "2号楼", "1单元"]
SCRAPS = ["1985年", "3月7日", "出生", "0000", "138", "1234", "ab", "一二三"]
pieces = st.sampled_from([*VALUES, *PLACES, *SCRAPS, *"，- *元生\n\u200b"])
loose_texts = st.lists(pieces, max_size=12).map("".join)


@given(loose_texts)
def test_masking_any_text_leaves_nothing_to_find(text: str) -> None:
    masked = mask_text(text)

    assert Severity.FIND not in severities(masked)
    assert mask_text(masked) == masked


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_any_text_can_be_screened_and_every_place_lies_within(text: str) -> None:
    read = normalise(text)

    assert len(read.origins) == len(read.text)
    assert list(read.origins) == sorted(read.origins)
    assert normalise(read.text).text == read.text
    for hit in screened(text):
        assert 0 <= hit.start < hit.end <= len(text)


# — words to be masked —


@pytest.mark.parametrize(
    ("text", "word", "masked"),
    [
        ("张三反映", "张三", "张*反映"),
        ("张　三反映", "张三", "张*反映"),
        ("欧阳测试反映", "欧阳测试", "欧阳*反映"),
        ("某某有限责任公司", "某某有限责任公司", "****"),
        (f"电话{MOBILE}", MOBILE, "电话138****1234"),
        ("电话１３８００００１２３４", MOBILE, "电话138****1234"),
        ("不变", "", "不变"),
        ("不变*", "*", "不变*"),
    ],
)
def test_a_named_word_is_masked(text: str, word: str, masked: str) -> None:
    assert mask_words(text, [word]) == masked


@given(
    st.text("张三李 四A1*", max_size=12), st.lists(st.text("张三李 四A1*", max_size=4), max_size=4)
)
def test_masking_words_twice_changes_nothing(text: str, words: list[str]) -> None:
    once = mask_words(text, words)

    assert mask_words(once, words) == once


# — checks and normal form —


def test_the_check_digits_follow_their_standards() -> None:
    assert checks.id_check("11010519491231002") == "X", "the example of GB 11643-1999"
    assert checks.luhn("79927398713")
    assert not checks.luhn("79927398710")
    assert checks.is_uscc("91350100M000100Y43"), "the example of GB 32100-2015"
    assert not checks.is_uscc("91350100M000100Y44")


def test_a_valid_credit_code_is_never_a_card() -> None:
    code = next(
        body + last
        for n in range(10_000)
        for body in [f"5164999900{n:07d}"]
        for last in "0123456789"
        if checks.is_uscc(body + last)
    )

    assert kinds(f"统一社会信用代码：{code}") == []


def test_chinese_digits_count_only_in_long_runs() -> None:
    assert with_arabic_digits("三会一课，二〇二六年") is None
    assert with_arabic_digits("测试三一三八〇〇〇〇一二三四") is not None
    assert kinds(f"测试三{MOBILE}") == ["手机号"]


def test_circled_numbers_are_no_digits() -> None:
    assert normalise("①⒈１").text == "①⒈1"


def test_every_row_of_the_table_names_its_source() -> None:
    assert all(row.kind and row.source for row in ROWS)


# — never worse than linear —

NEAR_MISSES = {
    "digits": "1",
    "spaced digits": "1 ",
    "digits in lines": "1\n",
    "far digits": "1---\n\n" + " " * 20,
    "grades": "秘 密 ",
    "half grades": "秘" + " " * 20,
    "stars": "★",
    "dots": ".",
    "blanks": " ",
    "blank lines": "\n",
    "tabs": "\t",
    "long blank lines": " " * 999 + "\n",
    "addresses": "城关镇示例村3组",
    "mail": "a",
    "mail dots": "@a.",
    "dates": "1985年3月",
    "chinese digits": "一 ",
    "columns": "150 1200 1350 ",
    "ellipses": "…㍿",
    "brackets": "【",
}


@pytest.mark.parametrize("name", NEAR_MISSES)
def test_a_megabyte_of_near_misses_is_screened_in_seconds(name: str) -> None:
    piece = NEAR_MISSES[name]
    text = piece * (1_000_000 // len(piece.encode()))
    began = time.perf_counter()
    screen_text(text, where="内容", words=("青山工程",))

    assert time.perf_counter() - began < SECONDS
