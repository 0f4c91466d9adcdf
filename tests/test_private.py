"""Who asked or said something is told by `request show` and `opinion list` alone, nowhere else.

Every kind of entry with private fields is recorded; then everything that prints an entry is looked
through, files with all their parts, and refusals and verify on a ledger that somebody spoilt.
"""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from conftest import NOW, PROPOSER, SECRETARY, TODAY, Office
from test_replay import by_hand, forge, with_event

from pdisc.errors import Refused
from pdisc.events.entry import Entry, kind_of
from pdisc.ledger.bulk import extend
from pdisc.ledger.engine import writing
from pdisc.ledger.folder import Folder
from pdisc.registers import registry
from pdisc.registers.opinions import GIVERS, OpinionReceived
from pdisc.registers.requests import PETITIONERS, RequestReceived
from pdisc.render.formats.choices import FORMATS
from pdisc.screening.files import reader
from pdisc.services.acting import signing
from pdisc.services.registers import register
from pdisc.services.station import Signing, Station
from pdisc.services.target import Target
from pdisc.values.parts import Event
from pdisc.values.voice_kinds import AskerKind, RequestVia

SECRETS = {"name": "示例甲", "contact": "示例街七号", "giver": "示例乙"}
"""A value of each private field, found nowhere else."""

MARK = "机密★10年"


def samples(number: str) -> dict[str, Event]:
    """Return one entry of each kind that has private fields, by its subject, with all of them."""
    came = TODAY - timedelta(days=1)
    return {
        "2026-D001": RequestReceived(
            content="食堂外包的合同",
            asker=AskerKind.PUBLIC,
            via=RequestVia.WRITTEN,
            received_on=came,
            name=SECRETS["name"],
            contact=SECRETS["contact"],
        ),
        f"{number}-Y1": OpinionReceived(
            content="说得不清楚", via="电话", received_on=came, giver=SECRETS["giver"]
        ),
    }


def entry(subject: str, event: Event, on: date = TODAY) -> Entry:
    return Entry(
        seq=0,
        subject=subject,
        by=PROPOSER,
        operator=PROPOSER,
        on=on,
        recorded_at=NOW,
        late=False,
        event=event,
    )


@pytest.fixture
def asked(run: Office) -> Office:
    """Return an office to which somebody said something of each kind, by name."""
    number = run.walk("已公开")
    with writing(Folder(run.ledger), now=NOW) as writer:
        extend(writer, [entry(subject, event) for subject, event in samples(number).items()])
    return run


def told_in(data: bytes) -> Iterator[str]:
    """Yield what a file says, with all parts of a Word or Excel file."""
    if not data.startswith(b"PK"):
        yield data.decode("utf-8", "replace")
        return
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        yield from (parts.read(name).decode("utf-8", "replace") for name in parts.namelist())


def tells_nobody(*texts: str) -> None:
    for text in texts:
        for secret in SECRETS.values():
            assert secret not in text, text[:2000]
            assert json.dumps(secret)[1:-1] not in text, text[:2000]


def test_every_private_field_of_every_kind_is_looked_for() -> None:
    private = registry().private
    events = samples("2026-0001").values()

    assert {kind_of(event) for event in events} == set(private)
    for event in events:
        assert {getattr(event, name) for name in private[kind_of(event)]} <= set(SECRETS.values())
        assert all(getattr(event, name) for name in event.__struct_fields__)
    assert set().union(*private.values()) == set(SECRETS)


READING = (
    ("log",),
    ("log", "2026-D001"),
    ("why", "2026-D001"),
    ("why", "2026-0001-Y1"),
    ("log", "2026-0001-Y1"),
    ("log", "2026-0001"),
    *(("search", word) for word in (*SECRETS.values(), "食堂外包", "不清楚")),
    ("list",),
    ("show", "2026-0001"),
    ("due",),
    ("report",),
    ("report", "--audience", "党内"),
    ("report", "--audience", "社会"),
    ("request", "list"),
    ("request", "list", "--open"),
    ("verify",),
    ("catalog", "check"),
    ("staff", "list"),
)


@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_no_command_that_reads_tells_who_it_was(asked: Office, words: tuple[str, ...]) -> None:
    for more in ((), ("--json",)):
        ran = asked(*words, *more)
        tells_nobody(ran.out.replace(f"“{words[-1]}”", ""), ran.err.replace(f"“{words[-1]}”", ""))


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("words", [("log",), ("due",), ("report",), ("list",)], ids=" ".join)
def test_no_file_tells_who_it_was(
    asked: Office, tmp_path: Path, words: tuple[str, ...], name: str
) -> None:
    out = tmp_path / f"查.{'txt' if name == 'table' else name}"
    ran = asked(*words, "--format", name, "--out", str(out))
    if ran.code == 0:
        tells_nobody(ran.out, ran.err, *told_in(out.read_bytes()))
    else:
        assert "--format" in ran.err, ran


