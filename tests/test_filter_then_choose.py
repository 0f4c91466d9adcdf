"""What an audience is told depends only on what it may see: filter, then choose (DESIGN §1.3)."""

import pytest
from conftest import ALL_PASS, REVIEWER, SECRETARY, SUPERIOR, Office, Ran
from long_runs import together

OUTSIDE = ("社会", "党内")
ID_NUMBER = "640221198003121237"


def corrected(run: Office, number: str, *more: str, out: bool = True) -> str:
    """Correct a disclosure; carry the correction out unless it is only to be proposed."""
    made = str(run.ok("correct", number, "--content", "更正", "--json", *more).json["number"])
    if out:
        run.review(made)
        run.approve(made)
        run.publish(made)
    return made


def pointed_to(run: Office, audience: str, number: str = "公1") -> object:
    """Return which correction an audience is told of, by show and by list alike."""
    shown = run.ok("show", number, "--audience", audience, "--json").json
    listed = run.ok("list", "--audience", audience, "--json").json["disclosures"]
    (same,) = [each for each in listed if each["public_number"] == number]
    assert same["corrected_by"] == shown["corrected_by"]
    return shown["corrected_by"]


def test_a_correction_that_is_only_proposed_changes_no_answer(run: Office) -> None:
    """L1."""
    number = run.walk("已公开", "1.1.1")
    corrected(run, number)
    assert pointed_to(run, "社会") == "公2"

    later = corrected(run, number, out=False)
    assert pointed_to(run, "社会") == "公2"
    run.ok("withdraw", later, "--reason", "不用了")
    assert pointed_to(run, "社会") == "公2"
    assert run.show(number)["corrected_by"] == later


def test_a_correction_within_the_party_is_none_for_society(run: Office) -> None:
    """L1, the newest published for 党内 only."""
    number = run.walk("已公开", "1.1.1")
    corrected(run, number)
    corrected(run, number, "--scope", "党内", "--channel", "会议", "--reason", "只对党内")

    assert pointed_to(run, "社会") == "公2"
    assert pointed_to(run, "党内", "党1") == "党3"


def test_a_reader_is_told_of_the_correction_on_the_screen_too(run: Office) -> None:
    number = run.walk("已公开", "1.1.1")
    corrected(run, number)

    assert "已更正，见公2" in run.ok("show", "公1", "--audience", "社会").out
    assert "已更正，见公2" in run.ok("list", "--audience", "社会").out
    assert "本件更正公1" in run.ok("show", "公2", "--audience", "社会").out


@pytest.mark.parametrize("audience", OUTSIDE)
def test_what_was_taken_down_leaves_its_line_and_never_a_hole(run: Office, audience: str) -> None:
    """L1, DESIGN §1.3: 「公1 已撤下 DATE」 without title, text or place."""
    first = run.walk("已公开", "1.1.1", "--title", "误公开的标题")
    run.walk("已公开", "1.1.1")
    run.ok("takedown", first, "--reason", "误公开")
    known = "公1" if audience == "社会" else "党1"

    told = run.ok("list", "--audience", audience, "--json").json["disclosures"]
    assert [each["public_number"][1:] for each in told] == ["1", "2"]
    gone = {name: value for name, value in told[0].items() if value not in (None, [])}
    assert gone == {"public_number": known, "taken_down_on": "2026-11-24"}
    for words in (("list",), ("show", known)):
        said = run.ok(*words, "--audience", audience).out
        assert "已撤下 2026-11-24" in said
        assert "误公开的标题" not in said
    assert "误公开" not in run.ok("search", "误公开", "--audience", audience).out.split("\n")[0]
    assert run("show", first, "--audience", audience).code == 4


def test_a_party_matter_that_is_taken_down_leaves_society_nothing(run: Office) -> None:
    scope = ("--scope", "党内", "--channel", "公开栏", "--reason", "只对党内")
    number = run.propose("1.3.2", *scope)
    run.review(number, "--board-inside")
    run.approve(number)
    run.publish(number)
    before = run.ok("list", "--audience", "社会", "--json").out
    run.ok("takedown", number, "--reason", "误发")

    assert run.ok("list", "--audience", "社会", "--json").out == before


def test_an_item_that_was_narrowed_is_hidden_from_society_alone(run: Office) -> None:
    """L7."""
    run.walk("已公开", "1.3.3")
    run.ok("catalog", "set", "1.3.3", "--scope", "党内", "--channel", "会议", "--by", SECRETARY)

    (line,) = run.ok("list", "--audience", "社会", "--json").json["disclosures"]
    assert (line["title"], line["taken_down_on"]) == (None, "2026-11-24")
    (seen,) = run.ok("list", "--audience", "党内", "--json").json["disclosures"]
    assert seen["title"] == "1.3.3 的公开"
    rows = run.ok("report", "--audience", "党内", "--json").json["rows"]
    assert {row["code"]: row["status"] for row in rows}["1.3.3"] == "已公开"


