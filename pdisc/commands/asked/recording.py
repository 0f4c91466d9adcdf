"""What is recorded beside the steps, people, the catalogue, settings: what a terminal is asked."""

from collections.abc import Sequence

from pdisc.catalog.offices import known_offices
from pdisc.commands.asked.asker import Asker
from pdisc.commands.asked.one_word import one_of, place_of
from pdisc.commands.asked.plans import ask_files
from pdisc.commands.asked.question import Instead
from pdisc.commands.asked.questions import no_answer
from pdisc.commands.asked.who import ask_whether_herself, ask_who
from pdisc.dates.cycles import parse_every
from pdisc.dates.windows import parse_window
from pdisc.errors import PdiscError
from pdisc.services import first_hour, knowing
from pdisc.services.texts import line, paragraph
from pdisc.values.channels import parse_channel
from pdisc.values.ranges import listed
from pdisc.words import Authority, PaperOf, Renewal, Retention, Role, Scope, Timing


def nil(asker: Asker) -> None:
    """Ask for the items, who, the window, and why there was nothing."""
    codes = asker.items(Timing.PERIODIC, name="codes")
    ask_who(asker, (Role.PROPOSER,), "登记本期无事项", frozenset())
    if not asker.has("window"):
        with asker.reading() as reading:
            left = [set(knowing.open_windows(reading, each, asker.today)[0]) for each in codes]
        over = [key for key in set.intersection(*left) if parse_window(key).end <= asker.today]
        over.sort(key=lambda key: parse_window(key).end)
        asker.given["window"] = asker.window("哪一期", codes[0], over, over=True)
    asker.text("reason", "--reason", "理由", long=True)


def occurred(asker: Asker) -> None:
    """Ask for the item, who, the day and what it was: nothing is guessed."""
    asker.item(Timing.OCCASIONAL)
    ask_who(asker, (Role.PROPOSER,), "登记发生", frozenset())
    options = asker.context.options
    if options.on is None:
        options.on = asker.day("哪一天发生的", empty=asker.today, come=True).isoformat()
    if options.note is None:
        options.note = asker.ask("是什么事", lambda typed: paragraph("--note", typed))


def defer(asker: Asker) -> None:
    """Ask for the item, who, which obligation, until when, and why."""
    _ruled(asker, "准予顺延")
    if not asker.has("to"):
        asker.given["to"] = asker.day("顺延到哪一天").isoformat()
    asker.text("reason", "--reason", "理由", long=True)


def waive(asker: Asker) -> None:
    """Ask for the item, who, which obligation, and why."""
    _ruled(asker, "准予豁免")
    asker.text("reason", "--reason", "理由", long=True)


def _ruled(asker: Asker, act: str) -> None:
    item = asker.item()
    ask_who(asker, (Role.APPROVER,), act, frozenset())
    if asker.has("duty"):
        return
    if item.timing is Timing.PERIODIC:
        with asker.reading() as reading:
            left, _ = knowing.open_windows(reading, item.code, asker.today)
        asker.given["duty"] = asker.window("哪一期", item.code, left)
        return
    with asker.reading() as reading:
        noted = knowing.open_occurrences(reading, item.code, asker.today)
    if noted:
        asker.tell(f"  已经登记的：{'、'.join(map(str, noted))}")
    asker.given["duty"] = asker.day("是哪一天的").isoformat()


def urge(asker: Asker) -> None:
    """Ask whom to urge: one matter, or all that is overdue."""
    ask_who(asker, (Role.APPROVER,), "督促", frozenset())
    if asker.has("targets", "all_overdue"):
        return
    label = "目录编号或公开事项编号；全部逾期写 全部"
    typed = asker.ask(label, lambda typed: line("目录编号或编号", typed))
    if typed == "全部":
        asker.given["all_overdue"] = True
    else:
        asker.given["targets"] = list(listed([typed]))


