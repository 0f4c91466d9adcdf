"""A grade (绝密 机密 秘密) and what people write beside it: term, urgency, copies, orders, a title.

A mark stands apart from running text: on both sides of it comes nothing, or only such companions,
or a separator. In running text it is a grade that is said of 本件, or fills a field 密级.
"""

import re
from typing import NamedTuple

from pdisc.screening.rows import compiled

IN = r"[ \t·.\-_/|]{0,20}"
GRADE = rf"(?:[绝絕秘祕]|(?<![算司手飞])[机機]){IN}密(?![切封码碼度性集布云闭友植匙])"
"""A grade on one line, however it is spaced; 司机密切配合 has none."""
UPRIGHT = GRADE.replace(IN, rf"{IN}(?:\n{{1,2}}{IN})?")
"""A grade that may be broken over two lines, or stand upright."""

NUMBER = "[0-9〇零一二三四五六七八九十百两壹贰叁肆伍陆柒捌玖拾半]"
TERM = rf"(?:{NUMBER}{{1,4}} {{0,4}}个? {{0,4}}(?:年|月|日|天|周|小时)|长 {{0,4}}期|永 {{0,4}}久)"
UNTIL = r"[^\n,。;*]{0,16}[前后]"
PAST = "(?:1[0-9]{3}|20[01][0-9]|202[0-5]) ?[年./-]"
"""A year that was over before this was written."""
DATE = r"[0-9]{4} ?[年./-]"

PAPER = (
    "[级級]?(?:标[识志])?"
    "(?:文件|文档|文稿|公文|资料|材料|电报|密电|电文|邮件|信函|信件|公函|函件|传真(?!机)|附件|名单|报告|方案|纪要"
    "|[快简专情通]报|会议(?:纪要|记录|材料|文件)|版|案?卷宗?(?![柜室])|文(?![\u4e00-\u9fff])|件(?![0-9]))?"
)
"""What a grade may be glued to: 机密级, 机密件, 绝密电报."""

_SEPARATORS = r" \t·,、/:;!?.。\-_★☆*※#=~+()\[\]【】〔〕「」『』<>〈〉《》“”\"'|…&〖〗│┃→{}"
_QUOTES = set("“”\"'")
_PIECE = rf"[^{_SEPARATORS}]+"

_DAY = r"[0-9]{4}年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?"
_EVENT = (
    "解密|公开|公布|启用|会议|考试|结束|宣布|发布|使用|开考|决定|实施|开始|印发|任免|开标|评标|颁布"
    "|换届|选举|通过|批准|研究|审定|到期"
)
_DOCUMENT = (
    "方案|通知|报告|请示|名单|名册|纪要|意见|批复|函|决定|通报|讲话|材料|情况|总结|计划|办法|记录|汇报"
    "|预案|报表|台账|清单|公告|草案|议题|建议|简报|专报|要点|档案|信息|数据|文件|稿|人选|安排|附件"
)
TITLED = "方案|通知|报告|请示|名单|名册|纪要|批复|总结|计划|办法|汇报|预案|清单|草案|台账"
_OFFICE = "县委|市委|区委|党委|党组|支部|政府|编办|办公室|委员会|纪委|监委|组织部|[局部办厅院委]$"
_COMPANIONS = (
    rf"(?:保密|有效)?(?:期限?)?为?[至到自限]?(?:{NUMBER}{{1,8}}(?:个月|[年月日天周半]|小时|年半)"
    r"|长期|永久)(?:[半底末初前后止起内]|以内|自动|解密|保密){0,3}",
    rf"自[^\s]{{1,10}}起(?:{NUMBER}{{1,4}}个?[年月日天]内?)?",
    rf"[至到自]?{_DAY}(?:[底末初前后止起]|自动|解密|到期|期满|失效|印发|制发){{0,3}}",
    rf"[^\s]{{0,14}}(?:{_EVENT})[^\s]{{0,8}}?[前后时](?:自动)?(?:解密|公开)?",
    r"(?:保密期?限?)?[至到自][^\s]{0,14}(?:结束|止|前|后|时|底)",
    r"特急|加急|特提|平急|急件|紧急|火急|限时|[特加急提平长期永久年月日第共号份页]|个月",
    r"(?:份号|编号|印数|份数|总?印|No|NO|no|第|共)?[0-9]{1,8}[号份页本册期]?",
    r"份号|编号|序号|印数|份数|No|NO|no|[A-Za-z]{1,16}[类级]?",
    r"(?:严禁|不得|不准|不许|不要|不可|请勿|切勿|勿|禁止|专人|妥善|注意|[阅会用看讲读听传]后|阅毕"
    r"|仅限|[仅只]?供|只限|限[^期]|亲启|传阅)[^\s]{0,24}",
    r"请[^\s]{1,16}|[^\s]{0,14}(?:亲启|亲收|亲阅|亲拆|亲展|专阅|专送|同志[收启阅])",
    r"内部(?:资料|文件|材料|参考|使用|传阅|掌握|刊物)?|不公开|不予公开|工作秘密|核心|涉密(?:文件|件)?",
    r"密[级級]|保密(?:期限?)?|期限|紧急程度|缓急|等级|签发人?|公开属性|标[识志]|水印|页[眉脚]|文件",
    r"附件?[0-9一二三四五六七八九十]{0,3}|正本|副本|定稿|终稿|原件|复印件|文本",
    r"docx?|xlsx?|pptx?|pdf|wps|et|txt|ofd|jpe?g|png|tiff?|zip|rar|csv|rtf|7z",
    "(?:级别?)?(?:文件|件|资料|材料|电报)?",
)
_COMPANION = "|".join(f"(?:{row})" for row in _COMPANIONS)
_GLUED_BEHIND = (
    "|".join(f"(?:{row})" for row in _COMPANIONS[:3])
    + r"|0[0-9]{1,7}|[0-9]{5,8}号?|第[0-9]{1,4}[期号]|[0-9]{1,4}号(?:文件)?"
    r"|(?:严禁|请勿?|[阅会用看讲读听传]后|专人|注意|妥善|切勿|勿|禁止)[^\s]{2,16}"
)
_GLUED_AHEAD = (
    "特急|加急|特提|平急|急件|紧急|火急|(?:份号|编号|第)?[0-9]{1,8}号?|附件[0-9]{0,2}|涉密文件|内部"
)
"""What may stand at a grade without anything between: 秘密3年, 特急机密."""


