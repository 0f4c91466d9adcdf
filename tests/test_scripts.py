"""What is handed to offices: wheels for a computer without a network, starters, releases, tasks.

Whatever needs an index or minutes (all wheels for Windows, the program without Python) is run by
CI or by hand; here is what they decide by, on wheels and repositories made by hand.
"""

import ast
import hashlib
import os
import re
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest
from bundle import COLLECTED
from packaging.requirements import Requirement
from release import built, in_the_way
from trial import tried
from wheelhouse import PLATFORMS, STARTERS, Target, needed, write_list

ROOT = Path(__file__).parent.parent
WINDOWS = Target("win_amd64", "3.12")
LINUX = Target("linux_x86_64", "3.12")


# All wheels for a computer without a network


def wheel(folder: Path, name: str, version: str, *asks: str) -> Path:
    """Write a wheel that can be installed and holds nothing."""
    path = folder / f"{name}-{version}-py3-none-any.whl"
    info = f"{name}-{version}.dist-info"
    told = "".join(f"Requires-Dist: {each}\n" for each in asks)
    with zipfile.ZipFile(path, "w") as archive:
        head = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
        archive.writestr(f"{info}/METADATA", head + told)
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{info}/RECORD", "")
    return path


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    """Return a folder of wheels that ask for each other, in circles and by system."""
    wheel(tmp_path, "pdisc", "1.0", 'one>=2; python_version >= "3.11"', 'two; extra == "pdf"')
    wheel(tmp_path, "one", "2.1", 'colors; sys_platform == "win32"', "pdisc", "three[more]")
    wheel(tmp_path, "two", "1.0", 'gone; python_version < "3.8"')
    wheel(tmp_path, "three", "1.0", 'four_five>1; extra == "more"')
    wheel(tmp_path, "four_five", "1.0")
    wheel(tmp_path, "stray", "1.0")
    return tmp_path


def missing(folder: Path, wish: str, target: Target) -> list[tuple[str, str]]:
    found = needed(folder, Requirement(wish), target).missing
    return sorted((str(each.requirement), each.asked_by) for each in found)


def test_what_only_windows_needs_is_missed_for_windows_alone(wheels: Path) -> None:
    """Pip on Linux leaves `colorama` out of what it downloads for Windows."""
    too_old = ('four_five>1; extra == "more"', "three")

    windows = missing(wheels, "pdisc", WINDOWS)
    assert windows == [('colors; sys_platform == "win32"', "one"), too_old]
    assert missing(wheels, "pdisc", LINUX) == [too_old]


def test_an_extra_brings_its_own_and_a_wish_of_another_version_is_missing(wheels: Path) -> None:
    assert set(needed(wheels, Requirement("pdisc"), LINUX).wheels) == {"pdisc", "one", "three"}
    assert "two" in needed(wheels, Requirement("pdisc[pdf]"), LINUX).wheels
    assert missing(wheels, "pdisc==2", LINUX) == [("pdisc==2", "")]


@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_platform_has_its_tags_and_markers(platform: str) -> None:
    target = Target(platform, "3.13")

    assert target.environment["python_version"] == "3.13"
    assert (target.environment["sys_platform"] == "win32") == platform.startswith("win")
    assert target.options.count("--platform") == len(PLATFORMS[platform][0])


@pytest.mark.skipif(find_spec("pip") is None, reason="needs pip")
def test_what_was_listed_is_installed_offline_and_nothing_altered_is(wheels: Path) -> None:
    wheel(wheels, "colors", "1.0")
    (wheels / "four_five-1.0-py3-none-any.whl").unlink()
    wheel(wheels, "four_five", "1.1")
    write_list(wheels, needed(wheels, Requirement("pdisc[pdf]"), WINDOWS).wheels)
    listed = (wheels / "requirements.txt").read_text(encoding="utf-8").splitlines()

    assert [line.partition("=")[0] for line in listed] == [
        *("colors", "four-five", "one", "pdisc", "three", "two")
    ]
    digest = hashlib.sha256((wheels / "one-2.1-py3-none-any.whl").read_bytes()).hexdigest()
    assert f"one==2.1 --hash=sha256:{digest}" in listed
    assert not list(wheels.glob("stray*"))

    assert offline(wheels) == 0
    wheel(wheels, "two", "1.0", "somebody-else-s")
    assert offline(wheels) == 1


def offline(folder: Path) -> int:
    """Have pip install by the list, as `install.cmd` does, without doing it."""
    words = ("install", "--dry-run", "-q", "--no-index", "--find-links", str(folder))
    lists = ("--require-hashes", "-r", str(folder / "requirements.txt"))
    return subprocess.run(
        [sys.executable, "-m", "pip", *words, *lists], check=False, capture_output=True
    ).returncode


# The starters for Windows


