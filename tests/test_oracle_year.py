"""A busy year in a real ledger, made by a generator that always says the same, and every Monday.

Some two hundred disclosures go through the steps over 2026, with late entries, 报批, refusals,
takedowns, nil returns, rulings and 督促; then `due --on` must say of each Monday what the slow
oracle says about the facts of the same ledger.
"""

import json
import random
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import oracle
import pytest
from conftest import (
    ALL_PASS,
    PROPOSER,
    REVIEWER,
    SECOND_PROPOSER,
    SECRETARY,
    SUPERIOR,
    Office,
    open_office,
)

from pdisc.clock import BEIJING, FixedClock
from pdisc.dates.workday_tables import shipped_workdays
from pdisc.due.compute import obligations
from pdisc.ledger.reading import Reading
from pdisc.registers.facts import Facts

DAY = timedelta(days=1)
FIRST, LAST = date(2026, 1, 5), date(2027, 1, 29)
MONDAYS = [FIRST + 7 * n * DAY for n in range(56)]
OFF = {rule.day for table in shipped_workdays() for rule in table.days if not rule.working}
WITHIN = 14

BEFORE = """
config set 固定复核 2 --from 2026-01-01
config set 随时时限 15 --from 2026-06-01
config set 定期宽限 5 --from 2026-09-01
config set 审批时限 1 --from 2026-04-01
catalog set 1.1.2 --every 每月 --from 2026-05-01
catalog set 2.1.1 --every 每2个月 --from 2026-03-01
catalog set 2.2.1 --every 每5个月 --from 2026-01-01
catalog set 1.3.4 --every 发生后10个工作日 --from 2026-02-01
catalog set 5.1.1 --renewal 重新公开 --from 2026-01-01
catalog set 6.1.1 --timing 固定 --from 2026-04-20
catalog set 3.5.2 --office 组织科 --from 2026-07-01
"""


ON_THE_WAY = {
    date(2026, 3, 9): "config set 审核时限 2 --from 2026-03-16",
    date(2026, 4, 13): "catalog set 1.1.1 --every 每月 --from 2026-04-01",
    date(2026, 5, 18): "workdays own {}",
    date(2026, 6, 8): "catalog retire 3.5.3 --from 2026-06-01 --reason 合并",
    date(2026, 7, 6): "config set 固定复核 3 --from 2026-06-01",
    date(2026, 8, 3): "catalog set 1.3.3 --every 发生后3个工作日 --from 2026-07-01",
    date(2026, 8, 17): "catalog set 3.1.1 --office 组织科 --from 2026-08-01",
    date(2026, 9, 7): "catalog retire 3.5.3 --restore --from 2026-09-01 --reason 分设",
    date(2026, 10, 12): "staff close 测试承办乙",
    date(2026, 11, 9): "config set 实施时限 5 --from 2026-10-01",
    date(2026, 12, 14): "config set 定期宽限 12 --from 2026-09-01",
}
"""What is decided about the rules, the catalogue, the days and the people, and when."""
OWN = """
off: [{day: 2026-05-29, name: 本单位放假}, {day: 2026-07-01, name: 建党纪念}]
work: [{day: 2026-05-30, name: 本单位上班}]
"""


class Then(NamedTuple):
    """What was said at the end of a day."""

    due: Any
    report: Any


class Item(NamedTuple):
    """What the generator has to know of a catalogue item."""

    code: str
    timing: str
    social: bool


