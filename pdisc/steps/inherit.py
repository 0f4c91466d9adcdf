"""What an opening entry must keep: it tells only of what was so when the ledger began."""

from collections.abc import Iterable, Sequence
from datetime import date

from pdisc.catalog.versions import named_window
from pdisc.dates.windows import parse_window
from pdisc.errors import Refused
from pdisc.registers.items import CatalogItem, version_on
from pdisc.steps.acts import Signed
from pdisc.steps.guards import require_role
from pdisc.steps.policy import Policy
from pdisc.values.channels import parse_channel, refuse_too_wide
from pdisc.words import Role, Timing

ACT = "登记期初"


def admit_opening(
    signed: Signed, policy: Policy, *, made_on: date, windows: Iterable[str] = ()
) -> None:
    """Raise what forbids an opening entry: its person, its day, windows of a later time.

    It is signed on the day on which it is recorded; its business date, the day on which something
    was put up, may lie before the ledger's beginning, and it is never 补录. The ledger began when
    it was made, or on the day from which it counts, whichever is later.
    """
    require_role(signed.by, (Role.APPROVER,), policy, on=policy.today, act=ACT)
    if signed.on > policy.today:
        raise Refused(
            f"日期 {signed.on} 在今天（{policy.today}）之后",
            next_step="--on 写实际公开（挂出）的那一天",
        )
    begun = max(made_on, policy.since)
    periods = [parse_window(window) for window in windows]
    if not periods and signed.on > begun:
        raise Refused(
            f"台账 {begun} 已经建立，{signed.on} 才公开的不是期初",
            next_step=f"建账以后的按五步办：pdisc propose 编号 --on {signed.on}",
        )
    for period in periods:
        if period.start > begun:
            raise Refused(
                f"台账 {begun} 已经建立，{period.name}在那以后才开始，不是期初",
                next_step=f"没有事项的：pdisc nil 编号 --for {period.key} --reason 理由",
            )


def require_of_its_kind(
    versions: Sequence[CatalogItem], day: date, channels: Sequence[str], windows: Sequence[str]
) -> None:
    """Raise what forbids an opening entry for its item: windows not its own, places not for it.

    `day` is that on which something was put up, or the ledger's first, whichever is later.
    """
    for window in windows:
        if named_window(versions, window).key != window:
            raise Refused(f"“{window}”不是期次的写法", next_step="期次写作 2026-Q3")
    if windows and not channels:
        return
    item = version_on(versions, day)
    assert item is not None, "an item that exists has a version for every day"
    if windows or not channels or item.timing is not Timing.STANDING:
        raise Refused(
            f"{item.code} 的期初要么写期次，要么（固定事项）写挂在哪里",
            next_step="pdisc opening --help",
        )
    if any(parse_channel(each) != each for each in channels):
        raise Refused("期初的公开形式不是规定的写法", next_step="pdisc opening --help")
    refuse_too_wide(item.scope, channels)


def require_movable(
    since: date, held: date, on: date, earliest: tuple[int, str, str, date] | None
) -> None:
    """Raise Refused where a ledger can't begin on a day: an entry lies before it, or the day ahead.

    `earliest` tells number, kind, subject and day of the entry with the earliest business date.
    """
    if since == held:
        raise Refused(f"起算日本来就是 {held}", next_step="pdisc due")
    if since > on:
        raise Refused(
            f"起算日 {since} 在 {on} 之后",
            next_step=f"pdisc config set since {on} --reason 理由 --by 审批人",
        )
    if earliest and earliest[3] < since:
        seq, kind, subject, day = earliest
        about = "" if kind == subject else f" {subject}"
        raise Refused(
            f"日志第{seq}条（{kind}{about}）的日期是 {day}，早于 {since}，起算日不能移到它后面",
            next_step=f"起算日最晚到 {day}：pdisc config set since {day} --reason 理由 --by 审批人",
        )
