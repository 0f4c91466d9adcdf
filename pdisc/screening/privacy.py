"""Personal information in a text (实施方案三(一) 审核: 防止泄露隐私; 个人信息保护法 §25, §28).

Numbers, birth dates and addresses have modules of their own; e-mail and plates are rows here. 文号,
档号, 统一社会信用代码, amounts, landlines, 12388 and 400 numbers are no findings: their shapes
satisfy no row.
"""

import re
from collections.abc import Iterator, Sequence

from pdisc.screening import births
from pdisc.screening.addresses import address_spans
from pdisc.screening.columns import Cell
from pdisc.screening.hits import Severity, Spot
from pdisc.screening.house import HouseRules
from pdisc.screening.masked import characters, masked
from pdisc.screening.numbers import headed_numbers, number_matches
from pdisc.screening.rows import Match, Row, compiled, matches, value_span
from pdisc.words import FindingKind

_OFFICE_DOMAIN = r"(?i:(?:^|[@.])(?:gov\.cn|政务(?:\.cn)?|xn--zfr164b|12388\.cn)\Z)"
_FREE_DOMAINS = (
    r"(?:vip\.)?(?:qq|163|126|sina|sohu|188)\.(?:com|net)|sina\.cn|foxmail\.com|yeah\.net|tom\.com"
    r"|139\.com|189\.cn|wo\.cn|21cn\.com|263\.net|aliyun\.com|gmail\.com|hotmail\.com|outlook\.com"
    r"|live\.(?:cn|com)|msn\.com|icloud\.com|yahoo\.(?:com|cn|com\.cn)"
)
_FREE = rf"(?i:@(?:{_FREE_DOMAINS})\Z)"
_DUTY = (
    r"(?i:info|marketing|sales|support|abuse|noc|security|postmaster|hostmaster|webmaster|www|news"
    r"|admin|office|services?|kefu|hr|contact|mail|noreply|no-reply|bgs|jubao|tousu|zixun|zhaobiao"
    r"|caigou)[0-9]{0,3}@"
)
"""Mailboxes of a duty, not of a person (RFC 2142, and what offices here are used to)."""


def _is_private_mail(match: Match) -> bool:
    address = re.sub(r"\s", "", match[1])
    if compiled(_OFFICE_DOMAIN).search(address):
        return False
    return bool(compiled(_FREE).search(address)) or not compiled(_DUTY).match(address)


def _is_plate(match: Match) -> bool:
    """Return whether it has a plate's length, new energy (8 with D or F) included (GA 36-2018)."""
    tail = characters(match[1])[2:]
    if sum(char.isdigit() for char in tail) < 2:
        return False
    return len(tail) == 5 or tail[0] in "DFABCEGHJK" or tail[-1] in "DFABCEGHJK"


_MAIL_NAME = r"(?<![A-Za-z0-9._%+])([A-Za-z0-9][A-Za-z0-9._%+-]{0,63}+"
_MAIL_RULE = "个人信息保护法第四条"
ROWS = (
    Row(
        FindingKind.EMAIL,
        Severity.FIND,
        rf"{_MAIL_NAME} ?@[ \n]?(?:[A-Za-z0-9-]{{1,63}}+\.){{1,4}}[A-Za-z\u4e00-\u9fff]{{2,12}})",
        _MAIL_RULE,
        "@",
        _is_private_mail,
    ),
    Row(
        FindingKind.EMAIL,
        Severity.FIND,
        rf"{_MAIL_NAME} ?(?:#|[(\[] ?(?i:at) ?[)\]]) ?(?i:{_FREE_DOMAINS}))",
        _MAIL_RULE,
        ".",
    ),
    Row(
        FindingKind.PLATE,
        Severity.FIND,
        r"([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼] ?[A-HJ-NP-Za-hj-np-z]"
        r"[ ·.-]{0,2}+(?:[A-HJ-NP-Za-hj-np-z0-9]{5,6}+"
        r"|[A-HJ-NP-Za-hj-np-z0-9]{4}[挂学港澳使领试超临]))(?![A-Za-z0-9警])",
        "GA 36-2018 中华人民共和国机动车号牌",
        real=_is_plate,
    ),
)
_PERMIT = Row(
    FindingKind.PERMIT,
    Severity.FIND,
    r"(?:护照|通行证|回乡证|台胞证|永久居留证|军官证|士兵证|警官证)(?:号码?|证号|编号)?"
    r"[ \t\n为是:(]{0,4}+([A-Za-z]{0,3}[0-9]{6,12})(?![0-9A-Za-z])",
    "个人信息保护法第四条",
)
_ADDRESS = "永安市政府办 2023-01 通报：住址只到乡镇（街道）"
_HEADED = "表头说明的个人信息（个人信息保护法第四条）"


def privacy_spots(plain: str, cells: Sequence[Cell], house: HouseRules) -> Iterator[Spot]:
    """Yield the personal values in a normalised text, kind by kind; places may overlap."""

    def spot(kind: FindingKind, span: tuple[int, int], rule: str) -> Spot:
        value = plain[slice(*span)]
        return Spot(kind, Severity.FIND, *span, masked(kind, value, house.masks), rule)

    for row, match in matches(ROWS[:2], plain):
        yield spot(row.kind, value_span(match), row.rule)
    yield from number_spots(plain, house)
    for kind, start, end in headed_numbers(plain, cells):
        yield spot(kind, (start, end), _HEADED)
    for span in births.birth_spans(plain, cells):
        yield spot(FindingKind.BIRTH_DATE, span, births.RULE)
    for row, match in matches((*ROWS[2:], _PERMIT), plain):
        yield spot(row.kind, value_span(match), row.rule)
    for span in address_spans(plain, cells):
        yield spot(FindingKind.ADDRESS, span, _ADDRESS)


def number_spots(plain: str, house: HouseRules) -> Iterator[Spot]:
    """Yield the personal numbers alone, as the second reading (Chinese digits) asks for them."""
    for row, match in number_matches(plain):
        excerpt = masked(row.kind, match[1], house.masks)
        yield Spot(row.kind, row.severity, *value_span(match), excerpt, row.rule)
