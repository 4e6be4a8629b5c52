"""Persons behind memberships: found by the hash of the identity number, one supported household each (R20)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hudang.accounts.access import is_within
from hudang.accounts.models import User
from hudang.divisions.queries import path_label
from hudang.households.errors import PersonAlreadySupported
from hudang.households.models import Household, HouseholdMember, Person
from hudang.households.names import name_keys
from hudang.households.naming import index_new_names
from hudang.households.rules.member_form import Filled
from hudang.kernel.division_codes import county_code, is_apart
from hudang.kernel.errors import InvalidInput
from hudang.kernel.identity import mask_identity
from hudang.platform.digests import lookup_hash


def identity_fields(number: str) -> dict[str, Any]:
    """Return the stored fields of an identity number: encrypted, hashed, masked, tail."""
    return {
        "identity": number,
        "identity_hash": lookup_hash(number, "identity") if number else None,
        "identity_masked": mask_identity(number) if number else "",
        "identity_tail": number[-4:],
    }


def name_fields(name: str) -> dict[str, str]:
    """Return the stored fields of a name with its pinyin keys."""
    pinyin, initials = name_keys(name)
    return {"name": name, "pinyin": pinyin, "initials": initials}


def place_for(actor: User, household: Household) -> str:
    """Say which household is meant: in full within the user's division, by village only outside it."""
    village = household.village_code
    where = path_label(county_code(village) if is_apart(village) else village)
    if is_within(actor, village):
        return f"{where} {household.head_name}户（{household.code}）"
    return f"{where}一户"


def refuse_if_supported(actor: User, person: Person, household: Household | None) -> None:
    """Raise ``PersonAlreadySupported`` when the person is in a supported household other than ``household``."""
    memberships = HouseholdMember.objects.filter(person=person, until=None, supported=True)
    other = memberships.exclude(household=household).select_related("household").first()
    if other is not None:
        raise PersonAlreadySupported(
            name=person.name, identity=person.identity_masked or "无证件号", where=place_for(actor, other.household)
        )


def person_with(number: str) -> Person | None:
    """Return the person with this identity number."""
    return Person.objects.filter(identity_hash=lookup_hash(number, "identity")).first() if number else None


def find_or_make(actor: User, filled: Filled, household: Household) -> Person:
    """Return the person to become a member, known already or new; refuses one who is supported elsewhere."""
    values = filled.person
    known = person_with(values["identity"])
    if known is None:
        person = Person.objects.create(**stored_person(values))
        index_new_names([person])
        return person
    refuse_if_supported(actor, known, household)
    if HouseholdMember.objects.filter(person=known, household=household, until=None).exists():
        raise InvalidInput({"identity": f"{known.name}已经是本户成员。"})
    if known.name != values["name"]:
        raise InvalidInput({"name": "这个身份证号登记过另一个姓名，请对照证件核对姓名和号码。"})
    return known


def stored_person(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of a person for checked values."""
    kept = {name: values[name] for name in ("identity_kind", "sex", "born_on", "ethnicity") if name in values}
    if "name" in values:
        kept |= name_fields(values["name"])
    if "identity" in values:
        kept |= identity_fields(values["identity"])
    return kept
