"""联系记录, 提醒单 and the calendar of a telephone."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from time import process_time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hudang.kernel import clock
from hudang.recertification.actions.attempts import record_attempt
from hudang.recertification.models import CalendarFeed, Neighbour, RecertificationTask, Visit
from tests.factories.archives import make_bureau
from tests.factories.recertification import at, disabled_without_income, plan
from tests.people import People
from tests.web.browsing import signed_in, text_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


def visits(people: People, count: int) -> str:
    """A household that was visited every month for so long."""
    home = disabled_without_income()
    Visit.objects.bulk_create(
        Visit(
            key=uuid.uuid4(), household=home, form_code="F21", method="PHONE" if n % 3 else "HOME", state="accepted",
            on=DAY - timedelta(days=30 * n), made_by=people.assistant,
        )
        for n in range(count)
    )  # fmt: skip
    return home.code


def test_ten_years_of_monthly_visits_cost_no_more_than_a_few(people: People) -> None:
    browser, code = signed_in(people.handler), visits(people, 3)
    home, page = reverse("households:detail", args=[code]), reverse("recertification:contacts", args=[code])

    def queries(url: str) -> int:
        with clock.frozen(at(DAY)), CaptureQueriesContext(connection) as seen:
            assert browser.get(url).status_code == 200
        return len(seen)

    few = queries(home), queries(page)
    household = Visit.objects.earliest("pk").household
    Visit.objects.bulk_create(
        Visit(key=uuid.uuid4(), household=household, form_code="F21", method="HOME", state="accepted",
              on=DAY - timedelta(days=30 * n), made_by=people.assistant)
        for n in range(120)
    )  # fmt: skip
    assert (queries(home), queries(page)) == few
    began = process_time()
    told = text_of(browser.get(page))
    assert process_time() - began < 1.5
    assert "全部 123" in told


def test_what_neighbours_said_is_counted_for_those_who_examine(people: People) -> None:
    code = visits(people, 1)
    Neighbour.objects.create(visit=Visit.objects.get())
    url = reverse("recertification:contacts", args=[code])
    assert "听取邻居 1 人" in text_of(signed_in(people.handler).get(url))
    assert "听取邻居" not in text_of(signed_in(people.assistant).get(url))
    assert signed_in(people.neighbour).get(url).status_code == 404


def test_an_attempt_for_several_tasks_is_one_contact(people: People) -> None:
    home = disabled_without_income()
    plan(people, DAY)
    with clock.frozen(at(DAY)):
        record_attempt(actor=people.assistant, household_code=home.code, on=DAY, method="PHONE", result="无人接听")
        url = reverse("recertification:contacts", args=[home.code])
        assert "全部 1" in text_of(signed_in(people.assistant).get(url))
        assert "电话 1" in text_of(signed_in(people.assistant).get(url + "?method=PHONE"))
        assert "无人接听" in text_of(signed_in(people.assistant).get(reverse("households:detail", args=[home.code])))


def test_the_calendar_names_no_person_and_ends_when_it_is_ended(people: People) -> None:
    home = disabled_without_income()
    plan(people, DAY)
    browser, url = signed_in(people.assistant), reverse("recertification:feed")
    with clock.frozen(at(DAY)):
        shown = text_of(browser.post(url, {"do": "open"}))
        address = next(word for word in shown.split() if word.endswith(".ics"))
        assert (
            ".ics" not in text_of(browser.get(url))
            and address.rsplit("/", 1)[-1][:-4] not in CalendarFeed.objects.get().digest
        )
        path = address.partition("testserver")[2]
        told = Client().get(path)
        content = told.content.decode()
        assert (
            told["Content-Type"].startswith("text/calendar")
            and home.code in content
            and "DTSTART;VALUE=DATE:20261130" in content
        )
        assert "孙" not in content and all(len(line.encode()) <= 75 for line in content.split("\r\n"))
        browser.post(url, {"do": "close"})
        assert Client().get(path).status_code == 404


def test_reminders_are_printed_village_by_village(people: People) -> None:
    make_bureau()
    disabled_without_income()
    plan(people, DAY)
    browser, url = signed_in(people.handler), reverse("recertification:reminders")
    with clock.frozen(at(DAY)):
        answer = browser.get(url)
        assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
        RecertificationTask.objects.update(state="cancelled", cancelled_because="停保")
        assert "不用打印提醒单" in text_of(browser.get(url))
