"""Invented people under the rules of recertification."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_DNS, uuid5

from hudang.accounts.models import User
from hudang.households.models import Household, HouseholdMember, IncomeItem
from hudang.households.vocabulary import HEAD
from hudang.kernel import clock
from hudang.recertification.actions.plan import Planned
from hudang.recertification.actions.planning import plan_county
from hudang.recertification.models import Device, RecertificationTask, RuleVersion
from hudang.recertification.rules.rule_text import shipped_rules
from tests.factories.households import add_member, make_household, make_person
from tests.people import MINQIANG, People

COUNTY = "220882"
CERTIFICATE = {"disability_kind": "4", "disability_level": "2"}


def at(day: date) -> datetime:
    """Return ten in the morning of a day."""
    return datetime(day.year, day.month, day.day, 10, tzinfo=clock.CHINA)


def plan(people: People, day: date) -> Planned:
    """Run the night's planning as of a day."""
    with clock.frozen(at(day)):
        return plan_county(actor=people.county_handler, county_code=COUNTY, day=day)


def plan_through(people: People, first: date, last: date) -> None:
    """Run it every night from a day to a day."""
    for n in range((last - first).days + 1):
        plan(people, first + timedelta(days=n))


def disabled_elder(name: str = "赵长富", *, village: str = MINQIANG, **fields: Any) -> Household:
    """Make a household of one disabled elder with a pension of his own."""
    household = make_household(name, village=village, **({"approved_on": date(2024, 3, 10)} | fields))
    head = head_of(household)
    HouseholdMember.objects.filter(pk=head.pk).update(**CERTIFICATE)
    head.person.born_on = date(1950, 6, 1)
    head.person.save()
    IncomeItem.objects.create(household=household, member=head, kind="401", amount=120, since=date(2020, 1, 1))
    return household


def disabled_without_income(name: str = "孙秀兰", *, village: str = MINQIANG, **fields: Any) -> Household:
    """Make a household of one disabled person who is known to have no income."""
    household = make_household(name, village=village, **fields)
    head = head_of(household)
    HouseholdMember.objects.filter(pk=head.pk).update(**CERTIFICATE, employment="10")
    head.person.born_on = date(1985, 6, 1)
    head.person.save()
    IncomeItem.objects.create(household=household, member=head, kind="101", amount=0, since=date(2020, 1, 1))
    return household


def household_with_student(name: str = "周大海", *, village: str = MINQIANG, **fields: Any) -> Household:
    """Make a household of a worker and a pupil with a student card."""
    household = make_household(name, village=village, declared_size=2, covered_size=2, **fields)
    child = make_person("周小海", born=date(2011, 4, 2))
    add_member(household, "22", child, employment="5", school="舍力镇中心学校", education_stage="2", student_card="S1")
    return household


def head_of(household: Household) -> HouseholdMember:
    """Return the head's membership."""
    return HouseholdMember.objects.select_related("person").get(household=household, relation=HEAD, until=None)


def tasks_of(household: Household, rule: str) -> list[RecertificationTask]:
    """Return the tasks of a household under a rule, in the order of their due days."""
    return list(RecertificationTask.objects.filter(household=household, rule_code=rule).order_by("due_on", "pk"))


def phone_of(user: User) -> int:
    """Return the key of a user's telephone, registered when it is not yet."""
    return Device.objects.get_or_create(key=uuid5(NAMESPACE_DNS, user.username), user=user)[0].pk


def task_of(household: Household) -> int:
    """Return the key of a task of a household, given to nobody."""
    day = clock.today()
    rule = RuleVersion.objects.filter(code="E-6").first() or RuleVersion.objects.create(
        code="E-6", number=1, text=shipped_text("E-6"), valid_from=day, made_at=clock.now()
    )
    return RecertificationTask.objects.get_or_create(
        rule_code="E-6", subject=f"H{household.pk}", period="测试",
        defaults={"rule": rule, "household": household, "opens_on": day, "due_on": day, "late_after": day},
    )[0].pk  # fmt: skip


def shipped_text(code: str) -> dict[str, Any]:
    """Return a rule that the product brings, as it is stored."""
    return next(rule.model_dump(mode="json") for rule, _ in shipped_rules() if rule.code == code)
