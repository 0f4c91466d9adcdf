"""The five steps in pure form: the table of transitions, and every guard of `decide`.

No ledger and no clock: a `Story` asks `decide`, and tells `replayed` what was decided.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

import msgspec
import pytest
from conftest import (
    COMMITTEE,
    PROPOSER,
    REVIEWER,
    SECOND_PROPOSER,
    SECRETARY,
    SINCE,
    SUPERIOR,
    TODAY,
    Office,
)

from pdisc.catalog import seed
from pdisc.commands.table import COMMANDS
from pdisc.dates import workday_tables
from pdisc.dates.workdays import Calendar
from pdisc.errors import NotFound, Refused, UsageError
from pdisc.events.entry import Entry, Remarks
from pdisc.events.registers import OccurrenceNoted
from pdisc.events.steps import Archived, Decided, Published, RefusalNoted, Reviewed, TakenDown
from pdisc.rules import RuleBook
from pdisc.steps.acts import (
    Approve,
    Archive,
    Command,
    Decision,
    PlanCommand,
    Propose,
    Publish,
    Redact,
    Review,
    Revise,
    Signed,
    TakeDown,
    Withdraw,
)
from pdisc.steps.disclosure import Disclosure
from pdisc.steps.evolve import IllegalHistory
from pdisc.steps.guidance import NEXT, next_command
from pdisc.steps.policy import Policy, Roster
from pdisc.values.codes import check_code
from pdisc.values.facts import Appointment, Setting
from pdisc.values.parts import Event, Finding, Verdicts
from pdisc.words import (
    Act,
    Authority,
    FindingState,
    Retention,
    Role,
    Scope,
    ScopeDetail,
    State,
    Verdict,
)
from pdisc.workflow import (
    FINAL,
    REQUIREMENTS,
    TRANSITIONS,
    IllegalDecision,
    Transition,
    allowed_acts,
    check_table,
    decide,
    replayed,
)

NUMBER = "2026-0001"
DAY = timedelta(days=1)
PASSED = Verdicts(
    necessity=Verdict.PASS, accuracy=Verdict.PASS, secrecy=Verdict.PASS, privacy=Verdict.PASS
)
PEOPLE: dict[str, tuple[tuple[Role, ...], Authority | None]] = {
    PROPOSER: ((Role.PROPOSER, Role.ARCHIVIST), None),
    SECOND_PROPOSER: ((Role.PROPOSER,), None),
    REVIEWER: ((Role.REVIEWER,), None),
    SECRETARY: ((Role.APPROVER,), Authority.SECRETARY),
    COMMITTEE: ((Role.APPROVER,), Authority.COMMITTEE),
    SUPERIOR: ((Role.APPROVER,), Authority.SUPERIOR),
}
EVERYTHING = "测试多面手"
"""Holds all roles and the highest authority, so that only separation stands in the way."""

ITEMS = {item.code: item for item in seed.shipped_catalog(valid_from=SINCE, recorded_on=SINCE)}
SHIPPED_RULES = seed.shipped_rules()
SPECIAL_DAYS = tuple(day for table in workday_tables.shipped_workdays() for day in table.days)
CALENDAR = Calendar(SPECIAL_DAYS, {day.day.year for day in SPECIAL_DAYS})
SOCIETY_ITEM, PARTY_ITEM, BOARD_ITEM, TOP_ITEM, OCCASIONAL_ITEM = (
    "1.1.1",
    "1.3.1",
    "4.2.1",
    "3.2.1",
    "3.3.2",
)


def appointment(
    name: str, roles: tuple[Role, ...], authority: Authority | None, **changes: Any
) -> Appointment:
    term = Appointment(
        name=name,
        office="办公室",
        roles=roles,
        authority=authority,
        valid_from=SINCE,
        valid_until=None,
    )
    return msgspec.structs.replace(term, **changes)


def roster(*more: Appointment) -> Roster:
    everything = appointment(EVERYTHING, tuple(Role), Authority.SUPERIOR)
    listed = [appointment(name, *held) for name, held in PEOPLE.items()]
    return Roster([*listed, everything, *more])


def policy(code: str = SOCIETY_ITEM, **rules: str) -> Policy:
    """Return what the office may look at on TODAY, with some shipped rules set otherwise."""
    shipped = [
        Setting(
            name=rule.name,
            value=rules.get(rule.name, rule.value),
            unit=rule.unit,
            basis=rule.basis,
            assumed=rule.assumed,
            valid_from=SINCE,
        )
        for rule in SHIPPED_RULES
    ]
    return Policy(
        today=TODAY,
        since=SINCE,
        roster=roster(),
        rules=RuleBook(shipped),
        calendar=CALENDAR,
        item=ITEMS[code],
    )


class Story:
    """The life of one disclosure: what is decided happens, what is refused doesn't."""

    def __init__(self, code: str = SOCIETY_ITEM, known: Policy | None = None) -> None:
        self.policy = known or policy(code)
        self.state: Disclosure | None = None
        self.seq = 0

    @property
    def now(self) -> Disclosure:
        assert self.state is not None, "nothing was proposed yet"
        return self.state

    def stands_at(self, state: State) -> bool:
        return self.now.state is state

    def asks(
        self, command: Command, by: str, *, on: date = TODAY, why_late: str = "", waiver: str = ""
    ) -> Decision:
        """Return what `decide` answers; nothing happens yet."""
        signed = Signed(by=by, operator=by, on=on, late_reason=why_late, waiver=waiver)
        return decide(self.state, msgspec.structs.replace(command, signed=signed), self.policy)

    def does(
        self, command: Command, by: str, *, on: date = TODAY, why_late: str = "", waiver: str = ""
    ) -> Decision:
        """Let what `decide` answers happen."""
        decision = self.asks(command, by, on=on, why_late=why_late, waiver=waiver)
        self.seq += 1
        self.tell(decision.event, by, on, late=decision.late, waiver=waiver)
        return decision

    def tell(
        self,
        event: Any,
        by: str,
        on: date = TODAY,
        *,
        late: bool = False,
        waiver: str = "",
        number: str = NUMBER,
    ) -> None:
        """Let an event happen that nobody decided, as a forged journal would."""
        entry = Entry(
            seq=self.seq,
            subject=number,
            by=by,
            operator=by,
            on=on,
            recorded_at=datetime(2026, 11, 24, 2, tzinfo=UTC),
            late=late,
            remarks=Remarks(waiver=waiver),
            event=event,
        )
        self.state = replayed(self.state, entry)

    def refused(self, command: Command, by: str, **signed: Any) -> Refused:
        """Return how a command is refused; it must leave everything as it was."""
        before = self.state
        with pytest.raises(Refused) as caught:
            self.asks(command, by, **signed)
        assert self.state is before
        return caught.value


def propose(**said: Any) -> Propose:
    return Propose(**{"number": NUMBER, "title": "标题", "content": "正文", **said})


def publishing(channel: str, **said: Any) -> Publish:
    place = {"url": "https://example.invalid/1"} if channel.startswith("网站") else {"place": "室"}
    return Publish(**{"channel": channel, **place, **said})


class Doing(NamedTuple):
    command: Command
    by: str


PASS = Doing(Review(verdicts=PASSED), REVIEWER)
SEND_BACK = Doing(Review(return_reason="内容不全"), REVIEWER)
AGREE = Doing(Approve(), SUPERIOR)
ESCALATE = Doing(Approve(escalate_to="测试县委"), SECRETARY)
REFUSE = Doing(Approve(refuse_reason="不宜公开", basis="条例第八条"), SUPERIOR)
FILE = Doing(Archive(no_opinions=True), PROPOSER)
ONE_CHANNEL = Doing(publishing("会议"), PROPOSER)

