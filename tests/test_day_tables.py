"""Working days at the keyboard: counting, known years, new notices, the office's own days."""

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import NOW, SECRETARY, Office
from test_tripwire import CANARY, holds, refused_for_secrecy

from pdisc.dates.days import DayRule
from pdisc.events.entry import Entry
from pdisc.registers import registry
from pdisc.registers.opening import Opened
from pdisc.registers.written import Insert
from pdisc.shipped import data_texts

DATA = Path(__file__).parent / "data"
NEXT_YEAR, OWN = DATA / "workdays_2027.yaml", DATA / "本单位放假_2026.yaml"
NINGXIA_2020 = """
off:
  - {day: 2020-05-25, name: 开斋节}
  - {day: 2020-05-26, name: 开斋节}
"""


def written(folder: Path, text: str, name: str = "表.yaml") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def plus(run: Office, day: str, n: int) -> Any:
    return run.ok("workdays", "plus", day, str(n), "--json").json


def known(run: Office) -> Any:
    return run.ok("workdays", "check", "--json").json


def due_of(run: Office, code: str, *words: str) -> dict[str, Any]:
    found = run.ok("due", "--json", *words).json
    return next(x for name in ("overdue", "upcoming") for x in found[name] if x["code"] == code)


# Counting


@pytest.mark.parametrize(
    ("day", "n", "later"),
    [
        ("2026-02-13", 5, "2026-02-27"),
        ("2026-05-08", 1, "2026-05-09"),
        ("2019-04-30", 1, "2019-05-05"),
        ("2020-01-23", 6, "2020-02-10"),
        ("2018-12-28", 1, "2018-12-29"),
        ("2026-10-03", 0, "2026-10-08"),
        ("2026-10-09", 0, "2026-10-09"),
    ],
)
def test_which_day_is_so_many_working_days_later(run: Office, day: str, n: int, later: str) -> None:
    found = plus(run, day, n)
    assert (found["from"], found["days"], found["date"]) == (day, n, later)
    assert (found["estimated"], found["unknown_years"]) == (False, [])


def test_the_answer_says_which_days_were_not_counted_and_which_weekends_were(run: Office) -> None:
    found = plus(run, "2026-02-13", 5)
    assert found["skipped"] == [{"date": f"2026-02-{day}", "name": "春节"} for day in range(15, 24)]
    assert found["made_up"] == [{"date": "2026-02-14", "name": "春节调休上班"}]

    said = run.ok("workdays", "plus", "2026年2月13日", "5").out
    assert said.splitlines()[0] == "2026-02-13（周五）之后第5个工作日：2026-02-27（周五）"
    assert "2026-02-15 至 2026-02-23     9  春节" in said
    assert "算工作日：2026-02-14（春节调休上班）" in said
    assert "估算" not in said


def test_a_year_without_a_notice_is_an_estimate_said_aloud(run: Office) -> None:
    found = plus(run, "2026-12-30", 3)
    assert (found["date"], found["estimated"]) == ("2027-01-05", True)
    assert found["unknown_years"] == [2027]
    said = run.ok("workdays", "plus", "2026-12-30", "3").out
    assert "估算：2027年放假安排没有登记，按星期和法定的固定节日推算" in said
    assert "pdisc workdays check 文件" in said


@pytest.mark.parametrize(
    "words", [(), ("2026-02-13",), ("2026-02-30", "1"), ("2026-02-13", "一"), ("昨日", "5001")]
)
def test_a_question_that_is_not_whole_is_refused_at_once(
    run: Office, words: tuple[str, ...]
) -> None:
    ran = run("workdays", "plus", *words)
    assert ran.code == 2
    assert "下一步：" in ran.err


# Which years are known


def test_the_shipped_years_are_known_by_their_notices(run: Office) -> None:
    found = known(run)
    assert [year["year"] for year in found["years"]] == list(range(2018, 2027))
    last = found["years"][-1]
    assert (last["notice"], last["announced"]) == ("国办发明电〔2025〕7号", "2025-11-04")
    assert (last["off"], last["work"], last["working_days"]) == (33, 6, 248)
    assert (found["own"], found["missing"], found["file"]) == ([], [2027], None)
    assert "2027年的放假安排没有登记" in run.ok("workdays", "check").out


