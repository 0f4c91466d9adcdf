"""The registers as tables: journal, roster, rules."""

from collections.abc import Sequence

from pdisc.registers.staff import StaffRecord, TermRecord
from pdisc.render.grid import RIGHT, WIDE, Table, table_of
from pdisc.render.terminal import Screen
from pdisc.sheets.register_words import set_to
from pdisc.values.records import EventRecord, SettingRecord


def event_table(events: Sequence[EventRecord]) -> Table:
    """Return the journal as a table."""
    return table_of(
        events,
        ("序号", "seq", RIGHT),
        ("业务日期", "on"),
        ("事项", event_kind),
        ("对象", lambda event: "台账" if event.kind == "建账" else event.subject[:20]),
        ("决定人", "by"),
        ("操作人", "operator"),
        ("决定了什么", "said", WIDE),
    )


def event_kind(event: EventRecord) -> str:
    """Return what an entry is; one that was taken back is marked as what no longer counts."""
    return f"〔已作废〕{event.kind}" if event.annulled else event.kind


def staff_table(people: Sequence[StaffRecord]) -> Table:
    """Return the roster as a table."""
    return table_of(
        people,
        ("姓名", "name"),
        ("科室", "office", WIDE),
        ("职责", "roles", WIDE),
        ("审批权限", "authority"),
        ("在任", lambda person: "是" if person.active else "否"),
        ("任期和代行", lambda person: "；".join(dict.fromkeys(map(_term, person.terms))), WIDE),
    )


def show_staff(screen: Screen, people: Sequence[StaffRecord]) -> None:
    """Print the roster, and how it grows."""
    screen.table(staff_table(people))
    screen.hint(
        "登记：pdisc staff add 姓名 --office 科室 --role 承办；离任：pdisc staff close 姓名"
    )


def _term(term: TermRecord) -> str:
    acting = f"，代{term.acting_for}（{term.document_number}）" if term.acting_for else ""
    return f"{term.from_}至{term.to or '今'}{acting}"


def show_settings(screen: Screen, settings: Sequence[SettingRecord]) -> None:
    """Print the rules; of a single one also its source in parts, and what nobody could find out."""
    screen.table(setting_table(settings))
    if len(settings) != 1:
        screen.line("依据的文件、条款、施行日，逐项看")
        screen.hint("pdisc config show 设置")
        return
    source = settings[0].source
    own = source.document is None and not settings[0].assumed
    for part, value in (
        ("文件", source.document),
        ("条款", source.clause),
        ("施行日", source.in_force),
    ):
        screen.line(f"{part}：{value or (_OWN if own else _UNKNOWN)}")
    screen.hint(f"更改：pdisc config set {settings[0].name} 新的值 --by 姓名")


_UNKNOWN, _OWN = "没有查明（推定）", "本单位自定"


def setting_table(settings: Sequence[SettingRecord]) -> Table:
    """Return the rules with their values and sources as a table."""
    return table_of(
        settings,
        ("设置", "name"),
        ("值", lambda setting: set_to(setting.value, setting.unit), WIDE),
        ("自", "valid_from"),
        ("推定", lambda setting: "推定" if setting.assumed else "否"),
        ("依据", "basis", WIDE),
    )
