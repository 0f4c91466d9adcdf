"""Handing an answer over as a table, CSV, JSON or Markdown, on the screen or into a file."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pdisc.context import Context
from pdisc.errors import UsageError
from pdisc.text import json_text, visible

if TYPE_CHECKING:
    from pdisc.render.table import Table
    from pdisc.render.terminal import Screen


class Formats(StrEnum):
    """The formats that are text."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    MARKDOWN = "md"


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
    show: "Callable[[Screen], None]",
    chosen: Formats | None,
    out: str | None,
) -> None:
    """Print an answer in the chosen format, or write it whole into a file.

    `document` is plain data for JSON, `table` the full table for files, `show` draws on a screen.
    Raises UsageError for a file inside the ledger folder, StorageFailed where it can't be written.
    """
    if out is None:
        wanted = Formats.JSON if context.options.json else chosen or Formats.TABLE
        _print(context, wanted, document, table, show)
        return
    if not out.strip():
        raise UsageError("--out 后面是空的", next_step="写明文件，如 --out 汇总.csv")
    wanted = chosen or (Formats.JSON if context.options.json else Formats.TABLE)
    path = Path(out).expanduser()
    if path.resolve().is_relative_to(context.folder.path.resolve()):
        raise UsageError("不能写进台账文件夹", next_step="把 --out 指到台账文件夹以外")
    from pdisc.render.files import write_output

    write_output(path, _data(wanted, document, table))
    written = {"file": str(path)}
    context.answer(written, lambda screen: screen.line(f"已写到 {visible(str(path))}"))


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
    import msgspec

    if wanted is Formats.JSON:
        return json_text(msgspec.to_builtins(document)) + "\n"
    from pdisc.render.files import csv_text, markdown_text
    from pdisc.render.table import plain_lines

    if wanted is Formats.CSV:
        return csv_text(table())
    if wanted is Formats.MARKDOWN:
        return markdown_text(table())
    return "".join(f"{line}\n" for line in plain_lines(table()))


def _data(wanted: Formats, document: Any, table: "Callable[[], Table]") -> bytes:
    """Return a file's bytes: UTF-8, with a mark for CSV so that Excel reads the Chinese."""
    encoding = "utf-8-sig" if wanted is Formats.CSV else "utf-8"
    return _text(wanted, document, table).encode(encoding)
