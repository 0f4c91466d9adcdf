"""What makes a run of digits an ID number, a bank card or a 统一社会信用代码.

Our own few lines and not python-stdnum: version 2.2 raises KeyError on a county that its table
doesn't have (640224, 陶乐县, dissolved 2003), refuses the 15-digit form, and takes 60–90 ms to
import plus 55–70 ms for its first check.
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
    "9": "123456",
}
PROVINCES = frozenset(area + place for area, places in _REGIONS.items() for place in places)
"""The first two digits of an ID: GB/T 2260, with 81–83 for the residence permits of people from
香港, 澳门, 台湾 (居住证申领发放办法, 2018) and 9 with a region's first digit for foreigners
(外国人永久居留身份证, new style of 2023)."""

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_CHECKS = "10X98765432"
_USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)

CARD_PREFIX = re.compile(
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
    return id_shaped(number) and number[17] == id_check(number)


def id_shaped(number: str) -> bool:
    """Return whether region and birth date of an 18-character ID are real, whatever its check."""
    return number[:2] in PROVINCES and real_date(number[6:10], number[10:12], number[12:14])


def id_check(number: str) -> str:
    """Return the check digit for the first 17 digits of an ID (GB 11643-1999)."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _ID_WEIGHTS, strict=False))
    return _ID_CHECKS[total % 11]


def is_id15(number: str) -> bool:
    """Return whether 15 digits are an ID of the first generation: region and a date of 19yy."""
    return number[:2] in PROVINCES and real_date("19" + number[6:8], number[8:10], number[10:12])


def is_card(number: str) -> bool:
    """Return whether digits have an issuer's prefix and length and a right Luhn sum."""
    return bool(CARD_PREFIX.fullmatch(number)) and luhn(number)


def luhn(number: str) -> bool:
    """Return whether the last digit is right by the Luhn formula (ISO/IEC 7812-1 annex B)."""
    digits = [int(digit) for digit in reversed(number)]
    doubled = sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return (sum(digits[::2]) + doubled) % 10 == 0


def is_uscc(code: str) -> bool:
    """Return whether 18 characters are a 统一社会信用代码 with its check (GB 32100-2015)."""
    if len(code) != 18 or not set(code) <= set(_USCC_ALPHABET):
        return False
    values = [_USCC_ALPHABET.index(char) for char in code]
    total = sum(v * weight for v, weight in zip(values, _USCC_WEIGHTS, strict=False))
    return (31 - total % 31) % 31 == values[17]
