"""网页: what a reader finds in the pages of 社会 and of 党内, in a browser and file by file."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # no types
from browsers import chromium
from conftest import PROPOSER, Office
from lxml import etree, html
from playwright.sync_api import Browser, Page

TEXT = "一、基本情况\n共召开支部党员大会若干次。\n二、其他\n无。"
WILD = "<script>alert(1)</script>{{7*7}}</script>&amp;"


def out(office: Office, code: str, title: str, *more: str) -> str:
    number = office.propose(code, "--title", title, *more)
    office.review(number)
    office.approve(number)
    office.publish(number)
    return number


def lived(office: Office, folder: Path) -> None:
    """Publish one of each kind: with a file, taken down, corrected, 党内, one not yet online."""
    table = folder / "明细 表.csv"
    table.write_text("项目,数\n学习,3\n", encoding="utf-8")
    first = out(
        *(office, "1.1.1", "三季度工作的通报", "--content", TEXT, "--for", "2026-Q3"),
        *("--attach", str(table)),
    )
    gone = out(office, "5.1.2", "要撤下的", "--for", "2026-Q2")
    office.ok("takedown", gone, "--reason", "重复", "--by", PROPOSER)
    out(office, "5.1.2", f"标题{WILD}", "--for", "2026-Q1", "--content", f"正文{WILD}")
    out(office, "1.3.1", "党内的安排", "--content", "只在党内。")
    words = ("--title", "三季度通报的更正", "--content", "更正如下。", "--by", PROPOSER)
    number = office.ok("correct", first, *words, "--json").json["number"]
    office.review(number)
    office.approve(number)
    office.publish(number)
    waiting = office.propose("1.1.2", "--title", "还没有上网的", "--for", "2026-Q2")
    office.review(waiting)
    office.approve(waiting)


WAITING = "2026-0006"


@pytest.fixture(scope="module")
def lively(new_office: Callable[[], Office], tmp_path_factory: pytest.TempPathFactory) -> Office:
    office = new_office()
    lived(office, tmp_path_factory.mktemp("附件"))
    return office


@pytest.fixture(scope="module")
def web(lively: Office, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("社会") / "党务公开 网页"
    lively.ok("site", str(folder))
    return folder


@pytest.fixture(scope="module")
def inside(lively: Office, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("党内") / "网页"
    lively.ok("site", str(folder), "--inside")
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


class Visit:
    """One visit to a site opened from its folder: every request and every mishap is noted."""

    def __init__(self, browser: Browser, folder: Path, width: int = 1000) -> None:
        self.folder = folder
        self.requests: list[str] = []
        self.mishaps: list[str] = []
        self.page: Page = browser.new_page(viewport={"width": width, "height": 900})
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.mishaps.append(str(error)))
        self.page.on("requestfailed", lambda request: self.mishaps.append(request.url))

    def open(self, name: str) -> Page:
        self.page.goto((self.folder / name).as_uri())
        return self.page


def tree_of(path: Path) -> Any:
    """Return a page as a browser's parser would."""
    return html.parse(path, html.HTMLParser(encoding="utf-8")).getroot()


def pages(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))


def page_of(folder: Path, title: str) -> str:
    """Return which page has a title as its heading."""
    for name in pages(folder):
        heads = tree_of(folder / name).xpath("//h1")
        if heads and title in heads[0].text_content():
            return name
    raise AssertionError(title)


def all_text(folder: Path) -> str:
    found = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return "\n".join(f"{path.name}\n{path.read_text(encoding='utf-8')}" for path in found)


def test_there_is_a_page_for_each_matter_that_is_out_and_a_line_for_what_was_taken_down(
    web: Path,
) -> None:
    titles = [page_of(web, title) for title in ("三季度工作的通报", "三季度通报的更正", "标题")]
    assert len(set(titles)) == 3
    gone = tree_of(web / "gone.html")
    assert "公2 已撤下 2026年11月24日" in gone.text_content()
    assert "要撤下的" not in all_text(web)


