"""What a served archive holds for the tests of the telephone: makes a route, begins and changes a visit, lists visits."""

from __future__ import annotations

import json
import sys
from uuid import uuid4

import django

django.setup()

from hudang.accounts.models import User  # noqa: E402
from hudang.kernel import clock  # noqa: E402
from hudang.recertification.actions.planning import plan_households  # noqa: E402
from hudang.recertification.actions.shipping import enter_shipped_rules  # noqa: E402
from hudang.recertification.actions.visiting import save_visit, start_visit  # noqa: E402
from hudang.recertification.models import Attempt, RecertificationTask, Visit  # noqa: E402
from hudang.recertification.queries.visit_content import content_of  # noqa: E402
from tests.factories.households import number_from  # noqa: E402
from tests.factories.recertification import disabled_without_income, head_of  # noqa: E402


def make(username: str, count: str, first: int | str = 8000) -> list[str]:
    """Make so many households with somebody to be seen this month; return their codes."""
    first = int(first)
    number_from(first)
    user = User.objects.get(username=username)
    made = [
        disabled_without_income(
            f"孙{'甲乙丙丁戊己庚辛壬癸'[n % 10]}{'东南西北'[n // 10 % 4]}", village=user.division_code, number=first + n,
            address=f"民强村{n // 5 + 1}组 {n + 1} 号", phone=f"138946{n:05d}",
        )
        for n in range(int(count))
    ]  # fmt: skip
    enter_shipped_rules()
    plan_households([home.pk for home in made], user.division_code[:6], clock.today())
    tasks = RecertificationTask.objects.filter(household__in=made)
    tasks.exclude(rule_code="D-B").delete()
    tasks.update(assignee=user, opens_on=clock.today())
    return [home.code for home in made]


def begun(username: str, count: str) -> list[str]:
    """Make households as above, each with a visit that was begun in the system."""
    codes = make(username, count, 8250)
    user = User.objects.get(username=username)
    for task in RecertificationTask.objects.filter(household__code__in=codes).select_related("household"):
        person = head_of(task.household).person_id
        start_visit(actor=user, key=uuid4(), household_code=task.household.code, method="PHONE", person_id=person)
    return codes


def tried(code: str) -> list[str]:
    """Return what was noted of a household that was not reached."""
    return list(Attempt.objects.filter(task__household__code=code).values_list("result", flat=True))


def meets(code: str, username: str) -> str:
    """Let a colleague hand in a visit for the same task."""
    user, task = User.objects.get(username=username), RecertificationTask.objects.get(household__code=code)
    person = head_of(task.household).person_id
    visit = start_visit(actor=user, key=uuid4(), household_code=code, method="PHONE", person_id=person)
    Visit.objects.filter(pk=visit.pk).update(state="submitted")
    RecertificationTask.objects.filter(pk=task.pk).update(state="submitted")
    return code


def change(code: str) -> str:
    """Change the visit of a household as at the desk."""
    visit = Visit.objects.get(household__code=code)
    values = content_of(visit) | {"health_change": "系统里写的"}
    save_visit(actor=visit.made_by, key=visit.key, values=values)
    return code


def arrived() -> list[dict[str, object]]:
    """Return the visits that were handed in from a telephone, in that order."""
    found = Visit.objects.filter(submitted_at__isnull=False, device="手机离线").order_by("submitted_at")
    return [{"household": v.household.code, "photos": v.photos.count()} for v in found.select_related("household")]


json.dump(
    {"make": make, "begun": begun, "meets": meets, "change": change, "arrived": arrived, "tried": tried}[sys.argv[1]](
        *sys.argv[2:]
    ),
    sys.stdout,
)
