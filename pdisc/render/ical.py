"""A calendar file (RFC 5545): for each entry one event on its day, which rings before it.

The `icalendar` library escapes, and folds lines of Chinese between characters. Nothing asks a
clock: the same ledger and date give the same bytes.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from pdisc.clock import BEIJING
from pdisc.sheets.agenda import Agenda
from pdisc.sheets.calendar_entry import CalendarEntry
from pdisc.text import visible

DONE, FALLEN_AWAY = "√ ", "已撤："
"""What stands before an entry that was done, or that nobody needs to do any more."""

RINGS_AT = timedelta(hours=9)
"""When on the day it rings, by the clock of whoever keeps the calendar."""


def calendar_bytes(agenda: Agenda) -> bytes:
    """Return the file; an entry's event has its UID with `-e`, as in calendars of any age."""
    calendar = Calendar()
    calendar.add("prodid", "-//pdisc//党务公开//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", visible(f"{agenda.unit}党务公开"))
    for entry in agenda.entries:
        event = _event(entry, _rings(entry, agenda))
        event.add("dtstamp", _midnight(agenda.on))
        event.add("last-modified", _midnight(agenda.on))
        event.add("sequence", agenda.sequence)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _rings(entry: CalendarEntry, agenda: Agenda) -> list[int]:
    """Return how many days before it an entry rings: never for what is over, never in the past.

    Else a program that takes in a calendar rings for all that was late long ago.
    """
    over = bool(entry.done_on) or entry.cancelled
    ahead = (entry.day - agenda.on).days
    return [] if over else [days for days in agenda.reminders if days <= ahead]


def _event(entry: CalendarEntry, rings: Sequence[int]) -> Event:
    name, _, host = entry.uid.partition("@")
    mark = DONE if entry.done_on else FALLEN_AWAY if entry.cancelled else ""
    event = Event()
    event.add("uid", f"{name}-e@{host}")
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("summary", mark + visible(entry.summary))
    event.add("description", visible(entry.description, keep_newlines=True))
    for days in rings:
        event.add_component(_alarm(entry, days))
    return event


def _alarm(entry: CalendarEntry, days: int) -> Alarm:
    """Return what rings so many days before; it counts from the midnight that begins the day."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", RINGS_AT - timedelta(days=days))
    alarm.add("description", visible(entry.summary))
    return alarm


def _midnight(day: date) -> datetime:
    """Return 00:00 in Beijing as UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=BEIJING).astimezone(UTC)
