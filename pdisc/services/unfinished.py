"""What was typed at questions before an interruption, kept so that it can be gone on with.

It lies in the ledger's `tmp/`, one file an account and machine: what is meant for members only
never leaves the ledger's folder. What bears a mark of secrecy isn't kept at all. Nothing depends on
it: where it can't be read or written, she begins anew.
"""

import hashlib
import json
import platform
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from pdisc.ledger.folder import Folder
from pdisc.ledger.staging import UNFINISHED
from pdisc.screening.screen import marks
from pdisc.services.account import account

MOST = 5
"""So many begun walks are kept; of more the oldest are dropped."""


def found(folder: Folder, words: Sequence[str]) -> list[str]:
    """Return what was typed for this very command line before."""
    return _read(folder).get(_key(words), [])


def begun(folder: Folder) -> list[list[str]]:
    """Return the command lines that were begun and not finished, the newest first."""
    return [json.loads(key) for key in reversed(_read(folder))]


def keep(folder: Folder, words: Sequence[str], typed: Sequence[str]) -> bool:
    """Keep what was typed so far for a command line; say whether it was."""
    if not typed or not folder.has_ledger() or any(marks(each) for each in typed):
        return False
    kept = _read(folder)
    kept.pop(_key(words), None)
    kept[_key(words)] = list(typed)
    return _write(folder, dict(list(kept.items())[-MOST:]))


def drop(folder: Folder, words: Sequence[str]) -> None:
    """Forget what was typed for a command line."""
    kept = _read(folder)
    if kept.pop(_key(words), None) is not None:
        _write(folder, kept)


def _key(words: Sequence[str]) -> str:
    return json.dumps(list(words), ensure_ascii=False)


def _path(folder: Folder) -> Path:
    whose = f"{account()}@{platform.node()}".encode()
    return folder.staging / f"{UNFINISHED}{hashlib.sha256(whose).hexdigest()[:12]}.json"


def _read(folder: Folder) -> dict[str, list[str]]:
    with suppress(OSError, ValueError):
        kept = json.loads(_path(folder).read_text(encoding="utf-8"))
        if isinstance(kept, dict):
            return {key: typed for key, typed in kept.items() if _is_whole(key, typed)}
    return {}


def _is_whole(key: str, typed: object) -> bool:
    """Say whether an entry is as it was written: somebody may have opened the file."""
    try:
        words = json.loads(key)
    except ValueError:
        return False
    lists = [words, typed]
    return all(isinstance(each, list) and all(isinstance(x, str) for x in each) for each in lists)


def _write(folder: Folder, kept: dict[str, list[str]]) -> bool:
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
