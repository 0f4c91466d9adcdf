"""A text as a reader understands it, with the way back to the text as it was typed.

People write 秘　密, １３８, 1️⃣38 or put unseen characters between; the patterns of the screening
are written for one plain spelling. Everything here takes linear time.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import chain, repeat

import msgspec

_DOTS = "·•・‧∙⋅･ㆍ᛫"
_BREAKS = "\n\r\x0b\x0c\x85\u2028\u2029"
_FILLERS = "\u115f\u1160\u3164\uffa0\u2065"
_ODD = {
    "\t": "\t",
    "\u2800": " ",
    "\u2212": "-",
    "㊙": "秘密",
    **dict.fromkeys(_DOTS, "·"),
    **dict.fromkeys(_BREAKS, "\n"),
    **dict.fromkeys("│┃¦", "|"),
    **dict.fromkeys(_FILLERS, ""),
}
_CHINESE = "〇○◯零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖⓪①②③④⑤⑥⑦⑧⑨"
_ARABIC = "00001234567891123456789" + "0123456789"
_TO_ARABIC = str.maketrans(_CHINESE, _ARABIC)

BETWEEN = r"[ .·_)\]~/-]{0,3}+(?:\n{1,2}+ {0,20}+)?+"
"""What may stand between two digits of one number: a few separators, a line break with indent."""

# A run that could be a telephone or a longer number; possessive, so that it is linear.
_LONG_RUN = rf"[0-9{_CHINESE}](?:{BETWEEN}[0-9{_CHINESE}]){{10,}}+"

# A Chinese digit that may belong to such a run: another stands behind it, or a digit before it.
_MAY_BE_READ = (
    rf"[{_CHINESE}](?={BETWEEN}[0-9{_CHINESE}])|(?<=[0-9{_CHINESE} .·_)\]~/\n-])[{_CHINESE}]"
)


# One digit a box, as forms have them: |1|3|8|…, [1][3][8]….
_BOXED = r"(?<![0-9])[0-9](?:[|\[\]]{1,2}+[0-9Xx](?![0-9])){10,}+"
_BOX_TO_DASH = str.maketrans("|[]", "---")


class Normal(msgspec.Struct, frozen=True, kw_only=True):
    """A normalised text; `origins[i]` is the place in the original that gave character i."""

    text: str
    origins: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the half-open span of the original behind a non-empty span of the text."""
        return self.origins[start], self.origins[end - 1] + 1


class _Folds(dict[str, str]):
    """One character → its plain spelling, worked out once for each character ever seen."""

    def __missing__(self, char: str) -> str:
        self[char] = folded = _fold(char)
        return folded


_FOLDS = _Folds(_ODD)


def _fold(char: str) -> str:
    """Return NFKC of one character, blanks, dashes and digits made plain, unseen ones dropped.

    Enclosed numbers (①, ⒈) stay: as list numbers they'd run into the number that follows.
    """
    category = unicodedata.category(char)
    if category in {"Cf", "Cc", "Cs", "Mn", "Me"}:
        return ""
    if category in {"Zs", "Pd"}:
        return " " if category == "Zs" else "-"
    if category == "Nd":
        return str(unicodedata.digit(char))
    if category == "No":
        return char
    plain = unicodedata.normalize("NFKC", char)
    return plain if plain == char else "".join(map(_FOLDS.__getitem__, plain))


def normalise(text: str) -> Normal:
    """Return the text in plain spelling: NFKC, one kind of blank, dash, dot and line break each.

    Format characters and combining marks are dropped; tabs stay, they part cells.
    """
    parts = list(map(_FOLDS.__getitem__, text))
    plain = "".join(parts)
    sizes = list(map(len, parts))
    if sizes.count(1) == len(sizes):
        return Normal(text=plain, origins=range(len(text)))
    return Normal(
        text=plain, origins=list(chain.from_iterable(map(repeat, range(len(text)), sizes)))
    )


def second_reading(plain: str) -> str | None:
    """Return the text with Chinese and boxed digits in long runs as plain ones, None without such.

    It is of equal length: in 测试三13800000000 the 三 is a name, in 一三八〇〇〇〇〇〇〇〇 it is a
    digit; |1|3|8|… may be boxes or columns.
    """
    read = plain
    if "|" in plain or "][" in plain:
        read = re.sub(_BOXED, lambda run: run[0].translate(_BOX_TO_DASH), read)
    if not plain.isascii() and re.search(_MAY_BE_READ, plain):
        read = re.sub(_LONG_RUN, lambda run: run[0].translate(_TO_ARABIC), read)
    return None if read == plain else read
