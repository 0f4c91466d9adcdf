"""What satisfaction looks like to a person: a row a group, what too few answered, 需补课."""

from collections.abc import Callable, Sequence

from pdisc.dates.windows import printed
from pdisc.render.grid import RIGHT, Table, Told, table_of
from pdisc.render.terminal import Screen
from pdisc.voices.surveys import GRADES, ClearedSurvey, GroupRate, SurveyRecord
from pdisc.words import Audience

SHOWN = 10
"""So many disclosures are named before they are only counted."""


def show_survey(screen: Screen, found: SurveyRecord | ClearedSurvey, audience: Audience) -> None:
    """Print the rates of each group, what wants 补课, and what to type next."""
    inside = isinstance(found, SurveyRecord)
    about = _about(found)
    screen.heading(f"{about or '党务公开（全部测评合计）'}：三满意")
    if not found.groups:
        screen.line("还没有可以看的测评")
    else:
        screen.table(survey_table(found.groups, remedial=inside))
        screen.line("满意率不算“不了解”；知晓率＝了解的÷全部；回收率＝收回的÷发放的")
    if any(each.suppressed for each in found.groups):
        screen.line("收回太少的不显示，以免认出个人")
    if isinstance(found, SurveyRecord):
        _show_remedial(screen, found)
    screen.hint(_next(found, audience))


def _about(found: SurveyRecord | ClearedSurvey) -> str:
    if found.window:
        return printed(found.window) or ""
    if isinstance(found, ClearedSurvey):
        return found.public_number or ""
    return f"{found.number} {found.title}" if found.number else ""


def _show_remedial(screen: Screen, found: SurveyRecord) -> None:
    if not found.remedial:
        return
    named = "、".join(found.remedial[:SHOWN])
    more = f" 等{len(found.remedial)}件" if len(found.remedial) > SHOWN else ""
    screen.line(f"满意率低、需补课的事项：{named}{more}")


def _next(found: SurveyRecord | ClearedSurvey, audience: Audience) -> str:
    if isinstance(found, ClearedSurvey):
        of = f" {found.public_number}" if found.public_number else ""
        return (
            f"pdisc show{of} --audience {audience}" if of else f"pdisc list --audience {audience}"
        )
    if found.remedial and not found.number:
        return f"pdisc survey show {found.remedial[0]}"
    about = f" --for {found.window}" if found.window else f" {found.number or ''}".rstrip()
    one = f"pdisc survey add{about} --group 群体 --counts 份数"
    return f"登记：{one}；整张表：pdisc survey import 文件"


def survey_table(groups: Sequence[GroupRate], *, remedial: bool) -> Table:
    """Return a row a group: counts, rates, and inside whether it wants 补课."""
    counts: list[Told[GroupRate]] = [(word, _count_of(word), RIGHT) for word in GRADES]
    wanting: list[Told[GroupRate]] = [("需补课", lambda each: "是" if each.remedial else None)]
    return table_of(
        groups,
        ("群体", "group"),
        *counts,
        ("满意率", lambda each: percent(each.rate), RIGHT),
        ("知晓率", lambda each: percent(each.awareness), RIGHT),
        ("回收率", lambda each: percent(each.response), RIGHT),
        *(wanting if remedial else ()),
    )


def _count_of(word: str) -> Callable[[GroupRate], int | None]:
    return lambda each: (each.counts or {}).get(word)


def percent(share: float | None) -> str | None:
    """Return a fraction in per cent: 0.8667 is 86.67%; None where nothing divides."""
    return None if share is None else f"{share:.2%}"
