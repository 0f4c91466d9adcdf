"""意见 and 测评: what a terminal is asked; which opinion is meant, of those that wait."""

from pdisc.commands.asked.asker import Asker
from pdisc.commands.asked.plans import ask_file
from pdisc.commands.asked.who import ask_who
from pdisc.dates.spoken import spelled_window
from pdisc.dates.windows import parse_window
from pdisc.errors import Refused, UsageError
from pdisc.services import knowing, opinion_lookup
from pdisc.services.texts import line
from pdisc.text import halfwidth
from pdisc.values.opinion_records import ListedOpinion
from pdisc.values.voice_kinds import OpinionResult, OpinionState, SurveyGroup
from pdisc.voices.opinions import MAY_RECTIFY
from pdisc.voices.surveys import GRADES, MOST_ANSWERS, MOST_ASKED
from pdisc.words import State


def opinion_add(asker: Asker) -> None:
    """Ask what was published it is about, who writes it down, what was said, and how it came."""
    if not asker.has("number"):
        tell_published(asker)
    asker.number(None, public=True)
    ask_who(asker, (), "登记意见", frozenset())
    asker.text("content", "--content", "反映了什么，照原话写（姓名、电话不写在这里）", long=True)
    ask_from_whom(asker, "giver", "--from", "谁反映的")
    if not asker.has("via"):
        asker.text("via", "--via", "怎样收到的，如 意见箱、电话、当面")


def ask_from_whom(asker: Asker, name: str, flag: str, label: str) -> None:
    """Ask when a word came, and from whom, which may be left out: both aren't part of its text."""
    if not asker.has("received"):
        day = asker.day("哪一天收到的", empty=asker.today, come=True)
        asker.given["received"] = day.isoformat()
    if not asker.has(name):
        who = asker.ask(f"{label}（不写就回车）", lambda typed: line(flag, typed), empty="")
        asker.given[name] = who or None


def tell_published(asker: Asker) -> None:
    """Show what was published lately, to choose a number from."""
    with asker.reading() as reading:
        found = reading.records(state=State.PUBLISHED)[-knowing.MOST :]
    for each in reversed(found):
        asker.tell(f"  {each.number} {each.title}")


def opinion_assign(asker: Asker) -> None:
    """Ask which opinion, who decides, and who is to look into it."""
    _opinion(asker, "批办")
    ask_who(asker, (), "批办意见", frozenset())
    if not asker.has("to"):
        asker.given["to"] = _person(asker, "交给谁办")


def opinion_settle(asker: Asker) -> None:
    """Ask which opinion, who, what came of it, what was answered, and what is to be put right."""
    _opinion(asker, "办结")
    ask_who(asker, (), "办结意见", frozenset())
    if not asker.has("result"):
        asker.given["result"] = asker.choose("办理结果", tuple(OpinionResult))
    asker.text("feedback", "--feedback", "怎样答复反映的人", long=True)
    said = asker.has("rectify", "to", "due")
    if not said and asker.given["result"] in MAY_RECTIFY and asker.sure("有要整改的吗"):
        asker.text("rectify", "--rectify", "要整改什么", long=True)
        asker.given["to"] = _person(asker, "谁负责整改")
        asker.given["due"] = asker.day("整改到哪一天为止").isoformat()


def _person(asker: Asker, label: str) -> str:
    """Ask for a person of the roster; where nobody is on it, for a name."""
    with asker.reading() as reading:
        names = [name for name, _ in knowing.people(reading, asker.today)]
    if not names:
        raise Refused("人员名单是空的", next_step="pdisc staff add 姓名 --office 科室 --role 承办")
    return asker.choose(label, names)


def _opinion(asker: Asker, act: str) -> None:
    """Ask which of the opinions that aren't settled is meant."""
    if asker.has("ids"):
        return
    with asker.reading() as reading:
        found = opinion_lookup.listed(reading, asker.today)
    waiting = [each for each in found if each.state in UNSETTLED]
    if not waiting:
        raise Refused(f"现在没有可以{act}的意见", next_step="pdisc opinion list")
    names = {_named(each): each.id for each in waiting}
    asker.given["ids"] = [names[asker.choose(f"{act}哪一条意见", list(names))]]


def _named(opinion: ListedOpinion) -> str:
    return f"{opinion.id} {' '.join(opinion.content.split())[:30]}（{opinion.state}）"


UNSETTLED = frozenset({OpinionState.RECEIVED, OpinionState.ASSIGNED})
ALL, ONE, WINDOW = "总的", "对一件公开事项", "对一个期次"


def survey_add(asker: Asker) -> None:
    """Ask what it is about, which group answered, and how often each grade came."""
    ask_who(asker, (), "登记测评", frozenset())
    if not asker.has("number", "window", "group", "counts"):
        about = asker.choose("测评的是什么", (ALL, ONE, WINDOW))
        if about == ONE:
            tell_published(asker)
            asker.number(None, public=True)
        elif about == WINDOW:
            label = "期次，如 三季度、2026-Q3"
            asker.given["window"] = asker.ask(label, lambda typed: _period(asker, typed))
    if not asker.has("group"):
        asker.given["group"] = asker.choose("测评的是谁", tuple(SurveyGroup))
    if asker.has("counts"):
        return

    def answers(typed: str) -> str:
        return _count(typed, MOST_ANSWERS)

    asker.given["counts"] = ",".join([asker.ask(f"{each}几份", answers) for each in GRADES])
    asked = asker.ask(
        "一共发放了几份（不知道就回车）", lambda typed: _count(typed, MOST_ASKED), empty=""
    )
    asker.given["asked"] = asked or None


def _period(asker: Asker, typed: str) -> str:
    """Return the key of any window, of whatever item."""
    return parse_window(spelled_window(typed, asker.today)).key


def _count(typed: str, most: int) -> str:
    plain = halfwidth(typed).strip()
    if not (plain.isascii() and plain.isdigit() and len(plain) <= 7 and int(plain) <= most):
        raise UsageError(f"写从 0 到 {most} 的整数，没有的写 0")
    return plain


def survey_import(asker: Asker) -> None:
    """Ask for the sheet that was filled in, and who records it."""
    ask_who(asker, (), "录入测评表", frozenset())
    if not asker.has("file"):
        asker.given["file"] = ask_file(asker, "填好的测评表（xlsx）的路径")
