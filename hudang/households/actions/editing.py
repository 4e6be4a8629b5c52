"""Editing the household itself and its dwelling (forms.md F01, F10)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record
from hudang.households.actions.household_values import check_household, stored_household
from hudang.households.actions.opening import Opened, open_household
from hudang.households.actions.proposing import propose
from hudang.households.models import Dwelling
from hudang.households.rules.fields import read_values
from hudang.households.rules.household_fields import DWELLING_FIELDS, HOUSEHOLD_FIELDS
from hudang.households.rules.masking import differences
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput


@transaction.atomic
def edit_household(
    *, actor: User, code: str, version: int | None, values: Mapping[str, Any], by_case: str = ""
) -> Opened:
    """Change fields of a household; names that are absent stay as they are.

    Raises ``StaleForm`` or ``InvalidInput``. The state is changed by its own acts.
    """
    opened = open_household(actor, code, Right.EDIT_HOUSEHOLDS, version, by_case)
    household = opened.household
    stored = {name: getattr(household, name) for name in HOUSEHOLD_FIELDS}
    clean, faults = check_household(values, stored)
    if faults:
        raise InvalidInput(faults)
    before, after = differences(HOUSEHOLD_FIELDS, stored, clean)
    if not after:
        return opened
    for name, value in stored_household(clean).items():
        setattr(household, name, value)
    opened.touch()
    summary = f"修改{_labels(after, HOUSEHOLD_FIELDS)}"
    record(actor, Act("edit_household", "household", household.pk, code, summary, before, after))
    propose(actor, opened)
    return opened


@transaction.atomic
def set_dwelling(
    *, actor: User, code: str, version: int | None, values: Mapping[str, Any], by_case: str = ""
) -> Opened:
    """Set housing, land and utilities of a household; absent names stay as they are."""
    opened = open_household(actor, code, Right.EDIT_HOUSEHOLDS, version, by_case)
    clean, faults = read_values(DWELLING_FIELDS, values, clock.today())
    if faults:
        raise InvalidInput(faults)
    dwelling = Dwelling.objects.filter(household=opened.household).first() or Dwelling(household=opened.household)
    stored = {name: getattr(dwelling, name) for name in DWELLING_FIELDS}
    before, after = differences(DWELLING_FIELDS, stored, clean)
    if not after:
        return opened
    for name, value in clean.items():
        setattr(dwelling, name, value)
    dwelling.save()
    opened.touch()
    summary = f"修改住房与水电：{_labels(after, DWELLING_FIELDS)}"
    before, after = ({f"dwelling_{name}": said for name, said in side.items()} for side in (before, after))
    record(actor, Act("set_dwelling", "household", opened.household.pk, code, summary, before, after))
    propose(actor, opened)
    return opened


def _labels(changed: Mapping[str, Any], fields: Mapping[str, Any]) -> str:
    return "、".join(fields[name].label for name in changed)
