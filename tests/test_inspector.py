"""Twelve questions of an inspector, answered from the files of one dossier and one report.

Whoever asks has no pdisc: only the texts in the dossier's folder, and the report as a Word file.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ALL_PASS, PROPOSER, REVIEWER, SECRETARY, Office
from docx import Document

PHONE = "138" + "0013" + "8000"


@pytest.fixture(scope="module")
def papers(
    new_office: Callable[[], Office], tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, str]:
    """Return all that stands in the dossier's texts, and all that stands in the report."""
    run = new_office()
    run.on("2026-11-10")
    scan = tmp_path_factory.mktemp("扫描") / "批复.txt"
    scan.write_text("批复的扫描件", "utf-8")
    planned = ("--planned", "2026-11-20", "--occurred", "2026-11-06")
    text = ("--title", "处分决定", "--content", f"给予警告处分。\n联系人电话{PHONE}")
    number = run.propose("4.4.1", *planned, *text)
    run.ok("redact", number, "--all", "--by", PROPOSER)
    run.ok("review", number, "--by", REVIEWER, *ALL_PASS)
    run.escalate(number)
    run.on("2026-11-16")
    reply = ("--document-number", "平组发〔2026〕3号", "--by", SECRETARY)
    run.ok("approve", number, *reply)
    run.ok("evidence", number, "--step", "审批", "--file", str(scan))
    run.on("2026-11-24")
    late = ("--on", "2026-11-17", "--late-reason", "会后出差")
    run.ok("publish", number, "--channel", "会议、文件、通报", "--place", "三楼会议室", *late)
    run.ok("archive", number, "--no-opinions")
    nothing = ("--for", "2026-Q3", "--reason", "三季度没有追责")
    run.ok("nil", "4.1.2", *nothing, "--by", PROPOSER)
    run.refuse(_reviewed(run))
    run.ok("waive", "3.5.1", "--for", "2026-01-01", "--reason", "按机构改革", "--by", SECRETARY)
    seq = run.ok("nil", "4.3.1", *nothing, "--by", PROPOSER, "--json").json["seq"]
    run.ok("annul", str(seq), "--reason", "登记错了")
    folder = run.ledger / run.show(number)["dossier"]
    texts = [path.read_text("utf-8") for path in sorted(folder.rglob("*.txt"))]
    paper = tmp_path_factory.mktemp("报告") / "统计.docx"
    run.ok("report", "--year", "2026", "--out", str(paper))
    return "\n".join(texts), _words(paper)


def _reviewed(run: Office) -> str:
    number = run.propose("4.4.2", "--occurred", "2026-11-20")
    run.review(number)
    return number


def _words(paper: Path) -> str:
    document = Document(str(paper))
    rows = (row for table in document.tables for row in table.rows)
    told = ["　".join(cell.text for cell in row.cells) for row in rows]
    return "\n".join([*told, *(paragraph.text for paragraph in document.paragraphs)])


DOSSIER = {
    "who proposed it, and for which office": ["提出人：测试承办甲", "承办科室：办公室"],
    "when it happened": ["发生日期：2026-11-06"],
    "who judged its secrecy and privacy, and how": ["测试审核丙", "保密审查通过", "个人隐私通过"],
    "what was masked": ["手机号", "已脱敏"],
    "to whom it went up, and by which document it came back": ["测试县委", "平组发〔2026〕3号"],
    "who typed it in, and when": ["代录", "2026-11-24 10:00 录入", "录入人 测试承办甲"],
    "where and when it was made public": ["2026-11-17　会议　三楼会议室"],
    "what differed from the plan": ["与方案不符", "计划公开日期：2026-11-20"],
    "why it was recorded late": ["补录", "会后出差"],
    "what opinions came in": ["意见收集结果：无意见"],
    "which papers there are, and which are missing": ["批复", "会议的公开凭证"],
}
REPORT = {
    "why there was nothing to publish, and who said so": [
        "本期无事项：4.1.2 落实党风廉政建设责任制情况（2026年三季度：三季度没有追责；测试承办甲"
    ],
    "by what basis something was withheld": ["不予公开：不宜公开；依据：条例第八条"],
    "what was waived, by whom": ["豁免", "测试书记丁", "按机构改革"],
    "what was taken back": ["作废"],
    "why the procedure fell short": ["2026-0001 补录"],
}


@pytest.mark.parametrize("question", DOSSIER)
def test_the_dossier_answers(question: str, papers: tuple[str, str]) -> None:
    for answer in DOSSIER[question]:
        assert answer in papers[0], papers[0]


@pytest.mark.parametrize("question", REPORT)
def test_the_report_answers(question: str, papers: tuple[str, str]) -> None:
    for answer in REPORT[question]:
        assert answer in papers[1], papers[1][-2500:]


def test_neither_tells_what_was_masked(papers: tuple[str, str]) -> None:
    assert PHONE not in papers[0] + papers[1]
