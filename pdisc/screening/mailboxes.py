"""E-mail addresses of people, told from offices' by domain, name and the words before."""

import re

from pdisc.screening.hits import Severity
from pdisc.screening.rows import Match, Row, compiled
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


_PUBLIC = (
    r"(?:公[用共开众]|单位|办公|举报|投诉|监督|信访|受理|报名|征集|征求|意见|建议|咨询|服务|支部"
    r"|党[委组政群建]|机关|[委部局办院站厅处校]|公司|中心|材料|报送|政务|新闻|工作)[^,。;:\n\t]{0,10}\Z"
)
_MAILBOX = r"(?:电子)?(?:[邮信] ?箱|邮件|(?i:e-?mail))(?:地址)?(\([^()\n]{1,8}\))?[ 为是:(]{0,4}\Z"
_OFFICE_BEHIND = r" ?\([^()\n]{0,16}(?:[局委办室厅院站]|支部|公司|中心|单位)\)"
_OWN = r"(?:个人|本人|私人|QQ|腾讯)\Z"
_PHONE_NAME = r"1[3-9][0-9]{9}@"


def _is_private_mail(match: Match) -> bool:
    address = re.sub(r"\s", "", match[1])
    if compiled(_OFFICE_DOMAIN).search(address):
        return False
    if compiled(_PHONE_NAME).match(address):
        return True
    if _is_public(match):
        return False
    return bool(compiled(_FREE).search(address)) or not compiled(_DUTY).match(address)


def _is_public(match: Match) -> bool:
    """Return whether the words before 邮箱 name an office or a duty: 投诉举报邮箱."""
    before = match.string[max(0, match.start(1) - 32) : match.start(1)]
    label = compiled(_MAILBOX).search(before)
    if not label:
        return False
    if compiled(_OFFICE_BEHIND).match(match.string, match.end(1)):
        return True
    owner = before[: label.start()] + (label[1] or "")
    return bool(compiled(_PUBLIC).search(owner)) and not compiled(_OWN).search(owner)


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
)
