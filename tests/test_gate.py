"""What isn't cleared for an audience reaches it nowhere: canaries, and offices that look alike."""

import base64
import io
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable, Collection, Iterator
from contextlib import closing
from functools import cache
from os.path import commonprefix
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pytest
from conftest import ALL_PASS, REVIEWER, SECRETARY, SUPERIOR, Office

from pdisc.commands.table import COMMANDS
from pdisc.papers.forms import FORMS
from pdisc.words import Audience, Group

OUTSIDE = (Audience.SOCIETY, Audience.PARTY)
FILES = ("table", "csv", "md", "json", "docx", "xlsx")
READERS = {
    f"{name} {part}".strip()
    for name, spec in COMMANDS.items()
    for part, leaf in (spec.parts or {"": spec}).items()
    if leaf.kind == "read"
}


class Canaries:
    """Hands out words that stand nowhere else, and remembers from whom each must stay hidden."""

    def __init__(self) -> None:
        """Begin with none."""
        self.hidden: dict[str, tuple[Audience, ...]] = {}

    def word(self, *hidden_from: Audience) -> str:
        """Return a new word that these audiences must never meet."""
        word = f"金丝雀{len(self.hidden):03d}号"
        self.hidden[word] = hidden_from or OUTSIDE
        return word

    def paper(self, folder: Path, *hidden_from: Audience) -> str:
        """Return a file whose name and text are canaries."""
        path = folder / f"{self.word(*hidden_from)}.txt"
        path.write_text(self.word(*hidden_from), encoding="utf-8")
        return str(path)

    def kept_from(self, audience: Audience) -> list[str]:
        """Return every word that an audience must never meet."""
        return [word for word, hidden in self.hidden.items() if audience in hidden]


class Planter:
    """Fills every text field of a disclosure with canaries while it goes its way."""

    def __init__(self, run: Office, folder: Path, birds: Canaries) -> None:
        """Work at an office."""
        self.run = run
        self.folder = folder
        self.birds = birds

    def propose(self, code: str, *more: str, shown: tuple[Audience, ...] = ()) -> str:
        """提出 with canaries in every text; `shown` may read title and text, nobody the rest."""
        hidden = tuple(each for each in OUTSIDE if each not in shown)
        plan = [self.birds.word(*hidden) if hidden else "公开的标题" for _ in range(2)]
        return self.run.propose(
            code,
            *("--title", plan[0], "--content", plan[1]),
            *("--attach", self.attached(hidden)),
            *("--office", self.office(), "--reason", self.birds.word()),
            *("--note", self.birds.word(), *more),
        )

    def attached(self, hidden: tuple[Audience, ...]) -> str:
        """Return a file that goes out with the plan: whoever reads the text may have it, too."""
        if hidden:
            return self.birds.paper(self.folder, *hidden)
        path = self.folder / "公开的附件.txt"
        path.write_text("公开的附件", encoding="utf-8")
        return str(path)

    def office(self) -> str:
        """Return an office that is a canary, and in which somebody works."""
        name = self.birds.word()
        self.run.ok("staff", "add", self.birds.word(), "--office", name, "--role", "档案")
        return name

    def review(self, number: str, *more: str) -> None:
        """审核 with canaries in opinion and note."""
        words = ("--opinion", self.birds.word(), "--note", self.birds.word())
        verdicts = () if "--return" in more else ALL_PASS
        self.run.ok("review", number, "--by", REVIEWER, *verdicts, *words, *more)

    def approve(self, number: str, *more: str) -> None:
        """审批 with canaries in note, 文号 and evidence."""
        self.run.ok(
            *("approve", number, "--by", SUPERIOR, "--note", self.birds.word()),
            *("--document-number", self.birds.word()),
            *("--evidence", self.birds.paper(self.folder), *more),
        )

    def publish(self, number: str, *, shown: tuple[Audience, ...] = ()) -> None:
        """实施 on every channel; `shown` may read where."""
        hidden = tuple(each for each in OUTSIDE if each not in shown)
        for channel in self.run.show(number)["open_channels"]:
            place = self.birds.word(*hidden) if hidden else "公开的地点"
            where = ("--place", place)
            if channel.startswith("网站"):
                where = ("--url", f"https://example.invalid/{place}")
            self.run.ok(
                *("publish", number, "--channel", channel, *where, "--note", self.birds.word()),
                *("--document-number", self.birds.word()),
                *("--evidence", self.birds.paper(self.folder)),
            )

    def whole_way(self, code: str, *more: str, shown: tuple[Audience, ...] = ()) -> str:
        """Take a disclosure to 已公开, and count who is satisfied with it."""
        number = self.propose(code, *more, shown=shown)
        self.review(number)
        self.approve(number)
        self.publish(number, shown=shown)
        counts = ("--group", "群众", "--counts", "9,1,1,1", "--asked", "15")
        self.run.ok("survey", "add", number, *counts, "--note", self.birds.word())
        return number

    def opinion(self, number: str) -> None:
        """意见 with canaries in every text, 批办, and 办结 with something to be put right."""
        word, run = self.birds.word, self.run
        said = ("--content", word(), "--from", word(), "--via", word())
        run.ok("opinion", "add", number, *said, "--note", word())
        id_ = f"{number}-Y1"
        run.ok("opinion", "assign", id_, "--to", word(), "--note", word())
        right = ("--rectify", word(), "--to", word(), "--due", "2026-12-10")
        told = ("--result", "属实", "--feedback", word(), *right, "--note", word())
        run.ok("opinion", "settle", id_, *told)


