"""Whether every entry might be made when it was: the guards of its time, asked again by verify.

A step is decided again by `workflow`, with the registers as they stood at its line, and must come
to the same event. An entry of a register keeps its date, and the role that its kind wants.
"""

import sqlite3
from collections.abc import Iterator
from datetime import date
from functools import partial

import msgspec

from pdisc.catalog.versions import named_window, require_of_the_ledger, require_over
from pdisc.clock import beijing_date
from pdisc.errors import PdiscError, Refused
from pdisc.events.amendments import Annulled
from pdisc.events.entry import Entry, kind_of
from pdisc.events.steps import Archived, DrawnUp, Proposed, Published
from pdisc.ledger.bygone import Bygone
from pdisc.ledger.governing import sets_for_all
from pdisc.ledger.hearing import heard_before
from pdisc.ledger.journal import entry_of
from pdisc.ledger.lawful_voices import VoicesThen
from pdisc.ledger.lines import OF_STEPS, STEP_KINDS, earliest_before, entry_at, read
from pdisc.registers.demands import Urged
from pdisc.registers.inherited import BroughtForward, InheritedTakenDown
from pdisc.registers.items import ItemAdded, ItemChanged
from pdisc.registers.lifts import MarkLifted
from pdisc.registers.nils import NilReturned
from pdisc.registers.notes import ChangeNoted, OccurrenceNoted, Reconfirmed
from pdisc.registers.opening import Opened, SinceMoved
from pdisc.registers.refusals import RefusalNoted
from pdisc.registers.registry import target_of
from pdisc.registers.requests import (
    RequestAnswered,
    RequestDecided,
    RequestExtended,
    RequestJoined,
    RequestReceived,
    RequestReferred,
    RequestSupplemented,
)
from pdisc.registers.rulings import Deferred, Waived
from pdisc.steps.annullable import require_annullable
from pdisc.steps.disclosure import Disclosure
from pdisc.steps.evolve import IllegalHistory
from pdisc.steps.guards import (
    require_annuller,
    require_approver_once_held,
    require_dates,
    require_role,
)
from pdisc.steps.inherit import admit_opening, require_movable, require_of_its_kind
from pdisc.steps.policy import Policy
from pdisc.steps.retold import signature_of
from pdisc.steps.transitions import IN_HAND
from pdisc.values.parts import Event
from pdisc.voices.clocks import Clocks
from pdisc.words import Role
from pdisc.workflow import IllegalDecision, decided_again, replayed

ROLES: dict[type[Event], tuple[Role, ...]] = {
    NilReturned: (Role.PROPOSER,),
    OccurrenceNoted: (Role.PROPOSER,),
    ChangeNoted: (Role.PROPOSER, Role.APPROVER),
    Reconfirmed: (Role.PROPOSER, Role.APPROVER),
    MarkLifted: (Role.APPROVER,),
    Deferred: (Role.APPROVER,),
    Waived: (Role.APPROVER,),
    Urged: (Role.APPROVER,),
    InheritedTakenDown: (Role.PROPOSER, Role.APPROVER),
    RequestReceived: (Role.PROPOSER,),
    RequestDecided: (Role.APPROVER,),
    RequestExtended: (Role.APPROVER,),
    RequestSupplemented: (Role.PROPOSER,),
    RequestJoined: (Role.PROPOSER,),
    RequestAnswered: (Role.PROPOSER,),
    RequestReferred: (Role.PROPOSER,),
}
"""Who may make an entry of a register; what isn't named here or below, anybody may."""

ROLES_SINCE = {ChangeNoted: 1, Reconfirmed: 1}
"""The generation of the guards that first asked for them, where it isn't the first of all."""

UNDATED = (Opened, RefusalNoted)
"""Entries with no guard before them: the first, and that something was refused."""

