"""A year of the office's life as one session, and what `due` and `report` must say about it.

Every expected value is worked out by hand from the plan's rules (DESIGN §4 and §6, data/rules.yaml)
and the State Council's notice for 2026 (领域要点 §8), in the comments that stand beside it.

Due dates of 定期 windows: ten working days after the window's end.

    一季度  31.3. Tue   1 2 3 | (4—6 清明) 7 8 9 10 | 13 14 15 April            → 2026-04-15
    二季度  30.6. Tue   1 2 3 | 6 7 8 9 10 | 13 14 July                         → 2026-07-14
    三季度  30.9. Wed   (1—7 国庆) 8 9 10(Sat, 调休) | 12…16 | 19 20 October    → 2026-10-20
    四季度, 全年  31.12. Thu   1 (2027 估算 by weekday) | 4…8 | 11…14 January   → 2027-01-14
"""

import shlex
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from conftest import ALL_PASS, NOW, Office

from pdisc.clock import FixedClock

SESSION = """
== 2026-01-05  # Monday
init --unit 测试编办 --since 2026-01-01
staff add 王承办 --office 办公室 --role 承办 --role 档案
staff add 李审核 --office 支部 --role 审核
staff add 赵书记 --office 支部 --role 审批
staff add 赵书记 --office 支部 --role 承办
staff add 周委员 --office 支部 --role 审批 --authority 支部委员会 --by 赵书记
staff add 钱上级 --office 县委 --role 审批 --authority 上级党组织 --by 赵书记
# 固定: 1.2.1 four days after its start, before 31 March, 5.1.1 on its very day (two working
# days back: no 补录)
propose 1.2.1 --title 年度工作计划 --content 全年计划
review #1 --by 李审核 四项通过
approve #1 --by 赵书记
公开 #1 会议 文件
propose 5.1.1 --title 议事规则 --content 议事规则全文 --on 2026-01-01
review #2 --by 李审核 四项通过 --on 2026-01-01
approve #2 --by 赵书记 --on 2026-01-01
公开 #2 文件 会议 网站 公开栏 --on 2026-01-01

== 2026-01-06
# beyond the secretary's powers: refused, and the refusal recorded
propose 3.1.1 --title 支部班子分工 --content 分工
review #3 --by 李审核 四项通过
3! approve #3 --by 赵书记
approve #3 --by 周委员
公开 #3 会议 文件
propose 3.5.1 --title 领导机构 --content 成员分工
review #4 --by 李审核 四项通过
approve #4 --by 赵书记
公开 #4 会议 公开栏 网站

== 2026-03-02
occurred 1.3.3 --note 志愿服务活动
== 2026-03-25
propose 1.3.3 --title 志愿服务 --content 活动安排 --occurred 2026-03-02 --planned 2026-03-27
review #5 --by 李审核 四项通过
approve #5 --by 周委员
== 2026-03-27
公开 #5 会议 文件 公开栏 网站

# 一季度
== 2026-04-01
propose 3.2.1 --title 干部任前公示 --content 公示内容 --for 2026-Q1 --public-notice
== 2026-04-02
review #6 --by 李审核 四项通过
== 2026-04-03
approve #6 --by 赵书记 --escalate 县委组织部
propose 1.1.2 --title 贯彻措施 --content 措施 --for 2026-Q1
== 2026-04-07
review #7 --by 李审核 --return 数字不全
propose 4.1.2 --title 责任制落实 --content 落实情况 --for 2026-Q1
propose 1.1.1 --title 一季度学习贯彻 --content 学习情况 --for 2026-Q1 --attach {附件.txt}
review #9 --by 李审核 四项通过
approve #9 --by 赵书记 --evidence {审批表.txt}
== 2026-04-08
withdraw #8 --reason 内容与四季度重复
公开 #9 会议 文件 公开栏 网站 --evidence {照片.txt}
propose 1.3.1 --title 重要措施 --content 研究落实 --for 2026-Q1
review #10 --by 李审核 四项通过
approve #10 --by 周委员
== 2026-04-10
公开 #10 会议 文件
无事项 2026-Q1 1.3.2 2.1.1 2.2.1 2.2.2 2.2.3 4.1.3
propose 3.3.1 --title 党员发展 --content 发展情况 --for 2026-Q1
review #11 --by 李审核 四项通过
approve #11 --by 周委员 --refuse 涉及个人隐私 --basis 条例第七条
propose 3.4.1 --title 党费收缴 --content 收缴情况 --for 2026-Q1
review #12 --by 李审核 四项通过
approve #12 --by 周委员 --drop-channel 文件
propose 4.3.1 --title 廉政教育 --content 教育情况 --for 2026-Q1
review #13 --by 李审核 四项通过
approve #13 --by 赵书记 --scope 党内
propose 4.5.1 --title 信访办理 --content 办理情况 --for 2026-Q1 --by 赵书记
review #14 --by 李审核 四项通过
3! approve #14 --by 赵书记
approve #14 --by 赵书记 --waive-separation 承办人休假，书记代办
== 2026-04-13
approve #6 --by 赵书记 --document-number 平组〔2026〕5号
公开 #12 会议
== 2026-04-14
公开 #6 文件 公开栏 网站
公开 #13 会议 文件
== 2026-04-15
公开 #14 文件 会议 公开栏 网站
== 2026-04-17
revise #7 --content 补齐数字的措施
review #7 --by 李审核 四项通过
approve #7 --by 赵书记
== 2026-04-20
公开 #7 会议 文件 公开栏 网站
== 2026-04-24
# nine working days after the fact: 补录
3! propose 5.1.2 --title 办事程序 --content 程序 --for 2026-Q1 --on 2026-04-13
propose 5.1.2 --title 办事程序 --content 程序 --for 2026-Q1 --on 2026-04-13 --late-reason 停电
review #15 --by 李审核 四项通过 --on 2026-04-13 --late-reason 停电
approve #15 --by 赵书记 --on 2026-04-13 --late-reason 停电
公开 #15 文件 会议 网站 公开栏 --on 2026-04-13 --late-reason 停电

== 2026-05-06
archive #11
occurred 1.3.4 --note 购置设备
== 2026-05-29
propose 1.3.4 --title 购置设备 --content 用款情况 --occurred 2026-05-06
review #16 --by 李审核 四项通过
approve #16 --by 周委员
== 2026-06-03
公开 #16 会议
== 2026-06-10
takedown #4 --reason 分工有变化
== 2026-06-12
correct #4 --content 新的成员分工
review #17 --by 李审核 四项通过
approve #17 --by 赵书记
== 2026-06-15
公开 #17 会议 公开栏 网站
== 2026-06-24
archive #1 --no-opinions
== 2026-06-30
occurred 3.3.2 --note 七一表彰

# 二季度
== 2026-07-06
无事项 2026-Q2 1.1.2 1.3.1 1.3.2 2.1.1 2.2.1 2.2.2 3.2.1 3.3.1 3.4.1 4.1.3 4.3.1 4.5.1 5.1.2
propose 1.1.1 --title 二季度学习 --content 情况 --for 2026-Q2 --channel 会议 --channel 公开栏
review #18 --by 李审核 四项通过
approve #18 --by 赵书记
propose 5.1.3 --title 制度修订 --content 修订情况 --for 2026年二季度 --channel 公开栏
review #19 --by 李审核 四项通过
approve #19 --by 赵书记
== 2026-07-13
公开 #18 会议 公开栏
== 2026-07-15
公开 #19 公开栏
== 2026-07-20
无事项 2026-Q2 4.1.2
propose 3.3.2 --title 七一表彰 --content 表彰名单 --occurred 2026-06-30

== 2026-08-03
propose 4.7.1 --title 审计情况 --content 审计结果
== 2026-08-04
review #21 --by 李审核 四项通过
== 2026-08-05
approve #21 --by 钱上级
== 2026-08-06
公开 #21 会议
== 2026-08-07
公开 #21 通报
== 2026-08-10
propose 6.1.1 --title 群众点题 --content 答复 --channel 解答 --channel 公开栏
review #22 --by 李审核 四项通过
approve #22 --by 赵书记
== 2026-08-12
公开 #22 解答 公开栏
== 2026-09-24
occurred 3.3.3 --note 主题党日

# 三季度
== 2026-10-12
无事项 2026-Q3 1.1.1 1.1.2 1.3.1 1.3.2 2.1.1 2.2.1 2.2.3 3.2.1 3.3.1
无事项 2026-Q3 3.4.1 4.1.2 4.1.3 4.3.1 4.5.1 5.1.2 5.1.3
propose 2.2.2 --title 意识形态 --content 教育情况 --for 2026-Q3 --channel 公开栏
review #23 --by 李审核 四项通过
approve #23 --by 赵书记
== 2026-10-19
公开 #23 公开栏
== 2026-10-26
propose 3.3.3 --title 主题党日 --content 活动 --occurred 2026-09-24 --channel 公开栏 --channel 会议
review #24 --by 李审核 四项通过
approve #24 --by 赵书记
== 2026-10-28
公开 #24 公开栏

== 2026-11-02
approve #24 --by 赵书记 --drop-channel 会议
propose 3.3.4 --title 流动党员 --content 管理情况 --channel 公开栏
review #25 --by 李审核 四项通过
approve #25 --by 赵书记
公开 #25 公开栏
propose 4.3.2 --title 廉政文化 --content 建设情况 --channel 会议 --channel 通报
review #26 --by 李审核 四项通过
approve #26 --by 赵书记
== 2026-11-03
公开 #26 通报
== 2026-11-09
propose 4.4.2 --title 组织处理 --content 处理情况
== 2026-11-10
review #27 --by 李审核 --withhold 尚在核查 --basis 条例第七条
== 2026-11-11
approve #27 --by 赵书记 --escalate 县纪委
== 2026-11-20
3! approve #27 --by 赵书记 --refuse 不宜公开 --basis 条例第七条
approve #27 --by 赵书记 --refuse 不宜公开 --basis 条例第七条 --document-number 平纪〔2026〕9号
== 2026-11-23
archive #27
== 2026-12-01
propose 4.4.1 --title 违纪情况 --content 通报情况
== 2026-12-02
review #28 --by 李审核 四项通过
== 2026-12-03
approve #28 --by 赵书记 --escalate 县纪委
== 2026-12-14
occurred 4.6.1 --note 查处一起
== 2026-12-21
propose 3.5.2 --title 述职述廉 --content 述职情况 --for 2026 --channel 公开栏
review #29 --by 李审核 四项通过
approve #29 --by 赵书记
公开 #29 公开栏
== 2026-12-22
propose 4.2.1 --title 个人事项 --content 报告情况 --for 2026年 --channel 会议
review #30 --by 李审核 四项通过
approve #30 --by 赵书记
公开 #30 会议
== 2026-12-25
propose 1.1.1 --title 四季度学习 --content 情况 --for 2026-Q4 --channel 公开栏
review #31 --by 李审核 四项通过
approve #31 --by 赵书记
公开 #31 公开栏
propose 3.5.3 --title 民主生活会 --content 整改情况 --for 2026
== 2026-12-31
# not before its year is over
无事项 2026 4.1.1
"""


