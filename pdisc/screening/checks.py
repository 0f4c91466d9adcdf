"""What makes a run of digits an ID number, a bank card or a 统一社会信用代码.

Check digits are python-stdnum's. Regions and dates are ours: its `cn.ric.validate` raises KeyError
on a county that its table doesn't have (640224, 陶乐县, dissolved in 2003) and on residence
permits, and refuses the form of 15 digits (docs/decisions/0010).
"""

import re
from datetime import date

_REGIONS = {
    "1": "12345",
    "2": "123",
    "3": "1234567",
    "4": "123456",
    "5": "01234",
    "6": "12345",
    "7": "1",
    "8": "123",
    "9": "12345678",
}
PROVINCES = frozenset(area + place for area, places in _REGIONS.items() for place in places)
"""The first two digits of an ID: GB/T 2260, with 81–83 for the residence permits of people from
香港, 澳门, 台湾 (居住证申领发放办法, 2018) and 9 with a region's first digit for foreigners
(外国人永久居留身份证, new style of 2023)."""

CARD_PREFIX = (
    r"62[0-9]{14,17}|(?:60|9[0-9])[0-9]{14,17}|4[0-9]{15}|5[1-5][0-9]{14}|2[2-7][0-9]{14}"
    r"|35[0-9]{14}|3[47][0-9]{13}"
)
"""Issuers by ISO/IEC 7812-1: 银联 62 and the older 60 and 9 of domestic banks, Visa 4, Mastercard
51–55 and 22–27, JCB 35, American Express 34 and 37 (15 digits)."""


def real_date(year: str, month: str, day: str) -> bool:
    """Return whether this is a day of the calendar from 1900 to 2099."""
    try:
        return 1900 <= date(int(year), int(month), int(day)).year < 2100
    except ValueError:
        return False


def is_id18(number: str) -> bool:
    """Return whether 18 characters (x as X) are a resident ID: region, birth date, check digit."""
    from stdnum.cn import ric

    return id_shaped(number) and number[17] == ric.calc_check_digit(number)


def id_shaped(number: str) -> bool:
    """Return whether region and birth date of an 18-character ID are real, whatever its check."""
    return number[:2] in PROVINCES and real_date(number[6:10], number[10:12], number[12:14])


def is_id15(number: str) -> bool:
    """Return whether 15 digits are an ID of the first generation: region and a date of 19yy."""
    return number[:2] in PROVINCES and real_date("19" + number[6:8], number[8:10], number[10:12])


def is_card(number: str) -> bool:
    """Return whether digits have an issuer's prefix and length and a right Luhn sum."""
    from stdnum import luhn

    return bool(re.fullmatch(CARD_PREFIX, number)) and luhn.is_valid(number)


def is_uscc(code: str) -> bool:
    """Return whether 18 characters are a 统一社会信用代码 with its check (GB 32100-2015)."""
    from stdnum.cn import uscc

    return uscc.is_valid(code)
