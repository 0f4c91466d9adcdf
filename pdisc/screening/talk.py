"""Talk about secrecy: what a sentence, a row or the line beside it says that makes a grade no mark.

One table of patterns over the surroundings of one grade: the line above, its own line and the
line below, with G in the place of the grade. Patterns are searched within bounded surroundings.
"""

import re
from functools import cache, lru_cache

import msgspec

from pdisc.screening.grades import NUMBER, PAPER, PAST, TERM, TITLED, says_its_own

HERE = "\x00"
"""Stands for the grade; a normalised text has no such character."""

_S = r"[^。;!?\n]"
"""Anything within a sentence."""
_COUNTED = "[份件个项卷册条人台名次宗本%]"
_GAP = r"[ ,:、|\t]*"


class Talk(msgspec.Struct, frozen=True):
    """One kind of talk: patterns, in which G is the grade and P what a grade may be glued to.

    `starred` talk undoes even 机密★10年; `only` names the grade that it is about;
    said of what `unless` finds ahead of the grade in its sentence, it is no talk.
    """

    name: str
    patterns: tuple[str, ...]
    starred: bool = False
    only: str = ""
    unless: str = ""


_VOTE = "投 ?票|表 ?决|选 ?举|推荐|测评|票决|计票|写 ?票|划 ?票|画票|填票|无 ?记 ?名|不记名"
_WORK = (
    "电影|影片|观影|小说|话剧|戏剧|剧目|电视剧|剧名|书名|片名|书目|书籍|图书|歌曲|歌名|曲目|纪录片"
    "|剧本杀|党课|连环画|节目|读书[会分]|游戏|影视|读物|展览"
)
_NOT = "(?:不|未|非|没有?|无|并非|是否|能否|尚未|从未)"
_IS = (
    "(?:再|被|曾|予以?|应|得|能|可|有|属于?|是|系|为|算|确?定|认定|列|标注?|标明|划|构成|涉及?|含有?"
    "|包含|产生|收到|作|出现|发现|存在|成|入|任何|上述|此类|密级)"
)
_QUOTE = r"[“\"「『(]?"
_EXAMPLE = "例如|比如|譬如|形如|样例|样张|样本|【示例】|式样|范例|举例|例[0-9]"
_FIELD = "(?:密级[ :]*)?"
_MACHINE = (
    "(?:设备|计算机|电脑|U盘|硬盘|介质|打印机|复印机|传真机|一体机|服务器|终端|保密柜|密码柜)"
)
_GROUP = rf"人员|岗位|{_MACHINE}|资质|柜|场所|部门|部位|网络|定密权限?|授权"
_MISTAKEN = "(?:误|错|乱|滥|擅自|随意|违规)[标写印打填盖定注]"
_QUOTED = r"(?:“[^”\n]{1,16}”[、,和或及]{0,2}){0,4}“"
_OFTEN_SAID = "国家|商业|党内|党的|保守|严守|泄露|泄漏|窃取|刺探|涉及|属于"
_SECRET_BALLOT = r"(?:(?:无记名|不记名)[ \t、,|]*)?"
_NO_TITLE = r"(?![^\n]{0,16}(?:方案|报告|通知|请示|名单|情况|意见|纪要|结果|清单|办法))"
_TALK = (
    Talk("negated", (rf"{_NOT}{_IS}{{0,4}}{_QUOTE}G",), starred=True),
    Talk(
        "asked",
        (
            r"(?:什么是|何为|何谓)[“\"]?G",
            "GP?是什么",
            r"GP?[ :]+[否无](?:$|[ \n;,。])",
            r"G[级級]?(?:文件|资料|件)[ \t|]+无",
            r"GP?[ :\t]*[□☐] ?是[ \t]*[☑☒√✓✔■] ?否",
            r"GP?[ \t]{0,2}[□☐](?! ?[\u4e00-\u9fff])",
        ),
    ),
    Talk(
        "past",
        (
            rf"(?:原[为系是属定列标密]|曾|此前|以前|当[年时]){_S}{{0,16}}G[^。!?\n]{{0,40}}"
            r"(?:解密|降密|解除|现已|已公开|可以公开|已开放|如今|现[藏存])",
        ),
        starred=True,
    ),
    Talk(
        "declassified",
        (
            rf"GP?{_S}{{0,24}}(?:已经?|业已|均已|现已)(?:经|于{_S}{{0,14}}|全部|自动|依法)?"
            r"(?:解密|解除|降密)(?!的?(?:文件|材料|清单|档案))",
            rf"已(?:解密|解除密级|降密)的?{_S}{{0,8}}G",
            rf"[定标列划降升]密?[为作成]{_QUOTE}GP?{_S}{{0,16}}{PAST}{_S}{{0,10}}"
            "(?:解密|解除|降密|公布|公开|开放|到期|期满)",
        ),
    ),
    Talk(
        "a mistake",
        (
            rf"{_MISTAKEN}[成为作上了注]{{0,3}}{_QUOTE}G",
            r"(?:[标写印打填盖]成|写为)了?[“\"「『]G",
            r"将[“\"]G[^”\"\n]{0,12}[”\"][^,。;\n]{0,4}[写标印打填]",
            rf"(?:{_MISTAKEN}|[标写印打填盖]成|[标写]注?(?:不当|有误|错误)){_S}{{0,40}}G{_S}{{0,20}}"
            "(?:已|均|并|及时|当即|责令)(?:[^。;\n]{0,6})(?:纠正|改正|更正|整改|重新|撤销)(?!为)",
            r"将(?:普通|一般|非密|非涉密|内部|公开|学习)[^,。;\n]{0,10}[定标列写印]为[“\"]?G",
            r"[只仅][标写印注][了有明]{0,1}[“\"「『]G",
        ),
        starred=True,
    ),
    Talk(
        "on condition",
        (
            rf"(?:凡|如果|如(?![下实期意])|倘若?|若|假如){_S}{{0,12}}(?:密级|[定标列属为是有]){_S}{{0,6}}G",
            r"填写?[“\"]G",
        ),
    ),
    Talk(
        "what is so",
        (
            r"(?:应当?|可|须|需|能|不得|可以|必须)(?:确?定|列|标|划|认定)[注明]?为[“\"]?G",
            r"[为是属于成按][“\"(「]?GP?[”\")」]?的",
        ),
        unless="[这那此本该](?:几?[个份件些批]|文件?(?!的)|材料|报告|方案|通知|名单)",
    ),
    Talk(
        "the word",
        (
            r"GP?(?:[★☆*]?[0-9一-龥]{1,4}[年月日期])?[”\"』」)\]】`]? ?(?:等各?种?)?(?:字样|写法)",
            rf"G[★☆*]?(?:{TERM})?标?注?的?(?:标注示例|样例|样式)",
            rf"标[注明识]为?:?G[★☆*]?(?:{TERM})?的[,;。]",
            rf"G[★☆*]?保密期限(?![:为 ]{{0,3}}{NUMBER})",
            r"[“\"]G[^”\"\n]{0,14}[”\"](?:的?(?:形式|格式|样式)|这[样种类]|中的?|里的?|是指|指的|表示|的(?:含义|意思))",
        ),
        starred=True,
    ),
    Talk(
        "marking as such",
        (
            r"(?:标有|标明|标注|注明|加盖|印有|盖有)了?[“\"「『(\[【]{0,2}G[”\"」』)\]】]{0,2}P?[^。;\n]{0,4}"
            "(?:的|标[志识])",
        ),
    ),
    Talk(
        "limits",
        (
            r"GP?(?:\(含\))?[及含或]?其?以[上下内]",
            r"GP?[ ,:\t]*(?:不超过|[≤<]|最长|是指|一般[不为])",
            rf"GP?[ ,:]*{NUMBER}{{1,4}}[年月]以[上下内]",
        ),
    ),
    Talk(
        "a rule",
        (
            "GP?[ :]+(?:不[能该会应属作是超再在上]|是(?!否)|指[的国一泄]|即[为是]|应[当由该按]"
            r"|须(?!知)|必须|由[^,。;\n]{1,10}(?:保管|管理|负责|审批|确定))",
            r"GP?[ \t,:=]*(?:最?重要|一般)(?:的?国家秘密|$|\n)",
            r"GP?[ \t,:-]*泄露[会后将]",
            "G[级級]的?,?(?:逐级)?上?报[上省市县本单]",
        ),
    ),
    Talk(
        "a vote",
        (
            rf"(?:{_VOTE})的?(?:方式|形式|方法|类型|制度)[ \t|:是为、,]*\n?{_SECRET_BALLOT}[(]?G",
            rf"(?:{_VOTE})[\t|:、,]+{_SECRET_BALLOT}G",
            r"(?:投 ?票|写 ?票|计票)[(]G[)]",
            r"(?:无 ?记 ?名|不记名)[ \t、,|]*\n?[(]?G",
            rf"GP?[)]?[ \t、,|]*\n?(?:{_VOTE}|填写){_NO_TITLE}",
        ),
        only="秘",
    ),
    Talk(
        "a sample",
        (
            rf"(?:{_EXAMPLE})[:为是]?[ \n]*{_FIELD}{_QUOTE}G",
            rf"(?:样式|模板)(?::|\n|:\n){_FIELD}{_QUOTE}G",
            rf"(?:^|[(\n,。;:”])[例如][:]?\n?{_QUOTE}G",
            r"(?:示例|格式|标注|标有|写法|做法)[为是]?[:]?\n?[“\"「『]G",
            r"(?:标注|标[志识]|格式|样式|填写|书写|版式|公文|密级)(?:示例|举例)"
            rf"[:]?[ \n]*{_FIELD}G",
            rf"示例(?:\([^()\n]{{1,8}}\))?:\n?{_FIELD}G",
            r"标[密注识志][^。\n]{0,4}(?:格式|形式|样式)[为是]?:?[“\"]?G",
            r"(?:形式|格式|样式)(?:为|是|如|例如):?[“\"]?G",
            rf"(?:{_EXAMPLE}|(?:^|[,。;:”])如):?{_QUOTED}[(\\[【]?G",
            r"(?:样式|格式|写法|[如以]下形式)(?:如下)?:\n?[“\"]?G",
            r"(?:样式|标注|格式|标[志识]|写法|示例|举例)[^\n]{0,4}如下\n+G",
            r"(?:正确|错误|[正反]例)(?:的?标注)?[是为:]{1,2}[“\"]?G",
        ),
        starred=True,
    ),
    Talk(
        "an exercise",
        (
            rf"(?:下列|以下){_S}{{0,16}}(?:哪|不属于|正确|错误|的是)[^\n]{{0,24}}G",
            r"(?:答案|选项[A-Z]?|谜[底面语](?:揭晓|是)?)[:是为]+ ?\n?(?:[A-Z][.、 ]{0,2})?G",
            r"G[^\n]{4,60}(?:[(] ?(?:错误?|对|正确|[×xX✗]) ?[)]|[。”,] ?[(] ?[√✓] ?[)])(?:$|\n)",
            r"(?:^|[\n?])答:G",
            r"(?:选择题|单选题?|多选题?|判断题?|填空题?)[:.、)][^\n]{0,30}G",
            r"(?:^|[\n (:])[A-Z][.、)] ?G",
        ),
    ),
    Talk(
        "a work of art",
        (
            rf"(?:{_WORK})(?:名称?|类|放映|作品)?[:\t |“\"《]+G",
            "《GP?》",
            rf"G[ :\t](?!关于){_NO_TITLE}[^。\n]{{0,20}}"
            "(?:展览|故事会|传奇|电影|小说|话剧|剧场|主题党日)",
        ),
    ),
    Talk(
        "a term of trade",
        ("GP?[ ]{1,2}(?:书记处|写票|划票|联络站|交通[站线]|战线)",),
    ),
    Talk(
        "what has a grade",
        (
            rf"(?:涉密|保密|机要)[^。()\n]{{0,6}}(?:{_GROUP})[(]G",
            r"涉密(?:会议|会场|活动|工程|项目)[(]G[级級]",
            r"密[级級](?:文件|资料|载体)[^。;\n]{1,24}[,、] ?G[级級](?:文件|资料|载体)",
            rf"(?:{_MACHINE}|机要室|档案室|保密室)[:为]?(?:[0-9]{{1,4}} ?[台部套个块只])?[(:]G",
            rf"(?:{_GROUP})[:为]?[0-9]{{1,4}} ?[台部套个名人块只处间][(:]G",
            rf"涉密(?:{_GROUP})[^。;\n]{{0,12}}(?:密级|等级)(?:为|是|:)?G",
            rf"(?:{_MACHINE}|人员|岗位|网络)(?:密级|涉密等级|等级)[:为是 \t|]{{1,4}}G",
            "(?:机要室|档案室|保密室|负责人|责任人)[(:]GP?(?:[)。;、,]|$|\n)",
            rf"涉密(?:人员|岗位|设备|网络)[^。\n]{{0,40}}(?<!{TITLED}|情况|意见)[(]GP?[)]",
            "(?:资质|定密权限?|授权)(?:等级)?[:]G",
        ),
    ),
    Talk(
        "a phrase over two lines",
        (
            rf"(?:{_OFTEN_SAID}|[\u4e00-\u9fff]的)\nG",
            "GP?\n(?:的|和(?![谐平])|及(?!时)|或|、|,|事项|战线|无小事)",
        ),
    ),
    Talk(
        "a paragraph of a rule",
        (
            r"(?:^|\n)[ \t]*[(]?[0-9一二三四五六七八九十]{1,3}[)、.]{1,2} ?GP?[;。](?:$|\n)",
            rf"第{NUMBER}{{1,4}}[条款项] ?GP?[;。]",
        ),
    ),
    Talk(
        "a saying",
        (
            r"G:[^\n。:]{0,10}?(?:(?<![纪摘概主重需])要(?![点求闻件案素害情目事])|就是|在于|来自|源于|永远|从不|相信|懂得|学会|常怀|热爱|每天|坚持|保持|努力|真心|用心)",
        ),
        only="秘",
    ),
    Talk("speech", (r"“[^”\n]{0,30}G[^”\n]{0,30}”[^。;\n]{0,10}[叮嘱回答喊笑问]道",)),
    Talk(
        "a count",
        (
            rf"GP?[类]?[ :]?(?:共|计|合计|各)?[ :=×(]{{0,8}}(?:0|(?!20[0-9][0-9])[1-9][0-9]{{0,3}}"
            rf"(?=[ ]?{_COUNTED}|[\s,。;、)|]|/(?![0-9])|$|和|及)) ?{_COUNTED}?+"
            "(?! ?[年月天日号页周第0-9个小])",
            rf"GP?(?:共|计|合计|各)?[ :(]{{0,3}}{NUMBER}{{1,3}} ?{_COUNTED}(?![月半])",
        ),
    ),
)


def talks(above: str, left: str, right: str, below: str, *, starred: bool, grade: str) -> str:
    """Return what kind of talk a grade is part of, or nothing: then it may be a mark."""
    if says_its_own(left, right):
        return ""
    round_about = f"{above[-60:]}\n{left[-80:]}{HERE}{right[:80]}\n{below[:40]}"
    return _kind(round_about, starred, grade)


@lru_cache(maxsize=256)
def _kind(round_about: str, starred: bool, grade: str) -> str:
    """Return the first kind of talk that surroundings show; texts of one pattern repeat them."""
    for talk in _TALK:
        applies = (talk.starred or not starred) and (not talk.only or talk.only == grade)
        if applies and _pattern(talk).search(round_about) and not _excepted(talk, round_about):
            return talk.name
    return ""


def _excepted(talk: Talk, round_about: str) -> bool:
    sentence = re.split(r"[。;!?\n]", round_about.partition(HERE)[0])[-1]
    return bool(talk.unless and re.search(talk.unless, sentence))


@cache
def _pattern(talk: Talk) -> re.Pattern[str]:
    either = "|".join(talk.patterns)
    return re.compile(either.replace("G", HERE).replace("P", PAPER))
