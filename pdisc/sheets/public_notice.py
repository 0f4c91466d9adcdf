"""公开通知: what was approved, as a notice for the board or as a document (GB/T 9704-2012)."""

from collections.abc import Iterator
from datetime import date

from pdisc.dates.typed import in_words
from pdisc.sheets.case_file import CaseFile, require_public
from pdisc.sheets.official_text import attachment_paras, in_lines, text_paras, with_brackets
from pdisc.sheets.sheet import OFFICIAL, Headline, Para, Sheet, SheetBlock, SignedBy

A_LINE = 19
"""Letters of a title on one line: 156 mm at 22 pt, one less for the eye."""

NO_DAY = "____年__月__日"


def notice_sheet(case: CaseFile) -> Sheet:
    """Return the notice: the approved title and text to the letter, and nothing of how it came.

    Raises Refused before the approval, and for what was taken down.
    """
    require_public(case, "公开通知")
    record = case.record
    return Sheet(
        title=record.title,
        on=case.on,
        look=OFFICIAL,
        blocks=(
            Headline(in_lines(record.title, A_LINE)),
            *_document_number(case),
            *text_paras(record.content),
            *attachment_paras(record.files),
            *(_public_notice(case) if record.public_notice else ()),
            *signature(case),
        ),
    )


def signature(case: CaseFile) -> Iterator[SheetBlock]:
    """Yield who publishes, and the day: of the first publication, else as planned, else none."""
    first = min((each.on for each in case.record.publications), default=case.record.planned_on)
    yield SignedBy((case.unit, in_words(first) if first else NO_DAY))


def _document_number(case: CaseFile) -> Iterator[Para]:
    numbers = (each.document_number for each in case.record.publications)
    for number in [each for each in numbers if each][:1]:
        yield Para(text=with_brackets(number), manner="centre", name="发文字号")


def _public_notice(case: CaseFile) -> Iterator[Para]:
    """Yield the 公示期 and where to turn to; what isn't known is for the pen (领域要点 §4)."""
    hung = [each for each in case.record.publications if each.until]
    first: date | None = min((each.on for each in hung), default=None)
    last = max((each.until for each in hung if each.until), default=None)
    days = f"{_day(first)}至{_day(last)}"
    yield Para(text=f"公示期：{days}。公示期间如有意见，请向本单位反映。", name="公示期", space=1)
    yield Para(text="联系人：__________　电话：______________", name="联系人")
    yield Para(text="地址：____________________________", name="地址")


def _day(day: date | None) -> str:
    return in_words(day) if day else NO_DAY
