"""未遮盖: a mask that a file couldn't take is a finding until the file is replaced or explained."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from conftest import ALL_PASS, REVIEWER, Office
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject
from test_extract import docx, jpeg, paragraph
from test_findings import put

NAME = "欧阳示例"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
ZIP = b"PK\x05\x06" + bytes(18)


def page(text: str) -> bytes:
    """Return a PDF of one page with a line of text, and nothing else."""
    writer, out = PdfWriter(), io.BytesIO()
    blank = writer.add_blank_page(300, 300)
    content = DecodedStreamObject()
    content.set_data(f"BT /F1 12 Tf 20 200 Td ({text}) Tj ET".encode())
    names = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    font = DictionaryObject({NameObject(k): NameObject(v) for k, v in names.items()})
    fonts = DictionaryObject({NameObject("/F1"): font})
    blank[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    blank[NameObject("/Contents")] = writer._add_object(content)
    writer.write(out)
    return out.getvalue()


LOCKED = docx(paragraph(f"{NAME}反映"), {"word/embeddings/oleObject1.bin": OLE})
"""A Word file that is read, and not rewritten because of what is embedded in it."""


def owed(run: Office, number: str) -> list[tuple[str, str, str]]:
    """Return place, excerpt and state of each mask that was owed."""
    return [
        (each["where"], each["excerpt"], each["state"])
        for each in run.show(number)["findings"]
        if each["kind"] == "未遮盖"
    ]


def waiting(run: Office, number: str) -> list[str]:
    """Return the numbers of the masks that are still owed."""
    return [
        each["id"]
        for each in run.show(number)["findings"]
        if (each["kind"], each["state"]) == ("未遮盖", "待处理")
    ]


def told(run: Office, number: str) -> str:
    """Return all that findings say, wherever they are shown."""
    shown = run.show(number)["findings"]
    drawn = run.ok("show", number).out.partition("审查发现")[2]
    events = run.ok("log", number, "--json").json["events"]
    logged = [each["event"].get("findings", []) for each in events]
    return json.dumps([shown, logged], ensure_ascii=False) + drawn


@pytest.fixture
def masked(run: Office, tmp_path: Path) -> str:
    """Return a disclosure whose text took a mask and whose PDF couldn't."""
    paper = put(tmp_path, "名单.pdf", page("Ouyang"))
    number = run.propose("3.3.2", "--content", "Ouyang反映", "--attach", paper)
    run.ok("redact", number, "--mask", "Ouyang")
    return number


def test_a_name_that_a_pdf_keeps_is_a_finding_on_that_attachment(run: Office, masked: str) -> None:
    assert run.show(masked)["content"] == "****反映"
    assert owed(run, masked) == [
        ("附件1《名单.pdf》：要遮盖的内容还在（PDF里的文字不能改写）", "****", "待处理")
    ]
    assert run.show(masked)["next"] == f"pdisc revise {masked} --attach 换过的文件"


def test_no_review_passes_while_a_mask_is_owed(run: Office, masked: str) -> None:
    ran = run("review", masked, "--by", REVIEWER, *ALL_PASS)

    assert ran.code == 3
    assert waiting(run, masked)[0] in ran.err
    assert f"pdisc revise {masked} --attach" in ran.err
    assert run("approve", masked, "--by", REVIEWER).code == 3


def test_a_mask_that_is_owed_outlives_a_new_text_and_another_mask(run: Office, masked: str) -> None:
    run.ok("revise", masked, "--content", "另一段 13895012345")
    assert len(waiting(run, masked)) == 1

    run.ok("redact", masked, "--all")

    assert len(waiting(run, masked)) == 1
    assert run("review", masked, "--by", REVIEWER, *ALL_PASS).code == 3


