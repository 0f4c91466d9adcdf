"""What the screening of files looks like to a person."""

from collections.abc import Sequence

from pdisc.render.grid import WIDE, Table, table_of
from pdisc.render.terminal import Screen
from pdisc.values.records import FileScreenedRecord

SHOWN = 50
IMAGE_WORDS = frozenset({"JPEG 图片", "PNG 图片", "GIF 图片", "TIFF 图片", "WebP 图片", "BMP 图片"})


def show_screened(screen: Screen, found: Sequence[FileScreenedRecord]) -> None:
    """Print every file with its findings, or that it has none."""
    for record in found:
        screen.heading(f"{record.file}　〔{record.kind}〕")
        if record.findings:
            screen.table(_table(record))
            left = len(record.findings) - SHOWN
            screen.line(f"共{len(record.findings)}处" + (f"，列出前{SHOWN}处" if left > 0 else ""))
        else:
            unseen = "的拍摄信息里" if record.kind in IMAGE_WORDS else "里"
            screen.line(f"文件{unseen}没有发现密级标志和个人信息")
        for note in record.notices:
            screen.line(f"注意：{note}")
        screen.line()
    screen.line("程序只能帮助发现，不能代替保密审查：姓名、病情、图片里的字认不出，请自己看")
    screen.line("没有对照本单位的禁用词、提示词和本单位号码（那些在台账里）")


def _table(record: FileScreenedRecord) -> Table:
    return table_of(
        record.findings[:SHOWN],
        ("编号", "id"),
        ("种类", "kind"),
        ("位置", "where", WIDE),
        ("内容（已遮盖）", "excerpt", WIDE),
        ("要怎样", "handling"),
    )
