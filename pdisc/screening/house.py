"""What an office decides about its screening: its own words, and how much of a value stays visible.

These are rules of the ledger (data/rules.yaml, units 遮盖 and 词表), read by name and passed in as
one value; `SHIPPED` equals what is shipped.
"""

from collections.abc import Callable, Mapping

import msgspec

from pdisc.errors import NotFound
from pdisc.screening.rows import compiled

BANNED, WORDS, OWN = "禁用词", "提示词", "本单位号码"
SHIPPED_MASKS: Mapping[str, str] = {
    "身份证遮盖": "前2后3",
    "手机遮盖": "前3后4",
    "银行卡遮盖": "后4",
    "住址遮盖": "到乡镇",
    "出生日期遮盖": "到年",
    "邮箱遮盖": "前1",
    "车牌遮盖": "前2",
    "姓名遮盖": "姓",
}
_SEPARATOR = r"[\s、，,;；]+"


class HouseRules(msgspec.Struct, frozen=True, kw_only=True):
    """The office's words, numbers and masks.

    `words` warn, `banned` stop, `own` are numbers and mailboxes of the office itself, which are no
    findings; `masks` go by rule name.
    """

    words: tuple[str, ...] = ()
    banned: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    masks: Mapping[str, str] = msgspec.field(default_factory=lambda: SHIPPED_MASKS)


SHIPPED = HouseRules()


def split_words(value: str) -> tuple[str, ...]:
    """Return the words of a 词表, which 、 ， ; or blanks part, each once and in their order."""
    return tuple(dict.fromkeys(filter(None, compiled(_SEPARATOR).split(value))))


def house_rules(value_of: Callable[[str], str]) -> HouseRules:
    """Build the rules from the values that a ledger has for their names.

    A ledger from before these rules were shipped raises NotFound for them; it has what is shipped.
    """

    def value(name: str, shipped: str) -> str:
        try:
            return value_of(name)
        except NotFound:
            return shipped

    return HouseRules(
        words=split_words(value(WORDS, "")),
        banned=split_words(value(BANNED, "")),
        own=split_words(value(OWN, "")),
        masks={name: value(name, shipped) for name, shipped in SHIPPED_MASKS.items()},
    )
