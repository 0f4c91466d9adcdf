"""What a report says beside its rows: how obligations were answered, what to look at."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from pdisc.due.obligation import Obligation
from pdisc.names import face
from pdisc.report.aloud import Nils, nil_of, nil_told
from pdisc.report.tallies import Tally
from pdisc.values.matters import ActDone, Matter
from pdisc.words import Act, State


class Rates(msgspec.Struct, frozen=True, kw_only=True):
    """How the period's obligations were answered, in numbers of obligations.

    `refused` is 不予公开, `opening` what was kept before the ledger, `exempt` 豁免, `open` what
    has no answer yet: the six add up to what the rows count as due. `made_public` counts the
    disclosures that were first published in the period, whatever window or occurrence they answer.
    """

    published: int
    nil: int
    refused: int
    opening: int
    exempt: int
    open: int
    made_public: int


def rates_of(total: Tally, made_public: Sequence[Matter]) -> Rates:
    """Return how the obligations behind a sum were answered."""
    return Rates(
        published=total.published,
        nil=total.nil,
        refused=total.withheld,
        opening=total.opening,
        exempt=total.exempt,
        open=total.missed + total.pending,
        made_public=len(made_public),
    )


class OffPlan(msgspec.Struct, frozen=True, kw_only=True):
    """与方案不符: one channel carried out on another day than the one that the plan gave."""

    number: str
    channel: str
    differs: str


class OneHand(msgspec.Struct, frozen=True, kw_only=True):
    """One disclosure that the same person reviewed and approved: allowed, but told."""

    number: str
    by: str


def off_plan(matters: Iterable[Matter]) -> Iterator[OffPlan]:
    """Yield what was published on another day than the one that its plan gave."""
    for matter in matters:
        for posting in matter.postings:
            if posting.differs:
                yield OffPlan(
                    number=matter.number, channel=posting.channel, differs=posting.differs
                )


def one_hand(matters: Iterable[Matter]) -> Iterator[OneHand]:
    """Yield those that one person reviewed and approved; a superior's reply is somebody else's."""
    for matter in matters:
        reviewed, approved = _last_decisions(matter)
        if reviewed and approved and face(reviewed.by) == face(approved.by):
            yield OneHand(number=matter.number, by=approved.by)


def _last_decisions(matter: Matter) -> tuple[ActDone | None, ActDone | None]:
    reviewed = approved = before = None
    for act in matter.acts:
        if act.act is Act.REVIEW:
            reviewed, approved = act, None
        # To drop a channel later is no decision on the text, and a reply only enters another's.
        decided = before is not None and before.state is State.REVIEWED
        if act.act is Act.APPROVE and decided and act.state is State.APPROVED:
            approved = act
        before = act
    return reviewed, approved


def reasons_of(
    duties: Iterable[Obligation],
    nils: Nils,
    matters: Mapping[str, Matter],
) -> tuple[str, ...]:
    """Return why obligations were answered by 无事项 or 不予公开, one text each.

    `nils` are the nil returns by code and window, `matters` the disclosures by number.
    """
    return tuple(filter(None, (_reason(duty, nils, matters) for duty in duties)))


def _reason(duty: Obligation, nils: Nils, matters: Mapping[str, Matter]) -> str:
    answer = duty.answer
    if answer is None:
        return ""
    if nil := nil_of(duty, nils):
        return nil_told(nil)
    matter = matters.get(answer.number or "")
    if answer.how != "不予公开" or matter is None:
        return ""
    decided = next(act for act in matter.acts if act.state is State.REFUSED)
    basis = f"；依据：{decided.basis}" if decided.basis else ""
    return f"{matter.number}不予公开：{decided.reason or '未写理由'}{basis}（{decided.by}）"
