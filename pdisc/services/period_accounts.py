"""月报, 季报: what was due in a month or a quarter, what came of it, and what comes next."""

from datetime import date

import msgspec

from pdisc.dates.periods import Period
from pdisc.due.compute import obligations
from pdisc.ledger.reading import Reading
from pdisc.report.periodic import Account, account_of
from pdisc.report.summary import make_report
from pdisc.services.reporting import SummaryQuestion
from pdisc.services.weekly import CheckQuestion, check
from pdisc.sheets.changes import Check
from pdisc.values.codes import receipt

AHEAD = 31
"""In calendar days: so far ahead an account tells what comes next."""


class PeriodAccount(msgspec.Struct, frozen=True, kw_only=True):
    """An account with the weekly check of the same day, and the receipt of what was read."""

    account: Account
    check: Check
    receipt: str


def period_account(reading: Reading, period: Period, *, on: date) -> PeriodAccount:
    """Return the account of a period as of a business date; Refused before the period begins."""
    asked = SummaryQuestion(period=period, on=on, today=on)
    facts = reading.facts_on(on, within=period, also=reading.moved_since(period.start))
    known = facts.known(on=on)
    owed = tuple(obligations(known, on=on, until=asked.until))
    voiced = reading.voiced(period, on)
    report = make_report(known, owed, period=period, as_of=on, voiced=voiced)
    return PeriodAccount(
        account=account_of(known, owed, report, period=period, as_of=on),
        check=check(reading, CheckQuestion(on=on, within=AHEAD)),
        receipt=receipt(*reading.head()),
    )
