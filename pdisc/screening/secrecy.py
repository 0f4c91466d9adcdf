"""The tripwire: 密级 marks, and the words an office bans, stop (保密法实施条例 §5; 领域要点 §5).

A mark is `密级★保密期限`, `密级★解密时间` or `密级★解密条件`, in the many ways people type it, or
a grade that stands apart or is said of the paper (`grades`), and isn't talk (`talk`) nor one of
the levels that a table or list sets out (`levels`).
"""

from collections.abc import Callable, Iterator, Sequence

from pdisc.screening import levels
from pdisc.screening.boxes import ticked
from pdisc.screening.grades import (
    DATE,
    GRADE,
    PAPER,
    PAST,
    TERM,
    UNTIL,
    UPRIGHT,
    before,
    behind,
    fills_a_field,
    in_brackets,
    is_said,
    parted,
)
from pdisc.screening.hits import Severity, Spot
from pdisc.screening.offered import WHETHER
from pdisc.screening.rows import Match, Row, compiled, matches
from pdisc.screening.spelled import places
from pdisc.screening.talk import talks
from pdisc.words import FindingKind

_STAR = "[★☆⭐🌟⚝✡✦✧✩-✽❂❇-❋⋆⍟٭⁎∗※\uf0ab]"
_SIGN = "[·•#+●○◆◇◎▲△■□×☓✕°^~_=+-]"
_GAP = r"[ \t·.:()\-]{0,8}"
_LAW = "《中华人民共和国保守国家秘密法》及其实施条例：国家秘密标志（密级★保密期限）"
_LAYOUT = "GB/T 9704-2012：份号、密级和保密期限"
_BANNED = "本单位禁用词（设置“禁用词”）"
_OWN = "本单位词表（设置“提示词”）"
_CONTRACT = "协议|合同|甲方|乙方|义务|承诺|条款"
_A_RULES = (
    rf"[^。]{{0,20}}(?:已解密|现已|已公开|以[上下内]|除外)|[^。;]{{0,3}}[(]{GRADE}|[、,] ?{TERM}"
)
_OTHERS = "非密|非涉密|不涉密|不涉及|无密级|内部|公开|普通|一般|无|否"
_PHRASE = (
    r"(?:国家|工作|商业|党内|党的|党和|军事|个人|保守|保护|严守|共守|泄露|泄漏|窃取|涉及|涉|属于|知悉"
    r"|的|和|与|或|及|、|,)[ ]{0,3}\n?\Z"
)


def _around(match: Match) -> tuple[str, str, str, str]:
    """Return the line above a match, what its own line has before and behind it, the one below."""
    text, (start, end) = match.string, match.span()
    above, _, left = text[max(0, start - 160) : start].rpartition("\n")
    right, _, below = text[end : end + 160].partition("\n")
    return above.rstrip().rpartition("\n")[2], left, right, below


def _no_talk(match: Match) -> bool:
    """Return whether a starred grade isn't quoted as an example, denied or long declassified."""
    grade = match[0][0]
    return not talks(*_around(match), starred=True, grade=grade)


def _no_phrase(match: Match) -> bool:
    """Return whether a grade without a term isn't part of a phrase: 保守国家秘密★人人有责."""
    before_it = match.string[max(0, match.start() - 12) : match.start()]
    return _no_talk(match) and not compiled(_PHRASE).search(before_it)


def _always(match: Match) -> bool:
    return True


def _no_contract(match: Match) -> bool:
    """Return whether a 保密期限 is that of a paper, not of an agreement, nor a rule's."""
    start, end = match.span()
    around = match.string[max(0, start - 300) : end + 24]
    behind_it = match.string[end : end + 24].partition("\n")[0]
    before_it = match.string[max(0, start - 16) : start]
    if compiled(rf"{GRADE}[级級]{PAPER}(?:事项)?的?$").search(before_it):
        return False
    return not compiled(_CONTRACT).search(around) and not compiled(_A_RULES).match(behind_it)


def _stop(pattern: str, real: Callable[[Match], bool]) -> Row:
    return Row(FindingKind.MARK, Severity.STOP, pattern, _LAW, "密", real)


