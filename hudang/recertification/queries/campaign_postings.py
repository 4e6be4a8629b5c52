"""年审结果公示: what may hang of the results of a place, and the lists that were made (process.md §7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.db.models import Q, QuerySet

from hudang.accounts.access import within, within_division
from hudang.accounts.models import User
from hudang.casework.queries.long_term import public_heads
from hudang.divisions.queries import names_of, townships_within
from hudang.kernel.division_codes import DivisionLevel, level_of, scope_prefix
from hudang.kernel.errors import NotVisible
from hudang.platform import storage
from hudang.recertification.models import Campaign, CampaignHousehold, CampaignPosting
from hudang.recertification.vocabulary import POSTED_RESULTS, Outcome


@dataclass(frozen=True)
class PostedHousehold:
    """Everything that hangs of one household: of a minor the surname only, nothing of incomes or illness."""

    key: int
    head: str
    size: int | None
    covered: int | None
    amount: Decimal | None
    result: str


def places_for(user: User, campaign: Campaign) -> list[tuple[str, str]]:
    """Return the townships of a campaign for which the user may make a list."""
    if level_of(campaign.division_code) is DivisionLevel.COUNTY:
        return townships_within(user.scope)
    place = campaign.division_code
    return [(place, names_of([place]).get(place, place))] if place.startswith(user.scope) else []


def results_of(campaign: Campaign, division_code: str) -> Iterator[tuple[str, list[PostedHousehold]]]:
    """Yield each village of a place with the results that may hang there; for actions, which checked the place."""
    rows = CampaignHousehold.objects.filter(
        within_division(scope_prefix(division_code), "household__village_code"),
        campaign=campaign,
        examined_on__isnull=False,
    )
    found = list(rows.select_related("household").order_by("household__village_code", "household__code"))
    heads = public_heads([row.household_id for row in found])
    for village, of_village in groupby(found, lambda row: row.household.village_code):
        posted = [_posted(row, heads[row.household_id]) for row in of_village if row.household_id in heads]
        if posted:
            yield village, posted


def _posted(row: CampaignHousehold, head: str) -> PostedHousehold:
    home, result = row.household, POSTED_RESULTS[Outcome(row.outcome or Outcome.KEEP)]
    return PostedHousehold(home.pk, head, home.declared_size, home.covered_size, home.allowance, result)


def postings_for(user: User, campaign: Campaign) -> QuerySet[CampaignPosting]:
    """Return the lists that were made for the user's division, or for the township that it belongs to."""
    township = Q(division_code=user.scope[:9].ljust(12, "0"))
    return campaign.postings.filter(within(user, "division_code") | township).select_related("made_by")


def posting_paper_for(user: User, campaign: Campaign, pk: int) -> tuple[str, bytes]:
    """Return name and PDF of one list; raises ``NotVisible``."""
    made = postings_for(user, campaign).filter(pk=pk).select_related("paper").first()
    if made is None:
        raise NotVisible
    place = names_of([made.division_code]).get(made.division_code, "")
    return f"{place}{campaign.year}年度年审结果公示", storage.path_of(made.paper.sha256).read_bytes()
