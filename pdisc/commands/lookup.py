"""Looking up: list, show, search, log."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, NamedTuple, cast

import typer

from pdisc.commands import options as o
from pdisc.commands.form import Form
from pdisc.commands.output import as_document, chosen_format, hand_over
from pdisc.context import Context
from pdisc.render import list_papers, views
from pdisc.render import opinions as opinion_views
from pdisc.render import registers as tables
from pdisc.services import attachments, cleared_lookup, lookup, next_steps, opinion_lookup
from pdisc.values.parts import StoredFile
from pdisc.words import Audience, Scope, State

Save = Annotated[
    str | None, o.value("--save", "文件夹", "把批准的一稿（正文、附件）存到文件夹，供张贴、上网")
]
Internal = Annotated[
    bool, typer.Option("--internal", help="没有批准的也存，只供内部看，文件名写明〔内部〕")
]
Loop = Annotated[bool, typer.Option("--loop", help="公开—反映—整改—再公开，到哪一步了")]
StateOption = Annotated[str | None, o.value("--state", "状态", "只列这种状态的", State)]
CodeOption = Annotated[str | None, o.value("--code", "目录编号", "只列这个目录条目的")]
Limit = Annotated[str | None, o.value("--limit", "件数", "最多列几件")]
OnlyScope = Annotated[str | None, o.value("--scope", "范围", "只列 社会 或 党内", Scope)]
OnlyYear = Annotated[str | None, o.value("--year", "年", "只列这一年的")]
Words = Annotated[
    list[str] | None, typer.Argument(metavar="词…", help="要找的词，可多个", show_default=False)
]


def list_disclosures(
    context: Context,
    form: Form,
    state: StateOption = None,
    code: CodeOption = None,
    office: o.OfficeOption = None,
    scope: OnlyScope = None,
    year: OnlyYear = None,
    limit: Limit = None,
    output: o.Format = None,
    out: o.Out = None,
) -> None:
    """列出公开事项, by number."""
    wanted = {
        "state": form.word("--state", state, State),
        "code": form.optional("--code", code),
        "office": form.optional("--office", office),
        "scope": form.word("--scope", scope, Scope),
        "year": form.number("--year", year, most=9999),
    }
    most = form.number("--limit", limit, most=1_000_000)
    chosen = chosen_format(form, output, out)
    form.done()
    _hand_over_list(context, (), wanted, most, chosen, out)


class _Found(NamedTuple):
    """A list as it is handed over: its rows, how many there are in all, entries found beside it."""

    some: Any
    total: int
    table: Any
    unit: str
    entries: Sequence[Any] = ()


def _found_inside(
    context: Context,
    words: tuple[str, ...],
    wanted: dict[str, Any],
    most: int | None,
    *,
    guided: bool,
    on_paper: bool,
) -> _Found:
    """Return the office's own list; searched words are looked for in 无事项 and their kin, too."""
    with context.reading() as reading:
        found = lookup.listed(reading, words=words, limit=most, **wanted)
        unit = _unit(reading) if on_paper else ""
        entries = lookup.entries_with(reading, words) if words else ()
        some: Any = found.records
        if guided:  # a table shows no next step
            guide = next_steps.Guide(reading, context.today)
            some = [guide.guided(record) for record in some]
    return _Found(some, found.total, views.disclosure_table(some), unit, entries)


def _found_outside(
    context: Context,
    words: tuple[str, ...],
    wanted: dict[str, Any],
    most: int | None,
    *,
    on_paper: bool,
) -> _Found:
    """Return the list as the audience sees it."""
    counted = not context.options.json
    with context.reading() as reading:
        found = cleared_lookup.listed(
            reading, context.audience, words=words, limit=most, counted=counted, **wanted
        )
        unit = _unit(reading) if on_paper else ""
    return _Found(found.records, found.total, views.public_table(cast(Any, found.records)), unit)


def _unit(reading: Any) -> str:
    """Return the name of the office, which stands on every paper."""
    return str(reading.registers.unit)


def _hand_over_list(
    context: Context,
    words: tuple[str, ...],
    wanted: dict[str, Any],
    most: int | None,
    chosen: str | None,
    out: str | None,
) -> None:
    inside = context.audience is Audience.INTERNAL
    guided = context.options.json or chosen == "json"
    on_paper = bool(chosen or out)
    found = (
        _found_inside(context, words, wanted, most, guided=guided, on_paper=on_paper)
        if inside
        else _found_outside(context, words, wanted, most, on_paper=on_paper)
    )
    beside = [tables.event_table(found.entries)] if found.entries else []
    events = {"events": found.entries} if inside and words else {}

    def show(screen: Any) -> None:
        for each in beside:
            screen.table(each)
            screen.line()
        outside = "" if inside else f" --audience {context.audience}"
        narrowed = bool(words) or any(value is not None for value in wanted.values())
        views.show_list(screen, found.table, total=found.total, narrowed=narrowed, outside=outside)

    hand_over(
        context,
        document={"disclosures": found.some, **events},
        table=lambda: found.table,
        paper=lambda: _paper(context, found, beside, (*words, *wanted.values())),
        show=show,
        chosen=chosen,
        out=out,
    )


