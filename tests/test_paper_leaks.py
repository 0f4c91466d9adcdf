"""What is made for 社会 or 党内 holds nothing that isn't theirs: every form, page, feed and table.

One office has done everything that mustn't come out: a 党内 matter, one for 特定对象, one refused,
one withdrawn, one that nobody has published, one taken down, drafts with numbers that were masked.
A bird's name stands in each. Whatever is written for an audience is looked through, byte by byte:
the parts of every zip, the text of every PDF, the names of files.
"""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import PROPOSER, REVIEWER, SUPERIOR, Office
from pypdf import PdfReader
from test_people_hidden import unzipped

from pdisc.commands.table import COMMANDS
from pdisc.papers.forms import FORMS
from pdisc.render.formats.choices import FORMATS

PUBLIC = "喜鹊"
"""Stands in what everybody may read: it proves that something was looked through."""

PARTY_ONLY = ("鸢鸟",)
NOBODY = {
    "特定对象": "白鹭",
    "不予公开": "杜鹃",
    "不予公开的理由": "百灵",
    "已撤回": "黄鹂",
    "撤回的理由": "雨燕",
    "没有实施的": "画眉",
    "撤下的": "鸬鹚",
    "撤下的理由": "斑鸠",
    "本期无事项的理由": "云雀",
    "旧稿": "戴胜",
    "意见": "鹧鸪",
    "经办人": PROPOSER,
    "审核人": REVIEWER,
    "审批人": SUPERIOR,
    "旧稿里的手机": "13812345678",
    "旧稿里的身份证": "11010519491231002X",
    "逾期": "逾期",
}
INNER = re.compile(r"(?<![\d.])2026-\d{4}(?!\d)|\b\d+-[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b")
"""A number of the ledger, a 回执; a 核对码 is four such groups without the number."""

_FOUR = "[0-9A-HJKMNP-TV-Z]{4}"
CHECK_CODE = re.compile(rf"(?<![\w-]){_FOUR}(?:-{_FOUR}){{3}}(?![\w-])")


def texts_of(data: bytes) -> Iterator[str]:
    """Return all that a file says, whatever it is."""
    yield from unzipped(data)
    if data.startswith(b"%PDF"):
        reader = PdfReader(io.BytesIO(data))
        yield " ".join(map(str, (reader.metadata or {}).values()))
        yield "".join(page.extract_text().replace("\n", "") for page in reader.pages)


def hidden_from(audience: str) -> tuple[str, ...]:
    return (*NOBODY.values(), *(PARTY_ONLY if audience == "社会" else ()))


def assert_clean(texts: Iterator[str], audience: str, where: str) -> None:
    for text in texts:
        told = [word for word in hidden_from(audience) if word in text]
        assert told == [], f"{where} tells {told}"
        inner = INNER.search(text) or CHECK_CODE.search(text)
        assert inner is None, f"{where} tells {inner}"


def assert_clean_folder(folder: Path, audience: str) -> str:
    """Look through all files below a folder and their names; return all that stands in them."""
    whole = []
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        assert_clean(iter([name]), audience, name)
        if path.is_file():
            found = list(texts_of(path.read_bytes()))
            assert_clean(iter(found), audience, name)
            whole += found
    return "\n".join(whole)


def lived(office: Office) -> None:
    """Do all that must not come out, and something that may."""

    def proposed(code: str, title: str, content: str, *more: str) -> str:
        return office.propose(code, "--title", title, "--content", content, *more)

    def through(number: str, *more: str) -> None:
        office.review(number)
        office.approve(number, *more)

    public = proposed("1.1.1", f"{PUBLIC}的通报", f"{PUBLIC}飞来了。", "--for", "2026-Q3")
    through(public)
    office.publish(public)
    drafted = (
        f"{NOBODY['旧稿']}：{NOBODY['旧稿里的手机']}，{NOBODY['旧稿里的身份证']}，{PUBLIC}也来了。"
    )
    masked = proposed("5.1.2", f"{PUBLIC}二", drafted)
    office.ok("redact", masked, "--all", "--by", PROPOSER)
    office.ok("revise", masked, "--content", f"{PUBLIC}又来了。", "--by", PROPOSER)
    through(masked)
    office.publish(masked)
    inside = proposed("1.3.1", PARTY_ONLY[0], f"{PARTY_ONLY[0]}在党内。")
    through(inside)
    office.publish(inside)
    narrow = ("--scope", "党内:特定对象", "--reason", "只发给有关的人")
    named = proposed("1.3.1", NOBODY["特定对象"], NOBODY["特定对象"], *narrow)
    through(named)
    office.publish(named)
    refused = proposed("1.1.1", NOBODY["不予公开"], NOBODY["不予公开"], "--for", "2026-Q2")
    office.review(refused)
    reason = ("--refuse", NOBODY["不予公开的理由"], "--basis", "条例第八条")
    office.ok("approve", refused, "--by", SUPERIOR, *reason)
    gone = proposed("1.1.1", NOBODY["已撤回"], NOBODY["已撤回"], "--for", "2026-Q1")
    office.ok("withdraw", gone, "--reason", NOBODY["撤回的理由"], "--by", PROPOSER)
    through(proposed("5.1.3", NOBODY["没有实施的"], NOBODY["没有实施的"]))
    down = proposed("5.1.1", NOBODY["撤下的"], NOBODY["撤下的"])
    through(down)
    office.publish(down)
    office.ok("takedown", down, "--reason", NOBODY["撤下的理由"], "--by", PROPOSER)
    why = ("--by", PROPOSER, "--reason", NOBODY["本期无事项的理由"])
    office.ok("nil", "3.2.1", "--for", "2026-Q3", *why)
    office.ok("opinion", "add", public, "--content", NOBODY["意见"])


