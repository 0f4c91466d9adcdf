"""What a person is told where a command didn't end well: the words of the one error boundary."""

import os
from contextlib import suppress
from pathlib import Path

from pdisc.commands.quoted import quotable
from pdisc.context import Context
from pdisc.errors import ExitCode, PdiscError, StorageFailed


def say_error(error: PdiscError, context: Context) -> int:
    """Say on the right stream, in the right form, what went wrong; never fail in doing so."""
    if os.environ.get("PDISC_DEBUG") == "1":
        import traceback

        with suppress(OSError):
            traceback.print_exc()
    next_step = error.next_step
    if not next_step and error.exit_code == ExitCode.USAGE:
        next_step = f"{context.command} --help"
    message, next_step = quotable(error.message), quotable(next_step)
    problems = [each._replace(message=quotable(each.message)) for each in error.problems]
    try:
        if context.options.json:
            told = {"code": int(error.exit_code), "message": message, "next": next_step}
            listed = {"problems": [each._asdict() for each in problems]} if problems else {}
            context.print_json({"error": {**told, **listed}})
            context.out.flush()
            return error.exit_code
    except OSError:
        _close_output(context)
    context.screen.error(error.title, message, next_step, problems)
    return error.exit_code


def say_cancelled(context: Context) -> int:
    """Say that the command was cancelled, without the screen: its import may be what was cut off.

    Some libraries can't be loaded twice, and say so in English.
    """
    from pdisc.text import visible

    unsure = "没有记录" if context.asking else "看有没有记下：pdisc log"
    told = f"已取消；{_kept(context) or unsure}"
    with suppress(OSError):
        context.err.write(f"{visible(context.worded(told))}\n")
        context.err.flush()
    return ExitCode.INTERRUPTED


def say_unwritten(error: OSError, context: Context) -> int:
    """Say that an answer could not be printed, and what was recorded all the same.

    That the reader of a pipe has seen enough is nothing to tell where nothing was recorded.
    """
    _close_output(context)
    kept = _kept(context)
    if isinstance(error, BrokenPipeError) and not kept:
        return ExitCode.STORAGE
    from pdisc.ledger.faults import from_os

    why = from_os(error, Path("输出")).message.removesuffix("：输出")
    failed = StorageFailed(
        f"结果输出不了（{why}）；{kept or '没有登记什么'}",
        next_step="不要再登记一遍，看记下的：pdisc log" if kept else "换一个输出的地方再试",
    )
    context.options.json = False  # stdout has failed: the sentence goes to stderr
    return say_error(failed, context)


def _kept(context: Context) -> str:
    """Return what was recorded in this run and stays; an empty text for nothing."""
    return f"已经记下：{'；'.join(context.kept)}" if context.kept else ""


def unless_spoilt(error: PdiscError, context: Context) -> PdiscError:
    """Return the error, or for a fault what we can't have written, where the database holds such.

    1 is a fault of the program alone.
    """
    return error if error.exit_code != ExitCode.FAULT else context.spoilt() or error


def fault_of(error: Exception, context: Context) -> PdiscError:
    """Return the error for a fault of the program; the traceback shows only with PDISC_DEBUG=1.

    A fault behind a recorded write is one of the answer: 1 says that the ledger is unchanged.
    """
    kept = _kept(context)
    kind = StorageFailed if kept else PdiscError
    return kind(
        f"程序出错（{type(error).__name__}）；{kept or '没有办完的不会记下一半'}",
        next_step="先校验：pdisc verify；设置环境变量 PDISC_DEBUG=1 再运行，把显示的内容发给维护者",
    )


def _close_output(context: Context) -> None:
    """Keep Python from complaining at exit about an output that can't be written."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, context.out.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        return