def seen_matters(planter: Planter) -> Iterator[str]:
    """Yield disclosures that society may see, whose inner life nobody outside may."""
    for code in ("1.1.1", "2.2.2", "1.3.3"):
        number = planter.whole_way(code, shown=OUTSIDE)
        planter.opinion(number)
        yield number


def hidden_from_society(planter: Planter) -> Iterator[str]:
    """Yield one disclosure of every kind that must not exist for society."""
    run, word = planter.run, planter.birds.word
    yield planter.whole_way("1.3.1", shown=(Audience.PARTY,))
    yield planter.whole_way("1.1.2", "--scope", "党内", shown=(Audience.PARTY,))
    yield planter.whole_way("1.3.2", "--scope", "党内:特定对象")
    yield planter.propose("1.1.1")
    reviewed = planter.propose("1.1.1")
    planter.review(reviewed)
    yield reviewed
    approved = planter.propose("2.2.3")
    planter.review(approved)
    planter.approve(approved)
    yield approved
    returned = planter.propose("2.2.3")
    planter.review(returned, "--return", word())
    yield returned
    refused = planter.propose("1.1.2")
    planter.review(refused)
    planter.approve(refused, "--refuse", word(), "--basis", word())
    yield refused
    escalated = planter.propose("1.1.2")
    planter.review(escalated)
    run.ok("approve", escalated, "--by", SECRETARY, "--escalate", word())
    yield escalated
    withdrawn = planter.propose("2.2.2")
    run.ok("withdraw", withdrawn, "--reason", word())
    yield withdrawn
    archived = planter.whole_way("1.2.1", shown=(Audience.PARTY,))
    run.archive(archived, "--note", word())
    yield archived


