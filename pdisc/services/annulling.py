"""作废: a registration that was a slip is taken back openly; it stays in the journal."""

import msgspec

from pdisc.errors import NotFound, Refused, UsageError
from pdisc.events.amendments import Annulled
from pdisc.events.entry import Entry, kind_of
from pdisc.ledger.reading import Reading
from pdisc.registers import registry
from pdisc.registers.staff import Appointed
from pdisc.registers.surveys import SurveyTallied
from pdisc.services.acting import Session, signing
from pdisc.services.annul_guidance import instead
from pdisc.services.duty_changes import about, duties_now, duties_told
from pdisc.services.leaning import leaning
from pdisc.services.leaning_voices import where_it_stands
from pdisc.services.registers import Registered, register
from pdisc.services.station import Signing, Station
from pdisc.services.target import Target
from pdisc.services.texts import within
from pdisc.steps.annullable import require_annullable
from pdisc.steps.disclosure import Disclosure
from pdisc.steps.guards import require_annuller, require_dates, require_late_reason
from pdisc.values.codes import receipt, receipt_parts, same_code
from pdisc.values.records import EventRecord
from pdisc.words import Audience

NAME = "作废"

_SEEN_BY = {
    kind_of(Appointed): "pdisc staff list",
    kind_of(SurveyTallied): "pdisc survey show",
}
"""Where to see what is without an entry, by its kind; else what is due."""


class Slip(msgspec.Struct, frozen=True, kw_only=True):
    """Which entry is to be annulled, as it was looked at."""

    event: EventRecord

    @property
    def target(self) -> Target:
        """What the act is aimed at, for the note of a refusal."""
        return Target(number=self.event.subject, name=NAME)

    @property
    def next_step(self) -> str:
        """Where to see what is without it."""
        kind, subject = self.event.kind, self.event.subject
        return _SEEN_BY.get(kind) or where_it_stands(kind, subject) or "pdisc due"


def look(reading: Reading, typed: str) -> Slip:
    """Return the entry that a 回执, or the number at its head, names.

    Raises UsageError for what is no 回执, NotFound where this ledger has no such entry.
    """
    try:
        seq, code = receipt_parts(typed)
    except ValueError as error:
        raise UsageError(
            f"“{typed[:40]}”不是回执",
            next_step="写回执最前面的序号，如 128；也可以看日志里的序号：pdisc log",
        ) from error
    if seq > reading.head()[0]:
        raise NotFound(f"台账里没有第{seq}条", next_step="pdisc log")
    event = reading.event_record(seq)
    if code and not same_code(f"{seq}-{code}", receipt(seq, event.hash)):
        raise NotFound(
            f"回执“{typed[:40]}”和这本台账的第{seq}条对不上，可能是别的台账的，或抄错了",
            next_step="pdisc log",
        )
    return Slip(event=event)


def annul(station: Station, given: Signing, slip: Slip, *, reason: str) -> Registered:
    """作废 of one registration, by whoever decided it or an approver.

    What was annulled counts on no day any more; only what had been recorded before the annulment
    (`--as-of`) still knows it.
    """
    with signing(station, given, slip.target, (reason,)) as session:
        within("理由", reason, "说明字数", session.rules, station.today)
        original = session.reading.entry_at(slip.event.seq)
        _refuse_unless_annullable(session, original)
        policy = session.policy()
        require_dates(session.signed, policy)
        require_late_reason(session.signed, policy)
        require_annuller(session.signed, original, policy)
        disclosure = session.writer.disclosure(original.subject)
        if disclosure is not None:
            require_annullable(disclosure, original.seq)
        told = leaning(session, original)
        codes = about(original, disclosure)
        before = duties_now(session, codes)
        numbers = going_back(session, original, disclosure)
        event = Annulled(entry=original.seq, reason=reason, numbers=numbers)
        done = register(session, event, original.subject, before=disclosure)
        after = duties_now(session, codes)
        return done.telling(*told, *duties_told(before, after, station.today))


def going_back(session: Session, original: Entry, before: Disclosure | None) -> dict[Audience, int]:
    """Return the running numbers that go back: of the only publication, and given out last."""
    if before is None or [each.seq for each in before.publications] != [original.seq]:
        return {}
    last = session.reading.last_public_places()
    places = session.reading.places_of(before.number)
    return {Audience(each): place for each, place in places.items() if last[each] == place}


def _refuse_unless_annullable(session: Session, original: Entry) -> None:
    kind = kind_of(original.event)
    if gone := session.reading.annulled(original.seq):
        raise Refused(
            f"第{original.seq}条（{kind}）已经作废：{gone.by} {gone.on}，{gone.reason}",
            next_step=f"pdisc log {original.subject}",
        )
    if not registry().may_be_annulled(original.event):
        why, way = instead(session, original)
        raise Refused(f"第{original.seq}条是“{kind}”，{why}，不能作废", next_step=way)
