"""Thresholds in force: the county's own value from its day on, the default before; used by filing and boxes."""

from __future__ import annotations

from datetime import date

import pytest

from hudang.archives.models import Box
from hudang.archives.queries.thresholds import thresholds
from hudang.households.queries.thresholds import thresholds as household_thresholds
from hudang.platform.models import ParameterValue
from tests.factories.archives import make_bureau, make_file
from tests.factories.households import make_household
from tests.people import People


@pytest.mark.django_db
def test_a_value_holds_from_its_day_until_the_next(django_assert_num_queries: object) -> None:
    ParameterValue.objects.create(key="archives.filing_deadline_workdays", value="5", valid_from=date(2026, 1, 1))
    ParameterValue.objects.create(key="archives.filing_deadline_workdays", value="7", valid_from=date(2026, 7, 1))
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1))
    assert [thresholds(day).filing_deadline_workdays for day in days] == [10, 5, 5, 7]
    with django_assert_num_queries(1):  # type: ignore[operator]
        thresholds()
    assert household_thresholds().elder_age == 60


def test_a_new_box_is_as_thick_as_the_county_says(people: People) -> None:
    make_bureau()
    ParameterValue.objects.create(key="archives.box_thickness_mm", value="30", valid_from=date(2026, 1, 1))
    file = make_file(make_household("王德贵"))
    assert Box.objects.get(pouches__file=file).thickness_mm == 30
