"""The five steps, and the changes of mind around them."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from pdisc.commands import options as o
from pdisc.commands.form import Form
from pdisc.context import Context, Late
from pdisc.render import views
from pdisc.words import Retention, Scope, Verdict

if TYPE_CHECKING:
    from pdisc import events
    from pdisc.services import steps
    from pdisc.services.desk import Outcome
    from pdisc.services.looking import Act
    from pdisc.steps import commands
else:
    events = Late("pdisc.events")
    steps = Late("pdisc.services.steps")
    commands = Late("pdisc.steps.commands")

Flags = list[str] | None


def _act(context: Context, form: Form, number: str | None, name: str) -> "Act":
    """Return which disclosure is meant, as it looks now; a change before the act is a conflict."""
    wanted = form.need("N", "公开事项编号", number)
    if not context.asks:
        form.done()
    from pdisc.services.looking import look

    with context.reading() as connection:
        return look(connection, wanted, name)


def _say(context: Context, outcome: "Outcome") -> None:
    context.answer(
        views.outcome_document(outcome, dry_run=context.options.dry_run),
        lambda screen: views.show_outcome(screen, outcome, dry_run=context.options.dry_run),
    )


def _body(context: Context, form: Form, content: str | None, file: str | None) -> str | None:
    """Return the text of a plan from --content or --content-file, None where neither was given."""
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
) -> None:
    """提出: a plan for one catalogue item."""
    context: Context = ctx.obj
    form = Form(context)
    wanted = form.need("CODE", "目录编号", code)
    heading = form.need("--title", "标题", title)
    body = _body(context, form, content, content_file)
    if content is None and content_file is None and not attach:
        body = form.need("--content", "正文，或用 --content-file、--attach", None, long=True)
    draft = _draft(form, scope, channel, planned, window, occurred, office, public_notice, reason)
    form.done()
    text = _read(context, body, content_file)
    command = commands.Propose(title=heading, content=text, **draft)
    papers = form.paths(attach)
    _say(context, steps.propose(context.desk, context.signing(), wanted, command, papers=papers))


def _draft(
    form: Form,
    scope: str | None,
    channel: Flags,
    planned: str | None,
    window: str | None,
    occurred: str | None,
    office: str | None,
    public_notice: bool,
    reason: str | None,
) -> dict[str, Any]:
    return {
        "scope": form.word("--scope", scope, Scope),
        "channels": form.channels("--channel", channel),
        "planned_on": form.day("--planned", planned),
        "window": form.optional("--for", window),
        "occurred_on": form.day("--occurred", occurred),
        "office": form.optional("--office", office),
        "public_notice": True if public_notice else None,
        "reason": form.optional("--reason", reason, long=True) or "",
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
) -> None:
    """修改: a new version of the plan; what isn't mentioned stays."""
    context: Context = ctx.obj
    form = Form(context)
    body = _body(context, form, content, content_file)
    heading = form.optional("--title", title)
    draft = _draft(form, scope, channel, planned, window, occurred, office, public_notice, reason)
    mentioned = (heading, body, content_file, attach, *draft.values())
    if number and not any(mentioned):
        form.wrong("没有写明要改什么", next_step=f"pdisc revise {number} --content 修改后的内容")
    act = _act(context, form, number, "修改")
    form.done()
    text = _read(context, body, content_file)
    command = commands.Revise(title=heading, content=text, **draft)
    papers = form.paths(attach)
    _say(context, steps.act_on(context.desk, context.signing(), act, command, papers=papers))


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
) -> None:
    """更正: propose a new disclosure, linked to a published one."""
    context: Context = ctx.obj
    form = Form(context)
    wanted = form.need("N", "要更正的公开事项编号", number)
    body = _body(context, form, content, content_file)
    if content is None and content_file is None and not attach:
        body = form.need(
            "--content", "更正后的内容，或用 --content-file、--attach", None, long=True
        )
    heading = form.optional("--title", title)
    draft = _draft(form, scope, channel, planned, window, occurred, office, public_notice, reason)
    form.done()
    text = _read(context, body, content_file)
    command = commands.Propose(title=heading, content=text, **draft)
    papers = form.paths(attach)
    _say(context, steps.correct(context.desk, context.signing(), wanted, command, papers=papers))


QUESTIONS = {
    "necessity": ("--necessity", "必要性"),
    "accuracy": ("--accuracy", "准确性"),
    "secrecy": ("--secrecy", "保密审查"),
    "privacy": ("--privacy", "个人隐私"),
}


