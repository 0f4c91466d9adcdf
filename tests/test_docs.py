"""What is written about the program is true of it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from pdisc.services.screening import screened_file

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")],
)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def first_shell_block() -> list[str]:
    found = re.search(r"^```sh\n(.*?)^```$", read("README.md"), re.DOTALL | re.MULTILINE)
    assert found is not None
    return found[1].splitlines()


def test_the_readme_begins_with_two_commands() -> None:
    first, second = first_shell_block()

    set_up = "python3 -m venv .venv && .venv/bin/pip install -q -e '.[dev]' && "
    assert first == f"{set_up}.venv/bin/pdisc tour"
    assert second == f"{set_up}.venv/bin/pytest"


def test_ci_runs_the_second_command_as_it_stands_there() -> None:
    assert first_shell_block()[1] in read(".ci/run").splitlines()


def test_ci_runs_the_first_command_too() -> None:
    assert first_shell_block()[0] in read(".ci/run")


def test_the_command_reference_is_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "make_cli.py"), "--check"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")


def test_the_layout_names_every_module() -> None:
    layout = read("docs/layout.md")
    modules = [path.relative_to(ROOT / "pdisc") for path in (ROOT / "pdisc").rglob("*.py")]
    names = {path.as_posix() for path in modules if path.name != "__init__.py"}
    whole = tuple(re.findall(r"`(\w+/)\*`", layout))  # `room/*` stands for all of a room

    unnamed = {name for name in names if f"`{name}`" not in layout and not name.startswith(whole)}
    assert unnamed == set()


def test_the_layout_names_no_module_that_is_gone() -> None:
    named = set(re.findall(r"`((?:\w+/)?\w+\.py)`", read("docs/layout.md")))
    ours = {name for name in named if not name.startswith("tests/")}

    assert {name for name in ours if not (ROOT / "pdisc" / name).exists()} == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)", document.read_text(encoding="utf-8"))
    local = [target for target in targets if "://" not in target]

    assert [target for target in local if not (document.parent / target).exists()] == []


def test_decisions_are_numbered_and_short() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))

    assert [path.name[:4] for path in decisions] == [
        f"{n:04d}" for n in range(1, len(decisions) + 1)
    ]
    for path in decisions:
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 40, path.name
        for heading in ("## Context", "## Decision", "## Consequences"):
            assert heading in text, path.name


@pytest.mark.parametrize("name", ["README.md", "CHANGELOG.md", "tests/data/实施方案原文.txt"])
def test_what_is_written_about_the_trade_is_screened_clean(name: str) -> None:
    assert screened_file(name, (ROOT / name).read_bytes()).findings == ()
