"""Whatever any audience may see is screened for personal values, by whichever road it comes."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest
from conftest import SECRETARY, Office, Ran
from msgspec import inspect

from pdisc.events.amendments import FOLDED
from pdisc.registers import registry
from pdisc.registers.items import PublicItem
from pdisc.report.public import PublicReport
from pdisc.services.public_texts import IN_PLANS, PUBLIC_TEXTS
from pdisc.values.records import PublicRecord

SHIPPED = Path(__file__).parents[1] / "data"
NUMBER = "13895012345"
PUBLIC_RECORDS = (PublicRecord, PublicItem, PublicReport)
"""All that is answered to an audience outside the office."""

OURS = {
    *("PublicRecord.public_number", "PublicRow.numbers"),
    *("PublicRecord.corrects", "PublicRecord.corrected_by", "PublicRecord.window"),
    *("PublicRecord.code", "PublicItem.code", "PublicRow.code", "PublicItem.every"),
    *("PublicReport.columns", "PublicReport.said", "PublicRow.status", "PublicRow.next_note"),
}
"""What is told in words and numbers of the program's own: nobody types them freely."""

INSIDE = {
    "Annulled": "reason",
    "Appointed": "acting_for document_number name office",
    "AppointmentClosed": "name",
    "Archived": "archive_number dossier manifest_sha256 missing opinion_result series",
    "CatalogItem": "assumed code every inferred office why",
    "BroughtForward": "code document_number reason windows",
    "ChangeNoted": "code",
    "Decided": "acting_for acting_paper basis channels content_sha256 document_number"
    " escalated_to opinion reason",
    "Deferred": "code duty reason",
    "Demanded": "code duty holder item number office",
    "Finding": "by excerpt file id kind reason where word",
    "Hanging": "channel",
    "InheritedTakenDown": "code reason",
    "ItemAdded": "reason",
    "ItemChanged": "confirmed document_number reason",
    "MarkLifted": "code document_number reason",
    "NilReturned": "code reason window",
    "OccurrenceNoted": "code",
    "PapersAdded": "channel",
    "Plan": "author office reason window",
    "Proposed": "code content_sha256 corrects item lifted",
    "Published": "channel document_number window",
    "Reassigned": "reason window",
    "Reconfirmed": "code",
    "Redacted": "content_sha256 lifted",
    "RefusalNoted": "act refusal where",
    "RequestReceived": "contact content name",
    "RequestDecided": "disclosure item",
    "RequestExtended": "reason",
    "RequestSupplemented": "content",
    "RequestJoined": "into",
    "RequestAnswered": "told",
    "RequestReferred": "document_number",
    "OpinionReceived": "content giver via",
    "OpinionAssigned": "to",
    "OpinionSettled": "rectify to",
    "RectificationBegun": "disclosure",
    "SurveyTallied": "digest number window",
    "Reviewed": "accepted basis opinion reason",
    "Revised": "content_sha256 lifted",
    "SettingChanged": "basis clause document name unit",
    "SinceMoved": "reason",
    "StoredFile": "sha256",
    "TakenDown": "channels reason still_at",
    "TemplateDropped": "form reason",
    "TemplateSet": "form reason",
    "Urged": "reason",
    "Waived": "code duty reason",
    "Withdrawn": "reason",
}
"""Texts of the journal that no audience outside the office is told, or that only repeat a public
one which was screened where it came in (an approved channel, the name of an item)."""


def texts_of(kind: type) -> Iterator[str]:
    """Yield every field of a record, however deep, that can hold free text."""
    yield from _texts(inspect.type_info(kind), "", set())


def _texts(shape: Any, where: str, seen: set[type]) -> Iterator[str]:
    if isinstance(shape, (inspect.StrType, inspect.AnyType)):
        yield where
    elif isinstance(shape, inspect.StructType) and shape.cls not in seen:
        seen.add(shape.cls)
        for field in shape.fields:
            yield from _texts(field.type, f"{shape.cls.__name__}.{field.name}", seen)
    for part in ("item_type", "key_type", "value_type"):
        if hasattr(shape, part):
            yield from _texts(getattr(shape, part), where, seen)
    for each in getattr(shape, "types", ()):
        yield from _texts(each, where, seen)


def named(text: msgspec.Struct) -> str:
    kind, field = getattr(text, "kind"), getattr(text, "field")  # noqa: B009
    return f"{kind.__name__}.{field}"


# The list says it of every field


def test_every_text_that_an_audience_gets_comes_from_one_on_the_list() -> None:
    told = {each for text in PUBLIC_TEXTS for each in text.told}
    given = {each for record in PUBLIC_RECORDS for each in texts_of(record)}

    assert given - OURS == told - {"saved"}, "classify the new field of a public record"


