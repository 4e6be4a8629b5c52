"""Yearly examinations of invented townships, as pages are asked for them."""

from __future__ import annotations

from datetime import date
from typing import Any

from hudang.accounts.models import User
from hudang.digitization.models import DigitalObject
from hudang.recertification.models import Campaign, CampaignHousehold, CampaignPosting


def campaign_target(world: Any, person: User, own: bool) -> tuple[int, bool]:
    """Return the key of a campaign: it is seen by everybody of the place, above it and below."""
    code, paper = _place(world, own), DigitalObject.objects.earliest("pk")
    made, _ = Campaign.objects.get_or_create(
        division_code=code, year=2026, rule_codes=["L-1"], starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31),
        announcement="逐户核查", spot_percent=30, seed="1", notice=paper, summary=paper, begun_by=world.people.county_handler,
    )  # fmt: skip
    CampaignHousehold.objects.get_or_create(campaign=made, household=world.place(own).household)
    return made.pk, code.startswith(person.scope) or person.scope.startswith(code[:9])


def posting_target(world: Any, person: User, own: bool) -> tuple[int, bool]:
    """Return the key of a list of results: it is seen by everybody who sees the campaign of its township."""
    campaign, seen = campaign_target(world, person, own)
    made, _ = CampaignPosting.objects.get_or_create(
        campaign_id=campaign, division_code=_place(world, own), starts_on=date(2026, 5, 1), ends_on=date(2026, 5, 8),
        households=1, item_id=0, made_by=world.people.handler, paper=DigitalObject.objects.earliest("pk"),
    )  # fmt: skip
    return made.pk, seen


def _place(world: Any, own: bool) -> str:
    return str(world.place(own).village[:9]) + "000"
