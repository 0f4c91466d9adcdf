"""json: the whole answer as one document, for programs."""

import msgspec

from pdisc.render.paper import Reply
from pdisc.values.document import json_text


def made(reply: Reply) -> str:
    """Return an answer's document as JSON."""
    return json_text(msgspec.to_builtins(reply.document)) + "\n"
