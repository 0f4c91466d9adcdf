"""实施, 归档, 撤回 and 撤下 (实施方案三(一)): carrying out exactly what was approved, and after."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from pdisc.catalog.versions import window_on
from pdisc.dates.windows import parse_window
from pdisc.errors import Refused, UsageError
from pdisc.events.steps import Archived, Published, TakenDown, Withdrawn
from pdisc.steps.acts import Archive, Decision, Publish, Signed, TakeDown, Withdraw
from pdisc.steps.disclosure import Disclosure, Publication
from pdisc.steps.guidance import posted, typed
from pdisc.steps.hanging import BOARD_RULE, NOTICE_RULE, guessed, least_until
from pdisc.steps.policy import Policy, refuse_wider_than_item
from pdisc.steps.vouchers import lacking
from pdisc.values.channels import base_of, is_hanging, require_address
from pdisc.values.filing import archive_number, filed_parts, folder_of, series_of
from pdisc.values.heard import Heard
from pdisc.values.matters import differing
from pdisc.words import Channel, State

NO_OPINIONS = "无意见"
NOT_PUBLISHED = "未公开，不收集意见"
DAY = timedelta(days=1)


def publish(before: Disclosure, command: Publish, signed: Signed, policy: Policy) -> Decision:
    """Return 实施 on one approved channel that is still open; 公示 gets its end date."""
    _place_given(command)
    approval = before.approval
    assert approval is not None, "已审批 without an approval"
    if command.channel not in approval.channels:
        raise Refused(
            f"“{command.channel}”不在批准的公开形式之内；批准的是：{'、'.join(approval.channels)}",
            next_step=f"pdisc publish {before.number} --channel {posted(before.open_channels)}",
        )
    if command.channel not in before.open_channels:
        raise Refused(
            f"{before.number} 在“{command.channel}”上已经公开过；"
            f"还没有公开的：{'、'.join(before.open_channels)}",
            next_step=f"pdisc publish {before.number} --channel {posted(before.open_channels)}",
        )
    refuse_wider_than_item(approval.scope, policy.item_in_force, before.number)
    if policy.guards:
        _window_begun(before, signed.on)
    event = Published(
        state=State.APPROVED if len(before.open_channels) > 1 else State.PUBLISHED,
        channel=command.channel,
        place=command.place,
        url=command.url,
        until=_until(before, command, signed.on, policy),
        window=before.window or _window_on(signed.on, policy),
        document_number=command.document_number,
        evidence=command.evidence,
    )
    notices = _as_planned(before, signed.on)
    if guess := _guess_of(before, signed.on, event.until, policy):
        notices += (f"公示到 {event.until} 期满是{guess}",)
    return Decision(event=event, notices=notices)


def _window_begun(before: Disclosure, on: date) -> None:
    """Raise Refused where the window that this disclosure answers lies wholly ahead (DESIGN §4)."""
    window = parse_window(before.window) if before.window else None
    if window and window.start > on:
        raise Refused(
            f"{before.number} 是{window.name}的，{window.start} 才开始，现在还不能公开",
            next_step=f"到 {window.start} 再公开；"
            f"期次写错的：pdisc revise {before.number} --for 期次",
        )


def _place_given(command: Publish) -> None:
    if base_of(command.channel) is Channel.WEBSITE:
        require_address(command.url)
    elif not command.place:
        raise UsageError(
            f"“{command.channel}”要写明地点或发送对象",
            next_step="加上 --place 地点：会议室、公开栏在哪里，或者文件发给谁",
        )


def _guess_of(before: Disclosure, on: date, least: date | None, policy: Policy) -> str:
    return guessed(on, least, before.plan.public_notice, policy.calendar) if least else ""


def _until(before: Disclosure, command: Publish, on: date, policy: Policy) -> date | None:
    until = command.until
    if until is not None and until < on:
        told = f"公开截止日期 {until} 早于公开日期 {on}"
        raise Refused(told, next_step=f"--until 写 {on} 以后的日期，或者不写")
    notice = before.plan.public_notice
    least = _least_until(before, command.channel, on, policy)
    if until is not None and least is not None and until < least:
        guess = _guess_of(before, on, least, policy)
        raise Refused(
            _too_short(notice, policy, on) + f"，最早到 {least}" + _bracketed(guess),
            next_step=f"--until {least}，或不写 --until",
        )
    return until or (least if notice and is_hanging(command.channel) else None)


def _bracketed(text: str) -> str:
    return f"（{text}）" if text else ""


def _too_short(notice: bool, policy: Policy, on: date) -> str:
    if notice:
        return f"公示期不少于{policy.rules.number(NOTICE_RULE, on)}个工作日（当日不计）"
    return f"公开栏上不少于{policy.rules.number(BOARD_RULE, on)}天"


def _window_on(on: date, policy: Policy) -> str | None:
    window = window_on(policy.history, on)
    return window.key if window else None


def _as_planned(before: Disclosure, on: date) -> tuple[str, ...]:
    differs = differing(before.planned_on, on)
    return (f"与方案不符：{differs}",) if differs else ()


def archive(before: Disclosure, command: Archive, signed: Signed, policy: Policy) -> Decision:
    """Return 归档 under the next 档号 of its series; the dossier's hash comes later."""
    on = signed.on
    _all_closed(before.number, policy.heard)
    for publication in before.publications:
        if publication.on > policy.today:  # of a clock that ran ahead, and so is its end
            continue
        if before.plan.public_notice and publication.until and publication.until >= on:
            raise Refused(
                f"{before.number} 的公示到 {publication.until} 才满，期满后再归档",
                next_step=f"{publication.until + DAY} 起再归档；看公示到哪天：pdisc show "
                f"{before.number}",
            )
        if policy.guards >= 2:
            _hung_long_enough(before, publication, on, policy)
    retention = command.retention or policy.item_in_force.retention
    year = min(_formed_on(before), on).year
    organ, pattern = policy.rules.text("机构代码", on), policy.rules.text("档号格式", on)
    series = series_of(year, retention, organ, pattern=pattern)
    piece = policy.pieces.get(series, 0) + 1
    fonds = policy.rules.text("全宗号", on)
    parts = filed_parts(fonds=fonds, year=year, retention=retention, organ=organ, piece=piece)
    number = archive_number(pattern, parts)
    event = Archived(
        archive_number=number,
        series=series,
        piece=piece,
        retention=retention,
        opinion_result=_opinion_result(before, command, policy.heard),
        missing=tuple(each.name for each in lacking(before.steps, before.publications)),
        dossier=f"archive/{year}/{folder_of(number)}",
    )
    _all_there(before, event.missing, policy.rules.text("归档必备材料", on))
    notices = (f"归档材料缺：{'、'.join(event.missing)}",) if event.missing else ()
    return Decision(event=event, notices=notices)


