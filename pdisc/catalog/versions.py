"""Which windows a catalogue item has, by the version that held then.

A change takes effect from its day on: what is asked about an earlier window or an earlier event is
asked of the version that held then.
"""

from collections.abc import Sequence
from datetime import date

from pdisc.dates.cycles import months_of
from pdisc.dates.windows import Window, parse_window, window_of
from pdisc.errors import Refused
from pdisc.registers.items import CatalogItem, in_turn, version_on
from pdisc.words import Cycle, Renewal, Timing


def named_window(versions: Sequence[CatalogItem], text: str, *, disclosed: bool = True) -> Window:
    """Return the window that a text names, by the version in force on its last day.

    Where it is about what is `disclosed`, it may also be a year on one of whose days the item was
    one that each year renews: that is owed whatever becomes of the item (`due/yearly.py`).
    Raises UsageError for a text that names no window, Refused where the item had none of that kind
    then, or was retired.
    """
    window = parse_window(text)
    item = version_on(versions, window.end)
    assert item is not None, "an item that exists has a version for every day"
    months = months_of(item.every or "")
    renewed = window.every == Cycle.YEAR and _renewed_in(versions, window)
    if renewed and disclosed:
        return window
    if renewed and window.months != months:
        raise Refused(
            f"{item.code} {window.name}要公开新的，没有无事项可登记",
            next_step=f"pdisc propose {item.code} --for {window.key} --title 标题 --content 正文",
        )
    if disclosed and _renewed_each_year(item) and window.every == Cycle.YEAR:
        refuse_retired(item, f"{window.name}不用公开")
    if item.timing is not Timing.PERIODIC or item.every is None:
        told = f"{item.code} 是{item.timing}事项，没有“{window.name}”这样的期次"
        raise Refused(told, next_step=_instead_of_windows(item))
    refuse_retired(item, f"{window.name}不用公开")
    if window.months != months:
        example = window_on(versions, window.start) or window_on(versions, window.end)
        raise Refused(
            f"{item.code} {item.every}公开一次，“{window.name}”不是它的期次",
            next_step=f"期次写作 {example.key}（{example.name}）"
            if example
            else f"{window.start} 不属于任何一期（周期改过）：pdisc catalog show {item.code}",
        )
    return window


def _instead_of_windows(item: CatalogItem) -> str:
    """Return what is recorded of an item that has no windows."""
    if item.timing is Timing.OCCASIONAL:
        return f"发生了才登记：pdisc occurred {item.code} --on 日期；没有发生的不用登记"
    if item.renewal is Renewal.ANEW:
        return f"每年要换新的：pdisc propose {item.code} --title 标题 --content 正文"
    code = item.code
    return (
        f"要一直公开着。还没有公开的：pdisc propose {code} --title 标题 --content 正文；"
        f"早就挂着的：pdisc opening {code} --on 日期 --channel 公开栏 --place 地点 --by 审批人；"
        f"看过仍然有效的：pdisc catalog reconfirm {code} --by 姓名"
    )


def _renewed_each_year(item: CatalogItem) -> bool:
    """Return whether a 固定 item is one that each year a new disclosure renews (年度计划)."""
    return item.timing is Timing.STANDING and item.renewal is Renewal.ANEW


def _renewed_in(versions: Sequence[CatalogItem], window: Window) -> bool:
    """Return whether an item was such a one, and not retired, on any day of a window."""
    begun = (x for x in in_turn(versions) if window.start < x.valid_from <= window.end)
    held = (version_on(versions, window.start), *begun)
    return any(x is not None and not x.retired and _renewed_each_year(x) for x in held)


def require_of_the_ledger(window: Window, code: str, since: date) -> None:
    """Raise Refused for a window that ended before the ledger began: nothing is owed for it."""
    if window.end < since:
        raise Refused(
            f"{window.name}在台账起算日 {since} 以前，这本台账不记它",
            next_step="建账以前公开过的，记作期初："
            f"pdisc opening {code} --for {window.key} --reason 理由 --by 审批人；"
            f"起算日定错了的：pdisc config set since {window.start} --reason 理由 --by 审批人",
        )


def require_over(window: Window, code: str, on: date) -> None:
    """Raise Refused where a window isn't over yet: nobody knows that it brings nothing."""
    if on < window.end:
        raise Refused(
            f"{window.name}到 {window.end} 才满，没有满不能登记本期无事项",
            next_step=f"{window.end} 起再登记：pdisc nil {code} --for {window.key} --reason 理由",
        )


def window_on(versions: Sequence[CatalogItem], day: date) -> Window | None:
    """Return the window in which a day lies, by the version in force on that window's last day.

    None where the item has no window then.
    """
    candidates = [version_on(versions, day), *(x for x in versions if x.valid_from > day)]
    cycles = dict.fromkeys(_cycle(item) for item in candidates)
    for every in filter(None, cycles):
        window = window_of(every, day)
        if _cycle(version_on(versions, window.end)) == every:
            return window
    return None


def year_on(versions: Sequence[CatalogItem], day: date) -> Window | None:
    """Return the year that a disclosure of a day answers where each year renews the item."""
    item = version_on(versions, day)
    owing = item is not None and not item.retired and _renewed_each_year(item)
    return window_of(Cycle.YEAR, day) if owing else None


def _cycle(item: CatalogItem | None) -> str | None:
    """Return the cycle of a 定期 item in force, None for any other."""
    owing = item is not None and item.timing is Timing.PERIODIC and not item.retired
    return item.every if item and owing else None


def refuse_retired(item: CatalogItem, so: str) -> None:
    """Raise Refused where a version says that its item is retired; `so` says what follows."""
    if item.retired:
        raise Refused(
            f"{item.code} 自 {item.valid_from} 起已停用，{so}",
            next_step=f"pdisc catalog show {item.code}",
        )