@pytest.fixture(scope="module")
def lively(new_office: Callable[[], Office]) -> Office:
    office = new_office()
    lived(office)
    return office


@pytest.fixture
def office(lively: Office, tmp_path: Path) -> Office:
    return lively.copy(tmp_path)


ASKED: dict[tuple[str, ...], tuple[tuple[str, ...], ...]] = {
    ("report",): ((), ("--quarter", "2026-Q3"), ("--group", "范围"), ("--year", "2026")),
    ("list",): ((), ("--code", "1.1.1")),
    ("search",): ((PUBLIC,), ("的",)),
    ("catalog", "list"): ((),),
    ("catalog", "show"): (("1.1.1",),),
    ("show",): (*((f"{prefix}{place}",) for prefix in "公党" for place in range(1, 5)),),
    ("due",): ((),),
    ("survey", "show"): ((),),
    ("workdays", "plus"): (("2026-03-09", "3"),),
}
"""What is asked of the commands that answer others than the office itself."""

OURS_ALONE = {
    *(
        ("log",),
        ("why",),
        ("staff", "list"),
        ("config", "show"),
        ("catalog", "check"),
        ("calendar",),
    ),
    *(("request", "list"), ("request", "show"), ("opinion", "list"), ("print",), ("site",)),
    *(("dossier", "list"), ("dossier", "verify"), ("dossier", "due"), ("template", "list")),
    *(("template", "export"),),
}
"""Commands that refuse any other audience, or are asked in tests of their own below."""


def readers() -> Iterator[tuple[str, ...]]:
    for name, spec in COMMANDS.items():
        if spec.parts:
            yield from ((name, part) for part, each in spec.parts.items() if each.kind == "read")
        elif spec.kind == "read":
            yield (name,)


def test_every_reading_command_is_asked_or_is_ours_alone() -> None:
    assert set(readers()) - set(ASKED) - OURS_ALONE == set()


@pytest.mark.parametrize("audience", ["社会", "党内"])
@pytest.mark.parametrize("command", ASKED)
def test_no_answer_and_no_file_of_it_tells(
    office: Office, command: tuple[str, ...], audience: str, tmp_path: Path
) -> None:
    told, reached = "", ("--audience", audience)
    for words in ASKED[command]:
        for more in ((), ("--json",)):
            ran = office(*command, *words, *reached, *more)
            assert_clean(iter([ran.out, ran.err]), audience, " ".join((*command, *words, *more)))
            told += ran.out
        for name in FORMATS:
            out = tmp_path / f"表.{'txt' if name == 'table' else name}"
            office(*command, *words, *reached, "--format", name, "--out", str(out))
            if out.exists():
                assert_clean(texts_of(out.read_bytes()), audience, f"{command} {words} {name}")
                out.unlink()
    if command in {("report",), ("list",), ("search",), ("show",)}:
        assert PUBLIC in told
        assert (PARTY_ONLY[0] in told) == (audience == "党内"), "else nothing was looked through"


@pytest.mark.parametrize("command", sorted(OURS_ALONE - {("print",), ("site",)}))
@pytest.mark.parametrize("audience", ["社会", "党内"])
def test_what_is_ours_alone_is_refused_to_others(
    office: Office, command: tuple[str, ...], audience: str, tmp_path: Path
) -> None:
    out = tmp_path / "出"
    words = {"calendar": (f"{out}.ics",), "request show": ("2026-D001",)}
    ran = office(*command, *words.get(" ".join(command), ()), "--audience", audience)
    assert ran.code == 2, ran.out
    assert_clean(iter([ran.out, ran.err]), audience, " ".join(command))
    assert list(tmp_path.glob("出*")) == []


