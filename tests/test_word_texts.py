"""`--content-file x.docx`: what stands on the page becomes the text, and nothing else does."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from conftest import PROPOSER, Office
from docx.oxml import OxmlElement

PLAN = ("propose", "1.1.1", "--title", "三季度学习", "--json")


def written(path: Path, fill: Callable[..., None]) -> Path:
    """Write a Word file that `fill` fills."""
    document = docx.Document()
    fill(document)
    document.save(str(path))
    return path


def article(document: docx.document.Document) -> None:
    document.add_heading("学习贯彻情况", 1)
    document.add_paragraph("第一段：支部研究制定措施五条。")
    document.add_paragraph("")
    document.add_paragraph("第二段：")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["科室", "次数", "办公室", "3"], strict=True):
        cell.text = text
    document.add_paragraph("第三段：完。")


def test_a_word_file_becomes_the_text_and_isn_t_attached(run: Office, tmp_path: Path) -> None:
    made = run.ok(*PLAN, "--content-file", str(written(tmp_path / "学习.docx", article))).json
    assert made["content"].split("\n") == [
        "学习贯彻情况",
        "第一段：支部研究制定措施五条。",
        "",
        "第二段：",
        "科室\t次数",
        "办公室\t3",
        "第三段：完。",
    ]
    assert run.show(made["number"])["files"] == []


def test_tracked_changes_and_hidden_words_are_told_and_left_out(
    run: Office, tmp_path: Path
) -> None:
    def fill(document: docx.document.Document) -> None:
        paragraph = document.add_paragraph("看得到的")
        hidden = paragraph.add_run("藏起来的")
        hidden.font.hidden = True
        inserted = OxmlElement("w:ins")
        run_of = OxmlElement("w:r")
        text = OxmlElement("w:t")
        text.text = "，新加的"
        run_of.append(text)
        inserted.append(run_of)
        paragraph._p.append(inserted)
        deleted = OxmlElement("w:del")
        old = OxmlElement("w:r")
        gone = OxmlElement("w:delText")
        gone.text = "删掉的"
        old.append(gone)
        deleted.append(old)
        paragraph._p.append(deleted)

    made = run.ok(*PLAN, "--content-file", str(written(tmp_path / "修订.docx", fill))).json
    assert made["content"] == "看得到的，新加的"
    told = "".join(made["notices"])
    assert "隐藏的文字没有带进正文" in told
    assert "修订" in told


def test_what_stands_in_a_control_a_link_and_a_box_is_read(run: Office, tmp_path: Path) -> None:
    def fill(document: docx.document.Document) -> None:
        paragraph = document.add_paragraph("前")
        control = OxmlElement("w:sdt")
        content = OxmlElement("w:sdtContent")
        for name in ("w:hyperlink", "w:smartTag"):
            holder = OxmlElement(name)
            inner = OxmlElement("w:r")
            text = OxmlElement("w:t")
            text.text = name[2:4]
            inner.append(text)
            holder.append(inner)
            content.append(holder)
        control.append(content)
        paragraph._p.append(control)
        paragraph.add_run("后")
        box = OxmlElement("w:txbxContent")
        boxed = OxmlElement("w:p")
        inner = OxmlElement("w:r")
        text = OxmlElement("w:t")
        text.text = "框里的话"
        inner.append(text)
        boxed.append(inner)
        box.append(boxed)
        holder = OxmlElement("w:pict")
        holder.append(box)
        last = paragraph.add_run("")
        last._r.append(holder)

    made = run.ok(*PLAN, "--content-file", str(written(tmp_path / "框.docx", fill))).json
    assert made["content"] == "前hysm后\n框里的话"


def test_a_table_in_a_table_is_read_once(run: Office, tmp_path: Path) -> None:
    def fill(document: docx.document.Document) -> None:
        outer = document.add_table(rows=1, cols=2)
        outer.cell(0, 0).text = "外"
        inner = outer.cell(0, 1).add_table(rows=2, cols=1)
        inner.cell(0, 0).text = "里一"
        inner.cell(1, 0).text = "里二"

    made = run.ok(*PLAN, "--content-file", str(written(tmp_path / "套.docx", fill))).json
    assert made["content"] == "外\t里一 里二"


def test_automatic_numbers_headers_and_pictures_are_told(run: Office, tmp_path: Path) -> None:
    def fill(document: docx.document.Document) -> None:
        paragraph = document.add_paragraph("有序号的一段")
        properties = paragraph._p.get_or_add_pPr()
        properties.append(OxmlElement("w:numPr"))
        document.sections[0].header.paragraphs[0].text = "示例单位内部刊物"

    made = run.ok(*PLAN, "--content-file", str(written(tmp_path / "号.docx", fill))).json
    told = "".join(made["notices"])
    assert "有1段的序号是 Word 自动编的" in told
    assert "页眉没有带进正文" in told


@pytest.mark.parametrize("place", ["text", "header", "hidden"])
def test_a_mark_of_secrecy_anywhere_in_the_file_stops_it(
    run: Office, tmp_path: Path, place: str
) -> None:
    def fill(document: docx.document.Document) -> None:
        document.add_paragraph("会议通过了三项措施。")
        if place == "header":
            document.sections[0].header.paragraphs[0].text = "机密★5年"
            return
        added = document.add_paragraph().add_run("机密★5年")
        added.font.hidden = place == "hidden"

    path = written(tmp_path / "密.docx", fill)
    ran = run(*PLAN, "--content-file", str(path))
    assert ran.code == 3
    assert run.ok("list", "--json").json["disclosures"] == []
    assert any(each["kind"] == "拒绝" for each in run.ok("log", "--json").json["events"])


def test_personal_values_in_a_word_text_are_found_as_in_any_text(
    run: Office, tmp_path: Path
) -> None:
    path = written(tmp_path / "人.docx", lambda document: document.add_paragraph("手机13900001234"))
    made = run.ok(*PLAN, "--content-file", str(path)).json
    assert [each["kind"] for each in made["findings"]] == ["手机号"]


def other_files() -> dict[str, tuple[bytes, str]]:
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as box:
        box.writestr("[Content_Types].xml", "<Types/>")
        box.writestr("xl/workbook.xml", "<workbook/>")
    return {
        "表.xlsx": (zipped.getvalue(), "--attach"),
        "旧.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "另存为 docx"),
        "旧.wps": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "另存为 docx"),
        "扫描.pdf": (b"%PDF-1.7\n%", "--attach"),
        "旧.rtf": (rb"{\rtf1 text}", "另存为 docx"),
        "坏.docx": (b"PK\x03\x04" + bytes(40), "损坏"),
    }


@pytest.mark.parametrize("name", other_files())
def test_what_can_t_be_a_text_is_told_with_what_to_do(
    run: Office, tmp_path: Path, name: str
) -> None:
    data, advice = other_files()[name]
    path = tmp_path / name
    path.write_bytes(data)
    ran = run("propose", "1.1.1", "--title", "甲", "--content-file", str(path))
    assert ran.code == 2
    assert advice in ran.err


def test_a_text_in_gbk_is_still_read(run: Office, tmp_path: Path) -> None:
    path = tmp_path / "正文.txt"
    path.write_bytes("会议通过了三项措施，各科室按时落实。".encode("gb18030"))
    assert run.ok(*PLAN, "--content-file", str(path)).json["content"].startswith("会议通过")


def test_revise_takes_a_word_file_too(run: Office, tmp_path: Path) -> None:
    number = run.propose()
    path = written(tmp_path / "改.docx", lambda document: document.add_paragraph("改过的正文。"))
    made = run.ok("revise", number, "--content-file", str(path), "--by", PROPOSER, "--json").json
    assert made["content"] == "改过的正文。"


def test_a_word_file_without_a_word_is_an_empty_text(run: Office, tmp_path: Path) -> None:
    path = written(tmp_path / "空.docx", lambda document: document.add_paragraph("  "))
    ran = run("propose", "1.1.1", "--title", "甲", "--content-file", str(path))
    assert ran.code == 2
    assert "正文是空的" in ran.err
