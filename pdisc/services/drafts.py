"""提出, 修改, 更正 and 脱敏: a plan with its attachments, screened before anything is kept."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from pdisc.catalog.cautions import caution_told
from pdisc.catalog.offices import known_offices, office_named
from pdisc.errors import Refused
from pdisc.events.steps import Proposed, Redacted, Revised
from pdisc.ledger.filestore import kept_bytes
from pdisc.ledger.folder import Folder
from pdisc.names import face
from pdisc.registers.items import CatalogItem
from pdisc.registers.lifts import MarkLifted
from pdisc.screening.draft import Attachment, Draft, Screened, drawn_up_anew, last_number
from pdisc.services.acting import Session, admitted, committed, loaded
from pdisc.services.contradictions import plan_told
from pdisc.services.file_reader import FileReader
from pdisc.services.guard import SECRECY, IncomingFile, bring, keep, marked, refuse_marked_papers
from pdisc.services.measured import measured
from pdisc.services.once import once, owed, screen_draft
from pdisc.services.opinions import rectified, require_rectifiable
from pdisc.services.outcomes import Outcome
from pdisc.services.station import Signing, Station
from pdisc.services.target import Target, missing_disclosure
from pdisc.services.unlocked import acted
from pdisc.steps import acts
from pdisc.steps.acts import Correct, Decision, Propose, Revise
from pdisc.steps.disclosure import Disclosure
from pdisc.values.channels import inside
from pdisc.values.parts import StoredFile
from pdisc.words import Scope
from pdisc.workflow import admit, decide

D = TypeVar("D", bound=acts.PlanCommand)
Brought = tuple[IncomingFile, ...]


class Files(NamedTuple):
    """What a plan is drawn up from: attachments, and the file that its text was read out of.

    That file isn't kept; but a mark of secrecy anywhere in it stops the act.
    """

    papers: tuple[Path, ...] = ()
    source: Path | None = None


NO_FILES = Files()


def propose(
    station: Station, given: Signing, code: str, command: Propose, files: Files = NO_FILES
) -> Outcome:
    """提出 a disclosure for a catalogue item, with attachments."""
    act = Target(number=code, name="提出")
    return acted(
        station, given, act, command, lambda session: proposed(session, code, command, files)
    )


def correct(
    station: Station,
    given: Signing,
    number: str,
    command: Correct,
    files: Files = NO_FILES,
    *,
    rectifies: Sequence[str] = (),
) -> Outcome:
    """更正: propose a new disclosure, linked to a published one; what isn't said comes from it.

    It answers the 整改 of those opinions that it `rectifies`.
    """

    def work(session: Session) -> Outcome:
        original = session.writer.disclosure(number)
        if original is None:
            raise missing_disclosure(session.reading, number)
        most = session.rules.number("标题字数", station.today)
        title = f"更正：{original.plan.title}"[:most]
        require_rectifiable(session, number, rectifies)
        done = proposed(session, original.code, _correction(original, command, title), files)
        return rectified(session, done, number, rectifies)

    return acted(station, given, Target(number=number, name="更正"), command, work)


def _correction(original: Disclosure, said: Correct, title: str) -> Correct:
    plan = original.plan
    kept = said.scope is None
    return msgspec.structs.replace(
        said,
        title=said.title or title,
        scope=original.scope if kept else said.scope,
        scope_detail=original.scope_detail if kept else said.scope_detail,
        channels=said.channels or (original.channels if kept else ()),
        window=said.window or original.window,
        occurred_on=said.occurred_on or plan.occurred_on,
        office=said.office or plan.office,
        reason=said.reason or plan.reason,
        corrects=original,
    )


def proposed(session: Session, code: str, command: Propose, files: Files = NO_FILES) -> Outcome:
    """Propose under one item in a transaction that is open; it may be done in its rehearsal."""
    drawn = drawn_up(session, code, command, files)
    return committed(session, drawn.number, drawn.decision, None, told=drawn.told)


class DrawnAlone(NamedTuple):
    """A proposal that is decided and not recorded: its number, and what is to be told of it."""

    number: str
    decision: Decision
    told: tuple[str, ...]


def drawn_up(session: Session, code: str, command: Propose, files: Files = NO_FILES) -> DrawnAlone:
    """Return what a proposal comes to, or raise what forbids it; nothing is recorded."""
    item = session.item(code)
    number = session.reading.next_number(session.signed.on.year)
    numbered = msgspec.structs.replace(command, number=number)
    admit(None, type(command), session.signed, session.policy(item))
    draft, told = _drafted(session, numbered, item, files, None)
    decision = decide(None, draft, session.signed, session.policy(item))
    decision = _waiving(session, code, command, decision)
    told += plan_told(session, number, decision, code=code, command=command)
    told += caution_told(item.code, item.level3)
    return DrawnAlone(number, decision, told)


def revise(
    station: Station, given: Signing, act: Target, command: Revise, files: Files = NO_FILES
) -> Outcome:
    """修改: the next version of a plan; what isn't mentioned stays, and all of it is screened."""

    def work(session: Session) -> Outcome:
        before = loaded(session, act)
        policy = admitted(session, before, Revise)
        draft, told = _drafted(session, command, session.item(before.code), files, before)
        decision = decide(before, draft, session.signed, policy)
        decision = _waiving(session, before.code, command, decision)
        code = before.code
        told += plan_told(session, act.number, decision, before, code=code, command=command)
        return committed(session, act.number, decision, before, told=told)

    return acted(station, given, act, command, work)


