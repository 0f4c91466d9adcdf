"""拒绝: acts that were refused for secrecy, authority or separation of duties."""

from pdisc.registers.register import Register, no_rows
from pdisc.values.parts import Event


class RefusalNoted(Event, frozen=True, kw_only=True, tag="拒绝"):
    """An act was refused for secrecy, authority or separation of duties; no text is kept.

    `where` is in words of our own: a field, or the place of an attachment among those named.
    """

    act: str
    refusal: str
    where: str = ""


REFUSALS = Register(events={RefusalNoted: no_rows})
