"""The options that all commands share, and the spellings of those that several use."""

from collections.abc import Callable, Iterable
from typing import Annotated, Any, NamedTuple

import typer
from typer.core import TyperOption

from pdisc.commands.completion import from_ledger, words
from pdisc.render.formats import choices as formats
from pdisc.words import (
    Authority,
    Channel,
    Cycle,
    Group,
    Renewal,
    Retention,
    Scope,
    ScopeDetail,
    State,
    Timing,
    Verdict,
)


def _value(flag: str, metavar: str, text: str, offered: Iterable[str] = ()) -> Any:
    """Return an option that takes a text; the shell offers the words of a closed vocabulary."""
    return typer.Option(flag, metavar=metavar, help=text, autocompletion=words(*offered))


SCOPES = (*Scope, *(f"{Scope.PARTY}:{detail}" for detail in ScopeDetail))

Code = Annotated[
    str | None,
    typer.Argument(
        metavar="CODE",
        help="目录编号，如 1.2.1",
        show_default=False,
        autocompletion=from_ledger("code"),
    ),
]
Number = Annotated[
    str | None,
    typer.Argument(
        metavar="N",
        help="公开事项编号，如 2026-0001",
        show_default=False,
        autocompletion=from_ledger("number"),
    ),
]
Title = Annotated[str | None, _value("--title", "标题", "标题")]
Content = Annotated[str | None, _value("--content", "正文", "公开的内容")]
ContentFile = Annotated[
    str | None, _value("--content-file", "文件", "正文在文本文件里；- 为标准输入")
]
Attach = Annotated[list[str] | None, _value("--attach", "文件", "附件，可多次")]
ScopeOption = Annotated[
    str | None,
    _value("--scope", "范围", "社会、党内，或 党内:本单位 等；只能收窄，要写 --reason", SCOPES),
]
ChannelOption = Annotated[
    list[str] | None, _value("--channel", "形式", "公开形式，可多次；平台写作 网站:党建网", Channel)
]
Planned = Annotated[str | None, _value("--planned", "日期", "计划公开日期")]
Window = Annotated[str | None, _value("--for", "期次", "属于哪一期，如 2026-Q3 或 2026年三季度")]
Occurred = Annotated[str | None, _value("--occurred", "日期", "随时事项的发生日期")]
OfficeOption = Annotated[str | None, _value("--office", "科室", "承办科室")]
PublicNotice = Annotated[
    bool, typer.Option("--public-notice", help="这是公示：有不少于规定工作日的公示期")
]
Reason = Annotated[str | None, _value("--reason", "理由", "理由")]
LIFTED = "摘录带有密级标志、上级准予公开的文号（先用 lift 登记）"
Lifted = Annotated[str | None, _value("--lifted", "文号", LIFTED)]


class PlanOptions(NamedTuple):
    """What can be said of a plan: the options of 提出, 修改 and 更正, as they were typed."""

    title: Title = None
    content: Content = None
    content_file: ContentFile = None
    attach: Attach = None
    scope: ScopeOption = None
    channel: ChannelOption = None
    planned: Planned = None
    window: Window = None
    occurred: Occurred = None
    office: OfficeOption = None
    public_notice: PublicNotice = False
    reason: Reason = None
    lifted: Lifted = None


Basis = Annotated[str | None, _value("--basis", "依据", "依据")]
Evidence = Annotated[list[str] | None, _value("--evidence", "文件", "凭证，可多次")]
DocumentNumber = Annotated[str | None, _value("--document-number", "文号", "文号")]
Opinion = Annotated[str | None, _value("--opinion", "意见", "意见")]
From = Annotated[str | None, _value("--from", "日期", "自哪一天起")]


def _format() -> Any:
    return _value("--format", "格式", formats.in_words(), formats.FORMATS)


Format = Annotated[str | None, _format]
"""Made when a command is loaded, since it tells what stands in a list then."""

