"""Topics about slips, the catalogue, people, settings, and the ledger itself."""

from pdisc.commands.advice.topic import topic

UPKEEP = (
    topic(
        "打错 打错了 错别字 错字 写错 登记错 改错 录错 填错 撤销 作废 取消登记 反悔 误操作"
        " 弄错 重来 后悔 undo"
        " 重复登记 登重了 登了两次 多登了 删错了 编号错",
        "登记错了的一笔作废，再登记对的：写回执最前面的数，或者日志第一列。"
        "审核、审批这些决定不能作废，只能往下办。",
        "pdisc log",
        "pdisc annul 12 --reason 理由 --by 姓名",
    ),
    topic(
        "删除 删掉 删了 清空 去掉 删一件 怎么删 delete",
        "台账里什么都不能删：登记错了的作废，没有公开的撤回，已经公开的撤下或更正，"
        "原来的一笔都还看得到。",
        "pdisc annul 12 --reason 理由 --by 姓名",
        "pdisc withdraw 2026-0001 --reason 理由 --by 承办人",
    ),
    topic(
        "日期错 地点错 网址错 公开登记错 实施登记错 形式登记错",
        "归档以前，作废那一笔实施，再登记对的；期次写错的用“改期次”。",
        "pdisc log 2026-0001",
        "pdisc annul 12 --reason 理由 --by 姓名",
    ),
    topic(
        "忘记 不记得 编号忘了 忘了编号 忘了命令 怎么用 不会用 帮助 命令有哪些 用法 说明书 手册"
        " 看不懂",
        "只打 pdisc，看今天该办什么；只打命令名，缺什么问什么。编号忘了，按词找。",
        "pdisc search 党费",
        "pdisc help 全部",
    ),
    topic(
        "目录 公开目录 附件2 条目 目录编号 36条 查目录 目录有哪些 印目录 谁能批 谁批",
        "公开目录有哪些条目、多久一次、谁审批，都在这里；报送用的印出来。",
        "pdisc catalog list",
        "pdisc catalog show 1.2.1",
        "pdisc print 公开目录 --out 公开目录.docx",
    ),
    topic(
        "推定 核定 推读 没有核定 目录核定表 逐项核定 待核定 确认目录 估的",
        "方案没有写明的内容是推定的：先检查，印目录核定表请领导签字，签了再录入核定。",
        "pdisc catalog check",
        "pdisc print 目录核定表",
        "pdisc catalog confirm 1.1.2 --by 审批人",
        "pdisc catalog sheet --out 目录.xlsx",
    ),
    topic(
        "改目录 目录错了 目录更正 换科室 改周期 多久一次 每月 每半年 承办科室 科室",
        "目录里不对的更正，几个条目可以一起改，写明自哪天起；以前的期次照旧。",
        "pdisc catalog set 1.1.1 1.1.2 2.1.1 --office 科室 --reason 理由 --by 审批人",
        "pdisc catalog set 1.1.1 --every 每半年 --from 2027-01-01 --reason 理由 --by 审批人",
    ),
    topic(
        "新增条目 加目录 目录里没有 没有这个条目 加一项 加一条 增加目录 新条目 增列",
        "目录里没有的自己加，编号用下面一个空的。",
        "pdisc catalog add 1.1 --item 公开内容 --channel 会议 --scope 党内 --timing 随时"
        " --reason 理由 --by 审批人",
        "pdisc catalog list",
    ),
    topic(
        "停用 不再公开 取消条目 删条目 恢复条目 目录停用",
        "不再有的条目停用，停用以前欠的仍要补；停错了可以恢复。",
        "pdisc catalog retire 1.1.1 --from 2027-01-01 --reason 理由 --by 审批人",
        "pdisc catalog retire 1.1.1 --restore --reason 理由 --by 审批人",
    ),
    topic(
        "人员 加人 新来的 登记人员 换人 调走 离任 调动 职责 角色 经办人 名单 退休 换经办人 接手"
        " 岗位 人走了 换届 党小组",
        "新来的登记姓名、科室、职责；走了的登记离任。以前办的仍记着他的姓名。",
        "pdisc staff add 姓名 --office 科室 --role 承办 --by 审批人",
        "pdisc staff close 姓名 --by 审批人",
    ),
    topic(
        "换书记 新书记 书记换了 书记调走 审批职责 书记变动",
        "先登记新书记的审批职责，再登记原书记离任；登记、结束审批职责都要由有审批职责的人定。",
        "pdisc staff add 姓名 --office 科室 --role 审批 --authority 支部书记 --by 审批人",
        "pdisc staff close 姓名 --by 审批人",
    ),
    topic(
        "书记外出 书记没空 代批 代审批 出差 代为审批 临时代 代签 书记不在 主持工作 副书记",
        "书记外出由别人代批的，写明代谁、依据哪份文件、到哪天为止；代批的每一件都注明“代”。",
        "pdisc staff add 姓名 --office 科室 --role 审批 --acting-for 书记姓名"
        " --document-number 文号 --to 2026-12-31 --by 审批人",
        "pdisc staff list",
    ),
    topic(
        "代录 我是谁 操作人 登录名 不在人员名单里 账户 用户名 谁在打字",
        "替别人登记的写 --by 决定人的姓名；谁在打字写 --as，或者设一次环境变量 PDISC_ACTOR。",
        "pdisc approve 2026-0001 --by 审批人 --as 姓名",
        "pdisc staff list",
    ),
    topic(
        "设置 时限 限额 改时限 天数 几天内 参数 规定 依据哪条 提示词 禁用词 词表",
        "时限、限额、遮盖、词表都是设置，每一条写着依据；改了自某日起生效，以前的照旧。",
        "pdisc config show 审核时限",
        "pdisc config set 审核时限 5 --by 姓名",
    ),
    topic(
        "本单位号码 值班电话 单位电话 公开的电话 公用邮箱",
        "本单位自己的电话、账号、邮箱不是个人信息，登记一次，以后不再提示。",
        "pdisc config show 本单位号码",
    ),
    topic(
        "起算日 since 从哪天起 起始日 开始日期 建账日期",
        "从哪一天起算应公开的事项；写错了改这项设置，到期和报告随之变动。",
        "pdisc config set since 2026-01-01 --reason 理由 --by 姓名",
    ),
    topic(
        "支委会 支部委员会 没有支委会 党员不足 党员大会审批",
        "正式党员不足7人、不设支委会的，建账时写 --no-committee，该支委会批的改由支部党员大会批。",
        "pdisc init --unit 单位名称 --since 2026-01-01 --no-committee",
    ),
    topic(
        "建账 新建台账 开始用 第一次 第一天 初始化 安装好了 开账 上手",
        "先用临时台账走一遍看看，再建自己的；建好以后登记人员，登记建账以前公开过的。",
        "pdisc tour",
        "pdisc init --unit 单位名称 --since 2026-01-01",
    ),
    topic(
        "安装 离线安装 装不上 没有Python 双击 快捷方式 桌面图标 重装 怎么装",
        "Windows 双击 pdisc 文件夹里的 install.cmd 就装，装好以后双击 pdisc.cmd 打开；"
        "不能上网的先在能上网的电脑上做离线包。"
        "手册“安装”一页写着每一步。",
        "pdisc tour",
        "pdisc --version",
    ),
    topic(
        "演示 试用 练习 教程 学习使用 试一试 试试",
        "用一本临时台账把全过程走一遍，走完自动删除。办自己的事拿不准的，加 --dry-run，"
        "什么都不会记。",
        "pdisc tour",
    ),
    topic(
        "备份 复制台账 拷贝 留底 防丢 副本 存一份 备份台账 backup",
        "没有命令在运行时，把整个台账文件夹（默认是“文档”里的“党务公开台账”）复制到别的盘，"
        "再对着副本校验一次。"
        "不要只复制 ledger.db。",
        "pdisc verify --ledger 副本文件夹",
    ),
    topic(
        "恢复 还原 找回 硬盘坏了 电脑坏了 台账丢了 台账没了 误删文件夹 损坏 restore",
        "把备份的整个文件夹复制回来，先校验再用。坏了的那一份不要删、不要改，"
        "原样留着给维护的人看。",
        "pdisc verify",
        "pdisc verify --expect 128-K7QF-2M9X-8RTA-0C3N",
    ),
    topic(
        "交接 移交 工作交接 接班 换人办 交给别人 离职 handover",
        "把整个台账文件夹复制给接手的人，当面校验，回执抄在交接单上；登记新来的人，登记自己离任。",
        "pdisc due --all --out 交接清单.docx",
        "pdisc verify",
        "pdisc staff add 姓名 --office 科室 --role 承办、档案 --by 审批人",
        "pdisc staff close 姓名 --by 审批人",
    ),
    topic(
        "换电脑 新电脑 U盘 优盘 搬家 重装系统 另一台电脑 带走",
        "没有命令在运行时，用 U 盘把整个台账文件夹复制到新电脑的“文档”里，装好 pdisc，再校验一次。",
        "pdisc verify --ledger 那个文件夹",
    ),
    topic(
        "同步 OneDrive 坚果云 网盘 云盘 共享盘 两台电脑 冲突副本 百度网盘 多人 一起用",
        "台账最好不放在同步文件夹里。一定要放的，只在一台电脑上办，换之前等两边都同步完；"
        "有冲突副本时两份都不要删。",
        "pdisc verify",
        "pdisc verify --expect 上一次的回执",
    ),
    topic(
        "回执 校验 核验 被改动 篡改 校验不通过 有没有被改 校验码",
        "每次登记以后的回执抄在签字的纸上，以后就能查台账有没有被动过。对不上先看是不是抄错了。",
        "pdisc verify",
        "pdisc verify --expect 128-K7QF-2M9X-8RTA-0C3N",
    ),
    topic(
        "升级 更新 新版本 换版本 版本 更新程序",
        "把新的 pdisc 文件夹里的文件拷进原来的文件夹，再双击一次 install.cmd。台账不在那里，"
        "不会动；"
        "新版本第一次写以前自己先留一份备份。",
        "pdisc --version",
    ),
    topic(
        "卸载 不用了 删程序 移除",
        "删掉程序的文件夹就是；台账是另一个文件夹，不会跟着删。卸载以前先复制一份台账。",
        "pdisc verify",
    ),
    topic(
        "密码 加密 口令 登录 权限控制 谁能看 防偷看",
        "pdisc 没有密码：谁能打开台账文件夹谁就能看，请用电脑的登录密码和文件夹的权限管住。"
        "给外面看的一律加 --audience。",
        "pdisc report --audience 社会 --out 对外汇总.docx",
    ),
    topic(
        "导入 批量导入 Excel导入 导入表格 导入目录 导入台账 旧台账 import",
        "以前在纸上、在 Excel 里办过的，登记期初就行；填好的测评表可以整张录入。",
        "pdisc opening 1.1.1 3.4.1 --for 2026-Q1 --for 2026-Q2 --reason 理由 --by 审批人",
        "pdisc survey import 文件 --by 姓名",
    ),
    topic(
        "试运行 先试 预演 不想真办 会不会记 拿不准",
        "加 --dry-run 只检查，什么都不记。只打命令名、在窗口里答问题的，最后问“登记吗”，"
        "答了“是”才记。",
        "pdisc approve 2026-0001 --by 审批人 --dry-run",
        "pdisc nil 1.1.1 --for 2026-Q3 --by 承办人 --reason 理由 --dry-run",
    ),
    topic(
        "退出 停下 上一步 返回 怎么退出 怎么关闭 关掉 退不出去 不想办了 答错了 回退",
        "答问题的时候：打 < 回上一步，按 Ctrl-C 不办了，没有答“是”以前什么都不会记，"
        "写过的下次可以接着写。",
        "pdisc",
    ),
    topic(
        "桌面 接着写 接着办 上次做到哪 做到哪了 没做完 写了一半 断了 今天办什么 从哪里开始",
        "只打 pdisc 打开桌面：这一周要动的一行一件，写了一半没有办完的也在上面，"
        "打它前面的数字或字母就接着办。",
        "pdisc",
        "pdisc due",
    ),
    topic(
        "读屏 纯文字 颜色 线条 看不清 屏幕 字太小",
        "--plain 是纯文字，没有颜色和线条，供读屏软件用。存成文件看的用 --out。",
        "pdisc due --plain",
        "pdisc due --out 本周.docx",
    ),
    topic(
        "乱码 问号 显示不出来 字显示不对 认不出的字 编码 方块字",
        "窗口里的字没有显示出来的，不要打 chcp，换一种字体（如 新宋体）。存下来的文件是乱码的，"
        "不要用 > 存，用 --out 存成 .xlsx、.docx，用 Excel、WPS、Word 打开。"
        "自己写的文件用记事本另存，编码选 UTF-8。",
        "pdisc list --out 清单.xlsx",
        "pdisc due --out 本周.docx",
    ),
    topic(
        "没反应 闪退 卡死 死机 断电 停电 关机了 关机 太慢 黑屏 重启",
        "重新打开窗口接着办：记到一半的不会留下，写到一半的文字自动留着。看最后记下的是哪一笔，"
        "再校验一次。在问您的，答了才往下走，不想办了按 Ctrl-C。",
        "pdisc log",
        "pdisc verify",
    ),
    topic(
        "保存 怎么保存 存盘 要不要保存 自动保存 另存为",
        "不用存盘：答了“是”就记下了，给一个回执；没写完的自动留着，下次接着写。"
        "清单、报表要存成文件的加 --out。",
        "pdisc log",
        "pdisc list --out 清单.xlsx",
    ),
    topic(
        "单位名称 单位改名 换单位名称 改单位名称 改名 机构改革",
        "单位名称是一项设置，改了以后印出来的都用新的；以前归档的不变。",
        "pdisc config show 单位名称",
        "pdisc config set 单位名称 值 --by 审批人",
    ),
    topic(
        "定时 自动检查 每天早上 任务计划 开机检查",
        "让电脑的“任务计划程序”每天打一行：有逾期时退出码是 20。",
        "pdisc due --since 昨天 --exit-code",
    ),
    topic(
        "占用 打不开 正在写 被锁 用不了 出错 报错 程序错误 出毛病",
        "别的窗口正在写的，等一下再试。打不开的先校验；先不要动台账文件夹里的任何文件。",
        "pdisc verify",
    ),
    topic(
        "补全 Tab 命令太长 少打字 快捷 中文命令",
        "按 Tab 键补全命令和编号，先装一次。每个命令也有中文名，如 pdisc 提出、pdisc 检查。",
        "pdisc --install-completion",
        "pdisc help 全部",
    ),
    topic(
        "台账在哪里 文件夹在哪 放在哪里 默认文件夹 别的台账 台账文件夹",
        "默认是“文档”里的“党务公开台账”。放在别处的，每次写 --ledger，"
        "或者设一次环境变量 PDISC_LEDGER。",
        "pdisc verify --ledger 那个文件夹",
    ),
    topic(
        "公号 公1 对外编号 公开编号 公开序号",
        "对外的清单、网页用 公1、公2，不出现台账编号；撤下的留一行，编号不空缺。",
        "pdisc report --audience 社会 --out 对外汇总.docx",
    ),
)
