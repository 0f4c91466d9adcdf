"""From a plain function to a command of Typer's: its signature says what it wants.

    def nil(context: Context, form: Form, code: o.Code = None) -> None: ...

A `Context` and an empty `Form` are given to whoever names them. A family of options that several
commands share is a NamedTuple, as `Plan` is: its options stand on the line one by one, and the
function gets them as one value. Everything else is an option or an argument of its own; one that
tells what stands in a list is a function, called when the command is loaded.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from inspect import Parameter, signature
from typing import Annotated, Any, get_args, get_type_hints

import typer

from pdisc.commands.form import Form
from pdisc.commands.spelling import spelled
from pdisc.context import Context

GIVEN = (Context, Form, typer.Context)
ASKING: Mapping[str, tuple[str, ...]] = {
    "screen": ("files",),
    "show": ("number",),
    "why": ("name",),
    "search": ("words",),
    "print_form": ("form_name", "targets"),
    "catalog_show": ("code",),
    "request_show": ("id_",),
    "site": ("out",),
    "calendar": ("out",),
    "template_export": ("form_name", "out"),
    "workdays_plus": ("start", "days"),
}
"""Commands that record nothing, and have questions for what they can't do without.

Where all that was given they aren't kept waiting for the questions to be loaded.
"""


def wired(function: Callable[..., None]) -> Callable[..., None]:
    """Return what Typer calls for a command: a function of all its options, each by its name."""
    wanted = signature(function).parameters.values()

    def called(ctx: typer.Context, **typed: Any) -> None:
        plain = _spelled(ctx, typed)
        writes = any(each.name == "shared_by" for each in ctx.command.params)

        def act(given: Mapping[str, Any]) -> None:
            function(**{each.name: _value(each, ctx, given) for each in wanted})

        wants = any(not plain.get(name) for name in ASKING.get(function.__name__, ()))
        if not (ctx.obj.asks and (writes or wants)):
            act(plain)
            return
        from pdisc.commands.asked.walk import walk

        walk(function.__name__, ctx.obj, plain, act, params=ctx.command.params, writes=writes)

    first = Parameter("ctx", Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
    options = [option for each in wanted for option in _options(each)]
    taken = signature(called).replace(parameters=[first, *options])
    called.__signature__ = taken  # type: ignore[attr-defined]  # a function may have one of its own
    called.__annotations__ = {each.name: each.annotation for each in (first, *options)}
    return called


def _spelled(ctx: typer.Context, typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed, each value in the spelling of its kind (`commands/spelling.py`)."""
    metavars = {each.name: each.metavar for each in ctx.command.params}
    context: Context = ctx.obj

    def today() -> date:
        return context.today

    return {name: spelled(metavars.get(name), value, today) for name, value in typed.items()}


def _is_family(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, tuple)


def _options(wanted: Parameter) -> Iterator[Parameter]:
    """Yield the options that one parameter stands for."""
    family = wanted.annotation
    if _is_family(family):
        for name, annotation in get_type_hints(family, include_extras=True).items():
            default = family._field_defaults[name]
            yield Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
    elif family not in GIVEN:
        yield wanted.replace(kind=Parameter.KEYWORD_ONLY, annotation=_made(family))


def _made(annotation: Any) -> Any:
    """Return an annotation with its option, where that is made only now."""
    kind, *told = get_args(annotation)
    if not callable(told[0]):
        return annotation
    return Annotated[kind, told[0]()]


def _value(wanted: Parameter, ctx: typer.Context, typed: Mapping[str, Any]) -> Any:
    """Return what a parameter gets, from what was typed."""
    asked = wanted.annotation
    if _is_family(asked):
        return asked(**{name: typed[name] for name in asked._fields})
    if asked is typer.Context:
        return ctx
    if asked is Context:
        return ctx.obj
    return Form(ctx.obj) if asked is Form else typed[wanted.name]
