"""The steps on a plan that stands: load, admit, make ready, decide, complete, commit."""

from collections.abc import Sequence
from operator import itemgetter
from pathlib import Path

import msgspec

from pdisc.catalog.cautions import caution_told
from pdisc.errors import Refused
from pdisc.events.steps import Archived, Decided, Published, Reviewed
from pdisc.registers.items import ItemChanged
from pdisc.screening.draft import Draft
from pdisc.services import dossiers
from pdisc.services.acting import Session, admitted, committed, loaded
from pdisc.services.contradictions import published_told
from pdisc.services.drafts import stored
from pdisc.services.guard import (
    EVIDENCE,
    SECRECY,
    bring,
    keep,
    notes_on,
    refuse_marked_papers,
)
from pdisc.services.measured import measured
from pdisc.services.once import screen_draft
from pdisc.services.outcomes import Outcome
from pdisc.services.station import Signing, Station
from pdisc.services.target import Target
from pdisc.services.together import InTurn
from pdisc.services.unlocked import acted
from pdisc.steps.acts import Command, Decision, Evidenced, Review
from pdisc.steps.disclosure import Disclosure
from pdisc.steps.policy import Policy
from pdisc.values.parts import Event, StoredFile
from pdisc.values.watch import Watch, unwatched
from pdisc.words import State
from pdisc.workflow import decide

Asked = tuple[Target, Command]


def act_on(
    station: Station,
    given: Signing,
    act: Target,
    command: Command,
    *,
    papers: tuple[Path, ...] = (),
) -> Outcome:
    """Carry out one step on one disclosure; `papers` are the evidence.

    Raises NotFound, Conflict, Refused or UsageError; then nothing is kept.
    """
    (outcome,) = act_on_all(station, given, ((act, command),), papers=papers)
    return outcome


def act_on_all(
    station: Station,
    given: Signing,
    asked: Sequence[Asked],
    *,
    papers: tuple[Path, ...] = (),
    watch: Watch = unwatched,
) -> list[Outcome]:
    """Carry out steps on several disclosures, or several on one, in their order: all or nothing.

    `papers` are the evidence of each of them; `watch` is told how far it is. What forbids any
    is asked of all before a paper is opened. Raises NotFound, Conflict, Refused or UsageError; then
    nothing is kept.
    """

    def work(session: Session) -> list[Outcome]:
        carried = Carried(session, papers)
        may, do = carried.decided, carried.out
        turns = InTurn(session, asked, aim=itemgetter(0), do=do, may=may, watch=watch)
        turns.all_may(carried.admitted)
        carried.bring(asked)
        return turns.done()

    first = asked[0][0]
    return acted(station, given, first, tuple(command for _, command in asked), work)


class Carried:
    """Steps that are carried out in one transaction, and the evidence that goes with each."""

    def __init__(self, session: Session, papers: tuple[Path, ...]) -> None:
        """Name the papers, of which nothing is known as long as they aren't brought."""
        self._session = session
        self._papers = papers
        self._evidence = tuple(StoredFile(sha256="", name="", size=0) for _ in papers)
        self._told: tuple[str, ...] = ()

    def bring(self, asked: Sequence[Asked]) -> None:
        """Take the evidence in, once for all, after what was asked has been measured."""
        papers = self._papers
        session = self._session
        rules, today, house = session.rules, session.station.today, session.house
        for _, command in asked:
            measured(command, rules, today)
        if papers:
            brought = bring(papers, session.station.files, rules=rules, on=today)
            refuse_marked_papers(brought, session.tripwire, what=EVIDENCE, house=house)
            self._evidence = keep(brought, session.writer.store)
            self._told = tuple(notes_on(brought, EVIDENCE, house=house))

    def admitted(self, one: Asked) -> tuple[Disclosure, Policy]:
        """Return what a step is decided by, or raise what keeps it from being done at all."""
        act, command = one
        before = loaded(self._session, act)
        return before, admitted(self._session, before, type(command))

    def decided(self, one: Asked) -> tuple[Disclosure, Decision]:
        """Return what is decided of a step, and of what; nothing has happened yet."""
        before, policy = self.admitted(one)
        command = one[1]
        if self._evidence and isinstance(command, Evidenced):
            command = msgspec.structs.replace(command, evidence=self._evidence)
        decision = decide(before, command, self._session.signed, policy)
        _refuse_banned(self._session, before, decision.event)
        return before, decision

    def out(self, one: Asked) -> Outcome:
        """Let a step happen."""
        before, decision = self.decided(one)
        told = self._told
        if isinstance(decision.event, Published):
            told += published_told(self._session, before, decision.event.window)
        decision = _completed(self._session, before, decision)
        filed = None
        if isinstance(decision.event, Archived):
            event, filed, of_papers = dossiers.stage(self._session, before, decision.event)
            decision = msgspec.structs.replace(decision, event=event)
            told += of_papers
        if isinstance(one[1], Review):
            told += caution_told(before.code, before.item)
        outcome = committed(self._session, one[0].number, decision, before, told=told)
        return msgspec.structs.replace(outcome, filed=filed)


def _refuse_banned(session: Session, before: Disclosure, event: Event) -> None:
    """Raise Refused (保密) where a plan that goes on holds a word that was banned since."""
    goes_on = (
        isinstance(event, Published)
        or (isinstance(event, Reviewed) and event.passed)
        or (isinstance(event, Decided) and event.state is State.APPROVED)
    )
    if not goes_on or not session.house.banned or before.lifted:
        return
    plan = before.plan
    draft = Draft(
        title=plan.title,
        content=plan.content,
        channels=plan.channels,
        scope=plan.scope,
        attachments=stored(session, plan.files),
    )
    found = screen_draft(draft, house=session.house, lifted="").marks
    if found:
        where, kind = found[0]
        way = f"不公开的撤回：pdisc withdraw {before.number} --reason 理由"
        raise Refused(
            f"{where}带有{kind}，不能再往下办",
            next_step=f"{way}；改后再办：pdisc revise {before.number} --help",
            kind=SECRECY,
            where=where,
        )


def _completed(session: Session, before: Disclosure, decision: Decision) -> Decision:
    """Do what a step brings with it: a passed 审核 confirms the scope."""
    if isinstance(decision.event, Reviewed) and decision.event.passed:
        return _confirm_scope(session, before, decision)
    return decision


def _confirm_scope(session: Session, before: Disclosure, decision: Decision) -> Decision:
    """Record that a named reviewer stood by a scope that was read out of a merged cell."""
    item = session.item(before.code)
    if "scope" in item.inferred and before.plan.scope is item.scope:
        event = ItemChanged(
            item=item.confirmed(("scope",)),
            confirmed=("scope",),
            reason=f"{before.number} 审核通过",
        )
        session.commit(event, subject=item.code, late=decision.late)
        session.renewed()
        told = f"同时核定了 {item.code} 的公开范围：{item.scope}（{session.signed.by}）"
        return msgspec.structs.replace(decision, notices=(*decision.notices, told))
    return decision
