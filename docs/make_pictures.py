"""Show what comes out of the printer and what readers see: a small picture of each.

python docs/make_pictures.py    write docs/pictures anew

Every form of `papers/forms.py` is printed from a throw-away ledger whose people and matters are
made up, and every kind of page of the website is opened. Needs LibreOffice, Poppler and Chromium
(`.ci/run` names the packages). What stands on the pictures follows from this file alone; that each
form and each kind of page has its picture is tested.
"""

import io
import shlex
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from pdisc.cli import run
from pdisc.clock import BEIJING, FixedClock
from pdisc.context import Context
from pdisc.papers.forms import DISCLOSURE, FORMS, REQUEST

TARGET = Path(__file__).with_name("pictures")
TODAY = date(2026, 11, 24)

SESSION = """
== 2026-07-01
init --unit 测试单位 --since 2026-07-01
staff add 测试承办甲 --office 办公室 --role 承办 --role 档案
staff add 测试审核丙 --office 支部 --role 审核
staff add 测试书记丁 --office 支部 --role 审批
staff add 测试上级己 --office 上级 --role 审批 --authority 上级党组织 --by 测试书记丁
== 2026-10-12
propose 1.1.1 --for 2026-Q3 --title 三季度学习贯彻情况（测试） \
--content 测试支部召开党员大会若干次，集中学习若干次。下一步继续落实，并按季度公开。
review 2026-0001 --by 测试审核丙 四项通过
approve 2026-0001 --by 测试上级己
publish 2026-0001 --channel 会议 --place 测试会议室
publish 2026-0001 --channel 文件 --place 各科室
publish 2026-0001 --channel 公开栏 --place 一楼公开栏
publish 2026-0001 --channel 网站 --url https://example.invalid/1
== 2026-10-15
nil 1.1.2 --for 2026-Q3 --reason 本期没有此类事项
propose 5.1.2 --for 2026-Q3 --title 办事程序（测试） --content 办事程序若干条。
review 2026-0002 --by 测试审核丙 四项通过
approve 2026-0002 --by 测试上级己
publish 2026-0002 --channel 文件,会议 --place 测试会议室
publish 2026-0002 --channel 公开栏 --place 一楼公开栏
publish 2026-0002 --channel 网站 --url https://example.invalid/2
== 2026-10-20
takedown 2026-0002 --reason 内容要重新核对
opinion add 2026-0001 --content 会议次数与公示的不一致
opinion settle 2026-0001-Y1 --result 属实 --feedback 已经核对并更正 \
--rectify 重新公布 --to 测试承办甲 --due 2026-11-10 --by 测试书记丁
correct 2026-0001 --rectifies 2026-0001-Y1 --title 三季度学习贯彻情况的更正（测试） \
--content 会议次数应为若干次，特此更正。
review 2026-0003 --by 测试审核丙 四项通过
approve 2026-0003 --by 测试上级己
== 2026-10-21
publish 2026-0003 --channel 文件,会议 --place 测试会议室
publish 2026-0003 --channel 公开栏 --place 一楼公开栏
publish 2026-0003 --channel 网站 --url https://example.invalid/3
takedown 2026-0001 --reason 已经更正
== 2026-11-02
archive 2026-0001 --retention 永久
request add --content 请公开公务用车的使用情况 --asker 群众 --received 2026-11-02
request add --content 请公开尚未定稿的讨论记录 --asker 群众 --received 2026-11-02
request add --content 请公开有关的情况 --asker 群众 --received 2026-11-02
request decide 2026-D001 --outcome 已公开 --with 公3 --by 测试书记丁
request decide 2026-D002 --outcome 不予公开 --reason 讨论中的意见还没有定稿 \
--basis 条例第八条 --by 测试书记丁
request decide 2026-D003 --outcome 补正 --reason 看不出要公开哪一项 --by 测试书记丁
== 2026-11-10
request answer 2026-D001 --content 已经在一楼公开栏和网站公开
survey add --for 2026-Q3 --group 党员 --counts 12,3,1,2
occurred 1.3.3 --note 测试活动
propose 5.1.3 --for 2026-Q3 --title 制度修订的情况（测试） \
--content 一、修订的依据。按照上级要求修订。二、修订的内容。测试条款若干条。三、施行。\
自公开之日起施行。
review 2026-0004 --by 测试审核丙 四项通过
approve 2026-0004 --by 测试上级己
publish 2026-0004 --channel 公开栏 --place 一楼公开栏
publish 2026-0004 --channel 网站 --url https://example.invalid/4
== 2026-11-23
propose 1.3.3 --occurred 2026-11-10 --title 测试活动的安排 --content 活动安排若干条。
urge --all-overdue --to 2026-12-04 --by 测试书记丁
"""
"""What happened in the office, day by day; nobody and nothing of it is real."""

