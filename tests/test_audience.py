"""The one gate: nobody sees, counts or can infer what isn't cleared for them."""

from collections.abc import Sequence
from datetime import date

import builders
import pytest
from builders import done, posted, public_numbers
from hypothesis import given
from hypothesis import strategies as st

from pdisc.audience import cleared_item, sees, still_out
from pdisc.values.matters import Matter, Posting
from pdisc.words import Act, Audience, Scope, ScopeDetail, State

DAY = date(2026, 4, 10)
LATER = date(2026, 5, 6)
OUTSIDE = (Audience.SOCIETY, Audience.PARTY)


def posting(channel: str, *, down: bool = False) -> Posting:
    return posted(DAY, channel, taken_down_on=LATER if down else None)


def matter(
    number: str,
    scope: Scope,
    *postings: Posting,
    state: State = State.PUBLISHED,
    detail: ScopeDetail | None = None,
    bound: bool = True,
) -> Matter:
    return builders.matter(
        number,
        done(Act.PUBLISH, DAY, state),
        scope=scope,
        scope_detail=detail,
        bound=bound,
        postings=postings,
    )


reaches = st.sampled_from(
    [(Scope.SOCIETY, None), (Scope.PARTY, None), *((Scope.PARTY, each) for each in ScopeDetail)]
)
posting_sets = st.lists(
    st.builds(posting, st.sampled_from(["会议", "公开栏", "网站:党建网"]), down=st.booleans()),
    max_size=3,
)


@st.composite
def matter_lists(draw: st.DrawFn) -> list[Matter]:
    drawn = draw(st.lists(st.tuples(reaches, posting_sets, st.booleans()), max_size=8))
    return [
        matter(f"2026-{place:04}", scope, *postings, detail=detail, bound=bound)
        for place, ((scope, detail), postings, bound) in enumerate(drawn, start=1)
    ]


def test_items_are_cleared_from_the_outside_in() -> None:
    assert cleared_item(Audience.SOCIETY, Scope.SOCIETY)
    assert not cleared_item(Audience.SOCIETY, Scope.PARTY)
    assert all(cleared_item(Audience.PARTY, scope) for scope in Scope)
    assert all(cleared_item(Audience.INTERNAL, scope) for scope in Scope)


@pytest.mark.parametrize("state", [State.REFUSED, State.WITHDRAWN])
@pytest.mark.parametrize("audience", OUTSIDE)
def test_what_was_refused_or_withdrawn_is_seen_only_inside(
    audience: Audience, state: State
) -> None:
    hidden = matter("2026-0001", Scope.SOCIETY, posting("公开栏"), state=state)

    assert not sees(audience, hidden)
    assert sees(Audience.INTERNAL, hidden)


@pytest.mark.parametrize("audience", OUTSIDE)
def test_a_text_that_is_not_the_approved_one_is_seen_only_inside(audience: Audience) -> None:
    altered = matter("2026-0001", Scope.SOCIETY, posting("公开栏"), bound=False)

    assert not sees(audience, altered)
    assert sees(Audience.INTERNAL, altered)


def test_what_was_meant_for_named_people_is_not_for_everybody_within_the_party() -> None:
    told = {
        detail: sees(
            Audience.PARTY, matter("2026-0001", Scope.PARTY, posting("会议"), detail=detail)
        )
        for detail in (None, *ScopeDetail)
    }

    assert told == {
        None: True,
        ScopeDetail.MEMBERS: True,
        ScopeDetail.UNIT: True,
        ScopeDetail.NAMED: False,
    }


@pytest.mark.parametrize("audience", OUTSIDE)
def test_what_is_only_approved_is_seen_only_inside(audience: Audience) -> None:
    approved = matter("2026-0001", Scope.SOCIETY, state=State.APPROVED)
    assert not sees(audience, approved)
    assert sees(Audience.INTERNAL, approved)


def test_a_partly_published_matter_is_seen_already() -> None:
    partly = matter("2026-0001", Scope.SOCIETY, posting("会议"), state=State.APPROVED)
    assert sees(Audience.SOCIETY, partly)


def test_a_party_matter_is_seen_by_the_party_and_not_by_society() -> None:
    inside = matter("2026-0001", Scope.PARTY, posting("会议"))
    assert sees(Audience.PARTY, inside)
    assert not sees(Audience.SOCIETY, inside)


def test_nothing_is_out_before_a_publication() -> None:
    assert not still_out([])


def test_one_copy_that_still_hangs_keeps_it_out() -> None:
    assert still_out([posting("公开栏", down=True), posting("网站:党建网")])


def test_when_every_hanging_copy_was_taken_down_the_meeting_is_not_told_of_either() -> None:
    assert not still_out([posting("会议"), posting("公开栏", down=True)])


def test_what_never_hung_stays_out() -> None:
    assert still_out([posting("会议"), posting("文件")])


def test_public_numbers_run_by_audience() -> None:
    matters = [
        matter("2026-0004", Scope.SOCIETY, posting("公开栏")),
        matter("2026-0001", Scope.PARTY, posting("会议")),
        matter("2026-0002", Scope.SOCIETY, state=State.APPROVED),
        matter("2026-0003", Scope.SOCIETY, posting("网站:党建网")),
    ]
    assert public_numbers(matters, Audience.SOCIETY) == {
        "2026-0004": "公1",
        "2026-0003": "公2",
    }
    assert public_numbers(matters, Audience.PARTY) == {
        "2026-0004": "党1",
        "2026-0001": "党2",
        "2026-0003": "党3",
    }
    assert public_numbers(matters, Audience.INTERNAL) == {}


@given(matter_lists())
def test_the_wider_audience_sees_no_more_than_the_narrower(matters: Sequence[Matter]) -> None:
    for one in matters:
        assert not sees(Audience.SOCIETY, one) or sees(Audience.PARTY, one)
        assert not sees(Audience.PARTY, one) or sees(Audience.INTERNAL, one)


@given(matter_lists())
def test_a_party_matter_is_never_counted_for_society(matters: Sequence[Matter]) -> None:
    social = [one for one in matters if one.scope is Scope.SOCIETY]
    assert public_numbers(matters, Audience.SOCIETY) == public_numbers(social, Audience.SOCIETY)


@given(matter_lists(), st.sampled_from(OUTSIDE))
def test_public_numbers_have_no_gap_and_cover_all_that_is_seen(
    matters: Sequence[Matter], audience: Audience
) -> None:
    numbers = public_numbers(matters, audience)
    assert [text[1:] for text in numbers.values()] == [str(n + 1) for n in range(len(numbers))]
    assert {one.number for one in matters if sees(audience, one)} <= set(numbers)


@given(matter_lists(), st.sampled_from(OUTSIDE))
def test_taking_everything_down_and_publishing_more_renumbers_nothing(
    matters: Sequence[Matter], audience: Audience
) -> None:
    before = public_numbers(matters, audience)
    down = [
        matter(
            x.number,
            x.scope,
            *(posting(y.channel, down=True) for y in x.postings),
            detail=x.scope_detail,
        )
        for x in matters
    ]
    after = public_numbers([*down, matter("2026-0099", Scope.SOCIETY, posting("会议"))], audience)
    assert {number: after[number] for number in before} == before
