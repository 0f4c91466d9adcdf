"""Show what a terminal says: a picture (SVG) of each screen that the manual speaks of.

python docs/make_screens.py            write docs/screens anew
python docs/make_screens.py --check    fail where a picture no longer says what the program says

Real commands are run on a throw-away ledger whose people and matters are made up, as at a terminal
of 80 columns; Rich draws what they print. What is held against the program is the text.
"""

import argparse
import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from html import escape, unescape
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.containers import Lines
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from pdisc.cli import run
from pdisc.clock import BEIJING, FixedClock
from pdisc.context import Context

TARGET = Path(__file__).with_name("screens")
COLUMNS, ROWS = 80, 24

SESSION = """
== 2026-07-01
init --unit 示例单位 --since 2026-07-01
staff add 示例承办人 --office 办公室 --role 承办、档案
staff add 示例审核人 --office 支部 --role 审核
staff add 示例书记 --office 支部 --role 审批 --authority 支部书记
opening 3.1.1 3.5.1 5.1.1 1.2.1 --on 2026-03-02 --channel 公开栏 --place 一楼公开栏 --by 示例书记
== 2026-10-12
propose 1.1.1 --for 2026-Q3 --title 三季度学习贯彻情况 --content 集中学习三次，落实措施四条。
review 2026-0001 --by 示例审核人 四项通过
approve 2026-0001 --by 示例书记
publish 2026-0001 --channel 会议、文件、公开栏 --place 一楼公开栏
publish 2026-0001 --channel 网站 --url https://example.invalid/1
propose 2.1.1 --for 2026-Q3 --title 三季度宣传思想工作情况 --content 开展宣讲两次。
review 2026-0002 --by 示例审核人 四项通过
approve 2026-0002 --by 示例书记
publish 2026-0002 --channel 会议、文件 --place 支部党员大会
nil 1.1.2 2.2.2 2.2.3 4.5.1 5.1.2 5.1.3 --for 2026-Q3 --reason 三季度没有此类事项
opening 1.3.1 1.3.2 3.3.1 3.4.1 4.1.3 --for 2026-Q3 --reason 建账时按纸质台账公开 --by 示例书记
== 2026-10-30
archive 2026-0001 --no-opinions
== 2026-11-16
propose 2.2.1 --for 2026-Q3 --title 三季度党员培训情况 --content 举办培训班两期。
review 2026-0003 --by 示例审核人 四项通过
== 2026-11-19
propose 4.1.2 --for 2026-Q3 --title 三季度责任制落实情况 --content 签订责任书若干份。
occurred 3.3.3 --on 2026-11-18 --note 主题党日
request add --content 公开食堂伙食费的收支
== 2026-11-24
"""
"""What happened in the office, day by day; nobody and nothing of it is real."""

PASSED = "--necessity 通过 --accuracy 通过 --secrecy 通过 --privacy 通过"


RECEIPT = re.compile(r"(回执 \d+)(?:-[0-9A-Z]{4}){4}")
"""No two ledgers have the same one."""


class Shown(NamedTuple):
    """A screen of the manual: what is typed, the answers to its questions, how many lines of it."""

    typed: str
    answers: tuple[str, ...] = ()
    most: int = 60


SCREENS = {
    "桌面": Shown("pdisc", ("0",)),
    "检查": Shown("pdisc 检查"),
    "提出": Shown(
        "pdisc 提出",
        ("党费", "四季度党费收缴情况", "按月收缴，没有欠缴。", "完", "是"),
    ),
    "报告": Shown("pdisc 报告 --quarter 2026-Q3", most=26),
    "帮助": Shown("pdisc 帮助"),
}

THEME = TerminalTheme(
    (24, 26, 31),
    (222, 224, 228),
    [
        (24, 26, 31),
        (255, 107, 107),
        (126, 211, 132),
        (240, 200, 96),
        (122, 176, 255),
        (214, 152, 255),
        (110, 214, 224),
        (222, 224, 228),
    ],
)
FONTS = (
    "Consolas,Menlo,'DejaVu Sans Mono','Liberation Mono','Microsoft YaHei','PingFang SC',"
    "'Noto Sans CJK SC','Noto Sans Mono CJK SC','WenQuanYi Micro Hei',SimHei,monospace"
)
"""Letters as in a terminal, then Chinese, of whatever system the reader has."""

PAGE = f"""<svg class="rich-terminal" viewBox="0 0 {{width}} {{height}}" \
xmlns="http://www.w3.org/2000/svg" role="img">
<style>
.{{unique_id}}-matrix {{{{font-family: {FONTS}; font-size: {{char_height}}px; \
line-height: {{line_height}}px;}}}}
.wide {{{{font-size: 23px;}}}}
.{{unique_id}}-title {{{{font-size: 18px; font-family: {FONTS};}}}}
{{styles}}
</style>
<defs><clipPath id="{{unique_id}}-clip-terminal"><rect x="0" y="0" width="{{terminal_width}}" \
height="{{terminal_height}}"/></clipPath>
{{lines}}</defs>
{{chrome}}
<g transform="translate({{terminal_x}}, {{terminal_y}})" \
clip-path="url(#{{unique_id}}-clip-terminal)">
{{backgrounds}}
<g class="{{unique_id}}-matrix">
{{matrix}}
</g>
</g>
</svg>
"""
"""Rich's frame without its fonts from the network."""


class Paper(io.StringIO):
    """A terminal on which everything is written down in turn, also what is typed."""

    def isatty(self) -> bool:
        """Say that it is one."""
        return True


