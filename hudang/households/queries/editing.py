"""What stands in a form when it opens: present values as typed, numbers only as their masks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hudang.households.models import Asset, Dwelling, Household, HouseholdMember, IncomeItem
from hudang.households.rules.fields import Field, Kind
from hudang.households.rules.household_fields import ASSET_FIELDS, DWELLING_FIELDS, HOUSEHOLD_FIELDS
from hudang.households.rules.masking import masked
from hudang.households.rules.member_fields import MEMBER_FIELDS, PERSON_FIELDS
from hudang.households.vocabulary import HEAD
from hudang.kernel.errors import NotVisible
from hudang.kernel.money import plain


@dataclass(frozen=True)
class Standing:
    """Values by field name without the numbers, and the masks of the numbers."""

    values: dict[str, Any]
    masks: dict[str, str]


def _standing(source: Any, fields: dict[str, Field]) -> Standing:
    values: dict[str, Any] = {}
    masks: dict[str, str] = {}
    for name, field in fields.items():
        value = getattr(source, name)
        if field.secret:
            masks[name] = masked(name, value)
        else:
            values[name] = plain(value) if field.kind is Kind.AMOUNT else value
    return Standing(values, masks)


def household_standing(household: Household) -> Standing:
    """Return the household's own fields."""
    return _standing(household, HOUSEHOLD_FIELDS)


def dwelling_standing(household: Household) -> Standing:
    """Return the dwelling's fields."""
    return _standing(Dwelling.objects.filter(household=household).first() or Dwelling(), DWELLING_FIELDS)


def member_standing(household: Household, member_id: int) -> Standing:
    """Return the fields of a present member; raises ``NotVisible``."""
    rows = HouseholdMember.objects.filter(household=household, pk=member_id, until=None).select_related("person")
    member = rows.first()
    if member is None:
        raise NotVisible
    person, membership = _standing(member.person, PERSON_FIELDS), _standing(member, MEMBER_FIELDS)
    return Standing(person.values | membership.values, person.masks | membership.masks)


def is_head(standing: Standing) -> bool:
    """Tell whether these are the values of the head."""
    return bool(standing.values.get("relation") == HEAD)


def income_lines(household: Household) -> list[dict[str, Any]]:
    """Return the incomes in force as lines of the form; a written-down zero is no line."""
    rows = IncomeItem.objects.filter(household=household, until=None).exclude(amount=0)
    return [
        {"member": str(i.member_id or ""), "kind": i.kind, "amount": plain(i.amount), "period": i.period} for i in rows
    ]


def asset_lines(household: Household) -> list[dict[str, Any]]:
    """Return the assets in force as lines of the form."""
    rows = Asset.objects.filter(household=household, until=None)
    return [
        {name: plain(value) if name == "value" else value for name in ASSET_FIELDS for value in [getattr(asset, name)]}
        for asset in rows
    ]