def _all_there(before: Disclosure, missing: Sequence[str], required: str) -> None:
    """Raise Refused where a paper is missing that the office won't file without (a rule)."""
    wanted = required.split("、") if required else []
    for each in lacking(before.steps, before.publications):
        if any(each.name.endswith(name) for name in wanted):
            raise Refused(
                f"{before.number} 缺少{'、'.join(missing)}，按“归档必备材料”的规定不能归档",
                next_step=each.added_by(before.number),
            )


def _hung_long_enough(
    before: Disclosure, publication: Publication, on: date, policy: Policy
) -> None:
    """Raise Refused while something hangs for less than its least time: no opinion came yet."""
    least = _least_until(before, publication.channel, publication.on, policy)
    still = publication.taken_down_on is None and is_hanging(publication.channel)
    if still and least and on < least:
        raise Refused(
            f"{before.number} 在“{publication.channel}”上至少要挂到 {least}，期满后再归档",
            next_step=f"{least} 起再归档；确需提前的先撤下（会在报告中列出）："
            f"pdisc takedown {before.number} --channel {publication.channel} --reason 理由",
        )


def _formed_on(before: Disclosure) -> date:
    """Return the day that decides the 年度: the first publication, else the last decision."""
    return min((publication.on for publication in before.publications), default=before.last_on)


