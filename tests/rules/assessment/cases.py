"""Cases and parameters in few words, for the tables of the tests."""

from __future__ import annotations

from typing import Any

from hudang.assessment.rules.case import Case, read_case
from hudang.assessment.rules.parameters import Parameters

DAY = "2026-11-23"
JILIN_SUPPLEMENTS = [
    {"group": "serious_illness", "amount": {"method": "rate_of_standard", "value": "0.30"}},
    {"group": "severe_disability", "amount": {"method": "rate_of_standard", "value": "0.20"}},
    {"group": "elder", "age": 70, "amount": {"method": "rate_of_standard", "value": "0.10"}},
    {"group": "minor", "age": 18, "amount": {"method": "rate_of_standard", "value": "0.10"}},
]
SUPPORT = {"multiple": "1", "share_up_to_two": "0.5", "share_from_three": "0.4"}


def parameters(standard: str | None = "405", **more: Any) -> Parameters:
    """Return parameters of the month; everything but the standard is absent unless told."""
    return Parameters.model_validate({"version": "测试-1", "source": "测试文件", "standard": standard, **more})


def person(name: str = "王德贵", wage: str | None = None, **more: Any) -> dict[str, Any]:
    """Return a member, with a wage a month."""
    incomes = [{"kind": "102", "amount": wage}] if wage is not None else []
    return {"name": name, "incomes": incomes, **more}


def household(number: int = 1, income: str = "0", **more: Any) -> Case:
    """Return a household of ``number`` persons whose first earns ``income`` a month."""
    members = [person("户主", income), *(person(f"成员{n}") for n in range(2, number + 1))]
    return case(members, **more)


def case(members: list[dict[str, Any]], **more: Any) -> Case:
    """Return a case of the day."""
    return read_case({"day": DAY, "members": members, **more})
