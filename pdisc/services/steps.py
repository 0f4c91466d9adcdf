"""The five steps as a person does them: an unsigned command, the papers that go with it, a desk."""

from pathlib import Path
from typing import TypeVar

import msgspec

from pdisc.disclosure import Disclosure
from pdisc.dossier.write import dossier_files
from pdisc.events import Archived, ItemChanged, Reviewed, StoredFile
from pdisc.ledger import queries
from pdisc.ledger.files import checked_sources
from pdisc.rules import RuleBook
from pdisc.services.desk import (
    Desk,
    Outcome,
    Session,
    Signing,
    committed,
    noting_refusals,
    perform,
    signing,
)
from pdisc.services.looking import Act, missing_disclosure
from pdisc.services.texts import within
from pdisc.steps.commands import Approve, Command, Correct, Decision, Propose, Publish, Revise
from pdisc.workflow import decide

C = TypeVar("C", bound=Command)

LIMITS = {"title": ("标题", "标题字数"), "content": ("正文", "正文字数")}
"""Which rule limits which text; every other text keeps to 说明字数."""


def propose(
    desk: Desk, given: Signing, code: str, command: Propose, *, papers: tuple[Path, ...] = ()
) -> Outcome:
    """提出 a disclosure for a catalogue item, with attachments."""
    with signing(desk, given) as session:
        return _propose(session, code, command, papers)


def _propose(session: Session, code: str, command: Propose, papers: tuple[Path, ...]) -> Outcome:
    item = session.item(code)
    number = queries.next_number(session.writer.connection, session.signed.on.year)
    numbered = msgspec.structs.replace(command, number=number, files=_kept(session, papers))
    with noting_refusals(session, Act(number=code, name="提出")):
        decision = decide(None, _signed(session, numbered), session.policy(item))
    return committed(session, number, decision, None)


def correct(
    desk: Desk, given: Signing, number: str, command: Correct, *, papers: tuple[Path, ...] = ()
) -> Outcome:
    """更正: propose a new disclosure, linked to a published one; what isn't said comes from it."""
    with signing(desk, given) as session:
        original = session.writer.disclosure(number)
        if original is None:
            raise missing_disclosure(session.writer.connection, number)
        most = RuleBook(session.facts.settings).number("标题字数", desk.today)
        title = f"更正：{original.plan.title}"[:most]
        return _propose(session, original.code, _correction(original, command, title), papers)


def _correction(original: Disclosure, said: Correct, title: str) -> Correct:
    plan = original.plan
    return msgspec.structs.replace(
        said,
        title=said.title or title,
        scope=said.scope or original.scope,
        channels=said.channels or (original.channels if said.scope is None else ()),
        window=said.window or original.window,
        occurred_on=said.occurred_on or plan.occurred_on,
        office=said.office or plan.office,
        reason=said.reason or plan.reason,
        corrects=original,
    )


def act_on(
    desk: Desk, given: Signing, act: Act, command: Command, *, papers: tuple[Path, ...] = ()
) -> Outcome:
    """Carry out one step on one disclosure; `papers` are the evidence, or a revision's attachments.

    Raises NotFound, Conflict, Refused or UsageError; then nothing is kept.
    """

    def prepared(session: Session, before: Disclosure) -> Command:
        return _signed(session, _with_papers(session, command, papers))

    with signing(desk, given) as session:
        return perform(session, act, prepared, _completed)


def _with_papers(session: Session, command: Command, papers: tuple[Path, ...]) -> Command:
    if not papers:
        return command
    kept = _kept(session, papers)
    if isinstance(command, Revise):
        return msgspec.structs.replace(command, files=kept)
    assert isinstance(command, (Approve, Publish)), "only these take evidence"
    return msgspec.structs.replace(command, evidence=kept)


def _signed(session: Session, command: C) -> C:
    rules, today = RuleBook(session.facts.settings), session.desk.today
    for name in command.__struct_fields__:
        value = getattr(command, name)
        texts = value.values() if isinstance(value, dict) else value
        texts = texts if isinstance(value, (dict, tuple)) else (value,)
        field, rule = LIMITS.get(name, ("文字", "说明字数"))
        for text in texts:
            if isinstance(text, str):
                within(field, text, rule, rules, today)
    return msgspec.structs.replace(command, signed=session.signed)


def _kept(session: Session, papers: tuple[Path, ...]) -> tuple[StoredFile, ...]:
    rules, on = RuleBook(session.facts.settings), session.desk.today
    sources = checked_sources(
        papers, limit_mb=rules.number("附件大小", on), most=rules.number("附件个数", on)
    )
    return tuple(session.writer.store.keep(source) for source in sources)


def _completed(session: Session, before: Disclosure, decision: Decision) -> Decision:
    """Do what a step brings with it: 归档 makes a dossier, a passed 审核 confirms the scope."""
    if isinstance(decision.event, Archived):
        return _with_dossier(session, before, decision)
    if isinstance(decision.event, Reviewed) and decision.event.passed:
        _confirm_scope(session, before, decision)
    return decision


def _confirm_scope(session: Session, before: Disclosure, decision: Decision) -> None:
    """Record that a named reviewer stood by a scope that was read out of a merged cell."""
    item = session.item(before.code)
    if "scope" in item.inferred and before.plan.scope is item.scope:
        event = ItemChanged(
            item=item.confirmed(("scope",)),
            confirmed=("scope",),
            reason=f"{before.number} 审核通过",
        )
        session.commit(event, subject=item.code, late=decision.late)


def _with_dossier(session: Session, before: Disclosure, decision: Decision) -> Decision:
    """Write the dossier under `tmp/` and put its manifest's hash into the event."""
    event, folder = decision.event, session.desk.folder
    assert isinstance(event, Archived), "only 归档 makes a dossier"
    entries = tuple(queries.event_records(session.writer.connection, before.number))
    record = queries.detail(session.writer.connection, before.number)
    assert record is not None, "a disclosure that is archived can be read"
    files, manifest_sha256 = dossier_files(record, event, entries, unit=session.facts.unit)
    content = {
        name: (folder.files / part.sha256 if isinstance(part, StoredFile) else part)
        for name, part in files.items()
    }
    session.writer.store.stage_dossier(before.number, event.dossier, content)
    completed = msgspec.structs.replace(event, manifest_sha256=manifest_sha256)
    return msgspec.structs.replace(decision, event=completed)
