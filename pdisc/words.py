"""The closed vocabularies. Stored, printed and JSON values are the Chinese words themselves."""

from enum import StrEnum


class Scope(StrEnum):
    """公开范围 (实施方案二(一)): how far one disclosure may reach."""

    SOCIETY = "社会"
    PARTY = "党内"


class ScopeDetail(StrEnum):
    """How far a 党内 disclosure reaches (条例第八条); 社会 has none.

    全体党员 and 本单位 stand side by side: not every colleague is a member, nor every member a
    colleague. 特定对象 is narrower than both.
    """

    MEMBERS = "全体党员"
    UNIT = "本单位"
    NAMED = "特定对象"


class Audience(StrEnum):
    """Who is looking: 社会 ⊂ 党内 ⊂ 内部 (the office itself)."""

    SOCIETY = "社会"
    PARTY = "党内"
    INTERNAL = "内部"


class Timing(StrEnum):
    """公开时限 of a catalogue item (附件2)."""

    PERIODIC = "定期"
    STANDING = "固定"
    OCCASIONAL = "随时"


class Renewal(StrEnum):
    """What answers the yearly 复核 of a 固定 item: a look at it, or only a new disclosure."""

    LOOK = "复核"
    ANEW = "重新公开"


class NoteKind(StrEnum):
    """What can be noted of a catalogue item on a day."""

    OCCURRED = "发生"
    CHANGED = "变更"
    RECONFIRMED = "复核"


class Cycle(StrEnum):
    """How often a 定期 item is usually due; 附件2 leaves it open, so it is 推定 until confirmed."""

    MONTH = "每月"
    QUARTER = "每季度"
    HALF = "每半年"
    YEAR = "每年"


class Channel(StrEnum):
    """公开形式 (附件2 and 实施方案三(二)); a platform may follow a colon: 网站:党建网."""

    MEETING = "会议"
    DOCUMENT = "文件"
    BULLETIN = "简报"
    BOARD = "公开栏"
    WEBSITE = "网站"
    CIRCULAR = "通报"
    ANSWER = "解答"


class PaperOf(StrEnum):
    """The step that a paper belongs to; 报批 is sending it up, 审批 the decision or the reply."""

    REVIEW = "审核"
    APPROVE = "审批"
    ESCALATE = "报批"
    PUBLISH = "实施"


HANGING = frozenset({Channel.BOARD, Channel.WEBSITE})
"""The channels on which something stays up, so that it can be taken down or expire."""

SOCIAL = frozenset({Channel.BOARD, Channel.WEBSITE})
"""The channels that reach society (实施方案三(二) 社会公开)."""


class State(StrEnum):
    """Where one disclosure stands (DESIGN §3)."""

    PROPOSED = "已提出"
    RETURNED = "退回修改"
    REVIEWED = "已审核"
    ESCALATED = "报批中"
    APPROVED = "已审批"
    PUBLISHED = "已公开"
    ARCHIVED = "已归档"
    REFUSED = "不予公开"
    WITHDRAWN = "已撤回"


class Act(StrEnum):
    """What a person does to one disclosure."""

    PROPOSE = "提出"
    REVISE = "修改"
    REDACT = "脱敏"
    REVIEW = "审核"
    APPROVE = "审批"
    PUBLISH = "实施"
    ARCHIVE = "归档"
    WITHDRAW = "撤回"
    TAKE_DOWN = "撤下"


class Role(StrEnum):
    """What a person in the roster may do."""

    PROPOSER = "承办"
    REVIEWER = "审核"
    APPROVER = "审批"
    ARCHIVIST = "档案"


class Authority(StrEnum):
    """审批权限, lowest first: a higher one may approve whatever a lower one may."""

    SECRETARY = "支部书记"
    COMMITTEE = "支部委员会"
    MEETING = "支部党员大会"
    SUPERIOR = "上级党组织"

    @property
    def rank(self) -> int:
        """Return 0 for the lowest authority, counting up."""
        return tuple(Authority).index(self)


class Retention(StrEnum):
    """保管期限 (国家档案局令第8号)."""

    PERMANENT = "永久"
    YEARS_30 = "30年"
    YEARS_10 = "10年"

    @property
    def code(self) -> str:
        """Return the letters used in a 档号 (DA/T 22-2015): Y, D30 or D10."""
        return {"永久": "Y", "30年": "D30", "10年": "D10"}[self.value]


