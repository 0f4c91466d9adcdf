"""A quarter of a real office (issue 18, “Done when”): 17 windows in at most 40 commands.

The figures below were worked out on paper from DESIGN §4 before the program was asked:

| what | windows | numbers |
|---|---|---|
| disclosed at the meeting of 30 September | 8 | 1.1.1 1.3.1 2.1.1 2.2.1 3.2.1 3.3.1 3.4.1 5.1.2 |
| returned by the reviewer, disclosed on 22 October: two days late | 1 | 4.3.1 |
| 不予公开, decided on 25 September | 1 | 4.5.1 |
| 本期无事项, of 30 September | 7 | 1.1.2 1.3.2 2.2.2 2.2.3 4.1.2 4.1.3 5.1.3 |

Due on 20 October: the window's end and ten working days (1–7 October off, Saturday 10 October
worked: 8 9 10 12 13 14 15 16 19 20). Beside them four standing items: 3.1.1 3.5.1 5.1.1 hung when
the ledger began (期初), 1.2.1, the yearly plan, was due 20 working days after 1 July and is open.

- due 17 + 4 = 21; answered 9 + 7 + 1 + 3 = 20; in time 20 − 1 = 19.
- Made public in the quarter: 8, all to their approved scope and in order.
- Channels of those 8, as the catalogue has them (党内: 会议 and 文件 only):
  4 + 2 + 2 + 2 + 3 + 4 + 2 + 4 = 23, all carried out.
- In the next quarter: the one of 22 October, three channels.
"""

from pathlib import Path
from typing import Any

import pytest
from conftest import (
    ALL_PASS,
    COMMITTEE,
    NOW,
    PROPOSER,
    REVIEWER,
    ROSTER,
    SECRETARY,
    Office,
)

from pdisc.clock import FixedClock

DISCLOSED = ("1.1.1", "1.3.1", "2.1.1", "2.2.1", "3.2.1", "3.3.1", "3.4.1", "4.3.1", "5.1.2")
WITHHELD = "4.5.1"
NOTHING = ("1.1.2", "1.3.2", "2.2.2", "2.2.3", "4.1.2", "4.1.3", "5.1.3")
INHERITED, PLAN = ("3.1.1", "3.5.1", "5.1.1"), "1.2.1"
LATE = "2026-0008"
MOST_COMMANDS = 40


