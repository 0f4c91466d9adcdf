"""更正公告: what was published wrongly, where and when, and how it is right."""

from pdisc.dates.typed import in_words
from pdisc.errors import Refused
from pdisc.sheets.case_file import CaseFile, require_public
from pdisc.sheets.official_text import attachment_paras, in_lines, text_paras
from pdisc.sheets.public_notice import A_LINE, signature
from pdisc.sheets.sheet import OFFICIAL, Headline, Para, Sheet
from pdisc.values.records import DetailRecord


def correction_sheet(case: CaseFile) -> Sheet:
    """Return the notice of a correction.

    Raises Refused for what corrects nothing, and before the correction is approved.
    """
    record, old = case.record, case.corrected
    if old is None:
        raise Refused(
            f"{record.number} 没有更正别的事项，没有更正公告",
            next_step=f"更正它：pdisc correct {record.number} --help",
        )
    require_public(case, "更正公告")
    title = f"关于《{old.title}》的更正公告"
    return Sheet(
        title=title,
        on=case.on,
        look=OFFICIAL,
        blocks=(
            Headline(in_lines(title, A_LINE)),
            Para(text=f"{_published(old)}《{old.title}》有误，现更正如下：", name="原公开情况"),
            *text_paras(record.content),
            Para(text="特此更正。"),
            *attachment_paras(record.files),
            *signature(case),
        ),
    )


def _published(old: DetailRecord) -> str:
    """Return when and where the old one was published."""
    days = sorted({each.on for each in old.publications})
    places = dict.fromkeys(
        f"{each.channel}（{each.place}）" if each.place else each.channel
        for each in old.publications
    )
    if not days:
        return "本单位公开的"
    return f"本单位{in_words(days[0])}在{'、'.join(places)}公开的"
