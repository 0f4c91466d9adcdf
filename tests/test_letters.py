"""告知书, 不予公开告知书, 补正通知, 登记表: what somebody who asked is told on paper."""

import re
import zipfile
from pathlib import Path

import pytest
from conftest import SECRETARY, Office

NAME, CONTACT, MOBILE = "示例甲", "示例路1号", "13895012345"
ASKED = f"请公开食堂采购价格，回复到{MOBILE}"
REFUSAL = ("--reason", "涉及商业秘密", "--basis", "条例第十五条")


def add(run: Office, content: str = ASKED) -> str:
    who = ("--name", NAME, "--contact", CONTACT, "--received", "2026-11-23")
    added = run.ok("request", "add", "--content", content, *who, "--json").json
    return str(added["id"])


def decide(run: Office, id_: str, outcome: str, *more: str) -> None:
    run.ok("request", "decide", id_, "--outcome", outcome, "--by", SECRETARY, *more)


def printed(run: Office, folder: Path, form: str, id_: str, *more: str) -> str:
    """Return the words of a printed form, a paragraph a line; no other part names who asked."""
    out = folder / f"{form}{len(more)}.docx"
    run.ok("print", form, id_, "--out", str(out), *more)
    with zipfile.ZipFile(out) as box:
        parts = {name: box.read(name).decode("utf-8", "replace") for name in box.namelist()}
    body = parts.pop("word/document.xml")
    assert not any(secret in part for part in parts.values() for secret in (NAME, CONTACT))
    return "\n".join(
        "".join(re.findall(r"<w:t[^>]*>([^<]*)", paragraph)) for paragraph in body.split("</w:p>")
    )


def test_the_letter_says_what_was_asked_and_what_is_answered(run: Office, tmp_path: Path) -> None:
    id_ = add(run)
    decide(run, id_, "区分处理", *REFUSAL)
    run.ok("request", "answer", id_, "--content", "采购总额在公开栏公布")

    text = printed(run, tmp_path, "告知书", id_)

    assert "2026年11月23日收到您口头提出的点题：“请公开食堂采购价格，回复到138****2345”。" in text
    assert "现答复如下：采购总额在公开栏公布" in text
    assert "其中不予公开的部分：依据：条例第十五条。理由：涉及商业秘密。" in text
    assert f"点题 {id_}　回执" in text


def test_a_refusal_tells_its_basis_and_who_above_was_told(run: Office, tmp_path: Path) -> None:
    id_ = add(run)
    decide(run, id_, "不予公开", *REFUSAL)
    run.ok("request", "refer", id_, "--to", "示例工委")

    text = printed(run, tmp_path, "不予公开告知书", id_)

    assert "决定不予公开。依据：条例第十五条。理由：涉及商业秘密。" in text
    assert "已经报告示例工委，其意见另行告知" in text


def test_what_is_missing_is_asked_for_by_a_day(run: Office, tmp_path: Path) -> None:
    id_ = add(run)
    decide(run, id_, "补正", "--reason", "写明要哪一年的")

    text = printed(run, tmp_path, "补正通知", id_)

    # decided on Tuesday 24 November; seven working days later is Thursday 3 December
    assert "请于2026年12月3日前补正：写明要哪一年的。" in text


def test_every_voice_gets_a_letter_of_its_own(run: Office, tmp_path: Path) -> None:
    first, second = add(run), add(run, "食堂采购的价格")
    run.ok("request", "join", second, first)
    decide(run, first, "应公开未公开")
    run.ok("request", "answer", first, "--content", "近日在公开栏公布")

    both, one = printed(run, tmp_path, "告知书", first), printed(run, tmp_path, "告知书", second)

    assert both.count("现答复如下：近日在公开栏公布") == 2
    assert one.count("现答复如下：近日在公开栏公布") == 1
    assert "“食堂采购的价格”" in one


@pytest.mark.parametrize("form", ["登记表", "告知书"])
def test_who_asked_stands_on_paper_only_where_it_is_wanted(
    run: Office, tmp_path: Path, form: str
) -> None:
    id_ = add(run)
    decide(run, id_, "应公开未公开")
    run.ok("request", "answer", id_, "--content", "近日在公开栏公布")

    plain, named = (printed(run, tmp_path, form, id_, *more) for more in ((), ("--named",)))

    assert NAME not in plain
    assert "____" in plain
    assert NAME in named


def test_the_sheet_holds_the_whole_course(run: Office, tmp_path: Path) -> None:
    id_ = add(run)
    decide(run, id_, "不予公开", *REFUSAL)
    run.ok("request", "answer", id_, "--content", "不予公开，理由见告知书")

    text = printed(run, tmp_path, "登记表", id_)

    for told in ("2026-11-26", "2026-12-14", "不予公开", SECRETARY, "不予公开，理由见告知书"):
        assert told in text  # three and fifteen working days after 23 November


def test_the_same_ledger_and_day_give_the_same_bytes(run: Office, tmp_path: Path) -> None:
    id_ = add(run)
    for name in ("一.docx", "二.docx"):
        run.ok("print", "登记表", id_, "--out", str(tmp_path / name))

    assert (tmp_path / "一.docx").read_bytes() == (tmp_path / "二.docx").read_bytes()


@pytest.mark.parametrize(
    ("form", "code", "said"),
    [
        ("告知书", 3, "还没有答复可告知"),
        ("不予公开告知书", 3, "还没有答复可告知"),
        ("补正通知", 3, "没有要补正的"),
    ],
)
def test_a_letter_that_has_nothing_to_tell_isn_t_printed(
    run: Office, tmp_path: Path, form: str, code: int, said: str
) -> None:
    id_ = add(run)
    out = tmp_path / "信.docx"

    ran = run("print", form, id_, "--out", str(out))

    assert ran.code == code
    assert said in ran.err
    assert not out.exists()


def test_the_wrong_letter_names_the_right_one(run: Office) -> None:
    id_ = add(run)
    decide(run, id_, "不予公开", *REFUSAL)

    ran = run("print", "告知书", id_)

    assert ran.code == 3
    assert f"pdisc print 不予公开告知书 {id_}" in ran.err


def test_a_letter_wants_to_know_to_which_request(run: Office) -> None:
    add(run)

    assert run("print", "告知书").code == 2
    assert run("print", "告知书", "2026-D009").code == 4
    assert run("print", "每周要办", "--named").code == 2


def test_what_a_letter_repeats_of_the_view_above_names_nothing_inside(run: Office) -> None:
    title = "示例三季度党费收缴使用情况"
    inside = run.walk("已公开", "3.4.1", "--title", title)
    id_ = add(run)
    decide(run, id_, "不予公开", *REFUSAL)

    for told in (f"见{inside}", f"已在“{title}”里说明"):
        ran = run("request", "refer", id_, "--view", told)
        assert ran.code == 3, told
        assert "范围" in ran.err