Out = Annotated[str | None, _value("--out", "文件", "写到文件")]
ExitCodeOption = Annotated[
    bool, typer.Option("--exit-code", help="有需要注意的内容时，退出码为 20")
]

Necessity = Annotated[str | None, _value("--necessity", "意见", "必要性：通过 或 不通过", Verdict)]
Accuracy = Annotated[str | None, _value("--accuracy", "意见", "准确性：通过 或 不通过", Verdict)]
Secrecy = Annotated[str | None, _value("--secrecy", "意见", "保密审查：通过 或 不通过", Verdict)]
Privacy = Annotated[str | None, _value("--privacy", "意见", "个人隐私：通过 或 不通过", Verdict)]
Accept = Annotated[
    list[str] | None, _value("--accept", "编号=理由", "说明一条审查发现（或 F1-F5=理由），可多次")
]
Return = Annotated[str | None, _value("--return", "理由", "退回修改")]
Withhold = Annotated[str | None, _value("--withhold", "理由", "建议不予公开，由审批人决定")]
BoardInside = Annotated[
    bool, typer.Option("--board-inside", help="公开栏只设在党员活动场所，只有党员看得到")
]
Narrow = Annotated[
    str | None, _value("--scope", "范围", "收窄公开范围：党内，或 党内:特定对象 等", SCOPES)
]
MaskAll = Annotated[bool, typer.Option("--all", help="遮盖全部审查发现")]
Mask = Annotated[list[str] | None, _value("--mask", "内容", "要遮盖的内容，如姓名；可多次")]
DropChannel = Annotated[
    list[str] | None, _value("--drop-channel", "形式", "去掉一种公开形式，可多次", Channel)
]
Refuse = Annotated[str | None, _value("--refuse", "理由", "不予公开，要写 --basis")]
Escalate = Annotated[str | None, _value("--escalate", "上级", "超出职权，报上级党组织审批")]
CheckCode = Annotated[str | None, _value("--code", "核对码", "审批表上的核对码")]
OneChannel = Annotated[str | None, _value("--channel", "形式", "已经用哪一种形式公开", Channel)]
Place = Annotated[str | None, _value("--place", "地点", "会议室、公开栏位置，或文件发给谁")]
Url = Annotated[str | None, _value("--url", "网址", "网站公开的网址")]
Until = Annotated[str | None, _value("--until", "日期", "挂到哪一天；公示期满的日期")]
RetentionOption = Annotated[
    str | None, _value("--retention", "期限", "保管期限：永久、30年 或 10年", Retention)
]
NoOpinions = Annotated[
    bool, typer.Option("--no-opinions", help="没有收到意见（意见收集结果为“无意见”）")
]
StillAt = Annotated[str | None, _value("--still-at", "地方", "旧的内容还在哪里")]
ItemScope = Annotated[str | None, _value("--scope", "范围", "社会 或 党内", Scope)]
ItemTiming = Annotated[str | None, _value("--timing", "时限", "定期、固定 或 随时", Timing)]
Every = Annotated[
    str | None,
    _value("--every", "周期", "每月 每季度 每半年 每年 每2个月；随时事项 发生后10个工作日", Cycle),
]
RenewalOption = Annotated[
    str | None, _value("--renewal", "方式", "固定事项每年：复核 或 重新公开", Renewal)
]
AuthorityOption = Annotated[
    str | None, _value("--authority", "权限", "支部书记、支部委员会 或 上级党组织", Authority)
]
RuleClass = Annotated[str | None, _value("--rule", "类别", "附件1 的类别，1 到 9")]
ActingFor = Annotated[
    str | None, _value("--acting-for", "姓名", "代谁审批；要写 --document-number 依据的文件")
]
Save = Annotated[str | None, _value("--save", "文件夹", "把这一稿的附件存到文件夹，供张贴、上网")]
OnDay = Annotated[
    str | None, _value("--on", "日期", "按哪一天的情况，算上至今录入的；不写就是今天")
]
Within = Annotated[str | None, _value("--within", "天数", "提前多少天提示；不写就是 14")]
YearOption = Annotated[str | None, _value("--year", "年", "哪一年；不写就是今年")]
Quarter = Annotated[str | None, _value("--quarter", "季度", "哪一季，如 2026-Q3")]
To = Annotated[str | None, _value("--to", "日期", "到哪一天")]
GroupOption = Annotated[
    str | None, _value("--group", "分组", "一级目录 科室 范围 时限 形式 月份", Group)
]
AsOf = Annotated[str | None, _value("--as-of", "日期", "只算到那天为止已经录入的")]
Holder = Annotated[str | None, _value("--holder", "姓名", "只列在谁手上的")]
Since = Annotated[str | None, _value("--since", "日期", "只列那天起（含当天）的变化，供定时任务用")]
FormName = Annotated[
    str | None, typer.Argument(metavar="表格", help="要打印的表格", show_default=False)
]
Target = Annotated[
    str | None,
    typer.Argument(
        metavar="CODE或N", help="目录编号或公开事项编号，有的表格要写", show_default=False
    ),
]
Month = Annotated[str | None, _value("--month", "月份", "月历是哪个月，如 2026-12")]
CalendarOut = Annotated[
    str | None,
    typer.Argument(metavar="文件", help="写到哪个文件，如 党务公开.ics", show_default=False),
]
StateOption = Annotated[str | None, _value("--state", "状态", "只列这种状态的", State)]
CodeOption = Annotated[str | None, _value("--code", "CODE", "只列这个目录条目的")]
Limit = Annotated[str | None, _value("--limit", "件数", "最多列几件")]
OnlyScope = Annotated[str | None, _value("--scope", "范围", "只列 社会 或 党内", Scope)]
OnlyYear = Annotated[str | None, _value("--year", "年", "只列这一年的")]
Words = Annotated[
    list[str] | None, typer.Argument(metavar="词…", help="要找的词，可多个", show_default=False)
]

