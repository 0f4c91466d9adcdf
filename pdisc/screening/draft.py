"""One plan screened as a whole: its texts, its attachments, and what became of older findings."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from pdisc.screening.alone import alone_hits
from pdisc.screening.hits import Hit, Severity
from pdisc.screening.house import SHIPPED, HouseRules
from pdisc.screening.masks import mask_text
from pdisc.screening.normal import normalise
from pdisc.screening.persons import NOTICE, has_names
from pdisc.screening.screen import screen_text
from pdisc.values.parts import Finding
from pdisc.words import FindingKind, FindingState, Scope

if TYPE_CHECKING:
    from pdisc.screening.files.extract import Extracted
    from pdisc.screening.files.laid import Part

_NUMBERS = frozenset(
    {FindingKind.ID_NUMBER, FindingKind.BANK_CARD, FindingKind.MOBILE, FindingKind.EMAIL}
)
MOST = 500
"""Findings of one plan; what goes beyond is counted, not listed."""

_CONFLICTS = {
    "不公开": frozenset(Scope),
    "依申请公开": frozenset({Scope.SOCIETY}),
    "删减后公开": frozenset({Scope.SOCIETY}),
}
"""With which proposed scopes a 公开属性 written on the paper is in conflict."""


class Attachment(NamedTuple):
    """One attached file: what its owner called it, what it says, and its hash once it has one."""

    name: str
    said: "Extracted"
    sha256: str = ""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What of a plan reaches those for whom it is published."""

    title: str
    content: str
    channels: tuple[str, ...]
    scope: Scope
    attachments: tuple[Attachment, ...] = ()


class Screened(msgspec.Struct, frozen=True, kw_only=True):
    """What the screening says: findings to be dealt with, and notices that are only told.

    `marks` are place and kind of each 密级 mark and banned word, in words of our own.
    """

    findings: tuple[Finding, ...]
    marks: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]


def screen_draft(draft: Draft, *, house: HouseRules = SHIPPED, lifted: str = "") -> Screened:
    """Return everything that a plan gives away, numbered F1, F2 … in the order of its parts.

    `lifted` is the 文号 by which a superior let a mark pass: then it is a finding like others.
    """
    hits = list(_text_hits(draft, house))
    unread: list[Finding] = []
    named = has_names((draft.title, draft.content), listed=_any_found(hits))
    notices = [f"正文：{NOTICE}"] if named else []
    for place, attachment in enumerate(draft.attachments, 1):
        label = f"附件{place}《{mask_text(attachment.name, house=house)}》"
        hits += screen_text(attachment.name, where=f"附件{place}的文件名", house=house)
        inside = [*file_hits(attachment.said, label=label, house=house)]
        hits += inside
        unread += _unread_findings(attachment.said, label, house)
        unread += hidden_findings(attachment.said, label)
        notices += [f"{label}{mask_text(note, house=house)}" for note in attachment.said.notes]
        texts = [part.text for part in attachment.said.parts]
        notices += [f"{label}：{NOTICE}"] if has_names(texts, listed=_any_found(inside)) else []
    marks = tuple((_place(h.where), h.kind) for h in hits if h.severity is Severity.STOP)
    kept = [hit for hit in hits if _concerns(hit, draft.scope)]
    findings = [_finding(hit, lifted) for hit in kept] + unread
    return Screened(findings=_numbered(findings), marks=marks, notices=tuple(notices))


def _any_found(hits: Iterable[Hit]) -> bool:
    return any(hit.severity is Severity.FIND for hit in hits)


def _text_hits(draft: Draft, house: HouseRules) -> Iterator[Hit]:
    yield from screen_text(draft.title, where="标题", house=house)
    yield from screen_text(draft.content, where="正文", house=house)
    for channel in draft.channels:
        yield from screen_text(channel, where="公开形式", house=house)


def file_hits(said: "Extracted", *, label: str = "", house: HouseRules = SHIPPED) -> Iterator[Hit]:
    """Yield the hits in a file's texts, each at its place; what others only repeat is left out."""
    seen: set[tuple[str, str]] = set()
    shown = _Shown(house)
    may_repeat = any(part.joined or part.has_alone for part in said.parts)
    later: list[tuple[tuple[str, str], Hit]] = []
    for part in sorted(said.parts, key=lambda part: part.joined):
        whole = screen_text(part.text, where="", house=house)
        for hit in (*whole, *alone_hits(part, whole, house)):
            value = (hit.kind, _bare(part.text[hit.start : hit.end]) if may_repeat else "")
            where = part.called(hit.start, hit.end)
            repeated = part.joined and value in seen
            if where is None:
                later += [(value, named) for named in _by_its_heading(part, hit, label, shown)]
            elif not (repeated or (part.numbers and hit.kind not in _NUMBERS)):
                seen.add(value)
                yield msgspec.structs.replace(hit, where=f"{label}{shown(where)}")
    yield from (hit for value, hit in later if value not in seen)


