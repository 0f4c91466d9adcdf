"""Who sits at the keyboard, and who decides: asked where the roster doesn't know it."""

from collections.abc import Callable, Mapping

from pdisc.commands.asked.asker import Asker
from pdisc.commands.asked.one_word import place_of
from pdisc.errors import NotFound
from pdisc.services import account, knowing
from pdisc.text import halfwidth
from pdisc.words import Role


def ask_who(
    asker: Asker,
    roles: tuple[Role, ...],
    act: str,
    besides: frozenset[str],
    *,
    told: Mapping[str, str] | None = None,
) -> None:
    """Ask who she is where the roster doesn't know the operator, and who decides where she mayn't.

    Of whom there is something to be `told`, he stands behind the others.

    Whoever is named by --by is left to the act itself. Nothing is asked as long as the roster is
    empty, or nobody else could do it.
    """
    context = asker.context
    if context.options.by is not None:
        return
    with asker.reading() as reading:
        people = knowing.people(reading, asker.today)
        known = knowing.known_as(reading, context.operator)
    if people and known is None:
        _ask_name(asker, people)
    able = [name for name, held in people if not roles or not set(roles).isdisjoint(held)]
    with asker.reading() as reading:
        able = [name for name in able if knowing.may(reading, name, roles, asker.today, besides)]
        fits = not roles or knowing.may(reading, context.operator, roles, asker.today, besides)
    if fits or not able or context.options.waiver:
        return
    why = "没有这项职责，或者是自己提出的" if besides else "没有这项职责"
    asker.tell(f"{context.operator}不能{act}：{why}。")
    notes = told or {}
    able.sort(key=notes.__contains__)

    def unable(name: str) -> str:
        with asker.reading() as reading:
            holds = knowing.may(reading, name, roles, asker.today, frozenset())
        return f"不能{act}：" + ("是自己提出的" if holds else f"没有{'或'.join(roles)}职责")

    context.options.by = _named(asker, f"由谁{act}", able, notes, unable)


def _ask_name(asker: Asker, people: list[tuple[str, tuple[Role, ...]]]) -> None:
    """Ask who sits at the keyboard, and offer to keep it for this account."""
    context = asker.context
    told = {name: f"{name}（{'、'.join(roles)}）" for name, roles in people}
    asker.tell(f"人员名单里没有“{context.operator}”。")
    name = _named(asker, "您是哪一位", list(told), told, anew=True)
    was = context.operator
    context.work_as(name)
    if was != account.account() or context.options.dry_run:
        return
    if asker.sure(f"以后用这个电脑账户（{was}）登记的，都算{name}办的吗", anew=True):
        asker.afterwards.append(lambda: _keep(asker, name))


def ask_whether_herself(asker: Asker, name: str) -> None:
    """Ask whether the first person of a roster is the one who sits at the keyboard."""
    context = asker.context
    if context.operator != account.account() or context.options.dry_run:
        return
    if asker.sure(f"{name}就是您自己，以后都用这个电脑账户登记吗"):
        context.work_as(name)
        asker.afterwards.append(lambda: _keep(asker, name))


def _keep(asker: Asker, name: str) -> None:
    with asker.reading() as reading:
        path = account.tie(reading.ledger_id(), name)
    if path is None:
        asker.tell("没能记住您是谁，下次会再问：存放您的设置的文件夹写不进去")
        return
    asker.tell(f"记住了您是{name}。以后换了人用这个账户，删掉这个文件，就会重新问：{path}")


def _without_duty(name: str) -> str:
    return "现在没有职责"


def _named(
    asker: Asker,
    label: str,
    names: list[str],
    told: Mapping[str, str],
    unable: Callable[[str], str] = _without_duty,
    *,
    anew: bool = False,
) -> str:
    """Return a name of a list, typed or by its place; a person with another name isn't taken.

    Of somebody who is in the roster and not in the list, `unable` says why. Who sits at the
    keyboard is asked `anew` by whoever goes on with it.
    """
    for place, name in enumerate(names, 1):
        asker.tell(f"  {place} {told.get(name, name)}")

    def check(typed: str) -> str:
        plain = halfwidth(typed)
        if place := place_of(plain, names):
            return names[place - 1]
        with asker.reading() as reading:
            spelling = knowing.known_as(reading, plain)
        if spelling is None:
            raise NotFound(f"人员名单里没有“{plain}”，写上面的姓名或前面的数字")
        if spelling not in names:
            raise NotFound(f"{spelling}{unable(spelling)}，写上面的姓名或前面的数字")
        return spelling

    return asker.ask(f"{label}（写姓名或前面的数字）", check, anew=anew)
