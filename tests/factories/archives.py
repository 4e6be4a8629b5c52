"""A founded bureau for tests of the archive."""

from __future__ import annotations

from hudang.archives.actions.founding import found_bureau
from hudang.archives.actions.opening import open_all
from hudang.archives.models import Fonds, HouseholdFile, Material
from hudang.households.models import Household
from tests.factories.again import again
from tests.people import COUNTY


@again
def make_bureau() -> Fonds:
    """Found the archive of the county of the tests."""
    return found_bureau(
        actor=None, county_code=COUNTY, county_name="大安市", bureau_name="大安市民政局", fonds_code="J035"
    )


def make_file(household: Household) -> HouseholdFile:
    """Open the household's file."""
    return open_all(actor=None, households=[household])[0]


def material(code: str) -> Material:
    """Return a material by code."""
    return Material.objects.get(code=code)
