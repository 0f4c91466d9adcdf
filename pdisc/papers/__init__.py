"""The forms that can be printed: one module each, one row each in `forms.py`."""

from pdisc.late import door

__getattr__ = door(__name__)
