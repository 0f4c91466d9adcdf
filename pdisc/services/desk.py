"""Where an act is signed and committed: the one way from a decision to the journal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from difflib import get_close_matches

import msgspec

from pdisc.clock import Clock, beijing_date
from pdisc.codes import receipt
from pdisc.disclosure import Disclosure
from pdisc.errors import Conflict, NotFound, Refused
from pdisc.events import AnyEvent, Entry, RefusalNoted, Remarks
from pdisc.facts import CatalogItem, Facts
from pdisc.ledger import queries
from pdisc.ledger.engine import Writer, writing
from pdisc.ledger.folder import Folder
from pdisc.policy import Policy, Roster
from pdisc.records import DetailRecord
from pdisc.rules import RuleBook
from pdisc.services.looking import Act, missing_disclosure
from pdisc.services.texts import checked_remarks
from pdisc.steps.commands import Command, Decision, Signed
from pdisc.workdays import Calendar
from pdisc.workflow import decide


class Signing(msgspec.Struct, frozen=True, kw_only=True):
    """What every writing command takes: who decides, for which day, and the reasons."""

    by: str = ""
    on: date | None = None
    note: str = ""
    late_reason: str = ""
    waiver: str = ""
    dry_run: bool = False


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """The ledger, the clock and the operator at one machine."""

    folder: Folder
    clock: Clock
    operator: str
    wait: float

    @property
    def today(self) -> date:
        """The Beijing date now."""
        return beijing_date(self.clock.now())


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a step led to: the disclosure as it stands now, the 回执, and what to tell her."""

    disclosure: DetailRecord
    receipt: str | None
    notices: tuple[str, ...] = ()


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """One open write transaction, with everything that a decision looks at."""

    writer: Writer
    facts: Facts
    desk: Desk
    signed: Signed

    def policy(self, item: CatalogItem | None = None) -> Policy:
        """Return what a decision may look at, as of this moment."""
        return Policy(
            today=self.desk.today,
            since=self.facts.since,
            roster=Roster(self.facts.appointments),
            rules=RuleBook(self.facts.settings),
            calendar=Calendar(self.facts.days, self.facts.years),
            item=item,
            pieces=queries.pieces(self.writer.connection),
        )

    def item(self, code: str) -> CatalogItem:
        """Return the catalogue item in force on the business date, or raise NotFound."""
        return find_item(self.facts, code, self.signed.on)

    def commit(
        self,
        event: AnyEvent,
        *,
        subject: str,
        late: bool,
        waived: bool = False,
        before: Disclosure | None = None,
    ) -> Entry:
        """Append one event under this signature and project it."""
        signed = self.signed
        remarks = Remarks(
            note=signed.note,
            late_reason=signed.late_reason if late else "",
            waiver=signed.waiver if waived else "",
        )
        entry = Entry(
            seq=0,
            subject=subject,
            by=signed.by,
            operator=signed.operator,
            on=signed.on,
            recorded_at=self.desk.clock.now(),
            late=late,
            remarks=remarks,
            event=event,
        )
        return self.writer.append(entry, before=before)

    def receipt(self) -> str | None:
        """Return the 回执 of the head as it stands in this transaction."""
        return receipt(*queries.head(self.writer.connection))


def find_item(facts: Facts, code: str, on: date) -> CatalogItem:
    """Return the item in force on a day, or raise NotFound with the nearest code."""
    item = facts.item(code, on)
    if item is not None:
        return item
    codes = list(dict.fromkeys(item.code for item in facts.items))
    near = get_close_matches(code, codes, n=1, cutoff=0.5)
    hint = f"，是不是“{near[0]} {_name(facts, near[0])}”？" if near else ""
    raise NotFound(f"目录里没有编号“{code}”{hint}", next_step="pdisc catalog list")


def _name(facts: Facts, code: str) -> str:
    item = facts.item(code, date.max)
    return item.level3 if item else ""


@contextmanager
def signing(desk: Desk, given: Signing) -> Iterator[Session]:
    """Open a write transaction for one signed act; what the block refuses is recorded where due.

    A refusal for secrecy, authority or separation is itself an event; it is committed, and then
    the refusal goes on to the caller. A dry run records nothing, refusals included.
    """
    refusal: Refused | None = None
    with writing(desk.folder, today=desk.today, wait=desk.wait, dry_run=given.dry_run) as writer:
        facts = queries.registers(writer.connection)
        signed = Signed(
            by=given.by or desk.operator,
            operator=desk.operator,
            on=given.on or desk.today,
            note=given.note,
            late_reason=given.late_reason,
            waiver=given.waiver,
        )
        checked_remarks(signed, RuleBook(facts.settings), desk.today)
        session = Session(writer=writer, facts=facts, desk=desk, signed=signed)
        try:
            yield session
        except Refused as error:
            if not error.kind:
                raise
            refusal = error
    if refusal is not None:
        raise refusal


def perform(
    session: Session,
    act: Act,
    command: Callable[[Session, Disclosure], Command],
    finish: Callable[[Session, Disclosure, Decision], Decision],
) -> Outcome:
    """Decide one step on an existing disclosure and commit it.

    Raises NotFound, Conflict where it changed since it was looked at, and whatever the rules
    refuse. `finish` completes what goes with the step in the same transaction: a dossier and its
    hash, a confirmation that follows from it.
    """
    before = session.writer.disclosure(act.number)
    if before is None:
        raise missing_disclosure(session.writer.connection, act.number)
    if act.seen is not None and act.seen != len(before.steps):
        raise Conflict(
            f"{act.number} 在您查看之后已被改动（{before.steps[-1].by}：{before.steps[-1].act}）",
            next_step=f"先看一看再办：pdisc show {act.number}",
        )
    policy = session.policy(session.item(before.code))
    with noting_refusals(session, act):
        decision = decide(before, command(session, before), policy)
    decision = finish(session, before, decision)
    return committed(session, act.number, decision, before)


def committed(
    session: Session, number: str, decision: Decision, before: Disclosure | None
) -> Outcome:
    """Store a decision and return the disclosure as it stands now."""
    session.commit(
        decision.event,
        subject=number,
        late=decision.late,
        waived=decision.waived,
        before=before,
    )
    record = queries.detail(session.writer.connection, number)
    assert record is not None, "a committed disclosure can be read"
    return Outcome(disclosure=record, receipt=session.receipt(), notices=decision.notices)


@contextmanager
def noting_refusals(session: Session, act: Act) -> Iterator[None]:
    """Record a refusal for secrecy, authority or separation: what, not why in anybody's words."""
    try:
        yield
    except Refused as error:
        if error.kind:
            session.writer.store.abandoned()
            late = session.policy().is_late(session.signed.on)
            event = RefusalNoted(act=act.name, refusal=error.kind)
            session.commit(event, subject=act.number, late=late)
        raise