def review(
    ctx: typer.Context,
    number: o.Number = None,
    necessity: Annotated[
        str | None, typer.Option("--necessity", metavar="意见", help="必要性：通过 或 不通过")
    ] = None,
    accuracy: Annotated[
        str | None, typer.Option("--accuracy", metavar="意见", help="准确性：通过 或 不通过")
    ] = None,
    secrecy: Annotated[
        str | None, typer.Option("--secrecy", metavar="意见", help="保密审查：通过 或 不通过")
    ] = None,
    privacy: Annotated[
        str | None, typer.Option("--privacy", metavar="意见", help="个人隐私：通过 或 不通过")
    ] = None,
    accept: Annotated[
        list[str] | None,
        typer.Option("--accept", metavar="编号=理由", help="说明一条审查发现，可多次"),
    ] = None,
    return_reason: Annotated[
        str | None, typer.Option("--return", metavar="理由", help="退回修改")
    ] = None,
    withhold: Annotated[
        str | None, typer.Option("--withhold", metavar="理由", help="建议不予公开，由审批人决定")
    ] = None,
    basis: o.Basis = None,
    board_inside: Annotated[
        bool, typer.Option("--board-inside", help="公开栏只设在党员活动场所，只有党员看得到")
    ] = False,
    opinion: o.Opinion = None,
) -> None:
    """审核: four verdicts by a named reviewer."""
    context: Context = ctx.obj
    form = Form(context)
    act = _act(context, form, number, "审核") if context.asks else None
    back = form.optional("--return", return_reason, long=True)
    hold = form.optional("--withhold", withhold, long=True)
    given = {"necessity": necessity, "accuracy": accuracy, "secrecy": secrecy, "privacy": privacy}
    verdicts = _verdicts(form, given, needed=not (back or hold))
    if hold and not basis:
        form.need("--basis", "不予公开的依据", basis)
    command = commands.Review(
        verdicts=verdicts,
        accept=_accepted(form, accept),
        return_reason=back or "",
        withhold_reason=hold or "",
        basis=form.optional("--basis", basis, long=True) or "",
        board_inside=board_inside,
        opinion=_agreeing(form, opinion, passing=not (back or hold)),
    )
    act = act or _act(context, form, number, "审核")
    form.done()
    _say(context, steps.act_on(context.desk, context.signing(), act, command))


def _verdicts(form: Form, given: dict[str, str | None], *, needed: bool) -> "events.Verdicts":
    found: dict[str, Verdict | None] = {}
    for name, value in given.items():
        flag, label = QUESTIONS[name]
        text = form.need(flag, f"{label}：通过 或 不通过", value) if needed else value
        found[name] = form.word(flag, text or None, Verdict)
    if needed and Verdict.FAIL in found.values():
        form.wrong(
            "有一项“不通过”，要写明怎样处理",
            next_step="加上 --return 退回理由，或 --withhold 理由 --basis 依据",
        )
    return events.Verdicts(**found)


AGAINST = ("不同意", "不通过", "不予公开", "退回")


def _agreeing(form: Form, opinion: str | None, *, passing: bool) -> str:
    text = form.optional("--opinion", opinion, long=True) or ""
    if passing and text.startswith(AGAINST):
        form.wrong(f"意见“{text}”与四项“通过”相反", next_step="退回的用 --return 理由")
    return text


def _accepted(form: Form, values: Flags) -> dict[str, str]:
    accepted = {}
    for value in values or ():
        name, mark, reason = value.partition("=")
        if not (name.strip() and mark and reason.strip()):
            form.wrong(f"--accept 应写作 编号=理由，不是“{value}”")
        accepted[name.strip()] = form.text("--accept", reason, long=True)
    return accepted


