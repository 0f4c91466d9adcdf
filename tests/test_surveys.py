"""三满意: what may be counted, how it is typed, what of it is told to whom, and what leans on it.

Figures that people check by hand are in tests/test_surveys_walked.py.
"""

from collections.abc import Iterable
from datetime import date
from itertools import product
from typing import Any

import msgspec
import pytest
from conftest import PROPOSER, SECRETARY, Office
from hypothesis import given
from hypothesis import strategies as st

from pdisc.errors import Refused, UsageError
from pdisc.registers.surveys import SurveyTally
from pdisc.services.survey_lookup import about
from pdisc.values.voice_kinds import SurveyGroup
from pdisc.voices.survey_digest import digest_of
from pdisc.voices.surveys import (
    GRADES,
    GroupRate,
    admit,
    answers,
    below_the_line,
    group_rates,
    tallied,
)
from pdisc.words import Audience

DAY = date(2026, 11, 24)
LEAST, LINE = 5, 60
MEMBERS = SurveyGroup.MEMBERS
OUTSIDE = (Audience.PARTY, Audience.SOCIETY)


def shown(run: Office, *words: str) -> Any:
    return run.ok("survey", "show", *words, "--json").json


def add(run: Office, *words: str, group: str = "党员", counts: str = "12,3,1,2") -> Any:
    return run.ok("survey", "add", *words, "--group", group, "--counts", counts, "--json").json


def refused(run: Office, *words: str, code: int) -> str:
    """Return what a refused call says; nothing is recorded by it."""
    before = run.verify()["events"]
    ran = run(*words)
    assert (ran.code, run.verify()["events"]) == (code, before), ran.err
    return ran.err


# What is typed


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "12,3,1,2",
            "12、3、1、2",
            "12，3，1，2",
            "12 3 1 2",
            "１２，３，１，２",
            " 12 , 3 ; 1；2 ",
        ),
        *("12/3/1/2", "012,3,1,2", "满意12、基本满意3、不满意1、不了解2"),
        *("不了解2 满意12 不满意1 基本满意3", "满意：12，基本满意：3，不满意=1，不了解=2"),
    ],
)
def test_counts_may_be_spelled_in_many_ways(run: Office, typed: str) -> None:
    add(run, counts=typed)

    (group,) = shown(run)["groups"]
    assert group["counts"] == {"满意": 12, "基本满意": 3, "不满意": 1, "不了解": 2}


@pytest.mark.parametrize(
    "typed",
    [
        *("12,3,1", "12,3,1,2,5", "12,-3,1,2", "12,3,1,二", "1.5,3,1,2", "1000001,0,0,0", "、"),
        *("满意12、基本满意3、不满意1", "满意12、满意12、不满意1、不了解2", "满意12、3、1、2"),
        "0,0,0,0",
    ],
)
def test_what_is_no_count_is_refused(run: Office, typed: str) -> None:
    refused(run, "survey", "add", "--group", "党员", "--counts", typed, code=2)


def test_all_that_is_wrong_with_a_call_is_said_at_once(run: Office) -> None:
    said = refused(
        run,
        *("survey", "add", "2026-0001", "--for", "2026-Q3", "--group", "干部"),
        *("--counts", "1,2", "--asked", "许多"),
        code=2,
    )

    for each in ("编号和 --for 只写一样", "--group 应为 党员 群众 社会", "“1,2”", "--asked"):
        assert each in said


def test_fewer_asked_than_answered_can_t_be(run: Office) -> None:
    words = ("survey", "add", "--group", "党员", "--counts", "12,3,1,2", "--asked")

    assert "发放17份，少于收回的18份" in refused(run, *words, "17", code=2)
    assert run(*words, "18").code == 0


# About what


def test_a_disclosure_must_exist_and_be_out(run: Office) -> None:
    number = run.walk("已审批")
    tally = ("--group", "党员", "--counts", "12,3,1,2")

    assert "2026-0009" in refused(run, "survey", "add", "2026-0009", *tally, code=4)
    assert "还没有公开" in refused(run, "survey", "add", number, *tally, code=3)
    run.publish(number)
    assert add(run, number)["subject"] == number
    late = ("--on", "2026-11-20", "--late-reason", "补登")
    assert "2026-11-24 才公开" in refused(run, "survey", "add", number, *tally, *late, code=3)


def test_a_disclosure_may_be_named_as_society_knows_it(run: Office) -> None:
    number = run.walk("已公开")

    assert add(run, "公1")["subject"] == number
    assert shown(run, "公1")["number"] == number
    assert shown(run, "公1", "--audience", "社会")["public_number"] == "公1"


def test_a_window_must_have_begun(run: Office) -> None:
    tally = ("--group", "党员", "--counts", "12,3,1,2")

    assert add(run, "--for", "四季度")["subject"] == "2026-Q4"
    assert "还没有开始" in refused(run, "survey", "add", "--for", "2027-Q1", *tally, code=3)
    refused(run, "survey", "add", "--for", "某期", *tally, code=2)
    assert shown(run, "--for", "2026年四季度")["window"] == "2026-Q4"


