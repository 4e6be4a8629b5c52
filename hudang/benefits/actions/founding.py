"""First awards: households that are in payment by the register get the version that later ones follow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from hudang.accounts.access import require, require_place, within_division
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.audit.log import Act, record, record_many
from hudang.benefits.models import Award
from hudang.benefits.queries.listing import PORTION
from hudang.benefits.queries.standing import last_closed
from hudang.benefits.rules.months import in_words, month_of, next_month
from hudang.benefits.vocabulary import Reason, Way
from hudang.households.models import Household
from hudang.households.vocabulary import IN_PAYMENT, BenefitState
from hudang.kernel import clock
from hudang.kernel.errors import InvalidInput
from hudang.kernel.money import plain
from hudang.platform import bulk

Progress = Callable[[int, int], object]
_COUNTY = 6
_SHOWN = 50


@dataclass
class Founded:
    """What is or would be founded; ``left`` are households that are left out, by reason, with some codes."""

    month: date
    households: int = 0
    total: Decimal = Decimal(0)
    left: dict[str, list[str]] = field(default_factory=dict)
    left_count: dict[str, int] = field(default_factory=dict)

    def leave(self, reason: str, code: str) -> None:
        """Note a household that is left out."""
        self.left_count[reason] = self.left_count.get(reason, 0) + 1
        codes = self.left.setdefault(reason, [])
        if len(codes) < _SHOWN:
            codes.append(code)


def found_awards(
    *, actor: User, month: date | None = None, preview: bool = False, progress: Progress | None = None
) -> Founded:
    """Give every household of the actor's county that is in payment without an award one of its registered amounts.

    ``month`` is the first month not closed unless it is given. A portion is one transaction; done again it goes on
    with those that have none. Raises ``NotAllowed`` or ``InvalidInput`` for a closed month.
    """
    require(actor, Right.DECIDE_BENEFITS)
    county = actor.division_code[:_COUNTY]
    require_place(actor, county)
    founded = Founded(_month(county, month))
    keys = _waiting(county)
    for start in range(0, len(keys), PORTION):
        with transaction.atomic():
            _found(actor, keys[start : start + PORTION], founded, preview)
        if progress:
            progress(min(start + PORTION, len(keys)), len(keys))
    if founded.households and not preview:
        with transaction.atomic():
            summary = f"按登记金额建立 {founded.households} 户的定额，{in_words(founded.month)}起，合计 {plain(founded.total)} 元"
            record(actor, Act("found_awards", "division", county, summary=summary))
    return founded


def _month(county: str, month: date | None) -> date:
    last = last_closed(county)
    first = next_month(last) if last else month_of(clock.today())
    if month is None:
        return first
    if month.day != 1 or (last and month <= last):
        raise InvalidInput({"month": f"请写未封账的月份，例如 {first:%Y-%m}。"})
    return month


def _waiting(county: str) -> list[int]:
    awarded = Award.objects.filter(household=OuterRef("pk"), void=False)
    rows = Household.objects.filter(within_division(county), ~Exists(awarded), state__in=IN_PAYMENT)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def _found(actor: User, keys: Sequence[int], founded: Founded, preview: bool) -> None:
    make, awards, acts = bulk.maker(Award), [], []
    fields = "pk code village_code state assistance standard supplement allowance covered_size declared_size".split()
    for values in Household.objects.filter(pk__in=keys).order_by("pk").values_list(*fields, named=True):
        persons = values.covered_size or values.declared_size
        if not values.allowance or not persons:
            founded.leave("没有登记月保障金" if not values.allowance else "没有登记保障人口", values.code)
            continue
        supplement = min(values.supplement or Decimal(0), values.allowance)
        founded.households += 1
        founded.total += values.allowance
        awards.append(
            make(
                household_id=values.pk,
                village_code=values.village_code,
                since=founded.month,
                persons=persons,
                standard=values.standard,
                base=values.allowance - supplement,
                supplement=supplement,
                total=values.allowance,
                way=Way.PHASE_OUT if values.state == BenefitState.GRADUAL else Way.NORMAL,
                reason=Reason.IMPORT,
                note="按登记的金额建立",
                made_by_id=actor.pk,
                made_at=clock.now(),
            )
        )
        summary = f"按登记金额建立定额，{in_words(founded.month)}起每月 {plain(values.allowance)} 元"
        acts.append(Act("grant_award", "household", values.pk, values.code, summary))
    if preview:
        return
    bulk.insert(Award, awards)
    # an import that later acts rest on is not undone any more
    Household.objects.filter(pk__in=[award.household_id for award in awards]).update(version=F("version") + 1)
    record_many(actor, acts)
