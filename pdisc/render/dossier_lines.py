"""What a dossier holds and lacks, as people want to know it: papers by name, the rest counted."""

from collections.abc import Iterator, Sequence

from pdisc.render.terminal import Screen
from pdisc.text import visible
from pdisc.values.filed_records import Filed
from pdisc.values.grouping import grouped

PAYLOAD = "data/"
PAPERS = (".docx", ".pdf", ".txt", ".html")
"""How the names of papers that are read end; what else there is vouches for them."""
FOLDERS = ("附件", "凭证")
"""What people brought, under their own names."""
MOST_NAMES = 5
"""So many names of a folder are told; of more the rest is counted."""


def show_filed(screen: Screen, filed: Filed | None, number: str, *, listed: bool) -> None:
    """Say which papers a dossier lacks, for good, and who has them.

    Before it is made (`listed`) also how they still come in, and what is in it.
    """
    if filed is None:
        return
    owed = grouped((each.owed_by or "承办人", each.paper) for each in filed.missing)
    for person, papers in owed.items():
        never = "归档以后不能再补" if listed else "已经归档，不能再补"
        screen.line(f"缺{'、'.join(papers)}（{person}经手），{never}")
    if listed:
        for first in filed.missing[:1]:
            screen.line(f"要补的先不归档：{first.added_by(number)}")
        screen.line(f"归档文件夹里将有{len(filed.files)}个文件：")
        for line in _contents(filed.files):
            screen.line(f"  {line}")


def _contents(files: Sequence[str]) -> Iterator[str]:
    """Yield what is in a dossier, a kind of thing a line."""
    inside = [name.removeprefix(PAYLOAD) for name in files if name.startswith(PAYLOAD)]
    brought = [name for name in inside if name.startswith(tuple(f"{x}/" for x in FOLDERS))]
    papers = [name for name in inside if name not in brought and name.endswith(PAPERS)]
    yield "、".join(dict.fromkeys(name.rpartition(".")[0] for name in papers))
    for folder in FOLDERS:
        held = [name.partition("/")[2] for name in brought if name.startswith(f"{folder}/")]
        if held:
            yield f"{folder}{len(held)}个：{_named(held)}"
    rest = len(files) - len(papers) - len(brought)
    yield f"另有供核对、检索的文件{rest}个（校验、元数据、日志摘录）"


def _named(names: Sequence[str]) -> str:
    shown = "、".join(map(_told, names[:MOST_NAMES]))
    return shown + (f"……（另{len(names) - MOST_NAMES}个）" if len(names) > MOST_NAMES else "")


def _told(name: str) -> str:
    """Return a file as it is told, behind the step whose paper it is: 实施 公开栏：照片.jpg."""
    folder, mark, own = name.rpartition("/")
    return visible(f"{folder.replace('_', ' ')}：{own}" if mark else name)