def expanded(words: list[str]) -> Iterator[list[str]]:
    """Yield the commands that one line of the session stands for."""
    if words[0] == "无事项":
        for code in words[2:]:
            yield ["nil", code, "--for", words[1], "--reason", "本期没有"]
    elif words[0] == "公开":
        first = next((n for n, word in enumerate(words) if word.startswith("--")), len(words))
        for channel in words[2:first]:
            where = (
                ["--url", "https://example.invalid/1"] if channel == "网站" else ["--place", "厅"]
            )
            yield ["publish", words[1], "--channel", channel, *where, *words[first:]]
    else:
        yield words


def play(office: Office, papers: Path) -> None:
    """Run the session: `==` moves the clock, `3!` expects that exit code, #9 is 2026-0009."""
    for line in SESSION.splitlines():
        text = line.partition("# ")[0].strip()
        if text.startswith("=="):
            office.on(text.split()[1])
            continue
        words = shlex.split(text)
        code = 0
        if words and words[0].endswith("!"):
            code = int(words.pop(0)[:-1])
        for command in expanded(words) if words else ():
            typed: list[str] = []
            for word in command:
                if word == "四项通过":
                    typed += ALL_PASS
                elif word.startswith("#"):
                    typed.append(f"2026-{int(word[1:]):04d}")
                elif word.startswith("{"):
                    typed.append(str(papers / word[1:-1]))
                else:
                    typed.append(word)
            ran = office(*typed, env={"PDISC_ACTOR": "王承办"})
            assert ran.code == code, f"{text} → {ran.code}\n{ran.out}{ran.err}"


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return the office at the end of its year, on Monday 28 December; look, don't write."""
    folder = tmp_path_factory.mktemp("year")
    for name in ("附件.txt", "审批表.txt", "照片.txt"):
        (folder / name).write_text(name, encoding="utf-8")
    office = Office(folder / "台账", FixedClock(NOW))
    play(office, folder)
    return office


