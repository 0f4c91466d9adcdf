"""What people ask for is found by its words, and becomes an item when enough of them ask for it."""

import shlex
from collections.abc import Sequence
from typing import Any

import pytest
from conftest import NOW, PROPOSER, TODAY, Office

from pdisc.events.entry import Entry
from pdisc.ledger.bulk import extend
from pdisc.ledger.engine import writing
from pdisc.ledger.folder import Folder
from pdisc.registers.opinions import OpinionReceived, OpinionSettled
from pdisc.registers.requests import (
    RequestAnswered,
    RequestDecided,
    RequestJoined,
    RequestReceived,
)
from pdisc.values.parts import Event
from pdisc.values.voice_kinds import AskerKind, OpinionResult, RequestOutcome, RequestVia

LEAD = "2026-D001"
ASKED = "请公开机关食堂的采购价格"


def asked(content: str = ASKED, asker: AskerKind = AskerKind.PUBLIC) -> RequestReceived:
    return RequestReceived(
        content=content,
        asker=asker,
        via=RequestVia.PHONE,
        received_on=TODAY,
        name="示例甲",
        contact="示例街七号",
    )


def record(run: Office, *events: tuple[str, Event]) -> None:
    """Append entries as they come, each about its subject."""
    entries = [
        Entry(
            seq=0,
            subject=subject,
            by=PROPOSER,
            operator=PROPOSER,
            on=TODAY,
            recorded_at=NOW,
            late=False,
            event=event,
        )
        for subject, event in events
    ]
    with writing(Folder(run.ledger), now=NOW) as writer:
        extend(writer, entries)


def three(run: Office, content: str = ASKED, asker: AskerKind = AskerKind.PUBLIC) -> None:
    """Let three people ask for the same."""
    record(
        run,
        (LEAD, asked(content, asker)),
        *((f"2026-D00{n}", asked("也想知道食堂的价格", asker)) for n in (2, 3)),
        *((f"2026-D00{n}", RequestJoined(into=LEAD)) for n in (2, 3)),
    )


def proposals(run: Office) -> Any:
    return run.ok("catalog", "check", "--json").json["proposals"]


def found(run: Office, *words: str) -> Sequence[str]:
    events = run.ok("search", *words, "--json").json["events"]
    return [each["subject"] for each in events]


def test_the_third_voice_on_what_no_item_covers_proposes_an_item(run: Office) -> None:
    record(run, (LEAD, asked()), ("2026-D002", asked()), ("2026-D002", RequestJoined(into=LEAD)))
    assert proposals(run) == []
    record(run, ("2026-D003", asked()), ("2026-D003", RequestJoined(into=LEAD)))

    (one,) = proposals(run)

    assert one["topic"] == "机关食堂的采购价格"
    assert one["requests"] == ["2026-D001", "2026-D002", "2026-D003"]
    assert one["voices"] == 3
    page = run.ok("catalog", "check").out
    assert "建议增列" in page
    assert one["topic"] in page
    assert one["next"] in page
    assert "示例甲" not in page + str(one)


def test_an_item_that_was_added_for_it_ends_the_proposal(run: Office) -> None:
    three(run)
    (one,) = proposals(run)
    hint = one["next"].replace("公开内容", "食堂采购价格情况").replace("理由", "点题较多")

    run.ok(*shlex.split(hint)[1:])

    assert proposals(run) == []


def test_an_item_for_members_is_proposed_where_members_asked(run: Office) -> None:
    three(run, asker=AskerKind.MEMBER)

    assert "--scope 党内" in proposals(run)[0]["next"]
    assert "公开栏" not in proposals(run)[0]["next"]


@pytest.mark.parametrize(
    ("event", "told"),
    [
        (RequestDecided(outcome=RequestOutcome.TO_PUBLISH, item="6.1.1"), 1),
        (RequestDecided(outcome=RequestOutcome.TO_PUBLISH, item="1.1.1"), 0),
        (RequestDecided(outcome=RequestOutcome.REFUSED, reason="秘密", basis="条例"), 0),
        (RequestDecided(outcome=RequestOutcome.THIRD_PARTY), 1),
    ],
)
def test_what_was_decided_says_whether_an_item_is_wanted(
    run: Office, event: RequestDecided, told: int
) -> None:
    three(run)
    record(run, (LEAD, event))

    assert len(proposals(run)) == told


def test_what_is_public_under_an_item_needs_none(run: Office) -> None:
    number = run.walk("已公开", "1.1.1")
    three(run)
    record(run, (LEAD, RequestDecided(outcome=RequestOutcome.PUBLIC, disclosure=number)))

    assert proposals(run) == []


def test_what_an_item_says_already_needs_none(run: Office) -> None:
    three(run, "请公开党费收缴管理使用情况")

    assert proposals(run) == []


def test_what_an_item_has_a_word_of_needs_one_all_the_same(run: Office) -> None:
    three(run, "请公开党费结余存款的利息")

    assert len(proposals(run)) == 1


def test_an_item_that_was_added_elsewhere_since_ends_it_too(run: Office) -> None:
    three(run)
    run.on("2026-11-26")
    plan = ("--channel", "公开栏", "--scope", "社会", "--timing", "随时", "--reason", "点题较多")
    run.ok("catalog", "add", "5.1", "--item", "食堂采购价格情况", *plan)

    assert proposals(run) == []


def test_the_line_is_a_rule(run: Office) -> None:
    three(run)
    run.ok("config", "set", "点题拟增目录", "4")

    assert proposals(run) == []


def test_what_tells_of_a_person_is_masked_in_the_proposal(run: Office) -> None:
    three(run, "请公开张某（13895012345）家门口道路的工程款")

    assert "13895012345" not in run.ok("catalog", "check").out
    assert "13895012345" not in str(proposals(run))


def test_words_of_requests_and_opinions_are_found_inside_and_nowhere_else(run: Office) -> None:
    number = run.walk("已公开")
    record(
        run,
        (LEAD, asked()),
        (
            LEAD,
            RequestDecided(outcome=RequestOutcome.REFUSED, reason="涉密采购", basis="条例第七条"),
        ),
        (LEAD, RequestAnswered(content="不予公开的答复", told=(LEAD,))),
        (f"{number}-Y1", OpinionReceived(content="金额写错了", received_on=TODAY, giver="示例乙")),
        (f"{number}-Y1", OpinionSettled(result=OpinionResult.TRUE, feedback="已经更正金额")),
    )

    assert found(run, "食堂") == [LEAD]
    assert found(run, "堂", "价格") == [LEAD]
    assert found(run, "涉密") == [LEAD]
    assert found(run, "第七条") == [LEAD]
    assert found(run, "不予公开的答复") == [LEAD]
    assert found(run, LEAD, "食堂") == [LEAD]
    assert found(run, "金额") == [f"{number}-Y1"] * 2
    assert found(run, f"{number}-Y1", "写错") == [f"{number}-Y1"]
    for private in ("示例甲", "示例街七号", "示例乙"):
        ran = run.ok("search", private, "--json")
        assert ran.json["events"] == []
        assert private not in run.ok("search", "食堂").out + run.ok("search", "金额").out
    for audience in ("社会", "党内"):
        for word in ("食堂", "金额", "涉密"):
            ran = run.ok("search", word, "--audience", audience, "--json")
            assert ran.json == {"disclosures": []}


def test_what_was_told_to_many_is_found_once(run: Office) -> None:
    three(run)
    record(run, (LEAD, RequestAnswered(content="已在公开栏公布", told=(LEAD, "2026-D002"))))

    assert found(run, "公开栏公布") == [LEAD]
