"""ID numbers, bank cards and mobile numbers, told from amounts, serials and landlines.

Only runs of eleven digits and more are looked at, so an ordinary text costs one pass. What a run
means is read from its check digits, from how it is grouped, and from the words or the heading of
the column before it.
"""

import re
from collections.abc import Callable, Iterator

from pdisc.screening import checks
from pdisc.screening.accounts import is_persons_account
from pdisc.screening.hits import Severity
from pdisc.screening.labels import label
from pdisc.screening.masked import characters
from pdisc.screening.normal import BETWEEN
from pdisc.screening.rows import Match, Row, compiled
from pdisc.words import FindingKind

_START, _END = r"(?<![0-9])", r"(?![0-9])"
_DIGIT = rf"{BETWEEN}[0-9]"
_YEAR, _MONTH, _DAY = (
    rf"{BETWEEN}(?:1{BETWEEN}9|2{BETWEEN}0)(?:{_DIGIT}){{2}}",
    rf"{BETWEEN}[01]{_DIGIT}",
    rf"{BETWEEN}[0-3]{_DIGIT}",
)
_X = "XxΧХх"
_RUN = rf"(?<![0-9])[0-9](?:{BETWEEN}[0-9{_X}]){{10,}}+"
_AROUND = 3
_ACCOUNT = r"(?:[账帐] ?[号户]|存 ?折|一折通|卡号)[为是: ]{0,3}\Z"
_ID_LABEL, _PHONE_LABEL, _CARD_LABEL = map(
    label, (FindingKind.ID_NUMBER, FindingKind.MOBILE, FindingKind.BANK_CARD)
)
_AMOUNT = r" ?(?:[万亿]?元|%|[万亿](?!\w{0,1}[路街])|人次|公斤|吨|亩|公里|千瓦|立方|平方)"
_DECIMALS = r"\.[0-9]{1,2}(?![0-9])"
_OTHER_NUMBER = (
    r"(?:(?:编|文|单|考|学|工|批|挂|议|群|注册|登记|流水|设备|资产|序列|考证|订单|合同|凭证|票据|执照)号"
    r"|(?:执业|资格|许可|合格|毕业|学位|职称|党员|工作|从业|上岗)[\u4e00-\u9fff]{0,4}(?:编号|号码?)"
    r"|证书(?:编号|号码?)|积分"
    r"|编码|订单|合同|凭证|票据|代码|赋码|资本|金额|总额|预算数?|投资|资金|合计|总计|挂号信)"
    r"[为: ]{0,3}[A-Z]{0,4}\Z"
)
"""What stands before a serial or an amount; 号 belongs to it, or 职工 and 同学 would hide one."""
_PARTING = ("\t", "\n", ",", "")
"""Behind these nothing stands that belongs to the number."""
_SERIAL = r"(?<![A-Za-z])(?!TEL|MOB|WX|VX|QQ|ID|PHONE)[A-Z]{2,6}-?\Z"
_CREDIT_CODE = "信用代码|纳税人|税号"
_PHONE_GROUPS = {(11,), (1,) * 11, (3, 4, 4), (3, 8), (3, 3, 5)}
_COUNTED = " ?[户人个名件次亩元万吨米条本份]"
_IN_UNITS = r"单位:[\u4e00-\u9fff%/]{1,4}\s*\Z"
_DECIMAL = r"[0-9]+\.[0-9]+"
_BROKEN_GROUPS = {(7, 4), (6, 5), (5, 6)}
"""How a blank may break a mobile in two; so may two amounts stand side by side."""
_ROOM_AND_LANDLINE = (4, 7)
_HYPHEN_GROUPS = {(7, 4), (4, 3, 4), (3, 5, 3)}
_ID15_WHOLE = (
    r"[0-9]{15}|[0-9]{6}[^0-9]++[0-9]{6}[^0-9]++[0-9]{3}|[0-9]++[^0-9\n]*+\n[^0-9]*+[0-9]++"
)
"""In one piece, in three, or broken by the end of a line."""
_COLUMNS = r"(?:[0-9]{1,2} )?(?:[0-9]{3} [0-9]{4} [0-9]{4} ?)+(?:[0-9]{1,2})?"
_NUMBERS = "[0-9]+"
_LOOK_LIKE_X = str.maketrans("ΧХ", "XX")