def number(place: int) -> str:
    return f"2026-{place:04d}"


def report(year: Office, *words: str) -> Any:
    return year.ok("report", "--json", *words).json


def brief(total: dict[str, Any]) -> dict[str, Any]:
    names = (
        *("due", "published", "missed", "nil", "withheld", "exempt", "pending"),
        *("late", "disclosures"),
    )
    return {name: total[name] for name in names}


def rates(made: Any) -> dict[str, tuple[int, int]]:
    return {norm["norm"]: (norm["met"], norm["of"]) for norm in made["norms"]}


# What the year left behind


def test_every_item_of_the_catalogue_was_touched(year: Office) -> None:
    events = year.ok("log", "--json").json["events"]
    items = {row["code"] for row in year.ok("catalog", "list", "--json").json["items"]}
    touched = {event["event"].get("code") for event in events}
    assert items <= touched


def test_the_states_at_the_end(year: Office) -> None:
    found = year.ok("list", "--json").json["disclosures"]
    states = {each["number"]: each["state"] for each in found}
    # 32 were proposed. Archived: the plan and the two refusals; withdrawn #8; in hand #20 #26 #28
    # #32 (one channel of #26 is open); everything else was published.
    assert len(states) == 32
    assert Counter(states.values()) == {
        "已公开": 24,
        "已归档": 3,
        "已提出": 2,
        "已撤回": 1,
        "报批中": 1,
        "已审批": 1,
    }
    assert [states[number(place)] for place in (1, 8, 11, 20, 26, 27, 28, 32)] == [
        *("已归档", "已撤回", "已归档", "已提出", "已审批", "已归档", "报批中", "已提出"),
    ]


