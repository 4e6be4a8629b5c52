"""What a change rests on: the household as it stands, and what it comes to.

For actions, which have checked right and place; the page of a case reads through ``case_for`` first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hudang.assessment.errors import MissingParameter, RegisterIncomplete, UnreadableCase
from hudang.assessment.queries import parameters_in_force
from hudang.assessment.queries.register import registered
from hudang.assessment.rules.case import Case as MeansCase
from hudang.assessment.rules.means_test import Result, assess
from hudang.assessment.rules.register import case_of
from hudang.benefits.models import Award
from hudang.benefits.queries.standing import county_of, last_closed, open_award, open_suspension
from hudang.benefits.rules.months import month_of, next_month
from hudang.casework.models import Case
from hudang.casework.rules import change_faults
from hudang.casework.rules.changes import (
    Asked,
    Change,
    Given,
    Side,
    given_side,
    is_stop,
    kept_share,
    needs_figures,
    registered_with,
    side_of,
    surveyed_with,
)
from hudang.casework.vocabulary import ChangeKind
from hudang.households.models import Household, HouseholdMember, IncomeItem
from hudang.households.vocabulary import HEAD, BenefitState
from hudang.kernel import clock
from hudang.kernel.errors import Refusal
from hudang.kernel.money import CENT

_NOTHING = Decimal(0)
_OVERTAKEN = "测算之后本户的登记或地区参数有变动，请重新填写变更内容，按现在的情况测算。"


@dataclass(frozen=True)
class Computed:
    """A change with the means test that it rests on; nothing is stored yet."""

    change: Change
    inputs: MeansCase | None = None
    result: Result | None = None


def change_content(case: Case) -> Change | None:
    """Return the content of a change case, ``None`` for an application."""
    return Change.model_validate_json(case.change) if case.change else None


def month_to_change(village_code: str) -> date:
    """Return the first month whose payment list is not closed (当前结算月)."""
    last = last_closed(county_of(village_code))
    return next_month(last) if last else month_of(clock.today())


def usual_month(village_code: str) -> date:
    """Return the month from which a change usually holds: the next one, or the first that is open."""
    return max(next_month(clock.today()), month_to_change(village_code))


def side_before(household: Household, award: Award | None) -> Side:
    """Return the column before: the household and its award as they stand."""
    covered = award.persons if award else household.covered_size or 0
    size = household.declared_size or covered
    income = award.income if award and award.income is not None else _registered_income(household)
    return Side(
        head=household.head_name,
        size=size,
        covered=covered,
        assistance=household.assistance,
        amount=award.total if award else household.allowance or _NOTHING,
        base=award.base if award else household.allowance or _NOTHING,
        supplement=award.supplement if award else household.supplement or _NOTHING,
        supplements=tuple(award.supplements) if award else (),
        standard=award.standard if award and award.standard is not None else household.standard,
        income=income,
        per_head=(income / size).quantize(CENT) if income is not None and size else None,
    )


def _registered_income(household: Household) -> Decimal | None:
    """Return the monthly income that the register knows, ``None`` where nobody asked."""
    items = list(IncomeItem.objects.filter(household=household, until=None))
    return sum((item.monthly for item in items), _NOTHING).quantize(CENT) if items else None


def computed(household: Household, kind: ChangeKind, asked: Asked) -> Computed:
    """Return what a change comes to."""
    award = open_award(household)
    old = side_before(household, award)
    if kind is ChangeKind.RESUME:
        return Computed(Change(asked=asked, old=_unpaid(old), new=old))
    if not needs_figures(kind, asked):
        return Computed(Change(asked=asked, old=old, new=_plain_side(kind, asked, old)))
    try:
        inputs, result = _tested(household, asked)
    except (RegisterIncomplete, UnreadableCase, MissingParameter) as refusal:
        return Computed(_by_hand(kind, asked, old, refusal))
    new = side_of(result, old, asked) if asked.given is None else given_side(asked.given, old, asked)
    change = Change(
        asked=asked,
        old=old,
        new=_kept(kind, household, old, new, eligible=result.eligible),
        eligible=result.eligible,
        verdict=result.conclusion,
    )
    return Computed(change, inputs, result)


def _unpaid(side: Side) -> Side:
    return side.model_copy(update={"amount": _NOTHING, "base": _NOTHING, "supplement": _NOTHING, "supplements": ()})


def _plain_side(kind: ChangeKind, asked: Asked, old: Side) -> Side:
    if is_stop(kind, asked) or kind is ChangeKind.SUSPEND:
        return _unpaid(old)
    if asked.head is not None:
        return old.model_copy(update={"head": asked.head.name})
    return old


def _tested(household: Household, asked: Asked) -> tuple[MeansCase, Result]:
    known = registered_with(registered([household.pk], clock.today())[household.pk], asked)
    inputs = surveyed_with(case_of(known, asked.month), asked.verified)
    parameters = parameters_in_force(county_of(household.village_code), inputs.area, asked.month)
    return inputs, assess(inputs, parameters)


def _by_hand(kind: ChangeKind, asked: Asked, old: Side, refusal: Refusal) -> Change:
    """Return a change whose figures cannot be computed: by the verified figures, or saying why not."""
    given: Given | None = asked.given
    if given is None:
        return Change(asked=asked, old=old, new=old, unknown=str(refusal))
    new = given_side(given, old, asked)
    if kind is ChangeKind.PHASE_OUT:
        new = _as_before(old, new)
    return Change(asked=asked, old=old, new=new)


def _as_before(old: Side, new: Side) -> Side:
    return new.model_copy(update={name: getattr(old, name) for name in ("amount", "base", "supplement", "supplements")})


def _kept(kind: ChangeKind, household: Household, old: Side, new: Side, *, eligible: bool) -> Side:
    """Return what a phase-out keeps: all of it when it begins, the share of those who stay while it lasts."""
    if kind is ChangeKind.PHASE_OUT:
        return _as_before(old, new)
    if household.state == BenefitState.GRADUAL and not eligible and kind in (ChangeKind.MEMBERS, ChangeKind.HEAD):
        return kept_share(old, new)
    return new


def fault_of(case: Case) -> str:
    """Return what the change of a case still lacks, empty when nothing."""
    change = change_content(case)
    if change is None or case.household is None:
        return ""
    kind = ChangeKind(case.change_kind)
    fault = change_faults.change_fault(kind, change, ground_of(case.household))
    if fault or not needs_figures(kind, change.asked):
        return fault
    return "" if computed(case.household, kind, change.asked).change.new == change.new else _OVERTAKEN


def ground_of(household: Household) -> change_faults.Ground:
    """Return how a household stands today; four queries."""
    award = open_award(household)
    head = HouseholdMember.objects.filter(household=household, until=None, relation=HEAD)
    return change_faults.Ground(
        today=clock.today(),
        open_month=month_to_change(household.village_code),
        state=household.state,
        amount=award.total if award else None,
        suspended=open_suspension(household) is not None,
        head=head.values_list("pk", flat=True).first(),
        ends_on=award.ends_on if award else None,
    )
