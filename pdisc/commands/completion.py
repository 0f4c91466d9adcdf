"""What the shell offers while she types: the ledger's codes and numbers, words of the field."""

from collections.abc import Callable
from typing import Any

from pdisc.context import Context
from pdisc.errors import PdiscError
from pdisc.words import Audience

Offer = Callable[[Any, list[str], str], list[tuple[str, str] | str]]


def from_ledger(kind: str) -> Offer:
    """Return what offers the codes, numbers or names of the ledger; nothing where there is none."""

    def offer(ctx: Any, args: list[str], incomplete: str) -> list[tuple[str, str] | str]:
        del args, incomplete
        context: Context = ctx.obj
        if context.options.audience not in (None, Audience.INTERNAL):
            return []

        try:
            with context.reading() as reading:
                return list(reading.offers(kind))
        except PdiscError:
            return []

    return offer


def words(*offered: str) -> Offer:
    """Return what offers the words of a closed vocabulary."""

    def offer(ctx: Any, args: list[str], incomplete: str) -> list[tuple[str, str] | str]:
        del ctx, args, incomplete
        return list(offered)

    return offer