SAID = {
    "state": "状态",
    "plan": "方案",
    "content_sha256": "方案的校验值",
    "scope": "公开范围",
    "scope_detail": "党内范围",
    "channels": "公开形式",
    "channel": "公开形式",
    "until": "公开截止日期",
    "window": "期次",
    "occurred_on": "发生日期",
    "to": "所属的步骤",
    "evidence": "凭证",
    "opinion": "意见",
    "acting_for": "代谁行使",
    "acting_paper": "代行依据",
    "archive_number": "档号",
    "series": "档号",
    "piece": "件号",
    "missing": "缺少的材料",
    "opinion_result": "意见收集结果",
    "dossier": "归档文件夹",
    "accepted": "逐条说明",
    "findings": "审查发现",
    "lifted": "准予公开的文号",
    "corrects": "更正的是哪件",
    "code": "目录编号",
    "item": "公开内容",
}
"""How fields of events are called; any other is told by its own name."""


class Lawful:
    """The guards of every entry's own time."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Know nothing of the registers yet; `connection` reads what a 更正 corrects."""
        self._connection = connection
        self._earlier = partial(entry_at, connection)
        self._bygone = Bygone(self._earlier)
        self._made_on = date.max
        self._annulled: set[int] = set()
        self._voices = VoicesThen(self._earlier, self._as_it_stood, self._bygone.versions)

    def registered(self, entry: Entry) -> Iterator[str]:
        """Yield what forbids an entry of a register, and remember what it changes."""
        event = entry.event
        if not isinstance(event, UNDATED):
            try:
                code = _item_of(event)
                policy = self._bygone.policy(entry, code)
                _admit(entry, policy, self._made_on)
                self._voices.admit(entry, policy)
                self._item_is_new(entry)
                if isinstance(event, SinceMoved):
                    earliest = earliest_before(self._connection, entry.seq)
                    require_movable(event.since, policy.since, entry.on, earliest)
                if isinstance(event, NilReturned) and entry.guards >= 2:
                    self._nothing_to_disclose(entry, event, policy)
                if isinstance(event, Annulled):
                    self._annulled_once(entry, event, policy)
            except (PdiscError, IllegalHistory) as error:
                yield str(error)
        if isinstance(event, Opened):
            self._made_on = beijing_date(entry.recorded_at)
        self._bygone.take(entry)
        self._voices.take(entry)

    def _annulled_once(self, entry: Entry, event: Annulled, policy: Policy) -> None:
        """Raise what forbids 作废: who did it, what is gone already, numbers of what had none."""
        original = target_of(entry, event, self._earlier)
        require_annuller(signature_of(entry), original, policy)
        if event.entry in self._annulled:
            raise IllegalHistory(f"第{event.entry}条以前已经作废")
        if event.numbers and not isinstance(original.event, Published):
            raise IllegalHistory(f"第{event.entry}条不是公开，没有编号可收回")
        self._annulled.add(event.entry)
        self._voices.require_annullable(entry, original)

    def _item_is_new(self, entry: Entry) -> None:
        """Raise IllegalHistory where an item was added under a code that was used before."""
        event = entry.event
        if isinstance(event, ItemAdded) and self._bygone.knew_item(event.item.code, entry.seq):
            raise IllegalHistory(f"编号“{event.item.code}”以前用过，不能再用")

    def _nothing_to_disclose(self, entry: Entry, event: NilReturned, policy: Policy) -> None:
        """Raise what forbids 本期无事项: a window not over, not ours, or somebody at work on it."""
        window = named_window(policy.history, event.window)
        require_of_the_ledger(window, event.code, policy.since)
        require_over(window, event.code, entry.on)
        about = event.code, event.window, event.window
        for (number,) in self._connection.execute(_EVER_MEANT, about).fetchall():
            then = self._as_it_stood(number, entry.seq)
            if then and then.window == event.window and _answers(then):
                raise IllegalHistory(f"{event.code} {window.name}的 {number} 当时是“{then.state}”")

    def _as_it_stood(self, number: str, seq: int) -> Disclosure | None:
        """Return a disclosure as the journal told it before an entry; None before its first."""
        state: Disclosure | None = None
        earlier = f"{OF_STEPS} AND j.subject = ? AND j.seq < ?"
        for line in read(self._connection, earlier, *STEP_KINDS, number, seq):
            state = replayed(state, entry_of(line))
        return state

    def stepped(self, before: Disclosure | None, entry: Entry) -> Iterator[str]:
        """Yield what forbids a step, or what of it can't have come of any command."""
        event = entry.event
        if isinstance(event, Annulled):
            yield from _not_annulled_in_the_archive(before, event)
            return
        code = event.code if isinstance(event, Proposed) else before.code if before else ""
        filed = {event.series: event.piece - 1} if isinstance(event, Archived) else {}
        try:
            policy = self._having_heard(entry, self._bygone.policy(entry, code, filed))
            others = decided_again(before, entry, policy, self._original(entry))
        except (PdiscError, IllegalHistory) as error:
            yield str(error)
        except (IllegalDecision, AssertionError):
            yield "这一步没有可办的"
        else:
            if others:
                told = dict.fromkeys(SAID.get(name, name) for name in others)
                yield f"按当时的规定办不出这样的{'、'.join(told)}"
        lifted = event.lifted if isinstance(event, DrawnUp) else ""
        if lifted and not self._bygone.was_lifted(code, lifted, entry.seq):
            yield f"没有按文号“{lifted}”登记过准予公开的摘录"

    def _having_heard(self, entry: Entry, policy: Policy) -> Policy:
        """Return the policy with what had come of people's opinions when something was filed."""
        if not isinstance(entry.event, Archived):
            return policy
        clocks = Clocks(policy.rules, policy.calendar)
        heard = heard_before(self._connection, entry, clocks, self._as_it_stood)
        return msgspec.structs.replace(policy, heard=heard)

    def _original(self, entry: Entry) -> Disclosure | None:
        """Return the disclosure that an entry corrects, as it was then."""
        event = entry.event
        if not isinstance(event, Proposed) or not event.corrects:
            return None
        state = self._as_it_stood(event.corrects, entry.seq)
        if state is None:
            raise IllegalHistory(f"更正的 {event.corrects} 当时还没有")
        return state


