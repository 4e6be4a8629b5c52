"""年审 as people see it: progress by township and village; every figure opens the households that it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from hudang.accounts.access import require_any, require_place, within, within_division
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.divisions.queries import names_of
from hudang.households.models import Household
from hudang.households.vocabulary import IN_PAYMENT
from hudang.kernel.division_codes import is_division_code, scope_prefix, township_code
from hudang.kernel.errors import NotVisible
from hudang.platform import storage
from hudang.recertification.models import Campaign, CampaignHousehold
from hudang.recertification.queries.rules import Rule, enabled_rules
from hudang.recertification.vocabulary import OUTCOME_LABELS, Cadence, InCampaign, Outcome

PAGE_SIZE = 50
EXAMINATION_FORMS = ("F20", "F22")
# whose allowance the township proposes to change: the county checks every one of them
CHANGING = tuple(each.value for each in Outcome if each not in (Outcome.KEEP, Outcome.LOOK_FURTHER))
_VILLAGE = "household__village_code"
_EXAMINED = Q(examined_on__isnull=False)
_DUE = Q(household__state__in=[state.value for state in IN_PAYMENT]) | _EXAMINED
_WHICH: dict[str, Q] = {
    InCampaign.DUE: _DUE,
    InCampaign.EXAMINED: _EXAMINED,
    InCampaign.TO_DO: _DUE & ~_EXAMINED,
    InCampaign.CHANGED: Q(outcome__in=CHANGING),
    InCampaign.DRAWN: ~Q(drawn=""),
    InCampaign.UNCHECKED: ~Q(drawn="") & Q(checked_on=None),
    InCampaign.DISAGREED: Q(agrees=False),
    InCampaign.LEFT: ~_DUE,
}


@dataclass
class Progress:
    """How far a place is; ``figures`` by which households they count, ``outcomes`` by conclusion."""

    code: str
    name: str
    figures: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    villages: list[Progress] = field(default_factory=list)

    @property
    def rate(self) -> int | None:
        """年审率: percent examined of those that are due; never 100 while one is missing."""
        due = self.figures[InCampaign.DUE]
        return self.figures[InCampaign.EXAMINED] * 100 // due if due else None

    def add(self, other: Progress) -> None:
        """Count another place in."""
        self.figures.update(other.figures)
        self.outcomes.update(other.outcomes)


def campaigns_for(user: User) -> QuerySet[Campaign]:
    """Return the campaigns that ask something of the user's division; raises ``NotAllowed``."""
    require_any(user, Right.VISIT, Right.EXAMINE_VISITS)
    above = Q(division_code__in=[user.scope[:6].ljust(12, "0"), user.scope[:9].ljust(12, "0")])
    return Campaign.objects.filter(within(user, "division_code") | above).select_related("begun_by", "closed_by")


def campaign_for(user: User, pk: int) -> Campaign:
    """Return one campaign; raises ``NotVisible``."""
    found = campaigns_for(user).filter(pk=pk).first()
    if found is None:
        raise NotVisible
    return found


def progress_for(user: User, campaign: Campaign) -> Progress:
    """Return how far a campaign is within the user's division, by township and village; three queries."""
    return progress_of(campaign, CampaignHousehold.objects.filter(within(user, _VILLAGE)))


