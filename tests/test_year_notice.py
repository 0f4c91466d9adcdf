"""年度通报: the members are told what they may see, and of nothing else that there is any."""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import PROPOSER, REVIEWER, ROSTER, SUPERIOR, Office
from papers import lines_of, parts, printed, section

PARTY, SOCIETY = ("年度通报",), ("年度通报", "--audience", "社会")


def test_the_members_are_told_by_heading_how_much_on_which_channels(
    run: Office, tmp_path: Path
) -> None:
    run.walk("已公开", "1.1.1", "--for", "2026-Q3", "--title", "三季度部署落实情况")
    run.walk("已公开", "1.3.1", "--for", "2026-Q3", "--title", "三季度重要政策落实情况")
    run.walk("已公开", "2.2.2", "--for", "2026-Q3", "--title", "三季度意识形态教育情况")
    paper = printed(run, tmp_path, *PARTY)

    assert lines_of(paper)[:3] == [
        "关于2026年度党务公开情况的通报",
        "全体党员：",
        "现将2026年度党务公开情况通报如下（截至2026年11月24日）。",
    ]
    assert section(paper, "一、总的情况")[:5] == [
        "本年度公开3件，分属2个一级目录。",
        "按公开形式：会议3件、文件3件、公开栏2件、网站2件；一件用几种形式公开的，各算一件。",
        "一级目录｜公开件数｜公开编号",
        "党组织决议、决定及执行情况｜2件｜党1、党2",
        "党的思想建设情况｜1件｜党3",
    ]
    listed = section(paper, "二、公开的事项")
    assert listed[1] == "党组织决议、决定及执行情况：2件"
    assert listed[3] == "党2｜三季度重要政策落实情况｜会议、文件｜2026-11-24"
    assert section(paper, "三、更正和撤下")[0] == "本年度没有更正和撤下的。"
    assert [line for line in lines_of(paper) if line][-2:] == ["测试单位", "2026年11月24日"]


def test_a_title_of_the_party_is_never_told_to_society(
    new_office: Callable[[], Office], tmp_path: Path
) -> None:
    full, alone = new_office(), new_office()
    for run in (full, alone):
        run.walk("已公开", "1.1.1", "--for", "2026-Q2")
        if run is full:
            run.walk("已公开", "1.3.1", "--for", "2026-Q3", "--title", "金丝雀党内标题")
            narrow = ("--scope", "党内", "--reason", "涉及内部安排")
            run.walk("已公开", "1.1.2", *narrow, "--title", "金丝雀收窄标题")
        run.walk("已公开", "1.1.1", "--for", "2026-Q3")

    told = "".join(lines_of(printed(full, tmp_path, *PARTY)))
    assert ("金丝雀党内标题" in told, "金丝雀收窄标题" in told) == (True, True)
    to_society = printed(full, tmp_path, *SOCIETY)
    assert "金丝雀" not in "".join(parts(to_society).values())
    assert to_society == printed(alone, tmp_path, *SOCIETY)


def test_what_was_for_some_alone_is_not_told_to_all_members(run: Office, tmp_path: Path) -> None:
    narrow = ("--scope", "党内:特定对象", "--reason", "只涉及几个人")
    run.walk("已公开", "1.3.2", *narrow, "--title", "金丝雀特定对象")

    paper = printed(run, tmp_path, *PARTY)

    assert "金丝雀" not in "".join(parts(paper).values())
    assert section(paper, "一、总的情况") == ["本年度没有公开事项。"]


@pytest.mark.parametrize("form", [PARTY, SOCIETY])
def test_no_nil_return_no_person_no_reason_no_number_of_the_ledger_is_told(
    run: Office, tmp_path: Path, form: tuple[str, ...]
) -> None:
    number = run.walk("已公开", "1.1.1", "--for", "2026-Q3", "--note", "金丝雀备注")
    run.ok("nil", "4.1.2", "--for", "2026-Q3", "--reason", "金丝雀理由", "--by", PROPOSER)
    run.ok("nil", "1.1.2", "--for", "2026-Q3", "--reason", "金丝雀理由", "--by", PROPOSER)
    refused = run.propose("2.2.2", "--title", "金丝雀不予公开")
    run.review(refused, "--opinion", "金丝雀意见")
    run.ok("approve", refused, "--by", SUPERIOR, "--refuse", "金丝雀", "--basis", "金丝雀依据")
    run.ok("waive", "3.2.1", "--for", "2026-Q3", "--reason", "金丝雀豁免", "--by", "测试书记丁")
    run.propose("2.2.3", "--title", "金丝雀在办")

    told = "".join(parts(printed(run, tmp_path, *form)).values())

    for secret in (
        "金丝雀",
        "无事项",
        "不予公开",
        "豁免",
        "逾期",
        "未公开",
        "回执",
        number,
        refused,
    ):
        assert secret not in told, secret
    assert not [name for name, *_ in ROSTER if name in told]