def test_the_superior_answered_with_its_document_number(year: Office) -> None:
    shown = year.show(number(6))
    assert [step["state"] for step in shown["steps"][:4]] == [
        *("已提出", "已审核", "报批中", "已审批"),
    ]
    assert shown["steps"][3]["document_number"] == "平组〔2026〕5号"
    # 公示, five working days after the day of posting: 15 16 17 | 20 21 April; papers don't hang.
    until = {each["channel"]: each["until"] for each in shown["publications"]}
    assert until == {"文件": None, "公开栏": "2026-04-21", "网站": "2026-04-21"}


def test_a_returned_plan_came_back_as_a_second_version(year: Office) -> None:
    shown = year.show(number(7))
    assert shown["version"] == 2
    assert [version["content"] for version in shown["versions"]] == ["措施", "补齐数字的措施"]
    assert [step["act"] for step in shown["steps"][:5]] == ["提出", "审核", "修改", "审核", "审批"]


def test_narrowing_is_part_of_the_approval(year: Office) -> None:
    assert year.show(number(13))["scope"] == "党内"
    assert year.show(number(13))["channels"] == ["会议", "文件"]
    assert year.show(number(12))["channels"] == ["会议"]
    assert year.show(number(24))["channels"] == ["公开栏"]


def test_only_the_late_entry_is_marked_late(year: Office) -> None:
    found = year.ok("list", "--json").json["disclosures"]
    late = {each["number"] for each in found if any(step["late"] for step in each["steps"])}
    assert late == {number(15)}


def test_the_correction_and_the_taking_down(year: Office) -> None:
    old, new = year.show(number(4)), year.show(number(17))
    assert (old["corrected_by"], new["corrects"]) == (number(17), number(4))
    assert new["title"] == "更正：领导机构"
    down = {each["channel"]: each["taken_down_on"] for each in old["publications"]}
    assert down == {"会议": None, "公开栏": "2026-06-10", "网站": "2026-06-10"}


def test_papers_are_kept(year: Office) -> None:
    shown = year.show(number(9))
    assert [file["name"] for file in shown["versions"][0]["files"]] == ["附件.txt"]
    assert [file["name"] for file in shown["steps"][2]["evidence"]] == ["审批表.txt"]
    assert [each["evidence"][0]["name"] for each in shown["publications"]] == ["照片.txt"] * 4
    assert len(list((year.ledger / "files").iterdir())) == 3  # the photograph once, not four times


# due, at several Mondays


def due(year: Office, day: str, *words: str) -> Any:
    return year.ok("due", "--on", day, "--json", *words).json


def lines(rows: Any) -> list[tuple[str, str, str | None, str, int]]:
    return [
        (
            row["kind"],
            row["code"],
            row["window"] or row["number"],
            row["due_on"],
            row["days_overdue"],
        )
        for row in rows
    ]


def test_due_before_anything_was_done(year: Office) -> None:
    # Before the ledger's first business date: three 固定 fall due twenty working days after 1
    # January (the 4th, a Sunday that is worked, is the first), the year's plan on 31 March.
    found = due(year, "2025-12-29")
    assert found["overdue"] == []
    assert found["upcoming"] == []
    further = due(year, "2025-12-29", "--within", "100")
    assert [line for line in lines(further["upcoming"]) if line[0] == "固定"] == [
        *(("固定", code, None, "2026-01-29", 0) for code in ("3.1.1", "3.5.1", "5.1.1")),
        ("固定", "1.2.1", "2026年", "2026-03-31", 0),
    ]


def test_due_on_the_first_monday(year: Office) -> None:
    # 5 January: 1.2.1 was published today and 5.1.1 on the first; two have until the 29th.
    found = due(year, "2026-01-05")
    assert found["overdue"] == []
    assert found["upcoming"] == []
    further = due(year, "2026-01-05", "--within", "24")
    assert lines(further["upcoming"]) == [
        ("固定", "3.1.1", None, "2026-01-29", 0),
        ("固定", "3.5.1", None, "2026-01-29", 0),
    ]
    assert [row["number"] for row in found["to_archive"]] == [number(1), number(2)]


def test_due_on_a_monday_with_an_occurrence_under_way(year: Office) -> None:
    # Occurred on Monday 2 March: 3…6 (4) | 9…13 (9) | 16…20 (14) | 23…27 (19) | 30 March (20).
    # 23 March: nothing proposed yet; upcoming until 6 April.
    found = due(year, "2026-03-23")
    assert found["overdue"] == []
    assert lines(found["upcoming"]) == [("随时", "1.3.3", None, "2026-03-30", 0)]
    assert found["upcoming"][0]["next"].startswith("pdisc propose 1.3.3 --occurred 2026-03-02 ")


def test_due_on_the_monday_after_the_first_quarter(year: Office) -> None:
    # 20 April: #7 went out today and #15, entered later, counts by its business date. The withdrawn
    # #8 answers nothing; for 5.1.3 nobody did anything. Both are five days overdue.
    found = due(year, "2026-04-20")
    assert lines(found["overdue"]) == [
        ("定期", "4.1.2", "2026年一季度", "2026-04-15", 5),
        ("定期", "5.1.3", "2026年一季度", "2026-04-15", 5),
    ]
    assert found["upcoming"] == []
    assert lines(found["waiting"]) == [("公示", "3.2.1", "2026年一季度", "2026-04-21", 0)]
    # 1—7 and 9—15 without the withdrawn 8 and the running 公示 of 6; the refusal, too.
    assert sorted(row["number"] for row in found["to_archive"]) == [
        number(place) for place in range(1, 16) if place not in (6, 8)
    ]
    assert {row["due_on"] for row in found["to_archive"]} == {"2027-06-30"}


