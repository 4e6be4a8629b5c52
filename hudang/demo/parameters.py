"""The parameters of the demo county: the form of a real sheet, with invented figures (process.md §9.6 names no newer)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hudang.accounts.models import User
from hudang.assessment.actions import SheetForm
from hudang.assessment.vocabulary import Area
from hudang.demo.households import SAMPLE_STANDARDS
from hudang.library.actions.publishing import publish_parameters

_SINCE = date(2012, 1, 1)
_SOURCE = "虚构的示例参数，不是任何地方的现行标准"
_RATES = (
    ("serious_illness", "0.30", None),
    ("severe_disability", "0.20", None),
    ("elder", "0.10", 70),
    ("minor", "0.10", 18),
)


def _body(standard: Decimal) -> dict[str, Any]:
    return {
        "standard": str(standard),
        "supplements": [
            {"group": group, "amount": {"method": "rate_of_standard", "value": rate}} | ({"age": age} if age else {})
            for group, rate, age in _RATES
        ],
        "support": {"multiple": "1", "share_up_to_two": "0.5", "share_from_three": "0.4"},
        "not_counted": [{"code": code} for code in "12345"] + [{"code": "6", "until": "2025-12-31"}],
        "assets": {"financial_months": "24", "dwellings": 1, "other_buildings": 0, "car_value": "0"},
        "edge_multiple": "1.5",
    }


def enter_demo_parameters(actor: User, county_code: str) -> None:
    """Enter one sheet for 城市 and one for 农村, open to their end."""
    for area, standard in ((Area.URBAN, SAMPLE_STANDARDS.urban), (Area.RURAL, SAMPLE_STANDARDS.rural)):
        form = SheetForm(area, _SINCE, _SOURCE, _body(standard))
        publish_parameters(actor=actor, county_code=county_code, form=form)