@pytest.mark.parametrize("subject", ["2026-D001", "2026-0001-Y1"])
def test_taking_it_back_tells_nobody(asked: Office, subject: str) -> None:
    (came,) = asked.ok("log", subject, "--json").json["events"]
    for more in ((), ("--json",)):
        ran = asked("annul", str(came["seq"]), "--reason", "登记错了", *more)
        tells_nobody(ran.out, ran.err)
    tells_nobody(asked("log", subject).out, asked("log", subject, "--json").out)


def test_the_dossier_tells_nobody(asked: Office) -> None:
    settled = ("--result", "不属实", "--feedback", "已经说明")
    asked.ok("opinion", "settle", "2026-0001-Y1", *settled)
    down = ("--channel", "公开栏", "--reason", "提前撤下", "--by", PROPOSER)
    asked.ok("takedown", "2026-0001", *down)
    asked.ok("archive", "2026-0001", "--by", PROPOSER)
    files = [path for path in (asked.ledger / "archive").rglob("*") if path.is_file()]
    assert files
    for path in files:
        tells_nobody(str(path), *told_in(path.read_bytes()))


@pytest.mark.parametrize(
    "words",
    [
        ("request", "extend", "2026-D001", "--reason", "要查旧档", "--by", SECRETARY),
        ("request", "decide", "2026-D001", "--outcome", "应公开未公开", "--by", SECRETARY),
        ("request", "decide", "2026-D001", "--outcome", "应公开未公开", "--by", PROPOSER),
        ("request", "answer", "2026-D001", "--content", "还不能答复"),
        ("opinion", "assign", "2026-0001-Y1", "--to", PROPOSER),
        ("opinion", "settle", "2026-0001-Y1", "--result", "采纳", "--feedback", "照办"),
        ("archive", "2026-0001", "--by", PROPOSER),
        ("withdraw", "2026-0001", "--reason", "不要了"),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_no_act_and_no_refusal_tells_who_it_was(asked: Office, words: tuple[str, ...]) -> None:
    for more in (("--dry-run",), ("--json",), ()):
        ran = asked(*words, *more)
        shown = "events" if words[0] == "request" and "--json" in more and ran.code == 0 else ""
        tells_nobody(ran.err, *(() if shown else (ran.out,)))


@pytest.mark.parametrize("kind", registry().private)
@pytest.mark.parametrize("wrong", [7, None, ["示例甲"], {"x": "示例乙"}], ids=str)
def test_verify_names_the_line_and_quotes_nothing(asked: Office, kind: str, wrong: Any) -> None:
    (field, *_) = sorted(registry().private[kind])
    forge(
        asked.ledger,
        lambda lines: [
            with_event(line, **{field: wrong}) if line.kind == kind else line for line in lines
        ],
    )
    for words in (("verify",), ("verify", "--json"), ("log",), ("log", "--json"), ("due",)):
        ran = asked(*words)
        tells_nobody(ran.out, ran.err)
    assert asked("verify").code == 9


@pytest.mark.parametrize("table", [PETITIONERS.name, GIVERS.name])
def test_verify_of_a_changed_row_quotes_nothing(asked: Office, table: str) -> None:
    secret = "name" if table == PETITIONERS.name else "giver"
    with by_hand(asked.ledger) as connection:
        connection.execute(f"UPDATE {table} SET {secret} = ?", ("别的人",))
    for words in (("verify",), ("verify", "--json")):
        ran = asked(*words)
        assert ran.code == 9
        assert table in ran.out
        tells_nobody(ran.out, ran.err)
        assert "别的人" not in ran.out


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        (type(event), name)
        for event in samples("2026-0001").values()
        for name in event.__struct_fields__
        if isinstance(getattr(event, name), str)
        and not isinstance(getattr(event, name), (AskerKind, RequestVia))
    ],
    ids=str,
)
def test_a_mark_stops_whatever_is_told_and_is_quoted_nowhere(
    run: Office, kind: type[Event], field: str
) -> None:
    number = run.walk("已公开")
    (subject, event) = next(
        (name, each) for name, each in samples(number).items() if isinstance(each, kind)
    )
    marked = msgspec.structs.replace(event, **{field: f"{SECRETS['name']}{MARK}"})
    station = Station(
        folder=Folder(run.ledger), clock=run.clock, operator=PROPOSER, wait=60, files=reader
    )
    with (
        pytest.raises(Refused) as caught,
        signing(station, Signing(), Target(number=subject, name="登记"), marked) as session,
    ):
        register(session, marked, subject)

    assert caught.value.kind == "保密"
    said = f"{caught.value} {caught.value.next_step} {caught.value.where}"
    assert MARK not in said
    tells_nobody(said)
    last = run.ok("log", "--json").json["events"][-1]
    assert last["kind"] == "拒绝"
    tells_nobody(json.dumps(last, ensure_ascii=False))
    assert MARK not in (run.ledger / "ledger.db").read_bytes().decode("utf-8", "replace")