def test_anybody_may_count_and_a_stranger_is_told(run: Office) -> None:
    done = add(run, "--by", "示例甲")

    assert "不在人员名单里" in " ".join(done["notices"])


def test_the_same_counted_again_is_told_with_the_way_back(run: Office) -> None:
    first, again = add(run)["seq"], add(run)
    other = add(run, counts="5,0,0,0")

    assert f"与第{first}条（2026-11-24）完全相同" in again["notices"][0]
    assert f"pdisc annul {again['seq']} --reason 理由" in again["notices"][0]
    assert other["notices"] == ["党员以前已经登记过2次，查看时合在一起算"]


def test_a_tally_is_taken_back_and_counts_no_more(run: Office) -> None:
    seq = add(run)["seq"]
    number = run.walk_every_step("已公开", "1.1.1")
    of_one = add(run, number)["seq"]

    said = run.ok("annul", str(seq), "--reason", "登记重了", "--by", SECRETARY).out
    run.ok("annul", str(of_one), "--reason", "登记重了", "--by", SECRETARY)

    assert said.endswith("下一步：pdisc survey show\n")
    assert shown(run)["groups"] == []
    assert run.verify()["ok"]


def test_a_tally_moves_none_of_the_steps(run: Office) -> None:
    number = run.walk("已公开", "1.3.1")
    before = run.show(number)

    add(run, number, "--by", PROPOSER)

    assert {**run.show(number), "next": ""} == {**before, "next": ""}
    run.archive(number)


def test_inside_what_is_below_the_line_is_named_and_shown(run: Office) -> None:
    good, poor = run.walk_every_step("已公开", "1.1.1"), run.walk_every_step("已公开", "1.1.2")
    add(run, good)
    add(run, poor, group="社会", counts="1,1,3,9")
    add(run, "--for", "2026-Q3", counts="0,0,9,0")

    found, ran = shown(run), run.ok("survey", "show")

    assert found["remedial"] == [poor]
    assert [(each["group"], each["remedial"]) for each in found["groups"]] == [
        ("党员", False),
        ("社会", True),
    ]
    assert f"满意率低、需补课的事项：{poor}" in ran.out
    assert ran.out.endswith(f"下一步：pdisc survey show {poor}\n")
    assert "remedial" not in shown(run, "--audience", "社会")


def test_where_nothing_was_counted_it_is_said(run: Office) -> None:
    ran = run.ok("survey", "show")

    assert "还没有可以看的测评" in ran.out
    assert "pdisc survey add --group 群体 --counts 份数" in ran.out


def test_who_may_not_see_a_matter_hears_nothing_of_its_survey(run: Office) -> None:
    number = run.walk("已公开", "1.3.1")
    add(run, number)

    assert run("survey", "show", number, "--audience", "社会").code == 4
    assert shown(run, "--audience", "社会")["groups"] == []
    assert shown(run, number, "--audience", "党内")["public_number"] == "党1"
    assert shown(run, "--audience", "党内")["groups"][0]["counts"]["满意"] == 12


def test_what_is_taken_down_is_in_no_sum_outside(run: Office) -> None:
    number = run.walk("已公开", "1.1.1")
    add(run, number)
    run.ok("takedown", number, "--reason", "过期", "--by", PROPOSER)

    assert run("survey", "show", "公1", "--audience", "社会").code == 4
    assert shown(run, "--audience", "社会")["groups"] == []
    assert shown(run, number)["groups"][0]["counts"]["满意"] == 12


# The law: nobody outside finds what too few have answered


def tally(number: str, window: str, group: SurveyGroup, counts: tuple[int, ...]) -> SurveyTally:
    satisfied, fair, dissatisfied, unaware = counts
    return SurveyTally(
        satisfied=satisfied,
        fair=fair,
        dissatisfied=dissatisfied,
        unaware=unaware,
        number=number,
        window=window,
        people=group,
        asked=sum(counts),
        digest="",
        by="示例甲",
        on=DAY,
    )


SUBJECTS = st.sampled_from(
    (("2026-0001", ""), ("2026-0002", ""), ("", "2026-Q3"), ("", "2026-Q4"), ("", ""))
)
FEW = st.sampled_from([each for each in product(range(LEAST), repeat=4) if 0 < sum(each) < LEAST])
MANY = (
    st.tuples(st.integers(LEAST, 9), *[st.integers(0, 9)] * 3).flatmap(st.permutations).map(tuple)
)
PEOPLE = st.sampled_from(SurveyGroup)


