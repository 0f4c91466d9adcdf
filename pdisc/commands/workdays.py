"""Working days: which day it will be, which notices are known, the office's own days."""

from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from pdisc.commands.acting import say_registered
from pdisc.commands.form import Form
from pdisc.context import Context
from pdisc.render import workdays as view
from pdisc.services import registers, workday_tables, workdays

MOST_DAYS = 5000
"""Working days: twenty years, beyond any limit."""

Start = Annotated[
    str | None, typer.Argument(metavar="日期", help="从哪一天起，当天不算", show_default=False)
]
Days = Annotated[
    str | None, typer.Argument(metavar="天数", help="多少个工作日", show_default=False)
]
YearFile = Annotated[
    str | None,
    typer.Argument(
        metavar="文件", help="要登记的一年放假安排（YAML）；不写就是查看", show_default=False
    ),
]
OwnFile = Annotated[
    str | None,
    typer.Argument(metavar="文件", help="本单位放假、上班的日子（YAML）", show_default=False),
]


def workdays_plus(context: Context, form: Form, start: Start = None, days: Days = None) -> None:
    """几个工作日后是哪天, and which days weren't counted."""
    context.require_internal()
    first = form.day("日期", form.need("日期", "从哪一天起，如 2026-02-13", start) or None)
    count = form.number("天数", form.need("天数", "多少个工作日", days) or None, most=MOST_DAYS)
    form.done()
    assert first is not None, "a missing day has been said"
    assert count is not None, "so has a missing number"
    with context.reading() as reading:
        found = workdays.counted(reading, first, count)
    context.answer(found, lambda screen: view.show_counted(screen, found))


def workdays_check(context: Context, form: Form, file: YearFile = None) -> None:
    """查看已登记的放假安排, or take in a year's notice from a file."""
    named = form.optional("文件", file)
    if file is None and (unused := _signed(context)):
        form.wrong(
            f"没有写文件，只是查看，用不着 {' '.join(unused)}",
            next_step="pdisc workdays check；登记：pdisc workdays check 文件",
        )
    form.done()
    if named is None:
        with context.reading() as reading:
            found = workdays.known(reading, context.today)
        document = {**msgspec.to_builtins(found), "file": None}
        context.answer(document, lambda screen: view.show_calendar(screen, found))
        return
    path = Path(named).expanduser()
    table, done = workday_tables.take_notice(context.station, context.signing(), path)
    off = sum(not rule.working for rule in table.days)
    said = (
        f"{table.year}年放假安排（{table.notice}）：放假{off}天，调休上班{len(table.days) - off}天"
    )
    _say(context, done, table, said)


def workdays_own(context: Context, form: Form, file: OwnFile = None) -> None:
    """登记本单位的工作日: days off, days worked, days taken back."""
    named = form.need("文件", "YAML 文件，写明 off、work 或 remove", file)
    form.done()
    path = Path(named).expanduser()
    own, done = workday_tables.take_own(context.station, context.signing(), path)
    off = sum(not rule.working for rule in own.days)
    said = f"本单位的工作日：放假{off}天，上班{len(own.days) - off}天，去掉{len(own.removed)}天"
    _say(context, done, own, said)


def _signed(context: Context) -> list[str]:
    """Return the options of a signature that were given."""
    given = context.options
    options = {
        "--by": given.by,
        "--on": given.on,
        "--note": given.note,
        "--late-reason": given.late_reason,
        "--waive-separation": given.waiver,
        "--dry-run": given.dry_run,
    }
    return [flag for flag, value in options.items() if value]


def _say(context: Context, done: "registers.Registered", held: Any, said: str) -> None:
    with context.reading() as reading:
        found = workdays.known(reading, context.today)
    before = {**msgspec.to_builtins(found), "file": msgspec.to_builtins(held)}
    say_registered(context, done, said, "pdisc workdays check", before=before)
