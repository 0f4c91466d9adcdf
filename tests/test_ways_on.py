"""Every refusal and every list says what to type next, and says it of what is."""

import ast
from pathlib import Path

import pytest
from conftest import PROPOSER, SECRETARY, Office
from test_hints_printed import ROOT
from test_hints_typed import told

from pdisc.services.screening import screened_file

SILENT = {
    *("ledger/lawful.py", "services/masking.py"),
    *("services/knowing.py", "commands/asked/who.py"),
}
"""Where a refusal is of an entry long recorded, told as a notice, or asks a question anew."""


def test_no_refusal_leaves_her_without_a_way_on() -> None:
    calls = [
        (path.relative_to(ROOT / "pdisc").as_posix(), node)
        for path in (ROOT / "pdisc").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    mute = [
        f"{name}:{call.lineno}"
        for name, call in calls
        if isinstance(call.func, ast.Name)
        and call.func.id in ("Refused", "NotFound", "Conflict")
        and all(word.arg != "next_step" for word in call.keywords)
        and name not in SILENT
    ]

    assert mute == []


LOOKED = [
    *(("list",), ("list", "--state", "已提出"), ("search", "没有的词"), ("due",), ("due", "--all")),
    *(("report",), ("log",), ("staff", "list"), ("catalog", "list"), ("catalog", "check")),
    *(("config", "show"), ("opinion", "list"), ("request", "list"), ("survey", "show")),
    *(("template", "list"), ("workdays", "check"), ("dossier", "list"), ("dossier", "due")),
    *(("dossier", "verify"), ("verify",), ("show", "2026-0001"), ("why", "2026-0001")),
    *(("why", "1.1.1"), ("show", "2026-0001", "--loop"), ("opinion", "list", "2026-0001")),
]
OUTSIDE = ("list", "due", "report", "survey", "search")


@pytest.mark.parametrize("state", ["", "已提出", "已撤回", "已归档"])
def test_no_answer_leads_back_to_the_line_that_was_typed(run: Office, state: str) -> None:
    if state:
        run.walk(state)
    wide = [(*words, "--audience", "社会") for words in LOOKED if words[0] in OUTSIDE]

    for words in (*LOOKED, *wide):
        assert " ".join(("pdisc", *words)) not in told(run(*words)), words


NIL = ("--reason", "没有此类事项", "--by", PROPOSER)
RULED = ("--reason", "职责已划转", "--by", SECRETARY)


@pytest.mark.parametrize(
    ("first", "again"),
    [
        (("nil", "1.1.2", "--for", "2026-Q3", *NIL), ("nil", "1.1.2", "--for", "2026-Q3", *NIL)),
        ((), ("nil", "3.3.2", "--for", "2026-Q3", *NIL)),
        ((), ("nil", "1.2.1", "--for", "2026", *NIL)),
        (
            ("waive", "1.1.2", "--for", "2026-Q2", *RULED),
            ("defer", "1.1.2", "--for", "2026-Q2", "--to", "2026-12-31", *RULED),
        ),
        (("occurred", "1.3.3"), ("occurred", "1.3.3")),
        ((), ("occurred", "1.1.1")),
    ],
)
def test_what_is_refused_for_what_was_recorded_says_where_to_look(
    run: Office, first: tuple[str, ...], again: tuple[str, ...]
) -> None:
    if first:
        run.ok(*first)

    ran = run(*again)

    assert ran.code == 3
    assert "下一步：" in ran.err
    assert told(ran)


def test_a_meeting_cannot_be_taken_down_and_what_hangs_is_named(run: Office) -> None:
    number = run.walk("已公开")

    ran = run("takedown", number, "--channel", "会议", "--reason", "开过了")

    assert ran.code == 3
    assert f"下一步：pdisc takedown {number} --channel 公开栏 --reason 理由" in ran.err


@pytest.mark.parametrize(
    "words", [("staff", "list"), ("config", "show"), ("config", "show", "审核时限")]
)
def test_a_list_ends_with_the_next_command(run: Office, words: tuple[str, ...]) -> None:
    assert "下一步：" in run.ok(*words).out


def test_what_is_done_with_sends_her_to_what_is_due(run: Office) -> None:
    number = run.propose("1.1.1")

    said = run.ok("withdraw", number, "--reason", "不再需要").out

    assert "下一步：看该办什么：pdisc due" in said
    assert "：撤回\n" in said
    assert "撤回，撤回" not in said


def test_what_was_never_set_is_not_told_to_end(run: Office) -> None:
    assert "不再有效" not in run.ok("config", "set", "全宗号", "105").err
    assert "原来是“105”" in run.ok("config", "set", "全宗号", "106").err


def test_a_nil_return_is_echoed_with_its_window_as_it_is_printed(run: Office) -> None:
    assert "1.1.2 2026年三季度：本期无事项" in run.ok("nil", "1.1.2", "--for", "2026Q3", *NIL).out


def test_one_term_told_twice_stands_once(run: Office) -> None:
    run.ok("staff", "add", PROPOSER, "--office", "办公室", "--role", "审核")

    line = next(x for x in run.ok("staff", "list").out.splitlines() if x.startswith(PROPOSER))

    assert line.count("2026-01-01至今") == 1


def test_once_all_is_confirmed_no_mark_is_explained(run: Office) -> None:
    assert "带 * 的" in run.ok("catalog", "list").out
    run.ok("catalog", "confirm", "--all", "--document-number", "示例档发〔2026〕1号")

    assert "带 * 的" not in run.ok("catalog", "list").out


def test_a_receipt_copied_wrongly_is_first_held_against_the_paper(run: Office) -> None:
    seq, _, code = str(run.verify()["receipt"]).partition("-")
    slip = code[:-1] + ("0" if code[-1] != "0" else "1")

    ran = run("verify", "--expect", f"{seq}-{slip}")

    assert ran.code == 9
    assert "只差一点，多半是抄错了" in ran.out
    assert "下一步：先对照纸上的回执，看看是不是抄错了" in ran.out + ran.err


def test_a_receipt_of_another_ledger_is_not_called_a_slip(run: Office) -> None:
    seq = str(run.verify()["receipt"]).partition("-")[0]
    (problem,) = run.verify("--expect", f"{seq}-7777-7777-7777-7777")["problems"]

    assert problem["what"] == "与台账当时的校验值不符"


def test_what_word_leaves_beside_an_open_file_is_a_note(run: Office) -> None:
    number = run.walk("已审批", "1.3.1")
    run.publish(number)
    run.archive(number)
    folder = run.ledger / run.show(number)["dossier"]
    (folder / "~$方案.docx").write_bytes(b"\0" * 162)

    assert run("verify").code == 0


TABLE = "编号,已公开,不予公开,豁免\n1.1.1,2,0,1\n1.1.2,1,1,0\n"
OWN = "题名,备注,公开方式\n示例通知,无,不公开\n"


def test_a_heading_over_counts_is_no_mark(tmp_path: Path) -> None:
    assert screened_file("汇总.csv", TABLE.encode()).findings == ()
    assert [x.kind for x in screened_file("目录.csv", OWN.encode()).findings] == ["公开属性"]


def test_the_report_of_this_very_program_is_clean(run: Office, tmp_path: Path) -> None:
    for ending in ("csv", "xlsx", "docx"):
        out = tmp_path / f"汇总.{ending}"
        run.ok("report", "--out", str(out))
        assert screened_file(out.name, out.read_bytes()).findings == ()
