"""年度通报: the year's disclosures for the members of the branch, or for everybody; never 内部."""

from pdisc.context import Context
from pdisc.dates.periods import of_window
from pdisc.dates.windows import window_of
from pdisc.papers.order import Printed, PrintOrder, begun
from pdisc.services import cleared_reporting
from pdisc.sheets.sectioned import paged
from pdisc.sheets.sheet import OFFICIAL
from pdisc.sheets.year_sheet import year_sheet
from pdisc.words import Cycle


def made(context: Context, order: PrintOrder) -> Printed:
    """Return the notice of a year, by default that of the business date; Refused before it."""
    window = order.year or window_of(Cycle.YEAR, order.on)
    period = begun(of_window(window), order.on, f"年度通报 --year {order.on:%Y}")
    with context.reading() as reading:
        found = cleared_reporting.notice_of_year(reading, order.audience, period, on=order.on)
    sheet = paged(year_sheet(found), OFFICIAL, on=order.on)
    return Printed(f"年度通报_{window.key}_{order.audience}", (sheet,))
