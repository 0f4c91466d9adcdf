"""Accounts of people that satisfy no check sum, told from the accounts of offices by words.

An 一折通 or a 存折 belongs to a person; an 账号 does where the words before
it name one as the owner (户名示例甲，账号 …) and none that offices have (公司, 专户, 党费).
A number of 62 behind an account or a card is a person's card, whatever its check sum.
"""

import re

from pdisc.screening.columns import OWNER
from pdisc.screening.labels import PERSONAL_ACCOUNTS
from pdisc.screening.masked import characters
from pdisc.screening.rows import Match, compiled

_REACH = 48
_ACCOUNT = r"(?:[账帐] ?[号户]|户头)"
_TAIL = r"[^0-9\n]{0,10}\Z"
_ANY_LABEL = rf"(?:{PERSONAL_ACCOUNTS}|{_ACCOUNT}){_TAIL}"
_CARD_LABEL = rf"(?:{PERSONAL_ACCOUNTS}|{_ACCOUNT}|行卡)[^0-9\n]{{0,20}}\Z"
_CARD = r"62[0-9]{14,17}"
_PERSONAL_LABEL = rf"(?:{PERSONAL_ACCOUNTS}){_TAIL}"
_OFFICES_ACCOUNT = (
    r"专 ?户|专用|基本(?:存款)?[账帐]?户?|零余额|国库|财政|党费|工会|会费|村集体|集体|对公"
    r"|慈善|募捐|捐款|保证金|一般存款|临时存款|单位|公司|公务 ?卡|结算 ?卡"
    r"|(?:宽带|登[录陆]|系统|平台|网络|用户)[账帐] ?[号户]"
)
_OWNED_BY = (
    r"(?:户 ?名|开户名称?|收款[人方]|领款人|户 ?主|农 ?户|姓 ?名|本人|个人|持卡人)(?:为|是)?"
    r"[ \t:]{0,3}"
    r"(?P<owner>[^\s,。;:()]{0,24})"
)
_BEHIND = rf"[ \t\n,;(]{{0,3}}{_OWNED_BY}"
_REMARK = r" ?\((?P<owner>[^()\n]{2,24})\)"
_INTO = rf"(?:转入|汇入|打入|存入|发至|发到)(?P<owner>[\u4e00-\u9fff·]{{2,6}}?)(?:的)?{_ACCOUNT}"
_FUNDS = "费款税金库收支专户本行开还转公会保缴零"
_NAMED = (
    rf"(?:(?<![\u4e00-\u9fff])(?P<owner>[^\W\d_{_FUNDS}]{{2,4}}){_ACCOUNT}"
    rf"|(?P<other>[^\W\d_{_FUNDS}]{{2,6}}) ?\({_ACCOUNT})"
)
"""A name and nothing else before 账号, or before a bracket that begins with it."""
_HIS = rf"(?P<owner>[\u4e00-\u9fff·]{{2,6}})(?:的|(?:银行|个人)){_ACCOUNT}"


def is_persons_account(match: Match) -> bool:
    """Return whether the digits of group 1 are a person's account, by what stands before."""
    start = match.start(1)
    before = match.string[max(0, start - _REACH) : start]
    if before.isascii():
        return False
    card = compiled(_CARD).fullmatch(characters(match[1]))
    if not compiled(_CARD_LABEL if card else _ANY_LABEL).search(before):
        return False
    before = "\n".join(before.split("\n")[-3:])
    clause = re.split("[。;]", before)[-1]
    if compiled(_OFFICES_ACCOUNT).search(clause):
        return False
    if compiled(_PERSONAL_LABEL).search(before):
        return True
    owners = [
        "".join(group or "" for group in owner.groups())
        for pattern in (_OWNED_BY, _INTO, _HIS, _NAMED)
        for owner in compiled(pattern).finditer(clause)
    ]
    if behind := compiled(_BEHIND).match(match.string, match.end(1)):
        owners.append(behind["owner"])
    if card and (remark := compiled(_REMARK).match(match.string, match.end(1))):
        owners.append(remark["owner"])
    return bool(card or owners) and not any(map(compiled(OWNER).search, owners))