WAYS: dict[State, tuple[Doing, ...]] = {
    State.PROPOSED: (),
    State.RETURNED: (SEND_BACK,),
    State.REVIEWED: (PASS,),
    State.ESCALATED: (PASS, ESCALATE),
    State.APPROVED: (PASS, AGREE),
    State.PUBLISHED: (PASS, AGREE, ONE_CHANNEL),
    State.ARCHIVED: (PASS, AGREE, ONE_CHANNEL, FILE),
    State.REFUSED: (PASS, REFUSE),
    State.WITHDRAWN: (Doing(Withdraw(reason="不再需要"), PROPOSER),),
}


def story_in(
    state: State, code: str = SOCIETY_ITEM, known: Policy | None = None, **plan: Any
) -> Story:
    """Return a disclosure (by default for 会议 only) taken to a state, all on TODAY."""
    story = Story(code, known)
    story.does(propose(**{"channels": ("会议",), **plan}), PROPOSER)
    for doing in WAYS[state]:
        story.does(doing.command, doing.by)
    assert story.now.state is state
    return story


# The table


S = State
TABLE: dict[Act, dict[State | None, set[State]]] = {
    Act.PROPOSE: {None: {S.PROPOSED}},
    Act.REVISE: {
        S.PROPOSED: {S.PROPOSED},
        S.RETURNED: {S.PROPOSED},
        S.REVIEWED: {S.PROPOSED},
        S.APPROVED: {S.PROPOSED},
    },
    Act.REDACT: {
        S.PROPOSED: {S.PROPOSED},
        S.RETURNED: {S.PROPOSED},
        S.REVIEWED: {S.PROPOSED},
        S.APPROVED: {S.PROPOSED},
    },
    Act.REVIEW: {S.PROPOSED: {S.REVIEWED, S.RETURNED}},
    Act.APPROVE: {
        S.REVIEWED: {S.APPROVED, S.RETURNED, S.REFUSED, S.ESCALATED},
        S.ESCALATED: {S.APPROVED, S.RETURNED, S.REFUSED},
        S.APPROVED: {S.APPROVED, S.PUBLISHED},
    },
    Act.PUBLISH: {S.APPROVED: {S.APPROVED, S.PUBLISHED}},
    Act.ARCHIVE: {S.PUBLISHED: {S.ARCHIVED}, S.REFUSED: {S.ARCHIVED}},
    Act.WITHDRAW: {
        state: {S.WITHDRAWN}
        for state in (S.PROPOSED, S.RETURNED, S.REVIEWED, S.ESCALATED, S.APPROVED)
    },
    Act.TAKE_DOWN: {state: {state} for state in (S.APPROVED, S.PUBLISHED, S.ARCHIVED)},
}
"""DESIGN §3, written down once more by hand; dropping an open channel is an 审批 in 已审批."""


@pytest.mark.parametrize("act", Act)
def test_each_act_leads_where_the_design_says_and_nowhere_else(act: Act) -> None:
    rows = [row for row in TRANSITIONS if row.act is act]
    found: dict[State | None, set[State]] = {}
    for row in rows:
        for source in row.sources:
            found.setdefault(source, set()).update(row.targets)

    assert found == TABLE[act]


def test_the_shipped_table_passes_its_own_check() -> None:
    check_table()


def without(act: Act) -> tuple[Transition, ...]:
    return tuple(row for row in TRANSITIONS if row.act is not act)


def row(act: Act, sources: set[State | None], targets: set[State]) -> Transition:
    return Transition(act=act, sources=frozenset(sources), targets=frozenset(targets))


@pytest.mark.parametrize(
    ("table", "complaint"),
    [
        (without(Act.WITHDRAW), "unreachable"),
        (without(Act.PROPOSE), "unreachable"),
        ((*TRANSITIONS, row(Act.WITHDRAW, {None}, {S.WITHDRAWN})), "exactly one start"),
        (
            (*without(Act.PROPOSE), row(Act.PROPOSE, {None, S.RETURNED}, {S.PROPOSED})),
            "exactly one start",
        ),
        (
            (
                *without(Act.ARCHIVE),
                row(Act.ARCHIVE, {S.PUBLISHED}, {S.ARCHIVED}),
                row(Act.APPROVE, {S.REFUSED}, {S.REFUSED}),
            ),
            "dead end",
        ),
        ((), "unreachable"),
    ],
)
def test_a_table_with_a_hole_is_found_out_when_it_is_loaded(
    table: tuple[Transition, ...], complaint: str
) -> None:
    with pytest.raises(ValueError, match=complaint):
        check_table(table)


def leaves(kind: type[Any]) -> set[type[Any]]:
    return {leaf for sub in kind.__subclasses__() for leaf in leaves(sub)} or {kind}


def test_every_command_has_its_rule_and_every_act_its_command() -> None:
    assert set(REQUIREMENTS) == leaves(Command) | {Propose}
    assert PlanCommand not in REQUIREMENTS
    assert {rule.act for rule in REQUIREMENTS.values()} == set(Act)


def test_every_state_says_what_to_type_next_except_the_last_ones() -> None:
    assert set(NEXT) == set(State)
    assert {state for state in State if not NEXT[state]} == FINAL == {S.ARCHIVED, S.WITHDRAWN}


COMMAND_OF = {
    "revise": Act.REVISE,
    "redact": Act.REDACT,
    "review": Act.REVIEW,
    "approve": Act.APPROVE,
    "publish": Act.PUBLISH,
    "archive": Act.ARCHIVE,
}


@pytest.mark.parametrize("state", sorted(set(State) - FINAL))
def test_what_is_typed_next_is_a_command_that_the_state_allows(state: State) -> None:
    for waiting in ((), (("F1", "手机号"),), (("F1", "未读内容"), ("F2", "手机号"))):
        typed = next_command(NUMBER, state, ("会议",), waiting).split()

        assert (typed[0], typed[2]) == ("pdisc", NUMBER)
        assert typed[1] in COMMANDS
        assert COMMAND_OF[typed[1]] in allowed_acts(state)


def test_open_findings_come_first_and_what_no_mask_takes_away_is_to_be_explained() -> None:
    assert (
        next_command(NUMBER, S.PROPOSED, (), [("F1", "手机号")]) == f"pdisc redact {NUMBER} --all"
    )
    assert next_command(NUMBER, S.PROPOSED, (), [("F1", "内部标志")]).endswith("--accept F1=理由")


def test_every_event_of_a_decision_is_a_step_that_can_be_replayed() -> None:
    for state in State:
        steps = story_in(state).now.steps
        assert [step.state for step in steps][-1] is state


# Whose turn it is


ATTEMPTS: dict[Act, Doing] = {
    Act.REVISE: Doing(Revise(content="新的正文"), PROPOSER),
    Act.REDACT: Doing(Redact(content="遮盖后的正文"), REVIEWER),
    Act.REVIEW: PASS,
    Act.APPROVE: AGREE,
    Act.PUBLISH: ONE_CHANNEL,
    Act.ARCHIVE: FILE,
    Act.WITHDRAW: Doing(Withdraw(reason="不再需要"), PROPOSER),
    Act.TAKE_DOWN: Doing(TakeDown(reason="过期"), PROPOSER),
}
OUT_OF_TURN = [(state, act) for state in State for act in ATTEMPTS if state not in TABLE[act]]


