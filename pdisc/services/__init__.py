"""One function per thing a person does: load the state, decide, commit, answer with a record."""

from pdisc.late import door

__getattr__ = door(__name__)
