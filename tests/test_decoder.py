"""What comes in as bytes: surely read, or refused; and what hides behind a file's end."""

import io
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from conftest import Office
from PIL import Image
from test_extract import docx, paragraph, xlsx

from pdisc.screening.decoding import Undecodable, decode
from pdisc.screening.draft import file_hits
from pdisc.screening.files.extract import extract
from pdisc.screening.files.kinds import Kind
from pdisc.screening.files.rewrite import rewrite
from pdisc.words import FindingKind

TRADITIONAL = {
    "a mark and a title": "機密★3年 關於人員調整的請示",
    "one mark": "機密",
    "another": "絕密",
    "a mark between figures": "2026-11-26,100,200,300\n1,秘密3年,2\n" * 40,
    "a list with a number": "姓名,電話\n示例甲,13895012345",
    "a sentence": "關於召開會議的通知，請各單位準時參加。",
}
JAPANESE = {
    "a mark and a title": "機密★3年 人員調整について",
    "one mark": "極秘",
    "a sentence": "会議のお知らせ",
    "half-width kana": "ｶﾅ 名前",
}
SIMPLIFIED = {
    "a sentence": "关于召开会议的通知，请各单位准时参加。",
    "rare names": "姓名,性别\n王喆堃,男\n李玥婷,女\n张珺琪,女\n陈翀,男\n赵彧,男\n闫淼淼,女",
    "nothing but rare names": "喆堃\n李玥\n张珺\n陈翀\n赵彧",
    "a picture of a face": "通知😀，请大家参加",
    "a character of the office's own": "\ue000 示例党支部的名单",
    "figures": "序号\t金额\n1\t2.5\n" * 50,
    "one word": "公开",
}
PLAN = ("propose", "1.1.1", "--title", "示例标题")


@pytest.mark.parametrize("name", TRADITIONAL)
def test_big5_is_never_taken_for_gb18030(name: str) -> None:
    with pytest.raises(Undecodable, match="编码不认识"):
        decode(TRADITIONAL[name].encode("cp950"))


@pytest.mark.parametrize("name", JAPANESE)
def test_shift_jis_is_never_taken_for_gb18030(name: str) -> None:
    with pytest.raises(Undecodable, match="编码不认识"):
        decode(JAPANESE[name].encode("cp932"))


@pytest.mark.parametrize("name", SIMPLIFIED)
@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
def test_what_offices_write_is_read(name: str, encoding: str) -> None:
    assert decode(SIMPLIFIED[name].encode(encoding)).text == SIMPLIFIED[name]


@pytest.mark.parametrize(
    "data",
    [
        "機密".encode("iso2022_jp"),
        "机密".encode("hz"),
        "Секретно приказ".encode("cp1251"),
        "会議のお知らせ 人員調整について".encode("euc_jp"),
        "机密3年".encode("utf-16-le"),
        "机密3年".encode("utf-32"),
    ],
    ids=["ISO-2022", "HZ", "Cyrillic", "EUC-JP", "UTF-16 without a mark", "UTF-32"],
)
def test_other_encodings_are_refused(data: bytes) -> None:
    with pytest.raises(Undecodable):
        decode(data)


@pytest.mark.parametrize("encoding", ["cp950", "cp932"])
def test_a_text_that_isnt_surely_read_is_refused_as_content_and_unread_as_a_file(
    run: Office, tmp_path: Path, encoding: str
) -> None:
    text = TRADITIONAL["a mark and a title"] if encoding == "cp950" else JAPANESE["one mark"]
    path = tmp_path / "正文.txt"
    path.write_bytes(text.encode(encoding))
    ran = run(*PLAN, "--content-file", str(path))
    assert (ran.code, "编码不认识" in ran.err) == (2, True)
    screened = run.ok("screen", str(path), "--json").json
    assert [each["kind"] for each in screened["findings"]] == [FindingKind.UNREAD]


def test_a_text_of_ten_million_characters_is_counted_right(run: Office, tmp_path: Path) -> None:
    path = tmp_path / "正文.txt"
    path.write_text("字" * 10_000_000, encoding="utf-8")
    ran = run(*PLAN, "--content-file", str(path))
    assert ran.code == 2
    assert "正文有10000000个字" in ran.err


@pytest.mark.parametrize("before", ["\n", " \r\n\t\n", "\ufeff", "\ufeff\n"])
def test_rtf_behind_blanks_or_a_mark_is_rtf(before: str) -> None:
    data = (before + r"{\rtf1\ansi \u26426?\u23494?}").encode()
    assert extract(data, "a.txt").kind is Kind.MARKUP
    assert extract(data, "a.rtf").not_read


@pytest.mark.parametrize("word", ["=?utf-8?B?5py65a+G4piFM+W5tA==?=", "=?gb2312?q?=BB=FA=C3=DC?="])
def test_words_coded_in_a_mails_headers_are_unread(word: str) -> None:
    mail = f"From: test@example.invalid\nSubject: {word}\n\n正文\n".encode()
    assert extract(mail, "a.eml").not_read
    assert extract(mail, "a.txt").not_read


# Behind an end


def picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((64, 64), 90).save(out, kind)
    return out.getvalue()


