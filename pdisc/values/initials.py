"""The first letters of Chinese words, as people type them for short: 党费收缴 is dfsj.

GB2312 has its 3755 common signs in the order of their pinyin, so where each letter begins tells the
letter of them all. That needs no table of readings, which takes longer to load than a command runs.
"""

from bisect import bisect_right

LETTERS = "abcdefghjklmnopqrstwxyz"
"""No syllable begins with i, u or v."""
BEGINS = (
    *(0xB0A1, 0xB0C5, 0xB2C1, 0xB4EE, 0xB6EA, 0xB7A2, 0xB8C1, 0xB9FE),
    *(0xBBF7, 0xBFA6, 0xC0AC, 0xC2E8, 0xC4C3, 0xC5B6, 0xC5BE, 0xC6DA),
    *(0xC8BB, 0xC8F6, 0xCBFA, 0xCDDA, 0xCEF4, 0xD1B9, 0xD4D1),
)
"""The code of the first sign of each letter."""
END = 0xD7FA
"""The code behind the last of them."""
READ_TWICE = {
    sign: letters
    for letters, signs in (("cz", "长重传种"), ("dt", "调"), ("xh", "行"), ("ls", "率"))
    for sign in signs
} | {"系": "xj", "省": "sx", "校": "xj", "参": "cs", "单": "ds", "解": "jx", "乐": "ly"}
"""Signs of which people may mean another reading than that by which they stand in the list."""


def initials_of(text: str) -> tuple[str, ...]:
    """Return the letters by which each sign of a text may be meant; signs without any are left out.

    A Chinese sign that isn't a common one may be meant by every letter.
    """
    return tuple(letters for sign in text if (letters := _letters(sign)))


def sounds_alike(one: str, other: str) -> bool:
    """Say whether two words may begin alike sign by sign: as a slip of the input method does."""
    pairs = list(zip(initials_of(one), initials_of(other), strict=False))
    return len(one) == len(other) == len(pairs) and all(set(a) & set(b) for a, b in pairs)


def bears_initials(text: str, typed: str) -> bool:
    """Say whether letters are the first ones of words that stand together in a text."""
    wanted = typed.lower()
    if not (wanted.isascii() and wanted.isalpha()):
        return False
    held = initials_of(text)
    return any(
        all(letter in letters for letter, letters in zip(wanted, held[start:], strict=False))
        for start in range(len(held) - len(wanted) + 1)
    )


def _letters(sign: str) -> str:
    if sign.isascii():
        return sign.lower() if sign.isalpha() else ""
    if sign in READ_TWICE:
        return READ_TWICE[sign]
    if not sign.isalpha():
        return ""
    code = int.from_bytes(sign.encode("gb2312", errors="ignore"))
    place = bisect_right(BEGINS, code)
    return LETTERS[place - 1] if place and code < END else LETTERS