@pytest.mark.parametrize(("state", "act"), OUT_OF_TURN)
def test_an_act_out_of_turn_is_refused_with_what_is_allowed(state: State, act: Act) -> None:
    story = story_in(state)

    refusal = story.refused(*ATTEMPTS[act])

    assert NUMBER in refusal.message
    assert f"现在是“{state}”，不能{act}" in refusal.message
    allowed = [str(each) for each in Act if state in TABLE[each]]
    assert all(word in refusal.message for word in allowed or ["没有"])
    assert refusal.next_step
    assert refusal.kind == ""


def test_an_existing_disclosure_is_not_proposed_again() -> None:
    assert "不能提出" in story_in(S.PROPOSED).refused(propose(), PROPOSER).message


# The person


@pytest.mark.parametrize(
    ("state", "command", "role"),
    [
        (S.PROPOSED, Review(verdicts=PASSED), Role.REVIEWER),
        (S.REVIEWED, Approve(), Role.APPROVER),
        (S.APPROVED, publishing("会议"), Role.PROPOSER),
        (S.PROPOSED, Revise(content="新"), Role.PROPOSER),
        (S.PUBLISHED, Archive(no_opinions=True), Role.ARCHIVIST),
    ],
)
def test_an_act_needs_its_role_and_the_refusal_is_recorded(
    state: State, command: Command, role: Role
) -> None:
    outsider = SECRETARY if role is not Role.APPROVER else REVIEWER
    story = story_in(state)

    refusal = story.refused(command, outsider)

    assert refusal.kind == "职权"
    assert f"没有“{role}”职责" in refusal.message
    assert "现有职责" in refusal.message
    holder = story.policy.roster.holders(role, TODAY)[0]
    assert f"--by {holder}" in refusal.next_step


def test_proposing_needs_its_role_too() -> None:
    refusal = Story().refused(propose(), REVIEWER)

    assert refusal.kind == "职权"
    assert f"--by {PROPOSER}" in refusal.next_step


def test_where_nobody_holds_the_role_the_refusal_says_how_to_register_somebody() -> None:
    alone = Roster([appointment(PROPOSER, (Role.PROPOSER,), None)])
    story = Story(known=msgspec.structs.replace(policy(), roster=alone))
    story.does(propose(), PROPOSER)

    refusal = story.refused(Review(verdicts=PASSED), PROPOSER)

    assert refusal.next_step.startswith("先登记：pdisc staff add")


def test_a_stranger_is_not_found_and_the_nearest_name_is_offered() -> None:
    story = story_in(S.PROPOSED)

    with pytest.raises(NotFound, match="是不是“测试审核丙”") as caught:
        story.asks(Review(verdicts=PASSED), "测试审核柄")

    assert "pdisc staff add 测试审核柄" in caught.value.next_step


def test_withdrawing_and_taking_down_need_no_role() -> None:
    story_in(S.PROPOSED).does(Withdraw(reason="不再需要"), "不在名单的人")
    hung = story_in(S.APPROVED, channels=("公开栏",))
    hung.does(publishing("公开栏"), PROPOSER)
    hung.does(TakeDown(reason="过期"), "不在名单的人")


def test_somebody_who_left_may_no_longer_act_from_that_day_on() -> None:
    left = appointment("测试离任庚", (Role.REVIEWER,), None, valid_until=TODAY)
    known = msgspec.structs.replace(policy(), roster=roster(left))
    yesterday = Story(known=known)
    yesterday.does(propose(channels=("会议",)), PROPOSER, on=TODAY - DAY)
    yesterday.asks(Review(verdicts=PASSED), "测试离任庚", on=TODAY - DAY)

    refusal = yesterday.refused(Review(verdicts=PASSED), "测试离任庚")

    assert "当天没有任何职责" in refusal.message


def test_somebody_new_may_not_act_before_the_appointment_begins() -> None:
    new = appointment("测试新任辛", (Role.REVIEWER,), None, valid_from=TODAY)
    story = Story(known=msgspec.structs.replace(policy(), roster=roster(new)))
    story.does(propose(channels=("会议",)), PROPOSER, on=TODAY - DAY)

    assert story.refused(Review(verdicts=PASSED), "测试新任辛", on=TODAY - DAY).kind == "职权"
    story.does(Review(verdicts=PASSED), "测试新任辛")


# The dates


def test_a_date_in_the_future_is_refused() -> None:
    refusal = Story().refused(propose(), PROPOSER, on=TODAY + DAY)

    assert "在今天（2026-11-24）之后" in refusal.message
    assert refusal.next_step
    assert refusal.kind == ""


def test_a_date_before_the_ledger_began_is_refused() -> None:
    known = msgspec.structs.replace(
        policy(),
        roster=roster(
            appointment("测试早来壬", (Role.PROPOSER,), None, valid_from=date(2020, 1, 1))
        ),
    )

    refusal = Story(known=known).refused(propose(), "测试早来壬", on=SINCE - DAY, why_late="补登")

    assert f"早于台账起算日 {SINCE}" in refusal.message


@pytest.mark.parametrize("state", [S.PROPOSED, S.REVIEWED, S.APPROVED, S.PUBLISHED, S.REFUSED])
def test_dates_never_run_backwards_along_the_steps(state: State) -> None:
    story = story_in(state)
    doing = {
        S.PROPOSED: PASS,
        S.REVIEWED: AGREE,
        S.APPROVED: ONE_CHANNEL,
        S.PUBLISHED: FILE,
        S.REFUSED: FILE,
    }[state]

    refusal = story.refused(doing.command, doing.by, on=TODAY - DAY)

    assert "步骤的日期不能倒退" in refusal.message
    assert f"--on 写 {TODAY}" in refusal.next_step


def test_channels_may_be_recorded_in_any_order_but_none_before_the_approval() -> None:
    story = Story()
    monday = TODAY - DAY
    story.does(propose(channels=("会议", "文件")), PROPOSER, on=monday)
    for doing in (PASS, AGREE):
        story.does(doing.command, doing.by, on=monday)
    story.does(publishing("会议"), PROPOSER)
    refusal = story.refused(publishing("文件"), PROPOSER, on=monday - DAY)
    story.does(publishing("文件"), PROPOSER, on=monday)

    assert f"早于上一步的 {monday}" in refusal.message
    assert story.stands_at(S.PUBLISHED)


def test_three_working_days_apart_is_prompt_and_four_is_late() -> None:
    prompt, late = date(2026, 11, 19), date(2026, 11, 18)

    assert Story().asks(propose(), PROPOSER, on=prompt).late is False
    refusal = Story().refused(propose(), PROPOSER, on=late)
    entered = Story().asks(propose(), PROPOSER, on=late, why_late="出差")

    assert "已超过3个工作日，属于补录，要写明原因" in refusal.message
    assert refusal.next_step == "加上 --late-reason 原因"
    assert refusal.kind == ""
    assert entered.late is True


def test_the_limit_of_a_late_entry_is_a_rule() -> None:
    known = policy(补录间隔="0")

    assert "属于补录" in Story(known=known).refused(propose(), PROPOSER, on=TODAY - DAY).message


# Separation of duties


