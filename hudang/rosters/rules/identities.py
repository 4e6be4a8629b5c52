"""Identity numbers, phones, accounts and other numbers in cells."""

from __future__ import annotations

import re
from datetime import date

from hudang.kernel.identity import (
    IdentityFault,
    IdentityNumber,
    check_digit,
    luhn_valid,
    parse_identity,
    phone_valid,
    tidy_identity,
)
from hudang.kernel.text import half_width, remove_spaces, strip_invisible
from hudang.rosters.reading.grid import CellValue
from hudang.rosters.rules.cells import (
    Read,
    Reading,
    digits_of_number,
    is_mark_of_nothing,
    lost_digits,
    plain_text,
    tidy,
    without_notes,
)

_FAULT_CODES = {
    IdentityFault.MISSING: "E_ID_MISSING",
    IdentityFault.LENGTH: "E_ID_LENGTH",
    IdentityFault.SHAPE: "E_ID_SHAPE",
    IdentityFault.REGION: "E_ID_REGION",
    IdentityFault.BIRTH_DATE: "E_ID_DATE",
    IdentityFault.TOO_OLD: "E_AGE_IMPOSSIBLE",
    IdentityFault.CHECKSUM: "E_ID_CHECKSUM",
}
_PLAIN = re.compile(r"[1-9]\d{16}[\dX]")
_FULL_WIDTH = re.compile(r"[０-９Ｘｘ]")
_X_FORMS = str.maketrans({"х": "X", "Х": "X", "×": "X", "Ⅹ": "X", "χ": "X", "Χ": "X", "✕": "X"})
_ORNAMENTS = re.compile(r"[\s'`‘’“”\"*,，.。:：;；_\-—–·、]|身份证(号码?)?|证件号码?")
# 办理中, 无证, 丢失: what stands where a number should
_ONLY_WORDS = re.compile(r"[\u4e00-\u9fff、，。,.\s]+")
_SPLIT = re.compile(r"[\s/、,，;；\\|或和]+")
_NO_PHONE = re.compile(r"(?:暂?无|没有?|未)[\u4e00-\u9fff]*")
_AMONG_WORDS = re.compile(r"[^\d\-+]+")
_FORBIDDEN_START = re.compile(r"1\d{0,9}|1\d{11,}")
_AREA = re.compile(r"0(10|2\d|[3-9]\d\d)-?[2-9]\d{6,7}(-\d{1,6})?")


class Identity:
    """The outcome of reading one identity cell."""

    __slots__ = ("codes", "number")

    def __init__(self, number: IdentityNumber | None, codes: tuple[str, ...]) -> None:
        self.number = number
        self.codes = codes


def read_identity(raw: CellValue, today: date) -> Identity:
    """Read an identity cell; E_ codes come with no number."""
    if isinstance(raw, str) and _PLAIN.fullmatch(raw):
        return _judged(raw, (), today)
    if lost_digits(raw):
        return Identity(None, ("E_ID_PRECISION",))
    digits = digits_of_number(raw)
    text = digits if digits is not None else plain_text(raw).removesuffix(".0")
    bare, notes = without_notes(text)
    if is_mark_of_nothing(tidy(bare)) or _ONLY_WORDS.fullmatch(tidy(bare)):
        return Identity(None, ("E_ID_MISSING",))
    number = _ORNAMENTS.sub("", half_width(strip_invisible(bare))).translate(_X_FORMS)
    codes = [*_form_codes(raw, number, notes)] if isinstance(raw, str) else []
    return _judged(number.upper(), tuple(codes), today)


def _form_codes(raw: str, number: str, notes: str) -> list[str]:
    codes = []
    if notes:
        codes.append("N_NOTE_IN_CELL")
    if _FULL_WIDTH.search(raw):
        codes.append("N_ID_FULLWIDTH")
    if number[-1:] == "x" or any(ord(c) in _X_FORMS for c in raw):
        codes.append("N_ID_CASE")
    if not notes and half_width(raw).upper().translate(_X_FORMS) != number.upper():
        codes.append("N_ID_SPACE")
    return codes


