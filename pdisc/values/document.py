"""One JSON document: how a record is printed, and how it is kept in a dossier."""

import json
import re

from pdisc.text import UNSEEN

_UNSEEN = f"[{UNSEEN}]"  # json.dumps has escaped the rest; its own newlines must stay


def json_text(value: object) -> str:
    """Return one JSON document, escaped only where a character is unseen, steering or unpaired.

    The same value gives the same text; it can always be encoded in UTF-8. Raises TypeError for
    what isn't plain JSON data and ValueError for NaN and infinities.
    """
    raw = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2)
    return re.sub(_UNSEEN, lambda match: json.dumps(match[0])[1:-1], raw)