def test_nothing_of_the_other_audience_stands_in_a_site(web: Path, inside: Path) -> None:
    assert "党内的安排" not in all_text(web)
    assert "还没有上网的" not in all_text(web)
    assert "党内的安排" in all_text(inside)
    assert "noindex" in (inside / "index.html").read_text(encoding="utf-8")


def test_every_link_leads_to_a_file_of_the_site(web: Path, inside: Path) -> None:
    followed = 0
    for folder in (web, inside):
        for name in pages(folder):
            tree = tree_of(folder / name)
            for address in tree.xpath("//@href | //@src"):
                if not address.startswith("#"):
                    target = ((folder / name).parent / address).resolve()
                    assert target.is_file(), (name, address)
                    assert target.is_relative_to(folder.resolve())
                    followed += 1
    assert followed > 50


def test_correction_and_corrected_name_each_other(web: Path) -> None:
    old, new = page_of(web, "三季度工作的通报"), page_of(web, "三季度通报的更正")
    for name, other in ((old, new), (new, old)):
        tree = tree_of(web / name)
        assert tree.xpath("//p[@class='notice']/a/@href") == [f"../../{other}"]


def test_no_request_leaves_the_folder_and_no_page_has_a_mishap(browser: Browser, web: Path) -> None:
    visit = Visit(browser, web)
    for name in pages(web):
        visit.open(name)
    assert visit.mishaps == []
    assert {request.partition(":")[0] for request in visit.requests} == {"file"}
    assert any(request.endswith("style.css") for request in visit.requests)


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("通报", 2),
        ("大会 若干", 1),
        ("报", 2),
        ("没有这个词", 0),
        ("公4", 1),
        ("{{7*7}}", 1),
        ("</SCRIPT>", 1),
    ],
)
def test_search_finds_by_every_word_without_a_server(
    browser: Browser, web: Path, words: str, count: int
) -> None:
    page = Visit(browser, web).open("index.html")
    page.fill("#words", words)
    assert page.locator("#found li").count() == count
    assert ("没有找到" in page.inner_text("#count")) == (count == 0)
    assert not page.locator("#newest").is_visible()


def test_a_hit_of_the_search_opens_its_page(browser: Browser, web: Path) -> None:
    page = Visit(browser, web).open("index.html")
    page.fill("#words", "更正如下")
    page.click("#found a")
    assert page.inner_text("h1") == "三季度通报的更正"


