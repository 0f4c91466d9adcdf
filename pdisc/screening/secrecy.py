"""The tripwire: 密级 marks stop, office marks want a sign-off (保密法实施条例 §5; 领域要点 §5).

A mark is `密级★保密期限`, `密级★解密时间` or `密级★解密条件`, in the many ways people type it, or
a bare grade where a mark stands: on a line of its own, in brackets, before a 份号. Talk about
secrecy (保密审查, 涉密内容须作脱密处理, 不涉及党内秘密的事项) is no mark. All patterns read the
normalised text and are linear: every repetition is bounded or possessive.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

import msgspec

from pdisc.screening.hits import Severity, Spot

_IN = r"[ \t·.\-_/|]{0,20}"
_GRADE = rf"(?:[绝絕]{_IN}密|[机機]{_IN}密|[秘祕]{_IN}密)"
_STAR = "[★☆⭐🌟⚝✡✦✧✩-✽❂❇-❋⋆⍟٭⁎∗※\uf0ab]"
_SIGN = "[·•#+●○◆◇◎▲△■□×☓✕°^~_=+-]"
_GAP = r"[ \t·.:()\-]{0,8}"
_NUMBER = "[0-9〇零一二三四五六七八九十百两壹贰叁伍拾]"
_TERM = rf"(?:{_NUMBER}{{1,4}} {{0,4}}个? {{0,4}}(?:年|月|日|天|周|小时)|长 {{0,4}}期|永 {{0,4}}久)"
_UNTIL = r"[^\n,。;*]{0,16}[前后]"
_OPEN, _CLOSE = r"[\[(【〔〈《「『<“\"]", r"[\])】〕〉》」』>”\"]"
_EDGE, _RIM = r"(?:^|(?<=[\t|]))[ ]*+", r"[ ]*+(?=$|[\t|])"
_COPY = r"(?:份号|编号|No\.?|№|第)?[: ]{0,3}[0-9]{1,8} ?号?"
_URGENT = "(?:特 ?急|加 ?急|特 ?提|平 ?急|急 ?件|紧 ?急)"
_OTHERS = r"(?!级?[ \t、,/或和及至到]{1,3}[□☐]?(?:[绝絕机機秘祕]|非密|内部|公开|无))"
_ENDED = r"(?=级?[ \t]*(?:$|[,。;.)\]】”\"0-9]|的?(?:期限|保密期限)))"

_LAW = "《中华人民共和国保守国家秘密法》及其实施条例：国家秘密标志（密级★保密期限）"
_LAYOUT = "GB/T 9704-2012：份号、密级和保密期限"
_PRACTICE = "内部标识不得公开（某市税务局保密审查制度；领域要点§5）"
_PROPERTY = "公文公开属性（政府信息公开条例；领域要点§5）"
_OWN = "本单位词表（config）"

_TALK = re.compile(
    r"(?:国家|工作|商业|党内|党的|党和|军事|个人|保守|保护|严守|泄露|泄漏|窃取|涉及|涉|属于|知悉"
    r"|的|和|与|或|及|、|,)[ ]{0,3}$"
)


class _Row(msgspec.Struct, frozen=True):
    """One way in which a mark shows; `needs` must stand in the text, `real` tells it from talk."""

    kind: str
    severity: Severity
    pattern: str
    rule: str
    needs: str
    real: Callable[[re.Match[str]], bool] = lambda match: True
    shown: str = ""


def _no_talk(match: re.Match[str]) -> bool:
    """Return whether what stands before (line breaks aside) isn't a phrase such as 保守国家…."""
    before = match.string[max(0, match.start() - 12) : match.start()].rstrip("\n")
    return not _TALK.search(before)


def _stop(pattern: str, rule: str = _LAW, *, unless_talk: bool = False) -> _Row:
    real = _no_talk if unless_talk else lambda match: True
    return _Row("密级标志", Severity.STOP, pattern, rule, "密", real)


def _spaced(*phrases: str) -> str:
    """Return a pattern for phrases that may be typed with blanks between: 内 部 资 料."""
    return "|".join(" {0,4}".join(map(re.escape, phrase)) for phrase in phrases)


def _warn(needs: str, pattern: str, shown: str = "") -> _Row:
    return _Row("内部标志", Severity.WARN, pattern, _PRACTICE, needs, shown=shown)


_LABEL = r"(?:此|本|该) {0,4}(?:件|文|文件|信息)[ :为是属]{0,4}"
_FIELD = (
    r"(?:公开|信息|政务|政府|党务){1,3}(?:属性|选项|类别|类型|形式|方式)(?:为|是)?[ \t:]{1,6}"
    r"[☑√✓✔■]? ?"
)
_ALONE = rf"{_EDGE}(?:{_OPEN}[ ]{{0,3}})?"


def _property(words: str, shown: str) -> _Row:
    """Return the row of one 公开属性, at its label, after 此件, or alone on a line."""
    pattern = rf"(?:{_LABEL}|{_FIELD})(?:{words})|{_ALONE}(?:{words})[ ]{{0,3}}{_CLOSE}?{_RIM}"
    return _Row("公开属性", Severity.WARN, pattern, _PROPERTY, words[0], shown=shown)