class Verdict(StrEnum):
    """A reviewer's word on one of the four questions."""

    PASS = "通过"
    FAIL = "不通过"


class Ground(StrEnum):
    """On what ground a finding may stand: 个人信息保护法 第六、十三、二十五、二十七、三十四条."""

    DUTY = "法定职责"
    CONSENT = "单独同意"
    NEEDED = "公开所必需"
    PUBLIC_ALREADY = "已合法公开"
    NOT_PERSONAL = "不是个人信息"
    LOOKED_AT = "已看过原件"  # of what no program read or no screen shows


class FindingState(StrEnum):
    """What became of one finding of the screening."""

    OPEN = "待处理"
    MASKED = "已脱敏"
    EXPLAINED = "已说明"


class Status(StrEnum):
    """The word of one catalogue row in a report, worst first."""

    MISSED = "逾期未公开"
    LATE = "逾期公开"
    PENDING = "未到期"
    EXEMPT = "豁免"
    OPENING = "期初"
    PUBLISHED = "已公开"
    WITHHELD = "不予公开"
    NIL = "本期无事项"
    NONE = "未发生"


class DueKind(StrEnum):
    """What one row of the weekly check is about."""

    PERIODIC = "定期"
    STANDING = "固定"
    OCCASIONAL = "随时"
    PROPOSE = "提出"
    REVIEW = "审核"
    APPROVE = "审批"
    PUBLISH = "实施"
    ARCHIVE = "归档"
    ESCALATED = "报批"
    NOTICE = "公示"
    URGED = "督促"
    CORRECTED = "更正"
    ELECTION = "换届"
    REQUESTED = "点题"
    OPINION = "意见"
    RECTIFY = "整改"


DUTY_KINDS = frozenset({DueKind.PERIODIC, DueKind.STANDING, DueKind.OCCASIONAL})
"""The rows that are obligations themselves."""

VOICE_KINDS = frozenset({DueKind.REQUESTED, DueKind.OPINION, DueKind.RECTIFY})
"""The rows about what people asked and said, which are no step of a disclosure."""


class Change(StrEnum):
    """What became of one row of the weekly check since a day, the worst first."""

    OVERDUE = "新逾期"
    MOVED = "日期改变"
    NEW = "新列入"
    ONWARD = "办到下一步"
    OUTSIDE = "转为等待"
    SETTLED = "已了结"


class Norm(StrEnum):
    """四规范 (实施方案一(二)) and the on-time rate."""

    CONTENT = "内容"
    SCOPE = "范围"
    PROCEDURE = "程序"
    CHANNEL = "方式"
    ON_TIME = "按时"


class Inspection(StrEnum):
    """The five questions that an inspection asks (领域要点 §4)."""

    CONTENT = "内容真实全面"
    CHANNEL = "形式注重实效"
    PROCEDURE = "程序规范有序"
    ON_TIME = "时限及时到位"
    VOICES = "意见及时处理反馈"


class Group(StrEnum):
    """By what a report adds up its rows."""

    LEVEL1 = "一级目录"
    OFFICE = "科室"
    SCOPE = "范围"
    TIMING = "时限"
    CHANNEL = "形式"
    MONTH = "月份"


class FindingKind(StrEnum):
    """Of what kind a finding is; stored and printed as the word itself."""

    MARK = "密级标志"
    BANNED_WORD = "禁用词"
    NOTICE = "内部标志"
    PROPERTY = "公开属性"
    OWN_WORD = "本单位词"
    ID_NUMBER = "身份证号"
    PERMIT = "证件号"
    MOBILE = "手机号"
    BANK_CARD = "银行卡号"
    ADDRESS = "家庭住址"
    BIRTH_DATE = "出生日期"
    EMAIL = "电子邮箱"
    PLATE = "车牌号"
    UNREAD = "未读内容"  # what no program read
    UNMASKED = "未遮盖"  # what was to be masked and a file couldn't take
    HIDDEN = "隐藏内容"  # what no screen and no print shows
    MORE = "更多发现"  # what was found beyond the findings that are listed


NOT_MASKABLE = frozenset(
    {
        *(FindingKind.UNREAD, FindingKind.MORE, FindingKind.MARK, FindingKind.NOTICE),
        *(FindingKind.PROPERTY, FindingKind.OWN_WORD, FindingKind.UNMASKED, FindingKind.HIDDEN),
    }
)
"""Findings that no mask takes away: somebody must explain or replace."""
