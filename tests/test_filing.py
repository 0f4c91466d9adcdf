"""档号 follow the office's pattern; whatever it is, they stay unique and without a gap."""

from datetime import date

import pytest
from conftest import Office
from hypothesis import given
from hypothesis import strategies as st

from pdisc.catalog.seed import shipped_rules
from pdisc.values.filing import (
    PATTERN,
    archive_number,
    filed_parts,
    kept_until,
    series_of,
    wrong_pattern,
)
from pdisc.words import Retention


def test_the_shipped_pattern_is_the_one_that_always_held() -> None:
    assert {rule.name: rule.value for rule in shipped_rules()}["档号格式"] == PATTERN
    assert wrong_pattern(PATTERN) == ""


def numbered(pattern: str, fonds: str = "", organ: str = "", piece: int = 1) -> str:
    kind = Retention.YEARS_10
    parts = filed_parts(fonds=fonds, year=2026, retention=kind, organ=organ, piece=piece)
    return archive_number(pattern, parts)


@pytest.mark.parametrize(
    ("pattern", "made"),
    [
        (PATTERN, "Z109-WS·2026-D10-BGS-0001"),
        ("{全宗}-WS·{年度}·{机构}-{期限}-{件号}", "Z109-WS·2026·BGS-D10-0001"),
        ("{全宗}-DJ.{年度}-{期限}-{件号}", "Z109-DJ.2026-D10-0001"),
        ("{年度}/{期限}/{件号}-{全宗}", "2026/D10/0001-Z109"),
    ],
)
def test_a_pattern_orders_the_parts(pattern: str, made: str) -> None:
    assert wrong_pattern(pattern) == ""
    assert numbered(pattern, "Z109", "BGS") == made


def test_what_is_not_set_leaves_no_empty_place() -> None:
    assert numbered(PATTERN) == "WS·2026-D10-0001"
    assert numbered("{年度}-{期限}-{件号}·{机构}-{全宗}") == "2026-D10-0001"


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        ("{全宗}-WS·{年度}-{期限}", "缺少{件号}"),
        ("{年度}-{件号}", "缺少{期限}"),
        ("{期限}-{件号}", "缺少{年度}"),
        ("{年度}{期限}-{件号}", "分隔"),
        ("{年度}-{期限}A{件号}", "分隔"),
        ("{年度}-{期限}-{件号}-{件号}", "两次"),
        ("{年度}-{期限}-{页号}-{件号}", "没有“{页号}”"),
        ("{年度}-{期限}-{件号} 号", "只能有"),
        ("{年度}-{期限}-{件号}{", "只能有"),
        ("", "缺少"),
        ("WS" * 40 + "{年度}-{期限}-{件号}", "不超过"),
    ],
)
def test_a_pattern_that_would_give_a_number_twice_is_refused(
    run: Office, pattern: str, why: str
) -> None:
    assert why in wrong_pattern(pattern)
    before = run.ok("log", "--json").json["events"]
    ran = run("config", "set", "档号格式", pattern)
    assert ran.code == 2
    assert run.ok("log", "--json").json["events"] == before


ORGANS = st.text("ABG019", max_size=3)
PATTERNS = st.permutations(["{全宗}", "{年度}", "{期限}", "{机构}", "{件号}"]).flatmap(
    lambda parts: st.sampled_from("-·./_").map(lambda sign: sign.join(parts))
)


@given(PATTERNS, ORGANS, ORGANS, st.integers(1, 20000), st.integers(1, 20000))
def test_two_pieces_never_have_one_number(
    pattern: str, organ: str, other: str, piece: int, second: int
) -> None:
    kind = Retention.PERMANENT
    one, two = series_of(2026, kind, organ), series_of(2026, kind, other)
    if (one, piece) == (two, second):
        return
    assert wrong_pattern(pattern) == ""
    assert numbered(pattern, "Z1", organ, piece) != numbered(pattern, "Z1", other, second)


def test_archive_uses_the_pattern_and_counts_on(run: Office) -> None:
    first = run.walk("已归档")
    run.ok("config", "set", "全宗号", "Z109")
    run.ok("config", "set", "档号格式", "{全宗}-WS.{年度}-{期限}-{件号}")
    second = run.walk("已归档", "1.1.1", "--for", "2026-Q2")

    assert run.show(first)["archive_number"] == "WS·2026-D10-0001"
    assert run.show(second)["archive_number"] == "Z109-WS.2026-D10-0002"
    assert run.verify()["ok"]


def test_an_organ_that_the_pattern_leaves_out_begins_no_series_of_its_own(run: Office) -> None:
    run.ok("config", "set", "档号格式", "WS.{年度}-{期限}-{件号}")
    first = run.walk("已归档")
    run.ok("config", "set", "机构代码", "BGS")
    second = run.walk("已归档", "1.1.1", "--for", "2026-Q2")

    made = [run.show(number)["archive_number"] for number in (first, second)]
    assert made == ["WS.2026-D10-0001", "WS.2026-D10-0002"]
    assert run.verify()["ok"]


def test_the_rule_names_its_standard(run: Office) -> None:
    (rule,) = run.ok("config", "show", "档号格式", "--json").json["settings"]
    assert "DA/T 13-2022" in rule["source"]["document"]
    assert rule["source"]["in_force"] == "2022-07-01"
    assert rule["assumed"]


@pytest.mark.parametrize(
    ("retention", "until"),
    [
        (Retention.YEARS_10, date(2036, 12, 31)),
        (Retention.YEARS_30, date(2056, 12, 31)),
        (Retention.PERMANENT, None),
    ],
)
def test_a_dossier_is_kept_for_whole_years_after_its_own(
    retention: Retention, until: date | None
) -> None:
    assert kept_until(2026, retention) == until


def test_show_says_until_when_it_is_kept(run: Office) -> None:
    number = run.walk("已归档")
    assert "保管期限：10年，到 2036-12-31" in run.ok("show", number).out


def test_full_width_signs_of_a_pattern_are_understood(run: Office) -> None:
    run.ok("config", "set", "档号格式", "｛全宗｝－WS·｛年度｝－｛期限｝－｛件号｝")
    (rule,) = run.ok("config", "show", "档号格式", "--json").json["settings"]
    assert rule["value"] == "{全宗}-WS·{年度}-{期限}-{件号}"
