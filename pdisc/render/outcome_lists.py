"""What an act on several disclosures looks like: a line each, one 回执, one next step."""

from collections.abc import Sequence
from typing import Any

from pdisc.render.dossier_lines import show_filed
from pdisc.render.terminal import Screen
from pdisc.render.views import show_receipt
from pdisc.values.grouping import grouped
from pdisc.values.ranges import in_short
from pdisc.values.records import DetailRecord

TOGETHER = ("review", "approve", "publish", "archive", "withdraw")
"""The commands that take several numbers."""


def show_outcomes(screen: Screen, outcomes: Any, *, dry_run: bool) -> None:
    """Say what a step led to, of each disclosure, and what to type next for all that can be."""
    for notice in outcomes.notices:
        screen.notice(f"注意：{notice}")
    records = [each.disclosure for each in outcomes.each]
    for each, record in zip(outcomes.each, records, strict=True):
        last = record.steps[-1]
        marks = "（补录）" if last.late else ""
        screen.line(
            f"{record.number} {record.title}：{last.act}，{'、'.join(each.results)}{marks}；"
            f"现在是“{record.state}”"
        )
        show_filed(screen, each.filed, record.number, listed=dry_run)
    screen.line(f"共{len(records)}件")
    show_receipt(screen, outcomes, next_of_all(records), dry_run=dry_run)


def show_entries(screen: Screen, entries: Any, said: str, next_step: str, *, dry_run: bool) -> None:
    """Say what several entries in a register led to, and what to type next."""
    for notice in entries.notices:
        screen.notice(f"注意：{notice}")
    marks = "（补录）" if any(event.late for event in entries.events) else ""
    screen.line(f"{said}（{len(entries.events)}项）{marks}")
    show_receipt(screen, entries, next_step, dry_run=dry_run)


def next_of_all(records: Sequence[DetailRecord]) -> str:
    """Return what to type next for as many of these at once as one command can be typed for."""
    alike = grouped((x.next.replace(x.number, PLACE), x.number) for x in records if x.next)
    if not alike:
        return ""
    usual, numbers = max(alike.items(), key=lambda each: len(each[1]))
    command = usual.split()[1:2]
    several = bool(command) and command[0] in TOGETHER
    return usual.replace(PLACE, in_short(numbers) if several else numbers[0])


PLACE = "{N}"
"""What stands for the number while next steps are compared."""
