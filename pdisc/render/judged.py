"""What must be seen before it is judged, and why something came back before it is revised."""

from collections.abc import Iterable, Mapping

from pdisc.render.terminal import Screen
from pdisc.sheets.findings import finding_lines
from pdisc.steps.guidance import TWO_TESTS
from pdisc.values.channels import scope_name
from pdisc.values.records import DetailRecord, StepRecord
from pdisc.words import Act, FindingState, State

Said = Mapping[int, str]
"""What each entry decided, in words, by its number in the journal."""


def show_for_review(screen: Screen, record: DetailRecord, cautions: Iterable[str] = ()) -> None:
    """Print what a reviewer judges: scope, text, attachments, findings."""
    show_plan(screen, record)
    for each in finding_lines([x for x in record.findings if x.state is FindingState.OPEN]):
        screen.notice(f"审查发现 {each.ids} {each.kind} {each.where} {each.excerpt}")
    for test in TWO_TESTS:
        screen.notice(f"审核公开范围时看：{test}")
    for caution in cautions:
        screen.notice(caution)


def show_for_approval(screen: Screen, record: DetailRecord, said: Said) -> None:
    """Print what is approved: scope, forms, text, attachments, what became of each finding.

    And what the reviewer said.
    """
    show_plan(screen, record)
    screen.notice(f"公开形式：{'、'.join(record.channels)}")
    for each in finding_lines(record.findings):
        screen.notice(
            f"审查发现 {each.ids} {each.kind} {each.where} {each.excerpt} {each.handling}"
        )
    _last(screen, [x for x in record.steps if x.act is Act.REVIEW], said)


def show_returned(screen: Screen, record: DetailRecord, said: Said) -> None:
    """Print who returned it, when and why."""
    _last(screen, [x for x in record.steps if x.state is State.RETURNED], said)


def show_plan(screen: Screen, record: DetailRecord) -> None:
    """Print what is to be public: its title, for whom, its text and attachments."""
    reach = scope_name(record.scope, record.scope_detail)
    screen.notice(f"{record.number} {record.title}（{reach}）")
    screen.notice(record.content or "（正文见附件）", hers=True)
    for file in record.files:
        screen.notice(f"附件：{file.name}")


def _last(screen: Screen, steps: list[StepRecord], said: Said) -> None:
    """Print the last of some steps: who did it, when, and what was decided."""
    for step in steps[-1:]:
        told = said.get(step.seq) or step.result
        who = step.decided_by or step.by
        screen.notice(f"{step.on} {step.act}（{who}）：{told}", hers=True)