@pytest.mark.parametrize("name", STARTERS)
def test_a_starter_is_read_the_same_in_every_code_page(name: str) -> None:
    """GB2312 has no byte below A1, so that no half of a Chinese character is a sign of cmd's."""
    data = (ROOT / name).read_bytes()

    assert data.count(b"\n") == data.count(b"\r\n")
    assert data.decode("gb2312").encode("gb2312") == data
    assert all(byte < 0x80 or byte >= 0xA1 for byte in data)
    assert re.search(r"[\u4e00-\u9fff]", data.decode("gb2312")), "what she reads is Chinese"
    assert b"\r\nchcp" not in data


@pytest.mark.parametrize("name", STARTERS)
def test_every_way_of_a_starter_leads_somewhere_and_an_error_stays_on_the_screen(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="gb2312").splitlines()
    labels = {line[1:] for line in lines if line.startswith(":")}
    jumps = {found[1] for line in lines if (found := re.search(r"\bgoto (\w+)", line))}

    assert jumps == labels
    for place, line in enumerate(lines):
        if re.fullmatch(r"exit /b [1-9]\d*", line):
            assert lines[place - 1] == "pause"


def test_git_leaves_the_starters_as_they_are() -> None:
    assert "*.cmd -text" in (ROOT / ".gitattributes").read_text(encoding="utf-8").splitlines()


# A release


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Return a repository of a program that may be released as 1.2.0."""
    (tmp_path / "pdisc").mkdir()
    (tmp_path / "pdisc" / "__init__.py").write_text('__version__ = "1.2.0"\n', encoding="utf-8")
    changes = "# 更新记录\n\n## 1.2.0（2026-12-01）\n\n## 1.1.0\n"
    (tmp_path / "CHANGELOG.md").write_text(changes, encoding="utf-8")
    git(tmp_path, "init", "-q")
    commit(tmp_path)
    return tmp_path


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=test", "-c", "user.email=test@example.invalid")
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


def commit(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Say something")


def test_a_clean_tree_whose_version_is_told_may_be_released(repository: Path) -> None:
    assert list(in_the_way(repository)) == []


@pytest.mark.parametrize(
    ("heading", "told"),
    [("## 1.2.0（未发布）", "未发布"), ("## 1.2.01", "no section"), ("## 1.2.0.1", "no section")],
)
def test_a_version_that_nobody_reads_of_isn_t_released(
    repository: Path, heading: str, told: str
) -> None:
    (repository / "CHANGELOG.md").write_text(f"{heading}\n", encoding="utf-8")
    commit(repository)

    (problem,) = in_the_way(repository)
    assert told in problem


def test_neither_a_changed_tree_nor_a_version_twice_is_released(repository: Path) -> None:
    git(repository, "tag", "v1.2.0")
    (repository / "更多.py").touch()

    changed, twice = in_the_way(repository)
    assert "isn't clean" in changed
    assert "v1.2.0" in twice


def test_the_same_commit_gives_the_same_bytes(tmp_path: Path) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("no repository: an sdist")
    first, again = (
        {each.name: each.read_bytes() for each in built(ROOT, tmp_path / name)} for name in "ab"
    )

    assert len(first) == 2
    assert first == again


# The program as it is handed out


def test_this_environment_s_program_passes_the_trial() -> None:
    tried([sys.executable, "-m", "pdisc"])


def test_the_program_without_python_reads_pdfs_in_a_process_of_its_own() -> None:
    entry = (sys.executable, str(ROOT / "scripts" / "bundled.py"))
    reader = subprocess.run(
        [*entry, "-m", "pdisc.screening.files.pdf_worker"],
        input=b"no PDF",
        capture_output=True,
        check=True,
    )
    plain = subprocess.run([*entry, "--version"], capture_output=True, check=True)

    assert b'"problem"' in reader.stdout
    assert plain.stdout.startswith(b"pdisc ")


def test_what_is_imported_by_its_name_goes_into_the_program_without_python() -> None:
    late = {
        str(call.args[0].value)
        for path in (ROOT / "pdisc").rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Late"
        if isinstance(call.args[0], ast.Constant)
    }

    assert "ruamel.yaml" in late
    for name in late:
        top = name if not name.startswith("pdisc.") else "pdisc"
        assert f"--collect-submodules={top}" in COLLECTED


# The tasks


def test_every_task_calls_what_there_is_and_ci_calls_tasks() -> None:
    listed = subprocess.run(
        [sys.executable, str(ROOT / "tasks.py")], capture_output=True, check=True, text=True
    )
    tasks = {line.split()[0] for line in listed.stdout.splitlines()}
    assert {"test", "lint", "docs", "bench", "types", "release"} <= tasks

    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    called = [word for line in re.findall(r"tasks\.py ([a-z ]+)", script) for word in line.split()]
    assert called
    assert set(called) <= tasks
    files = re.findall(r'"((?:bench|scripts|docs)/\w+\.py)"', (ROOT / "tasks.py").read_text())
    assert all((ROOT / file).is_file() for file in files)


def test_an_unknown_task_is_told_and_nothing_is_done() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tasks.py"), "lint", "tset"],
        capture_output=True,
        check=False,
        text=True,
        env={**os.environ, "PATH": ""},
    )

    assert done.returncode == 2
    assert "'tset'" in done.stderr