class Year:
    """Somebody at the keyboard who does, day by day, whatever comes up."""

    def __init__(self, office: Office) -> None:
        """Sit down on the first working day of the year."""
        self.office = office
        self.dice = random.Random(2026)
        self.today = FIRST
        self.items: list[Item] = []
        self.open: dict[str, Any] = {}
        self.out: dict[str, Any] = {}
        self.events: list[tuple[str, date]] = []
        self.then: dict[date, Then] = {}
        self.moved = 0
        self.second = SECOND_PROPOSER
        self.own = office.ledger.parent / "本单位放假.yaml"
        self.own.write_text(OWN, encoding="utf-8")
        self.did: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()

    def do(self, *words: str, late: int = 0) -> Any:
        """Run a command, perhaps for an earlier day; None where the rules refuse it."""
        when: tuple[str, ...] = ()
        if late:
            then = max(date(2026, 1, 1), self.today - late * DAY)
            when = ("--on", then.isoformat(), "--late-reason", "停电")
        ran = self.office(*words, *when, "--json")
        name = " ".join(words[: 2 if words[0] in ("catalog", "config", "staff") else 1])
        assert ran.code in (0, 3), f"{words}\n{ran.out}{ran.err}"
        (self.refused if ran.code else self.did)[name] += 1
        return None if ran.code else json.loads(ran.out)

    def chance(self, percent: int) -> bool:
        return self.dice.randrange(100) < percent

    def late(self) -> int:
        return self.dice.choice((0, 0, 0, 0, 0, 1, 2, 6, 15))

    def live(self) -> None:
        """Live through the year."""
        for line in BEFORE.split("\n")[1:-1]:
            assert self.do(*line.split(), "--by", SUPERIOR) is not None, line
        listed = self.office.ok("catalog", "list", "--json").json["items"]
        self.items = [Item(x["code"], x["timing"], x["scope"] == "社会") for x in listed]
        while self.today <= LAST:
            if self.today.isoweekday() <= 5 and self.today not in OFF:
                self.office.on(self.today)
                self.one_day()
                if self.today in ON_THE_WAY:
                    self.decide(ON_THE_WAY[self.today])
                if (self.today - FIRST).days % 18 in (0, 1) and self.today not in self.then:
                    self.then[self.today] = self.say(self.today)
            self.today += DAY

    def decide(self, line: str) -> None:
        """Change what the year goes by; nobody may refuse it."""
        words = line.format(self.own).split()
        assert self.do(*words, "--by", SUPERIOR) is not None, line
        if SECOND_PROPOSER in words:
            self.second = PROPOSER

    def say(self, day: date, *as_of: str) -> Then:
        """Ask what is due, and for the report; leave out what says which way it was asked."""
        asked = (("due",), ("report", "--year", str(day.year)))
        said = [self.office.ok(*words, *as_of, "--json").json for words in asked]
        for each in said:
            each.pop("as_of", None)
            each.pop("receipt", None)
        return Then(*said)

    def one_day(self) -> None:
        """Propose, go on with what is open, and now and then do something else."""
        if self.chance(84):
            self.propose()
        for number in sorted(self.open):
            if self.chance(45):
                self.step(number)
        if self.chance(12):
            self.occurred()
        if self.chance(35):
            self.nil()
        if self.chance(25):
            self.standing()
        if self.chance(12):
            self.rule()
        if self.chance(12):
            self.urge()
        if self.out and self.chance(25):
            self.after()

    def key(self) -> str:
        quarter = (self.today.month + 2) // 3
        back = self.dice.choice((0, 1, 1, 1))
        year = self.today.year
        for _ in range(back):
            year, quarter = (year, quarter - 1) if quarter > 1 else (year - 1, 4)
        return f"{year}-Q{quarter}"

    def window(self, code: str) -> str:
        """Choose a window of an item, as its cycle was at the start of the year or later."""
        month = max(1, self.today.month - 1) if self.today.year == 2026 else 12
        pair = (month + 1) // 2 * 2
        others = {
            "1.1.2": f"2026-{month:02d}" if month > 4 else self.key(),
            "2.1.1": f"2026-{pair - 1:02d}..{pair:02d}",
            "2.2.1": self.dice.choice(("2026-01..05", "2026-06..10")),
        }
        yearly = ("3.5.2", "3.5.3", "4.1.1", "4.2.1")
        return "2026" if code in yearly else others.get(code, self.key())

    def propose(self) -> None:
        weights = {"定期": 5, "随时": 3, "固定": 6}
        item = self.dice.choices(self.items, [weights[x.timing] for x in self.items])[0]
        about: list[str] = []
        if item.timing == "定期" and self.chance(90):
            about = ["--for", self.window(item.code)]
        if item.timing == "随时":
            noted = [day for code, day in self.events if code == item.code]
            day = self.dice.choice(noted or [self.today - self.dice.randrange(20) * DAY])
            about = ["--occurred", max(day, date(2026, 1, 1)).isoformat()]
        channels = ["会议"]
        if item.social:
            channels = self.dice.choice((["公开栏"], ["会议", "公开栏"], ["网站:党建网"], ["会议"]))
        if item.social and self.chance(15):
            about.append("--public-notice")
        if self.chance(25):
            planned = self.today + self.dice.randrange(30) * DAY
            about += ["--planned", planned.isoformat()]
        by = self.dice.choice((PROPOSER, self.second))
        words = [word for channel in channels for word in ("--channel", channel)]
        made = self.do(
            *("propose", item.code, "--title", "本期情况", "--content", "情况说明。"),
            *(*words, *about, "--by", by),
            late=self.late(),
        )
        if made:
            self.open[made["number"]] = made

    def step(self, number: str) -> None:
        """Do what comes next to one disclosure, or turn it aside."""
        shown = self.open[number]
        for words in self.ways(shown):
            late = self.late()
            made = self.do(words[0], number, *words[1:], late=late)
            if made is None and late:
                made = self.do(words[0], number, *words[1:])
            if made is None:
                continue
            self.moved += made["window"] != shown["window"]
            self.open[number] = made
            if made["publications"]:
                self.out[number] = made
            if made["state"] in ("已公开", "不予公开", "已撤回"):
                self.out[number] = self.open.pop(number)
            return

    def ways(self, shown: Any) -> Iterator[tuple[str, ...]]:
        state = shown["state"]
        if state in ("已提出", "退回修改", "已审核", "报批中") and self.chance(4):
            yield ("withdraw", "--reason", "不再需要")
        if state == "已提出":
            if self.chance(15):
                yield ("review", "--by", REVIEWER, "--return", "内容不全")
            yield ("review", "--by", REVIEWER, *ALL_PASS)
        elif state == "退回修改" or (state in ("已审核", "已审批") and self.chance(5)):
            by = PROPOSER if shown["proposed_by"] == PROPOSER else self.second
            new = ("--content", f"{self.today}补充的情况说明。", "--by", by)
            if shown["window"] and self.chance(60):
                yield ("revise", "--for", self.window(shown["code"]), *new)
            yield ("revise", *new)
        elif state in ("已审核", "报批中"):
            paper = ("--document-number", "平组〔2026〕5号") if state == "报批中" else ()
            if state == "已审核" and self.chance(35):
                yield ("approve", "--by", SECRETARY, "--escalate", "县委组织部")
            if self.chance(10):
                yield ("approve", "--by", SUPERIOR, "--return", "再核实", *paper)
            if self.chance(10):
                why = ("--refuse", "不宜公开", "--basis", "条例第七条")
                yield ("approve", "--by", SUPERIOR, *why, *paper)
            yield ("approve", "--by", SUPERIOR, *paper)
        if state == "已审批":
            for channel in shown["open_channels"][:1]:
                web = channel.startswith("网站")
                place = ("--url", "https://example.invalid/1") if web else ("--place", "大厅")
                until: tuple[str, ...] = ()
                if channel != "会议" and self.chance(40):
                    last = self.today + self.dice.choice((8, 12, 40, 100)) * DAY
                    until = ("--until", last.isoformat())
                yield ("publish", "--channel", channel, "--by", PROPOSER, *place, *until)

    def after(self) -> None:
        """Take something down, or file it."""
        number = self.dice.choice(sorted(self.out))
        if self.chance(60):
            self.do("takedown", number, "--reason", "内容过时", late=self.late())
        else:
            self.do("archive", number, "--by", PROPOSER, "--no-opinions")

    def occurred(self) -> None:
        item = self.dice.choice([x for x in self.items if x.timing == "随时"])
        if self.do("occurred", item.code, "--note", "有事发生", late=self.late()):
            self.events.append((item.code, self.today))

    def nil(self) -> None:
        item = self.dice.choice([x for x in self.items if x.timing == "定期"])
        about = ("--for", self.window(item.code), "--reason", "本期没有")
        self.do("nil", item.code, *about, late=self.late())

    def standing(self) -> None:
        code = self.dice.choice(("1.2.1", "3.1.1", "3.5.1", "5.1.1", "6.1.1"))
        self.do(
            "catalog",
            self.dice.choice(("changed", "reconfirm", "reconfirm")),
            code,
            late=self.late(),
        )

    def duty(self) -> tuple[str, str] | None:
        """Look at what is overdue or near, and choose one obligation."""
        told = self.office.ok("due", "--json", "--within", "20").json
        rows = [x for x in (*told["overdue"], *told["upcoming"]) if x["kind"] in DUTIES]
        if not rows:
            return None
        row = self.dice.choice(rows)
        return row["code"], row["for"]

    def rule(self) -> None:
        duty = self.duty()
        if duty:
            code, key = duty
            words = ("--for", key, "--reason", "情况特殊", "--by", SUPERIOR)
            if self.chance(65):
                to = self.today + self.dice.randrange(1, 45) * DAY
                self.do("defer", code, "--to", to.isoformat(), *words)
            else:
                self.do("waive", code, *words)

    def urge(self) -> None:
        about = self.dice.choice([*sorted(self.open), "--all-overdue", *[x[0] for x in self.items]])
        self.do("urge", about, "--reason", "逾期", "--by", SUPERIOR)


