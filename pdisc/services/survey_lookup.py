"""三满意 as it is told: inside with what is below the line, to others what may be told to them."""

from collections.abc import Iterable
from datetime import date

from pdisc.ledger.reading import Reading
from pdisc.registers.surveys import SurveyTally
from pdisc.services.cleared_lookup import out_still
from pdisc.services.lookup import own_number
from pdisc.services.target import missing_disclosure
from pdisc.voices.surveys import ClearedSurvey, SurveyRecord, below_the_line, group_rates
from pdisc.words import Audience


def shown(reading: Reading, number: str | None, window: str | None, on: date) -> SurveyRecord:
    """Return what was counted of a disclosure, of a window, or all of it summed; for the office.

    Raises NotFound for a number that no disclosure bears. `window` is a key.
    """
    own, title = None, None
    if number is not None:
        own = own_number(reading, number)
        found = reading.records_of([own])
        if not found:
            raise missing_disclosure(reading, number)
        title = found[0].title
    tallies = about(reading.tallies(), own, window, on)
    line = reading.rules.number("测评补课线", on)
    return SurveyRecord(
        number=own,
        title=title,
        window=window,
        groups=group_rates(tallies, Audience.INTERNAL, least=0, line=line),
        remedial=below_the_line(tallies, line),
    )


def cleared(
    reading: Reading, audience: Audience, number: str | None, window: str | None, on: date
) -> ClearedSurvey:
    """Return what an audience outside the office is told of a survey.

    Of a disclosure that it doesn't see there is nothing, in no sum either: NotFound, as for `show`.
    What too few have answered is in none of the sums.
    """
    own, public = None, None
    if number is not None:
        own, public = out_still(reading, audience, number)
    tallies = about(reading.tallies(), own, window, on)
    seen = reading.cleared(audience).seen_of(sorted({each.number for each in tallies} - {""}))
    return ClearedSurvey(
        public_number=public,
        window=window,
        groups=group_rates(
            (each for each in tallies if not each.number or each.number in seen),
            audience,
            least=reading.rules.number("测评最少份数", on),
            line=reading.rules.number("测评补课线", on),
        ),
    )


def about(
    tallies: Iterable[SurveyTally], number: str | None, window: str | None, on: date
) -> tuple[SurveyTally, ...]:
    """Return the tallies about a disclosure or a window, or all of them, up to a business date."""
    return tuple(
        each
        for each in tallies
        if each.on <= on
        and (number is None or each.number == number)
        and (window is None or each.window == window)
    )
