"""The requirements in force, read once per day and process."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.db.models import Q

from hudang.archives.models import Material, Requirement
from hudang.archives.rules.completeness import RequirementLine


def requirement_lines(day: date) -> dict[str, list[RequirementLine]]:
    """Return the requirements in force on ``day``, by stage."""
    rows = (
        Requirement.objects.filter(Q(valid_until=None) | Q(valid_until__gte=day), valid_from__lte=day)
        .select_related("material")
        .order_by("material__position")
    )
    lines: dict[str, list[RequirementLine]] = defaultdict(list)
    for row in rows:
        lines[row.stage].append(
            RequirementLine(
                material=row.material.code,
                name=row.material.name,
                position=row.material.position,
                need=row.need,
                conditions=tuple(part for part in row.condition.split("+") if part),
                remark=row.reason,
                source=row.source,
            )
        )
    return lines


def materials() -> list[Material]:
    """Return the materials in use, in the order of the pouch."""
    return list(Material.objects.filter(valid_until=None))


def material_names() -> dict[str, str]:
    """Return the name of each material code."""
    return dict(Material.objects.values_list("code", "name"))
