"""What can be said of each of the five steps: options of 审核, 审批, 实施, 归档, 撤下."""

from typing import Annotated

import typer

from pdisc.commands.options import SCOPES, value
from pdisc.words import Verdict

Evidence = Annotated[list[str] | None, value("--evidence", "文件", "凭证，可多次")]
Opinion = Annotated[str | None, value("--opinion", "意见", "意见")]
NotAMark = Annotated[
    str | None,
    value("--not-a-mark", "理由", "凭证、意见被误作密级标志时，放行的理由（会记录）"),
]
Necessity = Annotated[str | None, value("--necessity", "意见", "必要性：通过 或 不通过", Verdict)]
Accuracy = Annotated[str | None, value("--accuracy", "意见", "准确性：通过 或 不通过", Verdict)]
Secrecy = Annotated[str | None, value("--secrecy", "意见", "保密审查：通过 或 不通过", Verdict)]
Privacy = Annotated[str | None, value("--privacy", "意见", "个人隐私：通过 或 不通过", Verdict)]
Accept = Annotated[
    list[str] | None, value("--accept", "编号=理由", "说明一条审查发现（或 F1-F5=理由），可多次")
]
Return = Annotated[str | None, value("--return", "理由", "退回修改")]
Withhold = Annotated[str | None, value("--withhold", "理由", "建议不予公开，由审批人决定")]
BoardInside = Annotated[
    bool, typer.Option("--board-inside", help="公开栏只设在党员活动场所，只有党员看得到")
]
Narrow = Annotated[
    str | None, value("--scope", "范围", "收窄公开范围：党内，或 党内:特定对象 等", SCOPES)
]
DropChannel = Annotated[
    list[str] | None, value("--drop-channel", "形式", "去掉一种公开形式，可多次")
]
Refuse = Annotated[str | None, value("--refuse", "理由", "不予公开，要写 --basis")]
Escalate = Annotated[
    str | None, value("--escalate", "上级党组织名称", "超出职权，报上级党组织审批")
]
CheckCode = Annotated[str | None, value("--code", "核对码", "审批表上的核对码")]
Used = Annotated[
    list[str] | None,
    value("--channel", "形式", "已经用哪一种形式公开，可多次，也可写 会议、文件"),
]
Place = Annotated[str | None, value("--place", "地点", "会议室、公开栏位置，或文件发给谁")]
Url = Annotated[str | None, value("--url", "网址", "网站公开的网址")]
Until = Annotated[str | None, value("--until", "日期", "挂到哪一天；公示期满的日期")]
NoOpinions = Annotated[
    bool, typer.Option("--no-opinions", help="没有收到意见（意见收集结果为“无意见”）")
]
StillAt = Annotated[str | None, value("--still-at", "地方", "旧的内容还在哪里")]