@pytest.mark.parametrize(
    ("state", "doing"),
    [
        (S.PROPOSED, PASS),
        (S.PROPOSED, SEND_BACK),
        (S.REVIEWED, AGREE),
        (S.REVIEWED, REFUSE),
        (S.REVIEWED, ESCALATE),
        (S.ESCALATED, Doing(Approve(document_number="测委〔2026〕1号"), SUPERIOR)),
    ],
)
def test_who_proposed_may_neither_review_nor_approve_without_a_recorded_exception(
    state: State, doing: Doing
) -> None:
    story = Story()
    story.does(propose(channels=("会议",)), EVERYTHING)
    for way in WAYS[state]:
        story.does(*way)

    refusal = story.refused(doing.command, EVERYTHING)
    waived = story.asks(doing.command, EVERYTHING, waiver="全办只有一人")

    assert refusal.kind == "分离"
    assert EVERYTHING in refusal.message
    assert "--waive-separation" in refusal.next_step
    assert waived.waived is True


def test_who_revised_counts_as_a_proposer() -> None:
    story = story_in(S.PROPOSED)
    story.does(Revise(content="改过的正文"), EVERYTHING)

    assert story.refused(Review(verdicts=PASSED), EVERYTHING).kind == "分离"


def test_a_waiver_that_was_not_needed_is_not_recorded() -> None:
    assert story_in(S.PROPOSED).asks(*PASS, waiver="以防万一").waived is False


def test_reviewer_and_approver_may_be_one_person() -> None:
    story = story_in(S.PROPOSED)
    story.does(Review(verdicts=PASSED), EVERYTHING)
    story.does(Approve(), EVERYTHING)

    assert story.stands_at(S.APPROVED)


# 提出: scope, channels, windows, occurrences


def test_what_is_not_said_comes_from_the_catalogue_item() -> None:
    item = ITEMS[SOCIETY_ITEM]

    story = Story()
    story.does(propose(), PROPOSER)
    plan = story.now.plan

    assert (plan.scope, plan.channels, plan.office) == (item.scope, item.channels, item.office)
    assert plan.planned_on == TODAY
    assert story.now.authors == {PROPOSER}


def test_the_scope_is_never_wider_than_the_items() -> None:
    refusal = Story(PARTY_ITEM).refused(propose(scope=Scope.SOCIETY, reason="想公开"), PROPOSER)

    assert "不能放宽到“社会”" in refusal.message
    assert "只能收窄" in refusal.next_step


def test_a_narrower_scope_needs_a_reason() -> None:
    refusal = Story().refused(propose(scope=Scope.PARTY), PROPOSER)
    narrowed = Story().asks(propose(scope=Scope.PARTY, reason="涉及内部事项"), PROPOSER)

    assert refusal.next_step == "加上 --reason 理由"
    assert "收窄到“党内”要写明理由" in refusal.message
    assert narrowed.notices == ("党内公开，默认形式中已去掉面向社会的公开栏、网站",)


@pytest.mark.parametrize("channel", ["网站", "网站:党建网"])
def test_a_website_is_never_for_members_only(channel: str) -> None:
    refusal = Story(PARTY_ITEM).refused(propose(channels=("会议", channel)), PROPOSER)

    assert f"不能用“{channel}”" in refusal.message
    assert "会议 文件 简报 通报" in refusal.next_step


def test_a_revision_can_not_bring_a_website_in_either() -> None:
    story = story_in(S.PROPOSED, PARTY_ITEM)

    assert "网站面向社会" in story.refused(Revise(channels=("网站",)), PROPOSER).message


def test_where_no_default_channel_is_left_for_members_only_one_must_be_named() -> None:
    only_web = msgspec.structs.replace(ITEMS[SOCIETY_ITEM], channels=("公开栏", "网站"))
    known = msgspec.structs.replace(policy(), item=only_web)
    said = {"scope": Scope.PARTY, "reason": "内部"}

    refusal = Story(known=known).refused(propose(**said), PROPOSER)
    named = Story(known=known).asks(propose(channels=("会议",), **said), PROPOSER)

    assert "--channel 会议" in refusal.next_step
    assert named.notices == ()


def test_given_channels_replace_the_defaults_and_count_once() -> None:
    story = Story()
    story.does(propose(channels=("文件", "网站:党建网", "文件")), PROPOSER)

    assert story.now.channels == ("文件", "网站:党建网")


def test_a_plan_is_not_for_a_day_that_is_past() -> None:
    assert "早于提出日期" in Story().refused(propose(planned_on=TODAY - DAY), PROPOSER).message
    story = story_in(S.PROPOSED)
    assert "早于修改日期" in story.refused(Revise(planned_on=TODAY - DAY), PROPOSER).message


@pytest.mark.parametrize(
    ("code", "window", "says"),
    [
        (SOCIETY_ITEM, "2026年11月", "每季度公开一次"),
        (SOCIETY_ITEM, "2026", "每季度公开一次"),
        (OCCASIONAL_ITEM, "2026-Q3", "是随时事项"),
        ("1.2.1", "2026-Q3", "是固定事项"),
    ],
)
def test_a_window_must_be_one_of_the_items(code: str, window: str, says: str) -> None:
    assert says in Story(code).refused(propose(window=window), PROPOSER).message


@pytest.mark.parametrize("window", ["2026-Q3", "2026年三季度"])
def test_both_spellings_of_a_window_are_one(window: str) -> None:
    story = Story()
    story.does(propose(window=window), PROPOSER)

    assert story.now.window == "2026-Q3"


def test_an_occurrence_belongs_to_an_occasional_item_and_is_not_later_than_the_proposal() -> None:
    story = Story(OCCASIONAL_ITEM)
    future = story.refused(propose(occurred_on=TODAY + DAY), PROPOSER)
    wrong = Story().refused(propose(occurred_on=TODAY), PROPOSER)
    assumed = story.does(propose(), PROPOSER)

    assert "不能晚于" in future.message
    assert "不用 --occurred" in wrong.message
    assert story.now.plan.occurred_on == TODAY
    assert any("--occurred" in notice for notice in assumed.notices)


@pytest.mark.parametrize("state", [S.PROPOSED, S.RETURNED, S.REVIEWED, S.APPROVED])
def test_only_what_was_published_can_be_corrected(state: State) -> None:
    unpublished = story_in(state).now

    refusal = Story().refused(propose(corrects=unpublished), PROPOSER)

    assert "还没有公开过" in refusal.message
    assert refusal.next_step.endswith(f"pdisc revise {NUMBER}")


@pytest.mark.parametrize("state", [S.ESCALATED, S.REFUSED, S.WITHDRAWN])
def test_what_can_be_neither_corrected_nor_revised_is_not_sent_to_revise(state: State) -> None:
    refusal = Story().refused(propose(corrects=story_in(state).now), PROPOSER)

    assert "还没有公开过" in refusal.message
    assert "pdisc revise" not in refusal.next_step


def test_a_correction_is_a_new_disclosure_linked_to_the_old() -> None:
    original = story_in(S.PUBLISHED).now
    correction = Story()
    correction.does(propose(number="2026-0002", corrects=original), PROPOSER)

    assert correction.now.corrects == original.number
    assert correction.now.state is S.PROPOSED


# 修改


@pytest.mark.parametrize("state", [S.PROPOSED, S.RETURNED, S.REVIEWED, S.APPROVED])
def test_a_revision_voids_review_and_approval_and_keeps_the_old_version(state: State) -> None:
    story = story_in(state)
    old = story.now

    story.does(Revise(content="新的正文"), SECOND_PROPOSER)

    assert story.stands_at(S.PROPOSED)
    assert (story.now.review, story.now.approval) == (None, None)
    assert [plan.version for plan in story.now.plans] == [1, 2]
    assert story.now.plans[0] == old.plan
    assert story.now.content_sha256 != old.content_sha256
    assert (story.now.plan.title, story.now.plan.content) == ("标题", "新的正文")


