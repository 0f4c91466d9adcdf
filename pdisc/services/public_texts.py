"""Which texts an audience may come to see, whichever road they come in by: the one list.

A text on it tells nothing personal. Those of a plan become findings that a reviewer answers for;
all others are refused with the entry that would bring them (DESIGN §7).
"""

from collections.abc import Iterator, Mapping

from pdisc.errors import Refused
from pdisc.events.steps import DrawnUp, Published
from pdisc.registers.items import ItemChanged
from pdisc.registers.opening import Opened
from pdisc.registers.settings import SettingChanged
from pdisc.rules import UNIT_NAME
from pdisc.screening.house import HouseRules
from pdisc.services.guard import private
from pdisc.values.parts import Event

Paths = Mapping[str, str]

_ITEM = {"level1": "目录名称", "level2": "目录名称", "level3": "目录名称", "channels": "公开形式"}

FOUND: Mapping[type[Event], Paths] = {
    DrawnUp: {
        "plan.title": "标题",
        "plan.content": "正文",
        "plan.channels": "公开形式",
        "plan.files.name": "附件的文件名",
    }
}
"""Texts of a plan, by event and by the way to them: `screening/draft.py` looks through these."""

REFUSED: Mapping[type[Event], Paths] = {
    Opened: {f"items.{name}": label for name, label in _ITEM.items()} | {"settings.value": "设置"},
    ItemChanged: {f"item.{name}": label for name, label in _ITEM.items()},
    SettingChanged: {"value": "设置"},
    Published: {"channel": "公开形式", "place": "地点", "url": "网址"},
}
"""All other texts that an audience may see, by event and by the way to them."""

PRINTED = frozenset({UNIT_NAME, "全宗号", "机构代码"})
"""The settings whose value is printed where others read it; the other values stay inside."""

_REMEDY = {
    "地点": "--place 只写会议、公开栏位置或发送对象",
    "网址": "--url 换成不带号码、姓名的网址",
    "公开形式": "公开形式只写渠道和平台名称，如 网站:党建网",
}


def refuse_private(event: Event, house: HouseRules) -> None:
    """Raise Refused where a text of an event that others will read tells something personal."""
    for kind, paths in REFUSED.items():
        if isinstance(event, kind):
            for path, label in paths.items():
                for text in _texts(event, path):
                    _refuse(text, label, house)


def _refuse(text: str, label: str, house: HouseRules) -> None:
    for hit in private(text, label, house):
        raise Refused(
            f"{label}里有{hit.kind}（{hit.excerpt}），会随公开内容一起让人看到",
            next_step=_REMEDY.get(label, "去掉后再办"),
        )


def _texts(value: object, path: str) -> Iterator[str]:
    """Yield the texts to which a path leads, through every element on the way."""
    if isinstance(value, (tuple, list)):
        for each in value:
            yield from _texts(each, path)
    elif isinstance(value, SettingChanged) and value.name not in PRINTED:
        return
    elif path:
        name, _, rest = path.partition(".")
        yield from _texts(getattr(value, name), rest)
    elif isinstance(value, str):
        yield value
