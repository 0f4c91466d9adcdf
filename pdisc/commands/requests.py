"""点题公开: what people ask to be disclosed, from the day on which it came to the answer."""

from pdisc.commands import options as o
from pdisc.commands import request_options as r
from pdisc.commands.form import Form
from pdisc.commands.plan_options import ContentFile
from pdisc.context import Context
from pdisc.render import documents
from pdisc.render import requests as view
from pdisc.services import request_proposals, request_records, requests, text_files, texts
from pdisc.values.codes import request_parts
from pdisc.values.voice_kinds import AskerKind, RequestOutcome, RequestState, RequestVia
from pdisc.voices.request_outcomes import CALLED, FLAGS, MUST_SAY, NAMES, PROPOSES

ID, ID_LABEL = "点题编号", "点题编号，如 2026-D001"


def request_add(
    context: Context,
    form: Form,
    content: r.Content = None,
    asker: r.Asker = None,
    via: r.Via = None,
    received: r.ReceivedOn = None,
    name: r.Name = None,
    contact: r.Contact = None,
) -> None:
    """点题: write down what somebody asks to be disclosed."""
    said = form.need("--content", "要求公开什么", content, long=True)
    kind = form.word("--asker", asker, AskerKind)
    way = form.word("--via", via, RequestVia)
    day = form.day("--received", received)
    who = form.optional("--name", name) or ""
    where = form.optional("--contact", contact) or ""
    form.done()
    given = requests.Received(
        content=said,
        asker=kind,
        via=way,
        received_on=day,
        name=texts.short("--name", who),
        contact=where,
    )
    _say(context, requests.receive(context.station, context.signing(), given))


def request_list(
    context: Context, form: Form, state: r.State = None, open_only: r.OpenOnly = False
) -> None:
    """列出点题."""
    context.require_internal()
    wanted = form.word("--state", state, RequestState)
    form.done()
    with context.reading() as reading:
        found = request_records.listed(reading, context.today, state=wanted, open_only=open_only)
    context.answer({"requests": found}, lambda screen: view.show_requests(screen, found))


def request_show(context: Context, form: Form, id_: r.Id = None) -> None:
    """查看一件点题, with who asked: for the office alone."""
    context.require_internal()
    wanted = form.need(ID, ID_LABEL, id_)
    form.done()
    with context.reading() as reading:
        record = request_records.shown(reading, wanted, context.today)
    context.answer(record, lambda screen: view.show_petition(screen, record))


def request_decide(
    context: Context,
    form: Form,
    id_: r.Id = None,
    outcome: r.Outcome = None,
    with_: r.With = None,
    item: r.Item = None,
    title: r.Title = None,
    proposal_content: r.ProposalContent = None,
    content_file: ContentFile = None,
    reason: o.Reason = None,
    basis: o.Basis = None,
) -> None:
    """点题决定: one of the six outcomes."""
    wanted = form.need(ID, ID_LABEL, id_)
    word = form.choose("--outcome", "决定", outcome, RequestOutcome)
    drafted = {
        "--item": form.optional("--item", item),
        "--title": form.optional("--title", title),
        "--proposal-content": form.optional("--proposal-content", proposal_content, long=True),
        "--content-file": content_file,
    }
    _fitting(form, word, with_, [flag for flag, value in drafted.items() if value is not None])
    said = _said(form, word, {"disclosure": with_, "reason": reason, "basis": basis})
    form.done()
    assert word is not None, "a missing outcome has been said"
    text = text_files.Written("")
    if content_file is not None:
        text = text_files.content_file(content_file, context.stdin, context.station.files)
    draft = request_proposals.Proposal(
        item=drafted["--item"] or "",
        title=drafted["--title"] or "",
        content=drafted["--proposal-content"] or text.text,
        source=text.source,
    )
    verdict = requests.RequestVerdict(outcome=word, draft=draft, **said)
    done = requests.decide(context.station, context.signing(), wanted, verdict)
    _say(context, done.telling(*text.notes))