def test_a_revision_that_changes_nothing_is_refused() -> None:
    refusal = story_in(S.PROPOSED).refused(Revise(content="正文"), PROPOSER)

    assert "与第1稿完全一样" in refusal.message


def test_after_the_first_publication_nothing_is_revised_or_withdrawn() -> None:
    story = story_in(S.APPROVED, channels=("会议", "文件"))
    story.does(*ONE_CHANNEL)

    revising = story.refused(Revise(content="新"), PROPOSER)
    withdrawing = story.refused(Withdraw(reason="算了"), PROPOSER)

    assert story.stands_at(S.APPROVED)
    assert f"pdisc correct {NUMBER}" in revising.next_step
    assert f"pdisc takedown {NUMBER}" in withdrawing.next_step


def test_a_revision_keeps_to_the_scope_of_the_item_as_well() -> None:
    assert (
        "放宽"
        in story_in(S.PROPOSED, PARTY_ITEM)
        .refused(Revise(scope=Scope.SOCIETY, reason="想公开"), PROPOSER)
        .message
    )


def test_a_revision_to_members_only_leaves_the_web_out_by_itself() -> None:
    story = story_in(S.PROPOSED, channels=("会议", "网站"))

    decision = story.does(Revise(scope=Scope.PARTY, reason="内部"), PROPOSER)

    assert story.now.plan.channels == ("会议",)
    assert decision.notices == ("党内公开，默认形式中已去掉面向社会的网站",)


# 审核


@pytest.mark.parametrize("question", ["necessity", "accuracy", "secrecy", "privacy"])
@pytest.mark.parametrize("verdict", [None, Verdict.FAIL])
def test_a_pass_needs_all_four_verdicts(question: str, verdict: Verdict | None) -> None:
    given = msgspec.structs.replace(PASSED, **{question: verdict})

    with pytest.raises(UsageError, match="没有全部“通过”") as caught:
        story_in(S.PROPOSED).asks(Review(verdicts=given), REVIEWER)

    assert "--return" in caught.value.next_step
    assert "--withhold" in caught.value.next_step


def test_a_review_can_not_return_and_withhold_at_once() -> None:
    with pytest.raises(UsageError, match="只能用一个"):
        story_in(S.PROPOSED).asks(Review(return_reason="改", withhold_reason="不公开"), REVIEWER)


FINDINGS = (
    Finding(id="F1", kind="手机号", where="正文"),
    Finding(id="F2", kind="身份证号", where="正文"),
)


def test_every_open_finding_stands_in_the_way_of_a_pass() -> None:
    story = story_in(S.PROPOSED, findings=FINDINGS)

    refusal = story.refused(Review(verdicts=PASSED, accept={"F1": "公开电话"}), REVIEWER)

    assert "F2" in refusal.message
    assert "F1" not in refusal.message
    assert "--accept" in refusal.next_step


def test_an_accepted_finding_is_explained_with_its_reason() -> None:
    story = story_in(S.PROPOSED, findings=FINDINGS)
    story.does(Review(verdicts=PASSED, accept={"F1": "公开电话", "F2": "虚构"}), REVIEWER)

    assert {f.id: (f.state, f.reason) for f in story.now.findings} == {
        "F1": (FindingState.EXPLAINED, "公开电话"),
        "F2": (FindingState.EXPLAINED, "虚构"),
    }


def test_a_masked_finding_needs_no_reason() -> None:
    masked = msgspec.structs.replace(FINDINGS[0], state=FindingState.MASKED)

    story_in(S.PROPOSED, findings=(masked,)).does(*PASS)


def test_an_unknown_finding_can_not_be_accepted() -> None:
    with pytest.raises(NotFound, match="F9"):
        story_in(S.PROPOSED, findings=FINDINGS).asks(
            Review(verdicts=PASSED, accept={"F9": "?"}), REVIEWER
        )


def test_masking_gives_a_new_version_of_the_same_author_and_voids_the_review() -> None:
    story = story_in(S.REVIEWED)

    story.does(Redact(content="遮盖后的正文"), REVIEWER)

    assert story.stands_at(S.PROPOSED)
    assert story.now.review is None
    assert (story.now.plan.version, story.now.plan.author) == (2, PROPOSER)
    assert story.now.steps[-1].by == REVIEWER
    story.does(*PASS)


def test_masking_nothing_is_refused() -> None:
    refusal = story_in(S.PROPOSED).refused(Redact(), PROPOSER)

    assert "没有可以遮盖的内容" in refusal.message


def test_only_those_who_draft_or_review_may_mask() -> None:
    refusal = story_in(S.PROPOSED).refused(Redact(content="遮盖"), SECRETARY)

    assert refusal.kind == "职权"
    assert "“承办”或“审核”" in refusal.message


def test_open_findings_do_not_keep_a_plan_from_going_back() -> None:
    story = story_in(S.PROPOSED, findings=FINDINGS)
    story.does(*SEND_BACK)

    assert story.stands_at(S.RETURNED)


def test_members_only_on_a_board_needs_the_reviewers_word() -> None:
    story = story_in(S.PROPOSED, BOARD_ITEM, channels=("会议", "公开栏"))

    refusal = story.refused(*PASS)
    story.does(Review(verdicts=PASSED, board_inside=True), REVIEWER)

    assert "公开栏一般面向社会" in refusal.message
    assert "--board-inside" in refusal.next_step
    assert story.stands_at(S.REVIEWED)


@pytest.mark.parametrize("detail", [None, *ScopeDetail])
def test_a_detail_of_the_scope_is_kept_from_plan_to_approval(detail: ScopeDetail | None) -> None:
    story = Story(known=policy(PARTY_ITEM))
    story.does(
        Propose(
            number=NUMBER,
            title="标题",
            content="正文",
            scope=Scope.PARTY,
            scope_detail=detail,
            reason="只涉及部分人",
        ),
        PROPOSER,
    )
    story.does(*PASS)
    story.does(Approve(), COMMITTEE)

    assert (story.now.scope, story.now.scope_detail) == (Scope.PARTY, detail)


def test_an_approver_may_narrow_the_detail_but_never_widen_it() -> None:
    story = story_in(
        S.REVIEWED, PARTY_ITEM, scope=Scope.PARTY, scope_detail=ScopeDetail.UNIT, reason="本单位"
    )

    wider = Approve(scope=Scope.PARTY, scope_detail=ScopeDetail.MEMBERS)
    assert (
        "不能从“党内（本单位）”放宽到“党内（全体党员）”" in story.refused(wider, SUPERIOR).message
    )
    story.does(Approve(scope=Scope.PARTY, scope_detail=ScopeDetail.NAMED), SUPERIOR)
    assert story.now.scope_detail is ScopeDetail.NAMED


def test_a_scope_for_named_people_needs_its_reason() -> None:
    named = Propose(
        number=NUMBER,
        title="标题",
        content="正文",
        scope=Scope.PARTY,
        scope_detail=ScopeDetail.NAMED,
    )

    refusal = Story(known=policy(PARTY_ITEM)).refused(named, PROPOSER)

    assert "收窄到“党内（特定对象）”要写明理由" in refusal.message


