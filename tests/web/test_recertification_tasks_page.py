"""动态管理: the list of what is to be done."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hudang.kernel import clock
from tests.factories.recertification import at, disabled_without_income, household_with_student, plan
from tests.people import XINTIAN, People
from tests.web.browsing import signed_in, text_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)
URL = reverse("recertification:list")


def test_everybody_sees_first_what_is_his(people: People) -> None:
    disabled_without_income(), disabled_without_income("李二", village=XINTIAN)
    plan(people, DAY)
    with clock.frozen(at(DAY)):
        mine = text_of(signed_in(people.assistant).get(URL))
        assert "孙秀兰" in mine and "李二" not in mine and "无经济收入残疾人每月走访" in mine
        assert "李二" not in text_of(signed_in(people.handler).get(URL + "?whose=all"))
        everything = text_of(signed_in(people.county_handler).get(URL + "?whose=all"))
        assert "孙秀兰" in everything and "李二" in everything


def test_the_tabs_tell_late_from_soon(people: People) -> None:
    disabled_without_income()
    plan(people, DAY)
    browser = signed_in(people.assistant)
    with clock.frozen(at(DAY)):
        assert "孙秀兰" in text_of(browser.get(URL + "?when=month"))
        assert "没有这样的任务" in text_of(browser.get(URL + "?when=late"))
    with clock.frozen(at(date(2026, 12, 2))):
        late = browser.get(URL + "?when=late")
        assert "2026-11-30 逾期" in text_of(late)


def test_one_line_for_a_household_and_no_more_queries_for_many(people: People) -> None:
    browser = signed_in(people.assistant)

    def queries() -> int:
        with (
            clock.frozen(at(DAY)),
            CaptureQueriesContext(
                connection,
            ) as seen,
        ):
            browser.get(URL)
        return len(seen)

    disabled_without_income(), household_with_student()
    plan(people, date(2026, 9, 10))
    few = queries()
    for n in range(5):
        disabled_without_income(f"钱{n}")
    plan(people, DAY)
    assert queries() == few
