"""Makes a folder with all that is installed on a computer without a network.

    python scripts/wheelhouse.py OUT [--platform win_amd64] [--python 3.12] [--plain]

It builds our own wheel, downloads those of all libraries for that system and Python (by default
this one's), and writes `requirements.txt` with their hashes. The manual as one page is put beside
them, and for Windows the two starters. PDF printing is included, but with --plain. What no wheel
can be had of is told; then the code is 1.

Offline: `pip install --no-index --find-links OUT --require-hashes -r OUT/requirements.txt`, which
is what `install.cmd` does.
"""

import argparse
import hashlib
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from email.parser import HeaderParser
from pathlib import Path
from typing import NamedTuple

import handbook
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import Version

ROOT = Path(__file__).parent.parent
STARTERS = ("pdisc.cmd", "install.cmd")

LINUX_TAGS = ("manylinux_2_28", "manylinux_2_17", "manylinux2014")
PLATFORMS: Mapping[str, tuple[tuple[str, ...], tuple[str, str, str, str]]] = {
    "win_amd64": (("win_amd64",), ("nt", "win32", "Windows", "AMD64")),
    "win_arm64": (("win_arm64",), ("nt", "win32", "Windows", "ARM64")),
    **{
        f"linux_{cpu}": (
            tuple(f"{tag}_{cpu}" for tag in LINUX_TAGS),
            ("posix", "linux", "Linux", cpu),
        )
        for cpu in ("x86_64", "aarch64")
    },
}
"""By name: the tags of its wheels, and os.name, sys.platform, platform.system() and machine()."""


class Target(NamedTuple):
    """The computer that is installed on: its system (None: as here), its Python as 3.12."""

    platform: str | None
    python: str

    @property
    def environment(self) -> dict[str, str]:
        """What the markers of requirements are asked against there; pip asks only for here."""
        found = {key: str(value) for key, value in default_environment().items()}
        found |= {"python_version": self.python, "python_full_version": f"{self.python}.0"}
        if self.platform is not None:
            told = PLATFORMS[self.platform][1]
            names = ("os_name", "sys_platform", "platform_system", "platform_machine")
            found |= dict(zip(names, told, strict=True))
        return found

    @property
    def options(self) -> list[str]:
        """What pip is told, so that it downloads for there."""
        tags = PLATFORMS[self.platform][0] if self.platform else ()
        told = [word for tag in tags for word in ("--platform", tag)]
        return [*told, "--python-version", self.python, "--implementation", "cp"]


class Missing(NamedTuple):
    """A requirement for which no wheel lies in the folder, and whose it is."""

    requirement: Requirement
    asked_by: str


class Closure(NamedTuple):
    """Which wheels a wish needs on a target, and what it needs besides."""

    wheels: dict[str, Path]
    missing: list[Missing]


def needed(folder: Path, wish: Requirement, target: Target) -> Closure:
    """Follow the requirements of a wish through the wheels of a folder, for that target."""
    held = {canonicalize_name(parse_wheel_filename(each.name)[0]): each for each in _wheels(folder)}
    closure = Closure({}, [])
    waiting, seen = [Missing(wish, "")], set()
    while waiting:
        requirement, asked_by = waiting.pop()
        name = canonicalize_name(requirement.name)
        wheel = held.get(name)
        if wheel is None or not requirement.specifier.contains(_version(wheel), prereleases=True):
            closure.missing.append(Missing(requirement, asked_by))
            continue
        closure.wheels[name] = wheel
        for extra in ("", *sorted(requirement.extras)):
            if (name, extra) not in seen:
                seen.add((name, extra))
                waiting += [Missing(each, name) for each in _asks(wheel, extra, target)]
    return closure


