"""Makes a route for a village assistant inside a served archive: so many disabled people to be seen this month."""

from __future__ import annotations

import json
import sys

import django

django.setup()

from hudang.accounts.models import User  # noqa: E402
from hudang.kernel import clock  # noqa: E402
from hudang.recertification.actions.planning import plan_households  # noqa: E402
from hudang.recertification.models import RecertificationTask  # noqa: E402
from tests.factories.recertification import disabled_without_income  # noqa: E402


def main(username: str, count: int) -> None:
    """Print the codes of the households that were made."""
    user = User.objects.get(username=username)
    made = [
        disabled_without_income(
            f"孙{'甲乙丙丁戊己庚辛壬癸'[n % 10]}{'东南西北'[n // 10 % 4]}", village=user.division_code, number=8000 + n,
            address=f"民强村{n // 5 + 1}组 {n + 1} 号", phone=f"138946{n:05d}",
        )
        for n in range(count)
    ]  # fmt: skip
    plan_households([home.pk for home in made], user.division_code[:6], clock.today())
    RecertificationTask.objects.filter(household__in=made).update(assignee=user, opens_on=clock.today())
    json.dump([home.code for home in made], sys.stdout)


main(sys.argv[1], int(sys.argv[2]))
