"""Screening: what a text or a file would give away, and the masks that take it out."""
