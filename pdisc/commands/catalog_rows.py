"""The rows of the catalogue and of the people."""

from pdisc.commands.spec import CATALOG, Spec

CATALOGUE: dict[str, Spec] = {
    "catalog": Spec(
        "目录",
        "catalog",
        CATALOG,
        "公开目录：查看、检查、核定、更正",
        parts={
            "list": Spec("列出", "catalog", CATALOG, "列出目录").as_in(
                "pdisc catalog list", "pdisc catalog list --out 公开目录.docx"
            ),
            "show": Spec("查看", "catalog", CATALOG, "查看一个条目").as_in(
                "pdisc catalog show 1.2.1", "pdisc catalog show 1.2.1 --on 2026-06-30"
            ),
            "check": Spec("检查", "catalog", CATALOG, "检查目录本身的问题").as_in(
                "pdisc catalog check", "pdisc catalog check --exit-code"
            ),
            "confirm": Spec("核定", "catalog", CATALOG, "核定推定和推读的内容", "write").as_in(
                "pdisc catalog confirm 1.1.2 --by 审批人",
                "pdisc catalog confirm --all --dry-run --by 审批人",
                "pdisc catalog confirm --all --field 保管期限 --document-number 文号 --by 审批人",
            ),
            "sheet": Spec(
                "成表", "fill_in", CATALOG, "目录成一张表，改好、核定以后再录入", "write"
            ).as_in(
                "pdisc catalog sheet --out 目录.xlsx",
                "pdisc catalog sheet --from 目录.xlsx --dry-run --by 审批人",
            ),
            "add": Spec("新增", "catalog", CATALOG, "新增一个条目，自某日起", "write").as_in(
                "pdisc catalog add 7 --level1 联系和服务党员、群众情况 --level2 联系服务群众"
                " --item 领导干部联系群众情况 --channel 会议 --channel 公开栏 --scope 社会"
                " --timing 定期 --every 每半年 --rule 6 --reason 理由 --by 审批人",
                "pdisc catalog add 1.1 --item 学习贯彻上级会议精神情况 --channel 会议"
                " --scope 党内 --timing 随时 --reason 理由 --by 审批人",
            ),
            "set": Spec(
                "更正", "catalog", CATALOG, "更正条目（可多个），自某日起生效", "write"
            ).as_in(
                "pdisc catalog set 1.1.1 --every 每半年 --from 2027-01-01 --reason 理由",
                "pdisc catalog set 1.1.1 1.1.2 2.1.1 --office 科室 --by 审批人",
                "pdisc catalog set 1.3.3 --every 发生后10个工作日 --reason 理由",
            ),
            "changed": Spec("变更", "catalog", CATALOG, "登记固定事项的内容有变更", "write").as_in(
                "pdisc catalog changed 5.1.1 --on 2026-11-20 --by 姓名",
                "pdisc catalog changed 5.1.1 --note 备注 --by 姓名",
            ),
            "reconfirm": Spec(
                "复核", "catalog", CATALOG, "复核固定事项：看过，仍然有效", "write"
            ).as_in(
                "pdisc catalog reconfirm 5.1.1 --by 姓名",
                "pdisc catalog reconfirm 5.1.1 --note 备注 --by 姓名",
            ),
            "retire": Spec("停用", "catalog", CATALOG, "停用一个条目，自某日起", "write").as_in(
                "pdisc catalog retire 1.1.1 --from 2027-01-01 --reason 理由",
                "pdisc catalog retire 1.1.1 --restore --reason 理由",
            ),
        },
    ),
    "staff": Spec(
        "人员",
        "people",
        CATALOG,
        "人员和职责",
        parts={
            "add": Spec("登记", "people", CATALOG, "登记人员和职责", "write").as_in(
                "pdisc staff add 姓名 --office 科室 --role 承办 --role 档案",
                "pdisc staff add 姓名 --office 科室 --role 审批 --authority 支部书记",
                "pdisc staff add 姓名 --office 科室 --role 审批 --acting-for 书记姓名"
                " --document-number 文号 --to 2026-12-31",
            ),
            "list": Spec("列出", "people", CATALOG, "列出人员").as_in(
                "pdisc staff list", "pdisc staff list --json"
            ),
            "close": Spec("离任", "people", CATALOG, "登记离任", "write").as_in(
                "pdisc staff close 姓名 --by 审批人",
                "pdisc staff close 姓名 --on 2026-11-20 --by 审批人",
            ),
        },
    ),
}
