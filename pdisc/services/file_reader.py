"""Who opens files for a service: named here, so that nothing is loaded before a file is."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pdisc.screening.files.extract import Extracted
    from pdisc.screening.files.kinds import Kind
    from pdisc.screening.office.word_body import Prose


class FileReader(Protocol):
    """Who opens files: `pdisc.screening.files.reader`, loaded when its first name is asked for."""

    def extract(self, data: bytes, name: str) -> "Extracted":
        """Return what a file says."""

    def rewrite(self, data: bytes, kind: "Kind", replace: Callable[[str], str]) -> bytes:
        """Return the file with every text replaced, or raise Refused."""

    def strip(self, data: bytes, kind: "Kind") -> bytes:
        """Return the file without its hidden parts, or raise Refused."""

    def prose(self, data: bytes, name: str) -> "Prose":
        """Return the text of a Word file as it stands on its pages, or raise UsageError."""