_EVER_MEANT = """
SELECT number FROM disclosure WHERE code = ? AND (period = ?
 OR number IN (SELECT number FROM version WHERE period = ?))
"""
"""Which disclosures of an item may have been for a window: what they were is in the journal."""


def _answers(then: Disclosure) -> bool:
    return bool(then.publications) or then.state in IN_HAND


def _item_of(event: Event) -> str:
    """Return the code of the item by which an entry of a register is judged."""
    if isinstance(event, ItemChanged):
        return event.item.code
    return event.code if isinstance(event, (NilReturned, BroughtForward)) else ""


def _not_annulled_in_the_archive(before: Disclosure | None, event: Annulled) -> Iterator[str]:
    """Yield what forbids to take something out of a disclosure that is filed."""
    try:
        if before is not None:
            require_annullable(before, event.entry)
    except PdiscError as error:
        yield str(error)


def _admit(entry: Entry, policy: Policy, made_on: date) -> None:
    """Raise what forbids an entry of a register, in a ledger that was made on that day."""
    event, signed, act = entry.event, signature_of(entry), f"登记{kind_of(entry.event)}"
    if isinstance(event, BroughtForward):
        admit_opening(signed, policy, made_on=made_on, windows=event.windows)
        first = max(entry.on, policy.since)
        require_of_its_kind(policy.history, first, event.channels, event.windows)
        return
    require_dates(signed, policy)
    roles = ROLES.get(type(event))
    if roles and entry.guards >= ROLES_SINCE.get(type(event), 0):
        require_role(entry.by, roles, policy, on=entry.on, act=act)
    if entry.guards and sets_for_all(event, policy, entry.on):
        require_approver_once_held(signed, policy, act=act)
    if isinstance(event, ItemChanged) and entry.guards >= TABLE_ASKED and event.lacks_table:
        raise Refused("核定保管期限没有写明经审查同意的保管期限表的文号")


TABLE_ASKED = 2
"""The generation of the guards that first asked for the paper behind a confirmed 保管期限."""
