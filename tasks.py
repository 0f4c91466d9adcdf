"""What is done again and again, each by one word; needs nothing but the `dev` extra.

python tasks.py                  what there is
python tasks.py lint types       these, one after the other; the first that fails ends it
python tasks.py test -- -k toy   what follows -- goes to the last one's last command
"""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parent

Command = tuple[str, ...]

_BENCHES: Mapping[str, Command] = {
    "screening": ("--size", "0.2", "--rounds", "1"),
    "startup": ("--rounds", "1", "--warm-ups", "1"),
    "scale": ("--sizes", "500,5000", "--rounds", "1", "--dossiers", "10"),
    "paper": ("--sizes", "100,400", "--rounds", "1"),
    "site": ("--sizes", "100,400", "--rounds", "1"),
}
"""One round each: ratios and growth to look at, no limits."""

TASKS: Mapping[str, tuple[str, tuple[Command, ...]]] = {
    "lint": (
        "ruff: rules and layout",
        (("-m", "ruff", "check", "."), ("-m", "ruff", "format", "--check", ".")),
    ),
    "format": ("ruff: lay everything out anew", (("-m", "ruff", "format", "."),)),
    "types": ("mypy, strict, of all that is ours", (("-m", "mypy"),)),
    "docs": (
        "do docs/cli.md and docs/screens say what the program says",
        (("docs/make_cli.py", "--check"), ("docs/make_screens.py", "--check")),
    ),
    "write": (
        "write docs/cli.md and docs/screens anew",
        (("docs/make_cli.py",), ("docs/make_screens.py",)),
    ),
    "test": ("all tests but the slow ones, on all cores", (("-m", "pytest"),)),
    "strace": (
        "kills at every kind of system call (PDISC_EVERY_CALL=1: at every single one)",
        (("-m", "pytest", "-m", "strace", "--dist=load"),),
    ),
    "slow": (
        "kills after milliseconds, limits in seconds: alone, as they hang on the machine's load",
        (("-m", "pytest", "-n", "0", "-m", "slow"),),
    ),
    "bench": (
        "every benchmark, one small round",
        tuple((f"bench/{name}.py", *words) for name, words in _BENCHES.items()),
    ),
    "pictures": ("the pictures of all forms and pages anew", (("docs/make_pictures.py",),)),
    "trial": (
        "this environment's program, the whole way",
        (("scripts/trial.py", sys.executable, "-m", "pdisc"),),
    ),
    "release": ("wheel and sdist, tried, into dist/", (("scripts/release.py", "dist"),)),
    "wheels": (
        "all wheels for a computer without a network, into dist/wheels",
        (("scripts/wheelhouse.py", "dist/wheels"),),
    ),
    "bundle": (
        "the program for a computer without Python, into dist/bundle",
        (("scripts/bundle.py", "dist/bundle"),),
    ),
}
"""By name: what it is for, and what Python is called with, one after the other."""


def main(words: Sequence[str]) -> int:
    """Do the tasks that were named; return the code of the first that failed."""
    names = words[: words.index("--")] if "--" in words else words
    more = words[len(names) + 1 :]
    unknown = [name for name in names if name not in TASKS]
    if unknown or not names:
        for name in unknown:
            print(f"no task {name!r}", file=sys.stderr)
        print("\n".join(f"{name:9} {told}" for name, (told, _) in TASKS.items()))
        return 2 if unknown else 0
    commands = [command for name in names for command in TASKS[name][1]]
    commands[-1] += tuple(more)
    for command in commands:
        code = subprocess.run([sys.executable, *command], cwd=ROOT, check=False).returncode
        if code:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