def internal_registers(planter: Planter) -> None:
    """Write canaries into every register that only the office reads."""
    run, word = planter.run, planter.birds.word
    run.ok("nil", "2.1.1", "--for", "2026-Q2", "--reason", word(), "--note", word())
    run.ok("occurred", "1.3.4", "--note", word())
    run.ok("staff", "add", word(), "--office", word(), "--role", "审核", "--note", word())
    run.ok("config", "set", "提示词", word(), "--basis", word(), "--note", word())
    run.ok("catalog", "set", "1.1.1", "--office", word(), "--reason", word(), "--note", word())
    ruling = ("--reason", word(), "--note", word(), "--by", SECRETARY)
    run.ok("defer", "3.2.1", "--for", "2026-Q4", "--to", "2027-03-01", *ruling)
    run.ok("waive", "3.2.1", "--for", "2026-Q3", *ruling)
    run.ok("urge", "1.1.1", "2.2.1", *ruling)
    run.ok("catalog", "changed", "5.1.1", "--note", word())
    run.ok("catalog", "retire", "4.7.1", "--from", "2027-01-01", "--reason", word())
    _petitions(planter)
    own = planter.folder / "本单位.yaml"
    days = ", ".join(f"{{day: 2027-01-{day}, name: {word()}}}" for day in (16, 17, 23, 24))
    own.write_text(f"off: [{days}]", encoding="utf-8")
    run.ok("workdays", "own", str(own), "--note", word())
    run("propose", "1.1.1", "--title", word(), "--content", f"{word()} 秘密★1年", "--note", word())


def _petitions(planter: Planter) -> None:
    """Write canaries into all that is said of two requests, and of who made them."""
    run, word = planter.run, planter.birds.word
    for asker in ("党员", "群众"):
        who = ("--name", word(), "--contact", word(), "--asker", asker)
        run.ok("request", "add", "--content", f"请公开{word()}", *who, "--note", word())
    signed = ("--by", SECRETARY)
    run.ok("request", "extend", "2026-D001", "--reason", word(), *signed)
    run.ok("request", "decide", "2026-D001", "--outcome", "补正", "--reason", word(), *signed)
    run.ok("request", "supplement", "2026-D001", "--content", word())
    refused = ("--outcome", "不予公开", "--reason", word(), "--basis", word())
    run.ok("request", "decide", "2026-D001", *refused, *signed)
    run.ok("request", "answer", "2026-D001", "--content", word())
    run.ok("request", "refer", "2026-D001", "--to", word())
    run.ok("request", "refer", "2026-D001", "--view", word(), "--document-number", word())


