"""The tripwire: nothing that bears a mark of secrecy is stored, wherever it was typed or attached.

What is refused here is recorded as a refusal: that it happened, and where.
"""

import hashlib
from collections import Counter
from collections.abc import Container, Iterator, Mapping
from datetime import date
from enum import Enum
from pathlib import Path

import msgspec

from pdisc.errors import Refused, UsageError
from pdisc.ledger.filestore import FileStore
from pdisc.ledger.sources import checked_sources
from pdisc.registers import registry
from pdisc.registers.settings import SettingChanged
from pdisc.rules import RuleBook
from pdisc.screening.draft import Attachment
from pdisc.screening.hits import Hit, Severity
from pdisc.screening.house import BANNED, SHIPPED, WORDS, HouseRules
from pdisc.screening.links import readings
from pdisc.screening.screen import screen_text
from pdisc.services.file_reader import FileReader
from pdisc.services.once import file_hits, marks, once
from pdisc.steps import acts
from pdisc.text import visible
from pdisc.values.parts import StoredFile

SECRECY = "保密"
"""The kind of a refusal for secrecy, as the journal has it."""


EVIDENCE = "凭证"
"""How files are called that stay inside."""

LABELS = {
    "by": "决定人",
    "operator": "操作人",
    "note": "备注",
    "late_reason": "补录原因",
    "waiver": "回避例外的理由",
    "not_a_mark": "放行的理由",
    "title": "标题",
    "content": "正文",
    "reason": "理由",
    "basis": "依据",
    "opinion": "意见",
    "accepted": "说明",
    "place": "地点",
    "url": "网址",
    "still_at": "仍挂的地方",
    "document_number": "文号",
    "escalated_to": "报批对象",
    "channel": "公开形式",
    "channels": "公开形式",
    "office": "科室",
    "name": "名称",
}
"""How the fields of commands, events and signatures are called in a refusal; a register may call
those of its own."""

OTHER = "文字"
"""How every other field is called."""


def called(field: str) -> str:
    """Return what a field is called where a text of it is refused."""
    return LABELS.get(field) or registry().labels.get(field, OTHER)


class IncomingFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file that somebody brought: where it lies, the hash of what was read, what that says."""

    source: Path
    sha256: str
    attachment: Attachment


def texts_in(
    value: object, field: str = "", *, besides: Container[str] = ()
) -> Iterator[tuple[str, str]]:
    """Yield every text in a value, however deep, with the name of the field it stands in.

    Fields named in `besides` are left out, and a disclosure to be corrected, which is stored.
    """
    if isinstance(value, Enum):
        return
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            if name not in besides and name != "corrects":
                yield from texts_in(getattr(value, name), name)
    elif isinstance(value, (tuple, list)):
        for part in value:
            yield from texts_in(part, field)
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from texts_in(part, field)


def private(text: str, where: str, house: HouseRules = SHIPPED) -> Iterator[Hit]:
    """Yield what tells of a person in a text that everybody will read."""
    hits = screen_text(text, where=where, house=house)
    return (hit for hit in hits if hit.severity is Severity.FIND)


PLAN_TEXTS = frozenset({"plan", "title", "content", "channels"})

OWN_WORDS = frozenset(
    {"opinion", "reason", "basis", "accept", "accepted", "note", "late_reason", "waiver"}
    | {"return_reason", "withhold_reason", "refuse_reason"}
)
"""The texts in which somebody speaks of a matter and nothing of it gets published; the reason why
a stop is overruled is none of them, so that it can't bring a mark in."""


def may_be_overruled(typed: object) -> bool:
    """Tell whether an act brings evidence or a person's own words, and nothing to be published."""
    first = typed[0] if isinstance(typed, tuple) and typed else typed
    return isinstance(first, (acts.Review, acts.Evidenced, acts.Withdraw, acts.TakeDown))


LIFT = "上级批准公开的摘录先登记：pdisc lift --help"
OVERRULE = "确认不是密级标志的，由本人负责放行：加上 --not-a-mark 理由（会记录）"
REWORD = "确认不是密级标志的，换个说法再写"
"""The ways on from a stop: of what gets published, of evidence and opinions, of other remarks."""


