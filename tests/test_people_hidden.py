"""Who asked and who complained stands in `request show` and `opinion list`, and nowhere else.

A canary is the name of every asker and giver, another the contact. One office lives through all
that may become of a request or an opinion; whatever any command then says, prints, writes or is
refused with is looked through, for every audience, with every part of every zip.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import PROPOSER, REVIEWER, SECRETARY, Office, Ran
from hearing import january, made_public

from pdisc.commands.table import COMMANDS
from pdisc.papers.forms import FORMS
from pdisc.render.formats.choices import FORMATS
from pdisc.words import Audience

NAME, CONTACT = "示例金丝雀", "金丝雀巷7号 13987651234"
CANARIES = ("金丝雀", "13987651234", "雀巷7号")
WHO = ("--name", NAME, "--contact", CONTACT)
FROM = ("--from", NAME)
REFUSE = ("--reason", "尚在调查的事项", "--basis", "党务公开条例第八条", "--by", SECRETARY)
N = "2026-0001"
AUDIENCES = tuple(each.value for each in Audience)
TELLING = {("request", "show"), ("opinion", "list")}
"""What may tell, at 内部."""


def unzipped(data: bytes) -> Iterator[str]:
    """Return a file's text as it is, and each part of a zip with and without its tags."""
    yield data.decode("utf-8", "replace").replace("\r\n ", "")
    yield data.decode("utf-16-le", "replace")
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            for name in box.namelist():
                yield name
                for text in unzipped(box.read(name)):
                    yield text
                    yield re.sub(r"<[^>]*>", "", text)


def told(*texts: str) -> list[str]:
    """Return which canaries stand in texts."""
    return [canary for canary in CANARIES for text in texts if canary in text]


def silent_files(folder: Path) -> int:
    """Look through all files of a folder and their names, return how many there are."""
    files = [path for path in folder.rglob("*") if path.name != "ledger.db"]
    for path in files:
        assert told(str(path.relative_to(folder))) == [], path
        if path.is_file():
            assert told(*unzipped(path.read_bytes())) == [], path
    return len(files)


