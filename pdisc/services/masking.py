"""脱敏: the next version of a plan, in which what was found or named is masked."""

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from pdisc.errors import Refused
from pdisc.ledger.filestore import kept_bytes
from pdisc.ledger.folder import Folder
from pdisc.screening.draft import Attachment, Draft, carried_over
from pdisc.screening.house import HouseRules
from pdisc.screening.masks import named_places
from pdisc.services.acting import (
    Session,
    admitted,
    committed,
    loaded,
)
from pdisc.services.drafts import unmarked, used_numbers
from pdisc.services.file_reader import FileReader
from pdisc.services.once import mask_text, mask_words, once, owed, screen_draft
from pdisc.services.outcomes import Outcome
from pdisc.services.station import Signing, Station
from pdisc.services.target import Target
from pdisc.services.unlocked import acted
from pdisc.steps.acts import Redact
from pdisc.steps.disclosure import Disclosure
from pdisc.steps.plan import open_duties
from pdisc.values.parts import StoredFile
from pdisc.words import FindingKind, FindingState
from pdisc.workflow import decide

if TYPE_CHECKING:
    from pdisc.screening.files.extract import Extracted


class Asked(NamedTuple):
    """What is to be taken out: all that was found, some words, what no screen shows."""

    everything: bool = False
    words: tuple[str, ...] = ()
    hidden: bool = False


def redact(station: Station, given: Signing, act: Target, asked: Asked) -> Outcome:
    """脱敏: a new version in which what the screening found, or what she named, is masked.

    Attachments are written anew where their kind allows it, and what was written is screened; what
    another one couldn't take stays a finding on it. The version before stays as it was, inside.
    """

    def work(session: Session) -> Outcome:
        before = loaded(session, act)
        policy = admitted(session, before, Redact)
        command, told = _masked(session, before, asked)
        decision = decide(before, command, session.signed, policy)
        return committed(session, act.number, decision, before, told=told)

    return acted(station, given, act, (), work)


class Mask(msgspec.Struct, frozen=True):
    """What takes out of a text whatever is to be masked; two are equal that do the same."""

    house: HouseRules
    everything: bool
    words: tuple[str, ...]

    def __call__(self, text: str) -> str:
        """Return the text masked."""
        return mask_words(self._found(text), self.words, house=self.house)

    def named(self, text: str) -> int:
        """Return at how many places of the text something is masked because it was named."""
        return named_places(self._found(text), self.words) if self.words else 0

    def _found(self, text: str) -> str:
        return mask_text(text, house=self.house) if self.everything else text


def _masked(session: Session, before: Disclosure, asked: Asked) -> tuple[Redact, list[str]]:
    house, plan, words = session.house, before.plan, asked.words
    if before.publications:
        return Redact(), []  # which is refused: it is out already

    mask = Mask(house, asked.everything, words)
    _refuse_in_channels(before, Mask(house, everything=False, words=words))
    title, content = mask(plan.title), mask(plan.content)
    at = session.station
    masked = [_masked_file(at.folder, at.files, file, mask, asked.hidden) for file in plan.files]
    files = tuple(session.writer.store.keep_data(each.name, each.data) for each in masked)
    notices = [f"附件{n}{told}" for n, each in enumerate(masked, 1) for told in each.notices]
    draft = Draft(
        title=title,
        content=content,
        channels=plan.channels,
        scope=plan.scope,
        attachments=tuple(
            Attachment(each.name, each.said, kept.sha256)
            for each, kept in zip(masked, files, strict=True)
        ),
    )
    number = before.number
    duties = owed(before.findings, draft.attachments, number=number, words=words, house=house)
    if open_duties(duties) <= open_duties(before.findings):
        _something_masked(before, draft, files, notices)
    screened = unmarked(screen_draft(draft, house=house, lifted=before.lifted), before.lifted)
    fresh = (*screened.findings, *duties)
    command = Redact(
        title=title,
        content=content,
        files=files,
        findings=carried_over(before.findings, fresh, used=used_numbers(session, number)),
    )
    taken = [f"附件{n}{told}" for n, each in enumerate(masked, 1) for told in each.taken]
    named = mask.named(plan.title) + mask.named(plan.content) + sum(x.named for x in masked)
    return command, [*_counted(before, command, named), *taken, *notices]


