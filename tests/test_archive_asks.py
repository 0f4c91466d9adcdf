"""归档 in a terminal tells what is still missing and asks; elsewhere it files, with a notice."""

import io
import re

import pytest
from conftest import PROPOSER, SUPERIOR, Office
from terminals import talk

FILED = ("archive", "2026-0001", "--no-opinions", "--by", PROPOSER)


class Terminal(io.StringIO):
    """Text on a terminal."""

    def isatty(self) -> bool:
        return True


def typed(run: Office, monkeypatch: pytest.MonkeyPatch, *answers: str) -> tuple[int, str, str]:
    """Run 归档 on a terminal and type these answers."""
    from pdisc.cli import run as run_command
    from pdisc.context import Context

    lines = Terminal("".join(f"{answer}\n" for answer in answers))
    out, err = Terminal(), Terminal()
    monkeypatch.setattr("sys.stdin", lines)
    monkeypatch.setattr("sys.stderr", err)
    context = Context(
        out=out,
        err=err,
        stdin=lines,
        clock=run.clock,
        environment={
            "PDISC_LEDGER": str(run.ledger),
            "PDISC_ACTOR": PROPOSER,
            "NO_COLOR": "1",
            "TERM": "dumb",
        },
    )
    code = run_command(list(FILED), context)
    return int(code), out.getvalue(), err.getvalue()


def test_a_no_files_nothing_and_names_the_remedy(
    run: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = run.walk("已公开", "3.4.1")

    code, out, err = typed(run, monkeypatch, "否")

    assert code == 130
    assert "还缺：审批凭证" in out + err
    assert f"pdisc evidence {number} --step 审批" in out + err
    assert run.show(number)["state"] == "已公开"


def test_what_will_be_in_the_dossier_is_told_in_few_lines_before_the_yes(run: Office) -> None:
    scans = [run.ledger.parent / f"扫描件{place}.txt" for place in range(8)]
    for scan in scans:
        scan.write_text(f"同意（{scan.stem}）", encoding="utf-8")
    number = run.walk_every_step("已公开", "3.4.1", "--attach", str(scans[0]))
    papers = [word for scan in scans for word in ("--file", str(scan))]
    run.ok("evidence", number, "--step", "审批", *papers)
    ran = talk(run, "archive", number, answers=["1"], agrees=False)
    trial = ran.out + ran.err.split("核对一下")[1]
    assert "附件1个：扫描件0.txt" in trial
    assert "凭证8个：审批：扫描件0.txt、" in trial
    assert "……（另3个）" in trial
    assert "缺" in trial
    assert not re.search(r"manifest|bag|\.xml|jsonl|data/", trial)
    assert len(trial.splitlines()) < 24
    files = run.ok("archive", number, "--no-opinions", "--dry-run", "--json").json["dossier_files"]
    told = run.ok("archive", number, "--no-opinions", "--dry-run").out
    assert f"归档文件夹里将有{len(files)}个文件" in told
    rest = len([name for name in files if re.search(r"^[^/]+$|\.xml$|\.jsonl$", name)])
    assert f"另有供核对、检索的文件{rest}个" in told


def test_the_walk_says_before_and_after_that_no_paper_comes_any_more(run: Office) -> None:
    number = run.walk("已公开", "3.4.1")

    ran = talk(run, "archive", number, answers=["1"])

    trial, done = ran.out.split("试运行：以上没有记录")
    remedy = f"pdisc evidence {number} --step 审批 --file "
    assert f"缺审批凭证（{SUPERIOR}经手），归档以后不能再补" in trial
    assert f"要补的先不归档：{remedy}" in trial
    assert f"缺审批凭证（{SUPERIOR}经手），已经归档，不能再补" in done
    assert "补交" not in ran.out, "who is to supply it later, where nothing comes later"
    scan = run.ledger.parent / "扫描件.txt"
    scan.write_text("同意", encoding="utf-8")
    assert run(*remedy.split()[1:], str(scan)).code == 3


def test_a_correction_that_is_under_way_is_told_before_what_it_corrects_is_filed(
    run: Office,
) -> None:
    number = run.walk("已公开", "3.4.1")
    why = ("--title", "三季度（更正）", "--content", "更正后的三项措施。", "--reason", "数字有误")
    run.ok("correct", number, *why)
    told = f"2026-0002 正在更正 {number}，现在是“已提出”，还没有办完"

    assert told in talk(run, "archive", number, answers=["1"], agrees=False).err

    run.ok("withdraw", "2026-0002", "--reason", "不用更正了")
    assert told[:20] not in run.ok("archive", number, "--no-opinions").err


def test_a_yes_files_it(run: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    number = run.walk("已公开", "3.4.1")

    code, out, err = typed(run, monkeypatch, "好的", "是")

    assert code == 0, out + err
    assert run.show(number)["state"] == "已归档"


def test_nothing_is_asked_where_nothing_is_missing(
    run: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = run.walk("已公开", "3.4.1")
    scan = run.ledger.parent / "扫描件.txt"
    scan.write_text("同意", encoding="utf-8")
    run.ok("evidence", number, "--step", "审批", "--file", str(scan))
    for each in run.show(number)["publications"]:
        run.ok(
            *("evidence", number, "--step", "实施", "--channel", each["channel"]),
            *("--file", str(scan)),
        )

    code, out, err = typed(run, monkeypatch)

    assert code == 0, out + err
    assert "还缺" not in out + err


def test_without_a_terminal_it_files_and_tells(run: Office) -> None:
    run.walk("已公开", "3.4.1")

    ran = run.ok(*FILED, "--json")

    assert any("归档材料缺" in told for told in ran.json["notices"])
