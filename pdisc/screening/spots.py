"""What was found in a text as it is told: masked, numbered, with what is to be done about it."""

from pdisc.screening.hits import Hit, Severity
from pdisc.screening.house import HouseRules
from pdisc.screening.screen import screen_text
from pdisc.values.records import SpotRecord

HANDLING = {Severity.STOP: "不得公开", Severity.WARN: "由具名的人说明", Severity.FIND: "遮盖"}
"""What each severity asks for."""


def spot_of(hit: Hit, id_: str = "") -> SpotRecord:
    """Return one hit as it is told."""
    return SpotRecord(
        id=id_,
        kind=hit.kind,
        where=hit.where,
        excerpt=hit.excerpt,
        handling=HANDLING[hit.severity],
        rule=hit.rule,
    )


def text_spots(text: str, where: str, house: HouseRules) -> tuple[SpotRecord, ...]:
    """Return what one text gives away, numbered F1, F2 … in its order."""
    hits = screen_text(text, where=where, house=house)
    return tuple(spot_of(hit, f"F{place}") for place, hit in enumerate(hits, 1))