def _by_its_heading(part: "Part", hit: Hit, label: str, shown: "_Shown") -> Iterator[Hit]:
    """Yield a value in a cell that is read by itself as well: only its table may tell it."""
    place = part.place_at(hit.start, hit.end)
    if place and hit.severity is Severity.FIND:
        yield msgspec.structs.replace(hit, where=f"{label}{shown(place.where)}")


class _Shown:
    """Places as they may be shown: a sheet's or part's name may hold what is looked for."""

    def __init__(self, house: HouseRules) -> None:
        self._house = house
        self._sheets: dict[str, str] = {"": ""}

    def __call__(self, where: str) -> str:
        sheet, mark, cell = where.rpartition("!")
        if sheet not in self._sheets:
            self._sheets[sheet] = mask_text(sheet, house=self._house)
        if "“" in cell or "（" in cell:
            cell = mask_text(cell, house=self._house)
        return f"{self._sheets[sheet]}{mark}{cell}"


def _unread_findings(said: "Extracted", label: str, house: HouseRules) -> Iterator[Finding]:
    for reason in said.not_read:
        excerpt = mask_text(reason, house=house)
        yield Finding(id="", kind=FindingKind.UNREAD, where=label, excerpt=excerpt)


def hidden_findings(said: "Extracted", label: str) -> Iterator[Finding]:
    """Yield the one finding of a file that holds what no screen shows: how many of what, where."""
    if said.hidden:
        excerpt = "、".join(said.hidden)
        yield Finding(id="", kind=FindingKind.HIDDEN, where=label, excerpt=excerpt)


def _bare(value: str) -> str:
    return "".join(normalise(value).text.split())


def _place(where: str) -> str:
    """Return a place without anything that a person wrote: 附件1《…》工作表“…”!B3 → 附件1."""
    return where.partition("《")[0]


def _concerns(hit: Hit, scope: Scope) -> bool:
    conflicts = _CONFLICTS.get(hit.excerpt, frozenset(Scope))
    return hit.kind != FindingKind.PROPERTY or scope in conflicts


def _finding(hit: Hit, lifted: str) -> Finding:
    basis = f"准予公开的文号：{lifted}" if hit.severity is Severity.STOP else ""
    return Finding(id="", kind=hit.kind, where=hit.where, excerpt=hit.excerpt or basis)


def _numbered(findings: Sequence[Finding], first: int = 1) -> tuple[Finding, ...]:
    listed = list(findings[:MOST])
    if len(findings) > MOST:
        where = f"另有{len(findings) - MOST}处，没有逐条列出"
        listed.append(Finding(id="", kind=FindingKind.MORE, where=where))
    return _counted(listed, first)


def _counted(findings: Sequence[Finding], first: int) -> tuple[Finding, ...]:
    return tuple(
        msgspec.structs.replace(finding, id=f"F{place}")
        for place, finding in enumerate(findings, first)
    )


def drawn_up_anew(
    before: Iterable[Finding], fresh: Sequence[Finding], *, used: int
) -> tuple[Finding, ...]:
    """Return the findings of a revised plan, none of which bears another one's number.

    Whoever read the version before may be about to explain its F1. `before` are the findings of
    that version, `fresh` those of the new one, `used` is the highest number ever given.
    """
    left = [finding for finding in before if finding.state is not FindingState.MASKED]
    if list(map(_sameness, left)) != list(map(_sameness, fresh)):
        return _counted(fresh, used + 1)
    return tuple(
        msgspec.structs.replace(finding, id=old.id)
        for old, finding in zip(left, fresh, strict=True)
    )


def carried_over(
    before: Iterable[Finding], fresh: Sequence[Finding], *, used: int
) -> tuple[Finding, ...]:
    """Return the findings after a masking: what is gone is 已脱敏, what stays keeps its number.

    `before` are those of the version that was masked, `fresh` what the masked version still shows,
    `used` is the highest number ever given.
    """
    left: dict[tuple[str, ...], list[Finding]] = {}
    for finding in fresh:
        left.setdefault(_sameness(finding), []).append(finding)
    kept: list[Finding] = []
    for old in before:
        same = left.get(_sameness(old), []) if old.state is not FindingState.MASKED else []
        if same:
            kept.append(msgspec.structs.replace(same.pop(0), id=old.id))
        else:
            kept.append(_in_state(old, FindingState.MASKED))
    new = [each for same in left.values() for each in same]
    return (*kept, *_counted(new, used + 1))


def _in_state(finding: Finding, state: FindingState) -> Finding:
    return msgspec.structs.replace(finding, state=state, reason="", by="")


def _sameness(finding: Finding) -> tuple[str, str, str, str]:
    return finding.kind, finding.where, finding.excerpt, finding.word


def last_number(findings: Iterable[Finding]) -> int:
    """Return the highest number that these findings bear, 0 where there are none."""
    return max((int(finding.id[1:]) for finding in findings), default=0)
