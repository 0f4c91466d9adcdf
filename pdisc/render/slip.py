"""One entry of the journal in a line, for whoever is about to annul it."""

from pdisc.dates.keys import key_name
from pdisc.values.records import EventRecord


def event_said(event: EventRecord) -> str:
    """Return one entry in a line: number, what it is, about what, where, by whom, for which day."""
    about = event.event.get("window") or event.event.get("duty")
    duty = key_name(str(about)) if about else ""
    where = "、".join(str(event.event[key]) for key in ("channel", "place") if event.event.get(key))
    parts = (event.kind, event.subject, duty, where, f"{event.by} {event.on}")
    return f"第{event.seq}条 " + " ".join(filter(None, parts))
