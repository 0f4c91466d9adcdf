"""What the made-up office of `bench/office.py` asks of one disclosure at each word of its way."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from pdisc.catalog.versions import window_on
from pdisc.registers.items import CatalogItem
from pdisc.steps.acts import (
    Approve,
    Archive,
    Command,
    Correct,
    Propose,
    Publish,
    Redact,
    Review,
    Revise,
    TakeDown,
    Withdraw,
)
from pdisc.steps.disclosure import Disclosure
from pdisc.values.parts import StoredFile, Verdicts
from pdisc.words import Timing, Verdict

PROPOSER, REVIEWER = "示例承办人", "示例审核人"
SECRETARY, ARCHIVIST = "示例书记", "示例档案员"
BY = {
    **dict.fromkeys(("review", "return", "withhold"), REVIEWER),
    **dict.fromkeys(("approve", "approve less", "refuse", "escalate", "reply", "drop"), SECRETARY),
    "archive": ARCHIVIST,
}
"""Who takes a step; the others are the proposer's."""

RARE = "罕见示例词"
"""Stands in one disclosure alone; 情况 stands in every one."""

PASSED = Verdicts(
    necessity=Verdict.PASS, accuracy=Verdict.PASS, secrecy=Verdict.PASS, privacy=Verdict.PASS
)
INCOMPLETE = Verdicts(necessity=Verdict.PASS, accuracy=Verdict.FAIL)
BASIS = "条例第八条"


class Matter(NamedTuple):
    """What a step is taken on: the disclosure so far, and what is known of it beforehand."""

    place: int
    item: CatalogItem
    on: date
    number: str
    state: Disclosure | None
    corrects: Disclosure | None
    rare: bool
    notice: bool
    paper: StoredFile

    @property
    def known(self) -> Disclosure:
        """The disclosure, which every step but the first finds."""
        assert self.state is not None, "nothing comes before 提出"
        return self.state


def command_of(word: str, matter: Matter) -> Command:
    """Return what is asked at one word of a disclosure's way, not signed yet."""
    return _COMMANDS[word](matter)


def _content(matter: Matter) -> str:
    where = f"{matter.item.level3}（{matter.on.year}年第{matter.place}件）"
    rare = RARE if matter.rare else ""
    return (
        f"现将{where}的情况公开如下：本期按要求完成了研究、部署和落实，结果已经会议通过。{rare}"
        f"有不同意见的，可向{matter.item.office}提出。"
    )


def _propose(matter: Matter) -> Command:
    item, original = matter.item, matter.corrects
    if original is not None:
        return Correct(
            number=matter.number,
            corrects=original,
            title=f"更正：{original.plan.title}",
            content=_content(matter),
            scope=original.scope,
            channels=original.channels,
            window=original.window,
            occurred_on=original.plan.occurred_on,
        )
    window = window_on((item,), matter.on)
    return Propose(
        number=matter.number,
        title=f"{item.level3}（第{matter.place}件）",
        content=_content(matter),
        window=window.key if window else None,
        occurred_on=matter.on if item.timing is Timing.OCCASIONAL else None,
        public_notice=matter.notice,
    )


def _less(matter: Matter) -> Command:
    channels = matter.known.plan.channels
    return Approve(drop_channels=channels[-1:] if len(channels) > 1 else ())


def _publish(matter: Matter) -> Command:
    channel = matter.known.open_channels[0]
    on_website = channel.startswith("网站")
    return Publish(
        channel=channel,
        url=f"https://example.invalid/{matter.place}" if on_website else "",
        place="" if on_website else "二楼会议室",
        evidence=(matter.paper,) if matter.place % 20 == 0 else (),
    )


_COMMANDS: dict[str, Callable[[Matter], Command]] = {
    "propose": _propose,
    "revise": lambda matter: Revise(content=f"{_content(matter)}（改过一次）"),
    "redact": lambda matter: Redact(content=_content(matter).replace("会议", "**")),
    "review": lambda _: Review(verdicts=PASSED),
    "return": lambda _: Review(verdicts=INCOMPLETE, return_reason="内容不全"),
    "withhold": lambda _: Review(verdicts=INCOMPLETE, withhold_reason="不宜公开", basis=BASIS),
    "approve": lambda _: Approve(),
    "approve less": _less,
    "escalate": lambda _: Approve(escalate_to="示例县委"),
    "reply": lambda _: Approve(document_number="示例发〔2020〕1号"),
    "refuse": lambda _: Approve(refuse_reason="不宜公开", basis=BASIS),
    "drop": lambda matter: Approve(drop_channels=matter.known.open_channels),
    "publish": _publish,
    "publish one": _publish,
    "archive": lambda _: Archive(no_opinions=True),
    "withdraw": lambda _: Withdraw(reason="另行公开"),
    "take down": lambda _: TakeDown(reason="期满"),
}