@st.composite
def tallies(draw: st.DrawFn, counts: st.SearchStrategy[tuple[int, ...]]) -> list[SurveyTally]:
    found = draw(st.lists(st.tuples(SUBJECTS, PEOPLE, counts), max_size=8))
    return [tally(*subject, group, each) for subject, group, each in found]


def told_outside(known: Iterable[SurveyTally]) -> dict[Any, tuple[GroupRate, ...]]:
    """Return every answer that can be had: of all, of each disclosure and of each window."""
    held = tuple(known)
    asked = [(None, None), *(("2026-000" + n, None) for n in "12"), (None, "2026-Q3")]
    return {
        (audience, *of): group_rates(about(held, *of, DAY), audience, least=LEAST, line=LINE)
        for of in (*asked, (None, "2026-Q4"))
        for audience in OUTSIDE
    }


@given(tallies(MANY), tallies(FEW), st.data())
def test_no_answer_and_no_difference_of_answers_hangs_on_what_too_few_have_answered(
    many: list[SurveyTally], few: list[SurveyTally], data: st.DataObject
) -> None:
    """Let the few have answered anything else: every answer outside stays the same.

    So nothing that is worked out of all of them together can tell what they answered.
    """
    others = [
        tally(each.number, each.window, each.people, data.draw(FEW, label="instead"))
        for each in few
    ]

    assert told_outside([*many, *few]) == told_outside([*many, *others])


@given(tallies(MANY), tallies(FEW))
def test_the_few_add_nothing_to_what_is_told_of_the_many(
    many: list[SurveyTally], few: list[SurveyTally]
) -> None:
    with_few, without = told_outside([*many, *few]), told_outside(many)

    for asked, groups in with_few.items():
        assert tuple(each for each in groups if not each.suppressed) == without[asked]
        assert all(each.counts is None for each in groups if each.suppressed)


@given(tallies(st.one_of(MANY, FEW)))
def test_inside_everything_is_counted(known: list[SurveyTally]) -> None:
    rates = group_rates(known, Audience.INTERNAL, least=LEAST, line=LINE)

    counted = sum(sum(each.counts.values()) for each in rates if each.counts)
    assert counted == sum(map(answers, known))
    assert not any(each.suppressed for each in rates)


@given(tallies(st.one_of(MANY, FEW)))
def test_below_the_line_is_whatever_has_a_group_below_it(known: list[SurveyTally]) -> None:
    def is_poor(number: str) -> bool:
        own = [each for each in known if each.number == number]
        groups = group_rates(own, Audience.INTERNAL, least=0, line=LINE)
        return any(each.rate is not None and each.rate < LINE / 100 for each in groups)

    expected = [number for number in ("2026-0001", "2026-0002") if is_poor(number)]
    assert list(below_the_line(known, LINE)) == expected


@given(st.integers(0, 10_000), st.integers(1, 10_000))
def test_a_rate_is_rounded_half_up(pleased: int, others: int) -> None:
    event = tally("", "", MEMBERS, (pleased, 0, others, 0))

    (group,) = group_rates([event], Audience.INTERNAL, least=0, line=LINE)

    assert group.rate is not None
    exact = pleased / (pleased + others)
    assert abs(group.rate - exact) <= 0.00005 + 1e-12
    assert group.rate == round(group.rate, 4)


def test_half_of_the_last_place_is_rounded_up() -> None:
    (group,) = group_rates(
        [tally("", "", MEMBERS, (25, 0, 7, 0))], Audience.INTERNAL, least=0, line=LINE
    )

    assert group.rate == 0.7813


# The guards by themselves, as verify asks them again


def test_a_tally_is_known_again_by_what_it_counts() -> None:
    counts = dict(zip(GRADES, (12, 3, 1, 2), strict=True))
    event = tallied(MEMBERS, counts, number="2026-0001", asked=18)
    fact = tally("2026-0001", "", MEMBERS, (12, 3, 1, 2))

    assert digest_of(event) == digest_of(fact)
    for other in (
        msgspec.structs.replace(event, asked=None),
        msgspec.structs.replace(event, group=SurveyGroup.PUBLIC),
        msgspec.structs.replace(event, number="", window="2026-Q3"),
        msgspec.structs.replace(event, satisfied=13),
    ):
        assert digest_of(other) != digest_of(event)


def test_what_no_command_records_is_not_lawful_either() -> None:
    counts = dict(zip(GRADES, (12, 3, 1, 2), strict=True))
    event = tallied(MEMBERS, counts, number="2026-0001", asked=18)
    admit(event, DAY, DAY)

    with pytest.raises(Refused):
        admit(event, DAY, None)
    for wrong in (
        msgspec.structs.replace(event, window="2026-Q3"),
        msgspec.structs.replace(event, dissatisfied=-1),
        msgspec.structs.replace(event, asked=17),
        msgspec.structs.replace(event, satisfied=0, fair=0, dissatisfied=0, unaware=0),
    ):
        with pytest.raises(UsageError):
            admit(wrong, DAY, DAY)
