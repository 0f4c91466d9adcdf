"""解除拦截: extracts that a superior's paper allows to be disclosed although they bear a mark."""

from pdisc.registers.register import Register, no_rows
from pdisc.values.parts import Event


class MarkLifted(Event, frozen=True, kw_only=True, tag="解除拦截"):
    """A superior's paper allows an extract of one item to be disclosed although it bears a mark."""

    code: str
    document_number: str
    reason: str


LIFTS = Register(events={MarkLifted: no_rows})
