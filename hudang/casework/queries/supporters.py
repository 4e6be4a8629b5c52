"""赡（抚、扶）养义务人 as declared at the desk, laid out for their sheet (forms.md F08)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from hudang.assessment.errors import MissingParameter
from hudang.assessment.queries import parameters_in_force
from hudang.assessment.rules.case import Supporter
from hudang.assessment.rules.parameters import Support
from hudang.assessment.rules.steps import yuan
from hudang.assessment.rules.support import payable
from hudang.assessment.vocabulary import Area
from hudang.casework.rules.declaration import supporters_known
from hudang.casework.rules.pledges import applicant_of
from hudang.casework.rules.tasks import EXEMPTED
from hudang.households.rules.documents import document_of
from hudang.households.vocabulary import HEAD
from hudang.kernel import clock

_ABLE = "1"
_COUNTY_DIGITS = 6


def support_sheet(declared: Mapping[str, Any], village_code: str) -> dict[str, Any] | None:
    """Return the sheet of the supporters, None while something is not known, or the region has no rule of support."""
    if not supporters_known(declared):
        return None
    try:
        area = Area(str(declared.get("area") or Area.RURAL))
        parameters = parameters_in_force(village_code[:_COUNTY_DIGITS], area, clock.today())
    except MissingParameter:
        return None
    if parameters.support is None or parameters.standard is None:
        return None
    rows = [_row(row, parameters.support, parameters.standard) for row in declared["supporters"]]
    monthly = sum((max(row["payable"], row["paid"] or Decimal(0)) for row in rows), Decimal(0))
    return {
        "head": next((str(m.get("name")) for m in declared["members"] if m.get("relation") == HEAD), ""),
        "supported": applicant_of(declared).get("name"),
        "supported_count": max(int(row.get("supported_here") or 1) for row in declared["supporters"]),
        "supporters": rows,
        "exempted": _exempted(declared["supporters"]),
        "monthly": monthly,
        "yearly": monthly * 12,
    }


def _row(row: Mapping[str, Any], rule: Support, standard: Decimal) -> dict[str, Any]:
    told = Supporter(
        name=str(row["name"]),
        income_per_member=Decimal(str(row["income_per_member"])),
        household_size=int(row["household_size"]),
        supported_persons=int(row.get("supported_persons") or 1),
        children=int(row.get("children") or 1),
        supported_here=int(row.get("supported_here") or 1),
        waived=str(row.get("waived") or ""),
    )
    return {
        "name": told.name,
        "identity": document_of(row, clock.today()),
        "relation": row["relation"],
        "phone": row.get("phone"),
        "employer": row.get("employer"),
        "income": told.income_per_member * told.household_size,
        "size": told.household_size,
        "per_head": told.income_per_member,
        "able": EXEMPTED if told.waived else _ABLE,
        "payable": yuan(payable(told, rule, standard) * told.supported_here),
        "paid": Decimal(str(row["paid"])) if row.get("paid") not in (None, "") else None,
    }


def _exempted(rows: Sequence[Mapping[str, Any]]) -> str:
    return "；".join(f"{row['name']}：{row['waived']}" for row in rows if row.get("waived"))