def test_due_on_a_monday_on_which_a_plan_was_escalated(year: Office) -> None:
    # #6 is with the superior since Friday 3 April, for ten working days; Monday the 6th is still
    # 清明: 7…10 (4) | 13…17 (9) | 20 (10).
    found = due(year, "2026-04-06")
    assert lines(found["waiting"]) == [("报批", "3.2.1", "2026年一季度", "2026-04-20", 0)]
    assert found["waiting"][0]["holder"] == "县委组织部"
    # In hand: #7, proposed 3 April, to be reviewed by 7 8 9 April. Of the 17 windows of the quarter
    # 16 fall due on the 15th: for that of #6 our clock stands still.
    assert lines(found["upcoming"])[0] == ("审核", "1.1.2", "2026年一季度", "2026-04-09", 0)
    windows = [row for row in found["upcoming"] if row["kind"] == "定期"]
    assert len(windows) == 16
    assert {row["due_on"] for row in windows} == {"2026-04-15"}
    assert len(found["upcoming"]) == 17


def test_due_on_a_monday_in_june_with_nothing_new(year: Office) -> None:
    # 15 April → 8 June: 15 (to 30.4.) + 31 + 8 = 54 days.
    found = due(year, "2026-06-08")
    assert lines(found["overdue"]) == [
        ("定期", "4.1.2", "2026年一季度", "2026-04-15", 54),
        ("定期", "5.1.3", "2026年一季度", "2026-04-15", 54),
    ]
    assert (found["upcoming"], found["stuck"], found["waiting"]) == ([], [], [])


def test_due_while_a_standing_item_has_been_taken_down(year: Office) -> None:
    # Taken down on 10 June: on 12 June its duty has run again for two days; #17 is under way.
    found = due(year, "2026-06-12")
    (row,) = [row for row in found["overdue"] if row["code"] == "3.5.1"]
    assert (row["kind"], row["due_on"], row["days_overdue"]) == ("固定", "2026-06-10", 2)
    assert row["number"] == number(17)


def test_due_on_a_monday_in_july_with_a_plan_that_is_stuck(year: Office) -> None:
    # 27 July. 4.1.2 and 5.1.3: 15 (April) + 31 + 30 + 27 = 103 days. 2.2.3 二季度: 27 − 14 = 13.
    # #20, proposed Monday 20 July, to be reviewed by 21 22 23 July: 4 days ago.
    # It occurred on 30 June: 1 2 3 (3) | 6…10 (8) | 13…17 (13) | 20…24 (18) | 27 28 July (20).
    found = due(year, "2026-07-27")
    assert lines(found["overdue"]) == [
        ("定期", "4.1.2", "2026年一季度", "2026-04-15", 103),
        ("定期", "5.1.3", "2026年一季度", "2026-04-15", 103),
        ("定期", "2.2.3", "2026年二季度", "2026-07-14", 13),
        ("审核", "3.3.2", number(20), "2026-07-23", 4),
    ]
    assert lines(found["stuck"]) == [("审核", "3.3.2", number(20), "2026-07-23", 4)]
    assert found["stuck"][0]["holder"] == "李审核"
    assert lines(found["upcoming"]) == [("随时", "3.3.2", number(20), "2026-07-28", 0)]


def test_due_on_the_last_monday(year: Office) -> None:
    # 28 December. 4.1.2, 5.1.3: 15 + 31 + 30 + 31 + 31 + 30 + 31 + 30 + 28 = 257 days.
    # 2.2.3: 17 (July) + 31 + 30 + 31 + 30 + 28 = 167; #20: 8 + 150 = 158; its matter: 3 + 150.
    # #26, approved 2 November, to be carried out by 3 4 November: 26 + 28 = 54 days.
    found = due(year, "2026-12-28")
    assert lines(found["overdue"]) == [
        ("定期", "4.1.2", "2026年一季度", "2026-04-15", 257),
        ("定期", "5.1.3", "2026年一季度", "2026-04-15", 257),
        ("定期", "2.2.3", "2026年二季度", "2026-07-14", 167),
        ("审核", "3.3.2", number(20), "2026-07-23", 158),
        ("随时", "3.3.2", number(20), "2026-07-28", 153),
        ("实施", "4.3.2", number(26), "2026-11-04", 54),
    ]
    assert [row["number"] for row in found["stuck"]] == [number(20), number(26)]
    # Escalated on 3 December: 4 (1) | 7…11 (6) | 14…17 (10). Past, but never 逾期.
    assert lines(found["waiting"]) == [("报批", "4.4.1", number(28), "2026-12-17", 0)]
    # Until 11 January. 4.4.1, which occurred on 1 December, is with the superior. #32: proposed
    # Friday 25th, 28 29 30. 复核 twelve months after publication, but for the year's plan 1.2.1.
    # 4.6.1, 14 December: 15…18 (4) | 21…25 (9) | 28…31 (13) | 4…8 January, 估算 (18) | 11 12.
    assert lines(found["upcoming"]) == [
        ("审核", "3.5.3", "2026年", "2026-12-30", 0),
        ("固定", "5.1.1", None, "2027-01-04", 0),
        ("固定", "3.1.1", None, "2027-01-06", 0),
    ]
    further = due(year, "2026-12-28", "--within", "15")["upcoming"]
    assert lines(further)[-1:] == [("随时", "4.6.1", None, "2027-01-12", 0)]
    assert "估算" in further[-1]["why"]
    archived, withdrawn, unfinished = {1, 11, 27}, {8}, {20, 26, 28, 32}
    left = set(range(1, 33)) - archived - withdrawn - unfinished
    assert {row["number"] for row in found["to_archive"]} == {number(place) for place in left}


