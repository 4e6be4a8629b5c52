"""Who stands on a village's long-term list, and the lists of a user's division (process.md §7, 长期公布)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.db.models import Count, Q, QuerySet

from hudang.accounts.access import require, require_place, within
from hudang.accounts.models import User
from hudang.accounts.vocabulary import Right
from hudang.archives.models import HouseholdFile
from hudang.archives.rules.keeping import Access, LabelStyle
from hudang.archives.vocabulary import OPEN_STATES
from hudang.benefits.models import Award, Suspension
from hudang.casework.models import Case, LongTermLine, LongTermList
from hudang.casework.queries.notice_images import paper_image
from hudang.casework.queries.notices import supervision_phone
from hudang.casework.rules.publishing import public_name
from hudang.casework.vocabulary import LongTermState
from hudang.divisions.queries import path_labels
from hudang.households.models import Household, HouseholdMember
from hudang.households.queries.facts import chunks
from hudang.households.vocabulary import HEAD, BenefitState
from hudang.kernel import clock
from hudang.kernel.errors import NotVisible
from hudang.platform.storage import path_of

_PAID = (BenefitState.ACTIVE, BenefitState.GRADUAL)
_KEPT_APART = (Access.SENSITIVE, Access.SECRET)


@dataclass(frozen=True)
class PaidHousehold:
    """What may hang of a household in payment, and nothing else."""

    household: Household
    head: str
    size: int
    covered: int
    amount: Decimal


@dataclass(frozen=True)
class VillageDue:
    """A village with households in payment and no list of the month yet."""

    code: str
    place: str
    households: int


def this_month() -> date:
    """Return the first day of the month."""
    return clock.today().replace(day=1)


def long_term_lists_for(user: User) -> QuerySet[LongTermList]:
    """Return the lists of the user's division with ``size``, the number of households on each."""
    require(user, Right.VIEW_CASES)
    return LongTermList.objects.filter(within(user)).annotate(size=Count("lines"))


def long_term_list_for(user: User, number: str) -> LongTermList:
    """Return one list; raises ``NotVisible``."""
    found = long_term_lists_for(user).filter(number=number).select_related("paper", "photo").first()
    if found is None:
        raise NotVisible
    return found


def long_term_image(user: User, number: str) -> bytes:
    """Return the sheet of a list as PNG; raises ``NotVisible``."""
    found = long_term_list_for(user, number)
    if found.paper_id is None:
        raise NotVisible
    return paper_image(user, found.paper_id)


def long_term_photo(user: User, number: str) -> tuple[Path, str]:
    """Return where the photo of a list at its board lies and its media type; raises ``NotVisible``."""
    photo = long_term_list_for(user, number).photo
    if photo is None:
        raise NotVisible
    return path_of(photo.sha256), photo.media_type


def lines_of(found: LongTermList) -> QuerySet[LongTermLine]:
    """Return what hangs of each household; the caller has the list from its own query."""
    return found.lines.select_related("household")


def phone_for_list(user: User, village_code: str) -> str:
    """Return the telephone that a new list of a village begins with; raises ``NotVisible`` outside the division."""
    require_place(user, village_code)
    return supervision_phone(village_code)


def villages_due(user: User) -> list[VillageDue]:
    """Return the villages of the user's division whose list of this month is not made yet."""
    require(user, Right.VIEW_CASES)
    month = this_month()
    made = LongTermList.objects.filter(within(user), month=month).exclude(state=LongTermState.DROPPED)
    paid = _paid(month).filter(within(user, "household__village_code"))
    paid = paid.exclude(household__village_code__in=made.values("village_code"))
    rows = paid.order_by().values_list("household__village_code").annotate(n=Count("pk"))
    counts: dict[str, int] = dict(rows)
    places = path_labels(counts)
    return [VillageDue(code, places.get(code, code), counts[code]) for code in sorted(counts)]


def _paid(month: date) -> QuerySet[Award]:
    resting = Suspension.objects.filter(Q(until=None) | Q(until__gt=month), since__lte=month)
    in_force = Award.objects.filter(Q(until=None) | Q(until__gt=month), since__lte=month, void=False, total__gt=0)
    return in_force.filter(household__state__in=_PAID).exclude(household__in=resting.values("household"))


def paid_in(village_code: str, month: date) -> list[PaidHousehold]:
    """Return who stands on a village's list: those paid in the month, without any that must not be made public."""
    awards = _paid(month).filter(household__village_code=village_code).exclude(household__in=_never_public())
    awards = awards.select_related("household").order_by("household__code")
    ids = [award.household_id for award in awards]
    births, sizes = _heads_born(ids), _sizes(ids)
    return [_line(award, births, sizes) for award in awards]


def public_heads(household_ids: Iterable[int]) -> dict[int, str]:
    """Return the names of heads as they may be posted; households that must not be made public are not among them."""
    found = {}
    for ids in chunks(household_ids):
        births, shown = _heads_born(list(ids)), Household.objects.filter(pk__in=ids).exclude(pk__in=_never_public())
        for pk, name in shown.values_list("pk", "head_name"):
            found[pk] = public_name(name, births.get(pk), clock.today())
    return found


def _line(award: Award, births: Mapping[int, date | None], sizes: Mapping[int, int]) -> PaidHousehold:
    home = award.household
    size = max(home.declared_size or sizes.get(home.pk, 1), award.persons, 1)
    head = public_name(home.head_name, births.get(home.pk), clock.today())
    return PaidHousehold(home, head, size, award.persons, award.total)


def _never_public() -> QuerySet[Household]:
    """Households with an exempt case, or whose file is kept apart or shows nothing but its code."""
    apart = Q(scheme_class__access__in=_KEPT_APART) | Q(scheme_class__label_style=LabelStyle.CODE_ONLY)
    files = HouseholdFile.objects.filter(apart, state__in=OPEN_STATES).values("household")
    exempt = Case.objects.filter(exempt=True).exclude(household=None).values("household")
    return Household.objects.filter(Q(pk__in=files) | Q(pk__in=exempt))


def _heads_born(ids: list[int]) -> dict[int, date | None]:
    heads = HouseholdMember.objects.filter(household__in=ids, relation=HEAD, until=None)
    return dict(heads.values_list("household_id", "person__born_on"))


def _sizes(ids: list[int]) -> dict[int, int]:
    members = HouseholdMember.objects.filter(household__in=ids, until=None).order_by()
    return dict(members.values_list("household_id").annotate(n=Count("pk")))
