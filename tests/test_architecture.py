"""The house keeps its shape: which way imports run, and which lists must agree."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

from pdisc import services
from pdisc.catalog.seed import shipped_rules
from pdisc.commands.spec import Spec
from pdisc.commands.table import COMMANDS
from pdisc.ledger import tables
from pdisc.ledger.journal import CHAINED
from pdisc.ledger.lookups import STORED
from pdisc.ledger.projection import primary_keys
from pdisc.models import MODELS
from pdisc.registers import registry
from pdisc.values.parts import COLUMN_OF
from pdisc.values.records import PublicationRecord, StepRecord, VersionRecord

PACKAGE = Path(__file__).parent.parent / "pdisc"

FLOORS: tuple[tuple[str, ...], ...] = (
    ("", "words", "errors", "text", "names", "clock", "late"),
    ("models", "shipped"),
    ("dates",),
    ("values",),
    ("events", "screening"),
    ("registers",),
    ("rules", "dossier"),
    ("catalog",),
    ("steps",),
    ("voices",),
    ("workflow", "audience", "due"),
    ("ledger", "schedule"),
    ("report",),
    ("sheets",),
    ("render",),
    ("services",),
    ("context",),
    ("papers",),
    ("commands",),
    ("cli",),
    ("__main__",),
)
"""Who lives where, from the ground up. A package stands for all its modules, and rooms of one floor
don't know each other. The empty name is the package itself, which holds only the version.
`docs/layout.md` tells it in words."""

WORLDLY = (
    *("clock", "ledger", "render", "services", "context", "papers", "commands"),
    *("cli", "__main__"),
)
"""The rooms that know a clock, a database, a terminal or a file; all others are pure."""

FAMILIES = {
    "desk",
    *("acting", "agenda", "catalog", "drafts", "duties", "lookup", "registers", "rulings"),
    *("screen", "screening", "slips", "steps", "upkeep", "urging", "workday_tables", "workdays"),
    *("weekly", "word", "excel", "demands", "matters", "opening", "summary"),
    *("site", "bulletin", "dossiers"),
    *("requests", "opinions", "surveys", "voiced", "voices", "offers", "letters", "templates"),
}
"""Module names that several rooms share, each for one thing that they all have to do with: who
computes, does, draws or commands it. Any other name stands once."""

UPWARD = {("commands.tour", "cli")}
"""The one arrow that runs up, late: the tour types commands as a user would, so it needs the whole
program; `cli` knows it only by its name in the command table."""

LATE_ROOMS = (
    *("context", "cli", "__main__", "commands", "papers", "render.terminal", "render.progress"),
    *("render.formats.choices", "ledger.engine", "ledger.integrity", "ledger.learning"),
    *("ledger.reading", "screening.checks", "shipped", "render.pdf_file", "services.steps"),
)
"""Who may import inside a function, or through a door. `context` opens each thing on first use,
`cli` and `commands` load a command and its service when called, `__main__` first turns collecting
off and takes the signals, the lists in `papers` and `render.formats` name what is made by them,
`render.terminal` and `render.progress` pay for Rich only where a person looks, `render.pdf_file`
does without typst until a PDF is wanted, `ledger.integrity`
for the models only where a schema isn't today's, `ledger.engine` for what makes or upgrades a
ledger, `ledger.learning` for the YAML reader only where an older ledger is upgraded,
`ledger.reading` for the registers, facts of the schedule, journal, rules, gate and past, each only
where a question needs it, `screening.checks` for check digits where there is a run of digits to
check, `services.steps` for the papers of a dossier, which 归档 alone makes, and `shipped` for the
YAML reader, which a command that only reads a shipped JSON file has no use for."""

DOORS = {"services", "render", "render.formats", "papers", "ledger"}
"""The packages that hand out their modules unopened (`late.door`): a plain import from one of them
is a late one. Commands go through them, so that naming a service or a view imports nothing, and so
does a `Reading`, which stands for all that can be read."""

MOST_TWINS = 5
"""How many imports may stand twice, for type checkers and as `Late(…)`: where there is no door."""

DATA_READERS = {"shipped", "dossier.read"}
"""The pure rooms that read files, each its own: what is shipped, and a dossier held against its
manifest. Neither writes."""

CLOCK_CALLS = {
    *(("datetime", name) for name in ("now", "utcnow", "today")),
    ("date", "today"),
    *(("time", name) for name in ("time", "time_ns", "monotonic", "perf_counter", "localtime")),
}
FILE_CALLS = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "unlink", "mkdir"}


class Arrow(NamedTuple):
    """One import: from which module, of what, in which manner."""

    source: str
    target: str
    late: bool = False
    typing: bool = False


@cache
def trees() -> dict[str, ast.Module]:
    """Every module of the package by its dotted name below `pdisc`."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


