"""Handing an answer over: shown on the screen, printed in a format, or written into a file."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from pdisc.commands.form import Form
from pdisc.context import Context
from pdisc.errors import UsageError
from pdisc.render import output_file, terminal
from pdisc.render.formats.choices import DOCUMENT, FORMATS, SCREEN, endings
from pdisc.render.grid import Table
from pdisc.render.paper import Paper, Reply
from pdisc.text import visible

FOREIGN = frozenset({"doc", "xls", "pdf", "wps", "et", "ofd", "ppt", "pptx", "rtf"})
"""Endings of files that aren't made here: a file of that name would not open, or not as it says."""

ALSO = {"txt": SCREEN, "htm": "html"}
"""Endings that stand for a format of another name."""


def chosen_format(form: Form, given: str | None, out: str | None) -> str | None:
    """Return the chosen format, or None; a file for a program is known by its name's ending.

    What is wrong is noted in the form: an unknown format, or a file without --out.
    """
    chosen = form.listed("--format", given, FORMATS)
    if chosen is not None and FORMATS[chosen].program and out is None:
        form.wrong(
            f"{chosen} 是文件，显示不了，要写明存到哪里",
            next_step=f"加上 --out，如 --out 清单.{chosen}",
        )
    if given is not None or out is None or not out.strip():
        return chosen
    return _by_ending(form, Path(out.strip()).suffix.lower().removeprefix("."))


def _by_ending(form: Form, ending: str) -> str | None:
    """Return the format that a file's name says; notes one that says none that is made here."""
    if ending in ALSO:
        return ALSO[ending]
    if ending in FORMATS.keys() - {SCREEN}:
        return ending
    if ending in FOREIGN or not form.context.options.json:
        told = f"不能存成 .{ending}" if ending else "--out 的文件名没有写是哪一种文件"
        form.wrong(told, next_step=f"--out 的文件名写 {endings()}")
    return None


def as_document(record: Any) -> dict[str, Any]:
    """Return a frozen record as plain data, to be joined with more for one JSON document."""
    import msgspec

    document: dict[str, Any] = msgspec.to_builtins(record)
    return document


def hand_over(
    context: Context,
    *,
    document: Any,
    table: Callable[[], Table],
    paper: Callable[[], Paper],
    show: "Callable[[terminal.Screen], None]",
    chosen: str | None,
    out: str | None,
    more: Callable[[], Sequence[Table]] = tuple,
) -> None:
    """Print an answer in the chosen format, or write it whole into a file.

    `document`, `table`, `paper` and `more` are what a `Reply` holds; `show` draws on a screen.
    `chosen` comes from `chosen_format`. Raises UsageError for a file inside the ledger folder,
    StorageFailed where it can't be written.
    """
    reply = Reply(document, table, paper, more)
    if out is None:
        wanted = DOCUMENT if context.options.json else chosen or SCREEN
        _print(context, wanted, reply, show)
        return
    path = outside_ledger(context, "--out", out)
    wanted = chosen or (DOCUMENT if context.options.json else SCREEN)
    output_file.write_output(path, FORMATS[wanted].data(reply))
    context.answer({"file": str(path)}, lambda screen: say_written(screen, path))


def _print(
    context: Context, wanted: str, reply: Reply, show: "Callable[[terminal.Screen], None]"
) -> None:
    if wanted == DOCUMENT:
        context.print_json(reply.document)
    elif wanted == SCREEN:
        show(context.screen)
    else:
        text = FORMATS[wanted].maker.made(reply)
        assert isinstance(text, str), "a file without --out has been refused"
        context.out.write(text)


def outside_ledger(context: Context, flag: str, typed: str) -> Path:
    """Return the path that was typed; raise UsageError for none and for the ledger's folder."""
    if not typed.strip():
        raise UsageError(f"{flag} 后面是空的", next_step="写明文件，如 汇总.csv")
    return context.folder.outside(Path(typed).expanduser(), flag)


def say_written(screen: "terminal.Screen", path: Path) -> None:
    """Say where the answer lies; at a terminal, where nobody may know the folder, in full."""
    whole = path if screen.height is None else path.resolve()
    screen.line(f"已写到 {visible(str(whole))}")