def _fitting(
    form: Form, word: RequestOutcome | None, with_: str | None, drafted: list[str]
) -> None:
    """Note options that don't go with an outcome, or with each other."""
    if {"--proposal-content", "--content-file"} <= set(drafted):
        form.wrong("--proposal-content 和 --content-file 只能用一个")
    if word is None:
        return
    if with_ is not None and word not in NAMES:
        form.wrong(f"--with 只用于{_quoted(NAMES)}，不用于“{word}”")
    elif with_ is not None and drafted:
        form.wrong(f"--with 和 {'、'.join(drafted)} 只能用一种：已经公开的，或者要提出公开的")
    elif drafted and word not in PROPOSES:
        form.wrong(f"{'、'.join(drafted)} 只用于{_quoted(PROPOSES)}，不用于“{word}”")


def _quoted(words: "frozenset[RequestOutcome]") -> str:
    return "、".join(f"“{word}”" for word in RequestOutcome if word in words)


def _said(form: Form, word: RequestOutcome | None, given: dict[str, str | None]) -> dict[str, str]:
    """Return the texts of a decision; those that its outcome needs are asked for, or missing."""
    must = MUST_SAY.get(word, ()) if word else ()
    found = {}
    for field, value in given.items():
        flag, long = FLAGS[field], field == "reason"
        if field in must:
            found[field] = form.need(flag, CALLED[field], value, long=long)
        else:
            found[field] = form.optional(flag, value, long=long) or ""
    return found


def request_answer(
    context: Context, form: Form, id_: r.Id = None, content: r.Answer = None
) -> None:
    """点题答复: everybody who asked the same is told."""
    wanted = form.need(ID, ID_LABEL, id_)
    said = form.optional("--content", content, long=True) or ""
    form.done()
    _say(context, requests.answer(context.station, context.signing(), wanted, content=said))


def request_extend(context: Context, form: Form, id_: r.Id = None, reason: o.Reason = None) -> None:
    """点题延期: the clock that runs gets more time, once."""
    wanted = form.need(ID, ID_LABEL, id_)
    why = form.need("--reason", "理由", reason, long=True)
    form.done()
    _say(context, requests.extend(context.station, context.signing(), wanted, reason=why))


def request_supplement(
    context: Context, form: Form, id_: r.Id = None, content: r.Added = None
) -> None:
    """点题补正: what was missing came, or the third party spoke."""
    wanted = form.need(ID, ID_LABEL, id_)
    said = form.optional("--content", content, long=True) or ""
    form.done()
    _say(context, requests.supplement(context.station, context.signing(), wanted, content=said))


def request_join(context: Context, form: Form, ids: r.Ids = None, into: r.Into = None) -> None:
    """点题并办: the same was asked before."""
    wanted = [form.text(ID, each) for each in ids or ()]
    if not any(wanted):
        wanted = [form.need(ID, "要并办的点题编号", None)]
    lead = form.need("并到", "并到哪一件点题", into)
    if lead and any(_same(each, lead) for each in wanted):
        form.wrong(f"{lead} 不能并入自己", next_step="先写要并办的，最后写并到哪一件")
    form.done()
    _say(context, requests.join(context.station, context.signing(), wanted, lead))


def _same(one: str, other: str) -> bool:
    """Say whether two texts name the same request."""
    try:
        return request_parts(one) == request_parts(other)
    except ValueError:
        return False


def request_refer(
    context: Context,
    form: Form,
    id_: r.Id = None,
    to: r.To = None,
    view_: r.View = None,
    document_number: o.DocumentNumber = None,
) -> None:
    """报告上级: a refusal is reported to a higher organisation, or its view came."""
    wanted = form.need(ID, ID_LABEL, id_)
    organ = texts.real("上级党组织名称", form.optional("--to", to) or "")
    said = form.optional("--view", view_, long=True) or ""
    paper = form.optional("--document-number", document_number) or ""
    if to is None and view_ is None:
        form.missing("--to 或 --view", "报告哪个上级党组织，或上级的意见")
    form.done()
    done = requests.refer(
        context.station, context.signing(), wanted, to=organ, view=said, document_number=paper
    )
    _say(context, done)


def _say(context: Context, done: "requests.Handled") -> None:
    """Answer with the request as it stands now, or with all of them after an act on several."""
    dry_run = context.options.dry_run
    context.answer(
        documents.handled_document(done, dry_run=dry_run),
        lambda screen: view.show_handled(screen, done, dry_run=dry_run),
    )
