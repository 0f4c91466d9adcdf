"""The 公开目录: list, show, check, confirm, set, changed, reconfirm, retire."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from pdisc.commands import options as o
from pdisc.commands.acting import say_entries
from pdisc.commands.form import Form
from pdisc.commands.item_options import NOTHING, ItemOptions, cells
from pdisc.commands.output import as_document, chosen_format, hand_over
from pdisc.commands.several import codes_in
from pdisc.context import Context
from pdisc.errors import ExitCode
from pdisc.render import catalog as view
from pdisc.render import catalog_paper
from pdisc.services import catalog, confirming, duties, item_edits, new_items, registers, topics
from pdisc.values.ranges import listed
from pdisc.words import Audience, Scope, Timing

TableNumber = Annotated[
    str | None,
    o.value("--document-number", "文号", "保管期限表经同级档案主管部门审查同意的文号"),
]
NewCode = Annotated[
    str | None,
    typer.Argument(
        metavar="目录编号",
        help="编号，如 7.1.1；只写 7.1 或 7，就用下面一个空的编号",
        show_default=False,
    ),
]
ItemName = Annotated[
    str | None,
    typer.Option("--item", "--level3", metavar="名称", help="公开内容（三级目录的名称）"),
]
Level1 = Annotated[str | None, o.value("--level1", "名称", "一级目录的名称，新的才要写")]
Level2 = Annotated[str | None, o.value("--level2", "名称", "二级目录的名称，新的才要写")]


def catalog_list(
    context: Context, form: Form, on: o.OnDay = None, output: o.Format = None, out: o.Out = None
) -> None:
    """列出目录, in document order."""
    day = form.day("--on", on) or context.today
    chosen = chosen_format(form, output, out)
    form.done()
    audience = context.audience
    with context.reading() as reading:
        if audience is Audience.INTERNAL:
            items = catalog.items(reading, day)
            table, note = view.item_table(items), view.marks_note(items)
            unit, code = catalog.known_as(reading)
            laid_out = catalog_paper.annex_paper(items, unit=unit, on=day, code=code)
        else:
            public = catalog.items_outside(reading, day, audience)
            table, note = view.public_table(public), f"共{len(public)}条"
            laid_out = catalog_paper.annex_outside(public, on=day)
    hand_over(
        context,
        document={"items": items if audience is Audience.INTERNAL else public},
        table=lambda: table,
        paper=lambda: laid_out,
        show=lambda screen: view.show_items(screen, table, note),
        chosen=chosen,
        out=out,
    )


def catalog_show(context: Context, form: Form, code: o.Code = None, on: o.OnDay = None) -> None:
    """查看一个条目, with what is 推定 or 推读 and why."""
    wanted = form.need("目录编号", "目录编号", code)
    day = form.day("--on", on) or context.today
    form.done()
    audience = context.audience
    with context.reading() as reading:
        if audience is not Audience.INTERNAL:
            outside = catalog.items_outside(reading, day, audience)
            public = catalog.one_of(outside, wanted)
            context.answer(
                {**as_document(public), "items": [public]},
                lambda screen: screen.table(view.public_table([public])),
            )
            return
        item = catalog.one_of(catalog.items(reading, day), wanted)
        later = catalog.later_versions(reading, wanted, day)
        noted = catalog.known_beside(item)
    document = {**as_document(item), "items": [item], "later": later, **as_document(noted)}
    context.answer(document, lambda screen: view.show_item(screen, item, later, noted))


def catalog_check(context: Context, exit_code: o.ExitCodeOption = False) -> None:
    """检查目录本身的问题: conflicts, gaps, and what is not confirmed yet."""
    context.require_internal()
    with context.reading() as reading:
        found = catalog.check(reading, context.today)
        wanted = topics.topics_without_item(reading, context.today)
    document = {**as_document(found), "proposals": wanted}
    context.answer(document, lambda screen: view.show_check(screen, found, wanted))
    if exit_code and found.conflicts:
        raise typer.Exit(ExitCode.ATTENTION)


Fields = Annotated[
    list[str] | None, typer.Option("--field", metavar="字段", help="只核定这一项，可多次")
]


def catalog_confirm(
    context: Context,
    form: Form,
    code: o.Codes = None,
    field: Fields = None,
    everything: Annotated[bool, typer.Option("--all", help="核定全部条目")] = False,
    document_number: TableNumber = None,
) -> None:
    """核定推定和推读的内容: a named person says that they are right; shown before, asked there."""
    codes = codes_in(form, code) if code else ()
    if not codes and not everything:
        form.missing("目录编号", "目录编号，全部核定用 --all")
    fields = view.field_names(form, field)
    paper = form.optional("--document-number", document_number) or ""
    if "retention" in fields and document_number is None:
        paper = form.need("--document-number", "经审查同意的保管期限表的文号", None)
    form.done()
    asked = confirming.ToConfirm(codes=codes, fields=fields, document_number=paper)
    if not _looked_at(context, form, asked):
        context.screen.notice("没有核定，没有记录")
        return
    done = confirming.confirm_items(context.station, context.signing(), asked)
    said = f"{'要' if context.options.dry_run else '已'}核定{len(done.fields)}处"
    more = {"confirmed": [as_document(each) for each in done.fields]}
    _say(context, done.entries, codes, said, "pdisc catalog check", **more)


def _looked_at(context: Context, form: Form, asked: "confirming.ToConfirm") -> bool:
    """Show what would be confirmed where somebody looks; say whether it is to be."""
    if context.confirmed:
        return True
    if not (context.asks or (context.options.dry_run and not context.options.json)):
        return True
    with context.reading() as reading:
        day = context.signing().on or context.today
        waiting = confirming.waiting(reading.registers, asked, day)
    view.show_waiting(context.screen, waiting)
    if context.options.dry_run or not waiting:
        return True
    return form.need("核定", f"以上{len(waiting)}处都对，核定吗（是、否）", None) == "是"


def catalog_set(
    context: Context,
    form: Form,
    code: o.Codes = None,
    told: ItemOptions = NOTHING,
    start: o.From = None,
    reason: o.Reason = None,
    document_number: TableNumber = None,
) -> None:
    """更正条目, from a day on; earlier windows keep the rule they were under."""
    wanted = codes_in(form, code)
    edit = cells(form, told)
    valid_from = form.day("--from", start)
    why = form.optional("--reason", reason, long=True) or ""
    paper = form.optional("--document-number", document_number) or ""
    if wanted and not any(edit.values()) and told.every is None:
        hint = f"pdisc catalog set {wanted[0]} --every 周期 --reason 理由 --by 审批人"
        form.wrong("没有写明要改什么", next_step=hint)
    form.done()
    done = item_edits.change_items(
        context.station,
        context.signing(),
        wanted,
        item_edits.ItemEdit(**edit),
        valid_from=valid_from,
        reason=why,
        document_number=paper,
    )
    said = f"{'、'.join(wanted)} 自 {_start(done[0])} 起已更正"
    _say(context, done, wanted, said, f"pdisc catalog show {wanted[0]}")


def catalog_add(
    context: Context,
    form: Form,
    code: NewCode = None,
    item: ItemName = None,
    level1: Level1 = None,
    level2: Level2 = None,
    told: ItemOptions = NOTHING,
    start: o.From = None,
    reason: o.Reason = None,
) -> None:
    """新增一个条目, under the next free code, due from a day on."""
    place = "".join(listed([form.text("目录编号", code)]))
    name = form.need("--item", "公开内容（三级目录的名称）", item)
    above = {
        "level1": form.optional("--level1", level1) or "",
        "level2": form.optional("--level2", level2) or "",
    }
    if not place and not all(above.values()):
        form.missing("目录编号", "编号，如 7.1；或者写 --level1 和 --level2 的名称")
    given = _cells_of_new(context, form, told)
    valid_from = form.day("--from", start)
    why = form.need("--reason", "理由", reason, long=True)
    form.done()
    new = new_items.NewItem(
        place=place,
        item=name,
        cells={field: value for field, value in given.items() if value is not None},
        valid_from=valid_from,
        reason=why,
        **above,
    )
    done = new_items.add_item(context.station, context.signing(), new)
    added: Any = done.event.event["item"]
    new_said = f"新增 {added['code']} {name}，自 {_start(done)} 起"
    ahead = f" --on {_start(done)}" if _start(done) > str(context.today) else ""
    follow = f"pdisc catalog show {added['code']}{ahead}"
    _say(context, (done,), (added["code"],), new_said, follow)


def _cells_of_new(context: Context, form: Form, told: ItemOptions) -> dict[str, Any]:
    """Return the fields of a new item; without channel, scope and timing there is none."""
    if not told.channel and context.asks:
        told = told._replace(channel=[form.need("--channel", "公开形式，如 会议、公开栏", None)])
    if not told.channel:
        form.missing("--channel", "公开形式")
    said = cells(form, told._replace(scope=None, timing=None))
    return said | {
        "channels": list(said["channels"] or ()),
        "scope": form.choose("--scope", "公开范围", told.scope, Scope),
        "timing": form.choose("--timing", "公开时限", told.timing, Timing),
    }


def _start(done: "registers.Registered") -> str:
    """Return from which day on a changed item holds."""
    item: Any = done.event.event["item"]
    return str(item["valid_from"])


def catalog_changed(context: Context, form: Form, code: o.Code = None) -> None:
    """登记变更: the content of a 固定 item changed on the business date."""
    wanted = form.need("目录编号", "目录编号", code)
    form.done()
    done = duties.note_change(context.station, context.signing(), wanted)
    follow = f"pdisc propose {wanted} --title 标题 --content 变更后的内容"
    _say(context, (done,), (wanted,), f"{wanted} 的内容于 {done.event.on} 有变更", follow)


def catalog_reconfirm(context: Context, form: Form, code: o.Code = None) -> None:
    """复核: somebody looked at a 固定 item; it still holds."""
    wanted = form.need("目录编号", "目录编号", code)
    form.done()
    done = duties.reconfirm(context.station, context.signing(), wanted)
    _say(context, (done,), (wanted,), f"{wanted} 已复核，公开的内容仍然有效", "pdisc due")


def catalog_retire(
    context: Context,
    form: Form,
    code: o.Code = None,
    start: o.From = None,
    reason: o.Reason = None,
    restore: Annotated[bool, typer.Option("--restore", help="恢复停用的条目")] = False,
) -> None:
    """停用一个条目, from a day on; what it owed before stays."""
    wanted = form.need("目录编号", "目录编号", code)
    valid_from = form.day("--from", start)
    why = form.need("--reason", "理由", reason, long=True)
    form.done()
    done = item_edits.retire_item(
        context.station,
        context.signing(),
        wanted,
        valid_from=valid_from,
        reason=why,
        restore=restore,
    )
    said = f"{wanted} 自 {_start(done)} 起{'恢复' if restore else '停用'}"
    _say(context, (done,), (wanted,), said, f"pdisc catalog show {wanted}")


def _say(
    context: Context,
    done: "Sequence[registers.Registered]",
    codes: Sequence[str],
    said: str,
    next_step: str,
    **more: Any,
) -> None:
    with context.reading() as reading:
        held = catalog.items(reading, context.today)
    items = [item for item in held if not codes or item.code in codes]
    say_entries(context, done, said, next_step, items=items, **more)
