"""What is asked of files: what they say, and the same file masked. Loaded when a file is named.

The libraries behind it cost a tenth of a writing command, and most commands name no file.
"""

from pdisc.screening.files.extract import extract
from pdisc.screening.files.rewrite import rewrite

__all__ = ["extract", "rewrite"]
