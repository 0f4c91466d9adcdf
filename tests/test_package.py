"""What is installed works: the wheel in an environment of its own, and the editable clone."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """Run a command that must succeed, away from the clone; return its stdout."""
    inherited = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={**inherited, "PYTHONUTF8": "1", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel with the build tools of this environment; nothing is downloaded."""
    out = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", out, ROOT, cwd=out)
    (built,) = out.glob("*.whl")
    return built


def install(wheel: Path, home: Path) -> Path:
    """Install a wheel alone in a new environment; its libraries are this environment's own."""
    pip_is_here = find_spec("pip") is not None  # uv makes environments without it
    venv.create(home, with_pip=not pip_is_here)
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip = (
        (sys.executable, "-m", "pip", "--python", python) if pip_is_here else (python, "-m", "pip")
    )
    run(*pip, "install", "-q", "--no-index", "--no-deps", wheel, cwd=home)
    place = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = Path(run(python, "-c", place, cwd=home).strip())
    libraries = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (packages / "zz-libraries.pth").write_text("\n".join(sorted(libraries)), encoding="utf-8")
    return python


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Python of an environment in which the wheel is installed."""
    return install(wheel, tmp_path_factory.mktemp("installed") / "venv")


@pytest.fixture(scope="module")
def editable(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Python of an environment in which the clone is installed as editable."""
    out = tmp_path_factory.mktemp("editable")
    make = "import sys, hatchling.build as backend; backend.build_editable(sys.argv[1])"
    run(sys.executable, "-c", make, out, cwd=ROOT)
    (built,) = out.glob("*.whl")
    return install(built, out / "venv")


def names_in(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_every_module(wheel: Path) -> None:
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "pdisc").rglob("*.py")}

    assert modules | {"pdisc/py.typed"} <= names_in(wheel)


def test_the_wheel_holds_the_shipped_data(wheel: Path) -> None:
    shipped = {path.relative_to(ROOT).as_posix() for path in (ROOT / "data").rglob("*.*")}

    assert {"data/catalog_seed.yaml", "data/rules.yaml", "data/workdays/2026.yaml"} <= shipped
    assert {f"pdisc/{name}" for name in shipped} <= names_in(wheel)


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    others = {name for name in names_in(wheel) if name.partition("/")[0] != "pdisc"}

    assert {name.partition("/")[0].rpartition(".")[2] for name in others} == {"dist-info"}
    known = {".py", ".yaml", ".json", ".typed", ".typ", ".html", ".xml", ".css", ".js"}
    assert {Path(name).suffix for name in names_in(wheel) - others} == known


def test_the_wheel_brings_the_command(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [n for n in archive.namelist() if n.endswith("/entry_points.txt")]
        lines = archive.read(name).decode().split("\n")

    assert "pdisc = pdisc.__main__:main" in lines


def test_what_is_installed_is_the_wheel(installed: Path, tmp_path: Path) -> None:
    code = "import pdisc; print(pdisc.__file__)"
    where = Path(run(installed, "-c", code, cwd=tmp_path).strip())

    assert where.is_relative_to(installed.parent.parent)


def opened(*command: str | Path, tmp_path: Path) -> tuple[str, int]:
    """Open a ledger by some way of calling the program; return its folder's name and its items."""
    folder = tmp_path / "示例 台账"
    said = run(*command, "init", "--json", cwd=tmp_path, PDISC_LEDGER=str(folder))
    answer = json.loads(said)
    return Path(answer["ledger"]).name, answer["items"]


def test_an_installed_wheel_opens_a_ledger(installed: Path, tmp_path: Path) -> None:
    assert opened(installed, "-m", "pdisc", tmp_path=tmp_path) == ("示例 台账", 36)


def test_an_installed_wheel_has_its_command(installed: Path, tmp_path: Path) -> None:
    command = installed.with_name("pdisc.exe" if os.name == "nt" else "pdisc")

    assert opened(command, tmp_path=tmp_path) == ("示例 台账", 36)


def test_a_module_call_opens_a_ledger_here_too(tmp_path: Path) -> None:
    assert opened(sys.executable, "-m", "pdisc", tmp_path=tmp_path) == ("示例 台账", 36)


def test_an_editable_install_is_the_clone_and_finds_its_data(
    editable: Path, tmp_path: Path
) -> None:
    where = run(editable, "-c", "import pdisc; print(pdisc.__file__)", cwd=tmp_path).strip()

    assert Path(where).parent == ROOT / "pdisc"
    assert opened(editable, "-m", "pdisc", tmp_path=tmp_path) == ("示例 台账", 36)


def test_the_shipped_data_lies_beside_the_package_in_a_clone() -> None:
    assert not (ROOT / "pdisc" / "data").exists(), "one copy: the wheel puts it inside"
