"""What an error may say: our own numbers and codes as they are, numbers of persons never whole."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pdisc.commands.quoted import quotable

NUMBERS = st.builds("{}-{:04}".format, st.integers(1990, 2050), st.integers(1, 99999))
CODES = st.builds("{}.{}.{}".format, st.integers(1, 9), st.integers(1, 20), st.integers(1, 20))
OURS = st.lists(NUMBERS | CODES, min_size=1, max_size=9)
PARTED = st.sampled_from([" ", "、", "，"])
PERSONS = (
    "110101199003077715",
    "110101 19900307 7715",
    "110101/1990/0307/7715",
    "一一〇一〇一一九九〇〇三〇七七七一五",
    "13800138000",
    "138 0013 8000",
    "6222021234567890128",
)


@given(OURS, PARTED)
@example(["4.1.2", "4.1.3", "4.3.1", "4.5.1", "5.1.2", "5.1.3"], " ")
@example(["2026-0160", "2026-0272"], " ")
def test_our_own_numbers_and_codes_stay_as_they_are(ours: list[str], parting: str) -> None:
    told = f"其余的可以先办，编号写：{parting.join(ours)}"
    assert quotable(told) == told


@pytest.mark.parametrize("person", PERSONS)
@given(ours=OURS, parting=PARTED)
def test_a_number_of_a_person_is_masked_whatever_stands_beside_it(
    person: str, ours: list[str], parting: str
) -> None:
    for told in ([*ours, person], [person, *ours], [*ours, person, *ours]):
        assert person not in quotable(f"没有“{parting.join(told)}”")
