"""A member's form as a whole: what is clean, what is wrong, what only needs to be said (forms.md F06)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

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
from hudang.kernel.text import clean_name

_EXPLAIN = "请更正，或在“不一致的原因”中说明后再保存。"


@dataclass(frozen=True)
class Filled:
    """A filled-in member form after all checks: values as stored."""

    person: dict[str, Any]
    member: dict[str, Any]
    notices: tuple[str, ...]


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
