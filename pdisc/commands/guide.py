"""Help in Chinese, and the option parser's complaints said in Chinese."""

import re
from typing import Annotated, Any

import typer

from pdisc.commands.chinese_names import spoken_name
from pdisc.errors import UsageError
from pdisc.render.helptext import command_help, group_help
from pdisc.text import nearest, or_rather, visible


def show_help(
    ctx: typer.Context,
    topic: Annotated[
        list[str] | None, typer.Argument(metavar="命令", help="命令名；或 全部", show_default=False)
    ] = None,
) -> None:
    """Show the help of the program, of one command, or the list of all commands."""
    root = ctx.parent
    assert root is not None, "help is a command of the program"
    words = topic or []
    if not words:
        ctx.obj.out.write(root.get_help())
        return
    if words == ["全部"]:
        everything = help_of_group(getattr(root.command, "table", {}), "", everything=True)
        ctx.obj.out.write(ctx.obj.worded(everything))
        return
    command, context = root.command, root
    for word in words:
        if not hasattr(command, "resolve_command"):
            raise UsageError(f"“{' '.join(words)}”不是命令", next_step="pdisc help 全部")
        name, command, _ = command.resolve_command(context, [word])
        if command is None:
            raise UsageError(f"没有命令“{' '.join(words)}”", next_step="pdisc help 全部")
        context = command.make_context(name, [], parent=context, resilient_parsing=True)
    ctx.obj.out.write(command.get_help(context))


def help_of_group(table: dict[str, Any], path: str, *, everything: bool = False) -> str:
    """Return the grouped help of the program or of one family of commands."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for name, spec in table.items():
        if spec.front or path or everything:
            groups.setdefault(spec.group, []).append((f"{name} {spec.chinese}", spec.summary))
            if everything and spec.parts:
                groups[spec.group] += [
                    (f"{name} {part} {each.chinese}", each.summary)
                    for part, each in spec.parts.items()
                ]
    title = "党务公开台账：目录、五步流程、每周检查、统计" if not path else f"pdisc {path} 的命令"
    footer = "每个命令加 --help 看用法"
    if not path and not everything:
        footer += "；pdisc help 全部 列出所有命令；直接运行 pdisc 看今天该办什么"
    options = () if path else _root_options()
    return group_help(title, list(groups.items()), options, footer)


def _root_options() -> tuple[tuple[str, str], ...]:
    from pdisc.commands.shared import GLOBAL

    shown = tuple((_spelled(flag, metavar), text) for _, flag, metavar, text in GLOBAL)
    return (
        *shown,
        ("--install-completion", "为当前的命令行装上命令补全"),
        ("--version", "显示版本"),
        ("-h, --help", "显示帮助"),
    )


_WORDS = {"CODE": "目录编号", "N": "编号", "CODE|N": "目录编号或编号", "CODE或N": "目录编号或编号"}


def _in_words(metavar: str) -> str:
    """Return what stands for a value as she reads it: 目录编号… for CODE…."""
    plain = metavar.removesuffix("…")
    return _WORDS.get(plain, plain) + "…" * metavar.endswith("…")


def _spelled(flag: str, metavar: str | None) -> str:
    return f"{flag} {metavar}" if metavar else flag


def help_of_command(command: Any, ctx: Any) -> str:
    """Return the help of one command: usage, arguments, its own options, then the shared ones."""
    arguments, options = [], []
    for param in command.params:
        if param.param_type_name == "argument":
            arguments.append((_in_words(param.metavar or param.name), param.help or ""))
        else:
            flag = "" if param.is_flag else _in_words(param.metavar or "")
            options.append((_spelled(", ".join(param.opts), flag), param.help or ""))
    options.append(("-h, --help", "显示帮助"))
    words = " ".join(name for name, _ in arguments)
    usage = " ".join(part for part in (ctx.command_path, words, "[选项]") if part)
    return command_help(usage, _titled(command, ctx), arguments, options, command.examples)


def _titled(command: Any, ctx: Any) -> str:
    """Return what a command does, behind its two names."""
    words = tuple(ctx.command_path.split()[1:])
    return f"{spoken_name(words)}（{' '.join(words)}）：{command.help or ''}"


def _parts_of(ctx: Any, command: str) -> str:
    """Return the complaint that a family was called alone, with the commands that it has."""
    table = getattr(ctx.command, "table", {}) if ctx else {}
    parts = "".join(f"\n  {command} {name}　{spec.summary}" for name, spec in table.items())
    return f"{command} 后面要写命令{'：' if parts else ''}{parts}"


_EXTRA = r"(?s)unexpected extra argument\S* \((.*)\)"


def translated(error: Any) -> UsageError:
    """Return a complaint of the option parser as one of our errors, in Chinese."""
    command = error.ctx.command_path if getattr(error, "ctx", None) else "pdisc"
    next_step = f"{command} --help"
    option = getattr(error, "option_name", None)
    if hasattr(error, "possibilities"):
        known = [name for param in error.ctx.command.params for name in param.opts]
        hint = or_rather(nearest(str(option), known))
        return UsageError(f"没有选项“{visible(str(option))}”{hint}", next_step=next_step)
    if option:
        valueless = "does not take" in error.format_message()
        need = "后面不写值" if valueless else "后面要写一个值"
        return UsageError(f"选项 {visible(str(option))} {need}", next_step=next_step)
    extra = re.search(_EXTRA, error.format_message())
    if extra:
        return UsageError(
            f"多出的内容：“{visible(extra[1])}”", next_step=f"带空格的内容要加引号；{next_step}"
        )
    if "Missing command" in error.format_message():
        return UsageError(_parts_of(error.ctx, command), next_step=next_step)
    return UsageError("命令的写法不对", next_step=next_step)
