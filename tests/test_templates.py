"""An office's own Word layouts: put in force, printed in, vouched for; nothing runs in them.

A bad template is a text in `tests/bad/templates`: its first line is what the refusal must say, each
other line a paragraph of the file.
"""

import io
import itertools
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from conftest import NOW, PROPOSER, SECRETARY, Office, Ran
from hypothesis import given, settings
from hypothesis import strategies as st
from kills import STOPPED, needs_fork, stopped
from long_runs import examples
from papers import lines_of, parts, printed

from pdisc.papers.cases import CASE_SHEETS
from pdisc.papers.own_forms import OWN_FORMS, known_fields
from pdisc.render.template_sheet import in_template, require_fit
from pdisc.render.word_sheet import sheets_bytes
from pdisc.sheets.asked_for import as_template, fields
from pdisc.sheets.sections import Grid
from pdisc.sheets.sheet import (
    FORM,
    FormBox,
    FormRows,
    Headline,
    Listing,
    Para,
    Sheet,
    SignedBy,
)

BAD = Path(__file__).parent / "bad" / "templates"
TODAY = NOW.date()
WHY = ("--reason", "换成本单位的版式")
PLACE = "templates/审批表.docx"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def word(*paragraphs: str) -> bytes:
    """Return a Word file of these paragraphs."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    whole = io.BytesIO()
    document.save(whole)
    return whole.getvalue()


def put(folder: Path, data: bytes, name: str = "样式.docx") -> str:
    path = folder / name
    path.write_bytes(data)
    return str(path)


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """Return a Word file with one part more, or another in its place."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(packed, "w") as target:
        for each in source.namelist():
            if each != name:
                target.writestr(each, source.read(each))
        target.writestr(name, content, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def set_to(run: Office, folder: Path, *paragraphs: str) -> None:
    """Put a template of these paragraphs in force for 审批表."""
    run.ok("template", "set", "审批表", put(folder, word(*paragraphs)), *WHY)


def state_of(run: Office) -> str:
    (found,) = [
        each
        for each in run.ok("template", "list", "--json").json["templates"]
        if each["form"] == "审批表"
    ]
    return str(found["state"])


def texts(data: bytes) -> list[str]:
    return [line for line in lines_of(data) if line.strip()]


def kept(run: Office) -> tuple[int, list[str]]:
    """Return how many entries there are, and which files the ledger keeps."""
    files = sorted(path.name for path in run.ledger.glob("files/*"))
    return len(run.ok("log", "--json").json["events"]), files


# What is printed


def test_a_form_is_printed_in_the_layout_that_was_set(run: Office, folder: Path) -> None:
    number = run.walk("已提出")
    set_to(run, folder, "测试单位的审批单", "编号：{{ 编号 }}", "题目：{{ 公开事项名称 }}")

    data = printed(run, folder, "审批表", number)

    assert texts(data) == [
        "测试单位的审批单",
        f"编号：{number}",
        f"题目：{run.show(number)['title']}",
    ]
    assert (run.ledger / PLACE).read_bytes() == (folder / "样式.docx").read_bytes()
    assert state_of(run) == "在用"
    assert run.verify()["notes"] == []


def test_the_log_says_who_changed_the_layout_and_why(run: Office, folder: Path) -> None:
    set_to(run, folder, "{{ 编号 }}")
    run.ok("template", "drop", "审批表", "--reason", "还是用自带的")

    (was_set, dropped) = run.ok("log", "--json").json["events"][-2:]

    assert (was_set["kind"], was_set["by"]) == ("登记模板", SECRETARY)
    assert was_set["said"].startswith("审批表；样式.docx；换成本单位的版式")
    assert dropped["said"].startswith("审批表；改用自带的样式；还是用自带的")


def test_without_the_layout_it_is_the_shipped_form_again(run: Office, folder: Path) -> None:
    number = run.walk("已提出")
    before = printed(run, folder, "审批表", number)
    set_to(run, folder, "{{ 编号 }}")

    run.ok("template", "drop", "审批表", "--reason", "还是用自带的")

    after = printed(run, folder, "审批表", number)
    assert lines_of(after) == lines_of(before)
    assert not (run.ledger / "templates").exists()
    assert run.verify()["problems"] == []


def test_the_same_form_and_layout_give_the_same_bytes(run: Office, folder: Path) -> None:
    number = run.walk("已提出")
    set_to(run, folder, "{{ 编号 }}")

    assert printed(run, folder, "审批表", number) == printed(run, folder, "审批表", number)


def test_the_paper_tells_nothing_of_who_made_the_layout(run: Office, folder: Path) -> None:
    document = docx.Document(io.BytesIO(word("{{ 编号 }}")))
    document.core_properties.author = document.core_properties.comments = "测试排版人"
    document.core_properties.last_modified_by = "测试排版人"
    whole = io.BytesIO()
    document.save(whole)
    company = b"<Properties><Company>\xe6\xb5\x8b\xe8\xaf\x95</Company></Properties>"
    data = with_part(whole.getvalue(), "docProps/app.xml", company)
    run.ok("template", "set", "审批表", put(folder, data), *WHY)

    found = parts(printed(run, folder, "审批表", run.walk("已提出")))

    assert not [name for name, text in found.items() if "测试排版人" in text or "Company" in text]


@pytest.mark.parametrize(
    "title",
    [
        "{{ 编号 }} 与 {% for x in y %}",
        "<b>粗</b> & &amp; &#95;",
        "{_{ 编号 }_} {_% %_}",
        "＝1+1 =1+1 $x$ #y \\z",
    ],
)
def test_what_people_wrote_is_text_and_nothing_else(run: Office, folder: Path, title: str) -> None:
    number = run.propose("1.1.1", "--title", title)
    set_to(run, folder, "题目：{{ 公开事项名称 }}")

    assert texts(printed(run, folder, "审批表", number)) == [f"题目：{title}"]


def test_several_forms_are_joined_a_page_each_where_no_foot_speaks_of_one(
    run: Office, folder: Path
) -> None:
    one, two = run.walk("已提出"), run.walk("已提出")
    set_to(run, folder, "{{ 编号 }}", "{{ 公开事项名称 }}")

    data = printed(run, folder, "审批表", one, two)

    title = run.show(one)["title"]
    assert texts(data) == [one, title, two, title]
    assert str(parts(data)["word/document.xml"]).count("w:pageBreakBefore") == 1


def test_a_layout_that_begins_with_a_table_is_joined_too(run: Office, folder: Path) -> None:
    one, two = run.walk("已提出"), run.walk("已提出")
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "{{ 编号 }}"
    whole = io.BytesIO()
    document.save(whole)
    run.ok("template", "set", "审批表", put(folder, whole.getvalue()), *WHY)

    assert texts(printed(run, folder, "审批表", one, two)) == [one, two]


def test_several_forms_whose_foot_speaks_of_one_are_files_of_their_own(
    run: Office, folder: Path
) -> None:
    one, two = run.walk("已提出"), run.walk("已提出")
    run.ok("template", "export", "审批表", "--out", str(folder / "样式.docx"))
    run.ok("template", "set", "审批表", str(folder / "样式.docx"), *WHY)

    joined = run("print", "审批表", one, two, "--out", str(folder / "两件.docx"))
    run.ok("print", "审批表", one, two, "--each", "--out", str(folder))

    assert (joined.code, "--each" in joined.err) == (2, True)
    assert not (folder / "两件.docx").exists()
    made = (parts((folder / f"审批表_{each}.docx").read_bytes()) for each in (one, two))
    assert [run.show(n)["check_code"] in str(p) for n, p in zip((one, two), made, strict=True)] == [
        True,
        True,
    ]


# The exported layout


@pytest.mark.parametrize("form", OWN_FORMS)
def test_what_is_exported_asks_for_every_field_and_can_be_set(
    run: Office, folder: Path, form: str
) -> None:
    out = folder / "样式.docx"
    run.ok("template", "export", form, "--out", str(out))
    known = known_fields(form, TODAY)

    asked = "".join(parts(out.read_bytes()).values())

    assert [name for name in (*known.texts, *known.columns) if name not in asked] == []
    run.ok("template", "set", form, str(out), *WHY)


@pytest.fixture(scope="module")
def walked(new_office: Callable[[], Office], tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Return an office with a disclosure in each of some states, and a correction of one."""
    office = new_office()
    annex = tmp_path_factory.mktemp("annex") / "明细.txt"
    annex.write_text("食堂支出明细", encoding="utf-8")
    office.walk(
        "已提出",
        "1.1.1",
        "--content",
        "一、总的情况\n本季度如下：\n1. 一项",
        "--attach",
        str(annex),
    )
    office.walk("已审核", "1.3.1")
    number = office.walk("已公开", "1.1.1", "--attach", str(annex))
    office.walk("已归档", "1.3.1")
    office.walk("不予公开", "1.3.1")
    notice = office.walk("已审批", "1.1.1", "--public-notice")
    board = ("--channel", "公开栏", "--place", "一楼", "--until", "2026-12-31")
    office.ok("publish", notice, *board, "--by", PROPOSER)
    paper = ("--channel", "文件", "--place", "各支部", "--document-number", "测党发[2026]3号")
    office.ok("publish", notice, *paper, "--by", PROPOSER)
    again = office.ok("correct", number, "--content", "更正后的情况。", "--json").json["number"]
    office.review(again)
    office.approve(again)
    return office


@pytest.mark.parametrize("form", CASE_SHEETS)
def test_in_the_exported_layout_a_form_says_of_any_disclosure_what_the_shipped_one_says(
    walked: Office, tmp_path: Path, form: str
) -> None:
    office, out = walked.copy(tmp_path), tmp_path / "表.docx"
    numbers = [each["number"] for each in office.ok("list", "--json").json["disclosures"]]
    layout = str(tmp_path / "样式.docx")
    office.ok("template", "export", form, "--out", layout)
    shipped = {n: filled(out.read_bytes()) for n in numbers if prints(office, form, n, out)}
    office.ok("template", "set", form, layout, *WHY)

    own = {n: filled(out.read_bytes()) for n in numbers if prints(office, form, n, out)}

    assert shipped
    assert own == shipped


def test_in_the_exported_layout_the_papers_of_a_request_say_what_the_shipped_ones_say(
    run: Office, tmp_path: Path
) -> None:
    for content in ("请公开食堂价格", "请公开食堂采购价格"):
        run.ok("request", "add", "--content", content)
    run.ok("request", "join", "2026-D001", "2026-D002")
    run.ok("request", "decide", "2026-D002", "--outcome", "应公开未公开", "--by", SECRETARY)
    run.ok("request", "answer", "2026-D002", "--content", "已经提出公开。\n请看公开栏。")
    layout = tmp_path / "样式.docx"
    for form in ("登记表", "告知书"):
        shipped = filled(printed(run, tmp_path, form, "2026-D002"))
        run.ok("template", "export", form, "--out", str(layout))
        run.ok("template", "set", form, str(layout), *WHY)

        assert filled(printed(run, tmp_path, form, "2026-D002")) == shipped
    assert len([line for line in shipped if line.startswith("签收")]) == 2


@pytest.mark.parametrize("form", ["催办单", "目录核定表"])
def test_in_the_exported_layout_every_row_of_a_table_stands_where_the_shipped_one_has_it(
    run: Office, tmp_path: Path, form: str
) -> None:
    for code in ("1.1.1", "1.1.2", "3.1.1"):
        run.ok("urge", code, "--by", SECRETARY, "--reason", "该报了")
    layout = tmp_path / "样式.docx"
    shipped = filled(printed(run, tmp_path, form))
    run.ok("template", "export", form, "--out", str(layout))
    run.ok("template", "set", form, str(layout), *WHY)

    assert filled(printed(run, tmp_path, form)) == shipped
    assert len([line for line in shipped if line.count("｜") > 3]) > 3


def filled(data: bytes) -> list[str]:
    """Return what a paper says, but boxes in which nothing stands: a template has all of them.

    The 回执 isn't told: the layout's own entry moved it on.
    """
    said = (re.sub("回执 [-0-9A-Z]+", "回执", line) for line in texts(data))
    return [line for line in said if not line.endswith("｜")]


def prints(office: Office, form: str, number: str, out: Path) -> bool:
    """Print a form; return whether it fits the disclosure."""
    ran = office("print", form, number, "--out", str(out))
    assert ran.code in (0, 3), ran.err
    return ran.code == 0


words_of_people = st.text(st.characters(codec="utf-8"), max_size=40).map(str.strip)


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    """Draw a sheet of every kind of block, whatever stands in it."""
    some = st.lists(words_of_people, min_size=1, max_size=3)
    rows = draw(st.lists(st.tuples(words_of_people, words_of_people), max_size=3))
    return Sheet(
        title="题",
        on=TODAY,
        look=FORM,
        blocks=(
            Headline(draw(words_of_people)),
            Para(text="不变的一行"),
            *(Para(text=text, name="正文") for text in draw(some)),
            FormRows(
                (
                    (FormBox(label="甲、乙", text=draw(words_of_people)), FormBox(label="甲乙")),
                    (FormBox(label="意　见", text=draw(words_of_people), signed=True),),
                )
            ),
            Listing(name="清单", grid=Grid((("名 称", 1.0), ("日期", 1.0)), tuple(rows))),
            SignedBy(tuple(draw(some))),
        ),
        footer=draw(words_of_people),
    )


@settings(max_examples=examples(40))
@given(sheet=sheets())
def test_in_the_exported_layout_any_sheet_says_what_it_says_in_the_shipped_one(
    sheet: Sheet,
) -> None:
    known = fields(sheet)
    template = sheets_bytes([as_template(sheet)])
    require_fit(template, "样式.docx", known)

    data = in_template(template, "样式.docx", [sheet], known)

    assert texts(data) == texts(sheets_bytes([sheet]))


# What is no template


def of_text(path: Path) -> bytes:
    return word(*path.read_text(encoding="utf-8").splitlines()[1:])


def other_parts() -> dict[str, tuple[str, bytes]]:
    """Return files that are no templates whatever they say, each with what the refusal says."""
    plain = word("{{ 编号 }}")
    outside = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/attachedTemplate" Target="https://example.invalid/t.dotm"'
        b' TargetMode="External"/></Relationships>'
    )
    kinds = parts(plain)["[Content_Types].xml"].replace(
        "wordprocessingml.document.main+xml", "wordprocessingml.sheet.main+xml"
    )
    return {
        "一段文字": ("不是 Word 文档", "{{ 编号 }}".encode()),
        "残缺的": ("打不开", plain[: len(plain) // 2]),
        "改了扩展名的表格": ("不是 Word 文档", renamed(plain, "word/", "xl/")),
        "带宏的": ("宏", with_part(plain, "word/vbaProject.bin", b"x")),
        "带控件的": ("控件", with_part(plain, "word/activeX/activeX1.xml", b"<x/>")),
        "另一种主体": ("不是 Word 文档的", with_part(plain, "[Content_Types].xml", kinds.encode())),
        "引用外面的": ("文件以外", with_part(plain, "word/_rels/settings.xml.rels", outside)),
        "压缩炸弹": ("打不开", with_part(plain, "word/media/a.bin", bytes(30 << 20))),
        "太长的": ("太大", with_part(plain, "word/x.xml", b"<x>" + bytes(2 << 20) + b"</x>")),
        "太多括号的": ("太多", word("{" * 1200)),
    }


def renamed(data: bytes, old: str, new: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(packed, "w") as target:
        for each in source.namelist():
            target.writestr(each.replace(old, new), source.read(each))
    return packed.getvalue()


def refused(run: Office, folder: Path, data: bytes) -> Ran:
    """Try to put a file in force; see that nothing of it stays."""
    before = kept(run)
    ran = run("template", "set", "审批表", put(folder, data), *WHY)
    assert (ran.code, ran.out) == (2, ""), ran
    assert kept(run) == before
    assert not (run.ledger / "templates").exists()
    return ran


@pytest.mark.parametrize("path", sorted(BAD.glob("*.txt")), ids=lambda path: path.stem)
def test_a_template_that_asks_for_what_there_is_not_is_refused(
    run: Office, folder: Path, path: Path
) -> None:
    said = path.read_text(encoding="utf-8").splitlines()[0]

    assert said in refused(run, folder, of_text(path)).err


@pytest.mark.parametrize("kind", other_parts())
def test_a_file_that_is_no_plain_word_file_is_refused(run: Office, folder: Path, kind: str) -> None:
    said, data = other_parts()[kind]

    assert said in refused(run, folder, data).err


def test_a_mark_of_secrecy_in_a_template_stops_it_and_is_recorded(
    run: Office, folder: Path
) -> None:
    ran = run("template", "set", "审批表", put(folder, word("机密★1年", "{{ 编号 }}")), *WHY)

    last = run.ok("log", "--json").json["events"][-1]
    assert (ran.code, last["kind"], last["event"]["refusal"]) == (3, "拒绝", "保密")
    assert kept(run)[1] == []


@pytest.mark.parametrize("text", ["联系人手机：13895012345", "身份证号：11010519491231002X"])
def test_a_personal_value_in_a_template_would_stand_on_every_paper(
    run: Office, folder: Path, text: str
) -> None:
    err = refused(run, folder, word(text, "{{ 编号 }}")).err

    assert "会随每一张表带出去" in err
    assert text[-8:] not in err


def test_what_no_screen_shows_in_a_template_would_go_out_with_every_paper(
    run: Office, folder: Path
) -> None:
    document = docx.Document(io.BytesIO(word("{{ 编号 }}")))
    document.add_paragraph().add_run("不给人看").font.hidden = True
    whole = io.BytesIO()
    document.save(whole)

    assert "隐藏文字" in refused(run, folder, whole.getvalue()).err


def test_only_an_approver_changes_what_everybody_signs(run: Office, folder: Path) -> None:
    ran = run("template", "set", "审批表", put(folder, word("{{ 编号 }}")), *WHY, "--by", PROPOSER)

    assert (ran.code, "审批" in ran.err) == (3, True)
    assert not (run.ledger / "templates").exists()


@pytest.mark.parametrize("words", [("set", "样式.docx"), ("export", "--out", "样式.docx")])
def test_a_form_that_has_no_template_is_told_with_those_that_have(
    run: Office, words: tuple[str, ...]
) -> None:
    ran = run("template", words[0], "月历", *words[1:], *(WHY if words[0] == "set" else ()))

    assert (ran.code, "审批表" in ran.err) == (2, True)


# What lies in the folder


def copied_in(run: Office, data: bytes) -> None:
    (run.ledger / "templates").mkdir(exist_ok=True)
    (run.ledger / PLACE).write_bytes(data)


def problems(run: Office) -> list[tuple[str, str]]:
    found = run("verify", "--json").json["problems"]
    return [(each["id"], each["where"]) for each in found]


def test_a_file_that_was_only_copied_in_is_not_printed_before_it_is_set(
    run: Office, folder: Path
) -> None:
    number = run.walk("已提出")
    copied_in(run, word("单 {{ 编号 }}"))

    ran = run("print", "审批表", number, "--out", str(folder / "表.docx"))

    assert (ran.code, "没有登记过" in ran.err) == (3, True)
    assert "pdisc template set 审批表 --reason" in ran.err
    assert not (folder / "表.docx").exists()
    assert (state_of(run), problems(run)) == ("未登记", [("模板", PLACE)])
    run.ok("template", "set", "审批表", *WHY)
    assert texts(printed(run, folder, "审批表", number)) == [f"单 {number}"]
    assert (state_of(run), problems(run)) == ("在用", [])


def test_a_layout_that_was_edited_since_is_not_printed_before_it_is_set_again(
    run: Office, folder: Path
) -> None:
    number = run.walk("已提出")
    set_to(run, folder, "{{ 编号 }}")
    copied_in(run, word("改过 {{ 编号 }}"))

    ran = run("print", "审批表", number, "--out", str(folder / "表.docx"))

    assert (ran.code, "不一样" in ran.err) == (3, True)
    assert (state_of(run), problems(run)) == ("已改动", [("模板", PLACE)])
    run.ok("template", "set", "审批表", "--reason", "改了一行字")
    assert texts(printed(run, folder, "审批表", number)) == [f"改过 {number}"]
    assert run.verify()["problems"] == []


def test_a_layout_that_is_gone_is_told_and_never_quietly_replaced(
    run: Office, folder: Path
) -> None:
    number = run.walk("已提出")
    set_to(run, folder, "{{ 编号 }}")
    (run.ledger / PLACE).unlink()

    ran = run("print", "审批表", number, "--out", str(folder / "表.docx"))

    assert (ran.code, "不见了" in ran.err) == (3, True)
    assert (state_of(run), problems(run)) == ("不见了", [("模板", PLACE)])
    run.ok("template", "drop", "审批表", "--reason", "还是用自带的")
    assert run.verify()["problems"] == []


@pytest.mark.parametrize("verb", ["set", "drop"])
def test_edits_that_nobody_set_are_never_lost(run: Office, folder: Path, verb: str) -> None:
    set_to(run, folder, "{{ 编号 }}")
    edited = word("她改过的 {{ 编号 }}")
    copied_in(run, edited)
    other = (put(folder, word("另一份 {{ 编号 }}")),) if verb == "set" else ()

    ran = run("template", verb, "审批表", *other, *WHY)

    assert (ran.code, "会被盖掉" in ran.err) == (3, True)
    assert (run.ledger / PLACE).read_bytes() == edited


def test_what_word_leaves_beside_a_layout_is_litter(run: Office, folder: Path) -> None:
    set_to(run, folder, "{{ 编号 }}")
    (run.ledger / "templates" / "~$审批表.docx").write_bytes(b"x")

    verified = run.verify()

    assert (verified["problems"], [each["id"] for each in verified["notes"]]) == ([], ["杂物"])
    assert state_of(run) == "在用"


def test_a_file_of_no_form_is_found(run: Office) -> None:
    (run.ledger / "templates").mkdir()
    (run.ledger / "templates" / "别的.docx").write_bytes(b"x")

    assert problems(run) == [("模板", "templates/别的.docx")]


def test_the_same_layout_is_not_set_twice(run: Office, folder: Path) -> None:
    set_to(run, folder, "{{ 编号 }}")

    ran = run("template", "set", "审批表", str(folder / "样式.docx"), *WHY)

    assert (ran.code, "就是这个模板" in ran.err) == (3, True)


def test_a_layout_that_the_disk_keeps_out_for_now_is_in_force_and_comes_with_the_next_write(
    run: Office, folder: Path
) -> None:
    number = run.walk("已提出")
    (run.ledger / "templates").write_bytes(b"")  # whatever it is that stands in the way

    ran = run.ok("template", "set", "审批表", put(folder, word("单 {{ 编号 }}")), *WHY)

    assert "下次办理时自动换上" in ran.err
    assert texts(printed(run, folder, "审批表", number)) == [f"单 {number}"]
    (run.ledger / "templates").unlink()
    assert {each["id"] for each in run.verify()["notes"]} == {"模板", "残留"}
    run.ok("staff", "add", "测试新人", "--office", "办公室", "--role", "承办")
    assert (state_of(run), run.verify()["notes"]) == ("在用", [])


# Killed


@needs_fork
@pytest.mark.parametrize("verb", ["set", "drop"])
def test_ended_before_any_file_operation_a_layout_is_set_whole_or_not_at_all(
    run: Office, folder: Path, verb: str
) -> None:
    number = run.walk("已提出")
    if verb == "drop":
        set_to(run, folder, "单 {{ 编号 }}")
    layout = (put(folder, word("单 {{ 编号 }}"), "新.docx"),) if verb == "set" else ()
    words = ("template", verb, "审批表", *layout, *WHY)
    outcomes = []
    for step in itertools.count(1):
        office = run.copy(folder / f"kill-{step}")
        code = stopped(step, lambda office=office: office(*words).code)  # type: ignore[misc]
        outcomes.append(is_done(office, folder, number, verb))
        shutil.rmtree(office.ledger.parent)
        if code != STOPPED:
            break

    assert code == 0
    assert outcomes == sorted(outcomes), "once it is done, it stays done"
    assert outcomes.count(False) > 4
    assert outcomes.count(True) > 1


def is_done(office: Office, folder: Path, number: str, verb: str) -> bool:
    """Return whether the layout changed; else nothing did, in what is printed and kept."""
    verified = office("verify", "--json")
    assert verified.code == 0, verified.json["problems"]
    kinds = [each["kind"] for each in office.ok("log", "--json").json["events"]]
    done = kinds[-1] == {"set": "登记模板", "drop": "停用模板"}[verb]
    own = texts(printed(office, folder, "审批表", number)) == [f"单 {number}"]
    assert own is (done is (verb == "set"))
    office.ok("staff", "add", "测试新人", "--office", "办公室", "--role", "承办")
    after = office.verify()
    assert (after["problems"], after["notes"]) == ([], [])
    assert (office.ledger / PLACE).exists() is own
    return bool(done)
