"""What is saved for the board is what was approved; anything else says that it isn't for others."""

from pathlib import Path

import pytest
from conftest import Office
from test_findings import ID, put


def test_before_the_approval_nothing_is_handed_out_for_the_board(
    run: Office, tmp_path: Path
) -> None:
    number = run.propose("1.1.1", "--attach", put(tmp_path, "名册.txt", f"证号{ID}"))
    target = tmp_path / "张贴用"

    ran = run("show", number, "--save", str(target))

    assert ran.code == 3
    assert "没有批准公开" in ran.err
    assert "1处审查发现待处理" in ran.err
    assert not target.exists()


@pytest.mark.parametrize("state", ["已提出", "退回修改", "已审核", "报批中", "不予公开", "已撤回"])
def test_in_no_state_without_an_approval(run: Office, tmp_path: Path, state: str) -> None:
    number = run.walk(state, "1.1.1")

    assert run("show", number, "--save", str(tmp_path / "张贴用")).code == 3
    assert not (tmp_path / "张贴用").exists()
    inside = run.ok("show", number, "--save", str(tmp_path / "看"), "--internal", "--json").json
    assert [Path(path).name for path in inside["saved"]] == ["〔内部〕正文.txt"]


def test_what_was_filed_without_being_published_is_not_for_the_board(
    run: Office, tmp_path: Path
) -> None:
    number = run.walk("不予公开", "1.1.1")
    run.archive(number)

    assert run("show", number, "--save", str(tmp_path / "张贴用")).code == 3


def test_the_masked_text_comes_out_with_its_attachments(run: Office, tmp_path: Path) -> None:
    paper = put(tmp_path, "名册.txt", f"证号{ID}")
    number = run.propose(
        *("1.3.3", "--occurred", "2026-11-23", "--title", "示例活动"),
        *("--content", "联系人手机13800001234", "--attach", paper),
    )
    run.ok("redact", number, "--all")
    run.review(number)
    run.approve(number)

    saved = run.ok("show", number, "--save", str(tmp_path / "张贴用"), "--json").json["saved"]

    assert [Path(path).name for path in saved] == ["名册.txt", "正文.txt"]
    text = Path(saved[1]).read_text(encoding="utf-8-sig")
    assert text == "示例活动\n\n联系人手机138****1234\n"
    assert ID not in Path(saved[0]).read_text(encoding="utf-8")


def test_a_text_and_an_attachment_of_one_name_are_both_kept(run: Office, tmp_path: Path) -> None:
    paper = put(tmp_path, "正文.txt", "附件的文字")
    number = run.propose("1.3.1", "--content", "方案的文字", "--attach", paper)
    run.review(number)
    run.approve(number)

    saved = run.ok("show", number, "--save", str(tmp_path / "张贴用"), "--json").json["saved"]

    assert [Path(path).name for path in saved] == ["正文.txt", "正文（2）.txt"]


def test_a_long_name_is_handed_out_whole_and_cut_only_where_no_system_takes_it(
    run: Office, tmp_path: Path
) -> None:
    name = f"{'示例公告' * 20}示.txt"  # 247 bytes: 〔内部〕 before it is too much
    number = run.propose("1.3.1", "--attach", put(tmp_path, name, "附件的文字"))
    run.review(number)
    run.approve(number)

    board = run.ok("show", number, "--save", str(tmp_path / "张贴用"), "--json").json["saved"]
    inside = run.ok(*("show", number, "--save", str(tmp_path / "看"), "--internal", "--json")).json[
        "saved"
    ]

    assert Path(board[0]).name == name
    assert Path(inside[0]).name.startswith("〔内部〕示例公告")
    assert Path(inside[0]).suffix == ".txt"
    assert Path(inside[0]).read_text(encoding="utf-8") == "附件的文字"


def test_internal_alone_is_a_usage_error(run: Office) -> None:
    number = run.walk("已审批", "1.1.1")

    assert run("show", number, "--internal").code == 2
    assert run("show", number, "--internal", "--save", "夹", "--audience", "社会").code == 2
