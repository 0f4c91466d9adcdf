"""Which texts are public: all that any audience may ever be told, and whatever brings it.

Each of them is screened for personal values by whichever road it comes. Those of a plan become
findings, which somebody deals with (`services/drafts.py`); every other one is refused before it is
stored, where its entry is committed. `tests/test_public_texts.py` walks this list both ways.
"""

from collections.abc import Iterable, Iterator

import msgspec

from pdisc.dates.days import DayRule, YearTable
from pdisc.errors import Refused
from pdisc.events.steps import Published
from pdisc.registers.inherited import BroughtForward
from pdisc.registers.items import CatalogItem
from pdisc.registers.opinions import OpinionSettled
from pdisc.registers.requests import RequestAnswered, RequestDecided, RequestReferred
from pdisc.registers.settings import SettingChanged
from pdisc.screening.hits import Hit
from pdisc.screening.house import HouseRules
from pdisc.screening.links import readings
from pdisc.services.guard import private
from pdisc.values.parts import Plan, StoredFile
from pdisc.words import FindingKind

SHOWN_UNITS = frozenset({"名称", "文字"})
"""Units of those settings that are words of the office's own, printed on what it hands out."""


class PublicText(msgspec.Struct, frozen=True, kw_only=True):
    """One text that others read: the field that holds it, what it is called, where they read it.

    `told` names fields of the records that an audience outside the office gets; what is only
    printed and hung (a holiday in the 月历) has none.
    """

    kind: type[msgspec.Struct]
    field: str
    called: str
    told: tuple[str, ...]
    mend: str = ""


_CHANNELS = (
    *("PublicRecord.channels", "PublicPosting.channel", "PublicItem.channels"),
    "PublicRow.places",
)

IN_PLANS = (
    PublicText(
        kind=Plan, field="title", called="标题", told=("PublicRecord.title", "PublicRow.titles")
    ),
    PublicText(kind=Plan, field="content", called="正文", told=("PublicRecord.content",)),
    PublicText(kind=Plan, field="channels", called="公开形式", told=_CHANNELS),
    PublicText(kind=StoredFile, field="name", called="文件名", told=("saved",)),
)
"""What a plan makes public: a personal value in it is a finding."""

_INHERITED = (("title", "标题"), ("place", "地点"), ("url", "网址"), ("channels", "公开形式"))

REFUSED = (
    PublicText(
        kind=Published,
        field="place",
        called="地点",
        told=("PublicPosting.place",),
        mend="--place 只写会议、公开栏位置或发送对象",
    ),
    PublicText(
        kind=Published,
        field="url",
        called="网址",
        told=("PublicPosting.url",),
        mend="--url 只写公开页面的网址，不带个人号码",
    ),
    *(
        PublicText(
            kind=BroughtForward, field=field, called=called, told=(), mend="只写公开的内容和地方"
        )
        for field, called in _INHERITED
    ),
    PublicText(
        kind=CatalogItem,
        field="channels",
        called="公开形式",
        told=_CHANNELS,
        mend="平台名只写平台，如 网站:党建网",
    ),
    *(
        PublicText(
            kind=CatalogItem, field=field, called="目录名称", told=told, mend="从目录里去掉后再试"
        )
        for field, told in (
            ("level1", ("PublicItem.level1", "PublicRow.level1", "PublicGroup.group")),
            ("level2", ("PublicItem.level2",)),
            ("level3", ("PublicItem.level3", "PublicRow.item", "PublicRecord.item")),
        )
    ),
    PublicText(
        kind=SettingChanged,
        field="value",
        called="单位名称、代码",
        told=("PublicReport.unit", "PublicReport.title"),
        mend="只写单位的名称、代码，不写个人",
    ),
    PublicText(
        kind=DayRule,
        field="name",
        called="工作日名称",
        told=(),
        mend="名称只写节日或“本单位放假”",
    ),
    PublicText(
        kind=RequestAnswered,
        field="content",
        called="答复",
        told=(),
        mend="答复会交给点题的人，不写个人的号码、住址",
    ),
    *(
        PublicText(
            kind=RequestDecided,
            field=field,
            called=called,
            told=(),
            mend="告知书会交给点题的人，不写个人的号码、住址",
        )
        for field, called in (("reason", "理由"), ("basis", "依据"))
    ),
    *(
        PublicText(
            kind=RequestReferred,
            field=field,
            called=called,
            told=(),
            mend="告知书会交给点题的人，不写个人的号码、住址",
        )
        for field, called in (("to", "报告对象"), ("view", "上级意见"))
    ),
    PublicText(
        kind=OpinionSettled,
        field="feedback",
        called="反馈",
        told=(),
        mend="反馈会交给反映的人，不写个人的号码、住址",
    ),
    PublicText(kind=YearTable, field="notice", called="放假安排文号", told=(), mend="文号只写文号"),
)
"""What any other entry makes public: a personal value in it stops the entry."""

PUBLIC_TEXTS = (*IN_PLANS, *REFUSED)

_GUESSED = frozenset({FindingKind.BANK_CARD})
"""Kinds of which a page's own long number looks like one by chance."""


def refuse_private(event: object, house: HouseRules) -> None:
    """Raise Refused where a text of an event that everybody will read tells of a person."""
    for text, value in _said(event):
        look = _in_address if text.field == "url" else private
        for hit in look(value, text.called, house):
            raise Refused(
                f"{text.called}里有{hit.kind}（{hit.excerpt}），会随公开内容一起让人看到",
                next_step=text.mend,
            )


def _in_address(url: str, where: str, house: HouseRules) -> Iterator[Hit]:
    """Yield what an address gives away, whichever way it is read."""
    for reading in readings(url):
        yield from (hit for hit in private(reading, where, house) if hit.kind not in _GUESSED)


def _said(value: object) -> Iterator[tuple[PublicText, str]]:
    """Yield the texts of a value, however deep, that aren't a plan's and that others read."""
    if isinstance(value, (tuple, list)):
        for each in value:
            yield from _said(each)
    if not isinstance(value, msgspec.Struct) or isinstance(value, Plan):
        return
    for text in REFUSED:
        if isinstance(value, text.kind) and _is_shown(value):
            yield from ((text, each) for each in _texts(getattr(value, text.field)))
    for name in value.__struct_fields__:
        yield from _said(getattr(value, name))


def _is_shown(value: msgspec.Struct) -> bool:
    return not isinstance(value, SettingChanged) or value.unit in SHOWN_UNITS


def _texts(value: str | Iterable[str]) -> Iterable[str]:
    return (value,) if isinstance(value, str) else value
