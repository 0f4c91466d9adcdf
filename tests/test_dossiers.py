"""档案: what goes into a dossier, how a stranger and a tool read it, which boxes are due."""

import json
import sys
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import bagit  # type: ignore[import-untyped]  # no types
import pytest
from conftest import PROPOSER, REVIEWER, SUPERIOR, Office
from hypothesis import given
from hypothesis import strategies as st
from kept_ledgers import office_of
from lxml import etree, html
from pdf_files import needs_fonts, read

from pdisc.values.file_names import LONGEST, safe_name

N = "2026-0001"


def checked(folder: Path) -> None:
    """Have the Library of Congress's own tool look at a bag."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        bagit.Bag(str(folder)).validate()


def files_of(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def everything(folder: Path) -> bytes:
    """Return all bytes of a folder, packed parts unpacked, the texts of PDFs read."""
    found = b""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            found += path.read_bytes()
        if path.suffix == ".docx":
            with zipfile.ZipFile(path) as box:
                found += b"".join(map(box.read, box.namelist()))
        if path.suffix == ".pdf":
            pages = read(path.read_bytes()).pages
            found += "".join(page.extract_text() for page in pages).encode()
    return found


@pytest.fixture(scope="module")
def begun(new_office: Callable[[], Office], tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return an office with a published matter that has attachments and evidence of its own."""
    office, papers = new_office(), tmp_path_factory.mktemp("材料")
    for name in ("收缴 明细.csv", "100%完成.txt", "CON.txt"):
        (papers / name).write_text(f"{name}\n1,2\n", encoding="utf-8")
    (papers / "审批表扫描.txt").write_text("签字", encoding="utf-8")
    (papers / "公开栏.txt").write_text("照片", encoding="utf-8")
    office.on("2026-07-06")
    attached = [
        f"--attach={papers / name}" for name in ("收缴 明细.csv", "100%完成.txt", "CON.txt")
    ]
    words = ("--title", "二季度的通报", "--content", "已经办完。", "--for", "2026-Q2")
    office.propose("5.1.2", *words, *attached)
    office.review(N)
    office.ok("approve", N, "--by", SUPERIOR, "--evidence", str(papers / "审批表扫描.txt"))
    board = ("--channel", "公开栏", "--place", "一楼", "--evidence", str(papers / "公开栏.txt"))
    office.ok("publish", N, *board, "--by", PROPOSER)
    office.publish(N)
    office.ok("opinion", "add", N, "--content", "很好", "--from", "示例金丝雀")
    settled = ("--result", "采纳", "--feedback", "谢谢")
    office.ok("opinion", "settle", f"{N}-Y1", *settled, "--by", PROPOSER)
    office.on("2026-08-20")
    return office


@pytest.fixture
def run(begun: Office, tmp_path: Path) -> Office:
    return begun.copy(tmp_path)


def filed(run: Office, number: str = N) -> Path:
    """归档, and return the dossier."""
    shown = run.ok("archive", number, "--by", PROPOSER, "--json").json
    return run.ledger / str(shown["dossier"])


def test_a_dossier_is_a_bag_named_by_its_number(run: Office) -> None:
    folder = filed(run)
    assert folder.name == run.show(N)["archive_number"]
    assert folder.parent.name == "2026"
    checked(folder)
    info = (folder / "bag-info.txt").read_text(encoding="utf-8")
    assert f"External-Identifier: {folder.name}" in info
    assert "Source-Organization: 测试单位" in info
    assert "Bagging-Date: 2026-08-20" in info


COPIES = {"data/审批表.pdf", "data/保密审查表.pdf", "data/公开稿.pdf"}
"""Where a machine makes PDFs: typst and a Chinese font."""


def test_everything_of_the_matter_lies_in_it_under_its_own_name(run: Office) -> None:
    held = files_of(filed(run))
    assert held - COPIES == {
        *("bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"),
        *("data/首页.html", "data/元数据.xml", "data/审批表.docx", "data/保密审查表.docx"),
        *("data/公开稿.docx", "data/公开稿.txt", "data/方案.txt", "data/办理过程.txt"),
        *("data/日志摘录.jsonl", "data/意见办理.txt"),
        *("data/附件/收缴 明细.csv", "data/附件/100％完成.txt", "data/附件/_CON.txt"),
        *("data/凭证/审批/审批表扫描.txt", "data/凭证/实施_公开栏/公开栏.txt"),
    }