def _named(node: ast.AST) -> Iterator[str]:
    """Yield what one statement or expression imports, by full dotted names."""
    match node:
        case ast.Import(names=names):
            yield from (each.name for each in names)
        case ast.ImportFrom(module=str(module), names=names, level=0):
            for each in names:
                whole = f"{module}.{each.name}"
                yield whole if whole.removeprefix("pdisc.") in trees() else module
        case ast.Call(func=ast.Name(id="Late"), args=[ast.Constant(value=str(module))]):
            yield module
        case _:
            pass


def _through_door(node: ast.AST) -> bool:
    """Say whether a statement takes modules from a package that hands them out unopened."""
    return isinstance(node, ast.ImportFrom) and node.module in {f"pdisc.{room}" for room in DOORS}


def _arrows(source: str, node: ast.AST, *, late: bool, typing: bool) -> Iterator[Arrow]:
    for child in ast.iter_child_nodes(node):
        inside = late or isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef))
        for_types = typing or (
            isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test)
        )
        for target in _named(child):
            unopened = isinstance(child, ast.Call) or _through_door(child)
            yield Arrow(source, target, late or unopened, for_types)
        yield from _arrows(source, child, late=inside, typing=for_types)


@cache
def arrows() -> tuple[Arrow, ...]:
    """Every import of every module: late ones, those for type checkers and `Late(…)` counted."""
    return tuple(
        arrow
        for source, tree in trees().items()
        for arrow in _arrows(source, tree, late=False, typing=False)
    )


def _specs(table: dict[str, Spec]) -> Iterator[Spec]:
    for spec in table.values():
        yield spec
        yield from _specs(spec.parts or {})


def inner_arrows() -> set[tuple[str, str]]:
    """Return the imports among our own modules, the command table's included, but for UPWARD."""
    found = {
        (arrow.source, arrow.target.removeprefix("pdisc").removeprefix("."))
        for arrow in arrows()
        if arrow.target.partition(".")[0] == "pdisc"
    }
    found |= {("cli", f"commands.{spec.module}") for spec in _specs(COMMANDS)}
    return {(source, target) for source, target in found if source != target} - UPWARD


def room_of(module: str) -> str:
    """Return the room of a module: its package, or itself where it stands at the door."""
    return module.partition(".")[0]


def floor_of(module: str) -> int:
    rooms = {room: floor for floor, names in enumerate(FLOORS) for room in names}
    return rooms[room_of(module)]


def importers(*libraries: str) -> set[str]:
    return {a.source for a in arrows() if a.target.partition(".")[0] in libraries}


def in_rooms(module: str, rooms: tuple[str, ...]) -> bool:
    return any(module == room or module.startswith(f"{room}.") for room in rooms)


def pure_rooms() -> list[str]:
    return [name for name in trees() if room_of(name) not in WORLDLY]


def test_every_room_has_its_floor() -> None:
    rooms = [room for names in FLOORS for room in names]

    assert sorted(rooms) == sorted({room_of(module) for module in trees()})


