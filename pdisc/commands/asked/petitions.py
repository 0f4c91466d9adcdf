"""点题: what a terminal is asked; which request is meant is picked from those that wait."""

from collections.abc import Collection, Sequence

from pdisc.commands.asked.answering import ask_from_whom
from pdisc.commands.asked.asker import Asker
from pdisc.commands.asked.one_word import place_of
from pdisc.commands.asked.who import ask_who
from pdisc.errors import Refused
from pdisc.services import request_records
from pdisc.services.knowing import MOST
from pdisc.services.texts import line
from pdisc.values.voice_kinds import AskerKind, RequestOutcome, RequestVia
from pdisc.values.voice_records import RequestRecord
from pdisc.voices.request_outcomes import MUST_SAY, NAMES
from pdisc.voices.request_rules import RULES
from pdisc.words import Role

PROPOSERS, APPROVERS = (Role.PROPOSER,), (Role.APPROVER,)


def add(asker: Asker) -> None:
    """Ask who writes it down, what is asked, what kind of person asks, and how it came."""
    ask_who(asker, PROPOSERS, "登记点题", frozenset())
    asker.text("content", "--content", "要求公开什么，照原话写（姓名、电话不写在这里）", long=True)
    ask_from_whom(asker, "name", "--name", "谁提的")
    if asker.has("name") and not asker.has("contact"):
        label = "怎样联系他，如 电话（不写就回车）"
        contact = asker.ask(label, lambda typed: line("--contact", typed), empty="")
        asker.given["contact"] = contact or None
    if not asker.has("asker"):
        asker.given["asker"] = asker.choose("点题的是党员还是群众", tuple(AskerKind))
    if not asker.has("via"):
        asker.given["via"] = asker.choose("怎样提出的", tuple(RequestVia))


def decide(asker: Asker) -> None:
    """Ask which request, who decides, what, and what that outcome must say."""
    record = _request(asker, "决定")
    ask_who(asker, APPROVERS, "决定点题", frozenset())
    asker.tell(f"  {record.id} {record.content}（{record.asker}，{record.received_on}收到）")
    for place, offer in enumerate(record.offers, 1):
        asker.tell(f"  已经公开的 {place} {offer.public_number} {offer.title}（{offer.where}）")
    if not asker.has("outcome"):
        asker.given["outcome"] = asker.choose("怎样决定", tuple(RequestOutcome))
    outcome = next((each for each in RequestOutcome if each == asker.given["outcome"]), None)
    must = MUST_SAY.get(outcome, ()) if outcome else ()
    if outcome in NAMES and "disclosure" in must:
        _answered_by(asker, [each.public_number for each in record.offers])
    if "reason" in must:
        asker.text("reason", "--reason", "理由", long=True)
    if "basis" in must:
        asker.text("basis", "--basis", "依据")


def _answered_by(asker: Asker, offered: Sequence[str]) -> None:
    """Ask which disclosure is out already, by its place among those that are offered or itself."""
    if asker.has("with_"):
        return
    way = "写上面的数字，或编号" if offered else "写编号"
    label = f"已经公开的是哪一件（{way}，如 2026-0001、公7）"

    def check(typed: str) -> str:
        place = place_of(typed, offered)
        return offered[place - 1] if place else line("--with", typed)

    asker.given["with_"] = asker.ask(label, check)


def answer(asker: Asker) -> None:
    """Ask which request, who, and the answer, where none can be composed."""
    record = _request(asker, "答复")
    ask_who(asker, PROPOSERS, "答复点题", frozenset())
    if record.outcome is not RequestOutcome.PUBLIC and not record.joined:
        asker.text("content", "--content", "答复的内容", long=True)


def supplement(asker: Asker) -> None:
    """Ask which request, and who."""
    _request(asker, "登记补正")
    ask_who(asker, PROPOSERS, "登记补正", frozenset())


def extend(asker: Asker) -> None:
    """Ask which request, who, and why."""
    _request(asker, "延期")
    ask_who(asker, APPROVERS, "延长点题期限", frozenset())
    asker.text("reason", "--reason", "理由", long=True)


def join(asker: Asker) -> None:
    """Ask which request, to which it is joined, and who."""
    _request(asker, "并办", name="ids")
    if not asker.has("into"):
        asker.given["into"] = asker.ask("并到哪一件点题", lambda typed: _found(asker, typed).id)
    ask_who(asker, PROPOSERS, "并办点题", frozenset())


def refer(asker: Asker) -> None:
    """Ask which request, who, and whom it is reported to, or the view that came."""
    record = _request(asker, "报告上级")
    ask_who(asker, PROPOSERS, "报告上级", frozenset())
    if asker.has("to", "view_"):
        return
    if record.referred_to is None:
        asker.text("to", "--to", "报告哪个上级党组织")
    else:
        asker.text("view_", "--view", "上级的意见", long=True)


def ask_request(asker: Asker) -> RequestRecord:
    """Return the request that is meant, in whatever state it is; the newest are shown."""
    with asker.reading() as reading:
        newest = request_records.listed(reading, asker.today)[-MOST:]
    for each in reversed(newest):
        asker.tell(f"  {each.id} {' '.join(each.content.split())[:40]}（{each.state}）")
    return asker.ask("点题编号", lambda typed: _found(asker, line("点题编号", typed)))


def request_show(asker: Asker) -> None:
    """Ask which request."""
    asker.given["id_"] = ask_request(asker).id


def _request(asker: Asker, act: str, *, name: str = "id_") -> RequestRecord:
    """Return the request that is meant, on which the act may be done now; asked for if need be."""
    states = next(rule.states for rule in RULES.values() if rule.name == act)
    if asker.has(name):
        typed = asker.given[name]
        return _found(asker, typed[0] if isinstance(typed, list) else typed)
    with asker.reading() as reading:
        waiting = [x for x in request_records.listed(reading, asker.today) if x.state in states]
    for each in waiting:
        asker.tell(f"  {each.id} {' '.join(each.content.split())[:40]}（{each.state}）")
    label = (
        f"点题编号（现在{'可以' if waiting else '没有可以'}{act}的{'在上面' if waiting else ''}）"
    )
    found = asker.ask(label, lambda typed: _fitting(asker, typed, states, act))
    asker.given[name] = [found.id] if name == "ids" else found.id
    return found


def _fitting(asker: Asker, typed: str, states: Collection[str], act: str) -> RequestRecord:
    found = _found(asker, line("点题编号", typed))
    if found.state not in states:
        told = f"{found.id} 现在是“{found.state}”，不能{act}"
        raise Refused(told, next_step=found.next)
    return found


def _found(asker: Asker, typed: str) -> RequestRecord:
    with asker.reading() as reading:
        return request_records.shown(reading, typed, asker.today)