@pytest.mark.parametrize("audience", ["社会", "党内"])
@pytest.mark.parametrize("form", [name for name, each in FORMS.items() if each.outside])
def test_no_form_for_others_tells(office: Office, form: str, audience: str, tmp_path: Path) -> None:
    for ending in FORMS[form].endings:
        out = tmp_path / f"{form}.{ending}"
        office.ok("print", form, "--audience", audience, "--out", str(out))
        found = "".join(texts_of(out.read_bytes()))
        assert_clean(texts_of(out.read_bytes()), audience, f"{form}.{ending}")
        assert PUBLIC in found
        assert (PARTY_ONLY[0] in found) == (audience == "党内")


@pytest.mark.parametrize("form", [name for name, each in FORMS.items() if not each.outside])
def test_every_other_form_is_the_office_s_own(office: Office, form: str, tmp_path: Path) -> None:
    ran = office("print", form, "2026-0001", "--audience", "社会", "--out", str(tmp_path / "表"))
    assert ran.code == 2, ran.out
    assert list(tmp_path.glob("表*")) == []


@pytest.mark.parametrize(("audience", "inside"), [("社会", ()), ("党内", ("--inside",))])
def test_no_file_of_the_site_tells_and_no_name_of_one(
    office: Office, audience: str, inside: tuple[str, ...], tmp_path: Path
) -> None:
    out = tmp_path / "网页"
    ran = office.ok("site", str(out), *inside, "--json")
    found = assert_clean_folder(out, audience)
    assert Path(ran.json["files"][0]).name == "index.html"
    assert PUBLIC in found
    assert (PARTY_ONLY[0] in found) == (audience == "党内")
    assert "已撤下" in found


@pytest.mark.parametrize("audience", ["社会", "党内"])
def test_no_file_that_show_saves_tells(office: Office, audience: str, tmp_path: Path) -> None:
    for place, number in enumerate(("公1", "公2", "党1", "党2")):
        folder = tmp_path / str(place)
        office("show", number, "--save", str(folder), "--audience", audience)
        if folder.exists():
            assert_clean_folder(folder, audience)


NOTICES = ("公开通知", "简报")


@pytest.mark.parametrize("form", NOTICES)
def test_a_notice_for_the_board_holds_the_approved_text_alone(
    office: Office, form: str, tmp_path: Path
) -> None:
    for ending in FORMS[form].endings:
        out = tmp_path / f"{form}.{ending}"
        office.ok("print", form, "2026-0002", "--out", str(out))
        assert_clean(texts_of(out.read_bytes()), "社会", f"{form}.{ending}")
        assert f"{PUBLIC}又来了" in "".join(texts_of(out.read_bytes()))


@pytest.mark.parametrize("form", ["审批表", "保密审查表", "登记簿"])
def test_not_even_the_office_s_own_forms_hold_what_was_masked(
    office: Office, form: str, tmp_path: Path
) -> None:
    words = ("2026-0002",) if FORMS[form].target else ()
    for ending in FORMS[form].endings:
        out = tmp_path / f"{form}.{ending}"
        office.ok("print", form, *words, "--out", str(out))
        found = "".join(texts_of(out.read_bytes()))
        assert NOBODY["旧稿里的手机"] not in found
        assert NOBODY["旧稿里的身份证"] not in found


def test_no_dossier_holds_what_was_masked(office: Office) -> None:
    office.on("2026-12-20")
    office.archive("2026-0002")
    whole = "".join(
        text
        for path in (office.ledger / "archive").rglob("*")
        if path.is_file()
        for text in texts_of(path.read_bytes())
    )
    assert f"{PUBLIC}又来了" in whole
    assert NOBODY["旧稿里的手机"] not in whole
    assert NOBODY["旧稿里的身份证"] not in whole
    assert NOBODY["旧稿"] not in whole


def test_the_year_s_accounts_for_others_say_who_is_left_out_by_nothing(office: Office) -> None:
    """A reader of 社会 counts as many matters as 社会 may see, not one more."""
    seen = office.ok("report", "--audience", "社会", "--json").json
    listed = office.ok("list", "--audience", "社会", "--json").json["disclosures"]
    assert len([each for each in listed if each["taken_down_on"] is None]) == 2
    assert "逾期" not in str(seen)
