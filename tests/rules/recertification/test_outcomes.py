"""From the conclusion of a survey to a change: which incomes, for which reason."""

from __future__ import annotations

from decimal import Decimal

from hudang.casework.rules.changes import Income
from hudang.recertification.rules.outcomes import reason_of, verified_incomes
from hudang.recertification.vocabulary import Outcome

PENSION = ("4", Income(kind="401", amount=Decimal(120), member=7), Decimal(120))
LAND = ("3", Income(kind="303", amount=Decimal(1200), period="year"), Decimal(100))


def row(group: str, verified: int) -> dict[str, object]:
    return {"group": group, "declared": Decimal(0), "verified": Decimal(verified)}


def test_what_is_verified_as_it_stands_stays_as_it_is() -> None:
    assert verified_incomes([PENSION, LAND], [row("4", 120), row("3", 100)]) == (LAND[1], PENSION[1])


def test_a_single_income_keeps_kind_and_owner_with_the_new_amount() -> None:
    (found,) = verified_incomes([PENSION], [row("4", 220)])
    assert (found.kind, found.amount, found.member) == ("401", Decimal(220), 7)


def test_several_of_a_group_become_one_of_the_household_and_none_ends_them() -> None:
    both = [PENSION, ("4", Income(kind="402", amount=Decimal(50)), Decimal(50))]
    (found,) = verified_incomes(both, [row("4", 300)])
    assert (found.kind, found.amount, found.member) == ("404", Decimal(300), None)
    assert verified_incomes(both, [row("4", 0)]) == ()


def test_a_stop_over_the_standard_gives_that_reason() -> None:
    over = {"verified_per_head": Decimal(500), "standard": Decimal(405)}
    assert reason_of(Outcome.STOP, over) == "01"
    assert reason_of(Outcome.STOP, {}) == "99"
    assert reason_of(Outcome.DECREASE, over) == "16"
