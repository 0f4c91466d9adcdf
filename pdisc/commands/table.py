"""The table of commands: where each lives, under which heading, what it does, what to type.

A command is one function of its module and one row here; it is imported when it is called.
"""

from pdisc.commands.spec import CATALOG, LOOKUP, STEPS, UPKEEP, WEEKLY, Spec
from pdisc.commands.voice_rows import VOICES
from pdisc.papers import forms

COMMANDS: dict[str, Spec] = {
    "propose": Spec("drafts", STEPS, "提出：拟订公开方案", "write").as_in(
        "pdisc propose 编号 --title 标题 --content-file 正文.txt --for 2026-Q3"
    ),
    "review": Spec("steps", STEPS, "审核：必要性、准确性、保密、隐私", "write").as_in(
        "pdisc review 2026-0001 --by 审核人 --necessity 通过 --accuracy 通过"
        " --secrecy 通过 --privacy 通过",
        "pdisc review 2026-0003..2026-0009 --by 审核人 --return 退回的理由",
        "pdisc review 2026-0001 --by 审核人 --necessity 通过 --accuracy 通过"
        " --secrecy 通过 --privacy 通过 --accept F1=理由 --accept F2-F5=理由",
    ),
    "approve": Spec("steps", STEPS, "审批，或报批及登记批复", "write").as_in(
        "pdisc approve 2026-0001 --by 审批人",
        "pdisc approve 2026-0003..2026-0009 2026-0012 --by 审批人",
        "pdisc approve 2026-0001 --by 审批人 --escalate 上级党组织名称",
    ),
    "publish": Spec("steps", STEPS, "实施：登记已用的公开形式", "write").as_in(
        "pdisc publish 2026-0001 --channel 会议 --place 地点",
        "pdisc publish 2026-0003..2026-0009 --channel 会议、文件 --place 地点",
        "pdisc publish 2026-0001 --channel 网站 --url 网址",
    ),
    "archive": Spec("archiving", STEPS, "归档：编档号、生成归档文件夹", "write").as_in(
        "pdisc archive 2026-0001 --by 档案人员 --no-opinions",
        "pdisc archive 2026-0003..2026-0009 --by 档案人员 --no-opinions",
    ),
    "revise": Spec("drafts", STEPS, "修改方案（公开之前）", "write", front=False).as_in(
        "pdisc revise 2026-0001 --title 标题 --by 承办人",
        "pdisc revise 2026-0001 --for 2026-Q3 --by 承办人",
        "pdisc revise 2026-0001 --attach 换过的文件 --by 承办人",
    ),
    "redact": Spec("drafts", STEPS, "脱敏：遮盖审查发现或写明的内容", "write", front=False).as_in(
        "pdisc redact 2026-0001 --all --by 承办人",
        "pdisc redact 2026-0001 --mask 要遮盖的姓名 --by 承办人",
        "pdisc redact 2026-0001 --strip-hidden --by 承办人",
    ),
    "lift": Spec(
        "drafts", STEPS, "登记上级准予公开的摘录（带密级标志的）", "write", front=False
    ).as_in("pdisc lift 1.1.1 --document-number 文号 --reason 理由 --by 审批人"),
    "withdraw": Spec("steps", STEPS, "撤回（公开之前）", "write", front=False).as_in(
        "pdisc withdraw 2026-0001 --reason 理由 --by 承办人"
    ),
    "takedown": Spec(
        "steps", STEPS, "撤下挂出的内容（期初的写目录编号）", "write", front=False
    ).as_in(
        "pdisc takedown 2026-0001 --channel 公开栏 --reason 理由 --by 承办人",
        "pdisc takedown 5.1.1 --reason 理由 --by 审批人",
    ),
    "correct": Spec(
        "drafts", STEPS, "更正已公开的内容（新的一件，再走五步）", "write", front=False
    ).as_in(
        "pdisc correct 2026-0001 --content 更正后的内容 --by 承办人",
        "pdisc correct 2026-0001 --rectifies 2026-0001-Y1 --content 更正后的内容 --by 承办人",
    ),
    "evidence": Spec(
        "afterwards", STEPS, "补件：补上后来才到的凭证（归档以前）", "write", front=False
    ).as_in(
        "pdisc evidence 2026-0001 --step 审批 --file 审批表.jpg --by 承办人",
        "pdisc evidence 2026-0001 --step 实施 --channel 公开栏 --file 公开栏.jpg --by 承办人",
    ),
    "reassign": Spec(
        "afterwards", STEPS, "改期次：公开以后发现期次、发生日期写错", "write", front=False
    ).as_in(
        "pdisc reassign 2026-0001 --for 2026-Q2 --reason 理由 --by 审批人",
        "pdisc reassign 2026-0002 --occurred 2026-11-20 --reason 理由 --by 审批人",
    ),
    "due": Spec("weekly", WEEKLY, "每周检查：逾期、到期、卡住、待归档").as_in(
        "pdisc due",
        "pdisc due --on 2026-11-23 --within 30",
        "pdisc due --out 本周.docx",
        "pdisc due --since 昨天 --exit-code",
    ),
    "report": Spec("weekly", WEEKLY, "公开情况汇总和四规范").as_in(
        "pdisc report --quarter 2026-Q3",
        "pdisc report --month 2026-11",
        "pdisc report --format csv --out 汇总.csv",
    ),
    "print": Spec(
        "prints",
        WEEKLY,
        "打印：",
        front=False,
        function="print_form",
        listed=lambda: forms.in_words(),
    ).as_in(
        "pdisc print 每周要办",
        "pdisc print 催办单 1.1.1",
        "pdisc print 每周要办 --on 2026-11-23 --out 每周要办.docx",
        "pdisc print 每周要办 --out 每周要办.pdf",
        "pdisc print 月历 --month 2026-12",
        "pdisc print 目录核定表",
        "pdisc print 测评表 2026-0001 --out 测评表.xlsx",
        "pdisc print 月报 --month 2026-11",
        "pdisc print 季报 --for 2026-Q3",
        "pdisc print 年度通报 --year 2026",
        "pdisc print 登记表 2026-D001",
        "pdisc print 告知书 2026-D001 --named",
    ),
    "site": Spec("site", WEEKLY, "网页：给社会看的，或给党员看的（--inside）", front=False).as_in(
        "pdisc site 党务公开网页",
        "pdisc site 党务公开网页 --with 编号",
        "pdisc site 党内公开 --inside",
    ),
    "dossier": Spec(
        "dossiers",
        LOOKUP,
        "档案：列出、核对、到期的",
        front=False,
        parts={
            "list": Spec("dossiers", LOOKUP, "列出已归档的", function="dossier_list").as_in(
                "pdisc dossier list --year 2026"
            ),
            "verify": Spec("dossiers", LOOKUP, "核对归档文件夹", function="dossier_verify").as_in(
                "pdisc dossier verify", "pdisc dossier verify 2026-0001"
            ),
            "due": Spec("dossiers", LOOKUP, "保管期满的档案盒", function="dossier_due").as_in(
                "pdisc dossier due --out 到期档案.docx"
            ),
        },
    ),
    "calendar": Spec("agenda", WEEKLY, "到期日历：导入手机、电脑的日历", front=False).as_in(
        "pdisc calendar 党务公开.ics"
    ),
    "nil": Spec("duties", WEEKLY, "登记本期无事项", "write", front=False).as_in(
        "pdisc nil 1.1.1 --for 2026-Q3 --by 承办人 --reason 理由",
        "pdisc nil 1.1.2 2.2.2 4.1.2 --for 2026-Q3 --by 承办人 --reason 理由",
    ),
    "occurred": Spec("duties", WEEKLY, "登记随时事项的发生", "write", front=False).as_in(
        "pdisc occurred 1.3.3 --on 2026-11-20 --note 备注 --by 承办人"
    ),
    "opening": Spec(
        "beginnings", WEEKLY, "期初：建账以前已经公开的、在纸上办过的", "write", front=False
    ).as_in(
        "pdisc opening 5.1.1 --on 2026-03-02 --channel 公开栏 --place 地点 --by 审批人",
        "pdisc opening 1.1.1 3.4.1 --for 2026-Q1 --for 2026-Q2 --reason 理由 --by 审批人",
    ),
    "urge": Spec("duties", WEEKLY, "督促：应提出而没有提出的", "write", front=False).as_in(
        "pdisc urge 1.1.1 --by 审批人", "pdisc urge --all-overdue --to 2026-12-04 --by 审批人"
    ),
    "defer": Spec(
        "duties", WEEKLY, "顺延一项的到期日（有审批职责的人）", "write", front=False
    ).as_in(
        "pdisc defer 1.1.1 --for 2026-Q3 --to 2026-12-31 --reason 理由 --by 审批人",
        "pdisc defer 1.3.3 --for 2026-11-02 --to 2026-12-31 --reason 理由 --by 审批人",
    ),
    "waive": Spec("duties", WEEKLY, "豁免一项（有审批职责的人）", "write", front=False).as_in(
        "pdisc waive 1.1.1 --for 2026-Q3 --reason 理由 --by 审批人"
    ),
    "annul": Spec("duties", WEEKLY, "作废：收回登记错了的一笔", "write", front=False).as_in(
        "pdisc annul 12 --reason 理由 --by 姓名",
        "pdisc annul 128-K7QF-2M9X-8RTA-0C3N --reason 理由 --by 姓名",
    ),
    **VOICES,
    "workdays": Spec(
        "workdays",
        WEEKLY,
        "工作日：几个工作日后是哪天、放假安排",
        front=False,
        parts={
            "plus": Spec("workdays", WEEKLY, "几个工作日后是哪天，哪些日子不算").as_in(
                "pdisc workdays plus 2026-02-13 5", "pdisc workdays plus 今天 10"
            ),
            "check": Spec("workdays", WEEKLY, "查看已登记的放假安排；登记新的一年", "write").as_in(
                "pdisc workdays check",
                "pdisc workdays check 2027年放假安排.yaml --dry-run",
                "pdisc workdays check 2027年放假安排.yaml --by 姓名",
            ),
            "own": Spec("workdays", WEEKLY, "登记本单位自己的放假、上班日", "write").as_in(
                "pdisc workdays own 本单位放假.yaml --by 姓名"
            ),
        },
    ),
    "list": Spec("lookup", LOOKUP, "列出公开事项", function="list_disclosures"),
    "show": Spec("lookup", LOOKUP, "查看一件公开事项；存出张贴用的文件").as_in(
        "pdisc show 2026-0001", "pdisc show 2026-0001 --loop", "pdisc show 2026-0001 --save 文件夹"
    ),
    "search": Spec("lookup", LOOKUP, "按词查找").as_in("pdisc search 党费"),
    "log": Spec("lookup", LOOKUP, "查看办理日志：每一步决定了什么", front=False).as_in(
        "pdisc log", "pdisc log 2026-0001"
    ),
    "catalog": Spec(
        "catalog",
        CATALOG,
        "公开目录：查看、检查、核定、更正",
        parts={
            "list": Spec("catalog", CATALOG, "列出目录"),
            "show": Spec("catalog", CATALOG, "查看一个条目"),
            "check": Spec("catalog", CATALOG, "检查目录本身的问题"),
            "confirm": Spec("catalog", CATALOG, "核定推定和推读的内容", "write").as_in(
                "pdisc catalog confirm 1.1.2 --by 审批人",
                "pdisc catalog confirm --all --dry-run --by 审批人",
                "pdisc catalog confirm --all --field 保管期限 --document-number 文号 --by 审批人",
            ),
            "add": Spec("catalog", CATALOG, "新增一个条目，自某日起", "write").as_in(
                "pdisc catalog add 7 --level1 联系和服务党员、群众情况 --level2 联系服务群众"
                " --item 领导干部联系群众情况 --channel 会议 --channel 公开栏 --scope 社会"
                " --timing 定期 --every 每半年 --rule 6 --reason 理由 --by 审批人",
                "pdisc catalog add 1.1 --item 学习贯彻上级会议精神情况 --channel 会议"
                " --scope 党内 --timing 随时 --reason 理由 --by 审批人",
            ),
            "set": Spec("catalog", CATALOG, "更正条目（可多个），自某日起生效", "write").as_in(
                "pdisc catalog set 1.1.1 --every 每半年 --from 2027-01-01 --reason 理由",
                "pdisc catalog set 1.1.1 1.1.2 2.1.1 --office 科室 --by 审批人",
                "pdisc catalog set 1.3.3 --every 发生后10个工作日 --reason 理由",
            ),
            "changed": Spec("catalog", CATALOG, "登记固定事项的内容有变更", "write").as_in(
                "pdisc catalog changed 5.1.1 --on 2026-11-20 --by 姓名"
            ),
            "reconfirm": Spec("catalog", CATALOG, "复核固定事项：看过，仍然有效", "write").as_in(
                "pdisc catalog reconfirm 5.1.1 --by 姓名"
            ),
            "retire": Spec("catalog", CATALOG, "停用一个条目，自某日起", "write").as_in(
                "pdisc catalog retire 1.1.1 --from 2027-01-01 --reason 理由"
            ),
        },
    ),
    "staff": Spec(
        "people",
        CATALOG,
        "人员和职责",
        parts={
            "add": Spec("people", CATALOG, "登记人员和职责", "write").as_in(
                "pdisc staff add 姓名 --office 科室 --role 承办 --role 档案",
                "pdisc staff add 姓名 --office 科室 --role 审批 --authority 支部书记",
                "pdisc staff add 姓名 --office 科室 --role 审批 --acting-for 书记姓名"
                " --document-number 文号 --to 2026-12-31",
            ),
            "list": Spec("people", CATALOG, "列出人员"),
            "close": Spec("people", CATALOG, "登记离任", "write").as_in(
                "pdisc staff close 姓名 --by 审批人"
            ),
        },
    ),
    "config": Spec(
        "upkeep",
        UPKEEP,
        "时限、限额、遮盖、词表和单位设置",
        front=False,
        parts={
            "show": Spec("upkeep", UPKEEP, "查看设置和依据"),
            "set": Spec("upkeep", UPKEEP, "更改一项设置，自某日起生效", "write").as_in(
                "pdisc config set 审核时限 5 --by 姓名",
                "pdisc config set 提示词 示例项目、示例代号 --by 姓名",
                "pdisc config set since 2026-01-01 --reason 理由 --by 姓名",
            ),
        },
    ),
    "template": Spec(
        "templates",
        UPKEEP,
        "表格的样式：用本单位自己的 Word 模板",
        front=False,
        parts={
            "list": Spec("templates", UPKEEP, "列出每种表格用的样式"),
            "export": Spec("templates", UPKEEP, "导出自带的样式，在 Word 里改", "plain").as_in(
                "pdisc template export 审批表 --out 样式.docx"
            ),
            "set": Spec("templates", UPKEEP, "登记模板：今后按这个样式印", "write").as_in(
                "pdisc template set 审批表 样式.docx --reason 理由 --by 审批人",
                "pdisc template set 审批表 --reason 理由 --by 审批人",
            ),
            "drop": Spec("templates", UPKEEP, "停用模板：改回自带的样式", "write").as_in(
                "pdisc template drop 审批表 --reason 理由 --by 审批人"
            ),
        },
    ),
    "init": Spec("upkeep", UPKEEP, "新建台账", "write").as_in(
        "pdisc init --unit 单位名称 --since 2026-01-01"
    ),
    "verify": Spec("upkeep", UPKEEP, "校验台账有没有损坏或被改动", "plain", front=False).as_in(
        "pdisc verify", "pdisc verify --expect 128-K7QF-2M9X-8RTA-0C3N"
    ),
    "screen": Spec(
        "screen", UPKEEP, "审查任意文件：密级标志、个人信息（不用台账）", "plain", front=False
    ).as_in("pdisc screen 名册.xlsx 通知.docx", "pdisc screen 名册.xlsx --exit-code"),
    "tour": Spec("tour", UPKEEP, "用临时台账走一遍全过程", "plain", front=False),
    "help": Spec(
        "guide", UPKEEP, "查看帮助；pdisc help 全部 列出所有命令", "plain", function="show_help"
    ),
}
