"""村撤并: the households of a village go on in the village that took it over."""

from __future__ import annotations

from django.db.models import F

from hudang.households.models import Household
from hudang.kernel import clock


def follow_village(village_code: str, heir: str) -> int:
    """Put all households of a village into another; their codes stay. Returns how many there were.

    Part of ending the village: runs in that act's transaction, which has checked the right and writes the log.
    """
    Household.objects.filter(registered_village_code=village_code).update(registered_village_code=heir)
    households = Household.objects.filter(village_code=village_code)
    return households.update(village_code=heir, version=F("version") + 1, updated_at=clock.now())
