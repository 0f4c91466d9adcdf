"""What the shell offers while she types, in each shell that Typer knows, and how it is set up."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import PROPOSER, Office
from typer._completion_shared import _completion_scripts

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")


@pytest.fixture(scope="module")
def office(new_office: Callable[[], Office]) -> Office:
    """Return an office with a request, an opinion, a platform and people in several offices."""
    run = new_office()
    run.walk("已公开", "1.1.1", "--for", "2026-Q3", "--title", "三季度学习情况")
    run.ok("request", "add", "--content", "公开党费收缴和使用情况", "--by", PROPOSER)
    run.ok("opinion", "add", "2026-0001", "--content", "公开栏太高", "--by", PROPOSER)
    there = ("--channel", "会议", "--channel", "网站:测试党建网")
    run.ok("catalog", "set", "1.1.2", *there, "--reason", "换平台")
    return run


def asked(office: Office | None, **more: str) -> subprocess.CompletedProcess[str]:
    """Call the program as a shell does that completes a line."""
    ledger = {"PDISC_LEDGER": str(office.ledger)} if office else {}
    return subprocess.run(
        [sys.executable, "-m", "pdisc"],
        env={**os.environ, "PDISC_LEDGER": "/没有", **ledger, **more},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def in_bash(office: Office | None, line: str) -> list[str]:
    """Return what bash would offer at the end of a line."""
    place = str(len(line.split(" ")) - 1)
    env = {"_PDISC_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": place}
    return asked(office, **env).stdout.split("\n")[:-1]


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("pdisc approve 2026-0001 --by 测试书", ["测试书记丁"]),
        ("pdisc nil --as 测试承办", ["测试承办甲", "测试承办乙"]),
        ("pdisc staff close 测试审", ["测试审核丙"]),
        ("pdisc due --holder 测试上", ["测试上级己"]),
        ("pdisc print 月", ["月历", "月报"]),
        ("pdisc template set 审", ["审批表"]),
        ("pdisc config set 审核", ["审核时限"]),
        ("pdisc publish 2026-0001 --channel 网", ["网站", "网站:测试党建网"]),
        ("pdisc publish 2026-0001 --channel 会", ["会议"]),
        ("pdisc catalog set 1.1.1 --office 办", ["办公室"]),
        ("pdisc staff add 测试 --office 综", ["综合科"]),
        ("pdisc request decide 2026", ["2026-D001"]),
        ("pdisc opinion settle 2026", ["2026-0001-Y1"]),
        ("pdisc show 2026", ["2026-0001"]),
        ("pdisc list --audience 社", ["社会"]),
        ("pdisc show 2026 --audience 党", ["党内"]),
    ],
)
def test_the_values_of_a_kind_are_offered(office: Office, line: str, offered: list[str]) -> None:
    assert in_bash(office, line) == offered


def test_of_an_item_the_windows_are_offered_that_wait_for_an_answer(office: Office) -> None:
    offered = in_bash(office, "pdisc propose 1.1.1 --for 2026-Q")

    assert offered[:2] == ["2026-Q1", "2026-Q2"]
    assert "2026-Q3" not in offered  # was answered


def test_without_codes_the_latest_windows_are_offered(office: Office) -> None:
    offered = in_bash(office, "pdisc report --quarter ")

    assert len(offered) >= 4
    assert all("-Q" in each for each in offered)
    assert offered == sorted(offered, reverse=True)


@pytest.mark.parametrize("line", ["pdisc show ", "pdisc nil 1.1.1 --for ", "pdisc due --by "])
def test_without_a_ledger_nothing_is_offered_and_nothing_said(line: str) -> None:
    place = str(len(line.split(" ")) - 1)
    env = {"_PDISC_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": place}
    ran = asked(None, **env)

    assert (ran.stdout.strip(), ran.stderr) == ("", "")


@pytest.mark.parametrize("line", ["show --audience 社会 2026", "due --audience 党内 --holder 测"])
def test_outside_the_office_nothing_of_the_ledger_is_offered(office: Office, line: str) -> None:
    assert in_bash(office, f"pdisc {line}") in ([], [""])


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_gets_its_script_and_its_offers(office: Office, shell: str) -> None:
    script = asked(office, _PDISC_COMPLETE=f"source_{shell}")
    assert script.returncode == 0
    assert "_PDISC_COMPLETE" in script.stdout
    assert shell in _completion_scripts

    line = "pdisc approve --by 测试书"
    env = {
        "COMP_WORDS": line,
        "COMP_CWORD": "3",
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "_TYPER_COMPLETE_WORD_TO_COMPLETE": "测试书",
    }
    offers = asked(office, _PDISC_COMPLETE=f"complete_{shell}", **env)
    assert "测试书记丁" in offers.stdout
    assert offers.stderr == ""


@pytest.mark.skipif(not Path("/bin/bash").exists(), reason="needs bash")
def test_bash_itself_completes_a_name(office: Office) -> None:
    script = asked(office, _PDISC_COMPLETE="source_bash").stdout
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    typed = f"""{script}
COMP_WORDS=(pdisc approve --by 测试书) COMP_CWORD=3
_pdisc_completion pdisc
echo "${{COMPREPLY[@]}}"
"""
    ran = subprocess.run(
        ["/bin/bash", "-c", typed],
        env={**os.environ, "PATH": programs, "PDISC_LEDGER": str(office.ledger)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert ran.stdout.strip() == "测试书记丁"


@pytest.mark.skipif(not Path("/bin/bash").exists(), reason="needs bash")
@pytest.mark.parametrize(("shell", "code"), [("bash", 0), ("pwsh", 2), ("powershell", 2)])
def test_completion_is_set_up_where_that_does_no_harm(
    tmp_path: Path, shell: str, code: int
) -> None:
    """Typer would lift PowerShell's execution policy, and take its profile's path for cp1252."""
    home = tmp_path / "home"
    home.mkdir()
    named = shutil.copy("/bin/bash", tmp_path / shell)  # that is how a calling shell is known
    done = subprocess.run(
        [named, "-c", f'"{sys.executable}" -m pdisc --install-completion; exit $?'],
        env={**os.environ, "HOME": str(home), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == code, done.stderr
    assert [each.name for each in home.iterdir()] == [] or shell == "bash"
    assert ("PowerShell" in done.stderr) == (code == 2)
