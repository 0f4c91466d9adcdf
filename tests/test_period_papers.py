"""月报, 季报: what was due, what came of it, and what wasn't, said aloud and signed."""

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from conftest import ALL_PASS, PROPOSER, REVIEWER, ROSTER, SECRETARY, SUPERIOR, Office
from docx.oxml.ns import qn
from papers import lines_of, parts, printed, section

NIL = ("--reason", "三季度没有追责", "--by", PROPOSER)
THIRD = ("季报", "--for", "2026-Q3")


def test_a_month_with_nothing_says_so_section_by_section(run: Office, tmp_path: Path) -> None:
    paper = printed(run, tmp_path, "月报", "--month", "2026-05")

    assert section(paper, "一、应公开的")[0] == "本月没有到期的公开事项。"
    assert section(paper, "二、已公开的") == ["本月无公开事项。"]
    assert section(paper, "三、无事项") == ["本月没有报无事项的。"]
    assert section(paper, "四、不予公开") == ["本月没有不予公开的。"]


@pytest.mark.parametrize("form", [THIRD, ("月报", "--month", "2026-10")])
def test_a_nil_return_is_said_with_who_and_why(
    run: Office, tmp_path: Path, form: tuple[str, ...]
) -> None:
    run.on("2026-10-12")
    run.ok("nil", "4.1.2", "--for", "2026-Q3", *NIL)
    run.on("2026-11-24")

    said = section(printed(run, tmp_path, *form), "三、无事项")

    assert said[0] == "报本期无事项的1项，逐项如下。"
    assert said[2:] == [
        "4.1.2｜落实党风廉政建设责任制情况｜2026年三季度本期无事项，理由：三季度没有追责"
        "｜测试承办甲 2026-10-12"
    ]


def test_a_nil_return_for_an_old_window_stands_in_the_month_in_which_it_was_made(
    run: Office, tmp_path: Path
) -> None:
    run.ok("nil", "4.1.2", "--for", "2026-Q1", "--reason", "一季度没有追责", "--by", PROPOSER)

    said = "".join(section(printed(run, tmp_path, "月报", "--month", "2026-11"), "三、无事项"))

    assert "2026年一季度本期无事项，理由：一季度没有追责" in said


def test_a_nil_return_that_was_taken_back_is_on_no_paper(run: Office, tmp_path: Path) -> None:
    seq = run.ok("nil", "4.1.2", "--for", "2026-Q3", *NIL, "--json").json["seq"]
    run.ok("annul", str(seq), "--reason", "登记错了")

    said = section(printed(run, tmp_path, "月报", "--month", "2026-11"), "三、无事项")

    assert said == ["本月没有报无事项的。"]


def test_a_quarter_says_how_many_of_its_own_were_published_after_it_and_where_they_stand(
    run: Office, tmp_path: Path
) -> None:
    for code in ("1.3.1", "3.4.1"):
        run.walk("已公开", code, "--for", "2026-Q3", "--title", "三季度情况")

    paper = printed(run, tmp_path, *THIRD)

    assert section(paper, "二、已公开的") == [
        "本季度无公开事项。",
        "这一部分按公开的日子列：本季度应公开的，有2件在本季度过后公开，"
        "编号见第一部分的表，公开形式和日期列在公开那一期的报表里。",
    ]
    rows = section(paper, "一、应公开的")
    assert all(any(n in line for line in rows) for n in ("2026-0001", "2026-0002"))
    norms = section(paper, "七、四规范和按时")
    assert "范围、程序、方式按公开的日子算：本季度过后公开的2件，算在公开那一期里。" in norms
    later = section(printed(run, tmp_path, "季报", "--for", "2026-Q4"), "二、已公开的")
    assert later[0] == "本季度公开2件。"
    assert not any("过后公开" in line for line in later)


def test_what_was_published_is_told_by_number_title_channel_and_day(
    run: Office, tmp_path: Path
) -> None:
    number = run.walk("已公开", "1.3.1", "--for", "2026-Q3", "--title", "三季度重要政策落实情况")

    said = section(printed(run, tmp_path, "月报", "--month", "2026-11"), "二、已公开的")

    assert said == [
        "本月公开1件。",
        "编号｜标题｜目录｜公开形式和日期",
        f"{number}｜三季度重要政策落实情况｜1.3.1｜会议 2026-11-24 文件 2026-11-24",
    ]
    due = section(printed(run, tmp_path, "月报", "--month", "2026-10"), "一、应公开的")
    row = next(line for line in due if line.startswith("1.3.1｜"))
    assert row.endswith(f"｜2026年三季度｜2026-10-20｜逾期公开 {number}")