PASSED = "--necessity 通过 --accuracy 通过 --secrecy 通过 --privacy 通过"
ABOUT = {DISCLOSURE: "2026-0001", REQUEST: "2026-D001"}
WORDS = {
    "公开通知": "2026-0004",
    "更正公告": "2026-0003",
    "简报": "2026-0004",
    "不予公开告知书": "2026-D002",
    "补正通知": "2026-D003",
    "测评表": "--for 2026-Q3",
    "季报": "--for 2026-Q3",
    "月报": "--month 2026-10",
}
"""What else is typed behind a form's name, where it isn't the number that it can't do without."""

PAGES = {
    "index": "index.html",
    "catalog": "catalog.html",
    "year": "2026.html",
    "entry": "p/*/index.html",
    "gone": "gone.html",
}
"""Where a page of each kind lies in the website."""

NOTICE = "网页-公开栏"
"""A page as it is printed for the notice board."""


def words_for(form: str) -> list[str]:
    """Return what is typed behind a form's name."""
    chosen = FORMS[form]
    box = "--year 2026 --retention 永久" if chosen.box else ""
    return shlex.split(WORDS.get(form) or ABOUT.get(chosen.needed) or box)


SHEETS = {"填报表": "sheet 2026-Q3", "目录表": "catalog sheet"}
"""Sheets that are filled in and taken back, and what is typed for an empty one."""


def names() -> list[str]:
    """Return how the pictures are called, without .png."""
    return [*FORMS, *(f"网页-{kind}" for kind in PAGES), NOTICE, *SHEETS]


class Desk:
    """Somebody at the keyboard of a throw-away ledger."""

    def __init__(self, ledger: Path) -> None:
        """Sit down; the ledger isn't made yet."""
        self._usual = {"PDISC_LEDGER": str(ledger), "PDISC_ACTOR": "测试承办甲"}
        self.day = TODAY

    def types(self, *words: str) -> None:
        """Run one command that must succeed."""
        said = io.StringIO()
        at = datetime(self.day.year, self.day.month, self.day.day, 10, tzinfo=BEIJING)
        context = Context(
            out=said, err=said, stdin=io.StringIO(), clock=FixedClock(at), environment=self._usual
        )
        if code := run(list(words), context):
            raise SystemExit(f"pdisc {shlex.join(words)} → {code}\n{said.getvalue()}")

    def lives_through(self, session: str) -> None:
        """Type a whole session, each line on its day."""
        for line in filter(None, session.splitlines()):
            if line.startswith("== "):
                self.day = date.fromisoformat(line.removeprefix("== "))
            else:
                self.types(*shlex.split(line.replace("四项通过", PASSED)))
        self.day = TODAY


def printed(desk: Desk, folder: Path) -> Iterator[tuple[str, Path]]:
    """Print every form and write every sheet, and yield each as a PDF."""
    files = []
    for sheet, words in SHEETS.items():
        files.append(folder / f"{sheet}.xlsx")
        desk.types(*shlex.split(words), "--out", str(files[-1]))
    for form, chosen in FORMS.items():
        files.append(folder / f"{form}.{chosen.endings[0]}")
        desk.types("print", form, *words_for(form), "--out", str(files[-1]))
    home = f"-env:UserInstallation=file://{folder}/office"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True)
    for file in files:
        yield file.stem, file.with_suffix(".pdf")


def opened(desk: Desk, folder: Path) -> Iterator[tuple[str, Path]]:
    """Build the website, open a page of each kind and yield it as a PNG; one also as a PDF."""
    site = folder / "网页"
    desk.types("site", str(site))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=_ALONE)
        page = browser.new_page(viewport={"width": 760, "height": 900})
        for kind, place in PAGES.items():
            found = min(site.glob(place))
            page.goto(found.as_uri())
            shot = folder / f"{kind}.png"
            page.screenshot(path=shot)
            yield f"网页-{kind}", shot
            if kind == "entry":
                page.pdf(path=folder / "notice.pdf", prefer_css_page_size=True)
        browser.close()
    yield NOTICE, folder / "notice.pdf"


_ALONE = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]


def drawn(file: Path) -> Image.Image:
    """Return a picture of a file, of a PDF that of its first page, small and grey."""
    if file.suffix == ".pdf":
        whole = file.with_suffix("")
        page = ["pdftoppm", "-r", "80", "-gray", "-png", "-f", "1", "-singlefile"]
        subprocess.run([*page, str(file), str(whole)], check=True)
        file = whole.with_suffix(".png")
    grey = Image.open(file).convert("L")
    return grey.quantize(16)


def main() -> None:
    """Make all pictures anew, and throw away those that nothing is left of."""
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="pdisc-pictures-") as name:
        folder = Path(name)
        desk = Desk(folder / "台账")
        desk.lives_through(SESSION)
        for found in (printed(desk, folder), opened(desk, folder)):
            for called, file in found:
                drawn(file).save(TARGET / f"{called}.png", optimize=True)
    for stale in set(TARGET.glob("*.png")) - {TARGET / f"{called}.png" for called in names()}:
        stale.unlink()


if __name__ == "__main__":
    main()