def catalog_noted(asker: Asker) -> None:
    """Ask for the 固定 item, and who."""
    asker.item(Timing.STANDING)
    ask_who(asker, (Role.PROPOSER, Role.APPROVER), "登记", frozenset())


def approvers(asker: Asker, act: str) -> None:
    """Ask who decides what needs 审批 as soon as anybody holds it."""
    with asker.reading() as reading:
        held = [roles for _, roles in knowing.people(reading, asker.today)]
    needed = (Role.APPROVER,) if any(Role.APPROVER in roles for roles in held) else ()
    ask_who(asker, needed, act, frozenset())


FIELDS = {
    "周期": ("every", parse_every),
    "承办科室": ("office", lambda typed: line("--office", typed)),
    "审批权限": ("authority", lambda typed: one_of(typed, tuple(Authority))),
    "公开范围": ("scope", lambda typed: one_of(typed, tuple(Scope))),
    "公开时限": ("timing", lambda typed: one_of(typed, tuple(Timing))),
    "公开形式": ("channel", lambda typed: [parse_channel(each) for each in listed([typed])]),
    "保管期限": ("retention", lambda typed: one_of(typed, tuple(Retention))),
    "每年怎样更新": ("renewal", lambda typed: one_of(typed, tuple(Renewal))),
}
"""What of an item can be changed, the option of it, and how an answer is checked."""
HOW = {
    "周期": "如 每季度、每2个月；随时事项 发生后10个工作日",
    "公开形式": "如 会议、文件",
    **{
        name: "、".join(words)
        for name, words in (
            ("审批权限", Authority),
            ("公开范围", Scope),
            ("公开时限", Timing),
            ("保管期限", Retention),
            ("每年怎样更新", Renewal),
        )
    },
}


def catalog_set(asker: Asker) -> None:
    """Ask for the item, who, what of it, the new value, and why."""
    item = asker.item(listed=True)
    approvers(asker, "更正目录")
    if asker.has("rule", *(option for option, _ in FIELDS.values())):
        return
    asker.tell(
        f"  现在：{item.every or item.timing}；{item.office}；{item.authority}；{item.scope}；"
        f"{'、'.join(item.channels)}；{item.retention}"
    )
    for name in asker.several("改哪一项", tuple(FIELDS)):
        option, check = FIELDS[name]
        more = f"（{HOW[name]}）" if name in HOW else ""
        asker.given[option] = asker.ask(f"新的{name}{more}", check)
    asker.text("reason", "--reason", "理由", long=True)


def catalog_retire(asker: Asker) -> None:
    """Ask for the item, who, and why."""
    asker.item()
    approvers(asker, "停用目录条目")
    asker.text("reason", "--reason", "理由", long=True)


def staff_add(asker: Asker) -> None:
    """Ask who, where, with what roles; an approver's reach is asked for, too.

    As long as the five steps want for people she is led on to the next of them.
    """
    with asker.reading() as reading:
        wanted = first_hour.people_wanted(reading, asker.today)
        nobody = not knowing.people(reading, asker.today)
        offices = known_offices(reading.registers, ())
    if nobody and not asker.has("name"):
        asker.tell(SEPARATE)
    asker.text("name", "姓名", "您的姓名" if nobody else "姓名")
    if nobody:
        ask_whether_herself(asker, asker.given["name"])
    if wanted:
        asker.onward = lambda: _next_person(asker)
    _office(asker, offices)
    if not asker.has("role"):
        asker.given["role"] = asker.several("职责", tuple(Role))
    roles = listed(asker.given["role"])
    if Role.APPROVER in roles and not asker.has("authority"):
        asker.given["authority"] = asker.choose("审批权限", tuple(Authority))
    if Role.APPROVER in roles:
        approvers(asker, "登记有审批职责的人员")
    else:
        ask_who(asker, (), "登记人员", frozenset())


SEPARATE = (
    "提出的人不能审核、审批自己提出的，所以至少要登记三种人：承办（提出、实施）、审核、审批；"
    "归档的是档案。一个人可以有几种职责。先登记您自己（一般是 承办、档案），再登记审核、审批的人。"
)