def test_a_further_channel_in_a_later_month_is_told_there_and_not_counted_again(
    run: Office, tmp_path: Path
) -> None:
    run.on("2026-10-12")
    number = run.walk("已审批", "1.3.1", "--for", "2026-Q3")
    run.ok("publish", number, "--channel", "会议", "--place", "会议室", "--by", PROPOSER)
    run.on("2026-11-03")
    run.ok("publish", number, "--channel", "文件", "--place", "各科室", "--by", PROPOSER)

    said = section(printed(run, tmp_path, "月报", "--month", "2026-11"), "二、已公开的")

    assert said[0] == "本月无公开事项；另有1件以前已经公开，本月又在别的形式上公开。"
    assert said[2].endswith("｜文件 2026-11-03")


def test_what_was_withheld_is_told_with_its_basis(run: Office, tmp_path: Path) -> None:
    number = run.propose("2.2.2", "--for", "2026-Q3", "--title", "三季度意识形态教育")
    run.review(number)
    run.ok("approve", number, "--by", SUPERIOR, "--refuse", "涉及个人", "--basis", "条例第八条")

    for form in (THIRD, ("月报", "--month", "2026-11")):
        said = section(printed(run, tmp_path, *form), "四、不予公开")
        assert said[2:] == [
            f"{number}｜三季度意识形态教育｜涉及个人｜条例第八条｜{SUPERIOR} 2026-11-24"
        ]


def test_what_is_overdue_is_one_line_an_item_and_counted_as_everywhere(
    run: Office, tmp_path: Path
) -> None:
    said = section(printed(run, tmp_path, *THIRD), "五、逾期未办")
    rows = said[2:]
    windows = sum(row.split("｜")[1].count("、") + 1 for row in rows)

    assert said[0] == f"到2026年11月24日逾期{windows}件。"
    assert f"逾期{windows}件" in run.ok("due").out
    assert next(row for row in rows if row.startswith("1.1.1 ")).split("｜")[1:4] == [
        *("2026年一季度、2026年二季度、2026年三季度", "2026-04-15", "223天"),
    ]


def test_a_disclosure_that_is_overdue_in_somebodys_hands_is_told_by_its_number(
    run: Office, tmp_path: Path
) -> None:
    run.on("2026-11-02")
    number = run.propose("1.1.1", "--for", "2026-Q3")
    run.on("2026-11-24")

    said = section(printed(run, tmp_path, *THIRD), "五、逾期未办")

    assert any(row.startswith("1.1.1 ") and f"2026年三季度 {number}" in row for row in said)


def test_what_comes_next_is_told_with_its_day(run: Office, tmp_path: Path) -> None:
    run.on("2026-10-12")

    said = section(printed(run, tmp_path, "月报"), "六、下一步")

    assert said[0] == "今后一个月内要办17件。"
    assert said[2].split("｜")[1:4] == ["2026年三季度", "2026-10-20", "定期"]


def test_what_was_deferred_or_waived_is_told_where_there_is_any(
    run: Office, tmp_path: Path
) -> None:
    assert "五、顺延和豁免" not in lines_of(printed(run, tmp_path, *THIRD))[5:]
    run.ok("waive", "3.2.1", "--for", "2026-Q3", "--reason", "机构改革", "--by", SECRETARY)

    said = section(printed(run, tmp_path, "月报", "--month", "2026-10"), "五、顺延和豁免")

    assert said == [f"豁免（逾期后）：3.2.1 2026年三季度，{SECRETARY} 2026-11-24，机构改革。"]


def test_the_figures_are_those_of_the_report(run: Office, tmp_path: Path) -> None:
    run.walk("已公开", "1.1.1", "--for", "2026-Q3")
    run.ok("nil", "4.1.2", "--for", "2026-Q3", *NIL)
    report = run.ok("report", "--quarter", "2026-Q3", "--json").json
    paper = printed(run, tmp_path, *THIRD)

    said = section(paper, "七、四规范和按时")
    first = next(n for n, line in enumerate(said, 1) if line.startswith("项目｜"))
    rows = [line.split("｜")[:4] for line in said[first : first + 5]]
    assert rows == [
        [norm["norm"], str(norm["met"]), str(norm["of"]), norm["rate"]] for norm in report["norms"]
    ]
    total = report["total"]
    assert (
        f"本季度应公开{total['due']}项，公开{total['published']}项，无事项{total['nil']}项，"
        in section(paper, "一、应公开的")[1]
    )
    assert f"回执 {report['receipt']}" in lines_of(paper)[-1]