def test_imports_are_absolute() -> None:
    relative = [
        (name, node.lineno)
        for name, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level
    ]

    assert relative == []


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("workflow", "steps.judge"),  # from pdisc.steps import judge
        ("commands.steps", "services.steps"),  # from pdisc.services import steps: through the door
        ("commands.steps", "steps.acts"),  # Late("pdisc.steps.acts")
        ("context", "services.station"),  # under TYPE_CHECKING, and late
        ("cli", "commands.tour"),  # by its name in the command table
    ],
)
def test_every_manner_of_import_is_seen(source: str, target: str) -> None:
    assert (source, target) in inner_arrows()


def test_every_arrow_between_rooms_runs_down() -> None:
    astray = [
        (a, b) for a, b in inner_arrows() if room_of(a) != room_of(b) and floor_of(a) <= floor_of(b)
    ]

    assert sorted(astray) == []


def test_the_one_exception_is_still_needed() -> None:
    found = {(a.source, a.target.removeprefix("pdisc.")) for a in arrows() if a.late}

    assert found >= UPWARD


def test_imports_make_no_cycle() -> None:
    below: dict[str, set[str]] = {name: set() for name in trees()}
    for source, target in inner_arrows():
        below[source].add(target)

    try:
        TopologicalSorter(below).prepare()
    except CycleError as error:
        pytest.fail(f"a cycle: {' → '.join(error.args[1])}")


def test_only_the_ledger_knows_sqlmodel() -> None:
    outside = {m for m in importers("sqlmodel", "sqlalchemy") if not in_rooms(m, ("ledger",))}

    assert outside == {"models"}


def test_only_the_ledger_uses_sqlite() -> None:
    assert {m for m in importers("sqlite3") if not in_rooms(m, ("ledger",))} == set()


def test_no_database_is_opened_as_one_that_never_changes() -> None:
    """Measured: opened so, it read what nobody had committed (DESIGN §7)."""
    assert [text for text in _literals() if "immutable=" in text] == []


def test_outside_the_ledger_a_reading_is_asked_never_its_connection() -> None:
    reaching = [
        (name, node.lineno)
        for name, tree in trees().items()
        if not in_rooms(name, ("ledger",))
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in ("connection", "_connection", "execute")
    ]

    assert reaching == []


def test_only_rendering_knows_rich() -> None:
    assert {m for m in importers("rich") if not in_rooms(m, ("render",))} == set()


def test_only_rendering_and_printed_forms_know_what_writes_office_files_and_calendars() -> None:
    libraries = importers("docx", "xlsxwriter", "icalendar")

    assert {m for m in libraries if not in_rooms(m, ("render", "papers"))} == set()


def test_only_the_command_line_knows_typer() -> None:
    assert {m for m in importers("typer", "click") if not in_rooms(m, ("cli", "commands"))} == set()


def test_late_imports_stay_in_their_rooms() -> None:
    elsewhere = {a.source for a in arrows() if a.late and not in_rooms(a.source, LATE_ROOMS)}

    assert elsewhere == set()


def test_only_these_packages_hand_out_their_modules_unopened() -> None:
    doors = {
        name
        for name, tree in trees().items()
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node) == "__getattr__ = door(__name__)"
    }

    assert doors == DOORS


def test_few_imports_stand_twice() -> None:
    twins = [
        (name, node.lineno)
        for name, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and "Late(" in ast.unparse(node.value)
    ]

    assert len(twins) <= MOST_TWINS


def test_a_door_knows_what_is_behind_it() -> None:
    assert not hasattr(services, "no_such_service")
    assert services.drafts.propose


def test_pure_rooms_ask_no_clock() -> None:
    asked = [
        (name, f"{node.value.id}.{node.attr}", node.lineno)
        for name in pure_rooms()
        for node in ast.walk(trees()[name])
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr) in CLOCK_CALLS
    ]

    assert asked == []


def test_pure_rooms_touch_no_file() -> None:
    touching = {
        name
        for name in pure_rooms()
        for node in ast.walk(trees()[name])
        if isinstance(node, ast.Call)
        and (
            (isinstance(node.func, ast.Name) and node.func.id in FILE_CALLS)
            or (isinstance(node.func, ast.Attribute) and node.func.attr in FILE_CALLS)
        )
    }

    assert touching == DATA_READERS


