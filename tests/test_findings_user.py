"""What a branch secretary met in her first month (findings A-C): each slip once more.

Where another file tests a finding in depth, it stands here once as she typed it.
"""

import re

import pytest
from conftest import ALL_PASS, PROPOSER, REVIEWER, SECRETARY, SUPERIOR, Office
from terminals import talk


def test_a1_hints_typed_as_they_stand_are_no_facts(run: Office) -> None:
    number = run.walk("报批中", "1.3.1")
    before = len(run.ok("log", "--json").json["events"])

    for words in (
        ("approve", number, "--by", SECRETARY, "--document-number", "…"),
        ("approve", number, "--by", SECRETARY, "--document-number", "批复文号"),
        ("propose", "1.2.1", "--title", "…", "--content", "…"),
        ("revise", number, "--content", "修改后的内容", "--reason", "理由"),
        ("revise", number, "--title", "标题", "--content", "内容"),
        ("publish", number, "--channel", "文件", "--place", "…"),
    ):
        ran = run(*words)
        assert ran.code == 2, words
        assert "要写真实的" in ran.err

    assert len(run.ok("log", "--json").json["events"]) == before


def test_a1_an_open_finding_is_masked_or_sent_back_before_it_is_explained(run: Office) -> None:
    phone = "联系电话" + "138" + "0013" + "8000"
    number = run.propose("1.3.1", "--content", phone)

    told = run("review", number, "--by", REVIEWER, *ALL_PASS).err

    places = [told.index(word) for word in ("redact", "--return", "--accept")]
    assert places == sorted(places)


def test_a3_an_option_as_an_answer_is_not_content(run: Office) -> None:
    answers = ["1.1.2", "3", "三季度措施", "--attach 党费收缴情况.docx", "措施五条。", "完"]

    talk(run, "propose", answers=answers)

    assert "--attach" not in run.show("2026-0001")["content"]


def test_a4_two_channels_in_one_call_are_both_recorded(run: Office) -> None:
    number = run.walk("已审批")

    run.ok("publish", number, "--channel", "会议", "--channel", "文件", "--place", "三楼")

    assert {each["channel"] for each in run.show(number)["publications"]} == {"会议", "文件"}


def test_a5_nothing_for_the_board_before_the_approval(run: Office, tmp_path: object) -> None:
    number = run.walk("已提出")

    assert run("show", number, "--save", f"{tmp_path}/张贴").code == 3


def test_a6_an_occurrence_is_asked_for_its_day_and_told_where_nobody_is_asked(run: Office) -> None:
    asked = talk(run, "occurred", answers=["1.3.3", "2026-11-20", "年会"])
    told = run.ok("occurred", "1.3.4").err

    assert "哪一天发生的" in asked.err + asked.out
    assert run.ok("log", "1.3.3", "--json").json["events"][0]["on"] == "2026-11-20"
    assert "没有写 --on，发生日期按今天 2026-11-24 记" in told
    assert "没有写 --note" in told
    assert not run.ok("occurred", "1.3.4", "--on", "2026-11-23", "--note", "购置电脑").err


def test_a7_what_was_typed_wrong_is_taken_back(run: Office) -> None:
    seq = run.ok("nil", "2.2.2", "--for", "2026-Q3", "--reason", "没有这类事", "--json").json["seq"]
    run.ok("annul", str(seq), "--reason", "登记错了")

    assert run("nil", "2.2.2", "--for", "2026-Q3", "--reason", "没有这类事").code == 0


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("nil", "2.1.1", "--for", "2026-Q3", "--reason", "没有这类事"), 3, "正在办理"),
        (("nil", "2.2.2", "--for", "2026-Q4", "--reason", "没有这类事"), 3, "没有满"),
        (("propose", "1.1.1", "--for", "2025-Q4", "--title", "题", "--content", "文"), 3, "期初"),
        (("propose", "3.1.1", "--title", "分工表", "--content", "如下。"), 0, "到不了社会"),
        (("propose", "1.1.1", "--title", "学习表", "--content", "如下。"), 0, "没有写 --for"),
        (("propose", "2.1.1", "--for", "2026-Q3", "--title", "又", "--content", "文"), 0, "又一件"),
    ],
)
def test_a8_contradictions_are_told_at_entry(
    run: Office, words: tuple[str, ...], code: int, told: str
) -> None:
    run.propose("2.1.1", "--for", "2026-Q3")

    ran = run(*words)

    assert ran.code == code
    assert told in ran.err


def test_b1_today_shows_what_moves_and_old_debts_in_one_line(run: Office) -> None:
    number = run.propose("1.1.1", "--for", "2026-Q4")

    said = run.ok().out

    assert number in said
    assert re.search(r"逾期未办\d+件（\d+个条目），还没有人办：pdisc 检查", said)
    assert said.count("pdisc 提出") == 0


