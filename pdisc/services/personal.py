"""What to tell where a number of a person stands in a text that many in the office read."""

from collections.abc import Iterable

from pdisc.screening.house import HouseRules
from pdisc.services.once import mask_text

_ANNUL = "写错了的，作废这一笔再登记：pdisc annul --help"
OF_REQUESTS = f"姓名、联系方式写在 --name、--contact 里；{_ANNUL}"
OF_OPINIONS = f"反映人写在 --from 里；{_ANNUL}"
"""Where it belongs instead."""


def personal_told(texts: Iterable[str], house: HouseRules, instead: str) -> tuple[str, ...]:
    """Return what to tell of texts in which numbers of persons stand, and what to do `instead`."""
    if all(mask_text(text, house=house) == text for text in texts):
        return ()
    return (f"内容里写有个人的号码，清单、日志里都看得到；{instead}",)
