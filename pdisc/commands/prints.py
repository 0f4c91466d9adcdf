"""What leaves the ledger as a file: forms on paper, and a calendar."""

from collections.abc import Callable
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from pdisc.commands import options as o
from pdisc.commands.form import Form
from pdisc.commands.output import outside_ledger, say_written, write_file
from pdisc.context import Context
from pdisc.dates.windows import parse_window
from pdisc.errors import UsageError
from pdisc.render import ical, terminal
from pdisc.render import month as month_view
from pdisc.render import slips as slip_view
from pdisc.render import week as week_view
from pdisc.services import agenda, lookup, slips, weekly

MONTHS_REACH = 366
"""How many days from the business date a month may begin: beyond, due dates aren't computed."""


class PrintOrder(NamedTuple):
    """What a form is made for: a business date, and what else it takes."""

    on: date
    target: str | None = None
    month: date | None = None


class Printed(NamedTuple):
    """A finished form: what its file is called where she names none, and its bytes."""

    name: str
    data: bytes


class FormMaker(NamedTuple):
    """One row of the table of forms: how it is made, and whether it takes a target or a month."""

    make: Callable[[Context, PrintOrder], Printed]
    target: bool = False
    month: bool = False


def print_form(
    context: Context,
    form: Form,
    form_name: o.FormName = None,
    target: o.Target = None,
    on: o.OnDay = None,
    month: o.Month = None,
    out: o.Out = None,
) -> None:
    """打印 one form as a Word file."""
    name = form.need("表格", f"要打印什么：{'、'.join(FORMS)}", form_name)
    day = form.day("--on", on) or context.today
    asked = PrintOrder(day, form.optional("CODE或N", target), _month(form, month))
    if name:
        _check(form, name, asked)
    if out is not None and Path(out.strip()).suffix.lower() not in ("", ".docx"):
        form.wrong("表格是 Word 文件", next_step="--out 的文件名写 .docx")
    form.done()
    context.require_internal()
    path = None if out is None else outside_ledger(context, "--out", out)
    printed = FORMS[name].make(context, asked)
    path = path or _free_path(context, printed.name)
    write_file(path, printed.data)
    context.answer({"file": str(path)}, lambda screen: say_written(screen, path))


def _check(form: Form, name: str, asked: PrintOrder) -> None:
    """Note what doesn't fit: an unknown form, or what a form doesn't take."""
    if name not in FORMS:
        near = get_close_matches(name, FORMS, n=1, cutoff=0.3)
        hint = f"，是不是 {near[0]}？" if near else "；"
        form.wrong(
            f"没有表格“{name}”{hint}能打印的：{'、'.join(FORMS)}",
            next_step=f"pdisc print {near[0] if near else next(iter(FORMS))}",
        )
        return
    if asked.target and not FORMS[name].target:
        form.wrong(f"{name}不用写编号", next_step=f"pdisc print {name}")
    if asked.month and not FORMS[name].month:
        form.wrong(f"{name}不用写 --month", next_step=f"pdisc print {name}")


def _month(form: Form, typed: str | None) -> date | None:
    """Return the first day of a month as typed, or note that it isn't one."""
    if typed is None:
        return None
    try:
        window = parse_window(typed)
    except UsageError:
        window = None
    if window is None or window.start.month != window.end.month:
        form.wrong(
            f"--month 应为月份，不是“{typed.strip()}”", next_step="写作 2026-12 或 2026年12月"
        )
        return None
    return window.start


def _free_path(context: Context, name: str) -> Path:
    """Return a file in the current folder that isn't there yet: 表.docx, else 表（2）.docx."""
    plain = outside_ledger(context, "--out", name)
    path, count = plain, 1
    while path.exists():
        count += 1
        path = plain.with_stem(f"{plain.stem}（{count}）")
    return path


def _week(context: Context, asked: PrintOrder) -> Printed:
    """每周要办: the check up to this Sunday, on one page."""
    from pdisc.schedule import last_of_week
    from pdisc.sheets.week import week_sheet

    days = (last_of_week(asked.on) - asked.on).days
    with context.reading() as reading:
        found = weekly.check(reading, weekly.CheckQuestion(on=asked.on, within=days))
        receipt = lookup.current_receipt(reading)
    sheet = week_sheet(found.due, unit=found.unit, receipt=receipt)
    return Printed(f"每周要办_{asked.on}.docx", week_view.week_bytes(sheet))


def _month_grid(context: Context, asked: PrintOrder) -> Printed:
    """月历: the due dates of a month, by default that of the business date."""
    from pdisc.sheets.month import month_sheet

    first = asked.month or asked.on.replace(day=1)
    if abs((first - asked.on).days) > MONTHS_REACH:
        raise UsageError(
            f"月历只能印{asked.on}前后一年之内的月份",
            next_step=f"pdisc print 月历 --month {asked.on:%Y-%m}",
        )
    with context.reading() as reading:
        found = agenda.agenda(reading, on=asked.on)
    sheet = month_sheet(found, first)
    return Printed(f"月历_{first:%Y-%m}.docx", month_view.month_bytes(sheet))


def _slips(context: Context, asked: PrintOrder) -> Printed:
    """催办单: what was demanded and isn't answered, one slip for each office and demand."""
    with context.reading() as reading:
        found = slips.open_slips(reading, asked.target, on=asked.on)
    about = f"_{asked.target}" if asked.target else ""
    return Printed(f"催办单{about}_{asked.on}.docx", slip_view.slip_bytes(found, on=asked.on))


FORMS: dict[str, FormMaker] = {
    "每周要办": FormMaker(_week),
    "催办单": FormMaker(_slips, target=True),
    "月历": FormMaker(_month_grid, month=True),
}
"""What can be printed."""


def calendar(context: Context, form: Form, out: o.CalendarOut = None, on: o.OnDay = None) -> None:
    """到期日历: every due date for a calendar program; importing it again brings it up to date."""
    typed = form.need("文件", "写到哪个文件，如 党务公开.ics", out)
    day = form.day("--on", on) or context.today
    form.done()
    context.require_internal()
    path = outside_ledger(context, "文件", typed)
    with context.reading() as reading:
        found = agenda.agenda(reading, on=day)
    write_file(path, ical.calendar_bytes(found))

    def view(screen: "terminal.Screen") -> None:
        say_written(screen, path)
        screen.line("导入日历程序即可；以后重新导出、重新导入，办完的会打勾，改期的会移动")

    context.answer({"files": [str(path)]}, view)
