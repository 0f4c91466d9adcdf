"""Topics about what is due: the week, the windows, working days, and what is put off."""

from pdisc.commands.advice.topic import topic

WEEKS = (
    topic(
        "每周 每周检查 该办什么 今天 待办 逾期 过期 超期 到期 快到期 什么时候到期 提醒 催 本周 卡住"
        " 卡在谁 周一 检查 欠账 下个月",
        "每周看一次：逾期、今天、本周、即将到期、卡在谁手里、待归档。"
        "每一件都写着为什么、找谁、打什么命令。",
        "pdisc due",
        "pdisc due --within 30",
    ),
    topic(
        "为什么 为啥 怎么算的 凭什么 哪天到期 缺什么 卡在哪 到哪一步 进度 找谁 谁负责 谁来办",
        "问一件或者一个目录条目：现在到哪一步、在谁手里、还缺什么、那一天是怎么算出来的、"
        "接下来打什么。",
        "pdisc why 2026-0001",
        "pdisc why 1.1.1",
    ),
    topic(
        "延期 顺延 推迟 来不及 宽限 晚几天 缓一缓 拖 办不完 展期",
        "确实要晚的，由有审批职责的人顺延，写明到哪一天、为什么；报告里看得到。"
        "随时、固定事项的 --for 写那一天。",
        "pdisc defer 1.1.1 --for 2026-Q3 --to 2026-12-31 --reason 理由 --by 审批人",
        "pdisc defer 1.3.3 --for 2026-11-02 --to 2026-12-31 --reason 理由 --by 审批人",
    ),
    topic(
        "豁免 不用公开 免除 不用办 不适用 职责划转",
        "这一期确实不用公开的，由有审批职责的人豁免，写明理由。没有这类事的用“本期无事项”。",
        "pdisc waive 1.1.1 --for 2026-Q3 --reason 理由 --by 审批人",
    ),
    topic(
        "本期无事项 无事项 没有事 没有此类事项 零报告 没发生 这一期没有 无内容 空报",
        "这一期没有这类事，等一期满了登记，几个编号可以写在一起；不登记就一直算没有公开。",
        "pdisc nil 1.1.1 --for 2026-Q3 --by 承办人 --reason 理由",
        "pdisc nil 1.1.2 2.2.2 4.1.2 --for 2026-Q3 --by 承办人 --reason 理由",
    ),
    topic(
        "填报 一张表 季度表 填表 批量填报 一季度一起办 整季 Excel填 表格填 成批提出",
        "一个季度的事项印在一张表上，在 Excel 或 WPS 里填好，先试一遍，再整张录入；有一处不对，"
        "一件也不录。",
        "pdisc sheet 2026-Q3 --out 三季度.xlsx",
        "pdisc sheet --from 三季度.xlsx --dry-run",
    ),
    topic(
        "期次 季度 哪一期 一季度 三季度 上半年 周期 期写错 改期次 期次错了 窗口 属于哪期",
        "期次写作 2026-Q3、三季度、上半年、7月。没有公开的用“修改”改；已经公开的用“改期次”。",
        "pdisc revise 2026-0001 --for 2026-Q3 --by 承办人",
        "pdisc reassign 2026-0001 --for 2026-Q2 --reason 理由 --by 审批人",
    ),
    topic(
        "漏报 漏了 漏公开 忘了公开 没公开 没报 少报 补交 补发 补公开 迟了 晚了",
        "先看欠的是哪一条、哪一期。还没有公开的现在就提出，写上那一期，逾期办的报告里看得到；"
        "公开过、只是没有登记的，补录：用 --on 写那一天，写明原因。没有这类事的登记无事项。",
        "pdisc due --all",
        "pdisc propose 目录编号 --for 2026-Q3 --title 标题 --content 正文 --by 承办人",
        "pdisc publish 2026-0001 --channel 会议 --place 地点 --on 2026-11-10 --late-reason 原因"
        " --by 承办人",
    ),
    topic(
        "补录 补登 补记 补办 倒签 以前的事 忘了登记 忘记登记 晚登记 昨天的事 昨天做的 上周的事"
        " 业务日期 日期填哪天",
        "前些天的事今天才记，用 --on 写那一天；隔了3个工作日以上算补录，要写原因，报告里会标明。",
        "pdisc publish 2026-0001 --channel 会议 --place 地点 --on 2026-11-10 --late-reason 原因"
        " --by 承办人",
        "pdisc config show 补录间隔",
    ),
    topic(
        "随时 发生 突发 换届选举 随时公开 发生登记 事情发生了",
        "随时事项发生了先登记，公开的时限从发生那天算；提出时写 --occurred 那一天。",
        "pdisc occurred 1.3.3 --on 2026-11-20 --note 备注 --by 承办人",
        "pdisc propose 1.3.3 --occurred 2026-11-20 --title 标题 --content 正文 --by 承办人",
    ),
    topic(
        "固定 长期公开 一直公开 常年 复核 变更 内容变了 分工调整 每年看一遍",
        "固定事项要一直公开着：内容变了登记变更，没有变的每年复核一次。",
        "pdisc catalog changed 5.1.1 --note 备注 --by 姓名",
        "pdisc catalog reconfirm 5.1.1 --by 姓名",
    ),
    topic(
        "督促 催办 催办单 催一下 没人办 没有人提 督办",
        "应当提出而没有提出的，由有审批职责的人督促；催办单印出来签字送去。",
        "pdisc urge 1.1.1 --by 审批人",
        "pdisc print 催办单 1.1.1",
    ),
    topic(
        "期初 建账以前 以前公开过 纸质台账 老账 历史 以前办过的 已经挂着 之前的",
        "建账以前已经挂着的、在纸上办过的，由有审批职责的人登记一次期初，不用补走五步，"
        "也不算逾期。",
        "pdisc opening 5.1.1 --on 2026-03-02 --channel 公开栏 --place 地点 --by 审批人",
        "pdisc opening 1.1.1 3.4.1 --for 2026-Q1 --for 2026-Q2 --reason 理由 --by 审批人",
        "pdisc opening --all-owed --reason 理由 --by 审批人",
    ),
    topic(
        "工作日 几个工作日 算日子 几天后 多少天",
        "几个工作日以后是哪天、中间哪些日子不算，一问就知道；当天不算。",
        "pdisc workdays plus 2026-02-13 5",
        "pdisc workdays plus 今天 10",
    ),
    topic(
        "节假日 放假 调休 放假安排 国庆 春节 补班 假期 估算 放假通知",
        "新一年的放假通知出来以后登记一次，先试再记；没有登记的年份，靠推算的日期标“估算”。",
        "pdisc workdays check",
        "pdisc workdays check 2027年放假安排.yaml --dry-run",
    ),
    topic(
        "本单位放假 开斋节 古尔邦节 自己放假 地方假 单位放假",
        "本单位自己的放假、上班日另写一个文件登记，优先于通知；哪些到期日随之变了会告诉您。",
        "pdisc workdays own 本单位放假.yaml --dry-run",
    ),
    topic(
        "日历 手机日历 提醒日程 outlook ics 闹钟 日程",
        "把到期的日子导出来，导入手机、电脑的日历，到期前会提醒；每次办完再导出、导入一次。",
        "pdisc calendar 党务公开.ics",
        "pdisc print 月历 --month 2026-12",
    ),
    topic(
        "那一天 过去某天 当时 截至 某日情况 倒查 有什么变化 变化 昨天以来",
        "--on 问那一天的情况，后来补录的也算；--as-of 问那一天台账里有什么；--since 只看变化。",
        "pdisc due --on 2026-10-31",
        "pdisc due --since 昨天",
    ),
)