DUTIES = ("定期", "固定", "随时")
LISTS = ("overdue", "upcoming", "stuck", "waiting", "to_archive", "demands")


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    clock = FixedClock(datetime(2026, 1, 5, 10, tzinfo=BEIJING))
    lived = Year(open_office(tmp_path_factory.mktemp("忙年") / "台账", clock))
    lived.live()
    return lived


@pytest.fixture(scope="module")
def facts(year: Year) -> Facts:
    return read(year.office.ledger)


def read(ledger: Path) -> Facts:
    with closing(sqlite3.connect(ledger / "ledger.db")) as database:
        return Reading(database).facts


def told(due: Any) -> list[oracle.Line]:
    return sorted(
        (
            oracle.Line(
                where,
                row["kind"],
                row["code"],
                row["for"],
                row["number"],
                date.fromisoformat(row["due_on"]),
                row["days_overdue"],
                None if row["kind"] == "公示" else row["estimated"],
            )
            for where in LISTS
            for row in due[where]
        ),
        key=repr,
    )


def test_the_year_holds_two_hundred_disclosures_and_everything_that_can_happen(
    year: Year, facts: Facts
) -> None:
    assert len(facts.matters) >= 200
    assert sum(year.did.values()) > 1000
    for kind in (facts.nils, facts.noted, facts.rulings, facts.demands):
        assert len(kind) >= 10
    acts = Counter((act.act.value, act.state.value) for m in facts.matters for act in m.acts)
    for act in [("审批", "报批中"), ("审批", "不予公开"), ("修改", "已提出"), ("撤回", "已撤回")]:
        assert acts[act] >= 3
    assert sum(act.late for m in facts.matters for act in m.acts) >= 20
    assert sum(p.taken_down_on is not None for m in facts.matters for p in m.postings) >= 5


