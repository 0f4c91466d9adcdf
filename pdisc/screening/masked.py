"""How each kind of value looks when masked (领域要点 §5: the rules that offices really issued).

How much stays visible is a rule of the ledger, unit 遮盖: 前2后3 for numbers, 到乡镇 for addresses,
到年 for birth dates, 姓 for names. Every mask is a fixed point: what has a `*` is not found again.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache

import msgspec

from pdisc.screening.rows import compiled
from pdisc.words import FindingKind

MOST_KEPT = 8
"""What 前N后M may keep in all, whatever the number's length."""

WHOLE = "全部"
STARS = "*●■"
"""What others write for a hidden digit; it counts as one that stays hidden."""

_SCIENTIFIC = r"[0-9]\.[0-9]+[Ee]\+?[0-9]{2}"
_KEEP = r"(?=[前后])(?:前([1-8]))?(?:后([1-8]))?\Z"
_WORDS: Mapping[str, tuple[str, ...]] = {
    "住址遮盖": ("到乡镇", "到县", WHOLE),
    "出生日期遮盖": ("到年", WHOLE),
    "姓名遮盖": ("姓", WHOLE),
}
RULES: Mapping[FindingKind, str] = {
    FindingKind.ID_NUMBER: "身份证遮盖",
    FindingKind.PERMIT: "身份证遮盖",
    FindingKind.MOBILE: "手机遮盖",
    FindingKind.BANK_CARD: "银行卡遮盖",
    FindingKind.ADDRESS: "住址遮盖",
    FindingKind.BIRTH_DATE: "出生日期遮盖",
    FindingKind.EMAIL: "邮箱遮盖",
    FindingKind.PLATE: "车牌遮盖",
}
"""The rule that holds for each kind of finding; names have 姓名遮盖."""

_COMPOUND = (
    "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|长孙|宇文|端木|闻人|南宫|独孤"
    "|澹台|公冶|宗政|濮阳|淳于|单于|太叔|申屠|仲孙|轩辕|钟离|鲜于|闾丘|司空|司寇|呼延|赫连|拓跋"
)
_NO_NAME = "[省市县区镇乡村组队社厂店部局委会所站院校司处科室路街巷号楼户站点]$"
_TOWN = r"(?:(?<!乡)镇|乡(?!镇)|街道(?:办事处|办)?)"
_COUNTY = r"[县旗]|(?<!城)市(?!场)|(?<![小社园片厂校矿治])区"
_FULL_YEAR = r"[12][0-9]{3}|[一二][^0-9年月日]{3}"
_AT = r"[@#]|[(\[] ?(?i:at) ?[)\]]"


class Kept(msgspec.Struct, frozen=True):
    """How many characters of a number stay visible at its head and at its tail."""

    head: int
    tail: int


def allowed(rule: str) -> str:
    """Return what may be set for a rule of unit 遮盖, as a person should read it."""
    words = _WORDS.get(rule)
    if words:
        return "、".join(words[:-1]) + f"或{words[-1]}"
    return f"前N后M、前N、后M（合计不超过{MOST_KEPT}个字）或{WHOLE}，如 前2后3"


def is_mask(rule: str, value: str) -> bool:
    """Return whether a value is one that a rule of unit 遮盖 may have."""
    words = _WORDS.get(rule)
    return value in words if words else _kept(value) is not None


@cache
def _kept(value: str) -> Kept | None:
    """Return the parsed 前N后M, or None for what is none."""
    if value == WHOLE:
        return Kept(0, 0)
    match = compiled(_KEEP).match(value)
    if not match:
        return None
    head, tail = (int(part or 0) for part in match.groups())
    return Kept(head, tail) if head + tail <= MOST_KEPT else None


def masked(kind: FindingKind, value: str, masks: Mapping[str, str]) -> str:
    """Return a value of a kind (as found, normalised) as the office's rules show it."""
    if compiled(_SCIENTIFIC).fullmatch(value):
        return "****"
    return _MASKS.get(kind, _mask_number)(value, masks[RULES[kind]])


def characters(value: str) -> str:
    """Return the letters, digits and stars of a value, upper-case, without what is between."""
    if value.isalnum():
        return value.upper()
    return "".join(char for char in value.upper() if char.isalnum() or char in STARS)


def _shown(text: str, rule: str) -> tuple[str, str]:
    """Return the visible head and tail: nothing where less than a third would stay hidden."""
    kept = _kept(rule) or Kept(0, 0)
    if 3 * (kept.head + kept.tail) > 2 * len(text) or kept.head + kept.tail > len(text) - 3:
        return "", ""
    return text[: kept.head], text[len(text) - kept.tail :]


def _mask_number(value: str, rule: str) -> str:
    number = characters(value)
    head, tail = _shown(number, rule)
    return head + "*" * (len(number) - len(head) - len(tail)) + tail


def _mask_mobile(value: str, rule: str) -> str:
    return _mask_number(characters(value)[-11:], rule)


def _mask_email(value: str, rule: str) -> str:
    """Mask the name before the @, without its length; the domain stays."""
    name, domain = compiled(_AT).split(re.sub(r"\s", "", value), maxsplit=1)
    head, tail = _shown(name, rule)
    return f"{head}***{tail}@{domain}"


def _mask_address(value: str, rule: str) -> str:
    """Keep all down to 乡镇/街道 or to the county; without the one, down to the other."""
    counties = list(compiled(_COUNTY).finditer(value))
    town = compiled(_TOWN).search(value) if rule == "到乡镇" else None
    kept = town or (counties[-1] if counties and rule != WHOLE else None)
    return (value[: kept.end()] if kept else "") + "****"


def _mask_birth(value: str, rule: str) -> str:
    """Keep the year; of 80.3.12, which has none in full, nothing."""
    shown = rule != WHOLE and compiled(_FULL_YEAR).match(value)
    return value[:4] + "年*月*日" if shown else "****"


_MASKS: Mapping[FindingKind, Callable[[str, str], str]] = {
    FindingKind.MOBILE: _mask_mobile,
    FindingKind.EMAIL: _mask_email,
    FindingKind.ADDRESS: _mask_address,
    FindingKind.BIRTH_DATE: _mask_birth,
}


def mask_name(value: str, masks: Mapping[str, str]) -> str:
    """Keep the family name, or the first character of a name with a ·: 张*; no name: ****.

    A word is taken for a name if it has 2–6 Chinese characters and doesn't end as offices and
    places do; of 买买提·艾力, whose parts are a given name and a father's, one character stays.
    """
    name = re.sub(r"\s", "", value)
    if masks["姓名遮盖"] == WHOLE:
        return "****"
    if re.fullmatch(r"[\u3400-\u9fff]{1,12}(?:·[\u3400-\u9fff]{1,12}){1,3}", name):
        return name[0] + "*"
    if not re.fullmatch(r"[\u3400-\u9fff]{2,6}", name) or (
        len(name) > 3 and compiled(_NO_NAME).search(name)
    ):
        return "****"
    return (name[:2] if len(name) > 2 and compiled(_COMPOUND).match(name) else name[0]) + "*"
