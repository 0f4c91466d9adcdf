"""Calendars: two readers agree on them, and importing again moves and ticks off, never doubles."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
import vobject  # type: ignore[import-untyped]  # it has no annotations
from conftest import Office
from hypothesis import given, settings
from hypothesis import strategies as st
from long_runs import examples

from pdisc.render.ical import DONE, calendar_bytes
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


def file_of(*entries: CalendarEntry, reminders: tuple[int, ...] = ()) -> bytes:
    told = Agenda(unit="测试单位", on=DAY, sequence=7, entries=entries, reminders=reminders)
    return calendar_bytes(told)


def events(data: bytes) -> dict[str, Any]:
    """Return the events by UID, as `icalendar` reads them."""
    calendar = icalendar.Calendar.from_ical(data)
    return {str(each["UID"]): each for each in calendar.walk("VEVENT")}


def other_reader(data: bytes) -> Any:
    """Return the calendar as `vobject` reads it."""
    return vobject.readOne(data.decode())


def rings(event: Any) -> list[datetime]:
    """Return when an all-day event rings, by the clock of its reader."""
    start = datetime.combine(event.decoded("DTSTART"), time())
    return [start + each.decoded("TRIGGER") for each in event.walk("VALARM")]


def test_an_entry_is_one_event_of_a_whole_day() -> None:
    data = file_of(entry())
    (event,) = events(data).values()

    assert event["UID"] == "abc-e@pdisc"
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (DAY, DAY + timedelta(days=1))
    assert (event["TRANSP"], event["STATUS"]) == ("TRANSPARENT", "CONFIRMED")
    assert event["SUMMARY"] == "公开 1.1.1 执行中央方针政策"
    assert event.decoded("DTSTAMP") == event.decoded("LAST-MODIFIED") == MIDNIGHT
    assert event["SEQUENCE"] == 7
    assert b"\r\nDTSTART;VALUE=DATE:20261124\r\n" in data
    assert data.count(b"BEGIN:") == 2  # the calendar and the event: no to-do beside it


def test_an_open_entry_rings_at_nine_so_many_days_before() -> None:
    day = date(2026, 12, 1)
    data = file_of(entry(day=day), reminders=(7, 1, 0))
    (event,) = events(data).values()
    alarms = other_reader(data).vevent.valarm_list

    assert rings(event) == [
        *(datetime(2026, 11, 24, 9), datetime(2026, 11, 30, 9), datetime(2026, 12, 1, 9)),
    ]
    assert [datetime.combine(day, time()) + each.trigger.value for each in alarms] == rings(event)
    assert {each.action.value for each in alarms} == {"DISPLAY"}
    assert {each.description.value for each in alarms} == {"公开 1.1.1 执行中央方针政策"}


def test_nothing_rings_for_a_day_that_is_past() -> None:
    """A program that takes in a calendar would ring at once for all that was late long ago."""
    late, soon = date(2026, 11, 20), date(2026, 11, 26)
    data = file_of(entry(day=late), entry(uid="b@pdisc", day=soon), reminders=(7, 2, 1))
    found = {each.decoded("DTSTART"): rings(each) for each in events(data).values()}

    assert found == {late: [], soon: [datetime(2026, 11, 24, 9), datetime(2026, 11, 25, 9)]}


def test_what_is_done_has_a_tick_and_rings_no_more() -> None:
    (event,) = events(file_of(entry(done_on=date(2026, 11, 20)), reminders=(0,))).values()

    assert event["SUMMARY"] == "√ 公开 1.1.1 执行中央方针政策"
    assert (event["STATUS"], rings(event)) == ("CONFIRMED", [])


def test_what_fell_away_is_cancelled_and_rings_no_more() -> None:
    (event,) = events(file_of(entry(cancelled=True), reminders=(0,))).values()

    assert event["SUMMARY"] == "已撤：公开 1.1.1 执行中央方针政策"
    assert (event["STATUS"], rings(event)) == ("CANCELLED", [])


def test_a_calendar_without_entries_is_still_one() -> None:
    calendar = icalendar.Calendar.from_ical(file_of())

    assert (calendar["VERSION"], calendar["METHOD"]) == ("2.0", "PUBLISH")
    assert calendar["X-WR-CALNAME"] == "测试单位党务公开"


@settings(max_examples=examples(200), deadline=None)
@given(summary=TEXTS, description=TEXTS)
def test_both_readers_get_back_every_text(summary: str, description: str) -> None:
    data = file_of(entry(summary=summary, description=description))
    wanted = (visible(summary), visible(description, keep_newlines=True))

    (read,) = events(data).values()
    assert (str(read["SUMMARY"]), str(read["DESCRIPTION"])) == wanted
    other = other_reader(data)
    assert (other.vevent.summary.value, other.vevent.description.value) == wanted


@settings(max_examples=examples(100), deadline=None)
@given(summary=TEXTS, description=TEXTS)
def test_every_line_is_short_and_whole_by_itself(summary: str, description: str) -> None:
    data = file_of(entry(summary=summary, description=description), reminders=(1,))

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


def event_of(data: bytes, words: str) -> Any:
    (found,) = [each for each in events(data).values() if words in str(each["SUMMARY"])]
    return found


def stands(event: Any) -> str:
    """Return whether an event is told as open, done or cancelled."""
    if event["STATUS"] == "CANCELLED":
        return "cancelled"
    return "done" if str(event["SUMMARY"]).startswith(DONE) else "open"


def test_both_readers_read_a_whole_ledger(run: Office) -> None:
    run.walk("已提出", "1.1.1")
    run.walk("已撤回", "1.1.2")
    run.walk("已归档", "5.1.1")
    data = exported(run)
    found = events(data)
    other = other_reader(data)

    assert len(found) > 100
    assert {each.uid.value for each in other.vevent_list} == set(found)
    assert not icalendar.Calendar.from_ical(data).walk("VTODO")
    for each in found.values():
        assert {"UID", "DTSTAMP", "SEQUENCE", "SUMMARY"} <= set(each)
    assert {stands(each) for each in found.values()} == {"open", "done", "cancelled"}


def test_every_open_entry_rings_as_the_office_set_it_and_no_other_does(run: Office) -> None:
    run.walk("已归档", "5.1.1")
    shipped = events(exported(run)).values()
    run.ok("config", "set", "日历提醒", "1天、3天", "--by", "测试书记丁")
    own = events(exported(run)).values()
    run.ok("config", "set", "日历提醒", "无", "--by", "测试书记丁")
    silent = events(exported(run)).values()

    for found, days in ((shipped, (7, 1)), (own, (3, 1)), (silent, ())):
        for each in found:
            start = datetime.combine(each.decoded("DTSTART"), time(9))
            wanted = [start - timedelta(days=n) for n in days] if stands(each) == "open" else []
            assert rings(each) == [ring for ring in wanted if ring.date() >= DAY]
        assert len({ring for each in found for ring in rings(each)}) > 10 or not days


@pytest.mark.parametrize("text", ["x", "7.5", "61", "1,2,3,4,5,6", "七天", "7到1"])
def test_what_is_no_list_of_days_is_no_reminder(run: Office, text: str) -> None:
    ran = run("config", "set", "日历提醒", text, "--by", "测试书记丁")

    assert ran.code == 2


def test_the_same_ledger_and_date_give_the_same_bytes(run: Office) -> None:
    run.walk("已公开", "5.1.1")
    first = exported(run, "--on", "2026-11-24")
    run.on("2027-01-15")

    assert exported(run, "--on", "2026-11-24") == first


def test_one_entry_goes_with_a_disclosure_from_step_to_step(run: Office) -> None:
    number = run.propose("1.1.1", "--for", "2026-Q3")
    seen = [event_of(exported(run), number)]
    for step in (run.review, run.approve, run.publish, run.archive):
        step(number)
        seen.append(event_of(exported(run), number))

    assert [str(each["SUMMARY"]).removeprefix(DONE).partition(" ")[0] for each in seen] == [
        *("审核", "审批", "实施", "归档", "归档"),
    ]
    assert len({str(each["UID"]) for each in seen}) == 1
    assert [stands(each) for each in seen] == ["open"] * 4 + ["done"]
    sequences = [int(each["SEQUENCE"]) for each in seen]
    assert sequences == sorted(set(sequences))


def test_an_answer_ticks_off_the_same_entry(run: Office) -> None:
    before = event_of(
        exported(run), "1.1.2 研究制定贯彻落实县委、政策决策、决议的意见和措施（2026年三季度）"
    )
    run.ok("nil", "1.1.2", "--for", "2026-Q3", "--reason", "没有")
    after = event_of(
        exported(run), "1.1.2 研究制定贯彻落实县委、政策决策、决议的意见和措施（2026年三季度）"
    )

    assert (stands(before), stands(after)) == ("open", "done")
    assert before["UID"] == after["UID"]
    assert "2026年11月24日：无事项" in after["DESCRIPTION"]


def test_another_due_date_moves_the_same_entry(run: Office) -> None:
    words = "3.3.1 党员发展情况（2026年四季度）"
    before = event_of(exported(run), words)
    run.ok("config", "set", "定期宽限", "5", "--by", "测试书记丁")
    after = event_of(exported(run), words)

    assert before["UID"] == after["UID"]
    assert after.decoded("DTSTART") < before.decoded("DTSTART")


def test_a_withdrawn_disclosure_is_cancelled(run: Office) -> None:
    number = run.walk("已提出", "1.1.1")
    before = event_of(exported(run), number)
    run.withdraw(number)
    after = event_of(exported(run), number)

    assert (before["UID"], stands(after)) == (after["UID"], "cancelled")


def test_a_refused_disclosure_waits_to_be_archived(run: Office) -> None:
    number = run.walk("不予公开", "1.1.1")

    assert str(event_of(exported(run), number)["SUMMARY"]).startswith(f"归档 {number}")


def test_a_notice_s_end_is_an_entry_of_its_own(run: Office) -> None:
    number = run.propose("3.3.1", "--public-notice")
    run.review(number)
    run.approve(number)
    for channel in run.show(number)["open_channels"]:
        place = ("--url", "https://a.invalid/") if channel == "网站" else ("--place", "一楼")
        until = ("--until", "2026-12-04") if channel in ("公开栏", "网站") else ()
        run.ok("publish", number, "--channel", channel, *place, *until)

    running = event_of(exported(run), f"公示期满 {number}")
    run.on("2026-12-07")
    over = event_of(exported(run), f"公示期满 {number}")

    assert (running["UID"], stands(running)) == (over["UID"], "open")
    assert (running.decoded("DTSTART"), stands(over)) == (date(2026, 12, 4), "done")
    assert event_of(exported(run), f"归档 {number}")["UID"] != over["UID"]
    run.ok("takedown", number, "--reason", "期满撤下")


def test_an_early_end_of_a_notice_is_cancelled(run: Office) -> None:
    number = run.propose("3.3.1", "--public-notice", "--channel", "公开栏")
    run.review(number)
    run.approve(number)
    run.ok("publish", number, "--channel", "公开栏", "--place", "一楼", "--until", "2026-12-04")
    run.ok("takedown", number, "--reason", "内容有误")

    assert stands(event_of(exported(run), f"公示期满 {number}")) == "cancelled"


def test_no_entry_is_due_later_than_the_horizon_and_no_old_one_is_told_as_done(
    run: Office,
) -> None:
    run.ok("nil", "1.1.2", "--for", "2026-Q1", "--reason", "没有")
    run.walk("已归档", "5.1.1")
    horizon = DAY + timedelta(days=REACH)
    now = events(exported(run)).values()
    done = sum(stands(each) == "done" for each in now)
    later = events(exported(run, "--on", "2028-02-01")).values()

    assert max(each.decoded("DTSTART") for each in now) <= horizon
    assert done == 3
    assert [each for each in later if stands(each) == "done"] == []
    still_open = [each.decoded("DTSTART") for each in later if stands(each) == "open"]
    # The first publication of what is 固定: 20 working days after the ledger began.
    assert min(still_open) == date(2026, 1, 29)


def test_a_title_that_waits_for_its_findings_isn_t_told(run: Office) -> None:
    number = run.propose("1.1.1", "--title", "咨询请打13800138000")
    data = exported(run)

    assert "13800138000" not in data.decode().replace("\r\n ", "")
    assert str(event_of(data, number)["SUMMARY"]).startswith(f"审核 {number} 执行中央方针政策")


def test_two_duties_of_one_day_have_two_names(run: Office) -> None:
    """An item becomes 固定 when what hangs is more than a year old: a 复核 is due as well."""
    run.walk("已公开", "1.1.1")
    run.ok("catalog", "set", "1.1.1", "--timing", "固定", "--from", "2028-01-01")
    data = exported(run, "--on", "2028-02-01")
    found = events(data)

    fixed = [each for each in found.values() if str(each["DESCRIPTION"]).startswith("固定事项")]
    same_day = [each for each in fixed if "1.1.1" in str(each["SUMMARY"])]
    assert len(same_day) == 2
    assert len(found) == data.count(b"BEGIN:VEVENT")


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
