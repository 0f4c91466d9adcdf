"""html: an answer as one page for a browser, with its charts; nothing outside it is asked for."""

from markupsafe import Markup

from pdisc.render.charts import chart_svg
from pdisc.render.grid import Table, column_text, telling
from pdisc.render.pages import page_maker
from pdisc.render.paper import Paper, Reply


def made(reply: Reply) -> str:
    """Return an answer's paper as a page."""
    return page_text(reply.paper())


def page_text(paper: Paper) -> str:
    """Return a paper as one HTML page; the same paper gives the same text."""
    return page_maker("answer")(
        "page.html",
        paper=paper,
        charts=[(each, Markup(chart_svg(each, place))) for place, each in enumerate(paper.charts)],
        tables=[(table, _rows(table)) for table in map(telling, paper.tables)],
    )


def _rows(table: Table) -> list[list[tuple[str, str]]]:
    """Return the cells of a table as texts, each with how it stands."""
    return [
        [
            (column_text(column, cell, keep_newlines=True), column.align)
            for column, cell in zip(table.columns, row, strict=True)
        ]
        for row in table.rows
    ]
