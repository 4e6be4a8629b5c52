"""How a household is classified: the two required dimensions and the tags, with their reasons (R6–R8)."""

from __future__ import annotations

from dataclasses import dataclass

from hudang.households.rules.facts import DEFAULT_THRESHOLDS, HouseholdFacts, Thresholds
from hudang.households.rules.family_structure import family_structure
from hudang.households.rules.income_source import income_source
from hudang.households.rules.tags import tags
from hudang.households.vocabulary import FAMILY_STRUCTURE, INCOME_SOURCE, Tag

# a change of these rules gets a new version, kept with every classification (R6)
SCHEME_VERSION = "2026-1"


@dataclass(frozen=True)
class ClassificationResult:
    """The classes with the sentences shown to the user; every tag has its own sentence."""

    family_structure: str
    income_source: str
    tags: dict[Tag, str]
    reasons: list[str]


def classify(facts: HouseholdFacts, limits: Thresholds = DEFAULT_THRESHOLDS) -> ClassificationResult:
    """Classify a household by family structure (C17), main source of income (C12) and tags."""
    structure, source = family_structure(facts, limits), income_source(facts, limits)
    reasons = [f"家庭结构“{FAMILY_STRUCTURE[structure.code]}”：{said}" for said in structure.reasons]
    reasons += [f"主要收入来源“{INCOME_SOURCE[source.code]}”：{said}" for said in source.reasons]
    return ClassificationResult(structure.code, source.code, tags(facts, limits), reasons)
