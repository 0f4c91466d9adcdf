"""Whose account of the operating system this is: kept beside the account, never in the ledger.

A file in the user's own settings folder says for each ledger by which name its roster knows the
person. Nothing depends on it: without it, or where it can't be read or written, the account's own
name is the operator's, as ever.
"""

import getpass
import json
from pathlib import Path

from platformdirs import user_config_path

FILE = "操作人.json"


def account() -> str:
    """Return the name of the account of the operating system."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "未知操作人"


def settings_file() -> Path:
    """Return the file that holds the names; it need not exist."""
    return user_config_path("pdisc", appauthor=False) / FILE


def tied_name(ledger_id: str) -> str | None:
    """Return the name that was tied to this account for a ledger; None for none."""
    return _read(settings_file()).get(f"{ledger_id} {account()}")


def tie(ledger_id: str, name: str) -> Path | None:
    """Keep that this account is that person in a ledger; None where it can't be kept."""
    path = settings_file()
    names = {**_read(path), f"{ledger_id} {account()}": name}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".tmp")
        fresh.write_text(json.dumps(names, ensure_ascii=False, indent=2), encoding="utf-8")
        fresh.replace(path)
    except OSError:
        return None
    return path


def _read(path: Path) -> dict[str, str]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {key: name for key, name in found.items() if isinstance(name, str) and name.strip()}
