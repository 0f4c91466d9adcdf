"""How each kind of value looks when masked (领域要点 §5: the rules that offices really issued).

Every mask takes the value as found (normalised) and keeps what its source keeps; each is a fixed
point, because nothing with a `*` in it is found again.
"""

import re

_COMPOUND = re.compile(
    "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|长孙|宇文|端木|闻人|南宫|独孤"
)
_TOWN = re.compile(r"(?:(?<!乡)镇|乡(?!镇)|街道(?:办事处|办)?)")
_COUNTY = re.compile(r"[县旗]|(?<!城)市(?!场)|(?<![小社园片厂校矿])区")


def characters(value: str) -> str:
    """Return the letters and digits of a value, upper-case, without what stands between."""
    return "".join(filter(str.isalnum, value.upper()))


def mask_id(value: str) -> str:
    """Keep the first 2 and the last 3 (永安市政府办 2023-01 通报)."""
    number = characters(value)
    return number[:2] + "*" * (len(number) - 5) + number[-3:]


def mask_mobile(value: str) -> str:
    """Keep the first 3 and the last 4 of the eleven digits (永安市政府办 2023-01 通报)."""
    number = characters(value)[-11:]
    return f"{number[:3]}****{number[-4:]}"


def mask_card(value: str) -> str:
    """Keep the last 4 only (钱塘检察院 2023 hides the middle; the last 4 are common practice)."""
    number = characters(value)
    return "*" * (len(number) - 4) + number[-4:]


def mask_address(value: str) -> str:
    """Keep all down to 乡镇/街道 (永安市政府办 2023-01 通报); without one, down to the county."""
    kept = _TOWN.search(value) or _COUNTY.search(value)
    return (value[: kept.end()] if kept else "") + "****"


def mask_birth(value: str) -> str:
    """Keep the year, as 任前公示 need no day (minimum necessary, 个人信息保护法 §6)."""
    return value[:4] + "年*月*日"


def mask_email(value: str) -> str:
    """Keep the first character and the domain (customary; no issued rule was found)."""
    name, _, domain = value.replace(" ", "").partition("@")
    return f"{name[0]}***@{domain}"


def mask_plate(value: str) -> str:
    """Keep the province and the issuing office (customary; no issued rule was found)."""
    return value[:2] + "*" * (len(characters(value)) - 2)


def mask_name(value: str) -> str:
    """Keep the family name of a Chinese name of 2–4 characters: 张*; anything else goes whole."""
    name = re.sub(r"[\s·]", "", value)
    if not re.fullmatch(r"[\u3400-\u9fff]{2,4}", name):
        return "****"
    return (name[:2] if len(name) > 2 and _COMPOUND.match(name) else name[0]) + "*"
