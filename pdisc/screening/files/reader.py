"""What is asked of files: what they say, the same masked or stripped. Loaded when a file is named.

The libraries behind it cost a tenth of a writing command, and most commands name no file.
"""

from pdisc.screening.files.extract import extract
from pdisc.screening.files.prose import prose
from pdisc.screening.files.rewrite import rewrite, strip

__all__ = ["extract", "prose", "rewrite", "strip"]
