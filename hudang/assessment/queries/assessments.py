"""Assessments as they were decided; the visible set is that of the place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Max, Q, QuerySet

from hudang.accounts.access import require, within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.assessment.models import Assessment
from hudang.kernel.errors import NotVisible


def _visible(user: User) -> QuerySet[Assessment]:
    require(user, Right.VIEW_HOUSEHOLDS)
    still_seen = Q(household=None) | within(user, "household__village_code")
    return Assessment.objects.filter(within(user), still_seen).select_related("household")


def assessments_of(user: User, household: Any) -> list[Assessment]:
    """Return the assessments of a household, the latest first."""
    return list(_visible(user).filter(household=household.pk).order_by("-pk"))


def latest_assessment(user: User, household: Any) -> Assessment | None:
    """Return the last assessment of a household, or none."""
    return _visible(user).filter(household=household.pk).order_by("-pk").first()


def assessment_for(user: User, pk: int) -> Assessment:
    """Return one assessment; raises ``NotVisible``."""
    found = _visible(user).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def last_inputs(household_ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Return what the last assessment of each household was made of; households without one are absent.

    For actions, which have checked right and place; two queries for a portion of households.
    """
    newest = Assessment.objects.filter(household__in=list(household_ids)).values("household").annotate(last=Max("pk"))
    keys = [row["last"] for row in newest]
    return dict(Assessment.objects.filter(pk__in=keys).values_list("household_id", "inputs"))
