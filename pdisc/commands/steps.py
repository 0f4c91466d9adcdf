"""审核, 审批, 实施, and the ways back: 撤回 and 撤下."""

import re
import unicodedata
from typing import TYPE_CHECKING

import msgspec

from pdisc.commands import options as o
from pdisc.commands import step_options as s
from pdisc.commands.acting import act_for, say_outcome
from pdisc.commands.beginnings import take_down_opening
from pdisc.commands.form import Form
from pdisc.commands.several import acts_for, carry_out, numbers_in, one_alone
from pdisc.context import Context
from pdisc.late import Late
from pdisc.services import steps, windows_told
from pdisc.values.codes import is_code
from pdisc.values.parts import VERDICT_NAMES, Verdicts
from pdisc.words import Ground, Verdict

if TYPE_CHECKING:
    from pdisc.steps import acts
else:
    acts = Late("pdisc.steps.acts")


def review(
    context: Context,
    form: Form,
    numbers: o.Numbers = None,
    necessity: s.Necessity = None,
    accuracy: s.Accuracy = None,
    secrecy: s.Secrecy = None,
    privacy: s.Privacy = None,
    accept: s.Accept = None,
    return_reason: s.Return = None,
    withhold: s.Withhold = None,
    basis: o.Basis = None,
    board_inside: s.BoardInside = False,
    opinion: s.Opinion = None,
    not_a_mark: s.NotAMark = None,
) -> None:
    """审核: four verdicts by a named reviewer."""
    back = form.optional("--return", return_reason, long=True)
    hold = form.optional("--withhold", withhold, long=True)
    given = {"necessity": necessity, "accuracy": accuracy, "secrecy": secrecy, "privacy": privacy}
    verdicts = _verdicts(form, given, needed=not (back or hold))
    if not (back or hold):
        back = _way_back(form, verdicts)
    why = _basis(form, basis, needed=bool(hold))
    command = acts.Review(
        verdicts=verdicts,
        accept=_accepted(form, accept),
        return_reason=back or "",
        withhold_reason=hold or "",
        basis=why,
        board_inside=board_inside,
        opinion=_agreeing(form, opinion, passing=not (back or hold)),
    )
    excuse = form.optional("--not-a-mark", not_a_mark, long=True) or ""
    aims = acts_for(context, form, numbers, "审核")
    one_alone(form, aims, accept, "--accept", "每一件的审查发现要分别说明")
    form.done()
    carry_out(context, context.signing(excuse), aims, (command,))


def _verdicts(form: Form, given: dict[str, str | None], *, needed: bool) -> Verdicts:
    found: dict[str, Verdict | None] = {}
    for name, value in given.items():
        flag, label = f"--{name}", VERDICT_NAMES[name]
        found[name] = (
            form.choose(flag, label, value, Verdict) if needed else form.word(flag, value, Verdict)
        )
    return Verdicts(**found)


def _basis(form: Form, basis: str | None, *, needed: bool) -> str:
    """Return the basis of 不予公开: required with it, welcome elsewhere."""
    if needed:
        return form.need("--basis", "不予公开的依据", basis, long=True)
    return form.optional("--basis", basis, long=True) or ""


def _way_back(form: Form, verdicts: Verdicts) -> str | None:
    """Return the reason for a return where a verdict is 不通过 and nothing was said of it."""
    given = (verdicts.necessity, verdicts.accuracy, verdicts.secrecy, verdicts.privacy)
    if Verdict.FAIL not in given:
        return None
    if form.context.asks:
        return form.need("--return", "有一项不通过，退回的理由", None, long=True)
    form.wrong(
        "有一项“不通过”，要写明怎样处理",
        next_step="加上 --return 退回理由，或 --withhold 理由 --basis 依据",
    )
    return None


SPAN = r"(?a)F(\d{1,4})[-~—至到]F?(\d{1,4})"
AGAINST = ("不同意", "不通过", "不予公开", "退回")


def _agreeing(form: Form, opinion: str | None, *, passing: bool) -> str:
    text = form.optional("--opinion", opinion, long=True) or ""
    if passing and text.startswith(AGAINST):
        form.wrong(f"意见“{text}”与四项“通过”相反", next_step="退回的用 --return 理由")
    return text


def _accepted(form: Form, values: list[str] | None) -> dict[str, str]:
    """Return the reason for each finding; F1、F3-F5=理由 gives one reason for several."""
    accepted = {}
    for value in values or ():
        names, mark, reason = value.replace("＝", "=").partition("=")
        ids = _ids(unicodedata.normalize("NFKC", names).upper())
        if not (ids and mark and reason.strip()):
            form.wrong(f"--accept 应写作 编号=理由，不是“{value}”")
        said = _grounded(form, names.strip(), form.text("--accept", reason, long=True))
        accepted.update(dict.fromkeys(ids, said))
    return accepted


def _grounded(form: Form, names: str, reason: str) -> str:
    """Return a reason with its ground at the head; who sits at a terminal is asked for that."""
    if not (reason and form.context.asks) or reason.startswith(tuple(Ground)):
        return reason
    ground = form.choose("--accept", f"{names} 可以公开的依据", None, Ground)
    return f"{ground}：{reason}"


