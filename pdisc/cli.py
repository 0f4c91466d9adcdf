"""The app: each command loaded when it is called, and the one error boundary."""

import importlib
import os
from collections.abc import Sequence
from itertools import takewhile
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from pdisc.commands.asked.question import Instead
from pdisc.commands.chinese_names import both_names, english, in_chinese
from pdisc.commands.ending import fault_of, say_cancelled, say_error, say_unwritten, unless_spoilt
from pdisc.commands.spec import Spec
from pdisc.commands.table import COMMANDS
from pdisc.commands.typed_line import is_said, read_line
from pdisc.context import Context
from pdisc.errors import ExitCode, PdiscError, UnknownWord, UsageError

COMPLETION = "_PDISC_COMPLETE"


class ChineseCommand(TyperCommand):
    """A command whose help is laid out in Chinese, its examples last."""

    examples: tuple[str, ...] = ()

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the line's dashes, and refuse an option written twice, before it is parsed."""
        if ctx.resilient_parsing:
            ctx.obj.words = tuple(args)  # a shell asks what comes next on the line
        return super().parse_args(ctx, read_line(self.get_params(ctx), args, ctx))

    def invoke(self, ctx: Any) -> Any:
        """Run the command; its name is kept for what an error says to type next."""
        ctx.obj.command = ctx.command_path
        return super().invoke(ctx)

    def get_help(self, ctx: Any) -> str:
        """Return the help text of one command."""
        from pdisc.commands.guide import help_of_command

        told: str = ctx.obj.worded(help_of_command(self, ctx))
        return told


class ChineseGroup(TyperGroup):
    """A group that knows its commands by name and imports one only when it is called."""

    table: dict[str, Spec]
    path: str = ""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read what stands before the command's name as a command's own line is read."""
        return super().parse_args(ctx, read_line(self.get_params(ctx), args, ctx))

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names of the commands, English and Chinese, in the order of the table."""
        return both_names(self.table)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return one command; for completion only its name and summary, without importing it."""
        name = english(self.table, cmd_name)
        if name in self.table and ctx.resilient_parsing:
            return TyperCommand(name=cmd_name, help=self.table[name].summary)
        return self._load(name)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that the first word names, or raise UsageError with the nearest.

        Whatever was typed, it goes on under its English name; what is told says the one typed.
        """
        name = english(self.table, args[0])
        if name != args[0] or not name.isascii():
            ctx.obj.worded = in_chinese
        command = self._load(name)
        if command is None and not ctx.resilient_parsing:
            raise unknown_command(args, both_names(self.table), self.path)
        return name, command, args[1:]

    def _load(self, name: str) -> Any:
        spec = self.table.get(name)
        if spec is None:
            return None
        if spec.parts is not None:
            return make_group(name, spec.parts, summary=spec.summary)
        return load_command(spec.function or f"{self.path}_{name}".strip("_"), name, spec)

    def get_help(self, ctx: Any) -> str:
        """Return the help text of the group."""
        from pdisc.commands.guide import help_of_group

        chinese = ctx.obj.worded is in_chinese
        told: str = ctx.obj.worded(help_of_group(self.table, self.path, chinese=chinese))
        return told


class Root(ChineseGroup):
    """The program itself; called without a command it opens the desk, or shows today's page."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was named, or today's page."""
        result = super().invoke(ctx)
        if ctx.invoked_subcommand is None:
            _at_the_desk(ctx.obj)
        return result


def _at_the_desk(context: Context) -> None:
    """Open the desk where a person sits at the terminal; elsewhere show today's page."""
    if context.at_desk:
        return
    if context.asks and context.out.isatty():
        from pdisc.commands.desk import desk

        desk(context, run)
        return
    if not context.options.json:
        context.worded = in_chinese
    from pdisc.commands.weekly import today

    today(context)