def progress_of(campaign: Campaign, rows: QuerySet[CampaignHousehold]) -> Progress:
    """Return the progress of the given households of a campaign."""
    rows = rows.filter(campaign=campaign)
    counted = {f"n_{name}": Count("pk", filter=which) for name, which in _WHICH.items()}
    found = list(rows.values(_VILLAGE).annotate(**counted).order_by(_VILLAGE))
    outcomes = rows.exclude(outcome="").values_list(_VILLAGE, "outcome").annotate(n=Count("pk")).order_by()
    by_village: dict[str, Counter[str]] = {}
    for village, outcome, n in outcomes:
        by_village.setdefault(village, Counter())[outcome] = n
    codes = {row[_VILLAGE] for row in found}
    names = names_of(codes | {township_code(code) for code in codes} | {campaign.division_code})
    every = Progress(campaign.division_code, names.get(campaign.division_code, ""))
    towns: dict[str, Progress] = {}
    for row in found:
        code, town = row[_VILLAGE], township_code(row[_VILLAGE])
        figures = Counter({name: row[f"n_{name}"] for name in _WHICH})
        village = Progress(code, names.get(code, code), figures, by_village.get(code, Counter()))
        there = towns.setdefault(town, Progress(town, names.get(town, town)))
        there.villages.append(village)
        there.add(village)
        every.add(village)
    every.villages = list(towns.values())
    return every


@dataclass(frozen=True)
class WantedHouseholds:
    """What the list of a campaign's households is narrowed to."""

    what: str = InCampaign.DUE
    division: str = ""
    outcome: str = ""


def households_for(user: User, campaign: Campaign, wanted: WantedHouseholds, page: Any) -> Page[CampaignHousehold]:
    """Return a page of the households of a campaign, village by village."""
    rows = _narrowed(user, campaign, wanted).filter(_WHICH.get(wanted.what, _DUE))
    rows = rows.select_related("household", "visit", "checked_by").defer("visit__content")
    return Paginator(rows.order_by(_VILLAGE, "household__code"), PAGE_SIZE).get_page(page)


def counts_in(user: User, campaign: Campaign, wanted: WantedHouseholds) -> dict[str, int]:
    """Return how many households each tab of the list holds; one query."""
    counted = {f"n_{name}": Count("pk", filter=which) for name, which in _WHICH.items()}
    found = _narrowed(user, campaign, wanted).aggregate(**counted)
    return {name: found[f"n_{name}"] for name in _WHICH}


def _narrowed(user: User, campaign: Campaign, wanted: WantedHouseholds) -> QuerySet[CampaignHousehold]:
    rows = CampaignHousehold.objects.filter(within(user, _VILLAGE), campaign=campaign)
    if wanted.division:
        known = is_division_code(wanted.division)
        rows = rows.filter(within_division(scope_prefix(wanted.division), _VILLAGE) if known else Q(pk__in=()))
    return rows.filter(outcome=wanted.outcome) if wanted.outcome in OUTCOME_LABELS else rows


def campaign_household_for(user: User, campaign: Campaign, code: str) -> CampaignHousehold:
    """Return one household of a campaign; raises ``NotVisible``."""
    rows = CampaignHousehold.objects.filter(within(user, _VILLAGE), campaign=campaign, household__code=code)
    found = rows.select_related("household", "visit", "checked_by").first()
    if found is None:
        raise NotVisible
    return found


def examination_rules() -> list[Rule]:
    """Return the rules a campaign can rest on: those on whose form a whole household or person is examined."""
    return [
        rule for rule in enabled_rules() if rule.text.form in EXAMINATION_FORMS and rule.text.cadence != Cadence.EVENT
    ]


def households_under(division_code: str, codes: Iterable[str]) -> QuerySet[Household]:
    """Return the households in payment of a division that stand under one of the rules, for actions and counts."""
    place = within_division(scope_prefix(division_code), "village_code")
    rows = Household.objects.filter(place, state__in=[state.value for state in IN_PAYMENT])
    return rows.filter(standings__rule_code__in=list(codes), standings__until=None).distinct()


def campaign_paper_for(user: User, campaign: Campaign, name: str) -> bytes:
    """Return the PDF of a campaign: its notice, or the summary for who sees the whole division; raises ``NotVisible``."""
    if name == "notice":
        kept = campaign.notice
    else:
        require_place(user, campaign.division_code)
        kept = campaign.summary if user.may(Right.EXAMINE_VISITS) else None
    if kept is None:
        raise NotVisible
    return storage.path_of(kept.sha256).read_bytes()