def test_without_scripts_the_list_is_all_there(browser: Browser, web: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((web / "index.html").as_uri())
    assert page.locator("#newest li").count() == 3
    assert not page.locator("#search").is_visible()
    context.close()


def test_what_people_typed_is_text_and_nothing_else(browser: Browser, web: Path) -> None:
    visit = Visit(browser, web)
    page = visit.open(page_of(web, "标题"))
    page.on("dialog", lambda dialog: visit.mishaps.append(dialog.message))
    assert "<script>alert(1)</script>{{7*7}}" in page.inner_text("h1")
    assert "<script>alert(1)</script>" in page.inner_text(".text")
    visit.open("index.html")
    assert visit.mishaps == []


def kinds(folder: Path) -> list[str]:
    """Return one page of each kind."""
    entries = [page_of(folder, title) for title in ("三季度工作的通报", "标题")]
    return ["index.html", "catalog.html", "2026.html", "gone.html", *entries]


@pytest.mark.parametrize("width", [1000, 360])
def test_every_kind_of_page_passes_axe_and_fits_a_phone(
    browser: Browser, web: Path, width: int
) -> None:
    visit = Visit(browser, web, width)
    for name in kinds(web):
        page = visit.open(name)
        found = Axe().run(page).response["violations"]
        assert [(each["id"], each["help"]) for each in found] == [], name
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def test_the_keyboard_reaches_the_text_the_search_and_every_link(
    browser: Browser, web: Path
) -> None:
    page = Visit(browser, web).open("index.html")
    reached = []
    for _ in range(20):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.href"))
    assert reached[0].endswith("#main")
    assert "words" in reached
    assert any(str(each).endswith("catalog.html") for each in reached)
    assert sum("/p/" in str(each) for each in reached) >= 3


def test_on_paper_a_page_is_a_notice_for_the_board(browser: Browser, web: Path) -> None:
    page = Visit(browser, web).open(page_of(web, "三季度工作的通报"))
    page.emulate_media(media="print")
    assert page.locator(".board").is_visible()
    for unseen in ("header", "footer", "nav", ".about"):
        assert not page.locator(unseen).first.is_visible()
    printed = page.pdf(prefer_css_page_size=True)
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert box
    assert [round(float(side)) for side in box.groups()] in ([595, 842], [596, 842], [595, 841])


def test_the_feed_is_atom_with_an_entry_for_each_matter(web: Path) -> None:
    feed: Any = etree.parse(web / "feed.xml").getroot()
    space = {"a": "http://www.w3.org/2005/Atom"}
    assert feed.tag == "{http://www.w3.org/2005/Atom}feed"
    titles = feed.xpath("a:entry/a:title/text()", namespaces=space)
    assert "三季度工作的通报" in titles
    assert len(titles) == 3
    for name in ("id", "updated", "link"):
        assert feed.xpath(f"a:{name}", namespaces=space)
        assert len(feed.xpath(f"a:entry/a:{name}", namespaces=space)) == 3
    for link in feed.xpath("a:entry/a:link/@href", namespaces=space):
        assert (web / link).is_file()


def test_the_same_ledger_and_day_give_the_same_bytes(
    lively: Office, web: Path, tmp_path: Path
) -> None:
    lively.ok("site", str(tmp_path / "再"))
    again = {path.relative_to(tmp_path / "再"): path for path in (tmp_path / "再").rglob("*")}
    for path in web.rglob("*"):
        if path.is_file():
            assert again[path.relative_to(web)].read_bytes() == path.read_bytes()


@pytest.fixture
def run(lively: Office, tmp_path: Path) -> Office:
    return lively.copy(tmp_path)


def test_a_page_prepared_for_the_web_is_named_in_the_list_alone(
    run: Office, tmp_path: Path
) -> None:
    folder = tmp_path / "网页"
    ran: Any = run.ok("site", str(folder), "--with", WAITING, "--json").json
    (prepared,) = ran["with"]
    assert prepared["number"] == WAITING
    page = Path(prepared["file"])
    assert "还没有上网的" in page.read_text(encoding="utf-8")
    others = [path for path in folder.rglob("*") if path.is_file() and path != page]
    assert not any("还没有上网的".encode() in path.read_bytes() for path in others)
    assert not any(
        page.parent.name.encode() in path.read_bytes()
        for path in others
        if path.name != ".pdisc-site"
    )
    assert "noindex" in page.read_text(encoding="utf-8")


def test_once_it_is_published_its_page_stands_where_it_was_prepared(
    run: Office, tmp_path: Path
) -> None:
    folder = tmp_path / "网页"
    ran = run.ok("site", str(folder), "--with", WAITING, "--json").json
    page = Path(ran["with"][0]["file"])
    run.publish(WAITING)
    run.ok("site", str(folder))
    assert "还没有上网的" in page.read_text(encoding="utf-8")
    assert page_of(folder, "还没有上网的") == page.relative_to(folder).as_posix()
    assert "还没有上网的" in (folder / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("number", "code", "said"),
    [
        ("2026-0001", 3, "已经公开过"),
        ("2026-0004", 3, "不能上网"),
        ("2026-0099", 4, "没有编号"),
    ],
)
def test_what_has_no_business_on_the_web_isn_t_prepared(
    run: Office, tmp_path: Path, number: str, code: int, said: str
) -> None:
    ran = run("site", str(tmp_path / "网页"), "--with", number)
    assert ran.code == code
    assert said in ran.err
    assert list(tmp_path.glob("*网页*")) == []


def test_before_the_approval_no_page_is_prepared(run: Office, tmp_path: Path) -> None:
    number = run.propose("1.1.2", "--for", "2026-Q1")
    for reviewed in (False, True):
        if reviewed:
            run.review(number)
        ran = run("site", str(tmp_path / "网页"), "--with", number)
        assert (ran.code, "批准公开以后" in ran.err) == (3, True)


def test_a_matter_whose_item_has_no_website_isn_t_prepared(run: Office, tmp_path: Path) -> None:
    number = run.propose("1.1.2", "--for", "2026-Q1", "--channel", "公开栏")
    run.review(number)
    run.approve(number)
    ran = run("site", str(tmp_path / "网页"), "--with", number)
    assert (ran.code, "没有网站" in ran.err) == (3, True)


def test_the_two_sites_are_never_mixed(run: Office, web: Path, inside: Path) -> None:
    for folder, more in ((web, ("--inside",)), (inside, ())):
        before = all_text(folder)
        ran = run("site", str(folder), *more)
        assert (ran.code, "不能和" in ran.err) == (2, True)
        assert all_text(folder) == before
    assert run("site", str(inside), "--inside", "--with", WAITING).code == 2


def test_a_folder_with_anything_else_in_it_stays_as_it_is(run: Office, tmp_path: Path) -> None:
    folder = tmp_path / "照片"
    folder.mkdir()
    (folder / "合影.jpg").write_bytes(b"x")
    assert run("site", str(folder)).code == 2
    assert [path.name for path in folder.iterdir()] == ["合影.jpg"]
    assert run("site", str(folder / "合影.jpg")).code == 2
    assert run("site", str(run.ledger / "网页")).code == 2
    site = tmp_path / "网页"
    run.ok("site", str(site))
    (site / "她自己放的.docx").write_bytes(b"x")
    ran = run("site", str(site))
    assert (ran.code, "她自己放的.docx" in ran.err) == (2, True)
    assert (site / "她自己放的.docx").exists()


def test_what_is_no_longer_out_is_gone_from_the_folder_after_the_next_build(
    run: Office, tmp_path: Path
) -> None:
    folder = tmp_path / "网页"
    run.ok("site", str(folder))
    page = folder / page_of(folder, "三季度通报的更正")
    run.ok("takedown", "2026-0005", "--reason", "重复", "--by", PROPOSER)
    run.ok("site", str(folder))
    assert not page.exists()
    assert "三季度通报的更正" not in all_text(folder)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".pdisc")] == []


def test_where_the_disk_is_full_the_old_site_stands(run: Office, tmp_path: Path) -> None:
    folder = tmp_path / "网页"
    run.ok("site", str(folder))
    before = all_text(folder)
    run.propose("1.1.2", "--for", "2026-Q1")
    limit = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000));"
    program = f"{limit} from pdisc.__main__ import main; sys.exit(main())"
    ran = subprocess.run(
        [sys.executable, "-c", program, "site", str(folder), "--ledger", str(run.ledger)],
        capture_output=True,
        text=True,
        env={**os.environ, "PDISC_ACTOR": PROPOSER},
        check=False,
    )
    assert ran.returncode == 8, ran.stderr
    assert all_text(folder) == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".pdisc")] == []


def test_an_empty_ledger_has_a_site_that_says_so(
    new_office: Callable[[], Office], tmp_path: Path
) -> None:
    folder = tmp_path / "网页"
    ran = new_office().ok("site", str(folder), "--json").json
    assert Path(ran["files"][0]).name == "index.html"
    assert "还没有公开的事项" in (folder / "index.html").read_text(encoding="utf-8")
