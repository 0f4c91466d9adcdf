"""The rows of the five steps, and of what is done with a disclosure besides."""

from pdisc.commands.spec import STEPS, Spec

FIVE_STEPS: dict[str, Spec] = {
    "propose": Spec("提出", "drafts", STEPS, "拟订公开方案", "write").as_in(
        "pdisc propose 编号 --title 标题 --content-file 正文.txt --for 2026-Q3",
        "pdisc propose 编号 --title 标题 --content 正文 --attach 附件.docx --by 承办人",
    ),
    "review": Spec("审核", "steps", STEPS, "必要性、准确性、保密、隐私", "write").as_in(
        "pdisc review 2026-0001 --by 审核人 --necessity 通过 --accuracy 通过"
        " --secrecy 通过 --privacy 通过",
        "pdisc review 2026-0003..2026-0009 --by 审核人 --return 退回的理由",
        "pdisc review 2026-0001 --by 审核人 --necessity 通过 --accuracy 通过"
        " --secrecy 通过 --privacy 通过 --accept F1=理由 --accept F2-F5=理由",
    ),
    "approve": Spec("审批", "steps", STEPS, "审批，或报批及登记批复", "write").as_in(
        "pdisc approve 2026-0001 --by 审批人",
        "pdisc approve 2026-0003..2026-0009 2026-0012 --by 审批人",
        "pdisc approve 2026-0001 --by 审批人 --escalate 上级党组织名称",
    ),
    "publish": Spec("实施", "steps", STEPS, "登记已用的公开形式", "write").as_in(
        "pdisc publish 2026-0001 --channel 会议 --place 地点",
        "pdisc publish 2026-0003..2026-0009 --channel 会议、文件 --place 地点",
        "pdisc publish 2026-0001 --channel 网站 --url 网址",
    ),
    "archive": Spec("归档", "archiving", STEPS, "编档号、生成归档文件夹", "write").as_in(
        "pdisc archive 2026-0001 --by 档案人员 --no-opinions",
        "pdisc archive 2026-0003..2026-0009 --by 档案人员 --no-opinions",
    ),
    "revise": Spec("修改", "drafts", STEPS, "修改方案（公开之前）", "write", front=False).as_in(
        "pdisc revise 2026-0001 --title 标题 --by 承办人",
        "pdisc revise 2026-0001 --for 2026-Q3 --by 承办人",
        "pdisc revise 2026-0001 --attach 换过的文件 --by 承办人",
    ),
    "redact": Spec("脱敏", "drafts", STEPS, "遮盖审查发现或写明的内容", "write", front=False).as_in(
        "pdisc redact 2026-0001 --all --by 承办人",
        "pdisc redact 2026-0001 --mask 要遮盖的姓名 --by 承办人",
        "pdisc redact 2026-0001 --strip-hidden --by 承办人",
    ),
    "lift": Spec(
        "放行", "drafts", STEPS, "登记上级准予公开的摘录（带密级标志的）", "write", front=False
    ).as_in(
        "pdisc lift 1.1.1 --document-number 文号 --reason 理由 --by 审批人",
        "pdisc lift 3.1.1 --document-number 文号 --reason 理由 --by 审批人 --dry-run",
    ),
    "withdraw": Spec("撤回", "steps", STEPS, "撤回（公开之前）", "write", front=False).as_in(
        "pdisc withdraw 2026-0001 --reason 理由 --by 承办人",
        "pdisc withdraw 2026-0003..2026-0005 --reason 理由 --by 承办人",
    ),
    "takedown": Spec(
        "撤下", "steps", STEPS, "撤下挂出的内容（期初的写目录编号）", "write", front=False
    ).as_in(
        "pdisc takedown 2026-0001 --channel 公开栏 --reason 理由 --by 承办人",
        "pdisc takedown 5.1.1 --reason 理由 --by 审批人",
    ),
    "correct": Spec(
        "更正", "drafts", STEPS, "更正已公开的内容（新的一件，再走五步）", "write", front=False
    ).as_in(
        "pdisc correct 2026-0001 --content 更正后的内容 --by 承办人",
        "pdisc correct 2026-0001 --rectifies 2026-0001-Y1 --content 更正后的内容 --by 承办人",
    ),
    "evidence": Spec(
        "补件", "afterwards", STEPS, "补上后来才到的凭证（归档以前）", "write", front=False
    ).as_in(
        "pdisc evidence 2026-0001 --step 审批 --file 审批表.jpg --by 承办人",
        "pdisc evidence 2026-0001 --step 实施 --channel 公开栏 --file 公开栏.jpg --by 承办人",
    ),
    "reassign": Spec(
        "改期次",
        "afterwards",
        STEPS,
        "公开以后发现期次、发生日期写错",
        "write",
        front=False,
    ).as_in(
        "pdisc reassign 2026-0001 --for 2026-Q2 --reason 理由 --by 审批人",
        "pdisc reassign 2026-0002 --occurred 2026-11-20 --reason 理由 --by 审批人",
    ),
}
