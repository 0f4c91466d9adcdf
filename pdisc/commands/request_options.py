"""The options and arguments of the commands about 点题."""

from typing import Annotated

import typer

from pdisc.commands.options import named, value
from pdisc.values.voice_kinds import AskerKind, RequestOutcome, RequestState, RequestVia

Id = Annotated[str | None, named("点题编号", "点题编号，如 2026-D001")]
Ids = Annotated[list[str] | None, named("点题编号…", "要并办的点题编号，可多个")]
Into = Annotated[str | None, named("并到", "并到哪一件点题")]
Content = Annotated[str | None, value("--content", "内容", "要求公开什么，照原话写")]
Answer = Annotated[
    str | None, value("--content", "内容", "答复的内容；决定“已公开”的可以不写，按公开的地方告知")
]
Added = Annotated[str | None, value("--content", "内容", "补正、回复的内容")]
Asker = Annotated[
    str | None, value("--asker", "身份", "点题的是党员还是群众；不写按群众", AskerKind)
]
Name = Annotated[str | None, value("--name", "姓名", "点题人的姓名；只供本单位查看")]
Contact = Annotated[str | None, value("--contact", "联系方式", "怎样联系；只供本单位查看")]
Via = Annotated[
    str | None, value("--via", "方式", "口头、书面、电话、信箱 或 网络；不写按口头", RequestVia)
]
ReceivedOn = Annotated[str | None, value("--received", "日期", "哪天收到的；不写就是业务日期")]
Outcome = Annotated[
    str | None,
    value(
        "--outcome",
        "决定",
        "已公开、应公开未公开、不予公开、区分处理、补正 或 征求第三方",
        RequestOutcome,
    ),
]
With = Annotated[
    str | None, value("--with", "编号或公号", "已经公开的是哪一件：公开事项编号，或 公7、党7")
]
Item = Annotated[str | None, value("--item", "目录编号", "立即公开的按目录哪一条；不写按 6.1.1")]
Title = Annotated[str | None, value("--title", "标题", "立即公开的标题；不写按点题原话起草")]
ProposalContent = Annotated[
    str | None, value("--proposal-content", "正文", "立即公开的正文；不写按点题原话起草")
]
To = Annotated[str | None, value("--to", "上级党组织", "报告哪个上级党组织")]
View = Annotated[str | None, value("--view", "意见", "上级党组织的意见")]
State = Annotated[
    str | None,
    value(
        "--state",
        "状态",
        "只列这一状态：待决定、补正中、征求中、待答复、已答复、已并办",
        RequestState,
    ),
]
OpenOnly = Annotated[bool, typer.Option("--open", help="只列还没有答复的")]
