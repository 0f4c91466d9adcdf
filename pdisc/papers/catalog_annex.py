"""公开目录: the catalogue as 附件2 lays it out, for 备案 with whoever is above (条例第十四条)."""

from pdisc.context import Context
from pdisc.papers.order import Printed, PrintOrder
from pdisc.render.catalog_paper import annex_paper
from pdisc.services import catalog


def made(context: Context, order: PrintOrder) -> Printed:
    """Return the catalogue in force on the business date."""
    with context.reading() as reading:
        items = catalog.items(reading, order.on)
        unit, code = catalog.known_as(reading)
    paper = annex_paper(items, unit=unit, on=order.on, code=code)
    return Printed(f"公开目录_{order.on}", paper)