GLOBAL = (
    ("ledger", "--ledger", "文件夹", "台账所在的文件夹（或环境变量 PDISC_LEDGER）"),
    ("operator", "--as", "姓名", "操作人（或环境变量 PDISC_ACTOR）"),
    ("json", "--json", None, "只输出一份 JSON，不提问"),
    ("plain", "--plain", None, "不用颜色和线条"),
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
            setattr(ctx.obj.options, name, value)
        return value

    return keep


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
    )


def shared_options(kind: str) -> list[TyperOption]:
    """Return the options that every command of a kind takes: plain, read or write."""
    return [_option(*row) for row in SHARED[kind]]


def _install(ctx: Any, param: Any, value: Any) -> None:
    if not value or ctx.resilient_parsing:
        return
    from typer import completion

    completion.completion_init()  # type: ignore[attr-defined]
    shell, path = completion.install(  # type: ignore[attr-defined]
        prog_name="pdisc", complete_var="_PDISC_COMPLETE"
    )
    ctx.obj.screen.line(f"已为 {shell} 装好命令补全（{path}），重新打开终端后生效")
    raise typer.Exit


def root_options() -> list[TyperOption]:
    """Return the options of the program itself."""
    completion = TyperOption(
        param_decls=["install_completion", "--install-completion"],
        callback=_install,
        expose_value=False,
        is_flag=True,
        default=False,
        help="为当前的命令行装上命令补全",
    )
    version = TyperOption(
        param_decls=["version", "--version"],
        callback=_version,
        expose_value=False,
        is_flag=True,
        default=False,
        help="显示版本",
    )
    return [*shared_options("plain"), completion, version]


def _version(ctx: Any, param: Any, value: Any) -> None:
    if value and not ctx.resilient_parsing:
        from pdisc import __version__

        ctx.obj.screen.line(f"pdisc {__version__}")
        raise typer.Exit
