"""One entry of the journal in a line, for whoever is about to annul it."""

from pdisc.dates.keys import key_name
from pdisc.values.records import EventRecord


def event_said(event: EventRecord) -> str:
    """Return one entry in a line: its number, what it is, about what, by whom, for which day."""
    about = event.event.get("window") or event.event.get("duty")
    duty = key_name(str(about)) if about else ""
    parts = (event.kind, event.subject, duty, f"{event.by} {event.on}")
    return f"第{event.seq}条 " + " ".join(filter(None, parts))
