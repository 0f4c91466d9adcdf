"""模板: an office's own Word layouts of the printed forms."""

from pathlib import Path
from typing import Annotated, Any

import typer

from pdisc.commands import options as o
from pdisc.commands.acting import say_registered
from pdisc.commands.form import Form
from pdisc.commands.output import outside_ledger, say_written
from pdisc.context import Context
from pdisc.papers import own_forms
from pdisc.render import output_file, terminal
from pdisc.render import templates as view
from pdisc.services import layouts, templates
from pdisc.text import nearest, or_rather


def _form_name() -> Any:
    return o.named("表格", "哪一种表格", own_forms.OWN_FORMS)


FormName = Annotated[str | None, _form_name]
"""Made when a command is loaded, since it tells what stands in a list then."""

TemplateFile = Annotated[
    str | None,
    typer.Argument(
        metavar="文件",
        help="改好的 docx；不写就是台账文件夹 templates 里同名的那个",
        show_default=False,
    ),
]


def template_list(context: Context) -> None:
    """列出每种表格用的样式, and the fields that each can be filled in with."""
    context.require_internal()
    with context.reading() as reading:
        found = layouts.layouts(reading, context.folder, own_forms.OWN_FORMS)
    fields = {
        form: {"fields": list(known.texts), "tables": known.columns}
        for form in own_forms.OWN_FORMS
        for known in (own_forms.known_fields(form, context.today),)
    }
    context.answer(
        {"templates": found, "fields": fields}, lambda screen: view.show_layouts(screen, found)
    )


def template_export(
    context: Context, form: Form, form_name: FormName = None, out: o.Out = None
) -> None:
    """导出自带的样式 as a template to be changed in Word."""
    name = _own_form(form, form_name)
    typed = form.need("--out", f"写到哪个文件，如 {name or '审批表'}样式.docx", out)
    if typed and Path(typed).suffix.lower() != ".docx":
        form.wrong("模板是 Word 文件", next_step="--out 的文件名写 .docx")
    form.done()
    path = outside_ledger(context, "--out", typed)
    output_file.write_output(path, own_forms.shipped_template(name, context.today))

    def show(screen: "terminal.Screen") -> None:
        say_written(screen, path)
        screen.line("在 Word 里改版式；{{ }} 里的字段可以挪动、删去，名称不要改")
        screen.hint(f"改好后登记：pdisc template set {name} 文件 --reason 理由 --by 审批人")

    context.answer({"file": str(path)}, show)


def template_set(
    context: Context,
    form: Form,
    form_name: FormName = None,
    file: TemplateFile = None,
    reason: o.Reason = None,
) -> None:
    """登记模板: from now on the form is printed in the layout of this file."""
    name = _own_form(form, form_name)
    path = form.paths([file] if file else None)
    why = form.need("--reason", "理由", reason, long=True)
    form.done()
    done = templates.set_template(
        context.station,
        context.signing(),
        name,
        path[0] if path else None,
        known=own_forms.known_fields(name, context.today),
        reason=why,
    )
    place = f"templates/{name}.docx"
    said = f"{name}今后按 {place} 的样式印"
    say_registered(context, done, said, "pdisc template list", file=place)


def template_drop(
    context: Context, form: Form, form_name: FormName = None, reason: o.Reason = None
) -> None:
    """停用模板: the form is printed in the shipped layout again."""
    name = form.need("表格", "哪一种表格", form_name)
    why = form.need("--reason", "理由", reason, long=True)
    form.done()
    done = templates.drop_template(context.station, context.signing(), name, reason=why)
    say_registered(context, done, f"{name}今后按自带的样式印", "pdisc template list")


def _own_form(form: Form, typed: str | None) -> str:
    """Return a form that may be laid out by an office, or note that it isn't one."""
    known = tuple(own_forms.OWN_FORMS)
    name = form.need("表格", f"哪一种表格：{'、'.join(known)}", typed)
    if name and name not in known:
        near = nearest(name, known, cutoff=0.3)
        form.wrong(
            f"“{name}”没有可换的模板{or_rather(near) or '；'}可以换的：{'、'.join(known)}",
            next_step=f"pdisc template export {near or known[0]} --out 样式.docx",
        )
    return name
