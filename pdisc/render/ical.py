"""A calendar file (RFC 5545): for each entry an event on its day, and a to-do beside it.

The `icalendar` library escapes, and folds lines of Chinese between characters. Nothing asks a
clock: the same ledger and date give the same bytes.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event, Todo
from icalendar.cal.component import Component

from pdisc.clock import BEIJING
from pdisc.sheets.agenda import Agenda
from pdisc.sheets.calendar_entry import CalendarEntry
from pdisc.text import visible


def calendar_bytes(agenda: Agenda) -> bytes:
    """Return the file; an entry's event and to-do have UIDs of their own, `-e` and `-t`."""
    calendar = Calendar()
    calendar.add("prodid", "-//pdisc//党务公开//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", visible(f"{agenda.unit}党务公开"))
    for entry in agenda.entries:
        for component in _components(entry):
            _stamp(component, agenda)
            calendar.add_component(component)
    return bytes(calendar.to_ical())


def _components(entry: CalendarEntry) -> Iterator[Component]:
    name, _, host = entry.uid.partition("@")
    done = "已办：" if entry.done_on else "已撤：" if entry.cancelled else ""
    description = visible(entry.description, keep_newlines=True)
    event = Event()
    event.add("uid", f"{name}-e@{host}")
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("summary", done + visible(entry.summary))
    event.add("description", description)
    yield event
    todo = Todo()
    todo.add("uid", f"{name}-t@{host}")
    todo.add("due", entry.day)
    todo.add("summary", visible(entry.summary))
    todo.add("description", description)
    todo.add("status", _status(entry))
    if entry.done_on is not None:
        todo.add("completed", _midnight(entry.done_on))
        todo.add("percent-complete", 100)
    yield todo


def _status(entry: CalendarEntry) -> str:
    if entry.cancelled:
        return "CANCELLED"
    return "NEEDS-ACTION" if entry.done_on is None else "COMPLETED"


def _stamp(component: Component, agenda: Agenda) -> None:
    component.add("dtstamp", _midnight(agenda.on))
    component.add("last-modified", _midnight(agenda.on))
    component.add("sequence", agenda.sequence)


def _midnight(day: date) -> datetime:
    """Return 00:00 in Beijing as UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=BEIJING).astimezone(UTC)
