"""The disclosure summary, against values worked out by hand and laws that hold for any ledger."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import builders
import msgspec
import pytest
from builders import done, posted, public_numbers, setting
from hypothesis import given
from hypothesis import strategies as st

from pdisc.dates.periods import Period, parse_period
from pdisc.dates.typed import FIRST_YEAR, LAST_YEAR
from pdisc.due.obligation import Answer, Obligation
from pdisc.errors import UsageError
from pdisc.registers.facts import Facts
from pdisc.registers.items import CatalogItem
from pdisc.report.chosen import duties_in
from pdisc.report.norms import make_norms, rate_of
from pdisc.report.procedure import steps_amiss
from pdisc.report.public import PUBLIC_TITLES, PublicReport, PublicRow, public_report
from pdisc.report.summary import (
    TITLES,
    Report,
    ReportRow,
    cell,
    make_report,
)
from pdisc.rules import RuleBook, archive_deadline
from pdisc.values.matters import ActDone, Matter
from pdisc.words import Act, Audience, Group, Norm, Scope, State, Status, Timing

SINCE = date(2025, 1, 1)
AS_OF = date(2026, 8, 31)
YEAR = parse_period(today=AS_OF)
BY_ROW = (Group.LEVEL1, Group.OFFICE, Group.SCOPE, Group.TIMING)
DEADLINE = setting("归档截止", "06-30", SINCE)
ON_BOARD = setting("公开栏期限", "7", SINCE)
RULES = RuleBook([DEADLINE, ON_BOARD])
ABOVE = "党组织决议、决定及执行情况"


def item(code: str, scope: Scope, timing: Timing, **more: Any) -> CatalogItem:
    usual = {"level1": ABOVE, "valid_from": SINCE}
    return builders.item(code, timing, scope=scope, **{**usual, **more})


def whole_way(first: date, *, late: bool = False, waived: bool = False) -> tuple[ActDone, ...]:
    return (
        done(Act.PROPOSE, first, State.PROPOSED),
        done(Act.REVIEW, first, State.REVIEWED, waived=waived),
        done(Act.APPROVE, first, State.APPROVED),
        done(Act.PUBLISH, first, State.PUBLISHED, late=late),
    )


def matter(
    number: str,
    code: str,
    on: date,
    *carried_out: str,
    acts: tuple[ActDone, ...] | None = None,
    **more: Any,
) -> Matter:
    usual = {"title": f"标题{number}", "office": "综合科", "planned_on": on, "bound": True}
    postings = tuple(posted(on, channel) for channel in carried_out)
    known = builders.matter(number, *(acts or whole_way(on)), code=code, postings=postings)
    return msgspec.structs.replace(known, **usual, **more)


def duty(
    code: str,
    timing: Timing,
    starts_on: date,
    ends_on: date,
    due_on: date,
    answer: Answer | None = None,
) -> Obligation:
    return Obligation(
        code=code,
        timing=timing,
        window="2026-Q1" if timing is Timing.PERIODIC else None,
        starts_on=starts_on,
        ends_on=ends_on,
        due_on=due_on,
        why="推定",
        answer=answer,
    )


def published(on: date, number: str) -> Answer:
    return Answer(how="公开", on=on, number=number)


ITEMS = (
    item("1.1.1", Scope.SOCIETY, Timing.PERIODIC),
    item("1.1.2", Scope.SOCIETY, Timing.PERIODIC, office=""),
    item("1.2.1", Scope.PARTY, Timing.STANDING),
    item("1.3.3", Scope.SOCIETY, Timing.OCCASIONAL),
    item("1.3.4", Scope.PARTY, Timing.OCCASIONAL),
    item("2.2.1", Scope.PARTY, Timing.PERIODIC, level1="党的思想建设情况"),
)
MATTERS = (
    matter("2025-0001", "1.2.1", date(2025, 3, 3), "会议", scope=Scope.PARTY, channels=("会议",)),
    matter("2026-0001", "1.1.1", date(2026, 4, 10), "会议", "公开栏"),
    matter(
        "2026-0002",
        "1.3.3",
        date(2026, 5, 20),
        acts=(
            done(Act.PROPOSE, date(2026, 5, 18), State.PROPOSED),
            done(Act.REVIEW, date(2026, 5, 19), State.REVIEWED),
            done(Act.APPROVE, date(2026, 5, 20), State.REFUSED),
        ),
    ),
    matter(
        "2026-0003",
        "1.1.1",
        date(2026, 7, 20),
        "会议",
        acts=whole_way(date(2026, 7, 20), late=True),
    ),
)
Q1 = (date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 15))
Q2 = (date(2026, 4, 1), date(2026, 6, 30), date(2026, 7, 14))
Q3 = (date(2026, 7, 1), date(2026, 9, 30), date(2026, 10, 22))
Q4 = (date(2026, 10, 1), date(2026, 12, 31), date(2027, 1, 15))
P = Timing.PERIODIC
DUTIES = (
    duty("1.1.1", P, *Q1, published(date(2026, 4, 10), "2026-0001")),
    duty("1.1.1", P, *Q2, published(date(2026, 7, 20), "2026-0003")),
    duty("1.1.1", P, *Q3),
    duty("1.1.1", P, *Q4),
    duty("1.1.2", P, *Q1, Answer(how="无事项", on=date(2026, 4, 8))),
    duty("1.1.2", P, *Q2),
    duty(
        "1.2.1",
        Timing.STANDING,
        date(2025, 3, 3),
        date(2025, 3, 3),
        date(2025, 3, 3),
        published(date(2025, 3, 3), "2025-0001"),
    ),
    duty(
        "1.3.3",
        Timing.OCCASIONAL,
        date(2026, 5, 6),
        date(2026, 5, 6),
        date(2026, 6, 3),
        Answer(how="不予公开", on=date(2026, 5, 20), number="2026-0002"),
    ),
    duty("2.2.1", P, date(2026, 1, 1), date(2027, 1, 31), date(2027, 2, 14)),
)
FACTS = Facts(
    unit="平罗县编办", since=SINCE, items=ITEMS, matters=MATTERS, settings=(DEADLINE, ON_BOARD)
)


def the_report(
    *, period: Period = YEAR, as_of: date = AS_OF, group: Group = Group.LEVEL1
) -> Report:
    return make_report(FACTS, DUTIES, period=period, as_of=as_of, group=group)


def row_of(report: Report, code: str) -> ReportRow:
    return next(row for row in report.rows if row.code == code)


def norm_of(report: Report, norm: Norm) -> tuple[int, int, str, tuple[str, ...], tuple[str, ...]]:
    found = next(result for result in report.norms if result.norm is norm)
    return found.met, found.of, found.rate, found.numbers, found.unmet


class TestPeriods:
    def test_the_default_is_this_year(self) -> None:
        assert parse_period(today=AS_OF) == Period(
            start=date(2026, 1, 1), end=date(2026, 12, 31), name="2026年"
        )

    @pytest.mark.parametrize("text", ["2025", " 2025年 "])
    def test_a_year_is_accepted_with_and_without_its_word(self, text: str) -> None:
        assert parse_period(today=AS_OF, year=text).name == "2025年"

    @pytest.mark.parametrize("text", ["2026-Q3", "2026年三季度", "2026年第三季度", " 2026-q3 "])
    def test_both_spellings_of_a_quarter_are_accepted(self, text: str) -> None:
        assert parse_period(today=AS_OF, quarter=text) == Period(
            start=date(2026, 7, 1), end=date(2026, 9, 30), name="2026年三季度"
        )

    def test_from_alone_runs_until_today_and_to_alone_since_new_year(self) -> None:
        since = parse_period(today=AS_OF, start=date(2025, 11, 1))
        until = parse_period(today=AS_OF, end=date(2025, 6, 30))
        assert (since.start, since.end) == (date(2025, 11, 1), AS_OF)
        assert (until.start, until.end) == (date(2025, 1, 1), date(2025, 6, 30))
        assert since.name == "2025-11-01至2026-08-31"

    @pytest.mark.parametrize(
        "asked",
        [
            {"year": "26"},
            {"year": "0000"},
            {"year": ""},
            {"year": "二〇二六"},
            {"quarter": "2026-Q5"},
            {"quarter": "2026"},
            {"quarter": "2026-H1"},
            {"year": "2026-Q1"},
            {"quarter": "2026年五季度"},
            {"year": "2026", "quarter": "2026-Q1"},
            {"year": "2026", "end": date(2026, 1, 1)},
            {"quarter": "2026-Q1", "start": date(2026, 1, 1)},
            {"start": date(2026, 2, 1), "end": date(2026, 1, 31)},
            {"start": date(2026, 9, 1)},
        ],
    )
    def test_a_malformed_or_double_period_is_a_usage_error(self, asked: dict[str, Any]) -> None:
        with pytest.raises(UsageError) as caught:
            parse_period(today=AS_OF, **asked)
        assert caught.value.next_step

    @given(st.integers(FIRST_YEAR, LAST_YEAR))
    def test_four_quarters_are_one_year(self, year: int) -> None:
        whole = parse_period(today=AS_OF, year=str(year))
        parts = [parse_period(today=AS_OF, quarter=f"{year}-Q{n}") for n in (1, 2, 3, 4)]
        days = [(part.end - part.start).days + 1 for part in parts]
        assert (parts[0].start, parts[-1].end) == (whole.start, whole.end)
        assert sum(days) == (whole.end - whole.start).days + 1


class TestRows:
    def test_every_item_has_a_row_in_document_order(self) -> None:
        assert [row.code for row in the_report().rows] == [one.code for one in ITEMS]

    def test_a_late_window_outweighs_those_to_come(self) -> None:
        row = row_of(the_report(), "1.1.1")
        assert (row.due, row.published, row.late, row.pending) == (4, 2, 1, 2)
        assert row.status is Status.LATE
        assert row.numbers == ("2026-0001", "2026-0003")
        assert row.late_entries == 1

    def test_a_missed_window_outweighs_a_nil_return(self) -> None:
        row = row_of(the_report(), "1.1.2")
        assert (row.due, row.published, row.nil, row.missed) == (2, 0, 1, 1)
        assert row.status is Status.MISSED
        assert row.numbers == ()

    def test_a_nil_return_alone_says_so(self) -> None:
        first = parse_period(today=AS_OF, quarter="2026-Q1")
        assert row_of(the_report(period=first), "1.1.2").status is Status.NIL

    def test_a_late_nil_return_keeps_its_word_and_counts_as_late(self) -> None:
        nil = duty("1.1.2", P, *Q1, Answer(how="无事项", on=date(2026, 5, 6)))
        row = row_of(make_report(FACTS, [nil], period=YEAR, as_of=AS_OF), "1.1.2")
        assert (row.status, row.nil, row.late) == (Status.NIL, 1, 1)

    def test_a_window_is_missed_from_the_day_after_its_due_date(self) -> None:
        on_the_day = row_of(the_report(as_of=date(2026, 7, 14)), "1.1.2")
        the_day_after = row_of(the_report(as_of=date(2026, 7, 15)), "1.1.2")
        assert (on_the_day.status, on_the_day.pending) == (Status.PENDING, 1)
        assert (the_day_after.status, the_day_after.missed) == (Status.MISSED, 1)

    def test_a_standing_duty_belongs_to_every_period_from_its_start_on(self) -> None:
        row = row_of(the_report(), "1.2.1")
        assert (row.due, row.published, row.status) == (1, 1, Status.PUBLISHED)
        assert row.numbers == ("2025-0001",)
        before = parse_period(today=AS_OF, start=SINCE, end=date(2025, 3, 2))
        assert row_of(the_report(period=before), "1.2.1").due == 0

    def test_of_earlier_standing_duties_the_last_and_the_open_ones_count(self) -> None:
        days = [date(2025, 3, 3), date(2025, 9, 1), date(2026, 3, 3), date(2027, 3, 3)]
        duties = [duty("1.2.1", Timing.STANDING, day, day, day) for day in days]
        settled = Answer(how="公开", on=date(2025, 4, 1), number="2025-0001")
        done = [msgspec.structs.replace(duties[0], answer=settled), *duties[1:]]
        assert [x.starts_on for x in duties_in(YEAR, duties)] == days[:3]
        assert [x.starts_on for x in duties_in(YEAR, done)] == days[1:3]

    def test_a_refusal_answers_and_names_no_disclosure(self) -> None:
        row = row_of(the_report(), "1.3.3")
        assert (row.due, row.withheld, row.status) == (1, 1, Status.WITHHELD)
        assert row.numbers == ()

    def test_without_obligations_a_row_has_not_happened_or_is_not_due(self) -> None:
        report = the_report()
        assert row_of(report, "1.3.4").status is Status.NONE
        assert row_of(report, "2.2.1").status is Status.PENDING

    def test_a_disclosure_that_answers_nothing_still_shows(self) -> None:
        extra = matter("2026-0009", "1.3.4", date(2026, 6, 1), "会议", scope=Scope.PARTY)
        facts = msgspec.structs.replace(FACTS, matters=(*MATTERS, extra))
        row = row_of(make_report(facts, DUTIES, period=YEAR, as_of=AS_OF), "1.3.4")
        assert (row.due, row.published, row.status) == (0, 0, Status.PUBLISHED)
        assert row.numbers == ("2026-0009",)

    def test_an_answer_published_after_the_period_is_named_in_it(self) -> None:
        first = parse_period(today=AS_OF, quarter="2026-Q1")
        row = row_of(the_report(period=first), "1.1.1")
        assert (row.due, row.published, row.numbers) == (1, 1, ("2026-0001",))

    def test_what_is_first_published_in_the_period_is_named_in_it_too(self) -> None:
        second = parse_period(today=AS_OF, quarter="2026-Q2")
        row = row_of(the_report(period=second), "1.1.1")
        assert (row.due, row.published, row.numbers) == (1, 1, ("2026-0001", "2026-0003"))

    def test_an_item_is_shown_in_the_version_that_held(self) -> None:
        new = item("1.1.1", Scope.PARTY, P, valid_from=date(2026, 6, 1))
        future = item("9.1.1", Scope.PARTY, P, valid_from=date(2027, 1, 1))
        known = msgspec.structs.replace(FACTS, items=(*ITEMS, new, future))
        assert known.items_on(date(2026, 5, 31))[0].scope is Scope.SOCIETY
        assert known.items_on(date(2026, 6, 1))[0].scope is Scope.PARTY
        assert future not in known.items_on(date(2026, 6, 1))
        assert known.items_on(date(2027, 1, 1))[-1] is future

    def test_of_two_versions_from_one_day_the_later_recorded_counts(self) -> None:
        again = msgspec.structs.replace(ITEMS[0], office="人事科")
        known = msgspec.structs.replace(FACTS, items=(ITEMS[0], again))
        assert known.items_on(AS_OF) == (again,)
        assert known.items_on(date(2020, 1, 1)) == (again,), "the first of them never held"

    def test_the_columns_are_the_fields_of_a_row(self) -> None:
        assert tuple(TITLES) == ReportRow.__struct_fields__
        assert tuple(PUBLIC_TITLES) == PublicRow.__struct_fields__


class TestTotals:
    def test_the_total_is_what_was_worked_out_by_hand(self) -> None:
        total = the_report().total
        assert (total.items, total.due, total.published, total.missed) == (6, 8, 3, 1)
        assert (total.late, total.nil, total.withheld, total.pending) == (1, 1, 1, 2)
        assert (total.disclosures, total.late_entries, total.waived) == (3, 1, 0)
        assert msgspec.to_builtins(total.coverage) == {"met": 2, "of": 4, "rate": "50.0%"}
        assert total.on_time_rate == "66.7%"

    def test_the_norms_are_what_was_worked_out_by_hand(self) -> None:
        report = the_report()
        both, second = ("2026-0001", "2026-0003"), ("2026-0003",)
        assert norm_of(report, Norm.CONTENT) == (
            5,
            6,
            "83.3%",
            ("2025-0001", "2026-0001", "2026-0002", "2026-0003"),
            (),
        )
        assert norm_of(report, Norm.SCOPE) == (1, 2, "50.0%", both, second)
        assert norm_of(report, Norm.PROCEDURE) == (1, 2, "50.0%", both, second)
        assert norm_of(report, Norm.CHANNEL) == (3, 4, "75.0%", both, second)
        assert norm_of(report, Norm.ON_TIME) == (
            4,
            6,
            "66.7%",
            ("2025-0001", "2026-0001", "2026-0002", "2026-0003"),
            second,
        )

    def test_where_nothing_was_due_every_rate_is_none(self) -> None:
        empty = make_report(
            msgspec.structs.replace(FACTS, matters=()), [], period=YEAR, as_of=AS_OF
        )
        assert {result.rate for result in empty.norms} == {"无"}
        assert (empty.total.coverage.rate, empty.total.on_time_rate) == ("无", "无")

    def test_groups_by_level_keep_the_order_of_the_rows(self) -> None:
        groups = the_report().groups
        assert [(x.group, x.items, x.due) for x in groups] == [
            ("党组织决议、决定及执行情况", 5, 8),
            ("党的思想建设情况", 1, 0),
        ]

    def test_groups_by_office_name_a_missing_office(self) -> None:
        groups = the_report(group=Group.OFFICE).groups
        assert [(x.group, x.items) for x in groups] == [("综合科", 5), ("无", 1)]

    def test_groups_by_channel_go_by_the_approved_channels(self) -> None:
        groups = the_report(group=Group.CHANNEL).groups
        assert [(x.group, x.items, x.due, x.published, x.disclosures) for x in groups] == [
            ("会议", 2, 3, 3, 3),
            ("公开栏", 1, 2, 2, 2),
            ("无", 5, 5, 0, 0),
        ]

    def test_groups_by_month_go_by_the_day_of_the_obligation_and_of_publication(self) -> None:
        groups = the_report(group=Group.MONTH).groups
        assert [(x.group, x.due, x.published, x.disclosures) for x in groups] == [
            ("2026年1月", 1, 1, 1),
            ("2026年3月", 2, 1, 0),
            ("2026年4月", 0, 0, 1),
            ("2026年5月", 1, 0, 0),
            ("2026年6月", 2, 1, 0),
            ("2026年7月", 0, 0, 1),
            ("2026年9月", 1, 0, 0),
            ("2026年12月", 1, 0, 0),
        ]

    def test_json_has_the_keys_of_the_contract(self) -> None:
        document = msgspec.to_builtins(the_report())
        assert {
            "title",
            "from",
            "to",
            "as_of",
            "audience",
            "columns",
            "rows",
            "total",
            "norms",
        } <= set(document)
        assert (document["from"], document["to"]) == ("2026-01-01", "2026-12-31")
        assert document["title"] == "平罗县编办党务公开情况统计表（2026年）"
        assert set(document["norms"][0]) == {
            *("norm", "met", "of", "rate", "numbers", "unmet", "shortfalls")
        }
        assert list(document["rows"][0]) == list(document["columns"])


class TestNorms:
    @pytest.mark.parametrize(
        ("met", "of", "rate"),
        [
            (0, 0, "无"),
            (0, 3, "0.0%"),
            (5, 6, "83.3%"),
            (2, 3, "66.7%"),
            (1, 16, "6.3%"),
            (3, 3, "100.0%"),
            (9999, 10000, "99.9%"),
            (1, 10000, "0.1%"),
        ],
    )
    def test_a_rate_has_one_decimal_and_never_flatters(self, met: int, of: int, rate: str) -> None:
        assert rate_of(met, of).rate == rate

    def test_returns_escalations_and_takedowns_are_part_of_the_way(self) -> None:
        acts = (
            done(Act.PROPOSE, date(2026, 3, 2), State.PROPOSED),
            done(Act.REVIEW, date(2026, 3, 3), State.RETURNED),
            done(Act.REVISE, date(2026, 3, 4), State.PROPOSED),
            done(Act.REVIEW, date(2026, 3, 5), State.REVIEWED),
            done(Act.APPROVE, date(2026, 3, 6), State.ESCALATED),
            done(Act.APPROVE, date(2026, 3, 12), State.APPROVED),
            done(Act.PUBLISH, date(2026, 3, 16), State.APPROVED),
            done(Act.TAKE_DOWN, date(2026, 3, 20), State.APPROVED, late=True),
            done(Act.PUBLISH, date(2026, 3, 13), State.PUBLISHED),
            done(Act.ARCHIVE, date(2026, 4, 1), State.ARCHIVED),
        )
        assert not steps_amiss(matter("2026-0001", "1.1.1", date(2026, 3, 13), "会议", acts=acts))

    def test_dropping_an_open_channel_is_part_of_the_way_whatever_its_day(self) -> None:
        acts = (
            *whole_way(date(2026, 3, 9))[:3],
            done(Act.PUBLISH, date(2026, 3, 10), State.APPROVED),
            done(Act.APPROVE, date(2026, 3, 16), State.APPROVED),
            done(Act.PUBLISH, date(2026, 3, 12), State.PUBLISHED),
        )
        assert not steps_amiss(matter("2026-0001", "1.1.1", date(2026, 3, 10), "会议", acts=acts))

    def test_a_skipped_step_a_backward_date_a_waiver_or_a_late_entry_fails(self) -> None:
        good = whole_way(date(2026, 3, 9))
        unreviewed = (good[0], *good[2:])
        backwards = (*good[:3], done(Act.PUBLISH, date(2026, 3, 6), State.PUBLISHED))
        for acts in (
            good[1:],
            unreviewed,
            backwards,
            whole_way(date(2026, 3, 9), late=True),
            whole_way(date(2026, 3, 9), waived=True),
        ):
            one = matter("2026-0001", "1.1.1", date(2026, 3, 9), "会议", acts=acts)
            assert steps_amiss(one)

    def test_what_is_not_archived_falls_short_after_30_june_of_the_next_year(self) -> None:
        one = matter("2026-0001", "1.1.1", date(2026, 3, 9), "公开栏")
        filed = msgspec.structs.replace(
            one, acts=(*one.acts, done(Act.ARCHIVE, date(2027, 6, 1), State.ARCHIVED))
        )

        def met(which: Matter, as_of: date) -> int:
            return make_norms([], [which], as_of=as_of, rules=RULES)[2].met

        assert met(one, date(2027, 6, 30)) == 1
        assert met(one, date(2027, 7, 1)) == 0
        assert met(filed, date(2027, 7, 1)) == 1

    def test_a_deadline_on_a_day_that_the_month_lacks_is_its_last(self) -> None:
        rules = RuleBook([msgspec.structs.replace(DEADLINE, value="02-31")])
        assert archive_deadline(date(2026, 5, 1), rules) == date(2027, 2, 28)

    @pytest.mark.parametrize(
        ("scope", "channels", "kept"),
        [
            (Scope.SOCIETY, ("会议", "网站:党建网"), 1),
            (Scope.SOCIETY, ("会议", "文件"), 0),
            (Scope.PARTY, ("会议", "公开栏"), 1),
            (Scope.PARTY, ("会议", "网站:党建网"), 0),
        ],
    )
    def test_scope_is_kept_by_the_channels_that_were_carried_out(
        self, scope: Scope, channels: tuple[str, ...], kept: int
    ) -> None:
        one = matter("2026-0001", "1.1.1", date(2026, 3, 9), *channels, scope=scope)
        assert make_norms([], [one], as_of=AS_OF, rules=RULES)[1].met == kept

    def test_two_websites_are_two_channels(self) -> None:
        sites = ("网站:党建网", "网站:县政府网")
        one = matter("2026-0001", "1.1.1", date(2026, 3, 9), sites[0], channels=sites)
        result = make_norms([], [one], as_of=AS_OF, rules=RULES)[3]
        assert (result.met, result.of, result.unmet) == (1, 2, ("2026-0001",))

    def test_a_missed_window_names_the_disclosure_in_hand(self) -> None:
        missed = msgspec.structs.replace(duty("1.1.1", P, *Q1), number="2026-0005")
        content = make_norms([missed], [], as_of=AS_OF, rules=RULES)[0]
        assert (content.met, content.of, content.unmet) == (0, 1, ("2026-0005",))


def seen_by(audience: Audience, *, group: Group = Group.LEVEL1) -> PublicReport:
    return public_report(
        FACTS,
        DUTIES,
        audience,
        period=YEAR,
        as_of=AS_OF,
        group=group,
        numbers=public_numbers(MATTERS, audience),
    )


class TestOtherAudiences:
    def test_society_sees_its_own_items_its_own_numbers_and_the_next_date(self) -> None:
        rows = [
            (row.code, row.published, row.status, row.numbers, row.titles, row.next_date)
            for row in seen_by(Audience.SOCIETY).rows
        ]
        titles = ("标题2026-0001", "标题2026-0003")
        assert rows == [
            ("1.1.1", 2, "已公开", ("公1", "公2"), titles, date(2026, 10, 22)),
            ("1.1.2", 0, "未公开", (), (), None),
            ("1.3.3", 0, "未公开", (), (), None),
        ]

    def test_the_party_sees_both_scopes(self) -> None:
        report = seen_by(Audience.PARTY)
        assert len(report.rows) == len(ITEMS)
        assert msgspec.to_builtins(report.total) == {
            "items": 6,
            "items_published": 2,
            "published": 3,
        }

    def test_a_nil_return_looks_like_a_window_that_is_still_open(self) -> None:
        early = date(2026, 4, 9)
        silent = tuple(
            msgspec.structs.replace(x, answer=None) if x.answer and x.answer.how != "公开" else x
            for x in DUTIES
        )
        reports = [
            public_report(
                FACTS,
                duties,
                Audience.SOCIETY,
                period=YEAR,
                as_of=early,
                numbers=public_numbers(MATTERS, Audience.SOCIETY),
            )
            for duties in (DUTIES, silent)
        ]
        assert reports[0] == reports[1]
        assert reports[0].rows[1].next_date == date(2026, 4, 15)

    @pytest.mark.parametrize("audience", [Audience.SOCIETY, Audience.PARTY])
    @pytest.mark.parametrize("group", [group for group in Group if group is not Group.OFFICE])
    def test_nothing_of_the_office_s_own_business_is_told(
        self, audience: Audience, group: Group
    ) -> None:
        text = msgspec.json.encode(
            msgspec.structs.replace(seen_by(audience, group=group), title=""), order="sorted"
        ).decode()
        for word in ("逾期", "无事项", "不予公开", "补录", "综合科", "王承办", "norms", "late"):
            assert word not in text
        assert "missed" not in text
        assert "receipt" not in text

    def test_society_can_not_tell_that_party_matters_exist(self) -> None:
        social = msgspec.structs.replace(
            FACTS,
            items=tuple(one for one in ITEMS if one.scope is Scope.SOCIETY),
            matters=tuple(one for one in MATTERS if one.scope is Scope.SOCIETY),
        )
        without = public_report(
            social,
            DUTIES,
            Audience.SOCIETY,
            period=YEAR,
            as_of=AS_OF,
            numbers=public_numbers(social.matters, Audience.SOCIETY),
        )
        assert without == seen_by(Audience.SOCIETY)

    def test_what_was_taken_down_is_gone_and_the_others_keep_their_numbers(self) -> None:
        first = MATTERS[1]
        down = msgspec.structs.replace(
            first,
            postings=tuple(
                msgspec.structs.replace(x, taken_down_on=AS_OF) if x.channel == "公开栏" else x
                for x in first.postings
            ),
        )
        facts = msgspec.structs.replace(FACTS, matters=(MATTERS[0], down, *MATTERS[2:]))
        report = public_report(
            facts,
            DUTIES,
            Audience.SOCIETY,
            period=YEAR,
            as_of=AS_OF,
            numbers=public_numbers(facts.matters, Audience.SOCIETY),
        )
        assert report.rows[0].numbers == ("公2",)

    def test_groups_count_only_what_is_seen(self) -> None:
        def sums(audience: Audience, group: Group) -> list[tuple[str, int, int]]:
            groups = seen_by(audience, group=group).groups
            return [(x.group, x.items, x.published) for x in groups]

        assert sums(Audience.SOCIETY, Group.SCOPE) == [("社会", 3, 2)]
        assert sums(Audience.SOCIETY, Group.CHANNEL) == [("会议", 1, 2), ("公开栏", 1, 1)]
        assert sums(Audience.PARTY, Group.MONTH) == [
            ("2025年3月", 1, 1),
            ("2026年4月", 1, 1),
            ("2026年7月", 1, 1),
        ]

    def test_offices_are_no_group_for_others(self) -> None:
        with pytest.raises(UsageError):
            seen_by(Audience.SOCIETY, group=Group.OFFICE)

    def test_the_office_reads_the_report_itself(self) -> None:
        with pytest.raises(ValueError, match="内部"):
            seen_by(Audience.INTERNAL)


days = st.dates(date(2025, 1, 1), date(2027, 6, 30))
CODES = tuple(one.code for one in ITEMS)


@st.composite
def matters_of_a_ledger(draw: st.DrawFn) -> tuple[Matter, ...]:
    drawn = draw(
        st.lists(
            st.tuples(
                st.sampled_from(CODES),
                days,
                st.sampled_from(Scope),
                st.lists(st.sampled_from(["会议", "公开栏", "网站:党建网"]), max_size=3),
                st.booleans(),
                st.booleans(),
            ),
            max_size=5,
        )
    )
    return tuple(
        matter(
            f"2026-{place:04}",
            code,
            on,
            *carried_out,
            scope=scope,
            channels=("会议", "公开栏", "网站:党建网"),
            acts=whole_way(on, late=late, waived=waived),
        )
        for place, (code, on, scope, carried_out, late, waived) in enumerate(drawn, start=1)
    )


@st.composite
def ledgers(draw: st.DrawFn) -> tuple[Facts, tuple[Obligation, ...]]:
    matters = draw(matters_of_a_ledger())
    items = tuple(
        msgspec.structs.replace(
            one,
            level1=draw(st.sampled_from(["甲", "乙"])),
            office=draw(st.sampled_from(["综合科", "人事科", ""])),
        )
        for one in ITEMS
    )
    duties = [
        draw(duties_of(one, [x for x in matters if x.code == one.code and x.postings]))
        for one in items
    ]
    facts = msgspec.structs.replace(FACTS, items=items, matters=matters)
    return facts, tuple(x for some in duties for x in some)


@st.composite
def duties_of(draw: st.DrawFn, one: CatalogItem, matters: Sequence[Matter]) -> list[Obligation]:
    answers: list[Answer | None] = [None, Answer(how="无事项", on=date(2026, 4, 8))]
    answers += [Answer(how="不予公开", on=date(2026, 5, 20), number="2026-0404")]
    answers += [published(x.postings[0].on, x.number) for x in matters]
    drawn = draw(st.lists(st.tuples(days, days, st.sampled_from(answers)), max_size=4))
    return [
        duty(one.code, one.timing, start, max(start, due), max(start, due), answer)
        for start, due, answer in drawn
    ]


SUMMED = (
    "due",
    "published",
    "missed",
    "late",
    "nil",
    "withheld",
    "opening",
    "exempt",
    "pending",
    "late_entries",
    "waived",
)


def summed(parts: Iterable[object], names: Sequence[str]) -> list[int]:
    kept = list(parts)
    return [sum(getattr(part, name) for part in kept) for name in names]


class TestLaws:
    @given(ledgers(), days)
    def test_the_rows_sum_to_the_total(
        self, ledger: tuple[Facts, tuple[Obligation, ...]], as_of: date
    ) -> None:
        report = make_report(*ledger, period=YEAR, as_of=as_of)
        assert summed(report.rows, SUMMED) == summed([report.total], SUMMED)

    @given(ledgers(), days, st.sampled_from(BY_ROW))
    def test_groups_that_go_by_row_sum_to_the_total(
        self, ledger: tuple[Facts, tuple[Obligation, ...]], as_of: date, group: Group
    ) -> None:
        report = make_report(*ledger, period=YEAR, as_of=as_of, group=group)
        names = ("items", "disclosures", *SUMMED)
        assert summed(report.groups, names) == summed([report.total], names)

    @given(ledgers(), days)
    def test_groups_by_month_sum_to_the_obligations_of_the_total(
        self, ledger: tuple[Facts, tuple[Obligation, ...]], as_of: date
    ) -> None:
        report = make_report(*ledger, period=YEAR, as_of=as_of, group=Group.MONTH)
        names = SUMMED[:8]
        assert summed(report.groups, names) == summed([report.total], names)

    @given(ledgers(), days)
    def test_every_obligation_has_exactly_one_word(
        self, ledger: tuple[Facts, tuple[Obligation, ...]], as_of: date
    ) -> None:
        for row in make_report(*ledger, period=YEAR, as_of=as_of).rows:
            words = (
                row.published,
                row.missed,
                row.nil,
                row.withheld,
                row.opening,
                row.exempt,
                row.pending,
            )
            assert sum(words) == row.due

    @given(ledgers(), days)
    def test_no_cell_is_ever_blank(
        self, ledger: tuple[Facts, tuple[Obligation, ...]], as_of: date
    ) -> None:
        facts, duties = ledger
        report = make_report(facts, duties, period=YEAR, as_of=as_of)
        numbers = public_numbers(facts.matters, Audience.PARTY)
        public = public_report(
            facts, duties, Audience.PARTY, period=YEAR, as_of=as_of, numbers=numbers
        )
        for row in (*report.rows, *public.rows):
            assert all(cell(getattr(row, name)) for name in row.__struct_fields__)
        assert all(cell(getattr(x, name)) for x in report.groups for name in x.__struct_fields__)

    @given(ledgers(), days)
    def test_no_norm_is_met_more_often_than_it_was_asked(
        self, ledger: tuple[Facts, tuple[Obligation, ...]], as_of: date
    ) -> None:
        for result in make_report(*ledger, period=YEAR, as_of=as_of).norms:
            assert 0 <= result.met <= result.of
            assert set(result.unmet) <= set(result.numbers)

    @given(ledgers(), days)
    def test_a_party_matter_never_reaches_society(
        self, ledger: tuple[Facts, tuple[Obligation, ...]], as_of: date
    ) -> None:
        facts, duties = ledger
        inside = {one.title for one in facts.matters if one.scope is Scope.PARTY}
        public = public_report(
            facts,
            duties,
            Audience.SOCIETY,
            period=YEAR,
            as_of=as_of,
            numbers=public_numbers(facts.matters, Audience.SOCIETY),
        )
        assert not inside & {title for row in public.rows for title in row.titles}
        assert all(row.scope is Scope.SOCIETY for row in public.rows)
        assert sum(row.published for row in public.rows) == public.total.published

    @given(ledgers(), days)
    def test_the_same_facts_give_the_same_bytes(
        self, ledger: tuple[Facts, tuple[Obligation, ...]], as_of: date
    ) -> None:
        facts, duties = ledger
        one = msgspec.json.encode(make_report(facts, duties, period=YEAR, as_of=as_of))
        two = msgspec.json.encode(make_report(facts, list(duties), period=YEAR, as_of=as_of))
        assert one == two
