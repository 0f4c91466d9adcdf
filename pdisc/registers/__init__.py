"""What can be recorded beside the five steps: each register is one file."""

from collections.abc import Iterator
from contextlib import contextmanager

from pdisc.registers.annulments import ANNULMENTS
from pdisc.registers.demands import DEMANDS
from pdisc.registers.inherited import INHERITED
from pdisc.registers.items import ITEMS
from pdisc.registers.lifts import LIFTS
from pdisc.registers.nils import NILS
from pdisc.registers.notes import NOTES
from pdisc.registers.opening import OPENING
from pdisc.registers.opinions import OPINIONS
from pdisc.registers.refusals import REFUSALS
from pdisc.registers.register import Register
from pdisc.registers.registry import Registry
from pdisc.registers.requests import REQUESTS
from pdisc.registers.rulings import RULINGS
from pdisc.registers.settings import SETTINGS
from pdisc.registers.staff import STAFF
from pdisc.registers.surveys import SURVEYS
from pdisc.registers.templates import TEMPLATES
from pdisc.registers.workdays import WORKDAYS

REGISTERS: tuple[Register, ...] = (
    OPENING,
    ITEMS,
    SETTINGS,
    STAFF,
    WORKDAYS,
    NILS,
    NOTES,
    RULINGS,
    DEMANDS,
    LIFTS,
    REFUSALS,
    INHERITED,
    ANNULMENTS,
    REQUESTS,
    OPINIONS,
    SURVEYS,
    TEMPLATES,
)
"""All registers. A new one is a file and a line here."""

_IN_FORCE = [Registry(REGISTERS)]


def registry() -> Registry:
    """Return the registers that are in force, with all that follows from them."""
    return _IN_FORCE[-1]


@contextmanager
def registered(*more: Register) -> Iterator[None]:
    """Let further registers be in force while the block runs: a register that is tried out."""
    _IN_FORCE.append(Registry((*registry().registers, *more)))
    try:
        yield
    finally:
        _IN_FORCE.pop()