def approve(
    ctx: typer.Context,
    number: o.Number = None,
    scope: Annotated[
        str | None, typer.Option("--scope", metavar="范围", help="收窄公开范围：党内")
    ] = None,
    drop_channel: Annotated[
        list[str] | None,
        typer.Option("--drop-channel", metavar="形式", help="去掉一种公开形式，可多次"),
    ] = None,
    return_reason: Annotated[
        str | None, typer.Option("--return", metavar="理由", help="退回修改")
    ] = None,
    refuse: Annotated[
        str | None, typer.Option("--refuse", metavar="理由", help="不予公开，要写 --basis")
    ] = None,
    basis: o.Basis = None,
    escalate: Annotated[
        str | None, typer.Option("--escalate", metavar="上级", help="超出职权，报上级党组织审批")
    ] = None,
    document_number: o.DocumentNumber = None,
    evidence: o.Evidence = None,
    code: Annotated[
        str | None, typer.Option("--code", metavar="核对码", help="审批表上的核对码")
    ] = None,
    opinion: o.Opinion = None,
) -> None:
    """审批 within one's authority, 报批, or the superior's reply."""
    context: Context = ctx.obj
    form = Form(context)
    refused = form.optional("--refuse", refuse, long=True)
    if refused and not basis:
        form.need("--basis", "不予公开的依据", basis)
    command = commands.Approve(
        scope=form.word("--scope", scope, Scope),
        drop_channels=form.channels("--drop-channel", drop_channel),
        return_reason=form.optional("--return", return_reason, long=True) or "",
        refuse_reason=refused or "",
        basis=form.optional("--basis", basis, long=True) or "",
        escalate_to=form.optional("--escalate", escalate) or "",
        document_number=form.optional("--document-number", document_number) or "",
        code=form.optional("--code", code) or "",
        opinion=form.optional("--opinion", opinion, long=True) or "",
    )
    act = _act(context, form, number, "审批")
    form.done()
    papers = form.paths(evidence)
    _say(context, steps.act_on(context.desk, context.signing(), act, command, papers=papers))


def publish(
    ctx: typer.Context,
    number: o.Number = None,
    channel: Annotated[
        str | None, typer.Option("--channel", metavar="形式", help="已经用哪一种形式公开")
    ] = None,
    place: Annotated[
        str | None, typer.Option("--place", metavar="地点", help="会议室、公开栏位置，或文件发给谁")
    ] = None,
    url: Annotated[str | None, typer.Option("--url", metavar="网址", help="网站公开的网址")] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="日期", help="挂到哪一天；公示期满的日期")
    ] = None,
    document_number: o.DocumentNumber = None,
    evidence: o.Evidence = None,
) -> None:
    """实施 on one channel."""
    context: Context = ctx.obj
    form = Form(context)
    act = _act(context, form, number, "实施") if context.asks else None
    wanted = form.need("--channel", "公开形式", channel)
    (parsed,) = form.channels("--channel", [wanted] if wanted else []) or ("",)
    on_website = parsed.startswith("网站")
    address = form.need("--url", "网址", url) if on_website else form.optional("--url", url)
    where = (
        form.optional("--place", place)
        if on_website or not parsed
        else form.need("--place", "地点或发送对象", place)
    )
    command = commands.Publish(
        channel=parsed,
        place=where or "",
        url=address or "",
        until=form.day("--until", until),
        document_number=form.optional("--document-number", document_number) or "",
    )
    act = act or _act(context, form, number, "实施")
    form.done()
    papers = form.paths(evidence)
    _say(context, steps.act_on(context.desk, context.signing(), act, command, papers=papers))


def archive(
    ctx: typer.Context,
    number: o.Number = None,
    retention: Annotated[
        str | None, typer.Option("--retention", metavar="期限", help="保管期限：永久、30年 或 10年")
    ] = None,
    no_opinions: Annotated[
        bool, typer.Option("--no-opinions", help="没有收到意见（意见收集结果为“无意见”）")
    ] = False,
) -> None:
    """归档: a 档号, and the dossier folder."""
    context: Context = ctx.obj
    form = Form(context)
    command = commands.Archive(
        retention=form.word("--retention", retention, Retention), no_opinions=no_opinions
    )
    act = _act(context, form, number, "归档")
    form.done()
    _say(context, steps.act_on(context.desk, context.signing(), act, command))


def withdraw(ctx: typer.Context, number: o.Number = None, reason: o.Reason = None) -> None:
    """撤回 before the first publication."""
    context: Context = ctx.obj
    form = Form(context)
    wanted = form.need("N", "公开事项编号", number)
    command = commands.Withdraw(reason=form.need("--reason", "理由", reason, long=True))
    act = _act(context, form, wanted, "撤回")
    form.done()
    _say(context, steps.act_on(context.desk, context.signing(), act, command))


def takedown(
    ctx: typer.Context,
    number: o.Number = None,
    channel: o.ChannelOption = None,
    reason: o.Reason = None,
    still_at: Annotated[
        str | None, typer.Option("--still-at", metavar="地方", help="旧的内容还在哪里")
    ] = None,
) -> None:
    """撤下 what hangs on some channels, or on all."""
    context: Context = ctx.obj
    form = Form(context)
    wanted = form.need("N", "公开事项编号", number)
    command = commands.TakeDown(
        channels=form.channels("--channel", channel),
        reason=form.need("--reason", "理由", reason, long=True),
        still_at=form.optional("--still-at", still_at, long=True) or "",
    )
    act = _act(context, form, wanted, "撤下")
    form.done()
    _say(context, steps.act_on(context.desk, context.signing(), act, command))
