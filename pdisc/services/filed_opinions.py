"""What people said as it goes into a dossier: nothing personal, and not who it was."""

import msgspec

from pdisc.services.acting import Session
from pdisc.services.once import mask_text, mask_words
from pdisc.services.opinion_lookup import known, records_of
from pdisc.values.opinion_records import OpinionRecord

_TEXTS = ("content", "via", "feedback", "rectify")


def filed_opinions(session: Session, number: str) -> tuple[OpinionRecord, ...]:
    """Return the opinions on a disclosure that is filed, masked wherever a person is told of."""
    givers = session.reading.givers(number)
    said = records_of(known(session.reading, session.signed.on, number))
    return tuple(_masked(session, each, givers.get(each.id, "")) for each in said)


def _masked(session: Session, opinion: OpinionRecord, giver: str) -> OpinionRecord:
    words = (giver,) if giver else ()

    def masked(text: str) -> str:
        plain = mask_text(text, house=session.house)
        return mask_words(plain, words, house=session.house) if words else plain

    texts = {name: getattr(opinion, name) for name in _TEXTS}
    changed = {name: masked(text) for name, text in texts.items() if text}
    return msgspec.structs.replace(opinion, **changed)
