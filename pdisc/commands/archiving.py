"""归档: what is still missing is told, and asked about, before it is filed."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TYPE_CHECKING

import typer

from pdisc.commands import options as o
from pdisc.commands import step_options as s
from pdisc.commands.form import Form
from pdisc.commands.several import acts_for, carry_out
from pdisc.context import Context
from pdisc.late import Late
from pdisc.services import unfiled
from pdisc.words import Retention

if TYPE_CHECKING:
    from pdisc.services import target
    from pdisc.steps import acts
else:
    acts = Late("pdisc.steps.acts")


class YesNo(StrEnum):
    """Yes or no, as it is typed."""

    YES = "是"
    NO = "否"


def archive(
    context: Context,
    form: Form,
    numbers: o.Numbers = None,
    retention: o.RetentionOption = None,
    no_opinions: s.NoOpinions = False,
) -> None:
    """归档: a 档号, and the dossier folder."""
    command = acts.Archive(
        retention=form.word("--retention", retention, Retention), no_opinions=no_opinions
    )
    aims = acts_for(context, form, numbers, "归档")
    form.done()
    if context.asks and not (context.options.dry_run or context.confirmed):
        _asked_first(context, form, aims)
    carry_out(context, context.signing(), aims, (command,))


def _asked_first(context: Context, form: Form, aims: "Iterable[target.Target]") -> None:
    """Tell which papers are missing and how they come in; go on only where she says so.

    After 归档 no paper comes any more. What can't be filed in any case isn't asked about.
    """
    with context.reading() as reading:
        found = {aim.number: unfiled.missing(reading, aim.number) for aim in aims}
    found = {number: papers for number, papers in found.items() if papers}
    if not found:
        return
    for number, papers in found.items():
        names = "、".join(paper.name for paper in papers)
        context.screen.notice(f"{number} 还缺：{names}" if len(found) > 1 else f"还缺：{names}")
    if form.choose("归档", "归档以后不能再补。现在归档吗？", None, YesNo) is not YesNo.YES:
        for number, papers in found.items():
            context.screen.hint(papers[0].added_by(number))
        raise typer.Abort
