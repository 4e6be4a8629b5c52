"""Invented households, written straight into the tables; tests of actions build on them."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from hudang.households.models import Household, HouseholdMember, Person
from hudang.households.names import name_keys
from hudang.households.naming import index_new_names
from hudang.kernel.identity import check_digit, mask_identity
from hudang.platform.digests import lookup_hash
from tests.people import MINQIANG

_serial = count(1)


def number_from(first: int) -> None:
    """Count invented numbers on from here: for processes that write into one archive one after the other."""
    global _serial
    _serial = count(first)


def identity_number(born: date = date(1960, 5, 12), sex: str = "1", region: str = "220882") -> str:
    """Return a valid invented identity number."""
    serial = next(_serial) * 2 % 1000
    serial += 1 if sex == "1" and serial % 2 == 0 else 0
    first = f"{region}{born:%Y%m%d}{serial:03d}"
    return first + check_digit(first)


def make_person(name: str = "王德贵", *, born: date = date(1960, 5, 12), sex: str = "1", **fields: Any) -> Person:
    """Make a person with an identity number."""
    number = identity_number(born, sex)
    pinyin, initials = name_keys(name)
    person = Person.objects.create(
        name=name,
        sex=sex,
        born_on=born,
        identity=number,
        identity_hash=lookup_hash(number, "identity"),
        identity_masked=mask_identity(number),
        identity_tail=number[-4:],
        **({"pinyin": pinyin, "initials": initials} | fields),
    )
    index_new_names([person])
    return person


def add_member(household: Household, relation: str, person: Person | None = None, **fields: Any) -> HouseholdMember:
    """Add a member; person fields come with a ready person."""
    return HouseholdMember.objects.create(
        household=household, person=person or make_person(), relation=relation, since=date(2020, 1, 1), **fields
    )


def make_household(
    name: str = "王德贵", *, village: str = MINQIANG, number: int | None = None, **fields: Any
) -> Household:
    """Make a household in payment with its head."""
    sequence = number if number is not None else next(_serial)
    defaults: dict[str, Any] = {
        "state": "ACTIVE",
        "assistance": "02",
        "abc_class": "B",
        "declared_size": 1,
        "covered_size": 1,
        "allowance": 320,
        "approved_on": date(2021, 3, 1),
    }
    household = Household.objects.create(
        code=f"{village}{sequence:04d}", village_code=village, head_name=name, **(defaults | fields)
    )
    add_member(household, "02", make_person(name))
    return household