def _ids(names: str) -> list[str]:
    found: list[str] = []
    for name in re.split(r"[\s,、;]+", names.strip()):
        span = re.fullmatch(SPAN, name)
        numbers = range(int(span[1]), int(span[2]) + 1) if span else ()
        found += [f"F{number}" for number in numbers] if span else [name] * bool(name)
    return found


def approve(
    context: Context,
    form: Form,
    numbers: o.Numbers = None,
    scope: s.Narrow = None,
    drop_channel: s.DropChannel = None,
    return_reason: s.Return = None,
    refuse: s.Refuse = None,
    basis: o.Basis = None,
    escalate: s.Escalate = None,
    document_number: o.DocumentNumber = None,
    evidence: s.Evidence = None,
    code: s.CheckCode = None,
    opinion: s.Opinion = None,
    not_a_mark: s.NotAMark = None,
) -> None:
    """审批 within one's authority, 报批, or the superior's reply."""
    refused = form.optional("--refuse", refuse, long=True)
    why = _basis(form, basis, needed=bool(refused))
    reach, detail = form.scope("--scope", scope)
    command = acts.Approve(
        scope=reach,
        scope_detail=detail,
        drop_channels=form.channels("--drop-channel", drop_channel),
        return_reason=form.optional("--return", return_reason, long=True) or "",
        refuse_reason=refused or "",
        basis=why,
        escalate_to=form.optional("--escalate", escalate) or "",
        document_number=form.optional("--document-number", document_number) or "",
        code=form.optional("--code", code) or "",
        opinion=form.optional("--opinion", opinion, long=True) or "",
    )
    excuse = form.optional("--not-a-mark", not_a_mark, long=True) or ""
    aims = acts_for(context, form, numbers, "审批")
    one_alone(form, aims, code, "--code", "每一件的核对码不同")
    form.done()
    papers = form.paths(evidence)
    carry_out(context, context.signing(excuse), aims, (command,), papers=papers)


def publish(
    context: Context,
    form: Form,
    numbers: o.Numbers = None,
    channel: s.Used = None,
    place: s.Place = None,
    url: s.Url = None,
    until: s.Until = None,
    document_number: o.DocumentNumber = None,
    evidence: s.Evidence = None,
    not_a_mark: s.NotAMark = None,
) -> None:
    """实施 on one channel or several, each recorded for itself."""
    given = [each for each in channel or [form.need("--channel", "公开形式", None)] if each]
    usual = acts.Publish(
        channel="",
        until=form.day("--until", until),
        document_number=form.optional("--document-number", document_number) or "",
    )
    commands = _by_channel(form, usual, form.channels("--channel", given), place, url)
    excuse = form.optional("--not-a-mark", not_a_mark, long=True) or ""
    aims = acts_for(context, form, numbers, "实施")
    form.done()
    papers = form.paths(evidence)
    carry_out(
        context, context.signing(excuse), aims, commands, papers=papers, tell=windows_told.published
    )


def _by_channel(
    form: Form, usual: "acts.Publish", channels: tuple[str, ...], place: str | None, url: str | None
) -> tuple["acts.Publish", ...]:
    """Return one record a channel: of several, 网站 gets the address and the others the place."""
    websites = [each for each in channels if each.startswith("网站")]
    boards = [each for each in channels if each not in websites]
    address = form.need("--url", "网站的网址", url) if websites else form.optional("--url", url)
    where = (
        form.need("--place", "地点或发送对象", place) if boards else form.optional("--place", place)
    )
    mixed = bool(websites and boards)
    return tuple(
        msgspec.structs.replace(
            usual,
            channel=each,
            place="" if mixed and each in websites else where or "",
            url="" if mixed and each in boards else address or "",
        )
        for each in channels
    )


def withdraw(
    context: Context,
    form: Form,
    numbers: o.Numbers = None,
    reason: o.Reason = None,
    not_a_mark: s.NotAMark = None,
) -> None:
    """撤回 before the first publication."""
    wanted = numbers_in(form, numbers)
    command = acts.Withdraw(reason=form.need("--reason", "理由", reason, long=True))
    excuse = form.optional("--not-a-mark", not_a_mark, long=True) or ""
    aims = acts_for(context, form, wanted, "撤回")
    form.done()
    carry_out(context, context.signing(excuse), aims, (command,))


def takedown(
    context: Context,
    form: Form,
    number: o.Number = None,
    channel: o.ChannelOption = None,
    reason: o.Reason = None,
    still_at: s.StillAt = None,
    not_a_mark: s.NotAMark = None,
) -> None:
    """撤下 what hangs on some channels, or on all; by a code, what hung before the ledger began."""
    wanted = form.need("公开事项编号", "公开事项编号", number)
    if is_code(wanted):
        beside = [flag for flag, value in ((STILL_AT, still_at), (EXCUSE, not_a_mark)) if value]
        take_down_opening(context, form, wanted, channel, reason, beside=beside)
        return
    command = acts.TakeDown(
        channels=form.channels("--channel", channel),
        reason=form.need("--reason", "理由", reason, long=True),
        still_at=form.optional("--still-at", still_at, long=True) or "",
    )
    excuse = form.optional("--not-a-mark", not_a_mark, long=True) or ""
    act = act_for(context, form, wanted, "撤下")
    form.done()
    say_outcome(context, steps.act_on(context.station, context.signing(excuse), act, command))


STILL_AT, EXCUSE = "--still-at", "--not-a-mark"
