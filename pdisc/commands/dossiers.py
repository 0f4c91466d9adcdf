"""档案: what was filed, whether it is whole, and which boxes reach the end of their time."""

from typing import Annotated

import typer

from pdisc.commands import options as o
from pdisc.commands.form import Form
from pdisc.commands.output import chosen_format, hand_over
from pdisc.context import Context
from pdisc.errors import VerifyFailed
from pdisc.render import archive, terminal
from pdisc.services import archive_boxes
from pdisc.words import Retention

BoxYear = Annotated[str | None, o.value("--year", "年", "哪一年度的，如 2026")]
Pieces = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="编号或档号", help="公开事项编号或档号；不写就是全部", show_default=False
    ),
]


def dossier_list(
    context: Context,
    form: Form,
    year: BoxYear = None,
    retention: o.RetentionOption = None,
    output: o.Format = None,
    out: o.Out = None,
) -> None:
    """列出已归档的, by 档号."""
    wanted = form.number("--year", year, most=9999)
    kept = form.word("--retention", retention, Retention)
    chosen = chosen_format(form, output, out)
    form.done()
    context.require_internal()
    with context.reading() as reading:
        found, unit = reading.filed(wanted, kept), reading.registers.unit
    hand_over(
        context,
        document={"dossiers": found},
        table=lambda: archive.pieces_table(found),
        paper=lambda: archive.pieces_paper(found, unit=unit, on=context.today),
        show=lambda screen: archive.show_pieces(screen, found),
        chosen=chosen,
        out=out,
    )


def dossier_verify(context: Context, form: Form, numbers: Pieces = None) -> None:
    """核对归档文件夹, every file by its hash; exit 9 where anything is missing or altered."""
    typed = [form.text("编号或档号", each) for each in numbers or ()]
    form.done()
    context.require_internal()
    with context.reading() as reading, context.progress() as watch:
        pieces = archive_boxes.chosen(reading, typed)
        problems = archive_boxes.damage(reading, context.folder, pieces, watch)
    document = {"ok": not problems, "dossiers": len(pieces), "problems": problems}

    def view(screen: "terminal.Screen") -> None:
        archive.show_damage(screen, len(pieces), problems)

    context.answer(document, view)
    if problems:
        raise typer.Exit(VerifyFailed.exit_code)


def dossier_due(
    context: Context,
    form: Form,
    on: o.OnDay = None,
    output: o.Format = None,
    out: o.Out = None,
) -> None:
    """保管期满的档案盒: a list for the signed decision; nothing is ever deleted."""
    day = form.day("--on", on) or context.today
    chosen = chosen_format(form, output, out)
    form.done()
    context.require_internal()
    with context.reading() as reading:
        found = [each for each in archive_boxes.boxes(reading, day) if each.due]
        unit = reading.registers.unit
    hand_over(
        context,
        document={"on": day, "boxes": found},
        table=lambda: archive.boxes_table(found),
        paper=lambda: archive.boxes_paper(found, unit=unit, on=day),
        show=lambda screen: archive.show_boxes(screen, found, on=day),
        chosen=chosen,
        out=out,
    )
