"""Builds a release: wheel, sdist, hashes; nothing is uploaded, tagged or sent anywhere.

    python scripts/release.py OUT

The version stands in `pdisc/__init__.py`. Nothing is built unless the tree is clean, CHANGELOG.md
has a section of that version, and no tag has it yet. The wheel is built from the sdist, by the
time of the last commit, so that the same commit gives the same bytes; it is installed in an
environment of its own, with its libraries from the index, and tried by `trial.py`.
"""

import argparse
import ast
import hashlib
import os
import re
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator, Sequence
from pathlib import Path

from trial import tried
from wheelhouse import ROOT


def version_of(root: Path) -> str:
    """Return the version that the program says."""
    source = (root / "pdisc" / "__init__.py").read_text(encoding="utf-8")
    for each in ast.parse(source).body:
        if isinstance(each, ast.Assign) and ast.unparse(each.targets[0]) == "__version__":
            return str(ast.literal_eval(each.value))
    raise SystemExit("pdisc/__init__.py has no __version__")


def in_the_way(root: Path) -> Iterator[str]:
    """Yield what keeps the tree from being released as it is."""
    version = version_of(root)
    changed = _git(root, "status", "--porcelain")
    if changed:
        yield f"the tree isn't clean:\n{changed}"
    changes = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    section = re.search(rf"(?m)^## {re.escape(version)}(?![\d.]).*$", changes)
    if section is None:
        yield f"CHANGELOG.md has no section “## {version}”"
    elif "未发布" in section[0]:
        yield f"CHANGELOG.md still calls {version} 未发布: write the day"
    if _git(root, "tag", "--list", f"v{version}"):
        yield f"there is a tag v{version} already: raise the version in pdisc/__init__.py"


def _git(root: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=root, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def built(root: Path, out: Path) -> list[Path]:
    """Build sdist and wheel into a folder, the same bytes for the same commit."""
    when = _git(root, "log", "-1", "--format=%ct")
    command = (sys.executable, "-m", "build", "--no-isolation", "-o", str(out), str(root))
    subprocess.run(
        command,
        check=True,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "SOURCE_DATE_EPOCH": when},
    )
    return sorted([*out.glob("*.whl"), *out.glob("*.tar.gz")])


def try_installed(wheel: Path) -> None:
    """Install a wheel in an environment of its own, as an office does, and try it."""
    with tempfile.TemporaryDirectory() as there:
        venv.create(there, with_pip=True)
        folder = Path(there) / ("Scripts" if os.name == "nt" else "bin")
        pip = (str(folder / "python"), "-m", "pip", "--disable-pip-version-check")
        subprocess.run([*pip, "install", "-q", f"{wheel}[pdf]"], check=True)
        tried([str(folder / "pdisc")])


def main(arguments: Sequence[str]) -> int:
    """Check, build and try; return the exit code."""
    parser = argparse.ArgumentParser(description="Wheel and sdist of this commit, tried.")
    parser.add_argument("out", type=Path)
    given = parser.parse_args(arguments)
    problems = list(in_the_way(ROOT))
    if problems:
        print("\n".join(problems), file=sys.stderr)
        return 1
    given.out.mkdir(parents=True)
    files = built(ROOT, given.out)
    try_installed(next(each for each in files if each.suffix == ".whl"))
    lines = [f"{hashlib.sha256(each.read_bytes()).hexdigest()}  {each.name}\n" for each in files]
    (given.out / "SHA256SUMS").write_bytes("".join(lines).encode())
    print("".join(lines), end="")
    print(f"by hand: git tag v{version_of(ROOT)}, and hand the files on")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
