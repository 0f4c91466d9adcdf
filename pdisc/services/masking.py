"""脱敏: the next version of a plan, in which what was found or named is masked."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from pdisc.errors import Refused
from pdisc.screening.draft import Attachment, Draft, carried_over, screen_draft
from pdisc.screening.masks import mask_text, mask_words
from pdisc.screening.owed import owed
from pdisc.services.acting import (
    Outcome,
    Session,
    Signing,
    Station,
    admitted,
    committed,
    loaded,
    signing,
)
from pdisc.services.drafts import unmarked, used_numbers
from pdisc.services.target import Target
from pdisc.steps.acts import Redact
from pdisc.steps.disclosure import Disclosure
from pdisc.steps.plan import open_duties
from pdisc.values.parts import StoredFile
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
    with signing(station, given, act) as session:
        before = loaded(session, act)
        policy = admitted(session, before, Redact)
        command, told = _masked(session, before, asked)
        decision = decide(before, command, session.signed, policy)
        return committed(session, act.number, decision, before, told=told)


def _masked(session: Session, before: Disclosure, asked: Asked) -> tuple[Redact, list[str]]:
    house, plan, words = session.house, before.plan, asked.words
    if before.publications:
        return Redact(), []  # which is refused: it is out already

    def mask(text: str) -> str:
        text = mask_text(text, house=house) if asked.everything else text
        return mask_words(text, words, house=house)

    title, content = mask(plan.title), mask(plan.content)
    masking = _Masking(session, mask, strips=asked.hidden)
    files = tuple(masking.file(place, file) for place, file in enumerate(plan.files, 1))
    draft = Draft(
        title=title,
        content=content,
        channels=plan.channels,
        scope=plan.scope,
        attachments=tuple(masking.attachments),
    )
    number = before.number
    duties = owed(before.findings, draft.attachments, number=number, words=words, house=house)
    if open_duties(duties) <= open_duties(before.findings):
        _something_masked(before, draft, files, masking.notices)
    screened = unmarked(screen_draft(draft, house=house, lifted=before.lifted), before.lifted)
    fresh = (*screened.findings, *duties)
    command = Redact(
        title=title,
        content=content,
        files=files,
        findings=carried_over(before.findings, fresh, used=used_numbers(session, number)),
    )
    return command, [*masking.taken, *masking.notices]


def _something_masked(
    before: Disclosure, draft: Draft, files: tuple[StoredFile, ...], notices: list[str]
) -> None:
    """Raise Refused where all that was to be masked stands in files that can't be rewritten."""
    plan = before.plan
    if notices and (draft.title, draft.content, files) == (plan.title, plan.content, plan.files):
        raise Refused("；".join(notices), next_step=f"pdisc revise {before.number} --attach 文件")


class _Masking:
    """Attachments masked one after the other, with what is to be told of them."""

    def __init__(self, session: Session, mask: Callable[[str], str], *, strips: bool) -> None:
        self.attachments: list[Attachment] = []
        self.notices: list[str] = []
        self.taken: list[str] = []
        self._strips = strips
        self._store = session.writer.store
        self._files = session.station.files
        self._mask = mask

    def file(self, place: int, file: StoredFile) -> StoredFile:
        """Return the file masked, or as it was where nothing is to be masked or it can't be."""
        data = self._store.data(file)
        name = self._mask(file.name)
        said = self._files.extract(data, name)
        if self._strips and said.hidden:
            data, said = self._stripped(place, data, name, said)
        if self._shows(said):
            try:
                data, said = self._rewritten(data, name, said)
            except Refused as problem:
                self.notices.append(f"附件{place}不能改写，要换掉：{problem.message}")
        kept = self._store.keep_data(name, data)
        self.attachments.append(Attachment(name, said, kept.sha256))
        return kept

    def _stripped(
        self, place: int, data: bytes, name: str, said: "Extracted"
    ) -> tuple[bytes, "Extracted"]:
        """Return the file without what no screen shows, or as it was where it can't be taken."""
        try:
            new = self._files.strip(data, said.kind)
        except Refused as problem:
            self.notices.append(f"附件{place}的隐藏内容取不出，要换掉或说明：{problem.message}")
            return data, said
        left = self._files.extract(new, name)
        if left.problem:
            self.notices.append(f"附件{place}取出隐藏内容后读不了，没有改动")
            return data, said
        taken = [each for each in said.hidden if each not in left.hidden]
        self.taken += [f"附件{place}已取出{'、'.join(taken)}"] if taken else []
        if left.hidden:
            self.notices.append(f"附件{place}还有取不出的：{'、'.join(left.hidden)}")
        return new, left

    def _rewritten(self, data: bytes, name: str, said: "Extracted") -> tuple[bytes, "Extracted"]:
        """Return the file written anew, and what the finished file says."""
        data = self._files.rewrite(data, said.kind, self._mask)
        said = self._files.extract(data, name)
        if said.problem or self._shows(said):
            raise Refused("改写后仍读得到要遮盖的内容")
        return data, said

    def _shows(self, said: "Extracted") -> bool:
        return any(self._mask(part.text) != part.text for part in said.parts)