def test_looking_records_nothing_and_takes_no_signature(run: Office) -> None:
    events = len(run.ok("log", "--json").json["events"])
    for words in (("--by", SECRETARY), ("--on", "2026-11-23"), ("--dry-run",)):
        ran = run("workdays", "check", *words)
        assert (ran.code, words[0] in ran.err) == (2, True)
    known(run)
    assert len(run.ok("log", "--json").json["events"]) == events


def test_an_empty_name_of_a_file_is_no_wish_to_look(run: Office) -> None:
    assert run("workdays", "check", "").code == 2


# A new year


def test_a_new_years_notice_makes_its_dates_sure(run: Office) -> None:
    run.on("2026-12-20")
    before = due_of(run, "1.1.1", "--on", "2026-12-31", "--within", "30")
    assert before["window"] != "2026年四季度" or before["estimated"]

    ran = run.ok("workdays", "check", str(NEXT_YEAR), "--by", SECRETARY, "--json").json

    assert (ran["kind"], ran["subject"], ran["by"]) == ("放假安排", "工作日", SECRETARY)
    assert (ran["file"]["year"], len(ran["file"]["days"])) == (2027, 31)
    assert ran["years"][-1]["notice"] == "测办〔2026〕7号"
    assert ran["missing"] == []
    assert plus(run, "2026-12-30", 2)["date"] == "2027-01-04"
    assert plus(run, "2026-12-30", 2)["estimated"] is False
    assert run.verify()["ok"]


def test_every_date_that_rests_on_an_unknown_year_says_so(run: Office) -> None:
    run.on("2026-12-30")
    run.ok("nil", "1.1.1", *("--for", "2026-Q3", "--reason", "没有"))
    run.propose("1.1.2")
    found = run.ok("due", "--within", "30", "--json").json
    rows = [row for name in ("overdue", "upcoming") for row in found[name]]
    guessed = [row for row in rows if row["estimated"]]

    assert {row["kind"] for row in guessed} == {"定期", "审核"}
    assert all(row["due_on"] >= "2027" for row in guessed)
    assert all("（估算：2027年放假安排没有登记）" in row["why"] for row in guessed)
    assert not any("估算" in row["why"] for row in rows if not row["estimated"])
    assert "估算：2027年放假安排没有登记" in run.ok("due", "--within", "30").out
    outside = run.ok("report", "--audience", "社会").out
    assert "2027-01-15（估算）" in outside
    assert "估算" in run.ok("report", "--audience", "社会", "--format", "csv").out


def test_todays_page_marks_a_guessed_date(run: Office) -> None:
    run.ledger = run.ledger.with_name("新台账")
    run.on("2027-04-05")
    run.ok("init", "--unit", "测试单位", "--since", "2027-01-01")
    assert "· 2027-04-14（估算）　定期" in run.ok().out


def test_the_end_of_a_public_notice_in_an_unknown_year_is_told_as_a_guess(run: Office) -> None:
    run.on("2026-12-29")
    number = run.propose("1.1.1", "--public-notice", "--channel", "公开栏")
    run.review(number)
    run.approve(number)
    short = run("publish", number, "--channel", "公开栏", "--place", "楼", "--until", "2026-12-30")
    assert "最早到 2027-01-06（估算：2027年放假安排没有登记）" in short.err

    ran = run.ok("publish", number, "--channel", "公开栏", "--place", "一楼", "--json").json

    assert any("公示到 2027-01-06 期满是估算" in notice for notice in ran["notices"])
    (waiting,) = run.ok("due", "--json").json["waiting"]
    assert waiting["estimated"]
    early = run.ok("takedown", number, "--reason", "有误", "--json").json
    assert any("应挂到 2027-01-06（估算" in notice for notice in early["notices"])
    assert "（估算：2027年放假安排没有登记）" in run.ok("report").out
    assert "其中21项的到期日是估算" in run.ok("report", "--quarter", "2026-Q4").out


def test_a_late_entry_judged_by_guessed_days_says_so(run: Office) -> None:
    run.on("2027-02-20")
    ran = run("occurred", "1.3.3", "--on", "2027-02-10", "--note", "活动")
    assert (ran.code, "（估算：2027年放假安排没有登记）" in ran.err) == (3, True)


