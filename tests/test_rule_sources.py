"""Each rule tells its source in parts; what nobody could find out stays empty and is said."""

from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from conftest import Office
from kept_ledgers import office_of

from pdisc.catalog.seed import shipped_catalog, shipped_rules
from pdisc.ledger.learning import missing_sources, missing_terms
from pdisc.registers.settings import Setting, SettingChanged

DAY = date(2026, 1, 1)


def parts_of(run: Office, name: str) -> object:
    (found,) = run.ok("config", "show", name, "--json").json["settings"]
    return found["source"]


def test_a_rule_tells_document_clause_and_when_it_came_into_force(run: Office) -> None:
    assert parts_of(run, "随时时限") == {
        "document": "中华人民共和国政府信息公开条例（国务院令第711号）",
        "clause": "第二十六条",
        "in_force": "2019-05-15",
    }


def test_what_nobody_could_find_out_is_null_and_said_plainly(run: Office) -> None:
    assert parts_of(run, "补录间隔") == {"document": None, "clause": None, "in_force": None}
    shown = run.ok("config", "show", "归档截止").out
    assert "文件：中华人民共和国档案法实施条例" in shown
    assert "条款：没有查明（推定）" in shown
    assert "施行日：2024-03-01" in shown


def test_a_rule_that_is_no_assumption_names_its_document_or_is_the_offices_own() -> None:
    for rule in shipped_rules():
        own = rule.basis.startswith("由本单位填写")
        assert rule.assumed or rule.document or own, rule.name
        assert not rule.clause or rule.document, rule.name
        assert not rule.assumed or rule.basis.startswith("推定"), rule.name


def test_every_rule_of_the_list_has_the_same_three_parts(run: Office) -> None:
    found = run.ok("config", "show", "--json").json["settings"]
    assert {tuple(each["source"]) for each in found} == {("document", "clause", "in_force")}


def test_what_the_office_sets_has_its_own_basis_and_no_others_source(run: Office) -> None:
    run.ok("config", "set", "随时时限", "15", "--basis", "本局制度第三条")
    (found,) = run.ok("config", "show", "随时时限", "--json").json["settings"]
    assert found["basis"] == "本局制度第三条"
    assert found["source"]["document"] is None


def test_what_the_office_itself_decides_is_said_to_be_its_own(run: Office) -> None:
    assert "文件：本单位自定" in run.ok("config", "show", "单位名称").out


# Ledgers in use


def as_once(rule: SettingChanged, **other: object) -> Setting:
    values = {name: getattr(rule, name) for name in Setting.__struct_fields__}
    return Setting(**{**values, "document": "", "clause": "", "in_force": None, **other})


def once(**values: str) -> list[Setting]:
    return [
        as_once(rule.setting(DAY), **({"value": values[rule.name]} if rule.name in values else {}))
        for rule in shipped_rules()
    ]


def test_an_older_ledger_learns_the_sources_and_keeps_every_value() -> None:
    learnt = {event.name: event for event in missing_sources(once(随时时限="15"))}

    assert "随时时限" not in learnt  # the office's own: not as it is shipped
    assert learnt["公示期"].document
    assert learnt["公示期"].value == "5"
    assert {event.valid_from for event in learnt.values()} == {DAY}
    assert not set(learnt) & {"补录间隔", "单位名称"}  # nothing new is known of these


def test_a_rule_that_was_ever_set_is_left_alone() -> None:
    known = once()
    again = [x for x in known if x.name == "公示期"]
    assert "公示期" not in {event.name for event in missing_sources([*known, *again])}


def test_the_term_of_4_4_1_comes_with_the_upgrade_from_its_day_on() -> None:
    items = shipped_catalog(valid_from=DAY, recorded_on=DAY)
    old = [msgspec.structs.replace(x, every=None) if x.code == "4.4.1" else x for x in items]

    (event,) = missing_terms(old, 6, date(2026, 11, 24))

    assert (event.item.code, event.item.every) == ("4.4.1", "发生后1个月")
    assert event.item.valid_from == date(2026, 11, 24)
    assert "every" in event.item.assumed
    assert "推定" in event.item.why["every"]
    assert missing_terms(old, 7, date(2026, 11, 24)) == ()
    own = [msgspec.structs.replace(x, every="发生后10个工作日") for x in old if x.code == "4.4.1"]
    assert missing_terms(own, 6, date(2026, 11, 24)) == ()
    other = [msgspec.structs.replace(x, level3="别的事项") for x in old if x.code == "4.4.1"]
    assert missing_terms(other, 6, date(2026, 11, 24)) == ()


@pytest.fixture
def earlier(tmp_path: Path) -> Office:
    """Return today's program on a ledger of an earlier one."""
    office = office_of("ledger-unnumbered-guards", tmp_path)
    office.on("2029-05-10")
    return office


def test_an_upgraded_ledger_verifies_and_tells_what_it_learnt(earlier: Office) -> None:
    before = {x["name"]: x["value"] for x in settings_of(earlier)}
    earlier.propose("1.1.1")

    after = settings_of(earlier)
    assert {x["name"]: x["value"] for x in after}.items() >= before.items()
    assert {x["name"]: x for x in after}["档号格式"]["source"]["in_force"] == "2022-07-01"
    told = [x for x in earlier.ok("log", "--json").json["events"] if x["by"] == "程序升级"]
    assert {"公示期", "4.4.1", "档号格式"} <= {each["subject"] for each in told}
    assert earlier.verify()["ok"]


def settings_of(office: Office) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = office.ok("config", "show", "--json").json["settings"]
    return found


def test_the_parts_of_a_source_leave_old_payloads_as_they_are() -> None:
    event = SettingChanged(name="甲", value="1", unit="天", basis="乙", valid_from=DAY)
    assert set(msgspec.json.decode(msgspec.json.encode(event))) == {
        *("kind", "name", "value", "unit", "basis", "valid_from")
    }
