"""What every text of an act or an entry must keep, whichever way it came in."""

from datetime import date

import msgspec

from pdisc.rules import RuleBook
from pdisc.services.guard import called, texts_in
from pdisc.services.texts import real, within

LIMITS = {"title": "标题字数", "content": "正文字数"}
"""Which rule limits which text; every other text keeps to 说明字数."""

CLOSED = frozenset({"channel", "channels", "drop_channels", "name"})
"""Fields of words of ours: 文件 is a 公开形式, 单位名称 a setting; a person's name is seen to."""


def measured(value: msgspec.Struct, rules: RuleBook, on: date) -> None:
    """Raise UsageError where a text in a command, an event or a signature won't do.

    It is too long, or it is what a hint prints in a value's place.
    """
    for field, text in texts_in(value):
        noun = called(field)
        within(noun, text, LIMITS.get(field, "说明字数"), rules, on)
        if field not in CLOSED:
            real(noun, text)
