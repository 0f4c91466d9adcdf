"""Which topics somebody means who typed a word, a sentence, or a word with a slip in it."""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher

from pdisc.commands.advice.about_papers import PAPERS
from pdisc.commands.advice.about_steps import STEPS
from pdisc.commands.advice.about_upkeep import UPKEEP
from pdisc.commands.advice.about_voices import VOICES
from pdisc.commands.advice.about_weeks import WEEKS
from pdisc.commands.advice.topic import Topic
from pdisc.text import halfwidth
from pdisc.values.initials import sounds_alike

TOPICS: tuple[Topic, ...] = (*STEPS, *WEEKS, *VOICES, *PAPERS, *UPKEEP)
"""Everything that is known, in the order in which it is offered where several fit alike."""

MOST = 3
"""How many topics are shown: more would be a list to be searched in its turn."""
ALIKE, ALIKE_LONG = 0.5, 0.6
"""How much of a word must be as typed: of two signs one, a slip; of more, three of five."""
SHORT = 2
"""Signs of a word in which a slip leaves only one as it was."""
SHARED = 3
"""So many pairs of signs must a sentence share with an answer that has none of its words."""


def titles() -> list[str]:
    """Return the word that says best what each topic is about."""
    return [each.words[0] for each in TOPICS]


def is_said(asked: str) -> bool:
    """Tell whether a word of some topic was typed as it is, or a part of one."""
    typed = _plain(asked)
    return bool(typed) and any(_said(typed, each) > 0 for each in TOPICS)


def is_answered(asked: str) -> bool:
    """Tell whether the help has something to say of it; of foreign words only what is said so."""
    return is_said(asked) or (not asked.isascii() and bool(topics_for(asked)))


def topics_for(asked: str) -> list[Topic]:
    """Return what is meant, best first; nothing where no word of any topic is near."""
    typed = _plain(asked)
    if not typed:
        return []
    for weighed in (_said, _nearly):
        found = [(weighed(typed, each), each) for each in TOPICS]
        best = max(weight for weight, _ in found)
        if best > 0:
            near = [(weight, each) for weight, each in found if weight > best / 2]
            ranked = sorted(near, key=lambda one: -one[0])
            return [each for _, each in ranked][:MOST]
    return []


def _plain(text: str) -> str:
    """Return a text without blanks and signs, its letters small: U 盘 is u盘."""
    return re.sub(r"[\W_]+", "", halfwidth(text)).lower()


def _said(typed: str, topic: Topic) -> float:
    """Weigh a topic by those of its words that were typed, or of which a part was.

    What is typed exactly weighs most; a longer word more than a shorter one, and the first of a
    topic's words more than its later ones.
    """
    weights = [0.0]
    for place, word in enumerate(map(_plain, topic.words)):
        if word == typed:
            weights.append(100 - min(place, 50))
        elif word in typed:
            weights.append(4 * len(word) + (place < 3))
        elif len(typed) > 1 and typed in word:
            weights.append(2 * len(typed) / len(word) + len(typed))
    return max(weights) + 0.1 * sum(weights)


def _nearly(typed: str, topic: Topic) -> float:
    """Weigh a topic by how near its words are to what was typed; 0 for none that is."""
    likeness = max(
        _likeness(typed, word) - place / 1000 for place, word in enumerate(map(_plain, topic.words))
    )
    shared = sum((Counter(_pairs(typed)) & Counter(_pairs(topic.says))).values())
    return likeness if likeness > 0 else (shared / 10 if shared >= SHARED else 0)


def _likeness(typed: str, word: str) -> float:
    """Return how alike two words are, 0 for not enough; a slip is seldom in the first sign.

    Of two signs one is as good as any other, but where the other was typed by its sound: 延其.
    """
    if len(typed) == len(word) == SHORT and not sounds_alike(typed, word):
        return 0
    alike = SequenceMatcher(None, typed, word, autojunk=False).ratio()
    enough = alike >= (ALIKE_LONG if max(len(typed), len(word)) > 2 else ALIKE)
    return alike + 0.1 * (typed[0] == word[0]) if enough else 0


def _pairs(text: str) -> Iterator[str]:
    """Yield each two signs that stand together."""
    return (text[place : place + 2] for place in range(len(text) - 1))
