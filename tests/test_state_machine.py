"""No sequence of commands reaches an illegal state: random people, days and wishes, real rules.

The machine asks the real `decide` and lets the real `replayed` tell what happened. MODEL below is a
second opinion on what may follow what; it shares nothing with the program's table.
"""

from datetime import date, timedelta
from typing import Any

import msgspec
from conftest import COMMITTEE, PROPOSER, REVIEWER, SECOND_PROPOSER, SECRETARY, SUPERIOR
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from long_runs import examples
from story import EVERYTHING, FINDINGS, ITEMS, NUMBER, Story, policy

from pdisc.errors import NotFound, Refused, UsageError
from pdisc.steps.acts import (
    Approve,
    Archive,
    Command,
    Propose,
    Publish,
    Redact,
    Review,
    Revise,
    TakeDown,
    Withdraw,
)
from pdisc.steps.disclosure import Disclosure, Step
from pdisc.values.channels import narrowness
from pdisc.values.codes import check_code
from pdisc.values.digest import plan_digest
from pdisc.values.parts import Finding, Verdicts
from pdisc.words import FindingState, Scope, ScopeDetail, Verdict

MODEL: dict[str, dict[str, set[str]]] = {
    "无": {"提出": {"已提出"}},
    "已提出": {
        "修改": {"已提出"},
        "脱敏": {"已提出"},
        "审核": {"已审核", "退回修改"},
        "撤回": {"已撤回"},
    },
    "退回修改": {"修改": {"已提出"}, "脱敏": {"已提出"}, "撤回": {"已撤回"}},
    "已审核": {
        "修改": {"已提出"},
        "脱敏": {"已提出"},
        "审批": {"已审批", "退回修改", "不予公开", "报批中"},
        "撤回": {"已撤回"},
    },
    "报批中": {"审批": {"已审批", "退回修改", "不予公开"}, "撤回": {"已撤回"}},
    "已审批": {
        "修改": {"已提出"},
        "脱敏": {"已提出"},
        "审批": {"已审批", "已公开"},
        "实施": {"已审批", "已公开"},
        "撤下": {"已审批"},
        "撤回": {"已撤回"},
    },
    "已公开": {"归档": {"已归档"}, "撤下": {"已公开"}},
    "不予公开": {"归档": {"已归档"}},
    "已归档": {"撤下": {"已归档"}},
    "已撤回": {},
}
ONWARD = {
    "无": "提出",
    "已提出": "审核",
    "退回修改": "修改",
    "已审核": "审批",
    "报批中": "审批",
    "已审批": "实施",
    "已公开": "归档",
    "不予公开": "归档",
    "已归档": "撤下",
    "已撤回": "修改",
}
"""What sensible people try next."""
ROLES = {
    "提出": {PROPOSER, SECOND_PROPOSER, EVERYTHING},
    "修改": {PROPOSER, SECOND_PROPOSER, EVERYTHING},
    "脱敏": {PROPOSER, SECOND_PROPOSER, REVIEWER, EVERYTHING},
    "审核": {REVIEWER, EVERYTHING},
    "审批": {SECRETARY, COMMITTEE, SUPERIOR, EVERYTHING},
    "实施": {PROPOSER, SECOND_PROPOSER, EVERYTHING},
    "归档": {PROPOSER, EVERYTHING},
    "撤回": {PROPOSER, SECOND_PROPOSER, SECRETARY, COMMITTEE, SUPERIOR, EVERYTHING},
    "撤下": {PROPOSER, SECOND_PROPOSER, SECRETARY, COMMITTEE, SUPERIOR, EVERYTHING},
}
WORDS = {
    Propose: "提出",
    Revise: "修改",
    Redact: "脱敏",
    Review: "审核",
    Approve: "审批",
    Publish: "实施",
    Archive: "归档",
    Withdraw: "撤回",
    TakeDown: "撤下",
}
PEOPLE = (
    PROPOSER,
    SECOND_PROPOSER,
    REVIEWER,
    SECRETARY,
    COMMITTEE,
    SUPERIOR,
    EVERYTHING,
    "不在名单的人",
)
CHANNELS = ("会议", "文件", "公开栏", "网站", "网站:党建网", "通报")
CODES = ("1.1.1", "1.3.1", "3.2.1", "3.3.2", "4.2.1")

seldom = st.sampled_from([False, False, False, True])
"""What happens now and then: a slip, a wish that can't be granted."""
rarely = st.sampled_from([False] * 15 + [True])
people = st.sampled_from(PEOPLE)
some_channels = st.lists(st.sampled_from(CHANNELS), max_size=4).map(tuple)
scopes = st.sampled_from([None, None, Scope.SOCIETY, Scope.PARTY])
details = st.sampled_from([None, None, None, *ScopeDetail])
verdicts = st.sampled_from([Verdict.PASS] * 12 + [Verdict.FAIL, None])
reasons = st.sampled_from(["", "理由"])
back = st.integers(min_value=-1, max_value=7)


