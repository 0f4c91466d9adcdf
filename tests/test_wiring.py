"""A command is a plain function: its signature says what it is given and what can be typed."""

from typing import Annotated, Any, NamedTuple

import pytest
import typer

from pdisc import cli
from pdisc.commands.form import Form
from pdisc.commands.spec import Spec
from pdisc.commands.wiring import wired
from pdisc.context import Context

Colour = Annotated[str | None, typer.Option("--colour", help="颜色")]
Sizes = Annotated[list[str] | None, typer.Option("--size", help="大小")]


class Look(NamedTuple):
    """A family of options."""

    colour: Colour = None
    size: Sizes = None


def typed(function: Any, *words: str) -> Context:
    """Type a command line for a function of a test's own; return the context it ran in."""
    app = typer.Typer(add_completion=False)
    app.command("toy")(wired(function))
    context = Context(environment={})
    typer.main.get_command(app).main(list(words), standalone_mode=False, obj=context)
    return context


def test_a_function_gets_the_context_and_a_form_of_its_own() -> None:
    given: list[Any] = []

    def toy(context: Context, form: Form, colour: Colour = None) -> None:
        given.extend((context, form.context, colour))

    context = typed(toy, "--colour", "红")

    assert given == [context, context, "红"]


def test_a_family_of_options_comes_as_one_value() -> None:
    given: list[Look] = []

    def toy(look: Look) -> None:
        given.append(look)

    typed(toy, "--size", "大", "--size", "小")
    typed(toy)

    assert given == [Look(None, ["大", "小"]), Look()]


def test_an_option_that_is_a_function_is_made_when_the_command_is_loaded() -> None:
    names = ["红"]

    def made() -> Any:
        return typer.Option("--colour", help="、".join(names))

    def toy(colour: Annotated[str | None, made] = None) -> None:
        raise AssertionError(colour)

    def told() -> list[str]:
        app = typer.Typer(add_completion=False)
        app.command("toy")(wired(toy))
        params: Any = typer.main.get_command(app).params
        return [param.help for param in params]

    first = told()
    names.append("绿")

    assert (first, told()) == (["红"], ["红、绿"])


@pytest.mark.parametrize("name", ["propose", "correct"])
def test_the_options_of_a_plan_are_the_same_wherever_one_is_drawn_up(name: str) -> None:
    def options(function: str) -> list[str]:
        loaded = cli.load_command(function, function, Spec("", "drafts", "", "", "plain"))
        return [param.opts[0] for param in loaded.params if param.param_type_name == "option"]

    shared = [each for each in options(name) if each != "--rectifies"]  # of 更正 alone
    assert shared == options("revise")
    assert "--public-notice" in options(name)
