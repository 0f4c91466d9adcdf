"""Office marks that need a named sign-off: 内部资料, 阅后收回, 此件不公开 and their kin.

A mark stands by itself, in brackets or behind 此件; the same words inside a sentence about rules
and work (加强内部资料管理, 不予公开的情形) are talk.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from pdisc.screening.boxes import ticked
from pdisc.screening.columns import Cell
from pdisc.screening.hits import Severity, Spot
from pdisc.screening.rows import Match, Row, compiled, matches
from pdisc.words import FindingKind

_OPEN, _CLOSE = r"[\[(【〔〈《「『<“\"]", r"[\])】〕〉》」』>”\"]"
_PRACTICE = "内部标识不得公开（某市税务局保密审查制度；领域要点§5）"
_PROPERTY = "公文公开属性（政府信息公开条例；领域要点§5）"

_LEFT = rf"(?:^|[\t|]|{_OPEN}|:)[ ★☆*·_-]*(?:请 ?)?\Z"
_LOOSE_LEFT = r"[,、 ·_。;!?-](?:请 ?)?\Z"
_RIGHT = rf"[ ]*+(?:$|[\t|]|{_CLOSE}|[(\[【,。;!?:_·-])|[ ]"
_THIS = r"(?:[此本该]|以上)(?:[^,。;:!?\n]){0,7}\Z|[^否](?:属于?|[系为是]|作为)\Z"
_TALK = (
    r"涉密|密级|泄密|失密|(?<!注意)(?<!请)保密|秘密|[机绝]密[级文件材]|制度|规定|规范|管理|上网|互联网|登记|严格|加强|问题|检查"
    r"|标[有明注识]|严守|纪律|培训|出版|准印|版权|办理|栏目|传递|[0-9]份|[0-9]件|不得有|之一"
)
_MENTIONED = '(?:标有|标明|标注|注明|印有|盖有|加盖|写有|标[为成]|写成)[为了]?[“"「『]\\Z'
_LEVELS = "机密.{0,8}秘密|秘密.{0,8}机密"
"""A row of levels, in which 内部资料 is the lowest."""
_SENTENCE = 48


def _always(match: Match) -> bool:
    return True


def _apart(match: Match) -> bool:
    """Return whether a phrase stands where a mark stands: between edges, or said of 此件."""
    before = match.string[max(0, match.start() - 12) : match.start()]
    if compiled(_MENTIONED).search(before) or compiled(_LEVELS).search(_around(match)):
        return False
    if not compiled(_RIGHT).match(match.string, match.end()):
        return False
    return bool(compiled(_LEFT).search(before) or compiled(_THIS).search(before))


def _around(match: Match) -> str:
    """Return the line around a match, as far as it tells marks from talk."""
    start, end = match.span()
    before = match.string[max(0, start - _SENTENCE) : start].rpartition("\n")[2]
    after = match.string[end : end + _SENTENCE].partition("\n")[0]
    return f"{before}{match[0]}{after}"


def _no_talk(match: Match) -> bool:
    """Return whether a phrase is a mark: apart, or in a sentence that isn't about such things."""
    return _apart(match) or not compiled(_TALK).search(_around(match))


def _ends(match: Match) -> bool:
    """Return whether a phrase has no object (会后收回选票 has) and isn't talk."""
    return bool(compiled(_RIGHT).match(match.string, match.end())) and _no_talk(match)


def _alone(match: Match) -> bool:
    """Return whether a phrase is apart, or loosely so behind a comma or blank of a mark's line."""
    before = match.string[max(0, match.start() - 3) : match.start()]
    return _apart(match) or (
        bool(compiled(_LOOSE_LEFT).search(before))
        and bool(compiled(_RIGHT).match(match.string, match.end()))
        and not compiled(_TALK).search(_around(match))
    )


def _no_mention(match: Match) -> bool:
    """Return whether a draft isn't only named: 《…（征求意见稿）》 in a sentence, 公开征求意见."""
    start, end = match.span()
    before = match.string[max(0, start - _SENTENCE) : start].rpartition("\n")[2].strip()
    after = match.string[end : end + _SENTENCE].partition("\n")[0].strip()
    if "公开征求" in before + after or re.match("》?[^ ,。;]{0,6}(?:说明|公告|通知)", after):
        return False
    return not after.startswith("》") or (before.startswith("《") and after == "》")


def _spaced(*phrases: str) -> str:
    """Return a pattern for phrases that may be typed with blanks between: 内 部 资 料."""
    return "(?:" + "|".join(" {0,4}".join(phrase) for phrase in phrases) + ")"


def _warn(
    needs: str, pattern: str, shown: str = "", real: Callable[[Match], bool] = _no_talk
) -> Row:
    return Row(FindingKind.NOTICE, Severity.WARN, pattern, _PRACTICE, needs, real, shown)


