"""A list of disclosures on paper: for the office with its steps, for others what they see."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from pdisc.render.grid import WIDE, Table, table_of, telling
from pdisc.render.paper import Paper
from pdisc.render.views import public_table
from pdisc.sheets.pen_lines import FILLED_IN, filed_by
from pdisc.values.channels import scope_name
from pdisc.values.records import DisclosureRecord
from pdisc.words import Act, Audience


class ListAbout(NamedTuple):
    """What stands around a list: the office, the day, for whom it is, and how much it is of all."""

    unit: str
    on: date
    audience: Audience
    share: str


def list_paper(about: ListAbout, found: Sequence[Any], beside: Sequence[Table] = ()) -> Paper:
    """Return a list as a paper, without columns that say nothing."""
    inside = about.audience is Audience.INTERNAL
    table = telling(register_table(found), kept=3) if inside else public_table(found)
    return Paper(
        title="党务公开事项清单",
        on=about.on,
        tables=(table, *beside),
        lines=(about.share,),
        head=(filed_by(about.unit) if inside else f"公开单位：{about.unit}",),
        signed=(FILLED_IN,) if inside else (),
        explained=(("给谁看", about.audience), ("截至", about.on.isoformat())),
    )


def register_table(found: Sequence[DisclosureRecord]) -> Table:
    """Return the office's own disclosures with the days of their steps, and where they were out."""
    return table_of(
        found,
        ("编号", "number"),
        ("标题", "title", WIDE),
        ("状态", "state"),
        ("目录", "code"),
        ("科室", "office"),
        ("范围", lambda record: scope_name(record.scope, record.scope_detail)),
        ("形式", "channels", WIDE),
        ("期次", "window"),
        *((f"{act}日期", _day_of(act)) for act in (Act.PROPOSE, Act.REVIEW, Act.APPROVE)),
        ("首次公开", lambda record: min((x.on for x in record.publications), default=None)),
        ("档号", "archive_number"),
    )


def _day_of(act: Act) -> Any:
    """Return what tells when a step was last done to a disclosure."""

    def day(record: DisclosureRecord) -> date | None:
        return max((step.on for step in record.steps if step.act is act), default=None)

    return day
