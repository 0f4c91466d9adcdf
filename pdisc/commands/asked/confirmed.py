"""核定: what a terminal is asked; what is 推定 stands in groups, with their commonest values."""

from collections import Counter
from collections.abc import Iterator, Sequence

from pdisc.catalog.fields import FIELD_NAMES
from pdisc.commands.asked.asker import Asker
from pdisc.commands.asked.one_word import ALL, place_of
from pdisc.commands.asked.recording import approvers
from pdisc.errors import Refused
from pdisc.services import confirming, knowing
from pdisc.text import halfwidth
from pdisc.values.grouping import grouped
from pdisc.values.ranges import listed

MOST_VALUES = 3
"""So many values of a group are told, those that occur most."""


def catalog_confirm(asker: Asker) -> None:
    """Ask what is confirmed, field by field or item by item, and by whom: all only where said."""
    approvers(asker, "核定目录")
    if asker.has("code", "everything"):
        return
    with asker.reading() as reading:
        everything = confirming.ToConfirm(document_number="文号")
        waiting = confirming.waiting(reading.registers, everything, asker.today)
    if not waiting:
        raise Refused("没有待核定的内容", next_step="pdisc catalog check")
    groups = grouped((each.field, each) for each in waiting)
    for place, told in enumerate(map(_told, groups.values()), 1):
        asker.tell(f"  {place} {told}")
    label = f"核定哪几项（写前面的数字，或目录编号，可写几个；都对写 {ALL}）"
    names = [FIELD_NAMES[each] for each in groups]
    meant = asker.ask(label, lambda typed: _meant(asker, typed, names))
    fields = [each for each in meant if each in names]
    codes = [each for each in meant if each not in (*names, ALL)]
    asker.given |= {"field": fields, "code": codes, "everything": not codes}
    if FIELD_NAMES[confirming.RETENTION] in fields:
        asker.text("document_number", "--document-number", "经审查同意的保管期限表的文号")


def _told(group: Sequence[confirming.Waiting]) -> str:
    """Return one group in a line: 周期：每季度15条；每年3条."""
    counts = Counter(each.value for each in group).most_common()
    shown = [f"{value}{count}条" for value, count in counts[:MOST_VALUES]]
    more = ["……"] if len(counts) > MOST_VALUES else []
    paper = "（要有文号）" if group[0].field == confirming.RETENTION else ""
    return f"{FIELD_NAMES[group[0].field]}{paper}：{'；'.join([*shown, *more])}"


def _meant(asker: Asker, typed: str, names: Sequence[str]) -> list[str]:
    """Return the fields, by name, and then the codes that were typed; 全部 for all."""
    if halfwidth(typed) == ALL:
        return [ALL]
    parts = listed([typed])
    fields = list(_fields(parts, names))
    rest = [each for each in parts if not place_of(each, names) and each not in names]
    with asker.reading() as reading:
        codes = [knowing.item_meant(reading, each, asker.today, ()).code for each in rest]
    return [*fields, *codes]


def _fields(parts: Sequence[str], names: Sequence[str]) -> Iterator[str]:
    for each in parts:
        place = place_of(each, names)
        if place or each in names:
            yield names[place - 1] if place else each
