"""Clocks that reached into a year without holidays are counted again when the county enters its days."""

from __future__ import annotations

from datetime import date, timedelta

from django.urls import reverse

from hudang.casework.models import Case, CaseClock
from hudang.casework.vocabulary import ClockKind
from tests.factories.archives import make_bureau
from tests.factories.cases import accepted
from tests.people import People
from tests.web.browsing import signed_in


def test_entering_days_on_the_page_settles_the_clocks(people: People) -> None:
    make_bureau()
    case = accepted(people.handler)
    running = CaseClock.objects.get(case=case, kind=ClockKind.TOTAL)
    # as it stood before anybody knew the year's holidays: a day too early
    right = running.due_on
    CaseClock.objects.filter(pk=running.pk).update(due_on=right - timedelta(days=1), lacking_year=right.year)
    form = {"day": date(right.year + 1, 10, 1), "working": "0", "name": "国庆节"}
    page = signed_in(people.county_handler).post(reverse("archives:calendar"), form, follow=True)
    assert page.status_code == 200
    running.refresh_from_db()
    assert running.due_on >= right
    earliest = CaseClock.objects.filter(case=case, ended_on=None).exclude(kind=ClockKind.NOTICE).order_by("due_on")
    assert Case.objects.get(pk=case.pk).due_on == earliest[0].due_on
