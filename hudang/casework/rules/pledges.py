"""诚信承诺与核对授权: what the sheet says and who signed it (forms.md F02)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from hudang.households.rules.documents import document_of

# forms.md F02: everything that a check may ask
_WHOLE_SCOPE = tuple(str(number) for number in range(1, 13))
_AUTHORISED_DAYS = 365
AUTHORISED = "县级民政部门、乡镇人民政府（街道办事处）和家庭经济状况核对机构"


def applicant_of(declared: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the member who applies; an empty one while nobody is declared."""
    members, place = declared.get("members", []), declared.get("applicant", 0)
    return members[place] if isinstance(place, int) and 0 <= place < len(members) else {}


def pledge_of(declared: Mapping[str, Any], today: date) -> dict[str, Any]:
    """Return what the pledge and authorisation says, without the lines of the adults."""
    applicant = applicant_of(declared)
    try:
        begins = date.fromisoformat(str(declared.get("applied_on") or ""))
    except ValueError:
        begins = today
    return {
        "applicant": str(applicant.get("name") or ""),
        "identity": document_of(applicant, today),
        "authorized": AUTHORISED,
        "from_on": begins,
        "until_on": begins + timedelta(days=_AUTHORISED_DAYS),
        "scope": list(_WHOLE_SCOPE),
        "promised": True,
    }
