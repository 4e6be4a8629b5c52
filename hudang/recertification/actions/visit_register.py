"""What a survey says of the register goes into the register when it is accepted, so that classes and papers follow."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from hudang.accounts.models import User
from hudang.archives.actions.completeness import refresh_households
from hudang.households.actions.editing import edit_household, set_dwelling
from hudang.households.actions.members import edit_member
from hudang.households.models import HouseholdMember
from hudang.households.rules.facts import PUPIL
from hudang.kernel.identity import tidy_identity
from hudang.kernel.money import CENT
from hudang.recertification.models import Visit

_MONTHS = 3
_VALID, _NO_CHANGE, _CHANGED = "1", "0", "3"
_STUDY = ("school", "education_stage", "grade", "student_card")


def update_register(actor: User, visit: Visit, said: Mapping[str, Any]) -> None:
    """Write what the survey found into household, dwelling and members; inside the caller's transaction."""
    named: dict[str, Any] = {
        "actor": actor,
        "code": visit.household.code,
        "version": None,
        "by_case": f"走访 {visit.pk}",
    }
    household = {name: said[name] for name in ("phone", "address", "registered_address") if said.get(name)}
    edit_household(**named, values=household)
    dwelling = _dwelling(said)
    if dwelling:
        set_dwelling(**named, values=dwelling)
    rows = HouseholdMember.objects.filter(household=visit.household, until=None).select_related("person")
    members = list(rows)
    for row in said.get("members") or ():
        member = _member_of(members, row)
        if member is None or row.get("change") not in (_NO_CHANGE, _CHANGED, None):
            continue
        values = _values(member, row, said)
        if values:
            day = visit.on if member.since < visit.on else None
            edit_member(**named, member_id=member.pk, values=values, effective=day)
    refresh_households([visit.household_id])


def _member_of(members: list[HouseholdMember], row: Mapping[str, Any]) -> HouseholdMember | None:
    number = tidy_identity(str(row.get("identity", "")))
    found = [member for member in members if number and member.person.identity == number]
    found = found or [member for member in members if member.person.name == row.get("name")]
    return found[0] if len(found) == 1 else None


def _dwelling(said: Mapping[str, Any]) -> dict[str, Any]:
    plain = {
        "kind": "house_kind",
        "structure": "house_structure",
        "area": "area",
        "danger": "danger",
        "water_account": "water_account",
        "power_account": "power_account",
        "fuel_monthly": "fuel",
        "telecom_monthly": "telecom",
    }
    found = {name: said[key] for name, key in plain.items() if said.get(key) is not None}
    for name, key in (("water_monthly", "water_paid"), ("power_monthly", "power_paid")):
        if said.get(key) is not None:
            found[name] = (Decimal(said[key]) / _MONTHS).quantize(CENT)
    if "area" in found:
        found["area"] = Decimal(found["area"]).quantize(CENT)
    return found


def _values(member: HouseholdMember, row: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of a member differs from the register."""
    given = {name: row[name] for name in ("health", "work_capacity", "self_care", "employment") if row.get(name)}
    if row.get("certificate") == _VALID and row.get("certificate_until"):
        given["disability_valid_until"] = row["certificate_until"]
    ill = _of(said, "illnesses", member.person.name)
    if ill:
        given |= {"illness": ill.get("illness"), "medical_paid": ill.get("paid")}
    student = _of(said, "students", member.person.name)
    if student:
        given |= _student(member, student)
    elif row.get("employment") not in (None, PUPIL) and any(getattr(member, name) for name in _STUDY):
        # who left school studies no more
        given |= dict.fromkeys(_STUDY, "") | {"student_card_valid_until": None}
    return {name: value for name, value in given.items() if getattr(member, name) != value}


def _of(said: Mapping[str, Any], table: str, name: str) -> Mapping[str, Any]:
    return next((row for row in said.get(table) or () if row.get("name") == name), {})


def _student(member: HouseholdMember, row: Mapping[str, Any]) -> dict[str, Any]:
    names = {"school": "school", "education_stage": "stage", "grade": "grade", "student_card": "student_card"}
    found: dict[str, Any] = {name: row[key] for name, key in names.items() if row.get(key)}
    if row.get("card_until"):
        found["student_card_valid_until"] = row["card_until"]
    known = f"{member.graduates_on:%Y-%m}" if member.graduates_on else ""
    if row.get("graduates") and row["graduates"] != known:
        found["graduates_on"] = date.fromisoformat(f"{row['graduates']}-01")
    return found
