"""提出, 修改, 更正 and 脱敏: a plan is drawn up, drawn up anew, or masked."""

from typing import TYPE_CHECKING, Any

import typer

from pdisc.commands import options as o
from pdisc.commands.acting import act_for, say_outcome
from pdisc.commands.form import Form
from pdisc.context import Context, Late

if TYPE_CHECKING:
    from pdisc.render import views
    from pdisc.services import drafts, registers
    from pdisc.steps import commands
else:
    views = Late("pdisc.render.views")
    drafts = Late("pdisc.services.drafts")
    registers = Late("pdisc.services.registers")
    commands = Late("pdisc.steps.commands")


def _body(form: Form, content: str | None, file: str | None) -> str | None:
    """Return what --content says or None; note it where a file is named as well."""
    if content is not None and file is not None:
        form.wrong("--content 和 --content-file 只能用一个")
    return form.optional("--content", content, long=True)


def _read(context: Context, body: str | None, file: str | None) -> str | None:
    if file is None:
        return body
    from pdisc.services.texts import content_file

    return content_file(file, context.stdin)


def propose(
    ctx: typer.Context,
    code: o.Code = None,
    title: o.Title = None,
    content: o.Content = None,
    content_file: o.ContentFile = None,
    attach: o.Attach = None,
    scope: o.ScopeOption = None,
    channel: o.ChannelOption = None,
    planned: o.Planned = None,
    window: o.Window = None,
    occurred: o.Occurred = None,
    office: o.OfficeOption = None,
    public_notice: o.PublicNotice = False,
    reason: o.Reason = None,
    lifted: o.Lifted = None,
) -> None:
    """提出: a plan for one catalogue item."""
    context: Context = ctx.obj
    form = Form(context)
    wanted = form.need("CODE", "目录编号", code)
    heading = form.need("--title", "标题", title)
    body = _body(form, content, content_file)
    if content is None and content_file is None and not attach:
        body = form.need("--content", "正文，或用 --content-file、--attach", None, long=True)
    draft = _draft(form, scope, channel, planned, window, occurred, office, public_notice)
    draft |= _grounds(form, reason, lifted)
    form.done()
    text = _read(context, body, content_file)
    command = commands.Propose(title=heading, content=text, **draft)
    papers = form.paths(attach)
    say_outcome(
        context, drafts.propose(context.desk, context.signing(), wanted, command, papers=papers)
    )


def _draft(
    form: Form,
    scope: str | None,
    channel: list[str] | None,
    planned: str | None,
    window: str | None,
    occurred: str | None,
    office: str | None,
    public_notice: bool,
) -> dict[str, Any]:
    """Return what is said of a plan besides its text, under the names that a command has."""
    reach, detail = form.scope("--scope", scope)
    return {
        "scope": reach,
        "scope_detail": detail,
        "channels": form.channels("--channel", channel),
        "planned_on": form.day("--planned", planned),
        "window": form.optional("--for", window),
        "occurred_on": form.day("--occurred", occurred),
        "office": form.optional("--office", office),
        "public_notice": True if public_notice else None,
    }


def _grounds(form: Form, reason: str | None, lifted: str | None) -> dict[str, str]:
    """Return the reason for a narrower scope, and the paper that lets a mark pass."""
    return {
        "reason": form.optional("--reason", reason, long=True) or "",
        "lifted": form.optional("--lifted", lifted) or "",
    }


