"""The facts of an office by hand: a builder asks for what a test is about and fills in the rest.

`more` sets any other field. Whatever every fact of a kind must have stands here alone.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import msgspec
from conftest import SINCE
from oracle import NOTICE_2026, noticed, recorded

from pdisc.audience import numbered_for
from pdisc.registers.demands import Demand
from pdisc.registers.facts import Facts
from pdisc.registers.items import CatalogItem
from pdisc.registers.nils import NilReturn
from pdisc.registers.notes import Noted
from pdisc.registers.opinions import Opinion, OpinionStep
from pdisc.registers.requests import Request, RequestStep
from pdisc.registers.rulings import Ruling
from pdisc.registers.settings import Setting
from pdisc.registers.staff import Appointment
from pdisc.registers.surveys import SurveyTally
from pdisc.values.codes import opinion_parts, public_number
from pdisc.values.matters import ActDone, Matter, Posting
from pdisc.values.voice_kinds import AskerKind, RequestVia, SurveyGroup
from pdisc.words import (
    Act,
    Audience,
    Authority,
    Cycle,
    NoteKind,
    Retention,
    Role,
    Scope,
    State,
    Timing,
)

LIMITS = {
    "定期宽限": "10",
    "固定首次公开": "0",
    "固定复核": "12",
    "变更重新公开": "20",
    "随时时限": "20",
    "修改时限": "3",
    "审核时限": "3",
    "审批时限": "3",
    "报批时限": "10",
    "实施时限": "2",
    "归档截止": "06-30",
    "年度公开截止": "03-31",
    "更正撤下": "2",
    "换届周期": "36",
    "上次换届": "",
    "公开栏期限": "7",
    "公示期": "5",
}


def setting(name: str, value: str, since: date = SINCE, **more: Any) -> Setting:
    """Return the value of a rule from a day on."""
    known = Setting(name=name, value=value, unit="", basis="", assumed=False, valid_from=since)
    return msgspec.structs.replace(known, **more)


def item(code: str = "1.1.1", timing: Timing = Timing.PERIODIC, **more: Any) -> CatalogItem:
    """Return an item for all to see, each quarter where it is 定期."""
    known = CatalogItem(
        code=code,
        position=int(code.replace(".", "")),
        level1="一",
        level2="二",
        level3=f"内容{code}",
        channels=("会议", "公开栏"),
        scope=Scope.SOCIETY,
        timing=timing,
        every=Cycle.QUARTER if timing is Timing.PERIODIC else None,
        authority=Authority.SECRETARY,
        rule=1,
        retention=Retention.YEARS_10,
        office="综合科",
        valid_from=SINCE,
        recorded_on=more.get("valid_from", SINCE),
    )
    return msgspec.structs.replace(known, **more)


def done(act: Act, on: date, state: State, by: str = "王承办", **more: Any) -> ActDone:
    """Return an act that left a disclosure in a state."""
    return ActDone(act=act, by=by, on=on, state=state, **more)


def posted(on: date, channel: str = "会议", **more: Any) -> Posting:
    """Return a publication on one channel."""
    return Posting(channel=channel, on=on, **more)


def matter(number: str, *acts: ActDone, code: str = "1.1.1", **more: Any) -> Matter:
    """Return a disclosure for all to see that went through these acts."""
    known = Matter(
        number=number,
        code=code,
        title="题目",
        office="组织科",
        scope=Scope.SOCIETY,
        channels=("会议", "公开栏"),
        window=None,
        occurred_on=None,
        planned_on=acts[0].on,
        acts=acts,
    )
    return msgspec.structs.replace(known, **more)


def published(number: str, on: date, *postings: Posting, **more: Any) -> Matter:
    """Return a disclosure that was proposed and published on one day."""
    return matter(
        number,
        done(Act.PROPOSE, on, State.PROPOSED),
        done(Act.PUBLISH, on, State.PUBLISHED),
        postings=postings or (posted(on),),
        **more,
    )


def refused(number: str, on: date, *later: ActDone, **more: Any) -> Matter:
    """Return a disclosure that was refused the day after its proposal."""
    return matter(
        number,
        done(Act.PROPOSE, on - timedelta(days=1), State.PROPOSED),
        done(Act.APPROVE, on, State.REFUSED),
        *later,
        **more,
    )


def nil(on: date, window: str = "2026-Q3", code: str = "1.1.1", **more: Any) -> NilReturn:
    """Return 本期无事项."""
    return NilReturn(code=code, window=window, by="王承办", reason="无", on=on, **more)


def occurrence(on: date, code: str = "2.1.1", **more: Any) -> Noted:
    """Return 发生登记."""
    return Noted(code=code, on=on, **more)


def noted(kind: NoteKind, on: date, code: str = "1.2.1", **more: Any) -> Noted:
    """Return what was noted of an item, mostly of a 固定 one."""
    return Noted(kind=kind, code=code, on=on, **more)


def ruling(on: date, code: str, duty: str, to: date | None = None, **more: Any) -> Ruling:
    """Return 顺延 until a day, or 豁免 without one."""
    return Ruling(code=code, duty=duty, to=to, by="乙", reason="因", on=on, **more)


def demand(on: date, code: str = "1.1.1", **more: Any) -> Demand:
    """Return 督促 about an item, to be answered within a week."""
    known = Demand(
        seq=0,
        code=code,
        duty=None,
        number=None,
        office="综合科",
        holder="",
        answer_by=on + timedelta(days=7),
        by="乙",
        reason="逾期",
        on=on,
    )
    return msgspec.structs.replace(known, **more)


def appointment(
    name: str, roles: Iterable[Role], authority: Authority | None = None, **more: Any
) -> Appointment:
    """Return what somebody may do from the start of the ledger on."""
    known = Appointment(
        name=name,
        office="办公室",
        roles=tuple(roles),
        authority=authority,
        valid_from=SINCE,
        valid_until=None,
    )
    return msgspec.structs.replace(known, **more)


def facts(*items: CatalogItem, rules: tuple[Setting, ...] = (), **more: Any) -> Facts:
    """Return an office with the usual limits and the work calendar of 2026."""
    known = Facts(
        unit="某局党支部",
        since=SINCE,
        items=items or (item(),),
        settings=(*(setting(name, value) for name, value in LIMITS.items()), *rules),
        notices=(noticed(2026),),
        days=recorded(NOTICE_2026, 2026),
    )
    return msgspec.structs.replace(known, **more)


def standing(*matters: Matter, **more: Any) -> Facts:
    """Return an office with one 固定 item that these disclosures are about."""
    about = tuple(msgspec.structs.replace(one, code="1.2.1") for one in matters)
    return facts(item("1.2.1", Timing.STANDING), matters=about, **more)


def public_numbers(matters: Iterable[Matter], audience: Audience) -> dict[str, str]:
    """Return the running numbers of an audience, had these been published in their order."""
    counted = [
        one.number
        for one in matters
        if one.postings and audience in numbered_for(one.scope, one.scope_detail)
    ]
    return {number: public_number(audience, n) for n, number in enumerate(counted, 1)}


VOICE_LIMITS = {
    "点题决定": "3",
    "点题决定延长": "10",
    "点题答复": "15",
    "点题答复延长": "15",
    "点题补正": "7",
    "点题征求": "15",
    "点题条目": "6.1.1",
    "意见办理": "15",
    "测评补课线": "60",
    "测评最少份数": "5",
}
"""The shipped limits of what people ask and say."""


def voiced(*items: CatalogItem, asked: Iterable[Any] = (), **more: Any) -> Facts:
    """Return an office with those limits, too, that was asked and told these things.

    `asked` are facts of any kind of the people's side.
    """
    told: dict[Any, list[Any]] = {}
    for each in asked:
        told.setdefault(type(each), []).append(each)
    rules = tuple(setting(name, value) for name, value in VOICE_LIMITS.items())
    return facts(
        *items, rules=rules, more={kind: tuple(found) for kind, found in told.items()}, **more
    )


def request(id_: str, on: date, **more: Any) -> Request:
    """Return what one of the masses asked."""
    known = Request(
        id=id_,
        content="点题内容",
        asker=AskerKind.PUBLIC,
        via=RequestVia.SPOKEN,
        received_on=on,
        by="王承办",
        on=on,
    )
    return msgspec.structs.replace(known, **more)


def request_step(id_: str, seq: int, kind: str, on: date, **more: Any) -> RequestStep:
    """Return one thing that was done about a request."""
    return RequestStep(request=id_, seq=seq, kind=kind, on=on, by="王承办", **more)


def opinion(number: str, place: int, on: date, **more: Any) -> Opinion:
    """Return what was said about a disclosure."""
    known = Opinion(
        number=number, place=place, content="意见内容", via="", received_on=on, by="王承办", on=on
    )
    return msgspec.structs.replace(known, **more)


def opinion_step(id_: str, seq: int, kind: str, on: date, **more: Any) -> OpinionStep:
    """Return one thing that was done about an opinion of that name."""
    number, place = opinion_parts(id_)
    return OpinionStep(number=number, place=place, seq=seq, kind=kind, on=on, by="王承办", **more)


def tally(on: date, counts: tuple[int, int, int, int], **more: Any) -> SurveyTally:
    """Return the answers of some of the masses: 满意, 基本满意, 不满意, 不了解."""
    satisfied, fair, dissatisfied, unaware = counts
    known = SurveyTally(
        number="",
        window="",
        people=SurveyGroup.PUBLIC,
        satisfied=satisfied,
        fair=fair,
        dissatisfied=dissatisfied,
        unaware=unaware,
        asked=None,
        digest="",
        by="王承办",
        on=on,
    )
    return msgspec.structs.replace(known, **more)
