"""One JSON document: how a record is printed, and how it is kept in a dossier."""

import json
import re
from collections.abc import Callable
from typing import Any

from pdisc.text import UNSEEN

OURS = frozenset({"next", "message", "notices"})
"""The keys under which a document says something to her; no text of hers stands there alone."""

_UNSEEN = f"[{UNSEEN}]"  # json.dumps has escaped the rest; its own newlines must stay


def json_text(value: object) -> str:
    """Return one JSON document, escaped only where a character is unseen, steering or unpaired.

    The same value gives the same text; it can always be encoded in UTF-8. Raises TypeError for
    what isn't plain JSON data and ValueError for NaN and infinities.
    """
    raw = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2)
    return re.sub(_UNSEEN, lambda match: json.dumps(match[0])[1:-1], raw)


def reworded(document: Any, worded: Callable[[str], str], *, ours: bool = False) -> Any:
    """Return a document whose own sentences are put by `worded`; `str` leaves all as it is."""
    if worded is str:
        return document
    if isinstance(document, dict):
        return {key: reworded(each, worded, ours=key in OURS) for key, each in document.items()}
    if isinstance(document, (list, tuple)):
        return [reworded(each, worded, ours=ours) for each in document]
    return worded(document) if ours and isinstance(document, str) else document