@needs_fonts
def test_the_forms_lie_beside_their_word_files_as_pdf_a(run: Office) -> None:
    folder = filed(run)

    assert files_of(folder) >= COPIES
    for name in COPIES:
        copy: Any = read((folder / name).read_bytes())
        assert b"<pdfaid:part>2</pdfaid:part>" in copy.trailer["/Root"]["/Metadata"].get_data()
        assert "二季度的通报" in "".join(page.extract_text() for page in copy.pages)
    page = (folder / "data" / "首页.html").read_text(encoding="utf-8")
    assert all(name.removeprefix("data/") in unquote(page) for name in COPIES)


def test_without_the_part_that_makes_pdfs_all_the_rest_is_filed(
    run: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)  # as where it isn't installed
    number = run.walk("不予公开", "1.1.1", "--title", "这里没有 PDF 的一件")  # no form seen before
    said = run.ok("archive", number, "--by", PROPOSER, "--no-opinions", "--json").json
    folder = run.ledger / str(said["dossier"])

    checked(folder)
    assert not COPIES & files_of(folder)
    assert "data/审批表.docx" in files_of(folder)
    assert run("verify").code == 0


def test_a_form_that_no_font_here_can_print_is_filed_as_word_and_that_is_told(run: Office) -> None:
    number = run.walk("不予公开", "1.1.1", "--title", "关于\u1200的通报")
    said = run.ok("archive", number, "--by", PROPOSER, "--no-opinions", "--json").json

    if any(name.endswith(".pdf") for name in files_of(run.ledger / str(said["dossier"]))):
        pytest.skip("this machine has a font for Ethiopic")
    told = "归档文件夹里没有 PDF，只有 Word：这台电脑"
    assert [each for each in said["notices"] if each.startswith(told)]
    checked(run.ledger / str(said["dossier"]))


def test_the_preview_says_what_will_be_filed_and_who_owes_what_is_missing(run: Office) -> None:
    told: Any = run.ok("archive", N, "--dry-run", "--by", PROPOSER, "--json").json
    assert not (run.ledger / "archive").exists() or not list((run.ledger / "archive").iterdir())
    missing = [(each["paper"], each["owed_by"]) for each in told["missing"]]
    channels = {"会议", "文件", "网站"}
    assert missing == [
        (f"{each['channel']}的公开凭证", PROPOSER)
        for each in run.show(N)["publications"]
        if each["channel"] in channels
    ]
    said = run.ok("archive", N, "--dry-run", "--by", PROPOSER).out
    (owed,) = [line for line in said.splitlines() if line.startswith("缺")]
    assert owed.endswith(f"（{PROPOSER}经手），归档以后不能再补")
    assert f"要补的先不归档：pdisc evidence {N} --step 实施 --channel " in said
    assert all(f"{channel}的公开凭证" in owed for channel in channels)
    assert "、首页" in said
    folder = filed(run)
    assert set(told["dossier_files"]) == files_of(folder)
    assert told["archive_number"] == folder.name


def test_the_preview_of_several_tells_of_each_what_is_filed_and_missing(run: Office) -> None:
    titles = ("党费收缴的通报", "二季度的通报之二")
    both = [run.walk_every_step("已公开", "1.3.1", "--title", title) for title in titles]
    told: Any = run.ok("archive", *both, "--dry-run", "--by", PROPOSER, "--no-opinions", "--json")
    for each in told.json["disclosures"]:
        assert "data/首页.html" in each["dossier_files"]
        assert {row["owed_by"] for row in each["missing"]} == {PROPOSER, SUPERIOR}
    said = run.ok("archive", *both, "--dry-run", "--by", PROPOSER, "--no-opinions").out
    assert said.count("、首页") == 2
    assert said.count("缺会议的公开凭证") == 2


