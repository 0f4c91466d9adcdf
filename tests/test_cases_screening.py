"""Public complaints of this trade, rebuilt as small files: each must come out as it should."""

from collections import Counter
from pathlib import Path

import pytest

from pdisc.services.screening import screened_file

CASES = Path(__file__).parent / "data" / "cases"
ID, MOBILE, CARD = "身份证号", "手机号", "银行卡号"
BIRTH, HOME, PERMIT = "出生日期", "家庭住址", "证件号"
ROSTER = {BIRTH: 1, HOME: 1, ID: 1}
WORKBOOK = {ID: 2, BIRTH: 2}
EXPECTED = {
    "01-phone-float": {
        "phones.csv": {MOBILE: 2},
        "phones_text.xlsx": {MOBILE: 1},
        "phones_number.xlsx": {MOBILE: 1},
        "prefixes.txt": {MOBILE: 3},
    },
    "02-headings-with-figures": {
        "roster_plain.xlsx": ROSTER,
        "roster_year.xlsx": ROSTER,
        "roster_month.xlsx": ROSTER,
        "roster_long.xlsx": ROSTER,
        "roster_year.csv": {BIRTH: 1},
        "property_plain.xlsx": {"公开属性": 1},
        "property_year.xlsx": {"公开属性": 1},
    },
    "04-bank-passbook": {
        "passbook.xlsx": {CARD: 1},
        "account.xlsx": {CARD: 1},
        "bankbook.xlsx": {CARD: 1},
        "card_bad_luhn.xlsx": {CARD: 1},
        "card_known_head.xlsx": {CARD: 1},
        "sentence.txt": {CARD: 3},
        "office_account.txt": {},
    },
    "05-half-masked": {"ids.csv": {ID: 2}, "phones.txt": {MOBILE: 2}},
    "07-other-documents": {
        "passport_column.xlsx": {PERMIT: 2},
        "kind_and_number.xlsx": {PERMIT: 2},
        "officer.txt": {PERMIT: 2},
        "foreigner.txt": {PERMIT: 1},
        "labelled.txt": {PERMIT: 2},
    },
    "08-residence-permits": {"permits.txt": {ID: 7}},
    "09-excel-long-ids": {"float.xlsx": {ID: 1}, "sci.csv": {ID: 3}},
    "11-xlsx-strict-1904-wps": {
        "wps_dimension.xlsx": WORKBOOK,
        "strict.xlsx": WORKBOOK,
        "from_1904.xlsx": WORKBOOK,
    },
}


@pytest.mark.parametrize(
    ("case", "name"), [(case, name) for case, files in EXPECTED.items() for name in files]
)
def test_a_file_of_a_public_complaint_gives_up_what_it_hides(case: str, name: str) -> None:
    data = (CASES / case / name).read_bytes()

    found = Counter(finding.kind for finding in screened_file(name, data).findings)

    assert dict(found) == EXPECTED[case][name]


def test_every_file_of_the_cases_here_is_looked_at() -> None:
    for case, files in EXPECTED.items():
        assert {path.name for path in (CASES / case).iterdir()} == set(files)
