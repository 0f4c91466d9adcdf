"""告知书, 不予公开告知书, 补正通知: letters to somebody who asked (点题), one a page."""

from collections.abc import Callable, Mapping
from datetime import date

from pdisc.context import Context
from pdisc.dates.typed import in_words
from pdisc.papers.order import Printed, PrintOrder
from pdisc.services import letters
from pdisc.sheets.blank_request import blank_request
from pdisc.sheets.letters import (
    Letter,
    LetterFacts,
    answer_letter,
    refusal_letter,
    supplement_letter,
)
from pdisc.sheets.sheet import BLANK, OFFICIAL, Headline, Para, Sheet, SignedBy


def made(context: Context, order: PrintOrder) -> Printed:
    """Return the letters of one request: to each voice that is told by the same answer."""
    with context.reading() as reading:
        files = letters.Letters(reading, order.on, named=order.named)
        if order.form == "补正通知":
            told = files.supplement(order.target)
        else:
            told = files.answers(order.target, refusal=order.form == "不予公开告知书")
        id_ = files.standing(order.target).request.id
    write = WRITERS[order.form]
    found = tuple(letter_sheet(write(each), on=order.on) for each in told)
    return Printed(f"{order.form}_{id_}", found)


def letter_sheet(letter: Letter, *, on: date) -> Sheet:
    """Return a letter as a 公文 dated by the day given."""
    return Sheet(
        title=letter.title,
        on=on,
        look=OFFICIAL,
        blocks=(
            Headline(letter.title),
            Para(text=f"{letter.name or BLANK} 同志：", manner="plain", name="称呼"),
            Para(text=letter.paragraphs[0], name="来意"),
            *(Para(text=text, name="正文") for text in letter.paragraphs[1:]),
            SignedBy((f"{letter.unit}（盖章）", in_words(letter.signed_on))),
            Para(
                text="签收：________________　日期：______年____月____日",
                manner="note",
                kept=True,
                space=1,
            ),
            Para(text=f"点题 {letter.id}　回执 {letter.receipt}", manner="note", name="编号回执"),
        ),
    )


WRITERS: Mapping[str, Callable[[LetterFacts], Letter]] = {
    "告知书": answer_letter,
    "不予公开告知书": refusal_letter,
    "补正通知": supplement_letter,
}
"""What each letter makes of a request."""


def blank_sheet(form: str, on: date) -> Sheet:
    """Return a letter of which nothing is filled in yet, dated by the day given."""
    return letter_sheet(WRITERS[form](blank_request(on).facts), on=on)
