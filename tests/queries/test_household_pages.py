"""Pages of the list by key: forwards and backwards every household once, whatever the order and gaps in it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hudang.accounts.models import User
from hudang.households.queries.lists import SORTS, ListFilters, all_for, list_for
from hudang.households.queries.paging import Position
from tests.factories.households import make_household
from tests.people import FENGSHOU, MINFU, XINTIAN, People

pytestmark = pytest.mark.django_db
SIZE = 4


@pytest.fixture
def households(people: People) -> None:
    """Fifteen households in two townships: equal values, and values that are missing."""
    for number in range(1, 16):
        fields: dict[str, Any] = {
            "allowance": None if number % 4 == 0 else number % 3 * 100,
            "declared_size": None if number % 5 == 0 else number % 2 + 1,
            "approved_on": None if number % 3 == 0 else date(2020, 1, number % 4 + 1),
            "head_pinyin": "wang" if number % 2 else "li",
        }
        make_household(f"王{number}", number=number, village=XINTIAN if number > 12 else MINFU, **fields)


def walked(user: User, sort: str, backwards: bool) -> list[str]:
    """Return all codes as somebody meets them who turns page after page."""
    filters, codes = ListFilters(sort=sort), []
    pages = list_for(user, filters, size=SIZE).paginator.num_pages
    page = list_for(user, filters, Position(pages if backwards else 1), SIZE)
    while True:
        rows = [row.code for row in page]
        codes = rows + codes if backwards else codes + rows
        if not (page.has_previous() if backwards else page.has_next()):
            return codes
        place = Position(page.number - 1, before=page.first_code)
        page = list_for(user, filters, place if backwards else Position(page.number + 1, page.last_code), SIZE)


@pytest.mark.parametrize("sort", [sign + key for key in SORTS for sign in ("", "-")])
def test_turning_pages_meets_every_household_once(people: People, households: None, sort: str) -> None:
    for user in (people.county_handler, people.handler):
        wanted = [row.code for row in all_for(user, ListFilters(sort=sort)).everything()]
        assert len(set(wanted)) == len(wanted) == (15 if user is people.county_handler else 12)
        assert walked(user, sort, backwards=False) == wanted
        jumped = [row.code for n in range(1, 5) for row in list_for(user, ListFilters(sort=sort), n, SIZE)]
        assert jumped[: len(wanted)] == wanted
        assert walked(user, sort, backwards=True) == wanted


def test_a_page_that_is_not_there_leads_to_the_nearest(people: People, households: None) -> None:
    user, filters = people.county_handler, ListFilters()
    assert [list_for(user, filters, number, SIZE).number for number in ("x", "0", "-3", "99", "")] == [1, 1, 1, 4, 1]
    # a row that somebody may not see is no place to begin at
    outside = f"{XINTIAN}0013"
    page = list_for(people.handler, ListFilters(sort="head"), Position(2, after=outside), SIZE)
    assert all(row.village_code == MINFU for row in page)
    assert FENGSHOU[:9] not in "".join(row.code for row in page)


def test_a_deep_page_asks_no_more_than_the_first(people: People, households: None) -> None:
    def count(place: Position) -> int:
        with CaptureQueriesContext(connection) as asked:
            list_for(people.county_handler, ListFilters(sort="-allowance"), place, SIZE)
        assert not any("OFFSET" in query["sql"] for query in asked) or not place.after
        return len(asked)

    first = list_for(people.county_handler, ListFilters(sort="-allowance"), 1, SIZE)
    assert count(Position(2, after=first.last_code)) <= count(Position(1)) + 1
