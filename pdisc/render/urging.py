"""What a 督促 looks like to a person: the slips as they are sent, then what was recorded."""

from collections.abc import Sequence
from typing import Any

from pdisc.render.terminal import Screen
from pdisc.render.views import show_registered
from pdisc.sheets.slips import UrgeSlip, slip_text


def show_urged(screen: Screen, done: Any, slips: Sequence[UrgeSlip], *, dry_run: bool) -> None:
    """Print every slip; a dry run, which makes none, lists what would be demanded."""
    for each in slips:
        for line in slip_text(each):
            screen.line(line)
        screen.line()
    asked = done.event.event["asked"]
    for each in asked if dry_run else ():
        screen.line(f"· {each.get('number') or each['code']} {each['item']} {each.get('duty', '')}")
    show_registered(screen, done, f"督促{len(asked)}项", "pdisc print 催办单", dry_run=dry_run)
