"""The classification scheme in force, and what decides which class a household's file belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from hudang.archives.models import ClassificationScheme, FileClass, HouseholdFile, RetentionPeriod, SchemeClass
from hudang.archives.rules.keeping import SchemeState, Traits
from hudang.archives.vocabulary import RETENTION_LABELS
from hudang.households.models import Classification, Household, HouseholdTag
from hudang.households.queries.facts import chunks
from hudang.households.rules.classification import classify
from hudang.households.rules.facts import HouseholdFacts, Thresholds
from hudang.households.vocabulary import BenefitState


def scheme_on(day: date) -> ClassificationScheme | None:
    """Return the version in force on ``day``; ``None`` where no bureau is founded."""
    adopted = ClassificationScheme.objects.filter(state=SchemeState.ADOPTED, valid_from__lte=day)
    return adopted.order_by("-valid_from").first()


def classes_of(scheme: ClassificationScheme | None) -> list[SchemeClass]:
    """Return the classes of a version in the order in which they are tried."""
    return list(SchemeClass.objects.filter(scheme=scheme).order_by("position")) if scheme else []


def by_hand_classes(day: date) -> list[SchemeClass]:
    """Return the classes of the version in force into which only people put files."""
    return [each for each in classes_of(scheme_on(day)) if each.by_hand]


def class_history(file: HouseholdFile) -> list[FileClass]:
    """Return the classes of a file with who put it there, when and why, the latest first."""
    return list(file.classes.select_related("scheme_class__scheme").order_by("-pk"))


def traits_of(household_ids: Sequence[int]) -> dict[int, Traits]:
    """Return what decides the class of each household's file; three queries a thousand."""
    found: dict[int, Traits] = {}
    for ids in chunks(household_ids):
        derived = {
            pk: (structure, source)
            for pk, structure, source in Classification.objects.filter(household__in=ids).values_list(
                "household_id", "family_structure", "income_source"
            )
        }
        tags: dict[int, set[str]] = defaultdict(set)
        for pk, tag in HouseholdTag.objects.filter(household__in=ids).values_list("household_id", "tag"):
            tags[pk].add(tag)
        for pk, state, assistance in Household.objects.filter(pk__in=ids).values_list("pk", "state", "assistance"):
            structure, source = derived.get(pk, ("", ""))
            found[pk] = Traits(state, assistance, structure, source, frozenset(tags.get(pk, ())))
    return found


def traits_for(file: HouseholdFile, of_household: Traits) -> Traits:
    """Return what decides this file's class: the file of a stop stays one though its household came back."""
    return replace(of_household, state=BenefitState.STOPPED.value) if file.stopped_on else of_household


def traits_of_new(
    households: Sequence[Household], facts: Mapping[int, HouseholdFacts], limits: Thresholds
) -> dict[int, Traits]:
    """Return the same of households that nobody classified yet, from their facts where these are known."""
    found = {}
    for home in households:
        told = facts.get(home.pk)
        if told is None:
            found[home.pk] = Traits(home.state, home.assistance)
        else:
            made = classify(told, limits)
            tags = frozenset(tag.value for tag in made.tags)
            found[home.pk] = Traits(home.state, home.assistance, made.family_structure, made.income_source, tags)
    return found


def retention_names() -> dict[str, str]:
    """Return what the county calls each retention period; the product's words where no bureau is founded."""
    return RETENTION_LABELS | dict(RetentionPeriod.objects.values_list("code", "name"))
