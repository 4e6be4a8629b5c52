"""The requirements in force, read once per day and process."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db.models import Q

from hudang.archives.models import Material, Requirement
from hudang.archives.rules.completeness import RequirementLine


def requirement_lines(day: date) -> dict[str, list[RequirementLine]]:
    """Return the requirements in force on ``day``, by stage."""
    # asked with every filing: as they stand, not as objects
    rows = (
        Requirement.objects.filter(Q(valid_until=None) | Q(valid_until__gte=day), valid_from__lte=day)
        .order_by("material__position")
        .values_list(
            "stage", "material__code", "material__name", "material__position", "need", "condition", "reason", "source"
        )
    )
    lines: dict[str, list[RequirementLine]] = defaultdict(list)
    for stage, code, name, position, need, condition, reason, source in rows:
        lines[stage].append(
            RequirementLine(
                material=code,
                name=name,
                position=position,
                need=need,
                conditions=tuple(part for part in condition.split("+") if part),
                remark=reason,
                source=source,
            )
        )
    return lines


def materials() -> list[Material]:
    """Return the materials in use, in the order of the pouch."""
    return list(Material.objects.filter(valid_until=None))


def usual_original(material: str) -> str:
    """Return whether this material usually comes as the original or a copy; empty when there is none of this code."""
    found = Material.objects.filter(code=material).first()
    return found.usual_original.value if found else ""


def material_names() -> dict[str, str]:
    """Return the name of each material code."""
    return dict(Material.objects.values_list("code", "name"))
