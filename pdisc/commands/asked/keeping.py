"""作废, new items, working days, templates: what a terminal is asked."""

from pdisc.commands.asked.asker import Asker
from pdisc.commands.asked.plans import ask_file, ask_file_if_any
from pdisc.commands.asked.recording import approvers
from pdisc.commands.asked.who import ask_who
from pdisc.errors import Refused
from pdisc.papers import own_forms
from pdisc.registers import registry
from pdisc.registers.items import CatalogItem
from pdisc.render import slip
from pdisc.services import annulling, knowing
from pdisc.services.texts import line
from pdisc.words import Channel, Cycle, Scope, Timing


def annul(asker: Asker) -> None:
    """Ask which registration was a slip, of the newest, who takes it back, and why."""
    if not asker.has("receipt"):
        with asker.reading() as reading:
            found = knowing.annullable(reading)
        for event in found:
            asker.tell(f"  {slip.event_said(event)}")
        if not found:
            raise Refused("最近没有可以作废的登记", next_step="pdisc log")
        label = "作废第几条（最近可以作废的在上面；更早的写它的序号，看序号：pdisc log）"
        asker.given["receipt"] = asker.ask(label, lambda typed: _seq(asker, typed))
    ask_who(asker, (), "作废登记", frozenset())
    asker.text("reason", "--reason", "为什么作废", long=True)


def _seq(asker: Asker, typed: str) -> str:
    plain = line("回执", typed).removeprefix("第").removesuffix("条")
    with asker.reading() as reading:
        event = annulling.look(reading, plain).event
    if event.kind not in registry().annullable_kinds:
        raise Refused(
            f"第{event.seq}条是“{event.kind}”，不是可以作废的登记", next_step="看有哪些：pdisc log"
        )
    return plain


NEW_GROUP = "另立一类"


def catalog_add(asker: Asker) -> None:
    """Ask where a new item stands, who decides, and what the 公开目录 says of it."""
    approvers(asker, "新增目录条目")
    if asker.has("item", "code", "level1", "level2"):
        return
    with asker.reading() as reading:
        items = knowing.items_for(reading, asker.today, ())
    _place(asker, items)
    asker.text("item", "--item", "公开内容（三级目录的名称）")
    asker.given["channel"] = asker.several("公开形式", tuple(Channel))
    asker.given["scope"] = asker.choose("公开范围", tuple(Scope))
    asker.given["timing"] = asker.choose("公开时限", tuple(Timing))
    if asker.given["timing"] == Timing.PERIODIC:
        asker.given["every"] = asker.choose("周期", tuple(Cycle))
    asker.text("reason", "--reason", "理由", long=True)


def _place(asker: Asker, items: list[CatalogItem]) -> None:
    """Ask under which 二级目录 it stands, or for the names of a new one."""
    groups = {
        f"{each.code.rpartition('.')[0]} {each.level2}": each.code.rpartition(".")[0]
        for each in items
    }
    chosen = asker.choose("放在哪一类下面", (*groups, NEW_GROUP))
    if chosen in groups:
        asker.given["code"] = groups[chosen]
        return
    asker.text("level1", "--level1", "一级目录的名称（原有的照原样写，新的写新名称）")
    asker.text("level2", "--level2", "二级目录的名称")


def workdays_own(asker: Asker) -> None:
    """Ask for the file that names the office's own days, and who decides."""
    approvers(asker, "登记本单位工作日")
    if not asker.has("file"):
        asker.given["file"] = ask_file(asker, "写明 off、work 或 remove 的 YAML 文件的路径")


def template_set(asker: Asker) -> None:
    """Ask which form, who decides, which file, and why."""
    _form(asker)
    approvers(asker, "登记模板")
    if not asker.has("file"):
        label = "改好的 Word 文件的路径（回车就是台账文件夹 templates 里同名的那个）"
        asker.given["file"] = ask_file_if_any(asker, label)
    asker.text("reason", "--reason", "理由", long=True)


def template_drop(asker: Asker) -> None:
    """Ask which form, who decides, and why."""
    _form(asker)
    approvers(asker, "停用模板")
    asker.text("reason", "--reason", "理由", long=True)


def template_export(asker: Asker) -> None:
    """Ask which form, and for the file to write."""
    _form(asker)
    usual = f"{asker.given['form_name']}样式.docx"
    if not asker.has("out"):
        label = f"写到哪个文件（回车就是 {usual}）"
        asker.given["out"] = asker.ask(label, lambda typed: line("--out", typed), empty=usual)


def _form(asker: Asker) -> None:
    if not asker.has("form_name"):
        asker.given["form_name"] = asker.choose("哪一种表格", tuple(own_forms.OWN_FORMS))
