"""Papers of people outside the scheme of 18 digits: passports, travel permits, officers' papers."""

from pdisc.screening import checks
from pdisc.screening.hits import Severity
from pdisc.screening.labels import PERMITS
from pdisc.screening.rows import Match, Row, compiled
from pdisc.words import FindingKind

_RULE = "个人信息保护法第四条"
_LABEL = (
    rf"(?:{PERMITS})(?:档案)?(?:号码?|证号|编号)?[ \t\n为是:(]{{0,4}}+"
    r"(?:(?:证件?)?号码?|编号|(?i:no)\.?)?[ \t为是:(]{0,3}+"
)
_FORCES = "[军海空陆南北沈兰济广成后参装武联士]"


def _permit(needs: str, pattern: str) -> Row:
    return Row(FindingKind.PERMIT, Severity.FIND, pattern, _RULE, needs)


def _is_foreigners(match: Match) -> bool:
    """Return whether three letters and twelve digits are a foreigner's card: region and birth date.

    Behind its name anything of the shape is one.
    """
    number = match[1]
    before = match.string[max(0, match.start(1) - 16) : match.start(1)]
    if compiled(r"居[留民]?(?:身份)?证").search(before):
        return True
    month, day = int(number[9:11]), int(number[11:13])
    return number[3:5] in checks.PROVINCES and 1 <= month <= 12 and 1 <= day <= 31


ROWS = (
    *(
        _permit(needs, rf"{_LABEL}([A-Za-z]{{0,3}} ?[0-9]{{6,12}})(?![0-9A-Za-z])")
        for needs in ("证", "照", "户口")
    ),
    _permit(
        "字第",
        rf"(?:{PERMITS}|证件)(?:号码?|证号|编号)?[ \t\n为是:(]{{0,4}}+"
        r"([\u4e00-\u9fff]{1,4}字第 ?[0-9]{5,10} ?号)",
    ),
    _permit("字第", rf"(?<![\u4e00-\u9fff])({_FORCES}字第 ?[0-9]{{6,8}} ?号)"),
)
IN_LETTERS = (
    Row(
        FindingKind.PERMIT,
        Severity.FIND,
        r"(?<![A-Za-z0-9])([A-Z]{3}[0-9]{12})(?![0-9A-Za-z])",
        _RULE,
        "",
        _is_foreigners,
    ),
)
