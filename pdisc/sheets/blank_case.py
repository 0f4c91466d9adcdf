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

_SOME = "—"
"""Stands for every text: what isn't empty is asked for."""

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
    return CaseFile(
        record=record, item=_item(on), unit=_SOME, on=on, receipt=_SOME, corrected=corrected
    )


def _item(on: date) -> CatalogItem:
    return CatalogItem(
        code=_SOME,
        position=0,
        level1=_SOME,
        level2=_SOME,
        level3=_SOME,
        channels=(),
        scope=Scope.SOCIETY,
        timing=Timing.PERIODIC,
        authority=Authority.SECRETARY,
        rule=0,
        retention=Retention.PERMANENT,
        office=_SOME,
        valid_from=on,
        recorded_on=on,
    )


def _record(on: date) -> DetailRecord:
    return DetailRecord(
        number=_SOME,
        code=_SOME,
        item=_SOME,
        title=_SOME,
        state=State.ARCHIVED,
        scope=Scope.SOCIETY,
        channels=(Channel.BOARD,),
        planned_on=on,
        office=_SOME,
        proposed_by=_SOME,
        version=1,
        content=_SOME,
        content_sha256=_SOME,
        check_code=_SOME,
        public_notice=True,
        findings=(FindingRecord(id=_SOME, kind=_SOME, where=_SOME, state=FindingState.EXPLAINED),),
        steps=tuple(_step(act, state, on) for act, state in _DONE.items()),
        publications=(_publication(on),),
        corrects=_SOME,
        archive_number=_SOME,
        retention=Retention.PERMANENT,
        opinion_result=_SOME,
        versions=(
            VersionRecord(
                version=1,
                title=_SOME,
                content=_SOME,
                scope=Scope.SOCIETY,
                channels=(Channel.BOARD,),
                office=_SOME,
                author=_SOME,
            ),
        ),
        files=(StoredFile(name=_SOME, size=0, sha256=_SOME),),
    )


def _step(act: Act, state: State, on: date) -> StepRecord:
    return StepRecord(
        seq=0,
        act=act,
        by=_SOME,
        operator=_SOME,
        on=on,
        recorded_at=_SOME,
        result=_SOME,
        opinion=_SOME,
        document_number=_SOME,
        note=_SOME,
        late=False,
        late_reason=_SOME,
        waiver=_SOME,
        acting_for=_SOME,
        acting_paper=_SOME,
        state=state,
    )


def _publication(on: date) -> PublicationRecord:
    return PublicationRecord(
        seq=0,
        channel=Channel.BOARD,
        on=on,
        place=_SOME,
        url=_SOME,
        until=on,
        document_number=_SOME,
        by=_SOME,
    )
