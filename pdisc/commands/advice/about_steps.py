"""Topics about a disclosure on its way: the five steps, and what comes between them."""

from pdisc.commands.advice.topic import topic

STEPS = (
    topic(
        "五步 流程 怎么公开 公开一件 程序 步骤 第一件 从头",
        "一件公开事项走五步：提出、审核、审批、实施、归档。每办完一步，它都说下一步打什么。"
        "只打命令名，缺什么问什么。",
        "pdisc propose",
        "pdisc help 全部",
    ),
    topic(
        "提出 拟公开 申请公开 新建 新增一件 发起 起草 公开方案 拟稿",
        "提出一件：写目录编号、标题、正文（文件也行）和属于哪一期。不记得编号的，只打命令名，"
        "再打几个字找。",
        "pdisc propose 目录编号 --title 标题 --content-file 正文.txt --for 2026-Q3 --by 承办人",
        "pdisc catalog list",
    ),
    topic(
        "审核 初审 必要性 准确性 保密审查 四项 审核意见 通过 不通过",
        "审核人逐项写“通过”或“不通过”；审核的人不能是提出的人。审查发现要先处理。",
        "pdisc review 2026-0001 --by 审核人 --necessity 通过 --accuracy 通过 --secrecy 通过"
        " --privacy 通过",
        "pdisc show 2026-0001",
    ),
    topic(
        "审批 批准 签字 签批 书记批 领导批 同意 审批人 核对码 签名 电子签名 不签字",
        "在权限以内的由审批人直接批；审批表先印出来签字，签了再登记，扫描件用 --evidence 附上。",
        "pdisc print 审批表 2026-0001",
        "pdisc approve 2026-0001 --by 审批人 --evidence 审批表.jpg",
    ),
    topic(
        "报批 上报 报上级 请示 超出权限 权限不够 无权 职权 批复 上级批复 权限",
        "超出本级权限的，登记报给了哪个上级；批复来了，写文号登记。等批复的日子不算逾期。",
        "pdisc approve 2026-0001 --by 审批人 --escalate 上级党组织名称",
        "pdisc approve 2026-0001 --by 审批人 --document-number 文号 --evidence 批复.pdf",
    ),
    topic(
        "实施 公开出去 张贴 贴出去 挂出去 发布 登记公开 已经贴了 公开日期 公开形式 会议 支部会"
        " 党员大会 文件传阅",
        "公开以后登记：用了哪种形式、在哪里、哪一天。批了几种形式就登记几种，"
        "地点相同的可以写在一起。",
        "pdisc publish 2026-0001 --channel 会议 --place 地点 --by 承办人",
        "pdisc publish 2026-0001 --channel 公开栏 --place 地点 --evidence 公开栏.jpg --by 承办人",
    ),
    topic(
        "公开栏 宣传栏 橱窗 上墙 贴墙上 挂多久 挂几天 挂满 多久能撤 保留时间",
        "张贴用的正文、附件，审批以后从台账里存出来，不要用电脑上原来的文件。"
        "公开栏上要挂满最少的天数才能归档。",
        "pdisc show 2026-0001 --save 张贴用",
        "pdisc config show 公开栏期限",
    ),
    topic(
        "公示 公示期 公示几天 公示多久 满几天",
        "提出时加 --public-notice 就是公示，公示期按工作日算；没有满的列在“等待”里，写着哪一天满。",
        "pdisc propose 目录编号 --title 标题 --content-file 正文.txt --public-notice --by 承办人",
        "pdisc config show 公示期",
    ),
    topic(
        "网站 官网 上网 门户 网址 链接 微信 公众号 平台",
        "网站只能公开给社会的。批准以后先生成网页，交给管网站的人，上网以后登记网址。",
        "pdisc site 党务公开网页 --with 公开事项编号",
        "pdisc publish 2026-0001 --channel 网站 --url 网址 --by 承办人",
    ),
    topic(
        "归档 存档 入档 归档不了 不能归档 归档材料 没有意见 无意见",
        "全部公开、挂满、意见办结以后归档；没有收到意见的写 --no-opinions。"
        "先看会归些什么、缺什么：加 --dry-run。",
        "pdisc archive 2026-0001 --no-opinions --by 档案人员 --dry-run",
        "pdisc archive 2026-0001 --no-opinions --by 档案人员",
    ),
    topic(
        "凭证 证明材料 佐证 扫描件 照片 图片 拍照 签到表 补材料 补件 后来才到 审批表后到 附件漏了"
        " 上传",
        "审批表的扫描件、公开栏的照片，登记那一步时用 --evidence 附上；后来才到的，归档以前补件。",
        "pdisc evidence 2026-0001 --step 审批 --file 审批表.jpg --by 承办人",
        "pdisc evidence 2026-0001 --step 实施 --channel 公开栏 --file 公开栏.jpg --by 承办人",
    ),
    topic(
        "修改 改内容 改正文 改标题 改方案 换附件 改附件 重新提交 改稿 换文件 修订",
        "还没有公开的，改了是新的一稿，审核、审批重新来。退回的也这样改。已经公开的要“更正”。",
        "pdisc revise 2026-0001 --content 修改后的内容 --by 承办人",
        "pdisc revise 2026-0001 --attach 换过的文件 --by 承办人",
    ),
    topic(
        "退回 退回去 打回 不同意 重新改 返回修改 退稿",
        "审核人、审批人写明理由退回；承办的人改好以后，再从审核走起。",
        "pdisc review 2026-0001 --by 审核人 --return 退回的理由",
        "pdisc approve 2026-0001 --by 审批人 --return 退回的理由",
    ),
    topic(
        "不予公开 不公开 不宜公开 不能公开 免于公开 不该公开",
        "由审批人决定，写明理由和依据；这一期就算有了答复。审核人只能建议：--withhold。",
        "pdisc approve 2026-0001 --by 审批人 --refuse 理由 --basis 依据",
        "pdisc review 2026-0001 --by 审核人 --withhold 理由 --basis 依据",
    ),
    topic(
        "撤回 不办了 取消公开 收回 不提了 重复提 提错了 多提了一件 断号 编号跳了",
        "还没有公开的，写理由撤回；编号不再用，也不空缺。已经公开的要“撤下”。",
        "pdisc withdraw 2026-0001 --reason 理由 --by 承办人",
    ),
    topic(
        "撤下 撤下来 拿下来 撤掉 下架 到期撤 撤公开栏 撤网站 取下",
        "公开栏、网站上撤下来的，写明哪一种形式、为什么；期初登记的写目录编号。",
        "pdisc takedown 2026-0001 --channel 公开栏 --reason 理由 --by 承办人",
        "pdisc takedown 5.1.1 --reason 理由 --by 审批人",
    ),
    topic(
        "更正 公开错了 发现有错 发现错 贴出去了发现错 改已公开 重新公开 更正公告 公开后改 勘误",
        "公开以后发现有错的，更正是新的一件，照样走五步；再撤下旧的，印更正公告。",
        "pdisc correct 2026-0001 --content 更正后的内容 --by 承办人",
        "pdisc print 更正公告 2026-0002",
    ),
    topic(
        "范围错了 范围公开错了 公开范围错了 贴错范围 党内的公开到社会 不该给外人看",
        "还没有公开的，修改范围，审核、审批重来。已经公开的，先把挂出的每一种形式都撤下，"
        "再按对的范围重新提出一件；登记过的公开不作废，作废只用于登记错了、其实没有公开的。",
        "pdisc takedown 2026-0001 --channel 公开栏 --reason 理由 --by 承办人",
        "pdisc propose 目录编号 --title 标题 --content 正文 --scope 党内 --by 承办人",
    ),
    topic(
        "批错了人 批错人 选错人 选错了人 审批人选错 审批的人选错了 审批人写错 登记错审批人"
        " 不是他批的",
        "审批登记错了人不能作废。还没有公开的撤回，重新提出一件，再由对的人批；"
        "内容本来就要改的，修改以后审核、审批重来。撤回的、作废的都留着，谁批的看日志。",
        "pdisc withdraw 2026-0001 --reason 理由 --by 承办人",
        "pdisc log 2026-0001",
    ),
    topic(
        "脱敏 脱密 遮盖 打码 隐去 身份证 身份证号 手机号 电话号码 银行卡 住址 个人信息 隐私 马赛克"
        " 抹掉 泄露",
        "查到的个人信息，让程序遮盖；姓名等认不出的写明来遮。确实可以公开的，由审核人逐条说明。",
        "pdisc redact 2026-0001 --all --by 承办人",
        "pdisc redact 2026-0001 --mask 要遮盖的姓名 --by 承办人",
    ),
    topic(
        "审查发现 发现 有几处 F1 接受 说明理由 误报 不是个人信息 查出来的",
        "先遮盖，遮不了的换文件，还不行的退回；看过确实可以公开的，才由审核人说明。",
        "pdisc show 2026-0001",
        "pdisc review 2026-0001 --by 审核人 --necessity 通过 --accuracy 通过 --secrecy 通过"
        " --privacy 通过 --accept F1=理由",
    ),
    topic(
        "隐藏内容 隐藏 批注 修订痕迹 隐藏行 隐藏列 看不见的内容 嵌入",
        "Word、Excel 里看不见的内容，别人点一下就能看到。让程序取出来，成为新的一稿。",
        "pdisc redact 2026-0001 --strip-hidden --by 承办人",
    ),
    topic(
        "密级 涉密 保密 秘密 机密 绝密 标密 密件 国家秘密 不收 拦截 拦下 放行 摘录",
        "带密级标志的当场不收，一个字也不存。确实不涉密的换个说法再提；上级准予公开的摘录，"
        "登记文号放行，"
        "再由另一个人提出时加 --lifted。",
        "pdisc lift 1.1.1 --document-number 文号 --reason 理由 --by 审批人",
        "pdisc screen 通知.docx",
    ),
    topic(
        "筛查 检查文件 查文件 发文前 外发 查一下文件 有没有身份证 审查文件 发给别人",
        "任何文件往外发之前都可以先查，不用台账，也不留记录。",
        "pdisc screen 名册.xlsx 通知.docx",
    ),
    topic(
        "回避 分离 同一个人 自己审自己 只有一个人 两个人 兼任 人手不够 没有别人 回避例外",
        "提出的人不能审核、审批自己提的。实在没有别人的，写明理由破例一次，报告里看得到。",
        "pdisc approve 2026-0001 --by 审批人 --waive-separation 理由",
        "pdisc staff list",
    ),
    topic(
        "批量 几件一起 多件 一次办 一起批 一起审 编号范围 一批",
        "几个编号一个一个写，或者写成一段；要么全记，要么全不记。",
        "pdisc approve 2026-0003..2026-0009 2026-0012 --by 审批人",
        "pdisc publish 2026-0003..2026-0009 --channel 会议、文件 --place 地点 --by 承办人",
    ),
    topic(
        "范围 公开范围 党内 社会 全体党员 收窄 放宽 对谁公开 公开对象",
        "范围只能收窄，不能放宽。党内的可以写细：党内:全体党员、党内:本单位、党内:特定对象。",
        "pdisc propose 目录编号 --title 标题 --content 正文 --scope 党内:全体党员 --by 承办人",
        "pdisc approve 2026-0001 --by 审批人 --scope 党内",
    ),
    topic(
        "Word 附件 docx 文档 正文文件 从文件 长文字 粘贴 换行 wps",
        "正文写在 Word 或记事本里，用 --content-file；附件用 --attach。把文件拖进窗口，"
        "路径就填上了。",
        "pdisc propose 目录编号 --title 标题 --content-file 正文.docx --by 承办人",
        "pdisc show 2026-0001 --save 文件夹",
    ),
)
