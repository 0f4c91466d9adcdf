"""Whatever an audience may see is screened, wherever it comes from: one list, walked both ways."""

import typing
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec
import pytest
from conftest import NOW, PROPOSER, SECRETARY, Office

from pdisc.catalog.seed import shipped_catalog
from pdisc.errors import Refused
from pdisc.events.entry import Entry
from pdisc.events.steps import DrawnUp, Published
from pdisc.ledger.engine import writing
from pdisc.ledger.folder import Folder
from pdisc.registers.items import ItemChanged, PublicItem
from pdisc.registers.opening import Opened
from pdisc.registers.settings import SettingChanged
from pdisc.report.public import PublicReport, PublicRow
from pdisc.screening.house import SHIPPED
from pdisc.services import public_texts
from pdisc.services.public_texts import FOUND, PRINTED, REFUSED
from pdisc.values.parts import Event
from pdisc.values.records import PublicPosting, PublicRecord
from pdisc.words import State

PHONE = "13895012345"

ITEM = {name: ("item." + name, ItemChanged) for name in ("level1", "level2", "level3", "channels")}
SOURCES: dict[tuple[type, str], tuple[str, type[Event]] | None] = {
    (PublicRecord, "code"): None,  # a code of the catalogue
    (PublicRecord, "public_number"): None,  # given by the program, as are the next three
    (PublicRecord, "window"): None,
    (PublicRecord, "corrects"): None,
    (PublicRecord, "corrected_by"): None,
    (PublicRecord, "item"): ITEM["level3"],
    (PublicRecord, "title"): ("plan.title", DrawnUp),
    (PublicRecord, "content"): ("plan.content", DrawnUp),
    (PublicRecord, "channels"): ("plan.channels", DrawnUp),
    (PublicPosting, "channel"): ("channel", Published),
    (PublicPosting, "place"): ("place", Published),
    (PublicPosting, "url"): ("url", Published),
    (PublicItem, "code"): None,
    (PublicItem, "every"): None,  # a cycle, read and written by the program
    **{(PublicItem, name): source for name, source in ITEM.items()},
    (PublicRow, "code"): None,
    (PublicRow, "status"): None,
    (PublicRow, "next_note"): None,
    (PublicRow, "numbers"): None,
    (PublicRow, "item"): ITEM["level3"],
    (PublicRow, "level1"): ITEM["level1"],
    (PublicRow, "titles"): ("plan.title", DrawnUp),
    (PublicReport, "unit"): ("value", SettingChanged),
    (PublicReport, "title"): ("value", SettingChanged),
    (PublicReport, "columns"): None,
}
"""Every text in what an audience gets, and from which text on the list it comes."""


def texts_of(record: type) -> Iterator[str]:
    """Yield the names of a record's fields that hold texts of no closed vocabulary."""
    for name, hint in typing.get_type_hints(record).items():
        parts = {hint, *typing.get_args(hint)}
        if str in parts:
            yield name


@pytest.mark.parametrize("record", sorted({kind for kind, _ in SOURCES}, key=str))
def test_every_text_that_an_audience_gets_comes_from_one_on_the_list(record: type) -> None:
    declared = {name for kind, name in SOURCES if kind is record}
    assert set(texts_of(record)) == declared
    listed = {**FOUND, **REFUSED}
    for name in declared:
        source = SOURCES[record, name]
        if source is not None:
            path, event = source
            assert path in listed[event], f"{record.__name__}.{name}"


def test_the_name_of_the_office_is_printed() -> None:
    assert "单位名称" in PRINTED


@pytest.mark.parametrize(("event", "paths"), [*FOUND.items(), *REFUSED.items()])
def test_every_way_on_the_list_leads_to_a_text(event: type[Event], paths: dict[str, str]) -> None:
    for path in paths:
        kind: object = event
        for name in path.split("."):
            hint = typing.get_type_hints(kind)[name]
            kind = next((part for part in typing.get_args(hint) if part is not Ellipsis), hint)
        assert kind is str, path


def planned(run: Office, *more: str) -> list[str]:
    """Propose and return the places of the phone numbers that were found."""
    number = run.propose("2.2.2", *more)
    return [each["where"] for each in run.show(number)["findings"] if each["kind"] == "手机号"]


def test_a_plans_own_texts_become_findings(run: Office, tmp_path: Path) -> None:
    paper = tmp_path / f"名单{PHONE}.txt"
    paper.write_text("内容", encoding="utf-8")
    assert planned(run, "--title", f"示例{PHONE}") == ["标题"]
    assert planned(run, "--content", f"示例{PHONE}") == ["正文"]
    assert planned(run, "--channel", f"网站:联系人{PHONE}") == ["公开形式"]
    assert planned(run, "--attach", str(paper)) == ["附件1的文件名"]