def _counted(before: Disclosure, command: Redact, named: int) -> list[str]:
    """Return how many of the findings, and how many places that were named, are masked by this."""
    were, are = (
        sum(x.state is FindingState.MASKED and x.kind != FindingKind.HIDDEN for x in findings)
        for findings in (before.findings, command.findings)
    )
    found = [f"审查发现{are - were}处"] * (are > were)
    said = "、".join([*found, *[f"写明的内容{named}处"] * bool(named)])
    return [f"这一次遮盖了{said}"] * bool(said)


def _refuse_in_channels(before: Disclosure, mask: Mask) -> None:
    """Raise Refused where a platform is called by a word to be masked: others read that, too."""
    for channel in before.plan.channels:
        if mask(channel) != channel:
            raise Refused(
                f"公开形式“{mask(channel)}”里有要遮盖的内容，平台名不能遮盖",
                next_step=f"先换掉：pdisc revise {before.number} --channel 形式",
            )


def _something_masked(
    before: Disclosure, draft: Draft, files: tuple[StoredFile, ...], notices: list[str]
) -> None:
    """Raise Refused where all that was to be masked stands in files that can't be rewritten."""
    plan = before.plan
    if notices and (draft.title, draft.content, files) == (plan.title, plan.content, plan.files):
        raise Refused("；".join(notices), next_step=f"pdisc revise {before.number} --attach 文件")


class MaskedFile(NamedTuple):
    """A file masked, or as it was; what was taken out of it, and what couldn't be."""

    name: str
    data: bytes
    said: "Extracted"
    taken: tuple[str, ...]
    notices: tuple[str, ...]
    named: int = 0


@once
def _masked_file(
    folder: Folder, reader: FileReader, file: StoredFile, mask: Mask, strips: bool
) -> MaskedFile:
    """Return a kept file masked: what its hash and the mask decide."""
    masking, name = _Masking(reader, mask), mask(file.name)
    data, said = masking.masked(kept_bytes(folder, file.name, file.sha256), name, strips=strips)
    return MaskedFile(name, data, said, tuple(masking.taken), tuple(masking.notices), masking.named)


class _Masking:
    """One attachment masked, with what is to be told of it."""

    def __init__(self, reader: FileReader, mask: Mask) -> None:
        self.notices: list[str] = []
        self.taken: list[str] = []
        self.named = 0
        self._files = reader
        self._mask = mask

    def masked(self, data: bytes, name: str, *, strips: bool) -> tuple[bytes, "Extracted"]:
        """Return the file masked, or as it was where nothing is to be masked or it can't be."""
        said = self._files.extract(data, name)
        if strips and said.hidden:
            data, said = self._stripped(data, name, said)
        if self._shows(said):
            try:
                data, said = self._rewritten(data, name, said)
            except Refused as problem:
                self.notices.append(f"不能改写，要换掉：{problem.message}")
        return data, said

    def _stripped(self, data: bytes, name: str, said: "Extracted") -> tuple[bytes, "Extracted"]:
        """Return the file without what no screen shows, or as it was where it can't be taken."""
        try:
            new = self._files.strip(data, said.kind)
        except Refused as problem:
            self.notices.append(f"的隐藏内容取不出，要换掉或说明：{problem.message}")
            return data, said
        left = self._files.extract(new, name)
        if left.problem:
            self.notices.append("取出隐藏内容后读不了，没有改动")
            return data, said
        taken = [each for each in said.hidden if each not in left.hidden]
        self.taken += [f"已取出{'、'.join(taken)}"] if taken else []
        if left.hidden:
            self.notices.append(f"还有取不出的：{'、'.join(left.hidden)}")
        return new, left

    def _rewritten(self, data: bytes, name: str, said: "Extracted") -> tuple[bytes, "Extracted"]:
        """Return the file written anew, and what the finished file says."""
        named = sum(self._mask.named(part.text) for part in said.parts)
        data = self._files.rewrite(data, said.kind, self._mask)
        said = self._files.extract(data, name)
        if said.problem or self._shows(said):
            raise Refused("改写后仍读得到要遮盖的内容")
        self.named = named
        return data, said

    def _shows(self, said: "Extracted") -> bool:
        return any(self._mask(part.text) != part.text for part in said.parts)