def test_a_file_without_the_name_ends_the_duty(run: Office, masked: str, tmp_path: Path) -> None:
    run.ok("revise", masked, "--attach", put(tmp_path, "换过的.pdf", page("O**")))

    assert owed(run, masked) == []
    run.review(masked)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("还有.txt", "联系人：Ou yang"),
        ("还有.docx", docx(paragraph("Ouy", "ang"))),
        ("看不出.zip", ZIP),
        ("照片.jpg", jpeg()),
    ],
)
def test_a_file_in_which_the_name_stands_or_may_stand_takes_the_duty_over(
    run: Office, masked: str, tmp_path: Path, name: str, data: Any
) -> None:
    run.ok("revise", masked, "--attach", put(tmp_path, name, data))

    assert len(waiting(run, masked)) == 1
    assert name in owed(run, masked)[0][0]


def test_a_mask_that_is_owed_may_be_explained_by_name(run: Office, masked: str) -> None:
    (name,) = waiting(run, masked)

    run.review(masked, "--accept", f"{name}=本人书面同意公开")

    (finding,) = [each for each in run.show(masked)["findings"] if each["kind"] == "未遮盖"]
    assert (finding["state"], finding["by"]) == ("已说明", REVIEWER)


@pytest.mark.parametrize(
    ("name", "data"),
    [("名单.doc", OLE), ("打包.zip", ZIP), ("照片.jpg", jpeg()), ("坏的.docx", LOCKED[:-30])],
)
def test_where_nobody_can_read_a_file_nobody_knows_that_a_name_is_gone(
    run: Office, tmp_path: Path, name: str, data: bytes
) -> None:
    number = run.propose("3.3.2", "--content", "情况", "--attach", put(tmp_path, name, data))

    run.ok("redact", number, "--mask", NAME)

    assert owed(run, number) == [
        (f"附件1《{name}》：没有全部读到，要遮盖的内容可能还在", "欧阳*", "待处理")
    ]
    assert NAME not in told(run, number)


def test_a_word_file_that_could_not_be_rewritten_owes_the_mask(run: Office, tmp_path: Path) -> None:
    paper = put(tmp_path, "情况.docx", LOCKED)
    number = run.propose("3.3.2", "--content", f"{NAME}来信", "--attach", paper)

    run.ok("redact", number, "--mask", NAME)

    assert [excerpt for _, excerpt, _ in owed(run, number)] == ["欧阳*"]
    assert NAME not in told(run, number)


def test_a_mask_that_only_a_file_needs_is_recorded_though_nothing_else_changes(
    run: Office, tmp_path: Path
) -> None:
    paper = put(tmp_path, "名单.pdf", page("Ouyang"))
    number = run.propose("3.3.2", "--content", "情况", "--attach", paper)
    run.review(number)

    run.ok("redact", number, "--mask", "Ouyang")

    assert (run.show(number)["state"], len(waiting(run, number))) == ("已提出", 1)
    again = run("redact", number, "--mask", "Ouyang")
    assert again.code == 3
    assert "附件1不能改写，要换掉" in again.err


def test_what_was_explained_is_owed_again_when_it_is_asked_for_again(
    run: Office, masked: str
) -> None:
    run.review(masked, "--accept", f"{waiting(run, masked)[0]}=看过")

    run.ok("redact", masked, "--mask", "Ouyang")

    assert len(waiting(run, masked)) == 1


def test_two_names_with_one_mask_are_two_duties(run: Office, tmp_path: Path) -> None:
    number = run.propose("3.3.2", "--attach", put(tmp_path, "打包.zip", ZIP))

    run.ok("redact", number, "--mask", "欧阳示甲", "--mask", "欧阳示乙")

    assert len(waiting(run, number)) == 2


def test_a_readable_file_without_the_name_owes_nothing(run: Office, tmp_path: Path) -> None:
    paper = put(tmp_path, "表.pdf", page("no name"))
    number = run.propose("3.3.2", "--content", f"{NAME}来信", "--attach", paper)

    run.ok("redact", number, "--mask", NAME)

    assert owed(run, number) == []
    run.review(number)
    assert run.verify()["ok"]
