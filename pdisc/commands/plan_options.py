"""What can be said of a plan: the options of 提出, 修改 and 更正."""

from typing import Annotated, NamedTuple

import typer

from pdisc.commands.options import SCOPES, ChannelOption, OfficeOption, Reason, Window, value

Title = Annotated[str | None, value("--title", "标题", "标题")]
Content = Annotated[str | None, value("--content", "正文", "公开的内容")]
ContentFile = Annotated[
    str | None, value("--content-file", "文件", "正文在 Word（docx）或文本文件里；- 为标准输入")
]
Attach = Annotated[list[str] | None, value("--attach", "文件", "附件，可多次")]
ScopeOption = Annotated[
    str | None,
    value("--scope", "范围", "社会、党内，或 党内:本单位 等；只能收窄，要写 --reason", SCOPES),
]
Planned = Annotated[str | None, value("--planned", "日期", "计划公开日期")]
Occurred = Annotated[str | None, value("--occurred", "日期", "随时事项的发生日期")]
PublicNotice = Annotated[
    bool, typer.Option("--public-notice", help="这是公示：有不少于规定工作日的公示期")
]
LIFTED = "上级准予公开这份摘录的文号（先用 lift 登记）"
Lifted = Annotated[str | None, value("--lifted", "文号", LIFTED)]


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
