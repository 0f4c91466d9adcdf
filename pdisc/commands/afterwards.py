"""What comes after a step and is none: 改期次 and 补件."""

from typing import TYPE_CHECKING, Annotated

from pdisc.commands import options as o
from pdisc.commands import step_options as s
from pdisc.commands.acting import act_for, say_outcome
from pdisc.commands.form import Form
from pdisc.context import Context
from pdisc.late import Late
from pdisc.services import reassigning, steps
from pdisc.words import PaperOf

if TYPE_CHECKING:
    from pdisc.steps import acts
else:
    acts = Late("pdisc.steps.acts")

StepOption = Annotated[
    str | None,
    o.value("--step", "步骤", "哪一步的凭证：审核、审批、报批 或 实施", PaperOf),
]
OfChannel = Annotated[
    str | None, o.value("--channel", "形式", "实施的凭证：是哪一种公开形式的，如 公开栏")
]
Papers = Annotated[list[str] | None, o.value("--file", "文件", "后来才到的凭证，可多次")]
Occurrence = Annotated[str | None, o.value("--occurred", "日期", "随时事项：是哪一天发生的事")]


def evidence(
    context: Context,
    form: Form,
    number: o.Number = None,
    step: StepOption = None,
    channel: OfChannel = None,
    file: Papers = None,
    not_a_mark: s.NotAMark = None,
) -> None:
    """补件: papers of a step that was done already."""
    wanted = form.need("公开事项编号", "公开事项编号", number)
    word = form.choose("--step", "哪一步的凭证", step, PaperOf)
    (named,) = form.channels("--channel", [channel] if channel is not None else []) or ("",)
    if named and word not in (None, PaperOf.PUBLISH):
        form.wrong(f"--channel 只用于实施的凭证，不用于{word}的", next_step="去掉 --channel")
    papers = form.paths(file or [form.need("--file", "凭证文件", None)])
    excuse = form.optional("--not-a-mark", not_a_mark, long=True) or ""
    act = act_for(context, form, wanted, "补件")
    form.done()
    assert word is not None, "a missing step has been said"
    command = acts.AddPapers(step=word, channel=named)
    done = steps.act_on(context.station, context.signing(excuse), act, command, papers=papers)
    say_outcome(context, done)


def reassign(
    context: Context,
    form: Form,
    number: o.Number = None,
    window: o.Window = None,
    occurred: Occurrence = None,
    reason: o.Reason = None,
) -> None:
    """改期次: the window, or the occurrence, that a disclosure answers."""
    wanted = form.need("公开事项编号", "公开事项编号", number)
    if window is not None and occurred is not None:
        form.wrong(
            "--for 和 --occurred 只写一个", next_step="定期事项写 --for，随时事项写 --occurred"
        )
    day = form.day("--occurred", occurred)
    period = None
    if occurred is None:
        period = form.need("--for", "期次，如 2026-Q3；随时事项改用 --occurred 日期", window)
    why = form.need("--reason", "理由", reason, long=True)
    act = act_for(context, form, wanted, "改期次")
    form.done()
    command = acts.Reassign(window=period or None, occurred_on=day, reason=why)
    say_outcome(context, reassigning.reassign(context.station, context.signing(), act, command))
