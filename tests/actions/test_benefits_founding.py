"""First awards of the register: who decides, from which month, and that an import is not undone under them."""

from __future__ import annotations

from datetime import date

import pytest

from hudang.audit.models import AuditEntry
from hudang.benefits.actions.founding import found_awards
from hudang.benefits.actions.lists import close_list, prepare_list
from hudang.benefits.models import Award
from hudang.benefits.vocabulary import Way
from hudang.households.models import Household
from hudang.kernel.errors import InvalidInput, NotAllowed
from tests.factories.benefits import DECEMBER, NOVEMBER
from tests.factories.households import make_household
from tests.people import XINTIAN, People


def test_everybody_in_payment_gets_one(people: People) -> None:
    paid, late = make_household(), make_household(village=XINTIAN, state="GRADUAL")
    unknown, away = make_household(allowance=0), make_household(state="EDGE")
    founded = found_awards(actor=people.county_head, month=NOVEMBER)
    assert (founded.households, founded.total) == (2, 640)
    assert founded.left == {"没有登记月保障金": [unknown.code]}
    assert Award.objects.get(household=late).way == Way.PHASE_OUT
    assert not Award.objects.filter(household=away).exists()
    assert Household.objects.get(pk=paid.pk).version == paid.version + 1
    assert AuditEntry.objects.filter(action="grant_award").count() == 2
    assert found_awards(actor=people.county_head).households == 0


def test_only_months_that_are_open(people: People) -> None:
    make_household()
    found_awards(actor=people.county_head, month=NOVEMBER)
    listed = prepare_list(actor=people.county_handler, county="220882", month=NOVEMBER)
    close_list(actor=people.county_head, list_id=listed.pk)
    make_household()
    for month in (NOVEMBER, date(2026, 12, 2)):
        with pytest.raises(InvalidInput):
            found_awards(actor=people.county_head, month=month)
    assert found_awards(actor=people.county_head).month == DECEMBER


def test_who_may(people: People) -> None:
    for person in (people.handler, people.county_handler, people.archivist):
        with pytest.raises(NotAllowed):
            found_awards(actor=person)