def test_what_was_refused_with_open_findings_is_filed_with_its_values_masked(run: Office) -> None:
    secret = "11010519491231002X"
    text = f"经办人身份证号{secret}，见附页。"
    number = run.propose("1.1.1", "--title", "不宜公开的一件", "--content", text)
    run.ok("review", number, "--by", REVIEWER, "--withhold", "含个人信息", "--basis", "条例第八条")
    run.refuse(number)
    said = run.ok("archive", number, "--by", PROPOSER, "--no-opinions", "--json").json
    folder = run.ledger / str(said["dossier"])
    with zipfile.ZipFile(folder / "data" / "审批表.docx") as paper:
        words = paper.read("word/document.xml").decode()
    assert "不宜公开的一件" in words
    assert secret not in words


def test_a_stranger_finds_every_file_from_the_front_page(run: Office) -> None:
    folder = filed(run) / "data"
    page = html.parse(folder / "首页.html", html.HTMLParser(encoding="utf-8")).getroot()
    linked = {unquote(str(each)) for each in page.xpath("//a/@href")}
    held = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert linked == held - {"首页.html"}
    text = page.text_content()
    for word in ("二季度的通报", PROPOSER, SUPERIOR, "一楼", "RFC 8493", "提出、审核、审批"):
        assert word in text
    assert page.xpath("//script") == []


def test_the_metadata_has_the_names_of_its_standard(run: Office) -> None:
    folder = filed(run)
    tree: Any = etree.parse(folder / "data/元数据.xml").getroot()
    assert tree.findtext("聚合层次") == "件"
    assert tree.findtext("档号/编号") == folder.name
    assert tree.findtext("档号/年度") == "2026"
    assert tree.findtext("内容描述/题名") == "二季度的通报"
    assert tree.findtext("内容描述/责任者") == "测试单位"
    assert tree.findtext("内容描述/日期") == "20260706"
    acts = [each.findtext("行为") for each in tree.iterfind("业务行为/行为记录")]
    assert acts[:3] == ["提出", "审核", "审批"]
    names = {each.findtext("计算机文件名") for each in tree.iterfind("电子属性/计算机文件")}
    assert names == {
        name
        for name in files_of(folder)
        if name.startswith("data/") and not name.endswith(("首页.html", "元数据.xml"))
    }


def test_no_dossier_tells_who_gave_an_opinion(run: Office) -> None:
    folder = filed(run)
    assert not any(
        "金丝雀".encode() in path.read_bytes() for path in folder.rglob("*") if path.is_file()
    )
    assert "很好" in (folder / "data/意见办理.txt").read_text(encoding="utf-8")


def test_two_attachments_of_one_name_both_lie_there(run: Office, tmp_path: Path) -> None:
    words = []
    for place in ("甲", "乙"):
        (tmp_path / place).mkdir()
        (tmp_path / place / "表.txt").write_text(place, encoding="utf-8")
        words += ["--attach", str(tmp_path / place / "表.txt")]
    number = run.propose("5.1.2", "--for", "2026-Q1", *words)
    run.review(number)
    run.approve(number)
    run.publish(number)
    run.on("2026-10-20")
    run.archive(number)
    folder = run.ledger / run.show(number)["dossier"]
    checked(folder)
    held = {
        path.name: path.read_text(encoding="utf-8") for path in (folder / "data/附件").iterdir()
    }
    assert held == {"表.txt": "甲", "表（2）.txt": "乙"}


def test_what_the_office_requires_blocks_and_nothing_else(run: Office) -> None:
    run.ok("config", "set", "归档必备材料", "公开凭证", "--from", "2026-08-01")
    ran = run("archive", N, "--by", PROPOSER)
    assert (ran.code, "归档必备材料" in ran.err) == (3, True)
    assert f"pdisc evidence {N} --step 实施" in ran.err
    run.ok("config", "set", "归档必备材料", "审批凭证", "--from", "2026-08-02")
    filed(run)
    assert run("config", "set", "归档必备材料", "照片").code == 2


