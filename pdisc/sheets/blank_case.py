"""A disclosure of which nothing is known: what a form asks for before there is anything to say.

From it the fields of a form are learnt, and its template is made. Nobody and nothing is named in
it; whatever a form may have stands in it once, so that no field is missing.
"""

from datetime import date

import msgspec

from pdisc.registers.items import CatalogItem
from pdisc.sheets.case_file import CaseFile
from pdisc.values.parts import StoredFile
from pdisc.values.records import (
    DetailRecord,
    FindingRecord,
    PublicationRecord,
    StepRecord,
    VersionRecord,
)
from pdisc.words import (
    Act,
    Authority,
    Channel,
    FindingState,
    Retention,
    Scope,
    State,
    Timing,
)

_DONE = {
    Act.PROPOSE: State.PROPOSED,
    Act.REVIEW: State.REVIEWED,
    Act.APPROVE: State.APPROVED,
    Act.PUBLISH: State.PUBLISHED,
    Act.ARCHIVE: State.ARCHIVED,
}
"""The five steps, and where each leads."""


def blank_case(on: date) -> CaseFile:
    """Return a disclosure that went all its way and corrects another, without a word in it."""
    record = _record(on)
    corrected = msgspec.structs.replace(record, corrects=None)
    return CaseFile(record=record, item=_item(on), unit="", on=on, receipt="", corrected=corrected)


def _item(on: date) -> CatalogItem:
    return CatalogItem(
        code="",
        position=0,
        level1="",
        level2="",
        level3="",
        channels=(),
        scope=Scope.SOCIETY,
        timing=Timing.PERIODIC,
        authority=Authority.SECRETARY,
        rule=0,
        retention=Retention.PERMANENT,
        office="",
        valid_from=on,
        recorded_on=on,
    )


def _record(on: date) -> DetailRecord:
    return DetailRecord(
        number="",
        code="",
        item="",
        title="",
        state=State.ARCHIVED,
        scope=Scope.SOCIETY,
        channels=(Channel.BOARD,),
        planned_on=on,
        office="",
        proposed_by="",
        version=1,
        content="",
        content_sha256="",
        check_code="",
        public_notice=True,
        findings=(FindingRecord(id="", kind="", where="", state=FindingState.EXPLAINED),),
        steps=tuple(_step(act, state, on) for act, state in _DONE.items()),
        publications=(_publication(on),),
        corrects="",
        archive_number="",
        retention=Retention.PERMANENT,
        opinion_result="",
        versions=(
            VersionRecord(
                version=1,
                title="",
                content="",
                scope=Scope.SOCIETY,
                channels=(Channel.BOARD,),
                office="",
                author="",
            ),
        ),
        files=(StoredFile(name="", size=0, sha256=""),),
    )


def _step(act: Act, state: State, on: date) -> StepRecord:
    return StepRecord(
        seq=0,
        act=act,
        by="",
        operator="",
        on=on,
        recorded_at="",
        result="",
        opinion="",
        document_number="",
        note="",
        late=False,
        late_reason="",
        waiver="",
        acting_for="",
        acting_paper="",
        state=state,
    )


def _publication(on: date) -> PublicationRecord:
    return PublicationRecord(
        seq=0,
        channel=Channel.BOARD,
        on=on,
        place="",
        url="",
        until=on,
        document_number="",
        by="",
    )