def _near(match: Match, label: str, reach: int = 24) -> bool:
    """Return whether a label stands within some characters before a match."""
    start = match.start(1)
    before = match.string[max(0, start - reach) : start]
    if before.isascii() and before.upper() == before.lower():
        return False  # a label has letters, at least
    return bool(compiled(label).search(before))


def _is_amount(match: Match) -> bool:
    """Return whether a number is an amount or a serial by the words around it."""
    text, (start, end) = match.string, match.span(1)
    before = text[max(0, start - 16) : start]
    return bool(
        compiled(_AMOUNT).match(text, end)
        or (before[-1:] not in _PARTING and compiled(_OTHER_NUMBER).search(before))
        or (before[-1:] not in _PARTING and compiled(_SERIAL).search(before))
        or before[-2:].rstrip().endswith(("¥", "￥", "$"))
        or before[-2:] == "0."
        or (
            (decimals := compiled(_DECIMALS).match(text, end)) is not None
            and not (set(decimals[0]) <= set(".0") and _near(match, _PHONE_LABEL))
        )
        or re.fullmatch(r"[0-9]+\.[0-9]{1,2}", match[1])
    )


def _groups(value: str) -> tuple[int, ...]:
    return tuple(map(len, compiled(_NUMBERS).findall(value)))


def _is_id18(match: Match) -> bool:
    """Return whether it is an ID; a wrong check digit passes only behind the word 身份证.

    A 残疾人证号 is an ID with two digits more, for the kind (1–7) and the grade (1–4).
    """
    number = characters(match[1]).translate(_LOOK_LIKE_X)[:18]
    if not checks.id_shaped(number):
        return False
    if checks.is_id18(number):
        return not (_near(match, _CREDIT_CODE) and checks.is_uscc(number))
    return _near(match, _ID_LABEL) and not checks.is_uscc(number)


def _is_id15(match: Match) -> bool:
    if not (compiled(_ID15_WHOLE).fullmatch(match[1]) or _near(match, _ID_LABEL)):
        return False
    if _near(match, _ACCOUNT, 8):
        return False
    return checks.is_id15(characters(match[1])) and not _is_amount(match)


def _is_mobile(match: Match) -> bool:
    """Return whether eleven digits are written as people write a mobile number.

    Columns of amounts (150 1200 1350 900) and serials (1502-2026-001) are grouped otherwise; a
    label such as 手机 before it lets any grouping pass.
    """
    value, groups = match["number"], _groups(match["number"])
    usual = groups in _PHONE_GROUPS
    if " " in value and "\n" not in value:
        usual = usual and (groups[0] == 1 or _stands_apart(match)) and not _is_day(value[-8:])
        usual = usual or (groups in _BROKEN_GROUPS and _is_alone(match))
    elif "\n" in value:
        usual = usual or len(groups) == len(_around(match).split()) == 2
    else:
        usual = usual or (groups in _HYPHEN_GROUPS and not compiled(_DECIMAL).fullmatch(value))
    if groups == _ROOM_AND_LANDLINE or not (usual or _near(match, _PHONE_LABEL)):
        return False
    return not (_is_amount(match) or _in_web_address(match))


def _in_web_address(match: Match) -> bool:
    """Return whether a number is part of a page's address, not of a form's values in it."""
    before = match.string[max(0, match.start(1) - 200) : match.start(1)]
    if "://" not in before or before[-1:].isspace():
        return False
    token = before.split()[-1]
    return "://" in token and "=" not in token


def _is_day(digits: str) -> bool:
    return digits.isdigit() and checks.real_date(digits[:4], digits[4:6], digits[6:])


def _stands_apart(match: Match) -> bool:
    """Return whether the columns of numbers around are mobiles, or there are none."""
    run = _around(match)
    return len(run.split()) <= 3 or bool(compiled(_COLUMNS).fullmatch(run))


def _around(match: Match) -> str:
    """Return a number with the digits, blanks, dots and commas on both its sides."""
    text, (start, end) = match.string, match.span("number")
    before = re.search(r"[0-9 .,]*\Z", text[max(0, start - 40) : start])
    after = re.match(r"[0-9 .,]*", text[end : end + 40])
    return f"{before[0] if before else ''}{text[start:end]}{after[0] if after else ''}".strip(" ,.")


def _is_alone(match: Match) -> bool:
    """Return whether two pieces of digits have no other beside them and aren't round figures."""
    pieces = match["number"].split(" ")
    if len(_around(match).split()) != len(pieces):
        return False
    start, end = match.span("number")
    counted = compiled(_COUNTED).match(match.string, end)
    named = compiled(_IN_UNITS).search(match.string[max(0, start - 8) : start])
    return not (counted or named or any(piece.endswith("00") for piece in pieces))


