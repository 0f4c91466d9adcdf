"""People: who may do what, from when until when."""

from typing import Annotated

import typer

from pdisc.commands import options as o
from pdisc.commands.acting import say_registered
from pdisc.commands.completion import words
from pdisc.commands.form import Form
from pdisc.context import Context
from pdisc.render import registers as tables
from pdisc.services import registers, rosters
from pdisc.words import Authority, Role

ActingFor = Annotated[
    str | None, o.value("--acting-for", "姓名", "代谁审批；要写 --document-number 依据的文件")
]

Name = Annotated[str | None, o.named("姓名", "姓名")]
Roles = Annotated[
    list[str] | None,
    typer.Option(
        "--role", metavar="职责", help="承办、审核、审批、档案，可多次", autocompletion=words(*Role)
    ),
]


def staff_add(
    context: Context,
    form: Form,
    name: Name = None,
    office: o.OfficeOption = None,
    role: Roles = None,
    authority: o.AuthorityOption = None,
    start: o.From = None,
    end: o.To = None,
    acting_for: ActingFor = None,
    document_number: o.DocumentNumber = None,
) -> None:
    """登记人员: what a person may do from a day on."""
    who = form.need("姓名", "姓名", name)
    where = form.need("--office", "科室", office)
    roles = form.words("--role", role, Role)
    if not role:
        asked = form.need("--role", "职责：承办、审核、审批、档案", None)
        roles = form.words("--role", asked.replace("、", " ").split(), Role)
    held = form.word("--authority", authority, Authority)
    valid_from = form.day("--from", start)
    last_day = form.day("--to", end)
    absent = form.optional("--acting-for", acting_for) or ""
    paper = form.optional("--document-number", document_number) or ""
    form.done()
    person = registers.Person(
        name=who,
        office=where,
        roles=roles,
        authority=held,
        valid_from=valid_from,
        last_day=last_day,
        acting_for=absent,
        document_number=paper,
    )
    done = registers.appoint(context.station, context.signing(), person)
    _say(context, done, f"{who}：{'、'.join(roles)}")


def staff_close(context: Context, form: Form, name: Name = None) -> None:
    """登记离任: a person may do nothing from the business date on."""
    who = form.need("姓名", "姓名", name)
    form.done()
    done = registers.close(context.station, context.signing(), who)
    _say(context, done, f"{who} 自 {done.event.on} 起不再任职")


def _say(context: Context, done: "registers.Registered", said: str) -> None:
    with context.reading() as reading:
        people = rosters.staff(reading, context.today)
    say_registered(context, done, said, "pdisc staff list", before={"staff": people})


def staff_list(context: Context) -> None:
    """列出人员, as of today."""
    context.require_internal()
    with context.reading() as reading:
        people = rosters.staff(reading, context.today)
    context.answer({"staff": people}, lambda screen: tables.show_staff(screen, people))
