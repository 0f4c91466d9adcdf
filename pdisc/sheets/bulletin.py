"""党务公开简报: several approved matters in one paper for the members of the Party."""

from collections.abc import Iterator, Sequence

from pdisc.dates.typed import in_words
from pdisc.errors import Refused
from pdisc.sheets.case_file import CaseFile, require_public
from pdisc.sheets.official_text import attachment_paras
from pdisc.sheets.sections import NUMERALS
from pdisc.sheets.sheet import OFFICIAL, Headline, Para, Sheet, SheetBlock
from pdisc.words import Scope, ScopeDetail

TITLE = "党务公开简报"


def bulletin_sheet(cases: Sequence[CaseFile]) -> Sheet:
    """Return the bulletin (实施方案三(二): 党内公开 by 会议、文件、简报): its matters in order.

    Raises Refused for what isn't approved, was taken down, or is for named people alone.
    """
    for case in cases:
        require_public(case, "简报")
        if case.record.scope_detail is ScopeDetail.NAMED:
            raise Refused(
                f"{case.record.number} 只公开给特定对象，不能上简报",
                next_step=f"pdisc show {case.record.number}",
            )
    first = cases[0]
    inside = any(case.record.scope is Scope.PARTY for case in cases)
    return Sheet(
        title=TITLE,
        on=first.on,
        look=OFFICIAL,
        blocks=(
            Headline(TITLE),
            Para(text="第____期", manner="centre"),
            Para(text=f"{first.unit}　　{in_words(first.on)}", manner="centre", name="编印"),
            *(block for place, case in enumerate(cases) for block in _matter(place, case)),
            Para(
                text=f"发至：{'全体党员' if inside else '全体党员，可以对社会公开'}",
                manner="note",
                name="发至",
                space=1,
            ),
        ),
    )


def _matter(place: int, case: CaseFile) -> Iterator[SheetBlock]:
    numeral = NUMERALS[place] if place < len(NUMERALS) else str(place + 1)
    yield Para(text=f"{numeral}、{case.record.title}", manner="head", name="标题", space=0.5)
    for line in case.record.content.splitlines():
        if text := line.strip():
            yield Para(text=text, name="正文")
    yield from attachment_paras(case.record.files)
