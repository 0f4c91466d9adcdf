"""What pdisc ships beside its code, found in a wheel and in a clone, and how YAML is read.

YAML is read when a ledger is made or a table is taken in, by no reading command: its reader is slow
and is loaded then.
"""

from collections.abc import Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from pdisc.errors import NotFound, UsageError
from pdisc.late import Late

MAX_CHARACTERS = 2_000_000

yaml = Late("ruamel.yaml")

# ruamel lets the errors of a value with a false tag (`!!bool x`) and of deep nesting through.
_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, RecursionError)

MEND = "改好文件后再试"


def refuse_all(what: str, problems: Sequence[str], *, most: int) -> None:
    """Raise one UsageError that says all, or `most`, of what is wrong with a file."""
    rest = len(problems) - most
    more = [f"……另有{rest}处"] if rest > 0 else []
    if problems:
        head = f"{what}有{len(problems)}处问题："
        raise UsageError("\n".join([head, *problems[:most], *more]), next_step=MEND)


def data_file(name: str) -> Traversable:
    """Return a shipped file or folder: inside the wheel, or beside the package in a clone.

    Raises NotFound where the installation lacks it.
    """
    for place in (files("pdisc") / "data", Path(__file__).parent.parent / "data"):
        found = place / name
        if found.is_file() or found.is_dir():
            return found
    raise NotFound(f"安装不完整：缺少数据文件 {name}", next_step="重新安装 pdisc")


def data_text(name: str) -> str:
    """Return the text of a shipped file; raises NotFound where the installation lacks it."""
    return data_file(name).read_text(encoding="utf-8")


def data_texts(folder: str) -> tuple[str, ...]:
    """Return the texts of all YAML files in a shipped folder, in the order of their names."""
    found = [file for file in data_file(folder).iterdir() if file.name.endswith(".yaml")]
    return tuple(
        file.read_text(encoding="utf-8") for file in sorted(found, key=lambda file: file.name)
    )


def read_yaml(text: str, *, typed: bool = True) -> object:
    """Return a YAML text as plain data, or raise UsageError with the line where it breaks.

    Where it isn't `typed`, every plain value is the text that stands there, a date too.
    """
    if len(text) > MAX_CHARACTERS:
        raise UsageError(f"文件有{len(text)}字，最多{MAX_CHARACTERS}字", next_step=MEND)
    try:
        data: object = yaml.YAML(typ="safe" if typed else "base", pure=True).load(text)
    except (yaml.error.YAMLError, *_UNREADABLE) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"，问题在第{mark.line + 1}行" if mark else ""
        raise UsageError(f"不是能读的 YAML 文件{where}", next_step=MEND) from error
    return data
