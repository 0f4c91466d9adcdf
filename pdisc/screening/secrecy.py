"""The tripwire: 密级 marks, and the words an office bans, stop (保密法实施条例 §5; 领域要点 §5).

A mark is `密级★保密期限`, `密级★解密时间` or `密级★解密条件`, in the many ways people type it, or
a bare grade where a mark stands: on a line of its own, in brackets, before a 份号, ticked. Talk
about secrecy (保密审查, 涉密内容须作脱密处理, the three grades of a statute) is no mark.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from pdisc.screening.boxes import ticked
from pdisc.screening.hits import Severity, Spot
from pdisc.screening.rows import Match, Row, compiled, matches
from pdisc.words import FindingKind

_IN = r"[ \t·.\-_/|]{0,20}"
_GRADE = rf"[绝絕机機秘祕]{_IN}密"
_UPRIGHT = rf"[绝絕机機秘祕]{_IN}\n?{_IN}密"
_STAR = "[★☆⭐🌟⚝✡✦✧✩-✽❂❇-❋⋆⍟٭⁎∗※\uf0ab]"
_SIGN = "[·•#+●○◆◇◎▲△■□×☓✕°^~_=+-]"
_GAP = r"[ \t·.:()\-]{0,8}"
_NUMBER = "[0-9〇零一二三四五六七八九十百两壹贰叁肆伍陆柒捌玖拾半]"
_TERM = rf"(?:{_NUMBER}{{1,4}} {{0,4}}个? {{0,4}}(?:年|月|日|天|周|小时)|长 {{0,4}}期|永 {{0,4}}久)"
_UNTIL = r"[^\n,。;*]{0,16}[前后]"
_DATE = r"[0-9]{4} ?[年./-]"
_OPEN, _CLOSE = r"[\[(【〔〈「『<“\"]", r"[\])】〕〉」』>”\"]"
_EDGE, _RIM = r"(?:^|(?<=[\t|]))[ ]*+", r"[ ]*+(?=$|[\t|])"
_COPY = r"(?:份号|编号|No\.?|№|第)?[: ]{0,3}[0-9]{1,8} ?号?"
_URGENT = "(?:特 ?急|加 ?急|特 ?提|平 ?急|急 ?件|紧 ?急)"
_OTHERS = r"(?!级?[ \t、,/或和及至到]{1,3}[□☐]?(?:[绝絕机機秘祕]|非密|内部|公开|无))"
_ENDED = r"(?=级?[ \t]*(?:$|[,。;.)\]】”\"0-9|]|的?(?:期限|保密期限)))"
_PAPER = "(?:级|件|文件|资料|材料)"

_LAW = "《中华人民共和国保守国家秘密法》及其实施条例：国家秘密标志（密级★保密期限）"
_LAYOUT = "GB/T 9704-2012：份号、密级和保密期限"
_BANNED = "本单位禁用词（设置“禁用词”）"
_OWN = "本单位词表（设置“提示词”）"

_TALK = (
    r"(?:国家|工作|商业|党内|党的|党和|军事|个人|保守|保护|严守|共守|泄露|泄漏|窃取|涉及|涉|属于|知悉"
    r"|的|和|与|或|及|、|,)[ ]{0,3}\Z"
)
_SAMPLE = r"(?:例如|比如|譬如|形如|如|示例|样式|格式|样例|标注|标有)[:为是]?[ ]?[“\"「『(]\Z"
_CONTRACT = "协议|合同|甲方|乙方|义务|承诺|条款"
_GRADES = "[绝絕机機秘祕]密"


def _before(match: Match, reach: int) -> str:
    return match.string[max(0, match.start() - reach) : match.start()]


def _no_talk(match: Match) -> bool:
    """Return whether what stands before (line breaks aside) isn't a phrase such as 保守国家…."""
    return not compiled(_TALK).search(_before(match, 12).rstrip("\n"))


def _no_sample(match: Match) -> bool:
    """Return whether a mark isn't quoted as an example of marks: 样式示例：“秘密★5年”."""
    return not compiled(_SAMPLE).search(_before(match, 8))


def _no_list(match: Match) -> bool:
    """Return whether a grade isn't one of all three, as statutes and forms list them."""
    around = match.string[max(0, match.start() - 40) : match.end() + 40]
    named = "".join(grade[0] for grade in compiled(_GRADES).findall(around.replace(" ", "")))
    return "绝机秘" not in named and "秘机绝" not in named


def _no_talk_or_list(match: Match) -> bool:
    return _no_talk(match) and _no_list(match)


def _no_talk_or_sample(match: Match) -> bool:
    return _no_talk(match) and _no_sample(match)


def _no_contract(match: Match) -> bool:
    """Return whether a 保密期限 isn't that of a confidentiality agreement."""
    return not compiled(_CONTRACT).search(_before(match, 100))


