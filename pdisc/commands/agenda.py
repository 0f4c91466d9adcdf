"""到期日历: every due date as a file for calendar programs."""

from typing import Annotated

import typer

from pdisc.commands import options as o
from pdisc.commands.form import Form
from pdisc.commands.output import outside_ledger, say_written
from pdisc.context import Context
from pdisc.render import ical, output_file, terminal
from pdisc.services import agenda

CalendarOut = Annotated[
    str | None,
    typer.Argument(metavar="文件", help="写到哪个文件，如 党务公开.ics", show_default=False),
]


def calendar(context: Context, form: Form, out: CalendarOut = None, on: o.OnDay = None) -> None:
    """到期日历: every due date for a calendar program; importing it again brings it up to date."""
    typed = form.need("文件", "写到哪个文件，如 党务公开.ics", out)
    day = form.day("--on", on) or context.today
    form.done()
    context.require_internal()
    path = outside_ledger(context, "文件", typed)
    with context.reading() as reading:
        found = agenda.agenda(reading, on=day)
    output_file.write_output(path, ical.calendar_bytes(found))

    def view(screen: "terminal.Screen") -> None:
        say_written(screen, path)
        screen.line(
            "导入日历程序即可；以后重新导出、重新导入，办完的会打勾，改期的会移动；"
            "提前几天提醒：pdisc config show 日历提醒"
        )

    context.answer({"files": [str(path)]}, view)
