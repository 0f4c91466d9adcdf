"""What holding the program against the plan's clauses showed (findings F1-F13), each once more."""

import csv
import io

from conftest import ALL_PASS, PROPOSER, REVIEWER, SECRETARY, SUPERIOR, Office

QUARTERLY = "1.1.1 1.1.2 1.3.1 1.3.2 2.1.1 2.2.1 2.2.2 2.2.3 3.2.1 3.3.1 3.4.1 4.1.2 4.1.3 4.3.1"
QUARTERLY += " 4.5.1 5.1.2 5.1.3"


def test_f1_a_punctual_nil_return_is_on_time(run: Office) -> None:
    run.on("2026-10-12")
    run.ok("nil", *QUARTERLY.split(), "--for", "2026-Q3", "--reason", "三季度没有这类事")
    run.on("2026-11-24")

    report = run.ok("report", "--quarter", "2026-Q3", "--json").json

    met = {each["norm"]: (each["met"], each["of"]) for each in report["norms"]}
    assert met["按时"] == (17, 21)
    assert met["内容"] == (17, 21), "four standing items were never published"


def test_f2_a_late_plan_does_not_silence_the_next_year(run: Office) -> None:
    run.walk("已公开", "1.2.1")

    late = run.ok("due", "--on", "2027-06-30", "--json").json["overdue"]

    assert [row["due_on"] for row in late if row["code"] == "1.2.1"] == ["2027-03-31"]


def test_f3_a_proposal_without_a_window_says_which_it_will_answer(run: Office) -> None:
    ran = run.ok("propose", "3.4.1", "--title", "一季度党费收缴", "--content", "收缴如下。")
    assert "公开后算作2026年四季度；2026年一季度、2026年二季度、2026年三季度还没有答复" in ran.err
    number = "2026-0001"
    run.review(number)
    run.approve(number)
    run.publish(number)

    why = ("--reason", "期次记错了", "--by", SECRETARY)
    run.ok("reassign", number, "--for", "2026-Q1", *why)

    assert run.show(number)["window"] == "2026年一季度"


def test_f4_no_window_is_met_in_advance(run: Office) -> None:
    number = run.walk("已审批", "3.4.1", "--for", "2027-Q3")

    assert run("publish", number, "--channel", "会议", "--place", "三楼").code == 3
    assert run("nil", "4.1.3", "--for", "2026-Q4", "--reason", "没有这类事").code == 3


def test_f4_what_waits_for_its_window_is_not_overdue(run: Office) -> None:
    number = run.walk("已审批", "3.4.1", "--for", "2027-Q3")

    early = run.ok("due", "--on", "2027-06-30", "--json").json
    begun = run.ok("due", "--on", "2027-07-01", "--json").json
    past = run.ok("due", "--on", "2027-07-06", "--json").json

    assert number not in {row["number"] for row in (*early["overdue"], *early["stuck"])}
    row = next(row for row in begun["upcoming"] if row["number"] == number)
    assert row["due_on"] == "2027-07-05", "two working days from 1 July on"
    assert "2027年三季度自2027年7月1日起" in row["why"]
    assert row["next"].startswith(f"pdisc publish {number}")
    assert number in {row["number"] for row in past["overdue"]}


def test_f5_what_was_decided_stands_in_the_dossier(run: Office) -> None:
    number = run.propose("4.4.1", "--occurred", "2026-11-10")
    run.review(number)
    run.escalate(number)
    run.ok("approve", number, "--by", SECRETARY, "--document-number", "平组发〔2026〕3号")
    run.publish(number)
    run.archive(number)

    folder = run.ledger / run.show(number)["dossier"]
    text = "\n".join(path.read_text("utf-8") for path in folder.rglob("*.txt"))

    for told in ("必要性通过", "保密审查通过", "个人隐私通过", "测试县委", "平组发〔2026〕3号"):
        assert told in text
    assert "发生日期：2026-11-10" in text
    assert "代录" in text
    assert "2026-11-24 10:00 录入" in text


def test_f5_reasons_stand_in_the_report_and_can_be_searched(run: Office) -> None:
    run.ok("nil", "4.1.2", "--for", "2026-Q3", "--reason", "三季度没有追责")
    number = run.propose("4.4.2", "--occurred", "2026-11-20")
    run.review(number)
    run.refuse(number)

    said = run.ok("report").out

    assert "三季度没有追责" in said
    assert "依据：条例第八条" in said
    assert "4.1.2" in run.ok("search", "没有追责").out


def test_f5_what_differed_from_the_plan_is_kept(run: Office) -> None:
    number = run.walk("已审批", "1.1.1", "--planned", "2026-12-10")
    run.publish(number)

    assert run.show(number)["publications"][0]["differs"]
    assert "与方案不符" in run.ok("show", number).out
    assert number in run.ok("report").out.split("与方案不符", 1)[-1]


def test_f6_the_sixth_class_can_be_served(run: Office) -> None:
    run.ok(
        *("catalog", "add", "7", "--item", "联系和服务党员、群众情况", "--timing", "定期"),
        *("--every", "每季度", "--scope", "党内", "--channel", "会议", "--rule", "6"),
        *("--level1", "联系和服务党员、群众情况", "--level2", "联系服务"),
        *("--reason", "实施方案二（二）第6类"),
    )

    assert run.propose("7.1.1", "--for", "2026-Q4") == "2026-0001"
    assert "细则无对应条目" not in run.ok("catalog", "check").out


