"""Personal information in a text (实施方案三(一) 审核: 防止泄露隐私; 个人信息保护法 §25, §28).

Each kind is one row: a pattern on the normalised text, what a match must satisfy, how it is masked
and where the rule comes from. 文号, 档号, 统一社会信用代码, amounts, landlines, 12388 and 400
numbers are no findings: their shapes satisfy no row. Patterns are bounded or possessive: linear.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache

import msgspec

from pdisc.screening import checks, masked
from pdisc.screening.addresses import address_spans
from pdisc.screening.hits import Severity, Spot
from pdisc.screening.normal import BETWEEN

_START, _END = r"(?<![0-9*])", r"(?![0-9*])"
_DIGIT = rf"{BETWEEN}[0-9]"
_YEAR, _MONTH, _DAY = (
    rf"{BETWEEN}(?:1{BETWEEN}9|2{BETWEEN}0)(?:{_DIGIT}){{2}}",
    rf"{BETWEEN}[01]{_DIGIT}",
    rf"{BETWEEN}[0-3]{_DIGIT}",
)
_ID_LABEL = re.compile(r"身 ?份 ?证|公民身份|证件号|ID号", re.IGNORECASE)
_PHONE_LABEL = re.compile(r"手 ?机|电 ?话|联系|号码|微信|Tel|Mob", re.IGNORECASE)
_CARD_LABEL = re.compile(
    r"卡号|银行卡|工资卡|社保卡|惠农|一卡通|存折|借记卡|储蓄|信用卡|开户|[账帐] ?[号户]"
)
_CARD_WORDS = "卡 ?号|银行卡|工资卡|社保卡|一卡通|存折|借记卡|储蓄卡|信用卡|个人[账帐]户?"
_AMOUNT = re.compile(
    r" ?(?:[万亿]?元|%|[万亿](?!\w{0,1}[路街])|人次|公斤|吨|亩|公里|千瓦|立方|平方)"
)
_OTHER_NUMBER = re.compile(
    r"(?:编号|文号|单号|流水号?|订单|合同|凭证|票据|代码|资本|金额|总额|预算数?|投资|资金|合计|总计)"
    r"[为: ]{0,3}\Z"
)
_PHONE_GROUPS = {(11,), (1,) * 11, (3, 4, 4), (3, 8), (3, 3, 5)}
_ROOM_AND_LANDLINE = (4, 7)
_HYPHEN_GROUPS = {(7, 4), (4, 3, 4), (3, 5, 3)}
_COLUMNS = re.compile(r"(?:[0-9]{1,2} )?(?:[0-9]{3} [0-9]{4} [0-9]{4} ?)+(?:[0-9]{1,2})?")
_NUMBERS = re.compile("[0-9]+")
_OFFICE_DOMAIN = re.compile(
    r"(?:^|[@.])(?:gov\.cn|政务(?:\.cn)?|xn--zfr164b|12388\.cn)$", re.IGNORECASE
)
_BORN_YEAR = r"(?:19|20)[0-9]{2}"
_HAN_YEAR = "[一二][九〇零○][〇零○一二三四五六七八九]{2}"
_SMALL = "(?:[0-9]{1,2}|[一二三]?十?[一二三四五六七八九十])"
_BORN = (
    rf"(?:{_BORN_YEAR}|{_HAN_YEAR}) ?(?:年 ?{_SMALL} ?月 ?{_SMALL} ?[日号]"
    r"|[-./][0-9]{1,2}[-./][0-9]{1,2}|(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]))"
)
_BIRTH_WORD = (
    r"(?:出 ?生(?:日期|时间|年月日?|年月日期|于)?|生 ?日(?:是|为)?"
    r"|(?<![诞产发先学医考师新派派民花滋])生于)"
)


def _near(match: re.Match[str], label: re.Pattern[str], reach: int = 24) -> bool:
    """Return whether a label stands within some characters before a match."""
    start = match.start(1)
    return bool(label.search(match.string, max(0, start - reach), start))


def _is_amount(match: re.Match[str]) -> bool:
    """Return whether a number is an amount or a serial by the words around it."""
    text, (start, end) = match.string, match.span(1)
    return bool(
        _AMOUNT.match(text, end)
        or _OTHER_NUMBER.search(text, max(0, start - 8), start)
        or text[max(0, start - 2) : start].rstrip().endswith(("¥", "￥", "$"))
        or text[max(0, start - 2) : start] == "0."
        or re.search(r"^[0-9]+\.[0-9]{1,2}$", match[1])
    )


def _groups(value: str) -> tuple[int, ...]:
    return tuple(map(len, _NUMBERS.findall(value)))


def _is_id18(match: re.Match[str]) -> bool:
    """Return whether it is an ID; a wrong check digit passes only behind the word 身份证."""
    number = masked.characters(match[1]).translate(_LOOK_LIKE_X)
    if checks.is_id18(number):
        return True
    return checks.id_shaped(number) and _near(match, _ID_LABEL) and not checks.is_uscc(number)


_LOOK_LIKE_X = str.maketrans("ΧХ", "XX")


def _is_id15(match: re.Match[str]) -> bool:
    groups = _groups(match[1])
    whole = groups in {(15,), (6, 6, 3)} or (len(groups) == 2 and "\n" in match[1])
    if not whole and not _near(match, _ID_LABEL):
        return False
    return checks.is_id15(masked.characters(match[1])) and not _is_amount(match)


def _is_mobile(match: re.Match[str]) -> bool:
    """Return whether eleven digits are written as people write a mobile number.

    Columns of amounts (150 1200 1350 900) and serials (1502-2026-001) are grouped otherwise; a
    label such as 手机 before it lets any grouping pass.
    """
    value, groups = match["number"], _groups(match["number"])
    usual = groups in _PHONE_GROUPS
    if " " in value and "\n" not in value:
        usual = usual and (groups[0] == 1 or _stands_apart(match)) and not _is_day(value[-8:])
    elif "\n" in value:
        usual = usual or len(groups) == 2
    else:
        usual = usual or groups in _HYPHEN_GROUPS
    if groups == _ROOM_AND_LANDLINE or not (usual or _near(match, _PHONE_LABEL)):
        return False
    return not _is_amount(match)


def _is_day(digits: str) -> bool:
    return digits.isdigit() and checks.real_date(digits[:4], digits[4:6], digits[6:])


def _stands_apart(match: re.Match[str]) -> bool:
    """Return whether the columns of numbers around are mobiles, or there are none."""
    text, (start, end) = match.string, match.span("number")
    before = re.search(r"[0-9 .,]*\Z", text[max(0, start - 40) : start])
    after = re.match(r"[0-9 .,]*", text[end : end + 40])
    run = f"{before[0] if before else ''}{text[start:end]}{after[0] if after else ''}".strip(" ,.")
    return len(run.split()) <= 3 or bool(_COLUMNS.fullmatch(run))


def _is_card(match: re.Match[str]) -> bool:
    """Return whether digits are a bank card; spaced groups but of 62 want a label before them."""
    number = masked.characters(match[1])
    if not checks.is_card(number) or checks.is_uscc(number) or _is_amount(match):
        return False
    groups = _groups(match[1])
    if len(groups) == 1 or _near(match, _CARD_LABEL):
        return True
    fours = set(groups[:-1]) <= {4, 6} and groups[-1] <= 13
    return number.startswith("62") and (fours or "\n" in match[1] or set(groups) == {1})


def _is_birth(match: re.Match[str]) -> bool:
    parts = re.findall("[0-9]+", match[1])
    if len(parts) == 1 and len(parts[0]) == 8:
        return _is_day(parts[0])
    return len(parts) != 3 or checks.real_date(*parts)


def _is_private_mail(match: re.Match[str]) -> bool:
    return not _OFFICE_DOMAIN.search(match[1].replace(" ", ""))


def _is_plate(match: re.Match[str]) -> bool:
    """Return whether it has a plate's length, new energy (8 with D or F) included (GA 36-2018)."""
    tail = masked.characters(match[1])[2:]
    if sum(char.isdigit() for char in tail) < 2:
        return False
    return len(tail) == 5 or tail[0] in "DFABCEGHJK" or tail[-1] in "DFABCEGHJK"


