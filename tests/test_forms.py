"""The forms of one disclosure: every box from the record, laid out as an office's papers are."""

import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from browsers import needed
from conftest import PROPOSER, REVIEWER, SUPERIOR, Office
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from papers import lines_of, parts, printed
from pypdf import PdfReader

from pdisc.papers.cases import CASE_SHEETS
from pdisc.render import fonts
from pdisc.sheets.official_text import in_lines, text_paras, with_brackets

TEXT = "一、收缴情况\n本季度按时收缴。\n（一）按月收缴\n1. 每月上旬\n二、使用情况\n没有使用。"


def said_on(data: bytes) -> str:
    return "\n".join(lines_of(data))


@pytest.fixture(scope="module")
def begun(new_office: Callable[[], Office], tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return an office with a matter that is approved (1) and one only proposed (2)."""
    office = new_office()
    table = tmp_path_factory.mktemp("附件") / "收缴明细.csv"
    table.write_text("项目,数\n学习,3\n", encoding="utf-8")
    words = ("--title", "关于2026年二季度办事程序执行情况的通报", "--content", TEXT)
    office.propose("5.1.2", *words, "--for", "2026-Q2", "--attach", str(table))
    office.review("2026-0001")
    office.approve("2026-0001")
    office.propose("1.3.1", "--title", "党内的一件", "--content", "只在党内。")
    return office


@pytest.fixture
def run(begun: Office, tmp_path: Path) -> Office:
    return begun.copy(tmp_path)


N, PROPOSED = "2026-0001", "2026-0002"


def section_of(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data)).sections[0]


def test_a_notice_has_the_page_of_gb_t_9704(run: Office, tmp_path: Path) -> None:
    data = printed(run, tmp_path, "公开通知", N)
    section = section_of(data)
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    sides = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    assert [round(side.mm) for side in sides] == [37, 26, 35, 28]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    assert 22 * int(grid.get(qn("w:linePitch"))) / 20 <= 225 / 25.4 * 72
    assert 22 * (int(grid.get(qn("w:linePitch"))) + 2) / 20 > 225 / 25.4 * 72
    assert int(grid.get(qn("w:charSpace"))) == pytest.approx(-848, abs=20)
    whole = parts(data)
    assert "w:evenAndOddHeaders" in whole["word/settings.xml"]
    feet = [text for name, text in whole.items() if name.startswith("word/footer")]
    assert len(feet) == 2
    assert all("— " in foot and " —" in foot and "PAGE" in foot for foot in feet)
    assert sorted(re.findall(r'w:jc w:val="(\w+)"', "".join(feet))) == ["left", "right"]


def test_a_notice_has_the_fonts_of_gb_t_9704_in_every_style_and_run(
    run: Office, tmp_path: Path
) -> None:
    document = docx.Document(io.BytesIO(printed(run, tmp_path, "公开通知", N)))
    set_in = {}
    for paragraph in document.paragraphs:
        style: Any = paragraph.style
        fonts_of = style.element.rPr.rFonts
        set_in[paragraph.text] = (fonts_of.get(qn("w:eastAsia")), style.font.size.pt)
        for run_ in paragraph.runs:
            assert run_._r.rPr is None or run_._r.rPr.rFonts is None, "the style says it all"
    found = {key.replace("\n", ""): value for key, value in set_in.items()}
    assert found["关于2026年二季度办事程序执行情况的通报"] == ("方正小标宋简体", 22)
    assert found["一、收缴情况"] == ("黑体", 16)
    assert found["（一）按月收缴"] == ("楷体_GB2312", 16)
    assert found["1. 每月上旬"] == found["本季度按时收缴。"] == ("仿宋_GB2312", 16)
    assert "附件：收缴明细" in found
    defaults = document.styles.element.find(qn("w:docDefaults"))
    (default,) = defaults.iter(qn("w:rFonts"))
    assert default.get(qn("w:eastAsia")) == "仿宋_GB2312"


def test_a_notice_says_nothing_of_how_it_came_about(run: Office, tmp_path: Path) -> None:
    run.publish(N, "--document-number", "测党【2026】07号")
    data = printed(run, tmp_path, "公开通知", N)
    notice = said_on(data)
    for inner in (N, PROPOSER, REVIEWER, SUPERIOR, run.show(N)["check_code"]):
        assert inner not in "".join(parts(data).values())
    assert "测党〔2026〕07号" in notice
    assert notice.splitlines()[-2:] == ["测试单位", "2026年11月24日"]


def test_a_public_notice_leaves_what_nobody_knows_to_the_pen(run: Office, tmp_path: Path) -> None:
    number = run.propose("3.2.1", "--title", "关于干部任用的公示", "--public-notice")
    run.review(number)
    run.approve(number)
    before = said_on(printed(run, tmp_path, "公开通知", number))
    assert "公示期：____年__月__日至____年__月__日" in before
    assert "联系人：____" in before
    until = ("--channel", "公开栏", "--place", "一楼", "--until", "2026-12-01")
    run.ok("publish", number, *until, "--by", PROPOSER)
    after = said_on(printed(run, tmp_path, "公开通知", number))
    assert "公示期：2026年11月24日至2026年12月1日" in after


@pytest.mark.parametrize("form", ["公开通知", "简报"])
def test_nothing_is_posted_before_its_approval_or_after_it_was_taken_down(
    run: Office, form: str, tmp_path: Path
) -> None:
    out = tmp_path / "早.docx"
    ran = run("print", form, PROPOSED, "--out", str(out))
    assert (ran.code, out.exists()) == (3, False)
    assert "下一步：pdisc review" in ran.err
    run.publish(N)
    run.ok("takedown", N, "--reason", "有误", "--by", PROPOSER)
    ran = run("print", form, N, "--out", str(out))
    assert (ran.code, "已经撤下" in ran.err, out.exists()) == (3, True, False)


def test_a_bulletin_takes_several_matters_and_none_for_named_people(
    run: Office, tmp_path: Path
) -> None:
    run.review(PROPOSED)
    run.approve(PROPOSED)
    told = said_on(printed(run, tmp_path, "简报", N, PROPOSED))
    assert told.count("党务公开简报") == 1
    assert "一、关于2026年二季度办事程序执行情况的通报" in told
    assert "二、党内的一件" in told
    narrow = ("--scope", "党内:特定对象", "--reason", "只发给有关的人")
    number = run.propose("1.3.1", *narrow)
    run.review(number)
    run.approve(number)
    ran = run("print", "简报", N, number)
    assert (ran.code, "特定对象" in ran.err) == (3, True)


def test_a_correction_is_announced_with_what_it_corrects(run: Office, tmp_path: Path) -> None:
    run.publish(N)
    ran = run("print", "更正公告", N)
    assert (ran.code, "没有更正别的事项" in ran.err) == (3, True)
    words = ("--title", "更正", "--content", "应为若干元。", "--by", PROPOSER)
    number = run.ok("correct", N, *words, "--json").json["number"]
    assert run("print", "更正公告", number).code == 3
    run.review(number)
    run.approve(number)
    told = said_on(printed(run, tmp_path, "更正公告", number))
    assert "《关于2026年二季度办事程序执行情况的通报》有误，现更正如下：" in told
    assert "本单位2026年11月24日在" in told
    assert "公开栏（会议室）" in told
    assert "应为若干元。" in told


def test_what_waits_in_a_draft_is_masked_on_its_forms(run: Office, tmp_path: Path) -> None:
    number = run.propose("1.1.1", "--content", "电话13812345678。")
    for form in ("审批表", "保密审查表"):
        data = printed(run, tmp_path, form, number)
        assert "13812345678" not in "".join(parts(data).values())
    assert "还有审查发现没有处理" in said_on(printed(run, tmp_path, "审批表", number))


def test_a_long_text_follows_the_form_whole(run: Office, tmp_path: Path) -> None:
    long = "\n".join(f"第{place}段，说明这一段的情况。" for place in range(80))
    number = run.propose("1.1.1", "--content", long)
    told = said_on(printed(run, tmp_path, "审批表", number))
    assert f"全文{len(long)}字，附后" in told
    assert "附：公开内容全文" in told
    for line in long.splitlines():
        assert line in told


def test_a_refusal_and_an_escalation_stand_on_the_form(run: Office, tmp_path: Path) -> None:
    run.review(PROPOSED)
    run.escalate(PROPOSED)
    assert "测试县委" in said_on(printed(run, tmp_path, "审批表", PROPOSED))
    words = ("--refuse", "不宜公开", "--basis", "条例第八条", "--document-number", "县〔2026〕1号")
    run.ok("approve", PROPOSED, "--by", SUPERIOR, *words)
    told = said_on(printed(run, tmp_path, "审批表", PROPOSED))
    for word in ("不予公开", "依据：条例第八条", "文号：县〔2026〕1号"):
        assert word in told
    assert "不予公开　依据：条例第八条" in said_on(printed(run, tmp_path, "保密审查表", PROPOSED))


def test_a_review_of_a_plan_that_was_changed_since_is_no_longer_on_the_form(
    run: Office, tmp_path: Path
) -> None:
    run.review(PROPOSED, "--opinion", "看过原件")
    assert "看过原件" in said_on(printed(run, tmp_path, "审批表", PROPOSED))
    run.ok("revise", PROPOSED, "--content", "改过的内容。", "--by", PROPOSER)
    told = said_on(printed(run, tmp_path, "审批表", PROPOSED))
    assert "看过原件" not in told
    assert "第2稿" in told


def test_every_finding_stands_on_the_review_form_with_what_became_of_it(
    run: Office, tmp_path: Path
) -> None:
    number = run.propose("1.1.1", "--content", "办公室车辆宁A12345，联系电话13812345678。")
    run.ok("redact", number, "--all", "--by", PROPOSER)
    shown = run.show(number)["findings"]
    told = said_on(printed(run, tmp_path, "保密审查表", number))
    for each in shown:
        assert f"{each['id']}｜{each['kind']}｜{each['where']}" in told


def test_the_proposal_offers_the_form_for_signing(run: Office) -> None:
    words = ("--title", "一件", "--content", "已经办完。", "--for", "2026-Q2", "--by", PROPOSER)
    said = run.ok("propose", "1.1.1", *words).out
    assert "pdisc print 审批表 2026-0003" in said
    assert "审批表" not in run.ok("propose", "1.1.2", *words, "--dry-run").out


@pytest.mark.parametrize("form", CASE_SHEETS)
def test_the_same_ledger_and_day_give_the_same_form(run: Office, form: str, tmp_path: Path) -> None:
    number = N
    if form == "更正公告":
        run.publish(N)
        words = ("--title", "更正", "--content", "应为若干元。", "--by", PROPOSER)
        number = run.ok("correct", N, *words, "--json").json["number"]
        run.review(number)
        run.approve(number)
    first, second = (printed(run, tmp_path, form, number) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as box:
        assert box.testzip() is None


def test_several_forms_become_one_file_or_one_each(run: Office, tmp_path: Path) -> None:
    whole = printed(run, tmp_path, "审批表", N, PROPOSED)
    assert said_on(whole).count("党务公开审批表") == 2
    folder = tmp_path / "各一"
    folder.mkdir()
    ran = run.ok("print", "审批表", N, PROPOSED, "--each", "--out", str(folder), "--json").json
    assert sorted(path.name for path in folder.iterdir()) == [
        f"审批表_{N}.docx",
        f"审批表_{PROPOSED}.docx",
    ]
    assert ran["file"] == ran["files"][0]


def test_forms_come_out_of_an_office_suite_on_the_pages_they_should(
    run: Office, tmp_path: Path
) -> None:
    program = needed("soffice", "libreoffice-writer")
    files = []
    for form in ("审批表", "保密审查表", "公开通知"):
        files.append(tmp_path / f"{form}.docx")
        run.ok("print", form, N, "--out", str(files[-1]))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    words = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*words, *map(str, files)], check=True, capture_output=True)
    for path in files:
        pages = PdfReader(path.with_suffix(".pdf")).pages
        text = "".join(pages[0].extract_text().split())
        assert len(pages) == 1, path.name
        assert "关于2026年二季度办事程序执行" in text or "关于2026年二季度" in text
        assert round(float(pages[0].mediabox.width)) == 595


def test_fonts_are_told_by_what_the_system_lists(run: Office) -> None:
    listed = "SimHei.ttf\nFangSong_GB2312\n华文宋体,STSong\n楷体_GB2312,KaiTi_GB2312\n"
    told = {each.font: each for each in fonts.fonts_of_forms(listed)}
    assert told["楷体_GB2312"].present
    assert not told["宋体"].present  # 华文宋体 is another one
    assert told["黑体"].present
    assert told["仿宋_GB2312"].present
    assert not told["方正小标宋简体"].present
    assert told["方正小标宋简体"].instead == "宋体"
    ran = run.ok("print", "--check-fonts", "--json").json["fonts"]
    assert [each["font"] for each in ran] == list(told)


@given(st.text(st.sampled_from("关于的通报（）《》，。2026年月A1 "), min_size=1, max_size=120))
def test_a_title_in_lines_is_the_same_title(title: str) -> None:
    lines = in_lines(title, 19).split("\n")
    assert "".join(lines) == title
    assert len(lines) == max(1, -(-len(title) // 19))


def test_no_line_of_a_title_cuts_a_year_or_begins_with_a_mark() -> None:
    title = "关于党支部学习贯彻上级精神2026年上半年工作安排、落实情况的通报"
    lines = in_lines(title, 19).split("\n")
    assert all(not line.startswith(("年", "、", "26")) for line in lines)


def test_years_stand_in_hexagonal_brackets_whatever_was_typed() -> None:
    for typed in ("测党【2026】7号", "测党[2026]7号", "测党（2026）7号", "测党〔2026〕7号"):
        assert with_brackets(typed) == "测党〔2026〕7号"
    assert with_brackets("测党7号（补）") == "测党7号（补）"


def test_headings_are_told_from_sentences() -> None:
    manners = [
        each.manner for each in text_paras("一、情况\n一、情况如下。都好。\n（二）其他\n3. 无")
    ]
    assert manners == ["head", "body", "subhead", "body"]
