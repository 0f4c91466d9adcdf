"""Write docs/cli.md from the command table and each command's own help.

python docs/make_cli.py            write it
python docs/make_cli.py --check    exit 1 where it is out of date
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from pdisc.cli import run
from pdisc.commands.table import COMMANDS
from pdisc.context import Context

TARGET = Path(__file__).with_name("cli.md")
HEAD = """\
# Commands

<!-- Made by docs/make_cli.py from the program's own help: run it after a change, don't edit. -->

The help of every command, as `pdisc help 命令` prints it. How the pieces fit together stands in
[layout.md](layout.md); the secretary's manual begins at [README.zh-CN.md](../README.zh-CN.md).
"""


def help_of(*words: str) -> str:
    """Return what `pdisc help` prints for a command, or for the program itself."""
    out = io.StringIO()
    code = run(["help", *words], Context(out=out, environment={}))
    if code != 0:
        raise SystemExit(f"pdisc help {' '.join(words)} → {code}")
    return out.getvalue()


def sections() -> Iterator[str]:
    """Return the document piece by piece: the program, then each group with its commands."""
    yield HEAD
    yield f"\n## pdisc\n\n```text\n{help_of().strip()}\n```\n"
    for group in dict.fromkeys(spec.group for spec in COMMANDS.values()):
        yield f"\n## {group}\n"
        for name, spec in COMMANDS.items():
            if spec.group == group:
                for words in ((name,), *((name, part) for part in spec.parts or ())):
                    heading = " ".join(("pdisc", *words))
                    yield f"\n### {heading}\n\n```text\n{help_of(*words).strip()}\n```\n"


def main() -> None:
    """Write the document, or with --check compare it with what would be written."""
    text = "".join(sections())
    if sys.argv[1:] == ["--check"]:
        if not TARGET.exists() or TARGET.read_text(encoding="utf-8") != text:
            raise SystemExit("docs/cli.md is out of date: run python docs/make_cli.py")
        return
    TARGET.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
