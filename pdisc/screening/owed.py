"""未遮盖: what somebody asked to be masked and a file couldn't take, owed while it may stand there.

The word itself is kept nowhere: a keyed digest and its length are enough to find it again in the
file that the next version attaches.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from pdisc.screening.files.kinds import IMAGES, REWRITABLE
from pdisc.screening.house import SHIPPED, HouseRules
from pdisc.screening.masks import mask_text, mask_words
from pdisc.screening.normal import normalise
from pdisc.values.parts import Finding
from pdisc.words import FindingKind, FindingState

if TYPE_CHECKING:
    from pdisc.screening.draft import Attachment
    from pdisc.screening.files.extract import Extracted

_DIGEST_SIZE = 12


def owed(
    before: Iterable[Finding],
    attachments: Sequence["Attachment"],
    *,
    number: str,
    words: Sequence[str] = (),
    house: HouseRules = SHIPPED,
) -> tuple[Finding, ...]:
    """Return the masks that the attachments of a new version still owe, one a file and word.

    `before` are the findings of the version before, `words` what is being masked now. An older
    duty stays with its very file, and comes to any file in which its word stands or may stand.
    """
    asked = {token(word, number): mask_words(word, (word,), house=house) for word in words}
    older = [each for each in before if each.kind == FindingKind.UNMASKED]
    older = [each for each in older if each.state is not FindingState.MASKED]
    found: dict[tuple[int, str], Finding] = {}
    for place, attachment in enumerate(attachments, 1):
        wanted = dict(_asked_now(attachment, words, asked, number, house))
        wanted |= {
            duty.word: duty.excerpt
            for duty in older
            if duty.word not in asked and _still_owes(duty, attachment, number)
        }
        for word, excerpt in wanted.items():
            found[place, word] = _finding(place, attachment, word, excerpt, house)
    return tuple(found.values())


def token(word: str, number: str) -> str:
    """Return by what a word is known again: its length and a digest keyed with `number`."""
    bare = _bare(word)
    return f"{len(bare)}-{_digest(bare, number)}"


def _asked_now(
    attachment: "Attachment",
    words: Sequence[str],
    asked: dict[str, str],
    number: str,
    house: HouseRules,
) -> Iterator[tuple[str, str]]:
    texts = [attachment.name, *(part.text for part in attachment.said.parts)]
    for word in words:
        stands = any(mask_words(text, (word,), house=house) != text for text in texts)
        if stands or nobody_knows(attachment.said):
            known = token(word, number)
            yield known, asked[known]


def _still_owes(duty: Finding, attachment: "Attachment", number: str) -> bool:
    if duty.file == attachment.sha256 or nobody_knows(attachment.said):
        return True
    return any(
        _holds(text, duty.word, number)
        for text in (attachment.name, *(part.text for part in attachment.said.parts))
    )


def nobody_knows(said: "Extracted") -> bool:
    """Tell whether a word may stand in a file although nobody read it there."""
    return bool(said.not_read) or said.kind in IMAGES


def _holds(text: str, known: str, number: str) -> bool:
    """Tell whether a text holds the word that is known by its token, however it is spaced."""
    length, _, digest = known.partition("-")
    bare, size = _bare(text), int(length)
    runs = {bare[start : start + size] for start in range(len(bare) - size + 1)}
    return any(_digest(run, number) == digest for run in runs)


def _digest(bare: str, number: str) -> str:
    return hashlib.blake2b(bare.encode(), key=number.encode(), digest_size=_DIGEST_SIZE).hexdigest()


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, normalise(text).text))


def _finding(
    place: int, attachment: "Attachment", word: str, excerpt: str, house: HouseRules
) -> Finding:
    label = f"附件{place}《{mask_text(attachment.name, house=house)}》"
    return Finding(
        id="",
        kind=FindingKind.UNMASKED,
        where=f"{label}：{_why(attachment.said)}",
        excerpt=excerpt,
        file=attachment.sha256,
        word=word,
    )


def _why(said: "Extracted") -> str:
    if nobody_knows(said):
        return "没有全部读到，要遮盖的内容可能还在"
    if said.kind not in REWRITABLE:
        return f"要遮盖的内容还在（{said.kind}里的文字不能改写）"
    return "要遮盖的内容还在（没有能改写）"
