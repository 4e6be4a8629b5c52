"""Deriving the classes of many households anew at somebody's wish: what differs is proposed, never changed (R8)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from django.db import transaction

from hudang.accounts.access import require
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record, record_many
from hudang.households.actions.classification import reclassify
from hudang.households.models import Household
from hudang.households.queries.lists import ListFilters, all_for
from hudang.households.queries.search import typed_for_log

# few enough that others can write in between
_PORTION = 500


@dataclass
class Derived:
    """What came of it, in households."""

    households: int = 0
    proposed: int = 0
    completed: int = 0


def reclassify_households(
    *, actor: User, filters: ListFilters, progress: Callable[[int, int], object] | None = None
) -> Derived:
    """Derive the classes of all households that fit; a portion is one transaction with its entries in the log."""
    require(actor, Right.OVERRIDE_CLASSIFICATION)
    keys, done = all_for(actor, filters).keys(), Derived()
    for start in range(0, len(keys), _PORTION):
        portion = keys[start : start + _PORTION]
        with transaction.atomic():
            _derive(actor, portion, done)
        if progress:
            progress(done.households, len(keys))
    with transaction.atomic():
        used = {name: value for name, value in asdict(filters).items() if value} | {"q": typed_for_log(filters.q)}
        used["codes"] = len(filters.codes)
        summary = f"重新推算 {done.households} 户的分类，{done.proposed} 户有重算建议"
        record(actor, Act("reclassify_households", "household_list", actor.scope, "", summary, after={"filters": used}))
    return done


def _derive(actor: User, portion: list[int], done: Derived) -> None:
    before = _waiting(portion)
    outcome = reclassify(portion)
    fresh = [pk for pk in outcome.proposed if pk not in before]
    completed = [*outcome.created, *outcome.applied]
    codes: dict[int, str] = dict(Household.objects.filter(pk__in=[*fresh, *completed]).values_list("pk", "code"))
    acts = [_act("propose_classification", pk, codes[pk], "系统提示重算分类") for pk in fresh]
    record_many(actor, acts + [_act("classify", pk, codes[pk], "系统补全分类") for pk in completed])
    done.households += len(portion)
    done.proposed += len(outcome.proposed)
    done.completed += len(completed)


def _waiting(portion: list[int]) -> set[int]:
    rows = Household.objects.filter(pk__in=portion, classification__isnull=False)
    rows = rows.exclude(classification__proposed_structure="", classification__proposed_source="")
    return set(rows.values_list("pk", flat=True))


def _act(action: str, pk: int, code: str, summary: str) -> Act:
    after: dict[str, Any] = {}
    return Act(action, "household", pk, code, summary, None, after)
