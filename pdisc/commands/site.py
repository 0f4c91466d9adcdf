"""网页: the pages for 社会 or 党内, built as a folder."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from pdisc.commands import options as o
from pdisc.commands.form import Form
from pdisc.commands.output import outside_ledger
from pdisc.commands.several import numbers_in
from pdisc.context import Context
from pdisc.render import output_folder, terminal
from pdisc.services import site as sites
from pdisc.text import visible
from pdisc.values.watch import Watch
from pdisc.words import Audience

OutFolder = Annotated[
    str | None,
    typer.Argument(metavar="文件夹", help="写到哪个文件夹，如 党务公开网页", show_default=False),
]
With = Annotated[
    list[str] | None,
    o.value("--with", "公开事项编号", "同时准备这一件的网页（已批准、网站还没有公开的）"),
]
Inside = Annotated[bool, typer.Option("--inside", help="给党员看的网页，放在内部共享文件夹里打开")]


def site(
    context: Context,
    form: Form,
    out: OutFolder = None,
    also: With = None,
    inside: Inside = False,
) -> None:
    """网页: build all pages anew and put them in the place of the old ones."""
    typed = form.need("文件夹", "网页写到哪个文件夹，如 党务公开网页", out)
    numbers = numbers_in(form, also, "--with") if also else ()
    if inside and numbers:
        form.wrong("--with 准备的是上网的网页，不和 --inside 一起用", next_step="去掉 --inside")
    form.done()
    context.require_internal()
    path = outside_ledger(context, "文件夹", typed)
    audience = Audience.PARTY if inside else Audience.SOCIETY
    kind = f"{audience}网页"
    output_folder.require_ours(path, kind)
    with context.reading() as reading:
        found = sites.site_of(reading, audience, context.today, numbers)
    with context.progress() as watch:
        files = _told(sites.files_of(context.folder, found), len(found.entries), watch)
        written = output_folder.write_folder(path, kind, files)
    prepared = [
        {"number": number, "file": str(path / entry.path), "next": _next(number)}
        for number, entry in zip(numbers, found.prepared, strict=True)
    ]
    document = {"files": list(map(str, written)), "folder": str(path), "with": prepared}
    context.answer(document, lambda screen: _say(screen, path, len(found.entries), prepared))


def _told(
    files: Iterable[tuple[str, bytes]], matters: int, watch: Watch
) -> Iterator[tuple[str, bytes]]:
    """Yield each file, and tell of how many matters the page is done."""
    done = 0
    for name, content in files:
        watch("写网页", min(done, matters), matters)
        yield name, content
        done += name.startswith("p/") and name.endswith("/index.html")


def _next(number: str) -> str:
    return f"pdisc publish {number} --channel 网站 --url 网址"


def _say(screen: "terminal.Screen", path: Path, count: int, prepared: list[dict[str, str]]) -> None:
    screen.line(f"网页已写到 {visible(str(path))}，共{count}件；用浏览器打开 index.html")
    for each in prepared:
        screen.line(f"{each['number']} 的网页：{visible(each['file'])}")
        screen.hint(f"上网以后登记：{each['next']}")
