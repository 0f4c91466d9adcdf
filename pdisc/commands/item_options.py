"""What can be said of a catalogue item: the options of 新增 and 更正."""

from typing import Annotated, Any, NamedTuple

from pdisc.commands import options as o
from pdisc.commands.form import Form
from pdisc.words import Authority, Cycle, Renewal, Retention, Scope, Timing

ItemScope = Annotated[str | None, o.value("--scope", "范围", "社会 或 党内", Scope)]
ItemTiming = Annotated[str | None, o.value("--timing", "时限", "定期、固定 或 随时", Timing)]
Every = Annotated[
    str | None,
    o.value("--every", "周期", "每月 每季度 每半年 每年 每2个月；随时事项 发生后10个工作日", Cycle),
]
RenewalOption = Annotated[
    str | None, o.value("--renewal", "方式", "固定事项每年：复核 或 重新公开", Renewal)
]
RuleClass = Annotated[str | None, o.value("--rule", "类别", "附件1 的类别，1 到 9")]


class ItemOptions(NamedTuple):
    """What can be said of a catalogue item, as it was typed."""

    channel: o.ChannelOption = None
    scope: ItemScope = None
    timing: ItemTiming = None
    every: Every = None
    renewal: RenewalOption = None
    authority: o.AuthorityOption = None
    rule: RuleClass = None
    retention: o.RetentionOption = None
    office: o.OfficeOption = None


NOTHING = ItemOptions()


def cells(form: Form, typed: ItemOptions) -> dict[str, Any]:
    """Return the fields of an item that were given, read; None for those that weren't."""
    return {
        "channels": form.channels("--channel", typed.channel) or None,
        "scope": form.word("--scope", typed.scope, Scope),
        "timing": form.word("--timing", typed.timing, Timing),
        "every": form.every("--every", typed.every),
        "renewal": form.word("--renewal", typed.renewal, Renewal),
        "authority": form.word("--authority", typed.authority, Authority),
        "rule": _rule(form, typed.rule),
        "retention": form.word("--retention", typed.retention, Retention),
        "office": form.optional("--office", typed.office),
    }


def _rule(form: Form, typed: str | None) -> int | None:
    """Return the class of 附件1, or None where none was given."""
    kind = form.number("--rule", typed, most=9)
    if kind == 0:
        form.wrong("--rule 应为 1 到 9")
    return kind