def test_queries_ask_only_for_columns_that_exist() -> None:
    asked = {
        "journal": CHAINED,
        "disclosure": STORED,
        "step": StepRecord.__struct_fields__,
        "publication": PublicationRecord.__struct_fields__,
        "version": VersionRecord.__struct_fields__,
    }
    unknown = [
        f"{table}.{name}"
        for table, fields in asked.items()
        for name in fields
        if COLUMN_OF.get(name, name) not in tables.table(table).columns
    ]

    assert unknown == []


def test_projections_are_keyed_as_the_tables_are() -> None:
    keys = {each.name: tuple(each.primary_key.columns.keys()) for each in tables.projections()}

    assert keys == {name: tuple(key) for name, key in primary_keys().items()}


def test_every_model_is_a_table_of_the_journal_or_is_projected() -> None:
    declared = {str(model.__tablename__) for model in MODELS}

    assert declared == {"journal", "payload"} | primary_keys().keys() - registry().tables.keys()


def _literals(*, besides: str = "") -> set[str]:
    return {
        node.value
        for name, tree in trees().items()
        if name != besides
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _asked_rules() -> set[str]:
    """Return the rule names that code asks for: given to a rule book, or kept in a table."""
    found = set()
    for name, tree in trees().items():
        if in_rooms(name, ("commands", "render", "dossier", "cli", "context")):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.keyword) and node.arg == "limit":
                parts: list[ast.expr] = [node.value]
            elif isinstance(node, ast.Call) and isinstance(node.func, (ast.Attribute, ast.Name)):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
                place = {"number": 0, "text": 0, "flag": 0, "deadline": 1, "within": 2}.get(called)
                parts = [] if place is None else node.args[place : place + 1]
            else:
                continue
            found |= {p.value for p in parts if isinstance(p, ast.Constant)}
    return {name for name in found if isinstance(name, str)}


def test_every_rule_that_code_asks_for_is_shipped() -> None:
    assert _asked_rules() <= {rule.name for rule in shipped_rules()}


def test_every_shipped_rule_is_asked_for() -> None:
    used = _literals(besides="commands.table")

    assert {rule.name for rule in shipped_rules() if rule.name not in used} == set()


def test_the_shipped_rules_stand_where_a_reader_looks() -> None:
    text = (PACKAGE.parent / "data" / "rules.yaml").read_text(encoding="utf-8")

    assert re.findall(r"\{name: (\w+),", text) == [rule.name for rule in shipped_rules()]


def test_few_modules_stand_at_the_door() -> None:
    assert len(list(PACKAGE.glob("*.py"))) <= 16


@pytest.mark.parametrize(
    "face", sorted(PACKAGE.rglob("*/__init__.py")), ids=lambda p: p.parent.name
)
def test_every_package_says_in_one_sentence_what_lives_there(face: Path) -> None:
    docstring = ast.get_docstring(ast.parse(face.read_text(encoding="utf-8"))) or ""

    assert re.fullmatch(r"[^.]+(\.\w[^.]*)*\.", docstring), docstring
    assert "\n" not in docstring


def test_the_layout_tells_the_same_floors() -> None:
    layout = (PACKAGE.parent / "docs" / "layout.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| (.+?) \|", layout, re.MULTILINE)
    told = {int(n): set(re.findall(r"`(\w+)(?:\.py|/)`", rooms)) for n, rooms in rows}

    assert told == {n: {name for name in names if name} for n, names in enumerate(FLOORS)}


def test_no_two_classes_bear_one_name() -> None:
    """A table of `models.py` may be called as the value is that one row of it holds."""
    homes: dict[str, list[str]] = {}
    for module, tree in trees().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and module != "models":
                homes.setdefault(node.name, []).append(module)

    assert {name: found for name, found in homes.items() if len(found) > 1} == {}


def test_modules_of_one_name_are_one_family() -> None:
    homes: dict[str, list[str]] = {}
    for module in trees():
        homes.setdefault(module.rpartition(".")[2], []).append(module)

    assert {name for name, found in homes.items() if len(found) > 1} == FAMILIES