class Side(NamedTuple):
    """What stands on one side of a grade: the text that is no companion, and what is between.

    Without free text there are only companions, or nothing. Free text with nothing between is
    glued to the grade.
    """

    free: str
    between: str

    @property
    def glued(self) -> bool:
        """Return whether running text goes on at the grade."""
        return bool(self.free) and not self.between


def behind(text: str) -> Side:
    """Return the side of a grade that follows it, up to the end of the cell."""
    for piece in compiled(_PIECE).finditer(text):
        known = _COMPANION if piece.start() else _GLUED_BEHIND
        if not compiled(known).fullmatch(piece[0]):
            return Side(text[piece.start() :], text[: piece.start()])
    return Side("", text)


def before(text: str) -> Side:
    """Return the side of a grade that precedes it, from the start of the cell."""
    for piece in reversed(list(compiled(_PIECE).finditer(text))):
        known = _COMPANION if piece.end() < len(text) else _GLUED_AHEAD
        if not compiled(known).fullmatch(piece[0]):
            return Side(text[: piece.end()], text[piece.end() :])
    return Side("", text)


def is_title(text: str) -> bool:
    """Return whether a text reads like the title of a paper, or names an office."""
    head = text[:60]
    return bool(compiled(rf"^(?:关于|中共|《)|{_DOCUMENT}|{_OFFICE}").search(head))


_EXTENSION = r"\.(?:docx?|xlsx?|pptx?|pdf|wps|et|txt|ofd|csv)$"
_FILE_NAME = rf"(?:{TITLED}|表)[^.\n]{{0,6}}{_EXTENSION}"
_NUMBERED = " {0,4}[(]?[一二三四五六七八九十]{1,3}[)、.]{1,2} ?"
_OF_RULES = "管理|办法|制度|登记|规定|培训|保管|投票|写票|销毁|[战线]"


def parted(left: Side, right: Side) -> bool:
    """Return whether a grade between two such sides stands apart from running text."""
    if right.glued and not left.free and compiled(_FILE_NAME).search(right.free[-40:]):
        return not compiled(_OF_RULES).search(right.free)
    if compiled(_EXTENSION).search((right.between + right.free)[-6:]) and not right.glued:
        return not left.glued or _ends_a_title(left, right)
    if right.glued or (left.glued and not _ends_a_title(left, right)):
        return False
    if _QUOTES & set(left.between + right.between) and (left.free or right.free):
        return False
    numbered = is_title(right.free) and compiled(_NUMBERED).fullmatch(left.free + left.between)
    return (bool(numbered) or _left_parts(left)) and _right_parts(right)


def _ends_a_title(left: Side, right: Side) -> bool:
    """Return whether the grade is the last word of a title: 示例方案机密.docx."""
    return not right.free and bool(compiled(rf"(?:{TITLED})$").search(left.free[-4:]))


def _left_parts(side: Side) -> bool:
    if not side.between:
        return True
    if not side.free or set(side.between) & set(" \t·-_:;!。.)]】〕」』》*★☆※=#|"):
        return True
    return is_title(side.free[-16:]) or side.free[-1] in "号0123456789"


def _right_parts(side: Side) -> bool:
    if not side.free or set(side.between) & set(" \t-_:;!。)]】〕」』《*★☆※=#|"):
        return not (side.free and "、" in side.between)
    return "、" not in side.between and is_title(side.free)