def test_what_was_corrected_or_taken_down_is_told_as_the_gate_says(
    run: Office, tmp_path: Path
) -> None:
    first = run.walk("已公开", "1.1.1", "--for", "2026-Q3", "--title", "三季度部署落实情况")
    gone = run.walk("已公开", "2.2.2", "--for", "2026-Q3", "--title", "金丝雀误公开")
    words = ("--content", "更正后的三季度情况", "--title", "更正：三季度部署", "--by", PROPOSER)
    again = run.ok("correct", first, *words, "--json").json["number"]
    before = section(printed(run, tmp_path, *PARTY), "三、更正和撤下")
    for step in (run.review, run.approve, run.publish):
        step(again)
    run.ok("takedown", gone, "--reason", "金丝雀撤下理由")

    paper = printed(run, tmp_path, *PARTY)

    assert before[0] == "本年度没有更正和撤下的。"
    assert section(paper, "三、更正和撤下")[:2] == [
        "党1已更正，以党3为准（2026年11月24日）。",
        "党2已撤下（2026年11月24日）。",
    ]
    assert "党1｜三季度部署落实情况（已更正，见党3）" in "\n".join(lines_of(paper))
    assert "金丝雀" not in "".join(parts(paper).values())
    assert section(paper, "一、总的情况")[0] == "本年度公开2件，分属1个一级目录。"


def test_a_year_tells_of_its_own_disclosures_alone(run: Office, tmp_path: Path) -> None:
    run.walk("已公开", "1.1.1", "--for", "2026-Q3", "--title", "去年的标题")
    run.on("2027-01-20")
    run.walk("已公开", "1.1.1", "--for", "2026-Q4", "--title", "今年的标题")

    told = {
        year: lines_of(printed(run, tmp_path, *PARTY, "--year", year)) for year in ("2026", "2027")
    }

    assert {
        year: [t for t in ("去年的标题", "今年的标题") if t in "".join(lines)]
        for year, lines in told.items()
    } == {
        "2026": ["去年的标题"],
        "2027": ["今年的标题"],
    }


def test_what_was_published_after_the_day_is_not_told(run: Office, tmp_path: Path) -> None:
    run.walk("已公开", "1.1.1", "--for", "2026-Q3")

    paper = printed(run, tmp_path, *PARTY, "--on", "2026-11-23")

    assert section(paper, "一、总的情况") == ["本年度没有公开事项。"]
    assert section(paper, "二、公开的事项") == ["无。"]


def test_the_same_ledger_and_day_give_the_same_bytes_and_name_nobody(
    run: Office, tmp_path: Path
) -> None:
    run.walk("已公开", "1.1.1", "--for", "2026-Q3")
    day = ("--on", "2026-11-24")
    before = printed(run, tmp_path, *PARTY, *day)
    run.on("2026-11-25")

    assert printed(run, tmp_path, *PARTY, *day) == before
    properties = parts(before)["docProps/core.xml"]
    assert not [name for name in (PROPOSER, REVIEWER) if name in properties]


def test_its_file_says_of_which_year_and_for_whom(
    run: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run.ok("print", *PARTY)
    run.ok("print", *SOCIETY, "--year", "2026年")

    assert sorted(path.name for path in tmp_path.glob("*.docx")) == [
        *("年度通报_2026_党内.docx", "年度通报_2026_社会.docx"),
    ]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--audience", "内部"), 2, "年度通报是给党员或群众看的，没有内部的一种"),
        (("--audience", "上级"), 2, "--audience 应为 社会 党内 内部"),
        (("--year", "2026-Q3"), 2, "--year 应为年份，不是“2026-Q3”"),
        (("--year", "2027"), 3, "pdisc print 年度通报 --year 2026"),
        (("--month", "2026-11"), 2, "年度通报不用写 --month"),
    ],
)
def test_a_wrong_call_is_said_and_writes_nothing(
    run: Office, tmp_path: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    out = tmp_path / "表.docx"
    ran = run("print", "年度通报", *words, "--out", str(out))

    assert (ran.code, said in ran.err) == (code, True), ran.err
    assert not out.exists()
