"""Topics about what is looked up, reported, printed and filed."""

from pdisc.commands.advice.topic import topic

PAPERS = (
    topic(
        "查找 找一件 搜索 查询 在哪里 找不到 关键词 查一件 搜 不见了 少了一件 看不到 没有显示",
        "按词找公开事项，理由里的字也找；知道编号的直接查看。",
        "pdisc search 党费",
        "pdisc show 2026-0001",
    ),
    topic(
        "清单 列表 有哪些 列出 台账清单 所有事项 全部事项 办了哪些",
        "列出公开事项，可以只看一种状态、一个科室、一年；文件名写 .xlsx 就是 Excel。",
        "pdisc list --state 已提出",
        "pdisc list --year 2026 --out 清单.xlsx",
    ),
    topic(
        "日志 记录 谁办的 谁批的 谁审的 什么时候办的 流水 痕迹 操作记录 历史记录 谁改的",
        "每一步决定了什么、谁定的、谁录的、哪天录的，从头到尾都在日志里；第一列是作废用的数。",
        "pdisc log",
        "pdisc log 2026-0001",
    ),
    topic(
        "报告 统计 汇总 报表 统计表 公开率 四规范 数字",
        "报表从台账里直接出，每个数后面写着差在哪几件。给外面看的加 --audience。",
        "pdisc report --quarter 2026-Q3",
        "pdisc report --year 2026 --out 全年汇总.xlsx",
    ),
    topic(
        "季报 季度报表 季度总结 季度报告 月报 月度 本月 月份 报送 汇报 给领导看 领导要看 上级要",
        "给领导、给上级的月报、季报，没有的也写出来，末尾盖章签字。",
        "pdisc print 月报 --month 2026-11",
        "pdisc print 季报 --for 2026-Q3",
    ),
    topic(
        "年报 年度 年度通报 年终 全年 年底 年度总结 通报",
        "发给党员的年度通报只写对方看得到的；给社会的加 --audience 社会。",
        "pdisc print 年度通报 --year 2026",
        "pdisc report --year 2026 --out 全年汇总.docx",
    ),
    topic(
        "打印 印 表格 出表 表单 纸质 打出来 盖章 打印表格",
        "要签字的、要张贴的、要报送的都从台账里印；文件写到当前文件夹，文件名写 .pdf 就是 PDF。",
        "pdisc print 每周要办",
        "pdisc help print",
    ),
    topic(
        "审批表 保密审查表 签字表 审批单 审查表",
        "办到哪一步就填到哪一步，签字的地方留空；表上印着核对码，签了字登记审批时可以写上。",
        "pdisc print 审批表 2026-0001",
        "pdisc print 保密审查表 2026-0001",
    ),
    topic(
        "公开通知 通知 简报 公告 公文",
        "只印批准的那一稿，版面按党政机关公文格式。",
        "pdisc print 公开通知 2026-0001",
        "pdisc print 简报 2026-0001 2026-0002",
    ),
    topic(
        "登记簿 台账本 四本台账 会议登记 公开登记簿 印台账",
        "一份里四本：事项、会议、意见建议、意见建议办理。",
        "pdisc print 登记簿 --year 2026 --out 登记簿.xlsx",
    ),
    topic(
        "每周要办 周表 一周 月历 贴墙 一页",
        "每周要办只印一页；月历一月一张。都是内部用的，不要贴到公开栏。",
        "pdisc print 每周要办",
        "pdisc print 月历 --month 2026-12",
    ),
    topic(
        "导出 Excel 表格文件 xlsx csv 存成文件 保存成 电子表格 export",
        "清单、检查、报表加 --out，"
        "文件名的结尾是什么就是什么格式：.xlsx、.docx、.csv、.html、.pdf。",
        "pdisc due --out 本周.xlsx",
        "pdisc report --quarter 2026-Q3 --out 汇总.xlsx",
    ),
    topic(
        "PDF pdf 字体 仿宋 打印字体 缺字 方框",
        "文件名写 .pdf 就是归档用的 PDF，先要装一次 PDF 组件；缺哪些字体一查就知道。",
        "pdisc print 每周要办 --out 每周要办.pdf",
        "pdisc print --check-fonts",
    ),
    topic(
        "模板 样式 版式 改表格 本单位样式 表头",
        "先导出自带的样式，用 Word 或 WPS 改好版式，再登记；不用了就停用。",
        "pdisc template list",
        "pdisc template export 审批表 --out 样式.docx",
    ),
    topic(
        "登记模板 用模板 停用模板 换样式 恢复样式",
        "改好的样式登记以后，今后都按它印；停用就改回自带的。",
        "pdisc template set 审批表 样式.docx --reason 理由 --by 审批人",
        "pdisc template drop 审批表 --reason 理由 --by 审批人",
    ),
    topic(
        "网页 网页公开 给社会看 对外 首页 党内网页 对外清单",
        "生成一个文件夹，打开里面的 index.html；只有给社会看的。党内的加 --inside，"
        "另外放一个文件夹。",
        "pdisc site 党务公开网页",
        "pdisc site 党内公开 --inside",
    ),
    topic(
        "档号 全宗号 归档章 归档文件目录 备考表 档案盒 盒子 移交档案馆 编档号",
        "归档时自动编档号；全宗号先设置一次。一盒的目录、备考表、归档章都能印。",
        "pdisc config set 全宗号 值 --by 姓名",
        "pdisc print 归档文件目录 --year 2026 --retention 10年",
    ),
    topic(
        "备考表 归档章 盖归档章",
        "备考表一盒一张；归档章按实际大小打印，打印时不要选“适合页面”。",
        "pdisc print 备考表 --year 2026 --retention 10年",
        "pdisc print 归档章 2026-0001",
    ),
    topic(
        "档案 保管期限 保管期满 鉴定 销毁 档案核对 已归档的 永久 30年 10年",
        "列出已经归档的、核对归档文件夹有没有被动过、保管期满的列出来供鉴定；程序不删任何档案。",
        "pdisc dossier list --year 2026",
        "pdisc dossier due",
    ),
    topic(
        "迎检 检查来了 被检查 巡察 上级检查 考核 督查 查台账 检查组 抽查 审计",
        "先校验台账和归档文件夹，再出报表、登记簿；检查的人要看某一件，从日志里从头看到尾。",
        "pdisc verify",
        "pdisc dossier verify",
        "pdisc report --year 2026 --out 全年汇总.docx",
        "pdisc print 登记簿 --year 2026 --out 登记簿.xlsx",
    ),
)
