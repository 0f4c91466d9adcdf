"""What a form is asked for, and what it comes to."""

from datetime import date
from typing import NamedTuple


class PrintOrder(NamedTuple):
    """What a form is made for: a business date, and what else it takes."""

    on: date
    target: str | None = None
    month: date | None = None


class Printed(NamedTuple):
    """A finished form: what its file is called where she names none, and its bytes."""

    name: str
    data: bytes
