"""Wild texts, strange places and a busy ledger: what paper and pages make of them."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import Office
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree, html
from papers import lines_of, printed

from pdisc.dossier.bag import bag_files
from pdisc.render.site_pages import site_files
from pdisc.report.public import PublicReport, PublicTotal
from pdisc.sheets.site import Site, SiteEntry
from pdisc.text import visible
from pdisc.values.parts import StoredFile
from pdisc.values.records import PublicRecord
from pdisc.words import Audience, Group, Scope

DAY = date(2026, 11, 24)
WILD = st.text(
    st.one_of(
        st.sampled_from(
            "党务公开<>&\"'{}%#$\\/=@-+*_`[]\u202e\u200b\u2028\u2029\ufeff\x00\x1b\r\t"
        ),
        st.characters(codec="utf-8"),
    ),
    max_size=60,
).map(lambda text: f"标{text}")
MARKUP = ("</script><script>alert(1)</script>", "{{ 7*7 }}{% raw %}", "]]>&lt;", '#import "x"')


def site_with(title: str, content: str, unit: str, name: str) -> Site:
    record = PublicRecord(
        public_number="公1",
        code="1.1.1",
        item=title,
        title=title,
        scope=Scope.SOCIETY,
        channels=("公开栏",),
        content=content,
        published_on=DAY,
    )
    report = PublicReport(
        unit=unit,
        title=unit,
        from_=DAY,
        to=DAY,
        on=DAY,
        as_of=DAY,
        audience=Audience.SOCIETY,
        group_by=Group.LEVEL1,
        rows=(),
        groups=(),
        total=PublicTotal(items=0, items_published=0, published=0),
    )
    file = StoredFile(name=name, size=1, sha256="0" * 64)
    entry = SiteEntry(record=record, files=(file,), key="k")
    return Site(
        key="s",
        unit=unit,
        audience=Audience.SOCIETY,
        on=DAY,
        entries=(entry,),
        gone=(),
        report=report,
    )


def words_of(text: str) -> str:
    return "".join(visible(text).split())


@settings(max_examples=60)
@given(WILD, WILD, WILD)
@example("标", "标\x1f", "标")  # to Python a blank, to people a sign that was typed
def test_whatever_was_typed_a_page_says_it_and_nothing_more(
    title: str, content: str, name: str
) -> None:
    for text in (title, f"{title}{MARKUP[0]}", f"{MARKUP[1]}{title}"):
        site = site_with(text, content, f"单位{name}", name)
        files = {path: data for path, data in site_files(site) if isinstance(data, bytes)}
        page: Any = html.document_fromstring(files["p/k/index.html"].decode())
        assert words_of(page.xpath("//h1")[0].text_content()) == words_of(text)
        assert page.xpath("//script") == []
        assert len(page.xpath("//main")) == 1
        body = "".join(page.xpath("//div[@class='text']")[0].text_content().split())
        assert body == "".join(words_of(line) for line in content.splitlines())
        links = page.xpath("//section[@class='files']//a/@href")
        assert len(links) == 1
        assert "/" not in links[0]
        index: Any = html.document_fromstring(files["index.html"].decode())
        assert len(index.xpath("//script")) == 2
        feed: Any = etree.fromstring(files["feed.xml"])
        assert words_of(feed.findtext("{*}entry/{*}title")) == words_of(text)
        script = files["pages.js"].decode("ascii")
        assert "<" not in script
        (told,) = json.loads(script.removeprefix("window.pages = ").removesuffix(";\n"))
        assert told["t"] == text


@given(st.dictionaries(st.text(max_size=20), st.binary(max_size=40), max_size=5), WILD)
def test_a_bag_s_tag_files_have_one_line_a_fact(files: dict[str, bytes], title: str) -> None:
    bag, _ = bag_files(files, {"External-Description": title, "Source-Organization": ""})
    info = bag["bag-info.txt"]
    assert isinstance(info, bytes)
    lines = info.decode().splitlines()
    assert [line.partition(":")[0] for line in lines] == ["External-Description", "Payload-Oxum"]


@pytest.fixture(scope="module")
def begun(new_office: Callable[[], Office]) -> Office:
    office = new_office()
    office.propose("1.1.1", "--title", f"通报{''.join(MARKUP)}", "--content", "\n".join(MARKUP))
    office.review("2026-0001")
    office.approve("2026-0001")
    office.publish("2026-0001")
    return office


@pytest.fixture
def run(begun: Office, tmp_path: Path) -> Office:
    return begun.copy(tmp_path)


@pytest.mark.parametrize("form", ["审批表", "保密审查表", "公开通知", "简报"])
def test_markup_of_any_kind_stands_on_forms_as_it_was_typed(
    run: Office, form: str, tmp_path: Path
) -> None:
    said = "\n".join(lines_of(printed(run, tmp_path, form, "2026-0001"))).replace(" ", "")
    for each in MARKUP if form != "保密审查表" else ("</script>",):
        assert each.replace(" ", "") in said


def test_forms_and_pages_are_made_while_somebody_writes(run: Office, tmp_path: Path) -> None:
    with closing(sqlite3.connect(run.ledger / "ledger.db", isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        run.ok("print", "审批表", "2026-0001", "--out", str(tmp_path / "表.docx"))
        run.ok("site", str(tmp_path / "网页"))
        writer.execute("ROLLBACK")


def test_nothing_is_written_over_the_ledger_by_whatever_name(run: Office, tmp_path: Path) -> None:
    link = tmp_path / "别名"
    link.symlink_to(run.ledger, target_is_directory=True)
    for place in (run.ledger / "ledger.db", link / "ledger.db", run.ledger / "files" / "x.docx"):
        assert run("print", "审批表", "2026-0001", "--out", str(place)).code == 2
        assert run("report", "--format", "xlsx", "--out", str(place)).code == 2
    assert run("site", str(link)).code == 2
    assert run("site", str(link / "网页")).code == 2
    assert run.verify()["ok"]


def test_a_site_behind_a_link_is_built_where_the_link_leads(run: Office, tmp_path: Path) -> None:
    (tmp_path / "真的").mkdir()
    link = tmp_path / "别名"
    link.symlink_to(tmp_path / "真的", target_is_directory=True)
    run.ok("site", str(link))
    assert link.is_symlink()
    assert (tmp_path / "真的" / "index.html").is_file()


def test_a_file_that_somebody_took_away_stops_the_site_and_leaves_the_old_one(
    run: Office, tmp_path: Path
) -> None:
    paper = tmp_path / "表.csv"
    paper.write_text("a,b\n", encoding="utf-8")
    number = run.propose("5.1.2", "--attach", str(paper), "--for", "2026-Q2")
    run.review(number)
    run.approve(number)
    run.publish(number)
    folder = tmp_path / "网页"
    run.ok("site", str(folder))
    before = sorted(path.name for path in folder.rglob("*"))
    for kept in (run.ledger / "files").iterdir():
        kept.chmod(0o644)
        kept.write_bytes(b"?")
    ran = run("site", str(folder))
    assert (ran.code, "pdisc verify" in ran.err) == (8, True)
    assert sorted(path.name for path in folder.rglob("*")) == before


def test_a_dozen_forms_at_once_are_one_file(run: Office, tmp_path: Path) -> None:
    numbers = [run.propose("1.3.3", "--occurred", "2026-11-20") for _ in range(12)]
    last = numbers[-1]
    out = tmp_path / "表.docx"
    ran = run.ok("print", "审批表", f"{numbers[0]}..{last}", "--out", str(out), "--json").json
    assert ran["files"] == [str(out)]
    said = "\n".join(lines_of(out.read_bytes()))
    assert said.count("党务公开审批表") == 12
    assert all(run.show(number)["check_code"] in said for number in numbers)
