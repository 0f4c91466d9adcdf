"""The people's side of a report as a person of the office sees it: 五问, 三满意, the loop."""

from collections.abc import Iterator

import msgspec

from pdisc.render.grid import RIGHT, WIDE, Table, table_of
from pdisc.render.surveys import survey_table
from pdisc.report.summary import Report


def questions_table(report: Report) -> Table:
    """Return the five questions of an inspection as a table."""
    return table_of(
        report.questions,
        ("检查五问", "question"),
        ("做到", "met", RIGHT),
        ("应做到", "of", RIGHT),
        ("比率", "rate", RIGHT),
        ("说明", "note", WIDE),
        caption="检查五问",
    )


def satisfaction_table(report: Report) -> Table:
    """Return 三满意 as a table: the answers of each group, counted, and their rates."""
    table = survey_table(report.satisfaction, remedial=True)
    return msgspec.structs.replace(table, caption="三满意")


def voice_tables(report: Report) -> tuple[Table, ...]:
    """Return the tables of the people's side: 五问, and 三满意 where anybody was asked."""
    asked = (satisfaction_table(report),) if report.satisfaction else ()
    return (questions_table(report), *asked)


def voice_lines(report: Report) -> Iterator[str]:
    """Yield the loop, what became of requests, and which disclosures want 补课."""
    yield report.loop.sentence
    yield report.requests.sentence
    if not report.satisfaction:
        yield "三满意：没有登记测评"
    if report.remedial:
        yield f"满意率低、需补课的：{'、'.join(report.remedial)}"