def test_a_channel_that_comes_from_the_catalogue_is_found_like_one_that_was_typed(
    run: Office,
) -> None:
    """L2: one public field, two roads in. Ledgers from before may hold such an item."""
    with writing(Folder(run.ledger), now=NOW, wait=60) as writer:
        item = writer.reading.registers.item("2.2.2", date.max)
        assert item is not None
        old = msgspec.structs.replace(item, channels=(f"网站:联系人{PHONE}",))
        writer.append(
            Entry(
                seq=0,
                subject=item.code,
                by=SECRETARY,
                operator=SECRETARY,
                on=NOW.date(),
                recorded_at=NOW,
                late=False,
                event=ItemChanged(item=old),
            )
        )
    assert planned(run) == ["公开形式"]


ROADS = {
    ("catalog", "set", "2.2.2", "--channel", f"网站:联系人{PHONE}", "--by", SECRETARY),
    ("config", "set", "单位名称", f"示例支部{PHONE}", "--by", SECRETARY, "--basis", "测试"),
}


@pytest.mark.parametrize("road", sorted(ROADS))
def test_what_the_catalogue_or_a_printed_setting_would_show_is_refused(
    run: Office, road: tuple[str, ...]
) -> None:
    ran = run(*road)
    assert ran.code == 3
    assert "手机号（138****2345）" in ran.err
    for command in (("catalog", "list"), ("report",)):
        assert PHONE not in run.ok(*command, "--audience", "社会").out


@pytest.mark.parametrize(
    "where",
    [
        ("--url", f"https://x.invalid/?tel={PHONE}"),
        ("--url", f"https://{PHONE}@x.invalid/"),
    ],
)
def test_an_address_on_the_web_is_screened_like_a_place(
    run: Office, where: tuple[str, str]
) -> None:
    """L3."""
    number = run.walk("已审批", "2.2.2", "--channel", "网站:党建网")
    ran = run("publish", number, "--channel", "网站:党建网", "--by", PROPOSER, *where)
    assert ran.code == 3
    assert run.show(number)["publications"] == []


def test_a_place_that_tells_of_a_person_is_refused(run: Office) -> None:
    number = run.walk("已审批", "2.2.2", "--channel", "会议")
    said = ("--channel", "会议", "--by", PROPOSER, "--place", f"找示例甲{PHONE}")
    assert run("publish", number, *said).code == 3


def test_a_ledger_opens_neither_under_a_private_name_nor_with_a_private_catalogue(
    run: Office, tmp_path: Path
) -> None:
    new = Office(tmp_path / "新台账", run.clock)
    assert new("init", "--unit", f"示例支部{PHONE}").code == 3
    seed = Path(__file__).parent.parent / "data" / "catalog_seed.yaml"
    text = seed.read_text(encoding="utf-8")
    channels = "[会议, 文件, 公开栏, 网站]"
    assert channels in text
    changed = tmp_path / "目录.yaml"
    changed.write_text(text.replace(channels, f"[会议, '网站:找{PHONE}']", 1), encoding="utf-8")
    assert new("init", "--unit", "示例支部", "--catalog", str(changed)).code == 2
    assert not new.ledger.exists()


def every_listed() -> Iterator[tuple[type[Event], str]]:
    for kind, paths in REFUSED.items():
        for path in paths:
            yield kind, path


SHIPPED_ITEM = shipped_catalog(valid_from=NOW.date(), recorded_on=NOW.date())[0]
PUBLISHED = Published(state=State.PUBLISHED, channel="会议", place="会议室")


def sample(kind: type[Event], path: str, text: str) -> Event:
    """Return an event that says a text in one place of the list."""
    name = path.rpartition(".")[2]
    value = (text,) if name == "channels" else text
    item = msgspec.structs.replace(SHIPPED_ITEM, **({name: value} if "item" in path else {}))
    setting = SettingChanged(
        name="单位名称", value=text, unit="名称", basis="测试", valid_from=NOW.date()
    )
    if kind is Opened:
        settings = (setting,) if path.startswith("settings") else ()
        return Opened(since=NOW.date(), items=(item,), settings=settings, notices=())
    if kind is ItemChanged:
        return ItemChanged(item=item)
    if kind is SettingChanged:
        return setting
    return msgspec.structs.replace(PUBLISHED, **{name: text})


@pytest.mark.parametrize(("kind", "path"), list(every_listed()))
def test_a_phone_number_in_any_text_on_the_list_is_refused(kind: type[Event], path: str) -> None:
    with pytest.raises(Refused, match="手机号"):
        public_texts.refuse_private(sample(kind, path, f"示例{PHONE}"), SHIPPED)
    public_texts.refuse_private(sample(kind, path, "示例"), SHIPPED)
