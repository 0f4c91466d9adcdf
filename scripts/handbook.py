"""Makes the secretary's manual one page that any browser opens, without a network.

    python scripts/handbook.py [OUT]

It is 手册.html beside README.zh-CN.md where no other file is named. README.zh-CN.md and the pages
that it links to stand one behind the other, with their pictures and practice files inside.
`wheelhouse.py`, `bundle.py` and `install.cmd` put it beside the program. It needs nothing but
markdown-it-py, which comes with Rich. The same manual gives the same bytes.
"""

import argparse
import mimetypes
import re
import sys
from base64 import b64encode
from collections.abc import Sequence
from html import escape
from pathlib import Path
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).parent.parent
FRONT = ROOT / "README.zh-CN.md"
NAME = "手册.html"

FRAME = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>党务公开台账 手册</title>
<style>
body {{ font: 17px/1.75 "Microsoft YaHei", "Noto Sans CJK SC", "PingFang SC", sans-serif;
  max-width: 46em; margin: 0 auto; padding: 1em 1.2em 4em; color: #1d1f23; background: #fff; }}
section {{ border-top: 3px solid #b3261e; margin-top: 3.5em; padding-top: .5em; }}
section:first-of-type {{ border: 0; margin-top: 0; }}
h1 {{ font-size: 1.6em; }} h2 {{ font-size: 1.25em; margin-top: 1.8em; }}
a {{ color: #0b57a4; }}
pre {{ background: #f3f4f6; padding: .7em 1em; overflow-x: auto; white-space: pre-wrap; }}
code {{ font-family: Consolas, "DejaVu Sans Mono", "Noto Sans Mono CJK SC", monospace;
  font-size: .92em; background: #f3f4f6; padding: 0 .2em; overflow-wrap: anywhere; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ border: 1px solid #b9bec7; padding: .3em .6em; text-align: left; vertical-align: top; }}
th {{ background: #eef0f3; }}
blockquote {{ margin: 0; padding: .1em 1em; border-left: 4px solid #b3261e; background: #fdf3f2; }}
img {{ max-width: 100%; }}
.top {{ font-size: .9em; }}
@media print {{ section {{ break-before: page; border: 0; }} .top {{ display: none; }} }}
</style>
</head>
<body>
{sections}
</body>
</html>
"""


def pages() -> list[Path]:
    """Return the front door, and the pages that it links to, in its order."""
    linked = re.findall(r"\]\((docs/manual/[^)#]+\.md)", FRONT.read_text(encoding="utf-8"))
    return [FRONT, *(ROOT / name for name in dict.fromkeys(linked))]


def handbook() -> str:
    """Return the whole manual as one page."""
    there = pages()
    return FRAME.format(sections="\n".join(_section(page, there) for page in there))


def _section(page: Path, there: Sequence[Path]) -> str:
    """Return one page of the manual, its links leading within the whole."""
    reader = MarkdownIt("commonmark").enable("table")
    tokens = reader.parse(page.read_text(encoding="utf-8"))
    for token in tokens:
        if token.children:
            token.children = [_led(each, page, there) for each in _linked(token, page, there)]
    for token in (each for line in tokens for each in line.children or ()):
        if token.type == "softbreak":
            token.type = "text"  # between Chinese characters a new line isn't a blank
    body = reader.renderer.render(tokens, reader.options, {})
    back = "" if page == FRONT else f'<p class="top"><a href="#{_anchor(FRONT)}">回到目录</a></p>\n'
    return f'<section id="{_anchor(page)}">\n{body}{back}</section>'


def _anchor(page: Path) -> str:
    return "目录" if page == FRONT else escape(page.stem)


def _linked(inline: Token, page: Path, there: Sequence[Path]) -> list[Token]:
    """Return what stands on a line, without the links to what isn't in the whole."""
    kept, dropping = [], False
    for token in inline.children or ():
        if token.type == "link_open":
            dropping = _target(token, "href", page, there) is None
        if not (dropping and token.type in ("link_open", "link_close")):
            kept.append(token)
    return kept


def _led(token: Token, page: Path, there: Sequence[Path]) -> Token:
    """Return a link or a picture with where it leads within the whole."""
    for kind, name in (("link_open", "href"), ("image", "src")):
        if token.type == kind:
            target = _target(token, name, page, there)
            if target is None:
                raise SystemExit(f"{page.name}: {token.attrs[name]} isn't there")
            token.attrs[name] = target
            if target.startswith("data:") and kind == "link_open":
                token.attrs["download"] = Path(unquote(str(token.meta["was"]))).name
    return token


def _target(token: Token, name: str, page: Path, there: Sequence[Path]) -> str | None:
    """Return where a link leads within the whole: a page, or a file inside it; None if nowhere."""
    was = token.meta.setdefault("was", token.attrs[name])
    place = (page.parent / unquote(str(was))).resolve()
    if place in there:
        return f"#{_anchor(place)}"
    if not place.is_file() or place.suffix == ".md":
        return None
    kind = mimetypes.guess_type(place.name)[0] or "application/octet-stream"
    return f"data:{kind};base64,{b64encode(place.read_bytes()).decode()}"


def write(folder: Path) -> Path:
    """Write the manual into a folder; return its file."""
    file = folder / NAME
    file.write_text(handbook(), encoding="utf-8", newline="\n")
    return file


def main(arguments: Sequence[str]) -> int:
    """Write the manual to the file that is named; return the exit code."""
    parser = argparse.ArgumentParser(description="The manual as one page.")
    parser.add_argument("out", type=Path, nargs="?", default=ROOT / NAME)
    out: Path = parser.parse_args(arguments).out
    out.write_text(handbook(), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