def test_society_on_a_board_needs_no_such_word() -> None:
    story_in(S.REVIEWED, channels=("公开栏",))


def test_withholding_only_recommends() -> None:
    story = story_in(S.PROPOSED)
    hold = Review(verdicts=PASSED, withhold_reason="敏感", basis="条例第八条")

    story.does(hold, REVIEWER)

    assert story.stands_at(S.REVIEWED)
    assert story.now.steps[-1].result == "建议不予公开"
    assert story.asks(Approve(), SUPERIOR).event.state is S.APPROVED  # type: ignore[union-attr]
    assert story.asks(*REFUSE).event.state is S.REFUSED  # type: ignore[union-attr]


def test_without_four_passes_the_approver_can_refuse_or_return_but_not_approve() -> None:
    story = story_in(S.PROPOSED)
    story.does(Review(withhold_reason="敏感", basis="条例第八条"), REVIEWER)

    refusal = story.refused(*AGREE)

    assert "四项审核意见没有全部通过" in refusal.message
    assert "--return" in refusal.next_step
    assert "--refuse" in refusal.next_step
    story.asks(*REFUSE)
    story.asks(Approve(return_reason="改"), SUPERIOR)


def test_an_open_finding_survives_no_approval_even_by_way_of_a_recommendation() -> None:
    story = story_in(S.PROPOSED, findings=FINDINGS)
    story.does(Review(verdicts=PASSED, withhold_reason="敏感", basis="条例"), REVIEWER)

    assert "F1" in story.refused(*AGREE).message


def test_what_is_for_members_only_reaches_no_board_by_way_of_a_recommendation() -> None:
    story = story_in(S.PROPOSED, BOARD_ITEM, channels=("会议", "公开栏"))
    story.does(Review(verdicts=PASSED, withhold_reason="敏感", basis="条例"), REVIEWER)

    assert "公开栏" in story.refused(*AGREE).message


# 审批


REPLY = "测委〔2026〕1号"


@pytest.mark.parametrize(
    ("code", "who", "enough"),
    [
        ("1.1.1", SECRETARY, True),
        ("1.1.1", COMMITTEE, True),
        ("1.1.1", SUPERIOR, True),
        ("1.3.1", SECRETARY, False),
        ("1.3.1", COMMITTEE, True),
        ("1.3.1", SUPERIOR, True),
        ("3.2.1", SECRETARY, False),
        ("3.2.1", COMMITTEE, False),
        ("3.2.1", SUPERIOR, True),
    ],
)
@pytest.mark.parametrize("refusing", [False, True])
def test_a_decision_needs_the_items_authority_or_a_higher_one(
    code: str, who: str, enough: bool, refusing: bool
) -> None:
    story = story_in(S.REVIEWED, code)
    command = REFUSE.command if refusing else Approve()
    if enough:
        story.asks(command, who)
        return

    refusal = story.refused(command, who)

    assert refusal.kind == "职权"
    assert f"须由{ITEMS[code].authority}审批" in refusal.message
    assert f"pdisc approve {NUMBER} --escalate" in refusal.next_step


def test_sending_up_or_back_is_within_every_approvers_authority() -> None:
    story = story_in(S.REVIEWED, TOP_ITEM)

    story.asks(*ESCALATE)
    story.asks(Approve(return_reason="改"), SECRETARY)


def test_a_reply_from_above_needs_its_document_number() -> None:
    story = story_in(S.ESCALATED, TOP_ITEM)

    for command in (Approve(), Approve(refuse_reason="不宜", basis="条例")):
        refusal = story.refused(command, SECRETARY)
        assert "批复文号" in refusal.message
        assert "--document-number" in refusal.next_step
    story.does(Approve(document_number=REPLY), SECRETARY)

    assert story.stands_at(S.APPROVED)
    assert story.now.escalated_to == "测试县委"
    assert story.now.steps[-1].document_number == REPLY


def test_what_was_sent_up_is_not_sent_up_again() -> None:
    refusal = story_in(S.ESCALATED).refused(*ESCALATE)

    assert "已经报 测试县委 审批" in refusal.message
    assert refusal.next_step


@pytest.mark.parametrize(
    "outcomes",
    [
        {"return_reason": "改", "refuse_reason": "不宜"},
        {"return_reason": "改", "escalate_to": "县委"},
        {"refuse_reason": "不宜", "escalate_to": "县委"},
    ],
)
def test_a_decision_has_one_outcome(outcomes: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="只能用一个"):
        story_in(S.REVIEWED).asks(Approve(**outcomes), SUPERIOR)


@pytest.mark.parametrize("opinion", ["不同意", "基本同意", "同意。", "同意公开", "请修改", "已阅"])
def test_only_the_approving_word_approves(opinion: str) -> None:
    with pytest.raises(UsageError, match="不是“同意”"):
        story_in(S.REVIEWED).asks(Approve(opinion=opinion), SUPERIOR)


def test_the_approving_word_is_what_stands_when_nothing_was_said() -> None:
    assert story_in(S.APPROVED).now.steps[-1].opinion == "同意"


def test_an_approval_never_widens_the_scope() -> None:
    refusal = story_in(S.REVIEWED, PARTY_ITEM).refused(Approve(scope=Scope.SOCIETY), SUPERIOR)

    assert "只能收窄" in refusal.message
    assert "--return" in refusal.next_step


def test_an_approval_may_narrow_to_members_only_and_leaves_the_web_out() -> None:
    story = story_in(S.REVIEWED, channels=("会议", "公开栏", "网站:党建网"))

    decision = story.does(Approve(scope=Scope.PARTY), SUPERIOR)

    assert (story.now.scope, story.now.channels) == (Scope.PARTY, ("会议",))
    assert decision.notices == ("收窄到党内，已去掉面向社会的公开栏、网站:党建网",)


def test_a_narrowed_approval_needs_a_channel_that_is_left() -> None:
    story = story_in(S.REVIEWED, channels=("公开栏", "网站"))

    refusal = story.refused(Approve(scope=Scope.PARTY), SUPERIOR)

    assert "没有剩下可用的公开形式" in refusal.message


def test_a_board_inside_stays_when_the_scope_is_narrowed() -> None:
    story = story_in(S.PROPOSED, channels=("公开栏", "网站"))
    story.does(Review(verdicts=PASSED, board_inside=True), REVIEWER)
    story.does(Approve(scope=Scope.PARTY), SUPERIOR)

    assert story.now.channels == ("公开栏",)


def test_an_approval_may_drop_channels_but_not_all_and_none_that_is_not_there() -> None:
    story = story_in(S.REVIEWED, channels=("会议", "文件"))

    everything = story.refused(Approve(drop_channels=("会议", "文件")), SUPERIOR)
    unknown = story.refused(Approve(drop_channels=("网站",)), SUPERIOR)
    story.does(Approve(drop_channels=("文件",)), SUPERIOR)

    assert "--refuse" in everything.next_step
    assert "现有：会议、文件" in unknown.message
    assert story.now.channels == ("会议",)


def test_the_check_code_must_be_that_of_the_plan_in_force() -> None:
    story = story_in(S.REVIEWED)
    right = check_code(story.now.content_sha256)
    story.does(Revise(content="改过"), SECOND_PROPOSER)
    story.does(*PASS)

    refusal = story.refused(Approve(code=right), SUPERIOR)
    typed = check_code(story.now.content_sha256).lower().replace("-", " ")
    story.does(Approve(code=typed), SUPERIOR)

    assert "不是 2026-0001 现在的第2稿" in refusal.message
    assert refusal.next_step == f"pdisc show {NUMBER}"