STOPS = (
    _stop(rf"{UPRIGHT}级?{_GAP}\n?{_STAR}{_GAP}\n?(?:{TERM}|{UNTIL}|{DATE})", _no_talk),
    _stop(rf"{UPRIGHT}级?{_GAP}\n?{_STAR}", _no_phrase),
    _stop(rf"{GRADE}级?{_GAP}\n?\*(?!\*){_GAP}(?:{TERM}|{UNTIL}|{DATE})", _no_talk),
    _stop(
        rf"{WHETHER}{GRADE}{PAPER}(?:内容|信息|事项)?[ \t:|?]{{1,4}}[☑☒√✓✔■]? ?是(?!否)(?![一-龥])",
        _always,
    ),
    _stop(rf"{GRADE}[ \t]{{0,8}}{_SIGN}[ \t]{{0,8}}{TERM}", _no_phrase),
    _stop(
        r"(?:保密期限[ \t]*+[:|]|^[ ]*+保密期限为?)[ \t]*+"
        rf"(?:{TERM}|[自至]? ?{DATE})(?! ?以[下内上])",
        _no_contract,
    ),
    _stop(rf"(?:[本该此][一-龥]{{1,4}})保密期限[为是:][ \t]*+{TERM}(?! ?以[下内上])", _no_contract),
    _stop(
        rf"解密(?:时间|日期)[ \t]*+:[ \t]*+(?!{PAST}){DATE}|解密条件[ \t]*+:[ \t]*+{UNTIL}",
        _no_contract,
    ),
)
"""The marks that show by a star or a term of secrecy, whatever stands about them."""


def stop_spots(plain: str, banned: Sequence[str]) -> Iterator[Spot]:
    """Yield the marks and the banned words of a normalised text; a stop has no excerpt."""
    if "密" in plain:
        for row, match in matches(STOPS, plain):
            yield Spot(row.kind, row.severity, *match.span(), "", row.rule)
        for start, end in _graded(plain):
            yield Spot(FindingKind.MARK, Severity.STOP, start, end, "", _LAYOUT)
    for match in places(banned, plain):
        yield Spot(FindingKind.BANNED_WORD, Severity.STOP, *match.span(), "", _BANNED)


def _graded(plain: str) -> Iterator[tuple[int, int]]:
    """Yield where a grade is a mark by where it stands, or is ticked."""
    for option in ticked(plain, rf"{GRADE}[级級]?|{_OTHERS}"):
        if compiled(GRADE).match(option[0]) and not _of_a_vote(option):
            yield option.span()
    if not compiled(UPRIGHT).search(plain):
        return
    for found in levels.read(plain):
        if isinstance(found, levels.Tick):
            yield found.start, found.end
            continue
        end = found.start + len(found.text)
        for match in compiled(UPRIGHT).finditer(plain, found.start, min(len(plain), end + 48)):
            if match.start() < end and _is_mark(found, match):
                yield match.span()


def _of_a_vote(option: Match) -> bool:
    """Return whether a ticked 秘密 is said of a vote: 投票：☑秘密 □公开."""
    _, left, right, _ = _around(option)
    line = left + right
    of_papers = compiled(rf"密[级級]|{GRADE}").search(line)
    return (
        option[0][0] in "秘祕"
        and not of_papers
        and bool(compiled("投票|表决|选举|计票").search(line))
    )


def _is_mark(line: levels.Line, match: Match) -> bool:
    """Return whether a grade in a line is a mark: it stands as one, and isn't talk."""
    grade, place = match[0][0], match.start() - line.start
    left, right = line.text[max(0, place - 160) : place], _rest_of_line(match)
    column = levels.column_of(line, place + 1)
    if line.options or levels.lists_on(left, right, grade):
        return False
    if not _stands(line, column, match, right) or levels.counted(line, column):
        return False
    return not talks(line.above, left, right, line.below, starred=False, grade=grade)


def _rest_of_line(match: Match) -> str:
    end = match.end()
    stop = match.string.find("\n", end, end + 160)
    return match.string[end : stop if stop >= 0 else end + 160]


def _stands(line: levels.Line, column: int, match: Match, right: str) -> bool:
    """Return whether a grade stands where a mark does, in its cell or in its sentence."""
    place, end = match.start() - line.start, match.end() - line.start
    left = line.text[max(0, place - 160) : place]
    glued_to = compiled(PAPER).match(right)
    rest = right[glued_to.end() if glued_to else 0 :]
    if fills_a_field(left, rest) or is_said(left, right):
        return True
    first = line.cells[column][0]
    final = levels.column_of(line, end)
    last = line.cells[final][1] if final < len(line.cells) else None
    cell_left = line.text[max(first, place - 160) : place]
    cell_right = rest if last is None else rest[: max(0, last - end - (len(right) - len(rest)))]
    if in_brackets(cell_left, cell_right):
        return True
    return parted(before(cell_left), behind(cell_right))


def word_spots(plain: str, words: Sequence[str]) -> Iterator[Spot]:
    """Yield where the office's own words stand, in the ways in which people type them.

    The excerpt keeps a word's first character only: the word itself may be what is secret.
    """
    for match in places(words, plain):
        excerpt = match[0][0] + "*" * (len(match[0]) - 1 or 1)
        yield Spot(FindingKind.OWN_WORD, Severity.WARN, *match.span(), excerpt, _OWN)
