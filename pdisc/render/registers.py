"""The registers as tables: journal, roster, rules."""

from collections.abc import Sequence

from pdisc.records import EventRecord, SettingRecord, StaffRecord, TermRecord
from pdisc.render.table import Column, Table


def event_table(events: Sequence[EventRecord]) -> Table:
    """Return the journal as a table."""
    columns = (
        Column("序号", align="right"),
        Column("业务日期"),
        Column("事项"),
        Column("对象"),
        Column("决定人"),
        Column("操作人"),
        Column("备注", wide=True),
    )
    rows = [
        (e.seq, str(e.on), e.kind, e.subject[:20], e.by, e.operator, _remarks(e)) for e in events
    ]
    return Table(columns, rows)


TOLD = ("act", "refusal", "where", "value", "document_number", "acting_for", "reason")
"""What of an event's own content the journal shows beside who and when."""


def _remarks(event: EventRecord) -> str:
    told = (event.event.get(name) for name in TOLD)
    parts = (*told, event.late and f"补录：{event.late_reason}", event.waiver, event.note)
    return "；".join(str(part) for part in parts if part)


def staff_table(people: Sequence[StaffRecord]) -> Table:
    """Return the roster as a table."""
    columns = (
        Column("姓名"),
        Column("科室", wide=True),
        Column("职责", wide=True),
        Column("审批权限"),
        Column("在任"),
        Column("任期和代行", wide=True),
    )
    rows = [
        (
            p.name,
            p.office,
            "、".join(p.roles),
            p.authority or "",
            "是" if p.active else "否",
            "；".join(map(_term, p.terms)),
        )
        for p in people
    ]
    return Table(columns, rows)


def _term(term: TermRecord) -> str:
    acting = f"，代{term.acting_for}（{term.document_number}）" if term.acting_for else ""
    return f"{term.from_}至{term.to or '今'}{acting}"


def setting_table(settings: Sequence[SettingRecord]) -> Table:
    """Return the rules with their values and sources as a table."""
    columns = (
        Column("设置"),
        Column("值"),
        Column("自"),
        Column("推定"),
        Column("依据", wide=True),
    )
    rows = [
        (
            s.name,
            f"{s.value}{s.unit if s.value.isdigit() else ''}" or "未设置",
            str(s.valid_from),
            "推定" if s.assumed else "否",
            s.basis,
        )
        for s in settings
    ]
    return Table(columns, rows)