class Listener:
    """An office at which every answer is listened to."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def on(self, day: str) -> None:
        self.office.on(day)

    def __call__(self, *words: str, code: int | None = 0) -> Ran:
        """Run a command in words and in JSON terms alike; nothing it says may tell."""
        ran = self.office(*words)
        if code is not None:
            assert ran.code == code, f"pdisc {' '.join(words)} → {ran.code}\n{ran.out}{ran.err}"
        assert told(ran.out, ran.err) == [], f"pdisc {' '.join(words)}\n{ran.out}{ran.err}"
        return ran


def asked(pdisc: Listener, content: str, *more: str) -> str:
    words = ("request", "add", "--content", content, *WHO, *more)
    return str(pdisc(*words, "--json").json["id"])


def heard(pdisc: Listener, content: str) -> str:
    return str(pdisc("opinion", "add", N, "--content", content, *FROM, "--json").json["id"])


def lived(pdisc: Listener) -> None:
    """Live through whatever may become of requests and opinions, one of each kind."""
    office = pdisc.office
    made_public(office, "2026-03-02", "5.1.1", "食堂采购价格的办理程序")
    pdisc.on("2026-03-09")
    undecided, unclear, consulted, answered, public, made, divided, joined, awaited = (
        asked(pdisc, f"请公开第{n}项采购", "--asker", ("群众", "党员")[n % 2]) for n in range(9)
    )
    first, *others = (asked(pdisc, f"请公开绿化情况{n}") for n in range(3))
    pdisc("request", "join", *others, first)
    pdisc("request", "extend", undecided, "--reason", "要查对", "--by", SECRETARY)

    def decide(request: str, outcome: str, *more: str) -> None:
        words = ("request", "decide", request, "--outcome", outcome)
        pdisc(*words, *(more or REFUSE))

    why = ("--reason", "还不清楚", "--by", SECRETARY)
    decide(unclear, "补正", *why)
    decide(consulted, "征求第三方", *why)
    decide(public, "已公开", "--with", N, "--by", SECRETARY)
    decide(answered, "不予公开")
    decide(awaited, "不予公开")
    decide(made, "应公开未公开", "--by", SECRETARY)
    decide(divided, "区分处理", *REFUSE, "--with", "公1")
    pdisc("request", "join", joined, public)
    pdisc("request", "answer", public)
    pdisc("request", "answer", answered, "--content", "尚在调查，暂不公开。")
    pdisc("request", "refer", awaited, "--to", "示例县直机关工委")
    added = pdisc("request", "add", "--content", "登记错了", *WHO).out
    seq = re.search(r"回执 (\d+)-", added)
    assert seq
    pdisc("annul", seq[1], "--reason", "登记错了", "--by", SECRETARY)

    _, assigned, untrue, wrong, mended = (heard(pdisc, f"第{n}个数字不对") for n in range(5))
    pdisc("opinion", "assign", assigned, "--to", REVIEWER)
    pdisc("opinion", "settle", untrue, "--result", "不属实", "--feedback", "已当面说明")
    put_right = ("--rectify", "重新公布", "--to", PROPOSER, "--due", "2026-04-10")
    for each in (wrong, mended):
        upheld = ("--result", "属实", "--feedback", "将重新公布")
        pdisc("opinion", "settle", each, *upheld, *put_right)
    pdisc.on("2026-03-10")
    ran = pdisc("correct", N, "--content", "价格改正如下。", "--rectifies", mended, "--json")
    number = str(ran.json["number"])
    office.review(number)
    office.approve(number)
    office.publish(number)
    filed = made_public(office, "2026-03-11", "3.3.3", "示例活动", "--channel", "会议")
    words = ("opinion", "add", filed, "--content", "活动办得好", *FROM)
    pdisc(*words)
    pdisc("opinion", "settle", f"{filed}-Y1", "--result", "采纳", "--feedback", "谢谢")
    pdisc("archive", filed)
    pdisc.on("2026-04-15")
    pdisc("urge", "3.5.1", "--reason", "还没有提出", "--by", SECRETARY)


@pytest.fixture(scope="module")
def lively(tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = january(tmp_path_factory.mktemp("金丝雀"))
    lived(Listener(office))
    return office


@pytest.fixture
def pdisc(lively: Office, tmp_path: Path) -> Listener:
    return Listener(lively.copy(tmp_path))


def targets(office: Office) -> tuple[str, ...]:
    """Return whatever a command can be asked about."""
    requests = [each["id"] for each in office.ok("request", "list", "--json").json["requests"]]
    opinions = [each["id"] for each in office.ok("opinion", "list", "--json").json["opinions"]]
    numbers = [each["number"] for each in office.ok("list", "--json").json["disclosures"]]
    return (*requests, *opinions, *numbers, "公1", "党1", "3.5.1", "6.1.1")


READING: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {
    ("due",): ((), ("--all",), ("--since", "2026-03-10"), ("--holder", PROPOSER)),
    ("report",): (
        *((), ("--quarter", "2026-Q1")),
        *(("--group", by) for by in ("科室", "范围", "时限", "形式", "月份")),
    ),
    ("list",): ((), ("--code", "6.1.1")),
    ("log",): ((),),
    ("search",): (("采购",), ("公开",), ("示例",)),
    ("request", "list"): ((),),
    ("opinion", "list"): ((), (N,)),
    ("survey", "show"): ((),),
    ("catalog", "list"): ((),),
    ("catalog", "show"): (("6.1.1",),),
    ("catalog", "check"): ((),),
    ("staff", "list"): ((),),
    ("config", "show"): ((),),
    ("template", "list"): ((),),
    ("workdays", "plus"): (("2026-03-09", "3"),),
    ("request", "show"): (),
    ("show",): (),
    ("why",): (("1.1.1",), ("2026-0001",), ("6.1.1",)),
    ("print",): (),
    ("calendar",): (),
    ("site",): (),
    ("dossier", "list"): ((), ("--year", "2026")),
    ("dossier", "verify"): ((),),
    ("dossier", "due"): (("--on", "2099-01-01"),),
}
"""What is asked of each reading command; of those that want a target, all of them below."""


def readers() -> Iterator[tuple[str, ...]]:
    for name, spec in COMMANDS.items():
        parts = {part: each for part, each in (spec.parts or {}).items() if each.kind == "read"}
        if parts:
            yield from ((name, part) for part in parts)
        elif spec.kind == "read" and not spec.parts:
            yield (name,)


def test_every_reading_command_is_asked_here() -> None:
    assert set(readers()) - set(READING) == set()


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("command", [each for each, asked in READING.items() if asked])
def test_no_answer_tells_in_any_format(
    pdisc: Listener, command: tuple[str, ...], audience: str, tmp_path: Path
) -> None:
    if command in TELLING and audience == "内部":
        return
    reached = ("--audience", audience) if audience != "内部" else ()
    answered = 0
    for words in READING[command]:
        answered += pdisc(*command, *words, *reached, code=None).code == 0
        pdisc(*command, *words, *reached, "--json", code=None)
        for name, each in FORMATS.items():
            out = tmp_path / f"{audience}.{name}"
            into = ("--out", str(out)) if each.program else ()
            pdisc(*command, *words, *reached, "--format", name, *into, code=None)
            if out.exists():
                assert told(*unzipped(out.read_bytes())) == [], (command, words, name)
                out.unlink()
    assert answered or audience != "内部"


@pytest.mark.parametrize("audience", AUDIENCES)
def test_nothing_that_is_shown_logged_or_saved_tells(
    pdisc: Listener, audience: str, tmp_path: Path
) -> None:
    reached = ("--audience", audience) if audience != "内部" else ()
    for place, target in enumerate(targets(pdisc.office)):
        for more in ((), ("--json",), ("--loop",), ("--loop", "--json")):
            pdisc("show", target, *more, *reached, code=None)
        for more in ((), ("--json",)):
            pdisc("log", target, *more, *reached, code=None)
            if audience != "内部":
                pdisc("request", "show", target, *more, *reached, code=None)
        for more in ((), ("--internal",)):
            folder = tmp_path / f"存{place}{len(more)}"
            pdisc("show", target, "--save", str(folder), *more, *reached, code=None)
            if folder.exists():
                silent_files(folder)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_no_calendar_tells(pdisc: Listener, audience: str, tmp_path: Path) -> None:
    out = tmp_path / "日历.ics"
    reached = ("--audience", audience) if audience != "内部" else ()
    pdisc("calendar", str(out), *reached, code=None)
    assert out.exists() or audience != "内部"
    if out.exists():
        assert told(*unzipped(out.read_bytes())) == []


@pytest.mark.parametrize("inside", [(), ("--inside",)])
def test_no_page_of_a_site_tells(pdisc: Listener, inside: tuple[str, ...], tmp_path: Path) -> None:
    pdisc("site", str(tmp_path / "网页"), *inside)
    assert silent_files(tmp_path / "网页") > 5


@pytest.mark.parametrize("form", FORMS)
def test_no_form_tells_unless_it_is_asked_to(
    pdisc: Listener, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "印"
    folder.mkdir()
    monkeypatch.chdir(folder)
    about = [(each,) for each in targets(pdisc.office)]
    asked: list[tuple[str, ...]] = [(), *about, ("--month", "2026-03"), ("--for", "2026-Q1")]
    outside = [
        (*words, "--audience", audience)
        for words in ((), about[0], (N,), ("公1",))
        for audience in ("党内", "社会")
    ]
    printed = 0
    for words in (*asked, *outside):
        pdisc("print", form, *words, code=None)
        found = list(folder.iterdir())
        printed += len(found)
        silent_files(folder)
        for path in found:
            path.unlink()
    assert printed


def test_no_file_of_the_ledger_tells_but_the_ledger(pdisc: Listener) -> None:
    assert silent_files(pdisc.office.ledger) > 0
    assert list((pdisc.office.ledger / "archive").rglob("*.txt"))


def test_no_check_and_no_rehearsal_tells(pdisc: Listener) -> None:
    for words in (("verify",), ("verify", "--json")):
        pdisc(*words)
    for more in ((), ("--json",)):
        pdisc("request", "add", "--content", "请公开车辆", *WHO, "--dry-run", *more)
        pdisc("opinion", "add", N, "--content", "字太小", *FROM, "--dry-run", *more)


REFUSED: tuple[tuple[int, tuple[str, ...]], ...] = (
    (3, ("request", "add", "--content", "请公开车辆", *WHO, "--received", "2026-04-16")),
    (3, ("request", "add", "--content", "请公开：机密★1年 名单", *WHO)),
    (3, ("request", "add", "--content", "请公开车辆", *WHO, "--by", REVIEWER)),
    (2, ("request", "add", *WHO)),
    (2, ("request", "add", "--content", "请公开车辆", *WHO, "--via", "微信")),
    (2, ("request", "add", "--content", "请公开车辆", *WHO, "--asker", "干部")),
    (2, ("request", "add", "--content", "请公开车辆", *WHO, "--nam", "x")),
    (2, ("request", "add", "--content", "请公开车辆", *WHO, *WHO)),
    (2, ("request", "add", "--content", "请公开车辆", *WHO, "多出来的词")),
    (2, ("request", "add", "--content", "请公开车辆", *WHO, "--received", "哪天")),
    (3, ("opinion", "add", "2026-0002", "--content", "不对", *FROM)),
    (4, ("opinion", "add", "2026-0099", "--content", "不对", *FROM)),
    (3, ("opinion", "add", N, "--content", "绝密★ 不对", *FROM)),
    (3, ("opinion", "add", N, "--content", "不对", *FROM, "--received", "2026-04-16")),
    (2, ("opinion", "add", N, *FROM)),
    (2, ("opinion", "add", N, "--content", "不对", *FROM, *FROM)),
)


@pytest.mark.parametrize(("code", "words"), REFUSED)
def test_no_refusal_tells_and_nothing_is_kept_of_it(
    pdisc: Listener, code: int, words: tuple[str, ...]
) -> None:
    for more in ((), ("--json",)):
        pdisc(*words, *more, code=code)
    pdisc("log")
    pdisc("log", "--json")
    pdisc("verify", "--json")


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("word", [NAME, "金丝雀", "13987651234", CONTACT, "巷7号"])
def test_nobody_is_found_by_name(pdisc: Listener, word: str, audience: str) -> None:
    reached = ("--audience", audience) if audience != "内部" else ()
    found = pdisc.office.ok("search", word, *reached, "--json").json
    assert all(not listed for key, listed in found.items() if isinstance(listed, list)), found
    logged = pdisc.office("log", word, "--json")
    assert logged.code != 0 or logged.json["events"] == []


def test_the_two_that_may_tell_do_so_inside(pdisc: Listener) -> None:
    office = pdisc.office
    for more in ((), ("--json",)):
        said = office.ok("request", "show", "2026-D001", *more).out
        assert NAME in said
        assert "13987651234" in said
        assert NAME in office.ok("opinion", "list", N, *more).out
    for audience in ("党内", "社会"):
        for words in (("request", "show", "2026-D001"), ("opinion", "list", N)):
            ran = pdisc(*words, "--audience", audience, code=2)
            assert len(ran.err.strip().splitlines()) <= 3
