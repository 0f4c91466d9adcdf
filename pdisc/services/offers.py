"""What is published is offered to whoever asks for it (点题), as far as he may know of it.

Everything here goes through the one gate (`audience.py`): what isn't cleared for the kind of person
who asks is neither offered, nor pointed to, nor named in what he is told (DESIGN §1.3).
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from pdisc.errors import NotFound, Refused
from pdisc.ledger.reading import Reading
from pdisc.screening.normal import normalise
from pdisc.services.cleared_lookup import public_records
from pdisc.values.channels import base_of, is_hanging
from pdisc.values.codes import is_number, public_place
from pdisc.values.records import OfferRecord, PublicPosting, PublicRecord
from pdisc.values.voice_kinds import AskerKind
from pdisc.voices.offers import MOST, Matches
from pdisc.words import Audience, Channel

if TYPE_CHECKING:
    from pdisc.ledger.cleared import Cleared

AT_FIRST = 8
"""So many of the best matches are held against the gate at first, then ever more."""

NAMED_FROM = 4
"""A title of so many characters, blanks aside, says by itself which matter is meant."""

_NUMBER = r"(?<![0-9])[0-9]{4}-[0-9]{4,}(?![0-9])"
_RUNNING = r"党 ?([0-9]{1,6})(?![0-9]|周年|[年月日个名人项件次届万元组])"


class Offering:
    """What may be offered on a business date, read once for as many requests as are asked for."""

    def __init__(self, reading: Reading, on: date) -> None:
        """Take an open ledger and the day."""
        self._reading = reading
        self._on = on
        self._known: dict[Audience, Matches] = {}

    def to(self, asker: AskerKind, content: str) -> tuple[OfferRecord, ...]:
        """Return at most five published matters that may answer a request, the best match first.

        All of them are out on the day, and cleared for such an asker.
        """
        audience, reading, on = asker.audience, self._reading, self._on
        if audience not in self._known:
            self._known[audience] = Matches(reading.published_texts(audience, on))
        matches = self._known[audience].best(content)
        found = _out(reading, reading.cleared(audience), matches, on)
        return tuple(
            OfferRecord(
                number=number,
                public_number=record.public_number,
                title=record.title or "",
                where=where(record, on),
            )
            for number, record in islice(found, MOST)
        )


def _out(
    reading: Reading, cleared: "Cleared", numbers: tuple[str, ...], on: date
) -> Iterator[tuple[str, PublicRecord]]:
    """Yield, in their order, those of some matters that the audience sees and that are out by then.

    They are held against the gate only as far as somebody asks for more of them.
    """
    start, size = 0, AT_FIRST
    while batch := numbers[start : start + size]:
        plans = {number: plan for number, (_, plan) in cleared.shown(batch).items()}
        records = public_records(reading, cleared, plans)
        for number in batch:
            if number in records and where(records[number], on):
                yield number, records[number]
        start, size = start + size, size * 2


def where(record: PublicRecord, on: date) -> str:
    """Return in words where a matter that is out is found: 公开栏 一楼，仍挂着；会议 2026-03-01."""
    return "；".join(_place(each, on) for each in record.publications if each.on <= on)


def _place(posting: PublicPosting, on: date) -> str:
    online = base_of(posting.channel) is Channel.WEBSITE
    if not is_hanging(posting.channel):
        return f"{posting.channel} {posting.on} {posting.place}".strip()
    found = f"{posting.channel} {posting.url if online else posting.place}".strip()
    if posting.until is None:
        return found if online else f"{found}，仍挂着"
    return f"{found}，{'挂到' if posting.until >= on else '已挂满，到'} {posting.until}"


def public_for(reading: Reading, asker: AskerKind, typed: str, on: date) -> str:
    """Return the number of the published matter that is meant by N, 公N or 党N.

    Raises NotFound where there is none, and Refused where such an asker may not know of it: the
    sentence tells nothing of it but that.
    """
    asked = "".join(normalise(typed).text.split())
    place = public_place(asked)
    number = reading.at_public_place(*place) if place else asked
    if number is None or not is_number(number) or reading.step_count(number) == 0:
        raise NotFound(
            f"没有编号为“{typed.strip()}”的公开事项",
            next_step=f"看能告诉点题人的：pdisc list --audience {asker.audience}",
        )
    foreign = place is not None and place[0] is Audience.PARTY and asker is AskerKind.PUBLIC
    cleared = reading.cleared(asker.audience)
    found = dict(_out(reading, cleared, (number,), on))
    if foreign or number not in found:
        raise Refused(
            f"“{typed.strip()}”没有向{asker}公开，不能用来答复{asker}",
            next_step=f"看能告诉点题人的：pdisc list --audience {asker.audience}",
        )
    return number


def refuse_told(reading: Reading, asker: AskerKind, *texts: str) -> None:
    """Raise Refused where a text that one of the 群众 will read names what isn't meant for society.

    It is named by its number, by its running number 党内, or by its title, in whatever width and
    with whatever blanks; what society sees under the same title may be named.
    """
    if asker is AskerKind.MEMBER:
        return
    plain = [normalise(text).text for text in texts if text.strip()]
    named = next((each for text in plain for each in _named_inside(reading, text)), None)
    if named is not None:
        raise Refused(
            f"“{named}”没有向群众公开，不能写进给群众的文字：超出了公开范围",
            next_step="改写成不提这件事项的话；已经向社会公开的，写它的标题或者 公1 这样的编号",
        )


def _named_inside(reading: Reading, text: str) -> Iterator[str]:
    """Yield how a text names matters that aren't meant for society."""
    inside = reading.titles_inside()
    numbers = {number for number, _ in inside}
    yield from (found for found in re.findall(_NUMBER, text) if found in numbers)
    for found in re.finditer(_RUNNING, text):
        number = reading.at_public_place(Audience.PARTY, int(found[1]))
        if number in numbers:
            yield found[0]
    packed = "".join(text.split())
    titles = {_packed(title): title for _, title in inside}
    if not any(_is_named(title, packed) for title in titles):
        return
    rest = _without_public(reading, packed)
    yield from (typed for title, typed in titles.items() if _is_named(title, rest))


def _is_named(title: str, packed: str) -> bool:
    return len(title) >= NAMED_FROM and title in packed


def _packed(text: str) -> str:
    return "".join(normalise(text).text.split())


def _without_public(reading: Reading, packed: str) -> str:
    """Return a text without the titles, the longest first, that society sees."""
    known = reading.published_texts(Audience.SOCIETY, date.max)
    there = {each.number for each in known if _packed(each.title) in packed}
    seen = reading.cleared(Audience.SOCIETY).shown(sorted(there))
    for title in sorted({_packed(plan.title) for _, plan in seen.values()}, key=len, reverse=True):
        packed = packed.replace(title, "\n") if len(title) >= NAMED_FROM else packed
    return packed