def test_b2_after_a_demand_each_matter_stands_once_and_counts_agree(run: Office) -> None:
    run.ok("urge", "--all-overdue", "--by", SECRETARY)

    said = run.ok("due").out
    since = run.ok("due", "--since", "2026-11-20").out
    today = run.ok().out

    late = [re.findall(r"逾期(\d+)件", text)[:1] for text in (said, since, today)]
    assert late[0]
    assert late == late[:1] * 3
    assert "未办0件" not in said + today
    assert said.count("  2.1.1 ") == 1, "an item's windows stand side by side"
    assert today.count("  2.1.1 ") == 1


def test_b2_what_went_out_is_not_to_be_proposed_again(run: Office) -> None:
    number = run.walk("报批中", "1.3.1", "--for", "2026-Q3")

    changes = run.ok("due", "--since", "2026-11-20", "--json").json["changes"]

    out = next(each for each in changes if each["change"] == "转为等待")
    assert out["row"]["number"] == number
    assert out["row"]["next"].startswith(f"pdisc approve {number}")
    assert all(not each["row"]["next"] for each in changes if each["change"] == "已了结")


def test_b3_an_answer_is_checked_when_it_is_given(run: Office) -> None:
    number = run.walk("已审批")

    ran = talk(run, "publish", answers=["2026-0009", number, "会议", "", "三楼", "", "是", "否"])

    assert "2026-0009" in ran.err + ran.out
    assert [each["channel"] for each in run.show(number)["publications"]] == ["会议"]


def test_b7_dates_windows_and_codes_as_she_writes_them(run: Office) -> None:
    for number, day in enumerate(("2026/11/23", "2026.11.23", "11月23日", "昨天")):
        ran = run.ok("occurred", f"３.３.{number % 3 + 2}", "--on", day, "--dry-run", "--json")
        assert ran.json["on"] == "2026-11-23"
    for window in ("2026Q3", "三季度", "2026年第三季度"):
        assert run.ok("nil", "2.1.1", "--for", window, "--reason", "没有这类事", "--dry-run")
    assert run("due", "—within", "5").code == 0


def test_b8_several_items_get_their_office_in_one_go(run: Office) -> None:
    run.ok("catalog", "set", "1.1.1", "1.1.2", "--office", "综合科", "--reason", "由综合科承办")

    items = run.ok("catalog", "list", "--json").json["items"]
    assert [each["office"] for each in items[:2]] == ["综合科", "综合科"]


def test_b9_all_findings_stand_in_show(run: Office) -> None:
    text = "\n".join(f"电话 1380013{8000 + each}" for each in range(30))
    number = run.propose("1.3.1", "--content", text)

    said = run.ok("show", number).out

    assert "手机号（共30处）" in said
    assert "F30" in said
    assert "没有列出" not in said


def test_b10_the_report_says_why_the_procedure_fell_short(run: Office) -> None:
    late = ("--on", "2026-10-12", "--late-reason", "建账前办的")
    number = run.propose("1.1.1", "--for", "2026-Q3", *late)
    run.review(number, *late)
    run.approve(number, *late)
    run.publish(number, *late)

    said = run.ok("report", "--quarter", "2026-Q4").out

    assert re.search(rf"程序：.*没做到的：{number} 补录", said)


def test_c1_an_ending_that_is_not_written_is_refused(run: Office, tmp_path: object) -> None:
    for name in ("统计.wps", "统计.ofd", "统计"):
        assert run("report", "--out", f"{tmp_path}/{name}").code == 2


def test_c2_during_a_notice_nothing_is_to_be_archived(run: Office) -> None:
    number = run.propose("3.3.1", "--for", "2026-Q4", "--public-notice")
    run.review(number)
    run.approve(number)
    run.publish(number)

    assert "pdisc archive" not in run.ok("show", number).out
    assert run.show(number)["next"] == ""
    assert "待归档" not in run.ok("due").out


def test_c3_while_it_lies_outside_its_days_stand_still(run: Office) -> None:
    number = run.walk("报批中", "1.3.1", "--for", "2026-Q3")

    days = [
        each["days_overdue"]
        for day in ("2026-11-24", "2026-12-07")
        for each in run.ok("due", "--on", day, "--json").json["waiting"]
        if each["number"] == number
    ]
    late = run.ok("due", "--on", "2026-12-07", "--json").json["overdue"]

    assert days[0] == days[1]
    assert number not in {each["number"] for each in late}


def test_c4_masking_a_name_is_counted_as_that(run: Office) -> None:
    number = run.propose("1.3.1", "--content", "示例庚和示例庚的申请。")

    assert "写明的内容2处" in run.ok("redact", number, "--mask", "示例庚").err


def test_c5_a_refusal_offers_only_what_may_be_done(run: Office) -> None:
    number = run.walk("已审批")
    run.ok("publish", number, "--channel", "会议", "--place", "三楼")

    told = run("archive", number, "--no-opinions").err

    offered = re.search(r"现在可以办的：(.*)", told)
    assert offered is not None
    assert not {"修改", "脱敏", "撤回"} & set(offered[1].split("、"))


