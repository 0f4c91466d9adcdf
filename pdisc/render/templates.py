"""Which layouts forms are printed in, as a table."""

from collections.abc import Sequence

from pdisc.registers.templates import LayoutRecord
from pdisc.render.grid import WIDE, Table, table_of
from pdisc.render.terminal import Screen


def layout_table(found: Sequence[LayoutRecord]) -> Table:
    """Return the layouts as a table."""
    return table_of(
        found,
        ("表格", "form"),
        ("样式", "state"),
        ("文件", "file"),
        ("登记日期", "on"),
        ("决定人", "by"),
        ("理由", "reason", WIDE),
    )


def show_layouts(screen: Screen, found: Sequence[LayoutRecord]) -> None:
    """Print which layout each form has, and how to change one."""
    screen.table(layout_table(found))
    screen.hint(f"换样式，先导出自带的：pdisc template export {found[0].form} --out 样式.docx")
