"""意见: 登记 批办 办结, and where each stands."""

from collections.abc import Sequence
from typing import Annotated

from pdisc.commands import options as o
from pdisc.commands.form import Form
from pdisc.commands.quoted import MARKED, quotable
from pdisc.context import Context
from pdisc.errors import UsageError
from pdisc.render import opinions as view
from pdisc.services import opinion_lookup, opinions, target
from pdisc.values.ranges import listed
from pdisc.values.voice_kinds import OpinionResult
from pdisc.voices.opinion_rules import RECTIFYING

Ids = Annotated[list[str] | None, o.named("意见编号…", "意见编号，可多个，如 2026-0001-Y1")]
Said = Annotated[str | None, o.value("--content", "内容", "反映了什么")]
Giver = Annotated[str | None, o.value("--from", "姓名", "谁反映的；只在本单位的意见清单里看得到")]
Via = Annotated[str | None, o.value("--via", "方式", "怎样收到的，如 意见箱、电话")]
ReceivedOn = Annotated[
    str | None, o.value("--received", "日期", "哪一天收到的；不写就是 --on，都不写就是今天")
]
Assignee = Annotated[str | None, o.value("--to", "姓名", "交给谁办")]
Result = Annotated[
    str | None,
    o.value("--result", "结果", "属实、部分属实、不属实、采纳 或 不采纳", OpinionResult),
]
Feedback = Annotated[str | None, o.value("--feedback", "反馈", "怎样答复反映的人")]
Rectify = Annotated[str | None, o.value("--rectify", "整改", "要整改什么；和 --to、--due 一起写")]
Holder = Annotated[str | None, o.value("--to", "姓名", "谁负责整改")]
DueOn = Annotated[str | None, o.value("--due", "日期", "整改到哪一天为止")]


def ids_in(form: Form, typed: Sequence[str] | None, flag: str = "意见编号") -> tuple[str, ...]:
    """Return the names of opinions that were typed, in their one spelling; asked for where none."""
    given = listed(form.text(flag, each) for each in typed or ())
    if not given:
        given = listed([form.need(flag, "意见编号，如 2026-0001-Y1", None)])
    if quotable(" ".join(given)) == MARKED:
        raise UsageError(MARKED)
    try:
        return opinion_lookup.meant(given)
    except ValueError as error:
        form.wrong(str(error), next_step="看有哪些：pdisc opinion list")
        return ()


def opinion_add(
    context: Context,
    form: Form,
    number: o.Number = None,
    content: Said = None,
    giver: Giver = None,
    via: Via = None,
    received: ReceivedOn = None,
) -> None:
    """登记一条意见 on what was published."""
    context.require_internal()
    wanted = form.need("公开事项编号", "公开事项编号", number)
    said = form.need("--content", "反映了什么", content, long=True)
    who = form.text("--from", giver)
    how = form.text("--via", via)
    day = form.day("--received", received)
    form.done()
    typed = opinions.OpinionGiven(content=said, giver=who, via=how, received_on=day)
    done = opinions.add(context.station, context.signing(), wanted, typed)
    _say(context, done, "收到意见")


def opinion_list(context: Context, form: Form, number: o.Number = None) -> None:
    """列出意见, of one disclosure or of all, with who said each."""
    context.require_internal()
    wanted = form.optional("公开事项编号", number) or ""
    form.done()
    with context.reading() as reading:
        if wanted and not reading.step_count(wanted):
            raise target.missing_disclosure(reading, wanted)
        found = opinion_lookup.listed(reading, context.today, wanted)
    context.answer({"opinions": found}, lambda screen: view.show_list(screen, found, wanted))


def opinion_assign(context: Context, form: Form, ids: Ids = None, to: Assignee = None) -> None:
    """批办: somebody is to look into one opinion, or several."""
    context.require_internal()
    wanted = ids_in(form, ids)
    who = form.need("--to", "交给谁办", to)
    form.done()
    _say(context, opinions.assign(context.station, context.signing(), wanted, who), "批办")


def opinion_settle(
    context: Context,
    form: Form,
    ids: Ids = None,
    result: Result = None,
    feedback: Feedback = None,
    rectify: Rectify = None,
    to: Holder = None,
    due: DueOn = None,
) -> None:
    """办结: what came of one opinion, or of several, and what has to be put right."""
    context.require_internal()
    wanted = ids_in(form, ids)
    word = form.choose("--result", "办理结果", result, OpinionResult)
    answer = form.need("--feedback", "怎样答复反映的人", feedback, long=True)
    what = form.text("--rectify", rectify, long=True)
    who = form.text("--to", to)
    day = form.day("--due", due)
    said = {"--rectify": what, "--to": who, "--due": due}
    if any(value for value in said.values()):
        for flag, label in RECTIFYING.items():
            if not said[flag]:
                form.missing(flag, label)
    form.done()
    assert word is not None, "a missing word has been said"
    typed = opinions.Settling(result=word, feedback=answer, rectify=what, to=who, due_on=day)
    _say(context, opinions.settle(context.station, context.signing(), wanted, typed), "办结")


def _say(context: Context, done: "opinions.OpinionsDone", act: str) -> None:
    """Answer with the opinions as they stand now; one of them also by its own fields."""
    dry_run = context.options.dry_run
    context.answer(
        view.handled_document(done, dry_run=dry_run),
        lambda screen: view.show_handled(screen, done, act, dry_run=dry_run),
    )
