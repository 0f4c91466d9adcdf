"""简报: the matters that are named, in one paper."""

from pdisc.context import Context
from pdisc.papers.order import Printed, PrintOrder
from pdisc.services import case_files
from pdisc.sheets.bulletin import bulletin_sheet


def made(context: Context, order: PrintOrder) -> Printed:
    """Return the bulletin of all numbers that were asked for; NotFound where there is none."""
    with context.reading() as reading:
        cases = [case_files.case_file(reading, number, order.on) for number in order.targets]
    return Printed(f"简报_{order.on}", (bulletin_sheet(cases),))
