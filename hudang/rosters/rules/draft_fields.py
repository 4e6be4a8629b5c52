"""What a judged row's values mean as fields of household, dwelling, member and incomes; untold fields are absent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from hudang.households.vocabulary import ABC_CLASS, HOUSE_DANGER, INCOME_KIND
from hudang.kernel.identity import parse_certificate
from hudang.kernel.money import to_cents
from hudang.rosters.rules.coding import assistance_told, cause_codes, code_of
from hudang.rosters.vocabulary import FIELDS

UNITEMISED_INCOME = "599"
# what the columns can hold; a larger figure is a slip, and is left out rather than cut
_LARGEST_AMOUNT = Decimal("9999999999.99")
_LARGEST_COUNT = 32_767
_LARGEST_AREA, _LARGEST_LAND = Decimal("99999.99"), Decimal("999999.99")


def _decimal(value: Any, largest: Decimal) -> Decimal | None:
    if value is None:
        return None
    amount = Decimal(str(value))
    return to_cents(amount) if amount.is_finite() and 0 <= amount <= largest else None


def _count(value: Any) -> int | None:
    return int(value) if value is not None and 0 <= value <= _LARGEST_COUNT else None


def day_of(value: Any) -> date | None:
    """Return an ISO date; none for a month without a day."""
    return date.fromisoformat(value) if value and len(str(value)) == 10 else None


_TEXT_FIELDS = {
    "address": 200, "registered_address": 200, "bank": 60, "account": 40, "phone": 30, "cert_no": 40,
}  # fmt: skip
_TEXT_TARGETS = {"cert_no": "certificate_no"}


def household_fields(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of the household that a row tells."""
    told: dict[str, Any] = {}
    for name, limit in _TEXT_FIELDS.items():
        if values.get(name):
            told[_TEXT_TARGETS.get(name, name)] = str(values[name])[:limit]
    figures = {name: _decimal(values.get(name), _LARGEST_AMOUNT) for name in ("allowance", "standard", "supplement")}
    counts = {"declared_size": _count(values.get("family")), "covered_size": _count(values.get("covered_n"))}
    days = {"approved_on": day_of(values.get("approved")), "applied_on": day_of(values.get("applied"))}
    told |= {name: value for name, value in (figures | counts | days).items() if value is not None}
    if (letter := str(values.get("abc") or "")[:1].upper()) in ABC_CLASS:
        told["abc_class"] = letter
    if values.get("cause") and (codes := cause_codes(str(values["cause"]))):
        told["causes"] = list(codes)
    if assistance := assistance_told(str(values.get("category") or ""), str(values.get("region") or "")):
        told["assistance"] = assistance
    return told


_MEMBER_CODES = {
    "health": ("health", "health"),
    "labor": ("work_capacity", "work_capacity"),
    "employ": ("employment", "employment"),
    "marital": ("marital", "marital"),
    "education": ("education", "education"),
    "politics": ("politics", "politics"),
    "dis_kind": ("disability_kind", "disability_kind"),
    "dis_level": ("disability_level", "disability_level"),
    "stage": ("stage", "education_stage"),
    "self_care": ("self_care", "self_care"),
}
_MEMBER_TEXTS = {
    "dis_cert": ("disability_certificate", 24),
    "school": ("school", 80),
    "grade": ("grade", 20),
    "student_no": ("student_card", 40),
    "illness": ("illness", 60),
    "employer": ("employer", 100),
}


def member_fields(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of the member that a row tells."""
    told: dict[str, Any] = {}
    for name, (table, target) in _MEMBER_CODES.items():
        if values.get(name) and (code := code_of(table, str(values[name]))):
            told[target] = code
    for name, (target, limit) in _MEMBER_TEXTS.items():
        if values.get(name):
            told[target] = str(values[name])[:limit]
    if graduates := day_of(values.get("graduate")):
        told["graduates_on"] = graduates
    if values.get("ill") == "是":
        told.setdefault("health", "4")
    if values.get("student") == "是":
        told.setdefault("employment", "5")
    covered = values.get("covered")
    if covered in ("是", "否", True, False):
        told["covered"] = covered in ("是", True)
    certificate = parse_certificate(told.get("disability_certificate", ""))
    if certificate:
        told.setdefault("disability_kind", certificate.kind)
        told.setdefault("disability_level", certificate.level)
    return told


# incomes given by group only are kept under the kind that stands for the group
GROUP_KIND = {"wage": "101", "business": "205", "property": "301", "transfer": "404", "other": "501"}
_INCOME_NAMES = {*GROUP_KIND, *INCOME_KIND}


def incomes_of(values: Mapping[str, Any]) -> dict[str, Decimal]:
    """Return the member's incomes as told, yuan a month by kind: the single ones, else the total; zeros are told."""
    amounts = {
        GROUP_KIND.get(name[7:], name[7:]): amount
        for name, value in values.items()
        if name.startswith("income_")
        and name[7:] in _INCOME_NAMES
        and (amount := _decimal(value, _LARGEST_AMOUNT)) is not None
    }
    total = _decimal(values.get("income"), _LARGEST_AMOUNT)
    if not any(amounts.values()) and total is not None:
        return {UNITEMISED_INCOME: total}
    return amounts


def dwelling_fields(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of the dwelling that a row tells."""
    told: dict[str, Any] = {}
    for name, table, target in (
        ("house_kind", "house_kind", "kind"),
        ("house_structure", "house_structure", "structure"),
    ):
        if values.get(name) and (code := code_of(table, str(values[name]))):
            told[target] = code
    danger = str(values.get("house_danger") or "").strip().upper()[:1]
    if danger in HOUSE_DANGER:
        told["danger"] = danger
    figures = {
        "area": _decimal(values.get("house_area"), _LARGEST_AREA),
        "land_mu": _decimal(values.get("land"), _LARGEST_LAND),
        "rooms": _count(values.get("house_rooms")),
    }
    return told | {name: value for name, value in figures.items() if value is not None}


# what a roster tells of a household and no field of the archive holds yet; nothing of it may be lost
_BESIDES = {
    "hamlet": "", "applicant": "", "account_name": "", "household_kind": "", "start_month": "", "stopped": "",
    "file_no": "", "vehicle": "", "savings": "元", "household_income": "元/月", "per_member_income": "元/月",
    "base_amount": "元/月",
}  # fmt: skip


def told_besides(values: Mapping[str, Any]) -> list[str]:
    """Return what a row tells that only the household's note can keep, each with its label and unit."""
    told = ((FIELDS[name].label, values.get(name), unit) for name, unit in _BESIDES.items())
    return [f"{label}：{value}{unit}" for label, value, unit in told if value is not None and value != ""]
