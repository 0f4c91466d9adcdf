"""A folder of ours written whole or not at all: built beside its place, then put into it."""

import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from pdisc.dossier.read import is_litter
from pdisc.errors import UsageError
from pdisc.render.output_file import failure, reason_of
from pdisc.text import visible

MARK = ".pdisc-site"
"""The file that says of a folder that it is ours: of which kind, and which files we put there."""


def require_ours(path: Path, kind: str) -> None:
    """Raise UsageError where a folder holds anything that we didn't put there, or another kind."""
    if not path.exists():
        return
    if not path.is_dir():
        raise UsageError(f"“{visible(path.name)}”不是文件夹", next_step="换一个文件夹")
    if not any(path.iterdir()):
        return
    other = "换一个空的或新的文件夹"
    mark = path / MARK
    if not mark.is_file():
        raise UsageError(f"文件夹“{visible(path.name)}”里有别的文件", next_step=other)
    made, *names = mark.read_text(encoding="utf-8").splitlines()
    if made != kind:
        raise UsageError(
            f"文件夹“{visible(path.name)}”里是{made}，不能和{kind}放在一起", next_step=other
        )
    known = {*names, MARK}
    for found in path.rglob("*"):
        name = found.relative_to(path).as_posix()
        if found.is_file() and name not in known and not is_litter(found.name):
            raise UsageError(
                f"文件夹“{visible(path.name)}”里多出“{visible(name)}”，重新生成会丢掉它",
                next_step="先把它移到别处，或换一个文件夹",
            )


def write_folder(path: Path, kind: str, files: Iterable[tuple[str, bytes]]) -> list[Path]:
    """Write all files into a new folder and put it in the place of the old one; return their paths.

    Raises StorageFailed for every error of the system: the old folder then stands as it was.
    """
    target = Path(os.path.realpath(path))
    suffix = os.urandom(6).hex()
    built, old = (target.with_name(f".pdisc-{suffix}.{kind}") for kind in ("new", "old"))
    names: list[str] = []
    try:
        for name, data in files:
            place = built / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
            names.append(name)
        (built / MARK).write_text("\n".join((kind, *names, "")), encoding="utf-8")
        _swap(built, target, old)
    except OSError as error:
        raise failure(path, reason_of(error)) from error
    finally:
        shutil.rmtree(built, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)
    return [path / name for name in names]


def _swap(built: Path, target: Path, old: Path) -> None:
    """Put the new folder into its place; where that fails, the old one goes back."""
    replaced = target.exists()
    if replaced:
        target.rename(old)
    try:
        built.rename(target)
    except OSError:
        if replaced:
            with suppress(OSError):
                old.rename(target)
        raise