_UNBRACKETED = r"[^()\[\]【】〔〕「」『』<>〈〉〖〗{}]*+"


def in_brackets(left: str, right: str) -> bool:
    """Return whether a grade stands in brackets with nothing but companions, or behind a 文号."""
    opened = re.search(rf"[(\[【〔「『<〈〖{{]({_UNBRACKETED})$", left)
    closed = re.match(rf"({_UNBRACKETED})[)\]】〕」』>〉〗}}]", right)
    if not closed:
        return False
    inside = opened[1] if opened else left[-40:]
    if not opened and not compiled("号[,; ]{1,3}$").search(left):
        return False
    one, other = before(inside), behind(closed[1])
    return not other.free and (not one.free or one.free[-1] == "号") and not _quoted(one, other)


def _quoted(one: Side, other: Side) -> bool:
    return bool(_QUOTES & set(one.between + other.between))


_LABEL = (
    "(?:(?<![绝絕机機秘祕])密 {0,8}[级級等]|(?:保密|涉密|定密|秘密|机密)的?(?:等[级級]|级别|程度)"
    "|定密(?:意见|结果|情况)?(?=[:为是])|标密|国家秘密[(][^()\n]{4,24}[)]"
    "|是否[涉定]密[ :\t]{1,4}是[, ]?)(?:标[识志示注])?"
    "(?:[和与及、/或]{0,2}保密期限)?栏?(?:填写?|标注|定|确定|核定|拟定|核准)?(?:为|是)?"
)
_FIELD = rf"{_LABEL}[ \t:|]{{0,12}}[“\"(\[【〔「]? ?$"
_PARTED_FIELD = rf"{_LABEL}(?:(?<=[为是])|[ \t]{{0,8}}[:(\[【〔“\"|\t])[^\u4e00-\u9fff]{{0,12}}$"
_SUBJECT = (
    rf"(?:{TITLED}|[全上下来]文|原件|来[件电]|材料|附件|文件|内容|信息|稿|[快简专情通]报)[均都已]?(?:系|是|为|属于?)|"
    "(?:本|该|此|这|那[份个件些批]|如下|以上|以下|上述|下列)(?:[\u4e00-\u9fff](?<![否非不未])){0,8}?的?(?:密级)?"
    "(?:已经?|被|现|均|都){0,2}(?:系|是|为|属于?|定为|确定为|核定为|列为|标为)"
)
_MADE = (
    "(?:(?:定|确定|核定|认定|拟定|列|标|划|变更|调整|降|升|改)为|(?:仍|依然|继续)(?:为|是|属于?))"
)
_THIS = "(?:(?:本|此|该)(?:件|文件?|材料|文稿|报告|通知|电报?|附件|表|名单|页)|全文|全件)"
_SAID = rf"(?:{_SUBJECT}|{_MADE}|{_THIS}|(?:^|[\t,。;])[但确实均]?(?:属于?|系))[“\"(]? ?$"
_ITSELF = (
    "[本此](?:件|文件?|材料|资料|报告|方案|通知|名单|电报|传真|函)[^,。;!?\\n不未无非没否应须]{0,6}"
    '(?:标[有注明识为成作]|注明|盖有|印有|加盖|[漏补]标)[了有为着]?[“「『("]?$'
)
_KEPT = "(?:[本此该][件文份批次材资报方通传电附表名]|请)[\u4e00-\u9fff]{0,6}按照?$"
_KEEPING = f"{PAPER}(?:要求)?(?:管理|保管|处理|办理|掌握|对待)"
_NO_PAPER = (
    "(?:投票|选举|表决|推荐|测评|岗位|人员|设备|计算机|电脑|场所|部位|资质|网络|单位|题目|答案|片|剧|书|歌)"
    "[^,。;]{0,4}$"
)


def fills_a_field(left: str, right: str) -> bool:
    """Return whether a grade is what a field says that is called 密级, or by one of its names."""
    if not compiled(_FIELD).search(left[-48:]) or compiled('[”"][\u4e00-\u9fff]').match(right):
        return False
    return bool(compiled(_PARTED_FIELD).search(left[-48:])) or not behind(right).glued


def says_its_own(left: str, right: str) -> bool:
    """Return whether a paper says which mark it bears: 本件标有“机密”字样; a rule's 的 doesn't."""
    return bool(compiled(_ITSELF).search(left[-32:])) and not compiled(f'{PAPER}[”"]?的').match(
        right
    )


def is_said(left: str, right: str) -> bool:
    """Return whether a sentence says of a paper that it has the grade: 本件为机密文件."""
    if says_its_own(left, right):
        return True
    tail = left[-32:]
    if compiled(_KEPT).search(tail) and compiled(_KEEPING).match(right):
        return True
    if not compiled(_SAID).search(tail) or compiled(_NO_PAPER).search(tail):
        return False
    return bool(
        compiled(rf"{PAPER}(?:事项|信息|内容|等级|级别)?的?(?![\u4e00-\u9fff])").match(right)
    )
