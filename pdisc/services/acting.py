"""Where an act is signed and committed: the one way from a decision to the journal."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property

import msgspec

from pdisc.clock import beijing_date, instant_of, instant_text
from pdisc.errors import Conflict, Refused
from pdisc.events.entry import Entry, Remarks
from pdisc.ledger.engine import Writer, writing
from pdisc.ledger.reading import Reading
from pdisc.ledger.rehearsal import Rehearsal
from pdisc.registers.facts import Facts
from pdisc.registers.items import CatalogItem, missing_item
from pdisc.registers.refusals import RefusalNoted
from pdisc.rules import RuleBook
from pdisc.screening.house import HouseRules, house_rules
from pdisc.services.guard import SECRECY, Tripwire, may_be_overruled
from pdisc.services.measured import measured
from pdisc.services.next_steps import guided
from pdisc.services.once import marks
from pdisc.services.opinion_lookup import heard
from pdisc.services.outcomes import Outcome
from pdisc.services.public_texts import refuse_private
from pdisc.services.station import Signing, Station
from pdisc.services.target import Target, missing_disclosure
from pdisc.steps.acts import Archive, Command, Decision, Signed
from pdisc.steps.disclosure import Disclosure
from pdisc.steps.policy import Policy, Roster
from pdisc.values.codes import receipt
from pdisc.values.parts import Event
from pdisc.workflow import admit

NOWHERE, NAMELESS = "台账", "（未记录）"
"""The subject of a refusal that concerns nothing known to the ledger; a name under a mark."""


class Session:
    """One open write transaction, with everything that a decision looks at.

    Registers, and what follows from them, are those of the transaction's beginning, or of where an
    act `renewed` them. Of several acts in one transaction, `act` is the one that is being done.
    """

    def __init__(
        self, writer: Writer | Rehearsal, station: Station, signed: Signed, lenient: bool
    ) -> None:
        """Take an open transaction, who works where, and the signature of the act.

        A `lenient` act may let pass what looks like a mark of secrecy and is none.
        """
        self.writer = writer
        self.station = station
        self.signed = signed
        self._lenient = lenient
        self.act: Target | None = None
        self.recorded: dict[str, None] = {}

    @property
    def reading(self) -> Reading:
        """What the ledger says now, with what this transaction has appended."""
        return self.writer.reading

    @cached_property
    def start(self) -> Reading:
        """What the ledger said when the transaction began."""
        return self.writer.reading

    def renewed(self) -> None:
        """Look anew at registers that this transaction itself has changed, for the next act."""
        for name in ("start", "roster", "house"):
            vars(self).pop(name, None)

    @property
    def facts(self) -> Facts:
        """The registers as they stood when the transaction began."""
        return self.start.registers

    @property
    def rules(self) -> RuleBook:
        """The rules as they stood when the transaction began."""
        return self.start.rules

    @cached_property
    def roster(self) -> Roster:
        """Who may do what."""
        return Roster(self.facts.appointments)

    @cached_property
    def house(self) -> HouseRules:
        """What the office adds to the screening: its own words, its masks."""
        return house_rules(lambda name: self.rules.text(name, self.station.today))

    @cached_property
    def tripwire(self) -> Tripwire:
        """What no text under a mark gets past; it looks at each text once."""
        return Tripwire(self.house, offers=self._lenient, reason=self.signed.not_a_mark)

    @cached_property
    def clock_told(self) -> tuple[str, ...]:
        """What to tell of a clock that ran ahead, or runs behind, before this entry."""
        now, last = self.station.clock.now(), self.start.last_recorded()
        if not last or last <= instant_text(now):
            return ()
        day = beijing_date(instant_of(last))
        today = beijing_date(now)
        return (f"上一笔登记的时间（{day}）晚于现在（{today}），电脑时间可能不准，请核对",)

    def policy(self, item: CatalogItem | None = None, *, filing: bool = False) -> Policy:
        """Return what a decision may look at, as of this moment; 归档 (`filing`) counts 件号."""
        return Policy(
            today=self.station.today,
            since=self.facts.since,
            roster=self.roster,
            rules=self.rules,
            calendar=self.start.calendar,
            item=item,
            versions=self.facts.versions(item.code) if item else (),
            pieces=self.reading.pieces() if filing else {},
        )

    def item(self, code: str) -> CatalogItem:
        """Return the catalogue item in force on the business date, or raise NotFound."""
        item = self.facts.item(code, self.signed.on)
        if item is None:
            named = {each.code: each.level3 for each in self.facts.items}
            raise missing_item(code, named, cutoff=0.5)
        return item

    def commit(
        self,
        event: Event,
        *,
        subject: str,
        late: bool,
        waived: bool = False,
        before: Disclosure | None = None,
    ) -> Entry:
        """Append one event under this signature and project it.

        Raises Refused (保密) where any text of it bears a mark of secrecy, and where one that
        others will read tells something personal.
        """
        signed = self.signed
        _ = self.clock_told  # asked while the entry before this one is still the last
        self.tripwire.refuse(signed)
        self.tripwire.refuse(event)
        refuse_private(event, self.house)
        remarks = Remarks(
            note=signed.note,
            late_reason=signed.late_reason if late else "",
            waiver=signed.waiver if waived else "",
            not_a_mark=self.tripwire.overruling,
        )
        entry = Entry(
            seq=0,
            subject=subject,
            by=signed.by,
            operator=signed.operator,
            on=signed.on,
            recorded_at=self.station.clock.now(),
            late=late,
            remarks=remarks,
            event=event,
        )
        self.recorded[subject] = None
        return self.writer.append(entry, before=before)

    def looked_at(self, *typed: object) -> None:
        """Raise what the signature, or anything else that was typed, is to be refused for."""
        for each in (self.signed, *typed):
            self.tripwire.refuse(each)
        measured(self.signed, self.rules, self.station.today)

    def note_refusal(self, refusal: Refused, act: Target) -> None:
        """Record that an act was refused for secrecy, authority or separation: what, and where.

        Nothing that anybody typed is kept: no note, no reason, and no name that bears a mark.
        """
        signed, house, today = self.signed, self.house, self.station.today
        on = today if refusal.kind == SECRECY else signed.on
        entry = Entry(
            seq=0,
            subject=act.number if self._is_known(act.number) else NOWHERE,
            by=NAMELESS if marks(signed.by, house=house) else signed.by,
            operator=NAMELESS if marks(signed.operator, house=house) else signed.operator,
            on=on,
            recorded_at=self.station.clock.now(),
            late=self.policy().is_late(on),
            event=RefusalNoted(act=act.name, refusal=refusal.kind, where=refusal.where),
        )
        self.writer.append(entry)

    def _is_known(self, subject: str) -> bool:
        codes = {item.code for item in self.facts.items}
        asked = (each.id for each in self.reading.requests().requests)
        return subject in codes or self.reading.step_count(subject) > 0 or subject in asked

    def receipt(self) -> str | None:
        """Return the 回执 of the head as it stands in this transaction."""
        return receipt(*self.reading.head())


@contextmanager
def signing(station: Station, given: Signing, act: Target, typed: object = ()) -> Iterator[Session]:
    """Open a write transaction for one signed act; what the block refuses is recorded where due.

    `typed` is what else a person typed: a mark in it stops the act before anything of it is
    looked at, so that no error quotes it.

    A refusal for secrecy, authority or separation is itself an event; it is committed, and then
    the refusal goes on to the caller. A dry run records nothing, refusals included.
    """
    refusal: Refused | None = None
    now = station.clock.now()
    with writing(station.folder, now=now, wait=station.wait, dry_run=given.dry_run) as writer:
        session = Session(writer, station, _signed(station, given), may_be_overruled(typed))
        try:
            with writer.attempt():
                session.looked_at(act, typed)
                yield session
            kept = f"{'、'.join(session.recorded)}（回执 {session.receipt()}）"
        except Refused as error:
            if not error.kind:
                raise
            session.note_refusal(error, session.act or act)
            refusal = error
    if refusal is not None:
        raise refusal
    if not given.dry_run and session.recorded:
        station.kept.append(kept)


def rehearsed(writer: Rehearsal, station: Station, given: Signing, typed: object) -> Session:
    """Return a session that looks at everything and records nothing."""
    return Session(writer, station, _signed(station, given), may_be_overruled(typed))


def _signed(station: Station, given: Signing) -> Signed:
    return Signed(
        by=given.by or station.operator,
        operator=station.operator,
        on=given.on or station.today,
        note=given.note,
        late_reason=given.late_reason,
        waiver=given.waiver,
        not_a_mark=given.not_a_mark,
    )


def loaded(session: Session, act: Target) -> Disclosure:
    """Return the disclosure that an act is aimed at, as its journal tells it.

    Raises NotFound, and Conflict where it changed since it was looked at.
    """
    before = session.writer.disclosure(act.number)
    if before is None:
        raise missing_disclosure(session.reading, act.number)
    if act.seen is not None and act.seen != before.entries:
        last = before.newest
        raise Conflict(
            f"{act.number} 在您查看之后已被改动（{last.by}：{last.act}）",
            next_step=f"先看一看再办：pdisc show {act.number}",
        )
    return before


def admitted(session: Session, before: Disclosure, kind: type[Command]) -> Policy:
    """Return what the decision may look at, or raise what keeps such an act from being done at all.

    Asked before anything is made ready: no file is opened for an act that may not be done.
    """
    policy = session.policy(session.item(before.code), filing=kind is Archive)
    if before.publications:
        said = heard(session.reading, before.number, session.signed.on)
        policy = msgspec.structs.replace(policy, heard=said)
    admit(before, kind, session.signed, policy)
    return policy


def committed(
    session: Session,
    number: str,
    decision: Decision,
    before: Disclosure | None,
    *,
    told: Iterable[str] = (),
) -> Outcome:
    """Store a decision; return the disclosure as it stands now, and all that is to be told."""
    session.commit(
        decision.event, subject=number, late=decision.late, waived=decision.waived, before=before
    )
    record = session.reading.detail(number)
    assert record is not None, "a committed disclosure can be read"
    notices = (*decision.notices, *session.tripwire.told(), *told, *session.clock_told)
    record = guided(session.start, record, session.station.today)
    return Outcome(disclosure=record, receipt=session.receipt(), notices=notices)
