"""模板: an office's own layout of a form is put in force, or given up again."""

import hashlib
from pathlib import Path

from pdisc.errors import Refused, UsageError
from pdisc.ledger.templates import Lying, found_sha256, lying, place_of
from pdisc.registers.templates import TemplateDropped, TemplateSet
from pdisc.render.template_sheet import require_fit, require_plain
from pdisc.screening.hits import Severity
from pdisc.services.acting import Session, signing
from pdisc.services.guard import IncomingFile, bring, keep, refuse_marked_papers
from pdisc.services.layouts import held
from pdisc.services.once import file_hits
from pdisc.services.registers import Registered, needs_approver, register
from pdisc.services.station import Signing, Station
from pdisc.services.target import Target
from pdisc.sheets.asked_for import SheetFields

TEMPLATE = "模板"
"""How the file is called where it is refused."""


def set_template(
    station: Station,
    given: Signing,
    form: str,
    source: Path | None,
    *,
    known: SheetFields,
    reason: str,
) -> Registered:
    """登记模板: from now on a form is printed in the layout of a Word file.

    Without `source` it is the file that lies in `templates/` already. `known` is what the form can
    be filled in with. Raises UsageError for a file that is no fit template, Refused for one that
    bears a mark of secrecy, or where an edited file in `templates/` would be lost.
    """
    with signing(station, given, Target(number=form, name="登记模板"), reason) as session:
        needs_approver(session, "登记模板")
        path = source or _lying_there(station, form)
        rules, on = session.rules, session.signed.on
        (paper,) = bring((path,), station.files, rules=rules, on=on)
        data = path.read_bytes()
        require_plain(data, path.name)
        _require_clean(session, paper)  # before anything of it is quoted
        require_fit(data, path.name, known)
        _require_room(session, form, paper.sha256)
        (file,) = keep((paper,), session.writer.store)
        if hashlib.sha256(data).hexdigest() != file.sha256:
            raise UsageError("文件正在被改动", next_step="保存并关闭文件后再试")
        session.writer.store.stage_template(form, data)
        done = register(session, TemplateSet(form=form, file=file, reason=reason), form)
    return _telling(station, form, file.sha256, done)


def drop_template(station: Station, given: Signing, form: str, *, reason: str) -> Registered:
    """停用模板: a form is printed in the shipped layout again; the file goes from `templates/`.

    Raises Refused where no own layout is in force, or where the file there was edited since.
    """
    with signing(station, given, Target(number=form, name="停用模板"), reason) as session:
        needs_approver(session, "停用模板")
        if form not in held(session.start):
            raise Refused(
                f"{form}没有登记过本单位的模板，用的就是自带的样式",
                next_step="pdisc template list",
            )
        _require_room(session, form, "")
        session.writer.store.stage_template(form, b"")
        done = register(session, TemplateDropped(form=form, reason=reason), form)
    return _telling(station, form, "", done)


def _lying_there(station: Station, form: str) -> Path:
    path = place_of(station.folder, form)
    if not path.exists():
        raise UsageError(
            f"没有写哪个文件，台账文件夹的 templates 里也没有 {path.name}",
            next_step=f"pdisc template export {form} --out 样式.docx，改好后写在命令里",
        )
    return path


def _telling(station: Station, form: str, wanted: str, done: Registered) -> Registered:
    """Tell where the disk didn't yet let the file in `templates/` be what was recorded."""
    if lying(station.folder, form, wanted) is not Lying.PENDING:
        return done
    return done.telling(
        f"templates/{form}.docx 没能换上（正被别的程序打开？），下次办理时自动换上；打印已经按新的"
    )


def _require_clean(session: Session, paper: IncomingFile) -> None:
    """Raise what forbids a file whose words will stand on every paper: it goes out with each."""
    house, said = session.house, paper.attachment.said
    refuse_marked_papers((paper,), session.tripwire, what=TEMPLATE, house=house)
    personal = {
        hit.kind: None for hit in file_hits(said, house=house) if hit.severity is Severity.FIND
    }
    for found in (tuple(personal), said.hidden):
        if found:
            raise UsageError(
                f"模板用不了：里面有{'、'.join(found)}，会随每一张表带出去",
                next_step="在 Word 里删去以后再登记",
            )
    if said.not_read:
        raise UsageError(
            f"模板用不了：没有全部读到（{'；'.join(said.not_read)}）",
            next_step="在 Word 里另存为 docx，再登记",
        )


def _require_room(session: Session, form: str, wanted: str) -> None:
    """Raise Refused where the file in `templates/` would be lost, or is in force already."""
    folder = session.station.folder
    entry = held(session.start).get(form)
    in_force = entry.sha256 if entry else ""
    found = lying(folder, form, in_force)
    if found is Lying.OWN and wanted == in_force:
        raise Refused(f"{form}用的就是这个模板", next_step="pdisc template list")
    edited = found in (Lying.UNKNOWN, Lying.CHANGED)
    if edited and found_sha256(place_of(folder, form)) != wanted:
        raise Refused(
            f"台账文件夹里的 templates/{form}.docx 有没登记的改动，会被盖掉",
            next_step=f"要用它：pdisc template set {form} --reason 理由 --by 审批人；"
            "不用的，把它移出台账文件夹",
        )
