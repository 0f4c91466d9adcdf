"""Names that nobody can tell apart on paper are one person's, wherever something hangs on it."""

import pytest
from conftest import ALL_PASS, COMMITTEE, PROPOSER, REVIEWER, SECRETARY, Office
from hypothesis import given
from hypothesis import strategies as st

from pdisc.names import alike, face

CLERK = "马承办"
LOOK_ALIKES = (
    "马\u200b承办",
    "马 承办",
    "马\u3000承办",
    "⻢承办",
    "马承\u2060办",
    "马承办\ufe00",
    "马承办\U000e0100",
    "\u3164马承办",
    "马\u00ad承\u200d办",
)
PAIRS = (
    ("龙示例", "⻰示例"),
    ("齐示例", "⻬示例"),
    ("见示例", "⻅示例"),
    ("一示例", "⼀示例"),
    ("方示例", "⽅示例"),
    ("麦示例", "⻨示例"),
    ("金示例", "\uf90a示例"),
    ("示例工", "示例エ"),
    ("示例口", "示例ロ"),
    ("示例二", "示例ﾆ"),
    ("买买提·示例", "买买提•示例"),
    ("买买提·示例", "买买提・示例"),
    ("Zhang Shili", "ｚｈａｎｇ　shili"),
    ("示例A", "示例Ａ"),
)
DIFFERENT = (
    ("马承办", "马承力"),
    ("马承办", "馬承办"),  # the two scripts look different
    ("示例甲", "示例申"),
    ("示例甲（办公室）", "示例甲"),
    ("示例未", "示例末"),
    ("示例土", "示例士"),
)


@pytest.mark.parametrize(("one", "other"), [*((CLERK, each) for each in LOOK_ALIKES), *PAIRS])
def test_names_that_look_the_same_are_alike(one: str, other: str) -> None:
    assert one != other
    assert alike(one, other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_names_that_look_different_are_not(one: str, other: str) -> None:
    assert not alike(one, other)


@given(st.text())
def test_a_face_has_no_other_face(name: str) -> None:
    assert face(face(name)) == face(name)


@pytest.fixture
def office(run: Office) -> Office:
    """Return the office with one more clerk, whose name can be written in many ways."""
    run.ok("staff", "add", CLERK, "--office", "综合科", "--role", "承办")
    return run


@pytest.mark.parametrize("name", LOOK_ALIKES)
def test_a_second_person_who_looks_the_same_is_refused(office: Office, name: str) -> None:
    ran = office("staff", "add", name, "--office", "支部", "--role", "审核")
    assert ran.code == 3
    assert f"人员名单里的“{CLERK}”看起来一样" in ran.err
    assert f"照原样写：pdisc staff add {CLERK}" in ran.err
    assert "\u200b" not in ran.err
    assert office.verify()["events"] == 8


def test_the_same_person_in_the_same_spelling_may_take_another_role(office: Office) -> None:
    office.ok("staff", "add", CLERK, "--office", "综合科", "--role", "档案")
    (found,) = [x for x in office.ok("staff", "list", "--json").json["staff"] if x["name"] == CLERK]
    assert set(found["roles"]) == {"承办", "档案"}


@pytest.mark.parametrize("name", LOOK_ALIKES)
def test_no_other_spelling_gets_round_the_separation_of_duties(office: Office, name: str) -> None:
    office.ok("staff", "add", CLERK, "--office", "综合科", "--role", "审核")
    number = office.propose("1.1.1", "--by", CLERK)
    ran = office("review", number, "--by", name, *ALL_PASS)
    assert (ran.code, office.show(number)["state"]) == (3, "已提出")
    assert office.ok("log", "--json").json["events"][-1]["event"]["refusal"] == "分离"


def test_nor_does_one_in_the_proposal(office: Office) -> None:
    office.ok("staff", "add", CLERK, "--office", "综合科", "--role", "审核")
    office("propose", "1.1.1", "--title", "题", "--content", "文", "--by", "⻢承办")
    assert office.show("2026-0001")["proposed_by"] == "⻢承办"  # stored as it was typed
    assert office("review", "2026-0001", "--by", CLERK, *ALL_PASS).code == 3


def test_who_wrote_the_plan_in_another_spelling_is_not_named_as_its_reviewer(
    office: Office,
) -> None:
    office.ok("staff", "close", REVIEWER)
    office.ok("staff", "add", CLERK, "--office", "综合科", "--role", "审核")
    office.propose("1.1.1", "--by", "马 承办")
    rows = office.ok("due", "--within", "30", "--json").json["upcoming"]
    (waiting,) = [row for row in rows if row["kind"] == "审核"]
    assert waiting["holder"] == "审核人"


def test_a_role_is_found_under_any_spelling(office: Office) -> None:
    assert office("nil", "1.1.2", "--for", "2026-Q3", "--reason", "无", "--by", "马 承办").code == 0
    assert office("archive", "2026-0001", "--by", "马 承办", "--no-opinions").code == 4


def test_leaving_ends_the_terms_of_every_spelling(office: Office) -> None:
    office.ok("staff", "close", "马\u3000承办")
    people = {x["name"]: x for x in office.ok("staff", "list", "--json").json["staff"]}
    assert people[CLERK]["active"] is False
    assert office("staff", "close", "⻢承办").code == 3


def test_nobody_acts_for_himself_in_another_spelling(office: Office) -> None:
    ran = office(
        *("staff", "add", COMMITTEE, "--office", "支部", "--role", "审批", "--to", "2026-12-31"),
        *("--acting-for", f"{COMMITTEE[0]} {COMMITTEE[1:]}", "--document-number", "测〔2026〕1号"),
    )
    assert ran.code == 4


def test_one_s_own_lift_is_one_s_own_in_any_spelling(office: Office) -> None:
    paper = ("--document-number", "测密函〔2026〕1号")
    office.ok("staff", "add", SECRETARY, "--office", "支部", "--role", "承办")
    office.ok("lift", "1.1.1", *paper, "--reason", "上级同意", "--by", SECRETARY)
    words = ("propose", "1.1.1", "--title", "摘录", "--content", "机密★3年", "--lifted", paper[1])
    spelled = SECRETARY.replace("书", "\u200b书")
    assert office(*words, "--by", spelled).code == 3
    assert office(*words, "--by", PROPOSER).code == 0


def test_one_s_own_name_in_another_spelling_is_not_somebody_else_s(
    office: Office,
) -> None:
    office.propose("1.1.1", "--as", CLERK, "--by", "马 承办")
    assert office.ok("log", "--json").json["events"][-1]["entered_for"] is False


def test_the_check_is_narrowed_to_a_holder_in_any_spelling(office: Office) -> None:
    number = office.propose("1.1.1", "--by", CLERK)
    office.ok("review", number, "--by", REVIEWER, "--return", "不全")
    found = office.ok("due", "--holder", "⻢承办", "--json", "--within", "30").json
    assert {row["number"] for row in (*found["upcoming"], *found["this_week"])} == {number}
