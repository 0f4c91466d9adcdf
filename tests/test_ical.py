"""Calendars: two readers agree on them, and importing again moves and ticks off, never doubles."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
import vobject  # type: ignore[import-untyped]  # it has no annotations
from conftest import Office
from hypothesis import given, settings
from hypothesis import strategies as st

from pdisc.render.ical import calendar_bytes
from pdisc.sheets.agenda import Agenda
from pdisc.sheets.calendar_entry import REACH, CalendarEntry, uid_of
from pdisc.text import visible

DAY = date(2026, 11, 24)
MIDNIGHT = datetime(2026, 11, 23, 16, tzinfo=UTC)
TEXTS = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from(";,\\\n:\"'党务 "), max_size=120
)


def entry(**more: Any) -> CalendarEntry:
    told: dict[str, Any] = {
        "uid": "abc@pdisc",
        "day": DAY,
        "summary": "公开 1.1.1 执行中央方针政策",
        "description": "承办科室：办公室",
    }
    return CalendarEntry(**{**told, **more})


def file_of(*entries: CalendarEntry, sequence: int = 7) -> bytes:
    return calendar_bytes(Agenda(unit="测试单位", on=DAY, sequence=sequence, entries=entries))


def parts(data: bytes, kind: str) -> dict[str, Any]:
    """Return the events or to-dos by UID, as `icalendar` reads them."""
    calendar = icalendar.Calendar.from_ical(data)
    return {str(each["UID"]): each for each in calendar.walk(kind)}


def other_reader(data: bytes) -> Any:
    """Return the calendar as `vobject` reads it."""
    return vobject.readOne(data.decode())


def test_an_entry_is_an_event_and_a_to_do() -> None:
    data = file_of(entry())
    (event,), (todo,) = parts(data, "VEVENT").values(), parts(data, "VTODO").values()

    assert (event["UID"], todo["UID"]) == ("abc-e@pdisc", "abc-t@pdisc")
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (DAY, DAY + timedelta(days=1))
    assert (event["TRANSP"], event["STATUS"]) == ("TRANSPARENT", "CONFIRMED")
    assert (todo.decoded("DUE"), todo["STATUS"]) == (DAY, "NEEDS-ACTION")
    assert "COMPLETED" not in todo
    for each in (event, todo):
        assert each.decoded("DTSTAMP") == each.decoded("LAST-MODIFIED") == MIDNIGHT
        assert each["SEQUENCE"] == 7
    assert b"\r\nDUE;VALUE=DATE:20261124\r\n" in data
    assert b"\r\nDTSTART;VALUE=DATE:20261124\r\n" in data


def test_what_is_done_is_completed() -> None:
    data = file_of(entry(done_on=date(2026, 11, 20)))
    (event,), (todo,) = parts(data, "VEVENT").values(), parts(data, "VTODO").values()

    assert (todo["STATUS"], todo["PERCENT-COMPLETE"]) == ("COMPLETED", 100)
    assert todo.decoded("COMPLETED") == datetime(2026, 11, 19, 16, tzinfo=UTC)
    assert str(event["SUMMARY"]).startswith("已办：公开 1.1.1")
    assert event["STATUS"] == "CONFIRMED"


def test_what_fell_away_is_cancelled() -> None:
    data = file_of(entry(cancelled=True))
    (event,), (todo,) = parts(data, "VEVENT").values(), parts(data, "VTODO").values()

    assert (event["STATUS"], todo["STATUS"]) == ("CANCELLED", "CANCELLED")
    assert "COMPLETED" not in todo


def test_a_calendar_without_entries_is_still_one() -> None:
    calendar = icalendar.Calendar.from_ical(file_of())

    assert (calendar["VERSION"], calendar["METHOD"]) == ("2.0", "PUBLISH")
    assert calendar["X-WR-CALNAME"] == "测试单位党务公开"


@settings(max_examples=200, deadline=None)
@given(summary=TEXTS, description=TEXTS)
def test_both_readers_get_back_every_text(summary: str, description: str) -> None:
    data = file_of(entry(summary=summary, description=description))
    wanted = (visible(summary), visible(description, keep_newlines=True))

    for kind in ("VEVENT", "VTODO"):
        (read,) = parts(data, kind).values()
        assert (str(read["SUMMARY"]), str(read["DESCRIPTION"])) == wanted
    other = other_reader(data)
    assert (other.vevent.summary.value, other.vevent.description.value) == wanted


@settings(max_examples=100, deadline=None)
@given(summary=TEXTS, description=TEXTS)
def test_every_line_is_short_and_whole_by_itself(summary: str, description: str) -> None:
    data = file_of(entry(summary=summary, description=description))

    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # raises where a character was cut in two


def test_the_same_agenda_gives_the_same_bytes() -> None:
    assert file_of(entry(), entry(uid="b@pdisc")) == file_of(entry(), entry(uid="b@pdisc"))


def test_a_uid_is_of_one_ledger_and_one_matter() -> None:
    uids = {
        uid_of(ledger, about)
        for ledger in ("甲", "乙")
        for about in (
            ("公开事项", "2026-0001"),
            ("公开事项", "2026-0002"),
            ("公开", "事项2026-0001"),
        )
    }

    assert len(uids) == 6
    assert {uid.partition("@")[2] for uid in uids} == {"pdisc"}


# calendar


def exported(run: Office, *words: str) -> bytes:
    target = run.ledger.with_name("党务公开.ics")
    assert run.ok("calendar", str(target), "--json", *words).json == {"files": [str(target)]}
    return target.read_bytes()


def todo_of(data: bytes, words: str) -> Any:
    (found,) = [each for each in parts(data, "VTODO").values() if words in str(each["SUMMARY"])]
    return found


def test_both_readers_read_a_whole_ledger(run: Office) -> None:
    run.walk("已提出", "1.1.1")
    run.walk("已撤回", "1.1.2")
    run.walk("已归档", "5.1.1")
    data = exported(run)
    events, todos = parts(data, "VEVENT"), parts(data, "VTODO")
    other = other_reader(data)

    assert len(events) == len(todos) > 100
    assert {each.uid.value for each in other.vevent_list} == set(events)
    assert {each.uid.value for each in other.vtodo_list} == set(todos)
    assert {uid.replace("-e@", "@") for uid in events} == {uid.replace("-t@", "@") for uid in todos}
    for each in (*events.values(), *todos.values()):
        assert {"UID", "DTSTAMP", "SEQUENCE", "SUMMARY"} <= set(each)
    assert Counter(str(each["STATUS"]) for each in todos.values()).keys() == {
        *("NEEDS-ACTION", "COMPLETED", "CANCELLED"),
    }


def test_the_same_ledger_and_date_give_the_same_bytes(run: Office) -> None:
    run.walk("已公开", "5.1.1")
    first = exported(run, "--on", "2026-11-24")
    run.on("2027-01-15")

    assert exported(run, "--on", "2026-11-24") == first


def test_one_to_do_goes_with_a_disclosure_from_step_to_step(run: Office) -> None:
    number = run.propose("1.1.1", "--for", "2026-Q3")
    seen = [todo_of(exported(run), number)]
    for step in (run.review, run.approve, run.publish, run.archive):
        step(number)
        seen.append(todo_of(exported(run), number))

    assert [str(each["SUMMARY"]).partition(" ")[0] for each in seen] == [
        *("审核", "审批", "实施", "归档", "归档"),
    ]
    assert len({str(each["UID"]) for each in seen}) == 1
    assert [str(each["STATUS"]) for each in seen] == ["NEEDS-ACTION"] * 4 + ["COMPLETED"]
    sequences = [int(each["SEQUENCE"]) for each in seen]
    assert sequences == sorted(set(sequences))


def test_an_answer_ticks_off_the_same_to_do(run: Office) -> None:
    before = todo_of(
        exported(run), "1.1.2 研究制定贯彻落实县委、政策决策、决议的意见和措施（2026年三季度）"
    )
    run.ok("nil", "1.1.2", "--for", "2026-Q3", "--reason", "没有")
    after = todo_of(
        exported(run), "1.1.2 研究制定贯彻落实县委、政策决策、决议的意见和措施（2026年三季度）"
    )

    assert (before["STATUS"], after["STATUS"]) == ("NEEDS-ACTION", "COMPLETED")
    assert before["UID"] == after["UID"]
    assert "2026年11月24日：无事项" in after["DESCRIPTION"]


def test_another_due_date_moves_the_same_to_do(run: Office) -> None:
    words = "3.3.1 党员发展情况（2026年四季度）"
    before = todo_of(exported(run), words)
    run.ok("config", "set", "定期宽限", "5", "--by", "测试书记丁")
    after = todo_of(exported(run), words)

    assert before["UID"] == after["UID"]
    assert after.decoded("DUE") < before.decoded("DUE")


def test_a_withdrawn_disclosure_is_cancelled(run: Office) -> None:
    number = run.walk("已提出", "1.1.1")
    before = todo_of(exported(run), number)
    run.withdraw(number)
    after = todo_of(exported(run), number)

    assert (before["UID"], after["STATUS"]) == (after["UID"], "CANCELLED")


def test_a_refused_disclosure_waits_to_be_archived(run: Office) -> None:
    number = run.walk("不予公开", "1.1.1")

    assert str(todo_of(exported(run), number)["SUMMARY"]).startswith(f"归档 {number}")


def test_a_notice_s_end_is_an_entry_of_its_own(run: Office) -> None:
    number = run.propose("3.3.1", "--public-notice")
    run.review(number)
    run.approve(number)
    for channel in run.show(number)["open_channels"]:
        place = ("--url", "https://a.invalid/") if channel == "网站" else ("--place", "一楼")
        until = ("--until", "2026-12-04") if channel in ("公开栏", "网站") else ()
        run.ok("publish", number, "--channel", channel, *place, *until)

    running = todo_of(exported(run), f"公示期满 {number}")
    run.on("2026-12-07")
    over = todo_of(exported(run), f"公示期满 {number}")

    assert (running["UID"], running["STATUS"]) == (over["UID"], "NEEDS-ACTION")
    assert (running.decoded("DUE"), over["STATUS"]) == (date(2026, 12, 4), "COMPLETED")
    assert todo_of(exported(run), f"归档 {number}")["UID"] != over["UID"]
    run.ok("takedown", number, "--reason", "期满撤下")


def test_an_early_end_of_a_notice_is_cancelled(run: Office) -> None:
    number = run.propose("3.3.1", "--public-notice", "--channel", "公开栏")
    run.review(number)
    run.approve(number)
    run.ok("publish", number, "--channel", "公开栏", "--place", "一楼", "--until", "2026-12-04")
    run.ok("takedown", number, "--reason", "内容有误")

    assert todo_of(exported(run), f"公示期满 {number}")["STATUS"] == "CANCELLED"


def test_no_entry_is_due_later_than_the_horizon_and_no_old_one_is_told_as_done(
    run: Office,
) -> None:
    run.ok("nil", "1.1.2", "--for", "2026-Q1", "--reason", "没有")
    run.walk("已归档", "5.1.1")
    horizon = DAY + timedelta(days=REACH)
    now = parts(exported(run), "VTODO").values()
    done = sum(each["STATUS"] == "COMPLETED" for each in now)
    later = parts(exported(run, "--on", "2028-02-01"), "VTODO").values()

    assert max(each.decoded("DUE") for each in now) <= horizon
    assert done == 3
    assert [each for each in later if each["STATUS"] == "COMPLETED"] == []
    assert min(each.decoded("DUE") for each in later if each["STATUS"] == "NEEDS-ACTION") == date(
        2026, 1, 29
    )  # the first publication of what is 固定: 20 working days after the ledger began


def test_two_duties_of_one_day_have_two_names(run: Office) -> None:
    """An item becomes 固定 when what hangs is more than a year old: a 复核 is due as well."""
    run.walk("已公开", "1.1.1")
    run.ok("catalog", "set", "1.1.1", "--timing", "固定", "--from", "2028-01-01")
    data = exported(run, "--on", "2028-02-01")
    todos = parts(data, "VTODO").values()

    fixed = [each for each in todos if str(each["DESCRIPTION"]).startswith("固定事项")]
    same_day = [each for each in fixed if "1.1.1" in str(each["SUMMARY"])]
    assert len(same_day) == 2
    assert len({str(each["UID"]) for each in todos}) == data.count(b"BEGIN:VTODO")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("calendar",), "缺少：文件"),
        (("calendar", " "), "缺少：文件"),
        (("calendar", "台账/a.ics"), "不能写进台账文件夹"),
        (("calendar", "a.ics", "--on", "昨日"), "不是日期"),
        (("calendar", "a.ics", "--audience", "党内"), "这一项只供本单位自己查看"),
    ],
)
def test_a_wrong_call_is_said_and_writes_nothing(
    run: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run(*words)

    assert ran.code == 2
    assert said in ran.err
    assert list(tmp_path.glob("**/*.ics")) == []