_BACK = "(?:收回|退回|交回|清退|销毁|焚毁?|归还|即退|退还)"
_DRAFT = _spaced("征求意见稿", "讨论稿", "送审稿", "审议稿", "报审稿", "草案稿", "初稿", "未定稿")
_NOTICES = (
    _warn("内", _spaced("内部资料", "内部材料") + "(?![性室柜])", "内部资料"),
    _warn("内", r"内(?<!党内) {0,4}部 {0,4}文 {0,4}件(?!柜)", "内部文件"),
    _warn("保", _spaced("注意保存", "妥善保管勿外传"), "注意保存", _alone),
    _warn("后", rf"[阅会用][读议]?后 {{0,4}}[^ ,。;\n]{{0,6}}?{_BACK}", "", _ends),
    _warn("毕", rf"[阅会用]毕[^ ,。;\n]{{0,4}}?{_BACK}", "", _ends),
    _warn("后", r"[阅会][读议]?后[^ ,。;\n]{0,8}?(?:退回|交回|退还|归还)(?!原)"),
    _warn(
        "",
        r"(?:请勿|切勿|不得|不准|不许|禁止|严禁|未经[^\s,。;]{1,8},?(?:不得|严禁))"
        r"(?:擅自|随意|私自|对外){0,2}(?:外传|外泄|复印|翻印|翻拍|摘抄|拍照外传|扩散|转发)",
    ),
    _warn("阅", r"传(?<![加解]传) {0,4}阅 {0,4}件", "传阅件", _alone),
    _warn("密", r"密(?<![涉加解保紧精亲稠周严机絕绝秘]密) ?[件电]", "", _alone),
    _warn("内部", r"(?:仅|只)(?:供|限)(?:本单位|单位|机关|系统|党内|领导)?内部"),
    _warn("供", r"(?:仅|只)供[^\s,。;]{0,10}?(?:参阅|传阅|阅知)|供领导(?:参阅|参考)"),
    _warn("内部", r"内部(?:掌握|参考|参阅|讨论)(?![权房价])"),
    _warn("内部", r"内部(?:使用|传阅|刊物|发行|明电|电报)", "", _alone),
    _warn("内", r"密 {0,8}级[ \t]{0,4}[:\t][ \t]{0,4}内部(?=[ \t]*(?:$|[,。;)资文|]))"),
    _warn(
        "稿", rf"[(\[【〔][^()\[\]\n]{{0,8}}{_DRAFT}[^()\[\]\n]{{0,8}}[)\]】〕]", "", _no_mention
    ),
    _warn("稿", rf"^[ ]*+{_DRAFT}[ ]*+$"),
    _warn(
        "秘密",
        rf"^[ ]*+{_OPEN}?(?:工作秘密|商业秘密){_CLOSE}?[ ]*+$"
        r"|[\[(【〔](?:工作秘密|商业秘密)[\])】〕]",
        "",
        _always,
    ),
)
_CLOSED = _spaced("不予公开", "不公开", "不宜公开", "免予公开", "免于公开", "免公开")
_ON_REQUEST = _spaced("依申请公开")
_IN_PART = r"(?:删 {0,4}减 {0,4}后 {0,4}(?:再|主动)? {0,4}公 {0,4}开)"
_PROPERTIES = {"不公开": _CLOSED, "依申请公开": _ON_REQUEST, "删减后公开": _IN_PART}
_LABEL = r"[此本该] {0,4}(?:件|文|文件|信息)[ :为是属]{0,4}"
_FIELD = (
    r"(?:(?:公开|信息|政务|政府|党务){1,3}(?:属性|选项|类别|类型|形式|方式)|是否公开)(?:为|是)?"
    r"[ \t:]{1,6}"
)
_AFTER = r"(?!的|,?应当|情形|理由|范围|[、/和或及])"
_COLUMN = "公开(?:属性|选项|类别|类型|方式|形式)|是否公开"


_ANY = "(" + "|".join(_PROPERTIES.values()) + ")"
_PROPERTY_ROWS = (
    Row(
        FindingKind.PROPERTY,
        Severity.WARN,
        rf"(?:{_LABEL}|{_FIELD}){_ANY}{_AFTER}",
        _PROPERTY,
        "开",
    ),
    Row(
        FindingKind.PROPERTY,
        Severity.WARN,
        rf"^[ ]*+{_OPEN}?[ ]*+{_ANY}[ ]*+{_CLOSE}?[ ]*+$",
        _PROPERTY,
        "开",
    ),
)
WARNINGS = (*_NOTICES, *_PROPERTY_ROWS)
"""Every office mark in running text; `shown` is the plain phrase for the excerpt, or the match."""


def notice_spots(plain: str, cells: Sequence[Cell]) -> Iterator[Spot]:
    """Yield the office marks of a normalised text; each shows its phrase."""
    for row, match in matches(_NOTICES, plain):
        excerpt = row.shown or match[0].strip(" \t\n()[]【】〔〕")
        yield Spot(row.kind, row.severity, *match.span(), excerpt, row.rule)
    for _, match in matches(_PROPERTY_ROWS, plain):
        yield from _as_property(match[1], *match.span())
    for option in ticked(plain, "|".join((r"主 ?动 ?公 ?开", *_PROPERTIES.values()))):
        yield from _as_property(option[0], *option.span())
    headings = {cell.heading for cell in cells}
    asked = {heading for heading in headings if compiled(_COLUMN).search(heading)}
    for cell in cells if asked else ():
        if cell.column and cell.heading in asked:
            yield from _as_property(plain[cell.start : cell.end], cell.start, cell.end)


def _as_property(text: str, start: int, end: int) -> Iterator[Spot]:
    """Yield the warning that a text says, if it is one of the properties that aren't public."""
    for shown, words in _PROPERTIES.items():
        if compiled(words).fullmatch(text.strip()):
            yield Spot(FindingKind.PROPERTY, Severity.WARN, start, end, shown, _PROPERTY)