def _all_closed(number: str, heard: Heard) -> None:
    """Raise Refused while an opinion isn't settled, or what it led to isn't closed."""
    if heard.open:
        waiting = "、".join(f"{each.id}（{each.state}）" for each in heard.open)
        steps = "；".join(dict.fromkeys(each.next for each in heard.open))
        raise Refused(f"{number} 的意见还没有办完，不能归档：{waiting}", next_step=steps)


def _opinion_result(before: Disclosure, command: Archive, heard: Heard) -> str:
    """Return what came in of opinions; raise Refused where that isn't known, or not closed."""
    number = before.number
    if not before.publications:
        return NOT_PUBLISHED
    if heard.result and command.no_opinions:
        raise Refused(
            f"{number} {heard.result}，不是“{NO_OPINIONS}”",
            next_step=f"去掉 --no-opinions 再归档：pdisc archive {number}",
        )
    if not (heard.result or command.no_opinions):
        raise Refused(
            f"{number} 还没有意见收集结果，不能归档",
            next_step=f"收到意见的先登记：pdisc opinion add {number} --content 内容；"
            f"确实没有收到意见的：pdisc archive {number} --no-opinions",
        )
    return heard.result or NO_OPINIONS


def withdraw(before: Disclosure, command: Withdraw, signed: Signed, policy: Policy) -> Decision:
    """Return 撤回, possible only before the first publication."""
    if before.publications:
        raise Refused(
            f"{before.number} 已经公开，不能撤回",
            next_step=f"pdisc takedown {before.number} --reason 理由"
            if before.hanging
            else f"pdisc correct {before.number} --content 更正后的内容",
        )
    return Decision(event=Withdrawn(reason=command.reason), notices=_still_owed(before))


def _still_owed(before: Disclosure) -> tuple[str, ...]:
    """Return what to tell of an occurrence that only this proposal told of."""
    day = before.plan.occurred_on
    if day is None:
        return ()
    return (
        f"{day} 的发生如果没有另外登记，撤回后不再计时；"
        f"确实发生过的，登记下来：pdisc occurred {before.code} --on {day}",
    )


def take_down(before: Disclosure, command: TakeDown, signed: Signed, policy: Policy) -> Decision:
    """Return 撤下 of what hangs on the named channels, or of everything that hangs."""
    hanging = {publication.channel: publication for publication in before.hanging}
    wanted = command.channels or tuple(hanging)
    if not wanted:
        look = f"看公开在哪里：pdisc show {before.number}"
        raise Refused(f"{before.number} 没有挂着的内容，不用撤下", next_step=look)
    for channel in wanted:
        if channel not in hanging:
            raise Refused(
                f"{before.number} 在“{channel}”上没有挂着的内容；"
                f"现在挂着的：{'、'.join(hanging) or '无'}",
                next_step=_down(before, hanging),
            )
    _after_posting([hanging[channel] for channel in wanted], signed.on, policy.today)
    event = TakenDown(channels=wanted, reason=command.reason, still_at=command.still_at)
    early = [
        f"{channel} 应挂到 {least}"
        + _bracketed(_guess_of(before, hanging[channel].on, least, policy))
        + "，提前撤下会在报告中列出"
        for channel in wanted
        if (least := _least_until(before, channel, hanging[channel].on, policy))
        and signed.on < least
    ]
    return Decision(event=event, notices=tuple(early))


def _down(before: Disclosure, hanging: Iterable[str]) -> str:
    """Return how something else is taken down; nobody takes down a meeting or a letter."""
    channel = next(iter(hanging), None)
    if channel is None:
        return f"开过的会、发出的文件不用撤下；看公开在哪里：pdisc show {before.number}"
    return f"pdisc takedown {before.number} --channel {typed(channel)} --reason 理由"


def _least_until(before: Disclosure, channel: str, on: date, policy: Policy) -> date | None:
    notice, calendar = before.plan.public_notice, policy.calendar
    return least_until(channel, on, policy.rules, calendar, public_notice=notice)


def _after_posting(publications: list[Publication], on: date, today: date) -> None:
    for publication in publications:
        if on < publication.on <= today:  # one of a day to come is of a clock that ran ahead
            raise Refused(
                f"撤下日期 {on} 早于在“{publication.channel}”上公开的 {publication.on}",
                next_step=f"--on 写 {publication.on} 或之后的日期",
            )
