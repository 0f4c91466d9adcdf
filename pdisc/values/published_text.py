"""A published matter as requests are matched with it."""

import msgspec


class PublishedText(msgspec.Struct, frozen=True):
    """One published matter as it is matched: its number, and what is read of it."""

    number: str
    title: str
    item: str = ""
    content: str = ""
