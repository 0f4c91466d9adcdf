"""What was typed at questions before an interruption, kept so that it can be gone on with.

It lies in the ledger's `tmp/`, one file an account and machine, and so does a text while it is
open in an editor: what is meant for members only never leaves the ledger's folder. What bears a
mark of secrecy, or a word that the office bans, isn't kept at all, nor what was kept of it before
the mark came. What nobody goes on with is cleared away in time (`ledger/staging.py`). Nothing
depends on it: where it can't be read or written, she begins anew.
"""

import hashlib
import json
import platform
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from pdisc.ledger.folder import Folder
from pdisc.ledger.staging import UNFINISHED
from pdisc.screening.house import HouseRules
from pdisc.screening.screen import marks
from pdisc.services.account import account

MOST = 20
"""So many begun walks are kept; of more the oldest are dropped."""


class KeptAnswer(NamedTuple):
    """An answer: what was asked, and what to type for it.

    What isn't `given` is an answer that she took back, or hasn't come to the end of: it is offered
    where the same is asked again.
    """

    asked: str
    typed: str
    given: bool = True


def found(folder: Folder, words: Sequence[str]) -> list[KeptAnswer]:
    """Return what was answered for this very command line before."""
    return _read(folder).get(_key(words), [])


def begun(folder: Folder) -> list[list[str]]:
    """Return the command lines that were begun and not finished, the newest first."""
    return [json.loads(key) for key in reversed(_read(folder))]


def keep(
    folder: Folder, words: Sequence[str], answers: Sequence[KeptAnswer], *, house: HouseRules
) -> bool:
    """Keep what was answered so far for a command line; say whether it was.

    Where a mark has come into it, what was kept of it until then is forgotten.
    """
    if not answers or not folder.has_ledger():
        return False
    texts = (*words, *(each.typed for each in answers))
    if any(marks(text, house=house) for text in texts):
        drop(folder, words)
        return False
    kept = _read(folder)
    kept.pop(_key(words), None)
    kept[_key(words)] = list(answers)
    return _write(folder, dict(list(kept.items())[-MOST:]))


def drop(folder: Folder, words: Sequence[str]) -> None:
    """Forget what was answered for a command line."""
    kept = _read(folder)
    if kept.pop(_key(words), None) is not None:
        _write(folder, kept)


@contextmanager
def scratch(folder: Folder) -> Iterator[Path]:
    """Lend a folder for a text while it is being written in another program; gone afterwards.

    It lies in the ledger's own folder wherever that can be written, else in the system's temporary
    one.
    """
    inside = folder.has_ledger() and folder.is_writable()
    if inside:
        folder.staging.mkdir(exist_ok=True)
    where = folder.staging if inside else None
    lent = tempfile.TemporaryDirectory(prefix=UNFINISHED, dir=where, ignore_cleanup_errors=True)
    try:
        with lent as path:
            yield Path(path)
    finally:
        if inside:
            with suppress(OSError):  # others lie there
                folder.staging.rmdir()


def _key(words: Sequence[str]) -> str:
    return json.dumps(list(words), ensure_ascii=False)


def _path(folder: Folder) -> Path:
    whose = f"{account()}@{platform.node()}".encode()
    return folder.staging / f"{UNFINISHED}{hashlib.sha256(whose).hexdigest()[:12]}.json"


def _read(folder: Folder) -> dict[str, list[KeptAnswer]]:
    with suppress(OSError, ValueError):
        kept = json.loads(_path(folder).read_text(encoding="utf-8"))
        if isinstance(kept, dict):
            return {
                key: [KeptAnswer(*each) for each in answers]
                for key, answers in kept.items()
                if _is_whole(key, answers)
            }
    return {}


def _is_whole(key: str, answers: object) -> bool:
    """Say whether an entry is as it was written: somebody may have opened the file."""
    try:
        words = json.loads(key)
    except ValueError:
        return False
    each_of = answers if isinstance(answers, list) else [None]
    return _are_texts(words) and all(map(_is_answer, each_of))


def _is_answer(found: object) -> bool:
    if not isinstance(found, list) or len(found) != len(KeptAnswer._fields):
        return False
    return _are_texts(found[:2]) and isinstance(found[2], bool)


def _are_texts(found: object) -> bool:
    return isinstance(found, list) and all(isinstance(each, str) for each in found)


def _write(folder: Folder, kept: dict[str, list[KeptAnswer]]) -> bool:
    try:
        path = _path(folder)
        if not kept:
            path.unlink(missing_ok=True)
            with suppress(OSError):  # others lie there
                path.parent.rmdir()
            return True
        path.parent.mkdir(exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.unlink(missing_ok=True)
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
        fresh.replace(path)
    except OSError:
        return False
    return True
