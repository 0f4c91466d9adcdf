"""起算日: the day from which a ledger counts, moved where it was set wrongly."""

from datetime import date

from pdisc.registers.opening import SinceMoved
from pdisc.services.acting import Session, signing
from pdisc.services.due_changes import changed_by, moved
from pdisc.services.registers import Registered, needs_approver, register
from pdisc.services.station import Signing, Station
from pdisc.services.target import Target
from pdisc.services.texts import within
from pdisc.steps.inherit import require_movable

ACT = "更改起算日"


def move_since(station: Station, given: Signing, since: date, *, reason: str) -> Registered:
    """Let the ledger begin on another day, as long as no entry lies before it."""
    with signing(station, given, Target(number="起算日", name=ACT), reason) as session:
        within("理由", reason, "说明字数", session.rules, station.today)
        needs_approver(session, ACT)
        reading, held = session.reading, session.facts.since
        earliest = reading.earliest_before(reading.head()[0] + 1)
        require_movable(since, held, session.signed.on, earliest)
        event = SinceMoved(since=since, reason=reason)
        done = register(session, event, reading.ledger_id())
        done = done.telling(f"原来自 {held} 起算", *_terms(session, since, held))
        change = changed_by(session)
    return done.telling(*moved(station, change))


def _terms(session: Session, since: date, held: date) -> tuple[str, ...]:
    """Return what to tell of people whose terms began with the ledger, and now begin later."""
    begun = [
        term.name
        for term in session.facts.appointments
        if since < held and term.valid_from == held and not term.acting_for
    ]
    if not begun:
        return ()
    names = "、".join(dict.fromkeys(begun))
    return (
        f"{names}的任职自 {held} 起，在那以前还不能签办；那以前就在任的，补登记："
        f"pdisc staff add 姓名 --office 科室 --role 承办 --from {since}",
    )
