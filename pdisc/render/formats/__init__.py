"""The formats of an answer: one module each, one row each in `choices.py`."""

from pdisc.late import door

__getattr__ = door(__name__)
