"""A ledger for 党务公开: catalogue, five steps, weekly check, report."""

__version__ = "0.1.0"
