"""What an act answers in JSON: the record, with the 回执 and what to tell her."""

from typing import Any

import msgspec


def outcome_document(outcome: Any, *, dry_run: bool) -> dict[str, Any]:
    """Return the JSON of a step: the disclosure, with the 回执 and what to tell her."""
    return {**_led_to(outcome), **_tail(outcome, dry_run=dry_run)}


def _led_to(outcome: Any) -> dict[str, Any]:
    """Return the disclosure, and of 归档 what is in its dossier."""
    document: dict[str, Any] = msgspec.to_builtins(outcome.disclosure)
    if outcome.filed is None:
        return document
    papers = msgspec.to_builtins(outcome.filed)
    return {**document, "dossier_files": papers["files"], "missing": papers["missing"]}


def _tail(outcome: Any, *, dry_run: bool) -> dict[str, Any]:
    return {
        "receipt": None if dry_run else outcome.receipt,
        "notices": list(outcome.notices),
        "dry_run": dry_run,
    }


def event_document(outcome: Any, *, dry_run: bool) -> dict[str, Any]:
    """Return the JSON of an entry in a register: the event, with the 回执."""
    return {**msgspec.to_builtins(outcome.event), **_tail(outcome, dry_run=dry_run)}


def outcomes_document(outcomes: Any, *, dry_run: bool) -> dict[str, Any]:
    """Return the JSON of one step on several disclosures: all of them, with one 回执."""
    found = [_led_to(each) for each in outcomes.each]
    return {"disclosures": found, **_tail(outcomes, dry_run=dry_run)}


def events_document(entries: Any, *, dry_run: bool) -> dict[str, Any]:
    """Return the JSON of several entries that were made at once, with one 回执."""
    found = msgspec.to_builtins(entries.events)
    return {"events": list(found), **_tail(entries, dry_run=dry_run)}


def taken_in_document(taken: Any, *, dry_run: bool) -> dict[str, Any]:
    """Return the JSON of a sheet that was taken in: what was recorded, and what had been before."""
    return {
        "disclosures": [_led_to(each) for each in taken.disclosures],
        "events": [msgspec.to_builtins(each.event) for each in taken.events],
        "problems": [],
        "known": msgspec.to_builtins(taken.known),
        **_tail(taken, dry_run=dry_run),
    }


def handled_document(outcome: Any, *, dry_run: bool) -> dict[str, Any]:
    """Return the JSON of an act on requests: the one with its entry, or all of several."""
    requests = msgspec.to_builtins(outcome.requests)
    events = msgspec.to_builtins(outcome.events)
    if len(requests) == 1:
        return {**requests[0], "event": events[0], **_tail(outcome, dry_run=dry_run)}
    return {
        "requests": list(requests),
        "events": list(events),
        **_tail(outcome, dry_run=dry_run),
    }
