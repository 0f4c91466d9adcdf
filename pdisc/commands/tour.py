"""The whole way once, on a throw-away ledger with the real catalogue."""

import shlex
import tempfile
from datetime import date, timedelta
from pathlib import Path

import typer

from pdisc.context import Context
from pdisc.errors import PdiscError

PROPOSER, REVIEWER, SECRETARY = "示例承办人", "示例审核人", "示例书记"


def tour(ctx: typer.Context) -> None:
    """走一遍: from an empty ledger to 已归档, then the weekly check and the report."""
    context: Context = ctx.obj
    with tempfile.TemporaryDirectory(prefix="pdisc-") as folder:
        ledger = Path(folder) / "台账"
        for words in _script(context.today):
            _run(context, ledger, words)
    context.screen.line()
    context.screen.line("走完了：临时台账已删除，没有留下任何东西。")
    context.screen.hint("建自己的台账：pdisc init --unit 单位名称")


def _script(today: date) -> list[list[str]]:
    """Return the commands of the tour; the ledger begins with last year, so that some are due."""
    year = today.year
    number = f"{year}-0001"
    last_quarter = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    window = f"{last_quarter.year}-Q{(last_quarter.month + 2) // 3}"
    by = "--by"
    lines = [
        ["init", "--unit", "示例单位", "--since", f"{window[:4]}-01-01"],
        ["staff", "add", PROPOSER, "--office", "办公室", "--role", "承办", "--role", "档案"],
        ["staff", "add", REVIEWER, "--office", "支部", "--role", "审核"],
        [
            "staff",
            "add",
            SECRETARY,
            "--office",
            "支部",
            "--role",
            "审批",
            "--authority",
            "支部书记",
        ],
        ["catalog", "check"],
        ["propose", "1.1.1", "--title", "学习贯彻上级决策部署情况", "--for", window, by, PROPOSER]
        + ["--content", "本期召开支部党员大会两次，学习上级党委决策部署，已研究落实措施。"],
        ["review", number, by, REVIEWER, "--necessity", "通过", "--accuracy", "通过"]
        + ["--secrecy", "通过", "--privacy", "通过"],
        ["approve", number, by, SECRETARY],
        ["publish", number, "--channel", "会议", "--place", "支部会议室", by, PROPOSER],
        ["publish", number, "--channel", "文件", "--place", "各科室", by, PROPOSER],
        ["publish", number, "--channel", "公开栏", "--place", "一楼党务公开栏", by, PROPOSER],
        [
            "publish",
            number,
            "--channel",
            "网站",
            "--url",
            "https://example.invalid/1",
            by,
            PROPOSER,
        ],
        ["archive", number, "--no-opinions", by, PROPOSER],
        ["nil", "1.1.2", "--for", window, by, PROPOSER, "--reason", "本期没有此类事项"],
        ["show", number],
        ["verify"],
        ["due"],
        ["report", "--year", window[:4]],
    ]
    return lines


def _run(context: Context, ledger: Path, words: list[str]) -> None:
    from pdisc.cli import run

    context.screen.line()
    context.screen.heading(f"$ pdisc {shlex.join(words).replace(chr(39), '')}")
    step = Context(
        out=context.out,
        err=context.out,
        stdin=context.stdin,
        clock=context.clock,
        environment={**context.environment, "PDISC_LEDGER": str(ledger)},
    )
    step.options.operator = PROPOSER
    step.options.plain = context.options.plain
    code = run(words, step)
    if code:
        raise PdiscError(f"演示在 pdisc {words[0]} 处停下（退出码 {code}）")
