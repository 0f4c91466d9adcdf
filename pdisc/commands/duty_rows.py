"""The rows of what is recorded about single obligations, and of working days."""

from pdisc.commands.spec import WEEKLY, Spec

DUTIES: dict[str, Spec] = {
    "nil": Spec("无事项", "duties", WEEKLY, "登记本期无事项", "write").as_in(
        "pdisc nil 1.1.1 --for 2026-Q3 --by 承办人 --reason 理由",
        "pdisc nil 1.1.2 2.2.2 4.1.2 --for 2026-Q3 --by 承办人 --reason 理由",
    ),
    "occurred": Spec("发生", "duties", WEEKLY, "登记随时事项的发生", "write", front=False).as_in(
        "pdisc occurred 1.3.3 --on 2026-11-20 --note 备注 --by 承办人",
        "pdisc occurred 1.3.3 --note 备注 --by 承办人 --dry-run",
    ),
    "sheet": Spec(
        "填报", "fill_in", WEEKLY, "一季（月、年）的事项填在一张表里，再录入", "write", front=False
    ).as_in(
        "pdisc sheet 2026-Q3 --out 三季度.xlsx",
        "pdisc sheet --from 三季度.xlsx --dry-run",
        "pdisc sheet 2026-Q3 --step 实施 --out 三季度实施.xlsx",
    ),
    "opening": Spec(
        "期初", "beginnings", WEEKLY, "建账以前已经公开的、在纸上办过的", "write", front=False
    ).as_in(
        "pdisc opening 5.1.1 --on 2026-03-02 --channel 公开栏 --place 地点 --by 审批人",
        "pdisc opening 1.1.1 3.4.1 --for 2026-Q1 --for 2026-Q2 --reason 理由 --by 审批人",
        "pdisc opening --all-owed --reason 理由 --by 审批人",
        "pdisc opening --all-owed --before 2026-07-01 --reason 理由 --by 审批人",
    ),
    "urge": Spec("督促", "duties", WEEKLY, "应提出而没有提出的", "write", front=False).as_in(
        "pdisc urge 1.1.1 --by 审批人", "pdisc urge --all-overdue --to 2026-12-04 --by 审批人"
    ),
    "defer": Spec(
        "顺延", "duties", WEEKLY, "顺延一项的到期日（有审批职责的人）", "write", front=False
    ).as_in(
        "pdisc defer 1.1.1 --for 2026-Q3 --to 2026-12-31 --reason 理由 --by 审批人",
        "pdisc defer 1.3.3 --for 2026-11-02 --to 2026-12-31 --reason 理由 --by 审批人",
    ),
    "waive": Spec(
        "豁免", "duties", WEEKLY, "豁免一项（有审批职责的人）", "write", front=False
    ).as_in(
        "pdisc waive 1.1.1 --for 2026-Q3 --reason 理由 --by 审批人",
        "pdisc waive 1.3.3 --for 2026-11-02 --reason 理由 --by 审批人",
    ),
    "annul": Spec("作废", "duties", WEEKLY, "收回登记错了的一笔", "write", front=False).as_in(
        "pdisc annul 12 --reason 理由 --by 姓名",
        "pdisc annul 128-K7QF-2M9X-8RTA-0C3N --reason 理由 --by 姓名",
    ),
    "workdays": Spec(
        "工作日",
        "workdays",
        WEEKLY,
        "几个工作日后是哪天、放假安排",
        front=False,
        parts={
            "plus": Spec("推算", "workdays", WEEKLY, "几个工作日后是哪天，哪些日子不算").as_in(
                "pdisc workdays plus 2026-02-13 5", "pdisc workdays plus 今天 10"
            ),
            "check": Spec(
                "放假", "workdays", WEEKLY, "查看已登记的放假安排；登记新的一年", "write"
            ).as_in(
                "pdisc workdays check",
                "pdisc workdays check 2027年放假安排.yaml --dry-run",
                "pdisc workdays check 2027年放假安排.yaml --by 姓名",
            ),
            "own": Spec(
                "本单位", "workdays", WEEKLY, "登记本单位自己的放假、上班日", "write"
            ).as_in(
                "pdisc workdays own 本单位放假.yaml --by 姓名",
                "pdisc workdays own 本单位放假.yaml --dry-run",
            ),
        },
    ),
}
