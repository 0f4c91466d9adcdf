"""`templates/` in the ledger folder: the office's own layouts of forms, as the journal has them.

What the journal vouches for is a file under `files/`; the one in `templates/` is what people see
and edit, so it counts only as long as it is the same. It is staged under `tmp/` and put in place
once the row that names it is on disk, as a dossier is.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from enum import StrEnum
from hashlib import sha256 as digest_of
from pathlib import Path, PurePosixPath

from pdisc.dossier.read import Sort, is_litter, kind_at
from pdisc.ledger.folder import Folder
from pdisc.ledger.staging import Vouched, left_here, names_in, sync_directory

TEMPLATE_PREFIX = "template-"
ENDING = ".docx"


class Lying(StrEnum):
    """How what lies in `templates/` for a form agrees with what is in force."""

    SHIPPED = "自带样式"
    OWN = "在用"
    PENDING = "未就位"
    UNKNOWN = "未登记"
    CHANGED = "已改动"
    GONE = "不见了"


def place_of(folder: Folder, form: str) -> Path:
    """Return where the office's own layout of a form lies."""
    return folder.templates / f"{form}{ENDING}"


def lying(folder: Folder, form: str, wanted: str) -> Lying:
    """Return how a form's file agrees with the SHA-256 (hex) in force; empty where none is."""
    found = found_sha256(place_of(folder, form))
    if found == wanted:
        return Lying.OWN if wanted else Lying.SHIPPED
    if is_pending(folder, form, wanted):
        return Lying.PENDING
    if not wanted:
        return Lying.UNKNOWN
    return Lying.CHANGED if found else Lying.GONE


def found_sha256(path: Path) -> str:
    """Return the SHA-256 (hex) of what lies at a path: empty for nothing, no hash for no file."""
    kind = kind_at(path)
    if kind is Sort.EMPTY:
        return ""
    if kind is not Sort.FILE:
        return "no file"
    with suppress(OSError):
        return digest_of(path.read_bytes()).hexdigest()
    return "unread"


def is_pending(folder: Folder, form: str, wanted: str) -> bool:
    """Say whether this machine's next write puts what is in force in its place."""
    staged = (folder.staging / name / f"{TEMPLATE_PREFIX}{form}" for name in left_here(folder))
    return any(each.is_file() and staged_sha256(each) == wanted for each in staged)


def staged_sha256(path: Path) -> str:
    """Return the SHA-256 (hex) of a staged layout; empty where a layout was given up."""
    data = path.read_bytes()
    return digest_of(data).hexdigest() if data else ""


def forms_in(folder: Folder) -> Iterator[str]:
    """Yield the forms for which a file lies in `templates/`, whoever vouches for it."""
    for name in names_in(folder.templates):
        if name.endswith(ENDING) and not is_litter(name):
            yield name.removesuffix(ENDING)


def form_of(relative: str) -> str:
    """Return for which form a file of the ledger folder is a layout; empty where for none."""
    path = PurePosixPath(relative)
    return path.stem if path.parent.as_posix() == "templates" and path.suffix == ENDING else ""


def swept(folder: Folder, staging: Path, rows: Vouched) -> bool:
    """Put what a killed command staged in its place, as far as it is in force.

    Only what some row vouches for gives way. Returns False where the disk refuses one for now.
    """
    staged = {
        name.removeprefix(TEMPLATE_PREFIX): staging / name
        for name in names_in(staging)
        if name.startswith(TEMPLATE_PREFIX)
    }
    due = [form for form, path in staged.items() if staged_sha256(path) == rows.template(form)]
    return put_in_place(folder, staging, due, rows.name_file)


def put_in_place(
    folder: Folder, staging: Path, forms: Iterable[str], may_go: Callable[[str], bool]
) -> bool:
    """Bring staged layouts to their places; return False where the disk refuses one for now.

    `may_go` tells by its hash whether what lies there may give way: what nobody vouches for stays.
    """
    for form in forms:
        staged, target = staging / f"{TEMPLATE_PREFIX}{form}", place_of(folder, form)
        found = found_sha256(target)
        if not staged.exists() or (found and not may_go(found)):
            continue
        try:
            _put(staged, target)
        except OSError:
            return False
    return True


def _put(staged: Path, target: Path) -> None:
    if staged.stat().st_size:
        target.parent.mkdir(exist_ok=True)
        staged.replace(target)
        sync_directory(target.parent)
        return
    target.unlink(missing_ok=True)
    with suppress(OSError):  # what else lies there stays
        target.parent.rmdir()
