"""年度通报: what was disclosed in a year, as those who are told may see it (DESIGN §1.3).

Made from what the gate let through: public records, and the rows of the public report. Nothing here
tells a nil return, a person, a finding, a reason or a date that passed.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date

import msgspec

from pdisc.dates.periods import Period
from pdisc.report.public import PublicReport
from pdisc.values.channels import base_of
from pdisc.values.codes import public_place
from pdisc.values.records import PublicRecord
from pdisc.words import Audience, Channel


class NoticeLine(msgspec.Struct, frozen=True, kw_only=True):
    """One disclosure of the year: its running number, title, where and when, what corrected it."""

    number: str
    title: str
    channels: tuple[str, ...]
    on: date
    corrected_by: str | None


class NoticeGroup(msgspec.Struct, frozen=True):
    """One 一级目录 with what was disclosed of it in the year."""

    level1: str
    lines: tuple[NoticeLine, ...]


class Corrected(msgspec.Struct, frozen=True):
    """That a disclosure was put right in the year: which, by which one, on which day."""

    number: str
    by: str
    on: date


class AnnualNotice(msgspec.Struct, frozen=True, kw_only=True):
    """What the members (党内) or everybody (社会) is told of a year.

    `channels` counts disclosures by the kind of channel on which they are still out; one on
    several counts for each.
    """

    unit: str
    period: Period
    on: date
    audience: Audience
    groups: tuple[NoticeGroup, ...]
    channels: tuple[tuple[Channel, int], ...]
    corrected: tuple[Corrected, ...]
    taken_down: tuple[tuple[str, date], ...]

    @property
    def count(self) -> int:
        """How many disclosures were made public in the year."""
        return sum(len(group.lines) for group in self.groups)


def year_notice(
    report: PublicReport, records: Iterable[PublicRecord], period: Period
) -> AnnualNotice:
    """Return the notice of a year from its public report and all that its audience sees.

    What was published after the day of the report isn't told, nor any correction that was.
    """
    seen = sorted(records, key=lambda record: public_place(record.public_number) or ())
    out = [x for x in seen if x.published_on is not None and x.published_on <= report.on]
    fresh = [x for x in out if x.published_on is not None and period.holds(x.published_on)]
    corrected = {x.public_number: x.corrected_by for x in out}
    known = {x.public_number for x in out}
    levels = {row.code: row.level1 for row in report.rows}
    by_level: dict[str, list[NoticeLine]] = {level1: [] for level1 in levels.values()}
    for each in fresh:
        by = corrected[each.public_number]
        line = NoticeLine(
            number=each.public_number,
            title=each.title or "",
            channels=each.channels,
            on=each.published_on or report.on,
            corrected_by=by if by in known else None,
        )
        by_level.setdefault(levels.get(each.code or "", each.item or ""), []).append(line)
    return AnnualNotice(
        unit=report.unit,
        period=period,
        on=report.on,
        audience=report.audience,
        groups=tuple(NoticeGroup(level1, tuple(lines)) for level1, lines in by_level.items()),
        channels=_by_channel(fresh),
        corrected=tuple(_corrected(fresh)),
        taken_down=tuple(
            (x.public_number, x.taken_down_on)
            for x in seen
            if x.taken_down_on is not None
            and period.holds(x.taken_down_on)
            and x.taken_down_on <= report.on
        ),
    )


def _by_channel(fresh: Iterable[PublicRecord]) -> tuple[tuple[Channel, int], ...]:
    counts = Counter(kind for x in fresh for kind in {base_of(channel) for channel in x.channels})
    return tuple((channel, counts[channel]) for channel in Channel if counts[channel])


def _corrected(fresh: Iterable[PublicRecord]) -> Iterable[Corrected]:
    for each in fresh:
        if each.corrects is not None and each.published_on is not None:
            yield Corrected(each.corrects, each.public_number, each.published_on)
