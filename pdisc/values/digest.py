"""What binds an approval to what was approved: the hash of one exact plan."""

import hashlib

import msgspec

from pdisc.values.parts import Plan


def plan_digest(number: str, code: str, plan: Plan) -> str:
    """Return the SHA-256 (hex) of one exact plan: everything that review and approval look at."""
    body = msgspec.json.encode((number, code, plan), order="sorted")
    return hashlib.sha256(body).hexdigest()
