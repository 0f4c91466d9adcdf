"""Help in Chinese, and the option parser's complaints said in Chinese."""

import re
from contextlib import suppress
from typing import Annotated, Any

import typer

from pdisc.commands.advice import finding
from pdisc.commands.advice.topic import Topic
from pdisc.commands.chinese_names import (
    both_names,
    commands_in,
    english,
    in_chinese,
    spoken_name,
)
from pdisc.commands.completion import words as words_offered
from pdisc.commands.table import COMMANDS
from pdisc.context import Context
from pdisc.errors import PdiscError, UsageError
from pdisc.render.helptext import command_help, front_page, group_help, topic_help
from pdisc.services import knowing
from pdisc.text import nearest, or_rather, visible

ALL = "全部"


def show_help(
    ctx: typer.Context,
    topic: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="词",
            help="一个词或一句话，如 延期；或命令名；或 全部",
            show_default=False,
            autocompletion=words_offered(ALL, *finding.titles(), *both_names(COMMANDS)),
        ),
    ] = None,
) -> None:
    """Show the help of the program, of one command, what is known of a topic, or all commands."""
    root = ctx.parent
    assert root is not None, "help is a command of the program"
    ctx.obj.out.write(_asked_for(root, topic or []))


def _asked_for(root: Any, words: list[str]) -> str:
    if not words:
        return str(root.get_help())
    worded = root.obj.worded
    if words == [ALL]:
        chinese = worded is in_chinese
        whole = help_of_group(root.command.table, "", everything=True, chinese=chinese)
        return str(worded(whole))
    if _is_command(root.command.table, words):
        command, context = _command(root, words)
        return str(command.get_help(context))
    return str(worded(_answers(root, words)))


def _is_command(table: Any, words: list[str]) -> bool:
    """Tell whether the first word names a command, and what follows can only be a part of it."""
    spec = table.get(english(table, words[0]))
    return spec is not None and (len(words) == 1 or spec.parts is not None)


def _command(root: Any, words: list[str]) -> tuple[Any, Any]:
    """Return a command with its context; raises UsageError for a part that doesn't exist."""
    command, context = root.command, root
    for word in words:
        known = hasattr(command, "resolve_command")
        name, command, _ = command.resolve_command(context, [word]) if known else (word, None, [])
        if command is None:
            said = visible(" ".join(words))
            raise UsageError(f"没有命令“{said}”", next_step=f"pdisc help {ALL}")
        context = command.make_context(name, [], parent=context, resilient_parsing=True)
    return command, context


def _answers(root: Any, words: list[str]) -> str:
    """Return what is known of a topic, or raise UsageError with the nearest command."""
    asked = " ".join(words)
    if not finding.is_said(asked) and (items := _items_named(root.obj, asked)):
        return topic_help("", [_about_items(asked, items)], "")
    if not finding.is_answered(asked):
        root.command.resolve_command(root, words)
        raise UsageError(f"没有“{visible(asked)}”的帮助", next_step=f"pdisc help {ALL}")
    found = finding.topics_for(asked)
    head = "" if finding.is_said(asked) else f"没有“{visible(asked)}”，相近的："
    named = (each for topic in found for each in commands_in(topic.examples))
    uses = "、".join(f"pdisc help {each}" for each in dict.fromkeys(named))
    footer = f"更多的用法：{uses}" if uses else ""
    return topic_help(head, found, footer)


def _english_first(words: str, spoken: str) -> str:
    return f"{words} {spoken.split()[-1]}"


def _chinese_first(words: str, spoken: str) -> str:
    return f"{spoken} {words.split()[-1]}"


def _items_named(context: Context, asked: str) -> list[tuple[str, str]]:
    """Return the items of the catalogue that bear what was typed; none where no ledger tells."""
    if asked.isascii() or not context.folder.has_ledger():
        return []
    with suppress(PdiscError), context.reading() as reading:
        items = knowing.items_for(reading, context.today, ())
        return [(each.code, each.level3) for each in items if asked in each.level3]
    return []


MOST_ITEMS = 3
"""So many items are named to whoever asks for a word of theirs."""


def _about_items(asked: str, named: list[tuple[str, str]]) -> Topic:
    """Return what to do about a word that is an item's: find what was done, or propose one."""
    shown = "、".join(f"{code} {name}" for code, name in named[:MOST_ITEMS])
    more = f"等{len(named)}条" if len(named) > MOST_ITEMS else ""
    says = f"公开目录里有：{shown}{more}。办过的按词查找；要公开一件就提出，缺什么问什么。"
    word, code = visible(asked).split()[0], named[0][0]
    lines = (f"pdisc search {word}", f"pdisc propose {code}", f"pdisc why {code}")
    return Topic(f"“{visible(asked)}”是目录里的事项", says, lines, (asked,))


def help_of_group(
    table: dict[str, Any], path: str, *, everything: bool = False, chinese: bool = False
) -> str:
    """Return the grouped help of the program or of one family of commands.

    Each command stands there by both names, the Chinese one first where `chinese` was typed.
    """
    both = _chinese_first if chinese else _english_first
    groups: dict[str, list[tuple[str, str]]] = {}
    for name, spec in table.items():
        if spec.front or path or everything:
            parts = spec.parts if everything else None
            below = [(f"{name} {part}", each) for part, each in (parts or {}).items()]
            groups.setdefault(spec.group, []).append((both(name, spec.chinese), spec.summary))
            groups[spec.group] += [
                (both(words, f"{spec.chinese} {each.chinese}"), each.summary)
                for words, each in below
            ]
    if not path and not everything:
        return front_page(TITLE, list(groups.items()), WAYS_ON)
    title = f"pdisc {path} 的命令" if path else TITLE
    options = () if path else _root_options()
    shown = [spec.examples[0] for spec in table.values() if spec.examples] if path else []
    footer = "每个命令加 --help 看用法"
    return group_help(title, list(groups.items()), options, footer, shown[:FAMILY_SHOWN])


FAMILY_SHOWN = 3
"""So many examples stand in the help of a family of commands, one a command."""


TITLE = "党务公开台账：每件事走五步，每周看一次该办什么（直接运行 pdisc）"
WAYS_ON = (
    "不知道用哪个命令：pdisc help 延期（打一个词，或者一句话）",
    "某个命令的用法、例子：pdisc propose --help；所有命令和选项：pdisc help 全部",
)
"""Below the first page of help: how to find more."""


def _root_options() -> tuple[tuple[str, str], ...]:
    from pdisc.commands.shared import GLOBAL

    shown = tuple((_spelled(flag, metavar), text) for _, flag, metavar, text in GLOBAL)
    return (
        *shown,
        ("--install-completion", "为当前的命令行装上命令补全"),
        ("--version", "显示版本"),
        ("-h, --help", "显示帮助"),
    )


def _spelled(flag: str, metavar: str | None) -> str:
    return f"{flag} {metavar}" if metavar else flag


def help_of_command(command: Any, ctx: Any) -> str:
    """Return the help of one command: usage, arguments, its own options, then the shared ones."""
    arguments, options = [], []
    for param in command.params:
        if param.param_type_name == "argument":
            arguments.append((param.metavar or param.name, param.help or ""))
        else:
            flag = "" if param.is_flag else param.metavar or ""
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