class Row(msgspec.Struct, frozen=True):
    """One kind: group 1 of the pattern is the value, which `valid` must confirm.

    A text in which `needs` doesn't stand isn't searched at all.
    """

    kind: str
    pattern: str
    valid: Callable[[re.Match[str]], bool]
    mask: Callable[[str], str]
    source: str
    needs: str = ""


ROWS = (
    Row(
        "电子邮箱",
        r"(?<![A-Za-z0-9._%+*-])([A-Za-z0-9][A-Za-z0-9._%+-]*+ ?@ ?"
        r"(?:[A-Za-z0-9-]{1,63}+\.){1,4}[A-Za-z\u4e00-\u9fff]{2,12})",
        _is_private_mail,
        masked.mask_email,
        "个人信息保护法第四条",
        needs="@",
    ),
    Row(
        "身份证号",
        rf"{_START}(?=([1-9](?:{_DIGIT}){{5}}{_YEAR}{_MONTH}{_DAY}(?:{_DIGIT}){{3}}{BETWEEN}[0-9XxΧХх]){_END})",
        _is_id18,
        masked.mask_id,
        "GB 11643-1999 公民身份号码",
    ),
    Row(
        "身份证号",
        rf"{_START}(?=([1-9](?:{_DIGIT}){{7}}{_MONTH}{_DAY}(?:{_DIGIT}){{3}}){_END})",
        _is_id15,
        masked.mask_id,
        "第一代居民身份证编号（15 位）",
    ),
    Row(
        "银行卡号",
        rf"{_START}(?=([2-69](?:{_DIGIT}){{14,18}}+){_END})",
        _is_card,
        masked.mask_card,
        "ISO/IEC 7812-1 发卡机构标识与校验位",
    ),
    Row(
        "银行卡号",
        rf"(?:{_CARD_WORDS})[^0-9\n]{{0,10}}+([1-9](?:[ -]{{0,2}}+[0-9]){{14,18}}+){_END}",
        lambda match: not _is_amount(match),
        masked.mask_card,
        "个人信息保护法第二十八条 金融账户",
    ),
    Row(
        "手机号",
        rf"{_START}(?=[+018])(?=((?:(?:\+ ?|00)?86[ -]{{0,3}}+|0)?(?P<number>1{BETWEEN}[3-9]"
        rf"(?:{_DIGIT}){{9}})){_END})",
        _is_mobile,
        masked.mask_mobile,
        "电信网编号计划（2017年版）移动用户号码",
    ),
    Row(
        "出生日期",
        rf"{_BIRTH_WORD}[ \t\n:(]{{0,4}}+({_BORN}){_END}",
        _is_birth,
        masked.mask_birth,
        "个人信息保护法第四条、第六条",
    ),
    Row(
        "出生日期",
        rf"(?<![0-9])({_BORN}) ?(?:出 ?生(?![产效])|生(?=[,。.;、)\s(]|$|人|于))",
        _is_birth,
        masked.mask_birth,
        "个人信息保护法第四条、第六条",
    ),
    Row(
        "车牌号",
        r"([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Za-hj-np-z]"
        r"[ ·.-]{0,2}+(?:[A-HJ-NP-Za-hj-np-z0-9]{5,6}+|[A-HJ-NP-Za-hj-np-z0-9]{4}[挂学港澳使领]))"
        r"(?![A-Za-z0-9警])",
        _is_plate,
        masked.mask_plate,
        "GA 36-2018 中华人民共和国机动车号牌",
    ),
)
"""The table, in order of precedence: where two kinds claim one place, the earlier row has it."""

_ADDRESS = "永安市政府办 2023-01 通报：住址只到乡镇（街道）"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.MULTILINE)


def privacy_spots(plain: str) -> Iterator[Spot]:
    """Yield the personal values in a normalised text, kind by kind; places may overlap."""
    for row in ROWS:
        if row.needs not in plain:
            continue
        for match in _compiled(row.pattern).finditer(plain):
            if row.valid(match):
                yield _spot(row.kind, match.span(1), row.mask(match[1]), row.source)
    for span in address_spans(plain):
        yield _spot("家庭住址", span, masked.mask_address(plain[slice(*span)]), _ADDRESS)


def _spot(kind: str, span: tuple[int, int], excerpt: str, source: str) -> Spot:
    return Spot(kind, Severity.FIND, *span, excerpt, source)
