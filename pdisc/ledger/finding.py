"""What verify reports: one thing, with its kind and its place."""

import msgspec


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong (or worth a note): its kind, its place, what it is."""

    id: str
    where: str
    what: str