class Counted:
    """An office whose commands are counted."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.typed = 0

    def on(self, day: str) -> None:
        self.office.on(day)

    def __call__(self, *words: str) -> str:
        self.typed += 1
        return self.office.ok(*words).out


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = Office(tmp_path / "台账", FixedClock(NOW))
    made.on("2026-07-01")
    made.ok("init", "--unit", "测试单位", "--since", "2026-07-01")
    for name, office, *roles in ROSTER:
        made.ok("staff", "add", name, "--office", office, *roles)
    hung = ("--on", "2026-05-18", "--channel", "会议", "--place", "支部党员大会")
    made.ok("opening", *INHERITED, *hung, "--by", SECRETARY)
    return made


def lived(pdisc: Counted) -> None:
    """Live through the third quarter, from 提出 to 归档, as a secretary would."""
    pdisc.on("2026-09-21")
    for code in (*DISCLOSED, WITHHELD):
        pdisc(
            *("propose", code, "--for", "2026-Q3", "--title", f"{code} 三季度情况"),
            *("--content", "三季度有关工作已按计划完成。", "--by", PROPOSER),
        )
    pdisc.on("2026-09-23")
    pdisc("review", "2026-0001..2026-0007", "2026-0009", "--by", REVIEWER, *ALL_PASS)
    pdisc("review", LATE, "--by", REVIEWER, "--return", "请补参加人数")
    pdisc(
        *("review", "2026-0010", "--by", REVIEWER, *ALL_PASS, "--withhold", "涉及来信人"),
        *("--basis", "条例第八条"),
    )
    pdisc.on("2026-09-25")
    pdisc("approve", "2026-0001..2026-0004", "2026-0006、2026-0007、2026-0009", "--by", COMMITTEE)
    pdisc("approve", "2026-0005", "--by", SECRETARY, "--escalate", "县直机关工委")
    pdisc(
        *("approve", "2026-0010", "--by", SECRETARY, "--refuse", "涉及来信人"),
        *("--basis", "条例第八条"),
    )
    pdisc.on("2026-09-28")
    pdisc("approve", "2026-0005", "--by", SECRETARY, "--document-number", "工委〔2026〕31号")
    pdisc.on("2026-09-30")
    meeting = ("2026-0001..2026-0004", "2026-0006..2026-0007", "2026-0009")
    pdisc("publish", *meeting, "--channel", "会议", "--place", "支部党员大会", "--by", PROPOSER)
    issued = ("2026-0001..2026-0007", "2026-0009")
    pdisc("publish", *issued, "--channel", "文件", "--place", "印发各科室", "--by", PROPOSER)
    posted = ("2026-0001", "2026-0005", "2026-0006", "2026-0009")
    pdisc(
        *("publish", *posted, "--channel", "公开栏、网站", "--place", "一楼大厅公开栏"),
        *("--url", "https://www.example.gov.cn/dwgk/2026q3", "--by", PROPOSER),
    )
    pdisc("nil", *NOTHING, "--for", "2026-Q3", "--reason", "本季度没有此类事项", "--by", PROPOSER)
    pdisc.on("2026-10-20")
    pdisc("revise", LATE, "--content", "三季度开展教育培训一次，二十人参加。", "--by", PROPOSER)
    pdisc("review", LATE, "--by", REVIEWER, *ALL_PASS)
    pdisc.on("2026-10-22")
    pdisc("approve", LATE, "--by", SECRETARY)
    inside = ("--channel", "会议、文件", "--place", "支部党员大会")
    pdisc("publish", LATE, *inside, "--by", PROPOSER)
    pdisc("publish", LATE, "--channel", "公开栏", "--place", "一楼大厅公开栏", "--by", PROPOSER)
    pdisc.on("2026-11-24")
    pdisc("archive", "2026-0001..2026-0010", "--no-opinions", "--by", PROPOSER)


def norms(report: Any) -> dict[str, tuple[int, int]]:
    return {each["norm"]: (each["met"], each["of"]) for each in report["norms"]}


def test_a_quarter_of_17_windows_takes_at_most_40_commands_and_its_report_is_right(
    office: Office,
) -> None:
    pdisc = Counted(office)
    lived(pdisc)
    assert pdisc.typed <= MOST_COMMANDS
    assert pdisc.typed == 27

    listed = office.ok("list", "--json").json["disclosures"]
    assert {each["state"] for each in listed} == {"已归档"}
    assert len(listed) == 10

    report = office.ok("report", "--quarter", "2026-Q3", "--json").json
    rows = {row["code"]: row for row in report["rows"] if row["due"]}
    assert set(rows) == {*DISCLOSED, WITHHELD, *NOTHING, *INHERITED, PLAN}
    assert {row["due"] for row in rows.values()} == {1}
    assert {code for code in rows if rows[code]["published"]} == set(DISCLOSED)
    words = {code: row["status"] for code, row in rows.items() if code not in INHERITED}
    assert words == {
        **dict.fromkeys(DISCLOSED, "已公开"),
        "4.3.1": "逾期公开",
        WITHHELD: "不予公开",
        **dict.fromkeys(NOTHING, "本期无事项"),
        PLAN: "逾期未公开",
    }
    assert report["total"]["due"] == 21
    assert report["total"]["published"] == 9
    assert norms(report) == {
        "内容": (20, 21),
        "范围": (8, 8),
        "程序": (8, 8),
        "方式": (23, 23),
        "按时": (19, 21),
    }
    (on_time,) = [each for each in report["norms"] if each["norm"] == "按时"]
    assert on_time["unmet"] == [LATE]
    rates = report["rates"]
    assert {
        name: rates[name]
        for name in ("published", "nil", "refused", "opening", "exempt", "open", "made_public")
    } == {
        "published": 9,
        "nil": 7,
        "refused": 1,
        "opening": 3,
        "exempt": 0,
        "open": 1,
        "made_public": 8,
    }
    after = office.ok("report", "--quarter", "2026-Q4", "--json").json
    later = norms(after)
    assert (later["范围"], later["程序"], later["方式"]) == ((1, 1), (1, 1), (3, 3))
    assert office.verify()["ok"]
