"""What a person or a file receives: they are handed records, never tables of the ledger."""

from pdisc.late import door

__getattr__ = door(__name__)
