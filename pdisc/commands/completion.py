"""What the shell offers while she types: the ledger's codes and numbers, words of the field.

Each option and argument says by its metavar what it takes; by that it is known what is offered.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pdisc.context import Context
from pdisc.errors import PdiscError
from pdisc.services import knowing
from pdisc.words import Audience, Channel, Cycle

if TYPE_CHECKING:
    from pdisc.dates.windows import Window
    from pdisc.ledger.reading import Reading

    Known = Callable[[Reading, Context], "Found"]

Offer = Callable[[Any, list[str], str], list[tuple[str, str] | str]]
Found = Iterator[tuple[str, str] | str]


def words(*offered: str) -> Offer:
    """Return what offers the words of a closed vocabulary."""

    def offer(ctx: Any, args: list[str], incomplete: str) -> list[tuple[str, str] | str]:
        del ctx, args, incomplete
        return list(offered)

    return offer


def by_kind(metavar: str) -> Offer | None:
    """Return what offers values of the kind that a metavar names; None for one of no list."""
    kind = metavar.removesuffix("…")
    known = _KNOWN.get(kind)
    if known is None:
        return None

    def offer(ctx: Any, args: list[str], incomplete: str) -> list[tuple[str, str] | str]:
        del args, incomplete
        context: Context = ctx.obj
        if context.options.audience not in (None, Audience.INTERNAL):
            return []  # a number or a name of the ledger would tell what nobody else may know

        try:
            with context.reading() as reading:
                return list(known(reading, context))
        except PdiscError:
            return []

    return offer


def _stored(*kinds: str) -> "Known":
    """Return what the ledger has of these kinds, in their order."""

    def known(reading: "Reading", context: Context) -> Found:
        del context
        for kind in kinds:
            yield from reading.offers(kind)

    return known


def _channels(reading: "Reading", context: Context) -> Found:
    """Yield the seven 公开形式, and the platforms that the catalogue names."""
    del context
    yield from Channel
    yield from (name for name, _ in reading.offers("channel") if name not in set(Channel))


def _windows(*cycles: Cycle) -> "Known":
    """Return what offers the open windows of the items that were typed, else the latest ones."""

    def known(reading: "Reading", context: Context) -> Found:
        from pdisc.dates.windows import parse_window  # late: completion alone needs it

        today = context.today
        owed = (knowing.open_windows(reading, code, today)[0] for code in _codes(context.words))
        keys = dict.fromkeys(key for each in owed for key in each)
        for window in map(parse_window, keys):
            yield window.key, window.name
        if not keys:
            yield from ((each.key, each.name) for each in _latest(cycles, context))

    return known


def _codes(typed: Sequence[str]) -> list[str]:
    """Return the codes on a line, which the parser hasn't told yet: it waits for a value."""
    return [word for word in typed if re.fullmatch(r"\d+\.\d+\.\d+", word)]


def _latest(cycles: tuple[Cycle, ...], context: Context) -> "Iterator[Window]":
    """Yield for each cycle the windows that end from a year ago to the end of this year."""
    from pdisc.dates.windows import windows_between  # late: as above

    first = context.today.replace(year=context.today.year - 1, day=1)
    last = context.today.replace(month=12, day=31)
    for cycle in cycles:
        yield from reversed([*windows_between(cycle, first, last)])


_KNOWN: "Mapping[str, Known]" = {
    "目录编号": _stored("code"),
    **dict.fromkeys(("公开事项编号", "编号或公号", "编号或档号"), _stored("number")),
    "目录编号或编号": _stored("code", "number"),
    "编号": _stored("number", "request", "code"),
    "姓名": _stored("name"),
    "科室": _stored("office"),
    **dict.fromkeys(("点题编号", "并到"), _stored("request")),
    "意见编号": _stored("opinion"),
    "设置": _stored("setting"),
    "形式": _channels,
    "期次": _windows(Cycle.QUARTER, Cycle.HALF, Cycle.MONTH, Cycle.YEAR),
    "季度": _windows(Cycle.QUARTER),
    "月份": _windows(Cycle.MONTH),
    "年": _windows(Cycle.YEAR),
}
"""By metavar, its final … left out, what is offered."""