ROWS: tuple[_Row, ...] = (
    _stop(rf"{_GRADE}{_GAP}\n?{_STAR}{_GAP}(?:{_TERM}|{_UNTIL})"),
    _stop(rf"{_GRADE}{_GAP}{_STAR}", unless_talk=True),
    _stop(rf"{_GRADE}级?{_GAP}\n?\*(?!\*){_GAP}(?:{_TERM}|{_UNTIL})"),
    _stop(rf"{_GRADE}[ \t]{{0,8}}{_SIGN}[ \t]{{0,8}}{_TERM}", unless_talk=True),
    _stop(
        rf"{_EDGE}(?:(?:{_STAR}|{_COPY})[ \t]+)?(?:{_OPEN} ?)?{_GRADE}(?:级|件|文件|资料|材料)?"
        rf"(?: ?{_CLOSE})?(?:[ \t]{{0,30}}(?:{_STAR}|\*|{_URGENT}|{_COPY}|{_TERM})){{0,3}}{_RIM}",
        _LAYOUT,
        unless_talk=True,
    ),
    _stop(rf"{_EDGE}{_GRADE}[ \t\-_]{{1,20}}(?:关于|中共|[0-9〔《(\[【])", _LAYOUT),
    _stop(rf"{_OPEN} {{0,4}}{_GRADE}(?:级|件|文件)? {{0,4}}(?![“\"])[\])】〕〉》」』>]", _LAYOUT),
    _stop(
        rf"密 {{0,8}}级(?:定|确定|标注)?(?:为|是)?[ \t:]{{0,8}}[☑√✓✔■]? ?[(“\"]?{_GRADE}"
        rf"{_OTHERS}{_ENDED}",
        _LAYOUT,
    ),
    _stop(rf"[☑√✓✔] ?{_GRADE}(?=级?[ \t]*(?:$|[□☐,。;]))", _LAYOUT),
    _stop(
        rf"(?:本|该|此)(?:文件|件|材料|文|通知|方案|资料|稿|函)(?:的?密级)?"
        rf"(?:系|是|为|属于?|定为|确定为|列为)[“\"(]?{_GRADE}(?!书)",
        _LAYOUT,
    ),
    _stop(rf"保密期限[ \t]*+[:为][ \t]*+{_TERM}", _LAW),
    _warn("资", _spaced("内部资料") + "(?!性出版物)", "内部资料"),
    _warn("内", rf"(?<!党){_spaced('内部文件')}", "内部文件"),
    _warn("保", _spaced("注意保存", "妥善保管勿外传"), "注意保存"),
    _warn(
        "后",
        r"[阅会][读议]?后 {0,4}(?:即|请|须|予以|统一|及时|立即){0,2}"
        r"(?:收回|退回|交回|清退|销毁|焚毁|归还)",
    ),
    _warn(
        "",
        r"(?:不得|不准|不许|请勿|切勿|禁止|严禁|未经\S{1,8}不得)(?:擅自|随意|私自|对外){0,2}"
        r"(?:外传|外泄|复印|翻印|翻拍|摘抄|拍照外传|扩散)",
    ),
    _warn("阅", r"(?<![加解])传 {0,4}阅 {0,4}件", "传阅件"),
    _warn(
        "密",
        r"(?<![涉加解保紧精亲稠周严机絕绝])密件|(?<![紧精亲稠加周严秘])密电(?![子器池缆阻磁机网力])",
    ),
    _warn("内部", r"(?:仅|只)(?:供|限)(?:本单位|单位|机关|系统|党内|领导)?内部"),
    _warn("供领导", r"仅?供领导(?:参阅|参考)"),
    _warn("内部", r"内部(?:使用|掌握|参考|参阅|传阅|刊物|发行)(?![权房价])"),
    _warn("稿", rf"{_OPEN} ?(?:{_spaced('征求意见稿', '讨论稿', '送审稿', '草案稿')}) ?{_CLOSE}"),
    _warn("稿", rf"{_EDGE}(?:{_spaced('征求意见稿', '讨论稿', '送审稿')}){_RIM}"),
    _warn(
        "秘密",
        rf"{_ALONE}(?:工作秘密|商业秘密){_CLOSE}?{_RIM}|{_OPEN}(?:工作秘密|商业秘密)[\])】〕]",
    ),
    _property(r"不 ?予? ?公开", "不公开"),
    _property(r"免 ?予? ?于? ?公开", "不公开"),
    _property(r"依 ?申请 ?公开", "依申请公开"),
    _property(r"删 ?减 ?后 ?(?:再)?公开", "删减后公开"),
)
"""Every mark: stops first. `shown` is the plain phrase for the excerpt; else it is what matched."""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.MULTILINE)


def secrecy_spots(plain: str) -> Iterator[Spot]:
    """Yield the marks in a normalised text; a stop has no excerpt, a warning its own phrase."""
    for row in ROWS:
        if row.needs not in plain:
            continue
        for match in _compiled(row.pattern).finditer(plain):
            if row.real(match):
                phrase = row.shown or match[0].strip(" \t\n()[]【】")
                excerpt = "" if row.severity is Severity.STOP else phrase
                yield Spot(row.kind, row.severity, *match.span(), excerpt, row.rule)


def word_spots(plain: str, words: Sequence[str]) -> Iterator[Spot]:
    """Yield where the office's own words stand; they are normalised and may be typed with blanks.

    The excerpt keeps a word's first character only: the word itself may be what is secret.
    """
    wanted = sorted({word for word in words if word.strip()}, key=lambda word: (-len(word), word))
    if not wanted:
        return
    either = "|".join(" {0,4}".join(map(re.escape, word.strip())) for word in wanted)
    for match in re.finditer(either, plain, re.IGNORECASE):
        excerpt = match[0][0] + "*" * (len(match[0]) - 1 or 1)
        yield Spot("本单位词", Severity.WARN, *match.span(), excerpt, _OWN)
