"""告知书, 不予公开告知书, 补正通知: letters to somebody who asked (点题), one a page."""

from datetime import date

from pdisc.context import Context
from pdisc.dates.typed import in_words
from pdisc.papers.order import Printed, PrintOrder
from pdisc.render.official import SIZE, OfficialPage, official_page
from pdisc.render.wordfile import add_text, file_bytes
from pdisc.services import letters
from pdisc.sheets.letters import (
    BLANK,
    Letter,
    answer_letter,
    refusal_letter,
    supplement_letter,
)


def made(context: Context, order: PrintOrder) -> Printed:
    """Return the letters of one request: to each voice that is told by the same answer."""
    with context.reading() as reading:
        files = letters.Letters(reading, order.on, named=order.named)
        if order.form == "补正通知":
            found = [supplement_letter(each) for each in files.supplement(order.target)]
        else:
            refusal = order.form == "不予公开告知书"
            write = refusal_letter if refusal else answer_letter
            found = [write(each) for each in files.answers(order.target, refusal=refusal)]
        id_ = files.standing(order.target).request.id
    return Printed(f"{order.form}_{id_}.docx", letter_bytes(found, on=order.on))


def letter_bytes(found: list[Letter], *, on: date) -> bytes:
    """Return the letters as one Word file, dated by the day given."""
    page = official_page(found[0].title, on)
    for place, letter in enumerate(found):
        page.heading(letter.title, anew=place > 0)
        _add_letter(page, letter)
    return file_bytes(page.document)


def _add_letter(page: OfficialPage, letter: Letter) -> None:
    add_text(page.document, f"{letter.name or BLANK} 同志：", page.body)
    for paragraph in letter.paragraphs:
        add_text(page.document, paragraph, page.body, indent=2 * SIZE)
    page.signature((f"{letter.unit}（盖章）", in_words(letter.signed_on)))
    page.for_the_pen("签收：________________　日期：______年____月____日")
    add_text(page.document, f"点题 {letter.id}　回执 {letter.receipt}", page.text)
