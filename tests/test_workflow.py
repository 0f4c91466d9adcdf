"""The table of transitions, what it allows, and what a journal may tell."""

from typing import Any

import pytest
from conftest import PROPOSER, REVIEWER, SUPERIOR, Office
from story import (
    AGREE,
    FILE,
    NUMBER,
    OCCASIONAL_ITEM,
    ONE_CHANNEL,
    PASS,
    PASSED,
    Doing,
    Story,
    policy,
    propose,
    story_in,
)

from pdisc.commands.table import COMMANDS
from pdisc.events.steps import Decided, Published, Reviewed
from pdisc.registers.notes import OccurrenceNoted
from pdisc.registers.refusals import RefusalNoted
from pdisc.steps.acts import (
    Approve,
    Command,
    PlanCommand,
    Propose,
    Redact,
    Revise,
    TakeDown,
    Withdraw,
)
from pdisc.steps.amend import AMENDING
from pdisc.steps.evolve import IllegalHistory
from pdisc.steps.guidance import Signers, Stage, next_command, other_ways
from pdisc.steps.possible import possible_acts
from pdisc.steps.transitions import FINAL, TRANSITIONS, Transition, allowed_acts
from pdisc.values.parts import Event
from pdisc.words import Act, State
from pdisc.workflow import REQUIREMENTS, IllegalDecision, check_table

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
    assert set(REQUIREMENTS) == leaves(Command) - set(AMENDING) | {Propose}
    assert PlanCommand not in REQUIREMENTS
    assert {rule.act for rule in REQUIREMENTS.values()} == set(Act)


def test_every_state_says_what_to_type_next_except_the_last_ones() -> None:
    silent = {state for state in State if not next_command(Stage(number=NUMBER, state=state))}
    assert silent == FINAL == {S.ARCHIVED, S.WITHDRAWN}


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
        stage = Stage(number=NUMBER, state=state, open_channels=("会议",), waiting=waiting)
        typed = next_command(stage).split()

        assert (typed[0], typed[2]) == ("pdisc", NUMBER)
        assert typed[1] in COMMANDS
        assert COMMAND_OF[typed[1]] in allowed_acts(state)


@pytest.mark.parametrize(
    ("kinds", "masked", "command"),
    [
        (("手机号",), False, "redact {} --all"),
        (("手机号",), True, "redact {} --all"),  # only a word that she named was masked
        (("手机号", "未遮盖"), True, "revise {} --attach 换过的文件"),
        (("手机号", "隐藏内容"), False, "redact {} --all --strip-hidden"),
        (("隐藏内容",), True, "revise {} --attach 换过的文件"),
        (("未读内容",), False, "revise {} --attach 换过的文件"),
        (("内部标志",), False, "revise {} --content 修改后的内容"),
        (("内部标志", "更多发现"), False, "redact {} --all"),
    ],
)
def test_open_findings_are_first_mended_then_returned_and_only_then_explained(
    kinds: tuple[str, ...], masked: bool, command: str
) -> None:
    waiting = [(f"F{place}", kind) for place, kind in enumerate(kinds, 1)]
    stage = Stage(number=NUMBER, state=S.PROPOSED, waiting=waiting, masked=masked)

    assert next_command(stage) == f"pdisc {command.format(NUMBER)}"
    back, explain = other_ways(stage, Signers(reviewer=REVIEWER)).split("；")
    assert back == f"退回：pdisc review {NUMBER} --by {REVIEWER} --return 理由"
    assert "--accept F1=理由" in explain


def test_who_decides_what_was_recommended_to_stay_inside_is_told_how() -> None:
    stage = Stage(number=NUMBER, state=S.REVIEWED, withheld=True)
    assert next_command(stage).endswith("--by 审批人 --refuse 理由 --basis 依据")


def test_whoever_may_only_send_it_up_is_told_to() -> None:
    stage = Stage(number=NUMBER, state=S.REVIEWED)
    told = next_command(stage, Signers(approver=REVIEWER, upward=True))
    assert told == f"pdisc approve {NUMBER} --by {REVIEWER} --escalate 上级党组织名称"


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
    listed = set(refusal.message.partition("现在可以办的：")[2].split("、"))
    besides = {"更正", "去掉用不上的形式", "没有"}
    assert listed - besides <= {str(each) for each in Act if state in TABLE[each]}
    assert refusal.next_step
    assert refusal.kind == ""


@pytest.mark.parametrize("state", State)
def test_nothing_is_listed_as_possible_that_is_then_refused(state: State) -> None:
    story = story_in(state)
    listed = possible_acts(story.now, story.now.last_on, policy())
    attempts = {
        **ATTEMPTS,
        Act.APPROVE: Doing(Approve(document_number="示例〔2026〕3号"), SUPERIOR),
    }

    for act in (each for each in attempts if str(each) in listed):
        assert story_in(state).does(*attempts[act])
    assert ("更正" in listed) is bool(story.now.publications)


def test_after_the_first_publication_nobody_is_sent_to_change_or_withdraw() -> None:
    story = story_in(S.APPROVED, channels=("会议", "文件"))
    story.does(*ONE_CHANNEL)

    told = story.refused(*FILE).message.partition("现在可以办的：")[2]

    assert told == "去掉用不上的形式、实施、更正"


def test_an_existing_disclosure_is_not_proposed_again() -> None:
    assert "不能提出" in story_in(S.PROPOSED).refused(propose(), PROPOSER).message


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
