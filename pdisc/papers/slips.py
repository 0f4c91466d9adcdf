"""催办单: one slip a page, laid out like a 公文 (GB/T 9704-2012, 领域要点 §7)."""

from collections.abc import Iterator
from datetime import date

from pdisc.context import Context
from pdisc.dates.typed import in_words, spelled_out
from pdisc.papers.order import Printed, PrintOrder
from pdisc.services import slips
from pdisc.sheets.sections import Grid
from pdisc.sheets.sheet import OFFICIAL, Headline, Listing, Para, Sheet, SheetBlock, SignedBy
from pdisc.sheets.slips import SlipLine, UrgeSlip, asking, basis, opening

COLUMNS = (
    ("编号", 42.0),
    ("公开事项", 150.0),
    ("期次、编号", 100.0),
    ("最迟日期", 100.0),
    ("逾期", 50.0),
)
"""Headings, and each column's share of the width."""


def made(context: Context, order: PrintOrder) -> Printed:
    """Return what was demanded and isn't answered, one slip for each office and demand."""
    with context.reading() as reading:
        found = slips.open_slips(reading, order.target, on=order.on)
    about = f"_{order.target}" if order.target else ""
    sheets = tuple(slip_sheet(each, on=order.on) for each in found)
    return Printed(f"催办单{about}_{order.on}", sheets)


def slip_sheet(slip: UrgeSlip, *, on: date) -> Sheet:
    """Return a slip as a 公文 dated by the day given.

    More lines than a page holds go on to the next one, under the same headings.
    """
    return Sheet(title="催办单", on=on, look=OFFICIAL, blocks=tuple(_blocks(slip)))


def _blocks(slip: UrgeSlip) -> Iterator[SheetBlock]:
    yield Headline("催办单")
    yield Para(text=f"致：{slip.office}", manner="plain", name="致")
    yield Para(text=opening(slip), name="开头")
    yield Listing(name="应办事项", grid=Grid(COLUMNS, tuple(map(_row, slip.lines))))
    yield Para(text=asking(slip), space=1 / 3, name="要求")
    if slip.reason:
        yield Para(text=f"催办理由：{slip.reason}", name="催办理由")
    yield Para(text=basis())
    yield SignedBy((slip.unit, f"催办人：{slip.by}", in_words(slip.demanded_on)))
    yield Para(
        text="经办人签收：________________　日期：______年____月____日",
        manner="note",
        kept=True,
        space=1,
    )
    yield Para(text=f"回执 {slip.receipt}", manner="note", name="回执")


def _row(line: SlipLine) -> tuple[str, ...]:
    return (
        line.code,
        line.item,
        "\n".join(filter(None, _about(line))) or "—",
        in_words(line.due_on) if line.due_on else "—",
        f"{line.days_overdue}天" if line.days_overdue else "—",
    )


def _about(line: SlipLine) -> Iterator[str | None]:
    yield spelled_out(line.window or "")
    yield line.number
    yield line.holder and f"（在{line.holder}处）"


def blank_sheet(_form: str, on: date) -> Sheet:
    """Return a slip on which nothing is asked for yet, dated by the day given."""
    blank = UrgeSlip(
        unit="", office="", lines=(), demanded_on=on, answer_by=on, by="", reason="—", receipt=""
    )
    return slip_sheet(blank, on=on)
