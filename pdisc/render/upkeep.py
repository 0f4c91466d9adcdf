"""What opening and verifying a ledger look like to a person."""

from typing import Any

from pdisc.render.grid import WIDE, table_of
from pdisc.render.terminal import Screen


def show_opened(screen: Screen, document: dict[str, Any]) -> None:
    """Say where the new ledger lies and what to type next."""
    tried = document["dry_run"]
    made = "将要" if tried else "已"
    screen.line(f"{made}为{document['unit']}新建台账：{document['ledger']}")
    screen.line(f"目录{document['items']}条；从 {document['since']} 起算应公开的事项")
    if tried:
        screen.line("试运行：没有新建台账")
        return
    screen.line(f"回执 {document['receipt']}")
    screen.hint("登记人员：pdisc staff add 姓名 --office 科室 --role 承办")


def show_verified(screen: Screen, found: Any) -> None:
    """Say whether the ledger is whole, and each finding with its place."""
    for note in found.notes:
        screen.notice(f"说明：{note.where}：{note.what}")
    if found.ok:
        screen.line(f"校验通过：{found.events}条记录，没有发现损坏或改动")
        screen.line(f"回执 {found.receipt}")
        return
    screen.table(
        table_of(found.problems, ("类别", "id"), ("位置", "where", WIDE), ("问题", "what", WIDE))
    )
    screen.line(f"校验不通过：{len(found.problems)}处")
    screen.hint(WAYS_ON.get("、".join({problem.id for problem in found.problems}), COPY_FIRST))


COPY_FIRST = "先把整个台账文件夹原样复制保存，再用备份核对"
WAYS_ON = {
    "副本": "照表里①②③……办，副本不要删",
    "回执": f"先对照纸上的回执，看看是不是抄错了，改正再核一次；没有抄错的，{COPY_FIRST}",
}
"""What to do where all that was found is of one kind."""
