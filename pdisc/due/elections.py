"""换届: the branch's next election, every third year (支部工作条例), once the last one is known.

It is no disclosure of the catalogue but opens a term: whoever signs afterwards is registered anew.
"""

from collections.abc import Iterator
from datetime import date

from pdisc.dates.months import months_after
from pdisc.dates.typed import in_words
from pdisc.due.row import DueRow, Source
from pdisc.due.viewpoint import Viewpoint
from pdisc.words import DueKind, Role, Timing

LAST, TERM = "上次换届", "换届周期"


def _rows(view: Viewpoint, horizon: date) -> Iterator[DueRow]:
    rules = view.book.rules
    said, months = rules.text(LAST, view.on), rules.number(TERM, view.on)
    if not said or not months:
        return
    last = date.fromisoformat(said)
    due_on = months_after(last, months)
    if last <= view.on and due_on <= horizon:
        yield DueRow(
            kind=DueKind.ELECTION,
            code="",
            item="支部换届选举",
            timing=Timing.PERIODIC,
            window=None,
            number=None,
            due_on=due_on,
            days_overdue=max(0, (view.on - due_on).days),
            office="",
            holder=view.any_holder(Role.APPROVER),
            why=f"{in_words(last)}换届，满{months}个月应换届",
            next="pdisc config set 上次换届 日期 --by 姓名",
            for_="换届",
        )


SOURCE = Source(_rows)
