"""Topics about the people's side: what they ask for, what they say, whether they are satisfied."""

from pdisc.commands.advice.topic import topic

VOICES = (
    topic(
        "点题 点题公开 要求公开 申请公开什么 群众要求 依申请 有人问 群众点题 党员点题 来问",
        "群众、党员要求公开什么，照原话登记；它先在已经公开的里面找。几天以内决定、答复，"
        "每周检查里催。",
        "pdisc request add --content 内容 --via 电话 --by 承办人",
        "pdisc request list --open",
    ),
    topic(
        "决定点题 怎么答复点题 应公开未公开 区分处理 点题决定 查看点题",
        "由有审批职责的人决定：已公开、应公开未公开、不予公开、区分处理、补正、征求第三方。",
        "pdisc request show 2026-D001",
        "pdisc request decide 2026-D001 --outcome 应公开未公开 --by 审批人",
    ),
    topic(
        "答复 回复群众 答复点题 告知 告知书 回复 不予公开告知书 登记表",
        "决定以后答复，给点题人的纸从台账里印；加 --named 才印姓名。",
        "pdisc request answer 2026-D001 --content 内容 --by 承办人",
        "pdisc print 告知书 2026-D001 --named",
    ),
    topic(
        "补正 补正通知 说不清要什么 征求第三方 第三方",
        "看不出要什么的，决定写补正，印补正通知；来了再登记，期限接着算。",
        "pdisc print 补正通知 2026-D001",
        "pdisc request supplement 2026-D001 --content 内容 --by 承办人",
    ),
    topic(
        "点题延期 答复延期 延长 延长答复 答复来不及 延长期限",
        "点题的决定、答复期限各可以延长一次，由有审批职责的人定；过了期限就不能再延。",
        "pdisc request extend 2026-D001 --reason 理由 --by 审批人",
    ),
    topic(
        "并办 重复点题 同一内容 一起答复 合并",
        "同一内容的点题用一个答复：前面写并过去的，最后写并到哪一件。",
        "pdisc request join 2026-D002 2026-D001 --by 承办人",
    ),
    topic(
        "报告上级 上级意见 不予公开报告 备案",
        "不予公开的点题要报告上级党组织；上级的意见来了，写文号登记。",
        "pdisc request refer 2026-D001 --to 上级党组织名称 --by 承办人",
        "pdisc request refer 2026-D001 --view 上级意见 --document-number 文号 --by 承办人",
    ),
    topic(
        "意见 群众意见 反馈 投诉 反映 意见箱 提意见 举报 收到意见 批办 信访 群众来信 来信 匿名",
        "对公开过的一件有意见的登记下来，批办给谁，办结时写结果和反馈；都办结了才能归档。",
        "pdisc opinion add 2026-0001 --content 内容 --via 意见箱 --by 姓名",
        "pdisc opinion assign 2026-0001-Y1 --to 姓名 --by 姓名",
    ),
    topic(
        "意见办结 办结 整改 闭环 属实 不属实 采纳 再公开 意见结果 办理意见",
        "办结写明结果、怎样反馈的；要整改的写明改什么、谁改、哪天以前，更正以后再公开。",
        "pdisc opinion list",
        "pdisc opinion settle 2026-0001-Y1 --result 不属实 --feedback 反馈 --by 姓名",
    ),
    topic(
        "满意度 满意率 测评 三满意 测评表 评议 问卷 调查 知晓率 打分 评分 民主评议",
        "党员、群众、社会各收回几份，满意、基本满意、不满意、不了解各几份，一行录入；"
        "很多张的填测评表。",
        "pdisc print 测评表 --out 测评表.xlsx",
        "pdisc survey add 2026-0001 --group 党员 --counts 份数 --by 姓名",
        "pdisc survey show",
    ),
    topic(
        "录入测评 测评录入 导入测评 测评表导入 填好的测评表",
        "印一张空的测评表，填好，整张录入；有一行不对，一行也不录。",
        "pdisc print 测评表 --out 测评表.xlsx",
        "pdisc survey import 文件 --by 姓名",
    ),
)