def test_due_within_reaches_as_far_as_asked(year: Office) -> None:
    # Four days further lie the 16 open windows of 四季度 and the yearly ones of 3.5.3 and 4.1.1.
    found = due(year, "2026-12-28", "--within", "18")
    assert len([row for row in found["upcoming"] if row["due_on"] == "2027-01-15"]) == 18
    assert due(year, "2026-12-28", "--within", "0")["upcoming"] == []


def test_due_of_one_office(year: Office) -> None:
    assert due(year, "2026-12-28", "--office", "支部")["overdue"] == []
    assert len(due(year, "2026-12-28", "--office", "办公室")["overdue"]) == 6


# report


def test_the_report_of_the_year(year: Office) -> None:
    made = report(year)
    # Due: 17 quarterly items × 4 + 4 yearly = 72 windows; 固定 4 + 1 (taken down) = 5; 11 随时.
    # Published: 8 + 2 + 1 + 1 quarterly, 2 yearly, 5 固定, 7 随时 = 26. Missed: 4.1.2 and 5.1.3
    # 一季度, 2.2.3 二季度, 3.3.2 = 4. Nil: 6 + 14 + 16 + 1 = 37. 不予公开: 3.3.1 and 4.4.2.
    # Open: 16 of 四季度, 3.5.3, 4.4.1, 4.6.1 = 19. 26 + 4 + 37 + 2 + 19 = 88.
    # Late answers: 1.1.2, 5.1.3, the nil of 4.1.2, 1.3.4, 3.5.1 = 5.
    assert made["total"] == {
        "items": 36,
        "due": 88,
        "published": 26,
        "missed": 4,
        "late": 5,
        "nil": 37,
        "withheld": 2,
        "opening": 0,
        "exempt": 0,
        "pending": 19,
        "disclosures": 26,
        # Disclosures stand behind 23 rows (1.1.1 has three, 3.5.1 two); every row has a duty.
        "coverage": {"met": 23, "of": 36, "rate": "63.9%"},
        "on_time_rate": "87.0%",
        "late_entries": 7,  # #15: three steps and four channels
        "waived": 1,  # #14
    }


def test_the_status_of_every_row_is_its_worst_word(year: Office) -> None:
    status = {row["code"]: row["status"] for row in report(year)["rows"]}
    worst = {
        "逾期未公开": "2.2.3 3.3.2 4.1.2 5.1.3",
        "逾期公开": "1.1.2 1.3.4 3.5.1",
        "未到期": "1.3.1 1.3.2 2.1.1 2.2.1 2.2.2 3.2.1 3.3.1 3.4.1 3.5.3 4.1.3 4.3.1 4.4.1 4.5.1"
        " 4.6.1 5.1.2",
        "已公开": "1.1.1 1.2.1 1.3.3 3.1.1 3.3.3 3.3.4 3.5.2 4.2.1 4.3.2 4.7.1 5.1.1 6.1.1",
        "不予公开": "4.4.2",
        "本期无事项": "4.1.1",
    }
    assert status == {code: word for word, codes in worst.items() for code in codes.split()}


def test_the_disclosures_behind_the_rows(year: Office) -> None:
    rows = {row["code"]: row for row in report(year)["rows"]}
    assert rows["1.1.1"]["numbers"] == [number(9), number(18), number(31)]
    assert rows["3.5.1"]["numbers"] == [number(4), number(17)]
    assert [rows["3.5.1"][name] for name in ("due", "published", "late")] == [2, 2, 1]
    # 4.1.2: 一季度 missed, 二季度 nil but late, 三季度 nil, 四季度 open.
    names = ("due", "published", "missed", "nil", "pending", "late", "numbers")
    assert [rows["4.1.2"][name] for name in names] == [4, 0, 1, 2, 1, 1, []]
    assert [rows["3.3.1"][name] for name in ("due", "withheld", "nil", "pending")] == [4, 1, 2, 1]


