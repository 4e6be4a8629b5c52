"""Identity numbers, phones, accounts and household numbers as offices type them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hudang.kernel.identity import check_digit
from hudang.rosters.rules.cells import Reading
from hudang.rosters.rules.identities import read_account, read_household_number, read_identity, read_phone
from tests.rules.rosters.builders import TODAY, identity

GOOD = identity(1, born="19640721")
ENDS_IN_X = next(n for n in (identity(s) for s in range(400)) if n.endswith("X"))
FULL_WIDTH = "".join(chr(ord(c) + 0xFEE0) for c in GOOD)


def wrong_check(number: str) -> str:
    return number[:17] + ("1" if number[17] != "1" else "2")


def aged(year: int) -> str:
    first = f"229901{year}0721123"
    return first + check_digit(first)


@pytest.mark.parametrize(
    ("raw", "codes"),
    [
        (GOOD, ()),
        (f" {GOOD}", ("N_ID_SPACE",)),
        (f"{GOOD[:6]} {GOOD[6:14]} {GOOD[14:]}", ("N_ID_SPACE",)),
        (f"{GOOD}'", ("N_ID_SPACE",)),
        (f"'{GOOD}\t", ("N_ID_SPACE",)),
        (f"\u200b{GOOD}\ufeff", ("N_ID_SPACE",)),
        (FULL_WIDTH, ("N_ID_FULLWIDTH",)),
        (f"{GOOD}（户主）", ("N_NOTE_IN_CELL",)),
    ],
)
def test_a_right_number_is_found_in_any_dress(raw: str, codes: tuple[str, ...]) -> None:
    read = read_identity(raw, TODAY)
    assert read.number is not None
    assert (read.number.number, read.codes) == (GOOD, codes)


@pytest.mark.parametrize("x", ["x", "х", "×", "Х"])
def test_every_kind_of_x_becomes_the_capital_letter(x: str) -> None:
    read = read_identity(ENDS_IN_X[:17] + x, TODAY)
    assert read.number is not None
    assert (read.number.number, read.codes) == (ENDS_IN_X, ("N_ID_CASE",))


@pytest.mark.parametrize("raw", [GOOD[:6] + GOOD[8:17], int(GOOD[:6] + GOOD[8:17]), float(GOOD[:6] + GOOD[8:17])])
def test_fifteen_digits_are_converted_and_shown(raw: Any) -> None:
    read = read_identity(raw, TODAY)
    assert read.number is not None
    assert (read.number.number, read.codes) == (GOOD, ("W_ID_15",))


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "E_ID_MISSING"), ("无", "E_ID_MISSING"), ("/", "E_ID_MISSING"), ("办理中", "E_ID_MISSING"),
        (GOOD[:-2], "E_ID_LENGTH"), (GOOD + "1", "E_ID_LENGTH"), ("229901649921123", "E_ID_LENGTH"),
        (wrong_check(GOOD), "E_ID_CHECKSUM"), (wrong_check(GOOD[:10] + "13" + GOOD[12:]), "E_ID_CHECKSUM"),
        (float(GOOD[:17] + "1"), "E_ID_PRECISION"), ("2.29901E+17", "E_ID_PRECISION"), ("229901196407210000", "E_ID_PRECISION"),
        (aged(1893), "E_AGE_IMPOSSIBLE"), (aged(2031), "E_AGE_IMPOSSIBLE"),
        (GOOD[:5] + "O" + GOOD[6:], "E_ID_SHAPE"),
        ("22990119641321123" + check_digit("22990119641321123"), "E_ID_DATE"),
    ],
)  # fmt: skip
def test_a_wrong_number_is_rejected_with_its_reason(raw: Any, code: str) -> None:
    read = read_identity(raw, TODAY)
    assert read.number is None
    assert read.codes == (code,)


def test_age_is_counted_to_the_day_given() -> None:
    newborn = identity(1, born="20260701")
    assert read_identity(newborn, TODAY).codes == ("E_AGE_IMPOSSIBLE",)
    assert read_identity(newborn, date(2026, 7, 1)).codes == ()


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("13910732715", "13910732715"), (13910732715.0, "13910732715"), ("139 1073 2715", "13910732715"),
        ("139-1073-2715", "13910732715"), ("+8613910732715", "13910732715"), ("０４３６-5047346", "0436-5047346"),
        ("0436-5047346", "0436-5047346"), ("5047346", "5047346"), ("13910732715/15823198918", "13910732715"),
        ("1391073271、15823198918", "15823198918"), ("13910732715（儿子）", "13910732715"), ("无", None), ("", None), (0, None),
        ("13910732715李村长代", "13910732715"), ("儿子13910732715", "13910732715"), ("无电话", None),
    ],
)  # fmt: skip
def test_a_phone_is_found(raw: Any, number: str | None) -> None:
    assert read_phone(raw) == number


@pytest.mark.parametrize("raw", ["1391073271", "139107327155", "0436-50473", "043650473", "11010732715", "是"])
def test_a_phone_of_wrong_length_is_left_out(raw: str) -> None:
    assert read_phone(raw) == Reading(None, ("W_PHONE_INVALID",))


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("6228480000000000001", "6228480000000000001"), ("6228 4800 0000 0000 001", "6228480000000000001"),
        (70123456789.0, "70123456789"), ("无", None), ("-", None),
    ],
)  # fmt: skip
def test_an_account_is_kept_digit_by_digit(raw: Any, number: str | None) -> None:
    assert read_account(raw) == number


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (6.21799499203017e18, "W_ACCOUNT_PRECISION"), ("6.21799E+18", "W_ACCOUNT_PRECISION"),
        ("6217994992030170000", "W_ACCOUNT_PRECISION"), ("6217", "W_ACCOUNT_INVALID"), ("已销户", "W_ACCOUNT_INVALID"),
    ],
)  # fmt: skip
def test_an_account_that_lost_digits_is_left_out(raw: Any, code: str) -> None:
    assert read_account(raw) == Reading(None, (code,))


def test_a_household_number_that_lost_its_last_digit_is_left_out() -> None:
    assert read_household_number("2299011002000001") == "2299011002000001"
    assert read_household_number(2299011002000001.0) == Reading(None, ("W_HH_NO_PRECISION",))
    assert read_household_number(12.0) == "12"