def test_the_paper_ends_with_what_is_signed_by_hand(run: Office, tmp_path: Path) -> None:
    *_, unit, people, foot = lines_of(printed(run, tmp_path, "月报"))

    assert unit.startswith("填报单位（盖章）：__")
    assert [part in people for part in ("填表人：__", "审核人：__", "日期：__")] == [True] * 3
    assert foot.startswith("截至 2026-11-24　回执 ")


def test_the_same_ledger_and_day_give_the_same_bytes(run: Office, tmp_path: Path) -> None:
    run.walk("已公开", "1.1.1", "--for", "2026-Q3")
    day = ("--on", "2026-11-24")
    before = [printed(run, tmp_path, *form, *day) for form in (THIRD, ("月报",))]
    run.on("2026-11-25")

    assert [printed(run, tmp_path, *form, *day) for form in (THIRD, ("月报",))] == before


def test_the_properties_of_the_file_name_nobody(run: Office, tmp_path: Path) -> None:
    run.ok("nil", "4.1.2", "--for", "2026-Q3", *NIL)
    found = parts(printed(run, tmp_path, *THIRD))
    properties = "".join(text for name, text in found.items() if name.startswith("docProps"))

    assert "<dc:creator></dc:creator>" in properties or "<dc:creator/>" in properties
    assert not [name for name, *_ in ROSTER if name in properties]


def test_every_row_fills_its_table_and_the_heads_come_again_on_each_page(
    run: Office, tmp_path: Path
) -> None:
    run.ok("nil", "4.1.2", "--for", "2026-Q3", *NIL)
    document = docx.Document(io.BytesIO(printed(run, tmp_path, *THIRD)))

    assert len(document.tables) == 4
    for table in document.tables:
        rows = table._tbl.tr_lst
        assert rows[0].find(f".//{qn('w:tblHeader')}") is not None
        assert {_columns(row) for row in rows} == {len(table.columns)}
        assert all(cell.text.strip() for row in table.rows for cell in row.cells)
        page = 210 * 72 / 25.4
        widths: Any = table._tbl.tblGrid
        assert sum(int(each.get(qn("w:w"))) for each in widths) / 20 < page - 110
    assert "NUMPAGES" in parts(printed(run, tmp_path, *THIRD))["word/footer1.xml"]


def _columns(row: Any) -> int:
    spans: list[Any] = [cell.find(f".//{qn('w:gridSpan')}") for cell in row.tc_lst]
    return sum(1 if span is None else int(span.get(qn("w:val"))) for span in spans)


def test_a_form_is_by_default_about_the_period_of_the_day(
    run: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for words in (
        ("月报",),
        ("季报",),
        ("月报", "--on", "2026-10-12"),
        ("季报", "--for", "三季度"),
    ):
        run.ok("print", *words)

    assert sorted(path.name for path in tmp_path.glob("*.docx")) == [
        *("季报_2026-Q3.docx", "季报_2026-Q4.docx", "月报_2026-10.docx", "月报_2026-11.docx"),
    ]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("月报", "--month", "2027-01"), 3, "2027年1月从 2027-01-01 开始"),
        (("季报", "--for", "2027-Q1"), 3, "pdisc print 季报 --for 2026-Q4"),
        (("季报", "--for", "2026-10"), 2, "季报的期次应为季度，不是“2026年10月”"),
        (("季报", "--for", "明年"), 2, "--for 应为期次，不是“明年”"),
        (("季报", "--month", "2026-10"), 2, "季报不用写 --month"),
        (("月报", "--for", "2026-Q3"), 2, "月报不用写 --for"),
        (("月报", "--year", "2026"), 2, "月报不用写 --year"),
        (("月报", "1.1.1"), 2, "月报不用写编号"),
        (("月报", "--audience", "党内"), 2, "这一项只供本单位自己查看"),
        (("季报", "--audience", "社会"), 2, "这一项只供本单位自己查看"),
    ],
)
def test_a_wrong_call_is_said_and_writes_nothing(
    run: Office, tmp_path: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    out = tmp_path / "表.docx"
    ran = run("print", *words, "--out", str(out))

    assert (ran.code, said in ran.err) == (code, True), ran.err
    assert not out.exists()


def test_a_title_whose_findings_still_wait_is_on_no_paper(run: Office, tmp_path: Path) -> None:
    number = run.propose("2.2.2", "--for", "2026-Q3", "--title", "关于13800001234的情况")
    why = ("--basis", "条例第八条", *ALL_PASS[:-1], "不通过")
    run.ok("review", number, "--by", REVIEWER, "--withhold", "涉及个人", *why)
    run.ok("approve", number, "--by", SUPERIOR, "--refuse", "涉及个人", "--basis", "条例第八条")

    said = section(printed(run, tmp_path, *THIRD), "四、不予公开")

    assert said[2].startswith(f"{number}｜意识形态教育情况｜涉及个人")
