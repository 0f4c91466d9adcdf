"""What `pdisc why` looks like: where it stands, who holds it, by which rule, what comes next."""

from collections.abc import Iterator, Sequence

from pdisc.dates.typed import in_words
from pdisc.render.grid import WIDE, Table, table_of
from pdisc.render.terminal import Screen
from pdisc.render.workdays import spans_told
from pdisc.values.reasons import DutyTold, Reckoned, WaitTold, WhyRecord

OPEN = frozenset({"逾期", "报批中", "在办", "未到期", "未开始"})
"""How an obligation stands that nothing has answered yet."""


def show_why(screen: Screen, found: WhyRecord) -> None:
    """Say it from the whole to the parts, the most pressing first, and what to type at last."""
    title = found.title or found.item
    screen.heading(f"{found.name} {title}：{found.state}")
    if found.about == "公开事项":
        screen.line(f"目录条目 {found.code} {found.item}")
    if not found.waits and found.about != "目录条目":
        screen.line("没有什么要等、要办的")
    for wait in found.waits:
        _show_wait(screen, wait, found)
    _show_duties(screen, found)
    for each in found.missing:
        screen.line(f"还缺：{each}")
    if found.unconfirmed:
        doubts = "、".join(f"{each.field} {each.value}" for each in found.unconfirmed)
        screen.line(f"推定，还没有核定：{doubts}")
        screen.line(f"核定：pdisc catalog confirm {found.code} --by 审批人")
    if found.next:
        screen.hint(found.next)


def _show_wait(screen: Screen, wait: WaitTold, found: WhyRecord) -> None:
    """Say in whose hands it is and by when; what it is to answer may be due before the step."""
    screen.line()
    held = ""
    if wait.since is not None:
        held = f"，{in_words(wait.since)}起，{wait.held_working_days}个工作日了"
    screen.line(f"等{wait.kind}：在 {wait.holder} 手里{held}")
    first = _due_before(wait, found)
    if first is None:
        screen.line(f"最迟 {wait.due_on}{_late(wait.days_overdue)}{_guess(wait.estimated)}")
        screen.line(f"为什么是这一天：{wait.why}")
    else:
        screen.line(f"最迟 {first.due_on}{_late(first.days_overdue)}{_guess(first.estimated)}")
        screen.line(f"这是{first.name}的到期日；{wait.kind}时限到 {wait.due_on}：{wait.why}")
    _show_reckoned(screen, wait.reckoned)


def _due_before(wait: WaitTold, found: WhyRecord) -> DutyTold | None:
    """Return what a disclosure is to answer before its step is due, the earliest first."""
    counted = (each for each in found.duties if each.number == found.name and not each.answer)
    before = (x for x in counted if x.status != "报批中" and x.due_on < wait.due_on)
    return min(before, key=lambda each: each.due_on, default=None)


def _show_duties(screen: Screen, found: WhyRecord) -> None:
    """Print the obligations; of the most pressing one also why its day is that day."""
    duties = found.duties
    if not duties:
        return
    screen.line()
    screen.table(_duty_table(duties))
    screen.line()
    pressing = next((each for each in duties if each.status in OPEN), duties[0])
    screen.line(f"{pressing.name}，为什么是 {pressing.due_on}：{pressing.why}")
    _show_reckoned(screen, pressing.reckoned)
    if pressing.status == "逾期" and pressing.number is None and found.state.startswith("定期"):
        nothing = f"pdisc nil {found.code} --for {pressing.for_} --by 承办人 --reason 理由"
        screen.line(f"这一期没有这类事的：{nothing}")


def _duty_table(duties: Sequence[DutyTold]) -> Table:
    return table_of(
        duties,
        ("期次、起算", "name"),
        ("最迟", lambda each: f"{each.due_on}{_guess(each.estimated)}"),
        ("情况", _standing, WIDE),
        ("找", lambda each: "" if each.answer else each.holder, WIDE),
    )


def _standing(duty: DutyTold) -> str:
    return "，".join(_parts(duty))


def _parts(duty: DutyTold) -> Iterator[str]:
    """Yield how an obligation stands: overdue by so much, answered by what, in hand as what."""
    late = duty.days_overdue
    begun = f"{duty.number} 在办" if duty.number is not None else ""
    if duty.answer is not None or not begun.endswith(f" {duty.status}"):  # said once is enough
        yield f"{duty.status}{late}天" if late else duty.status
    if duty.answer is not None:
        number = f"（{duty.answer.number}）" if duty.answer.number else ""
        yield f"{duty.answer.on}{number}" + ("，逾期办的" if duty.answer.late else "")
    elif begun:
        yield begun
    if duty.deferred_to is not None:
        yield f"准予顺延至{duty.deferred_to}"


def _show_reckoned(screen: Screen, found: Reckoned) -> None:
    """Say the rule with its 依据, and which days weren't counted."""
    if found.rule is not None:
        rule = found.rule
        where = "".join(filter(None, (rule.document, rule.clause)))
        source = f"；出处 {where}" if where else ""
        unit = "" if "-" in rule.unit else rule.unit  # 03-31 is said as it stands
        screen.line(f"按设置“{rule.name}” {rule.value}{unit}。{rule.basis}{source}")
    if found.skipped:
        screen.line(f"从 {found.from_} 的第二天数起，不算：{spans_told(found.skipped)}")
    if found.made_up:
        days = "、".join(f"{each.date}" for each in found.made_up)
        screen.line(f"周末上班，算工作日：{days}")


def _late(days: int) -> str:
    return f"，逾期{days}天" if days else ""


def _guess(estimated: bool) -> str:
    return "（估算）" if estimated else ""
