"""Handing an answer over: as a table, CSV, JSON or Markdown, or as a Word or Excel file."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pdisc.context import Context
from pdisc.errors import UsageError
from pdisc.text import visible

if TYPE_CHECKING:
    from pdisc.commands.form import Form
    from pdisc.render.grid import Table
    from pdisc.render.paper import Paper
    from pdisc.render.terminal import Screen


class Formats(StrEnum):
    """The formats of an answer; the last two are files, never text on a screen."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    MARKDOWN = "md"
    WORD = "docx"
    EXCEL = "xlsx"


OFFICE = frozenset({Formats.WORD, Formats.EXCEL})
FOREIGN = frozenset({"doc", "xls", "pdf", "wps", "et"})
"""Endings of files that aren't made here: a file of that name would not open."""


def chosen_format(form: "Form", given: str | None, out: str | None) -> Formats | None:
    """Return the chosen format, or None; a file named .docx or .xlsx says it without --format.

    What is wrong is noted in the form: an unknown format, or a Word or Excel file without --out.
    """
    chosen = form.word("--format", given, Formats)
    if chosen in OFFICE and out is None:
        form.wrong(
            f"{chosen} 是文件，显示不了，要写明存到哪里",
            next_step=f"加上 --out，如 --out 清单.{chosen}",
        )
    if out is None:
        return chosen
    ending = Path(out.strip()).suffix.lower().removeprefix(".")
    if given is None and ending in FOREIGN:
        form.wrong(
            f"不能存成 .{ending}", next_step="--out 的文件名写 .docx、.xlsx、.csv、.md 或 .json"
        )
    return Formats(ending) if given is None and ending in OFFICE else chosen


def as_document(record: Any) -> dict[str, Any]:
    """Return a frozen record as plain data, to be joined with more for one JSON document."""
    import msgspec

    document: dict[str, Any] = msgspec.to_builtins(record)
    return document


def hand_over(
    context: Context,
    *,
    document: Any,
    table: "Callable[[], Table]",
    paper: "Callable[[], Paper]",
    show: "Callable[[Screen], None]",
    chosen: Formats | None,
    out: str | None,
) -> None:
    """Print an answer in the chosen format, or write it whole into a file.

    `document` is plain data for JSON, `table` the full table for files, `paper` what Word gets,
    and for Excel the title and the date; `show` draws on a screen. `chosen` comes from
    `chosen_format`. Raises UsageError for a file inside the ledger folder, StorageFailed where it
    can't be written.
    """
    if out is None:
        wanted = Formats.JSON if context.options.json else chosen or Formats.TABLE
        _print(context, wanted, document, table, show)
        return
    path = outside_ledger(context, "--out", out)
    wanted = chosen or (Formats.JSON if context.options.json else Formats.TABLE)
    if wanted in OFFICE:
        data = _office_data(wanted, table, paper)
    else:
        data = _data(wanted, document, table)
    write_file(path, data)
    context.answer({"file": str(path)}, lambda screen: say_written(screen, path))


def outside_ledger(context: Context, flag: str, typed: str) -> Path:
    """Return the path that was typed; raise UsageError for none and for the ledger's folder."""
    if not typed.strip():
        raise UsageError(f"{flag} 后面是空的", next_step="写明文件，如 汇总.csv")
    path = Path(typed).expanduser()
    if path.resolve().is_relative_to(context.folder.path.resolve()):
        raise UsageError("不能写进台账文件夹", next_step=f"把 {flag} 指到台账文件夹以外")
    return path


def write_file(path: Path, data: bytes) -> None:
    """Write a file whole, or raise StorageFailed."""
    from pdisc.render.textfiles import write_output

    write_output(path, data)


def say_written(screen: "Screen", path: Path) -> None:
    """Say where the answer lies."""
    screen.line(f"已写到 {visible(str(path))}")


def _print(
    context: Context,
    wanted: Formats,
    document: Any,
    table: "Callable[[], Table]",
    show: "Callable[[Screen], None]",
) -> None:
    if wanted is Formats.JSON:
        context.print_json(document)
    elif wanted is Formats.TABLE:
        show(context.screen)
    else:
        context.out.write(_text(wanted, document, table))


def _text(wanted: Formats, document: Any, table: "Callable[[], Table]") -> str:
    if wanted is Formats.JSON:
        import msgspec

        from pdisc.values.document import json_text

        return json_text(msgspec.to_builtins(document)) + "\n"
    from pdisc.render.grid import plain_lines
    from pdisc.render.textfiles import csv_text, markdown_text

    if wanted is Formats.CSV:
        return csv_text(table())
    if wanted is Formats.MARKDOWN:
        return markdown_text(table())
    return "".join(f"{line}\n" for line in plain_lines(table()))


def _data(wanted: Formats, document: Any, table: "Callable[[], Table]") -> bytes:
    """Return a file's bytes: UTF-8, with a mark for CSV so that Excel reads the Chinese."""
    encoding = "utf-8-sig" if wanted is Formats.CSV else "utf-8"
    return _text(wanted, document, table).encode(encoding)


def _office_data(
    wanted: Formats, table: "Callable[[], Table]", paper: "Callable[[], Paper]"
) -> bytes:
    made = paper()
    if wanted is Formats.WORD:
        from pdisc.render.word import word_bytes

        return word_bytes(made)
    from pdisc.render.excel import excel_bytes

    return excel_bytes(table(), title=made.title, on=made.on)
