"""People and households for the search box: the few that fit best, with whose household it is and where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from hudang.accounts.access import require, within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.divisions.queries import names_of
from hudang.households.models import Household, HouseholdMember, NameToken
from hudang.households.queries.search import Sought, sought, token_ranges
from hudang.households.queries.visible import visible_to
from hudang.households.vocabulary import BENEFIT_STATE_LABELS, HEAD, IN_PAYMENT, RELATION, BenefitState
from hudang.kernel.division_codes import township_code
from hudang.kernel.text import clean_name
from hudang.platform.prefixes import begins

# one person has several tokens, and one household several people
_SPARE = 4


@dataclass(frozen=True)
class PersonHit:
    """One person (or the head) of a household that fits; the identity number is masked."""

    household_code: str
    name: str
    relation: str
    head_name: str
    identity: str
    village: str
    township: str
    state_label: str
    paid: bool
    left: bool


def people_for(user: User, text: str, limit: int) -> list[PersonHit]:
    """Return the first people of the user's division who fit the text, names that begin with it first.

    One person a household; the number of queries does not grow with data or limit. Raises ``NotAllowed``.
    """
    require(user, Right.VIEW_HOUSEHOLDS)
    wanted = sought(user, text)
    if wanted is None:
        return []
    found: dict[int, int | None] = {}
    for household, member in _candidates(user, wanted, limit):
        found.setdefault(household, member)
        if len(found) == limit:
            break
    return _hits(found)


def _candidates(user: User, wanted: Sought, limit: int) -> Iterator[tuple[int, int | None]]:
    """Yield household and member, the surest first; a household found by its own number comes without member."""
    households = visible_to(user).values_list("pk", flat=True)
    for way in wanted.households:
        # first those found by the index of this way, then what of them is in the division
        found = Household.objects.filter(way).order_by().values("pk")
        yield from ((pk, None) for pk in households.filter(pk__in=found)[:limit])
    for way in wanted.members:
        rows = HouseholdMember.objects.filter(way, within(user, "household__village_code")).order_by()
        yield from rows.values_list("household_id", "pk")[: limit * _SPARE]
    if wanted.name:
        heads = households.filter(begins("head_name", clean_name(wanted.name))).order_by("head_name")
        yield from ((pk, None) for pk in heads[:limit])
    for tokens in token_ranges(wanted.name):
        yield from _named(user, tokens)[: limit * _SPARE]


def _named(user: User, tokens: Q) -> QuerySet[NameToken, tuple[int, int]]:
    """Return the present members by token: read in the order of its index, so that few are read."""
    inside = within(user, "person__memberships__household__village_code")
    rows = NameToken.objects.filter(tokens, inside, person__memberships__until=None).order_by("token")
    return rows.values_list("person__memberships__household_id", "person__memberships__pk")


def _hits(found: dict[int, int | None]) -> list[PersonHit]:
    heads = HouseholdMember.objects.filter(
        Q(pk__in=[member for member in found.values() if member])
        | Q(household__in=[pk for pk, member in found.items() if member is None], until=None, relation=HEAD)
    )
    shown = {member.household_id: member for member in heads.select_related("person")}
    households = Household.objects.filter(pk__in=found).only("code", "head_name", "village_code", "state")
    by_key = {household.pk: household for household in households}
    codes = {household.village_code for household in by_key.values()}
    names = names_of(codes | {township_code(code) for code in codes})
    return [_hit(by_key[pk], shown.get(pk), names) for pk in found]


def _hit(household: Household, member: HouseholdMember | None, names: dict[str, str]) -> PersonHit:
    village = household.village_code
    return PersonHit(
        household_code=household.code,
        name=member.person.name if member else household.head_name,
        relation=RELATION.get(member.relation, "") if member else RELATION[HEAD],
        head_name=household.head_name,
        identity=member.person.identity_masked if member else "",
        village=names.get(village, village),
        township=names.get(township_code(village), ""),
        state_label=BENEFIT_STATE_LABELS[BenefitState(household.state)],
        paid=household.state in IN_PAYMENT,
        left=bool(member and member.until),
    )