def test_f7_the_wrong_copy_is_hunted_down(run: Office) -> None:
    wrong = run.walk("已公开", "5.1.1")
    run.ok("correct", wrong, "--content", "改正后的程序。")
    for step in (run.review, run.approve, run.publish):
        step("2026-0002")

    rows = run.ok("due", "--json").json["corrections"]
    said = run.ok("due").out

    assert {row["number"] for row in rows} == {wrong}
    assert len(rows) == 2, "公开栏 and 网站"
    assert "旧稿还挂在网站、公开栏" in said or "旧稿还挂在公开栏、网站" in said
    assert all(row["next"] in said for row in rows)
    assert "已更正，见公2" in run.ok("list", "--audience", "社会").out


def test_f8_a_scope_that_is_not_reached_is_told_with_the_remedy(run: Office) -> None:
    ran = run.ok("propose", "3.1.1", "--title", "分工表", "--content", "分工如下。")

    assert "到不了社会" in ran.err
    assert "pdisc revise 2026-0001 --channel 会议 --channel 文件 --channel 公开栏" in ran.err
    assert "到不了社会" in run.ok("review", "2026-0001", "--by", REVIEWER, *ALL_PASS).err


def test_f9_a_branch_without_a_committee(run: Office, tmp_path: object) -> None:
    who = ("staff", "add", "支部大会", "--office", "支部", "--role", "审批")
    run.ok(*who, "--authority", "支部党员大会", "--by", SECRETARY)
    run.ok("init", "--ledger", f"{tmp_path}/新", "--unit", "小单位", "--no-committee")

    items = run.ok("catalog", "list", "--ledger", f"{tmp_path}/新", "--json").json["items"]

    assert "支部委员会" not in {item["authority"] for item in items}


def test_f10_an_assumed_office_is_the_proposers(run: Office) -> None:
    run.ok("staff", "add", "马承办", "--office", "综合室", "--role", "承办")
    number = run.propose("1.1.1", "--by", "马承办")

    assert run.show(number)["office"] == "综合室"
    unknown = ("--title", "学习表", "--content", "如下。", "--office", "不存在的科室")
    assert run("propose", "1.1.2", *unknown).code == 4


def test_f11_one_meeting_covers_ten_items(run: Office) -> None:
    for code in QUARTERLY.split()[:10]:
        run.propose(code, "--for", "2026-Q4", "--channel", "会议")
    ten = "2026-0001..2026-0010"

    run.ok("review", ten, "--by", REVIEWER, *ALL_PASS)
    run.ok("approve", ten, "--by", SUPERIOR)
    run.ok("publish", ten, "--channel", "会议", "--place", "三楼", "--by", PROPOSER)

    assert {each["state"] for each in run.ok("list", "--json").json["disclosures"]} == {"已公开"}


def test_f12_what_hung_before_the_first_day_is_entered(run: Office, tmp_path: object) -> None:
    where = ("--ledger", f"{tmp_path}/新")
    run.ok("init", *where, "--unit", "新单位")
    run.ok("staff", "add", PROPOSER, "--office", "综合室", "--role", "承办", *where)
    approver = ("--role", "审批", "--authority", "支部书记")
    run.ok("staff", "add", "新书记", "--office", "支部", *approver, *where)
    for day in ("2026-11-24", "2026-11-25", "2026-12-18"):
        assert not run.ok("due", "--on", day, "--json", *where).json["overdue"]

    hung = ("--on", "2026-03-01", "--channel", "公开栏", "--place", "一楼")
    run.ok("opening", "5.1.1", *hung, "--by", "新书记", *where)

    late = run.ok("due", "--on", "2026-12-31", "--json", *where).json["overdue"]
    assert "5.1.1" not in {row["code"] for row in late}
    assert "3.5.1" in {row["code"] for row in late}


def test_f13_nothing_is_filed_on_the_day_of_posting(run: Office) -> None:
    number = run.walk("已公开")

    assert run("archive", number, "--no-opinions").code == 3


def test_f13_who_reviewed_and_approved_is_named(run: Office) -> None:
    both = ("--role", "审核", "--role", "审批", "--authority", "支部书记", "--by", SECRETARY)
    run.ok("staff", "add", "孙一人", "--office", "支部", *both)
    number = run.propose("1.1.1")
    run.review(number, "--by", "孙一人")
    run.approve(number, "--by", "孙一人")
    run.publish(number)

    assert f"{number} 孙一人" in run.ok("report").out


def test_f13_private_matters_are_cautioned_against(run: Office) -> None:
    text = ("--title", "报告情况", "--content", "房产三套，配偶持有股票。")

    assert "不公开报告的内容" in run.ok("propose", "4.2.1", *text).err


def test_f13_no_two_columns_are_called_number(run: Office) -> None:
    columns = next(csv.reader(io.StringIO(run.ok("report", "--format", "csv").out)))

    assert columns.count("编号") == 1
    assert "覆盖率（有公开的条目÷应公开的条目）" in run.ok("report").out


def test_f13_public_numbers_leave_no_gap(run: Office) -> None:
    first = run.walk("已公开", "5.1.1")
    run.ok("takedown", first, "--reason", "不再需要")
    second = run.propose("1.1.1")
    for step in (run.review, run.approve, run.publish):
        step(second)

    said = run.ok("list", "--audience", "社会").out

    assert [line.split()[0] for line in said.splitlines()[1:3]] == ["公1", "公2"]
    assert "已撤下 2026-11-24" in said


def test_an_election_that_is_past_is_not_to_be_proposed(run: Office) -> None:
    run.ok("config", "set", "上次换届", "2023-11-01", "--by", SECRETARY)

    said = run.ok("due").out

    assert "在办（期限已过）：1件" in said
    assert "  · 支部换届选举\n      pdisc config set 上次换届" in said
    assert "支部换届选举：固定公开" not in said