def revise(
    ctx: typer.Context,
    number: o.Number = None,
    title: o.Title = None,
    content: o.Content = None,
    content_file: o.ContentFile = None,
    attach: o.Attach = None,
    scope: o.ScopeOption = None,
    channel: o.ChannelOption = None,
    planned: o.Planned = None,
    window: o.Window = None,
    occurred: o.Occurred = None,
    office: o.OfficeOption = None,
    public_notice: o.PublicNotice = False,
    reason: o.Reason = None,
    lifted: o.Lifted = None,
) -> None:
    """修改: a new version of the plan; what isn't mentioned stays."""
    context: Context = ctx.obj
    form = Form(context)
    body = _body(form, content, content_file)
    heading = form.optional("--title", title)
    draft = _draft(form, scope, channel, planned, window, occurred, office, public_notice)
    draft |= _grounds(form, reason, lifted)
    mentioned = (heading, body, content_file, attach, *draft.values())
    if number and not any(mentioned):
        form.wrong("没有写明要改什么", next_step=f"pdisc revise {number} --content 修改后的内容")
    act = act_for(context, form, number, "修改")
    form.done()
    text = _read(context, body, content_file)
    command = commands.Revise(title=heading, content=text, **draft)
    papers = form.paths(attach)
    say_outcome(
        context, drafts.revise(context.desk, context.signing(), act, command, papers=papers)
    )


def correct(
    ctx: typer.Context,
    number: o.Number = None,
    title: o.Title = None,
    content: o.Content = None,
    content_file: o.ContentFile = None,
    attach: o.Attach = None,
    scope: o.ScopeOption = None,
    channel: o.ChannelOption = None,
    planned: o.Planned = None,
    window: o.Window = None,
    occurred: o.Occurred = None,
    office: o.OfficeOption = None,
    public_notice: o.PublicNotice = False,
    reason: o.Reason = None,
    lifted: o.Lifted = None,
) -> None:
    """更正: propose a new disclosure, linked to a published one."""
    context: Context = ctx.obj
    form = Form(context)
    wanted = form.need("N", "要更正的公开事项编号", number)
    body = _body(form, content, content_file)
    if content is None and content_file is None and not attach:
        body = form.need(
            "--content", "更正后的内容，或用 --content-file、--attach", None, long=True
        )
    heading = form.optional("--title", title)
    draft = _draft(form, scope, channel, planned, window, occurred, office, public_notice)
    draft |= _grounds(form, reason, lifted)
    form.done()
    text = _read(context, body, content_file)
    command = commands.Correct(title=heading, content=text, **draft)
    papers = form.paths(attach)
    say_outcome(
        context, drafts.correct(context.desk, context.signing(), wanted, command, papers=papers)
    )


SHORTEST_MASK = 2


def redact(
    ctx: typer.Context,
    number: o.Number = None,
    everything: o.MaskAll = False,
    mask: o.Mask = None,
) -> None:
    """脱敏: a new version with what was found, or what she names, masked."""
    context: Context = ctx.obj
    form = Form(context)
    wanted = form.need("N", "公开事项编号", number)
    words = tuple(word for text in mask or () if (word := form.optional("--mask", text)))
    if any(len(word) < SHORTEST_MASK for word in words):
        form.wrong("--mask 至少写两个字：一个字会把别的内容也遮掉", next_step="写全姓名")
    if not everything and not mask:
        form.missing("--all 或 --mask", "遮盖全部发现，或写明要遮盖的内容")
    act = act_for(context, form, wanted, "脱敏")
    form.done()
    done = drafts.redact(context.desk, context.signing(), act, everything=everything, words=words)
    say_outcome(context, done)


def lift(
    ctx: typer.Context,
    code: o.Code = None,
    document_number: o.DocumentNumber = None,
    reason: o.Reason = None,
) -> None:
    """准予公开的摘录: a superior's paper lets an extract pass although it bears a mark."""
    context: Context = ctx.obj
    form = Form(context)
    wanted = form.need("CODE", "目录编号", code)
    paper = form.need("--document-number", "准予公开的文号", document_number)
    why = form.need("--reason", "理由", reason, long=True)
    form.done()
    done = registers.lift_mark(
        context.desk, context.signing(), wanted, document_number=paper, reason=why
    )
    follow = f"pdisc propose {wanted} --lifted {paper} --title 标题 --content-file 摘录.txt"
    dry_run = context.options.dry_run
    context.answer(
        views.event_document(done, dry_run=dry_run),
        lambda screen: views.show_registered(
            screen, done, f"{wanted} 按 {paper} 准予公开摘录", follow, dry_run=dry_run
        ),
    )
