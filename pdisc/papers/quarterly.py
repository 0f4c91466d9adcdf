"""季报: what was due in a quarter and what came of it, for the leaders and for whoever is above."""

from pdisc.context import Context
from pdisc.dates.periods import of_window
from pdisc.dates.windows import window_of
from pdisc.errors import UsageError
from pdisc.papers.order import Printed, PrintOrder, begun
from pdisc.services import period_accounts
from pdisc.sheets.period_sheet import period_sheet
from pdisc.sheets.sectioned import paged
from pdisc.sheets.sheet import WORKING
from pdisc.words import Cycle


def made(context: Context, order: PrintOrder) -> Printed:
    """Return the account of a quarter, by default that of the business date.

    Raises UsageError for a window that is no quarter, Refused for one that hasn't begun.
    """
    now = window_of(Cycle.QUARTER, order.on)
    window = order.window or now
    again = f"季报 --for {now.key}"
    if window.every != Cycle.QUARTER:
        raise UsageError(
            f"季报的期次应为季度，不是“{window.name}”", next_step=f"pdisc print {again}"
        )
    period = begun(of_window(window), order.on, again)
    with context.reading() as reading:
        found = period_accounts.period_account(reading, period, on=order.on)
    sheet = period_sheet(found.account, found.check, kind="季报", receipt=found.receipt)
    return Printed(f"季报_{window.key}", (paged(sheet, WORKING, on=order.on),))
