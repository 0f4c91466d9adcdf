"""What the office writes to somebody who asked: 告知书, 不予公开告知书, 补正通知; and 登记表.

Pure: texts go in, paragraphs come out. Personal values in what was asked are masked already; who
asked stands on paper only where that was wanted, else there is a line for the pen.
"""

from collections.abc import Iterator
from datetime import date

import msgspec

from pdisc.dates.typed import in_words
from pdisc.sheets.sheet import BLANK


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """One letter: to whom, what it says, and when the office says so."""

    id: str
    title: str
    name: str
    paragraphs: tuple[str, ...]
    unit: str
    signed_on: date
    receipt: str


class LetterFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What letters are written from: one voice, and what was decided and answered.

    `content` is masked. `wait_until` is the last day for what is missing.
    """

    id: str
    via: str
    received_on: date
    content: str
    name: str = ""
    unit: str
    receipt: str
    outcome: str = ""
    reason: str = ""
    basis: str = ""
    decided_on: date | None = None
    answer: str = ""
    answered_on: date | None = None
    wait_until: date | None = None
    referred_to: str = ""
    view: str = ""


def answer_letter(facts: LetterFacts) -> Letter:
    """Return the 告知书 of what was answered; of a 区分处理 also what is withheld, and why."""
    body = [_asked(facts), f"现答复如下：{facts.answer}"]
    if facts.reason or facts.basis:
        body.append(f"其中不予公开的部分：{_because(facts)}")
    return _letter(facts, "告知书", body, facts.answered_on)


def refusal_letter(facts: LetterFacts) -> Letter:
    """Return the 不予公开告知书: why, by which basis, and who above was told (领域要点 §3)."""
    body = [_asked(facts), f"经研究，决定不予公开。{_because(facts)}"]
    if facts.answer:
        body.append(facts.answer)
    if facts.view:
        body.append(f"上级党组织的意见：{facts.view}")
    elif facts.referred_to:
        body.append(f"上述情况已经报告{facts.referred_to}，其意见另行告知。")
    return _letter(facts, "不予公开告知书", body, facts.answered_on or facts.decided_on)


def supplement_letter(facts: LetterFacts) -> Letter:
    """Return the 补正通知: what is missing, and by when it is to come."""
    by = f"请于{in_words(facts.wait_until)}前补正：" if facts.wait_until else "请补正："
    body = [_asked(facts), f"{by}{_ended(facts.reason)}", "等待补正的时间不计入办理期限。"]
    return _letter(facts, "补正通知", body, facts.decided_on)


def _asked(facts: LetterFacts) -> str:
    day = in_words(facts.received_on)
    return f"{day}收到您{facts.via}提出的点题：“{facts.content}”。"


def _because(facts: LetterFacts) -> str:
    parts = [f"依据：{_ended(facts.basis)}" if facts.basis else ""]
    parts.append(f"理由：{_ended(facts.reason)}" if facts.reason else "")
    return "".join(parts)


def _ended(text: str) -> str:
    return text if text.endswith(("。", "！", "？")) else f"{text}。"


def _letter(facts: LetterFacts, title: str, body: list[str], signed_on: date | None) -> Letter:
    assert signed_on is not None, "a letter is written when something was decided"
    return Letter(
        id=facts.id,
        title=title,
        name=facts.name,
        paragraphs=tuple(body),
        unit=facts.unit,
        signed_on=signed_on,
        receipt=facts.receipt,
    )


class RequestSheet(msgspec.Struct, frozen=True, kw_only=True):
    """What the 登记表 of one request is filled from."""

    facts: LetterFacts
    asker: str
    contact: str
    recorded_by: str
    note: str
    decide_by: date
    answer_by: date
    decided_by: str = ""
    answered_by: str = ""
    voices: tuple[str, ...] = ()
    disclosure: str = ""
    document_number: str = ""


def sheet_rows(sheet: RequestSheet) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the 登记表: two pairs of title and text, or one that spans the rest."""
    facts = sheet.facts
    yield "编号", facts.id, "收到日期", str(facts.received_on)
    yield "点题人身份", sheet.asker, "方式", facts.via
    yield "姓名", facts.name or BLANK, "联系方式", sheet.contact or BLANK
    yield "点题内容", facts.content
    yield "登记人", sheet.recorded_by, "同题", "、".join(sheet.voices) or "无"
    yield "决定期限", str(sheet.decide_by), "答复期限", str(sheet.answer_by)
    yield "决定", _decision(sheet)
    yield "答复", f"{facts.answer}\n{_by(sheet.answered_by, facts.answered_on)}".strip()
    if facts.referred_to or facts.view:
        yield "报告上级", "\n".join(filter(None, (facts.referred_to, facts.view)))
    yield "备注", sheet.note


def _decision(sheet: RequestSheet) -> str:
    facts = sheet.facts
    if not facts.outcome:
        return ""
    told = [facts.outcome, sheet.disclosure, _because(facts)]
    return "\n".join((*filter(None, told), _by(sheet.decided_by, facts.decided_on)))


def _by(name: str, on: date | None) -> str:
    return f"（{name}，{on}）" if on else ""
