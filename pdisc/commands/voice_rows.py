"""The rows of those commands by which people's requests, opinions and answers come in."""

from pdisc.commands.spec import WEEKLY, Spec

VOICES: dict[str, Spec] = {
    "request": Spec(
        "点题",
        "requests",
        WEEKLY,
        "点题公开：登记、决定、答复",
        front=False,
        parts={
            "add": Spec("登记", "requests", WEEKLY, "登记点题：谁要求公开什么", "write").as_in(
                "pdisc request add --content 内容 --via 电话",
                "pdisc request add --content 内容 --asker 党员 --name 姓名 --contact 电话或地址",
                "pdisc request add --content 内容 --received 2026-11-20 --by 承办人",
            ),
            "list": Spec("列出", "requests", WEEKLY, "列出点题").as_in(
                "pdisc request list", "pdisc request list --open"
            ),
            "show": Spec("查看", "requests", WEEKLY, "查看一件点题").as_in(
                "pdisc request show 2026-D001", "pdisc request show 2026-D001 --json"
            ),
            "decide": Spec(
                "决定", "requests", WEEKLY, "决定怎样办理（有审批职责的人）", "write"
            ).as_in(
                "pdisc request decide 2026-D001 --outcome 已公开 --with 公开事项编号 --by 审批人",
                "pdisc request decide 2026-D001 --outcome 应公开未公开 --by 审批人",
                "pdisc request decide 2026-D001 --outcome 不予公开 --reason 理由 --basis 依据"
                " --by 审批人",
            ),
            "answer": Spec("答复", "requests", WEEKLY, "登记答复，并办的一并告知", "write").as_in(
                "pdisc request answer 2026-D001 --content 内容 --by 承办人",
                "pdisc request answer 2026-D001 --content 内容 --on 2026-11-20 --by 承办人",
            ),
            "supplement": Spec(
                "补正", "requests", WEEKLY, "补正来了，或第三方回复了", "write"
            ).as_in(
                "pdisc request supplement 2026-D001 --content 内容 --by 承办人",
                "pdisc request supplement 2026-D001 --content 内容 --on 2026-11-20 --by 承办人",
            ),
            "extend": Spec(
                "延期", "requests", WEEKLY, "延长决定或答复期限，各一次（有审批职责的人）", "write"
            ).as_in(
                "pdisc request extend 2026-D001 --reason 理由 --by 审批人",
                "pdisc request extend 2026-D001 --reason 理由 --by 审批人 --dry-run",
            ),
            "join": Spec("并办", "requests", WEEKLY, "同一内容的，用一个答复", "write").as_in(
                "pdisc request join 2026-D002 2026-D001 --by 承办人",
                "pdisc request join 2026-D002 2026-D003 2026-D001 --by 承办人",
            ),
            "refer": Spec(
                "报上级", "requests", WEEKLY, "不予公开的报告上级，登记上级意见", "write"
            ).as_in(
                "pdisc request refer 2026-D001 --to 上级党组织名称 --by 承办人",
                "pdisc request refer 2026-D001 --view 上级意见 --document-number 文号 --by 承办人",
            ),
        },
    ),
    "opinion": Spec(
        "意见",
        "opinions",
        WEEKLY,
        "登记、批办、办结，要整改的再公开",
        front=False,
        parts={
            "add": Spec("登记", "opinions", WEEKLY, "登记对已公开内容的意见", "write").as_in(
                "pdisc opinion add 2026-0001 --content 内容 --via 意见箱 --by 姓名",
                "pdisc opinion add 2026-0001 --content 内容 --from 反馈人 --by 姓名",
            ),
            "list": Spec("列出", "opinions", WEEKLY, "列出意见：到哪一步、最迟哪天").as_in(
                "pdisc opinion list", "pdisc opinion list 2026-0001"
            ),
            "assign": Spec("批办", "opinions", WEEKLY, "交给谁办（可多条）", "write").as_in(
                "pdisc opinion assign 2026-0001-Y1 --to 姓名 --by 姓名",
                "pdisc opinion assign 2026-0001-Y1 2026-0001-Y2 --to 姓名 --by 姓名",
            ),
            "settle": Spec("办结", "opinions", WEEKLY, "结果、反馈、整改（可多条）", "write").as_in(
                "pdisc opinion settle 2026-0001-Y1 --result 不属实 --feedback 反馈 --by 姓名",
                "pdisc opinion settle 2026-0001-Y2 --result 属实 --feedback 反馈 --rectify 整改"
                " --to 姓名 --due 2026-12-10 --by 姓名",
            ),
        },
    ),
    "survey": Spec(
        "测评",
        "surveys",
        WEEKLY,
        "三满意：登记、录入测评，查看满意率",
        front=False,
        parts={
            "add": Spec(
                "登记", "surveys", WEEKLY, "登记一个群体的测评：收回几份，各是什么意见", "write"
            ).as_in(
                "pdisc survey add 2026-0001 --group 党员 --counts 份数 --asked 20",
                "pdisc survey add --for 2026-Q3 --group 群众 --counts 份数",
                "pdisc survey add --group 社会 --counts 份数",
            ),
            "show": Spec(
                "查看", "surveys", WEEKLY, "查看满意率、知晓率、回收率；不写编号就是合计"
            ).as_in(
                "pdisc survey show",
                "pdisc survey show 2026-0001",
                "pdisc survey show --for 2026-Q3 --audience 社会",
            ),
            "import": Spec(
                "录入", "surveys", WEEKLY, "录入填好的测评表：全部录入，或者一行也不录", "write"
            ).as_in("pdisc survey import 测评表.xlsx --dry-run", "pdisc survey import 文件"),
        },
    ),
}
