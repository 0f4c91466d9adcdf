"""The options that all commands share, and the spellings of those that several use."""

from collections.abc import Callable
from typing import Annotated, Any

import typer
from typer.core import TyperOption

Code = Annotated[
    str | None, typer.Argument(metavar="CODE", help="目录编号，如 1.2.1", show_default=False)
]
Number = Annotated[
    str | None, typer.Argument(metavar="N", help="公开事项编号，如 2026-0001", show_default=False)
]
Title = Annotated[str | None, typer.Option("--title", metavar="标题", help="标题")]
Content = Annotated[str | None, typer.Option("--content", metavar="正文", help="公开的内容")]
ContentFile = Annotated[
    str | None,
    typer.Option("--content-file", metavar="文件", help="正文在文本文件里；- 为标准输入"),
]
Attach = Annotated[list[str] | None, typer.Option("--attach", metavar="文件", help="附件，可多次")]
ScopeOption = Annotated[
    str | None,
    typer.Option("--scope", metavar="范围", help="社会 或 党内；只能收窄，要写 --reason"),
]
ChannelOption = Annotated[
    list[str] | None,
    typer.Option("--channel", metavar="形式", help="公开形式，可多次；平台写作 网站:党建网"),
]
Planned = Annotated[str | None, typer.Option("--planned", metavar="日期", help="计划公开日期")]
Window = Annotated[
    str | None, typer.Option("--for", metavar="期次", help="属于哪一期，如 2026-Q3 或 2026年三季度")
]
Occurred = Annotated[
    str | None, typer.Option("--occurred", metavar="日期", help="随时事项的发生日期")
]
OfficeOption = Annotated[str | None, typer.Option("--office", metavar="科室", help="承办科室")]
PublicNotice = Annotated[
    bool, typer.Option("--public-notice", help="这是公示：有不少于规定工作日的公示期")
]
Reason = Annotated[str | None, typer.Option("--reason", metavar="理由", help="理由")]
Basis = Annotated[str | None, typer.Option("--basis", metavar="依据", help="依据")]
Evidence = Annotated[
    list[str] | None, typer.Option("--evidence", metavar="文件", help="凭证，可多次")
]
DocumentNumber = Annotated[
    str | None, typer.Option("--document-number", metavar="文号", help="文号")
]
Opinion = Annotated[str | None, typer.Option("--opinion", metavar="意见", help="意见")]
From = Annotated[str | None, typer.Option("--from", metavar="日期", help="自哪一天起")]
Format = Annotated[str | None, typer.Option("--format", metavar="格式", help="输出格式")]
Out = Annotated[str | None, typer.Option("--out", metavar="文件", help="写到文件")]
ExitCodeOption = Annotated[
    bool, typer.Option("--exit-code", help="有需要注意的内容时，退出码为 20")
]

Necessity = Annotated[
    str | None, typer.Option("--necessity", metavar="意见", help="必要性：通过 或 不通过")
]
Accuracy = Annotated[
    str | None, typer.Option("--accuracy", metavar="意见", help="准确性：通过 或 不通过")
]
Secrecy = Annotated[
    str | None, typer.Option("--secrecy", metavar="意见", help="保密审查：通过 或 不通过")
]
Privacy = Annotated[
    str | None, typer.Option("--privacy", metavar="意见", help="个人隐私：通过 或 不通过")
]
Accept = Annotated[
    list[str] | None,
    typer.Option("--accept", metavar="编号=理由", help="说明一条审查发现，可多次"),
]
Return = Annotated[str | None, typer.Option("--return", metavar="理由", help="退回修改")]
Withhold = Annotated[
    str | None, typer.Option("--withhold", metavar="理由", help="建议不予公开，由审批人决定")
]
BoardInside = Annotated[
    bool, typer.Option("--board-inside", help="公开栏只设在党员活动场所，只有党员看得到")
]
Narrow = Annotated[str | None, typer.Option("--scope", metavar="范围", help="收窄公开范围：党内")]
DropChannel = Annotated[
    list[str] | None,
    typer.Option("--drop-channel", metavar="形式", help="去掉一种公开形式，可多次"),
]
Refuse = Annotated[
    str | None, typer.Option("--refuse", metavar="理由", help="不予公开，要写 --basis")
]
Escalate = Annotated[
    str | None, typer.Option("--escalate", metavar="上级", help="超出职权，报上级党组织审批")
]
CheckCode = Annotated[str | None, typer.Option("--code", metavar="核对码", help="审批表上的核对码")]
OneChannel = Annotated[
    str | None, typer.Option("--channel", metavar="形式", help="已经用哪一种形式公开")
]
Place = Annotated[
    str | None, typer.Option("--place", metavar="地点", help="会议室、公开栏位置，或文件发给谁")
]
Url = Annotated[str | None, typer.Option("--url", metavar="网址", help="网站公开的网址")]
Until = Annotated[
    str | None, typer.Option("--until", metavar="日期", help="挂到哪一天；公示期满的日期")
]
RetentionOption = Annotated[
    str | None, typer.Option("--retention", metavar="期限", help="保管期限：永久、30年 或 10年")
]
NoOpinions = Annotated[
    bool, typer.Option("--no-opinions", help="没有收到意见（意见收集结果为“无意见”）")
]
StillAt = Annotated[str | None, typer.Option("--still-at", metavar="地方", help="旧的内容还在哪里")]
ItemScope = Annotated[str | None, typer.Option("--scope", metavar="范围", help="社会 或 党内")]
ItemTiming = Annotated[
    str | None, typer.Option("--timing", metavar="时限", help="定期、固定 或 随时")
]
Every = Annotated[
    str | None, typer.Option("--every", metavar="周期", help="每月 每季度 每半年 每年")
]
AuthorityOption = Annotated[
    str | None,
    typer.Option("--authority", metavar="权限", help="支部书记、支部委员会 或 上级党组织"),
]
RuleClass = Annotated[
    str | None, typer.Option("--rule", metavar="类别", help="附件1 的类别，1 到 9")
]
OnDay = Annotated[str | None, typer.Option("--on", metavar="日期", help="截至哪一天；不写就是今天")]
Within = Annotated[
    str | None, typer.Option("--within", metavar="天数", help="提前多少天提示；不写就是 14")
]
YearOption = Annotated[
    str | None, typer.Option("--year", metavar="年", help="哪一年；不写就是今年")
]
Quarter = Annotated[
    str | None, typer.Option("--quarter", metavar="季度", help="哪一季，如 2026-Q3")
]
To = Annotated[str | None, typer.Option("--to", metavar="日期", help="到哪一天")]
GroupOption = Annotated[
    str | None, typer.Option("--group", metavar="分组", help="一级目录 科室 范围 时限 形式 月份")
]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="日期", help="只算到那天为止已经录入的")
]
StateOption = Annotated[str | None, typer.Option("--state", metavar="状态", help="只列这种状态的")]
CodeOption = Annotated[
    str | None, typer.Option("--code", metavar="CODE", help="只列这个目录条目的")
]
Limit = Annotated[str | None, typer.Option("--limit", metavar="件数", help="最多列几件")]
OnlyScope = Annotated[str | None, typer.Option("--scope", metavar="范围", help="只列 社会 或 党内")]
OnlyYear = Annotated[str | None, typer.Option("--year", metavar="年", help="只列这一年的")]
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
