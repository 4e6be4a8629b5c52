"""Persons behind memberships: found by the hash of the identity number, one supported household each (R20)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hudang.accounts.models import User
from hudang.divisions.queries import path_label
from hudang.households.errors import PersonAlreadySupported
from hudang.households.models import Household, HouseholdMember, Person
from hudang.households.names import name_keys
from hudang.households.naming import index_new_names
from hudang.households.rules.fields import read_values
from hudang.households.rules.member_fields import (
    MEMBER_FIELDS,
    PERSON_FIELDS,
    IdentityReading,
    read_certificate,
    read_identity,
    required_together,
)
from hudang.households.vocabulary import IDENTITY_CARD
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput
from hudang.kernel.identity import mask_identity
from hudang.kernel.text import clean_name
from hudang.platform.digests import lookup_hash

_EXPLAIN = "请更正，或在“不一致的原因”中说明后再保存。"


@dataclass(frozen=True)
class Filled:
    """A filled-in member form after all checks: values as stored."""

    person: dict[str, Any]
    member: dict[str, Any]
    notices: tuple[str, ...]


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


def check_new(values: Mapping[str, Any], mismatch_reason: str) -> Filled:
    """Check all fields of a new member; raises ``InvalidInput`` with a sentence for each wrong one."""
    blank = dict.fromkeys((*PERSON_FIELDS, *MEMBER_FIELDS))
    given = {name: values.get(name) for name in blank}
    given["covered"] = values.get("covered", True)
    today = clock.today()
    person, faults = read_values(PERSON_FIELDS, given, today)
    member, more = read_values(MEMBER_FIELDS, given, today)
    faults |= more
    reading = read_identity(person, today) if "identity" not in faults and "born_on" not in faults else None
    if reading:
        faults |= reading.faults | _unexplained(reading, mismatch_reason)
    faults |= read_certificate(member, reading.number if reading and _is_card(person) else "")
    faults |= required_together(member)
    if faults or reading is None:
        raise InvalidInput(faults)
    _settle(person, reading)
    return Filled(person, member, reading.notices)


def check_edit(values: Mapping[str, Any], stored: Mapping[str, Any], mismatch_reason: str) -> Filled:
    """Check the changed fields of a member; faults that the stored values already had become notices."""
    today = clock.today()
    person, faults = read_values(PERSON_FIELDS, values, today)
    member, more = read_values(MEMBER_FIELDS, values, today)
    faults |= more
    if faults:
        raise InvalidInput(faults)
    merged = dict(stored) | person | member
    notices: list[str] = []
    if any(merged[name] != stored[name] for name in ("identity_kind", "identity", "born_on", "sex")):
        reading = read_identity(merged, today)
        faults |= reading.faults | _unexplained(reading, mismatch_reason)
        _settle(person, reading)
        notices += reading.notices
    held = dict(stored)
    old = required_together(stored) | read_certificate(held, stored["identity"] if _is_card(stored) else "")
    number = person.get("identity", stored["identity"])
    new = required_together(merged) | read_certificate(merged, number if _is_card(merged) else "")
    faults |= {name: said for name, said in new.items() if old.get(name) != said}
    if faults:
        raise InvalidInput(faults)
    for name in ("disability_kind", "disability_level"):
        if merged[name] != stored[name]:
            member[name] = merged[name]
    return Filled(person, member, (*notices, *new.values()))


def _is_card(values: Mapping[str, Any]) -> bool:
    return (values.get("identity_kind") or IDENTITY_CARD) == IDENTITY_CARD


def _unexplained(reading: IdentityReading, mismatch_reason: str) -> dict[str, str]:
    if mismatch_reason.strip():
        return {}
    return {name: said + _EXPLAIN for name, said in reading.mismatches.items()}


def _settle(person: dict[str, Any], reading: IdentityReading) -> None:
    person["identity"], person["born_on"], person["sex"] = reading.number, reading.born_on, reading.sex
    person["identity_kind"] = person.get("identity_kind") or IDENTITY_CARD
    if "name" in person:
        person["name"] = clean_name(person["name"])


def place_for(actor: User, household: Household) -> str:
    """Say which household is meant: in full within the user's division, by village only outside it."""
    where = path_label(household.village_code)
    if household.village_code.startswith(actor.scope):
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
