"""Which layout a form is printed in: the office's own where one is in force, else the shipped one.

Whatever lies in `templates/` and isn't what the journal vouches for is refused, never passed over:
whoever put it there would believe that it was printed.
"""

from collections.abc import Iterable

import msgspec

from pdisc.errors import Refused
from pdisc.ledger.filestore import kept_bytes
from pdisc.ledger.folder import Folder
from pdisc.ledger.reading import Reading
from pdisc.ledger.templates import Lying, forms_in, lying, place_of
from pdisc.registers.templates import LayoutRecord, TemplateEntry, in_force


class OwnLayout(msgspec.Struct, frozen=True):
    """The office's own layout of a form: what its file was called, and its bytes."""

    name: str
    data: bytes


def held(reading: Reading) -> dict[str, TemplateEntry]:
    """Return the own layouts in force, by form."""
    return in_force(reading.registers.of(TemplateEntry))


def own_layout(reading: Reading, folder: Folder, form: str) -> OwnLayout | None:
    """Return the office's own layout of a form, None where the shipped one holds.

    Raises Refused where what lies in `templates/` isn't what was recorded.
    """
    entry = held(reading).get(form)
    require_as_recorded(lying(folder, form, entry.sha256 if entry else ""), form)
    return OwnLayout(entry.name, kept_bytes(folder, entry.name, entry.sha256)) if entry else None


def require_as_recorded(found: Lying, form: str) -> None:
    """Raise Refused where a form's file isn't the one that is in force."""
    if said := _ASTRAY.get(found):
        told, mend = said
        where = f"templates/{form}.docx"
        raise Refused(f"{told.format(where)}，没有打印", next_step=mend.format(form))


_SET = "要用它：pdisc template set {} --reason 理由 --by 审批人；不用的，把它移出台账文件夹"
_ASTRAY = {
    Lying.UNKNOWN: ("台账文件夹里的 {} 没有登记过", _SET),
    Lying.CHANGED: ("台账文件夹里的 {} 和登记的不一样", _SET),
    Lying.GONE: (
        "登记过的模板 {} 不见了",
        "不再用它：pdisc template drop {} --reason 理由 --by 审批人",
    ),
}
"""What is said of each way to be astray, and what to do about it."""


def layouts(reading: Reading, folder: Folder, forms: Iterable[str]) -> tuple[LayoutRecord, ...]:
    """Return the layout of each form, and of whatever else lies in `templates/`."""
    own = held(reading)
    names = dict.fromkeys((*forms, *sorted({*own, *forms_in(folder)})))
    return tuple(_record(folder, form, own.get(form)) for form in names)


def _record(folder: Folder, form: str, entry: TemplateEntry | None) -> LayoutRecord:
    state = lying(folder, form, entry.sha256 if entry else "")
    place = place_of(folder, form).relative_to(folder.path).as_posix()
    if entry is None:
        return LayoutRecord(form=form, state=state, file=None if state is Lying.SHIPPED else place)
    return LayoutRecord(
        form=form,
        state=state,
        file=place,
        name=entry.name,
        sha256=entry.sha256,
        on=entry.on,
        by=entry.by,
        reason=entry.reason,
    )