def test_c6_where_nobody_planned_a_day_nothing_differs(run: Office) -> None:
    number = run.walk("已审批")
    run.on("2026-11-25")

    assert "与方案不符" not in run.ok("publish", number, "--channel", "会议", "--place", "三楼").err


def test_c8_windows_are_told_by_their_names(run: Office) -> None:
    why = ("--reason", "按会议决定")

    waived = run.ok("waive", "1.1.1", "--for", "2026Q3", *why, "--by", SECRETARY).out
    deferred = run.ok(
        "defer", "1.1.2", "--for", "2026-Q3", "--to", "2026-12-20", *why, "--by", SECRETARY
    ).out
    kept = run.ok("opening", "2.1.1", "--for", "2026-Q1", *why, "--by", SECRETARY).out

    assert "1.1.1 2026年三季度：豁免" in waived
    assert "1.1.2 2026年三季度：顺延至" in deferred
    assert "2.1.1 2026年一季度：期初" in kept


def test_c9_no_two_columns_of_one_name(run: Office) -> None:
    columns = run.ok("report", "--format", "csv").out.splitlines()[0].split(",")

    assert len(columns) == len(set(columns))
    assert "回避例外" in columns
    assert "分离例外" not in columns


def test_c10_a_slip_of_the_pen_is_called_one(run: Office) -> None:
    receipt = run.ok("verify", "--json").json["receipt"]
    slip = receipt[:-1] + ("0" if receipt[-1] != "0" else "1")

    assert "抄错" in run("verify", "--expect", slip).out


def test_c12_refusals_and_ends_name_the_next_step(run: Office) -> None:
    for words in (
        ("nil", "5.1.1", "--for", "2026", "--reason", "没有这类事"),
        ("nil", "1.3.3", "--for", "2026-Q3", "--reason", "没有这类事"),
        ("withdraw", run.walk("已提出"), "--reason", "先不公开了"),
        ("staff", "list"),
        ("config", "show"),
        ("due",),
    ):
        ran = run(*words)
        assert "下一步：" in ran.out + ran.err, words


def test_c12_a_withheld_matter_above_her_authority_is_to_be_sent_up(run: Office) -> None:
    run.ok("staff", "close", SUPERIOR, "--by", SECRETARY)
    number = run.propose("4.4.2", "--occurred", "2026-11-20")
    basis = ("--withhold", "涉及个人隐私", "--basis", "条例第十三条")
    run.ok("review", number, "--by", REVIEWER, *ALL_PASS, *basis)

    told = run.show(number)["next"]

    assert "--escalate" in told
    name = told.split("--by ")[1].split()[0]
    assert run("approve", number, "--by", name, "--escalate", "县纪委").code == 0


def test_c13_codes_are_never_broken(run: Office) -> None:
    ran = talk(run, "catalog", "check", answers=[])

    for line in ran.out.splitlines():
        assert not re.search(r"(?<![\d.])\d\.(\d\.?)?$", line.rstrip())


def test_c14_the_log_tells_what_was_decided(run: Office) -> None:
    number = run.walk("报批中", "1.3.1")
    run.ok("approve", number, "--by", SECRETARY, "--document-number", "平组发〔2026〕3号")
    run.ok("publish", number, "--channel", "会议", "--place", "三楼", "--by", PROPOSER)

    said = run.ok("log", number).out

    for word in ("通过", "报测试县委审批", "同意", "平组发〔2026〕3号", "会议：三楼"):
        assert word in said


def test_c14_a_demand_of_all_names_each_window_once(run: Office) -> None:
    run.ok("urge", "--all-overdue", "--by", SECRETARY)

    said = run.ok("log").out

    assert said.count("2026年二季度") == 1


def test_a3_an_option_in_quotes_is_not_content(run: Office) -> None:
    ran = run("propose", "1.1.2", "--title", "三季度措施", "--content", "--attach 党费.docx")

    assert ran.code == 2
    assert "--content 后面要写一个值" in ran.err


def test_b8_one_confirmed_office_leaves_the_others_an_assumption(run: Office) -> None:
    run.ok("staff", "add", "马承办", "--office", "综合室", "--role", "承办")
    run.ok("staff", "close", PROPOSER, "--by", SECRETARY)
    run.ok("catalog", "confirm", "1.1.1", "--by", SECRETARY)

    problems = run.ok("catalog", "check", "--json").json["problems"]

    alone = [each["code"] for each in problems if "要有人，或者改成别的科室" in each["message"]]
    assert alone == ["1.1.1"]


def test_c13_numbers_under_the_report_are_never_broken(run: Office) -> None:
    for code in ("1.1.1", "1.1.2", "1.3.1", "1.3.2", "2.1.1", "2.2.1"):
        run.propose(code, "--for", "2026-Q3")

    said = talk(run, "report", answers=[]).out

    number = r"2026-\d{4}"
    assert len(re.findall(number, said)) == len(re.findall(number, said.replace("\n", ""))) > 6
    assert "\n：" not in said
