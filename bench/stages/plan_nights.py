"""Plan the tasks of the archive's county with every rule on: a night, the same night again, the night after."""

from __future__ import annotations

from datetime import timedelta

from bench.measuring import give, measured, peak_mb
from hudang.accounts.actions.console import acting_user
from hudang.households.models import HouseholdMember
from hudang.kernel import clock
from hudang.recertification.actions.planning import plan_county
from hudang.recertification.actions.ruling import switch_rule
from hudang.recertification.actions.shipping import enter_shipped_rules
from hudang.recertification.models import RecertificationTask, Standing
from hudang.recertification.queries.rules import rules_on


def main() -> None:
    """Measure."""
    actor, day = acting_user(None), clock.today()
    county = actor.division_code[:6]
    enter_shipped_rules(day)
    for rule in rules_on(day).values():
        if not rule.enabled:
            switch_rule(actor=actor, code=rule.code, enabled=True, reason="测量时全部启用")
    with measured() as first:
        made = plan_county(actor=actor, county_code=county, day=day)
    second = plan_county(actor=actor, county_code=county, day=day)
    with measured() as following:
        plan_county(actor=actor, county_code=county, day=day + timedelta(days=1))
    give(
        {
            "first": first.seconds,
            "first_cpu": first.cpu_seconds,
            "next": following.seconds,
            "second_tasks": second.tasks + second.entered + second.left,
            "households": made.households,
            "people": HouseholdMember.objects.filter(until=None).count(),
            "tasks": RecertificationTask.objects.count(),
            "standings": Standing.objects.count(),
            "peak_mb": peak_mb(),
        }
    )


if __name__ == "__main__":
    main()
