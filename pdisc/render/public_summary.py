"""The report as an audience outside the office sees it."""

from collections.abc import Iterable
from operator import itemgetter

import msgspec

from pdisc.render.grid import WIDE, Table, table_of
from pdisc.render.summary import counted_table, group_table
from pdisc.render.terminal import Screen
from pdisc.report.public import BEFORE, PUBLIC_TITLES, UNPUBLISHED, PublicReport, PublicRow


def public_table(report: PublicReport) -> Table:
    """Return a report's rows and its sum as a table; no cell is ever blank."""
    listed = tuple(PUBLIC_TITLES)
    return counted_table(report.rows, report.total, PUBLIC_TITLES, listed, caption=report.title)


def public_tables(report: PublicReport) -> tuple[Table, ...]:
    """Return what is public, a row a matter, and which items come next by when."""
    out = [
        (number, title, f"{row.code} {row.item}", place)
        for row in report.rows
        for number, title, place in zip(row.numbers, row.titles, row.places, strict=True)
    ]
    coming = sorted((row for row in report.rows if row.next_date), key=lambda row: row.code)
    found = [
        table_of(
            out,
            ("公开编号", itemgetter(0)),
            ("标题", itemgetter(1), WIDE),
            ("目录条目", itemgetter(2), WIDE),
            ("公开在", itemgetter(3), WIDE),
            caption=f"已公开的事项：{len(out)}件",
        ),
        table_of(
            coming,
            ("编号", "code"),
            ("公开内容", "item", WIDE),
            ("下次公开不迟于", _next),
            caption=f"下次公开：{len(coming)}个条目",
        ),
    ]
    return tuple(table for table in found if table.rows)


def _next(row: PublicRow) -> object:
    return f"{row.next_date}（{row.next_note}）" if row.next_note else row.next_date


def public_lines(report: PublicReport) -> tuple[str, ...]:
    """Return what is said of the items that have nothing public here, and no day of their own.

    Those of which something was public when the ledger began are told apart.
    """
    before = [row for row in report.rows if row.status == BEFORE]
    rest = [row for row in report.rows if row.status == UNPUBLISHED and row.next_date is None]
    told = (
        ("建账以前已经公开、没有撤下的条目（不计入上面的件数）", before),
        ("发生以后公开，或长期公开的条目，本期没有公开的", rest),
    )
    return tuple(f"{head}：{_names(rows)}" for head, rows in told if rows)


def _names(rows: Iterable[PublicRow]) -> str:
    return "、".join(f"{row.code} {row.item}" for row in rows)


def show_public_report(screen: Screen, report: PublicReport) -> None:
    """Print a report: what is public and where, what comes next, and sums by group."""
    for table in public_tables(report):
        screen.line(table.caption)
        screen.table(msgspec.structs.replace(table, caption=""))
        screen.line()
    screen.table(group_table(report.groups))
    for line in (*report.said, *public_lines(report)):
        screen.line(line)
