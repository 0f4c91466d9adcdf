"""Makes the program for a computer without Python: one folder, packed, by PyInstaller.

    python scripts/bundle.py OUT [--wheels FOLDER]

It is made for the system that it is made on: for Windows, run this on Windows. The libraries come
into an environment of their own (from the index, or with --wheels from a folder that
`wheelhouse.py` made, to which pyinstaller was downloaded), so that nothing else gets in. What was
made is tried by `trial.py` before it is packed.
"""

import argparse
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import venv
from collections.abc import Sequence
from pathlib import Path

import handbook
from trial import tried
from wheelhouse import ROOT, own_wheel

COLLECTED = (
    *("--collect-submodules=pdisc", "--collect-data=pdisc"),
    *("--collect-submodules=ruamel.yaml", "--collect-submodules=rich._unicode_data"),
    *("--collect-submodules=stdnum", "--collect-data=stdnum"),
    *("--collect-data=docx", "--collect-data=docxtpl", "--collect-data=tzdata"),
    *("--collect-data=pygal", "--collect-all=typst"),
)
"""What is imported by a name that no import tells, and the files that libraries open."""


def environment(folder: Path, wheel: Path, wheels: Path | None) -> Path:
    """Make an environment with the program, its libraries and PyInstaller; return its Python."""
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    source = ("--no-index", "--find-links", str(wheels)) if wheels else ()
    wanted = (f"{wheel}[pdf]", "pyinstaller>=6.10,<7")
    install = (str(python), "-m", "pip", "--disable-pip-version-check", "install", "-q")
    subprocess.run([*install, *source, *wanted], check=True)
    return python


def bundled(python: Path, work: Path) -> Path:
    """Have PyInstaller make the folder; return it."""
    asked = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = subprocess.run([python, "-c", asked], check=True, capture_output=True, text=True)
    # python-docx opens docx/parts/../templates: the folder has to be there for the system.
    parts = Path(packages.stdout.strip(), "docx", "parts", "__init__.py")
    command = (
        *(str(python), "-m", "PyInstaller", "--noconfirm", "--onedir", "--name=pdisc"),
        *("--log-level=WARN", f"--distpath={work / 'dist'}", f"--workpath={work / 'build'}"),
        *(f"--specpath={work}", *COLLECTED, f"--add-data={parts}{os.pathsep}docx/parts"),
        str(ROOT / "scripts" / "bundled.py"),
    )
    subprocess.run(command, check=True, cwd=work)
    return work / "dist" / "pdisc"


def main(arguments: Sequence[str]) -> int:
    """Make, try and pack the program; return the exit code."""
    parser = argparse.ArgumentParser(description="The program for a computer without Python.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--wheels", type=Path)
    given = parser.parse_args(arguments)
    given.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as there:
        work = Path(there)
        wheel = own_wheel(work)
        made = bundled(environment(work / "venv", wheel, given.wheels), work)
        if os.name == "nt":
            shutil.copy(ROOT / "pdisc.cmd", made)
        handbook.write(made)
        tried([str(made / "pdisc")])
        name = f"{wheel.name.split('-py3')[0]}-{sysconfig.get_platform()}"
        packing = "zip" if os.name == "nt" else "gztar"
        print(shutil.make_archive(str(given.out / name), packing, made.parent, made.name))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
