"""The whole way once, on a throw-away ledger with the real catalogue."""

import io
import tempfile
from datetime import date, timedelta
from pathlib import Path

from pdisc.clock import Clock, FixedClock
from pdisc.context import Context
from pdisc.errors import ExitCode, PdiscError, StorageFailed

PROPOSER, REVIEWER, SECRETARY = "示例承办人", "示例审核人", "示例书记"
HANGING = timedelta(days=7)
"""How long the tour waits before it files: as long as the rules shipped want a 公开栏 to hang."""


def tour(context: Context) -> None:
    """走一遍: from an empty ledger to 已归档, then the weekly check and the report."""
    with tempfile.TemporaryDirectory(prefix="pdisc-") as folder:
        ledger = Path(folder) / "台账"
        clock = context.clock
        for words in _script(context.today):
            if words[0] == "archive":
                clock = FixedClock(clock.now() + HANGING)
                context.screen.line()
                context.screen.line(f"（公开栏要挂满7天才能归档：下面按{HANGING.days}天以后演示）")
            _run(context, ledger, words, clock)
    context.screen.line()
    context.screen.line("走完了：临时台账已删除，没有留下任何东西。")
    context.screen.hint("建自己的台账：pdisc init --unit 单位名称")


def _script(today: date) -> list[list[str]]:
    """Return the commands of the tour, on a ledger that began with the last full quarter's year."""
    window = _last_full_quarter(today)
    number = f"{today.year}-0001"
    propose = ["propose", "1.1.1", "--title", "学习贯彻上级决策部署情况", "--for", window]
    text = "本期召开支部党员大会两次，学习上级党委决策部署，已研究落实措施。联系人手机13800001234。"
    passed = [
        word
        for name in ("necessity", "accuracy", "secrecy", "privacy")
        for word in (f"--{name}", "通过")
    ]
    places = (
        ("会议", "--place", "支部会议室"),
        ("文件", "--place", "各科室"),
        ("公开栏", "--place", "一楼党务公开栏"),
        ("网站", "--url", "https://example.invalid/1"),
    )
    return [
        ["init", "--unit", "示例单位", "--since", f"{window[:4]}-01-01"],
        ["staff", "add", PROPOSER, "--office", "办公室", "--role", "承办", "--role", "档案"],
        ["staff", "add", REVIEWER, "--office", "支部", "--role", "审核"],
        ["staff", "add", SECRETARY, "--office", "支部", "--role", "审批"],
        ["catalog", "check"],
        [*propose, "--content", text],
        ["redact", number, "--all"],
        ["review", number, "--by", REVIEWER, *passed],
        ["approve", number, "--by", SECRETARY],
        *(["publish", number, "--channel", *place] for place in places),
        ["archive", number, "--no-opinions"],
        ["nil", "1.1.2", "--for", window, "--reason", "本期没有此类事项"],
        ["show", number],
        ["verify"],
        ["due"],
        ["report", "--year", window[:4]],
    ]


def _last_full_quarter(today: date) -> str:
    quarter = (today.month - 1) // 3
    return f"{today.year}-Q{quarter}" if quarter else f"{today.year - 1}-Q4"


def _run(context: Context, ledger: Path, words: list[str], clock: Clock) -> None:
    from pdisc.cli import run

    context.screen.line()
    context.screen.heading(context.worded(f"$ pdisc {' '.join(words)}"))
    step = Context(
        out=context.out,
        err=context.out,
        stdin=io.StringIO(),  # the tour types for itself: nobody is asked
        clock=clock,
        environment={**context.environment, "PDISC_LEDGER": str(ledger)},
    )
    step.options.operator = PROPOSER
    step.options.plain = context.plain
    step.worded = context.worded
    code = run(words, step)
    if code == ExitCode.STORAGE:
        raise StorageFailed(f"演示在 pdisc {words[0]} 处停下")
    if code:
        raise PdiscError(f"演示在 pdisc {words[0]} 处停下（退出码 {code}）")