def test_the_four_norms_of_the_year(year: Office) -> None:
    made = report(year)
    norms = {norm["norm"]: norm for norm in made["norms"]}
    assert rates(made) == {
        # 88 less the 19 open ones; of them all but the four missed are answered.
        "内容": (65, 69),
        # #3 is for society but was only in a meeting and a paper.
        "范围": (25, 26),
        # #14 under a waiver, #15 补录.
        "程序": (24, 26),
        # Channels by disclosure: 2 4 2 3 4 3 4 | #9 4 2 | #12 1 2 4 4 1 3 2 1 | #21 2 2 1 1 1 2
        # | #29 1 1 1 = 58; the meeting of #26 was not held.
        "方式": (57, 58),
        # The 65 answers less the 5 late ones: a nil return in time counts, too.
        "按时": (60, 69),
    }
    rate = {name: norm["rate"] for name, norm in norms.items()}
    assert rate == {
        "内容": "94.2%",
        "范围": "96.2%",
        "程序": "92.3%",
        "方式": "98.3%",
        "按时": "87.0%",
    }
    published = set(range(1, 33)) - {8, 11, 20, 27, 28, 32}
    assert norms["范围"]["numbers"] == [number(place) for place in sorted(published)]
    unmet = {name: norm["unmet"] for name, norm in norms.items()}
    assert unmet["范围"] == [number(3)]
    assert unmet["程序"] == [number(14), number(15)]
    assert unmet["方式"] == [number(26)]


def test_the_report_of_one_quarter(year: Office) -> None:
    made = report(year, "--quarter", "2026-Q2")
    # Windows 17 (2 published, 14 nil, 1 missed); 固定: the four from January and the lapse of
    # 10 June; occurrences 1.3.4 (6 May) and 3.3.2 (30 June): 24. Late: 5.1.3, nil 4.1.2, 1.3.4,
    # 3.5.1. Disclosures: ten first published in the quarter (#6 #7 #9 #10 #12…
    # #17) and six that answer its duties (#1—#4, #18, #19).
    assert brief(made["total"]) == {
        "due": 24,
        "published": 8,
        "missed": 2,
        "nil": 14,
        "withheld": 0,
        "exempt": 0,
        "pending": 0,
        "late": 4,
        "disclosures": 16,
    }
    # 范围, 程序, 方式 of the ten: channels 3 4 4 2 1 2 4 4 1 3 = 28. On time: all
    # 24 but two missed and four late.
    assert rates(made) == {
        "内容": (22, 24),
        "范围": (10, 10),
        "程序": (8, 10),
        "方式": (28, 28),
        "按时": (18, 24),
    }
    assert made["title"] == "测试编办党务公开情况统计表（2026年二季度）"


def test_the_report_from_one_day_to_another(year: Office) -> None:
    made = report(year, "--from", "2026-01-01", "--to", "2026-03-31")
    # 17 windows (8 published, 6 nil, 1 不予公开, 2 missed), 4 固定, 1.3.3. Late: 1.1.2.
    # #1—#5 were published in these months, eight more answer 一季度.
    assert brief(made["total"]) == {
        "due": 22,
        "published": 13,
        "missed": 2,
        "nil": 6,
        "withheld": 1,
        "exempt": 0,
        "pending": 0,
        "late": 1,
        "disclosures": 13,
    }


def test_the_report_as_it_stood_on_the_due_date(year: Office) -> None:
    made = report(year, "--quarter", "2026-Q1", "--as-of", "2026-04-15")
    # #7 wasn't published yet, #15 not yet recorded, 4.1.2 and 5.1.3 were open: nothing was overdue.
    assert brief(made["total"]) == {
        "due": 22,
        "published": 11,
        "missed": 0,
        "nil": 6,
        "withheld": 1,
        "exempt": 0,
        "pending": 4,
        "late": 0,
        "disclosures": 11,
    }
    next_day = report(year, "--quarter", "2026-Q1", "--as-of", "2026-04-16")
    assert (next_day["total"]["missed"], next_day["total"]["pending"]) == (4, 0)


def test_the_report_as_of_a_day_before_the_first_record(year: Office) -> None:
    made = report(year, "--quarter", "2026-Q1", "--as-of", "2025-12-31")
    # The catalogue and `since` are the ledger's own; nothing was done. 17 windows and 4 固定.
    assert brief(made["total"]) == {
        "due": 21,
        "published": 0,
        "missed": 0,
        "nil": 0,
        "withheld": 0,
        "exempt": 0,
        "pending": 21,
        "late": 0,
        "disclosures": 0,
    }
    assert len(made["rows"]) == 36
    assert {norm["rate"] for norm in made["norms"]} == {"无"}


