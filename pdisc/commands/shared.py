"""The options that every command of a kind takes, and those of the program itself."""

from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperOption

from pdisc.commands.completion import by_kind, words
from pdisc.commands.typed_line import written_twice
from pdisc.errors import UsageError
from pdisc.words import Audience

GLOBAL = (
    ("ledger", "--ledger", "文件夹", "台账所在的文件夹（或环境变量 PDISC_LEDGER）"),
    ("operator", "--as", "姓名", "操作人（或环境变量 PDISC_ACTOR）"),
    ("json", "--json", None, "只输出一份 JSON，不提问"),
    (
        "plain",
        "--plain",
        None,
        "纯文字，没有颜色和线条，供读屏（或环境变量 PDISC_PLAIN=1）",
    ),
)
WRITING = (
    ("by", "--by", "姓名", "决定人；不写就是操作人"),
    ("on", "--on", "日期", "业务日期；不写就是今天"),
    ("late_reason", "--late-reason", "原因", "补录的原因"),
    ("note", "--note", "备注", "备注"),
    ("dry_run", "--dry-run", None, "只检查，不记录"),
    ("waiver", "--waive-separation", "理由", "审核、审批与提出是同一人时的理由，会记录"),
)
READING = (("audience", "--audience", "对象", "给谁看：内部、党内、社会；不写就是内部"),)
SHARED = {
    "plain": GLOBAL,
    "read": READING + GLOBAL,
    "write": WRITING + GLOBAL,
}


def _keeper(name: str) -> Callable[[Any, Any, Any], Any]:
    def keep(ctx: Any, param: Any, value: Any) -> Any:
        if value not in (None, False) and ctx.obj is not None:
            if isinstance(value, str) and getattr(ctx.obj.options, name) is not None:
                raise written_twice(param.opts[0])  # before the command's name, and after it
            setattr(ctx.obj.options, name, value)
        return value

    return keep


def _offered(name: str, metavar: str | None) -> Any:
    """Return what the shell offers for one of these options."""
    return words(*Audience) if name == "audience" else by_kind(metavar or "")


def _option(name: str, flag: str, metavar: str | None, text: str) -> TyperOption:
    return TyperOption(
        param_decls=[f"shared_{name}", flag],
        callback=_keeper(name),
        expose_value=False,
        is_flag=True if metavar is None else None,
        default=False if metavar is None else None,
        metavar=metavar,
        help=text,
        is_eager=True,
        autocompletion=_offered(name, metavar),
    )


def shared_options(kind: str) -> list[TyperOption]:
    """Return the options that every command of a kind takes: plain, read or write."""
    return [_option(*row) for row in SHARED[kind]]


BY_TYPER = ("bash", "zsh", "fish")
"""Where Typer sets completion up. In PowerShell it would allow all scripts to run, for good."""

IN_POWERSHELL = (
    '在 PowerShell 里打 $env:_PDISC_COMPLETE="source_powershell";'
    " pdisc >> $PROFILE; $env:_PDISC_COMPLETE=$null"
)


def _install(ctx: Any, param: Any, value: Any) -> None:
    if not value or ctx.resilient_parsing:
        return
    import shellingham  # type: ignore[import-untyped]  # Typer's own way to find out
    from typer import completion

    try:
        found, _ = shellingham.detect_shell()
    except shellingham.ShellDetectionFailure:
        found = ""
    if found not in BY_TYPER:
        told = f"{found or '这个命令行'} 的补全不能自动装：cmd 没有补全，PowerShell 的自己加一行"
        raise UsageError(told, next_step=IN_POWERSHELL)
    completion.completion_init()  # type: ignore[attr-defined]  # a name that Typer doesn't export
    shell, path = completion.install(  # type: ignore[attr-defined]  # nor this one
        prog_name="pdisc", complete_var="_PDISC_COMPLETE"
    )
    ctx.obj.screen.line(f"已为 {shell} 装好命令补全（{path}），重新打开终端后生效")
    raise typer.Exit


def _action(name: str, flag: str, act: Callable[[Any, Any, Any], None], text: str) -> TyperOption:
    return TyperOption(
        param_decls=[name, flag],
        callback=act,
        expose_value=False,
        is_flag=True,
        default=False,
        help=text,
    )


def root_options() -> list[TyperOption]:
    """Return the options of the program itself."""
    return [
        *shared_options("plain"),
        _action(
            "install_completion", "--install-completion", _install, "为当前的命令行装上命令补全"
        ),
        _action("version", "--version", _version, "显示版本"),
    ]


def _version(ctx: Any, param: Any, value: Any) -> None:
    if value and not ctx.resilient_parsing:
        from pdisc import __version__

        ctx.obj.screen.line(f"pdisc {__version__}")
        raise typer.Exit