@pytest.mark.parametrize("asked", [("--on", "2026-11-10"), ("--as-of", "2026-11-10")])
def test_an_item_taken_from_society_is_told_of_no_past_day(
    run: Office, asked: tuple[str, ...]
) -> None:
    """L9."""
    run.on("2026-11-24")
    run.ok("catalog", "set", "1.3.3", "--scope", "党内", "--channel", "会议", "--by", SECRETARY)

    report = run.ok("report", *asked, "--audience", "社会", "--json").json
    assert "1.3.3" not in {row["code"] for row in report["rows"]}
    if asked[0] == "--on":
        items = run.ok("catalog", "list", *asked, "--audience", "社会", "--json").json["items"]
        assert "1.3.3" not in {item["code"] for item in items}
        assert run("catalog", "show", "1.3.3", *asked, "--audience", "社会").code == 4


def test_a_calendar_holds_no_number_that_a_title_still_shows(run: Office) -> None:
    """L8: a phone keeps its calendar in a cloud."""
    run.propose("1.3.1", "--title", f"答复示例甲{ID_NUMBER}")
    out = run.ledger.parent / "cal.ics"
    run.ok("calendar", str(out))

    text = out.read_text(encoding="utf-8").replace("\r\n ", "")
    assert ID_NUMBER not in text
    assert "答复示例甲" not in text


def asked_by(audience: str) -> list[tuple[str, ...]]:
    """Return what an audience may ask for, in every form that is text."""
    mark = {"社会": "公", "党内": "党"}[audience]
    questions: list[tuple[str, ...]] = [
        ("list",),
        ("list", "--code", "1.1.1"),
        ("search", "的公开"),
        *(("show", f"{mark}{place}") for place in range(1, 6)),
        *(("show", f"2026-{place:04}") for place in (1, 2, 3)),
        *(("report", "--group", group) for group in ("一级目录", "月份", "形式")),
        ("report", "--on", "2026-11-20"),
        ("report", "--as-of", "2026-11-24"),
        ("report", "--format", "csv"),
        ("due",),
        ("due", "--within", "300"),
        ("catalog", "list"),
        ("catalog", "show", "1.1.1"),
    ]
    forms = [*questions, *((*question, "--json") for question in questions[:-8])]
    return [(*question, "--audience", audience) for question in forms]


def answers(run: Office, audience: str) -> dict[tuple[str, ...], Ran]:
    """Return every answer that an audience gets, byte for byte."""
    return {question: run(*question) for question in asked_by(audience)}


def test_no_act_that_isn_t_published_for_an_audience_changes_a_byte_of_its_answers(
    run: Office,
) -> None:
    """One ledger before and after each act: what was asked is answered as it was."""
    public = run.walk("已公开", "1.1.1")
    corrected(run, public)
    inside = run.walk("已公开", "1.3.1")
    approved = run.walk("已审批", "2.2.3")
    proposed = run.propose("1.1.1", "--for", "2026-Q2")
    ruled = ("--reason", "示例理由", "--by", SECRETARY)
    party = ("--scope", "党内", "--channel", "会议", "--reason", "只对党内")
    acts: list[tuple[tuple[str, ...], tuple[str, ...]]] = [
        (("correct", public, "--content", "再更正"), OUTSIDE),
        (("withdraw", "2026-0006", "--reason", "不用了"), OUTSIDE),
        (("revise", proposed, "--content", "改过"), OUTSIDE),
        (("redact", proposed, "--mask", "改过"), OUTSIDE),
        (("review", proposed, "--by", REVIEWER, *ALL_PASS), OUTSIDE),
        (("approve", proposed, "--by", SUPERIOR, "--refuse", "不宜", "--basis", "x"), OUTSIDE),
        (("archive", inside, "--no-opinions"), OUTSIDE),
        (("nil", "2.1.1", "--for", "2026-Q2", "--reason", "没有此类事项"), OUTSIDE),
        (("occurred", "1.3.4", "--note", "来信"), OUTSIDE),
        (("defer", "3.2.1", "--for", "2026-Q4", "--to", "2027-03-01", *ruled), OUTSIDE),
        (("waive", "3.2.1", "--for", "2026-Q3", *ruled), OUTSIDE),
        (("urge", "1.1.1", *ruled), OUTSIDE),
        (("catalog", "changed", "5.1.1"), OUTSIDE),
        (("catalog", "set", "1.1.1", "--office", "综合科", *ruled), OUTSIDE),
        (("staff", "add", "测试新人", "--office", "办公室", "--role", "审核"), OUTSIDE),
        (("config", "set", "提示词", "紫云英", "--basis", "测试", "--by", SECRETARY), OUTSIDE),
        (("propose", "1.1.1", "--title", "秘密★1年", "--content", "示例内容"), OUTSIDE),
        (("correct", inside, "--content", "党内更正", *party), OUTSIDE),
        (("review", "2026-0007", "--by", REVIEWER, *ALL_PASS), OUTSIDE),
        (("approve", "2026-0007", "--by", SUPERIOR), OUTSIDE),
        (("publish", "2026-0007", "--channel", "会议", "--place", "会议室"), ("社会",)),
        (("withdraw", approved, "--reason", "不用了"), OUTSIDE),
    ]
    told = {audience: answers(run, audience) for audience in OUTSIDE}
    for few in together(acts, 3):
        for act, _ in few:
            done = run(*act)
            assert done.code == (3 if "秘密★1年" in act else 0), f"{act}\n{done.err}"
        now = {audience: answers(run, audience) for audience in OUTSIDE}
        for audience in OUTSIDE:
            if all(audience in untouched for _, untouched in few):
                was, is_now = told[audience], now[audience]
                assert [each for each in is_now if is_now[each] != was[each]] == [], (few, audience)
        told = now
