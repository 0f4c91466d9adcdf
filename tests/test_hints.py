"""What is said beside an answer is true of it, and its hint can be typed as it stands."""

import io
import shutil
from pathlib import Path

import pytest
from conftest import ALL_PASS, PROPOSER, Office
from manual_pages import manual
from openpyxl import Workbook  # type: ignore[import-untyped]  # the stubs are a package we need not
from openpyxl.comments import Comment  # type: ignore[import-untyped]  # as above
from test_duties_of_files import page
from test_findings import put
from test_grounds import at_terminal

from pdisc.catalog.seed import shipped_rules
from pdisc.render.terminal import Screen
from pdisc.render.views import finding_table
from pdisc.sheets.register_words import WORDED
from pdisc.text import cell_width
from pdisc.values.records import FindingRecord
from pdisc.words import FindingState


@pytest.fixture
def book(tmp_path: Path) -> str:
    """Return a workbook with a note that nobody sees."""
    made = Workbook()
    made.active["A1"] = "示例"
    made.active["A1"].comment = Comment("内部看法", "示例甲")
    made.save(tmp_path / "表.xlsx")
    return str(tmp_path / "表.xlsx")


def test_whoever_is_in_no_list_is_told_who_may_do_it(run: Office) -> None:
    number = run.propose("3.3.2", "--content", "联系13895012345")

    ran = run("redact", number, "--all", "--by", "示例登录名")

    assert ran.code == 4
    assert f"加上 --by {PROPOSER}；登记人员：pdisc staff add 示例登录名" in ran.err


def test_while_a_mask_is_owed_no_attachment_is_offered_for_others(
    run: Office, tmp_path: Path
) -> None:
    papers = [put(tmp_path, name, page("Ouyang")) for name in ("一.pdf", "二.pdf")]
    given = [word for paper in papers for word in ("--attach", paper)]
    number = run.propose("3.3.2", "--content", "Ouyang反映", *given)

    said = run.ok("redact", number, "--mask", "Ouyang").out

    assert "存出来张贴" not in said
    assert "处；改动前" not in said
    assert "不用换的附件也要一起附上" in said
    assert "不用换的附件也要一起附上" in run.ok("show", number).out


def test_what_was_taken_out_is_not_called_masked(run: Office, book: str) -> None:
    number = run.propose("3.3.2", "--content", "联系13895012345", "--attach", book)

    done = run.ok("redact", number, "--all", "--strip-hidden")
    said = done.out

    assert "这一次遮盖了审查发现1处\n" in done.err
    assert "共遮盖审查发现1处；共取出隐藏内容1处；改动前的一稿只留在内部" in said
    assert f"附件审批同意以后存出来张贴：pdisc show {number} --save 文件夹" in said


def test_where_nothing_is_hidden_that_is_what_a_refusal_says(run: Office) -> None:
    number = run.propose("3.3.2", "--content", "示例")

    assert "没有可以取出的隐藏内容" in run("redact", number, "--strip-hidden").err


def test_a_long_reason_leaves_the_number_on_one_line() -> None:
    why = "法定职责：单位对外公布的值班手机，由办公室轮流保管，经支部会议同意公开"
    shown = {"id": "F1", "kind": "手机号", "where": "正文", "excerpt": "138****2345"}
    found = FindingRecord(**shown, state=FindingState.EXPLAINED, reason=why, by="示例审核人")
    out = io.StringIO()

    Screen(out, io.StringIO(), width=80, plain=False, color=False).table(finding_table([found]))

    assert "138****2345" in out.getvalue()
    assert max(map(cell_width, out.getvalue().splitlines())) <= 80


def test_a_setting_of_digits_that_counts_nothing_has_no_unit(run: Office) -> None:
    run.ok("config", "set", "本单位号码", "13895012345")
    run.ok("config", "set", "全宗号", "105")

    shown = {name: run.ok("config", "show", name).out for name in ("本单位号码", "全宗号")}

    assert "13895012345 " in shown["本单位号码"]
    assert "105 " in shown["全宗号"]
    assert {rule.unit for rule in shipped_rules()} > WORDED


def test_a_copy_of_the_database_is_to_be_settled_step_by_step(run: Office, tmp_path: Path) -> None:
    other = run.copy(tmp_path / "另一台")
    for office, code in ((run, "1.1.2"), (other, "1.1.1")):
        nil = ("nil", code, "--for", "2026-Q3", "--reason", "没有此类事项")
        office.ok(*nil, "--by", PROPOSER)
    shutil.copy(other.ledger / "ledger.db", run.ledger / "ledger-PC1.db")

    ran = run("verify")

    assert ran.code == 9
    assert "下一步：照表里①②③……办，副本不要删" in ran.out + ran.err


def test_a_name_that_holds_a_number_is_called_a_name(run: Office, tmp_path: Path) -> None:
    other = Office(tmp_path / "另一本", run.clock)
    told = "规则不允许：单位名称、代码里有手机号"

    assert other("init", "--unit", "示例支部13895012345").err.startswith(told)
    assert run("config", "set", "单位名称", "示例支部13895012345").err.startswith(told)


def test_where_an_older_database_came_back_no_entry_is_to_be_made_good(run: Office) -> None:
    older = (run.ledger / "ledger.db").read_bytes()
    nil = ("nil", "1.1.2", "--for", "2026-Q3", "--reason", "没有此类事项")
    run.ok(*nil, "--by", PROPOSER)
    (run.ledger / "ledger.db").rename(run.ledger / "ledger-PC1.db")
    (run.ledger / "ledger.db").write_bytes(older)

    told, steps = run("due").err, run("verify").out

    assert "之后 ledger.db 没有新的，ledger-PC1.db 还有1笔" in told
    assert "以 ledger-PC1.db 为准；怎么办" in told
    assert "把 ledger.db 移进去，再把 files 文件夹复制进去" in steps


def test_each_stop_names_the_way_that_its_text_has(run: Office) -> None:
    number, stop = run.propose("1.1.1", "--content", "示例"), "密级：机密"

    title = run("propose", "1.1.1", "--title", stop, "--content", "示例")
    remark = run("nil", "1.1.2", "--for", "2026-Q3", "--reason", stop, "--by", PROPOSER)
    opinion = run("withdraw", number, "--reason", stop)

    assert "pdisc lift --help" in title.err
    assert "换个说法再写" in remark.err
    assert "--not-a-mark 理由" in opinion.err


def test_an_answer_with_a_stray_key_in_it_is_asked_for_again(
    run: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = run.propose("1.1.1", "--content", "值班电话13895012345")
    words = ("review", number, *ALL_PASS, "--accept", "F1=值班")

    code, asked = at_terminal(run, monkeypatch, "\x0c法定职责\n法定职责\n", *words)

    assert code == 0
    assert asked.count("可以公开的依据") == 2
    assert "--accept：" in asked


QUOTED = (
    "这里有姓名，请看是否该遮",
    "上一笔登记的时间",
    "晚于现在",
    "同步冲突副本",
    "可能是另一台电脑同步来的，保留不动",
    "隐藏内容",
    "未遮盖",
    "已更正，见",
    "已撤下",
    "法定职责",
    "单独同意",
    "公开所必需",
)


@pytest.mark.parametrize("words", QUOTED)
def test_what_the_manual_quotes_the_program_says(words: str) -> None:
    """Hold a saying of the program against its code: whole, or parted by what it fills in."""
    root = Path(__file__).parent.parent
    sources = "".join(path.read_text("utf-8") for path in (root / "pdisc").rglob("*.py"))

    assert words in manual()
    assert words in sources