def test_a_change_in_mid_year_replaces_the_years_table_and_names_the_dates_it_moves(
    run: Office, tmp_path: Path
) -> None:
    run.on("2026-10-08")
    shipped = data_texts("workdays")[-1]
    longer = shipped.replace("7号", "7号、测办〔2026〕9号").replace(
        "work:", "  - {day: 2026-10-09, name: 国庆节}\nwork:"
    )
    before = due_of(run, "1.1.1", "--on", "2026-10-08")
    assert run("workdays", "check", written(tmp_path, shipped)).code == 3

    ran = run.ok("workdays", "check", written(tmp_path, longer), "--json").json

    assert "2026年原有的安排（国办发明电〔2025〕7号）由这一份代替" in ran["notices"][0]
    assert re.match(
        r"到期日随之改变的有\d+项：2026-10-20→2026-10-21 \d+项（1\.1\.1 2026年三季度等）",
        ran["notices"][1],
    )
    moved = run.ok("due", "--within", "14", "--json").json["upcoming"]
    assert {row["due_on"] for row in moved if row["window"] == "2026年三季度"} == {"2026-10-21"}
    assert before["due_on"] != "2026-10-21"
    assert len(known(run)["years"]) == 9
    assert run.verify()["ok"]


def test_what_was_known_then_is_counted_as_it_was_known_then(run: Office, tmp_path: Path) -> None:
    run.ok("workdays", "own", written(tmp_path, "off: [{day: 2026-10-09, name: 甲}]"), "--json")
    run.on("2026-12-01")
    run.ok("nil", "1.1.1", "--for", "2026-Q3", "--reason", "没有", "--on", "2026-11-30")
    late = "off: [" + ", ".join(f"{{day: 2026-10-{d}, name: 乙}}" for d in range(12, 31)) + "]"

    run.ok("workdays", "own", written(tmp_path, late))

    then = run.ok("report", "--as-of", "2026-11-24", "--json").json["rows"]
    today = run.ok("report", "--as-of", "2026-12-01", "--json").json["rows"]
    assert then != today
    assert plus(run, "2026-09-30", 10)["date"] > "2026-10-21"


# The office's own days


def test_two_festivals_of_ningxia_are_days_off(run: Office, tmp_path: Path) -> None:
    assert plus(run, "2020-05-22", 1)["date"] == "2020-05-25"

    ran = run.ok("workdays", "own", written(tmp_path, NINGXIA_2020), "--by", SECRETARY, "--json")

    assert ran.json["kind"] == "本单位工作日"
    assert [day["name"] for day in ran.json["own"]] == ["开斋节", "开斋节"]
    found = plus(run, "2020-05-22", 1)
    assert found["date"] == "2020-05-27"
    assert [day["name"] for day in found["skipped"]] == ["周六", "周日", "开斋节", "开斋节"]


def test_own_days_hold_whatever_notice_comes_later(run: Office, tmp_path: Path) -> None:
    own = "off: [{day: 2027-01-03, name: 甲}]\nwork: [{day: 2027-01-02, name: 乙}]"
    run.ok("workdays", "own", written(tmp_path, own))
    run.ok("workdays", "check", str(NEXT_YEAR))
    assert plus(run, "2026-12-30", 1)["date"] == "2027-01-02"
    assert plus(run, "2026-12-30", 2)["date"] == "2027-01-04"


def test_the_last_word_on_a_day_counts_and_can_be_taken_back(run: Office, tmp_path: Path) -> None:
    for text, later in (
        ("off: [{day: 2026-11-26, name: 甲}]", "2026-11-27"),
        ("work: [{day: 2026-11-26, name: 乙}]", "2026-11-26"),
        ("off: [{day: 2026-11-26, name: 丙}]", "2026-11-27"),
        ("remove: [2026-11-26]", "2026-11-26"),
    ):
        run.ok("workdays", "own", written(tmp_path, text))
        assert plus(run, "2026-11-25", 1)["date"] == later
    assert known(run)["own"] == []
    assert run.verify()["ok"]


def test_what_says_nothing_new_is_refused(run: Office, tmp_path: Path) -> None:
    run.ok("workdays", "own", str(OWN))
    run.ok("workdays", "check", str(NEXT_YEAR))
    never = written(tmp_path, "remove: [2026-07-01]")
    for words in (("own", str(OWN)), ("check", str(NEXT_YEAR)), ("own", never)):
        ran = run("workdays", *words)
        assert (ran.code, "pdisc workdays check" in ran.err) == (3, True)


