"""Complaints of this trade, rebuilt as small sessions: what each should come to.

Each test names the public complaint from which it was made; screening's own cases stand in
`test_cases_screening.py`, synced folders in `test_synced_folder.py`.
"""

import csv
import io
from datetime import date, timedelta
from pathlib import Path

import icalendar
from conftest import PROPOSER, Office

ID_NUMBER, MOBILE = "640221198003121237", "13800001234"


def test_a_persons_number_in_a_file_name_is_found_and_masked_in_what_is_handed_out(
    run: Office, tmp_path: Path
) -> None:
    """16: the text was redacted, the attachment's file name still had the person."""
    file = tmp_path / f"示例甲身份证{ID_NUMBER}手机{MOBILE}.txt"
    file.write_text("内容", encoding="utf-8")
    number = run.propose("3.3.2", "--attach", str(file), "--occurred", "2026-11-20")
    found = {(each["kind"], each["where"]) for each in run.show(number)["findings"]}
    assert found == {("身份证号", "附件1的文件名"), ("手机号", "附件1的文件名")}
    run.ok("redact", number, "--all", "--by", PROPOSER)
    run.review(number)
    run.approve(number)
    run.ok("show", number, "--save", str(tmp_path / "out"))
    (saved,) = [each.name for each in (tmp_path / "out").iterdir() if "示例甲" in each.name]
    assert ID_NUMBER not in saved
    assert MOBILE not in saved
    assert saved.startswith("示例甲身份证64")


def test_a_proposal_without_its_window_tells_which_it_will_answer_and_which_stay_open(
    run: Office,
) -> None:
    """17: a late completion closes the wrong occurrence, or one is swallowed."""
    told = run.ok(
        *("propose", "1.1.2", "--title", "例", "--content", "示例内容", "--channel", "会议"),
        *("--by", PROPOSER, "--json"),
    ).json["notices"]
    (said,) = [each for each in told if "没有写 --for" in each]
    assert "公开后算作2026年四季度" in said
    assert "2026年一季度、2026年二季度、2026年三季度还没有答复" in said
    assert "--for 2026-Q3" in said


def test_with_its_window_named_nothing_is_told_of_windows(run: Office) -> None:
    """17, the other side."""
    said = run.ok(
        *("propose", "1.1.2", "--title", "例", "--content", "示例内容", "--for", "2026-Q3"),
        *("--by", PROPOSER, "--json"),
    ).json["notices"]
    assert not [each for each in said if "--for" in each]


def test_a_calendar_ends_all_day_events_on_the_next_day_and_comes_twice_the_same(
    run: Office, tmp_path: Path
) -> None:
    """18: all-day events end wrong, lines are folded inside a character, a re-import doubles."""
    run.propose("3.3.2", "--title", "示例，“慰问”；第一批\\二", "--occurred", "2026-11-20")
    one, two = tmp_path / "one.ics", tmp_path / "two.ics"
    run.ok("calendar", str(one))
    run.ok("calendar", str(two))
    assert one.read_bytes() == two.read_bytes()
    raw = one.read_bytes()
    lines = raw.split(b"\r\n")
    assert raw.replace(b"\r\n", b"").count(b"\n") == 0
    assert max(map(len, lines)) <= 75
    assert all(line.decode("utf-8") is not None for line in lines)
    events = icalendar.Calendar.from_ical(raw).walk("VEVENT")
    assert len({str(event["UID"]) for event in events}) == len(events) > 0
    assert all(
        event.decoded("DTEND") - event.decoded("DTSTART") == timedelta(days=1)
        and "DTSTAMP" in event
        for event in events
    )


def test_a_csv_opens_in_excel_with_no_live_formula_and_all_its_zeros(run: Office) -> None:
    """19: BOM, formulas, leading zeros."""
    titles = ['=HYPERLINK("http://x","点")', "+86慰问电话", "-5℃以下供暖安排", "@全体党员"]
    for day, title in enumerate([*titles, "00123号事项"], 1):
        run.propose("3.3.2", "--title", title, "--occurred", f"2026-11-{day:02}")
    out = run.ledger.parent / "l.csv"
    run.ok("list", "--format", "csv", "--out", str(out))
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig"))))
    said = [row["标题"] for row in rows]
    assert said == [*("'" + title for title in titles), "00123号事项"]


def test_long_chinese_names_break_no_dossier(run: Office, tmp_path: Path) -> None:
    """20: long titles break archives and paths."""
    title = "关于示例县机构编制委员会办公室" * 12
    paper = tmp_path / f"{'示例附件名称很长' * 10}.txt"
    paper.write_text("内容", encoding="utf-8")
    number = run.propose("3.3.2", "--title", title, "--attach", str(paper), "--channel", "会议")
    run.review(number)
    run.approve(number, "--evidence", str(paper))
    run.publish(number)
    run.archive(number)
    inside = [each.relative_to(run.ledger) for each in run.ledger.rglob("*") if each.is_file()]
    assert max(len(str(each)) for each in inside if each.parts[0] == "archive") < 100
    assert run.verify()["ok"]
    run.ok("show", number, "--save", str(tmp_path / "out"))
    assert any(each.name == paper.name for each in (tmp_path / "out").iterdir())


def test_nothing_becomes_public_because_its_planned_day_has_passed(run: Office) -> None:
    """21: something private became public because a date passed."""
    run.on(date(2026, 11, 2))
    number = run.propose("3.3.2", "--occurred", "2026-11-02", "--planned", "2026-11-20")
    run.review(number)
    run.approve(number)
    run.on(date(2026, 11, 24))
    assert run.ok("list", "--audience", "社会", "--json").json["disclosures"] == []
    assert run("show", number, "--audience", "社会").code == 4
    assert number in run.ok("due", "--json").out


def test_typed_text_with_wildcards_stays_as_typed(run: Office) -> None:
    """22: on Windows, either text with * ? ~ is rewritten, or wildcards don't work."""
    number = run.propose("3.3.2", "--title", "*示例?[1]", "--content", "~")
    shown = run.show(number)
    assert (shown["title"], shown["versions"][-1]["content"]) == ("*示例?[1]", "~")
