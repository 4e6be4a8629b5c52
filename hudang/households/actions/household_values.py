"""Checked values of a household on their way into its columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hudang.households.rules.fields import read_values
from hudang.households.rules.household_fields import HOUSEHOLD_FIELDS, disagreements
from hudang.kernel import clock
from hudang.platform.digests import lookup_hash

TAIL = 4


def check_household(values: Mapping[str, Any], stored: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the clean values and the faults; only disagreements that the change itself brings count."""
    clean, faults = read_values(HOUSEHOLD_FIELDS, values, clock.today())
    old = disagreements(stored)
    new = disagreements(dict(stored) | clean)
    return clean, faults | {name: said for name, said in new.items() if old.get(name) != said}


def account_fields(account: str) -> dict[str, str]:
    """Return the columns of a bank account: encrypted, hashed, tail."""
    return {
        "account": account,
        "account_hash": lookup_hash(account, "account") if account else "",
        "account_tail": account[-TAIL:],
    }


def stored_household(clean: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns for checked values."""
    kept = {name: value for name, value in clean.items() if name != "account"}
    return kept | (account_fields(clean["account"]) if "account" in clean else {})
