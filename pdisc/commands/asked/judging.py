"""审核, 审批, 实施, 归档, 撤回 and 撤下: what a terminal is asked for."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from pdisc.commands.asked.asker import Asker
from pdisc.commands.asked.one_word import one_of
from pdisc.commands.asked.plans import ask_file_if_any
from pdisc.commands.asked.question import Instead
from pdisc.commands.asked.who import ask_who
from pdisc.errors import UsageError
from pdisc.render import judged
from pdisc.services import catalog, knowing, lookup, unfiled
from pdisc.services.texts import line
from pdisc.values.codes import is_code, same_code
from pdisc.values.parts import VERDICT_NAMES
from pdisc.values.ranges import listed
from pdisc.values.records import DetailRecord, FindingRecord
from pdisc.words import Act, FindingState, Ground, Role, State, Verdict

if TYPE_CHECKING:
    from pdisc.render.terminal import Screen

SHORT = {
    **dict.fromkeys(("y", "yes", "是", "通", "过", "同意", "ok"), Verdict.PASS.value),
    **dict.fromkeys(("n", "no", "否", "不", "不行", "不同意"), Verdict.FAIL.value),
}
ALL_PASS = frozenset({"全部通过", "都通过", "全通过"})


def authors(record: DetailRecord) -> frozenset[str]:
    """Return everybody who proposed or revised a disclosure."""
    drawn_up = (Act.PROPOSE, Act.REVISE)
    return frozenset(step.by for step in record.steps if step.act in drawn_up)


def review(asker: Asker) -> None:
    """Ask which and who; show the text, settle each finding, ask for the four verdicts."""
    records = asker.numbers(Act.REVIEW)
    record = records[0]
    ask_who(asker, (Role.REVIEWER,), Act.REVIEW, authors(record))
    if asker.has("return_reason"):
        return
    if asker.has("withhold"):
        asker.text("basis", "--basis", "不予公开的依据", long=True)
        return
    asker.show(lambda screen: _shown_for_review(screen, records))
    if not asker.has("accept") and not _settled(asker, record):
        return
    _verdicts(asker)
    if any(asker.given.get(name) == Verdict.FAIL for name in VERDICT_NAMES):
        asker.text("return_reason", "--return", "有一项不通过，退回的理由", long=True)


def _shown_for_review(screen: "Screen", records: Sequence[DetailRecord]) -> None:
    for each in records:
        judged.show_for_review(screen, each, catalog.cautions(each.code, each.item))


def _verdicts(asker: Asker) -> None:
    """Ask for what wasn't given of the four verdicts; one answer may pass them all."""
    missing = [name for name in VERDICT_NAMES if not asker.has(name)]
    for name in list(missing):
        if asker.has(name):
            continue
        first = name == missing[0] and len(missing) == len(VERDICT_NAMES)
        more = "；四项都通过写 全部通过" * first
        answer = asker.ask(f"{VERDICT_NAMES[name]}（1 通过  2 不通过{more}）", _verdict)
        given = missing if answer == ALL_PASS else [name]
        asker.given |= dict.fromkeys(given, Verdict.PASS.value if answer == ALL_PASS else answer)


def _verdict(typed: str) -> str | frozenset[str]:
    return ALL_PASS if typed.strip() in ALL_PASS else one_of(typed, tuple(Verdict), SHORT)


MASK, EXPLAIN, BACK, SAME = "先遮盖", "可以公开，写理由", "退回修改", "和上一处一样处理"


def _settled(asker: Asker, record: DetailRecord) -> bool:
    """Ask what is to become of each open finding; return False where it goes back."""
    said: list[str] = []
    before = ""
    for finding in record.findings:
        if finding.state is not FindingState.OPEN:
            continue
        ways = (MASK, EXPLAIN, BACK, SAME) if before else (MASK, EXPLAIN, BACK)
        way = asker.choose(f"{finding.id} {finding.kind} {finding.where} {finding.excerpt}", ways)
        if way == MASK:
            raise Instead("redact", record.number)
        if way == BACK:
            asker.text("return_reason", "--return", "退回的理由", long=True)
            return False
        before = before if way == SAME else _reason(asker, finding)
        said.append(f"{finding.id}={before}")
    asker.given["accept"] = said or None
    return True


