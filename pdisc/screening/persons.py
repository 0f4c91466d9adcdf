"""Names of people, as far as a text itself says that they are names: told, never a finding.

Nobody can tell a name that belongs on a 公示 from one that doesn't; so it is said once per file
there are some: behind 举报人： and its kin, and below 姓名 in a list with other such values.
"""

from collections.abc import Iterable

from pdisc.screening.columns import cells
from pdisc.screening.labels import PEOPLE, mentions
from pdisc.screening.normal import normalise
from pdisc.screening.rows import compiled

NOTICE = "这里有姓名，请看是否该遮"
_NAME = r"[\u3400-\u9fff](?: ?[\u3400-\u9fff]){1,5}(?:·[\u3400-\u9fff]{1,8}){0,3}"
_NO_NAME = (
    r"(?:匿名|不详|未留|暂无|姓名|[局委办会村镇乡县市区社组队厂店校院司]|支部|公司|单位|本人|另附|附后|名单"
    r"|详见附件|见附件|略|无|合计|总计|小计)\Z"
)
_LABELLED = rf"(?:{PEOPLE})[ \t]?(?:\(签[名字]\))?: {{0,2}}({_NAME})(?![\u3400-\u9fff*某])"


def has_names(texts: Iterable[str], *, listed: bool) -> bool:
    """Return whether one of the texts shows a name; `listed` if other values stand beside them."""
    plains = [normalise(text).text for text in texts]
    return any(_labelled(plain) or (listed and _in_a_column(plain)) for plain in plains)


def _labelled(plain: str) -> bool:
    found = compiled(_LABELLED).finditer(plain)
    return any(_is_name(match[1]) for match in found)


def _in_a_column(plain: str) -> bool:
    if not mentions().search(plain):
        return False
    return any(
        cell.says.names and _is_name(plain[cell.start : cell.end].strip()) for cell in cells(plain)
    )


def _is_name(text: str) -> bool:
    return bool(compiled(_NAME).fullmatch(text)) and not compiled(_NO_NAME).search(text)
