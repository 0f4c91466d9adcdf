"""Cautions, sources and traces of merges belong to a code and a name, and are told in time."""

from pathlib import Path

import pytest
from conftest import ALL_PASS, PROPOSER, REVIEWER, Office
from test_rule_sources import DAY

from pdisc.catalog.cautions import CAUTION, caution_of, notes
from pdisc.catalog.fields import FIELD_NAMES, INFERABLE
from pdisc.catalog.seed import shipped_catalog

WARNED = ("3.3.1", "4.2.1", "4.4.1", "4.4.2", "4.5.1")


def test_every_note_names_an_item_of_the_shipped_catalogue() -> None:
    items = {(x.code, x.level3): x for x in shipped_catalog(valid_from=DAY, recorded_on=DAY)}
    for key, note in notes().items():
        assert key in items, key
        assert {each.field for each in note.sources} <= {CAUTION, *FIELD_NAMES}
        assert set(note.evidence) <= set(INFERABLE) - set(items[key].inferred)
        assert not any(each.clause and not each.document for each in note.sources)


def test_the_items_that_easily_tell_too_much_have_a_caution() -> None:
    assert {code for (code, _), note in notes().items() if note.caution} == set(WARNED)
    assert "不公开报告的内容" in caution_of("4.2.1", "领导干部个人重大事项报告情况")


def test_a_caution_is_told_at_proposal_and_review(run: Office) -> None:
    for code in WARNED:
        more = ("--occurred", "2026-11-20") if code.startswith("4.4") else ()
        words = ("propose", code, "--title", "情况", "--content", "已按时报告。", "--by", PROPOSER)
        done = run.ok(*words, *more, "--json").json
        reviewed = run.ok("review", done["number"], "--by", REVIEWER, *ALL_PASS, "--json").json
        for answer in (done, reviewed):
            assert any(f"{code} 公开时要注意" in each for each in answer["notices"]), code


def test_it_is_said_on_stderr_and_in_catalog_show(run: Office) -> None:
    words = ("propose", "4.2.1", "--title", "情况", "--content", "已报告。", "--by", PROPOSER)
    assert "不公开报告的内容" in run.ok(*words).err
    assert "不公开报告的内容" in run.ok("catalog", "show", "4.2.1").out
    assert run.ok("catalog", "show", "4.2.1", "--json").json["caution"]
    assert run.ok("catalog", "show", "1.1.1", "--json").json["caution"] is None


def test_other_items_are_left_in_peace(run: Office) -> None:
    words = ("propose", "1.1.1", "--title", "情况", "--content", "已办。", "--by", PROPOSER)
    assert not any("要注意" in each for each in run.ok(*words, "--json").json["notices"])


def test_another_offices_4_2_1_is_not_warned_of(run: Office, tmp_path: Path) -> None:
    own = tmp_path / "目录.yaml"
    own.write_text(
        "items:\n  - {code: '4.2.1', level1: 甲, level2: 乙, level3: 食堂账目, channels: [会议],"
        " scope: 党内, timing: 定期}\n",
        encoding="utf-8",
    )
    run.ledger = tmp_path / "另一本"
    run.ok("init", "--unit", "测试单位", "--since", "2026-01-01", "--catalog", str(own))
    run.ok("staff", "add", PROPOSER, "--office", "办公室", "--role", "承办")
    words = ("propose", "4.2.1", "--title", "情况", "--content", "账目。", "--by", PROPOSER)
    assert not any("要注意" in each for each in run.ok(*words, "--json").json["notices"])
    assert run.ok("catalog", "show", "4.2.1", "--json").json["caution"] is None


def test_an_outsider_is_told_no_caution(run: Office) -> None:
    shown = run.ok("catalog", "show", "4.5.1", "--audience", "社会", "--json").json
    assert "caution" not in shown
    assert "evidence" not in shown


def test_catalog_show_gives_the_source_of_a_field_in_parts(run: Office) -> None:
    sources = run.ok("catalog", "show", "4.4.1", "--json").json["sources"]
    assert sources["every"]["document"] == "中国共产党纪律处分条例"
    assert sources["every"]["clause"] is None
    assert sources["retention"]["clause"] == "第十二条"
    assert "条款没有查明（推定）" in run.ok("catalog", "show", "4.4.1").out


def test_catalog_show_gives_the_evidence_of_the_fill_down(run: Office) -> None:
    traces = run.ok("catalog", "show", "3.3.4", "--json").json["evidence"]
    assert "2.2.2" in traces["scope"]
    assert "3.3.1" in traces["channels"]
    assert run.ok("catalog", "show", "4.3.1", "--json").json["evidence"].keys() == {"timing"}
    heads = run.ok("catalog", "show", "4.3.2", "--json").json["evidence"]
    assert heads.keys() == {"scope", "timing"}
    assert "空段落" in run.ok("catalog", "show", "4.3.2").out


@pytest.mark.parametrize(
    ("code", "every", "told"),
    [
        ("3.4.1", "每半年", False),
        ("3.4.1", "每年", False),
        ("3.4.1", "每2年", True),
        ("4.4.1", "发生后20个工作日", False),
        ("4.4.1", "发生后30个工作日", True),
        ("4.4.1", "发生后2个月", True),
        ("4.4.2", "发生后2个月", False),
    ],
)
def test_a_cycle_that_is_slower_than_the_national_rule_is_told(
    run: Office, code: str, every: str, told: bool
) -> None:
    done = run.ok("catalog", "set", code, "--every", every, "--json").json
    assert any("最迟应" in each for each in done["notices"]) is told
