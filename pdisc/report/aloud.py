"""What a report says aloud (无事项也要报): that nothing fell due, nothing came out, nobody had any.

An empty table tells nobody whether there was nothing or whether nobody looked (领域要点 §4: a
monthly summary asks for its nil return).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import msgspec

from pdisc.dates.periods import Period
from pdisc.dates.windows import printed
from pdisc.due.obligation import Obligation
from pdisc.registers.nils import NilReturn
from pdisc.report.tallies import ReportLine

Nils = Mapping[tuple[str, str], NilReturn]
"""The nil returns by code and window."""


class NilRow(msgspec.Struct, frozen=True, kw_only=True):
    """本期无事项 of one window (as printed): of which item, why, and who said so on which day."""

    seq: int
    code: str
    item: str
    window: str
    reason: str
    by: str
    on: date
    late_entry: bool

    @property
    def sentence(self) -> str:
        """The nil return as a sentence of its own."""
        late = "；补录" if self.late_entry else ""
        return (
            f"本期无事项：{self.code} {self.item}"
            f"（{self.window}：{self.reason}；{self.by} {self.on}{late}）"
        )


def nil_of(duty: Obligation, nils: Nils) -> NilReturn | None:
    """Return the nil return that answered an obligation; None where none did."""
    answered = duty.answer is not None and duty.answer.how == "无事项"
    return nils.get((duty.code, duty.window or "")) if answered else None


def nil_told(nil: NilReturn | NilRow) -> str:
    """Return a nil return as it stands beside its item: 2026年三季度本期无事项：理由（姓名）."""
    window = nil.window if isinstance(nil, NilRow) else printed(nil.window)
    return f"{window}本期无事项：{nil.reason}（{nil.by}）"


def nil_rows(lines: Iterable[ReportLine], nils: Nils) -> Iterator[NilRow]:
    """Yield the nil returns that answered obligations of some lines, in the lines' order."""
    for line in lines:
        for duty in line.obligations:
            if nil := nil_of(duty, nils):
                yield nil_row(nil, line.item.level3)


def nil_row(nil: NilReturn, item: str) -> NilRow:
    """Return a nil return as it is told, with the name of its item."""
    return NilRow(
        seq=nil.seq,
        code=nil.code,
        item=item,
        window=printed(nil.window) or "",
        reason=nil.reason,
        by=nil.by,
        on=nil.on,
        late_entry=nil.late_entry,
    )


def said_inside(
    period: Period,
    duties: Iterable[Obligation],
    nils: Sequence[NilRow],
    *,
    as_of: date,
    made_public: int,
    published: int,
) -> Iterator[str]:
    """Yield the sentences of the office's own report.

    `duties` are all obligations that are known, `made_public` counts the disclosures that were
    first published in the period, `published` its obligations that were answered by publication.
    """
    if not any(fell_due(period, duty) for duty in duties):
        yield f"{period.this}没有到期的公开事项"
    if not made_public:
        elsewhere = f"属于{period.this}的{published}项是在别的日子公开的"
        yield _nothing_public(period, as_of, elsewhere if published else "")
    yield from (nil.sentence for nil in nils)


def said_outside(period: Period, *, as_of: date, made_public: int, published: int) -> Iterator[str]:
    """Yield the sentences for an audience, from what it may see alone: never a nil return."""
    if not made_public:
        elsewhere = "表中所列是在别的日子公开的"
        yield _nothing_public(period, as_of, elsewhere if published else "")


def fell_due(period: Period, duty: Obligation) -> bool:
    """Return whether a window or an occurrence of the period, or a due date in it, was open."""
    open_then = duty.answer is None or duty.answer.on >= period.start
    return period.holds(duty.ends_on) or (open_then and period.holds(duty.due_on))


def _nothing_public(period: Period, as_of: date, elsewhere: str) -> str:
    until = f"（截至 {as_of}）" if as_of < period.end else ""
    return f"{period.this}无公开事项{until}" + (f"；{elsewhere}" if elsewhere else "")