def calls(run: Office, words: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield every reading command with everything that can be asked of it."""
    numbers = [*(f"2026-{n:04d}" for n in range(1, 20)), "公1", "公2", "公9", "党1", "党4", "党9"]
    yield ("list",)
    yield from (("list", "--scope", scope) for scope in ("社会", "党内"))
    yield from (("list", "--code", code) for code in ("1.1.1", "1.1.2", "1.3.1"))
    yield ("list", "--limit", "1")
    yield ("list", "--state", "已提出")
    yield from (("show", number) for number in numbers)
    yield from (("search", word) for word in (*words, "公开", "的", "金丝雀"))
    yield from (("log", *number) for number in ((), (numbers[0],), ("1.1.1",)))
    yield from (("why", name) for name in (*numbers, "1.1.1", "2026-D001", "2026-0001-Y1"))
    yield from (("report", "--group", group) for group in Group)
    yield from (("report", "--quarter", "2026-Q4"), ("report", "--as-of", "2026-11-24"))
    yield ("report", "--month", "2026-11")
    yield from (("due",), ("due", "--within", "300"), ("due", "--office", "办公室"))
    yield from (("due", "--since", "2026-11-20"), ("due", "--as-of", "2026-11-23"))
    yield from (("report", "--on", "2026-11-20"), ("due", "--holder", REVIEWER))
    yield from (("catalog", *more) for more in (("list",), ("show", "1.3.1"), ("show", "1.1.1")))
    yield from (("catalog", "check"), ("staff", "list"), ("config", "show"))
    yield from (("request", "list"), ("request", "list", "--open"))
    yield from (("request", "show", f"2026-D00{place}") for place in (1, 2, 3))
    yield from (("workdays", "plus", "2026-03-19", days) for days in ("0", "1", "300"))
    yield from (("print", form, "--out", OUT) for form in FORMS)
    yield ("calendar", OUT)
    yield from (("opinion", "list", *number) for number in ((), *((each,) for each in numbers)))
    yield from (("show", number, "--loop") for number in numbers)
    yield ("template", "list")
    yield from (("dossier", part) for part in ("list", "verify", "due"))
    yield from (("survey", "show", *number) for number in ((), *((each,) for each in numbers)))
    yield from (("survey", "show", "--for", window) for window in ("2026-Q3", "2026"))


FAMILIES = frozenset(
    {
        "catalog",
        "staff",
        "config",
        "workdays",
        "survey",
        "request",
        "opinion",
        "template",
        "dossier",
    }
)
HANDED_OVER = frozenset({"list", "search", "report", "due", "catalog list"})
"""The commands that write files, where they are asked to."""
OUT = "OUT"
"""Stands in a call for a file outside the ledger."""


def artefacts(
    run: Office, audience: Audience, folder: Path, words: list[str]
) -> Iterator[tuple[str, bytes]]:
    """Yield all that an audience can get: screens, JSON, errors, and files with their names."""
    tried = set()
    for call in calls(run, words):
        name = " ".join(call[:2]) if call[0] in FAMILIES else call[0]
        tried.add(name)
        for form in ((), ("--json",)):
            out = folder / "写出的文件"
            ran = run(
                *(str(out) if word == OUT else word for word in call), "--audience", audience, *form
            )
            said = f"{ran.code}\n{ran.out}\n{ran.err}".encode()
            yield f"{call} {form}", said + (out.read_bytes() if out.exists() else b"")
            out.unlink(missing_ok=True)
        if name in HANDED_OVER and (name != "search" or call[1] == "公开"):
            for wanted in FILES:
                out = folder / f"{len(call)}.{wanted}"
                ran = run(*call, "--audience", audience, "--format", wanted, "--out", str(out))
                said = f"{ran.code}\n{ran.out}\n{ran.err}".encode()
                yield f"{call} {wanted}", said + (out.read_bytes() if out.exists() else b"")
                out.unlink(missing_ok=True)
    yield from pages(run, audience, folder)
    tried.add("site")
    assert tried == READERS, "a reading command that nobody asked"


def pages(run: Office, audience: Audience, folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield all files of the site that is built for an audience; the office has none of its own."""
    inside = {Audience.SOCIETY: (), Audience.PARTY: ("--inside",)}
    if audience in inside:
        out = folder / "网页"
        said = run.ok("site", str(out), *inside[audience]).out
        yield "site", said.encode()
        for path in sorted(out.rglob("*")):
            name = path.relative_to(out).as_posix()
            yield f"site {name}", name.encode() + (path.read_bytes() if path.is_file() else b"")
        shutil.rmtree(out)


@cache
def forms_of(word: str) -> tuple[bytes, ...]:
    """Return a word as it may stand in an artefact: encoded, escaped, quoted, packed.

    A form of a word begins with that form of whatever the word begins with.
    """
    raw = word.encode()
    return (
        *(word.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")),
        *(base64.b64encode(raw[shift:])[4:-4] for shift in range(3)),
        quote(word).encode(),
        "".join(f"\\u{ord(char):04x}" for char in word).encode(),
        "".join(f"&#{ord(char)};" for char in word).encode(),
        "".join(f"&#x{ord(char):x};" for char in word).encode(),
    )


def unpacked(data: bytes) -> Iterator[bytes]:
    """Yield an artefact, and the members of what it packs."""
    yield data
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            for name in box.namelist():
                yield from unpacked(box.read(name))


def met(words: Collection[str], data: bytes) -> list[str]:
    """Return which of these words an artefact says in whatever form."""
    beginnings = forms_of(commonprefix(list(words)))  # noqa: RUF071 (they are no paths)
    parts = [part for part in unpacked(data) if any(form in part for form in beginnings)]
    return [
        word for word in words if any(form in part for form in forms_of(word) for part in parts)
    ]


@pytest.fixture
def planter(run: Office, tmp_path: Path) -> Planter:
    folder = tmp_path / "材料"
    folder.mkdir()
    return Planter(run, folder, Canaries())


MASKED = "联系人测试甲，手机138****1234"
TELEPHONE = "13800001234"


class Shown(NamedTuple):
    """One office full of canaries, and all that each audience can get of it."""

    run: Office
    birds: Canaries
    to: dict[Audience, dict[str, bytes]]
    to_society_alone: dict[str, bytes]
    """What society gets of an office that has nothing but what society may see."""
    masked: str
    """The disclosure that says MASKED, and said TELEPHONE before."""


@pytest.fixture(scope="module")
def shown(new_office: Callable[[], Office], tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """Fill two offices, one with what society may see and one with everything; look, don't write.

    What is hidden stands between what isn't, so that no number and no order gives it away.
    """
    folder = tmp_path_factory.mktemp("材料")
    full = Planter(new_office(), folder, Canaries())
    alone = Planter(new_office(), folder, Canaries())
    hidden = hidden_from_society(full)
    next(hidden)
    for _ in seen_matters(full):
        next(hidden)
    for _ in hidden:
        pass
    masked = full.run.propose("1.1.1", "--content", MASKED.replace("138****1234", TELEPHONE))
    full.run.ok("redact", masked, "--all")
    for _ in seen_matters(alone):
        pass
    unmasked = alone.run.propose("1.1.1", "--content", MASKED)
    for run, number in ((full.run, masked), (alone.run, unmasked)):
        run.review(number)
        run.approve(number)
        run.publish(number)
    for each in (full, alone):  # what it saw and is taken down leaves its line for society
        taken_down = each.whole_way("2.2.2", shown=())
        why = ("--reason", each.birds.word(), "--still-at", each.birds.word())
        each.run.ok("takedown", taken_down, *why)
    internal_registers(full)

    words = {each: [*full.birds.kept_from(each)[:3], TELEPHONE] for each in OUTSIDE}
    society = Audience.SOCIETY
    return Shown(
        full.run,
        full.birds,
        {each: dict(artefacts(full.run, each, folder, words[each])) for each in OUTSIDE},
        dict(artefacts(alone.run, society, folder, words[society])),
        masked,
    )


def test_no_canary_reaches_an_audience_that_it_is_kept_from(shown: Shown) -> None:
    assert len(shown.birds.hidden) > 150
    assert len(shown.run.ok("list", "--json").json["disclosures"]) > 12

    for audience in OUTSIDE:
        kept = shown.birds.kept_from(audience)
        for name, data in shown.to[audience].items():
            assert met(kept, data) == [], f"{audience}: {name}"


def test_the_office_itself_meets_its_canaries(
    shown: Shown, planter: Planter, tmp_path: Path
) -> None:
    hidden = shown.birds.hidden
    meant = {word for word, kept_from in hidden.items() if Audience.PARTY not in kept_from}
    told = shown.to[Audience.PARTY].values()
    assert {word for data in told for word in met(hidden, data)} == meant
    assert meant

    planter.whole_way("1.3.1", shown=(Audience.PARTY,))
    inside = artefacts(planter.run, Audience.INTERNAL, tmp_path, [])
    assert len({word for _, data in inside for word in met(planter.birds.hidden, data)}) > 10


def test_society_sees_the_same_whether_or_not_anything_else_exists(shown: Shown) -> None:
    one, other = shown.to_society_alone, shown.to[Audience.SOCIETY]

    different = [name for name in one if one[name] != other[name] and "'show', '2026-" not in name]
    assert different == []
    assert one.keys() == other.keys()


def test_a_ledger_number_of_something_hidden_answers_as_one_that_does_not_exist(
    planter: Planter,
) -> None:
    run = planter.run
    for number in hidden_from_society(planter):
        ran = run("show", number, "--audience", "社会")
        nobody = run("show", "2026-9999", "--audience", "社会")

        assert (ran.code, ran.out) == (4, "")
        assert ran.err == nobody.err.replace("2026-9999", number)


def alter(run: Office, statement: str, *values: str) -> None:
    with closing(sqlite3.connect(run.ledger / "ledger.db")) as connection, connection:
        connection.execute(statement, values)


@pytest.mark.parametrize(("audience", "offered"), [("内部", "2026-0001"), ("社会", "")])
def test_what_the_shell_offers_for_an_audience_is_no_ledger_number(
    run: Office, audience: str, offered: str
) -> None:
    run.propose()
    typed = f"pdisc show --audience {audience} 2026"
    environment = dict(
        os.environ,
        PDISC_LEDGER=str(run.ledger),
        _PDISC_COMPLETE="complete_bash",
        COMP_WORDS=typed,
        COMP_CWORD="4",
    )

    ran = subprocess.run(
        [sys.executable, "-m", "pdisc"],
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )

    assert ran.stdout.split() == offered.split()


@pytest.mark.parametrize("audience", OUTSIDE)
@pytest.mark.parametrize("column", ["title", "content"])
def test_a_text_altered_behind_the_program_is_no_longer_shown(
    run: Office, audience: Audience, column: str
) -> None:
    number = run.walk("已公开")
    assert run("show", number, "--audience", audience).code == 0

    alter(run, f"UPDATE version SET {column} = ? WHERE number = ?", "改过的", number)

    assert run("show", number, "--audience", audience).code == 4
    assert run.ok("list", "--audience", audience, "--json").json == {"disclosures": []}
    report = run.ok("report", "--audience", audience, "--json").json
    assert report["total"]["published"] == 0


def test_what_is_shown_is_the_text_that_was_approved_and_not_its_copy(run: Office) -> None:
    number = run.walk("已公开")

    alter(run, "UPDATE disclosure SET content = ?, title = ? WHERE number = ?", "假", "假", number)

    shown = run.ok("show", number, "--audience", "社会", "--json").json
    assert (shown["content"], shown["title"]) == ("本期情况说明。", "1.1.1 的公开")


def test_an_original_that_was_masked_stays_inside(shown: Shown) -> None:
    for audience in OUTSIDE:
        for name, data in shown.to[audience].items():
            assert name.startswith(f"('search', '{TELEPHONE}'") or not met([TELEPHONE], data)
        assert MASKED in shown.run.ok("show", shown.masked, "--audience", audience).out
    said = shown.run.show(shown.masked)["versions"][0]["content"]
    assert said == "联系人测试甲，手机13800001234"


def test_what_was_taken_down_is_in_no_report_not_even_of_a_day_when_it_hung(run: Office) -> None:
    run.on("2026-11-02")
    number = run.walk("已公开", "1.1.1", "--title", "误公开的标题")
    run.on("2026-11-10")
    asked = ("report", "--as-of", "2026-11-05", "--json", "--audience")
    assert "误公开的标题" in run.ok(*asked, "社会").out
    run.ok("takedown", number, "--reason", "误公开")

    for audience in OUTSIDE:
        told = run.ok(*asked, audience).json
        assert "误公开的标题" not in str(told)
        assert told["total"]["published"] == 0
    assert run.ok(*asked, "内部").json["total"]["published"] == 1


def test_a_correction_that_was_taken_down_is_not_named(run: Office) -> None:
    number = run.walk("已公开", "1.1.1")
    made = str(run.ok("correct", number, "--content", "更正", "--json").json["number"])
    run.review(made)
    run.approve(made)
    run.publish(made)
    shown = ("show", "公1", "--audience", "社会", "--json")
    assert run.ok(*shown).json["corrected_by"] == "公2"

    run.ok("takedown", made, "--reason", "误发")

    assert run.ok(*shown).json["corrected_by"] is None


def test_an_item_taken_from_society_takes_its_disclosures_along(run: Office) -> None:
    number = run.walk("已公开", "2.2.2")
    run.ok("catalog", "set", "2.2.2", "--scope", "党内", "--channel", "会议", "--by", SECRETARY)

    assert run("show", number, "--audience", "社会").code == 4
    (line,) = run.ok("list", "--audience", "社会", "--json").json["disclosures"]
    said = {name: value for name, value in line.items() if value not in (None, [])}
    assert said == {"public_number": "公1", "taken_down_on": "2026-11-24"}
    assert run.ok("show", number, "--audience", "内部").code == 0
