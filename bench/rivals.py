"""The same questions without pdisc: plain SQL on the ledger's own file, and openpyxl on a sheet.

    python bench/rivals.py due LEDGER.db            a question of ANSWERS, by sqlite3
    python bench/rivals.py "a sheet read" BOOK.xlsx   one of a sheet, by openpyxl
    python bench/rivals.py sheet LEDGER.db BOOK.xlsx

Each answers no more than the bare question: no due date is worked out, no rule is looked at. What
isn't needed isn't loaded, so that each is as small as such a script can be.
"""

import hashlib
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import closing

UNDER_WAY = "'已提出', '退回修改', '已审核', '报批中', '已审批', '已公开', '不予公开'"
DUE = (
    f"SELECT number, title, state, office, planned_on FROM disclosure WHERE state IN ({UNDER_WAY})",
    "SELECT DISTINCT code, period FROM disclosure WHERE published_seq IS NOT NULL",
    "SELECT code, period FROM nilreturn",
)
SHOWN = "(SELECT number FROM disclosure ORDER BY year DESC, counter LIMIT 1)"
YEAR = "(SELECT max(year) FROM disclosure)"
REPORT = (
    "SELECT code, count(DISTINCT number) FROM publication JOIN disclosure USING (number)"
    f" WHERE publication.occurred_on >= {YEAR} || '-01-01' {{only}} GROUP BY code"
)
SEARCH = (
    "SELECT number, title, state FROM disclosure WHERE title LIKE '%{0}%' OR content LIKE '%{0}%'"
)
ONE_ROW = (
    "PRAGMA synchronous=EXTRA",
    "CREATE TABLE IF NOT EXISTS rival (id INTEGER PRIMARY KEY, title TEXT, content TEXT)",
    "BEGIN IMMEDIATE",
    "INSERT INTO rival (title, content) VALUES ('示例', '示例内容')",
    "COMMIT",
)
QUERIES: dict[str, tuple[str, ...]] = {
    "due": DUE,
    "list": (
        "SELECT number, title, state, office FROM disclosure"
        " ORDER BY year DESC, counter DESC LIMIT 20",
    ),
    "show": tuple(
        f"SELECT * FROM {table} WHERE number = {SHOWN}"
        for table in ("disclosure", "version", "step", "publication")
    ),
    "log": (f"SELECT * FROM journal JOIN payload USING (seq) WHERE subject = {SHOWN}",),
    "search (one hit)": (SEARCH.format("罕见示例词"),),
    "search (1 % hit)": (SEARCH.format("第77"),),
    "report": (REPORT.format(only=""),),
    "report 社会": (REPORT.format(only="AND scope = '社会' AND approved_sha256 = content_sha256"),),
    "propose": ONE_ROW,
    "occurred": ONE_ROW,
    "due --as-of": (
        "SELECT number, state, max(seq) FROM step WHERE recorded_at < date('now', '-7 days')"
        " GROUP BY number",
        *DUE[1:],
    ),
}
"""What each question is in SQL; the writing ones store one durable row in a table of their own."""


def asked(database: str, question: str) -> int:
    """Answer one question by plain SQL; return how many rows it took."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        return sum(len(connection.execute(query).fetchall()) for query in QUERIES[question])


def checked(database: str) -> int:
    """Hold the file against its pages and each payload against its line; return their number."""
    count = 0
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        pairs = "SELECT salt, body, commitment FROM payload JOIN journal USING (seq)"
        for salt, body, commitment in connection.execute(pairs):
            assert hashlib.sha256(f"{salt}:{body}".encode()).hexdigest() == commitment
            count += 1
    return count


COLUMNS = (
    "number, code, item, title, state, scope, channels, office, period, disclosure.occurred_on,"
    " planned_on, proposed_by, content, min(publication.occurred_on)"
)
"""What such a sheet holds of a disclosure, a row for each."""


def made(database: str, book: str) -> None:
    """Write the rows of the ledger's disclosures into a workbook with one sheet."""
    import xlsxwriter  # type: ignore[import-untyped]

    rows = f"SELECT {COLUMNS} FROM disclosure LEFT JOIN publication USING (number) GROUP BY number"
    with (
        closing(sqlite3.connect(database)) as connection,
        xlsxwriter.Workbook(book, {"constant_memory": True}) as workbook,
    ):
        sheet = workbook.add_worksheet()
        for place, row in enumerate(connection.execute(rows)):
            sheet.write_row(place, 0, row)


def read(book: str) -> int:
    """Count the rows of a workbook by state and answered window, reading row by row."""
    from openpyxl import load_workbook  # type: ignore[import-untyped]

    states: Counter[object] = Counter()
    answered = set()
    with closing(load_workbook(book, read_only=True)) as workbook:
        for row in workbook.worksheets[0].iter_rows(values_only=True):
            states[row[4]] += 1
            if row[-1] is not None:
                answered.add((row[1], row[8]))
    return len(states) + len(answered)


def added(book: str) -> int:
    """Add a row to a workbook and save it."""
    from openpyxl import load_workbook

    workbook = load_workbook(book)
    workbook.worksheets[0].append(("2099-0001", "1.1.1", "示例"))
    workbook.save(book)
    return 1


ANSWERS: dict[str, Callable[[str], int]] = {
    "verify": checked,
    "a sheet read": read,
    "a row added": added,
}


def main() -> None:
    """Do what the words on the command line say."""
    what, place, *more = sys.argv[1:]
    if what == "sheet":
        made(place, *more)
    elif what in QUERIES:
        print(asked(place, what))
    else:
        print(ANSWERS[what](place))


if __name__ == "__main__":
    main()