def test_every_alteration_is_found_and_named(run: Office) -> None:
    folder = filed(run)
    assert run.ok("dossier", "verify", "--json").json == {
        "ok": True,
        "dossiers": 1,
        "problems": [],
    }
    for name in sorted(files_of(folder)):
        path = folder / name
        before = path.read_bytes()
        path.write_bytes(before + b" ")
        ran = run("dossier", "verify", N, "--json")
        assert (ran.code, ran.json["ok"]) == (9, False), name
        assert run("verify").code == 9, name
        path.write_bytes(before)
        path.rename(path.with_name("别处"))
        assert run("dossier", "verify", folder.name).code == 9, name
        path.with_name("别处").rename(path)
    assert run("dossier", "verify").code == 0
    assert run("dossier", "verify", "2026-0099").code == 4


def test_what_was_filed_is_listed_by_its_number(run: Office) -> None:
    filed(run)
    (row,) = run.ok("dossier", "list", "--year", "2026", "--json").json["dossiers"]
    assert (row["number"], row["archive_number"]) == (N, run.show(N)["archive_number"])
    assert set(row["missing"]) == {"会议的公开凭证", "文件的公开凭证", "网站的公开凭证"}
    assert run.ok("dossier", "list", "--year", "2025", "--json").json == {"dossiers": []}
    assert run("dossier", "list", "--audience", "社会").code == 2


def test_a_box_is_due_the_day_after_its_last(run: Office, tmp_path: Path) -> None:
    filed(run)
    kept = run.show(N)["retention"]
    assert kept == "10年"
    last, after = "2036-12-31", "2037-01-01"
    assert run.ok("dossier", "due", "--on", last, "--json").json["boxes"] == []
    (box,) = run.ok("dossier", "due", "--on", after, "--json").json["boxes"]
    assert (box["year"], box["retention"], box["pieces"], box["until"]) == (2026, kept, 1, last)
    before = files_of(run.ledger / "archive")
    out = tmp_path / "到期.docx"
    run.ok("dossier", "due", "--on", after, "--out", str(out))
    assert out.stat().st_size > 0
    assert files_of(run.ledger / "archive") == before


def test_a_ledger_of_the_days_before_keeps_its_dossiers_as_they_are(tmp_path: Path) -> None:
    """`ledger-v1.tar.xz` was made when dossiers were named by the disclosure."""
    office = office_of("ledger-v1", tmp_path)
    ran = office("verify", "--json")
    assert ran.code == 0, ran.out
    listed = office.ok("dossier", "list", "--json").json["dossiers"]
    assert all(Path(each["dossier"]).name == each["number"] for each in listed)


NAMES = st.text(
    st.one_of(
        st.sampled_from('ab.表（）/\\:*?"<>|\n\r\t\x00%~ ·'),
        st.characters(codec="utf-8"),
        st.sampled_from("\u202e\u200b\ufeff"),
    ),
    max_size=300,
)


@given(NAMES, st.lists(NAMES, max_size=4))
def test_every_name_becomes_one_that_every_system_takes(name: str, others: list[str]) -> None:
    taken: set[str] = set()
    for each in (*others, name, name):
        fit = safe_name(each, taken)
        assert fit.lower() not in taken
        taken.add(fit.lower())
        assert len(fit.encode()) <= LONGEST
        assert fit
        assert fit.strip(" .") == fit
        assert not set(fit) & set('<>:"/\\|?*\x00\n\r\t\u202e\u200b')
        assert fit.split(".")[0].lower() not in {"con", "prn", "aux", "nul", "com1", "lpt1"}


def test_the_journal_extract_holds_no_older_draft(run: Office) -> None:
    number = run.propose("1.1.1", "--content", "电话13812345678。", "--for", "2026-Q2")
    run.ok("redact", number, "--all", "--by", PROPOSER)
    run.review(number)
    run.approve(number)
    run.publish(number)
    run.on("2026-10-20")
    run.archive(number)
    folder = run.ledger / run.show(number)["dossier"]
    checked(folder)
    assert not any(
        b"13812345678" in path.read_bytes() for path in folder.rglob("*") if path.is_file()
    )
    lines = (folder / "data/日志摘录.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["kind"] for line in lines][:2] == ["提出", "脱敏"]