def _judged(number: str, codes: tuple[str, ...], today: date) -> Identity:
    parsed = parse_identity(number, today)
    if isinstance(parsed, IdentityNumber):
        return Identity(parsed, (*codes, "W_ID_15") if parsed.converted else codes)
    return Identity(None, (_fault_code(parsed, tidy_identity(number)),))


def _fault_code(fault: IdentityFault, number: str) -> str:
    if len(number) == 15 and number.isdigit():
        return "E_ID_LENGTH"
    # a number typed wrong is reported as such, not by the impossible date or region that the slip gives
    wrong_check = fault in (IdentityFault.BIRTH_DATE, IdentityFault.REGION) and check_digit(number[:17]) != number[17]
    if wrong_check or fault is IdentityFault.CHECKSUM:
        return "E_ID_PRECISION" if number.endswith("000") else "E_ID_CHECKSUM"
    return _FAULT_CODES[fault]


def read_phone(raw: CellValue) -> Read:
    """Return the first valid phone number in the cell; a wrong one is left out."""
    if isinstance(raw, str) and len(raw) == 11 and raw.isascii() and raw.isdigit() and phone_valid(raw):
        return raw
    text = digits_of_number(raw) or tidy(raw)
    bare, _ = without_notes(text)
    if not bare or is_mark_of_nothing(bare) or bare == "0":
        return None
    whole = remove_spaces(bare)
    if _NO_PHONE.fullmatch(whole):
        return None
    for candidate in (whole, whole.replace("-", ""), *_SPLIT.split(bare), *_AMONG_WORDS.split(whole)):
        number = candidate.removeprefix("+86").removeprefix("86-")
        if _phone_shape(number):
            return number
    return Reading(None, ("W_PHONE_INVALID",))


def _phone_shape(number: str) -> bool:
    if not phone_valid(number) or _FORBIDDEN_START.fullmatch(number):
        return False
    return not number.startswith("0") or bool(_AREA.fullmatch(number))


def read_account(raw: CellValue) -> Read:
    """Return the digits of a bank account; what Excel shortened is left out."""
    if isinstance(raw, str) and 8 <= len(raw) <= 30 and raw.isascii() and raw.isdigit():
        return _kept_account(raw)
    if lost_digits(raw):
        return Reading(None, ("W_ACCOUNT_PRECISION",))
    bare, _ = without_notes(digits_of_number(raw) or tidy(raw))
    number = re.sub(r"[\s\-_.:：'`,]", "", bare)
    if not number or is_mark_of_nothing(bare) or number == "0":
        return None
    if not (number.isascii() and number.isdigit() and 8 <= len(number) <= 30):
        return Reading(None, ("W_ACCOUNT_INVALID",))
    return _kept_account(number)


def _kept_account(number: str) -> Read:
    # a text of 19 digits with four zeros at the end is a number that Excel shortened before it became text
    if len(number) >= 19 and number.endswith("0" * (len(number) - 15)) and not luhn_valid(number):
        return Reading(None, ("W_ACCOUNT_PRECISION",))
    return number


def read_household_number(raw: CellValue) -> Read:
    """Return a household number as written; one that Excel shortened is left out."""
    if isinstance(raw, str) and raw.isascii() and raw.isalnum():
        return raw if not lost_digits(raw) else Reading(None, ("W_HH_NO_PRECISION",))
    if lost_digits(raw):
        return Reading(None, ("W_HH_NO_PRECISION",))
    text = remove_spaces(digits_of_number(raw) or tidy(raw))
    return None if not text or is_mark_of_nothing(text) else text


def read_numbered(raw: CellValue) -> str:
    """Return a certificate's or file's number without spaces, letters in capitals."""
    text = remove_spaces(tidy(raw)).upper()
    return "" if is_mark_of_nothing(text) else text