class Tripwire:
    """Stops whatever bears a mark of secrecy; a text that passed once isn't looked at again.

    Evidence and a person's own words may be let pass for a reason that is recorded.
    """

    def __init__(self, house: HouseRules, *, offers: bool = False, reason: str = "") -> None:
        """Take the office's own words; whoever asks keeps one tripwire for one transaction.

        `offers` says that the act may overrule a stop, `reason` why somebody does so.
        """
        self._house = house
        self._passed: set[str] = set()
        self._offers = offers
        self._reason = reason if offers else ""
        self._overruled: dict[str, str] = {}
        self._papers: set[str] = set()

    def refuse(self, value: object) -> None:
        """Raise Refused (保密) where any text of a command, an event or a signature bears a mark.

        A plan whose mark was lifted by a superior's paper passes. The office's own lists of words
        may hold a banned word: the one bans it, the other takes it over.
        """
        house, passed = self._house, self._passed
        if isinstance(value, SettingChanged) and value.name in (BANNED, WORDS):
            house, passed = msgspec.structs.replace(house, banned=()), set()
        spared = PLAN_TEXTS if getattr(value, "lifted", "") else frozenset()
        for field, text in self._readings(value, spared):
            if text not in passed:
                found = marks(text, house=house)
                for mark in found:
                    place = f"{called(field)}{mark.where}"
                    way = LIFT if field in (*PLAN_TEXTS, "place", "url") else REWORD
                    self.stopped(text, place, mark.kind, own=field in OWN_WORDS, way=way)
                passed |= set() if found else {text}

    def _readings(self, value: object, spared: Container[str]) -> Iterator[tuple[str, str]]:
        """Yield the texts of a value in every way in which they may be read."""
        for field, text in texts_in(value, besides=spared):
            if field == "url":
                yield from ((field, way) for way in readings(text))
            elif not (field == "name" and text in self._papers):
                yield field, text

    def stopped(
        self, what: str, where: str, kind: str, *, own: bool, way: str = LIFT, paper: str = ""
    ) -> None:
        """Raise Refused (保密) for a mark, or note that somebody let it pass as being none.

        `own`: it stands in evidence or in somebody's own words; `way`: what else to do about it;
        `paper`: a file's name, which passes with the file.
        """
        if not (own and self._reason):
            raise marked(where, kind, OVERRULE if own and self._offers else way)
        self._overruled[what] = f"{where}（{kind}）"
        self._papers.add(paper)

    @property
    def overruling(self) -> str:
        """Which stops were overruled, and why; nothing where none was."""
        places = "、".join(self._overruled.values())
        return f"{places}：{self._reason}" if places else ""

    def told(self) -> tuple[str, ...]:
        """Return what to tell of that, also where the reason wasn't needed."""
        if self.overruling:
            return (f"没有按密级标志拦截，已记录：{self.overruling}",)
        return ("没有什么被拦截，--not-a-mark 的理由没有用上，没有记录",) if self._reason else ()


def marked(where: str, kind: str, way: str = LIFT) -> Refused:
    """Return the refusal of a text under a mark: its place and kind, never the text."""
    told = f"{where}带有{kind}，没有保存任何内容"
    mend = f"涉密内容不得录入；误写的改正后再办；{way}"
    return Refused(told, next_step=mend, kind=SECRECY, where=where)


def bring(
    paths: tuple[Path, ...], reader: FileReader, *, rules: RuleBook, on: date
) -> tuple[IncomingFile, ...]:
    """Return the files that a person named, read, or raise UsageError for all that won't do."""
    limit_mb, most = rules.number("附件大小", on), rules.number("附件个数", on)
    sources = checked_sources(paths, limit_mb=limit_mb, most=most)
    return tuple(_read(source, reader, _as_it_is(source)) for source in sources)


def _as_it_is(source: Path) -> tuple[int, int]:
    """Return what tells at a glance that a file was written to; `keep` asks for its hash."""
    state = source.stat()
    return state.st_size, state.st_mtime_ns


@once
def _read(source: Path, reader: FileReader, _as_it_is: tuple[int, int]) -> IncomingFile:
    data = source.read_bytes()
    return IncomingFile(
        source=source,
        sha256=hashlib.sha256(data).hexdigest(),
        attachment=Attachment(source.name, reader.extract(data, source.name)),
    )


def keep(papers: tuple[IncomingFile, ...], store: FileStore) -> tuple[StoredFile, ...]:
    """Take screened files in; raise UsageError where one is no longer what was screened."""
    kept = tuple(store.keep(each.source) for each in papers)
    for each, file in zip(papers, kept, strict=True):
        if file.sha256 != each.sha256:
            told = f"文件正在被改动：{visible(file.name)}"
            raise UsageError(told, next_step="保存并关闭文件后再试")
    return kept


def refuse_marked_papers(
    papers: tuple[IncomingFile, ...], tripwire: Tripwire, *, what: str, house: HouseRules
) -> None:
    """Raise Refused (保密) where a file or its name bears a mark; `what` is 附件 or 凭证.

    Evidence stays inside, so that a stop there may be overruled.
    """
    for place, each in enumerate(papers, 1):
        inside = file_hits(each.attachment.said, house=house)
        for hit in (*marks(each.attachment.name, house=house), *inside):
            if hit.severity is Severity.STOP:
                name, where = each.attachment.name, f"{what}{place}"
                tripwire.stopped(where, where, hit.kind, own=what == EVIDENCE, paper=name)


def notes_on(papers: tuple[IncomingFile, ...], what: str, *, house: HouseRules) -> Iterator[str]:
    """Yield what is to be told of files that stay inside: personal values, and what is unread."""
    for place, each in enumerate(papers, 1):
        said = each.attachment.said
        hits = file_hits(said, house=house)
        kinds = Counter(hit.kind for hit in hits if hit.severity is Severity.FIND)
        if kinds:
            listed = "、".join(f"{kind}{count}处" for kind, count in kinds.items())
            yield f"{what}{place}里有{listed}，只供内部保存，不要对外"
        for reason in said.not_read:
            yield f"{what}{place}没有全部读到：{reason}"
        if said.hidden:
            yield f"{what}{place}里有{'、'.join(said.hidden)}，请打开看过"