def test_every_text_of_the_journal_is_either_public_or_the_offices_own() -> None:
    events = [*FOLDED, *(event for each in registry().registers for event in each.events)]
    stored = {each for event in events for each in texts_of(event)}
    inside = {f"{kind}.{field}" for kind, fields in INSIDE.items() for field in fields.split()}
    public = {named(text) for text in PUBLIC_TEXTS}

    assert stored == inside | public, "classify the new field of an event"
    assert not inside & public


def test_an_audience_gets_no_field_that_no_public_record_has(run: Office) -> None:
    number = run.walk("已公开", "1.1.1")
    known = {each.partition(".")[2] for record in PUBLIC_RECORDS for each in texts_of(record)}
    plain = {"scope", "timing", "audience", "group_by", "from", "to", "on", "as_of"}
    plain |= {"published_on", "taken_down_on", "until", "next_date"}
    for words in (
        *(("list",), ("show", number), ("search", "公开"), ("catalog", "list"), ("due",)),
        *(("catalog", "show", "1.1.1"), ("report",), ("report", "--group", "月份")),
    ):
        for audience in ("社会", "党内"):
            answer = run.ok(*words, "--audience", audience, "--json").json
            assert set(_named_texts(answer)) <= known | plain, words


def _named_texts(value: Any, name: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield from _named_texts(part, key)
    elif isinstance(value, list):
        for part in value:
            yield from _named_texts(part, name)
    elif isinstance(value, str):
        yield name


# Each road of each text

Road = Callable[[Office, Path], Any]


def _refused(*words: str) -> Road:
    return lambda run, _: run(*words)


def _published(*where: str) -> Road:
    def publish(run: Office, _: Path) -> Any:
        number = run.walk("已审批", "1.1.1")
        channel = "网站" if where[0] == "--url" else "会议"
        return run("publish", number, "--channel", channel, *where)

    return publish


def _opened(*words: str) -> Road:
    place = () if "--place" in words else ("--place", "示例楼")
    return _refused(*OPENED, "--channel", "公开栏", *place, *words)


def _referred(*words: str) -> Road:
    def refer(run: Office, _: Path) -> Any:
        run.ok("request", "add", "--content", "请公开食堂采购价格")
        refused = ("--outcome", "不予公开", "--reason", "不宜公开", "--basis", "条例第十五条")
        run.ok("request", "decide", "2026-D001", *refused, "--by", SECRETARY)
        return run("request", "refer", "2026-D001", *words)

    return refer


def _catalogue(old: str, new: str) -> Road:
    def init(run: Office, folder: Path) -> Any:
        shipped = (SHIPPED / "catalog_seed.yaml").read_text(encoding="utf-8")
        assert old in shipped
        path = folder / "目录.yaml"
        path.write_text(shipped.replace(old, new), encoding="utf-8")
        return run("init", "--ledger", str(folder / "新"), "--catalog", str(path))

    return init


def _own_days(run: Office, folder: Path) -> Any:
    path = folder / "本单位.yaml"
    path.write_text(f"off: [{{day: 2026-10-09, name: '{NUMBER}'}}]", encoding="utf-8")
    return run("workdays", "own", str(path))


def _notice(run: Office, folder: Path) -> Any:
    shipped = (SHIPPED / "workdays" / "2026.yaml").read_text(encoding="utf-8")
    path = folder / "放假.yaml"
    path.write_text(shipped.replace("国办发明电", f"电话{NUMBER}", 1), encoding="utf-8")
    return run("workdays", "check", str(path))


def _unit(run: Office, folder: Path) -> Any:
    return run("init", "--ledger", str(folder / "新"), "--unit", f"示例支部{NUMBER}")


def _petitioned(*words: str) -> Callable[[Office, Path], Ran]:
    def refused(run: Office, _: Path) -> Ran:
        run.ok("request", "add", "--content", "请公开食堂采购价格")
        run.ok("request", "add", "--content", "请公开公车使用情况")
        decided = ("--outcome", "应公开未公开", "--by", SECRETARY)
        run.ok("request", "decide", "2026-D002", *decided)
        return run("request", *words)

    return refused


def _settled(run: Office, _: Path) -> Ran:
    number = run.walk("已公开", "1.1.1")
    run.ok("opinion", "add", number, "--content", "数字对不上")
    done = ("--result", "不属实", "--feedback", f"问{NUMBER}")
    return run("opinion", "settle", f"{number}-Y1", *done)


REFUSED = ("decide", "2026-D001", "--outcome", "不予公开", "--by", SECRETARY)
OPENED = ("opening", "5.1.1", "--on", "2025-03-03", "--by", SECRETARY)
SET = ("config", "set")
ROADS: dict[str, tuple[Road, ...]] = {
    "Published.place": (_published("--place", f"找示例甲{NUMBER}"),),
    "Published.url": (
        _published("--url", f"https://x.invalid/?tel={NUMBER}"),
        _published("--url", f"https://{NUMBER}@x.invalid/"),
        _published("--url", f"https://x.invalid/{NUMBER}.html"),
        _published("--url", "https://x.invalid/?tel=%31%33%38%39%35%30%31%32%33%34%35"),
        _published("--url", "https://x.invalid/?id=11010119900307889X&n=2"),
        _published("--url", "https://x.invalid/138-9501-2345"),
        _published("--url", "https://x.invalid/dh_138_9501_2345.html"),
        _published("--url", "https://x.invalid/tel138.9501.2345"),
        _published("--url", "https://x.invalid/１３８９５０１２３４５"),
        _published("--url", "https://x.invalid/?t=%2531%2533%2538%2539501%2532345"),
    ),
    "RequestReferred.to": (_referred("--to", f"示例工委{NUMBER}"),),
    "RequestReferred.view": (_referred("--to", "示例工委", "--view", f"问示例甲{NUMBER}"),),
    "BroughtForward.title": (_opened("--title", f"值班电话{NUMBER}"),),
    "BroughtForward.place": (_opened("--place", f"找示例甲{NUMBER}"),),
    "BroughtForward.url": (
        _refused(*OPENED, "--channel", "网站", "--url", f"https://x.invalid/?tel={NUMBER}"),
    ),
    "BroughtForward.channels": (
        _refused(*OPENED, "--channel", f"公开栏:联系人{NUMBER}", "--place", "示例楼"),
    ),
    "CatalogItem.channels": (
        _refused("catalog", "set", "2.2.2", "--channel", f"网站:联系人{NUMBER}"),
        _catalogue("[会议, 文件, 公开栏, 网站]", f"[会议, '网站:联系人{NUMBER}']"),
    ),
    "CatalogItem.level1": (_catalogue("level1: 党组织决议", f"level1: 联系人{NUMBER}党组织决议"),),
    "CatalogItem.level2": (_catalogue("level2: 贯彻", f"level2: 电话{NUMBER}贯彻"),),
    "CatalogItem.level3": (_catalogue("level3: 执行中央", f"level3: 电话{NUMBER}执行"),),
    "SettingChanged.value": (
        _refused(*SET, "单位名称", f"示例支部{NUMBER}"),
        _refused(*SET, "全宗号", f"电话{NUMBER}"),
        _refused(*SET, "机构代码", f"电话{NUMBER}"),
        _unit,
    ),
    "RequestAnswered.content": (_petitioned("answer", "2026-D002", "--content", f"找{NUMBER}"),),
    "RequestDecided.reason": (_petitioned(*REFUSED, "--basis", "条例", "--reason", f"问{NUMBER}"),),
    "RequestDecided.basis": (_petitioned(*REFUSED, "--reason", "不宜", "--basis", f"问{NUMBER}"),),
    "OpinionSettled.feedback": (_settled,),
    "DayRule.name": (_own_days,),
    "YearTable.notice": (_notice,),
}


@pytest.mark.parametrize(
    ("name", "road"), [(name, place) for name in ROADS for place in range(len(ROADS[name]))]
)
def test_a_telephone_number_is_refused_by_every_road_to_what_others_read(
    run: Office, tmp_path: Path, name: str, road: int
) -> None:
    ran = ROADS[name][road](run, tmp_path)

    assert ran.code in (2, 3), ran.out + ran.err
    assert NUMBER not in ran.out + ran.err
    assert "手机号" in ran.err or "身份证号" in ran.err or "电子邮箱" in ran.err
    assert not (tmp_path / "新").exists()
    for words in (("catalog", "list"), ("report",), ("list",)):
        assert NUMBER not in run.ok(*words, "--audience", "社会", "--json").out


def test_no_text_on_the_list_is_without_a_road() -> None:
    assert {named(text) for text in PUBLIC_TEXTS} == {*ROADS, *FOUND}


def _proposed(*words: str) -> Callable[[Office, Path], str]:
    return lambda run, _: run.propose("1.1.1", *words)


def _attached(run: Office, folder: Path) -> str:
    paper = folder / f"示例甲{NUMBER}.txt"
    paper.write_text("情况说明", encoding="utf-8")
    return run.propose("1.1.1", "--attach", str(paper))


def _default_channels(run: Office, _: Path) -> str:
    with_number = f'["会议","网站:联系人{NUMBER}"]'
    with closing(sqlite3.connect(run.ledger / "ledger.db")) as connection, connection:
        connection.execute("UPDATE item SET channels = ? WHERE code = '1.1.1'", (with_number,))
    return run.propose("1.1.1")


FOUND: dict[str, tuple[Callable[[Office, Path], str], ...]] = {
    "Plan.title": (_proposed("--title", f"联系{NUMBER}"),),
    "Plan.content": (_proposed("--content", f"联系{NUMBER}"),),
    "Plan.channels": (_proposed("--channel", f"网站:联系人{NUMBER}"), _default_channels),
    "StoredFile.name": (_attached,),
}


@pytest.mark.parametrize(
    ("name", "road"), [(name, place) for name in FOUND for place in range(len(FOUND[name]))]
)
def test_a_telephone_number_in_a_plan_is_a_finding_by_every_road(
    run: Office, tmp_path: Path, name: str, road: int
) -> None:
    number = FOUND[name][road](run, tmp_path)

    assert [each["kind"] for each in run.show(number)["findings"]] == ["手机号"]


def test_the_default_channels_give_the_same_finding_as_the_same_channel_typed(
    run: Office, tmp_path: Path
) -> None:
    typed = run.propose("1.1.2", "--channel", f"网站:联系人{NUMBER}")
    taken = _default_channels(run, tmp_path)

    assert run.show(typed)["findings"] == run.show(taken)["findings"]


def test_a_default_channel_that_a_party_matter_leaves_out_is_no_finding(
    run: Office, tmp_path: Path
) -> None:
    _default_channels(run, tmp_path)

    number = run.propose("1.1.1", "--scope", "党内", "--reason", "只给党员")

    assert run.show(number)["channels"] == ["会议"]
    assert run.show(number)["findings"] == []


def test_only_plans_are_left_to_findings() -> None:
    assert {named(text) for text in IN_PLANS} == set(FOUND)


@pytest.mark.parametrize(
    "address",
    [
        "https://www.example.invalid/zwgk/tzgg/202611/t20261126_4712345.html",
        "https://www.example.invalid/art/2026/11/26/art_1234_5678901.html",
        "https://example.invalid/s?__biz=MzA3MDg1NjQ2MA==&mid=2651234567&idx=1&sn=0a1b2c3d4e5f60718",
        "https://www.example.invalid/article/7312345678901234567/",
        "https://www.example.invalid/c/2026-11-26/1234567890.shtml",
        "https://党建.example.invalid/公开/第三季度#2026-11-26",
        "https://www.example.invalid/2026-11-26/13-0712-0003.html",
        "https://10.64.22.1:8080/zwgk/2026_11_26_08_30_15.html",
    ],
)
def test_the_address_of_an_ordinary_page_passes(run: Office, address: str) -> None:
    number = run.walk("已审批", "1.1.1")
    run.ok("publish", number, "--channel", "网站", "--url", address)


@pytest.mark.parametrize(
    "address",
    [
        "https://x.invalid/%E6%9C%BA%E5%AF%86%E2%98%853%E5%B9%B4",
        "https://x.invalid/a?t=%25E7%25A7%2598%25E5%25AF%2586%25E2%2598%25855%25E5%25B9%25B4",
        "https://x.invalid/list/绝密/3.html",
    ],
)
def test_a_mark_in_an_address_stops_however_it_is_escaped(run: Office, address: str) -> None:
    number = run.walk("已审批", "1.1.1")

    ran = run("publish", number, "--channel", "网站", "--url", address)

    assert ran.code == 3
    assert "网址带有密级标志" in ran.err


def test_a_name_to_be_masked_that_a_platform_bears_is_told_and_not_left_there(run: Office) -> None:
    channels = ("--channel", "网站:欧阳 示例工作室", "--channel", "会议")
    number = run.propose("1.1.1", "--content", "欧阳示例反映", *channels)

    refused = run("redact", number, "--mask", "欧阳示例")
    run.ok("revise", number, "--channel", "会议")
    run.ok("redact", number, "--mask", "欧阳示例")

    assert refused.code == 3
    assert "公开形式“网站:欧阳*工作室”" in refused.err
    assert "欧阳示例" not in refused.err + run.show(number)["content"]


def test_a_unit_and_its_codes_may_be_set(run: Office) -> None:
    for name, value in (
        ("单位名称", "示例县委编办党支部"),
        ("全宗号", "0123"),
        ("机构代码", "DZB"),
    ):
        run.ok("config", "set", name, value, "--by", SECRETARY)
