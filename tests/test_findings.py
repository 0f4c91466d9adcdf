"""Findings from 提出 to 审批: found, masked, explained; attachments made anew; originals kept."""

import io
import os
import re
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from conftest import ALL_PASS, PROPOSER, REVIEWER, SECRETARY, Office
from stdnum import luhn
from stdnum.cn import ric
from test_extract import docx, jpeg, paragraph, pdf, xlsx
from test_tripwire import holds

MOBILE = "13800001234"
ID = "64999919850307123" + ric.calc_check_digit("64999919850307123?")
CARD = "629999123456789012" + luhn.calc_check_digit("629999123456789012")


def findings(run: Office, number: str) -> list[tuple[str, str, str, str]]:
    """Return id, kind, place and state of each finding."""
    return [
        (each["id"], each["kind"], each["where"], each["state"])
        for each in run.show(number)["findings"]
    ]


def attached(run: Office, number: str) -> dict[str, bytes]:
    """Return the attachments of the version in force, as they are kept."""
    files = run.show(number)["files"]
    return {each["name"]: (run.ledger / "files" / each["sha256"]).read_bytes() for each in files}


def cells(*rows: list[str]) -> str:
    """Return the rows of a sheet whose cells hold these texts."""
    return "".join(
        f'<row r="{line}">'
        + "".join(
            f'<c r="{chr(64 + column)}{line}" t="inlineStr"><is><t>{text}</t></is></c>'
            for column, text in enumerate(row, 1)
        )
        + "</row>"
        for line, row in enumerate(rows, 1)
    )


def table(*rows: list[str]) -> str:
    """Return a Word table of these rows."""
    filled = (
        "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl>{''.join(filled)}</w:tbl>"


def unzipped(data: bytes) -> bytes:
    """Return everything in a zip, one after the other."""
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        return b"".join(box.read(name) for name in box.namelist())


def put(folder: Path, name: str, data: bytes | str) -> str:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return str(path)


# Found


def test_what_is_found_has_an_id_a_kind_a_place_and_a_masked_excerpt(run: Office) -> None:
    number = run.propose("1.1.1", "--title", f"关于{MOBILE}", "--content", f"第一行\n证号{ID}")

    assert findings(run, number) == [
        ("F1", "手机号", "标题", "待处理"),
        ("F2", "身份证号", "正文第 2 行", "待处理"),
    ]
    assert [each["excerpt"] for each in run.show(number)["findings"]] == [
        "138****1234",
        f"64*************{ID[-3:]}",
    ]


def test_attachments_are_screened_cell_by_cell_and_their_names_too(
    run: Office, tmp_path: Path
) -> None:
    sheet = put(tmp_path, f"名册{MOBILE}.xlsx", xlsx(cells(["姓名", "证号"], ["测试甲", ID])))

    number = run.propose("1.1.1", "--attach", sheet)

    assert findings(run, number) == [
        ("F1", "手机号", "附件1的文件名", "待处理"),
        ("F2", "身份证号", "附件1《名册138****1234.xlsx》工作表“名册”!B2", "待处理"),
    ]


@pytest.mark.parametrize("kind", ["docx", "xlsx", "csv"])
def test_a_heading_says_what_the_cells_below_it_are_and_masking_takes_them_out(
    run: Office, tmp_path: Path, kind: str
) -> None:
    rows = [
        ["姓名", "出生日期", "备注"],
        ["测试甲", "1990-05-01", ""],
        ["测试乙", "1985-03-12", "无"],
    ]
    made: dict[str, bytes | str] = {
        "docx": docx(table(*rows)),
        "xlsx": xlsx(cells(*rows)),
        "csv": "".join(",".join(row) + "\n" for row in rows),
    }
    number = run.propose("1.1.1", "--attach", put(tmp_path, f"名册.{kind}", made[kind]))
    assert [found for _, found, *_ in findings(run, number)] == ["出生日期"] * 2

    run.ok("redact", number, "--all")

    assert {state for *_, state in findings(run, number)} == {"已脱敏"}
    data = attached(run, number)[f"名册.{kind}"]
    assert b"1990-05-01" not in (data if kind == "csv" else unzipped(data))


def test_a_platform_s_name_is_published_and_therefore_screened(run: Office) -> None:
    number = run.propose("1.1.1", "--channel", f"网站:{MOBILE}")

    assert findings(run, number) == [("F1", "手机号", "公开形式", "待处理")]


@pytest.mark.parametrize(
    ("text", "scope", "found"),
    [
        ("（此件不公开）", "社会", True),
        ("（此件不公开）", "党内", True),
        ("（此件依申请公开）", "社会", True),
        ("（此件依申请公开）", "党内", False),
        ("（此件删减后公开）", "社会", True),
        ("（此件公开发布）", "社会", False),
    ],
)
def test_a_publication_property_counts_where_it_contradicts_the_scope(
    run: Office, text: str, scope: str, found: bool
) -> None:
    number = run.propose(
        "1.1.1", "--content", f"正文\n{text}", "--scope", scope, "--reason", "收窄"
    )

    assert [kind for _, kind, *_ in findings(run, number)] == ["公开属性"] * found


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("旧表.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        ("坏的.docx", docx(paragraph("甲"))[:-30]),
        ("不认识.bin", bytes(range(256))),
        ("打包.zip", b"PK\x05\x06" + bytes(18)),
    ],
)
def test_a_file_that_nobody_can_read_waits_for_a_named_person(
    run: Office, tmp_path: Path, name: str, data: bytes
) -> None:
    number = run.propose("1.1.1", "--attach", put(tmp_path, name, data))

    assert findings(run, number) == [("F1", "未读内容", f"附件1《{name}》", "待处理")]
    refused = run("review", number, "--by", REVIEWER, *ALL_PASS)
    assert refused.code == 3
    assert "F1" in refused.err
    run.review(number, "--accept", "F1=已打开逐页看过")
    assert run.show(number)["findings"][0]["reason"] == "已打开逐页看过"


