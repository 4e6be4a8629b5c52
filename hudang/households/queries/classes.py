"""How one household is classified, as plain data."""

from __future__ import annotations

from typing import Any

from hudang.accounts.models import User
from hudang.households.models import Classification, HouseholdTag
from hudang.households.queries.visible import household_for
from hudang.households.vocabulary import FAMILY_STRUCTURE, INCOME_SOURCE, TAG_LABELS, Tag


def class_of(user: User, code: str) -> dict[str, Any]:
    """Return classes, tags and reasons of a household; empty classes when nothing was derived yet."""
    household = household_for(user, code)
    found = Classification.objects.filter(household=household).first()
    tags = HouseholdTag.objects.filter(household=household)
    structure, source = (found.family_structure, found.income_source) if found else ("", "")
    return {
        "household_code": household.code,
        "family_structure": structure,
        "family_structure_label": FAMILY_STRUCTURE.get(structure, ""),
        "income_source": source,
        "income_source_label": INCOME_SOURCE.get(source, ""),
        "reasons": list(found.reasons) if found else [],
        "overridden": bool(found and found.overridden),
        "override_reason": found.override_reason if found else "",
        "proposed_structure": found.proposed_structure if found else "",
        "proposed_source": found.proposed_source if found else "",
        "scheme_version": found.scheme_version if found else "",
        "tags": [{"tag": row.tag, "label": TAG_LABELS[Tag(row.tag)], "reason": row.reason} for row in tags],
    }
