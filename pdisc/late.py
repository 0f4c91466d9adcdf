"""Modules that are imported when something of them is first used, not when they are named.

Help, completion and usage errors need no service and no view, and a reading command few of them:
`tests/test_startup.py` pins what each may load.
"""

import importlib
import sys
from collections.abc import Callable
from importlib.machinery import PathFinder
from typing import Any


class Late:
    """A module that is imported when something of it is first used."""

    def __init__(self, name: str) -> None:
        """Name the module; nothing is imported yet."""
        self._late_name = name

    def __getattr__(self, name: str) -> Any:
        """Return an attribute of the module, importing it now."""
        return getattr(importlib.import_module(self._late_name), name)


def door(package: str) -> Callable[[str], Late]:
    """Return a package's `__getattr__`, which hands out its modules unopened (PEP 562).

    `from pdisc.services import drafts` then costs next to nothing; type checkers, which read the
    folder, see the module itself. Raises AttributeError for a name that is no module of it.
    """

    def handed_out(name: str) -> Late:
        whole = f"{package}.{name}"
        if PathFinder.find_spec(whole, sys.modules[package].__path__) is None:
            raise AttributeError(f"no module {name} in {package}")
        return Late(whole)

    return handed_out
