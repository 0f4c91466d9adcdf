"""提出, 修改, 更正 and 脱敏: a plan is drawn up, drawn up anew, or masked."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from pdisc.commands import options as o
from pdisc.commands.acting import act_for, say_outcome, say_registered
from pdisc.commands.form import Form
from pdisc.commands.opinions import ids_in
from pdisc.commands.plan_options import PlanOptions
from pdisc.context import Context
from pdisc.late import Late
from pdisc.services import drafts, lifting, masking, outcomes, text_files, windows_told

MaskAll = Annotated[bool, typer.Option("--all", help="遮盖全部审查发现")]
StripHidden = Annotated[
    bool, typer.Option("--strip-hidden", help="取出附件里隐藏的表、行、列、文字、批注和修订痕迹")
]
Mask = Annotated[list[str] | None, o.value("--mask", "内容", "要遮盖的内容，如姓名；可多次")]
Rectifies = Annotated[
    list[str] | None,
    o.value("--rectifies", "意见编号", "这是哪一条意见整改后的再公开，可多次"),
]

if TYPE_CHECKING:
    from pdisc.steps import acts
else:
    acts = Late("pdisc.steps.acts")


def _body(form: Form, plan: PlanOptions, *, needed: str = "") -> str | None:
    """Return what --content says or None; `needed` names what is missing without any text."""
    if plan.content is not None and plan.content_file is not None:
        form.wrong("--content 和 --content-file 只能用一个")
    body = form.optional("--content", plan.content, long=True)
    if needed and plan.content is None and plan.content_file is None and not plan.attach:
        return form.need("--content", needed, None, long=True)
    return body


def _text(context: Context, plan: PlanOptions, body: str | None) -> "text_files.Written":
    """Return the text, which may be in a file; that is read only when all else is right."""
    if plan.content_file is None:
        return text_files.Written(body or "")
    return text_files.content_file(plan.content_file, context.stdin, context.station.files)


def _files(form: Form, plan: PlanOptions, text: "text_files.Written") -> "drafts.Files":
    return drafts.Files(form.paths(plan.attach), text.source)


def propose(context: Context, form: Form, plan: PlanOptions, code: o.Code = None) -> None:
    """提出: a plan for one catalogue item."""
    wanted = form.need("目录编号", "目录编号", code)
    heading = form.need("--title", "标题", plan.title)
    body = _body(form, plan, needed="正文，或用 --content-file、--attach")
    draft = _draft(form, plan)
    form.done()
    text = _text(context, plan, body)
    command = acts.Propose(title=heading, content=text.text or None, **draft)
    files = _files(form, plan, text)
    done = drafts.propose(context.station, context.signing(), wanted, command, files)
    say_outcome(context, done.telling(*text.notes, *_window_told(context, done)))


def _window_told(context: Context, done: "outcomes.Outcome") -> tuple[str, ...]:
    """Return which window a proposal without one will answer."""
    dry_run = context.options.dry_run
    return windows_told.told(context.station, done.disclosure, dry_run=dry_run)


def _draft(form: Form, plan: PlanOptions) -> dict[str, Any]:
    """Return what is said of a plan besides its text, under the names that a command has."""
    reach, detail = form.scope("--scope", plan.scope)
    return {
        "scope": reach,
        "scope_detail": detail,
        "channels": form.channels("--channel", plan.channel),
        "planned_on": form.day("--planned", plan.planned),
        "window": form.optional("--for", plan.window),
        "occurred_on": form.day("--occurred", plan.occurred),
        "office": form.optional("--office", plan.office),
        "public_notice": True if plan.public_notice else None,
        "reason": form.optional("--reason", plan.reason, long=True) or "",
        "lifted": form.optional("--lifted", plan.lifted) or "",
    }


def revise(context: Context, form: Form, plan: PlanOptions, number: o.Number = None) -> None:
    """修改: a new version of the plan; what isn't mentioned stays."""
    body = _body(form, plan)
    heading = form.optional("--title", plan.title)
    draft = _draft(form, plan)
    mentioned = (heading, body, plan.content_file, plan.attach, *draft.values())
    if number and not any(mentioned):
        form.wrong("没有写明要改什么", next_step=f"pdisc revise {number} --content 修改后的内容")
    act = act_for(context, form, number, "修改")
    form.done()
    text = _text(context, plan, body)
    command = acts.Revise(title=heading, content=text.text or None, **draft)
    files = _files(form, plan, text)
    done = drafts.revise(context.station, context.signing(), act, command, files)
    say_outcome(context, done.telling(*text.notes))


def correct(
    context: Context,
    form: Form,
    plan: PlanOptions,
    number: o.Number = None,
    rectifies: Rectifies = None,
) -> None:
    """更正: propose a new disclosure, linked to a published one, perhaps as a 整改 of opinions."""
    wanted = form.need("公开事项编号", "要更正的公开事项编号", number)
    body = _body(form, plan, needed="更正后的内容，或用 --content-file、--attach")
    heading = form.optional("--title", plan.title)
    draft = _draft(form, plan)
    opinions = ids_in(form, rectifies, "--rectifies") if rectifies is not None else ()
    form.done()
    text = _text(context, plan, body)
    command = acts.Correct(title=heading, content=text.text or None, **draft)
    files = _files(form, plan, text)
    done = drafts.correct(
        context.station, context.signing(), wanted, command, files, rectifies=opinions
    )
    say_outcome(context, done.telling(*text.notes))


SHORTEST_MASK = 2


def redact(
    context: Context,
    form: Form,
    number: o.Number = None,
    everything: MaskAll = False,
    mask: Mask = None,
    strip_hidden: StripHidden = False,
) -> None:
    """脱敏: a new version with what was found, or what she names, masked or taken out."""
    wanted = form.need("公开事项编号", "公开事项编号", number)
    words = tuple(word for text in mask or () if (word := form.optional("--mask", text)))
    if any(len(word) < SHORTEST_MASK for word in words):
        form.wrong("--mask 至少写两个字：一个字会把别的内容也遮掉", next_step="写全姓名")
    if not everything and not mask and not strip_hidden:
        form.missing(
            "--all、--mask 或 --strip-hidden", "遮盖全部发现、写明要遮盖的内容，或取出隐藏内容"
        )
    act = act_for(context, form, wanted, "脱敏")
    form.done()
    asked = masking.Asked(everything=everything, words=words, hidden=strip_hidden)
    done = masking.redact(context.station, context.signing(), act, asked)
    say_outcome(context, done)


def lift(
    context: Context,
    form: Form,
    code: o.Code = None,
    document_number: o.DocumentNumber = None,
    reason: o.Reason = None,
) -> None:
    """准予公开的摘录: a superior's paper lets an extract pass although it bears a mark."""
    wanted = form.need("目录编号", "目录编号", code)
    paper = form.need("--document-number", "准予公开的文号", document_number)
    why = form.need("--reason", "理由", reason, long=True)
    form.done()
    done = lifting.lift_mark(
        context.station, context.signing(), wanted, document_number=paper, reason=why
    )
    follow = f"pdisc propose {wanted} --lifted {paper} --title 标题 --content-file 摘录.txt"
    say_registered(context, done, f"{wanted} 按 {paper} 准予公开摘录", follow)