def unknown_command(typed: Sequence[str], known: Sequence[str], path: str) -> UsageError:
    """Return the error for a command that doesn't exist, with the nearest one that does.

    What is a topic of the help leads there: 延期 is no command, but something that people do.
    """
    from pdisc.commands.advice import finding
    from pdisc.text import nearest, or_rather, visible

    said = " ".join(takewhile(lambda word: not word.isascii(), typed)) or typed[0]
    next_step = f"pdisc {path} --help".replace("  ", " ")
    if not path and finding.is_said(said):
        return UsageError(f"没有命令“{visible(typed[0])}”", next_step=f"pdisc help {visible(said)}")
    near = nearest(typed[0], known, 0.6 if typed[0].isascii() else 0.5)  # of two signs one
    if near is None and not path and not said.isascii():
        return UnknownWord(f"命令和帮助里都没有“{visible(said)}”", next_step=OTHER_WORDS)
    return UsageError(f"没有命令“{visible(typed[0])}”{or_rather(near)}", next_step=next_step)


OTHER_WORDS = "换个词再试，如：pdisc help 打错；看所有命令：pdisc help 全部"
"""What to try where nothing is known by the words that were typed."""


def load_command(function: str, name: str, spec: Spec) -> Any:
    """Return one command with its own options and those that all commands of its kind share."""
    module = importlib.import_module(f"pdisc.commands.{spec.module}")
    from pdisc.commands.shared import shared_options
    from pdisc.commands.wiring import wired

    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command(name, cls=ChineseCommand, help=spec.summary, context_settings=HELP)(
        wired(getattr(module, function))
    )
    command = typer.main.get_command(app)
    assert isinstance(command, ChineseCommand), "it was made of this class"
    command.examples = spec.examples
    command.params.extend(shared_options(spec.kind))
    return command


HELP: dict[Any, Any] = {"help_option_names": ["-h", "--help"]}


def make_group(name: str, table: dict[str, Spec], *, summary: str) -> ChineseGroup:
    """Return a group of commands, e.g. staff."""
    from pdisc.commands.shared import shared_options

    group = ChineseGroup(
        name=name, help=summary, params=shared_options("plain"), context_settings=HELP
    )
    group.table = table
    group.path = name
    return group


def make_app() -> Root:
    """Return the whole program as one command."""
    from pdisc.commands.shared import root_options

    app = Root(
        name="pdisc", params=root_options(), invoke_without_command=True, context_settings=HELP
    )
    app.table = COMMANDS
    return app


def run(arguments: Sequence[str], context: Context) -> int:
    """Run one command line and return its exit code; nothing is raised."""
    try:
        return _run(arguments, context)
    except Instead as other:
        return _gone_on(other.words, context)
    except PdiscError as error:
        return say_error(unless_spoilt(error, context), context)
    except (KeyboardInterrupt, typer.Abort, EOFError):
        return say_cancelled(context)
    except OSError as error:
        return say_unwritten(error, context)
    except Exception as error:  # the one boundary: she gets a sentence, never a traceback
        if context.interrupted:
            return say_cancelled(context)
        return say_error(unless_spoilt(fault_of(error, context), context), context)


def _gone_on(words: Sequence[str], context: Context) -> int:
    """Run the command line that she goes on with; what was recorded before it stays said."""
    fresh = context.anew()
    fresh.kept = context.kept
    code = run(words, fresh)
    context.options.operator = fresh.options.operator
    return code


def _run(arguments: Sequence[str], context: Context) -> int:
    from typer._click.exceptions import ClickException

    context.options.json = is_said(JSON_FLAG, arguments)
    context.words = tuple(arguments)
    try:
        result = _called(arguments, context)
    except ClickException as error:
        from pdisc.commands.guide import translated

        raise translated(error) from error
    context.out.flush()
    return int(result) if isinstance(result, int) else ExitCode.DONE


def _called(arguments: Sequence[str], context: Context) -> Any:
    """Call the command that is named, and let every error out as it is.

    Typer's own `main` makes of a pipe that ended an exit with code 1, and of an interrupt a plain
    code; it is called for completion only.
    """
    app = make_app()
    if COMPLETION in os.environ:
        from typer import completion

        completion.completion_init()  # type: ignore[attr-defined]  # a name Typer doesn't export
        app.main(list(arguments), "pdisc", COMPLETION, obj=context)
    try:
        with app.make_context("pdisc", list(arguments), obj=context) as opened:
            return app.invoke(opened)
    except typer.Exit as left:
        return left.exit_code


JSON_FLAG = "--json"
"""Looked for before parsing, so that a complaint about the line itself is JSON, too."""
