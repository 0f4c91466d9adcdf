"""为什么: why something stands where it stands, and what comes next."""

from typing import Annotated

from pdisc.commands import options as o
from pdisc.commands.form import Form
from pdisc.context import Context
from pdisc.render import explained
from pdisc.services import explaining

Asked = Annotated[
    str | None,
    o.named("编号", "目录编号、公开事项编号、点题编号 或 意见编号，如 1.2.1、2026-0001"),
]


def why(context: Context, form: Form, name: Asked = None, on: o.OnDay = None) -> None:
    """Say where one thing stands, who holds it, what is missing, why that day, what comes next."""
    wanted = form.need("编号", "目录编号、公开事项编号、点题编号 或 意见编号", name)
    day = form.day("--on", on) or context.today
    form.done()
    context.require_internal()
    with context.reading() as reading:
        found = explaining.explained(reading, wanted, day)
    context.answer(found, lambda screen: explained.show_why(screen, found))