class FiveSteps(RuleBasedStateMachine):
    """One disclosure, and people who try everything."""

    def __init__(self) -> None:
        """Begin with an office where nothing was proposed yet."""
        super().__init__()
        self.story = Story(known=policy("1.1.1"))
        self.findings: tuple[Finding, ...] = ()
        self.accepted = 0

    @property
    def word(self) -> str:
        """Where the disclosure stands, in the model's words."""
        return str(self.story.state.state) if self.story.state else "无"

    def tries(self, act: str, data: Any) -> None:
        """Let somebody ask on some day; hold the answer against the model."""
        command = self.wish(act, data)
        fits = sorted(ROLES.get(act, set(PEOPLE)))
        by = data.draw(people if data.draw(seldom) else st.sampled_from(fits))
        on = self.story.policy.today - timedelta(days=data.draw(back) if data.draw(seldom) else 0)
        signed = {
            "why_late": "" if data.draw(seldom) else "补登",
            "waiver": "" if data.draw(seldom) else "只有一人",
        }
        before, open_acts = self.story.state, MODEL[self.word]
        try:
            self.story.does(command, by, on=on, **signed)
        except (Refused, NotFound, UsageError):
            return
        assert WORDS[type(command)] == act
        assert act in open_acts, f"{act} is not open in {before and before.state}"
        assert self.word in open_acts[act]
        assert by in ROLES.get(act, {by})
        self.accepted += 1

    @initialize(code=st.sampled_from(CODES), found=seldom)
    def an_item_is_due(self, code: str, found: bool) -> None:
        self.findings = FINDINGS if found else ()
        self.story.policy = msgspec.structs.replace(self.story.policy, item=ITEMS[code])

    @rule(data=st.data(), days=st.sampled_from([0, 0, 1, 3, 9]))
    def somebody_acts(self, data: Any, days: int) -> None:
        today = self.story.policy.today + timedelta(days=days)
        self.story.policy = msgspec.structs.replace(self.story.policy, today=today)
        if data.draw(rarely):
            self.change_the_catalogue(data)
        act = ONWARD[self.word]
        if self.story.state and data.draw(seldom):
            act = data.draw(st.sampled_from(sorted({*WORDS.values()} - {"提出"})))
        self.tries(act, data)

    def change_the_catalogue(self, data: Any) -> None:
        code, scope = data.draw(st.sampled_from(CODES)), data.draw(st.sampled_from(Scope))
        item = msgspec.structs.replace(ITEMS[code], scope=scope)
        self.story.policy = msgspec.structs.replace(self.story.policy, item=item)

    def wish(self, act: str, data: Any) -> Command:
        """Return what somebody may ask for: mostly sensible, now and then not."""
        draw = data.draw
        match act:
            case "提出":
                return Propose(
                    number=NUMBER,
                    title="标题",
                    content="正文",
                    channels=draw(some_channels),
                    scope=draw(scopes),
                    scope_detail=draw(details),
                    reason=draw(reasons),
                    public_notice=draw(seldom),
                    findings=self.findings,
                )
            case "修改":
                return Revise(
                    content=draw(st.sampled_from(["正文", "改一", "改二"])),
                    channels=draw(some_channels),
                    scope=draw(scopes),
                    scope_detail=draw(details),
                    reason=draw(reasons),
                )
            case "脱敏":
                return Redact(content=draw(st.sampled_from([None, "遮一", "遮二"])))
            case "审核":
                return self.review(draw)
            case "审批":
                return self.approval(draw)
            case "实施":
                return self.publication(draw)
            case "归档":
                return Archive(no_opinions=not draw(seldom))
            case "撤回":
                return Withdraw(reason="不再需要")
            case _:
                one = st.sampled_from(CHANNELS)
                return TakeDown(channels=(draw(one),) if draw(seldom) else (), reason="过期")

    def review(self, draw: Any) -> Review:
        questions = ("necessity", "accuracy", "secrecy", "privacy")
        returned, withheld = draw(seldom), draw(seldom)
        return Review(
            verdicts=Verdicts(**{question: draw(verdicts) for question in questions}),
            accept={} if draw(seldom) else {each.id: "核实过" for each in self.story.now.findings},
            board_inside=draw(st.booleans()),
            return_reason="内容不全" if returned else "",
            withhold_reason="敏感" if withheld else "",
            basis="条例" if withheld else "",
        )

    def approval(self, draw: Any) -> Approve:
        first = check_code(plan_digest(NUMBER, self.story.now.code, self.story.now.plans[0]))
        outcomes = ("return_reason", "refuse_reason", "escalate_to")
        outcome = draw(st.sampled_from(outcomes)) if draw(seldom) else ""
        said: dict[str, Any] = {outcome: "理由"} if outcome else {}
        dropped = st.lists(st.sampled_from(self.story.now.channels), max_size=2).map(tuple)
        return Approve(
            scope=draw(scopes),
            scope_detail=draw(details),
            drop_channels=draw(dropped),
            document_number="" if draw(seldom) else "测委〔2026〕1号",
            code=first if draw(seldom) else "",
            opinion="不同意" if draw(seldom) else draw(st.sampled_from(["", "同意"])),
            **said,
        )

    def publication(self, draw: Any) -> Publish:
        waiting = self.story.now.open_channels
        stray = draw(seldom) or not waiting
        hangs_for = draw(st.sampled_from([None, None, -1, 2, 30]))
        until = None
        if hangs_for is not None:
            until = self.story.policy.today + timedelta(days=hangs_for)
        return Publish(
            channel=draw(st.sampled_from(CHANNELS if stray else waiting)),
            place="会议室",
            url="https://example.invalid/1",
            until=until,
        )

    @invariant()
    def every_accepted_command_is_one_step(self) -> None:
        assert len(self.story.state.steps if self.story.state else ()) == self.accepted

    @invariant()
    def dates_run_forward(self) -> None:
        if self.story.state is None:
            return
        seen: list[Step] = []
        for step in self.story.state.steps:
            assert self.story.policy.since <= step.on <= self.story.policy.today
            assert step.on >= floor_of(step, seen)
            seen.append(step)

    @invariant()
    def nothing_is_approved_that_was_not_proposed(self) -> None:
        state = self.story.state
        if state is None or state.approval is None:
            return
        assert set(state.approval.channels) <= set(state.plan.channels)
        assert len(set(state.approval.channels)) == len(state.approval.channels) > 0
        proposed = narrowness(state.plan.scope, state.plan.scope_detail)
        assert narrowness(state.approval.scope, state.approval.scope_detail) >= proposed

    @invariant()
    def nothing_is_published_that_was_not_approved(self) -> None:
        state = self.story.state
        if state is None or not state.publications:
            return
        assert state.approval is not None
        exact = plan_digest(state.number, state.code, state.plan)
        assert state.approval.content_sha256 == exact == state.content_sha256
        done = [posting.channel for posting in state.publications]
        assert len(done) == len(set(done))
        assert set(done) <= set(state.approval.channels)
        assert all(posting.on >= state.approval.on for posting in state.publications)

    @invariant()
    def a_new_version_voids_what_was_said_of_the_old(self) -> None:
        state = self.story.state
        if state is None or state.steps[-1].act not in ("提出", "修改", "脱敏"):
            return
        assert (state.review, state.approval, state.escalated_to) == (None, None, None)
        assert [plan.version for plan in state.plans] == [*range(1, len(state.plans) + 1)]

    @invariant()
    def every_state_has_what_it_needs(self) -> None:
        state = self.story.state
        if state is None:
            return
        has_open, has_any = bool(state.open_channels), bool(state.publications)
        wanted = {
            "已审批": has_open,
            "已公开": has_any and not has_open,
            "已归档": state.filing is not None and not has_open,
            "报批中": bool(state.escalated_to),
            "不予公开": state.approval is None and not has_any,
            "已撤回": not has_any,
        }
        assert wanted.get(self.word, not has_any)

    @invariant()
    def who_proposed_judges_only_by_a_recorded_exception(self) -> None:
        for step in self.story.state.steps if self.story.state else ():
            if step.act in ("审核", "审批") and step.by in authors_before(self.story.now, step):
                assert step.waiver

    @invariant()
    def what_is_for_members_stays_with_members(self) -> None:
        state = self.story.state
        if state is None or state.approval is None or state.approval.scope is Scope.SOCIETY:
            return
        kinds = {channel.partition(":")[0] for channel in state.approval.channels}
        assert "网站" not in kinds
        assert state.review is not None
        assert "公开栏" not in kinds or state.review.board_inside

    @invariant()
    def no_approval_leaves_a_finding_open(self) -> None:
        state = self.story.state
        if state is not None and state.approval is not None:
            assert all(each.state is not FindingState.OPEN for each in state.findings)


def floor_of(step: Step, earlier: list[Step]) -> date:
    """Return the day before which a step may not lie, from the steps before it."""
    if not earlier:
        return date.min
    if step.act == "撤下":
        return max(each.on for each in earlier if each.result in step.result.split("、"))
    if step.act == "实施":
        return [each.on for each in earlier if each.result == "同意"][-1]
    return max(each.on for each in earlier)


def authors_before(state: Disclosure, step: Step) -> set[str]:
    """Return who proposed or revised it before a step."""
    acts = state.steps[: state.steps.index(step)]
    return {each.by for each in acts if each.act in ("提出", "修改")}


TestFiveSteps = FiveSteps.TestCase
TestFiveSteps.settings = settings(
    max_examples=examples(100),
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