ENDED = {
    "a.docx": docx(paragraph("正文")),
    "a.xlsx": xlsx('<row><c t="str"><v>正文</v></c></row>'),
    "a.png": picture("PNG"),
    "a.jpg": picture("JPEG"),
    "a.gif": picture("GIF"),
    "a.webp": picture("WEBP"),
    "a.bmp": picture("BMP"),
}


@pytest.mark.parametrize("name", ENDED)
def test_bytes_behind_a_files_end_are_unread(name: str) -> None:
    assert extract(ENDED[name], name).not_read == ()
    assert extract(ENDED[name] + b"\0\0\r\n ", name).not_read == ()
    (told,) = extract(ENDED[name] + "机密★3年".encode(), name).not_read
    assert "不属于它的数据，未读取" in told


def test_a_picture_behind_a_picture_is_read_as_one() -> None:
    assert extract(ENDED["a.jpg"] * 2, "a.jpg").not_read == ()
    assert extract(ENDED["a.jpg"] * 2 + b"text", "a.jpg").not_read


def test_a_picture_of_countless_pictures_is_refused_soon() -> None:
    data = ENDED["a.jpg"] + b"\xff\xd8\xff\xd9" * 3_000_000
    began = time.process_time()
    assert extract(data, "a.jpg").not_read
    assert time.process_time() - began < 5


def test_a_progressive_jpeg_ends_where_it_ends() -> None:
    out = io.BytesIO()
    Image.effect_noise((200, 200), 90).convert("RGB").save(out, "JPEG", progressive=True)
    assert extract(out.getvalue(), "a.jpg").not_read == ()
    assert extract(out.getvalue() + b"text", "a.jpg").not_read


def test_bytes_before_and_between_a_zips_members_are_unread() -> None:
    """A zip behind a zip: its library reads the last."""
    both = docx(paragraph("机密")) + docx(paragraph("正文"))
    assert any("不属于它的数据" in told for told in extract(both, "a.docx").not_read)


def test_a_zip_written_as_a_stream_has_no_strays() -> None:
    out = io.BytesIO()

    class Stream(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            return out.write(data)  # type: ignore[arg-type]

    with zipfile.ZipFile(io.BytesIO(ENDED["a.docx"])) as old, zipfile.ZipFile(Stream(), "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    assert extract(out.getvalue(), "a.docx").not_read == ()


def test_a_rewritten_file_has_lost_what_stood_behind_its_end() -> None:
    data = docx(paragraph("示例甲")) + "示例甲".encode()
    new = rewrite(data, Kind.DOCX, lambda text: text.replace("示例甲", "示*"))
    assert extract(new, "a.docx").not_read == ()


# Escapes of Excel

ESCAPED: dict[str, dict[str, Any]] = {
    "a header": {
        "after": "<headerFooter><oddHeader>&amp;C机密_x000a_示例单位</oddHeader></headerFooter>"
    },
    "a short header": {
        "after": "<headerFooter><oddHeader>_x673a__x5bc6_</oddHeader></headerFooter>"
    },
    "a sheet's name": {"sheet": '<sheet name="_x673A_密★3年" sheetId="1" r:id="rId1"/>'},
    "a shared string": {"strings": "<si><t>机密_x000D_示例单位</t></si>"},
    "a formula": {"rows": '<row><c t="str"><f>"机密_x2605_3年"</f><v>0</v></c></row>'},
}


@pytest.mark.parametrize("place", ESCAPED)
def test_excels_escapes_are_read_wherever_they_stand(place: str) -> None:
    given = dict(ESCAPED[place])
    data = xlsx(given.pop("rows", "<row><c><v>1</v></c></row>"), **given)
    kinds = {hit.kind for hit in file_hits(extract(data, "a.xlsx"))}
    assert kinds == {FindingKind.MARK}


def test_an_escaped_name_is_masked_where_it_stands() -> None:
    data = xlsx(
        '<row><c t="str"><v>1</v></c></row>',
        after="<headerFooter><oddHeader>_x793a_例甲</oddHeader></headerFooter>",
    )
    new = rewrite(data, Kind.XLSX, lambda text: text.replace("示例甲", "示*"))
    assert any(part.text == "示*" for part in extract(new, "a.xlsx").parts)


def test_a_word_file_keeps_what_only_looks_escaped() -> None:
    (part,) = (p for p in extract(docx(paragraph("_x0041_")), "a.docx").parts if "段" in p.where)
    assert part.text == "_x0041_"


# Names for several files


def test_screen_fills_in_a_name_with_a_star_itself(run: Office, tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text("13895012345", encoding="utf-8")
    (tmp_path / "乙.txt").write_text("没有", encoding="utf-8")
    (tmp_path / "夹.txt").mkdir()
    found = run.ok("screen", str(tmp_path / "*.txt"), "--json").json
    assert [each["file"] for each in found["files"]] == ["乙.txt", "甲.txt"]
    assert found["found"] == 1


def test_screen_says_which_pattern_names_no_file(run: Office, tmp_path: Path) -> None:
    ran = run("screen", str(tmp_path / "*.docx"))
    assert (ran.code, "没有符合" in ran.err) == (2, True)
