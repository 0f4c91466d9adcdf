"""One line of the journal: an event with the people and the two dates around it."""

from datetime import date, datetime

from pdisc.values.parts import Event, Value


def kind_of(event: Event | type[Event]) -> str:
    """Return the journal's word for an event or a class of events."""
    return str(event.__struct_config__.tag)


GUARDS = 3
"""The generation of the guards that today's program asks; each line keeps under which it was made.

0: all before they were counted.
1: 更正, 撤回, 撤下, 变更, 复核 and whatever sets things want a role; names are compared as the eye
does; 代行 ends with the office; nothing is published for a window that hasn't begun; an approval
that loses channels still says 同意; the statute fixes days off.
2: what contradicts what is known already is told or refused at entry: 无事项 while a window lasts
or somebody is at work on it, windows before the ledger's beginning, 归档 while something still has
to hang; 全体党员 and 本单位 are no narrowing of each other; a confirmed 保管期限 names the approved
保管期限表.
3: before the first day of an item's versions holds the one that holds on that day, not what was
recorded first of it.
"""


class Remarks(Value, frozen=True, kw_only=True):
    """The free texts around an act, kept with the payload."""

    note: str = ""
    late_reason: str = ""
    waiver: str = ""
    not_a_mark: str = ""

    @property
    def noted(self) -> str:
        """The note, with what was let pass although it looked like a mark of secrecy, and why."""
        passed = f"不按密级标志拦截：{self.not_a_mark}" if self.not_a_mark else ""
        return "；".join(filter(None, (self.note, passed)))


class Entry(Value, frozen=True, kw_only=True):
    """One line of the journal: an event with the people and the two dates around it.

    `on` is the Beijing business date that was given, `recorded_at` the machine's aware UTC instant.
    `guards` says which generation of the guards it passed.
    """

    seq: int
    subject: str
    by: str
    operator: str
    on: date
    recorded_at: datetime
    late: bool
    remarks: Remarks = Remarks()
    guards: int = GUARDS
    event: Event
