"""催办单: what an office is asked for, on paper (实施方案三(一): 党支部要及时要求提出公开意见)."""

from datetime import date

import msgspec

from pdisc.dates.typed import in_words, spelled_out

BASIS = "对应当公开而未提出公开的事项，党支部要及时要求提出公开意见"
"""The sentence of the office's own plan (三(一)) on which every slip stands."""


class SlipLine(msgspec.Struct, frozen=True):
    """One thing that is owed: an item, for a window (as printed) or a disclosure in hand.

    `holder` is with whom the disclosure lies, where that isn't the office itself.
    """

    code: str
    item: str
    window: str | None
    number: str | None
    due_on: date | None
    days_overdue: int
    holder: str = ""


class UrgeSlip(msgspec.Struct, frozen=True):
    """What one 科室 is asked for in one go: by whom, why, and by when it is to answer."""

    unit: str
    office: str
    lines: tuple[SlipLine, ...]
    demanded_on: date
    answer_by: date
    by: str
    reason: str
    receipt: str


def owed(line: SlipLine) -> str:
    """Return what is owed and since when, as one sentence without an end."""
    about = "，".join(filter(None, (spelled_out(line.window or ""), line.number)))
    what = f"{line.code} {line.item}" + (f"（{about}）" if about else "")
    if line.due_on is None:
        return what
    late = f"，已逾期{line.days_overdue}天" if line.days_overdue else ""
    return f"{what}，应于{in_words(line.due_on)}前{'办理' if line.number else '公开'}{late}"


def opening(slip: UrgeSlip) -> str:
    """Return the sentence above what is owed."""
    count = len(slip.lines)
    return f"按照党务公开目录，你科室承办的以下{count}项应当办理而尚未办理："


def asking(slip: UrgeSlip) -> str:
    """Return what is asked for, and by when."""
    day = in_words(slip.answer_by)
    return (
        f"请于{day}前提出公开方案，已提出的抓紧办理；"
        "定期事项本期没有此类情况的，报本期无事项；固定事项内容没有变化的，报请复核。"
    )


def basis() -> str:
    """Return on what the slip stands."""
    return f"依据：实施方案三（一）“{BASIS}”。"


def slip_text(slip: UrgeSlip) -> tuple[str, ...]:
    """Return the slip as lines for a screen."""
    return (
        f"催办单　{slip.unit}",
        f"致：{slip.office}",
        opening(slip),
        *(f"  {place}. {owed(line)}" for place, line in enumerate(slip.lines, start=1)),
        asking(slip),
        *([f"催办理由：{slip.reason}"] if slip.reason else []),
        basis(),
        f"催办人：{slip.by}　{in_words(slip.demanded_on)}",
        f"回执 {slip.receipt}",
    )