def _drafted(
    session: Session, command: D, item: CatalogItem, files: Files, before: Disclosure | None
) -> tuple[D, tuple[str, ...]]:
    """Return a draft with its files kept and its findings, and what to tell her.

    Raises Refused (保密) before any file is kept, where something bears a mark that wasn't lifted.
    """
    measured(command, session.rules, session.station.today)
    command = _in_known_office(session, command)
    brought, source = _opened(session, files)
    lifted = command.lifted or (before.lifted if before else "")
    if command.lifted:
        _require_lift(session, item.code, command.lifted)
    else:
        refuse_marked_papers(source, session.tripwire, what="正文文件", house=session.house)
    if lifted and not command.lifted:
        refuse_marked_papers(brought, session.tripwire, what="附件", house=session.house)
    old = before.plan if before else None
    attachments = tuple(each.attachment._replace(sha256=each.sha256) for each in brought)
    if old and not brought:
        attachments = stored(session, old.files)
    draft = Draft(
        title=command.title or (old.title if old else ""),
        content=command.content or (old.content if old else ""),
        channels=command.channels or (old.channels if old else _by_default(item, command.scope)),
        scope=command.scope or (old.scope if old else item.scope),
        attachments=attachments,
    )
    screened = unmarked(screen_draft(draft, house=session.house, lifted=lifted), lifted)
    kept = keep(brought, session.writer.store) if brought else None
    findings = screened.findings
    if before:
        findings += owed(before.findings, attachments, number=before.number, house=session.house)
        used = used_numbers(session, before.number)
        findings = drawn_up_anew(before.findings, findings, used=used)
    ready = msgspec.structs.replace(command, findings=findings, files=kept)
    replaced = len(old.files) if old and brought else 0
    told = (f"原来的{replaced}个附件换成现在的{len(brought)}个",) if replaced else ()
    return ready, (*told, *screened.notices)


def _opened(session: Session, files: Files) -> tuple[Brought, Brought]:
    """Return the attachments and the file behind the text, read; UsageError for what won't do."""
    station, rules = session.station, session.rules
    source = (files.source,) if files.source else ()
    read = (
        bring(each, station.files, rules=rules, on=station.today) for each in (files.papers, source)
    )
    attached, behind = read
    return attached, behind


def _in_known_office(session: Session, command: D) -> D:
    """Return the plan with its office as it is written elsewhere, or raise NotFound.

    What is corrected keeps the office that it had.
    """
    original = command.corrects if isinstance(command, Correct) else None
    if command.office is None or (original and command.office == original.plan.office):
        return command
    office = office_named(command.office, known_offices(session.facts))
    return msgspec.structs.replace(command, office=office)


def _by_default(item: CatalogItem, scope: Scope | None) -> tuple[str, ...]:
    """Return the channels of an item that a plan takes where it names none."""
    reach = scope or item.scope
    return item.channels if reach is Scope.SOCIETY else inside(item.channels)


def used_numbers(session: Session, number: str) -> int:
    """Return the highest number that a finding of any version of a disclosure ever had."""
    entries = session.reading.entries(number)
    return max(
        last_number(entry.event.findings)
        for entry in entries
        if isinstance(entry.event, (Proposed, Revised, Redacted))
    )


def unmarked(screened: Screened, lifted: str) -> Screened:
    """Return what was screened; raises Refused (保密) for a mark that wasn't lifted."""
    if screened.marks and not lifted:
        raise marked(*screened.marks[0])
    return screened


def stored(session: Session, files: tuple[StoredFile, ...]) -> tuple[Attachment, ...]:
    """Return what the kept files of a plan say."""
    station = session.station
    return tuple(_attached(station.folder, station.files, file) for file in files)


@once
def _attached(folder: Folder, reader: FileReader, file: StoredFile) -> Attachment:
    """Return what a kept file says, which its hash decides."""
    data = kept_bytes(folder, file.name, file.sha256)
    return Attachment(file.name, reader.extract(data, file.name), file.sha256)


def _require_lift(session: Session, code: str, document_number: str) -> None:
    """Raise Refused unless somebody else recorded that this paper lets the mark pass."""
    if not _lifters(session, code, document_number):
        raise Refused(
            f"{code} 没有按文号“{document_number}”登记过准予公开的摘录",
            next_step="由有审批职责的人先登记："
            f"pdisc lift {code} --document-number 文号 --by 审批人",
            kind=SECRECY,
        )
    signed = session.signed
    if _lifted_alone(session, code, document_number) and not signed.waiver:
        raise Refused(
            f"{signed.by} 登记了准予公开，不能再由本人提出", next_step="换一人提出", kind="分离"
        )


def _lifters(session: Session, code: str, document_number: str) -> set[str]:
    """Return who let the mark pass, as their names look."""
    return {
        face(entry.by)
        for entry in session.reading.lifts(code)
        if isinstance(entry.event, MarkLifted) and entry.event.document_number == document_number
    }


def _lifted_alone(session: Session, code: str, document_number: str) -> bool:
    return _lifters(session, code, document_number) == {face(session.signed.by)}


def _waiving(session: Session, code: str, command: acts.PlanCommand, made: Decision) -> Decision:
    """Return the decision, marked as an exception where one's own lift is used under a waiver."""
    if command.lifted and _lifted_alone(session, code, command.lifted):
        return msgspec.structs.replace(made, waived=True)
    return made
