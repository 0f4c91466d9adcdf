"""What came from people within a period: requests, opinions and answers, as a report counts them.

What was asked or said belongs to the period in which it came, whenever it is dealt with; a tally
about a window to the period in which the window ends, any other to that of its day.
"""

from collections.abc import Iterable

import msgspec

from pdisc.dates.periods import Period
from pdisc.dates.windows import parse_window
from pdisc.registers.opinions import Opinion, OpinionStep
from pdisc.registers.requests import Request, RequestStep
from pdisc.registers.surveys import SurveyTally
from pdisc.voices.clocks import Clocks
from pdisc.voices.opinions import Disclosed, Opinions, OpinionStanding
from pdisc.voices.requests import Requests, Standing


class Voiced(msgspec.Struct, frozen=True, kw_only=True):
    """What came, with what was done about it by some day, and the disclosures concerned.

    More than came in the period does no harm: it is left out where it isn't asked for.
    """

    requests: tuple[Request, ...] = ()
    request_steps: tuple[RequestStep, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    opinion_steps: tuple[OpinionStep, ...] = ()
    disclosed: tuple[Disclosed, ...] = ()
    tallies: tuple[SurveyTally, ...] = ()

    @property
    def concerned(self) -> tuple[str, ...]:
        """Return the numbers of the disclosures that opinions are about, or led to."""
        return tuple(each.number for each in self.disclosed)

    def asked(self, period: Period, clocks: Clocks) -> tuple[Standing, ...]:
        """Return where the requests stand that came in a period, in their order."""
        every = Requests(self.requests, self.request_steps, clocks).all()
        return tuple(each for each in every if period.holds(each.request.received_on))

    def said(self, period: Period, clocks: Clocks) -> tuple[OpinionStanding, ...]:
        """Return where the opinions stand that came in a period, in their order."""
        every = Opinions(self.opinions, self.opinion_steps, self.disclosed, clocks).all()
        return tuple(each for each in every if period.holds(each.opinion.received_on))

    def counted(self, period: Period) -> tuple[SurveyTally, ...]:
        """Return the tallies of a period."""
        return tuple(_within(period, self.tallies))


NOTHING = Voiced()


def _within(period: Period, tallies: Iterable[SurveyTally]) -> Iterable[SurveyTally]:
    for tally in tallies:
        window = parse_window(tally.window) if tally.window else None
        if period.holds(window.end if window else tally.on):
            yield tally