def test_a_rule_can_make_the_check_code_mandatory() -> None:
    story = story_in(S.REVIEWED, known=policy(核对码必填="是"))

    assert "--code" in story.refused(*AGREE).next_step
    story.asks(Approve(code=check_code(story.now.content_sha256)), SUPERIOR)


def test_an_approval_is_bound_to_the_exact_plan() -> None:
    story = story_in(S.APPROVED)

    assert story.now.approval is not None
    assert story.now.approval.content_sha256 == story.now.content_sha256


def test_what_is_approved_is_not_approved_again() -> None:
    refusal = story_in(S.APPROVED).refused(*AGREE)

    assert "已经审批" in refusal.message
    assert f"pdisc publish {NUMBER} --channel 会议" in refusal.next_step
    assert "--drop-channel" in refusal.next_step


def test_an_open_channel_can_be_dropped_later_so_that_the_rest_can_be_archived() -> None:
    story = story_in(S.APPROVED, channels=("会议", "文件", "简报"))
    story.does(*ONE_CHANNEL)

    done = story.refused(Approve(drop_channels=("会议",)), SUPERIOR)
    story.does(Approve(drop_channels=("简报",)), SUPERIOR)
    assert story.stands_at(S.APPROVED)
    story.does(Approve(drop_channels=("文件",)), SUPERIOR)

    assert "不是还没有公开的形式" in done.message
    assert story.stands_at(S.PUBLISHED)
    assert story.now.channels == ("会议",)


def test_before_any_publication_not_all_open_channels_can_be_dropped() -> None:
    refusal = story_in(S.APPROVED).refused(Approve(drop_channels=("会议",)), SUPERIOR)

    assert "不能把全部公开形式都去掉" in refusal.message


@pytest.mark.parametrize(
    "said",
    [{"scope": Scope.PARTY}, {"return_reason": "改"}, {"refuse_reason": "不宜"}],
)
def test_dropping_a_channel_later_does_nothing_else(said: dict[str, Any]) -> None:
    story = story_in(S.APPROVED, channels=("会议", "文件"))

    assert story.refused(Approve(drop_channels=("文件",), **said), SUPERIOR).next_step


def test_narrowing_an_approval_later_needs_the_items_authority_too() -> None:
    story = story_in(S.APPROVED, TOP_ITEM, channels=("文件", "公开栏"))

    assert story.refused(Approve(drop_channels=("公开栏",)), SECRETARY).kind == "职权"


# 实施


def test_an_unapproved_channel_is_refused_with_the_approved_ones() -> None:
    refusal = story_in(S.APPROVED, channels=("会议", "文件")).refused(publishing("网站"), PROPOSER)

    assert "不在批准的公开形式之内；批准的是：会议、文件" in refusal.message
    assert refusal.next_step == f"pdisc publish {NUMBER} --channel 会议"


def test_a_dropped_channel_is_not_approved_any_more() -> None:
    story = story_in(S.REVIEWED, channels=("会议", "文件"))
    story.does(Approve(drop_channels=("文件",)), SUPERIOR)

    assert "批准的是：会议" in story.refused(publishing("文件"), PROPOSER).message


def test_each_channel_is_published_once() -> None:
    story = story_in(S.APPROVED, channels=("会议", "文件"))
    story.does(*ONE_CHANNEL)

    refusal = story.refused(*ONE_CHANNEL)

    assert "已经公开过；还没有公开的：文件" in refusal.message
    assert refusal.next_step == f"pdisc publish {NUMBER} --channel 文件"


def test_it_is_published_when_the_last_channel_is() -> None:
    story = story_in(S.APPROVED, channels=("会议", "文件"))

    story.does(publishing("文件"), PROPOSER)
    assert story.stands_at(S.APPROVED)
    story.does(publishing("会议"), PROPOSER)

    assert story.stands_at(S.PUBLISHED)


def test_two_platforms_are_two_channels() -> None:
    story = story_in(S.APPROVED, channels=("网站:甲", "网站:乙"))
    story.does(publishing("网站:乙"), PROPOSER)

    assert story.now.open_channels == ("网站:甲",)


@pytest.mark.parametrize("url", ["", "example.invalid", "ftp://example.invalid", "https://"])
def test_a_website_needs_its_address(url: str) -> None:
    with pytest.raises(UsageError, match="网址"):
        story_in(S.APPROVED, channels=("网站",)).asks(Publish(channel="网站", url=url), PROPOSER)


@pytest.mark.parametrize("channel", ["会议", "文件", "简报", "公开栏", "通报", "解答"])
def test_every_other_channel_needs_its_place(channel: str) -> None:
    with pytest.raises(UsageError, match="地点或发送对象"):
        story_in(S.APPROVED, channels=(channel,)).asks(Publish(channel=channel), PROPOSER)


def test_a_day_other_than_planned_is_not_refused_but_said() -> None:
    story = story_in(S.APPROVED, planned_on=TODAY + DAY)

    assert story.asks(*ONE_CHANNEL).notices == (
        "与方案不符：计划 2026-11-25 公开，实际 2026-11-24",
    )


def test_an_end_before_the_beginning_is_refused() -> None:
    story = story_in(S.APPROVED, channels=("公开栏",))

    refusal = story.refused(publishing("公开栏", until=TODAY - DAY), PROPOSER)

    assert "早于公开日期" in refusal.message


FIVE_WORKING_DAYS_ON = date(2026, 12, 1)


def test_a_public_notice_hangs_at_least_five_working_days_and_its_first_day_does_not_count() -> (
    None
):
    story = story_in(S.APPROVED, channels=("公开栏",), public_notice=True)

    refusal = story.refused(publishing("公开栏", until=FIVE_WORKING_DAYS_ON - DAY), PROPOSER)
    given = story.asks(publishing("公开栏", until=FIVE_WORKING_DAYS_ON + DAY), PROPOSER)
    story.does(publishing("公开栏"), PROPOSER)

    assert "不少于5个工作日" in refusal.message
    assert f"--until {FIVE_WORKING_DAYS_ON}" in refusal.next_step
    assert isinstance(given.event, Published)
    assert given.event.until == FIVE_WORKING_DAYS_ON + DAY
    assert story.now.publications[0].until == FIVE_WORKING_DAYS_ON


def test_a_public_notice_read_out_in_a_meeting_has_no_end() -> None:
    event = story_in(S.APPROVED, public_notice=True).asks(*ONE_CHANNEL).event

    assert isinstance(event, Published)
    assert event.until is None


def test_a_publication_answers_the_window_of_its_day_unless_it_was_named() -> None:
    named = story_in(S.PUBLISHED, window="2026-Q3")

    assert story_in(S.PUBLISHED).now.window == "2026-Q4"
    assert named.now.window == "2026-Q3"


# 归档


def test_archiving_needs_the_result_of_the_opinions() -> None:
    refusal = story_in(S.PUBLISHED).refused(Archive(), PROPOSER)

    assert "还没有意见收集结果" in refusal.message
    assert refusal.next_step.endswith(f"pdisc archive {NUMBER} --no-opinions")


def test_what_was_not_disclosed_is_archived_without_opinions() -> None:
    event = story_in(S.REFUSED).asks(Archive(), PROPOSER).event

    assert isinstance(event, Archived)
    assert event.opinion_result == "未公开，不收集意见"


