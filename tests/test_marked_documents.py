"""Whole documents, each a file: those that bear a mark stop, those that talk of marks pass."""

from pathlib import Path

import pytest

from pdisc.screening.hits import Severity
from pdisc.screening.spots import HANDLING
from pdisc.services.screening import screened_file

DOCUMENTS = Path(__file__).parent / "data" / "marked_documents"


def documents(folder: str) -> list[Path]:
    return sorted((DOCUMENTS / folder).iterdir())


@pytest.mark.parametrize("path", documents("stop"), ids=lambda path: path.name)
def test_a_document_with_a_mark_is_stopped(path: Path) -> None:
    findings = screened_file(path.name, path.read_bytes()).findings

    assert HANDLING[Severity.STOP] in {finding.handling for finding in findings}


@pytest.mark.parametrize("path", documents("pass"), ids=lambda path: path.name)
def test_a_document_that_talks_of_marks_passes(path: Path) -> None:
    assert screened_file(path.name, path.read_bytes()).findings == ()


def test_there_are_documents_of_either_kind() -> None:
    assert len(documents("stop")) >= 45
    assert len(documents("pass")) >= 40
