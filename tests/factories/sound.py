"""Households with whom nothing is wrong, so that whatever is found was planted."""

from __future__ import annotations

from datetime import timedelta

from hudang.accounts.models import User
from hudang.archives.actions.filing import ItemEntry, file_items
from hudang.archives.models import Fonds, HouseholdFile
from hudang.demo.faults import put_boxes_in_order
from hudang.households.models import Classification, Household
from hudang.kernel import clock
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import MINQIANG


def sound_households(actor: User, count: int, village: str = MINQIANG) -> list[Household]:
    """Make households in order in every way that the rules ask about, each with two items."""
    make_bureau()
    Fonds.objects.update(kept_since=clock.today() - timedelta(days=120))
    made = [_sound(actor, number, village) for number in range(1, count + 1)]
    put_boxes_in_order(actor.pk)
    return made


def _sound(actor: User, number: int, village: str) -> Household:
    household = make_household(
        f"安户{number}",
        village=village,
        address="一组",
        phone=f"1380436{number:04d}",
        account_hash=f"{number:064d}",
        standard=800,
        certificate_no=f"低保 {village}-{number}",
    )
    Classification.objects.create(
        household=household,
        family_structure="01",
        income_source="05",
        derived_structure="01",
        derived_source="05",
        scheme_version="1",
        classified_on=clock.today(),
    )
    file = make_file(household)
    entries = [ItemEntry(material=code, page_count=2, dated="20240105") for code in ("M01", "M50")]
    file_items(actor=actor, file_id=file.pk, entries=entries)
    HouseholdFile.objects.filter(pk=file.pk).update(missing=[], missing_count=0)
    return household
