"""Board, calendar, rates, endings: every figure opens a list of as many tasks; work is given out; sheets go their way."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hudang.households.models import HouseholdMember
from hudang.kernel import clock
from hudang.recertification.actions.telling import tell_late
from hudang.recertification.models import RecertificationTask, Supervision
from tests.factories.archives import make_bureau
from tests.factories.recertification import (
    COUNTY,
    at,
    disabled_elder,
    disabled_without_income,
    household_with_student,
    plan,
)
from tests.people import SHELI, XINTIAN, People
from tests.web.browsing import signed_in, text_of

pytestmark = pytest.mark.django_db
LATER = date(2026, 7, 5)


@pytest.fixture
def late_village(people: People) -> People:
    """民强村 missed May; 新田村 did its visit, and has an elder who is not due yet."""
    disabled_without_income(), disabled_without_income("李二", village=XINTIAN), disabled_elder(village=XINTIAN)
    plan(people, date(2026, 5, 20))
    RecertificationTask.objects.filter(rule_code="D-B", household__village_code=XINTIAN).update(
        state="done", done_on=date(2026, 5, 28)
    )
    return people


def page(browser: Client, name: str, query: str = "") -> str:
    response = browser.get(reverse(f"recertification:{name}") + query)
    assert response.status_code == 200
    return response.content.decode()


def total(browser: Client, url: str) -> int:
    """How many tasks the tab holds that an address opens."""
    found = browser.get(url.replace("&amp;", "&")).content.decode()
    current = re.search(r'aria-current="page"[^>]*>[^<]*<span class="tabs__count">([\d,]+)<', found)
    assert current, url
    return int(current[1].replace(",", ""))


def test_the_county_sees_the_one_late_village_in_red_and_opens_it(late_village: People) -> None:
    browser = signed_in(late_village.county_handler)
    with clock.frozen(at(LATER)):
        board = page(browser, "board")
        tiles = dict(re.findall(r'class="tile tile--(\w+)" href="([^"]+)"', board))
        assert set(tiles) >= {"red", "none"} and board.count("tile tile--red") == 1
        opened = browser.get(tiles["red"].replace("&amp;", "&"))
        assert "孙秀兰" in text_of(opened) and "李二" not in text_of(opened)
        assert total(browser, tiles["red"]) == 1


def test_every_figure_opens_as_many(late_village: People) -> None:
    browser = signed_in(late_village.county_handler)
    with clock.frozen(at(LATER)):
        found = re.findall(
            r'<td class="num[^"]*"[^>]*><a href="([^"]+)">([\d,]+)</a>', page(browser, "people", "?month=2026-05")
        )
        assert len(found) >= 12 and any(figure != "0" for _, figure in found)
        assert [(url, total(browser, url)) for url, _ in found] == [(url, int(figure)) for url, figure in found]
        days = re.findall(
            r'class="month__(?:due|done)[^"]*" href="([^"]+)">[应办] (\d+)', page(browser, "calendar", "?month=2026-05")
        )
        assert len(days) == 2 and all(total(browser, url) == int(figure) for url, figure in days)


def test_what_ends_soon_is_listed_by_span(people: People) -> None:
    home = household_with_student()
    HouseholdMember.objects.filter(household=home, employment="5").update(
        covered=True, student_card_valid_until=date(2026, 8, 20)
    )
    browser = signed_in(people.assistant)
    with clock.frozen(at(LATER)):
        assert "没有将到期的证件" in page(browser, "endings")
        assert "周小海" in page(browser, "endings", "?days=60") and "学生证到期" in page(browser, "endings", "?days=60")


def test_figures_cost_the_same_for_many(people: People) -> None:
    browser = signed_in(people.county_handler)

    def queries() -> list[int]:
        found = []
        for name in ("board", "calendar", "people", "tasks"):
            with clock.frozen(at(date(2026, 5, 21))), CaptureQueriesContext(connection) as seen:
                page(browser, name)
            found.append(len(seen))
        return found

    disabled_without_income(), disabled_without_income("李二", village=XINTIAN)
    plan(people, date(2026, 5, 20))
    few = queries()
    for n in range(4):
        disabled_without_income(f"钱{n}")
    plan(people, date(2026, 5, 21))
    assert queries() == few


def test_ticked_tasks_are_given_to_somebody_and_the_page_tells_it(late_village: People) -> None:
    browser, task = signed_in(late_village.handler), RecertificationTask.objects.get(state="assigned", rule_code="D-B")
    given = {
        "ids": [task.pk],
        "assignee": late_village.handler.pk,
        "reason": "协理员请假",
        "back": "/visits/tasks/?what=late",
    }
    with clock.frozen(at(LATER)):
        assert "请先勾选" in text_of(browser.post(reverse("recertification:assign"), {"assignee": 1}, follow=True))
        answer = browser.post(reverse("recertification:assign"), given)
        assert answer.status_code == 302 and answer["Location"] == "/visits/tasks/?what=late"
        told = text_of(browser.get(reverse("recertification:task", args=[task.pk])))
        assert "协理员请假" in told and "派给舍力经办" in told and "为什么有这项任务" in told
        assert signed_in(late_village.neighbour).get(reverse("recertification:task", args=[task.pk])).status_code == 404
        elsewhere = browser.post(reverse("recertification:assign"), given | {"back": "//evil.example/visits/"})
        assert elsewhere["Location"] == reverse("recertification:tasks")


def test_a_sheet_is_issued_answered_and_closed(late_village: People) -> None:
    make_bureau()
    county, town = signed_in(late_village.county_handler), signed_in(late_village.handler)
    with clock.frozen(at(LATER)):
        tell_late(COUNTY, LATER)
        assert "签发督办单" in page(county, "supervisions") and "签发督办单" not in page(town, "supervisions")
        url = reverse("recertification:supervision-new", args=[SHELI])
        assert "请" in text_of(county.post(url, {"responsible": "", "demand": "逐户走访", "finish_by": "2026-07-20"}))
        answer = county.post(url, {"responsible": "王所长", "demand": "逐户走访", "finish_by": "2026-07-20"})
        sheet = Supervision.objects.get()
        assert answer["Location"] == reverse("recertification:supervision", args=[sheet.pk])
        assert "孙秀兰" in text_of(town.get(answer["Location"]))
        town.post(reverse("recertification:supervision-answer", args=[sheet.pk]), {"answer": "已入户，老人住院"})
        assert "老人住院" in text_of(county.get(answer["Location"]))
        county.post(reverse("recertification:supervision-close", args=[sheet.pk]), {"conclusion": "1"})
        assert "办结" in page(town, "supervisions")
