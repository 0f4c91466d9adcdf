"""A file says by its name what it is; another name is refused, and nothing is written."""

from pathlib import Path

import pytest
from conftest import Office

HANDING_OVER = (("due",), ("report",), ("list",), ("catalog", "list"))


@pytest.mark.parametrize("name", ["统计.wps", "统计.ofd", "统计", "统计.", "统计.pdf"])
@pytest.mark.parametrize("words", HANDING_OVER, ids=" ".join)
def test_an_ending_that_is_not_written_is_a_usage_error(
    run: Office, tmp_path: Path, words: tuple[str, ...], name: str
) -> None:
    out = tmp_path / name

    ran = run(*words, "--out", str(out))

    assert ran.code == 2
    assert ".docx" in ran.err
    assert not out.exists()


def test_the_ending_alone_chooses_the_format(run: Office, tmp_path: Path) -> None:
    for ending, begins in (
        *((".csv", b"\xef\xbb\xbf"), (".md", b"**"), (".json", b"{"), (".docx", b"PK")),
        *((".xlsx", b"PK"), (".txt", "测试".encode())),
    ):
        out = tmp_path / f"统计{ending}"
        run.ok("report", "--out", str(out))
        assert out.read_bytes().startswith(begins), ending


def test_a_format_that_was_named_goes_into_a_file_of_any_name(run: Office, tmp_path: Path) -> None:
    run.ok("report", "--format", "csv", "--out", str(tmp_path / "统计"))
    run.ok("report", "--json", "--out", str(tmp_path / "统计数"))

    assert (tmp_path / "统计数").read_bytes().startswith(b"{")


def test_no_page_has_two_columns_of_one_name(run: Office) -> None:
    run.walk("已公开", "1.1.1")
    for words in (
        ("report",),
        ("list",),
        ("catalog", "list"),
        ("staff", "list"),
        ("config", "show"),
    ):
        head = next(line for line in run.ok(*words).out.splitlines() if "  " in line).split()
        assert len(head) == len(set(head)), (words, head)
