"""What leaves the ledger as a file: forms on paper, and a calendar."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from pdisc.commands import options as o
from pdisc.commands.form import Form
from pdisc.commands.output import outside_ledger, say_written
from pdisc.context import Context
from pdisc.dates.windows import Window, parse_window
from pdisc.errors import UsageError
from pdisc.papers.forms import FORMS, in_words
from pdisc.papers.order import PrintOrder
from pdisc.render import ical, output_file, terminal
from pdisc.services import agenda
from pdisc.text import nearest, or_rather
from pdisc.words import Audience, Cycle

FormName = Annotated[
    str | None, typer.Argument(metavar="表格", help="要打印的表格", show_default=False)
]
Target = Annotated[
    str | None,
    typer.Argument(
        metavar="CODE或N", help="目录编号、公开事项编号或点题编号，有的表格要写", show_default=False
    ),
]
Month = Annotated[str | None, o.value("--month", "月份", "月历、月报是哪个月，如 2026-12")]
Quarter = Annotated[
    str | None, o.value("--for", "期次", "季报是哪一季、测评表是哪一期，如 2026-Q3")
]
Named = Annotated[
    bool, typer.Option("--named", help="印上点题人的姓名、联系方式（不写就留空，手填）")
]
Year = Annotated[str | None, o.value("--year", "年", "年度通报是哪一年，如 2026")]
WINDOWS: Mapping[str, tuple[Cycle | None, str, str]] = {
    "--month": (Cycle.MONTH, "月份", "2026-12 或 2026年12月"),
    "--for": (None, "期次", "2026-Q3 或 2026年三季度"),
    "--year": (Cycle.YEAR, "年份", "2026 或 2026年"),
}
"""Of which cycle each is, what it is called, and how it is written."""

CalendarOut = Annotated[
    str | None,
    typer.Argument(metavar="文件", help="写到哪个文件，如 党务公开.ics", show_default=False),
]


def print_form(
    context: Context,
    form: Form,
    form_name: FormName = None,
    target: Target = None,
    on: o.OnDay = None,
    month: Month = None,
    window: Quarter = None,
    year: Year = None,
    named: Named = False,
    out: o.Out = None,
) -> None:
    """打印 one form as a Word file, what is to be filled in as an Excel file."""
    name = form.need("表格", f"要打印什么：{in_words()}", form_name)
    day = form.day("--on", on) or context.today
    order = PrintOrder(
        day,
        form.optional("CODE或N", target),
        month=_typed(form, "--month", month),
        window=_typed(form, "--for", window),
        year=_typed(form, "--year", year),
        form=name,
        named=named,
    )
    if name:
        _check(form, name, order)
        _check_ending(form, name, out or "")
    form.done()
    order = order._replace(audience=_audience(context, name))
    path = None if out is None else outside_ledger(context, "--out", out)
    printed = FORMS[name].maker.made(context, order)
    path = path or _free_path(context, printed.name)
    output_file.write_output(path, printed.data)
    context.answer({"file": str(path)}, lambda screen: say_written(screen, path))


def _check(form: Form, name: str, order: PrintOrder) -> None:
    """Note what doesn't fit: an unknown form, or what a form doesn't take."""
    if name not in FORMS:
        near = nearest(name, FORMS, cutoff=0.3)
        form.wrong(
            f"没有表格“{name}”{or_rather(near) or '；'}能打印的：{in_words()}",
            next_step=f"pdisc print {near or next(iter(FORMS))}",
        )
        return
    chosen = FORMS[name]
    if chosen.request and not order.target:
        form.missing("CODE或N", "点题编号，如 2026-D001")
    for given, taken, what in (
        (order.named, chosen.request, " --named"),
        (order.target, chosen.target, "编号"),
        (order.month, chosen.month, " --month"),
        (order.window, chosen.window, " --for"),
        (order.year, chosen.year, " --year"),
    ):
        if given and not taken:
            form.wrong(f"{name}不用写{what}", next_step=f"pdisc print {name}")

    if order.window and order.target:
        form.wrong("编号和 --for 只写一样", next_step=f"pdisc print {name} {order.target}")


def _check_ending(form: Form, name: str, out: str) -> None:
    """Note a file's name that says another kind of file than the form is."""
    ending = FORMS[name].ending if name in FORMS else ".docx"
    if Path(out.strip()).suffix.lower() not in ("", ending):
        program = "Word" if ending == ".docx" else "Excel"
        form.wrong(f"表格是 {program} 文件", next_step=f"--out 的文件名写 {ending}")


def _audience(context: Context, name: str) -> Audience:
    """Return whom a form is made for; raise UsageError where it isn't made for those asked for."""
    if not FORMS[name].outside:
        context.require_internal()
        return Audience.INTERNAL
    if context.options.audience is None:
        return Audience.PARTY
    if context.audience is Audience.INTERNAL:
        raise UsageError(
            f"{name}是给党员或群众看的，没有内部的一种",
            next_step=f"pdisc print {name} --audience {Audience.PARTY}",
        )
    return context.audience


def _typed(form: Form, flag: str, typed: str | None) -> Window | None:
    """Return a month, a year or a window as typed, or note that it isn't one."""
    if typed is None:
        return None
    every, what, how = WINDOWS[flag]
    try:
        window = parse_window(typed)
    except UsageError:
        window = None
    if window is None or every not in (None, window.every):
        form.wrong(f"{flag} 应为{what}，不是“{typed.strip()}”", next_step=f"写作 {how}")
        return None
    return window


def _free_path(context: Context, name: str) -> Path:
    """Return a file in the current folder that isn't there yet: 表.docx, else 表（2）.docx."""
    plain = outside_ledger(context, "--out", name)
    path, count = plain, 1
    while path.exists():
        count += 1
        path = plain.with_stem(f"{plain.stem}（{count}）")
    return path


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
        screen.line("导入日历程序即可；以后重新导出、重新导入，办完的会打勾，改期的会移动")

    context.answer({"files": [str(path)]}, view)
