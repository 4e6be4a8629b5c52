"""Give every household of the archive its award, raise the standard, recompute and approve."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from bench.measuring import give, measured, peak_mb
from hudang.accounts.actions.console import acting_user
from hudang.assessment.actions import SheetForm, enter_parameters
from hudang.assessment.queries import parameters_in_force
from hudang.assessment.queries.register import cases_of_households
from hudang.assessment.rules.case import Case
from hudang.assessment.rules.means_test import assess
from hudang.assessment.vocabulary import Area
from hudang.benefits.actions.changing import approve_change
from hudang.benefits.actions.founding import found_awards
from hudang.benefits.actions.recomputing import compute_change, keys_of, open_change
from hudang.benefits.rules.months import next_month
from hudang.kernel import clock

_RAISE = Decimal("1.1")
_TIMED = 1000


def _raise_standards(actor: Any, county: str) -> None:
    for area in Area:
        standing = parameters_in_force(county, area, clock.today())
        body = standing.model_dump(mode="json", exclude={"version", "source"}, exclude_defaults=True)
        body["standard"] = str(((standing.standard or Decimal(1)) * _RAISE).quantize(Decimal(1)))
        form = SheetForm(area, next_month(clock.today()), "测量用的标准", body)
        enter_parameters(actor=actor, county_code=county, form=form)


def _one_by_one(county: str) -> float:
    """Return the milliseconds of one assessment with everything read already."""
    month = next_month(clock.today())
    found = cases_of_households(keys_of(county, month)[:_TIMED], month)
    cases = [case for case in found.values() if isinstance(case, Case)]
    sheets = {area: parameters_in_force(county, area, month) for area in Area}
    with measured() as work:
        for case in cases:
            assess(case, sheets[case.area])
    return work.seconds * 1000 / max(1, len(cases))


def main() -> None:
    """Measure."""
    actor = acting_user(None)
    county = actor.division_code[:6]
    found_awards(actor=actor)
    _raise_standards(actor, county)
    change = open_change(actor=actor, county=county, month=next_month(clock.today()), reference="测量用的标准")
    with measured() as computing:
        compute_change(actor=actor, change_id=change.pk)
    peak = peak_mb()
    with measured() as approving:
        approve_change(actor=actor, change_id=change.pk)
    give(
        {
            "recomputed": change.rows.count(),
            "changed": change.rows.exclude(after=None).count(),
            "seconds": computing.seconds,
            "cpu_seconds": computing.cpu_seconds,
            "approve_seconds": approving.seconds,
            "ms_per_assessment": _one_by_one(county),
            "peak_mb": max(peak, peak_mb()),
        }
    )


if __name__ == "__main__":
    main()
