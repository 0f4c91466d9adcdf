"""打印: forms and tables on paper."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from pdisc.commands import options as o
from pdisc.commands.form import Form
from pdisc.commands.output import as_document, outside_ledger, say_written
from pdisc.commands.several import numbers_in
from pdisc.context import Context
from pdisc.dates.windows import Window, parse_window
from pdisc.errors import UsageError
from pdisc.papers import own_forms
from pdisc.papers.forms import FORMS, in_words
from pdisc.papers.order import Printed, PrintOrder
from pdisc.render import fonts, output_file, pdf_file, terminal
from pdisc.sheets.sheet import Sheet
from pdisc.text import nearest, or_rather
from pdisc.values.watch import watched
from pdisc.words import Audience, Cycle, Retention

FormName = Annotated[str | None, o.named("表格", "要打印的表格", FORMS)]
Targets = Annotated[
    list[str] | None,
    o.named("编号", "目录编号、公开事项编号或点题编号；可以写几个，如 2026-0003..2026-0009"),
]
Month = Annotated[str | None, o.value("--month", "月份", "月历、月报是哪个月，如 2026-12")]
Quarter = Annotated[
    str | None, o.value("--for", "期次", "季报是哪一季、测评表是哪一期，如 2026-Q3")
]
Named = Annotated[
    bool, typer.Option("--named", help="印上点题人的姓名、联系方式（不写就留空，手填）")
]
Year = Annotated[str | None, o.value("--year", "年", "年度通报、登记簿、档案盒是哪一年，如 2026")]
Each = Annotated[bool, typer.Option("--each", help="几件一次打印时，每件存成一个文件")]
PrintFormat = Annotated[
    str | None, o.value("--format", "格式", "docx、pdf；表格还有 xlsx、csv；不写就看文件名")
]
WINDOWS: Mapping[str, tuple[Cycle | None, str, str]] = {
    "--month": (Cycle.MONTH, "月份", "2026-12 或 2026年12月"),
    "--for": (None, "期次", "2026-Q3 或 2026年三季度"),
    "--year": (Cycle.YEAR, "年份", "2026 或 2026年"),
}
"""Of which cycle each is, what it is called, and how it is written."""


CheckFonts = Annotated[
    bool, typer.Option("--check-fonts", help="只看这台电脑缺不缺表格用的字体，不打印")
]


def print_form(
    context: Context,
    form: Form,
    form_name: FormName = None,
    targets: Targets = None,
    on: o.OnDay = None,
    month: Month = None,
    window: Quarter = None,
    year: Year = None,
    retention: o.RetentionOption = None,
    named: Named = False,
    each: Each = False,
    check_fonts: CheckFonts = False,
    format_: PrintFormat = None,
    out: o.Out = None,
) -> None:
    """打印 forms as Word files, tables and what is to be filled in as Excel files."""
    if check_fonts:
        _tell_fonts(context)
        return
    name = form.need("表格", f"要打印什么：{in_words()}", form_name)
    day = form.day("--on", on) or context.today
    order = PrintOrder(
        day,
        month=_typed(form, "--month", month),
        window=_typed(form, "--for", window),
        year=_typed(form, "--year", year),
        retention=form.word("--retention", retention, Retention),
        form=name,
        named=named,
    )
    wanted = numbers_in(form, targets) if targets else ()
    ending = _ending(form, name, format_, out) if _check(form, name, order, wanted) else ""
    form.done()
    order = order._replace(audience=_audience(context, name))
    path = None if out is None else outside_ledger(context, "--out", out)
    files = _as_files(_made(context, order, wanted), each=each, path=path, ending=ending)
    written = _written(context, name, files, ending)
    if ending == "pdf":
        _tell_stand_ins(context)
    _say(context, written)


def _say(context: Context, written: Sequence[Path]) -> None:
    """Answer with the files that were written."""

    def view(screen: "terminal.Screen") -> None:
        for one in written:
            say_written(screen, one)

    context.answer({"file": str(written[0]), "files": list(map(str, written))}, view)


def _made(context: Context, order: PrintOrder, wanted: Sequence[str]) -> list[Printed]:
    """Make a form, of each number where there are several; how far it is shows on a terminal."""
    maker, orders = FORMS[order.form].maker, _orders(order.form, order, wanted)
    with context.progress() as watch:
        in_turn = watched(orders, watch, f"打印{order.form}", len(orders))
        return [maker.made(context, one) for one in in_turn]


def _written(
    context: Context, name: str, files: Sequence[tuple[Path | None, Printed]], ending: str
) -> list[Path]:
    """Write the files, none before all are made; return where they are."""
    layout = own_forms.layout_for(context, name, ending)
    carried = [
        (place, one.name, own_forms.carried(one.content, ending, form=name, layout=layout))
        for place, one in files
    ]
    written = []
    for place, stem, data in carried:
        free = place or _free_path(context, f"{stem}.{ending}")
        output_file.write_output(free, data)
        written.append(free)
    return written


def _tell_stand_ins(context: Context) -> None:
    """Tell which fonts others stand in for, since a PDF carries along what it was made with."""
    lacking = pdf_file.fonts_lacking()
    if lacking:
        context.screen.notice(
            f"注意：这台电脑没有{'、'.join(lacking)}，PDF 用了相近的字体；看缺哪些："
            "pdisc print --check-fonts"
        )


def _tell_fonts(context: Context) -> None:
    """Answer with the fonts that forms ask for, and what stands in for those that are missing."""
    found = fonts.fonts_of_forms(fonts.listed_fonts())

    def view(screen: "terminal.Screen") -> None:
        for each in found:
            stand_in = f"，Word 用{each.instead}代替" if each.instead else ""
            screen.line(f"{each.font}：{'有' if each.present else f'没有{stand_in}'}")
        if not all(each.present for each in found):
            screen.line("缺的字体可以向办公软件的供应商索取，程序不附带字体")

    context.answer({"fonts": [as_document(each) for each in found]}, view)


def _orders(name: str, order: PrintOrder, wanted: Sequence[str]) -> list[PrintOrder]:
    """Return what is to be made: one form for each number, or one for all that were named."""
    order = order._replace(targets=tuple(wanted))
    if FORMS[name].together or not wanted:
        return [order]
    return [order._replace(target=number) for number in wanted]


def _as_files(
    found: Sequence[Printed], *, each: bool, path: Path | None, ending: str
) -> list[tuple[Path | None, Printed]]:
    """Return which form goes into which file: all sheets into one, or each into one of its own.

    With --each, --out names a folder. What isn't made of sheets can't be joined.
    """
    if each:
        return [(path and path / f"{one.name}.{ending}", one) for one in found]
    if len(found) == 1:
        return [(path, found[0])]
    sheets: list[Sheet] = []
    for one in found:
        if not isinstance(one.content, tuple):
            raise UsageError("这种表格几件不能合成一个文件", next_step="加上 --each，每件一个文件")
        sheets.extend(one.content)
    return [(path, Printed(f"{found[0].name}等{len(found)}件", tuple(sheets)))]


def _check(form: Form, name: str, order: PrintOrder, wanted: Sequence[str]) -> bool:
    """Note what doesn't fit: an unknown form, or what a form doesn't take; say if it is known."""
    if name not in FORMS:
        near = nearest(name, FORMS, cutoff=0.3)
        if name:
            form.wrong(
                f"没有表格“{name}”{or_rather(near) or '；'}能打印的：{in_words()}",
                next_step=f"pdisc print {near or next(iter(FORMS))}",
            )
        return False
    chosen = FORMS[name]
    if chosen.needed and not wanted:
        form.missing("编号", chosen.needed)
    for given, taken, what in (
        (order.named, chosen.request, " --named"),
        (wanted, chosen.target, "编号"),
        (order.month, chosen.month, " --month"),
        (order.window, chosen.window, " --for"),
        (order.year, chosen.year or chosen.box, " --year"),
        (order.retention, chosen.box, " --retention"),
    ):
        if given and not taken:
            form.wrong(f"{name}不用写{what}", next_step=f"pdisc print {name}")
    if wanted and chosen.target and (order.year or order.retention):
        form.wrong(
            "编号和 --year、--retention 只写一样", next_step=f"pdisc print {name} {wanted[0]}"
        )
    if order.window and wanted:
        form.wrong("编号和 --for 只写一样", next_step=f"pdisc print {name} {wanted[0]}")
    return True


def _ending(form: Form, name: str, given: str | None, out: str | None) -> str:
    """Return of which kind the file is to be: as --format or its name says; note a strange one."""
    endings = FORMS[name].endings
    named = Path((out or "").strip()).suffix.lower().removeprefix(".")
    asked = (given or named).strip().lower()
    if given and named and named != asked:
        form.wrong(f"--format {asked} 和文件名的 .{named} 不一致", next_step="只写一样")
    if asked and asked not in endings:
        form.wrong(
            f"{name}不能存成 .{asked}，能存成 {'、'.join(f'.{each}' for each in endings)}",
            next_step=f"--out 的文件名写 .{endings[0]}",
        )
    return asked or endings[0]


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
