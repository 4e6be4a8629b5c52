"""How the rules on the register find what breaks them: households in payment and their present members."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from django.db.models import (
    Count,
    DecimalField,
    Exists,
    ExpressionWrapper,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from hudang.archives.models import Pouch
from hudang.archives.vocabulary import OPEN_STATES
from hudang.households.models import Household, HouseholdMember
from hudang.households.rules.facts import PUPIL
from hudang.households.rules.member_fields import SERIOUS
from hudang.households.vocabulary import HEAD, IDENTITY_CARD, IN_PAYMENT, UNDECIDED, BenefitState
from hudang.kernel.identity import phone_valid
from hudang.quality.queries.scope import Finds, Found, Scope

_CHUNK = 2000
Condition = Q | Combinable
_PAID = sorted(IN_PAYMENT)
# an allowance is paid in whole yuan
_ROUNDING = Value(Decimal(1), DecimalField(max_digits=12, decimal_places=2))
_NOTHING = Value(Decimal(0), DecimalField(max_digits=12, decimal_places=2))


def households(scope: Scope, *conditions: Condition) -> QuerySet[Household]:
    """Return the households in payment of the scope for which the conditions hold."""
    return Household.objects.filter(scope.on("village_code", "pk"), *conditions, state__in=_PAID).order_by()


def members(scope: Scope, *conditions: Condition) -> QuerySet[HouseholdMember]:
    """Return the present members of households in payment for whom the conditions hold."""
    place = scope.on("household__village_code", "household")
    return HouseholdMember.objects.filter(place, *conditions, until=None, household__state__in=_PAID).order_by()


def of_households(found: QuerySet[Household], related: str = "") -> Finds:
    """Yield households as what was found."""
    names = ("village_code", "pk", "code", *([related] if related else []))
    for village, key, code, *other in found.values_list(*names).iterator(chunk_size=_CHUNK):
        yield Found(village, key, code, key, "", "", other[0] if other else None)


def of_members(found: QuerySet[HouseholdMember], related: str = "") -> Finds:
    """Yield members as what was found, each with the name."""
    names = ("household__village_code", "household_id", "household__code", "pk", "person__name")
    rows = found.values_list(*names, *([related] if related else []))
    for village, household, code, key, name, *other in rows.iterator(chunk_size=_CHUNK):
        yield Found(village, household, code, key, name, "", other[0] if other else None)


def household_without_pouch(scope: Scope) -> Finds:
    """有户无袋: in payment, and no open pouch."""
    pouch = Pouch.objects.filter(household=OuterRef("pk"), state__in=OPEN_STATES)
    return of_households(households(scope, ~Exists(pouch)))


def no_head(scope: Scope) -> Finds:
    """No present member is the head."""
    head = HouseholdMember.objects.filter(household=OuterRef("pk"), until=None, relation=HEAD)
    return of_households(households(scope, ~Exists(head)))


def no_identity(scope: Scope) -> Finds:
    """A member whose document should be the identity card has no number."""
    lacking = Q(person__identity_hash=None, person__identity_kind__in=("", IDENTITY_CARD))
    return of_members(members(scope, lacking))


def undecided_class(scope: Scope) -> Finds:
    """Not classified, or so that nothing could be said."""
    found = Q(classification=None) | Q(classification__family_structure=UNDECIDED)
    return of_households(households(scope, found | Q(classification__income_source=UNDECIDED)))


def bad_phone(scope: Scope) -> Iterator[Found]:
    """The telephone number has no shape of one."""
    rows = households(scope, ~Q(phone="")).values_list("village_code", "pk", "code", "phone")
    for village, key, code, phone in rows.iterator(chunk_size=_CHUNK):
        if not phone_valid(phone):
            yield Found(village, key, code, key, phone)


def _twin(scope: Scope, field: str) -> Finds:
    """Households in payment that have the same value of a field as another."""
    others = Household.objects.filter(**{field: OuterRef(field)}, state__in=_PAID).exclude(pk=OuterRef("pk"))
    other = others.order_by().values(field).annotate(least=Min("pk")).values("least")
    found = households(scope, ~Q(**{field: ""})).annotate(other=Subquery(other[:1])).exclude(other=None)
    return of_households(found, "other")


def same_number(scope: Scope) -> Finds:
    """两户同号: household and reference codes the database itself keeps apart; certificates it does not."""
    return _twin(scope, "certificate_no")


def same_account(scope: Scope) -> Finds:
    """Paid into the same account."""
    return _twin(scope, "account_hash")


def person_twice(scope: Scope) -> Finds:
    """A present member of two households that are in payment or applying."""
    states = [*_PAID, BenefitState.APPLYING]
    others = HouseholdMember.objects.filter(person=OuterRef("person"), until=None, household__state__in=states)
    other = others.exclude(household=OuterRef("household")).order_by().values("household_id")
    found = members(scope).annotate(other=Subquery(other[:1])).exclude(other=None)
    return of_members(found, "other")


def perhaps_twice(scope: Scope) -> Finds:
    """Without a number, and of the same name and birth date as a member of another household."""
    others = HouseholdMember.objects.filter(
        person__name=OuterRef("person__name"),
        person__born_on=OuterRef("person__born_on"),
        until=None,
        household__state__in=_PAID,
    )
    other = others.exclude(person=OuterRef("person")).exclude(household=OuterRef("household")).order_by()
    asked = members(scope, Q(person__identity_hash=None), ~Q(person__born_on=None))
    found = asked.annotate(other=Subquery(other.values("household_id")[:1])).exclude(other=None)
    return of_members(found, "other")


def size_differs(scope: Scope) -> Finds:
    """家庭人口 is not the number of present members who are counted."""
    counted = Count("members", filter=Q(members__until=None, members__not_counted=""))
    found = households(scope, ~Q(declared_size=None)).annotate(counted=counted)
    return of_households(found.exclude(counted=F("declared_size")))


def covered_differs(scope: Scope) -> Finds:
    """保障人口 is not the number of present members who are covered."""
    counted = Count("members", filter=Q(members__until=None, members__covered=True))
    found = households(scope, ~Q(covered_size=None)).annotate(counted=counted)
    return of_households(found.exclude(counted=F("covered_size")))


def allowance_too_high(scope: Scope) -> Finds:
    """More than the standard for everybody covered, with the supplement."""
    most = F("standard") * F("covered_size") + Coalesce(F("supplement"), _NOTHING) + _ROUNDING
    limit = ExpressionWrapper(most, DecimalField(max_digits=14, decimal_places=2))
    return of_households(households(scope, Q(allowance__gt=limit)))


def stopped_without_day(scope: Scope) -> Finds:
    """Stopped, and nobody wrote when or why."""
    stopped = Household.objects.filter(scope.on("village_code", "pk"), state=BenefitState.STOPPED)
    return of_households(stopped.filter(Q(stopped_on=None) | Q(stop_reason="")).order_by())


PLAIN_HOUSEHOLDS = {
    "no_address": Q(address=""),
    "no_phone": Q(phone=""),
    "no_account": Q(account_hash=""),
    "no_allowance": Q(allowance=None),
    "dates_reversed": Q(approved_on__lt=F("applied_on")),
}
PLAIN_MEMBERS = {
    "no_birth_date": Q(person__born_on=None),
    "disabled_without_level": ~Q(disability_kind="") & Q(disability_level=""),
    "pupil_without_school": Q(employment=PUPIL, school=""),
    "serious_without_illness": Q(health__in=sorted(SERIOUS), illness=""),
    "dead_covered": Q(covered=True) & ~Q(person__died_on=None),
    "certificate_reversed": Q(disability_valid_until__lte=F("disability_issued_on")),
}
# the same, of the day of the check
DATED_MEMBERS = {
    "disability_expired": ("disability_valid_until__lt", Q()),
    "student_card_expired": ("student_card_valid_until__lt", Q(employment=PUPIL)),
    "graduated": ("graduates_on__lt", Q(employment=PUPIL)),
}
FINDERS = {
    "household_without_pouch": household_without_pouch,
    "no_head": no_head,
    "no_identity": no_identity,
    "undecided_class": undecided_class,
    "bad_phone": bad_phone,
    "same_number": same_number,
    "same_account": same_account,
    "person_twice": person_twice,
    "perhaps_twice": perhaps_twice,
    "size_differs": size_differs,
    "covered_differs": covered_differs,
    "allowance_too_high": allowance_too_high,
    "stopped_without_day": stopped_without_day,
}