def test_the_report_by_level_and_by_scope(year: Office) -> None:
    def sums(group: str) -> dict[str, tuple[int, int, int]]:
        made = report(year, "--group", group)
        return {
            row["group"]: (row["items"], row["due"], row["published"]) for row in made["groups"]
        }

    assert sums("一级目录") == {
        # 4 + 4 + 1 + 4 + 4 + 1 + 1; published 3 1 1 1 0 1 1
        "党组织决议、决定及执行情况": (7, 19, 8),
        "党的思想建设情况": (4, 16, 1),
        # 1 4 4 1 1 1 4 2 1 1; published 3.1.1 3.2.1 3.3.3 3.3.4 3.4.1 3.5.1 twice 3.5.2
        "党组织建设情况": (10, 20, 8),
        # 1 4 4 1 4 1 1 1 4 1 1; published 4.2.1 4.3.1 4.3.2 4.5.1 4.7.1
        "党风廉政建设情况": (11, 23, 5),
        "党内制度建设情况": (3, 9, 3),
        "其他公开事项": (1, 1, 1),
    }
    # 党内: 1.2.1 1, 1.3.1 4, 1.3.2 4, 1.3.4 1, 2.1.1 4, 2.2.1 4, 3.4.1 4, 4.1.1 1, 4.1.2 4,
    # 4.1.3 4, 4.2.1 1, 4.3.2 1, 4.4.1 1, 4.4.2 1, 4.7.1 1 = 36; published 1.2.1 1.3.1 1.3.4
    # 3.4.1 4.2.1 4.3.2 4.7.1. The catalogue's scope counts, so the narrowed #13 stays with 社会.
    assert sums("范围") == {"社会": (21, 52, 19), "党内": (15, 36, 7)}
    assert sums("时限") == {"定期": (21, 72, 14), "固定": (4, 5, 5), "随时": (11, 11, 7)}
    assert sums("科室") == {"办公室": (36, 88, 26)}


def test_the_report_as_csv_and_markdown_has_the_same_rows_and_no_blank_cell(year: Office) -> None:
    csv = year.ok("report", "--format", "csv").out.split("\r\n")
    assert csv[0].startswith(
        "编号,公开内容,一级目录,承办科室,公开范围,公开时限,应公开,已公开,状态,"
    )
    assert len(csv) == 1 + 36 + 1 + 1  # titles, rows, the sum, and what follows the last line end
    assert csv[-2].startswith("合计,")
    assert ",88,26," in csv[-2]
    assert not any(",," in line or line.endswith(",") for line in csv)
    made = year.ok("report", "--format", "md").out
    rows = [line for line in made.splitlines() if line.startswith("|")]
    assert len(rows) == 2 + 36 + 1
    assert not any("|  |" in line for line in rows)
    assert "2026-0009、2026-0018、2026-0031" in made


def test_the_report_on_the_screen_says_the_same(year: Office) -> None:
    said = year.ok("report").out
    assert "23/36 63.9%；补录7件次" in said
    assert all(word in said for word in ("94.2%", "96.2%", "92.3%", "98.3%", "87.0%"))
    assert "回执" in said


# verify


def test_verify_passes_after_the_year(year: Office) -> None:
    found = year.verify()
    assert (found["ok"], found["problems"]) == (True, [])
    assert year("verify").code == 0


def test_verify_fails_on_any_changed_or_missing_row(year: Office, tmp_path: Path) -> None:
    ledger = Path(shutil.copytree(year.ledger, tmp_path / "台账"))
    whole = (ledger / "ledger.db").read_bytes()
    there = Office(ledger, year.clock)
    for change in changes(ledger):
        (ledger / "ledger.db").write_bytes(whole)
        tamper(ledger, change)
        assert there("verify").code == 9, change
    (ledger / "ledger.db").write_bytes(whole)
    assert there("verify").code == 0


def changes(ledger: Path) -> Iterator[str]:
    """Yield statements that change one row of every table that has any, and that remove one.

    Every number and every blank of the row is changed, but only one of its texts: test_replay
    changes a text in every column.
    """
    with closing(sqlite3.connect(ledger / "ledger.db")) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            place = f"rowid = (SELECT max(rowid) FROM {table})"
            row = database.execute(f"SELECT * FROM {table} WHERE {place}")
            columns = [column for column, *_ in row.description]
            for values in row:
                known = dict(zip(columns, values, strict=True))
                texts = [column for column, value in known.items() if isinstance(value, str)]
                for column, value in known.items():
                    if isinstance(value, int):
                        yield f"UPDATE {table} SET {column} = 1 - {column} WHERE {place}"
                    elif isinstance(value, bytes):
                        yield f"UPDATE {table} SET {column} = X'00' || {column} WHERE {place}"
                    elif value is None:
                        yield f"UPDATE {table} SET {column} = '2026-12-24' WHERE {place}"
                    elif column == texts[-1]:
                        yield f"UPDATE {table} SET {column} = {column} || ' ' WHERE {place}"
                yield f"DELETE FROM {table} WHERE {place}"


def tamper(ledger: Path, change: str) -> None:
    """Change a row as somebody would who knows SQLite: past the triggers and the CHECKs."""
    with closing(sqlite3.connect(ledger / "ledger.db")) as database:
        database.execute("PRAGMA ignore_check_constraints = ON")
        triggers = database.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        for name, _ in triggers:
            database.execute(f"DROP TRIGGER {name}")
        assert database.execute(change).rowcount == 1, change
        for _, sql in triggers:
            database.execute(sql)
        database.commit()
