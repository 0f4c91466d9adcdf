"""What the four 登记簿 of a period are filled in from; read without SQLModel."""

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from pdisc.dates.periods import Period
from pdisc.ledger.reading import Reading
from pdisc.registers.opinions import OpinionStep
from pdisc.screening.house import HouseRules, house_rules
from pdisc.screening.masks import mask_text, mask_words
from pdisc.services.case_files import told
from pdisc.services.lookup import current_receipt
from pdisc.sheets.book_entries import BookedMatter, BookedOpinion, YearBooks
from pdisc.values.records import DisclosureRecord
from pdisc.voices.clocks import Clocks
from pdisc.voices.opinions import OpinionStanding
from pdisc.voices.voiced import Voiced


def year_books(reading: Reading, period: Period, on: date) -> YearBooks:
    """Return what a year's registers hold, as of a business date: for the office alone.

    A disclosure belongs to the year of its number, a meeting and an opinion to that of their day.
    """
    house = house_rules(lambda name: reading.rules.text(name, on))
    heard = reading.voiced(period, on)
    said = heard.said(period, Clocks(reading.rules, reading.calendar))
    met = reading.met_within(period)
    beside = reading.records_of({*met, *(each.opinion.number for each in said)})
    known = {each.number: told(each, house) for each in beside}
    return YearBooks(
        unit=reading.registers.unit,
        period=period,
        on=on,
        matters=_matters(reading, reading.records(year=period.start.year), house),
        met=tuple(_matters(reading, (known[number] for number in sorted(met)), house)),
        opinions=_opinions(reading, heard, said, known, house),
        receipt=current_receipt(reading),
    )


def _matters(
    reading: Reading, records: Iterable[DisclosureRecord], house: HouseRules
) -> tuple[BookedMatter, ...]:
    timings = {item.code: item.timing for item in reading.registers.items}
    return tuple(
        BookedMatter(record=told(each, house), timing=timings[each.code]) for each in records
    )


def _opinions(
    reading: Reading,
    heard: Voiced,
    said: Sequence[OpinionStanding],
    known: dict[str, DisclosureRecord],
    house: HouseRules,
) -> tuple[BookedOpinion, ...]:
    numbers = dict.fromkeys(each.opinion.number for each in said)
    givers = {name: giver for one in numbers for name, giver in reading.givers(one).items()}

    def masked(text: str, id_: str) -> str:
        plain = mask_text(text, house=house)
        return mask_words(plain, [givers[id_]], house=house) if id_ in givers else plain

    def round_(step: OpinionStep) -> OpinionStep:
        texts = {name: masked(getattr(step, name), step.id) for name in ("feedback", "rectify")}
        return msgspec.structs.replace(step, **texts)

    return tuple(
        BookedOpinion(
            id=each.opinion.id,
            title=known[each.opinion.number].title,
            content=masked(each.opinion.content, each.opinion.id),
            via=each.opinion.via,
            received_on=each.opinion.received_on,
            signed=each.opinion.id in givers,
            state=each.state,
            rounds=tuple(round_(s) for s in heard.opinion_steps if s.id == each.opinion.id),
        )
        for each in said
    )