def test_a_picture_is_told_and_not_held_up(run: Office, tmp_path: Path) -> None:
    ran = run.ok(
        *("propose", "1.1.1", "--title", "题", "--attach", put(tmp_path, "照片.jpg", jpeg())),
        "--json",
    )

    assert ran.json["findings"] == []
    assert any("像素" in notice for notice in ran.json["notices"])


# Explained


def test_several_findings_are_explained_at_once_by_their_span(run: Office) -> None:
    number = run.propose("1.1.1", "--content", f"{MOBILE}\n13900001234\n13700001234")

    run.review(number, "--accept", "F1-F3=公开的值班电话")

    assert {state for *_, state in findings(run, number)} == {"已说明"}


def test_what_to_type_next_is_masking_where_a_mask_helps(run: Office) -> None:
    number = run.propose("1.1.1", "--content", MOBILE)

    assert run.show(number)["next"] == f"pdisc redact {number} --all"


def test_a_new_version_is_screened_anew_with_the_attachments_that_stay(
    run: Office, tmp_path: Path
) -> None:
    number = run.propose(
        "1.1.1", "--attach", put(tmp_path, "表.csv", f"姓名,电话\n测试甲,{MOBILE}\n")
    )
    run.review(number, "--accept", "F1=公开电话")

    run.ok("revise", number, "--content", "改过的正文")

    assert findings(run, number) == [("F1", "手机号", "附件1《表.csv》第2行第2列", "待处理")]


def test_what_was_read_as_f1_never_becomes_another_finding(run: Office) -> None:
    number = run.propose("1.1.1", "--content", f"值班手机{MOBILE}")
    run.ok("revise", number, "--content", f"证号{ID}，电话见后")

    ran = run("review", number, "--by", REVIEWER, *ALL_PASS, "--accept", "F1=值班手机可以公开")

    assert ran.code == 4
    assert findings(run, number) == [("F2", "身份证号", "正文", "待处理")]
    run.ok("revise", number, "--content", "没有个人信息")
    run.ok("revise", number, "--content", f"手机{MOBILE}")
    assert [name for name, *_ in findings(run, number)] == ["F3"]
    run.ok("redact", number, "--all")
    run.ok("revise", number, "--content", f"手机{MOBILE}，证号{ID}")
    assert [name for name, *_ in findings(run, number)] == ["F4", "F5"]


# Masked