def _reason(asker: Asker, finding: FindingRecord) -> str:
    ground = asker.choose(f"{finding.id} 可以公开的依据", tuple(Ground))
    why = asker.ask("理由", lambda typed: line("--accept", typed))
    return f"{ground}：{why}"


AGREE, UNSIGNED = "同意公开", "还没有签字：先打印审批表"
SEND_BACK, REFUSE, ESCALATE = "退回修改", "不予公开", "超出职权：报上级党组织"
DECIDED = ("return_reason", "refuse", "escalate", "evidence", "document_number", "scope")
"""Options that say how it was decided, or go with it."""


def approve(asker: Asker) -> None:
    """Ask which, who, what was decided, and for the paper on which it was signed."""
    records = asker.numbers(Act.APPROVE)
    record = records[0]
    with asker.reading() as reading:
        told = knowing.beyond_authority(reading, record.code, asker.today)
    ask_who(asker, (Role.APPROVER,), Act.APPROVE, authors(record), told=told)
    if asker.has("refuse"):
        asker.text("basis", "--basis", "不予公开的依据", long=True)
        return
    reply = record.state is State.ESCALATED
    if reply and not asker.has("return_reason"):
        asker.tell(f"  {record.number} 已报{record.escalated_to}")
        asker.text("document_number", "--document-number", "批复的文号")
    if asker.has(*DECIDED) and not reply:
        return
    said = {each.number: asker.said_of(each.number) for each in records}
    asker.show(lambda screen: _shown_for_approval(screen, records, said))
    who = asker.context.options.by or asker.context.operator
    beyond = who in told and not reply
    if beyond:
        asker.tell(told[who])
    ways = (AGREE, SEND_BACK, REFUSE) if reply else (AGREE, UNSIGNED, SEND_BACK, REFUSE, ESCALATE)
    _decided(asker, record, ways[1:] if beyond else ways)


def _shown_for_approval(
    screen: "Screen", records: Sequence[DetailRecord], said: "Mapping[str, judged.Said]"
) -> None:
    for each in records:
        judged.show_for_approval(screen, each, said[each.number])


def _decided(asker: Asker, record: DetailRecord, ways: Sequence[str]) -> None:
    """Ask what was decided on the paper; where it isn't signed yet it is printed first."""
    way = asker.choose("怎样批的", ways)
    if way == UNSIGNED:
        raise Instead("print", "审批表", record.number)
    if way == SEND_BACK:
        asker.text("return_reason", "--return", "退回的理由", long=True)
    elif way == REFUSE:
        asker.text("refuse", "--refuse", "不予公开的理由", long=True)
        asker.text("basis", "--basis", "不予公开的依据", long=True)
    elif way == ESCALATE:
        asker.text("escalate", "--escalate", "报哪个上级党组织")
    else:
        _signed(asker, record)


def _signed(asker: Asker, record: DetailRecord) -> None:
    """Ask for what stands on the signed paper: its code, and its scan."""
    if not asker.has("code") and len(asker.given.get("numbers") or ()) == 1:
        label = "审批表上的核对码（不核对就回车）"
        code = asker.ask(label, lambda typed: _matching(typed, record), empty="")
        asker.given["code"] = code or None
    ask_paper(asker, "签了字的审批表，扫描件或照片的路径（以后再补就回车）")


def _matching(typed: str, record: DetailRecord) -> str:
    """Return a 核对码 that is this disclosure's, or raise what is wrong with the paper."""
    if not same_code(typed, record.check_code):
        raise UsageError(f"核对码不符：签字的不是 {record.number} 现在的第{record.version}稿")
    return line("--code", typed)


def ask_paper(asker: Asker, label: str) -> None:
    """Ask for a file that proves it; it may come later."""
    if not asker.has("evidence"):
        path = ask_file_if_any(asker, label)
        asker.given["evidence"] = [path] if path else None


