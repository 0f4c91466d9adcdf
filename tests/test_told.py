"""Everything decided can be read by somebody without the program: log, show, search, dossier."""

import json
from pathlib import Path

import pytest
from conftest import ALL_PASS, PROPOSER, REVIEWER, SECRETARY, Office

from pdisc.events.amendments import FOLDED
from pdisc.events.entry import kind_of
from pdisc.registers import REGISTERS
from pdisc.sheets.logbook import TELLING

EVERY_KIND = {kind_of(event) for event in FOLDED} | {
    kind_of(event) for register in REGISTERS for event in register.events
}


def said(run: Office, *words: str) -> list[str]:
    return [each["said"] for each in run.ok("log", *words, "--json").json["events"]]


def texts_of(run: Office, number: str) -> str:
    """Return what people read in a dossier: its text files, not the extract for programs."""
    folder = run.ledger / run.show(number)["dossier"]
    return "\n".join(path.read_text("utf-8") for path in sorted(folder.rglob("*.txt")))


def test_every_kind_of_entry_has_its_words() -> None:
    assert set(TELLING) >= EVERY_KIND


def test_the_log_says_what_was_decided_at_each_step(run: Office) -> None:
    number = run.propose("1.3.1", "--for", "2026-Q3", "--content", "甲乙丙")
    run.ok("review", number, "--by", REVIEWER, "--accuracy", "不通过", "--return", "数字不对")
    run.ok("revise", number, "--content", "甲乙丙丁")
    run.ok("review", number, "--by", REVIEWER, *ALL_PASS, "--opinion", "属实")
    run.approve(number)
    run.ok("publish", number, "--channel", "会议", "--place", "三楼")

    log = said(run, number)

    assert log[0].startswith("第1稿")
    assert "2026年三季度" in log[0]
    assert "退回修改：数字不对" in log[1]
    assert "准确性不通过" in log[1]
    assert log[3].startswith("通过；必要性通过、准确性通过、保密审查通过、个人隐私通过")
    assert "意见：属实" in log[3]
    assert log[4].startswith("同意")
    assert log[5].startswith("会议：三楼")
    shown = run.ok("show", number).out
    for words in log:
        assert words in shown.replace("\n", "")


def test_a_superiors_reply_names_the_superior_who_decided(run: Office) -> None:
    number = run.walk("报批中", "1.1.1")
    run.ok("approve", number, "--by", SECRETARY, "--document-number", "示例发〔2026〕3号")

    log = said(run, number)
    steps = run.show(number)["steps"]

    assert "报测试县委审批" in log[-2]
    assert log[-1].startswith(f"测试县委批复（{SECRETARY}登记）；同意")
    assert "文号 示例发〔2026〕3号" in log[-1]
    assert [each["decided_by"] for each in steps[-2:]] == [SECRETARY, "测试县委"]
    assert {each["by"] for each in steps[-2:]} == {SECRETARY}


def test_the_verdicts_stand_in_the_record_of_a_review_and_nowhere_else(run: Office) -> None:
    number = run.walk("已审批", "1.1.1")

    steps = run.show(number)["steps"]

    passed = dict.fromkeys(("必要性", "准确性", "保密审查", "个人隐私"), "通过")
    assert [each["verdicts"] for each in steps] == [{}, passed, {}]


def test_a_change_of_the_catalogue_says_from_what_to_what(run: Office) -> None:
    change = ("--by", SECRETARY, "--reason", "分工调整")
    run.ok("catalog", "set", "1.1.1", "--every", "每半年", "--from", "2027-01-01", *change)
    run.ok("catalog", "retire", "1.1.2", "--from", "2027-01-01", *change)

    assert "周期由每季度改为每半年" in said(run, "1.1.1")[-1]
    assert "自 2027-01-01 起" in said(run, "1.1.1")[-1]
    assert "停用" in said(run, "1.1.2")[-1]
    assert "周期由每季度改为每半年" in run.ok("log").out


def test_a_nil_return_is_found_by_its_reason(run: Office) -> None:
    run.ok("nil", "4.1.3", "--for", "2026-Q3", "--reason", "三季度没有追责情形")

    found = run.ok("search", "追责情形", "--json").json

    assert [(each["kind"], each["subject"]) for each in found["events"]] == [("无事项", "4.1.3")]
    assert "三季度没有追责情形" in run.ok("search", "追责情形").out
    assert run.ok("search", "没有这样的词", "--json").json["events"] == []
    outside = run.ok("search", "追责情形", "--audience", "党内", "--json")
    assert "追责情形" not in outside.out
    assert "events" not in outside.json


@pytest.fixture
def filed(run: Office) -> tuple[Office, str]:
    """Return an office with one dossier that was sent up, entered late and by somebody else."""
    number = run.propose("4.4.1", "--occurred", "2026-11-20", "--title", "示例处分情况")
    review = ("review", number, "--by", REVIEWER, *ALL_PASS, "--opinion", "示例审核意见")
    run.ok(*review)
    run.ok("approve", number, "--by", SECRETARY, "--escalate", "示例县委组织部")
    reply = ("--document-number", "示例组发〔2026〕3号")
    run.ok("approve", number, "--by", SECRETARY, *reply)
    channels = run.show(number)["open_channels"]
    for channel in channels:
        run.ok("publish", number, "--channel", channel, "--place", "示例会议室")
    run.archive(number)
    return run, number


QUESTIONS = {
    "哪个单位的卷": "单位：测试单位",
    "公开了什么": "示例处分情况",
    "是哪一类事项": "4.4.1",
    "什么时候发生的": "发生日期：2026-11-20",
    "谁提出的": f"提出人：{PROPOSER}",
    "谁审核的，保密审查是什么结论": "保密审查通过",
    "审核意见": "意见：示例审核意见",
    "报给了谁": "报批：示例县委组织部",
    "上级怎么答复的": "示例县委组织部批复",
    "依据哪份文件": "文号 示例组发〔2026〕3号",
    "谁录入的": f"代录：{PROPOSER}",
    "什么时候录入的": "2026-11-24 10:00 录入",
    "在哪里公开的": "示例会议室",
    "缺什么材料": "缺少的材料：审批凭证",
    "群众有没有意见": "意见收集结果：无意见",
}


def test_an_inspector_finds_every_answer_in_the_texts_of_the_dossier(
    filed: tuple[Office, str],
) -> None:
    run, number = filed

    texts = texts_of(run, number)

    missing = [question for question, answer in QUESTIONS.items() if answer not in texts]
    assert missing == []


def test_why_something_was_withheld_stands_in_its_dossier(run: Office) -> None:
    number = run.walk("不予公开", "1.1.1")
    run.archive(number)

    texts = texts_of(run, number)

    assert "不予公开：不宜公开" in texts
    assert "依据：条例第八条" in texts
    assert "条例第八条" in run.ok("show", number).out


def test_what_was_masked_leaves_neither_words_nor_title_in_the_dossier(run: Office) -> None:
    number = run.propose("1.3.1", "--title", "示例甲丁的手机13800001234", "--content", "甲乙")
    run.ok("redact", number, "--all", "--mask", "示例甲丁")
    run.review(number)
    run.approve(number)
    run.publish(number)
    run.archive(number)

    folder: Path = run.ledger / run.show(number)["dossier"]
    everything = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())

    assert "示例甲丁".encode() not in everything
    assert b"13800001234" not in everything
    extract = (folder / "data" / "日志摘录.jsonl").read_text("utf-8").splitlines()
    assert json.loads(extract[0])["said"] == "第1稿（后来改过）"
