"""Names of people, compared as the eye compares them.

Two names that look the same are the same person wherever a role or separation of duties hangs on
it. What is stored and shown stays as it was typed.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_RADICALS = (
    "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮"
    "⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚"
    "⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲㇆㇏㇐㇑㇒㇓㇔㇕㇖㇗㇘㇙㇚㇛㇜㇝㇞㇟㇠㇡"
)
_IDEOGRAPHS = (
    "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑彐忄心扌攵旡日月歺民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗"
    "糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页"
    "风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀𠃌乀一丨丿丿丶𠃍乛𠃊𠃎𠄌亅𡿨𠃋乀𠃑乚乙𠄎"
)
"""EquivalentUnifiedIdeograph.txt of the Unicode Character Database (14.0): radicals and strokes
with a code of their own that are drawn like an ideograph, and that NFKC doesn't fold."""

_TWINS = str.maketrans(
    _RADICALS + "エカタトニハロー○◯•‧∙⋅・･ㆍ᛫",
    _IDEOGRAPHS + "工力夕卜二八口一〇〇········",
)
"""Those, and what confusables.txt calls alike: katakana, circles, the dots inside a name."""

_UNSEEN = (
    r"[\s\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0"
    r"\U000e0000-\U000e0fff]"
)
"""Blanks, and what Unicode calls ignorable besides the format characters."""

_PLAIN = r"[\u4e00-\u9fff]+"


@lru_cache(maxsize=4096)
def face(name: str) -> str:
    """Return what a name looks like: equal for two names that nobody can tell apart on paper.

    NFKC and case folded, without blanks, format characters and variation selectors, a radical as
    the ideograph that it is drawn like.
    """
    if re.fullmatch(_PLAIN, name):
        return name.translate(_TWINS)
    folded = unicodedata.normalize("NFKC", name.translate(_TWINS))
    folded = unicodedata.normalize("NFKC", folded.casefold()).translate(_TWINS)
    seen = re.sub(_UNSEEN, "", folded)
    kept = (char for char in seen if unicodedata.category(char) not in ("Cf", "Cc"))
    return unicodedata.normalize("NFC", "".join(kept))


def alike(one: str, other: str) -> bool:
    """Say whether two names are those of one person, as far as anybody can see."""
    return one == other or face(one) == face(other)


def among(name: str, names: Iterable[str]) -> bool:
    """Say whether a name is one of these, as far as anybody can see."""
    return any(alike(name, each) for each in names)