def test_masking_makes_a_new_version_and_keeps_the_old_one_inside(run: Office) -> None:
    number = run.propose("1.1.1", "--content", f"卡号{CARD}，手机{MOBILE}，证号{ID}")
    run.review(number, "--accept", "F1-F3=先通过")

    run.ok("redact", number, "--all", "--by", REVIEWER)

    shown = run.show(number)
    assert (
        shown["content"]
        == f"卡号{'*' * 15}{CARD[-4:]}，手机138****1234，证号64*************{ID[-3:]}"
    )
    assert shown["state"] == "已提出"
    assert (shown["version"], shown["proposed_by"]) == (2, PROPOSER)
    assert {state for *_, state in findings(run, number)} == {"已脱敏"}
    assert ID in shown["versions"][0]["content"]
    run.review(number)


def test_masking_twice_changes_nothing_the_second_time(run: Office) -> None:
    number = run.propose("1.1.1", "--content", MOBILE)
    run.ok("redact", number, "--all")
    content = run.show(number)["content"]

    again = run("redact", number, "--all")

    assert again.code == 3
    assert "没有可以遮盖的内容" in again.err
    assert run.show(number)["content"] == content


def test_a_named_person_is_masked_wherever_the_name_stands(run: Office, tmp_path: Path) -> None:
    word = put(tmp_path, "情况.docx", docx(paragraph("信访人测", "试甲反映")))
    number = run.propose("1.1.1", "--content", "来信人测　试甲。", "--attach", word)

    run.ok("redact", number, "--mask", "测试甲")

    assert run.show(number)["content"] == "来信人测*。"
    with zipfile.ZipFile(io.BytesIO(attached(run, number)["情况.docx"])) as box:
        part = box.read("word/document.xml").decode()
    assert re.sub("<[^>]*>", "", part).strip() == "信访人测*反映"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("表.xlsx", xlsx(cells(["证号"], [ID]))),
        ("文.docx", docx(paragraph("证号", ID))),
        ("表.csv", f"证号\n{ID}\n"),
        ("文.txt", f"证号{ID}\n"),
    ],
)
def test_attachments_lose_the_text_itself_and_the_finished_file_is_screened(
    run: Office, tmp_path: Path, name: str, data: bytes | str
) -> None:
    number = run.propose("1.1.1", "--attach", put(tmp_path, name, data))

    run.ok("redact", number, "--all")

    assert {state for *_, state in findings(run, number)} == {"已脱敏"}
    again = put(tmp_path, f"改后{name}", attached(run, number)[name])
    assert run.ok("screen", again, "--json").json["found"] == 0
    assert run.verify()["ok"]


def test_what_can_not_be_rewritten_is_named_and_must_be_replaced(
    run: Office, tmp_path: Path
) -> None:
    paper = put(tmp_path, "文.pdf", pdf(page=ID))
    number = run.propose("1.1.1", "--content", MOBILE, "--attach", paper)
    waiting = [each for each in findings(run, number) if "附件1" in each[2]]
    assert waiting

    told = run.ok("redact", number, "--all", "--json").json

    assert any("附件1不能改写，要换掉" in notice for notice in told["notices"])
    assert [each for each in findings(run, number) if each[3] == "待处理"] == waiting
    assert run("review", number, "--by", REVIEWER, *ALL_PASS).code == 3
    run.ok("revise", number, "--attach", put(tmp_path, "换过的.txt", "没有个人信息"))
    run.review(number)


def test_where_nothing_but_files_that_can_not_be_rewritten_shows_it_the_refusal_names_them(
    run: Office, tmp_path: Path
) -> None:
    number = run.propose("1.1.1", "--attach", put(tmp_path, "文.pdf", pdf(page=ID)))

    ran = run("redact", number, "--all")

    assert ran.code == 3
    assert "附件1不能改写，要换掉" in ran.err
    assert f"pdisc revise {number} --attach" in ran.err
    assert run.show(number)["version"] == 1


def test_what_was_masked_stays_masked_whatever_is_said_of_it(run: Office) -> None:
    number = run.propose("1.1.1", "--content", f"{MOBILE}，内部资料。")
    run.ok("redact", number, "--all")

    run.review(number, "--accept", "f1-f2=已看过")

    assert [state for *_, state in findings(run, number)] == ["已脱敏", "已说明"]


