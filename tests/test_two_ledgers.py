"""What an audience is told depends only on what that audience may see: filtered, then chosen.

Two ledgers are alike for an audience until something is published for it, taken down that it
could see, or changed in what it is shown. Whatever else is done on one of them, every byte of every
answer to that audience stays as it was.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import ALL_PASS, PROPOSER, REVIEWER, SECRETARY, SUPERIOR, Office
from long_runs import together

from pdisc.words import Audience, Group

SOCIETY, PARTY = Audience.SOCIETY, Audience.PARTY
OUTSIDE = (SOCIETY, PARTY)
BASE_DAY = "2026-11-24"


class Start(NamedTuple):
    """An office with something of each kind; its numbers, and where its answers are written."""

    run: Office
    corrected: str
    correction: str
    party: str
    named: str
    folder: Path


def published(run: Office, number: str, *reviewed: str) -> str:
    """Take what was proposed to its publication."""
    run.review(number, *reviewed)
    run.approve(number)
    run.publish(number)
    return number


def corrected(run: Office, number: str, *more: str) -> str:
    """Propose a correction."""
    words = ("correct", number, "--content", "更正后的说明", "--json", *more)
    return str(run.ok(*words).json["number"])


@pytest.fixture(scope="module")
def start(new_office: Callable[[], Office], tmp_path_factory: pytest.TempPathFactory) -> Start:
    """Fill one office: three matters for society, of which one corrects another, two for fewer."""
    run = new_office()
    first = published(run, run.propose("1.1.1"))
    second = published(run, corrected(run, first))
    published(run, run.propose("1.3.3"))
    inside = ("--channel", "公开栏", "--reason", "只给本人")
    party = published(run, run.propose("1.3.1", *inside), "--board-inside")
    few = run.propose("1.3.2", "--scope", "党内:特定对象", *inside)
    named = published(run, few, "--board-inside")
    return Start(run, first, second, party, named, tmp_path_factory.mktemp("写出"))


@pytest.fixture
def copy(start: Start, tmp_path: Path) -> Office:
    """Return this test's own copy of that office."""
    return start.run.copy(tmp_path)


def calls() -> Iterator[tuple[str, ...]]:
    """Yield what an audience may ask, with the numbers of both audiences and of nobody."""
    yield from (("list",), ("list", "--limit", "2"), ("list", "--code", "1.1.1"))
    yield from (("list", "--scope", scope) for scope in ("社会", "党内"))
    yield from (("show", f"{mark}{place}") for mark in "公党" for place in (1, 2, 3, 4, 5, 9))
    yield from (("show", number) for number in ("2026-0001", "2026-0006", "2026-0099", "公l"))
    yield from (("search", word) for word in ("公开", "说明", "更正", "撤下"))
    yield from (("report", "--group", group) for group in Group)
    yield from (("report", "--on", "2026-11-20"), ("report", "--as-of", "2026-11-23"))
    yield from (("report", "--quarter", "2026-Q3"), ("report", "--as-of", BASE_DAY))
    yield from (("due",), ("due", "--within", "300"), ("due", "--on", "2026-11-20"))
    yield from (("catalog", "list"), ("catalog", "list", "--on", "2026-02-01"))
    yield from (("catalog", "show", code) for code in ("1.1.1", "1.3.1", "1.3.3", "9.9.9"))
    yield from (("staff", "list"), ("config", "show"), ("log",), ("catalog", "check"))


WRITTEN = (("list",), ("report",), ("catalog", "list"), ("search", "公开"))
FORMATS = ("csv", "md", "json", "docx", "xlsx")


def answers(run: Office, audience: Audience, folder: Path) -> dict[str, bytes]:
    """Return every answer to an audience: screens, JSON, errors, and files to the byte."""
    told = {}
    for words in calls():
        for form in ((), ("--json",)):
            ran = run(*words, "--audience", audience, *form)
            told[" ".join((*words, *form))] = f"{ran.code}\n{ran.out}\n{ran.err}".encode()
    for words in WRITTEN:
        for wanted in FORMATS:
            out = folder / f"清单.{wanted}"
            run.ok(*words, "--audience", audience, "--format", wanted, "--out", str(out))
            told[" ".join((*words, wanted))] = out.read_bytes()
            out.unlink()
    return told


@pytest.fixture(scope="module")
def before(start: Start) -> dict[Audience, dict[str, bytes]]:
    """Return what each audience is told before anything more is done."""
    return {each: answers(start.run, each, start.folder) for each in OUTSIDE}


Act = Callable[[Office, Start], object]


