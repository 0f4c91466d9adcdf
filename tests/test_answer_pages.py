"""html: an answer as one page, with charts that say no more and no less than the figures."""

import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # no types
from browsers import chromium
from conftest import PROPOSER, Office
from lxml import html

from pdisc.render.charts import chart_svg
from pdisc.render.grid import Column, Table, telling
from pdisc.render.paper import Chart


@pytest.fixture
def page(run: Office, tmp_path: Path) -> Path:
    run.walk("已公开", "1.1.1", "--for", "2026-Q3")
    run.ok("report", "--out", str(tmp_path / "统计.html"))
    return tmp_path / "统计.html"


def tree_of(path: Path) -> Any:
    return html.fromstring(path.read_bytes())


def figures(table: Any) -> dict[str, list[str]]:
    """Return what a table says beside a chart: a row a label."""
    return {
        row.xpath("th")[0].text_content(): [cell.text_content() for cell in row.xpath("td")]
        for row in table.xpath(".//tbody/tr")
    }


def test_the_chart_has_the_figures_of_the_table_and_of_the_json(run: Office, page: Path) -> None:
    told = run.ok("report", "--json").json
    first, second = tree_of(page).xpath("//figure")
    rows = figures(first)
    for group in told["groups"]:
        if group["due"]:
            answered = group["due"] - group["exempt"] - group["missed"] - group["pending"]
            wanted = [str(x) for x in (answered, group["pending"], group["missed"])]
            assert rows[group["group"]] == wanted
            drawn = "".join(first.xpath(".//*[local-name()='svg']")[0].itertext())
            assert all(figure in drawn for figure in wanted if figure != "0")
    for label, (share,) in figures(second).items():
        quarter = f"2026-Q{label[5]}"
        norms = run.ok("report", "--quarter", quarter, "--json").json["norms"]
        on_time = next(each for each in norms if each["norm"] == "按时")
        assert int(share) == round(100 * on_time["met"] / on_time["of"])


def test_a_page_asks_for_nothing_and_runs_nothing(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    tree = tree_of(page)
    assert "default-src 'none'" in text
    assert tree.xpath("//script | //link | //img | //iframe") == []
    addresses = set(re.findall(r"https?://[^\s\"'<)]+", text))
    assert addresses <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert all(svg.get("role") == "img" for svg in tree.xpath("//*[local-name()='svg']"))


def test_the_same_answer_gives_the_same_page(run: Office, page: Path, tmp_path: Path) -> None:
    run.ok("report", "--out", str(tmp_path / "再.html"))
    assert (tmp_path / "再.html").read_bytes() == page.read_bytes()
    run.ok("report", "--out", str(tmp_path / "再.htm"))
    assert (tmp_path / "再.htm").read_bytes() == page.read_bytes()


def test_a_page_of_each_answer_passes_axe(run: Office, page: Path) -> None:
    run.ok("due", "--out", str(page.with_name("本周.html")))
    run.ok("list", "--out", str(page.with_name("清单.html")))
    with chromium() as browser:
        window = browser.new_page()
        for path in sorted(page.parent.glob("*.html")):
            window.goto(path.as_uri())
            found = Axe().run(window).response["violations"]
            assert [(each["id"], each["help"]) for each in found] == [], path.name


def test_for_society_the_page_says_what_was_public_and_where(run: Office, tmp_path: Path) -> None:
    run.walk("已公开", "1.1.1", "--title", "三季度的通报")
    run.walk("已公开", "1.3.1", "--title", "党内的安排")
    for ending in ("html", "docx", "xlsx", "md"):
        run.ok("report", "--audience", "社会", "--out", str(tmp_path / f"统计.{ending}"))
    tree = tree_of(tmp_path / "统计.html")
    text = tree.text_content()
    out = tree.xpath("//table")[0].text_content()
    for word in ("公1", "三季度的通报", "公开栏", "2026-11-24"):
        assert word in out
    assert "未公开" not in text.replace("没有公开", "")
    for inner in ("党内的安排", "逾期", "2026-0001", PROPOSER, "回执"):
        assert inner not in text
    said = run.ok("report", "--audience", "社会").out
    assert said.count("未公开") == 0
    assert "三季度的通报" in said


def test_what_says_nothing_is_left_out_but_what_names_a_row_stays() -> None:
    columns = [Column(title) for title in ("编号", "内容", "数", "零", "空", "签")]
    columns[-1] = Column("签", blank=True)
    table = Table(columns, [("1", "", 3, 0, None, None), ("2", "", 0, 0, "—", None)])
    assert [each.title for each in telling(table).columns] == ["编号", "内容", "数", "签"]
    empty = Table(columns, [])
    assert telling(empty).columns == columns


def test_a_chart_s_texts_are_texts() -> None:
    chart = Chart("<b>题</b>", ("<script>甲</script>",), (("&乙", (3,)),))
    drawn: Any = html.fromstring(chart_svg(chart, 0))
    assert drawn.xpath("//script | //b") == []
    assert "<script>甲</script>" in drawn.text_content()
