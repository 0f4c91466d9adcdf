"""Screening any file before it is posted anywhere; no ledger is needed."""

from pathlib import Path
from typing import Annotated

import typer

from pdisc.commands import options as o
from pdisc.commands.form import Form
from pdisc.commands.output import as_document
from pdisc.context import Context
from pdisc.errors import ExitCode
from pdisc.render import screening as view
from pdisc.services import screening

Files = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="文件…",
        help="要审查的文件，可多个，也可写 *.docx；- 为标准输入",
        show_default=False,
    ),
]


def screen(
    context: Context, form: Form, files: Files = None, exit_code: o.ExitCodeOption = False
) -> None:
    """审查任意文件: marks of secrecy, personal information, and what can't be read."""
    named = [name for name in files or () if name.strip()]
    if not named:
        named = [form.need("文件", "要审查的文件", None)]
    form.done()
    found = (
        (screening.screened_file("标准输入.txt", _typed(context)),)
        if named == ["-"]
        else screening.screen_files([Path(name).expanduser() for name in named])
    )
    total = sum(len(each.findings) for each in found)
    findings = [
        {"file": each.file, **as_document(spot)} for each in found for spot in each.findings
    ]
    document = {"files": found, "found": total, "findings": findings}
    context.answer(document, lambda screen: view.show_screened(screen, found))
    if exit_code and total:
        raise typer.Exit(ExitCode.ATTENTION)


def _typed(context: Context) -> bytes:
    raw = getattr(context.stdin, "buffer", None)
    data: bytes = raw.read() if raw is not None else context.stdin.read().encode()
    return data