def test_no_file_is_opened_for_an_act_that_may_not_be_done(run: Office, tmp_path: Path) -> None:
    number = run.walk("已审批", "1.1.1", "--attach", put(tmp_path, "文.txt", "正文"))
    run.ok("publish", number, "--channel", "会议", "--place", "会议室")
    marked = put(tmp_path, "密.txt", "机密★长期")

    published = run("redact", number, "--all")
    unauthorised = run("revise", number, "--attach", marked, "--by", SECRETARY)

    assert "pdisc correct" in published.err
    assert (published.code, unauthorised.code) == (3, 3)
    last = run.ok("log", "--json").json["events"][-1]
    assert last["event"]["refusal"] == "职权"


def test_masking_needs_to_be_told_what(run: Office) -> None:
    number = run.propose()

    assert run("redact", number).code == 2


def test_a_dry_run_of_masking_says_what_would_come_and_keeps_nothing(
    run: Office, tmp_path: Path
) -> None:
    number = run.propose("1.1.1", "--attach", put(tmp_path, "文.txt", f"证号{ID}"))
    kept = sorted(path.name for path in (run.ledger / "files").iterdir())

    told = run.ok("redact", number, "--all", "--dry-run", "--json").json

    assert told["version"] == 2
    assert run.show(number)["version"] == 1
    assert sorted(path.name for path in (run.ledger / "files").iterdir()) == kept


def test_a_mask_may_be_set_otherwise_by_the_office(run: Office) -> None:
    run.ok("config", "set", "手机遮盖", "后2", "--by", SECRETARY)
    number = run.propose("1.1.1", "--content", MOBILE)

    run.ok("redact", number, "--all")

    assert run.show(number)["content"] == "*********34"


def test_no_mask_can_be_set_that_shows_too_much(run: Office) -> None:
    ran = run("config", "set", "身份证遮盖", "前9后9", "--by", SECRETARY)

    assert ran.code == 2


def test_findings_beyond_what_anybody_reads_are_counted(run: Office) -> None:
    many = "\n".join(f"139{n:08d}" for n in range(620))

    number = run.propose("1.1.1", "--content", many)

    found = run.show(number)["findings"]
    assert len(found) == 501
    assert (found[-1]["kind"], found[-1]["where"]) == ("更多发现", "另有120处，没有逐条列出")
    unseen = run("review", number, "--by", REVIEWER, *ALL_PASS, "--accept", "F1-F501=值班电话")
    assert unseen.code == 3
    assert "没有看过的不能一并说明" in unseen.err
    run.ok("redact", number, "--all")
    assert {each["state"] for each in run.show(number)["findings"]} == {"已脱敏"}


# What comes of it


def test_the_dossier_tells_of_an_older_draft_only_that_it_was(run: Office) -> None:
    number = run.propose("1.1.1", "--content", f"手机{MOBILE}")
    run.ok("redact", number, "--all")
    run.review(number)
    run.approve(number)
    run.publish(number)
    run.archive(number)

    dossier = run.ledger / run.show(number)["dossier"]
    files = (path for path in dossier.rglob("*") if path.is_file())
    told = b"".join(x.read_bytes() for x in files if x.suffix not in (".docx", ".pdf")).decode()

    assert MOBILE not in told
    assert "138****1234" in told
    assert "F1　手机号　正文　138****1234　已脱敏" in told


@pytest.mark.parametrize("audience", ["内部", "社会"])
def test_masked_attachments_are_handed_out_under_their_own_names(
    run: Office, tmp_path: Path, audience: str
) -> None:
    number = run.propose("1.1.1", "--attach", put(tmp_path, "名册.txt", f"证号{ID}"))
    run.ok("redact", number, "--all")
    run.review(number)
    run.approve(number)
    run.publish(number)
    target = tmp_path / "张贴用"

    told = run.ok("show", number, "--audience", audience, "--save", str(target), "--json").json

    assert told["saved"] == [str(target / "名册.txt")]
    assert (target / "名册.txt").read_text(encoding="utf-8") == f"证号64*************{ID[-3:]}"