def test_a_day_that_is_so_already_is_told(run: Office, tmp_path: Path) -> None:
    text = "off: [{day: 2026-11-28, name: 甲}]\nwork: [{day: 2026-11-27, name: 乙}]"
    ran = run.ok("workdays", "own", written(tmp_path, text), "--json").json
    assert ran["notices"] == ["2026-11-27 本来就是工作日", "2026-11-28 本来就是休息日"]


# Files that won't do, and what must not come in


def test_a_bad_file_is_exit_2_with_all_problems_and_nothing_is_recorded(
    run: Office, tmp_path: Path
) -> None:
    events = len(run.ok("log", "--json").json["events"])
    for part in ("check", "own"):
        ran = run("workdays", part, written(tmp_path, "off: [{day: 2026-02-30, name: ''}, 甲]"))
        assert ran.code == 2
        assert {"没有这一天", "缺少 name", "第2行：应写成"} <= {
            word for word in ("没有这一天", "缺少 name", "第2行：应写成") if word in ran.err
        }
        assert "下一步：改好文件后再试" in ran.err
        assert run("workdays", part, str(tmp_path / "没有.yaml")).code == 2
        assert run("workdays", part, str(tmp_path)).code == 2
    assert len(run.ok("log", "--json").json["events"]) == events


def test_a_bad_file_is_exit_2_even_without_a_ledger(run: Office, tmp_path: Path) -> None:
    run.ledger = tmp_path / "没有"
    assert run("workdays", "check", written(tmp_path, "- 甲")).code == 2
    assert run("workdays", "check", str(NEXT_YEAR)).code == 7
    assert run("workdays", "check").code == 7


@pytest.mark.parametrize("part", ["own", "check"])
def test_a_mark_of_secrecy_in_a_table_stops_it(run: Office, tmp_path: Path, part: str) -> None:
    marked = f"{CANARY} 秘　密☆１年"
    if part == "own":
        text = OWN.read_text(encoding="utf-8").replace("name: 开斋节", f"name: {marked}")
    else:
        text = NEXT_YEAR.read_text(encoding="utf-8").replace("测办〔2026〕7号", marked)

    refused_for_secrecy(run, run("workdays", part, written(tmp_path, text)))
    assert holds(run.ledger, CANARY) == []


def test_somebodys_number_in_the_name_of_a_day_is_refused(run: Office, tmp_path: Path) -> None:
    ran = run("workdays", "own", written(tmp_path, "off: [{day: 2026-11-27, name: 13800001234}]"))
    assert (ran.code, "13800001234" in ran.err) == (2, False)


def test_a_file_in_the_encoding_of_an_old_windows_is_read(run: Office, tmp_path: Path) -> None:
    path = tmp_path / "表.yaml"
    path.write_bytes(OWN.read_text(encoding="utf-8").encode("gb18030"))
    assert len(run.ok("workdays", "own", str(path), "--json").json["own"]) == 5


# Time zones, and ledgers from before


@pytest.mark.parametrize("zone", ["Etc/GMT+12", "Asia/Shanghai", "Etc/GMT-14"])
def test_no_time_zone_changes_a_working_day(run: Office, zone: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pdisc", "workdays", "plus", "2026-02-13", "5", "--json"],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PDISC_LEDGER": str(run.ledger), "TZ": zone},
        check=True,
    )
    assert '"date": "2026-02-27"' in done.stdout


def test_the_days_of_an_old_ledger_are_known_years_without_a_number() -> None:
    days = tuple(
        DayRule(day=day, name="节", working=False) for day in (date(2026, 1, 1), date(2026, 12, 31))
    )
    entry = Entry(
        seq=1,
        subject="0" * 32,
        by="甲",
        operator="甲",
        on=date(2026, 1, 1),
        recorded_at=NOW,
        late=False,
        event=Opened(since=date(2026, 1, 1), items=(), settings=(), days=days),
    )
    rows = {
        change.key: change.values for change in registry().rows(entry) if isinstance(change, Insert)
    }
    assert {key: values["notice"] for key, values in rows.items() if key[0] == "yearnotice"} == {
        ("yearnotice", (2026, 1)): "",
        ("yearnotice", (2027, 1)): "",
    }
    assert rows["specialday", ("2026-01-01", 1)]["year"] == 2026
