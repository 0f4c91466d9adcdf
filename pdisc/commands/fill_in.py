"""填报: a window on one worksheet, handed out to be filled in, and taken back."""

from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from pdisc.commands import options as o
from pdisc.commands.asked.plain_command import quoted
from pdisc.commands.form import Form
from pdisc.commands.output import outside_ledger, say_written
from pdisc.context import Context
from pdisc.dates.windows import Window, parse_window
from pdisc.errors import Refused, UsageError
from pdisc.render import documents, fill_sheets, output_file, taken_in, terminal
from pdisc.services import (
    carrying_sheets,
    carrying_taken,
    catalog_sheets,
    catalog_taken,
    filled_in,
    quarter_sheets,
    quarter_taken,
    row_by_row,
    sheet_marks,
)
from pdisc.sheets.fill_forms import CARRYING, CATALOG, QUARTER
from pdisc.shipped import MEND
from pdisc.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pdisc.ledger.reading import Reading
    from pdisc.services.filled_in import FilledForm
    from pdisc.sheets.fill_forms import FillSheet

WindowName = Annotated[
    str | None, o.named("期次", "哪一季、哪个月、哪一年，如 2026-Q3、2026年三季度")
]
Source = Annotated[str | None, o.value("--from", "文件", "录入填好的表（xlsx）")]
FromDay = Annotated[str | None, o.value("--valid-from", "日期", "改动自哪一天起；不写就是办理日期")]
TableNumber = Annotated[
    str | None, o.value("--document-number", "文号", "保管期限表经审查同意的文号")
]
STEPS = (QUARTER, CARRYING)
Step = Annotated[
    str | None, o.value("--step", "步骤", "出哪一步的表：填报（不写就是）或 实施", STEPS)
]


def sheet(
    context: Context,
    form: Form,
    window: WindowName = None,
    step: Step = None,
    source: Source = None,
    out: o.Out = None,
) -> None:
    """填报: write the sheet of a window, or take back one that was filled in."""
    context.require_internal()
    if source is not None:
        for flag, given in (("期次", window), ("--step", step), ("--out", out)):
            if given is not None:
                form.wrong(f"写了 --from 就不写 {flag}", next_step="pdisc sheet --from 三季度.xlsx")
        form.done()
        _take_in(context, source)
        return
    period = _window(
        form, form.need("期次", "哪一期，如 2026-Q3；录入填好的用 --from 文件", window)
    )
    kind = form.listed("--step", step, STEPS) or QUARTER
    target = form.need("--out", "写到哪个文件，如 三季度.xlsx", out)
    _as_workbook(form, target)
    form.done()
    assert period is not None, "a window that can't be read has been said"
    made = carrying_sheets.carrying_sheet if kind == CARRYING else quarter_sheets.quarter_sheet
    _hand_out(context, target, "sheet", lambda ledger: made(ledger, period, context.today))


def _window(form: Form, typed: str) -> Window | None:
    if not typed:
        return None
    try:
        return parse_window(typed)
    except UsageError as error:
        form.wrong(error.message, next_step=error.next_step)
        return None


def _as_workbook(form: Form, target: str) -> None:
    """Note a file that isn't named as an Excel workbook."""
    name = Path(target.strip())
    if target and name.suffix.lower() != ".xlsx":
        example = visible(name.stem or "表")
        form.wrong("要填的表存成 .xlsx", next_step=f"--out 的文件名写 {example}.xlsx")


def _hand_out(
    context: Context, target: str, command: str, made: "Callable[[Reading], FillSheet]"
) -> None:
    """Write a sheet, say what is on it, and how it comes back.

    One that was filled in already is never written over.
    """
    path = outside_ledger(context, "--out", target)
    if path.exists():
        told = f"已经有“{visible(path.name)}”了，里面可能有填好的内容，没有写"
        raise UsageError(told, next_step="--out 换一个文件名；不要的旧表先删去")
    with context.reading() as reading:
        sheet_made = made(reading)
    output_file.write_output(path, fill_sheets.sheet_bytes(sheet_made))

    def view(screen: "terminal.Screen") -> None:
        for each in sheet_made.told:
            screen.line(each)
        say_written(screen, path)
        screen.hint(f"填好以后：{_to_try(command, target)}")

    context.answer({"file": str(path), "notices": list(sheet_made.told)}, view)


def _to_try(command: str, file: str) -> str:
    """Return the line that tries a sheet without recording it."""
    return f"pdisc {command} --from {quoted(file.strip())} --dry-run"


@contextmanager
def _to_be_mended(command: str, file: str) -> "Iterator[None]":
    """Say how a sheet that won't do is tried again, once it is put right."""
    try:
        yield
    except (UsageError, Refused) as error:
        if error.next_step == MEND:
            error.next_step = f"改好、存盘，再试一遍：{_to_try(command, file)}"
        raise


def _take_in(context: Context, source: str) -> None:
    with _to_be_mended("sheet", source):
        filled = _read(context, source, QUARTER)
        takes = carrying_taken if filled.mark.word == CARRYING else quarter_taken
        done = takes.take_in(context.station, context.signing(), filled)
    _say_taken(context, done, "pdisc due")


def _read(context: Context, source: str, word: str) -> "FilledForm":
    """Return what a filled-in sheet says, once no mark of secrecy stands anywhere in its file."""
    file = filled_in.brought(Path(source).expanduser())
    sheet_marks.refuse_marked(context.station, context.signing(), file, word)
    return filled_in.read_filled(file)


def catalog_sheet(
    context: Context,
    form: Form,
    source: Source = None,
    out: o.Out = None,
    reason: o.Reason = None,
    valid_from: FromDay = None,
    document_number: TableNumber = None,
) -> None:
    """核定表: write the catalogue as a sheet, or take back what was changed and confirmed in it."""
    context.require_internal()
    how = catalog_taken.Changing(
        valid_from=form.day("--valid-from", valid_from),
        reason=form.optional("--reason", reason, long=True) or "",
        document_number=form.optional("--document-number", document_number) or "",
    )
    if source is not None and out is not None:
        form.wrong("写了 --from 就不写 --out", next_step="pdisc catalog sheet --from 目录.xlsx")
    if source is None:
        target = form.need("--out", "写到哪个文件，如 目录.xlsx；录入填好的用 --from 文件", out)
        _as_workbook(form, target)
        form.done()
        sheet_of = catalog_sheets.catalog_sheet
        _hand_out(context, target, "catalog sheet", lambda ledger: sheet_of(ledger, context.today))
        return
    form.done()
    with _to_be_mended("catalog sheet", source):
        filled = _read(context, source, CATALOG)
        done = catalog_taken.take_in(context.station, context.signing(), filled, how)
    _say_taken(context, done, "pdisc catalog check")


def _say_taken(context: Context, done: "row_by_row.TakenIn", next_step: str) -> None:
    dry_run = context.options.dry_run
    context.answer(
        documents.taken_in_document(done, dry_run=dry_run),
        lambda screen: taken_in.show_taken_in(screen, done, next_step, dry_run=dry_run),
    )