def test_every_monday_of_the_year_is_what_the_slow_oracle_says(year: Year, facts: Facts) -> None:
    seen: Counter[tuple[str, str]] = Counter()
    for monday in MONDAYS:
        due = year.office.ok("due", "--on", monday.isoformat(), "--json").json
        expected = oracle.weekly(facts.known(on=monday), monday, WITHIN)
        seen.update((line.where, line.kind) for line in expected)
        assert told(due) == expected, monday
    kinds = {kind for _, kind in seen}
    assert kinds == {*DUTIES, *["审核", "提出", "审批", "实施", "归档", "报批", "公示", "督促"]}
    assert {where for where, _ in seen} == set(LISTS)


def test_every_obligation_of_the_year_is_what_the_slow_oracle_says(facts: Facts) -> None:
    owed = oracle.duties(facts, LAST)
    found = obligations(facts, on=LAST)
    told = [(x.code, x.key, x.due_on, x.late, x.estimated) for x in found]
    assert sorted(told) == sorted((x.code, x.key, x.due, x.late, x.guess) for x in owed)
    said = Counter(one.said.how for one in owed if one.said)
    assert set(said) == {"公开", "不予公开", "无事项", "豁免", "复核"}


def test_as_of_every_chosen_day_the_answers_are_those_of_that_day(year: Year) -> None:
    assert len(year.then) >= 20
    for name in ("staff close", "config set", "catalog set", "catalog retire", "workdays"):
        assert year.did[name], name
    assert year.moved >= 3
    for day, then in year.then.items():
        now = year.say(day, "--as-of", day.isoformat())
        assert now.due == then.due, day
        assert now.report == then.report, day