def publish(asker: Asker) -> None:
    """Ask which, who, on which of its open channels, when, where, and for what shows it."""
    record = asker.number(Act.PUBLISH, name="numbers")
    ask_who(asker, (Role.PROPOSER,), Act.PUBLISH, frozenset())
    walked = not asker.has("channel")
    if walked:
        asker.tell("地点不同的，一种一种登记。")
        asker.given["channel"] = asker.several("已经用哪种形式公开了", record.open_channels)
    used = listed(asker.given["channel"])
    if walked and asker.context.options.on is None:
        after = (Act.APPROVE, knowing.approved_on(record))
        day = asker.day("哪一天公开的", empty=asker.today, come=True, after=after)
        asker.context.options.on = day.isoformat()
    websites = [each for each in used if each.startswith("网站")]
    if websites and not asker.has("url"):
        asker.given["url"] = asker.ask("网址（http:// 或 https:// 开头）", web_address)
    if len(websites) < len(used):
        asker.text("place", "--place", "地点，或文件发给谁")
    if walked:
        ask_paper(asker, "凭证（照片、截图、签到表）的路径（以后再补就回车）")
        asker.onward = lambda: _next_channel(asker, record.number)


def _next_channel(asker: Asker, number: str) -> tuple[str, tuple[str, ...]] | None:
    """Return what to go on with while an approved channel is open."""
    with asker.reading() as reading:
        left = lookup.shown(reading, number).open_channels
    if not left:
        return None
    return f"还有{'、'.join(left)}没有登记，接着登记吗", ("publish", number)


def web_address(typed: str) -> str:
    """Return an address on the web, or raise UsageError for one that isn't whole."""
    address = line("--url", typed)
    if address.lower().startswith(("http://", "https://")):
        return address
    if re.fullmatch(LIKE_AN_ADDRESS, address):
        raise UsageError(f"网址要写全，以 http:// 或 https:// 开头，如 https://{address}")
    raise UsageError(
        f"“{address}”不是网址：网址以 http:// 或 https:// 开头，可以从浏览器的地址栏里复制"
    )


LIKE_AN_ADDRESS = r"[\w-]+(\.[\w-]+)*\.[^\W\d_]{2,}(:\d+)?([/?#]\S*)?"
"""A domain, in signs of any script, with what may stand behind it."""


NONE_CAME, SOME_CAME = "没有收到", "收到了"


def archive(asker: Asker) -> None:
    """Ask which, who, and whether opinions came in."""
    record = asker.number(Act.ARCHIVE, name="numbers")
    ask_who(asker, (Role.ARCHIVIST,), Act.ARCHIVE, frozenset())
    if not asker.has("retention"):
        with asker.reading() as reading:
            item = reading.registers.item(record.code, asker.today)
        guessed = item is not None and "retention" in item.assumed
        asker.takes("保管期限", item and item.retention, f"目录里{'推定' if guessed else '定'}的")
    unsaid = not (asker.has("no_opinions") or record.opinion_result or record.opinions)
    if unsaid and record.state is State.PUBLISHED:
        came = asker.choose("公开以后收到意见了吗", (NONE_CAME, SOME_CAME))
        asker.given["no_opinions"] = came == NONE_CAME
    with asker.reading() as reading:
        papers = unfiled.missing(reading, record.number)
    asker.takes("还缺", "、".join(each.name for each in papers), "归档以后不能再补")


def withdraw(asker: Asker) -> None:
    """Ask which, who, and why."""
    asker.number(Act.WITHDRAW, name="numbers")
    ask_who(asker, (Role.PROPOSER, Role.APPROVER), Act.WITHDRAW, frozenset())
    asker.text("reason", "--reason", "理由", long=True)


def takedown(asker: Asker) -> None:
    """Ask which, who, what of it, and why; by a code an opening entry is meant."""
    if is_code(asker.given.get("number") or ""):
        ask_who(asker, (Role.PROPOSER, Role.APPROVER), Act.TAKE_DOWN, frozenset())
        asker.text("reason", "--reason", "理由", long=True)
        return
    record = asker.number(Act.TAKE_DOWN)
    ask_who(asker, (Role.PROPOSER, Role.APPROVER), Act.TAKE_DOWN, frozenset())
    up = [each for each in record.publications if each.taken_down_on is None]
    hangs = {x.channel: x.place or x.url for x in up if x.channel.startswith(("公开栏", "网站"))}
    asker.tell(f"  {record.number} {record.title}")
    for channel, where in hangs.items():
        asker.tell(f"  现在挂着：{channel} {where}")
    hanging = list(hangs)
    if len(hanging) > 1 and not asker.has("channel"):
        asker.given["channel"] = asker.several("撤下哪一种", hanging)
    asker.text("reason", "--reason", "理由", long=True)