def _is_card(match: Match) -> bool:
    """Return whether digits are a bank card; spaced groups but of 62 want a label before them."""
    number = characters(match[1])
    if not checks.is_card(number) or checks.is_uscc(number) or _is_amount(match):
        return False
    groups = _groups(match[1])
    if len(groups) == 1 or _near(match, _CARD_LABEL):
        return True
    fours = set(groups[:-1]) <= {4, 6} and groups[-1] <= 13
    return number.startswith("62") and (fours or "\n" in match[1] or set(groups) == {1})


def _find(kind: FindingKind, pattern: str, rule: str, real: Callable[[Match], bool]) -> Row:
    return Row(kind, Severity.FIND, pattern, rule, real=real)


_ID18 = rf"[1-9](?:{_DIGIT}){{5}}{_YEAR}{_MONTH}{_DAY}(?:{_DIGIT}){{3}}{BETWEEN}[0-9{_X}]"
ROWS = (
    _find(
        FindingKind.ID_NUMBER,
        rf"{_START}(?=({_ID18}(?:[ -]?[1-7][1-4](?:[Bb][0-9])?)??){_END})",
        "GB 11643-1999 公民身份号码（残疾人证号另加类别和等级）",
        _is_id18,
    ),
    _find(
        FindingKind.ID_NUMBER,
        rf"{_START}(?=([1-9](?:{_DIGIT}){{7}}{_MONTH}{_DAY}(?:{_DIGIT}){{3}}){_END})",
        "第一代居民身份证编号（15 位）",
        _is_id15,
    ),
    _find(
        FindingKind.BANK_CARD,
        rf"{_START}(?=([2-69](?:{_DIGIT}){{14,18}}+){_END})",
        "ISO/IEC 7812-1 发卡机构标识与校验位",
        _is_card,
    ),
    _find(
        FindingKind.BANK_CARD,
        rf"(?<=[^0-9])(?=([1-9](?:[ -]{{0,2}}+[0-9]){{11,21}}+){_END})",
        "个人信息保护法第二十八条 金融账户",
        lambda match: is_persons_account(match) and not _is_amount(match),
    ),
    _find(
        FindingKind.MOBILE,
        rf"{_START}(?=[+018])(?=((?:(?:\+ ?|0{{1,2}})?86[ )-]{{0,3}}+)?0?(?P<number>1{BETWEEN}[3-9]"
        rf"(?:{_DIGIT}){{9}})){_END})",
        "电信网编号计划（2017年版）移动用户号码",
        _is_mobile,
    ),
)
"""The numbers in order of precedence: where two claim one place, the earlier row has it."""


_GLUED = r"(?<![0-9])[0-9]{21,36}[0-9X](?![0-9])"


def glued_numbers(plain: str) -> Iterator[tuple[FindingKind, int, int]]:
    """Yield the IDs and mobiles of runs that are nothing but such: what a PDF's columns become."""
    for run in compiled(_GLUED).finditer(plain):
        pieces = _pieces(run[0])
        start = run.start()
        for kind, size in pieces:
            yield kind, start, start + size
            start += size


def _pieces(digits: str) -> list[tuple[FindingKind, int]]:
    """Return the kinds and lengths of the numbers in a run, or nothing where something is left."""
    found: list[tuple[FindingKind, int]] = []
    while digits:
        if checks.id_shaped(digits[:18]) and len(digits) >= 18 and checks.is_id18(digits[:18]):
            found.append((FindingKind.ID_NUMBER, 18))
        elif re.match("1[3-9][0-9]{9}", digits):
            found.append((FindingKind.MOBILE, 11))
        else:
            return []
        digits = digits[found[-1][1] :]
    return found


def number_matches(plain: str) -> Iterator[tuple[Row, Match]]:
    """Yield the real numbers of a normalised text, row by row."""
    runs = [
        (max(0, run.start() - _AROUND), min(len(plain), run.end() + _AROUND))
        for run in compiled(_RUN).finditer(plain)
    ]
    for row in ROWS if runs else ():
        pattern = compiled(row.pattern)
        found = (match for run in runs for match in pattern.finditer(plain, *run))
        yield from ((row, match) for match in found if row.real(match))
