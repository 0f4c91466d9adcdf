"""The table of commands: where each lives, under which heading, what it does, what to type.

A command is one function of its module and one row here; it is imported when it is called.
"""

from pdisc.commands.catalog_rows import CATALOGUE
from pdisc.commands.duty_rows import DUTIES
from pdisc.commands.spec import LOOKUP, UPKEEP, WEEKLY, Spec
from pdisc.commands.step_rows import FIVE_STEPS
from pdisc.commands.voice_rows import VOICES
from pdisc.papers import forms

COMMANDS: dict[str, Spec] = {
    **FIVE_STEPS,
    "due": Spec("检查", "weekly", WEEKLY, "每周检查：逾期、到期、卡住、待归档").as_in(
        "pdisc due",
        "pdisc due --on 2026-11-23 --within 30",
        "pdisc due --out 本周.docx",
        "pdisc due --since 昨天 --exit-code",
    ),
    "report": Spec("报告", "weekly", WEEKLY, "公开情况汇总和四规范").as_in(
        "pdisc report --quarter 2026-Q3",
        "pdisc report --month 2026-11",
        "pdisc report --format csv --out 汇总.csv",
    ),
    "print": Spec(
        "打印",
        "prints",
        WEEKLY,
        "",
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
    "site": Spec("网页", "site", WEEKLY, "给社会看的，或给党员看的（--inside）", front=False).as_in(
        "pdisc site 党务公开网页",
        "pdisc site 党务公开网页 --with 编号",
        "pdisc site 党内公开 --inside",
    ),
    "dossier": Spec(
        "档案",
        "dossiers",
        LOOKUP,
        "列出、核对、到期的",
        front=False,
        parts={
            "list": Spec("列出", "dossiers", LOOKUP, "列出已归档的", function="dossier_list").as_in(
                "pdisc dossier list --year 2026", "pdisc dossier list --retention 永久"
            ),
            "verify": Spec(
                "核对", "dossiers", LOOKUP, "核对归档文件夹", function="dossier_verify"
            ).as_in("pdisc dossier verify", "pdisc dossier verify 2026-0001"),
            "due": Spec(
                "到期", "dossiers", LOOKUP, "保管期满的档案盒", function="dossier_due"
            ).as_in("pdisc dossier due", "pdisc dossier due --out 到期档案.docx"),
        },
    ),
    "calendar": Spec("日历", "agenda", WEEKLY, "到期日历：导入手机、电脑的日历", front=False).as_in(
        "pdisc calendar 党务公开.ics", "pdisc calendar 下月.ics --on 2026-12-01"
    ),
    **DUTIES,
    **VOICES,
    "list": Spec("清单", "lookup", LOOKUP, "列出公开事项", function="list_disclosures").as_in(
        "pdisc list --state 已审核", "pdisc list --year 2026 --out 清单.xlsx"
    ),
    "show": Spec("查看", "lookup", LOOKUP, "查看一件公开事项；存出张贴用的文件").as_in(
        "pdisc show 2026-0001", "pdisc show 2026-0001 --loop", "pdisc show 2026-0001 --save 文件夹"
    ),
    "why": Spec("为什么", "why", LOOKUP, "在谁手里、缺什么、为什么是那一天、接下来打什么").as_in(
        "pdisc why 2026-0001", "pdisc why 1.1.1", "pdisc why 2026-D001 --on 2026-11-20"
    ),
    "search": Spec("查找", "lookup", LOOKUP, "按词查找").as_in(
        "pdisc search 党费", "pdisc search 党费 收缴 --out 查找结果.xlsx"
    ),
    "log": Spec("日志", "lookup", LOOKUP, "查看办理日志：每一步决定了什么", front=False).as_in(
        "pdisc log", "pdisc log 2026-0001"
    ),
    **CATALOGUE,
    "config": Spec(
        "设置",
        "upkeep",
        UPKEEP,
        "时限、限额、遮盖、词表和单位设置",
        front=False,
        parts={
            "show": Spec("查看", "upkeep", UPKEEP, "查看设置和依据").as_in(
                "pdisc config show", "pdisc config show 审核时限"
            ),
            "set": Spec("更改", "upkeep", UPKEEP, "更改一项设置，自某日起生效", "write").as_in(
                "pdisc config set 审核时限 5 --by 姓名",
                "pdisc config set 提示词 示例项目、示例代号 --by 姓名",
                "pdisc config set since 2026-01-01 --reason 理由 --by 姓名",
            ),
        },
    ),
    "template": Spec(
        "模板",
        "templates",
        UPKEEP,
        "表格的样式：用本单位自己的 Word 模板",
        front=False,
        parts={
            "list": Spec("列出", "templates", UPKEEP, "列出每种表格用的样式").as_in(
                "pdisc template list", "pdisc template list --json"
            ),
            "export": Spec(
                "导出", "templates", UPKEEP, "导出自带的样式，在 Word 里改", "plain"
            ).as_in(
                "pdisc template export 审批表 --out 样式.docx",
                "pdisc template export 公开通知 --out 通知样式.docx",
            ),
            "set": Spec("登记", "templates", UPKEEP, "登记模板：今后按这个样式印", "write").as_in(
                "pdisc template set 审批表 样式.docx --reason 理由 --by 审批人",
                "pdisc template set 审批表 --reason 理由 --by 审批人",
            ),
            "drop": Spec("停用", "templates", UPKEEP, "停用模板：改回自带的样式", "write").as_in(
                "pdisc template drop 审批表 --reason 理由 --by 审批人",
                "pdisc template drop 公开通知 --reason 理由 --by 审批人",
            ),
        },
    ),
    "init": Spec("建账", "upkeep", UPKEEP, "新建台账", "write").as_in(
        "pdisc init --unit 单位名称 --since 2026-01-01",
        "pdisc init --unit 单位名称 --since 2026-01-01 --no-committee --office 科室",
    ),
    "verify": Spec(
        "核验", "upkeep", UPKEEP, "校验台账有没有损坏或被改动", "plain", front=False
    ).as_in("pdisc verify", "pdisc verify --expect 128-K7QF-2M9X-8RTA-0C3N"),
    "screen": Spec(
        "筛查",
        "screen",
        UPKEEP,
        "审查任意文件：密级标志、个人信息（不用台账）",
        "plain",
        front=False,
    ).as_in("pdisc screen 名册.xlsx 通知.docx", "pdisc screen 名册.xlsx --exit-code"),
    "tour": Spec("演示", "tour", UPKEEP, "用临时台账走一遍全过程", "plain", front=False).as_in(
        "pdisc tour", "pdisc tour --plain"
    ),
    "help": Spec(
        "帮助",
        "guide",
        UPKEEP,
        "按词查怎么办；全部 列出所有命令",
        "plain",
        function="show_help",
    ).as_in("pdisc help 延期", "pdisc help 审批", "pdisc help 全部"),
}