def test_nothing_is_handed_out_of_what_an_audience_may_not_see(run: Office, tmp_path: Path) -> None:
    number = run.propose("1.1.1", "--attach", put(tmp_path, "名册.txt", "名册"))

    ran = run("show", number, "--audience", "社会", "--save", str(tmp_path / "张贴用"))

    assert ran.code == 4
    assert not (tmp_path / "张贴用").exists()


def test_a_reason_stands_with_the_name_of_whoever_gave_it(run: Office) -> None:
    number = run.propose("1.1.1", "--content", f"{MOBILE}\n13900001234\n13700001234")

    run.review(number, "--accept", "f1、Ｆ2－F3＝公开的值班电话")

    assert {(each["reason"], each["by"]) for each in run.show(number)["findings"]} == {
        ("公开的值班电话", REVIEWER)
    }


# Where there is no review any more


def test_a_place_that_tells_a_number_is_refused_because_everybody_reads_it(run: Office) -> None:
    number = run.walk("已审批")

    ran = run("publish", number, "--channel", "会议", "--place", f"找测试甲{MOBILE}")

    assert ran.code == 3
    assert MOBILE not in ran.err
    assert holds(run.ledger, MOBILE) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only there a name is bytes of any kind")
def test_a_file_whose_name_is_no_text_is_refused_as_unsuitable(run: Office, tmp_path: Path) -> None:
    named = os.fsdecode(os.fsencode(tmp_path) + b"/\xb8\xbd\xbc\xfe.txt")
    Path(named).write_text("附件", encoding="utf-8")

    ran = run("propose", "1.1.1", "--title", "题", "--attach", named)

    assert ran.code == 2
    assert "改名后再附" in ran.err


def test_evidence_that_nobody_can_read_is_kept_and_told(run: Office, tmp_path: Path) -> None:
    number = run.walk("已审核")
    scan = put(tmp_path, "审批表.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))

    told: Any = run.ok("approve", number, "--by", SECRETARY, "--evidence", scan, "--json").json

    assert any("凭证1没有全部读到" in notice for notice in told["notices"])


# Any file, without a ledger


def test_any_file_is_screened_without_a_ledger(run: Office, tmp_path: Path) -> None:
    nowhere = str(tmp_path / "没有台账")
    paper = put(tmp_path, "通知.txt", f"联系人测试甲 {MOBILE}\n秘密★1年\n内部资料")

    ran = run("screen", paper, "--ledger", nowhere, "--json", "--exit-code")

    assert ran.code == 20
    (record,) = ran.json["files"]
    assert [(each["kind"], each["where"], each["handling"]) for each in record["findings"]] == [
        ("手机号", "第1行", "遮盖"),
        ("密级标志", "第2行", "不得公开"),
        ("内部标志", "第3行", "由具名的人说明"),
    ]
    assert MOBILE not in ran.out
    assert not Path(nowhere).exists()


def test_a_clean_file_is_exit_0_and_said_to_be_clean(run: Office, tmp_path: Path) -> None:
    ran = run("screen", put(tmp_path, "通知.txt", "定于周五召开支部党员大会。"), "--exit-code")

    assert ran.code == 0
    assert "没有发现" in ran.out


def test_an_unread_file_counts_as_something_found(run: Office, tmp_path: Path) -> None:
    ran = run(
        "screen",
        put(tmp_path, "旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        "--exit-code",
        "--json",
    )

    assert ran.code == 20
    assert ran.json["files"][0]["read"] is False
    assert ran.json["files"][0]["findings"][0]["handling"] == "由具名的人看过"


def test_several_files_are_numbered_through_and_missing_ones_all_said(
    run: Office, tmp_path: Path
) -> None:
    papers = [put(tmp_path, f"{n}.txt", MOBILE) for n in range(2)]

    found = run.ok("screen", *papers, "--json").json
    wrong = run("screen", str(tmp_path / "无1"), str(tmp_path / "无2"), str(tmp_path))

    assert [each["id"] for file in found["files"] for each in file["findings"]] == ["F1", "F2"]
    assert wrong.code == 2
    assert wrong.err.count("没有这个文件") == 2
    assert "文件夹" in wrong.err


def test_typed_text_is_screened_from_standard_input(run: Office) -> None:
    ran = run("screen", "-", "--json", stdin=f"电话{MOBILE}")

    assert ran.json["found"] == 1
