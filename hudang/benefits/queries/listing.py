"""Who is to be paid what in a month, portion by portion: the rows of a list before they are written.

For actions, which have checked right and place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from hudang.accounts.access import within_division
from hudang.benefits.models import Award, BackPayment, PaymentRow, Recovery, Suspension
from hudang.benefits.rules.paying import Owing, Payment, payment
from hudang.benefits.vocabulary import BackPayState, RecoveryState
from hudang.households.models import Household
from hudang.households.vocabulary import BenefitState
from hudang.kernel.identity import mask_account
from hudang.platform import bulk

PORTION = 500
# what two preparings of a list are compared by; the number in clear never equals itself once encrypted anew
COMPARED = (
    "award_id", "village_code", "household_code", "payee", "bank", "account_hash", "persons", "standard", "base",
    "supplement", "allowance", "price_subsidy", "back_pay", "recovery", "total",
)  # fmt: skip


@dataclass(frozen=True)
class Month:
    """Which month of which county (six digits), with the price subsidy in yuan a person."""

    county: str
    month: date
    price_subsidy: Decimal = Decimal(0)


def candidates(county: str, month: date) -> list[int]:
    """Return the households that have an award in a month or a back payment that is due, by key."""
    inside = within_division(county, "household__village_code")
    holding = Award.objects.filter(inside, Q(until=None) | Q(until__gt=month), since__lte=month, void=False)
    waiting = BackPayment.objects.filter(inside, state=BackPayState.DUE)
    keys = {*holding.values_list("household_id", flat=True), *waiting.values_list("household_id", flat=True)}
    return sorted(keys)


def rows_of(wanted: Month, keys: Sequence[int]) -> Iterator[list[tuple[PaymentRow, Payment]]]:
    """Yield the rows of a list, unsaved and without list, in portions; each portion costs the same few queries."""
    for start in range(0, len(keys), PORTION):
        yield list(_portion(wanted, keys[start : start + PORTION]))


def _portion(wanted: Month, keys: Sequence[int]) -> Iterator[tuple[PaymentRow, Payment]]:
    month = wanted.month
    holding = Award.objects.filter(Q(until=None) | Q(until__gt=month), household__in=keys, since__lte=month, void=False)
    awards = {award.household_id: award for award in holding}
    resting, resting_later = _suspended(keys, month)
    back: dict[int, Decimal] = defaultdict(Decimal)
    for household_id, amount in BackPayment.objects.filter(household__in=keys, state=BackPayState.DUE).values_list(
        "household_id", "amount"
    ):
        back[household_id] += amount
    owing = _owing(keys)
    for household in Household.objects.filter(pk__in=keys).order_by("pk"):
        award = awards.get(household.pk)
        if household.pk in resting or not _is_paid(household, award, household.pk in resting_later):
            award = None
        if award is None and (not back[household.pk] or household.pk in resting):
            continue
        allowance = award.total if award else Decimal(0)
        persons = award.persons if award else 0
        amounts = payment(allowance, persons, wanted.price_subsidy, back[household.pk], owing[household.pk])
        yield _row(household, award, amounts), amounts


def _is_paid(household: Household, award: Award | None, suspended_later: bool) -> bool:
    """Only 在保 and 渐退期 are paid (F32); who was stopped or paused for a later month is paid until then."""
    if household.state in (BenefitState.ACTIVE, BenefitState.GRADUAL):
        return True
    if household.state == BenefitState.STOPPED:
        return award is not None and award.until is not None
    return household.state == BenefitState.PAUSED and suspended_later


def _suspended(keys: Sequence[int], month: date) -> tuple[set[int], set[int]]:
    """Return who rests in the month, and who does only in a later one."""
    now: set[int] = set()
    later: set[int] = set()
    rows = Suspension.objects.filter(Q(until=None) | Q(until__gt=month), household__in=keys)
    for household_id, since in rows.values_list("household_id", "since"):
        (now if since <= month else later).add(household_id)
    return now, later


def _owing(keys: Sequence[int]) -> dict[int, list[Owing]]:
    found: dict[int, list[Owing]] = defaultdict(list)
    rows = Recovery.objects.filter(household__in=keys, state=RecoveryState.OPEN, instalment__gt=0).order_by("pk")
    for pk, household_id, amount, recovered, instalment in rows.values_list(
        "pk", "household_id", "amount", "recovered", "instalment"
    ):
        found[household_id].append(Owing(pk, amount - recovered, instalment))
    return found


def _row(household: Household, award: Award | None, amounts: Payment) -> PaymentRow:
    return bulk.maker(PaymentRow)(
        household=household,
        award_id=award.pk if award else None,
        village_code=household.village_code,
        household_code=household.code,
        head_name=household.head_name,
        payee=household.head_name,
        bank=household.bank,
        account=household.account,
        account_hash=household.account_hash,
        account_tail=household.account_tail or mask_account(household.account)[-4:],
        persons=award.persons if award else 0,
        standard=award.standard if award else None,
        base=award.base if award else Decimal(0),
        supplement=award.supplement if award else Decimal(0),
        allowance=amounts.allowance,
        price_subsidy=amounts.price_subsidy,
        back_pay=amounts.back_pay,
        recovery=amounts.recovery,
        total=amounts.total,
        result="",
        return_reason="",
    )


def compared(row: Any) -> tuple[Any, ...]:
    """Return what of a row must be as it was prepared when the list is closed."""
    return tuple(getattr(row, name) for name in COMPARED)


Grounds = dict[int, list[tuple[Any, ...]]]


def grounds_of(county: str, month: date) -> Grounds:
    """Return by household all that the rows of a month are made from; five queries however many households."""
    inside = within_division(county, "household__village_code")
    held = Award.objects.filter(inside, Q(until=None) | Q(until__gt=month), since__lte=month, void=False)
    resting = Suspension.objects.filter(inside, Q(until=None) | Q(until__gt=month))
    waiting = BackPayment.objects.filter(inside, state=BackPayState.DUE)
    owing = Recovery.objects.filter(inside, state=RecoveryState.OPEN)
    named = Household.objects.filter(within_division(county))
    found: Grounds = defaultdict(list)
    for rows in (
        held.values_list("household_id", "pk", "until", "persons", "standard", "base", "supplement", "total"),
        resting.values_list("household_id", "pk", "since", "until"),
        waiting.values_list("household_id", "pk", "amount"),
        owing.values_list("household_id", "pk", "amount", "recovered", "instalment"),
        named.values_list("pk", "state", "village_code", "code", "head_name", "bank", "account_hash"),
    ):
        for row in rows.order_by("pk").iterator(chunk_size=2000):
            found[row[0]].append(row)
    return found


def changed_grounds(before: Grounds, now: Grounds) -> int:
    """Return for how many households what the list rests on is no longer the same."""
    return sum(before.get(key) != now.get(key) for key in before.keys() | now.keys())
