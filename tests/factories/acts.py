"""Filled-in forms of invented people, as actions take them."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.factories.households import identity_number


def member_form(name: str = "李秀英", relation: str = "10", **fields: Any) -> dict[str, Any]:
    """Return the values of a member's form with a valid identity number."""
    born = fields.pop("born", date(1962, 8, 1))
    sex = fields.pop("sex", "2")
    return {"name": name, "relation": relation, "identity": identity_number(born, sex), "covered": True, **fields}