def test_a_public_notice_is_archived_only_when_it_is_over() -> None:
    story = story_in(S.APPROVED, channels=("公开栏",), public_notice=True)
    story.does(publishing("公开栏"), PROPOSER)

    refusal = story.refused(*FILE)
    story.policy = msgspec.structs.replace(story.policy, today=FIVE_WORKING_DAYS_ON + DAY)
    still = story.refused(*FILE, on=FIVE_WORKING_DAYS_ON)
    story.does(*FILE, on=FIVE_WORKING_DAYS_ON + DAY)

    assert f"公示到 {FIVE_WORKING_DAYS_ON} 才满" in refusal.message
    assert "期满后再归档" in still.message
    assert story.stands_at(S.ARCHIVED)


@pytest.mark.parametrize(
    ("retention", "rules", "number"),
    [
        (None, {}, "WS·2026-D10-0001"),
        (Retention.PERMANENT, {}, "WS·2026-Y-0001"),
        (Retention.YEARS_30, {"全宗号": "Z109", "机构代码": "BGS"}, "Z109-WS·2026-D30-BGS-0001"),
    ],
)
def test_the_archive_number_follows_year_retention_and_the_offices_codes(
    retention: Retention | None, rules: dict[str, str], number: str
) -> None:
    story = story_in(S.PUBLISHED, known=policy(**rules))

    event = story.asks(Archive(retention=retention, no_opinions=True), PROPOSER).event

    assert isinstance(event, Archived)
    assert event.archive_number == number


def test_each_series_counts_its_own_pieces() -> None:
    known = msgspec.structs.replace(policy(), pieces={"2026-D10": 7})

    event = story_in(S.PUBLISHED, known=known).asks(*FILE).event

    assert isinstance(event, Archived)
    assert (event.series, event.piece) == ("2026-D10", 8)


def test_missing_evidence_is_listed_and_never_blocks() -> None:
    decision = story_in(S.PUBLISHED).asks(*FILE)

    assert isinstance(decision.event, Archived)
    assert decision.event.missing == ("审批凭证", "会议的公开凭证")
    assert decision.notices == ("归档材料缺：审批凭证、会议的公开凭证",)


# 撤下


def test_only_what_hangs_can_be_taken_down() -> None:
    spoken = story_in(S.PUBLISHED).refused(TakeDown(reason="过期"), PROPOSER)
    story = story_in(S.APPROVED, channels=("公开栏", "网站"))
    story.does(publishing("公开栏"), PROPOSER)
    not_yet = story.refused(TakeDown(reason="过期", channels=("网站",)), PROPOSER)

    assert "没有挂着的内容" in spoken.message
    assert "现在挂着的：公开栏" in not_yet.message


def test_what_was_taken_down_is_not_taken_down_again() -> None:
    story = story_in(S.APPROVED, channels=("公开栏",))
    story.does(publishing("公开栏"), PROPOSER)
    story.does(TakeDown(reason="过期", still_at="二楼走廊"), PROPOSER)

    assert "没有挂着的内容" in story.refused(TakeDown(reason="再撤"), PROPOSER).message
    posting = story.now.publications[0]
    assert (posting.taken_down_on, posting.taken_down_reason) == (TODAY, "过期")
    assert posting.still_at == "二楼走廊"


def test_taking_down_takes_all_that_hangs_unless_channels_are_named() -> None:
    story = story_in(S.APPROVED, channels=("会议", "公开栏", "网站"))
    for channel in ("会议", "公开栏", "网站"):
        story.does(publishing(channel), PROPOSER)

    event = story.asks(TakeDown(reason="过期"), PROPOSER).event

    assert isinstance(event, TakenDown)
    assert event.channels == ("公开栏", "网站")


def test_nothing_is_taken_down_before_it_was_put_up() -> None:
    story = story_in(S.APPROVED, channels=("公开栏",))
    story.does(publishing("公开栏"), PROPOSER)

    refusal = story.refused(TakeDown(reason="过期"), PROPOSER, on=TODAY - DAY)

    assert "早于在“公开栏”上公开的 2026-11-24" in refusal.message


def test_taking_down_never_changes_the_state() -> None:
    story = story_in(S.APPROVED, channels=("公开栏",))
    story.does(publishing("公开栏"), PROPOSER)
    story.does(*FILE)
    story.does(TakeDown(reason="过期"), PROPOSER)

    assert story.stands_at(S.ARCHIVED)


# What a journal may tell


FORGERIES: list[tuple[State, Event]] = [
    (S.PROPOSED, Published(state=S.PUBLISHED, channel="会议")),
    (S.PROPOSED, Decided(state=S.APPROVED)),
    (S.REVIEWED, Reviewed(state=S.REVIEWED, verdicts=PASSED)),
    (S.REVIEWED, Decided(state=S.ARCHIVED)),
    (S.APPROVED, Decided(state=S.ESCALATED, escalated_to="县委")),
    (S.WITHDRAWN, Reviewed(state=S.REVIEWED, verdicts=PASSED)),
]


@pytest.mark.parametrize(("state", "event"), FORGERIES)
def test_a_replay_refuses_a_step_that_the_table_forbids(state: State, event: Event) -> None:
    story = story_in(state)

    with pytest.raises((IllegalHistory, IllegalDecision)):
        story.tell(event, SUPERIOR)


def test_nothing_happens_to_a_disclosure_before_it_is_proposed() -> None:
    with pytest.raises(IllegalHistory, match="在提出之前"):
        Story().tell(Decided(state=S.APPROVED), SUPERIOR)


def test_a_disclosure_is_proposed_once() -> None:
    story = story_in(S.PROPOSED)
    again = Story().asks(propose(), PROPOSER).event

    with pytest.raises(IllegalHistory, match="重复提出"):
        story.tell(again, PROPOSER)


def test_what_is_no_step_changes_nothing_of_a_disclosure() -> None:
    story = story_in(S.PROPOSED)
    before = story.now

    for event in (OccurrenceNoted(code=OCCASIONAL_ITEM), RefusalNoted(act="审批", refusal="职权")):
        story.tell(event, PROPOSER)

    assert story.now is before


@pytest.mark.parametrize("number", ["2026-1", "2026-00001", "26-0001", "2026-0000", "一", ""])
def test_a_disclosure_is_proposed_under_a_number(number: str) -> None:
    event = Story().asks(propose(), PROPOSER).event

    with pytest.raises(IllegalHistory, match="编号"):
        Story().tell(event, PROPOSER, number=number)


# What only the command line can refuse


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("已审核", ("approve", "--by", SUPERIOR, "--refuse", "不宜公开")),
        ("已提出", ("review", "--by", REVIEWER, "--withhold", "敏感")),
    ],
)
def test_withholding_needs_its_basis(run: Office, state: str, words: tuple[str, ...]) -> None:
    number = run.walk(state)
    verb, *rest = words

    ran = run(verb, number, *rest)

    assert ran.code == 2
    assert "--basis" in ran.err
    assert run.show(number)["state"] == state


@pytest.mark.parametrize("opinion", ["不同意", "不通过，退回", "退回修改"])
def test_four_passes_do_not_go_with_an_opinion_against(run: Office, opinion: str) -> None:
    number = run.propose()
    passes = [
        w for q in ("necessity", "accuracy", "secrecy", "privacy") for w in (f"--{q}", "通过")
    ]

    ran = run("review", number, "--by", REVIEWER, *passes, "--opinion", opinion)

    assert ran.code == 2
    assert "--return" in ran.err
