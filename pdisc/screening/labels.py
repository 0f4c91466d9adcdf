"""What people call personal values: one list, for labels before a value and headings over a column.

A label is searched for before a value (手机：…). A heading is told by the word that it ends with:
帮扶电话 is over numbers, 一卡通发放金额 over amounts, and what else stands in it (2026年, 1月, a
remark in brackets) says nothing.
"""

import re
from functools import cache, lru_cache

import msgspec

from pdisc.screening.rows import compiled
from pdisc.words import FindingKind

PERMITS = (
    r"护照|驾(?:驶证|照)|户口[簿本]|通行证|回乡证|台胞证|永久?居[留民]?(?:身份)?证|军[官人]证|士[兵官]证|警官证"
    r"|文职(?:干部|人员)?证"
)
PERSONAL_ACCOUNTS = (
    r"卡 ?号|个人卡|银行卡|工资卡|社会?保障?卡|惠农卡|借记卡|储蓄|信用卡|一卡通|一折通|存 ?折"
    r"|折(?=[账帐]?号)"
    r"|(?:个人|本人|惠农|打款|收款人|领款人)(?:银行)?[账帐] ?[号户]"
)
"""What is called so belongs to a person; an 账号 alone may be an office's."""
PEOPLE = (
    r"姓 ?名|户 ?主(?!姓)|(?:申请|举报|反映|检举|投诉|信访|控告|来信|来访|上访|求助|当事|收款|领款"
    r"|被反映|被举报|点题|提名)人"
)
"""Behind or below these words stand names."""
OFFICES = (
    r"办公|单位|受理|报名|注册|经营|公司|机构|机关|企业|网络|电子|网站|IP|项目|建设|施工|会议|活动"
    r"|办理|接收|报送|咨询|营业|政府|服务|委会|支部"
)
"""What tells an office's (or a machine's) address, account or mailbox from a person's."""


class _Named(msgspec.Struct, frozen=True):
    """A kind's names: the stem is a label wherever it stands, and a heading ends with its tail."""

    stem: str
    tail: str = r"(?:号码?|编号|证号)?"


_NAMED = {
    FindingKind.ID_NUMBER: _Named(
        r"身 ?份 ?证|公民身份|证 ?件 ?(?=号)|残疾人?证|ID(?=[号:])|居住证|(?i:sfz)"
        r"|驾(?:驶证|照)|社会?保障?(?=号)",
        r"(?:件)?(?:号码?|编号|证号|信息)?",
    ),
    FindingKind.MOBILE: _Named(
        r"手 ?机|电 ?话|联系|号码|微信|(?i:tel|mob)", r"(?:方式|号码?)?(?:[一二12])?"
    ),
    FindingKind.BANK_CARD: _Named(
        rf"{PERSONAL_ACCOUNTS}|惠农|社保卡|开户|[账帐] ?[号户]",
        r"(?:银行)?(?:卡|[账帐][号户])?(?:号码?|编号|信息)?",
    ),
    FindingKind.PERMIT: _Named(rf"{PERMITS}|证 ?件 ?(?=号)"),
    FindingKind.BIRTH_DATE: _Named(
        r"(?<!治)出 ?生|(?<!治)生 ?日", r"(?:日期|时间|年月日?|于|年月日期)?"
    ),
    FindingKind.ADDRESS: _Named(
        r"住 ?址|家庭(?:详细)?地址|居住地|现居|户籍|户口所在|家 ?址|住所|住 ?处",
        r"(?:住)?(?:所在)?(?:地址|地|址)?",
    ),
}
_OTHERS = (
    r"序 ?号|性 ?别|民 ?族|密 ?级|题 ?名|标 ?题|户 ?名|是否公开"
    r"|公开(?:属性|选项|类别|类型|方式|形式)|时间|日期|年月"
)
"""Headings that name no value of a person, but show that a line is one of headings."""

_AMOUNTS = (
    r"收入|支出|余额|总价|积分|得分|分数|金额|投资|[预决]算数?|资金|流水号|[工订运]单号"
    r"|[人户次亩]数|面积|标准|产值"
)
_IN_UNITS = (
    r"[(\[【](?:单位:)?(?:[百千万亿]?元(?:/[\u4e00-\u9fff]{1,2})?|亩|公斤|吨|平方米|%)[)\]】]\Z"
)
"""A remark that says in what is counted: figures stand below."""
_OWNERS = r"户名|收款单位|单位名称|开户名称?"
_REMARK = r"[(\[【][^()\[\]【】\n]{0,60}+[)\]】]?"
_JOINTS = r"[/、,及和与]"
_MOST = 40


class Heading(msgspec.Struct, frozen=True):
    """What one heading says of the cells below it.

    `kinds` are the values that it names; an address that isn't called somebody's home is a
    `place`. `known` is False for what is no usual heading at all.
    """

    kinds: tuple[FindingKind, ...] = ()
    names: bool = False
    amounts: bool = False
    place: bool = False
    owner: bool = False
    known: bool = False


def label(kind: FindingKind) -> str:
    """Return the pattern of what may stand before a value of a kind, naming it."""
    return f"(?:{_NAMED[kind].stem})"


@cache
def mentions() -> re.Pattern[str]:
    """Return the pattern of every word that may be in a heading: a line without it is none."""
    stems = (named.stem for named in _NAMED.values())
    return compiled("|".join((*stems, PEOPLE, "地 ?址", _AMOUNTS, _OTHERS, _OWNERS)))


@lru_cache(maxsize=1024)
def read_heading(text: str) -> Heading:
    """Return what a cell says if it is taken for a heading."""
    counted = bool(compiled(_IN_UNITS).search(text.strip()))
    bare = re.sub(r"[\s\"'*]", "", compiled(_REMARK).sub("", text)).strip(":.")
    if not bare or len(bare) > _MOST:
        return Heading()
    pieces = [re.sub("[0-9]+位$", "", piece) for piece in compiled(_JOINTS).split(bare)]

    def ends(words: str) -> bool:
        return any(compiled(rf"(?:{words})\Z").search(piece) for piece in pieces)

    named = () if counted else _NAMED.items()
    kinds = tuple(kind for kind, each in named if ends(f"(?:{each.stem}){each.tail}"))
    place = not kinds and ends("地址") and not compiled(OFFICES).search(bare)
    names = ends(f"(?:{PEOPLE})(?:姓名)?")
    return Heading(
        kinds=kinds,
        names=names,
        amounts=counted or ends(_AMOUNTS),
        place=place,
        owner=ends(_OWNERS),
        known=bool(counted or kinds or place or names or ends(f"{_AMOUNTS}|{_OTHERS}|{_OWNERS}")),
    )
