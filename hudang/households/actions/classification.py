"""Classifying: derived first, proposed anew after changes, overridden only with a reason (R6, R8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record, record_many
from hudang.households.actions.opening import Opened, open_household, reason_given
from hudang.households.errors import NothingProposed
from hudang.households.models import Classification, Household, HouseholdTag
from hudang.households.queries.facts import chunks, facts_of
from hudang.households.queries.thresholds import thresholds
from hudang.households.rules.classification import SCHEME_VERSION, ClassificationResult, classify
from hudang.households.rules.facts import HouseholdFacts, Thresholds
from hudang.households.vocabulary import FAMILY_STRUCTURE, INCOME_SOURCE, UNDECIDED
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput
from hudang.platform import bulk

_TAG_REASON_LENGTH = 200


@dataclass
class Reclassified:
    """What a run of ``reclassify`` did, by primary keys of households."""

    created: list[int] = field(default_factory=list)
    applied: list[int] = field(default_factory=list)
    proposed: list[int] = field(default_factory=list)


def reclassify(
    household_ids: Iterable[int],
    day: date | None = None,
    *,
    limits: Thresholds | None = None,
    facts: Mapping[int, HouseholdFacts] | None = None,
) -> Reclassified:
    """Derive the classes and tags of many households; a constant number of queries per thousand.

    A household without class gets the derived one. Where a class stands, another derivation is only proposed (R8);
    but a class that was undecided (99) for lack of members or incomes is completed at once. Tags are facts, so they
    always follow. Runs in the caller's transaction, which has checked right and place and writes the log.
    ``facts`` by household where they are read already.
    """
    day, done = day or clock.today(), Reclassified()
    limits = limits or thresholds(day)
    for ids in chunks(household_ids):
        known = facts_of(ids, day) if facts is None else {pk: facts[pk] for pk in ids}
        results = {pk: classify(told, limits) for pk, told in known.items()}
        _store_classes(results, day, done)
        _store_tags(results)
    return done


def _store_classes(results: Mapping[int, ClassificationResult], day: date, done: Reclassified) -> None:
    standing = {c.household_id: c for c in Classification.objects.filter(household__in=list(results))}
    new = [_first(pk, result, day) for pk, result in results.items() if pk not in standing]
    changed: list[Classification] = []
    for pk, current in standing.items():
        before = _state(current)
        _weigh(current, results[pk], day)
        if _state(current) != before:
            changed.append(current)
            (done.proposed if current.has_proposal else done.applied).append(pk)
    done.created += [c.household_id for c in new]
    bulk.insert(Classification, new)
    bulk.update(Classification, changed, _FIELDS)


_FIELDS = (
    "family_structure income_source derived_structure derived_source reasons overridden override_reason "
    "proposed_structure proposed_source proposed_reasons scheme_version classified_on"
).split()


def _state(current: Classification) -> tuple[Any, ...]:
    return tuple(str(getattr(current, name)) for name in _FIELDS)


def _first(household_id: int, result: ClassificationResult, day: date) -> Classification:
    return bulk.maker(Classification)(
        household_id=household_id,
        family_structure=result.family_structure,
        income_source=result.income_source,
        derived_structure=result.family_structure,
        derived_source=result.income_source,
        reasons=result.reasons,
        scheme_version=SCHEME_VERSION,
        classified_on=day,
    )


def _weigh(current: Classification, result: ClassificationResult, day: date) -> None:
    """Compare a new derivation with the class that stands: keep, complete or propose."""
    derived = (result.family_structure, result.income_source)
    seen = (current.derived_structure, current.derived_source)
    stands = (current.family_structure, current.income_source)
    if derived == stands or (current.overridden and derived == seen):
        _clear_proposal(current)
        current.derived_structure, current.derived_source = derived
        current.reasons = result.reasons
    elif not current.overridden and _completes(stands, derived):
        _let_stand(current, *derived, result.reasons, day)
    else:
        current.proposed_structure, current.proposed_source = derived
        current.proposed_reasons = result.reasons


def _completes(stands: tuple[str, str], derived: tuple[str, str]) -> bool:
    return all(old in (new, UNDECIDED) for old, new in zip(stands, derived, strict=True))


def _clear_proposal(current: Classification) -> None:
    current.proposed_structure = current.proposed_source = ""
    current.proposed_reasons = []


def _let_stand(current: Classification, structure: str, source: str, reasons: list[str], day: date) -> None:
    """Make derived classes the ones that stand."""
    current.family_structure = current.derived_structure = structure
    current.income_source = current.derived_source = source
    current.reasons, current.classified_on, current.scheme_version = reasons, day, SCHEME_VERSION
    current.overridden, current.override_reason = False, ""
    _clear_proposal(current)


def _store_tags(results: Mapping[int, ClassificationResult]) -> None:
    rows = HouseholdTag.objects.filter(household__in=list(results))
    standing = {(row.household_id, row.tag): row for row in rows}
    wanted = {(pk, tag.value): said for pk, result in results.items() for tag, said in result.tags.items()}
    shown = {key: _shortened(said) for key, said in wanted.items()}
    gone = [row.pk for key, row in standing.items() if key not in shown]
    if gone:
        HouseholdTag.objects.filter(pk__in=gone).delete()
    make_tag = bulk.maker(HouseholdTag)
    fresh = [
        make_tag(household_id=pk, tag=tag, reason=said)
        for (pk, tag), said in shown.items()
        if (pk, tag) not in standing
    ]
    bulk.insert(HouseholdTag, fresh)
    said_anew = [row for key, row in standing.items() if key in shown and row.reason != shown[key]]
    for row in said_anew:
        row.reason = shown[row.household_id, row.tag]
    bulk.update(HouseholdTag, said_anew, ["reason"])


def _shortened(text: str) -> str:
    return text if len(text) <= _TAG_REASON_LENGTH else text[: _TAG_REASON_LENGTH - 1] + "…"


def class_labels(structure: str, source: str) -> dict[str, str]:
    """Return both classes in Chinese, as the log shows them."""
    return {
        "family_structure": FAMILY_STRUCTURE.get(structure, structure),
        "income_source": INCOME_SOURCE.get(source, source),
    }


def _stands(current: Classification) -> dict[str, str]:
    return class_labels(current.family_structure, current.income_source)


@transaction.atomic
def override_classification(
    *, actor: User, code: str, version: int | None, family_structure: str, income_source: str, reason: str
) -> Opened:
    """Set the classes by hand, with a reason that the log and the page keep; a standing proposal is settled by it."""
    opened = open_household(actor, code, Right.OVERRIDE_CLASSIFICATION, version)
    _check_classes(family_structure, income_source)
    said = reason_given(reason, "人工调整分类")
    current = _of(opened)
    before = _stands(current)
    if current.has_proposal:
        current.derived_structure, current.derived_source = current.proposed_structure, current.proposed_source
        current.reasons = current.proposed_reasons
    current.family_structure, current.income_source = family_structure, income_source
    current.overridden, current.override_reason = True, said
    current.classified_on = clock.today()
    _clear_proposal(current)
    current.save()
    opened.touch()
    record(
        actor,
        Act(
            "override_classification",
            "household",
            opened.household.pk,
            code,
            "人工调整分类",
            before,
            _stands(current),
            said,
        ),
    )
    return opened


def _check_classes(family_structure: str, income_source: str) -> None:
    wrong = {}
    if family_structure not in FAMILY_STRUCTURE:
        wrong["family_structure"] = "请选择家庭结构。"
    if income_source not in INCOME_SOURCE:
        wrong["income_source"] = "请选择主要收入来源。"
    if wrong:
        raise InvalidInput(wrong)


def _of(opened: Opened) -> Classification:
    current = Classification.objects.filter(household=opened.household).first()
    if current is None:
        reclassify([opened.household.pk])
        current = Classification.objects.get(household=opened.household)
    return current


@transaction.atomic
def accept_proposal(*, actor: User, code: str, version: int | None = None) -> Opened:
    """Let the proposed classes stand; raises ``NothingProposed``."""
    opened = open_household(actor, code, Right.OVERRIDE_CLASSIFICATION, version)
    current = _of(opened)
    if not current.has_proposal:
        raise NothingProposed
    before = _stands(current)
    proposed = (current.proposed_structure, current.proposed_source)
    _let_stand(current, *proposed, current.proposed_reasons, clock.today())
    current.save()
    opened.touch()
    record_many(
        actor,
        [
            Act(
                "accept_proposal",
                "household",
                opened.household.pk,
                code,
                "采纳系统重算的分类",
                before,
                _stands(current),
            )
        ],
    )
    return opened


def let_derived_stand(actor: User, household: Household) -> None:
    """Let the classes that follow from members and incomes stand, as part of the act that registered them all.

    What somebody set by hand stays, and the proposal beside it.
    """
    current = Classification.objects.filter(household=household).first()
    if current is None or current.overridden or not current.has_proposal:
        return
    before = _stands(current)
    _let_stand(current, current.proposed_structure, current.proposed_source, current.proposed_reasons, clock.today())
    current.save()
    record(
        actor,
        Act("classify", "household", household.pk, household.code, "按登记的成员和收入分类", before, _stands(current)),
    )


_TAKEN_BACK = (
    "family_structure", "income_source", "derived_structure", "derived_source", "reasons", "overridden",
    "override_reason", "proposed_structure", "proposed_source", "proposed_reasons", "scheme_version",
)  # fmt: skip


def standing_classes(household: Household) -> dict[str, Any]:
    """Return all that an acceptance changes, so that it can be taken back; plain values, nothing without classes."""
    current = Classification.objects.filter(household=household).first()
    if current is None:
        return {}
    return {name: getattr(current, name) for name in _TAKEN_BACK} | {"classified_on": str(current.classified_on)}


@transaction.atomic
def withdraw_acceptance(*, actor: User, code: str, version: int | None, earlier: Mapping[str, Any]) -> Opened:
    """Take the acceptance of a proposal back: the earlier classes stand, the proposal waits again.

    ``earlier`` is what ``standing_classes`` returned before; raises ``StaleForm`` when anything changed since.
    """
    opened = open_household(actor, code, Right.OVERRIDE_CLASSIFICATION, version)
    current = _of(opened)
    before = _stands(current)
    for name in _TAKEN_BACK:
        setattr(current, name, earlier[name])
    current.classified_on = date.fromisoformat(earlier["classified_on"])
    current.save()
    opened.touch()
    act = Act(
        "withdraw_acceptance", "household", opened.household.pk, code, "撤销采纳，恢复原分类", before, _stands(current)
    )
    record(actor, act)
    return opened
