"""By what a tally of answers is known again; apart, because only writing pays for hashing."""

import hashlib

from pdisc.registers.surveys import SurveyTallied, SurveyTally
from pdisc.voices.surveys import GRADES


def digest_of(tally: SurveyTallied | SurveyTally) -> str:
    """Return what tells a tally from others: about what, which group, how many of each.

    A row of a sheet that was taken in once is known by it again, whatever file it stands in.
    """
    group = tally.group if isinstance(tally, SurveyTallied) else tally.people
    counts = [getattr(tally, field) for field in GRADES.values()]
    said = "\n".join(map(str, (tally.number, tally.window, group, *counts, tally.asked)))
    return hashlib.sha256(said.encode()).hexdigest()
