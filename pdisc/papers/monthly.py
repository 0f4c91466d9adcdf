"""月报: what was due in a month and what came of it, for the leaders and for whoever is above."""

from pdisc.context import Context
from pdisc.dates.periods import of_window
from pdisc.dates.windows import window_of
from pdisc.papers.order import Printed, PrintOrder, begun
from pdisc.services import period_accounts
from pdisc.sheets.period_sheet import period_sheet
from pdisc.sheets.sectioned import paged
from pdisc.sheets.sheet import WORKING
from pdisc.words import Cycle


def made(context: Context, order: PrintOrder) -> Printed:
    """Return the account of a month, by default that of the business date; Refused before it."""
    window = order.month or window_of(Cycle.MONTH, order.on)
    period = begun(of_window(window), order.on, f"月报 --month {order.on:%Y-%m}")
    with context.reading() as reading:
        found = period_accounts.period_account(reading, period, on=order.on)
    sheet = period_sheet(found.account, found.check, kind="月报", receipt=found.receipt)
    return Printed(f"月报_{window.key}", (paged(sheet, WORKING, on=order.on),))
