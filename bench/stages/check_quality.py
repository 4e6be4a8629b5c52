"""Check everything, plant faults of every rule, check again: how long it takes, what is found, what is invented."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from bench.measuring import give, measured, peak_mb
from hudang.accounts.actions.console import acting_user
from hudang.archives.models import HouseholdFile, Item
from hudang.archives.vocabulary import PouchState
from hudang.demo.faults import ALSO, plant, put_boxes_in_order
from hudang.households.models import Household, HouseholdMember
from hudang.households.vocabulary import HEAD, BenefitState
from hudang.quality.actions.checking import check_everything, check_households
from hudang.quality.models import Problem
from hudang.quality.rules.catalogue import RULES
from hudang.quality.vocabulary import OF_PLACES, STANDING

_CHANGED = 200
# the last households of the county stand against others in some faults, so nothing is planted with them
_SPARED = 20
Key = tuple[str, str]


def _standing() -> dict[Key, int | None]:
    """What stands, by rule and household (or village), with the household that it stands against."""
    rows = Problem.objects.filter(state__in=STANDING).order_by()
    found = rows.values_list("rule", "household_code", "village_code", "related_id")
    return {(rule, code or village): other for rule, code, village, other in found}


def _sound() -> Iterator[Household]:
    """Yield households in payment with whom nothing was found, in villages far from one another."""
    troubled = Problem.objects.filter(state__in=STANDING).exclude(household_id=None).values("household_id")
    heads = HouseholdMember.objects.filter(until=None, relation=HEAD).values("household_id")
    files = HouseholdFile.objects.filter(state=PouchState.LIVE, item_count__gt=0).values("household_id")
    rows = Household.objects.filter(state=BenefitState.ACTIVE, pk__in=files).filter(pk__in=heads)
    keys = list(rows.exclude(pk__in=troubled).order_by("code").values_list("pk", flat=True))[:-_SPARED]
    for first in range(7):
        yield from (Household.objects.get(pk=key) for key in keys[first::7])


def _plant(each: int) -> set[Key]:
    """Plant so many faults of each rule; return what must be found."""
    sound, planted = _sound(), set()
    villages: set[str] = set()
    for rule in RULES:
        chosen: list[Household] = []
        while len(chosen) < each:
            household = next(sound)
            if rule.subject in OF_PLACES:
                if household.village_code in villages:
                    continue
                villages.add(household.village_code)
            chosen.append(household)
        plant(rule.key, chosen)
        place = rule.subject in OF_PLACES
        planted |= {(rule.key, household.village_code if place else household.code) for household in chosen}
    return planted


def main() -> None:
    """Measure."""
    each = int(sys.argv[1])
    put_boxes_in_order(acting_user(None).pk)
    with measured() as first:
        check_everything()
    before = _standing()
    planted = _plant(each)
    with measured() as work:
        check_everything()
    after = _standing()
    with measured() as again:
        second = check_everything()
    if second.found or second.closed:
        raise SystemExit(f"a second check found {second.found} and closed {second.closed}")
    changed = list(Household.objects.order_by("-code").values_list("pk", flat=True)[:_CHANGED])
    with measured() as changing:
        check_households(changed)
    new = after.keys() - before.keys()
    codes = dict(
        Household.objects.filter(pk__in=[other for other in after.values() if other]).values_list("pk", "code")
    )
    true_too = {(also, code) for rule, code in planted for also in ALSO.get(rule, ())}
    true_too |= {(rule, codes[other]) for (rule, _), other in after.items() if other in codes}
    give(
        {
            "first_seconds": first.seconds,
            "seconds": work.seconds,
            "cpu_seconds": work.cpu_seconds,
            "again_seconds": again.seconds,
            "changed_ms_per_household": changing.seconds * 1000 / max(1, len(changed)),
            "planted": len(planted),
            "found": len(planted & after.keys()),
            "missed": sorted(planted - after.keys()),
            "invented": sorted(new - planted - true_too),
            "peak_mb": peak_mb(),
            "households": Household.objects.count(),
            "people": HouseholdMember.objects.filter(until=None).count(),
            "items": Item.objects.count(),
            "rules": len(RULES),
        }
    )


if __name__ == "__main__":
    main()
