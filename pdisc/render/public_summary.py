"""The report as an audience outside the office sees it."""

from pdisc.render.grid import Table
from pdisc.render.summary import SHORT_TITLES, counted_table, group_table
from pdisc.render.terminal import Screen
from pdisc.report.public import PUBLIC_TITLES, PublicReport

LISTED = ("code", "item", "scope", "timing", "published", "status", "numbers", "next_date")
"""The columns of the report on a terminal; files get all of them."""


def public_table(report: PublicReport, *, everything: bool) -> Table:
    """Return a report's rows and its sum as a table; no cell is ever blank."""
    listed = tuple(PUBLIC_TITLES) if everything else LISTED
    titles = PUBLIC_TITLES if everything else {**PUBLIC_TITLES, **SHORT_TITLES}
    return counted_table(report.rows, report.total, titles, listed, caption=report.title)


def show_public_report(screen: Screen, report: PublicReport) -> None:
    """Print a report: every catalogue row that the audience sees, and sums by group."""
    screen.table(public_table(report, everything=False))
    screen.line()
    screen.table(group_table(report.groups))
    for line in report.said:
        screen.paragraph(line)
