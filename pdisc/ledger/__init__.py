"""The only place that knows the database: writing through SQLModel, reading through plain SQL."""

from pdisc.late import door

__getattr__ = door(__name__)
