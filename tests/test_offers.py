"""What is published is offered to whoever asks for it, and nothing else of it is told (点题)."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import PROPOSER, SECRETARY, TODAY, Office
from hypothesis import given
from hypothesis import strategies as st

from pdisc.errors import NotFound, Refused
from pdisc.ledger.folder import Folder
from pdisc.ledger.reading import Reading
from pdisc.ledger.reading import reading as opened
from pdisc.services.offers import Offering, public_for, refuse_told
from pdisc.values.published_text import PublishedText
from pdisc.values.voice_kinds import AskerKind
from pdisc.voices.offers import MOST, Matches, covers

CANARY = "金丝雀专项核查情况"
BOARD = ("--channel", "公开栏", "--scope", "社会")
WHY = ("--reason", "只在党内公开")
INSIDE = ("--channel", "会议", "--scope", "党内", *WHY)
NAMED = ("--channel", "会议", "--scope", "党内:特定对象", *WHY)

MATTERS = (
    ("1.1.1", "机关食堂采购价格公示", "本月大米、食用油的采购价格见附表。", BOARD, "已公开"),
    ("1.1.1", "机关食堂承包结果", "食堂由示例餐饮承包。", BOARD, "已公开"),
    ("1.1.1", "村道路硬化工程开支", "路面三公里，开支列表如下。", BOARD, "已公开"),
    ("1.1.1", "办公用房调整安排", "食堂旁的三间改作阅览室。", BOARD, "已公开"),
    ("1.1.1", CANARY, "党内通报：食堂采购价格的核查。", INSIDE, "已公开"),
    ("1.1.1", "食堂采购专班名单", "尚未公开的名单。", BOARD, "已审批"),
    ("1.1.1", "特定人员食堂补贴", "只告知本人。", NAMED, "已公开"),
)


@pytest.fixture(scope="module")
def office(new_office: Callable[[], Office]) -> tuple[Office, dict[str, str]]:
    """Return an office with matters of all kinds, and their numbers by title."""
    made = new_office()
    numbers = {}
    for code, title, content, plan, state in MATTERS:
        words = (code, "--title", title, "--content", content, *plan)
        numbers[title] = made.walk_every_step(state, *words)
    gone = made.walk_every_step(
        "已公开", "1.1.1", "--title", "旧食堂价目", *_said("旧价目。"), *BOARD
    )
    made.ok("takedown", gone, "--channel", "公开栏", "--reason", "有误", "--by", PROPOSER)
    return made, {**numbers, "旧食堂价目": gone}


def _said(content: str) -> tuple[str, ...]:
    return ("--content", content)


@contextmanager
def read(office: Office) -> Iterator[Reading]:
    with opened(Folder(Path(office.ledger))) as reading:
        yield reading


def offered(office: Office, asker: AskerKind, content: str, on: date = TODAY) -> list[Any]:
    with read(office) as reading:
        return list(Offering(reading, on).to(asker, content))


def best(request_: str, known: list[PublishedText]) -> tuple[str, ...]:
    return Matches(known).best(request_)


def titles(*matters: str) -> list[PublishedText]:
    return [PublishedText(number=title, title=title) for title in matters]


@pytest.mark.parametrize(
    ("request_", "first"),
    [
        ("请公开食堂采购价格", "机关食堂采购价格"),
        ("食堂", "机关食堂采购价格"),
        ("路", "村道路硬化"),
        ("ＰＭ２.５", "PM2.5监测"),
        ("pm2.5的监测情况", "PM2.5监测"),
        ("我想了解一下村里的道路是怎么花钱硬化的，希望公开有关情况", "村道路硬化"),
        ("食　堂", "机关食堂采购价格"),
        ("2025年的慰问", "2025年慰问"),
    ],
)
def test_the_best_match_comes_first_whatever_the_words_are(request_: str, first: str) -> None:
    known = titles("2024年慰问", "PM2.5监测", "村道路硬化", "机关食堂采购价格", "2025年慰问")

    assert best(request_, known)[0] == first


@pytest.mark.parametrize(
    "request_",
    [
        "请公开有关情况",  # nothing is asked for
        "学校招生",
        "2026年的公车使用管理情况",  # what all have in common makes no match
        "025",  # no number of its own
        "",
        "。。。",
    ],
)
def test_what_has_nothing_to_do_with_it_is_not_offered(request_: str) -> None:
    known = titles("党费收缴情况", "2025年慰问")
    known += [PublishedText(number="x", title="2026年党费收缴", content="党费的使用和管理情况。")]

    assert best(request_, known) == ()


def test_a_rare_word_outweighs_one_that_many_matters_have() -> None:
    many = titles(*(f"食堂公告第{n}号" for n in range(60)), "食堂退伍补助")

    assert best("食堂退伍", many)[0] == "食堂退伍补助"
    assert best("学校食堂招生", titles("招生"))[0] == "招生"


def test_a_title_outweighs_a_text_and_the_later_of_equal_ones_comes_first() -> None:
    known = [
        PublishedText(number="text", title="甲", content="食堂"),
        PublishedText(number="item", title="乙", item="食堂"),
        PublishedText(number="old", title="食堂"),
        PublishedText(number="new", title="食堂"),
    ]

    assert best("食堂", known) == ("new", "old", "item", "text")
    assert best("食堂", known) == best("食堂", known)


def test_an_item_covers_what_it_says_all_of() -> None:
    assert covers("请公开党费收缴情况", ["重大活动安排", "党费收缴使用情况"])
    assert not covers("请公开食堂采购价格", ["采购情况", "食堂"])
    assert not covers("请公开", ["公开"])


def test_one_of_the_masses_is_offered_what_society_sees_with_where_it_is(
    office: tuple[Office, dict[str, str]],
) -> None:
    made, numbers = office

    found = offered(made, AskerKind.PUBLIC, "请公开食堂采购价格")

    assert found[0].number == numbers["机关食堂采购价格公示"]
    assert found[0].title == "机关食堂采购价格公示"
    assert found[0].public_number == "公1"
    assert found[0].where == "公开栏 会议室，仍挂着"
    assert [each.title for each in offered(made, AskerKind.PUBLIC, "食堂")] == [
        "机关食堂承包结果",
        "机关食堂采购价格公示",
        "办公用房调整安排",
    ]


def test_a_member_is_offered_what_is_within_the_party_too(
    office: tuple[Office, dict[str, str]],
) -> None:
    made, numbers = office

    found = offered(made, AskerKind.MEMBER, "金丝雀核查")

    assert [(each.number, each.where) for each in found] == [
        (numbers[CANARY], "会议 2026-11-24 会议室")
    ]
    assert found[0].public_number.startswith("党")


@pytest.mark.parametrize("asked", ["金丝雀", CANARY, "食堂采购价格的核查", "核查", "食堂", "堂"])
def test_a_matter_of_the_party_is_never_told_to_one_of_the_masses(
    office: tuple[Office, dict[str, str]], asked: str
) -> None:
    made, numbers = office

    found = offered(made, AskerKind.PUBLIC, asked)

    assert "金丝雀" not in str(found)
    assert numbers[CANARY] not in str(found)
    assert "特定人员" not in str(found)


def test_what_was_taken_down_or_is_not_out_yet_is_not_offered(
    office: tuple[Office, dict[str, str]],
) -> None:
    made, numbers = office

    for asker in AskerKind:
        shown = {each.number for each in offered(made, asker, "食堂采购专班名单、旧食堂价目")}
        assert shown.isdisjoint({numbers["旧食堂价目"], numbers["食堂采购专班名单"]})
    assert offered(made, AskerKind.MEMBER, "食堂", on=date(2026, 11, 23)) == []


WORDS = st.sampled_from([*(each[1] for each in MATTERS), *(each[2] for each in MATTERS), "请公开"])


@st.composite
def requests(draw: st.DrawFn) -> str:
    """Return pieces of what the matters say, as a person may ask for them."""
    parts = []
    for text in draw(st.lists(WORDS, min_size=1, max_size=3)):
        start = draw(st.integers(0, len(text) - 1))
        parts.append(text[start : start + draw(st.integers(1, 8))])
    return draw(st.sampled_from(["", " ", "，", "的"])).join(parts)


@given(requests(), st.sampled_from(AskerKind))
def test_whatever_is_offered_stands_in_the_list_of_that_audience(
    office: tuple[Office, dict[str, str]], asked: str, asker: AskerKind
) -> None:
    made, _ = office
    listed = _listed(made, asker)

    found = offered(made, asker, asked)

    assert len(found) <= MOST
    for each in found:
        assert listed[each.public_number] == each.title
        assert each.where


_LISTS: dict[tuple[Path, AskerKind], dict[str, str]] = {}


def _listed(made: Office, asker: AskerKind) -> dict[str, str]:
    key = made.ledger, asker
    if key not in _LISTS:
        rows = made.ok("list", "--audience", asker.audience, "--json").json["disclosures"]
        _LISTS[key] = {each["public_number"]: each["title"] for each in rows if each["title"]}
    return _LISTS[key]


def test_what_a_request_is_answered_with_may_be_named_in_three_ways(
    office: tuple[Office, dict[str, str]],
) -> None:
    made, numbers = office
    public, inside = numbers["机关食堂采购价格公示"], numbers[CANARY]
    with read(made) as reading:
        for typed in ("公1", "公１", " 公1 ", public, public.replace("-", "－")):
            assert public_for(reading, AskerKind.PUBLIC, typed, TODAY) == public
        place = offered(made, AskerKind.MEMBER, "金丝雀")[0].public_number
        for typed in (place, inside):
            assert public_for(reading, AskerKind.MEMBER, typed, TODAY) == inside


def test_what_may_not_be_told_is_refused_in_one_sentence_that_tells_nothing_of_it(
    office: tuple[Office, dict[str, str]],
) -> None:
    made, numbers = office
    place = offered(made, AskerKind.MEMBER, "金丝雀")[0].public_number
    hidden = (numbers[CANARY], place, numbers["旧食堂价目"], numbers["食堂采购专班名单"])
    with read(made) as reading:
        for typed in hidden:
            with pytest.raises(Refused) as refused:
                public_for(reading, AskerKind.PUBLIC, typed, TODAY)
            told = refused.value.message
            assert told == f"“{typed}”没有向群众公开，不能用来答复群众"
            assert refused.value.next_step
        with pytest.raises(Refused):
            public_for(reading, AskerKind.MEMBER, numbers["特定人员食堂补贴"], TODAY)
        with pytest.raises(Refused):
            public_for(reading, AskerKind.PUBLIC, "公1", date(2026, 11, 23))
        for typed in ("2026-9999", "公999", "食堂", "公", "2026-1", ""):
            with pytest.raises(NotFound):
                public_for(reading, AskerKind.PUBLIC, typed, TODAY)


def test_a_text_for_one_of_the_masses_names_no_matter_of_the_party(
    office: tuple[Office, dict[str, str]],
) -> None:
    made, numbers = office
    number = numbers[CANARY]
    place = offered(made, AskerKind.MEMBER, "金丝雀")[0].public_number
    wide = number.translate({ord("-"): "－"} | {ord(str(n)): chr(0xFF10 + n) for n in range(10)})
    with read(made) as reading:
        for told in (
            f"请看{number}。",
            f"请看{wide}",
            f"详见{place}",
            f"详见{place[0]}　{place[1:]}号",
            f"《{CANARY}》已经通报",
            f"见《{' '.join(CANARY)}》",
            f"见{CANARY[:4]}\n{CANARY[4:]}",
        ):
            with pytest.raises(Refused) as refused:
                refuse_told(reading, AskerKind.PUBLIC, "", told)
            assert "范围" in refused.value.message
            assert refused.value.next_step
            refuse_told(reading, AskerKind.MEMBER, told)
        refuse_told(
            reading,
            AskerKind.PUBLIC,
            "建党100周年的活动、党的建设、党1年来的工作，",
            f"见《机关食堂采购价格公示》（公1，{numbers['机关食堂采购价格公示']}）。",
            "您要的属于党内事项，12026-0001、2026年11月。",
        )


def test_a_title_that_society_knows_may_be_named_though_the_party_has_one_like_it(
    run: Office,
) -> None:
    run.walk_every_step("已公开", "1.1.1", "--title", "食堂采购", *_said("内部。"), *INSIDE)
    with read(run) as reading, pytest.raises(Refused):
        refuse_told(reading, AskerKind.PUBLIC, "见《本月食堂采购公示》")

    run.walk_every_step("已公开", "1.1.1", "--title", "本月食堂采购公示", *_said("甲。"), *BOARD)

    with read(run) as reading:
        refuse_told(reading, AskerKind.PUBLIC, "见《本月食堂采购公示》")
        with pytest.raises(Refused):
            refuse_told(reading, AskerKind.PUBLIC, "见《本月食堂采购公示》和食堂采购")


def test_a_title_that_was_changed_before_it_came_out_is_not_told_either(run: Office) -> None:
    number = run.propose("1.1.1", "--title", CANARY, *_said("内部。"), *INSIDE)
    run.send_back(number)
    run.ok("revise", number, "--title", "另一个题目", "--reason", "改题", "--by", PROPOSER)

    with read(run) as reading, pytest.raises(Refused):
        refuse_told(reading, AskerKind.PUBLIC, f"{CANARY}不公开")


PRIVATE = ("--name", "示例甲", "--contact", "示例街七号")


def asked(made: Office, content: str, asker: str, *more: str) -> Any:
    words = ("--content", content, "--asker", asker, *PRIVATE, *more)
    return made.ok("request", "add", *words, "--by", PROPOSER, "--json").json


@pytest.fixture
def copied(office: tuple[Office, dict[str, str]], tmp_path: Path) -> tuple[Office, dict[str, str]]:
    made, numbers = office
    return made.copy(tmp_path), numbers


def test_a_request_of_the_masses_brings_no_word_of_what_is_within_the_party(
    copied: tuple[Office, dict[str, str]],
) -> None:
    made, numbers = copied
    hidden = ("金丝雀", numbers[CANARY])
    one = asked(made, "请公开食堂采购价格的核查", "群众")
    id_ = one["id"]
    assert [each["public_number"] for each in one["offers"]][:1] == ["公1"]

    outputs = [
        json.dumps(one, ensure_ascii=False),
        *(made.ok("request", "show", id_, *more).out for more in ((), ("--json",))),
        *(made.ok("request", "list", *more).out for more in ((), ("--json",))),
        *(made.ok("log", id_, *more).out for more in ((), ("--json",))),
    ]
    for typed in (numbers[CANARY], "党1", "党5"):
        words = (
            "request",
            "decide",
            id_,
            "--outcome",
            "已公开",
            "--with",
            typed,
            "--by",
            SECRETARY,
        )
        ran = made(*words)
        assert ran.code == 3
        outputs.append((ran.out + ran.err).replace(typed, ""))
    for told in (f"见《{CANARY}》", f"见{numbers[CANARY]}", "见党5"):
        refusal = ("--outcome", "不予公开", "--reason", told, "--basis", "条例", "--by", SECRETARY)
        assert made("request", "decide", id_, *refusal).code == 3
    decided = ("--outcome", "已公开", "--with", "公1", "--by", SECRETARY)
    made.ok("request", "decide", id_, *decided)
    for told in (f"见《{CANARY}》", f"见{numbers[CANARY]}", "见党5"):
        ran = made("request", "answer", id_, "--content", told, "--by", PROPOSER)
        assert ran.code == 3
        assert "范围" in ran.err
    outputs.append(made.ok("request", "answer", id_, "--by", PROPOSER).out)
    outputs.append(made.ok("request", "show", id_, "--json").out)
    for out in outputs:
        assert not [each for each in hidden if each in out], out


def test_a_member_is_answered_with_what_is_within_the_party(
    copied: tuple[Office, dict[str, str]],
) -> None:
    made, numbers = copied
    one = asked(made, "金丝雀核查", "党员")
    (offer,) = one["offers"]
    assert offer["number"] == numbers[CANARY]

    decided = ("--outcome", "已公开", "--with", offer["public_number"], "--by", SECRETARY)
    made.ok("request", "decide", one["id"], *decided)
    made.ok("request", "answer", one["id"], "--content", f"见《{CANARY}》", "--by", PROPOSER)

    shown = made.ok("request", "show", one["id"], "--json").json
    assert shown["state"] == "已答复"
    assert shown["disclosure"] == numbers[CANARY]
    assert shown["offers"] == []