def _typed(*words: str, by: str = SECRETARY) -> Act:
    return lambda run, _: run.ok(*words, "--by", by)


def _all(*acts: Act) -> Act:
    def done(run: Office, start: Start) -> None:
        for act in acts:
            act(run, start)

    return done


def _refused(run: Office, _: Start) -> None:
    assert run("propose", "1.1.1", "--title", "甲", "--content", "秘密★1年").code == 3
    number = run.propose("2.2.2")
    assert run("review", number, "--by", "测试承办甲", *ALL_PASS).code == 3


def _narrowed(run: Office, _: Start) -> None:
    number = run.propose("4.3.1")
    run.review(number)
    run.ok("approve", number, "--by", SUPERIOR, "--scope", "党内", "--note", "收窄")
    run.publish(number)


def _archived(run: Office, start: Start) -> None:
    at_once = ("config", "set", "公开栏期限", "0", "--from", "2026-01-01", "--by", SECRETARY)
    run.ok(*at_once)
    run.ok("archive", start.corrected, "--no-opinions")


def _withdrawn_correction(run: Office, start: Start) -> None:
    number = corrected(run, start.corrected)
    run.ok("withdraw", number, "--reason", "不用更正")


def _party_correction(run: Office, start: Start) -> None:
    inside = ("--scope", "党内", "--channel", "会议", "--reason", "只给党员")
    published(run, corrected(run, start.corrected, *inside))


HIDDEN_FROM_ALL: dict[str, Act] = {
    "a correction proposed": lambda run, start: corrected(run, start.corrected),
    "a correction withdrawn": _withdrawn_correction,
    "a correction of the correction approved": lambda run, start: _approved(
        run, corrected(run, start.correction)
    ),
    "a correction of a matter for named people": lambda run, start: published(
        run, corrected(run, start.named), "--board-inside"
    ),
    "a matter for named people taken down": lambda run, start: run.ok(
        "takedown", start.named, "--reason", "有误"
    ),
    "a matter on each step": _all(
        *(
            lambda run, _, state=state: run.walk_every_step(state, "2.2.3")
            for state in ("已提出", "退回修改", "已审核", "报批中", "已审批", "不予公开", "已撤回")
        )
    ),
    "what is public archived": _archived,
    "acts on the catalogue": _all(
        _typed("catalog", "set", "1.1.1", "--office", "综合科", "--reason", "分工"),
        _typed("catalog", "set", "1.3.3", "--authority", "支部委员会", "--retention", "30年"),
        _typed("catalog", "confirm", "1.1.1"),
        _typed("catalog", "changed", "5.1.1"),
    ),
    "people": _typed("staff", "add", "测试新人", "--office", "办公室", "--role", "承办"),
    "settings that nothing public follows from": _all(
        _typed("config", "set", "提示词", "紫云英"),
        _typed("config", "set", "审批时限", "5"),
        _typed("config", "set", "全宗号", "0123"),
    ),
    "what is recorded of duties": _all(
        _typed("nil", "2.1.1", "--for", "2026-Q2", "--reason", "没有", by=PROPOSER),
        _typed("occurred", "1.3.4", by=PROPOSER),
        _typed("defer", "3.2.1", "--for", "2026-Q4", "--to", "2027-03-01", "--reason", "延"),
        _typed("waive", "3.2.1", "--for", "2026-Q3", "--reason", "免"),
        _typed("urge", "1.1.1", "--reason", "快办"),
    ),
    "refusals": _refused,
}

HIDDEN_FROM_SOCIETY: dict[str, Act] = {
    "a correction for members only": _party_correction,
    "a matter narrowed by the approver": _narrowed,
    "one more matter for members": lambda run, _: published(run, run.propose("1.3.1")),
    "a matter for members corrected": lambda run, start: published(
        run, corrected(run, start.party), "--board-inside"
    ),
    "a matter for members taken down": lambda run, start: run.ok(
        "takedown", start.party, "--reason", "有误"
    ),
    "an item for members changed and retired": _all(
        _typed("catalog", "set", "1.3.1", "--channel", "文件", "--reason", "改"),
        _typed("catalog", "retire", "1.3.2", "--reason", "停"),
    ),
}


def _approved(run: Office, number: str) -> None:
    run.review(number)
    run.approve(number)


@pytest.mark.parametrize("acts", together([*HIDDEN_FROM_ALL], 4), ids=", ".join)
def test_what_is_published_for_nobody_changes_no_answer(
    start: Start, copy: Office, before: dict[Audience, dict[str, bytes]], acts: tuple[str, ...]
) -> None:
    for act in acts:
        HIDDEN_FROM_ALL[act](copy, start)

    for audience in OUTSIDE:
        assert _changed(before[audience], answers(copy, audience, start.folder)) == []