def _stop(pattern: str, rule: str = _LAW, real: Callable[[Match], bool] = _no_talk_or_list) -> Row:
    return Row(FindingKind.MARK, Severity.STOP, pattern, rule, "密", real)


_STARRED = (
    _stop(rf"{_UPRIGHT}级?{_GAP}\n?{_STAR}{_GAP}\n?(?:{_TERM}|{_UNTIL})", real=_no_sample),
    _stop(rf"{_UPRIGHT}级?{_GAP}\n?{_STAR}", real=_no_talk_or_sample),
    _stop(rf"{_GRADE}级?{_GAP}\n?\*(?!\*){_GAP}(?:{_TERM}|{_UNTIL}|{_DATE})", real=_no_sample),
    _stop(rf"{_GRADE}[ \t]{{0,8}}{_SIGN}[ \t]{{0,8}}{_TERM}"),
)
_BARE = (
    _stop(
        rf"{_EDGE}(?:(?:{_STAR}|{_COPY})[ \t]+)?(?:{_OPEN} ?)?{_GRADE}{_PAPER}?"
        rf"(?: ?{_CLOSE})?(?:[ \t]{{0,30}}(?:{_STAR}|\*|{_URGENT}|{_COPY}|{_TERM})){{0,3}}{_RIM}",
        _LAYOUT,
    ),
    _stop(rf"{_EDGE}{_GRADE}[ \t\-_]{{1,20}}(?:关于|中共|[0-9〔《(\[【])", _LAYOUT),
    _stop(rf"{_OPEN} {{0,4}}{_GRADE}(?:级|件|文件)? {{0,4}}(?![“\"])[\])】〕〉」』>]", _LAYOUT),
    _stop(rf"号[,; ]{{1,3}}{_GRADE}级?(?=[)\]】〕])", _LAYOUT, _no_talk),
)
_SAID = (
    _stop(
        rf"密 {{0,8}}级(?:定|确定|标注)?(?:为|是)?[ \t:]{{0,8}}[(“\"]?{_GRADE}{_OTHERS}{_ENDED}",
        _LAYOUT,
        _no_list,
    ),
    _stop(rf"定密(?:为|:)[ \t]{{0,4}}[“\"(]?{_GRADE}{_ENDED}", _LAYOUT, _no_list),
    _stop(rf"{_EDGE}{_GRADE}[ \t,]{{1,4}}保密期限[ \t:为]{{0,4}}{_TERM}"),
    _stop(
        r"(?:本|该|此)(?:[\u4e00-\u9fff](?<!否)){1,6}?(?:的?密级)?"
        rf"(?:系|是|为|属于?|定为|确定为|列为|标为)[“\"(]?{_GRADE}"
        rf"(?=[”\")]?{_PAPER}{{0,2}}(?:$|[ ,。;*★☆]))",
        _LAYOUT,
        _no_list,
    ),
    _stop(rf"保密期限[ \t]*+:[ \t]*+(?:{_TERM}|[自至]? ?{_DATE})(?!以[下内])", real=_no_contract),
    _stop(rf"解密(?:时间|日期)[ \t]*+:[ \t]*+{_DATE}|解密条件[ \t]*+:[ \t]*+{_UNTIL}"),
)
STOPS = (*_STARRED, *_BARE, *_SAID)
"""Every way in which a mark of secrecy shows, but for ticked boxes."""


def stop_spots(plain: str, banned: Sequence[str]) -> Iterator[Spot]:
    """Yield the marks and the banned words of a normalised text; a stop has no excerpt."""
    if "密" in plain:
        for row, match in matches(STOPS, plain):
            yield Spot(row.kind, row.severity, *match.span(), "", row.rule)
        for option in ticked(plain, rf"{_GRADE}|非密|非涉密|内部|公开|无"):
            if "密" in option[0] and "非" not in option[0]:
                yield Spot(FindingKind.MARK, Severity.STOP, *option.span(), "", _LAYOUT)
    for match in _words(plain, banned):
        yield Spot(FindingKind.BANNED_WORD, Severity.STOP, *match.span(), "", _BANNED)


def word_spots(plain: str, words: Sequence[str]) -> Iterator[Spot]:
    """Yield where the office's own words stand; they may be typed with blanks between.

    The excerpt keeps a word's first character only: the word itself may be what is secret.
    """
    for match in _words(plain, words):
        excerpt = match[0][0] + "*" * (len(match[0]) - 1 or 1)
        yield Spot(FindingKind.OWN_WORD, Severity.WARN, *match.span(), excerpt, _OWN)


def _words(plain: str, words: Sequence[str]) -> Iterator[Match]:
    """Yield where any of the words (normalised) stands, the longest first."""
    wanted = sorted({word.strip() for word in words} - {""}, key=lambda word: (-len(word), word))
    if wanted:
        either = "|".join(" {0,4}".join(map(re.escape, word)) for word in wanted)
        yield from compiled(f"(?i:{either})").finditer(plain)
