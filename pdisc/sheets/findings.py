"""审查发现 as people read them: all of them, those of one kind in one column as one line."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pdisc.values.grouping import grouped
from pdisc.values.records import FindingRecord
from pdisc.words import FindingState

_ROW = re.compile(
    r"(?P<cell>!(?P<column>[A-Z]{1,3})(?P<row>\d+))$"
    r"|第(?P<line>\d+)行(?P<of>第\d+列)$"
    r"|第 ?(?P<alone>\d+) ?行$"
)
"""Where a place tells its row: a cell of a sheet, of a table, a line of a text."""


class FindingLine(NamedTuple):
    """Some findings alike: ids, kind, places, how the first one looks, what became of them."""

    ids: str
    kind: str
    where: str
    excerpt: str
    handling: str


def finding_lines(findings: Sequence[FindingRecord]) -> tuple[FindingLine, ...]:
    """Return all findings, those that wait first; alike are those of one kind, column and state."""
    ordered = sorted(findings, key=lambda each: each.state is not FindingState.OPEN)
    return tuple(map(_line, grouped((_alike(each), each) for each in ordered).values()))


def _alike(finding: FindingRecord) -> tuple[str, ...]:
    place = _ROW.sub(lambda found: found["column"] or found["of"] or "行", finding.where)
    return (finding.kind, place, str(finding.state), finding.reason, finding.by)


def _line(alike: Sequence[FindingRecord]) -> FindingLine:
    first = alike[0]
    said = f"：{first.reason}（{first.by}）" if first.reason else ""
    many = f"（共{len(alike)}处）" if len(alike) > 1 else ""
    return FindingLine(
        ids=_ids([each.id for each in alike]),
        kind=f"{first.kind}{many}",
        where=_where([each.where for each in alike]),
        excerpt=first.excerpt + ("…" if len({each.excerpt for each in alike}) > 1 else ""),
        handling=f"{first.state}{said}",
    )


def _ids(ids: Sequence[str]) -> str:
    """Return ids in words; those that follow each other as --accept takes them: F2-F5."""
    runs: list[list[str]] = []
    for each in ids:
        if runs and int(each[1:]) == int(runs[-1][-1][1:]) + 1:
            runs[-1].append(each)
        else:
            runs.append([each])
    return "、".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else run[0] for run in runs)


def _where(places: Sequence[str]) -> str:
    """Return the place of all: one, or a column from its first row to its last."""
    if len(set(places)) == 1:
        return places[0]
    first, last = _ROW.search(places[0]), _ROW.search(places[-1])
    assert first is not None, "places alike but for their rows have rows"
    assert last is not None
    if first["cell"]:
        return f"{places[0]}到{last['column']}{last['row']}"
    if first["of"]:
        head = places[0][: first.start()]
        return f"{head}{first['of']}（第{first['line']}到{last['line']}行）"
    return f"{places[0][: first.start()]}第{first['alone']}到{last['alone']}行"