@pytest.mark.parametrize("acts", together([*HIDDEN_FROM_SOCIETY], 3), ids=", ".join)
def test_what_is_published_for_members_changes_no_answer_to_society(
    start: Start, copy: Office, before: dict[Audience, dict[str, bytes]], acts: tuple[str, ...]
) -> None:
    for act in acts:
        HIDDEN_FROM_SOCIETY[act](copy, start)

    assert _changed(before[SOCIETY], answers(copy, SOCIETY, start.folder)) == []
    assert _changed(before[PARTY], answers(copy, PARTY, start.folder)) != []


def _changed(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    assert one.keys() == other.keys()
    return [name for name in one if one[name] != other[name]]


# Corrections


def _shown(run: Office, number: str, audience: str = "社会") -> dict[str, object]:
    shown: dict[str, object] = run.ok("show", number, "--audience", audience, "--json").json
    return shown


def test_the_newest_correction_is_the_one_that_the_audience_came_to_see_last(
    start: Start, copy: Office
) -> None:
    early = corrected(copy, start.corrected)
    late = published(copy, corrected(copy, start.corrected))
    assert _shown(copy, "公1")["corrected_by"] == "公4"
    published(copy, early)

    assert _shown(copy, "公1")["corrected_by"] == "公5"
    assert copy.show(start.corrected)["corrected_by"] == late


def test_each_audience_is_told_its_own_newest_correction(start: Start, copy: Office) -> None:
    _party_correction(copy, start)

    assert _shown(copy, "公1")["corrected_by"] == "公2"
    assert _shown(copy, "党1", "党内")["corrected_by"] == "党5"


# What was public and is no longer


def test_what_was_taken_down_is_found_by_nothing_that_it_said(start: Start, copy: Office) -> None:
    copy.ok("takedown", start.correction, "--reason", "有误")

    for words in (("search", "更正"), ("list", "--code", "1.1.1"), ("list", "--scope", "社会")):
        assert "公2" not in copy.ok(*words, "--audience", "社会", "--json").out
    assert copy("show", start.correction, "--audience", "社会").code == 4


def test_a_taken_down_copy_beside_another_leaves_the_matter_public(
    start: Start, copy: Office
) -> None:
    copy.ok("takedown", start.correction, "--channel", "公开栏", "--reason", "换栏")

    assert _shown(copy, "公2")["title"] == "更正：1.1.1 的公开"


def test_the_office_still_finds_it_by_the_number_that_others_knew(
    start: Start, copy: Office
) -> None:
    copy.ok("takedown", start.correction, "--reason", "有误")

    assert copy.show("公2")["number"] == start.correction


# Items taken from society


def _taken_from_society(run: Office) -> None:
    words = ("--scope", "党内", "--channel", "会议", "--reason", "收窄", "--by", SECRETARY)
    run.ok("catalog", "set", "1.3.3", *words)


def test_what_is_done_to_a_narrowed_item_later_is_no_news_for_society(
    start: Start, copy: Office, tmp_path: Path
) -> None:
    _taken_from_society(copy)
    copy.on("2026-12-02")
    told = answers(copy, SOCIETY, start.folder)

    copy.ok("catalog", "set", "1.3.3", "--office", "综合科", "--by", SECRETARY)
    number = copy.ok("list", "--code", "1.3.3", "--json").json["disclosures"][0]["number"]
    copy.ok("takedown", number, "--reason", "有误")

    assert _changed(told, answers(copy, SOCIETY, start.folder)) == []


# The calendar, which goes to telephones


def test_a_calendar_names_no_title_with_open_findings(run: Office, tmp_path: Path) -> None:
    title = "答复示例甲11010119900307889X"
    open_one = run.propose("1.3.1", "--title", title)
    settled = run.propose("1.3.1", "--title", "无可遮盖的标题")
    withdrawn = run.propose("1.3.1", "--title", title)
    run.ok("withdraw", withdrawn, "--reason", "不办")
    out = tmp_path / "日历.ics"

    run.ok("calendar", str(out))

    said = out.read_text(encoding="utf-8").replace("\n ", "")
    assert "11010119900307889X" not in said
    assert "答复示例甲" not in said
    item = run.show(open_one)["item"]
    assert f"{open_one} {item}" in said
    assert f"{withdrawn} {item}" in said
    assert f"{settled} 无可遮盖的标题" in said
    assert REVIEWER in said