def _paper(
    context: Context, found: _Found, beside: Sequence[Any], narrowed_by: Sequence[object]
) -> Any:
    """Return a list as it goes on paper."""
    about = list_papers.ListAbout(
        unit=found.unit,
        on=context.today,
        audience=context.audience,
        share=_share(len(found.some), found.total, narrowed_by),
    )
    return list_papers.list_paper(about, found.some, beside)


def _share(listed: int, found: int, narrowed_by: Sequence[object]) -> str:
    """Return what a list on paper is a part of: there it looks like the whole."""
    by = "、".join(str(value) for value in narrowed_by if value is not None)
    few = f"，只列前{listed}件" if listed < found else ""
    return (f"只列：{by}；" if by else "") + f"共{found}件{few}"


def show(
    context: Context,
    form: Form,
    number: o.Number = None,
    save: Save = None,
    internal: Internal = False,
    loop: Loop = False,
) -> None:
    """查看一件公开事项, and put text and attachments of its version in force into a folder."""
    wanted = form.need("公开事项编号", "公开事项编号", number)
    folder = form.optional("--save", save)
    if loop:
        context.require_internal()
    if internal and (folder is None or context.audience is not Audience.INTERNAL):
        form.wrong(
            "--internal 只和 --save 一起用，存给本单位自己看", next_step="加上 --save 文件夹"
        )
    form.done()
    audience = context.audience
    with context.reading() as reading:
        if audience is not Audience.INTERNAL:
            public, files = cleared_lookup.shown(reading, audience, wanted)
            _answer_with_files(context, public, views.show_public, files, folder)
            return
        record = next_steps.guided(reading, lookup.shown(reading, wanted), context.today)
        if folder and not internal:
            attachments.require_approved(record)
        rest = next_steps.rest_of(reading, record, context.today)
        found = opinion_lookup.loop(reading, record, context.today) if loop else None
        events = () if context.options.json else lookup.logged(reading, record.number)
    told = {event.seq: event.said for event in events}

    def draw(screen: Any, record: Any) -> None:
        if found is not None:
            opinion_views.show_loop(screen, record, found)
            return
        views.show_disclosure(screen, record, told, rest=rest.told if rest else "")

    more = {} if found is None else {"loop": found}
    _answer_with_files(context, record, draw, record.files, folder, inside=internal, more=more)


def _answer_with_files(
    context: Context,
    record: Any,
    draw: Callable[[Any, Any], None],
    files: Sequence[StoredFile],
    folder: str | None,
    *,
    inside: bool = False,
    more: Mapping[str, Any] | None = None,
) -> None:
    """Answer with a disclosure; with a folder text and attachments are written there, and named.

    `more` stands in the JSON besides.
    """
    saved: list[str] = []
    if folder:
        out = attachments.HandedOut(record.title or "", record.content or "", files)
        to = Path(folder).expanduser()
        saved = attachments.save(context.folder, out, to, inside=inside)
    document = {**as_document(record), **(more or {}), **({"saved": saved} if folder else {})}

    def view(screen: Any) -> None:
        draw(screen, record)
        for path in saved:
            screen.line(f"已存：{path}")
        if folder and not saved:
            screen.line("这一件没有正文，也没有附件")

    context.answer(document, view)


def search(
    context: Context, form: Form, words: Words = None, output: o.Format = None, out: o.Out = None
) -> None:
    """按词查找: every word must be found; words of one character are found too."""
    typed = tuple(word for text in words or () if (word := form.text("词", text)))
    if not typed:
        typed = tuple(form.need("词", "要找的词", None).split())
    chosen = chosen_format(form, output, out)
    form.done()
    _hand_over_list(context, typed, {}, None, chosen, out)


def log(context: Context, form: Form, number: o.Number = None) -> None:
    """查看办理日志, of one disclosure or of everything."""
    subject = form.optional("公开事项编号", number)
    form.done()
    context.require_internal()
    with context.reading() as reading:
        events = lookup.logged(reading, subject)
    context.answer({"events": events}, lambda screen: screen.table(tables.event_table(events)))