def _office(asker: Asker, offices: Sequence[str]) -> None:
    """Ask for the office: one that is known, by its place among them, or a new one."""
    if asker.has("office"):
        return

    def check(typed: str) -> str:
        place = place_of(typed, offices)
        return offices[place - 1] if place else line("--office", no_answer(typed))

    if len(offices) == 1:
        asker.given["office"] = asker.ask(f"科室（回车就是{offices[0]}）", check, empty=offices[0])
        return
    known = "  ".join(f"{place} {name}" for place, name in enumerate(offices, 1))
    asker.given["office"] = asker.ask(f"科室（{known}，或写别的科室）", check)


def _next_person(asker: Asker) -> None:
    """Go on with the next person while the five steps want for one."""
    with asker.reading() as reading:
        wanted = first_hour.people_wanted(reading, asker.today)
    if wanted:
        asker.tell(f"{wanted}。接着登记下一个人；现在不登记的，按 Ctrl-C。")
        raise Instead("staff", "add")


def staff_close(asker: Asker) -> None:
    """Ask who leaves; of whom there is a list."""
    if asker.has("name"):
        ask_who(asker, (), "登记离任", frozenset())
        return
    with asker.reading() as reading:
        names = [name for name, _ in knowing.people(reading, asker.today)]
    asker.given["name"] = asker.choose("谁离任", names) if names else None
    ask_who(asker, (), "登记离任", frozenset())


def config_set(asker: Asker) -> None:
    """Ask which setting, who, and the new value; what it is now is told."""
    approvers(asker, "更改设置")
    if not asker.has("name"):

        def known(typed: str) -> str:
            with asker.reading() as reading:
                return reading.rules.setting(typed.strip(), asker.today).name

        asker.given["name"] = asker.ask("设置的名称（有哪些：pdisc config show）", known)
    if asker.has("value"):
        return
    try:
        with asker.reading() as reading:
            held = reading.rules.setting(asker.given["name"], asker.today)
    except PdiscError:
        return
    asker.tell(f"  现在是 {held.value or '未设置'}（{held.unit}）")
    asker.text("value", "值", "新的值", any_word=True)


def reassign(asker: Asker) -> None:
    """Ask which disclosure, who, what it answers, and why."""
    record = asker.number(None)
    ask_who(asker, (Role.APPROVER,), "改期次", frozenset())
    if not asker.has("window", "occurred"):
        if record.occurred_on is not None:
            asker.given["occurred"] = asker.day("是哪一天发生的事").isoformat()
        else:
            with asker.reading() as reading:
                left, _ = knowing.open_windows(reading, record.code, asker.today)
            asker.given["window"] = asker.window("哪一期", record.code, left)
    asker.text("reason", "--reason", "理由", long=True)


def evidence(asker: Asker) -> None:
    """Ask which disclosure, who, of which step, and the files."""
    record = asker.number(None)
    ask_who(asker, (Role.PROPOSER,), "补件", frozenset())
    if not asker.has("step"):
        asker.given["step"] = asker.choose("哪一步的凭证", tuple(PaperOf))
    used = [each.channel for each in record.publications]
    if asker.given["step"] == PaperOf.PUBLISH and len(used) > 1 and not asker.has("channel"):
        asker.given["channel"] = asker.choose("哪一种公开形式的", used)
    if not asker.has("file"):
        asker.given["file"] = ask_files(asker, "凭证文件的路径")


def lift(asker: Asker) -> None:
    """Ask for the item, who, the superior's paper, and why."""
    asker.item()
    ask_who(asker, (Role.APPROVER,), "登记准予公开的摘录", frozenset())
    asker.text("document_number", "--document-number", "准予公开的文号")
    asker.text("reason", "--reason", "理由", long=True)


def screened(asker: Asker) -> None:
    """Ask for the file that is to be screened; no ledger is needed."""
    if not asker.has("files"):
        asker.given["files"] = ask_files(asker, "要审查的文件的路径")
