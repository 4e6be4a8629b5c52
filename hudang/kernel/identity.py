"""公民身份号码 GB 11643 and the numbers built on it (code-tables.md A1, A4, A6, A9)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from operator import mul

from hudang.kernel.text import half_width, remove_spaces, strip_invisible

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_SHAPE_18 = re.compile(r"[1-9]\d{16}[\dX]")
_SHAPE_15 = re.compile(r"[1-9]\d{14}")
_CERTIFICATE = re.compile(r"(\d{17}[\dX])([1-7])([1-4])(B\d)?")
# 11–65 provinces, 71/81/82/83 Taiwan, Hong Kong, Macao and their residents' permits
_PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split()
)
OLDEST_AGE = 120


class IdentityFault(StrEnum):
    """What is wrong with an identity number."""

    MISSING = "missing"
    LENGTH = "length"
    SHAPE = "shape"
    REGION = "region"
    BIRTH_DATE = "birth_date"
    TOO_OLD = "too_old"
    CHECKSUM = "checksum"


FAULT_MESSAGES = {
    IdentityFault.MISSING: "没有身份证号，请补填 18 位公民身份号码。",
    IdentityFault.LENGTH: "身份证号应为 18 位，请对照证件补全。",
    IdentityFault.SHAPE: "身份证号只能由 17 位数字加 1 位数字或 X 组成，请对照证件改正。",
    IdentityFault.REGION: "身份证号前两位不是有效的省级代码，请对照证件改正。",
    IdentityFault.BIRTH_DATE: "身份证号里的出生日期不存在，请对照证件改正。",
    IdentityFault.TOO_OLD: "按身份证号计算年龄超过 120 岁或尚未出生，请对照证件改正。",
    IdentityFault.CHECKSUM: "身份证号最后一位校验不符，一定有数字抄错，请对照证件逐位核对。",
}


@dataclass(frozen=True)
class IdentityNumber:
    """A valid 18-digit number with what it says; ``converted`` when it was given in the old 15 digits."""

    number: str
    birth_date: date
    sex: str
    converted: bool = False

    @property
    def masked(self) -> str:
        """First six and last four digits (A9)."""
        return mask_identity(self.number)


def check_digit(first_17: str) -> str:
    """Return the check digit of 17 digits (ISO 7064 MOD 11-2)."""
    return _CHECK_DIGITS[sum(map(mul, map(int, first_17), _WEIGHTS)) % 11]


def tidy_identity(text: str) -> str:
    """Return the number as typed without spaces, full-width forms or lower-case x."""
    return remove_spaces(half_width(strip_invisible(text))).upper()


def parse_identity(text: str, today: date) -> IdentityNumber | IdentityFault:
    """Read an identity number in any typed form.

    A 15-digit number of before 1999 gets ``19`` and a check digit. A region code that was abolished is
    no fault (A1): only the province is checked.
    """
    number = tidy_identity(text)
    if not number:
        return IdentityFault.MISSING
    converted = len(number) == 15
    if converted:
        if not _SHAPE_15.fullmatch(number):
            return IdentityFault.SHAPE
        first = number[:6] + "19" + number[6:]
        number = first + check_digit(first)
    if len(number) != 18:
        return IdentityFault.LENGTH
    if not _SHAPE_18.fullmatch(number):
        return IdentityFault.SHAPE
    if number[:2] not in _PROVINCES:
        return IdentityFault.REGION
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return IdentityFault.BIRTH_DATE
    if check_digit(number[:17]) != number[17]:
        return IdentityFault.CHECKSUM
    if born > today or today.year - born.year > OLDEST_AGE:
        return IdentityFault.TOO_OLD
    return IdentityNumber(number, born, "1" if int(number[16]) % 2 else "2", converted)


def mask_identity(number: str) -> str:
    """Return the number with only its first six and last four characters readable."""
    return number[:6] + "*" * (len(number) - 10) + number[-4:] if len(number) >= 15 else "*" * len(number)


def mask_account(number: str) -> str:
    """Return the account with only its last four digits readable."""
    return "*" * max(len(number) - 4, 0) + number[-4:]


def mask_phone(number: str) -> str:
    """Return the phone number with its first three and last four digits readable."""
    return number[:3] + "*" * max(len(number) - 7, 0) + number[-4:] if len(number) > 7 else "***" + number[-2:]


@dataclass(frozen=True)
class CertificateNumber:
    """残疾人证号: identity number, kind (1–7) and level (1–4)."""

    identity: str
    kind: str
    level: str


def parse_certificate(text: str) -> CertificateNumber | None:
    """Read a disability certificate number (A4); ``None`` when it has another shape."""
    match = _CERTIFICATE.fullmatch(tidy_identity(text))
    return CertificateNumber(match[1], match[2], match[3]) if match else None


def luhn_valid(account: str) -> bool:
    """Tell whether a bank card number passes Luhn (A6: warn only, passbooks do not follow it)."""
    if not account.isdigit():
        return False
    total = 0
    for index, digit in enumerate(reversed(account)):
        value = int(digit) * (2 if index % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"(0\d{2,3}-?)?\d{7,8}(-\d{1,6})?")


def phone_valid(text: str) -> bool:
    """Tell whether the text is a mobile or landline number (A6)."""
    if _MOBILE.fullmatch(text):
        return True
    return bool(_LANDLINE.fullmatch(text)) and not (text.startswith("1") and len(text) > 8)


def age_on(born: date, day: date) -> int:
    """Return the age in full years on ``day`` (A3: full on the birthday itself; 29 February on 1 March)."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
