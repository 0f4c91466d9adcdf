"""All findings stand on the page: those of one kind in one column as one line."""

from itertools import count

from conftest import Office
from hypothesis import given
from hypothesis import strategies as st

from pdisc.sheets.findings import finding_lines
from pdisc.values.records import FindingRecord
from pdisc.words import FindingState

PLACES = st.sampled_from(
    [
        *("正文", "标题", "正文第 2 行", "正文第 3 行", "附件1《甲.xlsx》工作表“表”!B2"),
        *(
            "附件1《甲.xlsx》工作表“表”!B13",
            "附件1《甲.xlsx》工作表“表”!AB3",
            "附件2《乙.csv》第4行第2列",
        ),
        *(
            "附件2《乙.csv》第5行第2列",
            "附件2《乙.csv》第5行第3列",
            "附件3《丙.docx》表1第3行第2列",
        ),
    ]
)
FINDINGS = st.lists(
    st.tuples(st.sampled_from(["手机号", "身份证号"]), PLACES, st.sampled_from(FindingState)),
    max_size=30,
)


def found(told: list[tuple[str, str, FindingState]]) -> list[FindingRecord]:
    return [
        FindingRecord(
            id=f"F{number}", kind=kind, where=where, state=state, excerpt="1*", reason="", by=""
        )
        for number, (kind, where, state) in zip(count(1), told, strict=False)
    ]


def ids_in(words: str) -> list[str]:
    """Return the ids that a line names, its ranges written out."""
    ids = []
    for part in words.split("、"):
        first, _, last = part.partition("-")
        numbers = range(int(first[1:]), int((last or first)[1:]) + 1)
        ids += [f"F{number}" for number in numbers]
    return ids


@given(told=FINDINGS)
def test_every_finding_stands_in_exactly_one_line(
    told: list[tuple[str, str, FindingState]],
) -> None:
    findings = found(told)

    lines = finding_lines(findings)

    named = [each for line in lines for each in ids_in(line.ids)]
    assert sorted(named) == sorted(each.id for each in findings)
    by_id = {each.id: each for each in findings}
    for line in lines:
        members = [by_id[each] for each in ids_in(line.ids)]
        assert len({each.kind for each in members}) == 1
        assert len({each.state for each in members}) == 1
        assert len(members) == 1 or f"（共{len(members)}处）" in line.kind


def test_a_column_of_values_is_one_line_with_its_first_and_last_row(run: Office) -> None:
    rows = [f"示例{number},138{12345000 + number:08d}" for number in range(25)]
    path = run.ledger.parent / "名册.csv"
    path.write_text("\n".join(["姓名,手机号", *rows]), encoding="utf-8")

    said = run.ok(
        *("propose", "1.3.3", "--occurred", "2026-11-23", "--title", "名册"),
        *("--content", "见附件", "--attach", str(path)),
    ).out

    assert "F1-F25" in said
    assert "第2列（第2到26行）" in said
    assert "手机号（共25处）" in said
    assert "没有列出" not in said
    assert "F1-F25" in run.ok("show", "2026-0001").out


def test_redacting_says_how_much_it_masked_this_time(run: Office) -> None:
    run.propose(
        "1.3.3", "--occurred", "2026-11-23", "--content", "示例甲丁，手机13800001234，示例甲丁"
    )

    by_name = run.ok("redact", "2026-0001", "--mask", "示例甲丁")
    by_kind = run.ok("redact", "2026-0001", "--all")

    assert "这一次遮盖了写明的内容2处" in by_name.err
    assert "0处" not in by_name.out + by_name.err
    assert "这一次遮盖了审查发现1处" in by_kind.err
