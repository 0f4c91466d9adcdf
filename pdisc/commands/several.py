"""Several numbers, codes and channels on one line: read, and looked at before anything is done."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from pdisc.commands.acting import say_outcomes
from pdisc.commands.form import Form
from pdisc.commands.quoted import MARKED, quotable
from pdisc.context import Context
from pdisc.errors import UsageError
from pdisc.services import steps, target
from pdisc.values.ranges import listed, numbers_of

if TYPE_CHECKING:
    from pdisc.services.station import Signing, Station
    from pdisc.steps.acts import Command
    from pdisc.values.records import DetailRecord

    Telling = Callable[[Station, DetailRecord], tuple[str, ...]]


def numbers_in(
    form: Form, typed: Sequence[str] | None, flag: str = "公开事项编号", label: str = "公开事项编号"
) -> tuple[str, ...]:
    """Return the numbers of disclosures that were typed; a terminal is asked where none was.

    Other words, such as codes, stay as they are.
    """
    given = _given(form, typed, flag, label)
    try:
        return numbers_of(given)
    except UsageError as error:
        form.wrong(error.message, next_step=error.next_step)
        if form.context.asks:
            form.done()
        return ()


def codes_in(form: Form, typed: Sequence[str] | None) -> tuple[str, ...]:
    """Return the catalogue codes that were typed, each once; a terminal is asked for them."""
    return listed(_given(form, typed, "目录编号", "目录编号"))


def _given(form: Form, typed: Sequence[str] | None, flag: str, label: str) -> list[str]:
    """Return what was typed, or answered; commas alone are nothing, and are told to be missing."""
    given = [form.text(flag, each) for each in typed or ()]
    if quotable(" ".join(given)) == MARKED:
        raise UsageError(MARKED)  # part by part, what stands beside the mark would be quoted
    if not listed(given):
        given = [form.need(flag, label, None)]
        if any(given) and not listed(given):
            form.missing(flag, label)
    return given


def acts_for(
    context: Context, form: Form, typed: Sequence[str] | None, name: str
) -> "tuple[target.Target, ...]":
    """Return which disclosures are meant, as they look now; see `act_for` of one."""
    wanted = numbers_in(form, typed)
    if not context.asks:
        form.done()
    with context.reading() as reading:
        looked = [target.look(reading, number, name) for number in wanted]
    return tuple(context.seen.get(each.number, each) for each in looked)


def one_alone(
    form: Form, aims: "Sequence[target.Target]", value: object, flag: str, why: str
) -> None:
    """Note that an option was given which belongs to one disclosure only, and several are meant."""
    if value and len(aims) > 1:
        form.wrong(f"{flag} 只用于一件：{why}", next_step=f"有 {flag} 的一件一件单独办")


def carry_out(
    context: Context,
    given: "Signing",
    aims: "Sequence[target.Target]",
    commands: "Sequence[Command]",
    *,
    papers: tuple[Path, ...] = (),
    tell: "Telling | None" = None,
) -> None:
    """Carry out these steps on each disclosure, all or none, and say what came of it.

    What was seen of a disclosure is asked for before its first step; the others follow that.
    `tell` says what is to be told of each in the end.
    """
    asked = [
        (msgspec.structs.replace(each, seen=None) if place else each, command)
        for each in aims
        for place, command in enumerate(commands)
    ]
    with context.progress() as watch:
        done = steps.act_on_all(context.station, given, asked, papers=papers, watch=watch)
    if tell is not None:
        done = [each.telling(*tell(context.station, each.disclosure)) for each in done]
    say_outcomes(context, done, len(aims))