class Keys(io.StringIO):
    """A keyboard whose keys are seen on the terminal."""

    def __init__(self, answers: tuple[str, ...], paper: Paper) -> None:
        """Take the answers that are typed one after another."""
        super().__init__("".join(f"{each}\n" for each in answers))
        self._paper = paper

    def isatty(self) -> bool:
        """Say that somebody sits there."""
        return True

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]  # typeshed does too
        """Return the next answer, and write it down."""
        typed = super().readline(size)
        self._paper.write(typed)
        return typed


class Desk:
    """Somebody at the terminal of a throw-away ledger."""

    def __init__(self, ledger: Path) -> None:
        """Sit down; the ledger isn't made yet."""
        self._usual = {"PDISC_LEDGER": str(ledger), "PDISC_ACTOR": "示例承办人"}
        self._day = date.min

    def lives_through(self, session: str) -> None:
        """Type a whole session, each line on its day."""
        for line in filter(None, session.splitlines()):
            if line.startswith("== "):
                self._day = date.fromisoformat(line.removeprefix("== "))
            else:
                self.types(
                    shlex.split(line.replace("四项通过", PASSED)), io.StringIO(), io.StringIO()
                )

    def answers(self, words: list[str], answers: tuple[str, ...]) -> str:
        """Run one command at a terminal; return what stands there then."""
        paper = Paper()
        return self.types(words, paper, Keys(answers, paper))

    def types(self, words: list[str], paper: io.StringIO, keys: io.StringIO) -> str:
        """Run one command that must succeed; return what stands on the terminal then."""
        at = datetime(self._day.year, self._day.month, self._day.day, 10, tzinfo=BEIJING)
        context = Context(
            out=paper, err=paper, stdin=keys, clock=FixedClock(at), environment=self._usual
        )
        if code := run(words, context):
            raise SystemExit(f"pdisc {shlex.join(words)} → {code}\n{paper.getvalue()}")
        return paper.getvalue()


def drawn(shown: Shown, said: str) -> str:
    """Return the picture of a screen."""
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), legacy_windows=False)
    printed = Text.from_ansi(RECEIPT.sub(r"\1-K7QF-2M9X-8RTA-0C3N", said.rstrip("\n")))
    lines = [part for line in printed.split(allow_blank=True) for part in folded(line)]
    if len(lines) > shown.most:
        lines = [*lines[: shown.most], Text("……")]
    console.print(Text(f"> {shown.typed}", style="bold"), *lines, sep="\n")
    picture = console.export_svg(title="党务公开", theme=THEME, code_format=PAGE, unique_id="pdisc")
    return RUN.sub(spaced, picture)


def folded(line: Text) -> Lines:
    """Return a line in parts as a terminal breaks it: where its last column is full."""
    breaks, width = [], 0
    for place, char in enumerate(line.plain):
        width += cell_len(char)
        if width > COLUMNS:
            breaks.append(place)
            width = cell_len(char)
    return line.divide(breaks)


RUN = re.compile(
    r'<text class="(\S+)" x="([\d.]+)" y="([\d.]+)" textLength="[\d.]+" (.*?)>(.+?)</text>'
)
LETTER = 12.2
"""How wide Rich draws a column."""


def spaced(found: re.Match[str]) -> str:
    """Return a run of text with every character in its columns: Rich gives each only one."""
    look, start, y, clip, text = found.groups()
    at, runs = float(start), []
    for wide, group in groupby(unescape(text), key=lambda char: cell_len(char) > 1):
        part, places = "".join(group), []
        for char in part:
            places.append(f"{at:.1f}".removesuffix(".0"))
            at += LETTER * cell_len(char)
        if part.strip():
            kind = f"{look} wide" if wide else look
            shown = escape(part).replace(" ", "\xa0")
            x = " ".join(places)
            runs.append(f'<text class="{kind}" x="{x}" y="{y}" {clip}>{shown}</text>')
    return "".join(runs)


def pictures() -> Iterator[tuple[Path, str]]:
    """Run everything anew; yield where each picture lies, and the picture."""
    os.environ.update(COLUMNS=str(COLUMNS), LINES=str(ROWS))
    with tempfile.TemporaryDirectory(prefix="pdisc-screens-") as name:
        os.environ["XDG_CONFIG_HOME"] = name
        desk = Desk(Path(name) / "台账")
        desk.lives_through(SESSION)
        for called, shown in SCREENS.items():
            said = desk.answers(shlex.split(shown.typed)[1:], shown.answers)
            yield TARGET / f"{called}.svg", drawn(shown, said)


def text_of(picture: str) -> list[str]:
    """Return what a picture says, line by line, however it is drawn."""
    lines: dict[str, str] = {}
    for place, text in re.findall(r'<text [^>]*?\by="([\d.]+)"[^>]*>([^<]*)</text>', picture):
        lines[place] = lines.get(place, "") + unescape(text)
    return [line.replace("\xa0", " ").rstrip() for line in lines.values()]


def main() -> int:
    """Write the pictures, or hold them against what the program says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    made = dict(pictures())
    stale = set(TARGET.glob("*.svg")) - set(made)
    if not check:
        TARGET.mkdir(exist_ok=True)
        for path, picture in made.items():
            path.write_text(picture, encoding="utf-8")
        for path in stale:
            path.unlink()
        return 0
    wrong = [
        path.name
        for path, picture in made.items()
        if not path.exists() or text_of(path.read_text(encoding="utf-8")) != text_of(picture)
    ]
    wrong += [path.name for path in stale]
    if wrong:
        print(f"{'、'.join(wrong)}: run python docs/make_screens.py", file=sys.stderr)
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