def _wheels(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.whl"))


def _version(wheel: Path) -> Version:
    return parse_wheel_filename(wheel.name)[1]


def _asks(wheel: Path, extra: str, target: Target) -> Iterator[Requirement]:
    """Yield what a wheel asks for on a target, of its own or for one of its extras."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (each for each in archive.namelist() if each.endswith(".dist-info/METADATA"))
        told = HeaderParser().parsestr(archive.read(name).decode())
    plain = {**target.environment, "extra": ""}
    for text in told.get_all("Requires-Dist", ()):
        each = Requirement(text)
        if each.marker is None:
            wanted = not extra
        elif extra:
            mine = {**plain, "extra": extra}
            wanted = each.marker.evaluate(mine) and not each.marker.evaluate(plain)
        else:
            wanted = each.marker.evaluate(plain)
        if wanted:
            yield each


def filled(folder: Path, wish: Requirement, target: Target) -> Closure:
    """Download into a folder all that a wish needs there; return what it has, and what not.

    pip judges `sys_platform == "win32"` by the system that it runs on, so what it leaves out for
    that is asked for by name until nothing is missing, or nothing more can be had.
    """
    download(folder, [str(wish)], target)
    tried: set[str] = set()
    while True:
        closure = needed(folder, wish, target)
        asked = {_plain(each.requirement) for each in closure.missing} - tried
        if not asked:
            return closure
        for each in sorted(asked):
            download(folder, [each], target)
        tried |= asked


def _plain(requirement: Requirement) -> str:
    """Return a requirement without its marker, which pip would judge by this system."""
    extras = f"[{','.join(sorted(requirement.extras))}]" if requirement.extras else ""
    return f"{requirement.name}{extras}{requirement.specifier}"


def download(folder: Path, wanted: Sequence[str], target: Target) -> None:
    """Have pip download wheels; where it can't, what is missing shows afterwards."""
    command = [*_PIP, "download", "-q", "--only-binary=:all:", "--find-links", str(folder)]
    subprocess.run([*command, "-d", str(folder), *target.options, *wanted], check=False)


_PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check")


def own_wheel(folder: Path) -> Path:
    """Build our own wheel into a folder, with the build tools that are installed here."""
    build = (sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", str(folder))
    subprocess.run([*build, str(ROOT)], check=True, stdout=subprocess.DEVNULL)
    (wheel,) = folder.glob("pdisc-*.whl")
    return wheel


def write_list(folder: Path, wheels: Mapping[str, Path]) -> None:
    """Write which version of each is installed, with its hash, and drop every other wheel."""
    for wheel in set(_wheels(folder)) - set(wheels.values()):
        wheel.unlink()
    lines = [
        f"{name}=={_version(wheel)} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}"
        for name, wheel in sorted(wheels.items())
    ]
    (folder / "requirements.txt").write_bytes("".join(f"{line}\n" for line in lines).encode())


def main(arguments: Sequence[str]) -> int:
    """Make the folder that the command line describes; return the exit code."""
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    parser = argparse.ArgumentParser(description="All wheels for a computer without a network.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--platform", choices=PLATFORMS)
    parser.add_argument("--python", default=here)
    parser.add_argument("--plain", action="store_true", help="without PDF printing, 34 MB less")
    given = parser.parse_args(arguments)
    target = Target(given.platform, given.python)
    given.out.mkdir(parents=True)
    wheel = own_wheel(given.out)
    wish = Requirement(f"pdisc{'' if given.plain else '[pdf]'}=={_version(wheel)}")
    closure = filled(given.out, wish, target)
    write_list(given.out, closure.wheels)
    handbook.write(given.out)
    if target.environment["os_name"] == "nt":
        (given.out / "python.txt").write_bytes(f"{target.python}\r\n".encode())
        for starter in STARTERS:
            shutil.copy(ROOT / starter, given.out)
    print(f"{len(closure.wheels)} wheels in {given.out}")
    for each in closure.missing:
        print(f"missing: {each.requirement} (for {each.asked_by or 'you'})", file=sys.stderr)
    return 1 if closure.missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
